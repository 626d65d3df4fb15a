"""Power: whether as many images as are said to be needed settle a cell as often as promised."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from partwise.statistics.estimates import Estimates, estimate
from partwise.statistics.verdicts import ATTRIBUTED, NEGLIGIBLE, POWER, judge
from simulations.designs import in_cells
from simulations.populations import (
    EXPONENTIAL,
    HEAVY_TAILED,
    MANY_ZEROS,
    NORMAL,
    SEED,
    SKEWED,
    VERY_SKEWED,
    Population,
)
from simulations.tables import marked, monte_carlo, print_table

#: A cell's true mean, and the margin, in deviations.
CASES = ((0.6, 0.1), (-0.6, 0.1), (0.35, 0.1), (-0.35, 0.1), (0.0, 0.5), (0.2, 0.5), (-0.2, 0.5))
#: How many cells are tested, and how many of the others are certain to be found.
FAMILIES = ((1, 0), (100, 0), (100, 20))
SPREADING = (NORMAL, HEAVY_TAILED, EXPONENTIAL, SKEWED, VERY_SKEWED, MANY_ZEROS)
#: By how much the promise may be missed.
WITHIN = 10


@dataclass(frozen=True, slots=True)
class Case:
    """One cell to be settled, in a family.

    Parameters
    ----------
    population
        Of the values, standardized and moved to the truth.
    truth, margin
        From a reference of 0.
    tested, found
        How many cells the family has, and how many others are certain to be found; the rest have
        a truth of 0.
    """

    population: Population
    truth: float
    margin: float
    tested: int
    found: int

    @property
    def others(self) -> np.ndarray:
        """The truths of the other cells."""
        return np.repeat([10.0, 0.0], [self.found, self.tested - 1 - self.found])

    def needed(self, *, pilot: int = 20) -> int:
        """How many images are said to be needed, by what is true of this many."""
        truth = np.append(self.truth, self.others)
        error = np.full(self.tested, 1 / math.sqrt(pilot))
        skewness = np.full(self.tested, self.population.skewness / math.sqrt(pilot))
        # ends so far out that the cell itself is open, and those found are found
        low, high = truth - 5, truth + 5
        known = Estimates(
            np.full(self.tested, pilot), truth, error, np.full(self.tested, pilot - 1.0),
            skewness, low, high, low, high,
        )  # fmt: skip
        verdicts = judge(known, reference=0.0, margin=self.margin)
        return math.ceil(pilot * verdicts.needed[0])

    def settled(self, rng: np.random.Generator, images: int, times: int) -> float:
        """How often so many images settle the cell, in per cent."""
        shape = (times, images)
        own = self.truth + self.population.standard(rng, shape)
        parts = [estimate(in_cells(np.ones(shape), own))]
        for truth in self.others:
            # what others are matters only for their p-values
            other = truth + rng.standard_normal(shape)
            parts.append(estimate(in_cells(np.ones(shape), other), resamples=0))
        verdicts = judge(
            Estimates.joined(parts),
            reference=0.0,
            margin=self.margin,
            family=np.tile(np.arange(times), self.tested),
        )
        wanted = ATTRIBUTED if abs(self.truth) > self.margin else NEGLIGIBLE
        return 100 * float((verdicts.verdict[:times] == wanted).mean())


def run(*, quick: bool = False) -> None:
    """Print how many images are needed, and how often they settle a cell."""
    times = 100 if quick else 1000
    print(f"{times} data sets each; {monte_carlo(100 * POWER, times)}")
    rows: dict[str, list[str]] = {}
    for place, population in enumerate(SPREADING[:2] if quick else SPREADING):
        for truth, margin in CASES[:2] if quick else CASES:
            row = rows[f"{population.name}, {truth:g} beside {margin:g}"] = []
            for tested, found in FAMILIES[:2] if quick else FAMILIES:
                case = Case(population, truth, margin, tested, found)
                if tested > 1 and abs(truth) <= margin:
                    # an interval inside the margins needs no correction
                    row += ["-", "-"]
                    continue
                images = case.needed()
                rng = np.random.default_rng([SEED, 400 + place, images, tested])
                settled = case.settled(rng, images, times)
                target = 100 * POWER
                row += [str(images), marked(settled, target - WITHIN, target + WITHIN)]
    print_table(
        f"images said to be needed, and % of cells that as many settle ({100 * POWER:g} promised)\n"
        "truth beside margin, in deviations, by cells tested (and others found)",
        [
            name
            for tested, found in (FAMILIES[:2] if quick else FAMILIES)
            for name in (f"{tested} ({found})", "settled")
        ],
        rows,
        note=f"* off by more than {WITHIN}",
    )
