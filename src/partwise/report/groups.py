"""Groups: what summaries say of a table's parts, by what pages can show them by."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.table.table import AttributionTable

SEGMENT = "segment"
#: Columns that groups can differ in, where a table has them with more than one value.
BY = ("target_class", "predicted", "label", "outcome")
OF_MAPS = ("signed_share", "share", "lift", "signed_lift", "contrast", "mean", "top_share")
OF_EFFECTS = ("removal", "placebo", "effect")
AREA = "area_fraction"
#: What is kept of each group and measure.
KEPT = (
    *("method", "target_kind", "kind", SEGMENT, "measure", "images", "looked_for", "undefined"),
    *("mean", "median", "q05", "q25", "q75", "q95", "estimate", "low", "high", "reference"),
    *("margin", "primary", "p_adjusted", "tested", "verdict", "direction", "images_needed"),
    *("null", "null_mean", "nulls", "nulls_beaten"),
)


def measures_of(table: AttributionTable) -> tuple[str, ...]:
    """Measures that pages offer, the one that verdicts are about first."""
    return (*OF_MAPS, AREA, *(OF_EFFECTS if table.has_effects() else ()))


def group(table: AttributionTable, by: Sequence[str], measures: Sequence[str]) -> pa.Table:
    """Summarise by columns: effects with the verdict of effects, all else with its own.

    Returns
    -------
    Arrow table: the columns of `by`, then those in `KEPT`. Maps that know nothing of the model
    are among its groups only where all images are taken together.
    """
    told = [name for name in measures if name not in OF_EFFECTS]
    removed = [name for name in measures if name in OF_EFFECTS]
    maps, effects = (_summary(table, by, names) if names else None for names in (told, removed))
    if maps is not None and by:
        maps = _of_the_model(maps)
    if effects is not None:
        effects = _of_the_model(effects)
    return pa.concat_tables([part for part in (maps, effects) if part is not None])


def most_frequent(data: pa.Table, by: str, most: int) -> tuple[pa.Table, int]:
    """Keep the groups of the values with the most images, and tell how many values are left out.

    Examples
    --------
    >>> data = pa.table({"label": ["cat", "cow", "dog"], "images": [5, 2, 9]})
    >>> kept, left = most_frequent(data, "label", 2)
    >>> kept["label"].to_pylist(), left
    (['cat', 'dog'], 1)
    """
    counted = data.group_by(by).aggregate([("images", "max")])
    order = counted.sort_by([("images_max", "descending"), (by, "ascending")])
    if order.num_rows <= most:
        return data, 0
    kept = order[by].slice(0, most).to_pylist()
    # a value may be missing, and is a group as well
    chosen = pc.field(by).isin([each for each in kept if each is not None])
    if None in kept:
        chosen = chosen | pc.field(by).is_null()
    return data.filter(chosen), order.num_rows - most


def _of_the_model(data: pa.Table) -> pa.Table:
    """Leave out maps that know nothing of the model."""
    return data.filter(pc.field("kind") == "attribution")


def _summary(table: AttributionTable, by: Sequence[str], measures: Sequence[str]) -> pa.Table:
    data = table.summary([*by] or SEGMENT, measures).data
    kept = [*(name for name in by if name not in KEPT), *KEPT]
    return data.filter(pc.field("measure").isin(list(measures))).select(kept)
