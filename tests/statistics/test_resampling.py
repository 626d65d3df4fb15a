"""Resampling: weights are independent Poisson draws; replicates are those of a slow twin."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from partwise.statistics.clustered import Clustered
from partwise.statistics.moments import find_moments
from partwise.statistics.resampling import STREAMS, poisson_weights, replicate

pytestmark = pytest.mark.filterwarnings("error")
RESAMPLES = 60


def sums(group: list[tuple[float, float]], drawn: list[float]) -> tuple[float, float]:
    """How many values were drawn, and their sum."""
    number = math.fsum(weight * count for (count, _), weight in zip(group, drawn, strict=True))
    total = math.fsum(weight * total for (_, total), weight in zip(group, drawn, strict=True))
    return number, total


def twin(groups: list[list[tuple[float, float]]], drawn: list[float]) -> float:
    """One studentized replicate of a mean, or of a difference of two, cluster by cluster.

    A group is each cluster's count and total; each cluster is drawn so often in all groups. A
    group of which nothing was drawn repeats its mean without an error.
    """
    moved, influence = 0.0, [0.0] * len(drawn)
    for sign, group in zip((1, -1), groups, strict=False):
        number, total = sums(group, [1.0] * len(group))
        mean = total / number
        number, total = sums(group, drawn)
        if not number:
            continue
        shift = (total - mean * number) / number
        moved += sign * shift
        clusters = sum(count > 0 for count, _ in group)
        factor = math.sqrt(clusters / (clusters - 1)) if clusters > 1 else 1.0
        for at, (count, total) in enumerate(group):
            part = (total - mean * count - shift * count) / number
            influence[at] += sign * factor * part
    error = math.sqrt(
        math.fsum(weight * each**2 for weight, each in zip(drawn, influence, strict=True))
    )
    if error > 1e-4 * abs(moved):
        return moved / error
    return math.copysign(math.inf, moved) if moved else 0.0


def clustered(groups: list[list[tuple[float, float]]], numbers: list[int]) -> Clustered:
    columns = [np.array(column, float) for group in groups for column in zip(*group, strict=True)]
    return Clustered(np.array([0, len(numbers)]), np.array(numbers), *columns)


@st.composite
def samples(draw: st.DrawFn, *, groups: int):
    """Heavy-tailed sums of clusters of unequal size, some in one group only."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    size = draw(st.integers(6, 40))
    most = draw(st.sampled_from([1, 1, 9]))
    offset = draw(st.sampled_from([0.0, 5.0, -1e6]))
    found = []
    for _ in range(groups):
        count = rng.integers(1, most + 1, size).astype(float)
        if groups > 1:
            count *= rng.random(size) < 0.7
        count[:3] = np.maximum(count[:3], 1)
        values = offset + rng.standard_t(2, size)
        found.append(list(zip(count.tolist(), (values * count).tolist(), strict=True)))
    numbers = rng.permutation(size * 3)[:size].tolist()
    return found, numbers


@pytest.mark.parametrize("groups", [1, 2])
@settings(max_examples=60)
@given(data=st.data())
def test_replicates_are_those_of_the_slow_twin(groups, data):
    found, numbers = data.draw(samples(groups=groups))
    cells = clustered(found, numbers)
    scale = np.sqrt(find_moments(cells).square)
    got = replicate(cells, scale, resamples=RESAMPLES, seed=3)[0]
    weights = poisson_weights(max(numbers) + 1, resamples=RESAMPLES, seed=3)[numbers]
    for at in range(RESAMPLES):
        expected = twin(found, weights[:, at].astype(float).tolist())
        # beyond a hundred errors, which no interval reads, float32 has lost the last digits
        if abs(expected) < 100:
            assert got[at] == pytest.approx(expected, rel=2e-3, abs=2e-3)
        else:
            assert got[at] * np.sign(expected) > 50


@pytest.mark.parametrize("odd", [5.0, 1 / 3])
@pytest.mark.parametrize("second", [[], [(1.0, 1 / 3)] * 12])
def test_a_resample_in_which_all_is_alike_is_infinitely_far_out(odd, second):
    # 0.1, of which no sum is exact, and one other value: often only the former are drawn
    first = [(1.0, 0.1)] * 17 + [(1.0, odd)]
    groups = [first]
    if second:
        groups = [first + [(0.0, 0.0)] * 12, [(0.0, 0.0)] * 18 + second]
    numbers = list(range(len(groups[0])))
    cells = clustered(groups, numbers)
    scale = np.sqrt(find_moments(cells).square)
    got = replicate(cells, scale, resamples=400, seed=1)[0]
    weights = poisson_weights(len(numbers), resamples=400, seed=1)
    without = weights[17] == 0
    assert 100 < without.sum() < 200
    assert (got[without] == -np.inf).all()
    assert np.isfinite(got[~without & weights[:17].any(0)]).all()


