"""Source: the SELECT that a table's rows come from, and the views made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise import schema
from partwise.measures import EFFECT, MEASURES
from partwise.table.cells import EFFECTS
from partwise.table.expression import quoted
from partwise.table.session import text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from partwise.table.columns import Columns

_SAME_SEGMENT = " AND ".join(
    f"rows.{name} IS NOT DISTINCT FROM e.{name}"
    for name in (*schema.KEY[:4], "segment", "instance", "mask_variant")
)


def select_rows(columns: Columns, wanted: Collection[str], *, united: bool) -> str:
    """Write a SELECT of all rows with what some columns need, and nothing read in vain.

    Parameters
    ----------
    columns
        Of the table.
    wanted
        Stored columns are always there; measures and the images' columns only if they are named.
    united
        Whether instances are; else effects are there too, to be averaged over instances.
    """
    images = [quoted(name) for name in ("split", *columns.metadata) if name in wanted]
    measures = [name for name in MEASURES if name in wanted]
    joined = "rows"
    if images:
        joined += " LEFT JOIN image_columns USING (image_id)"
    if EFFECT in measures or not united:
        images += EFFECTS
        joined += f" LEFT JOIN segment_effects e ON {_SAME_SEGMENT}"
    plain = f"SELECT {', '.join(['rows.*', *images])} FROM {joined}"
    derived = "".join(f", {MEASURES[name].sql} AS {name}" for name in measures)
    return f"SELECT *{derived} FROM ({plain})" if derived else plain


def views(columns: Columns, conditions: Sequence[str], *, united: bool) -> list[str]:
    """Write the statements that make `image_columns` and `attributions`.

    Parameters
    ----------
    columns
        Of the table.
    conditions
        A row of `attributions` meets all of them.
    united
        Whether instances are.
    """
    of_rows = {column.name for column in schema.ROWS}
    own = [column.name for column in schema.IMAGES if column.name not in of_rows]
    # what a row says of its image too, for clusters of images
    own += ["label", "predicted", "outcome"]
    metadata = [f"metadata[{text(name)}] AS {quoted(name)}" for name in columns.metadata]
    images = ", ".join(["image_id", *(name for name in own if name != "metadata"), *metadata])
    return [
        f"CREATE VIEW image_columns AS SELECT {images} FROM images",
        f"""CREATE VIEW attributions AS
            SELECT * FROM ({select_rows(columns, columns.names, united=united)})
            WHERE {" AND ".join(conditions) or "true"}""",
    ]
