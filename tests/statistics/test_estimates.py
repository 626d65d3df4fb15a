"""Estimates: against statsmodels, scipy and a slow bootstrap, on heavy-tailed data."""

from __future__ import annotations

import math
from dataclasses import fields

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from partwise.statistics.clustered import Clustered
from partwise.statistics.estimates import Estimates, estimate, p_values
from partwise.statistics.limits import LEAST_CLUSTERS
from partwise.statistics.resampling import poisson_weights
from partwise.statistics.skewness import skew

pytestmark = pytest.mark.filterwarnings("error")
seeds = st.integers(0, 2**32)
NUMBERS = ("estimate", "standard_error", "low", "high", "analytic_low", "analytic_high")


def heavy(seed: int, size: int) -> np.ndarray:
    """Values with tails so heavy that their variance hardly exists, and some zeros."""
    rng = np.random.default_rng(seed)
    return rng.standard_t(2, size) * (rng.random(size) < 0.8)


def of_values(values: np.ndarray, label: np.ndarray) -> Clustered:
    """One cell of values with the number of their cluster."""
    clusters, place = np.unique(label, return_inverse=True)
    return Clustered(
        np.array([0, len(clusters)]),
        clusters,
        np.bincount(place).astype(float),
        np.bincount(place, values),
    )


def of_groups(first: np.ndarray, second: np.ndarray, *, shared: bool = False) -> Clustered:
    """Values that are clusters of their own, in two groups, or each cluster in both."""
    if shared:
        ones = np.ones(len(first))
        return Clustered(
            np.array([0, len(first)]), np.arange(len(first)), ones, first, ones, second
        )
    number = len(first) + len(second)
    own = np.arange(number) < len(first)
    total = np.concatenate([first, second])
    columns = [own * 1.0, total * own, ~own * 1.0, total * ~own]
    return Clustered(np.array([0, number]), np.arange(number), *columns)


def only(estimates: Estimates) -> dict[str, float]:
    return {each.name: getattr(estimates, each.name)[0] for each in fields(estimates)}


@given(seed=seeds, clusters=st.integers(10, 60))
def test_errors_and_analytic_intervals_are_those_of_statsmodels(seed, clusters):
    rng = np.random.default_rng(seed)
    label = rng.integers(0, clusters, 5 * clusters)
    label[:10] = range(10)
    values = heavy(seed, len(label)) + rng.standard_normal(clusters)[label] + 3
    ours = only(estimate(of_values(values, label), resamples=0))
    fit = sm.OLS(values, np.ones(len(values))).fit(
        cov_type="cluster", cov_kwds={"groups": label, "use_correction": True}, use_t=True
    )
    assert ours["estimate"] == pytest.approx(fit.params[0])
    assert ours["standard_error"] == pytest.approx(fit.bse[0])
    assert (ours["analytic_low"], ours["analytic_high"]) == pytest.approx(fit.conf_int()[0])


@given(seed=seeds, clusters=st.integers(10, 40))
def test_clusters_in_both_groups_are_those_of_a_regression_on_the_group(seed, clusters):
    rng = np.random.default_rng(seed)
    count, other_count = rng.integers(1, 5, (2, clusters))
    groups = np.repeat([1, 0], [count.sum(), other_count.sum()])
    label = np.concatenate([np.repeat(np.arange(clusters), each) for each in (count, other_count)])
    values = heavy(seed, len(label)) + 2 * rng.standard_normal(clusters)[label]
    own = groups == 1
    ours = only(
        estimate(
            Clustered(
                np.array([0, clusters]),
                np.arange(clusters),
                count.astype(float),
                np.bincount(label, values * own),
                other_count.astype(float),
                np.bincount(label, values * ~own),
            ),
            resamples=0,
        )
    )
    fit = sm.OLS(values, sm.add_constant(groups.astype(float))).fit(
        cov_type="cluster", cov_kwds={"groups": label, "use_correction": False}
    )
    factor = math.sqrt(clusters / (clusters - 1))
    assert ours["estimate"] == pytest.approx(fit.params[1])
    assert ours["standard_error"] == pytest.approx(fit.bse[1] * factor)


