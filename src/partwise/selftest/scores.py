"""Scores: how well each measure tells networks that rely on a cue from those that ignore it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow.compute as pc
from scipy import stats

from partwise.measures import EFFECT_MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from partwise.selftest.trial import Trial

    Reals = NDArray[np.float64]

#: Verdicts that say of a part that it counts for the target.
FLAGS = ("attributed", "relies", "matters")
RESAMPLES, CONFIDENCE = 10_000, 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure over trials with its interval, which resamples networks.

    Parameters
    ----------
    value, low, high
        NaN where there are too few trials.
    positive, negative
        How many networks rely on their cue, and how many ignore it.
    """

    value: float
    low: float
    high: float
    positive: int
    negative: int


@dataclass(frozen=True, slots=True)
class Question:
    """Which number of a table is asked for.

    Parameters
    ----------
    method
        Its name without options; an effect is the same by every method.
    measure, reference
        As in a trial's cells.
    """

    method: str
    measure: str
    reference: str = "even"


def questions(trials: Sequence[Trial]) -> list[Question]:
    """Every number that the trials have; effects once, and not by each method."""
    found: dict[Question, None] = {}
    for record in trials[0].cells.to_pylist():
        method = record["method"].partition(":")[0]
        if record["measure"] in EFFECT_MEASURES:
            if record["reference"] == "even":
                found[Question("", record["measure"])] = None
        else:
            found[Question(method, record["measure"], record["reference"])] = None
    return list(found)


def primary_questions(trials: Sequence[Trial]) -> list[Question]:
    """The number of each method that verdicts are about."""
    cells = trials[0].cells.filter((pc.field("reference") == "even") & pc.field("primary"))
    found = {
        (each["method"].partition(":")[0], each["measure"])
        for each in cells.to_pylist()
        if each["measure"] not in EFFECT_MEASURES
    }
    return [Question(*each) for each in sorted(found)]


def answers(trials: Iterable[Trial], question: Question, audit: int) -> list[dict[str, Any] | None]:
    """What each trial's audit of so many images says of its cue; None of what lies nowhere."""
    return [_answer(trial, question, audit) for trial in trials]


def _answer(trial: Trial, question: Question, audit: int) -> dict[str, Any] | None:
    return record_of(trial, question, audit, trial.design.cue.segment)


def record_of(
    trial: Trial, question: Question, audit: int, segment: str | None
) -> dict[str, Any] | None:
    """What a trial's audit of so many images says of a part; None if it says nothing."""
    found = (each for each in _of(trial, question, audit) if each["segment"] == segment)
    return next(found, None)


def number_of(record: dict[str, Any] | None, question: Question) -> float | None:
    """The number asked for; None where there is none, as of an effect without a placebo."""
    if record is None:
        return None
    value = record["estimate"]
    return record["mean"] if value is None and question.reference == "even" else value


def _of(trial: Trial, question: Question, audit: int) -> list[dict[str, Any]]:
    """Every part's record."""
    asked = (
        (pc.field("measure") == question.measure)
        & (pc.field("reference") == question.reference)
        & (pc.field("audit") == audit)
    )
    return [
        record
        for record in trial.cells.filter(asked).to_pylist()
        if not question.method or record["method"].partition(":")[0] == question.method
    ]


def area_under_roc(trials: Sequence[Trial], question: Question, audit: int) -> Estimate:
    """How often a network that relies on its cue has a higher number than one that ignores it.

    Networks of which it is unclear, and cues without a number, are left out.
    """
    values = values_of(trials, question, audit)
    return area(values, relied_on(trials))


def false_alarms(trials: Sequence[Trial], question: Question, audit: int) -> Estimate:
    """How many of the networks that ignore their cue have it flagged by the default verdict."""
    return _share_flagged(trials, question, audit, relies=False)


def power(trials: Sequence[Trial], question: Question, audit: int) -> Estimate:
    """How many of the networks that rely on their cue have it flagged by the default verdict."""
    return _share_flagged(trials, question, audit, relies=True)


def flagged(record: dict[str, Any] | None) -> bool:
    """Whether a verdict says that the part counts for the target."""
    return record is not None and (
        record["verdict"] in FLAGS and record["direction"] in ("supports", "more")
    )


def rank_correlation(trials: Sequence[Trial], question: Question, audit: int) -> dict[str, float]:
    """By kind of cue, Spearman's correlation of the number with the true shift, over trials."""
    of_kind: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for trial, record in zip(trials, answers(trials, question, audit), strict=True):
        if record is not None and record["mean"] is not None:
            of_kind[trial.design.cue.kind].append((record["mean"], trial.truth.scaled))
    return {kind: _spearman(np.array(pairs)) for kind, pairs in of_kind.items() if len(pairs) > 2}


def _spearman(pairs: Reals) -> float:
    ranks = stats.rankdata(pairs, axis=0)
    return float(np.corrcoef(ranks[:, 0], ranks[:, 1])[0, 1])


