"""Judged: cells of values, image by image, with intervals and verdicts as columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from partwise.statistics.limits import MOST_IMAGES
from partwise.table.expression import quoted
from partwise.table.removals import same
from partwise.table.summary import MATTERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb

    from partwise.statistics.estimates import Estimates
    from partwise.table.question import Question


@dataclass(frozen=True, slots=True)
class Judged:
    """One row for each cell of a temporary table of values.

    Parameters
    ----------
    connection
        Has the temporary tables `values` (under another name) and `clusters`.
    values
        The name of the temporary table: one row for each cell and image, with `image_id`.
    keys
        Its columns that tell cells apart.
    question
        How intervals are made.
    """

    connection: duckdb.DuckDBPyConnection
    values: str
    keys: Sequence[str]
    question: Question

    def describe(self, aggregates: Mapping[str, str]) -> pa.Table:
        """Number the cells, in the order of their keys, and describe each: one row a cell."""
        listed = ", ".join(map(quoted, self.keys))
        described = ", ".join(f"{sql} AS {quoted(name)}" for name, sql in aggregates.items())
        self.connection.execute(
            f"""CREATE OR REPLACE TEMP TABLE numbered AS
            SELECT row_number() OVER (ORDER BY {listed}) - 1 AS cell, *
            FROM (SELECT {listed}, {described} FROM {self.values} GROUP BY {listed})"""
        )
        return self.connection.sql(
            "SELECT * EXCLUDE (cell) FROM numbered ORDER BY cell"
        ).to_arrow_table()

    def estimate(self, column: str) -> Estimates:
        """Estimate the mean of a column of values in each cell that was described last."""
        from partwise.statistics.estimates import estimate
        from partwise.statistics.gathering import gather

        found = self.connection.sql(
            f"""SELECT c.cell, k.cluster, v.{quoted(column)} AS value
            FROM {self.values} v JOIN numbered c ON {same([*map(quoted, self.keys)], "v", "c")}
            JOIN clusters k ON v.image_id = k.image_id
            WHERE v.{quoted(column)} IS NOT NULL"""
        ).fetchnumpy()
        number = self.connection.sql("SELECT count(*) FROM numbered").fetchall()[0][0]
        cell, cluster = (np.asarray(found[name], np.int64) for name in ("cell", "cluster"))
        gathered = gather(cell, cluster, np.asarray(found["value"], np.float64), cells=number)
        return estimate(
            gathered,
            confidence=self.question.confidence,
            resamples=self.question.resamples,
            seed=self.question.seed,
        )

    def judge(
        self,
        estimates: Estimates,
        *,
        margin: float,
        families: Sequence[Any],
        images: Sequence[int],
        directions: tuple[str, str],
        alone: tuple[Estimates, str] | None = None,
    ) -> dict[str, pa.Array]:
        """Judge each cell against 0.

        Parameters
        ----------
        families
            What tells the family of each cell.
        images
            How many each cell has.
        directions
            Words for more and for less than 0.
        alone
            Of a difference, what was done to the part or with the cue itself, and the word for
            where that alone does not go to the same side.
        """
        from partwise.statistics.verdicts import ATTRIBUTED, ONLY_ELSEWHERE, by_itself, judge

        places: dict[Any, int] = {}
        numbers = [places.setdefault(each, len(places)) for each in families]
        asked = np.asarray(estimates.clusters) > 0
        found = judge(
            estimates,
            reference=0.0,
            margin=margin,
            family=np.array(numbers, np.int64),
            asked=asked,
            confidence=self.question.confidence,
        )
        called = {ATTRIBUTED: MATTERS}
        if alone is not None:
            found = by_itself(found, alone[0])
            called[ONLY_ELSEWHERE] = alone[1]
        words = [called.get(word, word) for word in found.verdict.tolist()]
        signs: dict[int, str] = dict(zip((1, -1), directions, strict=True))
        needed = np.ceil(found.needed * np.asarray(images, np.float64))
        needed = np.where(needed < MOST_IMAGES, needed, np.nan)
        return {
            "margin": pa.array([margin] * len(words), pa.float64()),
            "p": _reals(found.p),
            "p_adjusted": _reals(found.p_adjusted),
            "tested": pa.array(found.tested, pa.int64(), mask=~asked),
            "verdict": pa.array(words, pa.string()),
            "direction": pa.array([signs.get(int(each)) for each in found.direction], pa.string()),
            "images_needed": pa.array(needed, from_pandas=True).cast(pa.int64()),
        }


def interval(estimates: Estimates, prefix: str = "") -> dict[str, pa.Array]:
    """The ends of each cell's interval."""
    return {f"{prefix}low": _reals(estimates.low), f"{prefix}high": _reals(estimates.high)}


def _reals(values: object) -> pa.Array:
    return pa.array(values, pa.float64(), from_pandas=True)