@given(seed=seeds, size=st.integers(10, 80), confidence=st.sampled_from([0.8, 0.95, 0.99]))
def test_one_value_an_image_is_students_t(seed, size, confidence):
    values = heavy(seed, size) + 1
    found = estimate(Clustered.of_values(values), confidence=confidence, resamples=0)
    expected = stats.ttest_1samp(values, 0).confidence_interval(confidence)
    assert (found.analytic_low[0], found.analytic_high[0]) == pytest.approx(expected)
    assert found.standard_error[0] == pytest.approx(stats.sem(values))
    assert found.skewness[0] == pytest.approx(stats.skew(values) / math.sqrt(size), abs=1e-9)
    assert (found.clusters[0], found.degrees[0]) == (size, size - 1)


@given(seed=seeds, first=st.integers(10, 40), second=st.integers(10, 200))
def test_two_groups_of_images_are_welchs_t(seed, first, second):
    one, other = heavy(seed, first), 3 * heavy(seed + 1, second) + 1
    found = only(estimate(of_groups(one, other), resamples=0))
    expected = stats.ttest_ind(one, other, equal_var=False)
    assert found["degrees"] == pytest.approx(expected.df)
    assert (found["analytic_low"], found["analytic_high"]) == pytest.approx(
        expected.confidence_interval()
    )
    assert found["clusters"] == min(first, second)


@given(seed=seeds, size=st.integers(10, 60))
def test_each_image_in_both_groups_is_the_paired_t(seed, size):
    one, other = heavy(seed, size), heavy(seed + 1, size)
    expected = stats.ttest_rel(one, other).confidence_interval()
    paired = only(estimate(of_groups(one, other, shared=True)))
    differences = only(estimate(Clustered.of_values(one - other)))
    # of both groups' degrees of freedom, Welch's, never more are taken than there are images
    assert paired["degrees"] <= size - 1
    assert (differences["analytic_low"], differences["analytic_high"]) == pytest.approx(expected)
    for name in ("estimate", "standard_error", "skewness"):
        assert paired[name] == pytest.approx(differences[name], abs=1e-9)


def studentized(values: list[float], weights: list[list[int]]) -> list[float]:
    """Sorted replicates of a mean: the deviation of each over its own error."""
    size = len(values)
    mean = math.fsum(values) / size
    found = []
    for drawn in weights:
        number = sum(drawn)
        again = math.fsum(w * v for w, v in zip(drawn, values, strict=True)) / number
        squares = math.fsum(w * (v - again) ** 2 for w, v in zip(drawn, values, strict=True))
        error = math.sqrt(size / (size - 1) * squares) / number
        found.append((again - mean) / error if error > 1e-9 else math.copysign(9e9, again - mean))
    return sorted(found)


@settings(max_examples=15)
@given(seed=seeds, size=st.integers(20, 50))
def test_each_end_is_the_farther_of_students_t_and_a_slow_bootstrap(seed, size):
    values = np.random.default_rng(seed).exponential(1, size)
    found = only(estimate(Clustered.of_values(values), resamples=999, seed=5))
    weights = poisson_weights(size, resamples=999, seed=5).T.tolist()
    replicates = studentized(values.tolist(), weights)
    error = stats.sem(values)
    # the 25th of 999 from either end
    low = values.mean() - replicates[-25] * error
    high = values.mean() - replicates[24] * error
    tolerance = {"abs": 1e-3 * error}
    assert found["low"] == pytest.approx(min(low, found["analytic_low"]), **tolerance)
    assert found["high"] == pytest.approx(max(high, found["analytic_high"]), **tolerance)


def test_skewed_values_move_the_farther_end_outward():
    found = only(estimate(Clustered.of_values(np.random.default_rng(3).lognormal(0, 1, 30))))
    assert found["low"] == found["analytic_low"]
    assert found["high"] > found["analytic_high"] + 0.2 * found["standard_error"]


def test_where_resamples_are_often_all_alike_the_end_follows_from_the_skewness():
    # one image of twelve: every third resample is without it, and has no error at all
    found = only(estimate(Clustered.of_values([0.0] * 11 + [1.0])))
    quantile = stats.t.ppf(0.025, 11)
    expected = found["estimate"] - skew(quantile, found["skewness"]) * found["standard_error"]
    assert found["high"] == pytest.approx(float(expected))
    assert found["analytic_high"] < found["high"] < 1


