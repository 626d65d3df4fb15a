"""Rules: ways to flag a cue by what a table says, to see what each part of the verdict buys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partwise.measures import MEASURES, PRIMARY
from partwise.selftest.scores import CONFIDENCE, FLAGS, Question, answers, flagged, number_of, share

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from partwise.selftest.scores import Estimate
    from partwise.selftest.trial import Trial

    Record = dict[str, Any]
    Flags = Callable[[Record], bool]

_LEVEL = 1 - CONFIDENCE


@dataclass(frozen=True, slots=True)
class Rule:
    """A cue is flagged where the records of all its questions are.

    Parameters
    ----------
    name
        In words.
    asked
        Each question with what is held against its record.
    """

    name: str
    asked: Sequence[tuple[Question, Flags]]


def rules(method: str) -> list[Rule]:
    """Single numbers, and the default verdict built up part by part."""
    primary, nulled = Question(method, PRIMARY), Question(method, PRIMARY, "null")
    effect, removal = Question("", "effect"), Question("", "removal")

    def single(measure: str) -> Rule:
        return Rule(
            f"{measure}: interval above even", [(Question(method, measure), _above(measure))]
        )

    def nulls(measure: str) -> Rule:
        asked = Question(method, measure, "null")
        return Rule(f"{measure}: interval above the hardest null", [(asked, _beyond)])

    return [
        *map(single, ("mean", "lift", "contrast", "z_contrast", "signed_lift", PRIMARY)),
        *map(nulls, ("share", "lift", "contrast", "signed_lift", PRIMARY)),
        Rule(f"{PRIMARY}: p below 5 %, uncorrected", [(primary, _uncorrected)]),
        Rule(f"{PRIMARY}: and the interval beyond the margin", [(primary, _with_margin)]),
        Rule(f"{PRIMARY}: and the correction (the default verdict)", [(primary, flagged)]),
        Rule(
            "the default verdict, and above the hardest null",
            [(primary, flagged), (nulled, _beyond)],
        ),
        Rule(
            "the default verdict, and the effect agrees (relies)",
            [(primary, _relies), (effect, _any)],
        ),
        Rule("the effect matters, whatever the attribution", [(effect, flagged)]),
        Rule("removal: interval above 0, no placebo", [(removal, _beyond)]),
    ]


def share_flagged(trials: Sequence[Trial], rule: Rule, audit: int, *, relies: bool) -> Estimate:
    """How many of the networks that rely on their cue, or of those that ignore it, are flagged.

    Networks whose cue has no number are left out: a frame around the picture leaves no free place
    for a placebo, and so has no effect.
    """
    kept = [trial for trial in trials if trial.truth.relies is relies]
    told = [
        [(question, flags, record) for record in answers(kept, question, audit)]
        for question, flags in rule.asked
    ]
    found = [
        all(record is not None and flags(record) for _, flags, record in of_one)
        for of_one in zip(*told, strict=True)
        if all(number_of(record, question) is not None for question, _, record in of_one)
    ]
    return share(found, relies=relies)


def _above(measure: str) -> Flags:
    even = MEASURES[measure].even or 0.0

    def flags(record: Record) -> bool:
        return record["low"] is not None and record["low"] > even

    return flags


def _beyond(record: Record) -> bool:
    return record["low"] is not None and record["low"] > 0


def _uncorrected(record: Record) -> bool:
    return record["p"] is not None and record["p"] < _LEVEL and record["estimate"] > 0


def _with_margin(record: Record) -> bool:
    margin = MEASURES[PRIMARY].smallest_effect
    return _uncorrected(record) and record["low"] > margin


def _relies(record: Record) -> bool:
    return flagged(record) and record["verdict"] == FLAGS[1]


def _any(_: Record) -> bool:
    return True
