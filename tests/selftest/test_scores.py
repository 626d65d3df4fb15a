"""Scores: figures over trials whose answers are written by hand."""

from __future__ import annotations

import math

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partwise.selftest.scores import (
    Question,
    area,
    area_under_roc,
    difference_of_areas,
    false_alarms,
    flagged,
    mean_rank,
    power,
    primary_questions,
    questions,
    rank_correlation,
)
from partwise.selftest.trial import Trial
from trials import COLUMNS, SIGNED, made


@given(
    st.lists(st.tuples(st.integers(-4, 4), st.booleans()), min_size=4, max_size=20).filter(
        lambda pairs: min(sum(t for _, t in pairs), sum(not t for _, t in pairs)) >= 2
    )
)
def test_the_area_is_the_share_of_pairs_in_the_right_order(pairs):
    trials = [made(float(value), 1.0 if truth else 0.0) for value, truth in pairs]
    found = area_under_roc(trials, SIGNED, 200)
    above = [value for value, truth in pairs if truth]
    below = [value for value, truth in pairs if not truth]
    right = sum((a > b) + (a == b) / 2 for a in above for b in below)
    assert found.value == pytest.approx(right / len(above) / len(below))
    assert found.low <= found.value + 1e-9
    assert found.high >= found.value - 1e-9
    assert (found.positive, found.negative) == (len(above), len(below))


def test_the_interval_of_an_area_is_what_drawing_networks_one_by_one_gives():
    rng = np.random.default_rng(3)
    truth = np.arange(24) % 3 == 0
    values = rng.standard_t(2, 24) + truth
    trials = [made(float(v), float(t)) for v, t in zip(values, truth, strict=True)]
    found = area_under_roc(trials, SIGNED, 200)
    areas = []
    while len(areas) < 4000:
        chosen = rng.integers(0, 24, 24)
        above, below = values[chosen][truth[chosen]], values[chosen][~truth[chosen]]
        if len(above) and len(below):
            areas.append(np.mean(above[:, None] > below) + np.mean(above[:, None] == below) / 2)
    assert [found.low, found.high] == pytest.approx([*np.percentile(areas, [2.5, 97.5])], abs=0.02)


def test_networks_of_which_it_is_unclear_count_on_neither_side():
    clear = [made(float(v), s) for v, s in ((3, 1.0), (2, 1.0), (1, 0.0), (0, 0.0))]
    unclear = [made(9.0, 0.15), made(-9.0, -0.5)]
    assert area_under_roc([*clear, *unclear], SIGNED, 200) == area_under_roc(clear, SIGNED, 200)
    assert area_under_roc(clear, SIGNED, 200).value == 1.0


def test_a_cue_without_a_place_has_no_number():
    trials = [made(1.0, s, kind="blur", others={"head": 5.0}) for s in (1.0, 1.0, 0.0, 0.0)]
    assert math.isnan(area_under_roc(trials, SIGNED, 200).value)
    assert math.isnan(power(trials, SIGNED, 200).value)


def test_alarms_are_false_where_the_network_ignores_its_cue_and_power_where_it_relies():
    trials = [
        made(1.0, 1.0, verdict="relies"),
        made(1.0, 1.0, verdict="inconclusive"),
        made(1.0, 0.0, verdict="attributed"),
        made(1.0, 0.0, verdict="negligible"),
        made(1.0, 0.0, verdict="negligible"),
        made(1.0, 0.0, verdict="too few images"),
        made(1.0, 0.15, verdict="relies"),
    ]
    assert power(trials, SIGNED, 200).value == 0.5
    alarms = false_alarms(trials, SIGNED, 200)
    assert alarms.value == 0.25
    assert alarms.low < 0.25 < alarms.high


@pytest.mark.parametrize(
    ("verdict", "direction", "said"),
    [
        ("relies", "supports", True),
        ("attributed", "supports", True),
        ("matters", "supports", True),
        ("attributed", "more", True),
        ("attributed", "opposes", False),
        ("negligible", None, False),
        ("only elsewhere", None, False),
        (None, None, False),
    ],
)
def test_only_a_settled_verdict_for_the_target_is_a_flag(verdict, direction, said):
    assert flagged({"verdict": verdict, "direction": direction}) is said


