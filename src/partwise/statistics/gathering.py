"""Gathering: values in any order put into cells, added up by cluster, and set against the rest."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numba
import numpy as np

from partwise.statistics.clustered import Clustered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partwise.statistics.clustered import Integers, Reals


def gather(cell: Integers, cluster: Integers, value: Reals, *, cells: int) -> Clustered:
    """Put values into cells and add them up by cluster; values that are NaN are left out.

    Parameters
    ----------
    cell, cluster, value
        Shape (value,): in which cell each is, of which cluster it is, what it is.
    cells
        How many there are; some may stay empty.

    Examples
    --------
    >>> values = np.array([1.0, 2.0, 5.0])
    >>> patients = gather(np.array([0, 0, 0]), np.array([7, 7, 8]), values, cells=1)
    >>> patients.cluster.tolist(), patients.count.tolist(), patients.total.tolist()
    ([7, 8], [2.0, 1.0], [3.0, 5.0])
    """
    offsets, clusters, values = _put(cell, cluster, value, cells)
    if _merged(offsets, clusters):
        return Clustered(offsets, clusters, np.ones(len(values)), values)
    # by cluster first, then by cell, which leaves clusters in order
    number = int(cluster.max(initial=-1)) + 1
    by_cluster, places, values = _put(cluster, cell, value, number)
    clusters = np.repeat(np.arange(number), np.diff(by_cluster))
    offsets, clusters, values = _put(places, clusters, values, cells)
    place = np.repeat(np.arange(cells), np.diff(offsets))
    first = np.ones(len(place), bool)
    first[1:] = (place[1:] != place[:-1]) | (clusters[1:] != clusters[:-1])
    starts = np.flatnonzero(first)
    count = np.diff(np.append(starts, len(place))).astype(np.float64)
    offsets = np.searchsorted(starts, offsets)
    return Clustered(offsets, clusters[starts], count, np.add.reduceat(values, starts))


def against_rest(cells: Clustered, strata: Integers, *, most: int = 1 << 22) -> Iterator[Clustered]:
    """Set each cell against all other cells of its stratum, taken together.

    Parameters
    ----------
    cells
        Values added up by cluster.
    strata
        Shape (cell,): ascending number of each cell's stratum.
    most
        About how many entries each part may have.

    Yields
    ------
    Consecutive cells, each with the rest of its stratum as the group compared with.
    """
    waiting: list[tuple[Integers, Reals, Reals, Reals, Reals]] = []
    edges = np.flatnonzero(np.diff(strata, prepend=-1, append=-1))
    for first, last in itertools.pairwise(edges):
        span = slice(cells.offsets[first], cells.offsets[last])
        clusters, place = np.unique(cells.cluster[span], return_inverse=True)
        counts = np.bincount(place, cells.count[span], len(clusters))
        totals = np.bincount(place, cells.total[span], len(clusters))
        for at in range(first, last):
            own = slice(cells.offsets[at] - span.start, cells.offsets[at + 1] - span.start)
            count, total = np.zeros(len(clusters)), np.zeros(len(clusters))
            count[place[own]] = cells.count[span][own]
            total[place[own]] = cells.total[span][own]
            rest = counts - count
            # what only the cell itself has leaves rounding errors, and no values
            waiting.append((clusters, count, total, rest, np.where(rest > 0, totals - total, 0.0)))
            if sum(len(each[0]) for each in waiting) >= most:
                yield _joined(waiting)
                waiting = []
    if waiting:
        yield _joined(waiting)


@numba.njit(nogil=True, cache=True)
def _put(
    cell: Integers, cluster: Integers, value: Reals, cells: int
) -> tuple[Integers, Integers, Reals]:
    """Sort by cell and leave the order within: a counting sort, without what is NaN."""
    offsets = np.zeros(cells + 1, np.int64)
    for at in range(cell.size):
        if value[at] == value[at]:
            offsets[cell[at] + 1] += 1
    for each in range(cells):
        offsets[each + 1] += offsets[each]
    free = offsets[:-1].copy()
    clusters, values = np.empty(offsets[-1], np.int64), np.empty(offsets[-1], np.float64)
    for at in range(cell.size):
        if value[at] == value[at]:
            place = free[cell[at]]
            clusters[place], values[place] = cluster[at], value[at]
            free[cell[at]] = place + 1
    return offsets, clusters, values


@numba.njit(nogil=True, cache=True)
def _merged(offsets: Integers, cluster: Integers) -> bool:
    """Whether clusters ascend within each cell, as rows in the order of their images do."""
    for cell in range(offsets.size - 1):
        for at in range(offsets[cell] + 1, offsets[cell + 1]):
            if cluster[at - 1] >= cluster[at]:
                return False
    return True


def _joined(parts: list[tuple[Integers, Reals, Reals, Reals, Reals]]) -> Clustered:
    offsets = np.cumsum([0, *(len(each[0]) for each in parts)])
    return Clustered(offsets, *(np.concatenate(column) for column in zip(*parts, strict=True)))
