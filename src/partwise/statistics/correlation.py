"""Correlation: by groups, how well two numbers put things in the same order or on the same side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from partwise.statistics.limits import LEAST_CLUSTERS

if TYPE_CHECKING:
    from partwise.statistics.clustered import Integers, Reals


def rank_correlations(
    group: Integers, one: Reals, other: Reals, *, groups: int
) -> tuple[Reals, Integers]:
    """Spearman's rank correlation within each group, tied values sharing their ranks.

    Parameters
    ----------
    group
        Shape (value,): number of each value's group, from 0.
    one, other
        Shape (value,): pairs of values; a pair of which one is NaN is left out.
    groups
        How many there are.

    Returns
    -------
    Shape (group,): the correlation, NaN where one of the two has a single value; and how many
    pairs there are.

    Examples
    --------
    >>> group, values = np.zeros(4, np.int64), np.array([1.0, 2.0, 3.0, 4.0])
    >>> rank_correlations(group, values, np.array([1.0, 4.0, 9.0, 100.0]), groups=1)[0].tolist()
    [1.0]
    """
    known = ~(np.isnan(one) | np.isnan(other))
    group, one, other = group[known], one[known], other[known]
    number = np.bincount(group, minlength=groups)
    centred = [_ranks(group, each, number) - (number[group] - 1) / 2 for each in (one, other)]
    both, *squares = (
        np.bincount(group, a * b, minlength=groups)
        for a, b in ((centred[0], centred[1]), *((each, each) for each in centred))
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        found = both / np.sqrt(squares[0] * squares[1])
    return np.clip(found, -1, 1), number


def correlation_intervals(
    correlation: Reals, number: Integers, *, confidence: float = 0.95
) -> tuple[Reals, Reals]:
    """Ends of intervals of rank correlations, NaN where there are fewer than ten pairs.

    Fisher's transformation, with the standard error of Bonett & Wright 2000,
    ``sqrt((1 + r**2 / 2) / (n - 3))``.

    Examples
    --------
    >>> low, high = correlation_intervals(np.array([0.5]), np.array([30]))
    >>> f"{low[0]:.3f} to {high[0]:.3f}"
    '0.148 to 0.740'
    """
    known = np.where(number >= LEAST_CLUSTERS, correlation, np.nan)
    error = np.sqrt((1 + known**2 / 2) / np.maximum(number - 3, 1))
    half = special.ndtri((1 + confidence) / 2) * error
    with np.errstate(divide="ignore"):
        middle = np.arctanh(known)
    return np.tanh(middle - half), np.tanh(middle + half)


def share_intervals(
    hits: Integers, number: Integers, *, confidence: float = 0.95
) -> tuple[Reals, Reals]:
    """Ends of intervals of shares (Wilson 1927), NaN where there is nothing to share.

    Examples
    --------
    >>> low, high = share_intervals(np.array([19]), np.array([20]))
    >>> f"{low[0]:.3f} to {high[0]:.3f}"
    '0.764 to 0.991'
    """
    square = special.ndtri((1 + confidence) / 2) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        share = hits / number
        middle = (hits + square / 2) / (number + square)
        half = np.sqrt(square * number * share * (1 - share) + square**2 / 4) / (number + square)
    return np.maximum(middle - half, 0), np.minimum(middle + half, 1)


def _ranks(group: Integers, value: Reals, number: Integers) -> Reals:
    """The rank of each value in its group, from 0; ties have the mean of their ranks."""
    order = np.lexsort((value, group))
    sorted_group, sorted_value = group[order], value[order]
    first = np.ones(len(order), np.bool_)
    first[1:] = (np.diff(sorted_group) != 0) | (sorted_value[1:] != sorted_value[:-1])
    starts = np.flatnonzero(first)
    ends = np.append(starts[1:], len(order))
    middle = np.repeat((starts + ends - 1) / 2, ends - starts)
    ranks = np.empty(len(order))
    ranks[order] = middle - (np.cumsum(number) - number)[sorted_group]
    return ranks
