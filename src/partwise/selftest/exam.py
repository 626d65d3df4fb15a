"""Exam: a small part of the study, on the machine of whoever asks, held against stated figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partwise.selftest.cue import PLACELESS, Cue
from partwise.selftest.design import BASE_RATE, Design
from partwise.selftest.scores import answers, area_under_roc, flagged, primary_questions
from partwise.selftest.trial import Scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.selftest.cue import Kind
    from partwise.selftest.trial import Trial

#: Seeds of the exam, none of which is the study's.
EXAM_FROM = 5000
#: Pictures that each network is judged by.
IMAGES = 100
_PAIRS = 600
#: What is planted: something thin across the middle, all of the background, something small.
_KINDS: tuple[Kind, ...] = ("watermark", "texture", "ball")
#: What is promised: the least share found, the largest share of false alarms, the least area.
LEAST_FOUND, MOST_ALARMS, LEAST_AREA = 0.75, 0.2, 0.95


@dataclass(frozen=True, slots=True)
class Claim:
    """One stated figure, and what came of it.

    Parameters
    ----------
    name
        What is counted.
    got
        What came of it, as told.
    stated
        What was promised, as told.
    passed
        Whether it was kept; None where there was nothing to judge it by.
    """

    name: str
    got: str
    stated: str
    passed: bool | None


def exam_designs(seed: int = 0) -> list[Design]:
    """Three kinds of cue, each without any relation to the class and always with it.

    Examples
    --------
    >>> designs = exam_designs()
    >>> len(designs), designs[0].strength, designs[1].strength
    (6, 0.25, 1.0)
    """
    planted = [(Cue(kind), strength) for kind in _KINDS for strength in (BASE_RATE, 1.0)]
    first = EXAM_FROM + 1000 * seed
    return [Design(cue, strength, first + number) for number, (cue, strength) in enumerate(planted)]


def exam_scale(method: str) -> Scale:
    """How large each trial of the exam is."""
    return Scale(pairs=_PAIRS, audits=(IMAGES,), methods=[method], effects=["blur"], nulls=[])


def claims_of(trials: Sequence[Trial]) -> list[Claim]:
    """Hold trials against what is stated."""
    (question,) = primary_questions(trials)
    placed = [each for each in trials if each.design.cue.kind not in PLACELESS]
    told = answers(placed, question, IMAGES)
    relied = [flagged(each) for each, of in zip(told, placed, strict=True) if of.truth.relies]
    ignored = [
        flagged(each) for each, of in zip(told, placed, strict=True) if of.truth.relies is False
    ]
    area = area_under_roc(placed, question, IMAGES)
    return [
        _counted("relied on and found", relied, LEAST_FOUND, least=True),
        _counted("ignored and flagged", ignored, MOST_ALARMS, least=False),
        Claim(
            "area under the ROC",
            f"{area.value:.2f}" if relied and ignored else "–",
            f"at least {LEAST_AREA:.2f}",
            bool(area.value >= LEAST_AREA) if min(area.positive, area.negative) > 1 else None,
        ),
    ]


def _counted(name: str, found: Sequence[bool], stated: float, *, least: bool) -> Claim:
    got, number = sum(found), len(found)
    limit = f"at {'least' if least else 'most'} {100 * stated:.0f} %"
    if not number:
        return Claim(name, "none to judge", limit, None)
    share = got / number
    kept = share >= stated if least else share <= stated
    return Claim(name, f"{got} of {number}", limit, kept)
