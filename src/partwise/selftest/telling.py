"""Telling: what an exam or a user's own set-up came to, as tables for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partwise.selftest.exam import IMAGES, claims_of
from partwise.selftest.scores import (
    Question,
    answers,
    primary_questions,
    share,
)
from partwise.views.text import aligned, number, wrapped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partwise.selftest.exam import Claim
    from partwise.selftest.reach import Reach
    from partwise.selftest.trial import Trial

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
            f"Not caught in every draw even at {_deviations(last.strength)}: with this method and "
            f"{reach.images:,} pictures a table that is clean says little."
        )
    else:
        said = (
            f"Smallest reliance that was caught in every draw: {_deviations(found.strength)} of a "
            f"logit ({found.logits:+.2f} logits). What moves a logit less may be missed."
        )
    alarms = share([draw < nothing.caught for draw in range(nothing.draws)], relies=False)
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


def _deviations(strength: float) -> str:
    return f"{strength:g} deviation{'s' * (strength != 1)}"


def _verdict(record: Mapping[str, Any]) -> str:
    told = (record["verdict"], record["direction"])
    return ", ".join(each for each in told if each) or "–"


def _outcome(claim: Claim) -> str:
    return {True: "passed", False: "FAILED", None: "nothing to judge"}[claim.passed]
