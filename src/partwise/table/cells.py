"""Cells: a table's rows rolled up image by image and put into groups, in SQL."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from partwise import schema
from partwise.errors import CallError
from partwise.measures import EFFECT, EFFECT_MEASURES, MEASURES
from partwise.table.expression import columns_of, quoted
from partwise.table.removals import averaged

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence

    import duckdb
    import pyarrow as pa
    from numpy.typing import NDArray

    from partwise.table.table import AttributionTable

SEGMENT = "segment"
#: Sums of a row: they are added up over the instances of a segment, measures are not.
SUMS = ("area_px", "saliency_sum", "positive_sum", "negative_sum", "square_sum", "top_px")
#: What tells one map of an image, and one mask of a segment, from another; draws are of one map.
_OF_MAP = (
    *("image_id", "target_kind", "target_class", "contrast_class", "method", "kind"),
    "mask_variant",
)
#: Values of cells are fetched in batches of about this many, so that memory stays flat.
BATCH = 8_000_000
_OF_IMAGE = tuple(
    column.name
    for column in schema.ROWS
    if column.name.startswith("image_") and column.name != "image_id"
)


@dataclass(frozen=True, slots=True)
class Grouping:
    """Which columns make a cell, of which table.

    Parameters
    ----------
    table
        With its conditions.
    by
        Columns to group by; `segment` always is one more.
    pool
        Those of `schema.APART` that are not kept apart.
    """

    table: AttributionTable
    by: Sequence[str] = ()
    pool: Sequence[str] = ()

    def __post_init__(self) -> None:
        self.refuse((*_OF_CELL, *(of(name) for of in _OF_MEASURE for name in MEASURES)))

    def refuse(self, taken: Iterable[str]) -> None:
        """Refuse columns to group by that are called as a result is.

        Raises
        ------
        CallError
            If there is one.
        """
        names = {name.lower() for name in taken}
        for name in self.by:
            if name.lower() in names:
                raise CallError(
                    f"--by {name!r}: the result has a column of its own with this name. Rename it "
                    "in the metadata."
                )

    @property
    def apart(self) -> list[str]:
        """What is not averaged together."""
        return [name for name in schema.APART if name not in self.pool]

    @property
    def keys(self) -> list[str]:
        """All columns that tell one cell from another; `segment` comes last unless asked for."""
        return list(dict.fromkeys((*self.apart, *self.by, SEGMENT)))

    @property
    def display(self) -> list[str]:
        """Conditions that only choose among cells, and change none of them."""
        return [each for each in self.table.conditions if columns_of(each) <= {*self.keys}]

    def by_image(self, measures: Sequence[str], further: Sequence[str] = ()) -> str:
        """Write a SELECT of one row for each cell, image, target and map.

        It has the keys, `image_id`, the further columns, the measures, `seen` (whether the
        segment is in view; measures of others are null), and `has_signs` (whether the image's map
        does). The instances of a segment are added up before measures are derived; the draws of a
        null are averaged after.
        """
        shown = self.display
        rest = [each for each in self.table.row_conditions if each not in shown]
        seen = "status = 'visible'"
        needed = {*self.keys, *further, *measures}.union(*map(columns_of, rest))
        if "removal" in measures:
            needed.add(EFFECT)
        rows = f"SELECT * FROM ({self.table.source(needed)}) WHERE {' AND '.join(rest) or 'true'}"
        of_map = dict.fromkeys((*self.keys, *_OF_MAP))
        if not self.table.united:
            added = ", ".join(f"sum({name}) AS {name}" for name in SUMS)
            effects = [name for name in EFFECT_MEASURES if name in measures]
            means = "".join(f", {averaged(name)} AS {name}" for name in effects)
            unit = dict.fromkeys((*of_map, "draw"))
            alike = _any([*_OF_IMAGE, *(name for name in further if name not in unit)])
            rows = f"""
                SELECT {_listed(unit)}{alike}, bool_or({seen}) AS seen, {added}{means}
                FROM ({rows}) GROUP BY {_listed(unit)}"""
            seen = "seen"
        derived = "".join(
            f", CASE WHEN {seen} THEN {MEASURES[name].sql} END AS {quoted(value_of(name))}"
            for name in measures
        )
        told = dict.fromkeys((*self.keys, "image_id", *further))
        flags = f"{seen} AS seen, image_negative_sum < 0 AS has_signs"
        if not self.table.nulls:
            return f"SELECT {_listed(told)}, {flags}{derived} FROM ({rows})"
        drawn = f"SELECT {_listed({**of_map, **told})}, {flags}{derived} FROM ({rows})"
        alike = _any(name for name in told if name not in of_map)
        means = "".join(f", avg({each}) AS {each}" for each in map(_value, measures))
        return f"""
            SELECT {_listed(told)}, seen, has_signs{"".join(f", {_value(m)}" for m in measures)}
            FROM (
                SELECT {_listed(of_map)}{alike}, bool_or(seen) AS seen,
                       bool_or(has_signs) AS has_signs{means}
                FROM ({drawn}) GROUP BY {_listed(of_map)}
            )"""

    @property
    def varied(self) -> str | None:
        """The column in which a group differs from the rest: the last one that is no segment."""
        names = [name for name in self.by if name != SEGMENT and name not in self.apart]
        return names[-1] if names else None

    def images(self) -> str:
        """How images are counted: a row is one, unless what belongs to one image is pooled."""
        return "DISTINCT image_id" if self.pool else "*"


def value_of(measure: str) -> str:
    """The column of :meth:`Grouping.by_image` with a measure."""
    return f"value of {measure}"


def mean_of(measure: str) -> str:
    """The column of `cells` with a measure's mean."""
    return f"mean of {measure}"


