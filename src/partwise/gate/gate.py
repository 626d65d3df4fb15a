"""Gate: a table held against rules."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from partwise.gate.cell import choose, told_columns
from partwise.gate.evidence import Evidence
from partwise.gate.judgement import judge
from partwise.gate.result import CheckResult
from partwise.gate.rules_file import Rules, check_columns, read_rules, telling
from partwise.statistics.estimates import LEAST_CLUSTERS
from partwise.table.table import AttributionTable, open_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.gate.cell import Record
    from partwise.gate.judgement import Judgement
    from partwise.gate.rule import Rule


def check(
    table: AttributionTable | str | Path, rules: str | Path | Rules | Sequence[Rule]
) -> CheckResult:
    """Hold a table against rules, as ``partwise check`` does.

    Parameters
    ----------
    table
        A table, or its folder.
    rules
        A TOML file, or rules made in Python.

    Raises
    ------
    CallError
        If the rules make no sense, or one matches no rows.
    UnknownNameError
        If a rule names a key, measure, column or value that does not exist, with the nearest.
    TableError
        If the table, or an earlier one that a rule names, is none.
    """
    if not isinstance(table, AttributionTable):
        table = open_table(table)
    if isinstance(rules, (str, Path)):
        rules = read_rules(rules, columns=table.columns)
    elif not isinstance(rules, Rules):
        rules = Rules(rules)
    judgements: list[Judgement] = []
    told = Evidence(table)
    for rule in rules.rules:
        with telling(rules.place(rule)):
            check_columns(rule.selectors, table.columns)
            judgements += _judge_rule(told, rule)
    return CheckResult(table.folder, rules, judgements)


def _judge_rule(told: Evidence, rule: Rule) -> list[Judgement]:
    """Hold the table against one rule, cell by cell."""
    records = told.outline(rule)
    chosen = choose(records, rule)
    columns = told_columns(records, rule)
    confidence = _confidence(rule, chosen)
    judgements = [
        judge(rule, limit, cell)
        for limit in rule.limits
        for cell in told.cells(rule, limit, chosen, columns, confidence)
    ]
    return judgements if rule.too_few == "cannot be judged" else _leave_out(judgements)


def _leave_out(judgements: Sequence[Judgement]) -> list[Judgement]:
    """Leave out what cannot be judged, unless that is all there is."""
    if all(each.outcome == "cannot be judged" for each in judgements):
        return list(judgements)
    return [
        replace(each, outcome="left out") if each.outcome == "cannot be judged" else each
        for each in judgements
    ]


def _confidence(rule: Rule, chosen: Sequence[Record]) -> float:
    """The confidence of each cell's interval.

    A rule that fails when sure fails as soon as one of its cells does, so that each cell gets
    its part of the chance of error (Bonferroni). One that passes only where all its cells surely
    keep to the limit needs no such care: it is an intersection-union test (Berger 1982).

    A cell is held against the hardest of its nulls. That it is beyond all of them is such a test
    too. That it is not beyond every one could be so of any, so that each gets its part.
    """
    least = max(rule.least_images, LEAST_CLUSTERS)
    judged = sum(each["images"] - each["undefined"] >= least for each in chosen)
    parts = judged if rule.fail == "when sure" and judged > 1 else 1
    sure_of_not_beyond = rule.least if rule.fail == "when sure" else rule.most
    if rule.against == "null" and sure_of_not_beyond is not None and rule.fail != "on estimate":
        parts *= max((each["nulls"] or 1 for each in chosen), default=1)
    return 1 - (1 - rule.confidence) / parts if parts > 1 else rule.confidence
