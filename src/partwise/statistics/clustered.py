"""Clustered: cells as sums by cluster, which is all that an interval needs to know."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Clustered:
    """Values in cells, added up by cluster; a cluster is an image, or a patient with all of his.

    What is estimated in a cell is ``total / count`` over its entries, or, where there is a group
    to compare with, ``total / count - other_total / other_count``.

    Parameters
    ----------
    offsets
        Shape (cell + 1,): entries ``offsets[i]:offsets[i + 1]`` are those of cell `i`.
    cluster
        Shape (entry,): number of the cluster, from 0; the same number is the same cluster in
        every cell. Once in a cell.
    count, total
        Shape (entry,): how many values the cluster has in the cell, and their sum.
    other_count, other_total
        The same of the group compared with; a cluster may have values in both.

    Raises
    ------
    ValueError
        If lengths differ, offsets do not ascend from 0 to the number of entries, or a sum is not
        finite.

    Examples
    --------
    Three images in one cell:

    >>> cell = Clustered.of_values([0.1, 0.2, 0.6])
    >>> len(cell), cell.total.tolist()
    (1, [0.1, 0.2, 0.6])
    """

    offsets: Integers
    cluster: Integers
    count: Reals
    total: Reals
    other_count: Reals | None = None
    other_total: Reals | None = None

    def __post_init__(self) -> None:
        entries = len(self.cluster)
        if (self.other_count is None) != (self.other_total is None):
            raise ValueError("a group to compare with needs both its counts and its sums")
        for name in ("count", "total", "other_count", "other_total"):
            values = getattr(self, name)
            if values is None:
                continue
            if len(values) != entries:
                raise ValueError(f"{name} has {len(values)} entries and cluster {entries}")
            if not np.isfinite(values).all():
                raise ValueError(f"{name} holds values that are not finite")
        ascending = len(self.offsets) and not (np.diff(self.offsets) < 0).any()
        if not ascending or self.offsets[0] or self.offsets[-1] != entries:
            raise ValueError(f"offsets must ascend from 0 to {entries}")

    @classmethod
    def of_values(cls, values: object) -> Clustered:
        """One cell in which each value is a cluster of its own."""
        total = np.asarray(values, np.float64)
        number = len(total)
        return cls(np.array([0, number]), np.arange(number), np.ones(number), total)

    def __len__(self) -> int:
        return len(self.offsets) - 1