def random_cells(seed: int, *, two: bool) -> Clustered:
    """A few cells of clusters of unequal size; the third is empty, the fourth one image."""
    rng = np.random.default_rng(seed)
    sizes = [*rng.integers(10, 60, 2).tolist(), 0, 1, *rng.integers(2, 30, 2).tolist()]
    cluster = np.concatenate([np.sort(rng.permutation(80)[:size]) for size in sizes])
    columns = []
    for _ in range(1 + two):
        count = rng.integers(1, 4, len(cluster)).astype(float)
        if two:
            count *= rng.random(len(cluster)) < 0.8
        columns += [count, heavy(int(rng.integers(1 << 32)), len(cluster)) * count]
    return Clustered(np.cumsum([0, *sizes]), cluster.astype(np.int64), *columns)


def moved(cells: Clustered, *, by: float = 0.0, times: float = 1.0) -> Clustered:
    """The same cells with every value of the first group times a factor, and moved."""
    columns = [cells.count, cells.total * times + by * cells.count]
    if cells.other_count is not None:
        columns += [cells.other_count, cells.other_total * times]
    return Clustered(cells.offsets, cells.cluster, *columns)


def assert_alike(found: Estimates, expected: dict[str, np.ndarray], *, size: float) -> None:
    """Numbers are those expected, but for what single precision leaves of a replicate's digits.

    `size` is that of the values, of which double precision leaves rounding errors.
    """
    error = np.nan_to_num(expected["standard_error"])
    for name, values in expected.items():
        got = getattr(found, name)
        assert np.isnan(got).tolist() == np.isnan(values).tolist(), name
        reach = error + (name != "standard_error") * np.abs(values - expected["estimate"])
        tolerance = 2e-3 * np.nan_to_num(reach) + 1e-12 * size
        assert (np.abs(np.nan_to_num(got - values)) <= tolerance).all(), name


def numbers_of(found: Estimates) -> dict[str, np.ndarray]:
    return {name: getattr(found, name) for name in NUMBERS}


@pytest.mark.parametrize("two", [False, True])
@given(seed=seeds, by=st.sampled_from([-3.0, 0.5, 1e5]))
def test_moving_all_values_moves_the_interval_with_them(two, seed, by):
    cells = random_cells(seed, two=two)
    expected = numbers_of(estimate(cells, resamples=200))
    for name in set(NUMBERS) - {"standard_error"}:
        expected[name] = expected[name] + by
    assert_alike(estimate(moved(cells, by=by), resamples=200), expected, size=abs(by) + 1000)


@pytest.mark.parametrize("two", [False, True])
@given(seed=seeds, times=st.sampled_from([1e-12, 3.0, 1e12]))
def test_values_in_another_unit_give_the_interval_in_that_unit(two, seed, times):
    cells = random_cells(seed, two=two)
    before = estimate(cells, resamples=200)
    after = estimate(moved(cells, times=times), resamples=200)
    expected = {name: each * times for name, each in numbers_of(before).items()}
    assert_alike(after, expected, size=1000 * times)
    assert after.skewness == pytest.approx(before.skewness, abs=1e-9)


@given(seed=seeds)
def test_the_opposite_values_have_the_opposite_interval(seed):
    cells = random_cells(seed, two=False)
    one, other = estimate(cells, resamples=199), estimate(moved(cells, times=-1), resamples=199)
    expected = numbers_of(one)
    for name, opposite in (("low", "high"), ("analytic_low", "analytic_high")):
        expected[name], expected[opposite] = -expected[opposite], -expected[name]
    expected["estimate"] = -expected["estimate"]
    assert_alike(other, expected, size=1000)


@pytest.mark.parametrize("two", [False, True])
@given(seed=seeds)
def test_the_order_of_cells_and_of_clusters_does_not_matter(two, seed):
    cells = random_cells(seed, two=two)
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(cells))
    spans = [np.arange(cells.offsets[at], cells.offsets[at + 1]) for at in order]
    entries = np.concatenate([rng.permutation(span) for span in spans])
    columns = [cells.count, cells.total, cells.other_count, cells.other_total]
    other = Clustered(
        np.cumsum([0, *map(len, spans)]),
        cells.cluster[entries],
        *(None if column is None else column[entries] for column in columns),
    )
    before, after = estimate(cells, resamples=200), estimate(other, resamples=200)
    assert after.clusters.tolist() == before.clusters[order].tolist()
    expected = {name: each[order] for name, each in numbers_of(before).items()}
    assert_alike(after, expected, size=1000)


