"""Cell: one group of a summary, with its record for each measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partwise.measures import EFFECT, MEASURES

if TYPE_CHECKING:
    from collections.abc import Mapping

    #: Method, kind of target, segment, value of the column of groups.
    Key = tuple[str, str | None, str, Any]

#: An attribution beyond its margin, with an effect beside it or without one.
ATTRIBUTED = ("attributed", "relies")
NEGLIGIBLE, INCONCLUSIVE, TOO_FEW = "negligible", "inconclusive", "too few images"
#: An effect beyond its margin.
MATTERS = "matters"


@dataclass(frozen=True, slots=True)
class Cell:
    """One group.

    Parameters
    ----------
    method, target_kind, segment
        What every group has.
    value
        Of the column that findings are grouped by; None where all are taken together.
    outcome
        ``correct`` or ``wrong``; None where both are taken together.
    records
        What the summary says of it, by measure.
    """

    method: str
    target_kind: str | None
    segment: str
    value: Any
    outcome: str | None
    records: Mapping[str, Mapping[str, Any]]

    @property
    def key(self) -> Key:
        """What tells a group from the others of a summary, its outcome aside."""
        return self.method, self.target_kind, self.segment, self.value

    @property
    def primary(self) -> Mapping[str, Any]:
        """The record that the verdict is about."""
        return next(record for record in self.records.values() if record["primary"])

    @property
    def effect(self) -> Mapping[str, Any] | None:
        """The record of what removing the segment does; None where that was not tried."""
        record = self.records.get(EFFECT)
        return record if record is not None and record["clusters"] else None

    @property
    def mapless(self) -> bool:
        """Whether it is about effects alone, since no map was made."""
        return self.primary["measure"] == EFFECT

    @property
    def signed(self) -> bool:
        """Whether maps speak against a target too."""
        return MEASURES[self.primary["measure"]].signed

    @property
    def verdict(self) -> str:
        """On the attribution."""
        return self.primary["verdict"]

    @property
    def attributed(self) -> bool:
        """Whether the attribution, or the effect where there is no map, is beyond its margin."""
        return self.verdict in ATTRIBUTED or (self.mapless and self.verdict == MATTERS)

    @property
    def matters(self) -> bool:
        """Whether removing the segment is known to do something."""
        return self.effect is not None and self.effect["verdict"] == MATTERS

    @property
    def direction(self) -> str | None:
        """Of the attribution: supports, opposes, more, less."""
        return self.primary["direction"]

    def mean(self, measure: str) -> float | None:
        """Of any measure."""
        return self.records[measure]["mean"]


def beyond(record: Mapping[str, Any]) -> float:
    """By how many margins an interval's near end lies beyond the margin.

    A measure's own margin is the unit, whichever margin was asked for.

    >>> record = {"measure": "lift", "estimate": 2.0, "low": 1.75, "high": 2.25}
    >>> beyond(record | {"reference": 1.0, "margin": 0.25})
    2.0
    """
    unit = MEASURES[record["measure"]].smallest_effect
    assert unit is not None  # noqa: S101 - only measures with a margin are judged
    above = record["estimate"] > record["reference"]
    near = record["low"] if above else record["high"]
    return (abs(near - record["reference"]) - record["margin"]) / unit


def room(record: Mapping[str, Any]) -> float:
    """What part of the margins an interval within them leaves free, on its farther side.

    >>> room({"reference": 0.0, "margin": 0.02, "low": -0.01, "high": 0.005})
    0.5
    """
    far = max(abs(record[end] - record["reference"]) for end in ("low", "high"))
    return 1 - far / record["margin"] if record["margin"] else 0.0
