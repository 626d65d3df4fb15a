"""Exam: a few networks held against what is stated."""

from __future__ import annotations

from dataclasses import replace

from study.grid import PLACED, study

from partwise.selftest.design import BASE_RATE, REPORTED_FROM
from partwise.selftest.exam import IMAGES, Claim, claims_of, exam_designs, exam_scale
from partwise.selftest.running import run_trials
from partwise.selftest.scores import answers, flagged, primary_questions
from partwise.selftest.telling import exam_to_text
from partwise.selftest.training import Effort
from trials import made


def trials(*caught, relies=5, ignores=5, last=0.0):
    """Networks that rely and ignore, of which those in `caught` are flagged."""
    flags = dict.fromkeys(caught, "relies")
    return [
        made(
            3.0 if number < relies else last,
            1.0 if number < relies else 0.0,
            verdict=flags.get(number, "inconclusive"),
            audit=IMAGES,
        )
        for number in range(relies + ignores)
    ]


def passed(*args, **kwargs):
    return [each.passed for each in claims_of(trials(*args, **kwargs))]


def test_it_has_every_kind_with_and_without_relation_and_seeds_of_its_own():
    designs = exam_designs()
    assert len({each.cue.kind for each in designs} & set(PLACED)) == 3
    strengths = [each.strength for each in designs if each.cue.kind == "ball"]
    assert strengths == [BASE_RATE, 1.0]
    seeds = {each.seed for each in [*designs, *exam_designs(1)]}
    assert len(seeds) == 2 * len(designs)
    assert not seeds & {each.seed for each in study()}
    assert min(seeds) > REPORTED_FROM


def test_it_asks_for_one_method_and_for_no_more_than_it_tells():
    scale = exam_scale("gradient")
    assert (scale.methods, list(scale.audits)) == (["gradient"], [IMAGES])


def test_it_passes_where_what_is_relied_on_is_found_and_nothing_else():
    assert passed(0, 1, 2, 3) == [True, True, True]
    assert passed(0, 1, 2) == [False, True, True]
    assert passed(0, 1, 2, 3, 7, 8) == [True, False, True]
    assert passed(0, 1, 2, 3, 4, last=3.0) == [True, True, False]


def test_it_judges_nothing_where_there_is_nothing_to_judge_by():
    assert claims_of(trials(0, relies=2, ignores=0)) == [
        Claim("relied on and found", "1 of 2", "at least 75 %", False),
        Claim("ignored and flagged", "none to judge", "at most 20 %", None),
        Claim("area under the ROC", "–", "at least 0.95", None),
    ]


def test_a_cue_without_a_place_is_told_as_what_cannot_be_seen():
    hue = made(1.0, 1.0, kind="hue", others={"head": 5.0}, audit=IMAGES)
    assert claims_of([*trials(0, 1, 2, 3), hue]) == claims_of(trials(0, 1, 2, 3))
    text = exam_to_text([*trials(0, 1, 2, 3), hue])
    (line,) = [each for each in text.splitlines() if each.startswith("hue")]
    assert "no place to show" in line
    assert "not detectable by this tool" in text
    assert "FAILED" not in text
    assert "FAILED" in exam_to_text(trials(7, 8))


def test_a_planted_ball_is_found_in_a_trained_network_and_one_that_says_nothing_is_not(tmp_path):
    balls = [each for each in exam_designs() if each.cue.kind == "ball"]
    # the whole exam is among the slow tests
    less = {"effort": Effort(scenes=1500), "pairs": 300, "effects": []}
    scale = replace(exam_scale("integrated-gradients:steps=8"), **less)
    told = [*run_trials(balls, tmp_path, scale=scale)]
    told.sort(key=lambda trial: trial.design.strength)
    nothing, always = told
    assert (nothing.truth.relies, always.truth.relies) == (False, True)
    (question,) = primary_questions(told)
    assert [flagged(each) for each in answers(told, question, IMAGES)] == [False, True]
    assert nothing.truth.accuracy > 0.5, [each.truth for each in told]
