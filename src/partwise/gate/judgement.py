"""Judgement: what came of one limit in one cell, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from partwise.gate.wording import amount, count, one_line, per_cent
from partwise.measures import EFFECT_MEASURES, NO_METHOD
from partwise.statistics.estimates import LEAST_CLUSTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.gate.cell import Cell
    from partwise.gate.limit import Limit
    from partwise.gate.rule import Rule

Outcome = Literal["failed", "cannot be judged", "passed", "left out"]
#: The worst comes first.
OUTCOMES: Sequence[Outcome] = ("failed", "cannot be judged", "passed", "left out")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of one limit of a rule in one cell.

    Parameters
    ----------
    rule, limit, cell
        What was held against what.
    outcome
        ``passed``, ``failed``, ``cannot be judged``, or ``left out``: it cannot be, and the rule
        says that this does not matter.
    sure
        Whether the whole interval says so.
    because
        Why, in words.
    """

    rule: Rule
    limit: Limit
    cell: Cell
    outcome: Outcome
    sure: bool
    because: str

    @property
    def measured(self) -> str:
        """What was measured, with its interval and the number of images.

        As in ``share 31.2 % (95 % CI 24.1 to 38 %, 48 images)``.
        """
        cell, limit = self.cell, self.limit
        apart = limit.apart_from is not None
        if cell.estimate is None:
            value = "has no value"
        else:
            value = amount(limit.measure, cell.estimate, apart=apart)
        if cell.now is not None and cell.before is not None:
            means = (amount(limit.measure, each) for each in (cell.now, cell.before))
            value = "{}, was {}: ".format(*means) + value
        elif apart and cell.estimate is not None:
            value += f" from {one_line(limit.apart_from)}"
        interval = "no interval"
        if cell.low is not None and cell.high is not None:
            ends = amount(limit.measure, cell.low, cell.high, apart=apart)
            interval = f"{per_cent(cell.confidence)} CI {ends}"
        return f"{limit.measure} {value} ({interval}, {self._images()})"

    def _images(self) -> str:
        cell = self.cell
        if cell.images_before is not None:
            return f"{count(cell.valued, 'image')}, {cell.images_before:,} others earlier"
        if self.limit.earlier:
            return f"{cell.valued:,} of {count(cell.images, 'image')} paired"
        text = count(cell.valued, "image")
        if self.rule.cluster is not None:
            text += f" in {count(cell.clusters, 'cluster')} by {one_line(self.rule.cluster)}"
        if cell.images > cell.valued:
            text += f", {cell.images - cell.valued:,} more without a value"
        return text


def judge(rule: Rule, limit: Limit, cell: Cell) -> Judgement:
    """Hold one cell against one limit.

    Examples
    --------
    >>> from partwise.gate.cell import Cell
    >>> from partwise.gate.rule import Rule
    >>> rule = Rule("share", {"segment": "watermark"}, most=0.05)
    >>> names = {"segment": "watermark"}
    >>> cell = Cell(names, ("segment",), 0.312, 0.241, 0.38, 0.95, 48, 48, 48, 48)
    >>> judged = judge(rule, rule.limits[0], cell)
    >>> print(f"{judged.outcome}: {judged.measured}; {judged.because}")
    failed: share 31.2 % (95 % CI 24.1 to 38 %, 48 images); the whole interval is beyond the limit
    """
    lacking = _lacking(rule, limit, cell)
    if lacking or cell.estimate is None:
        return Judgement(rule, limit, cell, "cannot be judged", sure=False, because=lacking)
    ends = cell.estimate, cell.low, cell.high
    inside = limit.keeps(*ends, fail="unless sure")
    outside = not limit.keeps(*ends, fail="when sure")
    within = "within" if limit.keeps(*ends, fail="on estimate") else "beyond"
    if cell.low is None:
        because = f"the estimate is {within} the limit"
    elif inside or outside:
        because = f"the whole interval is {within} the limit"
    else:
        because = f"the estimate is {within} the limit, and the interval is on both sides of it"
    outcome: Outcome = "passed" if limit.keeps(*ends, fail=rule.fail) else "failed"
    sure = cell.low is not None and (inside or outside)
    return Judgement(rule, limit, cell, outcome, sure=sure, because=because)


def _lacking(rule: Rule, limit: Limit, cell: Cell) -> str:
    """What there is too little of to judge a cell; nothing where there is enough."""
    apart_from = one_line(limit.apart_from)
    why = "a denominator is 0 in all"
    if limit.measure in EFFECT_MEASURES:
        why = "no effect was measured"
    elif cell.names.get("method") == NO_METHOD:
        why = "no map was made"
    clusters = count(cell.clusters, "image")
    if rule.cluster is not None:
        clusters = f"{count(cell.clusters, 'cluster')} by {one_line(rule.cluster)}"
    fewest = min(cell.valued, cell.valued if cell.images_before is None else cell.images_before)
    no_interval = rule.fail != "on estimate" and cell.low is None
    reasons = (
        (limit.earlier and not cell.looked_for, f"it is gone; {apart_from} has it"),
        (not cell.images, f"looked for in {count(cell.looked_for, 'image')}, in view in none"),
        (limit.earlier and cell.estimate is None, f"{apart_from} has nothing to compare it with"),
        (not cell.valued, f"{count(cell.images, 'image')}, none with a value: {why}"),
        (
            fewest < rule.least_images,
            f"{count(fewest, 'image')}, and least_images is {rule.least_images:,}",
        ),
        (cell.estimate is None, f"no value of {apart_from} to compare it with"),
        (no_interval, f"{clusters}, and an interval needs {LEAST_CLUSTERS}"),
    )
    return next((reason for lacks, reason in reasons if lacks), "")
