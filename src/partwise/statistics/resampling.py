"""Resampling: studentized replicates of cells by Poisson bootstrap over clusters."""

from __future__ import annotations

import itertools
import os
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numba
import numpy as np
from numpy.typing import NDArray
from scipy import special

if TYPE_CHECKING:
    from partwise.statistics.clustered import Clustered, Integers, Reals

#: Clusters beyond this many are dealt at random to as many streams of weights. The variance
#: stays unbiased; its own relative deviation grows by at most sqrt(2 / STREAMS), 1 %.
STREAMS = 16_384
#: Replicates are float32: they are in units of the standard error, of which 1e-4 is plenty.
Replicates = NDArray[np.float32]
#: Poisson(1) exceeds it once in 1e8 draws.
_MOST_WEIGHT = 11
#: Cells are worked on in blocks of about this many entries, so that threads share them evenly.
_BLOCK = 1 << 16


def poisson_weights(clusters: int, *, resamples: int, seed: int) -> NDArray[np.uint8]:
    """How often each cluster is drawn in each resample: independent Poisson(1) draws.

    Parameters
    ----------
    clusters
        How many there are.
    resamples, seed
        The same seed gives the same draws.

    Returns
    -------
    Array of shape (stream, resample); stream is cluster, at most `STREAMS`.

    Notes
    -----
    Chamandy et al. 2012, *Estimating uncertainty for massive data streams*: with weights that
    are drawn for each cluster alone, no resample needs to be held together. A draw inverts the
    Poisson distribution function at 16 random bits.

    Examples
    --------
    >>> poisson_weights(2, resamples=8, seed=0).tolist()
    [[1, 2, 3, 1, 2, 1, 2, 0], [2, 0, 0, 0, 3, 0, 0, 0]]
    """
    streams = max(1, min(clusters, STREAMS))
    at = (np.arange(1 << 16) + 0.5) / (1 << 16)
    table = np.searchsorted(special.pdtr(np.arange(_MOST_WEIGHT), 1), at).astype(np.uint8)
    bits = np.random.default_rng(seed).integers(0, 1 << 16, (streams, resamples), np.uint16)
    return table[bits]


def replicate(cells: Clustered, scale: Reals, *, resamples: int, seed: int) -> Replicates:
    """Studentized replicates of each cell's estimate.

    Parameters
    ----------
    cells
        What is estimated.
    scale
        Shape (cell,): about the size of one cluster's deviation, so that float32 suffices.
    resamples, seed
        Of the bootstrap.

    Returns
    -------
    Array of shape (cell, resample): each replicate's deviation from the estimate over its own
    standard error; infinite where all that was drawn is alike.

    Notes
    -----
    Efron & Tibshirani 1993, *An Introduction to the Bootstrap*, section 12.5, over clusters.
    """
    weights, streams = draw(cells.cluster, resamples=resamples, seed=seed)
    out = np.empty((len(cells), resamples), np.float32)

    def work(block: tuple[int, int]) -> None:
        low, high = block
        common = cells.offsets[low : high + 1], streams, cells.count, cells.total
        if cells.other_count is None or cells.other_total is None:
            _replicate_means(*common, scale[low:high], weights, out[low:high])
        else:
            other = cells.other_count, cells.other_total
            _replicate_differences(*common, *other, scale[low:high], weights, out[low:high])

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(work, blocks(cells.offsets)))
    return out


def draw(cluster: Integers, *, resamples: int, seed: int) -> tuple[NDArray[np.uint8], Integers]:
    """The weights of each stream, of shape (stream, resample), and the stream of each cluster."""
    weights = _weights(int(cluster.max(initial=-1)) + 1, resamples, seed)
    return weights, _deal(cluster, len(weights), seed)


@lru_cache(maxsize=1)
def _weights(clusters: int, resamples: int, seed: int) -> NDArray[np.uint8]:
    """The last weights drawn: cells come in batches that share them."""
    weights = poisson_weights(clusters, resamples=resamples, seed=seed)
    weights.setflags(write=False)
    return weights


def _deal(cluster: Integers, streams: int, seed: int) -> Integers:
    """The stream of each cluster: its own, or by a hash (splitmix64) where there are too many."""
    if int(cluster.max(initial=-1)) < streams:
        return cluster
    mixed = cluster.astype(np.uint64) + np.uint64(seed) * np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return ((mixed ^ (mixed >> np.uint64(31))) % np.uint64(streams)).astype(np.int64)


def blocks(offsets: Integers) -> list[tuple[int, int]]:
    """Consecutive cells, cut into blocks of about `_BLOCK` entries."""
    cells = len(offsets) - 1
    cuts = np.searchsorted(offsets, np.arange(0, offsets[-1] + 1, _BLOCK))
    edges = np.unique(np.concatenate([[0], np.minimum(cuts, cells), [cells]])).tolist()
    return list(itertools.pairwise(edges))


#: What may be reordered in sums: all but what tells infinite from finite.
FAST = {"contract", "reassoc", "nsz"}
#: Squares that are left over of larger ones are rounding errors below this share.
_NOTHING = np.float32(1e-5)
#: Squares below this share of a squared deviation too: no replicate is 10,000 errors away.
_ALIKE = np.float32(1e-8)


