"""Hanging: parts that support a target by one fill and oppose it by another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partwise.findings.cell import MATTERS, TOO_FEW, beyond
from partwise.findings.finding import HANGING, Looked
from partwise.findings.told import cell_of, where_told
from partwise.measures import EFFECT
from partwise.views.findings import one_line
from partwise.views.show import clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partwise.findings.cell import Cell
    from partwise.findings.evidence import Evidence
    from partwise.findings.finding import Finding
    from partwise.findings.wording import Wording
    from partwise.table.effects import Effects

QUESTION = "answers that hang on the fill"
#: What two fills deny each other.
OPPOSITE = "opposite by fill"


def find_hanging(
    evidence: Evidence, wording: Wording, effects: Effects | None
) -> tuple[list[Finding], Looked]:
    """Find parts whose effect has one direction by one fill, and the other by another."""
    parts: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for record in [] if effects is None else effects.segments.to_pylist():
        if record["fill"] is not None and record["verdict"] is not None:
            parts.setdefault((record["target_kind"], record["segment"]), []).append(record)
    several = [
        [cell_of(each, segment=each["segment"], method=each["fill"], estimate=EFFECT)
         for each in records]
        for records in parts.values()
        if len(records) > 1
    ]  # fmt: skip
    if not several:
        why = "no removal effects in this table" if not parts else "parts were removed by one fill"
        return [], Looked(QUESTION, not_asked=why)
    few = sum(any(cell.verdict == TOO_FEW for cell in cells) for cells in several)
    found = [_finding(evidence, wording, *pair) for cells in several if (pair := _opposite(cells))]
    return found, Looked(
        QUESTION, (EFFECT,), tested=len(several) - few, too_few=few, found=len(found)
    )


def _opposite(cells: Sequence[Cell]) -> tuple[Cell, Cell] | None:
    """The most certain one of either direction, if there are both."""
    certain = sorted(
        (cell for cell in cells if cell.verdict == MATTERS), key=lambda cell: -beyond(cell.primary)
    )
    for_, against = (
        next((cell for cell in certain if cell.direction == way), None)
        for way in ("supports", "opposes")
    )
    return None if for_ is None or against is None else (for_, against)


def _finding(evidence: Evidence, wording: Wording, one: Cell, other: Cell) -> Finding:
    told = "; with ".join(
        f"{one_line(cell.method)}, {wording.removal(cell.primary)}" for cell in (one, other)
    )
    sentence = (
        f"What {clean(one.segment)} does for {wording.target(one)} hangs on the fill: with {told}."
    )
    return evidence.finding(
        HANGING,
        one,
        one.primary,
        sentence,
        beyond=min(beyond(cell.primary) for cell in (one, other)),
        verdict=OPPOSITE,
        direction=None,
        **where_told(evidence, one),
    )
