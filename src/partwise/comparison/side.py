"""Side: what one of two compared tables has, with numbers in the place of names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partwise.errors import CallError
from partwise.table.cells import Grouping, value_of
from partwise.table.expression import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from partwise.table.table import AttributionTable

MASK_VARIANT = "mask_variant"
_CLASS = ("target_class", "contrast_class")


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One table's images, the keys of its rows, and its rows with both as numbers.

    Names are written once, in `images` and `keys`, so that ten million rows stay small.

    Parameters
    ----------
    table
        Where it comes from.
    images
        Arrow table of the images that have rows: `image` (a number), `image_id`, `digest`, and
        `cluster` as text (null where each image is its own).
    keys
        What a row is known by besides its image: one mapping a key, with `shown`, whether the
        table's display conditions keep it, and `has_signs`, whether a map has negative values.
    values
        Arrow table, one row an image and key: `image`, `key`, `seen` (whether the segment is in
        view), and the measures as `m0`, `m1`, …; the instances of a segment are added up before
        measures are derived.
    failed
        Names of images that could not be explained.
    selected
        Whether a condition chooses which rows are compared, and not only what is shown.
    """

    table: AttributionTable
    images: pa.Table
    keys: Sequence[Mapping[str, Any]]
    values: pa.Table
    failed: pa.Table
    selected: bool

    @property
    def has_signs(self) -> bool:
        """Whether any map that is shown has negative values."""
        return any(key["shown"] and key["has_signs"] for key in self.keys)


def read_side(
    table: AttributionTable,
    *,
    by: Sequence[str] = (),
    measures: Sequence[str],
    cluster: str | None = None,
) -> Side:
    """Read what a comparison needs of a table, and no other column.

    Parameters
    ----------
    table
        Its conditions choose rows, or what is shown.
    by
        Columns that keep rows apart, besides segment, method and target.
    measures
        Their names.
    cluster
        A column of images, such as a patient; None makes each image its own.

    Raises
    ------
    CallError
        If the table has no rows, or an image has no value of `cluster`.
    """
    grouping = Grouping(table, list(dict.fromkeys((*by, MASK_VARIANT))))
    further = [name for name in _CLASS if name not in by]
    names = [*grouping.keys, *further]
    listed = ", ".join(quoted(name) for name in names)
    same = " AND ".join(f"v.{quoted(name)} IS NOT DISTINCT FROM k.{quoted(name)}" for name in names)
    chosen = "".join(f", {quoted(value_of(name))} AS m{i}" for i, name in enumerate(measures))
    with table.session() as connection:
        connection.execute(
            f"""
            CREATE TEMP TABLE keyed AS
            SELECT (row_number() OVER (ORDER BY {listed}) - 1)::INTEGER AS key, {listed}, has_signs,
                   coalesce({" AND ".join(grouping.display) or "true"}, false) AS shown
            FROM (
                SELECT {listed}, bool_or(has_signs) AS has_signs
                FROM ({grouping.by_image([], further)}) GROUP BY {listed}
            )
            """
        )
        connection.execute(
            f"""
            CREATE TEMP TABLE numbered AS
            SELECT (row_number() OVER (ORDER BY image_id) - 1)::INTEGER AS image, image_id, digest,
                   {"NULL" if cluster is None else quoted(cluster)}::VARCHAR AS cluster
            FROM image_columns
            """
        )
        keys = connection.sql("SELECT * EXCLUDE (key) FROM keyed ORDER BY key").to_arrow_table()
        values = connection.sql(
            f"""
            SELECT n.image, k.key, v.seen{chosen}
            FROM ({grouping.by_image(measures, further)}) v
            JOIN keyed k ON {same} JOIN numbered n ON v.image_id = n.image_id
            """
        ).to_arrow_table()
        if not any(keys["shown"].to_pylist()):
            raise _nothing(table)
        connection.register("found", values)
        images = connection.sql(
            "FROM numbered SEMI JOIN found USING (image) ORDER BY image"
        ).to_arrow_table()
        failed = connection.sql("SELECT image_id FROM errors").to_arrow_table()
    if cluster is not None:
        _check_clusters(images, cluster, table)
    selected = not {*table.row_conditions} <= {*grouping.display}
    return Side(table, images, keys.to_pylist(), values, failed, selected)


def _check_clusters(images: pa.Table, cluster: str, table: AttributionTable) -> None:
    lacking = images["cluster"].null_count
    if lacking:
        name = images.filter(images["cluster"].is_null())["image_id"][0].as_py()
        raise CallError(
            f"--cluster {cluster!r}: {lacking:,} images of {str(table.folder)!r} have no value "
            f"there, such as {name!r}. Fill the column, or name another one."
        )


def _nothing(table: AttributionTable) -> CallError:
    why = f"nothing meets {' and '.join(table.conditions)}" if table.conditions else "it is empty"
    return CallError(f"{str(table.folder)!r} has no rows to compare: {why}.")