@numba.njit(nogil=True, cache=True)
def mean_and_factor(count: Reals, total: Reals) -> tuple[float, float]:
    """The mean, and the factor C / (C - 1) of its variance."""
    number, added, clusters = 0.0, 0.0, 0
    for at in range(count.size):
        number += count[at]
        added += total[at]
        clusters += count[at] > 0
    return added / number if number > 0 else 0.0, clusters / max(clusters - 1, 1)


@numba.njit(nogil=True, cache=True, fastmath=FAST)
def add_up(
    stream: Integers,
    count: Reals,
    total: Reals,
    mean: float,
    scale: float,
    weights: NDArray[np.uint8],
    number_type: type[np.floating],
) -> NDArray[Any]:
    """Sums over the clusters drawn, of shape (5, resample).

    They are of n, d, d², n d and n²: n counts a cluster's values, d is how far they deviate from
    the mean, in units of the scale.
    """
    resamples = weights.shape[1]
    # made here, so that the compiler sees that none of them is another, and adds eight at once
    sums = np.zeros((5, resamples), number_type)
    number, shift, square, mixed, number_square = sums
    alike = (count == 1).all()
    for at in range(count.size):
        drawn = weights[stream[at]]
        n = number_type(count[at])
        d = number_type((total[at] - mean * count[at]) / scale)
        if alike:
            for i in range(resamples):
                weight = number_type(drawn[i])
                number[i] += weight
                shift[i] += weight * d
                square[i] += weight * (d * d)
        else:
            for i in range(resamples):
                weight = number_type(drawn[i])
                number[i] += weight * n
                shift[i] += weight * d
                square[i] += weight * (d * d)
                mixed[i] += weight * (n * d)
                number_square[i] += weight * (n * n)
    if alike:
        mixed[:] = shift
        number_square[:] = number
    return sums


@numba.njit(nogil=True, cache=True, fastmath=FAST)
def _replicate_means(
    offsets: Integers,
    stream: Integers,
    count: Reals,
    total: Reals,
    scale: Reals,
    weights: NDArray[np.uint8],
    out: Replicates,
) -> None:
    resamples = weights.shape[1]
    for cell in range(offsets.size - 1):
        span = slice(offsets[cell], offsets[cell + 1])
        mean, factor = mean_and_factor(count[span], total[span])
        entries = stream[span], count[span], total[span]
        sums = add_up(*entries, mean, scale[cell], weights, np.float32)
        number, shift, square, mixed, number_square = sums
        for i in range(resamples):
            out[cell, i] = 0
            if number[i] > 0:
                moved = shift[i] / number[i]
                left = square[i] - 2 * moved * mixed[i] + moved * moved * number_square[i]
                if left > _NOTHING * square[i]:
                    out[cell, i] = shift[i] / np.sqrt(np.float32(factor) * left)
                elif moved != 0:
                    out[cell, i] = np.float32(np.inf) * np.sign(moved)


@numba.njit(nogil=True, cache=True, fastmath=FAST)
def _replicate_differences(
    offsets: Integers,
    stream: Integers,
    count: Reals,
    total: Reals,
    other_count: Reals,
    other_total: Reals,
    scale: Reals,
    weights: NDArray[np.uint8],
    out: Replicates,
) -> None:
    resamples = weights.shape[1]
    number, shift, others, other_shift, square = np.zeros((5, resamples), np.float32)
    for cell in range(offsets.size - 1):
        span = slice(offsets[cell], offsets[cell + 1])
        mean, factor = mean_and_factor(count[span], total[span])
        other_mean, other_factor = mean_and_factor(other_count[span], other_total[span])
        root, other_root = np.float32(np.sqrt(factor)), np.float32(np.sqrt(other_factor))
        for sums in (number, shift, others, other_shift, square):
            sums[:] = 0
        for at in range(span.start, span.stop):
            drawn = weights[stream[at]]
            n, m = np.float32(count[at]), np.float32(other_count[at])
            d = np.float32((total[at] - mean * count[at]) / scale[cell])
            e = np.float32((other_total[at] - other_mean * other_count[at]) / scale[cell])
            for i in range(resamples):
                weight = np.float32(drawn[i])
                number[i] += weight * n
                shift[i] += weight * d
                others[i] += weight * m
                other_shift[i] += weight * e
        for i in range(resamples):
            # nothing drawn of a group: no deviation, and an error of 0
            number[i] = np.float32(1) / number[i] if number[i] > 0 else np.float32(0)
            shift[i] *= number[i]
            others[i] = np.float32(1) / others[i] if others[i] > 0 else np.float32(0)
            other_shift[i] *= others[i]
        for at in range(span.start, span.stop):
            drawn = weights[stream[at]]
            n, m = np.float32(count[at]), np.float32(other_count[at])
            d = np.float32((total[at] - mean * count[at]) / scale[cell])
            e = np.float32((other_total[at] - other_mean * other_count[at]) / scale[cell])
            for i in range(resamples):
                part = root * (d - shift[i] * n) * number[i]
                part -= other_root * (e - other_shift[i] * m) * others[i]
                square[i] += np.float32(drawn[i]) * part * part
        for i in range(resamples):
            moved = shift[i] - other_shift[i]
            if square[i] > _ALIKE * moved * moved:
                out[cell, i] = moved / np.sqrt(square[i])
            else:
                out[cell, i] = np.float32(np.inf) * np.sign(moved) if moved != 0 else 0.0
