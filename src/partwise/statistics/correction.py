"""Correction: p-values of a family of cells, adjusted for how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from partwise.statistics.clustered import Reals

#: Benjamini & Hochberg 1995; Benjamini & Yekutieli 2001, for any kind of dependence.
How = Literal["benjamini-hochberg", "benjamini-yekutieli"]
_METHODS = {"benjamini-hochberg": "bh", "benjamini-yekutieli": "by"}


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
    from scipy.stats import false_discovery_control

    adjusted = np.full(len(p), np.nan)
    tested = ~np.isnan(p)
    if tested.any():
        adjusted[tested] = false_discovery_control(p[tested], method=_METHODS[how])
    return adjusted