def number_of(measure: str) -> str:
    """The column of `cells` that says how many images a measure is defined in."""
    return f"number of {measure}"


def quantiles_of(measure: str) -> str:
    """The column of `cells` with a measure's quantiles."""
    return f"quantiles of {measure}"


def undefined_of(measure: str) -> str:
    """The column of :func:`means` that says how many images leave a measure undefined."""
    return f"{measure}_undefined"


#: Names that this module gives to columns beside the keys.
_OF_CELL = ("seen", "has_signs", "cell", "shown", "entries", "images", "looked_for")
_OF_MEASURE = (value_of, mean_of, number_of, quantiles_of, undefined_of)


def means(grouping: Grouping, measures: Sequence[str]) -> pa.Table:
    """Means over images and nothing more: what is quick on any number of rows."""
    keys = _listed(grouping.keys)
    averages = ", ".join(
        f"favg({value}) FILTER (seen) AS {quoted(name)}, "
        f"count(*) FILTER (seen) - count({value}) AS {quoted(undefined_of(name))}"
        for name, value in ((name, quoted(value_of(name))) for name in measures)
    )
    with grouping.table.session() as connection:
        return connection.sql(
            f"""
            SELECT * FROM (
                SELECT {keys}, count({grouping.images()}) FILTER (seen) AS images, {averages}
                FROM ({grouping.by_image(measures)}) GROUP BY {keys}
            ) WHERE images > 0 AND {" AND ".join(grouping.display) or "true"} ORDER BY {keys}
            """
        ).to_arrow_table()


def images_of_cells(
    grouping: Grouping, measures: Sequence[str], *, most: int | None, seed: int
) -> pa.Table:
    """Measures image by image, or of each segment those of a sample of images.

    Images are drawn by a digest of their name and the seed, so that two segments, and two calls,
    have the same ones as far as they can.
    """
    keys = _listed(grouping.keys)
    of_row = _listed((*grouping.apart, SEGMENT))
    named = "".join(f", {_value(name)} AS {quoted(name)}" for name in measures)
    known = " OR ".join(f"{_value(name)} IS NOT NULL" for name in measures)
    counted = f'SELECT *, count(*) OVER (PARTITION BY {of_row}) AS "of"'
    params: list[object] = []
    drawn = ""
    if most is not None:
        counted += f""", row_number() OVER (
            PARTITION BY {of_row} ORDER BY md5(image_id || ?), image_id) AS place"""
        drawn = "WHERE place <= ?"
        params = [f" {seed}", most]
    shown = " AND ".join(["seen", f"({known})", *grouping.display])
    with grouping.table.session() as connection:
        return connection.sql(
            f"""
            SELECT {keys}, image_id{named}, "of" FROM (
                {counted} FROM ({grouping.by_image(measures)}) WHERE {shown}
            ) {drawn} ORDER BY {keys}, image_id
            """,
            params=params,
        ).to_arrow_table()


@contextmanager
def stream_images(grouping: Grouping, measures: Sequence[str]) -> Generator[pa.RecordBatchReader]:
    """The same of every image, in no order and batch by batch, so that memory stays flat."""
    named = "".join(f", {_value(name)} AS {quoted(name)}" for name in measures)
    known = " OR ".join(f"{_value(name)} IS NOT NULL" for name in measures)
    shown = " AND ".join(["seen", f"({known})", *grouping.display])
    with grouping.table.session() as connection:
        yield connection.sql(
            f"SELECT {_listed(grouping.keys)}, image_id{named} "
            f"FROM ({grouping.by_image(measures)}) WHERE {shown}"
        ).to_arrow_reader(100_000)


