"""Verdicts: what an interval, a practical margin and a correction allow to be said of a cell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from partwise.statistics.correction import How, adjust
from partwise.statistics.estimates import p_values
from partwise.statistics.limits import LEAST_CLUSTERS, TOO_FEW
from partwise.statistics.skewness import skew, worst_skewness

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from partwise.statistics.clustered import Integers, Reals
    from partwise.statistics.estimates import Estimates

ATTRIBUTED, RELIES = "attributed", "relies"
NEGLIGIBLE, INCONCLUSIVE = "negligible", "inconclusive"
#: An effect beyond its margin because of its placebos alone.
ONLY_ELSEWHERE = "only elsewhere"
#: What share of the cells that are called attributed may be false.
FALSE_DISCOVERY_RATE = 0.05
#: How likely a cell is settled by as many images as it is said to need.
POWER = 0.8
#: The search for that number: an upper end, and steps that leave a relative error of 1e-6.
_MOST_CLUSTERS, _STEPS = 1e10, 24


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts:
    """One value a cell in each array.

    Parameters
    ----------
    verdict
        `attributed`, `negligible`, `inconclusive` or `too few images`; None where not asked.
    direction
        1 above the reference, -1 below, 0 where neither is established.
    p, p_adjusted
        Of the hypothesis that the truth lies within the margin; within the family.
    tested
        How many cells the family has.
    needed
        About how many times as many images would settle an inconclusive cell with 80 % power, if
        its estimate, spread and skewness are the true ones; NaN elsewhere, and where no number
        of images would, since the estimate lies on the margin itself.
    """

    verdict: NDArray[np.object_]
    direction: Integers
    p: Reals
    p_adjusted: Reals
    tested: Integers
    needed: Reals


def judge(
    estimates: Estimates,
    *,
    reference: float,
    margin: float,
    family: Integers | None = None,
    asked: NDArray[np.bool_] | None = None,
    confidence: float = 0.95,
    how: How = "benjamini-hochberg",
) -> Verdicts:
    """Judge every cell.

    An interval beyond the margin, on either side, is `attributed` if its p-value also withstands
    the correction within its family; one inside the margins is `negligible`; any other is
    `inconclusive`; without an interval there are `too few images`.

    Parameters
    ----------
    estimates
        Of each cell.
    reference, margin
        What an estimate is compared with, and by how much it must differ to be of any interest.
    family
        Shape (cell,): number of the family in which each cell is tested; one for all if None.
    asked
        Shape (cell,): which cells are judged at all, and belong to families; every one if None.
    confidence
        Of the intervals.
    how
        The correction.

    Examples
    --------
    >>> from partwise.statistics.clustered import Clustered
    >>> from partwise.statistics.estimates import estimate
    >>> found = estimate(Clustered.of_values([0.9, 1.1, 1.0, 1.3, 0.8, 1.2, 1.1, 0.9, 1.0, 1.2]))
    >>> judge(found, reference=0, margin=0.1).verdict.tolist()
    ['attributed']
    >>> judge(found, reference=1, margin=0.1).verdict.tolist()
    ['inconclusive']
    """
    family = np.zeros(len(estimates), np.int64) if family is None else family
    asked = np.ones(len(estimates), np.bool_) if asked is None else asked
    p = np.where(asked, p_values(estimates, reference=reference, margin=margin), np.nan)
    adjusted, level, tested = corrected(p, family, how=how)
    certain = adjusted <= FALSE_DISCOVERY_RATE
    above = certain & (estimates.low > reference + margin)
    below = certain & (estimates.high < reference - margin)
    inside = (estimates.low >= reference - margin) & (estimates.high <= reference + margin)
    verdict = np.full(len(p), INCONCLUSIVE, object)
    verdict[inside] = NEGLIGIBLE
    verdict[above | below] = ATTRIBUTED
    verdict[np.isnan(estimates.low)] = TOO_FEW
    verdict[~asked] = None
    unsettled = np.isin(verdict, (INCONCLUSIVE, TOO_FEW))
    needed = times_needed(
        estimates, level, reference=reference, margin=margin, alpha=1 - confidence
    )
    return Verdicts(
        verdict,
        above.astype(np.int64) - below,
        p,
        adjusted,
        tested,
        np.where(unsettled, needed, np.nan),
    )


def corrected(
    p: Reals, family: Integers, *, how: How = "benjamini-hochberg"
) -> tuple[Reals, Reals, Integers]:
    """Correct p-values within their families.

    Parameters
    ----------
    p, family
        Shape (cell,): NaN where a cell is not tested; number of its family.
    how
        The correction.

    Returns
    -------
    Three arrays of shape (cell,): the adjusted p-value; what the next cell of the family to be
    found would have to pass; how many cells the family has.

    Examples
    --------
    >>> adjusted, level, tested = corrected(np.array([0.001, 0.4]), np.array([0, 0]))
    >>> adjusted.tolist(), level.tolist(), tested.tolist()
    ([0.002, 0.4], [0.05, 0.05], [2, 2])
    """
    adjusted, level = np.full(len(p), np.nan), np.full(len(p), np.nan)
    tested = np.zeros(len(p), np.int64)
    for each in np.unique(family):
        own = family == each
        adjusted[own] = adjust(p[own], how=how)
        tested[own] = number = int((~np.isnan(p[own])).sum())
        found = int((adjusted[own] <= FALSE_DISCOVERY_RATE).sum())
        level[own] = FALSE_DISCOVERY_RATE * min((found + 1) / max(number, 1), 1)
    return adjusted, level, tested


def relying(attribution: Verdicts, effect: Verdicts) -> Verdicts:
    """Say `relies` where an effect in the same direction stands beside the attribution.

    Parameters
    ----------
    attribution, effect
        Verdicts of the same cells: of a signed measure, and of what removing the segment does
        beyond its placebo.
    """
    both = (attribution.verdict == ATTRIBUTED) & (effect.verdict == ATTRIBUTED)
    same = both & (attribution.direction == effect.direction)
    return replace(attribution, verdict=np.where(same, RELIES, attribution.verdict))


def by_itself(effect: Verdicts, removal: Estimates) -> Verdicts:
    """Take back effects that are the placebos' alone.

    An effect is what removing a part does less what removing as much elsewhere does. Where
    elsewhere matters, a part that does nothing differs from it too, on the other side; but it
    neither supports nor opposes anything. So an effect counts only where removing the part moves
    the logit to the same side by itself; otherwise the verdict is ``only elsewhere``.

    Parameters
    ----------
    effect
        Verdicts on effects.
    removal
        Of the same cells: what removing the part does, placebos aside.

    Examples
    --------
    >>> from partwise.statistics.clustered import Clustered
    >>> from partwise.statistics.estimates import estimate
    >>> removed = [0.1, -0.1, 0.0, 0.1, -0.1, 0.0, 0.1, -0.1, 0.1, -0.1]  # nothing to speak of
    >>> elsewhere = [1.0 + each for each in removed]
    >>> less = [a - b for a, b in zip(removed, elsewhere)]
    >>> effect = judge(estimate(Clustered.of_values(less)), reference=0, margin=0.1)
    >>> effect.verdict[0], by_itself(effect, estimate(Clustered.of_values(removed))).verdict[0]
    ('attributed', 'only elsewhere')
    """
    own = np.where(removal.low > 0, 1, np.where(removal.high < 0, -1, 0))
    taken = (effect.verdict == ATTRIBUTED) & (effect.direction != own)
    return replace(
        effect,
        verdict=np.where(taken, ONLY_ELSEWHERE, effect.verdict),
        direction=np.where(taken, 0, effect.direction),
    )


def power(
    away: Reals | float,
    margin: float,
    error: Reals | float,
    *,
    alpha: Reals | float = 0.05,
    skewness: Reals | float = 0.0,
    degrees: Reals | float = np.inf,
) -> tuple[Reals, Reals]:
    """Chances that a cell is called attributed, and that it is called negligible.

    Parameters
    ----------
    away
        The truth's distance from the reference.
    margin
        The practical margin.
    error
        Standard error.
    alpha
        Two-sided level of the interval that must lie beyond the margin, or inside it.
    skewness
        Of the mean.
    degrees
        Of freedom of the standard error.

    Notes
    -----
    Where values are skewed, a large mean comes with a large error. An end, ``mean + c * error``,
    has the variance ``1 + c * skewness + c**2 * (kurtosis - 1) / (4 * n)`` in squared errors, and
    the kurtosis is taken to be a gamma distribution's.

    Examples
    --------
    With ten times the margin and a standard error of three margins:

    >>> [round(float(chance), 2) for chance in power(1.0, 0.1, 0.3)]
    [0.85, 0.0]
    """
    # seen from the reference in the direction of the truth
    skewness = np.where(np.asarray(away) < 0, -1, 1) * skewness
    away = np.abs(away)
    at = special.stdtrit(degrees, 1 - np.asarray(alpha) / 2)

    def spread(times: Reals) -> Reals:
        kurtosis = 0.5 / (np.asarray(degrees) + 1) + 0.375 * skewness**2
        return np.sqrt(1 + times * skewness + times**2 * kurtosis)

    # the p-value takes the skewness at its worst
    near = np.maximum(at, skew(at, worst_skewness(skewness, degrees)))
    beyond = special.ndtr(((away - margin) / error - near) / spread(-near))
    high, low = np.maximum(at, -skew(-at, skewness)), np.maximum(at, skew(at, skewness))
    inside = special.ndtr(((margin - away) / error - high) / spread(high))
    inside += special.ndtr(((margin + away) / error - low) / spread(-low)) - 1
    return beyond, np.maximum(inside, 0)


def times_needed(
    estimates: Estimates, level: Reals, *, reference: float, margin: float, alpha: float
) -> Reals:
    """How many times as many clusters would settle a cell, found by bisection.

    Beyond the margin: enough for `POWER` at the level that the correction asks for, where the
    interval must lie beyond the margin too. Inside: enough for the interval to fit.

    Parameters
    ----------
    estimates
        Of each cell.
    level
        Shape (cell,): what a p-value would have to pass.
    reference, margin
        As in :func:`judge`.
    alpha
        What the interval leaves out.

    Returns
    -------
    Shape (cell,): NaN where no number of clusters would.
    """
    away = estimates.estimate - reference
    outside = np.abs(away) > margin
    alphas = np.where(outside, np.minimum(level, alpha), alpha)
    clusters = np.maximum(estimates.clusters, 1)

    def settles(times: Reals) -> NDArray[np.bool_]:
        beyond, inside = power(
            away,
            margin,
            estimates.standard_error / np.sqrt(times),
            alpha=alphas,
            skewness=estimates.skewness / np.sqrt(times),
            degrees=times * (estimates.degrees + 1) - 1,
        )
        return np.where(outside, beyond, inside) >= POWER

    least = LEAST_CLUSTERS / clusters
    low, high = np.log(least), np.log(_MOST_CLUSTERS / clusters)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for _ in range(_STEPS):
            middle = (low + high) / 2
            enough = settles(np.exp(middle))
            low, high = np.where(enough, low, middle), np.where(enough, middle, high)
        # where the least already would, the search ends a little above it
        times = np.where(settles(least), least, np.exp(high))
        return np.where(settles(times), times, np.nan)
