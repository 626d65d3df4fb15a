"""Moments: against sums in exact fractions, one cluster at a time."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partwise.statistics.clustered import Clustered
from partwise.statistics.moments import find_moments

pytestmark = pytest.mark.filterwarnings("error")
Group = list[tuple[int, float]]


def influences(group: Group) -> tuple[Fraction | None, list[Fraction], int]:
    """The mean, each cluster's influence but for the factor of C, and C."""
    number = sum(count for count, _ in group)
    clusters = sum(count > 0 for count, _ in group)
    if not number:
        return None, [Fraction(0)] * len(group), clusters
    mean = sum(Fraction(total) for _, total in group) / number
    return mean, [(Fraction(total) - mean * count) / number for count, total in group], clusters


def root(clusters: int) -> float:
    return math.sqrt(clusters / (clusters - 1)) if clusters > 1 else 1.0


@st.composite
def cells(draw: st.DrawFn, *, two: bool):
    """A few cells of heavy-tailed sums; clusters without values have a sum of 0."""
    value = st.floats(-1e6, 1e6, allow_subnormal=False) | st.floats(-1, 1, allow_subnormal=False)

    def group(size: int) -> Group:
        counts = draw(st.lists(st.integers(0, 4), min_size=size, max_size=size))
        return [(count, draw(value) if count else 0.0) for count in counts]

    sizes = draw(st.lists(st.integers(0, 6), min_size=1, max_size=4))
    return [(group(size), group(size) if two else []) for size in sizes]


def clustered(found: list[tuple[Group, Group]], *, two: bool) -> Clustered:
    sizes = [len(first) for first, _ in found]
    columns = [
        np.array([entry[place] for groups in found for entry in groups[number]], float)
        for number in range(1 + two)
        for place in (0, 1)
    ]
    cluster = np.concatenate([np.arange(size) for size in sizes])
    return Clustered(np.cumsum([0, *sizes]), cluster, *columns)


@given(found=cells(two=False))
def test_the_moments_of_a_mean_are_those_of_exact_fractions(found):
    got = find_moments(clustered(found, two=False))
    for at, (group, _) in enumerate(found):
        mean, parts, clusters = influences(group)
        if mean is None:
            assert math.isnan(got.mean[at])
            continue
        scale = max(abs(total) for _, total in group) or 1.0
        assert got.mean[at] == pytest.approx(float(mean), rel=1e-13, abs=1e-13 * scale)
        assert got.clusters[at] == clusters
        assert got.other_clusters[at] == 0
        square = float(sum(part**2 for part in parts)) * root(clusters) ** 2
        cube = float(sum(part**3 for part in parts)) * root(clusters) ** 3
        assert got.square[at] == pytest.approx(square, rel=1e-9, abs=(1e-12 * scale) ** 2)
        size = square**1.5
        assert got.cube[at] == pytest.approx(cube, rel=1e-9, abs=1e-9 * size + 1e-36 * scale**3)


@given(found=cells(two=True))
def test_a_difference_counts_each_cluster_in_both_groups_at_once(found):
    got = find_moments(clustered(found, two=True))
    for at, (first, second) in enumerate(found):
        mean, own, clusters = influences(first)
        other_mean, other, others = influences(second)
        assert (got.clusters[at], got.other_clusters[at]) == (clusters, others)
        if mean is None or other_mean is None:
            assert math.isnan(got.mean[at])
            continue
        scale = max(abs(total) for _, total in first + second) or 1.0
        assert got.mean[at] == pytest.approx(float(mean - other_mean), abs=1e-13 * scale)
        one = [float(each) * root(clusters) for each in own]
        two = [float(each) * root(others) for each in other]
        tiny = {"rel": 1e-9, "abs": (1e-9 * scale) ** 2}
        assert got.own[at] == pytest.approx(sum(each**2 for each in one), **tiny)
        assert got.other[at] == pytest.approx(sum(each**2 for each in two), **tiny)
        both = [a - b for a, b in zip(one, two, strict=True)]
        assert got.square[at] == pytest.approx(sum(each**2 for each in both), **tiny)


def test_a_hundred_thousand_values_lose_no_digits_of_their_mean():
    # added up one by one they are 10,000.000000018848
    found = find_moments(Clustered.of_values([0.1] * 100_000))
    assert abs(found.mean[0] - 0.1) < 1e-16


def test_a_huge_offset_leaves_the_spread_as_it_is():
    values = np.random.default_rng(1).standard_t(3, 50)
    near = find_moments(Clustered.of_values(values))
    far = find_moments(Clustered.of_values(values + 1e9))
    assert far.mean[0] - 1e9 == pytest.approx(near.mean[0], abs=1e-6)
    assert far.square[0] == pytest.approx(near.square[0], rel=1e-5)
    assert far.cube[0] == pytest.approx(near.cube[0], rel=1e-5)


@pytest.mark.parametrize("value", [0.1, -1e9 / 7, 3e-12])
def test_values_that_are_alike_have_no_spread_at_all(value):
    # 0.1 + 0.1 + 0.1 is 0.30000000000000004
    count = np.tile([1.0, 3.0, 7.0], 10)
    total = np.array([sum([value] * int(each)) for each in count])
    found = find_moments(Clustered(np.array([0, 30]), np.arange(30), count, total))
    assert found.mean[0] == pytest.approx(value, rel=1e-15, abs=0)
    assert (found.square[0], found.cube[0]) == (0.0, 0.0)
