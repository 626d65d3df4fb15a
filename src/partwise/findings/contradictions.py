"""Contradictions: where attribution and effect do not say the same of a part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partwise.findings.cell import INCONCLUSIVE, MATTERS, NEGLIGIBLE, TOO_FEW, beyond
from partwise.findings.finding import CONTRADICTION, Looked
from partwise.measures import MEASURES
from partwise.views.show import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partwise.findings.cell import Cell
    from partwise.findings.evidence import Evidence
    from partwise.findings.finding import Finding
    from partwise.findings.wording import Wording

QUESTION = "attribution and effect"
OPPOSITE = "opposite directions"
WITHOUT_EFFECT = "attributed, does not matter"
WITHOUT_ATTRIBUTION = "matters, not attributed"


def find_contradictions(evidence: Evidence, wording: Wording) -> tuple[list[Finding], Looked]:
    """Find parts of which attribution and effect say different things.

    An effect is of the whole part. Where maps have no signs the measure is of its pixels' mean, and
    a small part may be bright and do little: it counts only where its share says the same.
    """
    known = evidence.levels()
    cells = [cell for cell in known if cell.effect is not None and not cell.mapless]
    found = [
        _finding(evidence, wording, cell, verdict)
        for cell in cells
        if (verdict := _contradiction(cell)) is not None
    ]
    if not cells:
        why = "no removal effects in this table"
        if any(cell.mapless for cell in known):
            why = "no map was made, so that there is no attribution"
        return [], Looked(QUESTION, not_asked=why)
    verdicts = [{cell.verdict, _effect(cell)["verdict"]} for cell in cells]
    settled = [each for each in verdicts if not each & {INCONCLUSIVE, TOO_FEW}]
    few = sum(TOO_FEW in each for each in verdicts)
    return found, Looked(
        QUESTION,
        tuple(dict.fromkeys([*(cell.primary["measure"] for cell in cells), "effect"])),
        tested=len(cells) - few,
        negligible=sum(each == {NEGLIGIBLE} for each in settled),
        inconclusive=len(cells) - few - len(settled),
        too_few=few,
        found=len(found),
    )


def _effect(cell: Cell) -> Mapping[str, Any]:
    assert cell.effect is not None  # noqa: S101 - only such cells are asked
    return cell.effect


def _contradiction(cell: Cell) -> str | None:
    effect = _effect(cell)
    if cell.attributed and cell.direction != "less":
        if effect["verdict"] == NEGLIGIBLE and _adds_up(cell):
            return WITHOUT_EFFECT
        if cell.signed and effect["verdict"] == MATTERS and effect["direction"] != cell.direction:
            return OPPOSITE
    if effect["verdict"] == MATTERS and cell.signed and cell.verdict == NEGLIGIBLE:
        return WITHOUT_ATTRIBUTION
    return None


def _adds_up(cell: Cell) -> bool:
    """Whether what is judged is the sum over the part, or that is beyond its margin too."""
    if cell.signed:
        return True
    low, margin = cell.records["share"]["low"], MEASURES["share"].smallest_effect
    return low is not None and margin is not None and low > margin


def _finding(evidence: Evidence, wording: Wording, cell: Cell, verdict: str) -> Finding:
    effect = _effect(cell)
    part, target = clean(cell.segment), wording.target(cell)
    received = f"{wording.received(cell)} {wording.basis(cell.primary)}"
    received += wording.nothing_beyond(cell)
    if verdict == OPPOSITE:
        record, certain = cell.primary, min(beyond(cell.primary), beyond(effect))
        sentence = (
            f"Attribution and effect of {part} point in opposite directions for {target}: it "
            f"{received}, but {wording.removal(effect)}."
        )
    elif verdict == WITHOUT_EFFECT:
        record, certain = cell.primary, beyond(cell.primary)
        sentence = (
            f"{part} is attributed but does not matter for {target}: it {received}, but "
            f"{wording.removal(effect)}."
        )
    else:
        record, certain = effect, beyond(effect)
        sentence = (
            f"{part} matters but is not attributed for {target}: {wording.removal(effect)}, but it "
            f"{received}."
        )
    return evidence.finding(CONTRADICTION, cell, record, sentence, beyond=certain, verdict=verdict)
