"""Rest: each cell against all other cells of its stratum, taken together."""

from __future__ import annotations

import itertools
import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numba
import numpy as np

from partwise.statistics.estimates import Estimates, conclude, estimate
from partwise.statistics.gathering import against_rest
from partwise.statistics.moments import Moments, deviation, mean_of
from partwise.statistics.resampling import FAST, Replicates, add_up, blocks, draw

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from partwise.statistics.clustered import Clustered, Integers, Reals

#: Resamples that are worked on together, and fewer where a stratum has so many cells that the sums
#: of all of them, five a resample, would be more numbers than this.
_TOGETHER, _MOST_SUMS = 250, 4_000_000
#: Squares that are left over of larger ones are rounding errors below this share.
_NOTHING = 1e-12
#: Squares below this share of a squared deviation too: no replicate is 10,000 errors away.
_ALIKE = 1e-8
#: Means that differ by less than this share of themselves are the same.
_ROUNDING = 4e-15
#: What is known of each cell by itself, by number.
_NUMBER, _MEAN, _CLUSTERS, _RR, _RN, _NN, _RRR, _RRN, _RNN, _NNN = range(10)


def estimate_against_rest(
    cells: Clustered,
    strata: Integers,
    *,
    confidence: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> Estimates:
    """Estimate how far the mean of each cell is from that of the rest of its stratum.

    Parameters
    ----------
    cells
        Values added up by cluster.
    strata
        Shape (cell,): ascending number of each cell's stratum.
    confidence, resamples, seed
        As of :func:`partwise.statistics.estimates.estimate`, which says the same of each cell set
        against its rest by :func:`partwise.statistics.gathering.against_rest`.

    Notes
    -----
    Where no cluster is in two cells of a stratum, sums over the rest are sums of the other cells'
    sums, so that all cells together cost as much as the values that they have, and not as many
    times that as there are cells.

    Examples
    --------
    >>> from partwise.statistics.gathering import gather
    >>> rng = np.random.default_rng(0)
    >>> label = np.repeat([0, 1, 2], 40)
    >>> cells = gather(label, np.arange(120), rng.normal(label == 1), cells=3)
    >>> estimate_against_rest(cells, np.zeros(3, int)).estimate.round(1).tolist()
    [-0.7, 1.3, -0.6]
    """
    edges = np.append(np.flatnonzero(np.diff(strata, prepend=-1)), len(cells))
    if _shared(cells.offsets, cells.cluster, edges):
        parts = [
            estimate(part, confidence=confidence, resamples=resamples, seed=seed)
            for part in against_rest(cells, strata)
        ]
        return Estimates.joined(parts)
    sums = _sums(cells.offsets, cells.count, cells.total)
    rest = np.zeros((len(cells), 3))
    moments = np.zeros((7, len(cells)))
    _moments(edges, sums, rest, moments)
    mean, square, cube, clusters, others, own, other = moments
    counted = clusters.astype(np.int64), others.astype(np.int64)

    def replicates(scale: Reals) -> Replicates:
        known = _about_centres(edges, sums, rest, scale)
        return _replicate(cells, edges, known, resamples=resamples, seed=seed)

    return conclude(
        Moments(mean, square, cube, *counted, own, other),
        replicates if resamples else None,
        entries=counted[0] + counted[1],
        confidence=confidence,
    )


def _about_centres(edges: Integers, sums: Reals, rest: Reals, scale: Reals) -> Reals:
    """What replicates need to know of each cell, shape (cell, 6).

    Its mean; a scale that all cells of its stratum share; in units of it how far the means of the
    cell and of its rest are from the middle of the stratum's means; and the factors C / (C - 1).
    Sums about that middle keep the precision that a shift of all values by much would take.
    """
    known = np.zeros((len(sums), 6))
    for first, last in itertools.pairwise(edges):
        there = sums[first:last, _NUMBER] > 0
        middle = np.median(sums[first:last, _MEAN][there]) if there.any() else 0.0
        unit = scale[first:last].max()
        known[first:last, 1] = unit
        known[first:last, 2] = (sums[first:last, _MEAN] - middle) / unit
        known[first:last, 3] = (rest[first:last, _MEAN] - middle) / unit
    known[:, 0] = sums[:, _MEAN]
    for at, each in ((4, sums), (5, rest)):
        known[:, at] = each[:, _CLUSTERS] / np.maximum(each[:, _CLUSTERS] - 1, 1)
    return np.nan_to_num(known)


def _replicate(
    cells: Clustered, edges: Integers, known: Reals, *, resamples: int, seed: int
) -> Replicates:
    """Studentized replicates of each difference, of shape (cell, resample)."""
    weights, streams = draw(cells.cluster, resamples=resamples, seed=seed)
    out = np.empty((len(cells), resamples), np.float32)
    widest = int(np.diff(edges).max(initial=1))
    together = max(min(_TOGETHER, _MOST_SUMS // (5 * widest)), 1)

    def work(job: tuple[tuple[int, int], int]) -> None:
        (low, high), first = job
        own = edges[low : high + 1]
        portion = weights[:, first : first + together].copy()
        found = np.empty((own[-1] - own[0], portion.shape[1]), np.float32)
        entries = cells.offsets, streams, cells.count, cells.total
        _replicate_differences(own, *entries, known, portion, found)
        out[own[0] : own[-1], first : first + together] = found

    jobs = itertools.product(blocks(cells.offsets[edges]), range(0, resamples, together))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(work, jobs))
    return out


@numba.njit(nogil=True, cache=True)
def _shared(offsets: Integers, cluster: Integers, edges: Integers) -> bool:
    """Whether a cluster is in two cells of a stratum."""
    seen = np.full(cluster.max() + 1 if cluster.size else 0, -1, np.int64)
    for stratum in range(edges.size - 1):
        for at in range(offsets[edges[stratum]], offsets[edges[stratum + 1]]):
            if seen[cluster[at]] == stratum:
                return True
            seen[cluster[at]] = stratum
    return False


@numba.njit(nogil=True, cache=True)
def _sums(offsets: Integers, count: Reals, total: Reals) -> Reals:
    """Of each cell its number of values, their mean, its clusters, and sums of powers.

    Powers are of r, what a cluster is off the mean, and of n, how many values it has.
    """
    out = np.zeros((offsets.size - 1, 10))
    for cell in range(offsets.size - 1):
        span = slice(offsets[cell], offsets[cell + 1])
        sums = out[cell]
        sums[_NUMBER], sums[_MEAN], sums[_CLUSTERS] = mean_of(count[span], total[span])
        for at in range(span.start, span.stop):
            n = count[at]
            r = deviation(total[at], sums[_MEAN] * n)
            sums[_RR] += r * r
            sums[_RN] += r * n
            sums[_NN] += n * n
            sums[_RRR] += r * r * r
            sums[_RRN] += r * r * n
            sums[_RNN] += r * n * n
            sums[_NNN] += n * n * n
    return out


@numba.njit(nogil=True, cache=True)
def _moments(edges: Integers, sums: Reals, rest: Reals, out: Reals) -> None:
    """Moments of each cell's difference from its rest; see :class:`Moments`.

    And of each rest its number of values, their mean, and its clusters.
    """
    for stratum in range(edges.size - 1):
        for cell in range(edges[stratum], edges[stratum + 1]):
            number, mean, clusters = sums[cell, _NUMBER], sums[cell, _MEAN], sums[cell, _CLUSTERS]
            others = _mean_of_rest(sums, edges[stratum], edges[stratum + 1], cell)
            other_number, other_mean, other_clusters = others
            rest[cell, _NUMBER], rest[cell, _MEAN], rest[cell, _CLUSTERS] = others
            out[0, cell] = mean - other_mean
            out[3, cell], out[4, cell] = clusters, other_clusters
            if np.isnan(out[0, cell]):
                continue
            square, cube = 0.0, 0.0
            for other in range(edges[stratum], edges[stratum + 1]):
                if other == cell or sums[other, _NUMBER] == 0:
                    continue
                by = sums[other, _MEAN] - other_mean
                by = by if abs(by) > _ROUNDING * abs(other_mean) else 0.0
                s = sums[other]
                square += s[_RR] + by * (2 * s[_RN] + by * s[_NN])
                cube += s[_RRR] + by * (3 * s[_RRN] + by * (3 * s[_RNN] + by * s[_NNN]))
            factor = np.sqrt(clusters / max(clusters - 1, 1)) / max(number, 1e-300)
            other_factor = np.sqrt(other_clusters / max(other_clusters - 1, 1)) / other_number
            out[5, cell] = factor**2 * sums[cell, _RR]
            out[6, cell] = other_factor**2 * max(square, 0.0)
            out[1, cell] = out[5, cell] + out[6, cell]
            out[2, cell] = factor**3 * sums[cell, _RRR] - other_factor**3 * cube


@numba.njit(nogil=True, cache=True)
def _mean_of_rest(sums: Reals, first: int, last: int, cell: int) -> tuple[float, float, float]:
    """How many values the other cells have, their mean, and in how many clusters."""
    number, added, clusters = 0.0, 0.0, 0.0
    for other in range(first, last):
        if other != cell and sums[other, _NUMBER] > 0:
            number += sums[other, _NUMBER]
            added += sums[other, _NUMBER] * sums[other, _MEAN]
            clusters += sums[other, _CLUSTERS]
    if number == 0:
        return number, np.nan, clusters
    # once more around the mean: what a sum of large values lost in its last digits
    mean, left = added / number, 0.0
    for other in range(first, last):
        if other != cell and sums[other, _NUMBER] > 0:
            left += sums[other, _NUMBER] * (sums[other, _MEAN] - mean)
    return number, mean + left / number, clusters


@numba.njit(nogil=True, cache=True, fastmath=FAST)
def _replicate_differences(
    edges: Integers,
    offsets: Integers,
    stream: Integers,
    count: Reals,
    total: Reals,
    known: Reals,
    weights: NDArray[np.uint8],
    out: Replicates,
) -> None:
    resamples = weights.shape[1]
    before, rest = np.zeros((2, 5, resamples))
    for stratum in range(edges.size - 1):
        first, cells = edges[stratum], edges[stratum + 1] - edges[stratum]
        sums = np.zeros((cells, 5, resamples))
        for at in range(cells):
            span = slice(offsets[first + at], offsets[first + at + 1])
            mean, unit, by = known[first + at, 0], known[first + at, 1], known[first + at, 2]
            entries = stream[span], count[span], total[span]
            drawn = add_up(*entries, mean, unit, weights, np.float64)
            for i in range(resamples):
                n, d, dd, nd, nn = drawn[0, i], drawn[1, i], drawn[2, i], drawn[3, i], drawn[4, i]
                sums[at, 0, i] = n
                sums[at, 1, i] = d + by * n
                sums[at, 2, i] = dd + by * (2 * nd + by * nn)
                sums[at, 3, i] = nd + by * nn
                sums[at, 4, i] = nn
        # the rest is what comes before a cell and what comes after: nothing is taken off a sum
        after = np.zeros((cells + 1, 5, resamples))
        for at in range(cells - 1, -1, -1):
            _add(after[at + 1], sums[at], after[at])
        before[:] = 0
        for at in range(cells):
            _add(before, after[at + 1], rest)
            _studentize(sums[at], rest, known[first + at], out[first - edges[0] + at])
            _add(before, sums[at], before)


@numba.njit(nogil=True, cache=True, fastmath=FAST)
def _add(one: Reals, other: Reals, out: Reals) -> None:
    for row in range(out.shape[0]):
        for i in range(out.shape[1]):
            out[row, i] = one[row, i] + other[row, i]


@numba.njit(nogil=True, cache=True, fastmath=FAST)
def _studentize(own: Reals, rest: Reals, known: Reals, out: Replicates) -> None:
    for i in range(out.size):
        moved, variance = _drawn(own[:, i], known[2], known[4])
        other_moved, other_variance = _drawn(rest[:, i], known[3], known[5])
        moved -= other_moved
        variance += other_variance
        if variance > _ALIKE * moved * moved:
            out[i] = moved / np.sqrt(variance)
        else:
            out[i] = np.float32(np.inf) * np.sign(moved) if moved != 0 else 0.0


@numba.njit(nogil=True, cache=True, fastmath=FAST)
def _drawn(sums: Reals, mean: float, factor: float) -> tuple[float, float]:
    """How far the mean of what was drawn is from the mean, and its variance."""
    number, shift, square, mixed, number_square = sums[0], sums[1], sums[2], sums[3], sums[4]
    if number == 0:
        # nothing drawn of a group: no deviation, and an error of 0
        return 0.0, 0.0
    drawn = shift / number
    left = square + drawn * (drawn * number_square - 2 * mixed)
    if left <= _NOTHING * square:
        left = 0.0
    return drawn - mean, factor * left / number**2
