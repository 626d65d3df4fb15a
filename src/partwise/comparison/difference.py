"""Difference: what each cell's measures differ by, with intervals, and verdicts on the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from partwise.measures import MEASURES
from partwise.statistics.clustered import Clustered
from partwise.statistics.estimates import estimate
from partwise.statistics.limits import MOST_IMAGES
from partwise.statistics.verdicts import ATTRIBUTED, judge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from partwise.comparison.pairing import Pairing
    from partwise.statistics.clustered import Integers
    from partwise.statistics.estimates import Estimates
    from partwise.statistics.verdicts import Verdicts
    from partwise.table.question import Question

#: What is certainly beyond the margin.
DIFFERS = "differs"
#: Measures that are parts of a whole, which segments that do not overlap divide among them.
PARTS = ("share", "positive_share", "top_share")
_DIRECTIONS = {1: "more", -1: "less"}


@dataclass(frozen=True, slots=True, eq=False)
class Differences:
    """Every cell's difference in one measure.

    Parameters
    ----------
    measure
        Its name.
    margin
        The practical margin; 0 where the measure has none.
    cells
        Which cells, as numbers of the pairing's.
    sums
        What their estimates are made of.
    estimates
        Differences and their intervals.
    verdicts
        None where the measure is not the primary one.
    """

    measure: str
    margin: float
    cells: Integers
    sums: Clustered
    estimates: Estimates
    verdicts: Verdicts | None

    @property
    def certain(self) -> NDArray[np.bool_]:
        """Which cells certainly differ."""
        assert self.verdicts is not None  # noqa: S101 - asked of the primary measure alone
        return np.asarray(self.verdicts.verdict == ATTRIBUTED)

    @property
    def order(self) -> Integers:
        """Cells by what moved: the end of the interval near 0, then the estimate."""
        near = np.fmax(self.estimates.low, -self.estimates.high)
        away = np.abs(self.estimates.estimate)
        keys = (np.nan_to_num(-away, nan=np.inf), np.where(np.isnan(near), np.inf, -near))
        return np.lexsort(keys)


def measure_differences(
    pairing: Pairing, measures: Sequence[str], question: Question
) -> list[Differences]:
    """Estimate every cell in every measure; the first is the primary one and gets verdicts."""
    family = np.array([cell.block for cell in pairing.cells])
    found: list[Differences] = []
    for number, measure in enumerate(measures):
        cells = pairing.figures[number]["cell"].to_numpy()
        sums = _clustered(cells, pairing.sums[number])
        estimates = estimate(
            sums,
            confidence=question.confidence,
            resamples=question.resamples,
            seed=question.seed,
        )
        margin = MEASURES[measure].smallest_effect or 0.0
        if number == 0 and question.smallest_effect is not None:
            margin = question.smallest_effect
        verdicts = None
        if number == 0:
            verdicts = judge(
                estimates,
                reference=0.0,
                margin=margin,
                family=family[cells],
                confidence=question.confidence,
            )
        found.append(Differences(measure, margin, cells, sums, estimates, verdicts))
    return found


def _clustered(cells: Integers, sums: pa.Table) -> Clustered:
    of_entry = sums["cell"].to_numpy()
    offsets = np.append(np.searchsorted(of_entry, cells), len(of_entry))
    columns = {
        name: sums[name].to_numpy() for name in sums.column_names if name not in ("cell", "cluster")
    }
    return Clustered(offsets, sums["cluster"].to_numpy().astype(np.int64), **columns)


def to_table(pairing: Pairing, found: Sequence[Differences], by: Sequence[str]) -> pa.Table:
    """Lay differences out as a table, one row a cell and measure, what moved most first."""
    cells = found[0].cells
    blocks = [pairing.cells[cell].block for cell in cells]
    tables = [
        pa.table(
            {
                **describe(blocks, cells.tolist(), pairing, by),
                "measure": pa.array([each.measure] * len(cells), pa.string()),
                **{name: figures[name] for name in figures.column_names if name != "cell"},
                **_inferred(each, figures),
            }
        )
        for each, figures in zip(found, pairing.figures, strict=True)
    ]
    ranked = [at for at in found[0].order if pairing.shown[cells[at]]]
    ranked.sort(key=blocks.__getitem__)
    places = [at + number * len(cells) for at in ranked for number in range(len(found))]
    return pa.concat_tables(tables).take(pa.array(places, pa.int64()))


def describe(
    blocks: Sequence[int | None], cells: Sequence[int | None], pairing: Pairing, by: Sequence[str]
) -> dict[str, pa.Array]:
    """The columns that say which block and cell each row is about; null where it is about none."""
    of_block = [None if each is None else pairing.blocks[each] for each in blocks]
    of_cell = [None if each is None else pairing.cells[each] for each in cells]
    columns: dict[str, list[Any]] = {
        name: [getattr(block, field, None) for block in of_block]
        for name, field in (
            ("method", "method_a"),
            ("method_b", "method_b"),
            ("target_kind", "target_kind"),
            ("kind", "kind"),
        )
    }
    for place, name in enumerate(by):
        columns[name] = [None if cell is None else cell.by[place] for cell in of_cell]
    columns["segment"] = [None if cell is None else cell.segment for cell in of_cell]
    arrays = {name: pa.array(values) for name, values in columns.items()}
    # a column without any value is text
    return {
        name: array.cast(pa.string()) if pa.types.is_null(array.type) else array
        for name, array in arrays.items()
    }


def _inferred(each: Differences, figures: pa.Table) -> dict[str, Any]:
    """What statistics say of each cell; null throughout where the measure is not judged."""
    number = len(each.cells)
    verdicts, estimates = each.verdicts, each.estimates
    columns: dict[str, Any] = {"clusters": pa.array(estimates.clusters, pa.int64())}
    for name in _ESTIMATED:
        columns[name] = pa.array(getattr(estimates, name), pa.float64(), from_pandas=True)
    columns["margin"] = pa.array([each.margin] * number, pa.float64())
    columns["primary"] = pa.array([verdicts is not None] * number)
    if verdicts is None:
        return columns | {name: pa.nulls(number, type_) for name, type_ in _JUDGED.items()}
    images = np.maximum(figures["images_a"].to_numpy(), figures["images_b"].to_numpy())
    needed = np.ceil(verdicts.needed * images)
    words = [DIFFERS if word == ATTRIBUTED else word for word in verdicts.verdict]
    values = {
        "p": verdicts.p,
        "p_adjusted": verdicts.p_adjusted,
        "tested": verdicts.tested,
        "verdict": words,
        "direction": [_DIRECTIONS.get(int(sign)) for sign in verdicts.direction],
        "images_needed": np.where(needed < MOST_IMAGES, needed, np.nan),
    }
    return columns | {
        name: pa.array(values[name], type_, from_pandas=True, safe=False)
        for name, type_ in _JUDGED.items()
    }


_ESTIMATED = ("estimate", "low", "high", "analytic_low", "analytic_high", "standard_error")
_JUDGED = {
    "p": pa.float64(),
    "p_adjusted": pa.float64(),
    "tested": pa.int64(),
    "verdict": pa.string(),
    "direction": pa.string(),
    "images_needed": pa.int64(),
}