def test_no_spread_leaves_replicates_of_nothing():
    cells = Clustered.of_values([3.0] * 12)
    assert not replicate(cells, np.ones(1), resamples=50, seed=0).any()


def test_the_scale_given_does_not_matter():
    values = np.random.default_rng(2).standard_t(2, 30)
    cells = Clustered.of_values(values)
    one, other = (
        replicate(cells, np.array([scale]), resamples=200, seed=0) for scale in (0.01, 100.0)
    )
    assert one == pytest.approx(other, rel=1e-3)


def test_a_thousand_cells_at_once_are_those_one_by_one():
    rng = np.random.default_rng(5)
    size = rng.integers(0, 400, 1000)
    size[[0, 17, 999]] = 0
    cluster = np.concatenate([rng.permutation(500)[:each] for each in size])
    count = rng.integers(1, 3, size.sum()).astype(float)
    total = rng.standard_t(3, size.sum()) * count
    offsets = np.cumsum([0, *size])
    cells = Clustered(offsets, cluster, count, total)
    at_once = replicate(cells, np.ones(1000), resamples=32, seed=9)
    for at in (1, 2, 500, 998):
        span = slice(offsets[at], offsets[at + 1])
        alone = Clustered(
            np.array([0, size[at]]), cluster[span], count[span], total[span]
        )  # fmt: skip
        by_itself = replicate(alone, np.ones(1), resamples=32, seed=9)
        assert by_itself[0].tolist() == at_once[at].tolist()
    assert not at_once[[0, 17, 999]].any()


def test_weights_are_poisson_of_mean_1():
    weights = poisson_weights(2000, resamples=500, seed=4).ravel()
    assert weights.mean() == pytest.approx(1, abs=0.005)
    assert weights.var() == pytest.approx(1, abs=0.01)
    seen = np.bincount(weights, minlength=8)
    expected = len(weights) * stats.poisson.pmf(np.arange(8), 1)
    expected[7] = len(weights) * stats.poisson.sf(6, 1)
    seen = np.append(seen[:7], seen[7:].sum())
    assert stats.chisquare(seen, expected, sum_check=False).pvalue > 1e-4


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("apart", [1, 2, 64])
def test_weights_of_clusters_and_of_resamples_are_independent(axis, apart):
    weights = np.minimum(poisson_weights(600, resamples=600, seed=8), 3)
    one = np.take(weights, range(600 - apart), axis).ravel()
    other = np.take(weights, range(apart, 600), axis).ravel()
    table = np.bincount(4 * one + other, minlength=16).reshape(4, 4)
    assert stats.chi2_contingency(table).pvalue > 1e-4


def test_the_same_seed_draws_the_same_and_another_seed_something_else():
    first, again, other = (poisson_weights(50, resamples=40, seed=seed) for seed in (1, 1, 2))
    assert (first == again).all()
    assert 0.5 < (first != other).mean() < 0.8


def test_more_clusters_leave_the_weights_of_the_first_as_they_were():
    few, many = (poisson_weights(number, resamples=101, seed=6) for number in (7, 1000))
    assert (many[:7] == few).all()


def test_a_cluster_is_drawn_alike_in_every_cell():
    values = np.random.default_rng(0).exponential(1, 20)
    cells = Clustered(
        np.array([0, 20, 40]), np.tile(np.arange(20), 2), np.ones(40), np.tile(values, 2)
    )
    found = replicate(cells, np.ones(2), resamples=100, seed=0)
    assert (found[0] == found[1]).all()


def test_more_clusters_than_streams_share_them_and_keep_the_variance():
    assert poisson_weights(10**9, resamples=2, seed=0).shape == (STREAMS, 2)
    number = 3 * STREAMS
    cells = Clustered.of_values(np.random.default_rng(3).standard_normal(number))
    found = replicate(cells, np.array([number**-0.5]), resamples=1000, seed=0)[0]
    assert found.mean() == pytest.approx(0, abs=0.15)
    # the spread of a thousand replicates is itself known to 2 %
    assert found.std() == pytest.approx(1, abs=0.1)


def test_large_numbers_of_clusters_find_different_streams():
    # ten images with numbers beyond the streams: their draws are still independent ones
    cells = Clustered(
        np.array([0, 10]), np.arange(10) * 1_000_003 + STREAMS, np.ones(10), np.arange(10.0)
    )
    found = replicate(cells, np.ones(1), resamples=2000, seed=0)[0]
    near = Clustered.of_values(np.arange(10.0))
    expected = replicate(near, np.ones(1), resamples=2000, seed=1)[0]
    assert stats.ks_2samp(found, expected).pvalue > 1e-3
