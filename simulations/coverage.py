"""Coverage: how often intervals hold the truth, of one mean and of a difference of two."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy import special

from partwise.statistics.estimates import Estimates, estimate
from partwise.statistics.resampling import poisson_weights
from simulations.designs import DESIGNS, Design, Sums, in_cells
from simulations.populations import (
    EXPONENTIAL,
    MANY_ZEROS,
    NORMAL,
    SEED,
    SKEWED,
    VERY_SKEWED,
    Population,
    Reals,
)
from simulations.tables import marked, monte_carlo, print_table

CLUSTERS = (10, 15, 20, 30, 60, 100, 300)
GROUPS = ((10, 100), (15, 150), (30, 30), (30, 300), (100, 300))
#: Resamples of the bootstrap, as in `partwise.statistics.estimates.estimate`.
RESAMPLES = 1000
#: Data sets that share their bootstrap's weights.
BATCH = 100
#: From so many images up, and within these limits, intervals are meant to hold.
ENOUGH, LEAST, MOST = 30, 93.0, 97.0


@dataclass(slots=True)
class Missed:
    """How often the truth was below an interval, and above."""

    below: int = 0
    above: int = 0
    of: int = 0

    def add(self, low: Reals, high: Reals, truth: float) -> None:
        """Count the intervals of a batch."""
        self.below += int((low > truth).sum())
        self.above += int((high < truth).sum())
        self.of += len(low)

    @property
    def covered(self) -> float:
        """Per cent."""
        return 100 * (1 - (self.below + self.above) / self.of)


@dataclass(slots=True)
class Methods:
    """Several intervals of the same data."""

    partwise: Missed = field(default_factory=Missed)
    analytic: Missed = field(default_factory=Missed)
    percentile: Missed = field(default_factory=Missed)
    accelerated: Missed = field(default_factory=Missed)


def run(*, quick: bool = False) -> None:
    """Print the coverage of means and of differences."""
    sets = 300 if quick else 4000
    print(
        f"{sets} data sets each, 95 % intervals of {RESAMPLES} resamples; {monte_carlo(95, sets)}"
    )
    _means(sets, (15, 30) if quick else CLUSTERS)
    _differences(sets, ((30, 30),) if quick else GROUPS)


def _means(sets: int, numbers: tuple[int, ...]) -> None:
    found = {
        design.name: {number: _of_means(design, place, sets, number) for number in numbers}
        for place, design in enumerate(DESIGNS)
    }
    titles = {
        "partwise": "partwise: the farther end of studentized bootstrap and Student's t",
        "analytic": "analytic: cluster-robust Student's t",
        "percentile": "for comparison: percentiles of the bootstrap",
        "accelerated": "for comparison: bias-corrected and accelerated (BCa)",
    }
    for method, title in titles.items():
        rows = {
            name: [
                marked(getattr(each, method).covered, LEAST, MOST, starred=number >= ENOUGH)
                for number, each in by_number.items()
            ]
            for name, by_number in found.items()
        }
        print_table(
            f"% of intervals that hold the mean, by images or clusters\n{title}",
            numbers,
            rows,
            note=f"* outside {LEAST:g} to {MOST:g}, from {ENOUGH} up",
        )
    rows = {
        name: [_sides(each.partwise) for each in by_number.values()]
        for name, by_number in found.items()
    }
    print_table("partwise: % with the truth below, and above, the interval", numbers, rows)


def _sides(missed: Missed) -> str:
    return f"{100 * missed.below / missed.of:.1f}|{100 * missed.above / missed.of:.1f}"


def _of_means(design: Design, place: int, sets: int, number: int) -> Methods:
    rng = np.random.default_rng([SEED, place, number])
    found = Methods()
    for batch in range(sets // BATCH):
        count, total = design.draw(rng, BATCH, number)
        estimates = estimate(in_cells(count, total), resamples=RESAMPLES, seed=batch)
        found.partwise.add(estimates.low, estimates.high, design.truth)
        found.analytic.add(estimates.analytic_low, estimates.analytic_high, design.truth)
        means = _replicates((count, total), seed=batch)
        found.percentile.add(*_percentiles(means, 0.025, 0.975), design.truth)
        found.accelerated.add(*_accelerated(means, estimates), design.truth)
    return found


def _replicates(sums: Sums, *, seed: int) -> Reals:
    """Sorted replicates of each mean, not studentized."""
    count, total = sums
    drawn = poisson_weights(count.shape[1], resamples=RESAMPLES, seed=seed).astype(np.float64)
    # a resample without any cluster, once in 20,000 of ten, repeats the mean
    nothing = ~drawn.any(0)
    drawn[:, nothing] = 1
    return np.sort((total @ drawn) / (count @ drawn), axis=1)


def _percentiles(means: Reals, low: Reals | float, high: Reals | float) -> list[Reals]:
    places = [
        np.clip((np.broadcast_to(at, len(means)) * (RESAMPLES + 1)).astype(int), 1, RESAMPLES) - 1
        for at in (low, high)
    ]
    return [means[np.arange(len(means)), place] for place in places]


def _accelerated(means: Reals, estimates: Estimates) -> list[Reals]:
    """Efron 1987, *Better bootstrap confidence intervals*."""
    below = (means < estimates.estimate[:, None]).mean(1)
    bias = special.ndtri(np.clip(below, 1 / (RESAMPLES + 1), RESAMPLES / (RESAMPLES + 1)))
    rate = estimates.skewness / 6

    def level(at: float) -> Reals:
        moved = bias + special.ndtri(at)
        return special.ndtr(bias + moved / (1 - rate * moved))

    return _percentiles(means, level(0.025), level(0.975))


@dataclass(frozen=True, slots=True)
class Pair:
    """Two groups: values of either one, and how much wider the first spreads."""

    name: str
    first: Population
    second: Population
    wider: float = 1.0
    shared: bool = False

    def draw(self, rng: np.random.Generator, sets: int, first: int, second: int) -> list[Reals]:
        """Counts and sums of both groups; clusters are in one group or, where shared, in both."""
        common = min(first, second) if self.shared else 0
        number = first + second - common
        groups: list[Reals] = []
        effect = rng.standard_normal((sets, common))
        for population, size, begin, wider in (
            (self.first, first, 0, self.wider),
            (self.second, second, first - common, 1.0),
        ):
            count, total = np.zeros((sets, number)), np.zeros((sets, number))
            count[:, begin : begin + size] = 1
            total[:, begin : begin + size] = wider * population.standard(rng, (sets, size))
            groups += [count, total]
        both = (groups[0] > 0) & (groups[2] > 0)
        groups[1][both] += effect.ravel()
        groups[3][both] += effect.ravel()
        return groups


PAIRS = (
    Pair("normal", NORMAL, NORMAL),
    Pair("normal, first 3 times as wide", NORMAL, NORMAL, 3),
    Pair("normal, second 3 times", NORMAL, NORMAL, 1 / 3),
    Pair("exponential", EXPONENTIAL, EXPONENTIAL),
    Pair("exponential, first 3 times", EXPONENTIAL, EXPONENTIAL, 3),
    Pair("exponential, second 3 times", EXPONENTIAL, EXPONENTIAL, 1 / 3),
    Pair("lognormal, sigma 0.5", SKEWED, SKEWED),
    Pair("lognormal, sigma 1", VERY_SKEWED, VERY_SKEWED),
    Pair("70% zeros", MANY_ZEROS, MANY_ZEROS),
    Pair("exponential, shared images", EXPONENTIAL, EXPONENTIAL, shared=True),
)


def _differences(sets: int, groups: tuple[tuple[int, int], ...]) -> None:
    found = {
        pair.name: {sizes: _of_differences(pair, place, sets, *sizes) for sizes in groups}
        for place, pair in enumerate(PAIRS)
    }
    names = [f"{first}/{second}" for first, second in groups]
    for method in ("partwise", "analytic"):
        rows = {
            name: [
                marked(
                    getattr(each, method).covered, LEAST, MOST, starred=min(sizes) >= ENOUGH
                )
                for sizes, each in by_sizes.items()
            ]
            for name, by_sizes in found.items()
        }  # fmt: skip
        print_table(
            f"% of intervals that hold the difference of two means, by images in each\n{method}",
            names,
            rows,
            note=f"* outside {LEAST:g} to {MOST:g}, from {ENOUGH} up in both",
        )


def _of_differences(pair: Pair, place: int, sets: int, first: int, second: int) -> Methods:
    rng = np.random.default_rng([SEED, 100 + place, first, second])
    found = Methods()
    for batch in range(sets // BATCH):
        cells = in_cells(*pair.draw(rng, BATCH, first, second))
        estimates = estimate(cells, resamples=RESAMPLES, seed=batch)
        found.partwise.add(estimates.low, estimates.high, 0.0)
        found.analytic.add(estimates.analytic_low, estimates.analytic_high, 0.0)
    return found
