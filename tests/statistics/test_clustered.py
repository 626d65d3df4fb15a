"""Clustered: what is no cell of sums is refused at birth."""

from __future__ import annotations

import numpy as np
import pytest

from partwise.statistics.clustered import Clustered


def of(offsets, cluster, count, total, *other):
    return Clustered(np.array(offsets), np.array(cluster), np.array(count), np.array(total), *other)


def test_values_become_one_cell_in_which_each_is_a_cluster():
    cells = Clustered.of_values([0.5, 2.0])
    assert len(cells) == 1
    assert cells.cluster.tolist() == [0, 1]
    assert cells.count.tolist() == [1, 1]
    assert cells.total.tolist() == [0.5, 2.0]


def test_a_cell_may_be_empty_and_there_may_be_none():
    assert len(of([0, 0, 1], [4], [1.0], [2.0])) == 2
    assert len(of([0], [], [], [])) == 0


@pytest.mark.parametrize("offsets", [[], [0, 1], [1, 2], [0, 3], [0, 2, 1, 2]])
def test_offsets_must_ascend_from_nothing_to_all(offsets):
    with pytest.raises(ValueError, match="offsets must ascend from 0 to 2"):
        of(offsets, [0, 1], [1.0, 1.0], [1.0, 1.0])


def test_lengths_that_differ_are_named():
    with pytest.raises(ValueError, match="total has 1 entries and cluster 2"):
        of([0, 2], [0, 1], [1.0, 1.0], [1.0])


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_sums_must_be_finite(bad):
    with pytest.raises(ValueError, match="total holds values that are not finite"):
        of([0, 2], [0, 1], [1.0, 1.0], [1.0, bad])
    with pytest.raises(ValueError, match="other_count holds values that are not finite"):
        of([0, 1], [0], [1.0], [1.0], np.array([bad]), np.array([1.0]))


def test_a_group_to_compare_with_needs_both_counts_and_sums():
    with pytest.raises(ValueError, match="needs both its counts and its sums"):
        of([0, 1], [0], [1.0], [1.0], np.array([1.0]))
