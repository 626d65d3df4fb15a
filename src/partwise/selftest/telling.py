"""Telling: the scores of a study as tables for a terminal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.stats import binomtest

from partwise.selftest.exam import IMAGES, claims_of
from partwise.selftest.scores import (
    CONFIDENCE,
    Question,
    answers,
    area_under_roc,
    false_alarms,
    mean_rank,
    power,
    primary_questions,
    questions,
    rank_correlation,
)
from partwise.views.text import aligned, number, wrapped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partwise.selftest.exam import Claim
    from partwise.selftest.reach import Reach
    from partwise.selftest.scores import Estimate
    from partwise.selftest.trial import Trial

_HEAD = ("method", "measure", "against", "area", "95 % interval", "area where hidden",
         "95 % interval", "correlation", "rank")  # fmt: skip
_NOTES = (
    "area: under the ROC, how often a network that relies on its cue has a higher number than one "
    "that ignores it; its interval resamples networks. hidden: taking the cue away moves accuracy "
    "by at most 1 point. correlation: Spearman's with the true shift, a mean over kinds of cue. "
    "rank: the place of a cue that is relied on among the parts of its pictures, a mean."
)
_OF_EXAM = (
    "true shift: by how many of its own deviations the cue raises the class's logit, where scenes "
    "that the table never saw are drawn with and without it; relies from 0.2, ignores below 0.1. "
    "verdict: what the table says of the cue's segment in pictures that have it."
)
_UNSEEN = (
    "Cues that change a whole picture (hue, blur, brightness) lie in no segment: networks can rely "
    "on them, and no table over segments can show it. That is not detectable by this tool."
)
_OF_REACH = (
    "planted reliance, true shift: by how many of its own deviations over pictures the mark raises "
    "a class's logit; what a detector of the mark answers is added to it. caught: the default "
    "verdict says that the mark's segment supports the class, in draws of classes and places. The "
    "mark is small, plain to see and its segment exact; a cue that is none of these is harder."
)
#: From which answer on what has no mark is like it.
_LIKE = 0.1


def scores_to_text(trials: Sequence[Trial], audit: int) -> str:
    """How well every number of a table finds what networks rely on, the best first."""
    hidden = [trial for trial in trials if trial.truth.hidden]
    lines: list[tuple[float, list[str]]] = []
    for question in questions(trials):
        area, of_hidden = (area_under_roc(each, question, audit) for each in (trials, hidden))
        known = [*rank_correlation(trials, question, audit).values()]
        told = [
            question.method or "removal",
            question.measure,
            question.reference,
            *_told(area),
            *_told(of_hidden),
            _number(float(np.mean(known)) if known else math.nan),
            _number(mean_rank(trials, question, audit), digits=1),
        ]
        lines.append((-1 if math.isnan(area.value) else area.value, told))
    lines.sort(key=lambda line: -line[0])
    texts = [True, True, True, *[False] * (len(_HEAD) - 3)]
    table = aligned(_HEAD, [told for _, told in lines], texts)
    relies = sum(trial.truth.relies is True for trial in trials)
    ignores = sum(trial.truth.relies is False for trial in trials)
    head = (
        f"{len(trials):,} networks, audits of {audit:,} images: {relies:,} rely on their cue, "
        f"{ignores:,} ignore it, of {len(trials) - relies - ignores:,} it is unclear; accuracy "
        f"hides it in {len(hidden):,}."
    )
    return "\n".join([*wrapped(head), "", *table, "", *wrapped(_NOTES)]) + "\n"


def verdicts_to_text(trials: Sequence[Trial]) -> str:
    """How often the default verdicts find what is relied on, and flag what is not, by audit."""
    audits = sorted({*trials[0].cells["audit"].to_pylist()})
    asked = [*primary_questions(trials), Question("", "effect")]
    rows = [
        [
            question.method or "removal",
            f"{audit:,}",
            *_told(power(trials, question, audit), percent=True),
            *_told(false_alarms(trials, question, audit), percent=True),
        ]
        for question in asked
        for audit in audits
    ]
    interval = "95 % interval"
    head = ("method", "images", "found", interval, "false alarms", interval)
    return "\n".join(aligned(head, rows, [True, *[False] * 5])) + "\n"


def exam_to_text(trials: Sequence[Trial]) -> str:
    """What an exam's networks rely on, what the table says of it, and whether that is as stated."""
    (question,) = primary_questions(trials)
    rows: list[list[str]] = []
    for trial, attribution, effect in zip(
        trials,
        answers(trials, question, IMAGES),
        answers(trials, Question("", "effect"), IMAGES),
        strict=True,
    ):
        truth, cue = trial.truth, trial.design.cue
        rows.append(
            [
                cue.kind,
                f"{trial.design.strength:.2f}",
                f"{truth.scaled:+.2f}",
                {True: "relies", False: "ignores", None: "unclear"}[truth.relies],
                f"{100 * truth.accuracy:.0f} %",
                f"{100 * truth.accuracy_without:.0f} %",
                *(
                    ("–", "no place to show")
                    if attribution is None
                    else (number(question.measure, attribution["mean"]), _verdict(attribution))
                ),
                *(
                    ("–", "–")
                    if effect is None
                    else (number("effect", effect["mean"]), _verdict(effect))
                ),
            ]
        )
    head = ("cue", "P(cue | class)", "true shift", "network", "accuracy", "without cue",
            question.measure, "verdict", "effect", "verdict")  # fmt: skip
    texts = [True, False, False, True, False, False, False, True, False, True]
    claims = claims_of(trials)
    results = [[each.name, each.got, each.stated, _outcome(each)] for each in claims]
    kept = aligned(("", "got", "stated", ""), results, [True] * 4)
    return "\n".join(
        [*aligned(head, rows, texts), "", *wrapped(_OF_EXAM), "", *kept, "", *wrapped(_UNSEEN), ""]
    )


