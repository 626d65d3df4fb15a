"""Outcomes: which parts receive another attribution where the prediction is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.findings.cell import beyond
from partwise.findings.evidence import images, looked
from partwise.findings.finding import OUTCOMES, Looked

if TYPE_CHECKING:
    from partwise.findings.evidence import Evidence
    from partwise.findings.finding import Finding
    from partwise.findings.wording import Wording

QUESTION = "wrong against correct"
CORRECT, WRONG = "correct", "wrong"


def find_outcomes(evidence: Evidence, wording: Wording) -> tuple[list[Finding], Looked]:
    """Find parts on which images predicted wrongly differ from those predicted correctly."""
    if not evidence.outcomes >= {CORRECT, WRONG}:
        only = sorted(each for each in evidence.outcomes if each)
        why = f"every image is {only[0]}" if only else "no image has an outcome; labels tell it"
        return [], Looked(QUESTION, not_asked=why)
    cells = evidence.levels(outcome=True, against="rest")
    partners = {cell.key: cell for cell in cells if cell.outcome == CORRECT}
    # the correct ones are the same comparisons, seen from the other side
    asked = [cell for cell in cells if cell.outcome == WRONG]
    found = [
        evidence.finding(
            OUTCOMES,
            cell,
            cell.primary,
            f"{wording.name(cell)} "
            + wording.difference(
                cell,
                images(partners[cell.key].primary),
                "where the prediction is wrong",
                "where it is correct",
            )
            + ".",
            beyond=beyond(cell.primary),
        )
        for cell in asked
        if cell.attributed
    ]
    return found, looked(QUESTION, asked, found)
