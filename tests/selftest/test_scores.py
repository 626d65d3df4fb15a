"""Scores: figures over trials whose answers are written by hand."""

from __future__ import annotations

import math

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partwise.selftest.cue import Cue
from partwise.selftest.design import Design
from partwise.selftest.scores import (
    Question,
    area_under_roc,
    false_alarms,
    flagged,
    mean_rank,
    power,
    questions,
    rank_correlation,
)
from partwise.selftest.telling import scores_to_text, verdicts_to_text
from partwise.selftest.trial import Trial
from partwise.selftest.truth import Truth

LIFT = Question("gradient", "signed_lift")
COLUMNS = pa.schema(
    [
        *((name, pa.string()) for name in ("method", "segment", "measure", "reference")),
        ("audit", pa.int64()),
        *((name, pa.float64()) for name in ("mean", "estimate")),
        *((name, pa.string()) for name in ("verdict", "direction")),
    ]
)


def made(value, scaled, *, kind="tag", verdict=None, others=None, **columns):
    """A trial whose cue has this number, and whose network is moved by it so much."""
    cue = Cue(kind)
    record = {"method": "gradient:channels=sum", "measure": "signed_lift", "reference": "even",
              "audit": 200, "verdict": verdict, "direction": verdict and "supports"}  # fmt: skip
    parts = {cue.segment: value, **(others or {})}
    cells = [
        {**record, "segment": name, "mean": each, "estimate": each} | columns
        for name, each in parts.items()
        if name is not None
    ]
    truth = Truth(2 * scaled, 0.01, 2.0, 0.9, 0.9, 0.9)
    return Trial(Design(cue, 1.0, 1000), truth, pa.Table.from_pylist(cells, COLUMNS), 1.0)


@given(
    st.lists(st.tuples(st.integers(-4, 4), st.booleans()), min_size=4, max_size=20).filter(
        lambda pairs: min(sum(t for _, t in pairs), sum(not t for _, t in pairs)) >= 2
    )
)
def test_the_area_is_the_share_of_pairs_in_the_right_order(pairs):
    trials = [made(float(value), 1.0 if truth else 0.0) for value, truth in pairs]
    found = area_under_roc(trials, LIFT, 200)
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
    found = area_under_roc(trials, LIFT, 200)
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
    assert area_under_roc([*clear, *unclear], LIFT, 200) == area_under_roc(clear, LIFT, 200)
    assert area_under_roc(clear, LIFT, 200).value == 1.0


def test_a_cue_without_a_place_has_no_number():
    trials = [made(1.0, s, kind="blur", others={"head": 5.0}) for s in (1.0, 1.0, 0.0, 0.0)]
    assert math.isnan(area_under_roc(trials, LIFT, 200).value)
    assert math.isnan(power(trials, LIFT, 200).value)


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
    assert power(trials, LIFT, 200).value == 0.5
    alarms = false_alarms(trials, LIFT, 200)
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
    found = rank_correlation(trials, LIFT, 200)
    assert found == pytest.approx({"tag": 1.0, "ball": -1.0})


def test_the_place_of_a_cue_is_among_the_parts_of_its_pictures():
    first = made(3.0, 1.0, others={"head": 2.0, "tail": 1.0})
    third = made(0.0, 1.0, others={"head": 2.0, "tail": 1.0})
    ignored = made(-9.0, 0.0, others={"head": 2.0})
    assert mean_rank([first, third, ignored], LIFT, 200) == 2.0


def test_an_effect_is_asked_once_and_a_measure_by_each_method_and_reference():
    trial = made(1.0, 1.0)
    rows = trial.cells.to_pylist()
    rows += [rows[0] | {"method": "grad-cam"}, rows[0] | {"reference": "null"}]
    rows += [rows[0] | {"measure": "effect", "method": name} for name in ("gradient", "grad-cam")]
    told = Trial(trial.design, trial.truth, pa.Table.from_pylist(rows, COLUMNS), 1.0)
    assert questions([told]) == [
        LIFT,
        Question("grad-cam", "signed_lift"),
        Question("gradient", "signed_lift", "null"),
        Question("", "effect"),
    ]


def test_another_audit_is_another_answer():
    few = made(0.0, 1.0, audit=25, verdict="too few images")
    many = made(2.0, 1.0, verdict="relies")
    both = Trial(few.design, few.truth, pa.concat_tables([few.cells, many.cells]), 1.0)
    assert np.array_equal([power([both], LIFT, n).value for n in (25, 200)], [0.0, 1.0])


def test_tables_of_scores_put_the_best_measure_first_and_count_networks():
    trials = [made(value, truth, verdict="relies") for value, truth in
              ((3.0, 1.0), (2.0, 1.0), (1.0, 0.0), (0.0, 0.0), (5.0, 0.15))]  # fmt: skip
    worse = [
        Trial(
            each.design,
            each.truth,
            pa.concat_tables(
                [each.cells, pa.Table.from_pylist(
                    [{**row, "measure": "share", "mean": -row["mean"], "estimate": -row["mean"]}
                     for row in each.cells.to_pylist()], COLUMNS)]
            ),
            1.0,
        )
        for each in trials
    ]  # fmt: skip
    text = scores_to_text(worse, 200)
    assert (
        "5 networks, audits of 200 images: 2 rely on their cue, 2 ignore it, of 1 it is unclear"
        in text
    )
    assert text.index("signed_lift") < text.index("share")
    (line,) = [each for each in text.splitlines() if each.startswith("gradient  signed_lift")]
    assert line.split()[3] == "1.000"
    verdicts = verdicts_to_text(trials)
    assert " ".join(verdicts.splitlines()[2].split()).startswith("gradient 200 100 %")