def reach_to_text(reach: Reach) -> str:
    """What a user's own set-up would have caught."""
    rows = [
        [
            f"{each.strength:g}" if each.strength else "none",
            f"{each.shift:+.2f}",
            f"{each.logits:+.2f}",
            number(reach.measure, each.value),
            f"{each.caught} of {each.draws}",
        ]
        for each in reach.levels
    ]
    head = ("planted reliance", "true shift", "in logits", reach.measure, "caught")
    nothing, last = reach.levels[0], reach.levels[-1]
    if (found := reach.smallest) is None:
        said = (
            f"Not caught in every draw even at {last.strength:g} deviations: with this method and "
            f"{reach.images:,} pictures a table that is clean says little."
        )
    else:
        said = (
            f"Smallest reliance that was caught in every draw: {found.strength:g} deviations of a "
            f"logit ({found.logits:+.2f} logits). What moves a logit less may be missed."
        )
    alarms = binomtest(nothing.caught, nothing.draws).proportion_ci(CONFIDENCE, "wilson")
    lines = [
        f"{reach.images:,} pictures with a planted mark, {reach.method}",
        "",
        *aligned(head, rows, [False] * len(head)),
        "",
        *wrapped(said),
        *wrapped(
            f"False alarms where nothing was planted: {nothing.caught} of {nothing.draws} (95 % "
            f"interval {100 * alarms.low:.0f} % to {100 * alarms.high:.0f} %; --draws gives more)."
        ),
    ]
    if reach.moved:
        lines += wrapped(
            f"In {reach.moved} of {nothing.draws} draws the mark by itself moves the class, with "
            "nothing planted: no class was left that it leaves alone."
        )
    if reach.unmarked > _LIKE:
        lines += wrapped(
            f"Some picture without the mark has something like it (the detector answers "
            f"{reach.unmarked:.2f} of 1): the planted reliance is not on the mark alone."
        )
    return "\n".join([*lines, "", *wrapped(_OF_REACH), ""])


def _verdict(record: Mapping[str, Any]) -> str:
    told = (record["verdict"], record["direction"])
    return ", ".join(each for each in told if each) or "–"


def _outcome(claim: Claim) -> str:
    return {True: "passed", False: "FAILED", None: "nothing to judge"}[claim.passed]


def _told(estimate: Estimate, *, percent: bool = False) -> tuple[str, str]:
    if math.isnan(estimate.value):
        return "–", "–"
    scale, digits = (100, 0) if percent else (1, 3)
    value, low, high = (
        f"{scale * each:.{digits}f}" for each in (estimate.value, estimate.low, estimate.high)
    )
    return f"{value}{' %' * percent}", f"{low} to {high}"


def _number(value: float, digits: int = 2) -> str:
    return "–" if math.isnan(value) else f"{value:.{digits}f}"
