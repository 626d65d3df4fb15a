"""Every: cells held against several things each, of which every one must be passed."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from partwise.statistics.estimates import Estimates, tails
from partwise.statistics.verdicts import (
    ATTRIBUTED,
    FALSE_DISCOVERY_RATE,
    INCONCLUSIVE,
    NEGLIGIBLE,
    TOO_FEW,
    Verdicts,
    corrected,
    times_needed,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from partwise.statistics.clustered import Integers, Reals
    from partwise.statistics.correction import How


@dataclass(frozen=True, slots=True, eq=False)
class Comparisons:
    """How far each cell lies from each of several things, such as maps that know nothing.

    Parameters
    ----------
    estimates
        Of differences: those of the first cell from each thing, then those of the second, …; one
        without clusters is not there.
    number
        How many things there are.
    """

    estimates: Estimates
    number: int

    def __len__(self) -> int:
        return len(self.estimates) // self.number

    def grid(self, values: NDArray[Any]) -> NDArray[Any]:
        """One row a cell, one column a thing."""
        return values.reshape(-1, self.number)

    @property
    def there(self) -> NDArray[np.bool_]:
        """Shape (cell, thing): whether there is anything to compare."""
        return self.grid(self.estimates.clusters) > 0

    @property
    def compared(self) -> NDArray[np.bool_]:
        """Shape (cell,): whether there is anything to compare a cell with."""
        return np.any(self.there, axis=1, keepdims=True)[:, 0]

    def tails(self, margin: float) -> tuple[Reals, Reals]:
        """One-sided p-values above and below, each of shape (cell, thing)."""
        above, below = tails(self.estimates, reference=0.0, margin=margin)
        return self.grid(above), self.grid(below)

    def hardest(self, margin: float, way: Integers, *, turn: bool = False) -> Integers:
        """Which thing each cell has most trouble to pass.

        Parameters
        ----------
        margin
            By how much a thing must be passed.
        way
            Shape (cell,): 1 if it must be passed upward, -1 downward.
        turn
            Whether the other way counts where a cell lies on the other side of all things.

        Returns
        -------
        Shape (cell,): the thing with the greatest p-value that way (of several, the one that the
        cell exceeds least, or falls short of most); -1 where nothing is there. One that is there
        in too few clusters for a p-value is as hard as can be.
        """
        there, away = self.there, self.grid(self.estimates.estimate)
        above, below = self.tails(margin)
        side = way[:, None]
        if turn:
            other = np.all(~there | (side * away < 0), axis=1, keepdims=True)
            side = np.where(other, -side, side)
        p = np.where(side > 0, above, below)
        p = np.where(there, np.where(np.isnan(p), 1.0, p), -np.inf)
        hard = p == p.max(1, initial=-np.inf, keepdims=True)
        passed = np.where(hard, np.where(there, side * away, np.inf), np.inf)
        return np.where(there.any(1), passed.argmin(1), -1)

    def taken(self, things: Integers) -> Estimates:
        """Of each cell the estimate of one thing; of -1 an estimate of nothing."""
        at = np.arange(len(things)) * self.number + np.maximum(things, 0)
        nothing = things < 0
        return Estimates(
            *(
                np.where(nothing, 0 if each.name == "clusters" else np.nan, values)
                for each in fields(Estimates)
                for values in [getattr(self.estimates, each.name)[at]]
            )
        )


@dataclass(frozen=True, slots=True, eq=False)
class Every:
    """What is said of cells that must pass every thing.

    Parameters
    ----------
    verdicts
        One value a cell in each array.
    beaten
        Shape (cell, thing): whether the cell has passed it, the way that was asked for.
    """

    verdicts: Verdicts
    beaten: NDArray[np.bool_]


def judge_every(
    comparisons: Comparisons,
    *,
    margin: float,
    way: Integers,
    family: Integers,
    asked: NDArray[np.bool_],
    confidence: float = 0.95,
    how: How = "benjamini-hochberg",
) -> Every:
    """Judge every cell by all things at once: an intersection-union test (Berger 1982).

    A cell is `attributed` if it lies beyond the margin, on the same side, of every thing that is
    there. Its p-value is the greatest of theirs on that side, doubled for the choice of the side.
    As all of them must be small it needs no correction for how many things there are: if a single
    one is not truly passed, that one's p-value alone is small no more often than it promises. More
    things only make it harder. The correction for the number of cells comes on top.

    A cell is `negligible` if its intervals are inside the margins of every thing: likewise an
    intersection-union test. Where it lies above some and below others, or certainly beyond some
    and not others, it is `inconclusive`; where any thing is there in too few clusters, there are
    `too few images`.

    Parameters
    ----------
    comparisons
        Of each cell with each thing.
    margin
        By how much a thing must be passed to be of any interest.
    way
        Shape (cell,): 1 or -1, the side on which a thing counts as beaten.
    family
        Shape (cell,): number of the family in which each cell is tested.
    asked
        Shape (cell,): which cells are judged at all; those with nothing to compare never are.
    confidence
        Of the intervals.
    how
        The correction for the number of cells.

    Notes
    -----
    R. L. Berger, Multiparameter hypothesis testing and acceptance sampling, Technometrics 24,
    295-300, 1982.

    Examples
    --------
    Half a unit above one thing and hardly above another:

    >>> from partwise.statistics.estimates import estimate
    >>> from partwise.statistics.gathering import gather
    >>> values = np.concatenate([[0.4, 0.6, 0.5] * 4, [0.1, -0.1, 0.2] * 4])
    >>> things, images = np.repeat([0, 1], 12), np.tile(np.arange(12), 2)
    >>> found = estimate(gather(things, images, values, cells=2))
    >>> one = {"way": np.array([1]), "family": np.array([0]), "asked": np.array([True])}
    >>> told = judge_every(Comparisons(found, 2), margin=0.1, **one)
    >>> told.verdicts.verdict.tolist(), told.beaten.tolist()
    (['inconclusive'], [[True, False]])
    """
    there = comparisons.there
    asked = asked & there.any(1)
    above, below = comparisons.tails(margin)
    greatest = (np.where(there, each, 0.0).max(1, initial=0.0) for each in (above, below))
    p = np.where(asked, np.minimum(1.0, 2 * np.minimum(*greatest)), np.nan)
    adjusted, level, tested = corrected(p, family, how=how)
    low, high = (
        comparisons.grid(comparisons.estimates.low),
        comparisons.grid(comparisons.estimates.high),
    )
    over, under = low > margin, high < -margin
    certain = adjusted <= FALSE_DISCOVERY_RATE
    more = certain & np.where(there, over, True).all(1)
    less = certain & np.where(there, under, True).all(1)
    verdict = np.full(len(p), INCONCLUSIVE, object)
    verdict[np.where(there, (low >= -margin) & (high <= margin), True).all(1)] = NEGLIGIBLE
    verdict[more | less] = ATTRIBUTED
    verdict[(there & np.isnan(low)).any(1)] = TOO_FEW
    verdict[~asked] = None
    up = way[:, None] > 0
    # the same threshold as for the greatest of them, so that all are beaten where all together are
    beaten = 2 * np.where(up, above, below) <= level[:, None]
    beaten &= there & asked[:, None] & np.where(up, over, under)
    needed = _needed(comparisons, level, margin=margin, alpha=1 - confidence)
    unsettled = np.isin(verdict, (INCONCLUSIVE, TOO_FEW))
    return Every(
        Verdicts(
            verdict,
            more.astype(np.int64) - less,
            p,
            adjusted,
            tested,
            np.where(unsettled, needed, np.nan),
        ),
        beaten,
    )


def _needed(comparisons: Comparisons, level: Reals, *, margin: float, alpha: float) -> Reals:
    """How many times as many clusters settle the thing that takes the most of them.

    None do where the estimates lie on several sides of the margins.
    """
    there, estimates = comparisons.there, comparisons.estimates
    times = comparisons.grid(
        times_needed(
            estimates,
            np.repeat(level, comparisons.number),
            reference=0.0,
            margin=margin,
            alpha=alpha,
        )
    )
    away = comparisons.grid(estimates.estimate)
    alike = [
        np.where(there, side, True).all(1)
        for side in (away > margin, away < -margin, np.abs(away) <= margin)
    ]
    most = np.where(there, times, 0.0).max(1, initial=0.0)
    return np.where(np.any(alike, axis=0) & there.any(1), most, np.nan)
