"""Estimates beside statsmodels and scipy, and replicates beside their slow twin."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from partwise.statistics.clustered import Clustered
from partwise.statistics.correction import adjust
from partwise.statistics.estimates import estimate, p_values
from partwise.statistics.gathering import against_rest, gather
from partwise.statistics.moments import find_moments
from partwise.statistics.resampling import poisson_weights, replicate


def heavy(seed: int, size: int) -> np.ndarray:
    return np.random.default_rng(seed).standard_t(1.5, size)


def in_one_cell(values, groups) -> Clustered:
    return gather(np.zeros(len(values), np.int64), np.asarray(groups), np.asarray(values), cells=1)


@pytest.mark.parametrize("seed", range(5))
def test_the_clustered_error_is_that_of_statsmodels(seed):
    values, groups = heavy(seed, 120), np.random.default_rng(seed).integers(0, 15, 120)
    found = estimate(in_one_cell(values, groups))
    oracle = sm.OLS(values, np.ones(len(values))).fit(
        cov_type="cluster", cov_kwds={"groups": groups, "use_correction": True}, use_t=True
    )
    assert found.estimate[0] == pytest.approx(oracle.params[0], rel=1e-12)
    assert found.standard_error[0] == pytest.approx(oracle.bse[0], rel=1e-12)
    ends = (found.analytic_low[0], found.analytic_high[0])
    assert ends == pytest.approx(tuple(oracle.conf_int()[0]), rel=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_images_by_themselves_have_students_interval(seed):
    values = heavy(seed, 40)
    found = estimate(Clustered.of_values(values))
    oracle = stats.ttest_1samp(values, 0).confidence_interval()
    ends = (found.analytic_low[0], found.analytic_high[0])
    assert ends == pytest.approx((oracle.low, oracle.high), rel=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_a_cell_against_the_rest_has_welchs_interval(seed):
    values = heavy(seed, 60)
    cell = np.repeat([0, 1], [12, 48])
    own, rest = (
        against_rest(gather(cell, np.arange(60), values, cells=2), np.zeros(2, np.int64)),
        stats.ttest_ind(values[:12], values[12:], equal_var=False),
    )
    found = estimate(next(own))
    interval = rest.confidence_interval()
    assert found.degrees[0] == pytest.approx(rest.df, rel=1e-9)
    ends = (found.analytic_low[0], found.analytic_high[0])
    assert ends == pytest.approx((interval.low, interval.high), rel=1e-9)
    assert found.estimate.tolist() == pytest.approx([found.estimate[0], -found.estimate[0]])


def test_the_p_value_is_never_below_students_and_equals_it_without_skewness():
    values = np.concatenate([heavy(0, 20), -heavy(0, 20)]) + 0.3
    found = estimate(Clustered.of_values(values))
    plain = stats.ttest_1samp(values, 0).pvalue
    assert plain <= p_values(found, reference=0, margin=0)[0] <= 2 * plain + 0.1


def slow_replicates(cells: Clustered, weights: np.ndarray) -> np.ndarray:
    """One resample at a time, in float64, by the formulas themselves."""
    out = np.empty((len(cells), weights.shape[1]))
    for cell in range(len(cells)):
        span = slice(cells.offsets[cell], cells.offsets[cell + 1])
        groups = [(1, cells.count[span], cells.total[span])]
        if cells.other_count is not None:
            groups.append((-1, cells.other_count[span], cells.other_total[span]))
        for resample in range(weights.shape[1]):
            drawn = weights[cells.cluster[span], resample].astype(float)
            moved, influence = 0.0, np.zeros(len(drawn))
            for sign, count, total in groups:
                number = (drawn * count).sum()
                mean = (drawn * total).sum() / number
                moved += sign * (mean - total.sum() / count.sum())
                clusters = (count > 0).sum()
                factor = np.sqrt(clusters / (clusters - 1))
                influence += sign * factor * (total - mean * count) / number
            out[cell, resample] = moved / np.sqrt((drawn * influence**2).sum())
    return out


@pytest.mark.parametrize("groups", [40, 12])
def test_replicates_of_a_mean_are_those_of_the_slow_twin(groups):
    rng = np.random.default_rng(0)
    cell, cluster = rng.integers(0, 3, 200), rng.integers(0, groups, 200)
    cells = gather(cell, cluster, rng.standard_t(3, 200), cells=3)
    weights = poisson_weights(groups, resamples=200, seed=5)
    quick = replicate(cells, np.ones(3), resamples=200, seed=5)
    assert quick == pytest.approx(slow_replicates(cells, weights), rel=2e-3, abs=2e-3)


def test_replicates_of_a_difference_are_those_of_the_slow_twin_also_where_clusters_are_in_both():
    rng = np.random.default_rng(1)
    cell, cluster = rng.integers(0, 3, 300), rng.integers(0, 30, 300)
    cells = gather(cell, cluster, rng.standard_t(3, 300), cells=3)
    (compared,) = against_rest(cells, np.zeros(3, np.int64))
    weights = poisson_weights(30, resamples=200, seed=2)
    quick = replicate(compared, np.ones(3), resamples=200, seed=2)
    assert quick == pytest.approx(slow_replicates(compared, weights), rel=2e-3, abs=2e-3)


def test_gathering_adds_up_what_one_cluster_has_in_a_cell_in_any_order():
    rng = np.random.default_rng(2)
    cell, cluster, value = rng.integers(0, 4, 500), rng.integers(0, 9, 500), heavy(2, 500)
    value[::7] = np.nan
    sums: dict[tuple[int, int], list[float]] = {}
    for place in zip(cell, cluster, value, strict=True):
        if place[2] == place[2]:
            sums.setdefault((int(place[0]), int(place[1])), []).append(place[2])
    found = gather(cell, cluster, value, cells=5)
    places = np.repeat(np.arange(5), np.diff(found.offsets))
    keys = list(zip(places.tolist(), found.cluster.tolist(), strict=True))
    assert keys == sorted(sums)
    assert found.count.tolist() == [len(sums[key]) for key in keys]
    assert found.total.tolist() == pytest.approx([sum(sums[key]) for key in keys])


def test_values_in_the_order_of_their_images_stay_as_they_are():
    found = gather(np.array([1, 0, 1]), np.array([0, 1, 1]), np.array([5.0, 6.0, 7.0]), cells=2)
    assert (found.offsets.tolist(), found.total.tolist()) == ([0, 1, 3], [6.0, 5.0, 7.0])


def test_a_mean_of_values_far_from_zero_keeps_its_digits():
    values = 1e9 + np.arange(10) / 16
    found = find_moments(Clustered.of_values(values))
    assert found.mean[0] == 1e9 + 4.5 / 16
    assert found.square[0] == pytest.approx(np.var(np.arange(10) / 16, ddof=1) / 10, rel=1e-12)


def test_weights_are_poisson_and_of_each_cluster_alone():
    weights = poisson_weights(2000, resamples=1000, seed=0).astype(float)
    assert (weights.mean(), weights.var()) == pytest.approx((1, 1), abs=0.01)
    between = np.corrcoef(weights[:200])
    assert np.abs(between[~np.eye(200, dtype=bool)]).max() < 0.17  # 5 errors of 1 / sqrt(1000)
    few = poisson_weights(7, resamples=1000, seed=0)
    assert (few == poisson_weights(2000, resamples=1000, seed=0)[:7]).all()
    assert (few != poisson_weights(7, resamples=1000, seed=1)).any()


def test_more_clusters_than_streams_leave_the_error_as_it_is(monkeypatch):
    monkeypatch.setattr("partwise.statistics.resampling.STREAMS", 500)
    values = np.random.default_rng(3).normal(size=4000)
    replicates = replicate(Clustered.of_values(values), np.ones(1), resamples=2000, seed=0)
    assert np.std(replicates) == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize("values", [[], [1.0], [2.0] * 12, [0.0] * 11 + [1e-300]])
def test_cells_with_nothing_to_tell_are_quiet(values):
    found = estimate(Clustered.of_values(values))
    assert np.isnan(found.low[0]) == (len(values) < 10)
    if values and len(set(values)) == 1 and len(values) > 9:
        assert (found.low[0], found.high[0]) == (2.0, 2.0)


def test_the_same_seed_gives_the_same_interval_and_another_one_nearly():
    cells = Clustered.of_values(np.random.default_rng(4).exponential(size=50))
    first, again, other = (estimate(cells, seed=seed) for seed in (0, 0, 1))
    assert (first.low[0], first.high[0]) == (again.low[0], again.high[0])
    assert first.high[0] != other.high[0]
    assert other.high[0] == pytest.approx(first.high[0], abs=first.standard_error[0] / 2)


def test_shifting_and_scaling_values_does_the_same_to_the_interval():
    values = heavy(5, 30)
    found, moved = (estimate(Clustered.of_values(each)) for each in (values, 1e3 * values + 7))
    assert moved.low[0] == pytest.approx(1e3 * found.low[0] + 7, rel=1e-4)
    assert moved.high[0] == pytest.approx(1e3 * found.high[0] + 7, rel=1e-4)


def test_corrections_are_the_textbooks():
    p = np.array([0.010, 0.013, 0.014, 0.190, 0.350, np.nan])
    # the k-th of m smallest times m / k, and never above the next: worked by hand
    by_hand = [0.07 / 3, 0.07 / 3, 0.07 / 3, 0.2375, 0.35, np.nan]
    assert adjust(p) == pytest.approx(by_hand, nan_ok=True)
    harmonic = sum(1 / k for k in range(1, 6))
    assert adjust(p, how="benjamini-yekutieli") == pytest.approx(
        [min(each * harmonic, 1) for each in by_hand], nan_ok=True
    )
