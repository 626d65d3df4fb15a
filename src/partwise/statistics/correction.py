"""Correction: p-values of a family of cells, adjusted for how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from partwise.statistics.clustered import Reals

#: Benjamini & Hochberg 1995; Benjamini & Yekutieli 2001, for any kind of dependence.
How = Literal["benjamini-hochberg", "benjamini-yekutieli"]
# SciPy.stats has this too, and takes a second to import: longer than most tables take to show


def adjust(p: Reals, *, how: How = "benjamini-hochberg") -> Reals:
    """Adjust p-values so that those below a rate are false at no more than that rate.

    Parameters
    ----------
    p
        Shape (cell,): of one family; NaN where a cell was not tested, which stays and counts
        for nothing.
    how
        The correction.

    Returns
    -------
    Shape (cell,).

    Examples
    --------
    >>> adjust(np.array([0.01, np.nan, 0.02, 0.9])).round(3).tolist()
    [0.03, nan, 0.03, 0.9]
    """
    adjusted = np.full(len(p), np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    order = tested[np.argsort(p[tested], kind="stable")]
    rank = np.arange(1, len(order) + 1)
    times = len(order) * (np.sum(1 / rank) if how == "benjamini-yekutieli" else 1.0)
    # no p is adjusted to more than one after it
    adjusted[order] = np.minimum.accumulate((p[order] * times / rank)[::-1])[::-1]
    return np.minimum(adjusted, 1.0)
