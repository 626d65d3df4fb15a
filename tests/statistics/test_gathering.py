"""Gathering: values put into cells one at a time, in a dictionary."""

from __future__ import annotations

import math
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partwise.statistics.clustered import Clustered
from partwise.statistics.gathering import against_rest, gather

pytestmark = pytest.mark.filterwarnings("error")
CELLS = 5
rows = st.lists(
    st.tuples(
        st.integers(0, CELLS - 1),
        st.integers(0, 6),
        st.sampled_from([math.nan, 0.0, 1e9, -1e9]) | st.floats(-10, 10),
    ),
    max_size=40,
)


def gathered(found: list[tuple[int, int, float]]) -> Clustered:
    columns = zip(*found, strict=True) if found else ([], [], [])
    cell, cluster, value = (np.array(column) for column in columns)
    return gather(cell.astype(int), cluster.astype(int), value.astype(float), cells=CELLS)


def by_hand(found: list[tuple[int, int, float]]) -> list[dict[int, list[float]]]:
    """Of each cell the values of each cluster."""
    cells: list[dict[int, list[float]]] = [defaultdict(list) for _ in range(CELLS)]
    for cell, cluster, value in found:
        if not math.isnan(value):
            cells[cell][cluster].append(value)
    return cells


def spans(cells: Clustered):
    return [slice(a, b) for a, b in zip(cells.offsets[:-1], cells.offsets[1:], strict=True)]


@given(found=rows)
def test_each_cluster_is_added_up_once_in_each_cell(found):
    cells = gathered(found)
    for span, expected in zip(spans(cells), by_hand(found), strict=True):
        assert cells.cluster[span].tolist() == sorted(expected)
        for cluster, count, total in zip(
            cells.cluster[span], cells.count[span], cells.total[span], strict=True
        ):
            assert count == len(expected[cluster])
            assert total == pytest.approx(math.fsum(expected[cluster]), abs=1e-6)


@given(found=rows)
def test_the_order_of_rows_does_not_matter(found):
    one, other = gathered(found), gathered(found[::-1])
    assert one.offsets.tolist() == other.offsets.tolist()
    assert one.cluster.tolist() == other.cluster.tolist()
    assert one.count.tolist() == other.count.tolist()
    assert one.total == pytest.approx(other.total, abs=1e-6)


@given(found=rows, most=st.sampled_from([1, 4, 1 << 22]))
def test_a_cell_is_set_against_the_others_of_its_stratum(found, most):
    strata = np.array([0, 0, 0, 1, 1])
    parts = list(against_rest(gathered(found), strata, most=most))
    assert sum(map(len, parts)) == CELLS
    expected = by_hand(found)
    at = 0
    for part in parts:
        for span in spans(part):
            rest: dict[int, list[float]] = defaultdict(list)
            for other in np.flatnonzero(strata == strata[at]):
                for cluster, values in expected[other].items() if other != at else ():
                    rest[cluster] += values
            clusters = part.cluster[span].tolist()
            assert set(clusters) >= set(expected[at]) | set(rest)
            for place, cluster in enumerate(clusters):
                entry = span.start + place
                own, others = expected[at].get(cluster, []), rest.get(cluster, [])
                assert (part.count[entry], part.other_count[entry]) == (len(own), len(others))
                assert part.total[entry] == pytest.approx(math.fsum(own), abs=1e-6)
                assert part.other_total[entry] == pytest.approx(math.fsum(others), abs=1e-6)
            at += 1


def test_a_cluster_that_only_the_cell_has_leaves_nothing_to_the_rest():
    cells = Clustered(
        np.array([0, 1, 2]), np.array([0, 1]), np.array([3.0, 1.0]), np.array([0.3, 1e9])
    )
    (part,) = against_rest(cells, np.array([0, 0]))
    assert part.cluster.tolist() == [0, 1, 0, 1]
    assert part.other_count.tolist() == [0, 1, 3, 0]
    assert part.other_total.tolist() == [0, 1e9, 0.3, 0]