@pytest.mark.parametrize("two", [False, True])
@given(seed=seeds)
def test_cells_in_batches_are_estimated_as_all_at_once(two, seed):
    cells = random_cells(seed, two=two)
    at_once = estimate(cells, resamples=200)
    parts = []
    for at in range(len(cells)):
        span = slice(cells.offsets[at], cells.offsets[at + 1])
        columns = [cells.count, cells.total, cells.other_count, cells.other_total]
        parts.append(
            estimate(
                Clustered(
                    np.array([0, span.stop - span.start]),
                    cells.cluster[span],
                    *(None if column is None else column[span] for column in columns),
                ),
                resamples=200,
            )
        )
    joined = Estimates.joined(parts)
    for each in fields(Estimates):
        expected = getattr(at_once, each.name)
        assert getattr(joined, each.name) == pytest.approx(expected, nan_ok=True), each.name


def test_an_empty_cell_has_nothing_and_one_image_only_its_value():
    cells = Clustered(np.array([0, 0, 1]), np.array([3]), np.array([2.0]), np.array([5.0]))
    found = estimate(cells)
    assert found.clusters.tolist() == [0, 1]
    assert np.isnan(found.estimate[0])
    assert found.estimate[1] == 2.5
    for name in ("standard_error", "low", "high", "analytic_low", "analytic_high"):
        assert np.isnan(getattr(found, name)).all(), name
    assert np.isnan(p_values(found, reference=0, margin=0.1)).all()


def test_no_cells_are_estimated_as_none():
    cells = Clustered(np.array([0]), np.zeros(0, int), np.zeros(0), np.zeros(0))
    assert len(estimate(cells)) == 0


def test_below_the_least_number_of_images_there_is_an_error_but_no_interval():
    values = np.arange(float(LEAST_CLUSTERS))
    enough, few = (estimate(Clustered.of_values(each)) for each in (values, values[1:]))
    assert enough.low[0] < enough.estimate[0] < enough.high[0]
    assert few.standard_error[0] > 0
    assert np.isnan([few.low[0], few.high[0], few.analytic_low[0], few.analytic_high[0]]).all()


def test_the_smaller_of_two_groups_must_have_enough():
    rng = np.random.default_rng(0)
    few = estimate(of_groups(rng.normal(size=9), rng.normal(size=500)))
    enough = estimate(of_groups(rng.normal(size=10), rng.normal(size=500)))
    assert np.isnan(few.low[0])
    assert np.isfinite(enough.low[0])
    assert (few.clusters[0], enough.clusters[0]) == (9, 10)


def test_a_group_without_values_leaves_no_difference():
    nothing = np.zeros(12)
    cells = Clustered(
        np.array([0, 12]), np.arange(12), np.ones(12), np.arange(12.0), nothing, nothing
    )
    found = estimate(cells)
    assert np.isnan([found.estimate[0], found.low[0]]).all()


@pytest.mark.parametrize("value", [0.0, 0.1, -1e9])
def test_values_that_are_all_alike_have_an_interval_of_no_length(value):
    found = only(estimate(Clustered.of_values([value] * 30)))
    for name in set(NUMBERS) - {"standard_error"}:
        assert found[name] == value, name
    assert found["standard_error"] == found["skewness"] == 0


def test_a_huge_offset_leaves_the_width_of_the_interval():
    values = heavy(4, 40)
    near, far = (only(estimate(Clustered.of_values(values + by))) for by in (0.0, 1e9))
    for name in NUMBERS:
        by = 0 if name == "standard_error" else 1e9
        assert far[name] - by == pytest.approx(near[name], abs=1e-5)


def test_an_image_with_several_values_counts_for_so_many_but_as_one_image():
    values = heavy(6, 36)
    by_image = only(estimate(of_values(values, np.repeat(np.arange(12), 3))))
    means = only(estimate(Clustered.of_values(values.reshape(12, 3).mean(1))))
    assert by_image["clusters"] == 12
    for name in NUMBERS:
        assert by_image[name] == pytest.approx(means[name], abs=1e-3 * means["standard_error"])


