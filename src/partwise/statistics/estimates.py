"""Estimates: for each cell a mean or a difference of means, its error and its intervals."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from partwise.statistics.limits import LEAST_CLUSTERS
from partwise.statistics.moments import find_moments
from partwise.statistics.resampling import replicate
from partwise.statistics.skewness import skew, unskew, worst_skewness

if TYPE_CHECKING:
    from collections.abc import Callable

    from partwise.statistics.clustered import Clustered, Integers, Reals
    from partwise.statistics.moments import Moments
    from partwise.statistics.resampling import Replicates


@dataclass(frozen=True, slots=True, eq=False)
class Estimates:
    """One number a cell in each array, NaN where there is none.

    Parameters
    ----------
    clusters
        How many clusters the cell has; of the smaller group where two are compared.
    estimate
        Mean over values, or the difference of two means.
    standard_error
        Cluster-robust (Liang & Zeger 1986), with the factor C / (C - 1) of each group.
    degrees
        Degrees of freedom of Student's t: C - 1, or Welch's for two groups.
    skewness
        Third moment of the clusters' influence over the power 3/2 of their second: what is left
        of the skewness in the mean.
    low, high
        Ends of the interval: the farther of a studentized Poisson bootstrap and Student's t.
    analytic_low, analytic_high
        Ends of the cluster-robust t interval, as a check.
    """

    clusters: Integers
    estimate: Reals
    standard_error: Reals
    degrees: Reals
    skewness: Reals
    low: Reals
    high: Reals
    analytic_low: Reals
    analytic_high: Reals

    def __len__(self) -> int:
        return len(self.estimate)

    @classmethod
    def joined(cls, parts: list[Estimates]) -> Estimates:
        """Estimates of several batches of cells, one after another."""
        names = [field.name for field in fields(cls)]
        return cls(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def estimate(
    cells: Clustered, *, confidence: float = 0.95, resamples: int = 1000, seed: int = 0
) -> Estimates:
    """Estimate every cell, with intervals.

    Parameters
    ----------
    cells
        Values added up by cluster.
    confidence
        Of the intervals.
    resamples
        Of the bootstrap; 0 leaves only the analytic interval, in both places.
    seed
        Of the bootstrap.

    Notes
    -----
    The bootstrap's replicates are studentized, which follows the skewness of a mean; percentiles
    and BCa covered 2 to 4 points less in our simulation. On heavy tails that are even to both
    sides Student's t is the better one, so that each end is the farther of the two.

    Examples
    --------
    >>> from partwise.statistics.clustered import Clustered
    >>> lifts = [0.9, 1.1, 1.0, 1.3, 0.8, 1.2, 1.1, 0.9, 1.0, 1.2, 1.4, 0.7]
    >>> found = estimate(Clustered.of_values(lifts))
    >>> f"{found.estimate[0]:.2f}, {found.low[0]:.2f} to {found.high[0]:.2f}"
    '1.05, 0.91 to 1.19'
    """
    two = cells.other_count is not None

    def replicates(scale: Reals) -> Replicates:
        return replicate(cells, scale, resamples=resamples, seed=seed)

    return conclude(
        find_moments(cells),
        replicates if resamples else None,
        entries=np.diff(cells.offsets) if two else None,
        confidence=confidence,
    )


def conclude(
    found: Moments,
    replicates: Callable[[Reals], Replicates] | None,
    *,
    entries: Integers | None,
    confidence: float,
) -> Estimates:
    """Make estimates of moments.

    Parameters
    ----------
    found
        Of every cell.
    replicates
        Gives studentized replicates, of shape (cell, resample), asked with about the size of one
        cluster's influence in each cell; None leaves only the analytic interval.
    entries
        Shape (cell,): how many clusters both groups have together; None where there is one group.
    confidence
        Of the intervals.
    """
    clusters: Integers = found.clusters
    degrees: Reals = (found.clusters - 1).astype(np.float64)
    if entries is not None:
        clusters = np.minimum(clusters, found.other_clusters)
        degrees = _welch(found, entries)
    mean, error = found.mean, np.sqrt(found.square)
    with np.errstate(divide="ignore", invalid="ignore"):
        skewness = np.where(error > 0, found.cube / (error * found.square), 0.0)
    enough = clusters >= LEAST_CLUSTERS
    half = special.stdtrit(np.maximum(degrees, 1), (1 + confidence) / 2) * error
    analytic_low = np.where(enough, mean - half, np.nan)
    analytic_high = np.where(enough, mean + half, np.nan)
    low, high = analytic_low, analytic_high
    if replicates is not None:
        ends = _quantiles(replicates(np.where(error > 0, error, 1.0)), confidence)
        skewed = _skewed_ends(skewness, degrees, confidence)
        ends = [
            np.where(np.isfinite(end), end, other) for end, other in zip(ends, skewed, strict=True)
        ]
        with np.errstate(invalid="ignore"):
            low = np.fmin(low, np.where(enough, mean - ends[1] * error, np.nan))
            high = np.fmax(high, np.where(enough, mean - ends[0] * error, np.nan))
    error = np.where(clusters > 1, error, np.nan)
    return Estimates(
        clusters, mean, error, degrees, skewness, low, high, analytic_low, analytic_high
    )


def p_values(estimates: Estimates, *, reference: Reals | float, margin: Reals | float) -> Reals:
    """Two-sided p-values of the hypothesis that an estimate is within a margin of a reference.

    Analytic, since a thousand resamples know no p below 0.001. On either side the greater of
    Student's t and of the same with the mean's skewness taken out, where the skewness is as bad as
    its own 95 % interval allows.

    Parameters
    ----------
    estimates
        Of each cell.
    reference, margin
        The hypothesis is ``abs(truth - reference) <= margin``.

    Returns
    -------
    Shape (cell,): twice the smaller one of both sides; NaN where there is no interval.

    Examples
    --------
    >>> from partwise.statistics.clustered import Clustered
    >>> found = estimate(Clustered.of_values([0.9, 1.1, 1.0, 1.3, 0.8, 1.2, 1.1, 0.9, 1.0, 1.2]))
    >>> [round(float(p_values(found, reference=at, margin=0.1)[0]), 4) for at in (1.0, 0.8)]
    [1.0, 0.0563]
    """
    above, below = tails(estimates, reference=reference, margin=margin)
    return np.minimum(1.0, 2 * np.minimum(above, below))


def tails(
    estimates: Estimates, *, reference: Reals | float, margin: Reals | float
) -> tuple[Reals, Reals]:
    """One-sided p-values: of a truth that is not above the margin, and of one not below it.

    Parameters
    ----------
    estimates
        Of each cell.
    reference, margin
        The hypotheses are ``truth - reference <= margin`` and ``reference - truth <= margin``.

    Returns
    -------
    Two arrays of shape (cell,), NaN where there is no interval; see :func:`p_values`.

    Examples
    --------
    >>> from partwise.statistics.clustered import Clustered
    >>> found = estimate(Clustered.of_values([0.9, 1.1, 1.0, 1.3, 0.8, 1.2, 1.1, 0.9, 1.0, 1.2]))
    >>> [round(float(p[0]), 4) for p in tails(found, reference=0.8, margin=0.1)]
    [0.0281, 1.0]
    """
    away = estimates.estimate - reference
    none = np.isnan(estimates.low)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        above = _upper_tail((away - margin) / estimates.standard_error, estimates, 1)
        below = _upper_tail((-away - margin) / estimates.standard_error, estimates, -1)
    return np.where(none, np.nan, above), np.where(none, np.nan, below)


def _upper_tail(t: Reals, estimates: Estimates, sign: int) -> Reals:
    # where all values are alike the error is 0: t is infinite, or 0 / 0 at the margin itself
    t = np.where(np.isnan(t), 0.0, t)
    plain = special.stdtr(estimates.degrees, -t)
    worst = worst_skewness(sign * estimates.skewness, estimates.degrees)
    skewed = special.stdtr(estimates.degrees, -unskew(np.clip(t, -1e6, 1e6), worst))
    return np.maximum(plain, np.where(np.isinf(t), plain, skewed))


def _welch(found: Moments, entries: Integers) -> Reals:
    """Welch's degrees of freedom; never more than clusters allow that are in both groups."""
    first, second = found.clusters - 1.0, found.other_clusters - 1.0
    with np.errstate(divide="ignore", invalid="ignore"):
        degrees = (found.own + found.other) ** 2 / (found.own**2 / first + found.other**2 / second)
    degrees = np.where(np.isfinite(degrees), degrees, np.minimum(first, second))
    return np.minimum(degrees, entries - 1.0)


def _quantiles(replicates: Replicates, confidence: float) -> list[Reals]:
    """The studentized replicates' quantiles at both ends; puts them in another order."""
    resamples = replicates.shape[1]
    rank = max(int((resamples + 1) * (1 - confidence) / 2), 1) - 1
    replicates.partition([rank, resamples - 1 - rank], axis=1)
    return [replicates[:, at].astype(np.float64) for at in (rank, resamples - 1 - rank)]


def _skewed_ends(skewness: Reals, degrees: Reals, confidence: float) -> list[Reals]:
    """What Student's t quantiles become once the skewness is put back."""
    at = special.stdtrit(np.maximum(degrees, 1), (1 + confidence) / 2)
    return [skew(-at, skewness), skew(at, skewness)]
