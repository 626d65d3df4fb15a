"""Summaries the slow way: dictionaries, lists, and one estimate for each cell."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from partwise.statistics.clustered import Clustered
from partwise.statistics.estimates import Estimates, estimate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SUMS = ("area_px", "saliency_sum", "positive_sum", "negative_sum", "square_sum", "top_px")
Key = tuple[Any, ...]


@dataclass
class Cell:
    """One group: which images were looked at, and the values of those that are seen."""

    looked_for: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    values: dict[str, list[tuple[str, float | None]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    #: By what tells one map, and one mask of a segment, from another.
    of_map: dict[str, dict[Key, float | None]] = field(default_factory=lambda: defaultdict(dict))

    def defined(self, measure: str) -> list[tuple[str, float]]:
        return [(image, value) for image, value in self.values[measure] if value is not None]


#: Of one map; `method` and `kind` come last, as in these a null differs.
OF_MAP = (
    *("image_id", "target_kind", "target_class", "contrast_class", "mask_variant"),
    *("method", "kind"),
)


def cells_of(
    rows: Sequence[Mapping[str, Any]],
    by: Sequence[str],
    measures: Sequence[str],
    *,
    pool: Sequence[str] = (),
    metadata: Mapping[str, Mapping[str, str]] | None = None,
) -> tuple[list[str], dict[Key, Cell]]:
    """The names of the keys, and every cell by its key."""
    apart = [name for name in ("method", "target_kind", "kind") if name not in pool]
    keys = list(dict.fromkeys([*apart, *by, "segment"]))
    known = {name for each in (metadata or {}).values() for name in each}
    maps: dict[Key, dict[int, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for each in rows:
        record = dict.fromkeys(known) | dict((metadata or {}).get(each["image_id"], {})) | each
        unit = tuple(record[name] for name in (*keys, *OF_MAP))
        maps[unit][record["draw"]].append(record)
    cells: dict[Key, Cell] = defaultdict(Cell)
    for unit, draws in maps.items():
        cell = cells[unit[: len(keys)]]
        drawn: dict[str, list[float]] = {name: [] for name in measures}
        seen = False
        for instances in draws.values():
            whole = instances[0] | {name: sum(each[name] for each in instances) for name in SUMS}
            if not any(each["status"] == "visible" for each in instances):
                continue
            seen = True
            for name in measures:
                value = measure_of(whole, name)
                drawn[name] += [] if value is None else [value]
        image = unit[len(keys)]
        cell.looked_for.append(image)
        if seen:
            cell.seen.append(image)
            for name, values in drawn.items():
                mean = sum(values) / len(values) if values else None
                cell.values[name].append((image, mean))
                cell.of_map[name][unit[len(keys) :]] = mean
    return keys, dict(cells)


def measure_of(sums: Mapping[str, Any], name: str) -> float | None:
    """A measure by its definition; None where a denominator is 0."""
    z, s, p, n = (float(sums[each]) for each in SUMS[:4])
    whole_z, whole_s, whole_p, whole_n, square = (
        float(sums[f"image_{each}"]) for each in (*SUMS[:4], "square_sum")
    )
    strength = (whole_p - whole_n) / whole_z
    variance = square / whole_z - (whole_s / whole_z) ** 2
    try:
        return {
            "mean": lambda: s / z,
            "signed_lift": lambda: s / z / strength,
            "contrast": lambda: (s / z - (whole_s - s) / (whole_z - z)) / strength,
            "z_contrast": lambda: (
                (s / z - (whole_s - s) / (whole_z - z)) / math.sqrt(max(variance, 0))
            ),
            "abs_mean": lambda: (p - n) / z,
            "share": lambda: (p - n) / (whole_p - whole_n),
            "signed_share": lambda: s / (whole_p - whole_n),
            "positive_share": lambda: p / whole_p,
            "area_fraction": lambda: z / whole_z,
            "lift": lambda: (p - n) / (whole_p - whole_n) / (z / whole_z),
            "top_share": lambda: sums["top_px"] / math.ceil(0.05 * whole_z),
        }[name]()
    except ZeroDivisionError:
        return None


def quantile(values: Sequence[float], point: float) -> float | None:
    """Interpolated between the two values that are nearest in rank."""
    if not values:
        return None
    ordered = sorted(values)
    at = point * (len(ordered) - 1)
    low, high = ordered[math.floor(at)], ordered[math.ceil(at)]
    return low + (high - low) * (at - math.floor(at))


def estimated(
    own: Sequence[tuple[str, float]],
    cluster: Mapping[str, int],
    *,
    other: Sequence[tuple[str, float]] | None = None,
    resamples: int,
    seed: int = 0,
) -> Estimates:
    """One cell, added up by cluster, against another group if there is one."""
    groups = [own] if other is None else [own, other]
    clusters = sorted({cluster[image] for values in groups for image, _ in values})
    sums: list[np.ndarray] = []
    for values in groups:
        count, total = np.zeros((2, len(clusters)))
        for image, value in values:
            count[clusters.index(cluster[image])] += 1
            total[clusters.index(cluster[image])] += value
        sums += [count, total]
    offsets = np.array([0, len(clusters)])
    made = Clustered(offsets, np.array(clusters, np.int64), *sums)
    return estimate(made, resamples=resamples, seed=seed)
