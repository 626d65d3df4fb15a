"""Correction: adjusted p-values against a slow definition, statsmodels, and paper."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from partwise.statistics.correction import adjust

HOWS = {"benjamini-hochberg": "fdr_bh", "benjamini-yekutieli": "fdr_by"}
families = st.lists(st.floats(0, 1) | st.sampled_from([0.0, 1e-300, 0.01, 0.05, 1.0]), max_size=30)


def by_definition(p: list[float], how: str) -> list[float]:
    """The least rate at which each would be found: of all greater or equal p, p * tested / rank."""
    tested = [each for each in p if not math.isnan(each)]
    dependence = 1.0
    if how == "benjamini-yekutieli":
        dependence = sum(1 / place for place in range(1, len(tested) + 1))

    def rate(each: float) -> float:
        rank = sum(other <= each for other in tested)
        return min(1.0, each * len(tested) * dependence / rank)

    return [
        math.nan if math.isnan(each) else min(rate(other) for other in tested if other >= each)
        for each in p
    ]


def test_five_cells_worked_by_hand():
    # ranks 1 2 3 4 5; times 5 / rank: 0.05, 0.05, 0.0667, 0.0625, 0.9; then the least from behind
    p = np.array([0.01, 0.04, 0.02, 0.9, 0.05])
    hochberg = adjust(p)
    assert hochberg.round(4).tolist() == [0.05, 0.0625, 0.05, 0.9, 0.0625]
    # 1 + 1/2 + 1/3 + 1/4 + 1/5 = 2.2833 times that
    yekutieli = adjust(p, how="benjamini-yekutieli")
    assert yekutieli.round(4).tolist() == [0.1142, 0.1427, 0.1142, 1.0, 0.1427]


@pytest.mark.parametrize("how", HOWS)
@given(p=families)
def test_it_is_the_definition(how, p):
    assert adjust(np.array(p), how=how) == pytest.approx(by_definition(p, how), rel=1e-12)


@pytest.mark.parametrize("how", HOWS)
@given(p=families.filter(len))
def test_statsmodels_agrees(how, p):
    assert adjust(np.array(p), how=how) == pytest.approx(multipletests(p, method=HOWS[how])[1])


@pytest.mark.parametrize("how", HOWS)
@given(p=families, untested=st.lists(st.integers(0, 30), max_size=5))
def test_cells_that_were_not_tested_stay_nan_and_count_for_nothing(how, p, untested):
    gaps = list(p)
    for place in untested:
        gaps.insert(place, math.nan)
    adjusted = adjust(np.array(gaps), how=how)
    tested = ~np.isnan(gaps)
    assert np.isnan(adjusted[~tested]).all()
    assert adjusted[tested].tolist() == adjust(np.array(p), how=how).tolist()


@given(p=families, seed=st.integers(0, 99))
def test_order_does_not_matter_and_order_of_size_is_kept(p, seed):
    p = np.array(p)
    order = np.random.default_rng(seed).permutation(len(p))
    assert adjust(p[order]).tolist() == adjust(p)[order].tolist()
    assert (np.diff(adjust(np.sort(p))) >= 0).all()


def test_nothing_tested_is_no_error():
    assert adjust(np.array([])).tolist() == []
    assert np.isnan(adjust(np.array([math.nan, math.nan]))).all()
