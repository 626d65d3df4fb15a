"""Cell: one segment in one group, with what a summary says of it; and which of many are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partwise.charts.names import group_name
from partwise.measures import EFFECT
from partwise.statistics.limits import TOO_FEW
from partwise.statistics.verdicts import INCONCLUSIVE, NEGLIGIBLE
from partwise.views.show import LEFTOVERS, SEGMENT
from partwise.views.text import escaped, number, settled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from partwise.charts.panel import Panel
    from partwise.table.summary import Summary


@dataclass(frozen=True, slots=True)
class Cell:
    """One segment in one group.

    Parameters
    ----------
    segment, group
        Their names.
    even
        What its measure would be where attribution is spread evenly; 0 where it has no such value.
    record, effect
        A summary's row by the panel's measure, and by the effect of removal where there is one.
    """

    segment: str
    group: str
    even: float
    record: Mapping[str, Any]
    effect: Mapping[str, Any] | None

    @property
    def value(self) -> float:
        """The mean over images."""
        return self.record["mean"]

    @property
    def is_open(self) -> bool:
        """Whether nothing is settled: inconclusive, or too few images."""
        return self.record["verdict"] in (INCONCLUSIVE, TOO_FEW)

    @property
    def is_sure(self) -> bool:
        """Whether it is settled that there is something of interest."""
        return self.record["verdict"] not in (None, NEGLIGIBLE, INCONCLUSIVE, TOO_FEW)

    @property
    def is_named(self) -> bool:
        """Whether its segment is a part, and not what the parts leave over."""
        return self.segment not in LEFTOVERS

    @property
    def telling(self) -> tuple[float, float]:
        """How far its interval, and then its mean, lies from an even spread.

        So that what three images say by chance does not come before what a thousand say.
        """
        low, high = self.record["low"], self.record["high"]
        sure = 0.0 if low is None else max(low - self.even, self.even - high, 0.0)
        return sure, abs(self.value - self.even)

    @property
    def told(self) -> Mapping[str, object]:
        """What a tooltip tells, names in full."""
        measure = self.record["measure"]
        return {
            "segment": escaped(self.segment),
            "group": escaped(self.group),
            "mean": number(measure, self.value),
            "interval": interval(self.record),
            "images": self.record["images"],
            "verdict": settled(self.record) or "–",
        }


def interval(record: Mapping[str, Any]) -> str:
    """Write a record's interval."""
    if record["low"] is None:
        return "–"
    return " to ".join(number(record["measure"], record[end]) for end in ("low", "high"))


def cells_of(summary: Summary, panel: Panel) -> Sequence[Cell]:
    """Give a panel's cells; segments that no image of a group shows have none."""
    apart = ("method", "target_kind", "kind")
    by = [name for name in summary.by if name != SEGMENT]
    effects: dict[tuple[object, ...], Mapping[str, Any]] = {}
    found: dict[tuple[object, ...], Mapping[str, Any]] = {}
    for record in summary.data.to_pylist():
        if all(record[name] == getattr(panel, name) for name in apart):
            key = (record[SEGMENT], *(record[name] for name in by))
            if record["measure"] == EFFECT:
                effects[key] = record
            if record["measure"] == panel.measure.name:
                found[key] = record
    return [
        Cell(str(key[0]), group_name(key[1:]), panel.measure.even or 0.0, record, effects.get(key))
        for key, record in found.items()
        if record["mean"] is not None
    ]


def most_telling(
    cells: Sequence[Cell], name_of: Callable[[Cell], str], most: int
) -> tuple[list[str], int]:
    """Choose segments or groups, the most telling first; left-overs are kept, and come last.

    Returns
    -------
    Their names, and how many more there are.
    """
    best: dict[str, tuple[float, float]] = {}
    for cell in cells:
        name = name_of(cell)
        best[name] = max(best.get(name, (0.0, 0.0)), cell.telling)
    last = [name for name in LEFTOVERS if name in best]
    named = sorted(best.keys() - last, key=lambda name: (-best[name][0], -best[name][1], name))
    return [*named[:most], *last], max(len(named) - most, 0)


def segment_of(cell: Cell) -> str:
    """Its segment's name."""
    return cell.segment


def group_of(cell: Cell) -> str:
    """Its group's name."""
    return cell.group