def test_the_seed_alone_decides_and_only_the_bootstrap():
    cells = Clustered.of_values(np.random.default_rng(1).exponential(1, 20))
    first, again, other = (only(estimate(cells, seed=seed)) for seed in (0, 0, 1))
    assert first == again
    assert first["high"] != other["high"]
    assert first["analytic_high"] == other["analytic_high"]


def test_no_resamples_leave_the_analytic_interval_in_both_places():
    found = only(estimate(Clustered.of_values(heavy(2, 20)), resamples=0))
    assert (found["low"], found["high"]) == (found["analytic_low"], found["analytic_high"])


def by_formula(values: np.ndarray, reference: float, margin: float) -> float:
    """The two-sided p-value, written out."""
    size = len(values)
    mean, error = values.mean(), values.std(ddof=1) / math.sqrt(size)
    skewness = stats.skew(values) / math.sqrt(size)
    allowance = 2 * math.sqrt(6 * (size - 2) / ((size + 1) * (size + 3)) / size)
    sides = []
    for sign in (1, -1):
        t = (sign * (mean - reference) - margin) / error
        worst = sign * skewness - allowance
        inner = 1 - 2 / 3 * worst * t
        plain = stats.t.sf(t, size - 1)
        skewed = 0.0
        if inner > 0:
            skewed = stats.t.sf(worst / 6 - math.log(inner) / (2 / 3 * worst), size - 1)
        sides.append(max(plain, skewed))
    return min(1.0, 2 * min(sides))


@given(
    seed=seeds,
    size=st.integers(10, 100),
    reference=st.floats(-3, 3),
    margin=st.sampled_from([0.0, 0.1, 1.0]),
)
def test_p_values_are_their_formula(seed, size, reference, margin):
    values = np.random.default_rng(seed).exponential(1, size)
    found = estimate(Clustered.of_values(values), resamples=0)
    p = p_values(found, reference=reference, margin=margin)[0]
    assert p == pytest.approx(by_formula(values, reference, margin), rel=1e-6, abs=1e-300)


@given(seed=seeds, size=st.integers(10, 60), reference=st.floats(-2, 2))
def test_a_p_value_is_never_below_students(seed, size, reference):
    values = heavy(seed, size)
    found = estimate(Clustered.of_values(values), resamples=0)
    students = stats.ttest_1samp(values, reference).pvalue
    assert p_values(found, reference=reference, margin=0)[0] >= students * (1 - 1e-9)


def test_with_many_images_a_p_value_is_students():
    values = np.random.default_rng(5).standard_normal(20_000)
    found = estimate(Clustered.of_values(values), resamples=0)
    reference = values.mean() - 2.5 * stats.sem(values)
    students = stats.ttest_1samp(values, reference).pvalue
    assert p_values(found, reference=reference, margin=0)[0] == pytest.approx(students, rel=0.2)


@given(seed=seeds, margin=st.floats(0, 2))
def test_a_wider_margin_never_lowers_p(seed, margin):
    found = estimate(Clustered.of_values(heavy(seed, 20) + 1), resamples=0)
    near, far = (p_values(found, reference=0, margin=m)[0] for m in (margin, margin + 0.1))
    assert near <= far


def test_p_is_1_within_the_margin_and_tiny_far_beyond_it():
    found = estimate(Clustered.of_values(np.random.default_rng(0).standard_normal(50) + 5))
    assert p_values(found, reference=5, margin=1)[0] == 1
    assert p_values(found, reference=0, margin=1)[0] < 1e-12
    assert p_values(found, reference=10, margin=1)[0] < 1e-12


def test_values_that_are_all_alike_are_certain_on_either_side_of_the_margin():
    found = estimate(Clustered.of_values([0.5] * 20))
    p = [p_values(found, reference=0, margin=margin)[0] for margin in (0.25, 0.5, 0.75)]
    assert p == [0, 1, 1]


def test_ten_images_twenty_errors_away_are_no_chance():
    values = np.array([0.9, 1.1, 1.0, 1.3, 0.8, 1.2, 1.1, 0.9, 1.0, 1.2])
    found = estimate(Clustered.of_values(values))
    assert (values.mean() - 0) / stats.sem(values) > 20
    assert p_values(found, reference=0, margin=0)[0] < 1e-3
