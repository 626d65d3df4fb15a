"""Report: everything that the pages show of a table, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partwise.report.confusion import confusion
from partwise.report.groups import group, measures_of, most_frequent
from partwise.report.overview import overview
from partwise.report.pictures import pictures
from partwise.report.telling import telling
from partwise.report.values import images, removals, values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from partwise.report.pictures import Picture
    from partwise.table.table import AttributionTable

#: Findings that a report tells.
MOST_FINDINGS = 50
#: Classes, or other groups, that a report tells apart; a file of thousands stalls browsers.
MOST_VALUES = 100
#: A report as one file stays about as small as this; larger ones stall browsers.
MOST_BYTES = 10_000_000
#: In a page, with its comma; measured on the demo's table.
_BYTES_OF_A_NUMBER = 6


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """What pages show of a table.

    Parameters
    ----------
    overview
        What it is of and how it was made.
    findings
        As :meth:`partwise.findings.finding.Findings.to_dict` gives them.
    confusion
        As :func:`partwise.report.confusion.confusion` gives it.
    groups
        Summaries by column; under ``""`` that of all images together.
    images
        What is known of each image.
    values
        Each measure of each part of each image.
    removals
        What removing each part of each image does by each of several fills; None without effects.
    pictures
        The most telling ones first.
    left_out
        By column, how many of its values have no groups here, since others have more images.
    """

    overview: Mapping[str, Any]
    findings: Mapping[str, Any]
    confusion: Mapping[str, Any] | None
    groups: Mapping[str, pa.Table]
    images: pa.Table
    values: pa.Table
    removals: pa.Table | None
    pictures: Sequence[Picture]
    left_out: Mapping[str, int]

    @property
    def pictures_left_out(self) -> int:
        """How many images have no picture in the report."""
        return self.images.num_rows - len(self.pictures)


def summarise(
    table: AttributionTable, *, most_bytes: int | None = MOST_BYTES, first: Sequence[str] = ()
) -> Report:
    """Read from a table what a report shows of it.

    Parameters
    ----------
    table
        With its conditions.
    most_bytes
        Of the page, about: pictures have what the numbers leave, and there is one in any case; no
        limit if None.
    first
        Images whose pictures come before all others, as far as the table has them.
    """
    told, measures = overview(table), measures_of(table)
    numbers, known = values(table, measures), images(table)
    by_fill = removals(table) if table.has_effects() else None
    groups = {"": group(table, [], measures)}
    left_out: dict[str, int] = {}
    for name in told["by"]:
        groups[name], left_out[name] = most_frequent(
            group(table, [name], measures), name, MOST_VALUES
        )
    room = None
    if most_bytes is not None:
        written = [numbers, known, *groups.values(), *([] if by_fill is None else [by_fill])]
        room = most_bytes - sum(map(_written, written))
    image_ids = known["image_id"].to_pylist()
    there = {*image_ids}
    asked = [each for each in first if each in there]
    order = list(dict.fromkeys([*asked, *telling(numbers, measures[0], image_ids)]))
    return Report(
        told,
        table.findings(limit=MOST_FINDINGS).to_dict(),
        confusion(table),
        groups,
        known,
        numbers,
        by_fill,
        _as_many(table, order, room),
        left_out,
    )


def _written(table: pa.Table) -> int:
    """About how many bytes a table takes in the page."""
    return _BYTES_OF_A_NUMBER * table.num_rows * table.num_columns


def _as_many(table: AttributionTable, order: Sequence[str], room: int | None) -> list[Picture]:
    """Read pictures in this order until there is no room for more, and one in any case."""
    kept: list[Picture] = []
    for picture in pictures(table, order):
        if room is not None:
            room -= picture.size * 4 // 3  # base64 writes three bytes as four
            if room < 0 and kept:
                break
        kept.append(picture)
    return kept
