"""Methods: on which parts two methods disagree."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from partwise.findings.cell import INCONCLUSIVE, NEGLIGIBLE, TOO_FEW, beyond
from partwise.findings.finding import METHODS, Looked
from partwise.views.findings import one_line

if TYPE_CHECKING:
    from partwise.findings.cell import Cell
    from partwise.findings.evidence import Evidence
    from partwise.findings.finding import Finding
    from partwise.findings.wording import Wording

QUESTION = "methods that disagree"
DISAGREE = "disagree"


def find_disagreements(evidence: Evidence, wording: Wording) -> tuple[list[Finding], Looked]:
    """Find parts that one method calls what another one certainly denies.

    Only verdicts on the same measure are compared: more than even, in maps without signs, is
    neither for nor against.
    """
    if evidence.kinds["method"] < 2:
        return [], Looked(QUESTION, not_asked="there is one method")
    parts: dict[tuple[object, ...], list[Cell]] = {}
    for cell in evidence.levels():
        key = cell.target_kind, cell.segment, cell.value, cell.primary["measure"]
        parts.setdefault(key, []).append(cell)
    pairs = [pair for cells in parts.values() for pair in combinations(cells, 2)]
    if not pairs:
        why = "maps of one method have signs, the other's have none"
        return [], Looked(QUESTION, not_asked=why)
    found = [_finding(evidence, wording, *pair) for pair in pairs if _disagree(*pair)]
    verdicts = [{first.verdict, second.verdict} for first, second in pairs]
    few = sum(TOO_FEW in each for each in verdicts)
    return found, Looked(
        QUESTION,
        tuple(dict.fromkeys(first.primary["measure"] for first, _ in pairs)),
        tested=len(pairs) - few,
        negligible=sum(each == {NEGLIGIBLE} for each in verdicts),
        inconclusive=sum(INCONCLUSIVE in each and TOO_FEW not in each for each in verdicts),
        too_few=few,
        found=len(found),
    )


def _disagree(one: Cell, other: Cell) -> bool:
    if one.attributed and other.attributed:
        return one.direction != other.direction
    return (one.attributed and other.verdict == NEGLIGIBLE) or (
        other.attributed and one.verdict == NEGLIGIBLE
    )


def _finding(evidence: Evidence, wording: Wording, one: Cell, other: Cell) -> Finding:
    """State both; the one that lies farther beyond its margin leads."""
    attributed = [cell for cell in (one, other) if cell.attributed]
    first = max(attributed, key=lambda cell: beyond(cell.primary))
    second = other if first is one else one
    told = ", by ".join(
        f"{one_line(cell.method)} it {wording.received(cell)} {wording.basis(cell.primary)}"
        f"{wording.nothing_beyond(cell)}"
        for cell in (first, second)
    )
    return evidence.finding(
        METHODS,
        first,
        first.primary,
        f"Two methods disagree about {wording.name(first)}: by {told}.",
        beyond=min(beyond(cell.primary) for cell in attributed),
        rows={"method": (first.method, second.method)},
        verdict=DISAGREE,
        direction=None,
        other_method=second.method,
    )
