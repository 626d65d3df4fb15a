"""Outcomes: which parts receive another attribution where the prediction is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.findings.cell import NEGLIGIBLE, beyond
from partwise.findings.evidence import images, looked
from partwise.findings.finding import OUTCOMES, Looked
from partwise.views.show import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.findings.cell import Cell
    from partwise.findings.evidence import Evidence
    from partwise.findings.finding import Finding
    from partwise.findings.wording import Wording

QUESTION = "wrong against correct"
#: How many groups are named that say otherwise.
MOST_NAMES = 3
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
        _finding(evidence, wording, cell, partners[cell.key], asked)
        for cell in asked
        if cell.attributed
    ]
    return found, looked(QUESTION, asked, found)


def _finding(
    evidence: Evidence, wording: Wording, cell: Cell, correct: Cell, asked: Sequence[Cell]
) -> Finding:
    difference = wording.difference(
        cell,
        images(correct.primary),
        "where the prediction is wrong",
        "where it is correct",
    )
    mixed = _mixed(cell, asked)
    within = (
        f"; not so within {mixed}, so that it may come from which images are wrong" if mixed else ""
    )
    beside = wording.nothing_beyond(cell) if cell.direction == "more" else ""
    sentence = f"{wording.name(cell)} {difference}{beside}{within}."
    return evidence.finding(OUTCOMES, cell, cell.primary, sentence, beyond=beyond(cell.primary))


def _mixed(cell: Cell, asked: Sequence[Cell]) -> str:
    """Names of groups that deny what all images together show, where no group agrees with it."""
    if cell.value is not None:
        return ""
    groups = [each for each in asked if each.value is not None and each.key[:3] == cell.key[:3]]
    if any(each.attributed and each.direction == cell.direction for each in groups):
        return ""
    denied = [each for each in groups if each.attributed or each.verdict == NEGLIGIBLE]
    return " and ".join(f"'{clean(each.value)}'" for each in denied[:MOST_NAMES]) + (
        f" and {len(denied) - MOST_NAMES:,} more" if len(denied) > MOST_NAMES else ""
    )
