"""Discoveries: how many of the cells called attributed are false, and what is wrongly negligible."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from partwise.statistics.clustered import Clustered
from partwise.statistics.correction import How
from partwise.statistics.estimates import estimate
from partwise.statistics.verdicts import ATTRIBUTED, FALSE_DISCOVERY_RATE, NEGLIGIBLE, judge
from simulations.designs import in_cells
from simulations.populations import (
    EXPONENTIAL,
    MANY_ZEROS,
    NORMAL,
    POPULATIONS,
    SEED,
    SKEWED,
    VERY_SKEWED,
    Population,
    Reals,
)
from simulations.tables import marked, monte_carlo, print_table

#: A family: so many classes, each with images of its own, in which so many segments lie.
CLASSES, SEGMENTS = 10, 20
CELLS = CLASSES * SEGMENTS
IMAGES = (30, 100)
#: The least that partwise takes; what decides in a large family is the p-value.
RESAMPLES = 200
CORRECTIONS: tuple[How, ...] = ("benjamini-hochberg", "benjamini-yekutieli")
Values = Callable[[np.random.Generator, int], Reals]


@dataclass(frozen=True, slots=True)
class Family:
    """Cells that are tested together.

    Parameters
    ----------
    name
        As printed.
    draw
        Values of shape (cell, image); the images of a class are the same in all of its cells.
    margin
        Around a reference of 0.
    real
        Shape (cell,): where the truth lies beyond the margin.
    """

    name: str
    draw: Values
    margin: float
    real: NDArray[np.bool_]


def run(*, quick: bool = False) -> None:
    """Print the rates of false discoveries, and of cells wrongly called negligible."""
    families = 20 if quick else 1000
    print(
        f"{families} families each, of {CELLS} cells ({CLASSES} classes of {SEGMENTS} segments); "
        f"intervals of {RESAMPLES} resamples;\nwhere nothing is real, {monte_carlo(5, families)}"
    )
    numbers = IMAGES[:1] if quick else IMAGES
    _false_discoveries(families, numbers)
    _false_negligible(400 if quick else 4000, numbers)


def _false_discoveries(families: int, numbers: tuple[int, ...]) -> None:
    rows: dict[str, list[str]] = {}
    for place, family in enumerate(FAMILIES):
        row = rows[family.name] = []
        for number in numbers:
            rng = np.random.default_rng([SEED, 200 + place, number])
            found = np.array(
                [_rates(family, family.draw(rng, number), seed) for seed in range(families)]
            )
            for false, share in 100 * found.mean(0):
                # with one error of the simulation to spare
                row.append(marked(false, 0, 100 * FALSE_DISCOVERY_RATE + _spare(families)))
                row.append(f"{share:.0f}" if family.real.any() else "-")
    print_table(
        "% of discoveries that are false, and % of the real ones that are found\n"
        "BH: Benjamini-Hochberg, as verdicts are; BY: Benjamini-Yekutieli",
        [
            f"{name} {number}"
            for number in numbers
            for how in ("BH", "BY")
            for name in (how, "found")
        ],
        rows,
        note=f"* above {100 * FALSE_DISCOVERY_RATE:g} by more than two standard errors",
    )


def _spare(families: int) -> float:
    rate = FALSE_DISCOVERY_RATE
    return 200 * float(np.sqrt(rate * (1 - rate) / families))


def _rates(family: Family, values: Reals, seed: int) -> list[tuple[float, float]]:
    """For each correction the share of false discoveries, and of the real ones found."""
    images = values.shape[1]
    cluster = np.repeat(np.arange(CLASSES), SEGMENTS)[:, None] * images + np.arange(images)
    cells = Clustered(
        np.arange(CELLS + 1) * images, cluster.ravel(), np.ones(values.size), values.ravel()
    )
    estimates = estimate(cells, resamples=RESAMPLES, seed=seed)
    rates: list[tuple[float, float]] = []
    for how in CORRECTIONS:
        verdicts = judge(estimates, reference=0.0, margin=family.margin, how=how)
        found = verdicts.verdict == ATTRIBUTED
        false, real = (found & ~family.real).sum(), (found & family.real).sum()
        rates.append((false / max(found.sum(), 1), real / max(family.real.sum(), 1)))
    return rates


def _false_negligible(sets: int, numbers: tuple[int, ...]) -> None:
    """The truth lies at the margin, which is one deviation wide."""
    rows: dict[str, list[str]] = {}
    for place, population in enumerate(POPULATIONS):
        row = rows[population.name] = []
        for number in numbers:
            rng = np.random.default_rng([SEED, 300 + place, number])
            for side in (1.0, -1.0):
                values = side + population.standard(rng, (sets, number))
                estimates = estimate(in_cells(np.ones(values.shape), values))
                verdict = judge(estimates, reference=0.0, margin=1.0).verdict
                row.append(f"{100 * (verdict == NEGLIGIBLE).mean():.1f}")
    print_table(
        "% called negligible although the truth lies at the upper, or the lower, margin\n"
        f"(2.5 % where an end of the interval is right; {monte_carlo(2.5, sets)})",
        [f"{side} {number}" for number in numbers for side in ("upper", "lower")],
        rows,
    )


def _at_reference(population: Population) -> Family:
    return Family(
        f"at the reference, {population.name}",
        lambda rng, images: population.standard(rng, (CELLS, images)),
        0.0,
        np.zeros(CELLS, np.bool_),
    )


def _at_margins(population: Population) -> Family:
    """Half of the cells at the upper margin, half at the lower."""
    margin = 0.25
    truth = np.where(np.arange(CELLS) % 2, margin, -margin)[:, None]
    return Family(
        f"at the margins, {population.name}",
        lambda rng, images: truth + population.standard(rng, (CELLS, images)),
        margin,
        np.zeros(CELLS, np.bool_),
    )


def _shares(name: str, lifts: dict[float, int], margin: float) -> Family:
    """Lifts less 1 of segments of one size, whose shares of an image are a Dirichlet draw."""
    lift = np.repeat(list(lifts), list(lifts.values()))

    def draw(rng: np.random.Generator, images: int) -> Reals:
        parts = rng.gamma(lift, size=(CLASSES, images, SEGMENTS))
        shares = parts / parts.sum(2, keepdims=True)
        return (SEGMENTS * shares - 1).transpose(0, 2, 1).reshape(CELLS, images)

    return Family(name, draw, margin, np.tile(np.abs(lift - 1) > margin, CLASSES))


FAMILIES = (
    *map(_at_reference, (NORMAL, EXPONENTIAL, SKEWED, VERY_SKEWED, MANY_ZEROS)),
    *map(_at_margins, (NORMAL, EXPONENTIAL, SKEWED, VERY_SKEWED, MANY_ZEROS)),
    _shares("shares, all even", {1.0: SEGMENTS}, 0.0),
    _shares("shares, 20 % real, no margin", {1.5: 2, 0.5: 2, 1.0: SEGMENTS - 4}, 0.0),
    _shares("shares, 20 % real, rest at margin", {2.0: 4, 0.75: SEGMENTS - 4}, 0.25),
)
