"""Values: each measure of each part of each image, and what is known of the images."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from partwise.table.table import AttributionTable

#: What tells one value from another.
KEYS = ("image_id", "method", "target_kind", "target_class", "segment")
_OF_REMOVALS = ("image_id", "target_kind", "segment", "fill")
OF_IMAGES = (
    *("image_id", "label", "predicted", "outcome", "predicted_probability", "runner_up"),
    *("predicted_logit", "label_logit", "runner_up_logit", "original_height", "original_width"),
)


def values(table: AttributionTable, measures: Sequence[str]) -> pa.Table:
    """Give the measures of every part in view; maps that know nothing of the model have none here.

    Returns
    -------
    Arrow table: `KEYS`, then the measures.
    """
    found = table.where("kind = 'attribution'").values(measures, "target_class")
    return found.select([*KEYS, *measures]).sort_by([(name, "ascending") for name in KEYS])


def removals(table: AttributionTable) -> pa.Table:
    """What removing each part of each image does by each fill; no rows where there is but one fill.

    Returns
    -------
    Arrow table: `image_id`, `target_kind`, `segment`, `fill`, `removal`, `effect`.
    """
    told = ("removal", "effect")
    found = table.where("kind = 'attribution'").values(told, "fill")
    # the same under every method
    grouped = found.group_by(list(_OF_REMOVALS)).aggregate([(name, "max") for name in told])
    named = grouped.rename_columns({f"{name}_max": name for name in told})
    several = len(named["fill"].unique()) > 1
    ordered = named.sort_by([(name, "ascending") for name in _OF_REMOVALS])
    return ordered if several else ordered.slice(0, 0)


def images(table: AttributionTable) -> pa.Table:
    """What is known of each image that has a row, in the order of their names."""
    return table.sql(
        f"SELECT {', '.join(OF_IMAGES)} FROM images "
        "WHERE image_id IN (SELECT image_id FROM attributions) ORDER BY image_id"
    )
