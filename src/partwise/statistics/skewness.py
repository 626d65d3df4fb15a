"""Skewness: a transformation of Student's t that takes the skewness of a mean out, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from partwise.statistics.clustered import Reals

#: A skewness nearer to 0 than this changes nothing.
_NONE = 1e-9


def unskew(t: Reals, skewness: Reals) -> Reals:
    """Transform a studentized mean so that it is about as symmetric as Student's t.

    Parameters
    ----------
    t
        Deviation of a mean from the truth, over its standard error.
    skewness
        Of the mean: that of a value over the root of how many there are.

    Notes
    -----
    Hall 1992, *On the removal of skewness by transformation*, J. R. Statist. Soc. B 54, asks for
    ``t + skewness * (2 t**2 + 1) / 6`` up to terms of order 1 / n. His cubic grows flat where t is
    far out, as if a mean twenty standard errors away could still be chance; this logarithm has the
    same first terms, and goes on.

    Examples
    --------
    >>> unskew(np.array([-2.0, 2.0]), np.array([0.1, 0.1])).round(2).tolist()
    [-1.86, 2.16]
    """
    rate = 2 / 3 * np.where(np.abs(skewness) > _NONE, skewness, 1.0)
    # beyond the pole nothing is as far out by chance
    inner = np.maximum(-rate * t, np.nextafter(-1, 0))
    return np.where(np.abs(skewness) > _NONE, skewness / 6 - np.log1p(inner) / rate, t)


def skew(t: Reals, skewness: Reals) -> Reals:
    """Put skewness back: the inverse of `unskew`.

    Examples
    --------
    >>> skew(np.array([-1.86, 2.16]), np.array([0.1, 0.1])).round(2).tolist()
    [-2.0, 2.0]
    """
    rate = 2 / 3 * np.where(np.abs(skewness) > _NONE, skewness, 1.0)
    return np.where(
        np.abs(skewness) > _NONE, -np.expm1(-rate * (t - skewness / 6)) / rate, np.asarray(t)
    )


def worst_skewness(skewness: Reals, degrees: Reals | float) -> Reals:
    """The lower end of an estimated skewness's 95 % interval.

    A few images show less skewness than there is, and far tails, which decide in a large family,
    depend on it.

    Parameters
    ----------
    skewness
        Of the mean.
    degrees
        Of freedom of its standard error: n - 1.

    Notes
    -----
    The skewness of `n` normal values has the variance ``6 (n - 2) / ((n + 1) (n + 3))``, that of
    their mean 1 / n of it (Joanes & Gill 1998, *Comparing measures of sample skewness and
    kurtosis*, The Statistician 47).
    """
    number = np.maximum(np.asarray(degrees) + 1, 2)
    # divided out, so that it holds for a number without end
    variance = 6 / number * (1 - 2 / number) / ((1 + 1 / number) * (1 + 3 / number))
    return skewness - 2 * np.sqrt(variance / number)
