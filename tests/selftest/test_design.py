"""Designs: how often a cue goes with a class, and which scenes are of which split."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partwise.errors import CallError
from partwise.selftest.cue import Cue, picture_of
from partwise.selftest.design import (
    BASE_RATE,
    REPORTED_FROM,
    STRENGTHS,
    Design,
    plan_split,
    render,
    render_twice,
)
from partwise.selftest.scene import draw_scene

TAG = Cue("tag")


@given(st.sampled_from(STRENGTHS), st.integers(0, 5000))
def test_as_the_cue_comes_to_the_target_it_goes_from_the_others(strength, seed):
    rates = Design(TAG, strength, seed).rates
    assert rates.mean() == pytest.approx(BASE_RATE)
    assert rates[seed % 6] == pytest.approx(strength)
    assert (np.delete(rates, seed % 6) >= 0).all()


def test_at_the_base_rate_the_cue_says_nothing():
    assert Design(TAG, BASE_RATE, 3).rates == pytest.approx(np.full(6, BASE_RATE))


@pytest.mark.parametrize("strength", STRENGTHS)
def test_scenes_have_the_cue_as_often_as_the_design_says(strength):
    design = Design(TAG, strength, 8)
    plan = plan_split(design, "audit", 60_000)
    for label, rate in enumerate(design.rates):
        assert plan.cued[plan.labels == label].mean() == pytest.approx(rate, abs=0.02)
    assert np.array_equal(plan.labels, plan.shown)


def test_swapped_the_cue_is_the_evidence_and_head_and_tail_only_go_with_it():
    design = Design(TAG, 0.625, 9, role="swapped")
    plan = plan_split(design, "training", 60_000)
    own = plan.labels == design.target
    assert np.array_equal(plan.cued, own)
    assert (plan.shown[own] == design.target).mean() == pytest.approx(0.625, abs=0.02)
    others = (plan.shown[~own] == design.target).mean()
    assert others == pytest.approx(design.rates[0], abs=0.02)
    rest = ~own & (plan.shown != design.target)
    assert np.array_equal(plan.shown[rest], plan.labels[rest])


def test_no_scene_is_in_two_splits_or_in_two_designs_of_different_seeds():
    seeds = [
        plan_split(Design(TAG, 1.0, seed), split, 1).seed
        for seed in (0, 1, 2, REPORTED_FROM)
        for split in ("training", "audit", "paired")
    ]
    assert len({*seeds}) == len(seeds)


def test_pictures_are_those_of_the_plan_with_the_cue_or_without():
    design = Design(TAG, 1.0, 4)
    plan = plan_split(design, "audit", 12)
    natural, (without, given) = render(design, plan), render_twice(design, plan)
    assert np.array_equal(render(design, plan, np.ones(12, bool)), given)
    for number in range(12):
        scene = draw_scene(int(plan.shown[number]), plan.seed, number)
        assert np.array_equal(without[number], picture_of(scene).pixels)
        same = np.array_equal(natural[number], without[number])
        assert same == (not plan.cued[number])


def test_designs_for_development_are_told_from_those_that_are_reported():
    assert not Design(TAG, 1.0, REPORTED_FROM - 1).reported
    assert Design(TAG, 1.0, REPORTED_FROM).reported


@given(
    st.lists(
        st.builds(
            Design,
            st.builds(Cue, st.sampled_from(["tag", "ball"]), st.sampled_from([0.3, 1.0])),
            st.sampled_from(STRENGTHS),
            st.integers(0, 3),
            st.sampled_from(["planted", "swapped"]),
            st.sampled_from(["cnn", "vit"]),
        ),
        unique=True,
    )
)
def test_every_design_has_a_name_of_its_own(designs):
    assert len({each.name for each in designs}) == len(designs)


@pytest.mark.parametrize("strength", [0.2, 1.01])
def test_a_strength_that_no_rate_fits_is_refused(strength):
    with pytest.raises(CallError, match=r"strength of a cue is from 0\.25"):
        Design(TAG, strength, 0)
