"""Telling: the scores of a study as tables for a terminal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from partwise.selftest.scores import (
    Question,
    area_under_roc,
    false_alarms,
    mean_rank,
    power,
    primary_questions,
    questions,
    rank_correlation,
)
from partwise.views.text import aligned, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def scores_to_text(trials: Sequence[Trial], audit: int) -> str:
    """How well every number of a table finds what networks rely on, the best first."""
    hidden = [trial for trial in trials if trial.truth.hidden]
    lines: list[tuple[float, list[str]]] = []
    for question in questions(trials):
        area, of_hidden = (area_under_roc(each, question, audit) for each in (trials, hidden))
        known = [*rank_correlation(trials, question, audit).values()]
        line = [
            question.method or "removal",
            question.measure,
            question.reference,
            *told(area),
            *told(of_hidden),
            _number(float(np.mean(known)) if known else math.nan),
            _number(mean_rank(trials, question, audit), digits=1),
        ]
        lines.append((-1 if math.isnan(area.value) else area.value, line))
    lines.sort(key=lambda each: -each[0])
    texts = [True, True, True, *[False] * (len(_HEAD) - 3)]
    table = aligned(_HEAD, [line for _, line in lines], texts)
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
            *told(power(trials, question, audit), percent=True),
            *told(false_alarms(trials, question, audit), percent=True),
        ]
        for question in asked
        for audit in audits
    ]
    interval = "95 % interval"
    head = ("method", "images", "found", interval, "false alarms", interval)
    return "\n".join(aligned(head, rows, [True, *[False] * 5])) + "\n"


def told(estimate: Estimate, *, percent: bool = False) -> tuple[str, str]:
    """Write a figure and its interval."""
    if math.isnan(estimate.value):
        return "–", "–"
    scale, digits = (100, 0) if percent else (1, 3)
    value, low, high = (
        f"{scale * each:.{digits}f}" for each in (estimate.value, estimate.low, estimate.high)
    )
    return f"{value}{' %' * percent}", f"{low} to {high}"


def _number(value: float, digits: int = 2) -> str:
    return "–" if math.isnan(value) else f"{value:.{digits}f}"
