"""Values: each measure of each part of each image, and what is known of the images."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.table.cells import Grouping, value_of
from partwise.table.expression import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from partwise.table.table import AttributionTable

#: What tells one value from another.
KEYS = ("image_id", "method", "target_kind", "target_class", "segment")
OF_IMAGES = (
    *("image_id", "label", "predicted", "outcome", "predicted_probability", "runner_up"),
    *("predicted_logit", "label_logit", "runner_up_logit", "original_height", "original_width"),
)


def values(table: AttributionTable, measures: Sequence[str]) -> pa.Table:
    """Derive the measures of every part in view, its instances added up; nulls have none here.

    Returns
    -------
    Arrow table: `KEYS`, then the measures.
    """
    some = table.where("kind = 'attribution'")
    rows = Grouping(some).by_image(measures, ("target_class",))
    named = ", ".join(f"{quoted(value_of(name))} AS {name}" for name in measures)
    with some.session() as connection:
        return connection.sql(
            f"SELECT {', '.join(KEYS)}, {named} FROM ({rows}) WHERE seen ORDER BY {', '.join(KEYS)}"
        ).to_arrow_table()


def images(table: AttributionTable) -> pa.Table:
    """What is known of each image, in the order of their names."""
    return table.images().select(OF_IMAGES)