def make_cells(
    connection: duckdb.DuckDBPyConnection,
    grouping: Grouping,
    measures: Sequence[str],
    quantiles: Sequence[float],
) -> pa.Table:
    """Make the temporary table `cells` and give it: what describes each cell.

    Columns: `cell` (from 0, in the order of the keys, the one that varies last), the keys,
    `images`, `looked_for`, `entries` (values, undefined ones among them), `has_signs`, `shown`
    (whether display filters keep it), and for each measure its mean, how many values it has,
    and its quantiles.
    """
    keys = _listed(grouping.keys)
    points = ", ".join(repr(float(point)) for point in quantiles)
    described = "".join(
        f", favg({value}) AS {quoted(mean_of(name))}, count({value}) AS {quoted(number_of(name))}, "
        f"quantile_cont({value}, [{points}]) AS {quoted(quantiles_of(name))}"
        for name, value in ((name, quoted(value_of(name))) for name in measures)
    )
    count = grouping.images()
    order = sorted(grouping.keys, key=lambda key: key == grouping.varied)
    connection.execute(
        f"""
        CREATE TEMP TABLE cells AS
        SELECT row_number() OVER (ORDER BY {_listed(order)}) - 1 AS cell, *,
               coalesce({" AND ".join(grouping.display) or "true"}, false) AS shown
        FROM (
            SELECT {keys}, count({count}) FILTER (seen) AS images, count({count}) AS looked_for,
                   bool_or(has_signs) AS has_signs, count(*) FILTER (seen) AS entries{described}
            FROM ({grouping.by_image(measures)}) GROUP BY {keys}
        )"""
    )
    return connection.sql("SELECT * FROM cells ORDER BY cell").to_arrow_table()


def make_clusters(
    connection: duckdb.DuckDBPyConnection, grouping: Grouping, cluster: str | None
) -> None:
    """Make the temporary table `clusters`: the number of each image's cluster.

    Raises
    ------
    CallError
        If an image with values has nothing in that column.
    """
    value = quoted("image_id" if cluster is None else cluster)
    connection.execute(
        f"""CREATE TEMP TABLE clusters AS
            SELECT image_id, CASE WHEN {value} IS NOT NULL
                   THEN dense_rank() OVER (ORDER BY {value}) - 1 END AS cluster
            FROM image_columns"""
    )
    without = "FROM clusters WHERE cluster IS NULL"
    if not connection.execute(f"{without} LIMIT 1").fetchall():
        return
    ((count, name),) = connection.execute(
        f"""SELECT count(*), min(image_id) {without} AND image_id IN
            (SELECT image_id FROM ({grouping.by_image([])}) WHERE seen)"""
    ).fetchall()
    if count:
        raise CallError(
            f"--cluster {cluster!r}: {count:,} of the images have nothing in that column, such as "
            f"{name!r}. Fill it, name another column, or leave those images out: "
            f"--where '{quoted(str(cluster))} IS NOT NULL'."
        )


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """Values of some consecutive cells: each with its cell, its cluster, and every measure."""

    first: int
    last: int
    cell: NDArray[np.int64]
    cluster: NDArray[np.int64]
    measures: dict[str, NDArray[np.float64]]


def fetch_values(
    connection: duckdb.DuckDBPyConnection,
    grouping: Grouping,
    measures: Sequence[str],
    sizes: Sequence[int],
    *,
    strata: Sequence[int] | None = None,
) -> Iterator[Values]:
    """Fetch every value of the temporary tables' cells and clusters, in batches of whole cells.

    Parameters
    ----------
    sizes
        How many values each cell has.
    strata
        Ascending number of each cell's stratum, which no batch cuts in two.
    """
    keys = [quoted(key) for key in grouping.keys]
    same = " AND ".join(f"v.{key} IS NOT DISTINCT FROM c.{key}" for key in keys)
    values = [quoted(value_of(name)) for name in measures]
    by_image = grouping.by_image(measures)
    chosen = ", ".join(f"coalesce(v.{value}, 'nan'::DOUBLE) AS {value}" for value in values)
    for first, last in batches(sizes, strata):
        found = connection.execute(
            f"""
            SELECT c.cell, k.cluster, {chosen}
            FROM ({by_image}) v JOIN cells c ON {same}
            JOIN clusters k ON v.image_id = k.image_id
            WHERE v.seen AND c.cell BETWEEN ? AND ?
            """,
            [first, last - 1],
        ).fetchnumpy()
        named = {name: np.asarray(found[value_of(name)], np.float64) for name in measures}
        cell, cluster = (np.asarray(found[name], np.int64) for name in ("cell", "cluster"))
        yield Values(first, last, cell, cluster, named)


def batches(
    sizes: Sequence[int], strata: Sequence[int] | None = None, *, most: int = BATCH
) -> Iterator[tuple[int, int]]:
    """Cut consecutive cells into batches of about `most` values; a stratum stays whole.

    >>> list(batches([3, 3, 3, 3], most=6))
    [(0, 2), (2, 4)]
    >>> list(batches([3, 3, 3, 3], [0, 1, 1, 1], most=6))
    [(0, 1), (1, 4)]
    """
    strata = range(len(sizes)) if strata is None else strata
    first = total = 0
    start, size = 0, 0  # of the stratum that is being gone through
    for cell, number in enumerate(sizes):
        if cell and strata[cell] != strata[cell - 1]:
            start, size = cell, 0
        size += number
        total += number
        if total > most and start > first:
            yield first, start
            first, total = start, size
    if first < len(sizes):
        yield first, len(sizes)


def _value(measure: str) -> str:
    return quoted(value_of(measure))


def _any(names: Iterable[str]) -> str:
    """Columns of which all rows of a unit have the same value."""
    return "".join(f", any_value({quoted(name)}) AS {quoted(name)}" for name in names)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(quoted(name) for name in names)