def mean_rank(trials: Sequence[Trial], question: Question, audit: int) -> float:
    """The place of a cue that is relied on among the parts of its pictures; 1 is the first."""
    places: list[int] = []
    for trial in trials:
        if trial.truth.relies is not True:
            continue
        known = {
            record["segment"]: record["mean"]
            for record in _of(trial, question, audit)
            if record["mean"] is not None
        }
        own = known.get(trial.design.cue.segment)
        if own is not None:
            places.append(1 + sum(value > own for value in known.values()))
    return float(np.mean(places)) if places else float("nan")


def values_of(trials: Sequence[Trial], question: Question, audit: int) -> Reals:
    """Shape (trial,): the number asked for of each trial's cue; NaN where there is none."""
    found = [number_of(record, question) for record in answers(trials, question, audit)]
    return np.array([np.nan if value is None else value for value in found], np.float64)


def relied_on(trials: Sequence[Trial]) -> Reals:
    """Shape (trial,): 1 where a network relies on its cue, 0 where it ignores it, else NaN."""
    known = {True: 1.0, False: 0.0, None: np.nan}
    return np.array([known[trial.truth.relies] for trial in trials])


def _share_flagged(
    trials: Sequence[Trial], question: Question, audit: int, *, relies: bool
) -> Estimate:
    kept = [trial for trial in trials if trial.truth.relies is relies]
    return share(flags_of(kept, question, audit), relies=relies)


def flags_of(trials: Sequence[Trial], question: Question, audit: int) -> list[bool]:
    """Whether each trial's cue is flagged; those whose cue has no number are left out."""
    return [
        flagged(record)
        for record in answers(trials, question, audit)
        if number_of(record, question) is not None
    ]


def share(flags: Sequence[bool], *, relies: bool) -> Estimate:
    """How many of them, with Wilson's interval.

    Examples
    --------
    >>> found = share([True, False, True, True], relies=True)
    >>> found.value, round(found.low, 2), round(found.high, 2), found.positive
    (0.75, 0.3, 0.95, 4)
    """
    number = len(flags)
    counts = (number, 0) if relies else (0, number)
    if not number:
        return Estimate(np.nan, np.nan, np.nan, *counts)
    found = stats.binomtest(sum(flags), number).proportion_ci(CONFIDENCE, "wilson")
    return Estimate(sum(flags) / number, float(found.low), float(found.high), *counts)


def area(values: Reals, truth: Reals) -> Estimate:
    """The share of pairs in the right order, a tie counting half; and percentiles over resamples.

    What is drawn is networks: those that rely and those that do not, together. Those without a
    value, and of which it is unclear, are left out.

    Parameters
    ----------
    values, truth
        Shape (network,); truth as in :func:`relied_on`.

    Examples
    --------
    >>> found = area(np.array([3.0, 2, 1, 2, np.nan]), np.array([1.0, 1, 0, 0, 1]))
    >>> found.value, found.positive, found.negative
    (0.875, 2, 2)
    """
    kept = ~np.isnan(values) & ~np.isnan(truth)
    values, relies = values[kept], truth[kept] == 1
    counts = int(relies.sum()), int((~relies).sum())
    if min(counts) < 2:
        return Estimate(np.nan, np.nan, np.nan, *counts)
    drawn_areas = _areas(values, relies, _drawn(len(values)))
    tail = 50 * (1 - CONFIDENCE)
    low, high = np.nanpercentile(drawn_areas, [tail, 100 - tail])
    once = np.ones((1, len(values)))
    return Estimate(float(_areas(values, relies, once)[0]), float(low), float(high), *counts)


def difference_of_areas(values: Reals, others: Reals, truth: Reals) -> Estimate:
    """By how much one area is larger than another on the same networks, each drawn for both."""
    kept = ~np.isnan(values) & ~np.isnan(others) & ~np.isnan(truth)
    relies = truth[kept] == 1
    counts = int(relies.sum()), int((~relies).sum())
    if min(counts) < 2:
        return Estimate(np.nan, np.nan, np.nan, *counts)
    drawn = np.concatenate([np.ones((1, len(relies))), _drawn(len(relies))])
    ours, theirs = (_areas(each[kept], relies, drawn) for each in (values, others))
    tail = 50 * (1 - CONFIDENCE)
    low, high = np.nanpercentile((ours - theirs)[1:], [tail, 100 - tail])
    return Estimate(float(ours[0] - theirs[0]), float(low), float(high), *counts)


def _drawn(number: int) -> Reals:
    """Shape (resample, network): how often each is drawn."""
    rng = np.random.default_rng(0)
    return rng.multinomial(number, np.full(number, 1 / number), RESAMPLES).astype(np.float64)


def _areas(values: Reals, relies: NDArray[np.bool_], drawn: Reals) -> Reals:
    """Shape (resample,); NaN where a resample has networks of one kind alone."""
    above, below = values[relies][:, None], values[~relies]
    order = (above > below) + 0.5 * (above == below)
    ours, theirs = drawn[:, relies], drawn[:, ~relies]
    pairs = ours.sum(1) * theirs.sum(1)
    with np.errstate(invalid="ignore"):
        return np.einsum("ri,ij,rj->r", ours, order, theirs, optimize=True) / pairs
