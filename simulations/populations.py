"""Population: where values come from, with its true mean, deviation and skewness."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
Draw = Callable[[np.random.Generator, tuple[int, ...]], Reals]

#: Of everything that is drawn here.
SEED = 7


@dataclass(frozen=True, slots=True)
class Population:
    """A distribution of one image's value.

    Parameters
    ----------
    name
        As printed.
    draw
        Values of a given shape.
    moments
        Means of the value, its square and its cube.
    """

    name: str
    draw: Draw
    moments: tuple[float, float, float]

    @property
    def mean(self) -> float:
        return self.moments[0]

    @property
    def deviation(self) -> float:
        return math.sqrt(self.moments[1] - self.mean**2)

    @property
    def skewness(self) -> float:
        first, second, third = self.moments
        return (third - 3 * first * second + 2 * first**3) / self.deviation**3

    def standard(self, rng: np.random.Generator, shape: tuple[int, ...]) -> Reals:
        """Values with mean 0 and deviation 1."""
        return (self.draw(rng, shape) - self.mean) / self.deviation


def _lognormal(sigma: float) -> Population:
    moments = tuple(math.exp(power**2 * sigma**2 / 2) for power in (1, 2, 3))
    return Population(
        f"lognormal, sigma {sigma:g}", lambda rng, shape: rng.lognormal(0, sigma, shape), moments
    )


def _with_zeros(share: float) -> Population:
    """Shares of a part that most images hardly have: zeros, else Beta(2, 8)."""
    moments = tuple((1 - share) * each for each in (2 / 10, 6 / 110, 24 / 1320))

    def draw(rng: np.random.Generator, shape: tuple[int, ...]) -> Reals:
        return rng.beta(2, 8, shape) * (rng.random(shape) >= share)

    return Population(f"{share:.0%} zeros", draw, moments)


NORMAL = Population("normal", lambda rng, shape: rng.standard_normal(shape), (0, 1, 0))
#: Its third moment does not exist; it is even to both sides.
HEAVY_TAILED = Population(
    "Student's t, 3 df", lambda rng, shape: rng.standard_t(3, shape), (0, 3, 0)
)
EXPONENTIAL = Population("exponential", lambda rng, shape: rng.exponential(1, shape), (1, 2, 6))
SKEWED, VERY_SKEWED = _lognormal(0.5), _lognormal(1)
SOME_ZEROS, MANY_ZEROS = _with_zeros(0.3), _with_zeros(0.7)

POPULATIONS = (
    NORMAL,
    HEAVY_TAILED,
    EXPONENTIAL,
    SKEWED,
    VERY_SKEWED,
    SOME_ZEROS,
    MANY_ZEROS,
)
