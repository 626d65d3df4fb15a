"""Source: the SELECT that a table's rows come from, and the views made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise import schema
from partwise.measures import EFFECT_MEASURES, MEASURES
from partwise.table.expression import quoted
from partwise.table.removals import FILL, OF_SEGMENT, same, select_effects
from partwise.table.session import text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from partwise.table.columns import Columns


def select_rows(
    columns: Columns, wanted: Collection[str], *, fill_conditions: Sequence[str] = ()
) -> str:
    """Write a SELECT of all rows with what some columns need, and nothing read in vain.

    Parameters
    ----------
    columns
        Of the table.
    wanted
        Stored columns are always there; measures and the images' columns only if they are named.
        `fill` makes of each row as many as the table has fills, each with its own effects.
    fill_conditions
        Which fills are averaged over where `fill` is not wanted; without any such there is no row.
    """
    images = [quoted(name) for name in ("split", *columns.metadata) if name in wanted]
    effects = [name for name in EFFECT_MEASURES if name in wanted]
    measures = [name for name in MEASURES if name in wanted and name not in effects]
    by_fill = columns.fills and FILL in wanted
    joined = "rows"
    if images:
        joined += " LEFT JOIN image_columns USING (image_id)"
    if by_fill:
        images.append(f"fills.{FILL}")
        joined += " LEFT JOIN fills ON true"
    if effects:
        images += [f"e.{name}" for name in effects]
        made = select_effects(effects, by_fill=by_fill, conditions=fill_conditions)
        joined += f" LEFT JOIN ({made}) e ON {same(OF_SEGMENT, 'rows', 'e')}"
        # nulls stand beside attributions, and would only repeat their effects
        joined += " AND rows.kind = 'attribution'"
        joined += f" AND {same([FILL], 'fills', 'e')}" if by_fill else ""
    plain = f"SELECT {', '.join(['rows.*', *images])} FROM {joined}"
    if fill_conditions:
        plain += f" WHERE EXISTS (SELECT 1 FROM fills WHERE {' AND '.join(fill_conditions)})"
    derived = "".join(f", {MEASURES[name].sql} AS {name}" for name in measures)
    return f"SELECT *{derived} FROM ({plain})" if derived else plain


def views(
    columns: Columns, conditions: Sequence[str], *, fill_conditions: Sequence[str] = ()
) -> list[str]:
    """Write the statements that make `image_columns` and `attributions`.

    Parameters
    ----------
    columns
        Of the table.
    conditions
        A row of `attributions` meets all of them.
    fill_conditions
        Which fills its effects are averaged over.
    """
    of_rows = {column.name for column in schema.ROWS}
    own = [column.name for column in schema.IMAGES if column.name not in of_rows]
    # what a row says of its image too, for clusters of images
    own += ["label", "predicted", "outcome"]
    metadata = [f"metadata[{text(name)}] AS {quoted(name)}" for name in columns.metadata]
    images = ", ".join(["image_id", *(name for name in own if name != "metadata"), *metadata])
    return [
        f"CREATE TEMP VIEW image_columns AS SELECT {images} FROM images",
        f"""CREATE TEMP VIEW attributions AS
            SELECT * FROM ({select_rows(columns, columns.of_rows, fill_conditions=fill_conditions)})
            WHERE {" AND ".join(conditions) or "true"}""",
    ]
