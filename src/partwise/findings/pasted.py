"""Pasted: which cues do more to a target than their own pieces, laid on pictures that lack them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.findings.cell import INCONCLUSIVE, MATTERS, NEGLIGIBLE, TOO_FEW, beyond
from partwise.findings.finding import PASTED, Looked
from partwise.findings.told import cell_of, where_told
from partwise.measures import EFFECT
from partwise.views.show import clean, number

if TYPE_CHECKING:
    from partwise.findings.cell import Cell
    from partwise.findings.evidence import Evidence
    from partwise.findings.finding import Finding
    from partwise.findings.wording import Wording
    from partwise.table.effects import Effects

QUESTION = "pasted cues"


def find_pasted(
    evidence: Evidence, wording: Wording, effects: Effects | None
) -> tuple[list[Finding], Looked]:
    """Find cues that raise or lower a target's logit for certain."""
    records = [] if effects is None else effects.pastes.to_pylist()
    if not records:
        return [], Looked(QUESTION, not_asked="no cue was pasted")
    cells = [
        cell_of(each, segment=each["cue"], method=each["paste"], estimate="difference")
        for each in records
    ]
    verdicts = [cell.verdict for cell in cells]
    found = [_finding(evidence, wording, cell) for cell in cells if cell.verdict == MATTERS]
    return found, Looked(
        QUESTION,
        (EFFECT,),
        tested=sum(each in (MATTERS, NEGLIGIBLE, INCONCLUSIVE) for each in verdicts),
        negligible=verdicts.count(NEGLIGIBLE),
        inconclusive=verdicts.count(INCONCLUSIVE),
        too_few=verdicts.count(TOO_FEW),
        found=len(found),
    )


def _finding(evidence: Evidence, wording: Wording, cell: Cell) -> Finding:
    record = cell.primary
    lowers = record["estimate"] < 0
    size = number(EFFECT, abs(record["estimate"])).removeprefix("+")
    share = 1 - record["positive"] if lowers else record["positive"]
    sentence = (
        f"Pasting '{clean(cell.segment)}' {'lowers' if lowers else 'raises'} the logit of "
        f"{wording.target(cell)} by {size} more than its scrambled pieces do "
        f"({wording.interval(record, flip=lowers)}, {wording.count(record)}, in "
        f"{100 * share:.0f} % of them; {record['verdict']}, {record['direction']})."
    )
    return evidence.finding(
        PASTED, cell, record, sentence, beyond=beyond(record), **where_told(evidence, cell)
    )
