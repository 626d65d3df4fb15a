"""Panel: the rows that are drawn together, of one method and target, and by which measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partwise.errors import CallError, unknown_name
from partwise.measures import (
    EFFECT,
    EFFECT_MEASURES,
    MEASURES,
    NO_METHOD,
    PRIMARY,
    PRIMARY_UNSIGNED,
    Measure,
)
from partwise.views.text import clean, escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.table.table import AttributionTable

#: More of them are no figure any more.
MOST_PANELS = 6
ATTRIBUTION = "attribution"


@dataclass(frozen=True, slots=True)
class Panel:
    """What one part of a figure is about.

    Parameters
    ----------
    method, target_kind, kind
        As in the columns of `rows`.
    measure
        What is drawn.
    images
        How many there are.
    """

    method: str
    target_kind: str | None
    kind: str
    measure: Measure
    images: int

    @property
    def name(self) -> str:
        """What it is called; effects are of no method."""
        method = "removal" if self.measure.name in EFFECT_MEASURES else escaped(self.method)
        target = "not told" if self.target_kind is None else clean(self.target_kind)
        images = f"{self.images:,} image{'s' * (self.images != 1)}"
        return " · ".join(
            [method, f"target {target}", *[self.kind] * (self.kind != ATTRIBUTION), images]
        )


def find_panels(
    table: AttributionTable, measure: str | None, method: str | None, *, maps: bool = False
) -> Sequence[Panel]:
    """Find what there is to draw, panel by panel; nulls only where there is nothing else.

    Parameters
    ----------
    table
        With its conditions.
    measure
        Its name; where None, the one that verdicts are about.
    method
        As in `rows`, or without its options; every one if None.
    maps
        Whether only methods with saliency maps will do.

    Raises
    ------
    UnknownNameError
        If the measure or the method does not exist.
    CallError
        If nothing is left, or more than a figure can hold.
    """
    if measure is not None and measure not in MEASURES:
        raise unknown_name("measure", measure, MEASURES)
    if measure in EFFECT_MEASURES and not table.has_effects():
        raise CallError(
            f"--measure {measure}: nothing was removed in this table. Build it with --effects."
        )
    columns = ["method", "target_kind", "kind", "image_id", "image_negative_sum"]
    found = table.sql(
        f"""SELECT method, target_kind, kind, count(DISTINCT image_id) AS images,
                   coalesce(bool_or(image_negative_sum < 0), false) AS signed
            FROM ({table.selected(columns)}) GROUP BY ALL ORDER BY ALL"""
    ).to_pylist()
    found = [each for each in found if each["kind"] == ATTRIBUTION] or found
    if not found:
        raise nothing(table)
    known = list(dict.fromkeys(each["method"] for each in found))
    if method is not None:
        found = [each for each in found if method in {each["method"], _short(each["method"])}]
        if not found:
            raise unknown_name("method", method, [*known, *map(_short, known)])
    if measure in EFFECT_MEASURES:
        # they are the same beside every method
        found = list({each["target_kind"]: each for each in reversed(found)}.values())[::-1]
    elif measure is not None or maps:
        found = [each for each in found if each["method"] != NO_METHOD]
        if not found:
            raise CallError(
                "these rows have no saliency maps: the table was built with --method none. Draw a "
                "measure of removal, such as --kind heatmap --measure effect, or build a table "
                "with a method and merge the two."
            )
    panels = [
        Panel(
            each["method"],
            each["target_kind"],
            each["kind"],
            MEASURES[measure or _primary(each["method"], signed=each["signed"])],
            each["images"],
        )
        for each in found
    ]
    if len(panels) > MOST_PANELS:
        listed = "\n".join(f"  {panel.name}" for panel in panels)
        raise CallError(
            f"a figure holds at most {MOST_PANELS} methods × targets, and these are {len(panels)}:"
            f"\n{listed}\nChoose with --method, or with --where \"target_kind = '…'\"."
        )
    return panels


def nothing(table: AttributionTable, panels: Sequence[Panel] = ()) -> CallError:
    """Say why there is nothing to draw: no row at all, or none of these panels' with a value."""
    if panels:
        names = " and ".join(dict.fromkeys(panel.measure.name for panel in panels))
        return CallError(
            f"--measure {names}: no image of {panels[0].name} has a value, so that there is "
            "nothing to draw: no segment is in view, or all maps are 0. `partwise show` tells how "
            "many values are undefined."
        )
    if table.conditions:
        told = " and ".join(table.conditions)
        return CallError(f"--where {told}: no row meets it, so that there is nothing to draw.")
    return CallError(
        f"table {str(table.folder)!r} has no rows, so that there is nothing to draw. "
        f"`partwise show` says why."
    )


def _short(method: str) -> str:
    return method.partition(":")[0]


def _primary(method: str, *, signed: bool) -> str:
    """The measure that verdicts are about."""
    return EFFECT if method == NO_METHOD else PRIMARY if signed else PRIMARY_UNSIGNED
