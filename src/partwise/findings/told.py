"""Told: what effects say of one part or cue, as findings speak of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partwise.findings.cell import Cell
from partwise.findings.query import command, condition
from partwise.measures import EFFECT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partwise.findings.evidence import Evidence
    from partwise.table.effects import Effects

#: The margin that was asked for is that of attributions.
_NOT_OF_EFFECTS = "smallest_effect"


def read_effects(evidence: Evidence) -> Effects | None:
    """What a table knows of effects; None where that is nothing."""
    if not evidence.table.has_effects():
        return None
    asked = {name: each for name, each in evidence.asked.items() if name != _NOT_OF_EFFECTS}
    return evidence.table.effects(**asked)


def cell_of(record: Mapping[str, Any], *, segment: str, method: str, estimate: str) -> Cell:
    """A record of effects as a cell, whose primary measure is the effect.

    Parameters
    ----------
    segment
        The part or the cue.
    method
        What was done to the picture.
    estimate
        The column that the record's interval is about.
    """
    told = {
        **record,
        "measure": EFFECT,
        "primary": True,
        "estimate": record[estimate],
        "reference": 0.0,
        "looked_for": record["images"],
    }
    return Cell(method, record["target_kind"], segment, None, None, {EFFECT: told})


def where_told(evidence: Evidence, cell: Cell) -> dict[str, Any]:
    """The condition, and the command that shows the effects behind a finding."""
    pairs: list[tuple[str, object]] = [("segment", cell.segment)]
    if evidence.kinds["target_kind"] > 1:
        pairs.append(("target_kind", cell.target_kind))
    where = condition(pairs)
    return {"where": where, "command": command(evidence.table, where, view="effects")}
