"""Nulls: a table's nulls beside each group, image by image, and which of them it beats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from partwise.measures import EFFECT_MEASURES, MEASURES
from partwise.table.cells import batches, value_of
from partwise.table.expression import quoted
from partwise.views.nulls import BETWEEN, fitting, known_null

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb
    from numpy.typing import NDArray

    from partwise.statistics.clustered import Integers, Reals
    from partwise.statistics.estimates import Estimates
    from partwise.statistics.every import Comparisons, Every
    from partwise.table.cells import Grouping
    from partwise.table.table import AttributionTable

    Flags = NDArray[np.bool_]

ATTRIBUTION, NULL = "attribution", "null"
#: Columns of a summary about nulls.
COLUMNS = pa.schema(
    [
        ("null", pa.string()),
        ("null_mean", pa.float64()),
        ("nulls", pa.int64()),
        ("nulls_beaten", pa.int64()),
        ("nulls_not_beaten", pa.string()),
        ("nulls_unavailable", pa.string()),
    ]
)
#: A null's row stands beside the attribution's that is of the same image, target and segment.
_PAIRED = ("image_id", "target_kind", "target_class", "contrast_class", "mask_variant")
#: In these the two differ.
_APART = ("method", "kind", "draw")


@dataclass(frozen=True, slots=True)
class Nulls:
    """The nulls that a table has.

    Parameters
    ----------
    texts
        As in the column `method` of their rows.
    methods
        Those of the attributions, which a group has all of where methods are pooled.

    Examples
    --------
    >>> nulls = Nulls(("null-sobel", "null-swapped:gradient:channels=sum"), ["occlusion"])
    >>> nulls.serving("lift").tolist(), nulls.serving("signed_lift").tolist()
    ([True, True], [False, True])
    >>> nulls.fitting("occlusion").tolist(), nulls.fitting("none").tolist()
    ([True, False], [False, False])
    >>> nulls.fitting(None).tolist()
    [True, False]
    """

    texts: Sequence[str]
    methods: Sequence[str] = ()

    @classmethod
    def of(cls, table: AttributionTable) -> Nulls:
        """Those of a table."""
        if not table.nulls:
            return cls(())
        rows = f"SELECT DISTINCT method FROM rows WHERE kind = '{ATTRIBUTION}'"
        return cls(table.nulls, table.sql(rows)["method"].to_pylist())

    def __len__(self) -> int:
        return len(self.texts)

    def serving(self, measure: str) -> Flags:
        """Shape (null,): which ones a part's measure can be held against.

        None where the measure has no margin of its own: it is in the map's own unit, which
        differs from map to map, or the same for every map of an image.
        """
        comparable = MEASURES[measure].smallest_effect is not None
        comparable &= measure not in EFFECT_MEASURES
        read = map(known_null, self.texts)
        return np.array([comparable and (not each or each.serves(measure)) for each in read], bool)

    def fitting(self, method: str | None) -> Flags:
        """Shape (null,): which ones stand beside a method; beside any of them if pooled (None)."""
        methods = self.methods if method is None else [method]
        chosen = {text for each in methods for text in fitting(self.texts, each)}
        return np.array([text in chosen for text in self.texts], bool)

    def served(self) -> list[str]:
        """Every measure that one of them serves."""
        return [name for name in MEASURES if self.serving(name).any()]


@dataclass(frozen=True, slots=True, eq=False)
class Beside:
    """One measure of every cell beside its nulls.

    Parameters
    ----------
    nulls
        Of the table.
    required
        Shape (cell, null): which ones fit the cell's method and serve the measure.
    comparisons
        How far the cell is from each, image by image.
    means
        Shape (cell, null): each null's mean over the images in which both have a value.
    """

    nulls: Nulls
    required: Flags
    comparisons: Comparisons
    means: Reals

    def columns(
        self, hardest: Integers, every: Every | None, judged: Flags, shown: Flags
    ) -> dict[str, pa.Array]:
        """The summary's columns about nulls.

        Parameters
        ----------
        hardest
            Shape (cell,): which null is named, -1 for none.
        every, judged
            Which nulls each cell has beaten; and of which cells that is told.
        shown
            Shape (cell,): which cells have anything to say of nulls.
        """
        there = self.comparisons.there
        told = self.required.any(1) & shown
        low = self.comparisons.grid(self.comparisons.estimates.low)
        # what has too few images for any interval was not tried
        judged = judged & told & (there & ~np.isnan(low)).any(1)
        beaten = np.zeros_like(there) if every is None else every.beaten
        mean = np.take_along_axis(self.means, np.maximum(hardest, 0)[:, None], 1)[:, 0]
        values: dict[str, list[Any]] = {
            "null": [self.nulls.texts[at] if at >= 0 else None for at in hardest],
            "null_mean": np.where(hardest >= 0, mean, np.nan).tolist(),
            "nulls": there.sum(1).tolist(),
            "nulls_beaten": beaten.sum(1).tolist(),
            "nulls_not_beaten": self._texts(there & ~beaten),
            "nulls_unavailable": self._texts(self.required & ~there),
        }
        return {
            field.name: pa.array(
                values[field.name],
                field.type,
                mask=~(judged if "beaten" in field.name else told),
                from_pandas=True,
            )
            for field in COLUMNS
        }

    def _texts(self, chosen: Flags) -> list[str | None]:
        return [
            BETWEEN.join(text for text, one in zip(self.nulls.texts, own, strict=True) if one)
            or None
            for own in chosen
        ]


def no_columns(number: int) -> dict[str, pa.Array]:
    """The same columns where there is nothing to say."""
    return {field.name: pa.nulls(number, field.type) for field in COLUMNS}


def compare_with_nulls(
    connection: duckdb.DuckDBPyConnection,
    grouping: Grouping,
    cells: pa.Table,
    nulls: Nulls,
    *,
    resamples: Mapping[str, int],
    seed: int,
    confidence: float,
) -> dict[str, Beside]:
    """Compare measures of every cell with every null that stands beside it.

    Of each image, a null's value is taken away from the attribution's of the same target and
    segment; where an image has several draws of a null they were averaged before.

    Parameters
    ----------
    connection
        With the temporary tables `cells` and `clusters`.
    grouping, cells
        Of the summary; `kind` keeps cells apart.
    nulls
        Of the table.
    resamples
        For each measure, those of the bootstrap; 0 leaves Student's t.
    seed, confidence
        Of intervals.

    Returns
    -------
    By measure; those that no null serves are left out.
    """
    from partwise.statistics.estimates import Estimates, estimate
    from partwise.statistics.every import Comparisons
    from partwise.statistics.gathering import gather

    serving = {name: nulls.serving(name) for name in resamples}
    measures = [name for name, each in serving.items() if each.any()]
    if not measures or not cells.num_rows:
        return {}
    fits = _fits(grouping, cells, nulls)
    width = len(nulls)
    query, methods = _pairs(grouping, measures, nulls)
    connection.register("beside", methods)
    sizes = np.where(fits.any(1), cells["entries"].to_numpy() * width, 0).tolist()
    parts: dict[str, list[Estimates]] = {name: [] for name in measures}
    sums: dict[str, list[Reals]] = {name: [] for name in measures}
    for first, last in batches(sizes):
        found = connection.execute(query, [first, last - 1]).fetchnumpy()
        null = np.asarray(found["null"], np.int64)
        pair = (np.asarray(found["cell"], np.int64) - first) * width + null
        cluster = np.asarray(found["cluster"], np.int64)
        number = (last - first) * width
        for name in measures:
            served = serving[name][null]
            away, other = (
                np.where(served, np.asarray(found[column(name)], np.float64), np.nan)
                for column in (_away, _other)
            )
            gathered = gather(pair, cluster, away, cells=number)
            parts[name].append(
                estimate(gathered, confidence=confidence, resamples=resamples[name], seed=seed)
            )
            here = ~np.isnan(away)
            with np.errstate(invalid="ignore"):
                count = np.bincount(pair[here], minlength=number)
                sums[name].append(np.bincount(pair[here], other[here], number) / count)
    return {
        name: Beside(
            nulls,
            fits & serving[name],
            Comparisons(Estimates.joined(parts[name]), width),
            np.concatenate(sums[name]).reshape(-1, width),
        )
        for name in measures
    }


def _fits(grouping: Grouping, cells: pa.Table, nulls: Nulls) -> Flags:
    """Shape (cell, null): which nulls stand beside the attributions of a cell."""
    number = cells.num_rows
    methods = [None] * number if "method" in grouping.pool else cells["method"].to_pylist()
    of_method = {method: nulls.fitting(method) for method in dict.fromkeys(methods)}
    real = np.array([kind == ATTRIBUTION for kind in cells["kind"].to_pylist()], bool)
    return np.array([of_method[method] for method in methods], bool) & real[:, None]


def _pairs(grouping: Grouping, measures: Sequence[str], nulls: Nulls) -> tuple[str, pa.Table]:
    """The SELECT of every value beside every null, and which null stands beside which method."""
    keys = [*grouping.keys]
    further = [name for name in ("method", *_PAIRED[1:]) if name not in keys]
    by_image = grouping.by_image(measures, further)
    shared = [name for name in dict.fromkeys((*_PAIRED, *keys)) if name not in _APART]
    same = " AND ".join(f"a.{quoted(key)} IS NOT DISTINCT FROM c.{quoted(key)}" for key in keys)
    paired = " AND ".join(
        f"a.{quoted(name)} IS NOT DISTINCT FROM n.{quoted(name)}" for name in shared
    )
    values = "".join(
        f", coalesce(a.{value} - n.{value}, 'nan'::DOUBLE) AS {quoted(_away(name))}"
        f", coalesce(n.{value}, 'nan'::DOUBLE) AS {quoted(_other(name))}"
        for name, value in ((name, quoted(value_of(name))) for name in measures)
    )
    beside = [
        {"of_method": method, "null_method": text, "number": number}
        for method in nulls.methods
        for number, (text, fits) in enumerate(zip(nulls.texts, nulls.fitting(method), strict=True))
        if fits
    ]
    schema = pa.schema([(name, pa.string()) for name in ("of_method", "null_method")])
    schema = schema.append(pa.field("number", pa.int64()))
    query = f"""
        WITH every AS ({by_image})
        SELECT c.cell, b.number AS "null", k.cluster{values}
        FROM every a JOIN beside b ON a.method = b.of_method
        JOIN every n ON n.method = b.null_method AND {paired}
        JOIN cells c ON {same} JOIN clusters k ON a.image_id = k.image_id
        WHERE a.kind = '{ATTRIBUTION}' AND n.kind = '{NULL}' AND a.seen AND n.seen
          AND c.cell BETWEEN ? AND ?"""
    return query, pa.Table.from_pylist(beside, schema)


def _away(measure: str) -> str:
    return f"away {measure}"


def _other(measure: str) -> str:
    return f"null {measure}"
