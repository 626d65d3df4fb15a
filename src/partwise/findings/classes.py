"""Classes: on which parts one class differs from the others."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from partwise.findings.cell import beyond
from partwise.findings.evidence import CORE, images, looked
from partwise.findings.finding import CLASSES, Looked
from partwise.views.show import clean

if TYPE_CHECKING:
    from partwise.findings.cell import Cell
    from partwise.findings.evidence import Evidence
    from partwise.findings.finding import Finding
    from partwise.findings.wording import Wording

QUESTION = "class against the rest"


def find_classes(evidence: Evidence, wording: Wording) -> tuple[list[Finding], Looked]:
    """Find classes that differ from all others, taken together, on a part that is not core."""
    cells = evidence.groups(against="rest")
    if not cells:
        return [], Looked(QUESTION, not_asked=f"there is one value of {clean(evidence.by)}")
    seen: Counter[tuple[object, ...]] = Counter()
    for cell in cells:
        seen[cell.key[:3]] += images(cell.primary)
    found = [
        _finding(evidence, wording, cell, seen[cell.key[:3]] - images(cell.primary))
        for cell in cells
        if cell.attributed and evidence.role(cell.segment) != CORE
    ]
    return found, looked(QUESTION, cells, found)


def _finding(evidence: Evidence, wording: Wording, cell: Cell, rest: int) -> Finding:
    others = f"for other values of {clean(evidence.by)}"
    here = f"for {wording.target(cell)}"
    if evidence.by == "target_class":
        others = "for other classes"
    difference = wording.difference(cell, rest, here, others)
    beside = wording.nothing_beyond(cell) if cell.direction == "more" else ""
    sentence = f"{clean(cell.segment)} {difference}{beside}."
    return evidence.finding(CLASSES, cell, cell.primary, sentence, beyond=beyond(cell.primary))
