"""Timing: several ways to do the same, in turn, many times."""

from __future__ import annotations

import statistics
from time import thread_time_ns
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: How long a sample lasts at least, so that the clock's grain and the calls do not count.
SAMPLE_NS = 4_000_000


class Interleaved:
    """CPU times of several functions, one sample of each in turn.

    Parameters
    ----------
    functions
        What is timed, ours first; they were checked to answer the same.
    repeats
        Samples of each.
    """

    def __init__(self, functions: Sequence[Callable[[], object]], *, repeats: int) -> None:
        calls = [_calls(function) for function in functions]
        order = list(range(len(functions)))
        self.rounds: list[dict[int, float]] = []
        for _ in range(repeats):
            self.rounds.append({at: _sample(functions[at], calls[at]) for at in order})
            # who comes first changes, lest what the one before leaves in the caches counts
            order.append(order.pop(0))

    def median(self, at: int) -> float:
        """Microseconds a call."""
        return statistics.median(each[at] for each in self.rounds)

    def ratio(self, at: int) -> float:
        """How many times as long as the first it takes."""
        return self.median(at) / self.median(0)

    def spread(self, at: int) -> tuple[float, float]:
        """The least and the greatest ratio of any round."""
        ratios = [each[at] / each[0] for each in self.rounds]
        return min(ratios), max(ratios)


def _calls(function: Callable[[], object]) -> int:
    """How many calls make a sample; the first one compiles and is thrown away."""
    function()
    return max(1, int(SAMPLE_NS / (_sample(function, 1) * 1e3)))


def _sample(function: Callable[[], object], calls: int) -> float:
    """Microseconds of CPU time a call."""
    before = thread_time_ns()
    for _ in range(calls):
        function()
    return (thread_time_ns() - before) / calls / 1e3