def test_what_has_no_record_is_not_flagged():
    assert not flagged(None)


def test_ranks_of_numbers_and_of_true_shifts_are_compared_within_each_kind_of_cue():
    trials = [made(float(at**3), at / 10) for at in range(5)]
    trials += [made(float(-at), at / 10, kind="ball") for at in range(5)]
    found = rank_correlation(trials, SIGNED, 200)
    assert found == pytest.approx({"tag": 1.0, "ball": -1.0})


def test_the_place_of_a_cue_is_among_the_parts_of_its_pictures():
    first = made(3.0, 1.0, others={"head": 2.0, "tail": 1.0})
    third = made(0.0, 1.0, others={"head": 2.0, "tail": 1.0})
    ignored = made(-9.0, 0.0, others={"head": 2.0})
    assert mean_rank([first, third, ignored], SIGNED, 200) == 2.0


def test_an_effect_is_asked_once_and_a_measure_by_each_method_and_reference():
    trial = made(1.0, 1.0)
    rows = trial.cells.to_pylist()
    rows += [rows[0] | {"method": "grad-cam"}, rows[0] | {"reference": "null"}]
    rows += [rows[0] | {"measure": "effect", "method": name} for name in ("gradient", "grad-cam")]
    told = Trial(trial.design, trial.truth, pa.Table.from_pylist(rows, COLUMNS), 1.0)
    assert questions([told]) == [
        SIGNED,
        Question("grad-cam", "signed_share"),
        Question("gradient", "signed_share", "null"),
        Question("", "effect"),
    ]


def test_another_audit_is_another_answer():
    few = made(0.0, 1.0, audit=25, verdict="too few images")
    many = made(2.0, 1.0, verdict="relies")
    both = Trial(few.design, few.truth, pa.concat_tables([few.cells, many.cells]), 1.0)
    assert np.array_equal([power([both], SIGNED, n).value for n in (25, 200)], [0.0, 1.0])


def test_verdicts_are_about_each_method_s_own_measure():
    signed, unsigned = made(1.0, 1.0, verdict="relies"), made(1.0, 1.0, verdict="attributed")
    rows = signed.cells.to_pylist()
    rows += [{**row, "method": "grad-cam:layer=last", "measure": "lift"}
             for row in unsigned.cells.to_pylist()]  # fmt: skip
    rows += [{**row, "measure": "share", "primary": False} for row in rows]
    both = Trial(signed.design, signed.truth, pa.Table.from_pylist(rows, COLUMNS), 1.0)
    assert primary_questions([both]) == [Question("grad-cam", "lift"), SIGNED]


@given(
    st.lists(
        st.tuples(st.integers(-3, 3), st.integers(-3, 3), st.booleans()), min_size=6, max_size=20
    ).filter(lambda rows: 2 <= sum(row[2] for row in rows) <= len(rows) - 2)
)
def test_one_area_is_ahead_of_another_by_their_difference(rows):
    ours, theirs, truth = (np.array(each, float) for each in zip(*rows, strict=True))
    found = difference_of_areas(ours, theirs, truth)
    assert found.value == pytest.approx(area(ours, truth).value - area(theirs, truth).value)
    assert found.low - 1e-9 <= found.value <= found.high + 1e-9


def test_areas_are_compared_on_the_networks_that_both_have_a_number_of():
    truth = np.array([1.0, 1, 1, 0, 0, 0, np.nan])
    ours = np.array([3.0, 2, np.nan, 1, 1, 0, 9])
    theirs = np.array([3.0, 0, 5, 1, 1, np.nan, 9])
    found = difference_of_areas(ours, theirs, truth)
    assert (found.positive, found.negative, found.value) == (2, 2, 0.5)
    same = difference_of_areas(ours, ours, truth)
    assert (same.value, same.low, same.high) == (0.0, 0.0, 0.0)
