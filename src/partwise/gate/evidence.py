"""Evidence: what a table, and earlier ones, tell of a rule's cells; each asked only once."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from scipy.special import stdtrit

from partwise.gate.cell import Cell, Record, finite, fitting
from partwise.gate.rules_file import check_columns, telling
from partwise.schema import APART
from partwise.statistics.resampling import STREAMS
from partwise.table.question import LEAST_BEYOND
from partwise.table.table import AttributionTable, open_table

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

    from partwise.gate.limit import Limit
    from partwise.gate.rule import Rule


#: No more than these are drawn at once (some 400 MB), be it weights of images or replicates of
#: cells; where more were needed intervals are Student's t.
MOST_DRAWN = 100_000_000
_RESAMPLES = 1000


class Drawn(NamedTuple):
    """How intervals are asked for: their confidence, and as many resamples as it needs."""

    confidence: float = 0.95
    resamples: int = _RESAMPLES


class Evidence:
    """What is known of a table; rules that ask for the same share an answer.

    Parameters
    ----------
    table
        That is held against rules.
    """

    def __init__(self, table: AttributionTable) -> None:
        self.table = table
        self._answers: dict[Hashable, list[Record]] = {}

    def outline(self, rule: Rule) -> list[Record]:
        """Every group of the table by a rule's columns, with numbers of images; no intervals."""
        return self._summary(self.table, rule)

    def cells(
        self,
        rule: Rule,
        limit: Limit,
        chosen: Sequence[Record],
        told: Sequence[str],
        confidence: float,
    ) -> Iterator[Cell]:
        """What was measured in each chosen group, for one limit.

        Parameters
        ----------
        chosen
            Of the outline.
        told
            Columns that a reader needs to tell them apart.
        confidence
            Of each interval.
        """
        names = (*APART, *rule.by, "segment")

        def key(record: Record) -> tuple[str | None, ...]:
            return tuple(record[name] for name in names)

        resamples = _resamples(confidence)
        streams = min(self._count_images(), STREAMS)
        bootstrap = resamples * max(streams, len(self.outline(rule))) <= MOST_DRAWN
        drawn = Drawn(confidence, resamples) if bootstrap else Drawn()
        if limit.earlier:
            records, gone = self._compared(rule, drawn), self._gone(rule, chosen, key)
        else:
            records, gone = self._summary(self.table, rule, drawn), []
        found = {key(record): record for record in records}
        for group in (*chosen, *gone):
            own = dict(zip(names, key(group), strict=True))
            record = found.get(key(group), {})
            cell = _cell(own, told, group, record, confidence)
            yield cell if bootstrap else _with_student_t(cell, record)

    def _count_images(self) -> int:
        return int(self.table.sql("SELECT count(*) AS number FROM images")["number"][0].as_py())

    def _summary(
        self, table: AttributionTable, rule: Rule, drawn: Drawn | None = None
    ) -> list[Record]:
        """Groups of a table, with intervals if it is told how they are drawn."""
        question = (rule.measure, rule.by, rule.where, rule.cluster, rule.against)
        asked = ("summary", table.folder, *question, drawn)
        if asked not in self._answers:
            summary = _where(table, rule).summary(
                rule.by,
                rule.measure,
                against=rule.against,
                cluster=rule.cluster,
                intervals="none" if drawn is None else "bootstrap",
                **({} if drawn is None else drawn._asdict()),
            )
            self._answers[asked] = [
                record for record in summary.data.to_pylist() if record["measure"] == rule.measure
            ]
        return self._answers[asked]

    def _compared(self, rule: Rule, drawn: Drawn) -> list[Record]:
        """Differences from the earlier table, of the same methods."""
        from partwise.comparison.comparison import compare

        question = (rule.measure, rule.by, rule.where, rule.cluster, rule.no_worse_than)
        asked = ("comparison", *question, drawn)
        if asked not in self._answers:
            compared = compare(
                _where(_earlier(rule), rule),
                _where(self.table, rule),
                by=rule.by,
                measures=rule.measure,
                cluster=rule.cluster,
                **drawn._asdict(),
            )
            paired = compared.paired
            self._answers[asked] = [
                {**record, "paired": paired}
                for record in compared.data.to_pylist()
                if record["method"] == record["method_b"]
            ]
        return self._answers[asked]

    def _gone(
        self, rule: Rule, chosen: Sequence[Record], key: Callable[[Record], tuple[str | None, ...]]
    ) -> list[Record]:
        """Groups that the rule would hold for, were they still there."""
        there = {key(record) for record in chosen}
        apart = {tuple(record[name] for name in APART) for record in chosen}
        return [
            {**record, "images": 0, "looked_for": 0}
            for record, _ in fitting(self._summary(_earlier(rule), rule), rule)
            if key(record) not in there and tuple(record[name] for name in APART) in apart
        ]


def _earlier(rule: Rule) -> AttributionTable:
    """The earlier table, which must have the rule's columns too."""
    assert rule.no_worse_than is not None  # noqa: S101 - asked where a limit is beside it
    table = open_table(rule.no_worse_than)
    with telling(f"{str(table.folder)!r}"):
        check_columns(rule.selectors, table.columns)
    return table


def _resamples(confidence: float) -> int:
    """How many resamples have enough replicates beyond each end of an interval."""
    return max(_RESAMPLES, math.ceil(round(2 * LEAST_BEYOND / (1 - confidence), 6)))


def _with_student_t(cell: Cell, record: Record) -> Cell:
    """A cell with Student's t interval, if it has any.

    Where two groups are compared, the degrees of freedom are those of the smaller one, so that
    the interval is rather too wide.
    """
    if cell.estimate is None or cell.low is None:
        return cell
    quantile = float(stdtrit(cell.clusters - 1, (1 + cell.confidence) / 2))
    half = record["standard_error"] * quantile
    low, high = cell.estimate - half, cell.estimate + half
    return replace(cell, low=low, high=high, interval="Student's t")


def _where(table: AttributionTable, rule: Rule) -> AttributionTable:
    return table if rule.where is None else table.where(rule.where)


def _cell(
    names: Mapping[str, str | None],
    told: Sequence[str],
    group: Record,
    record: Record,
    confidence: float,
) -> Cell:
    low, high = finite(record.get("low")), finite(record.get("high"))
    if low is None or high is None:
        low = high = None
    images = int(group["images"] or 0)
    if "mean_b" in record:
        valued, before = int(record["images_b"]), int(record["images_a"])
    else:
        valued, before = images - int(record.get("undefined") or 0), None
    return Cell(
        {name: None if each is None else str(each) for name, each in names.items()},
        told,
        finite(record.get("estimate")),
        low,
        high,
        confidence,
        images=images,
        valued=valued,
        looked_for=int(group["looked_for"]),
        clusters=int(record.get("clusters") or 0),
        now=finite(record.get("mean_b")),
        before=finite(record.get("mean_a")),
        images_before=None if record.get("paired") else before,
    )
