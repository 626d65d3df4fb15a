"""Wording: what was measured, in words; never what a model thinks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partwise.findings.cell import NEGLIGIBLE
from partwise.findings.evidence import images
from partwise.measures import EFFECT, MEASURES, PRIMARY
from partwise.views.nulls import in_words
from partwise.views.show import clean, number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partwise.findings.cell import Cell
    from partwise.findings.evidence import Evidence

_TARGETS = {
    "predicted": "the predicted class",
    "label": "the labelled class",
    "runner-up": "the runner-up",
    "given": "the target",
    None: "the target",
}
_OF_ALL = "of all attribution"


@dataclass(frozen=True, slots=True)
class Wording:
    """How the groups of a table are spoken of."""

    evidence: Evidence

    def target(self, cell: Cell) -> str:
        """What maps speak for or against, in the images of this cell."""
        kind = cell.target_kind
        contrast = kind is not None and "-vs-" in kind
        of = clean(kind) if contrast else _TARGETS.get(kind, f"'{clean(kind)}'")
        if cell.value is None:
            return of
        value = f"'{clean(cell.value)}'"
        if self.evidence.by != "target_class":
            return f"{of} where {clean(self.evidence.by)} is {value}"
        return f"{value} in {of}" if contrast else value

    def name(self, cell: Cell) -> str:
        """The segment, and of which group."""
        told = "" if cell.value is None else f", for {self.target(cell)}"
        return f"{clean(cell.segment)}{told}"

    def basis(
        self, record: Mapping[str, Any], *, verdict: str | None = None, flip: bool = False
    ) -> str:
        """The interval, the images and the verdict, in brackets."""
        judged = verdict or ", ".join(filter(None, (record["verdict"], record["direction"])))
        return f"({self.interval(record, flip=flip)}, {self.count(record)}; {judged})"

    def interval(self, record: Mapping[str, Any], *, flip: bool = False) -> str:
        """The interval, or that there is none; an effect's without a sign, as its verb says it."""
        if record["low"] is None:
            return "no interval"
        ends = [record["low"], record["high"]]
        ends = [-ends[1], -ends[0]] if flip else ends
        measure = record["measure"]
        difference = record["reference"] == 0 and not MEASURES[measure].signed
        texts = [number(measure, end, difference=difference) for end in ends]
        if measure == EFFECT:
            texts = [text.removeprefix("+") for text in texts]
        of = self.evidence.asked.get("confidence", 0.95)
        return f"{100 * of:g} % CI {texts[0]} to {texts[1]}"

    def count(self, record: Mapping[str, Any]) -> str:
        """In how many images, of how many clusters where these are not images."""
        told = f"{images(record):,} image{'s' * (images(record) != 1)}"
        cluster = self.evidence.asked.get("cluster")
        return told if cluster is None else f"{told}, {record['clusters']:,} {clean(cluster)}s"

    def received(self, cell: Cell) -> str:
        """What a segment receives, by the primary measure and lift, without the basis."""
        lift = cell.mean("lift")
        times = "" if lift is None else self.amount("lift", lift)
        if not cell.signed:
            return f"receives {times}"
        sum_ = number(PRIMARY, cell.primary["estimate"])
        side = {"+": " in favour", "-": " against"}.get(sum_[0], "")
        balance = f"on balance {sum_} {_OF_ALL}{side}"
        return f"receives {times}, {balance}" if times else f"receives {balance}"

    def amount(self, measure: str, value: float) -> str:
        """A measure's value with its unit in words."""
        unit = _OF_ALL if MEASURES[measure].signed else "times the attribution its area would"
        return f"{number(measure, value)} {unit}"

    def beyond_nulls(self, record: Mapping[str, Any]) -> str:
        """That a group beats all its nulls, and by how much the hardest of them."""
        words, count = in_words(record["null"]), record["nulls"]
        which = f"all {count} nulls, the nearest being" if count > 1 else "its only null,"
        return f"beats {which} {words} ({self._from_null(record)})"

    def as_null(self, record: Mapping[str, Any]) -> str:
        """That a group is not certainly beyond the hardest of its nulls, or certainly not so."""
        giver = f"than {in_words(record['null'])} gives it ({self._from_null(record)})"
        low, high, margin = record["low"], record["high"], record["margin"]
        opposes = MEASURES[record["measure"]].signed and record["mean"] < 0
        certain = low is not None and (low >= -margin if opposes else high <= margin)
        return f"{'no' if certain else 'not certainly'} more {giver}"

    def nothing_beyond(self, cell: Cell) -> str:
        """What to add where a group is attributed to and does not beat its nulls; else nothing."""
        record = self.evidence.beside_nulls(cell) if self.evidence.is_as_null(cell) else None
        return "" if record is None else f", {self.as_null(record)}"

    def _from_null(self, record: Mapping[str, Any]) -> str:
        measure = record["measure"]
        away = record["estimate"]
        size = number(measure, abs(away), difference=True).removeprefix("+")
        side = "below" if away < 0 else "above"
        return f"{measure} {size} {side} it, {self.interval(record)}, {self.count(record)}"

    def removal(self, record: Mapping[str, Any]) -> str:
        """What removing a segment does, with the basis."""
        effect = record["estimate"]
        flip = effect < 0 and record["verdict"] != NEGLIGIBLE
        size = number(EFFECT, -effect if flip else effect).removeprefix("+")
        verb = "raises" if flip else "lowers"
        said = f"by {size} more than removing as much elsewhere"
        if record["verdict"] == NEGLIGIBLE:
            said = f"hardly more than removing as much elsewhere, by {size}"
        return f"removing it {verb} the logit {said} {self.basis(record, flip=flip)}"

    def difference(self, cell: Cell, other_images: int, here: str, there: str) -> str:
        """How a cell differs from what it is compared with, with the basis.

        Parameters
        ----------
        cell
            Of a summary against the rest.
        other_images
            In how many images the rest was measured.
        here, there
            Where the cell's images are, and the rest's: "where the prediction is wrong".
        """
        record = cell.primary
        measure, change = record["measure"], record["estimate"]
        other = record["mean"] - change
        size = number(measure, abs(change), difference=True).removeprefix("+")
        more = "more" if change > 0 else "less"
        counts = f"{images(record):,} and {other_images:,} images"
        cluster = self.evidence.asked.get("cluster")
        if cluster is not None:
            counts += f", {record['clusters']:,} {clean(cluster)}s in the smaller group"
        has = f"receives {self.amount(measure, record['mean'])}"
        if measure == EFFECT:
            has = f"has an effect of {number(EFFECT, record['mean'])} when removed"
        return (
            f"{has} {here}, {number(measure, other)} "
            f"{there}: {size} {more} ({self.interval(record)}, {counts}; {record['verdict']}, "
            f"{record['direction']})"
        )
