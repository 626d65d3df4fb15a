"""Moments: of each cell its mean, and the spread and skewness of its clusters' influence on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numba
import numpy as np

if TYPE_CHECKING:
    from partwise.statistics.clustered import Clustered, Integers, Reals

#: Sums agree no better than to this share of themselves: a few units of the last place.
_ROUNDING = 1e-15


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """One number a cell in each array.

    The influence of a cluster on a mean is ``(total - mean * count) / number of values``, times
    the root of ``C / (C - 1)``; on a difference of means, the difference of both.

    Parameters
    ----------
    mean
        Or the difference of two means; NaN where there is nothing to average.
    square, cube
        Sums of the influence to the power 2 and 3: the variance of the mean, and its skewness.
    clusters, other_clusters
        How many have values; 0 others where there is no second group.
    own, other
        The share of the variance that each group would have by itself.
    """

    mean: Reals
    square: Reals
    cube: Reals
    clusters: Integers
    other_clusters: Integers
    own: Reals
    other: Reals


def find_moments(cells: Clustered) -> Moments:
    """Find the moments of every cell, in one pass over its entries.

    Examples
    --------
    >>> from partwise.statistics.clustered import Clustered
    >>> found = find_moments(Clustered.of_values([1.0, 2.0, 6.0]))
    >>> found.mean.tolist(), found.square.round(3).tolist()
    ([3.0], [2.333])
    """
    nothing = np.zeros(0)
    out = np.zeros((7, len(cells)))
    _moments(
        cells.offsets,
        cells.count,
        cells.total,
        nothing if cells.other_count is None else cells.other_count,
        nothing if cells.other_total is None else cells.other_total,
        out,
    )
    mean, square, cube, clusters, others, own, other = out
    return Moments(
        mean, square, cube, clusters.astype(np.int64), others.astype(np.int64), own, other
    )


@numba.njit(nogil=True, cache=True)
def mean_of(count: Reals, total: Reals) -> tuple[float, float, int]:
    """How many values, their mean, and in how many clusters."""
    number, added, clusters = 0.0, 0.0, 0
    for at in range(count.size):
        number += count[at]
        added += total[at]
        clusters += count[at] > 0
    if number == 0:
        return number, np.nan, clusters
    # once more around the mean: what a sum of large values lost in its last digits
    mean, left = added / number, 0.0
    for at in range(count.size):
        left += total[at] - mean * count[at]
    return number, mean + left / number, clusters


@numba.njit(nogil=True, cache=True)
def deviation(total: float, expected: float) -> float:
    """How far a sum is from what it would be; what rounding alone leaves is nothing."""
    deviation = total - expected
    return deviation if abs(deviation) > _ROUNDING * abs(total) else 0.0


@numba.njit(nogil=True, cache=True)
def _moments(
    offsets: Integers,
    count: Reals,
    total: Reals,
    other_count: Reals,
    other_total: Reals,
    out: Reals,
) -> None:
    two = other_count.size > 0
    for cell in range(offsets.size - 1):
        span = slice(offsets[cell], offsets[cell + 1])
        number, mean, clusters = mean_of(count[span], total[span])
        factor = np.sqrt(clusters / max(clusters - 1, 1)) / max(number, 1e-300)
        out[0, cell], out[3, cell] = mean, clusters
        other_mean, other_factor = 0.0, 0.0
        if two:
            other_number, other_mean, others = mean_of(other_count[span], other_total[span])
            other_factor = np.sqrt(others / max(others - 1, 1)) / max(other_number, 1e-300)
            out[0, cell] = mean - other_mean
            out[4, cell] = others
        if np.isnan(out[0, cell]):
            continue
        for at in range(span.start, span.stop):
            own = factor * deviation(total[at], mean * count[at])
            other = 0.0
            if two:
                expected = other_mean * other_count[at]
                other = other_factor * deviation(other_total[at], expected)
            influence = own - other
            out[1, cell] += influence**2
            out[2, cell] += influence**3
            out[5, cell] += own**2
            out[6, cell] += other**2
