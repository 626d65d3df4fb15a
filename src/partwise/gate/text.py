"""Text: what came of a check, for a person to read."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from partwise.gate.judgement import OUTCOMES
from partwise.gate.result import worst
from partwise.gate.wording import one_line, per_cent
from partwise.table.expression import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from partwise.gate.cell import Cell
    from partwise.gate.judgement import Judgement, Outcome
    from partwise.gate.result import CheckResult
    from partwise.gate.rule import Rule

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SAFE_IN_QUOTES = re.compile(r"[^\"$`\\!]*")


def to_text(result: CheckResult) -> str:
    """Write the failed rules first, then those that cannot be judged, then the others."""
    against = f" against {one_line(result.rules.path)}" if result.rules.path else ""
    blocks = [f"{one_line(result.table)}{against}\n{result.summary}\n"]
    for outcome in OUTCOMES:
        for rule in result.rules.rules:
            judgements = result.of(rule)
            if worst(judgements) == outcome:
                blocks.append(rule_to_text(result.table, rule, judgements))
    return "\n".join(blocks)


def rule_to_text(table: Path, rule: Rule, judgements: Sequence[Judgement]) -> str:
    """Write what came of one rule: what failed, what cannot be judged, and how near the rest is."""
    lines = [f"{_mark(worst(judgements))}  {one_line(rule.name)}", f"  {_terms(rule, judgements)}"]
    for each in judgements:
        if each.outcome == "failed":
            lines += [
                f"  {_mark(each.outcome)}  {each.cell.label}",
                f"    {each.measured}: {each.because}",
                f"    {show_command(table, rule, each.cell)}",
            ]
    for each in judgements:
        if each.outcome == "cannot be judged":
            lines.append(f"  {_mark(each.outcome)}  {each.cell.label}: {each.because}")
    passed = [each for each in judgements if each.outcome == "passed"]
    if passed:
        nearest = min(passed, key=_room)
        many = f"{len(passed):,}; nearest to the limit: " if len(passed) > 1 else ""
        lines.append(
            f"  passed  {many}{nearest.cell.label}\n    {nearest.measured}: {nearest.because}"
        )
    if left_out := sum(each.outcome == "left out" for each in judgements):
        lines.append(f"  left out  {left_out:,}, with too little to judge them by")
    return "\n".join(lines) + "\n"


def _mark(outcome: Outcome) -> str:
    """What is wrong stands out."""
    return outcome.upper() if outcome in OUTCOMES[:2] else outcome


def _terms(rule: Rule, judgements: Sequence[Judgement]) -> str:
    """The limits, when a rule fails, and why its intervals are wider than it says."""
    terms = f"fails {rule.fail}"
    if not rule.name.endswith(rule.limits_in_words):
        terms = f"{rule.measure} {rule.limits_in_words}; {terms}"
    cell = judgements[0].cell
    if cell.confidence != rule.confidence:
        cells = round((1 - rule.confidence) / (1 - cell.confidence))
        by_t = "" if cell.interval == "bootstrap" else f" by {cell.interval}"
        terms += (
            f"; intervals of {per_cent(cell.confidence)}{by_t}, so that {cells:,} cells have "
            f"{per_cent(rule.confidence)} together"
        )
    return terms


def show_command(table: Path, rule: Rule, cell: Cell) -> str:
    """The command that prints the rows of a cell, on one line whatever its names hold."""
    conditions = [_is(column, cell.names[column]) for column in cell.told]
    if rule.where:
        conditions.append(f"({one_line(' '.join(rule.where.split()))})")
    condition = " AND ".join(conditions)
    # conditions are full of single quotes
    plain = _SAFE_IN_QUOTES.fullmatch(condition)
    written = f'"{condition}"' if plain else shlex.quote(condition)
    folder = shlex.quote(one_line(table))
    return f"partwise show {folder} --rows --measure {rule.measure} --where {written}"


def _room(judgement: Judgement) -> float:
    estimate = judgement.cell.estimate
    return float("inf") if estimate is None else judgement.limit.room(estimate)


def _is(column: str, name: str | None) -> str:
    """A condition that only this name meets; control characters are written as a pattern."""
    written = column if _PLAIN.fullmatch(column) else quoted(column)
    if name is None:
        return f"{written} IS NULL"
    if one_line(name) == name:
        return f"{written} = {_literal(name)}"
    letters = [
        re.escape(each) if one_line(each) == each else f"\\x{{{ord(each):x}}}" for each in name
    ]
    return f"regexp_matches({written}, {_literal('^' + ''.join(letters) + '$')})"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
