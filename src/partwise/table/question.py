"""Question: what is asked of groups beyond their means, checked before anything is read."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partwise import schema
from partwise.errors import CallError, unknown_name

if TYPE_CHECKING:
    from collections.abc import Sequence

AGAINST = ("even", "null", "rest")
INTERVALS = ("bootstrap", "analytic", "none")
#: Described where nothing else is asked for: the middle half, and nine tenths.
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
#: Fewer resamples beyond each end of an interval leave that end to chance.
LEAST_BEYOND = 5


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of groups.

    Parameters
    ----------
    against
        What a measure is compared with: ``even``, what an even spread would give (0 for signed
        measures, 1 for lift); ``null``, every one of the same image's maps that know nothing of
        the model;
        ``rest``, the images that differ in the last column grouped by, and in nothing else: a
        class against the other classes, wrong against correct.
    cluster
        Column whose values are drawn as a whole, such as a patient; each image by itself if None.
    smallest_effect
        The practical margin of verdicts, in the measure's own unit; the measure's default if None.
    intervals
        ``bootstrap``, with the analytic one beside it; ``analytic`` alone; or ``none``.
    resamples, seed
        Of the bootstrap.
    confidence
        Of intervals.
    pool
        Which of `method`, `target_kind` and `kind` are averaged together.
    quantiles
        Which are given; the median always is.

    Raises
    ------
    CallError
        If one is out of its range.
    UnknownNameError
        If a name does not exist.
    """

    against: str = "even"
    cluster: str | None = None
    smallest_effect: float | None = None
    intervals: str = "bootstrap"
    resamples: int = 1000
    seed: int = 0
    confidence: float = 0.95
    pool: Sequence[str] = ()
    quantiles: Sequence[float] = QUANTILES

    def __post_init__(self) -> None:
        for kind, name, known in (
            ("--against", self.against, AGAINST),
            ("--intervals", self.intervals, INTERVALS),
            *(("--pool", each, schema.APART) for each in self.pool),
        ):
            if name not in known:
                raise unknown_name(f"{kind} choice", name, known)
        margin = self.smallest_effect
        if margin is not None and not 0 <= margin < float("inf"):
            raise CallError(f"--smallest-effect must be a number from 0 up, got {margin!r}.")
        if not 0 < self.confidence < 1:
            raise CallError(
                f"--confidence must be between 0 and 1, such as 0.95, got {self.confidence!r}."
            )
        if not _whole(self.seed) or self.seed < 0:
            raise CallError(f"--seed must be a whole number from 0 up, got {self.seed!r}.")
        least = math.ceil(round(2 * LEAST_BEYOND / (1 - self.confidence), 6))
        enough = _whole(self.resamples) and self.resamples >= least
        if self.intervals == "bootstrap" and not enough:
            raise CallError(
                f"--resamples must be a whole number, and at least {least:,} for intervals of "
                f"{100 * self.confidence:.6g} %, got {self.resamples!r}. Without a bootstrap: "
                "--intervals analytic."
            )
        for point in self.quantiles:
            if not 0 <= point <= 1:
                raise CallError(f"a quantile lies between 0 and 1, got {point!r}.")
        if self.against != "even" and "kind" in self.pool:
            raise CallError(
                f"--against {self.against!r} needs attributions and nulls apart; leave `kind` out "
                "of --pool."
            )


def _whole(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool)
