"""Skewness: the transformation against its series, its inverse and a population it is meant for."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from partwise.statistics.skewness import skew, unskew, worst_skewness

pytestmark = pytest.mark.filterwarnings("error")
skewnesses = st.floats(-1, 1)


@given(skewness=skewnesses, t=st.floats(-4, 4))
def test_it_can_be_undone(skewness, t):
    there = skew(np.array([t]), np.array([skewness]))
    assert unskew(there, np.array([skewness]))[0] == pytest.approx(t, rel=1e-6, abs=1e-6)


@given(skewness=st.floats(-0.01, 0.01), t=st.floats(-3, 3))
@example(skewness=1e-8, t=-1.0)
def test_a_little_skewness_gives_halls_first_terms(skewness, t):
    series = t + skewness * (2 * t**2 + 1) / 6
    # the next term is 4 / 27 of this
    rest = skewness**2 * abs(t) ** 3
    assert float(unskew(t, skewness)) == pytest.approx(series, abs=0.2 * rest + 1e-8)


@given(skewness=skewnesses, t=st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=9))
def test_what_is_farther_out_stays_farther_out(skewness, t):
    t = np.sort(np.array(t))
    assert (np.diff(unskew(t, np.full(len(t), skewness))) >= 0).all()


@given(skewness=skewnesses, t=st.floats(-50, 50))
def test_the_other_side_of_the_other_skewness_is_the_same(skewness, t):
    assert float(unskew(-t, -skewness)) == -float(unskew(t, skewness))
    assert float(skew(-t, -skewness)) == -float(skew(t, skewness))


def test_no_skewness_changes_nothing():
    t = np.array([-np.inf, -3.0, 0.0, 2.0, np.inf])
    assert skew(t, np.zeros(5)).tolist() == t.tolist()
    assert unskew(t[1:4], np.zeros(3)).tolist() == [-3.0, 0.0, 2.0]


def test_means_of_exponential_values_become_symmetric():
    rng = np.random.default_rng(0)
    values = rng.exponential(1, (20_000, 30))
    t = (values.mean(1) - 1) / (values.std(1, ddof=1) / math.sqrt(30))
    straight = unskew(t, np.full(len(t), 2 / math.sqrt(30)))

    def tails(statistic):
        return (statistic < -2.045).mean(), (statistic > 2.045).mean()

    low, high = tails(t)
    assert low > 5 * high
    low, high = tails(straight)
    assert 0.5 < low / high < 2


def test_the_skewness_of_few_images_is_taken_at_the_end_of_its_interval():
    # 6 * 28 / (31 * 33) is the variance of 30 normal values' skewness
    worst = worst_skewness(np.array([0.1]), np.array([29.0]))
    assert worst[0] == pytest.approx(0.1 - 2 * math.sqrt(6 * 28 / (31 * 33) / 30))
    found = np.random.default_rng(3).standard_normal((4000, 30))
    found -= found.mean(1, keepdims=True)
    of_mean = (found**3).mean(1) / (found**2).mean(1) ** 1.5 / math.sqrt(30)
    assert (worst_skewness(of_mean, 29) > 0).mean() == pytest.approx(0.025, abs=0.012)


def test_that_of_endless_images_is_known():
    assert float(worst_skewness(np.float64(0.2), np.inf)) == 0.2
    assert float(worst_skewness(np.float64(0.2), 1e12)) == pytest.approx(0.2)
