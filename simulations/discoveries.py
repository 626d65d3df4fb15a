"""Discoveries: how many of the cells called attributed, and called negligible, are so wrongly."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from partwise.statistics.clustered import Clustered
from partwise.statistics.correction import adjust
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

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: A family: so many classes, each with images of its own, in which so many segments lie.
CLASSES, SEGMENTS = 10, 20
CELLS = CLASSES * SEGMENTS
IMAGES = (30, 100)
#: The least that partwise takes; what decides in a large family is the p-value.
RESAMPLES = 200
#: Families that share their bootstrap's weights.
BATCH = 20
Draw = Callable[[np.random.Generator, int], Reals]


@dataclass(frozen=True, slots=True)
class Family:
    """Cells that are tested together.

    Parameters
    ----------
    name
        As printed.
    draw
        Values of shape (cell, image) of one family; a class has the same images in its cells.
    margin
        Around a reference of 0.
    real
        Shape (cell,): where the truth lies beyond the margin.
    """

    name: str
    draw: Draw
    margin: float
    real: NDArray[np.bool_]


def run(*, quick: bool = False) -> None:
    """Print the rates of false discoveries, and of cells wrongly called negligible."""
    families, sets = (BATCH, 400) if quick else (1000, 4000)
    numbers = IMAGES[:1] if quick else IMAGES
    print(
        f"{families} families each, of {CELLS} cells ({CLASSES} classes of {SEGMENTS} segments); "
        f"intervals of {RESAMPLES} resamples;\nwhere nothing is real, {monte_carlo(5, families)}"
    )
    _false_discoveries(families, numbers)
    _false_negligible(sets, numbers)


def _false_discoveries(families: int, numbers: tuple[int, ...]) -> None:
    rate = FALSE_DISCOVERY_RATE
    most = 100 * (rate + 2 * math.sqrt(rate * (1 - rate) / families))
    rows: dict[str, list[str]] = {}
    for place, family in enumerate(FAMILIES):
        row = rows[family.name] = []
        for number in numbers:
            rng = np.random.default_rng([SEED, 200 + place, number])
            batches = [_rates(family, rng, number, seed) for seed in range(families // BATCH)]
            for false, found in 100 * np.mean(batches, axis=0):
                row.append(marked(false, 0, most))
                row.append(f"{found:.0f}" if family.real.any() else "-")
    print_table(
        "% of discoveries that are false, and % of the real ones that are found, by images a "
        "class\n"
        "BH: Benjamini-Hochberg, as verdicts are; BY: Benjamini-Yekutieli",
        [f"{name} {number}" for number in numbers for name in ("BH", "found", "BY", "found")],
        rows,
        note=f"* above {100 * rate:g} by more than two standard errors",
    )


def _rates(family: Family, rng: np.random.Generator, images: int, seed: int) -> Reals:
    """By correction: the mean share of false discoveries, and of the real ones found."""
    values = np.stack([family.draw(rng, images) for _ in range(BATCH)])
    one_class = np.tile(np.arange(images), (SEGMENTS, 1))
    cluster = np.concatenate([one_class + images * each for each in range(CLASSES)])
    cells = Clustered(
        np.arange(BATCH * CELLS + 1) * images,
        np.tile(cluster.ravel(), BATCH),
        np.ones(values.size),
        values.ravel(),
    )
    estimates = estimate(cells, resamples=RESAMPLES, seed=seed)
    verdicts = judge(
        estimates,
        reference=0.0,
        margin=family.margin,
        family=np.repeat(np.arange(BATCH), CELLS),
    )
    hochberg = (verdicts.verdict == ATTRIBUTED).reshape(BATCH, CELLS)
    # the other correction finds nothing that this one does not
    adjusted = [adjust(p, how="benjamini-yekutieli") for p in verdicts.p.reshape(BATCH, CELLS)]
    rates = []
    for found in (hochberg, hochberg & (np.array(adjusted) <= FALSE_DISCOVERY_RATE)):
        false = (found & ~family.real).sum(1) / np.maximum(found.sum(1), 1)
        real = (found & family.real).sum(1) / max(family.real.sum(), 1)
        rates.append((false.mean(), real.mean()))
    return np.array(rates)


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
        f"({sets} data sets each; 2.5 where an end of the interval is right; "
        f"{monte_carlo(2.5, sets)})",
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
