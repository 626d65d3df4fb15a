"""Limit: the range that an estimate must keep to, and whether it does."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from partwise.gate.wording import amount, one_line

#: A limit is written as it was given.
_EXACT = 6
Fail = Literal["when sure", "unless sure", "on estimate"]


@dataclass(frozen=True, slots=True)
class Limit:
    """A range, both ends included.

    Parameters
    ----------
    measure
        What is limited.
    low, high
        Ends of the range; infinite where it has none.
    apart_from
        Where the range is of a difference, what from: ``the rest``, or an earlier table.
    earlier
        Whether that is an earlier table.

    Examples
    --------
    >>> print(Limit("share", high=0.05))
    at most 5 %
    >>> print(Limit("share", high=0.02, apart_from="runs/main", earlier=True))
    at most 2 points more than in runs/main
    """

    measure: str
    low: float = -math.inf
    high: float = math.inf
    apart_from: str | None = None
    earlier: bool = False

    def keeps(self, estimate: float, low: float | None, high: float | None, *, fail: Fail) -> bool:
        """Whether an estimate passes whose interval is from `low` to `high`, or has none.

        Examples
        --------
        >>> limit = Limit("share", high=0.05)
        >>> [limit.keeps(0.06, 0.04, 0.08, fail=each) for each in ("when sure", "unless sure")]
        [True, False]
        """
        if fail == "on estimate" or low is None or high is None:
            low = high = estimate
        if fail == "unless sure":
            return self.low <= low and high <= self.high
        return low <= self.high and high >= self.low

    def room(self, estimate: float) -> float:
        """How far inside the range an estimate lies; below 0 outside."""
        return min(estimate - self.low, self.high - estimate)

    def __str__(self) -> str:
        """What is allowed, in words."""
        if self.earlier:
            return self._beside_earlier()
        apart = self.apart_from is not None
        ends = [each for each in (self.low, self.high) if math.isfinite(each)]
        written = amount(self.measure, *ends, apart=apart, digits=_EXACT)
        if len(ends) == 1:
            written = f"at {'least' if math.isfinite(self.low) else 'most'} {written}"
        return written + (f" from {self.apart_from}" if apart else "")

    def _beside_earlier(self) -> str:
        way, by = ("more", self.high) if math.isfinite(self.high) else ("less", -self.low)
        than = f"than in {one_line(self.apart_from)}"
        if not by:
            return f"no {way} {than}"
        written = amount(self.measure, by, apart=True, digits=_EXACT).removeprefix("+")
        return f"at most {written} {way} {than}"
