"""Rank correlations and shares by group, against scipy and statsmodels one group at a time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from partwise.statistics.correlation import (
    correlation_intervals,
    rank_correlations,
    share_intervals,
)

VALUES = st.one_of(
    st.sampled_from([0.0, -0.0, 1.0, 2.0, float("nan")]), st.floats(allow_infinity=False)
)


@given(st.lists(st.tuples(st.integers(0, 3), VALUES, VALUES), max_size=60))
def test_each_group_has_spearman_s_correlation_of_its_own_pairs(drawn):
    group = np.array([each[0] for each in drawn], np.int64)
    one, other = (np.array([each[at] for each in drawn], float) for at in (1, 2))
    found, number = rank_correlations(group, one, other, groups=5)
    for at in range(5):
        own = (group == at) & ~np.isnan(one) & ~np.isnan(other)
        assert number[at] == own.sum()
        if len({*one[own]}) < 2 or len({*other[own]}) < 2:
            assert np.isnan(found[at])
        else:
            expected = stats.spearmanr(one[own], other[own]).statistic
            assert found[at] == pytest.approx(expected, abs=1e-12)


def test_the_order_of_values_does_not_change_anything():
    rng = np.random.default_rng(3)
    group, one, other = rng.integers(0, 9, 500), *rng.standard_t(1.5, (2, 500)).round(1)
    mixed = rng.permutation(500)
    first, _ = rank_correlations(group, one, other, groups=9)
    again, _ = rank_correlations(group[mixed], one[mixed], other[mixed], groups=9)
    np.testing.assert_allclose(again, first, rtol=1e-12)


def test_under_ten_pairs_there_is_no_interval():
    low, high = correlation_intervals(np.array([0.5, 0.5]), np.array([9, 10]))
    assert np.isnan([low[0], high[0]]).all()
    assert -1 < low[1] < 0.5 < high[1] < 1


def test_intervals_of_correlations_hold_the_truth_about_as_often_as_they_say():
    """Normal pairs whose rank correlation is known: 6 / pi * asin(rho / 2)."""
    rng = np.random.default_rng(0)
    rho, sets, size = 0.6, 2000, 40
    truth = 6 / np.pi * np.arcsin(rho / 2)
    one, noise = rng.normal(size=(2, sets * size))
    group = np.repeat(np.arange(sets), size)
    found = rank_correlations(group, one, rho * one + np.sqrt(1 - rho**2) * noise, groups=sets)
    low, high = correlation_intervals(*found)
    assert 0.935 < np.mean((low <= truth) & (truth <= high)) < 0.965


@given(st.integers(1, 500), st.floats(0, 1), st.sampled_from([0.8, 0.95, 0.99]))
def test_intervals_of_shares_are_wilson_s(number, part, confidence):
    hits = round(part * number)
    low, high = share_intervals(np.array([hits]), np.array([number]), confidence=confidence)
    expected = proportion_confint(hits, number, 1 - confidence, method="wilson")
    assert (low[0], high[0]) == pytest.approx(expected, abs=1e-12)


def test_where_there_is_nothing_to_share_there_is_no_interval():
    assert np.isnan(share_intervals(np.array([0]), np.array([0]))).all()
