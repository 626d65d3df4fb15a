"""Ignored: classes whose core parts receive nothing that would tell them from the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.findings.cell import NEGLIGIBLE, TOO_FEW, beyond, room
from partwise.findings.evidence import CORE, looked
from partwise.findings.finding import CORE_IGNORED, Looked
from partwise.views.show import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.findings.cell import Cell
    from partwise.findings.evidence import Evidence
    from partwise.findings.finding import Finding
    from partwise.findings.wording import Wording

QUESTION = "core parts ignored"


def find_ignored(evidence: Evidence, wording: Wording) -> tuple[list[Finding], Looked]:
    """Find classes of which every core part with enough images is negligible."""
    if not any(role == CORE for role, _ in evidence.parts.values()):
        return [], Looked(QUESTION, not_asked="no part has the role core")
    groups, together = (
        [cell for cell in cells if evidence.role(cell.segment) == CORE]
        for cells in (evidence.groups(), evidence.cells())
    )
    # all images together may be nothing on balance where groups are something
    cells = groups if any(cell.verdict != TOO_FEW for cell in groups) else together
    classes: dict[tuple[object, ...], list[Cell]] = {}
    for cell in cells:
        if cell.verdict != TOO_FEW:
            classes.setdefault((cell.method, cell.target_kind, cell.value), []).append(cell)
    found = [
        _finding(evidence, wording, core)
        for core in classes.values()
        if all(_is_ignored(cell) for cell in core)
    ]
    return found, looked(QUESTION, cells, found)


def _is_ignored(cell: Cell) -> bool:
    """Nothing on balance; or, in maps without signs, no more than its area would receive."""
    return cell.verdict == NEGLIGIBLE or (not cell.signed and cell.direction == "less")


def _finding(evidence: Evidence, wording: Wording, core: Sequence[Cell]) -> Finding:
    first = core[0]
    names = [clean(cell.segment) for cell in core]
    told = " and ".join(
        f"{name} {wording.received(cell)} {wording.basis(cell.primary)}"
        for name, cell in zip(names, core, strict=True)
    )
    share = "next to nothing on balance" if first.signed else "no more than its area would"
    sentence = f"Core parts receive {share}, for {wording.target(first)}: {told}."
    if first.mapless:
        removed = "; ".join(
            f"{name}: {wording.removal(cell.primary)}"
            for name, cell in zip(names, core, strict=True)
        )
        sentence = f"Core parts hardly matter to {wording.target(first)}. {removed}."
    certain = min(beyond(cell.primary) if cell.attributed else room(cell.primary) for cell in core)
    segments = tuple(cell.segment for cell in core)
    rows = {"segment": segments} if len(segments) > 1 else {}
    return evidence.finding(CORE_IGNORED, first, first.primary, sentence, beyond=certain, rows=rows)
