"""Design: data sets with a known truth, as sums by cluster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from partwise.statistics.clustered import Clustered
from simulations.populations import POPULATIONS, Population, Reals

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

#: Counts and sums, each of shape (data set, cluster).
Sums = tuple[Reals, Reals]


@dataclass(frozen=True, slots=True)
class Design:
    """How data sets come about.

    Parameters
    ----------
    name
        As printed.
    truth
        The mean over values.
    draw
        Counts and sums of so many data sets with so many clusters.
    """

    name: str
    truth: float
    draw: Callable[[np.random.Generator, int, int], Sums]


def in_cells(
    count: Reals, total: Reals, other_count: Reals | None = None, other_total: Reals | None = None
) -> Clustered:
    """Each data set a cell, all of them with the same clusters."""
    sets, clusters = count.shape
    return Clustered(
        np.arange(sets + 1) * clusters,
        np.tile(np.arange(clusters), sets),
        count.ravel(),
        total.ravel(),
        None if other_count is None else other_count.ravel(),
        None if other_total is None else other_total.ravel(),
    )


def _one_an_image(population: Population) -> Design:
    def draw(rng: np.random.Generator, sets: int, clusters: int) -> Sums:
        return np.ones((sets, clusters)), population.draw(rng, (sets, clusters))

    return Design(population.name, population.mean, draw)


def _sizes(rng: np.random.Generator, shape: tuple[int, int]) -> NDArray[np.float64]:
    """Very unequal sizes of clusters: a tenth of them has a third of the values."""
    return np.ceil(rng.lognormal(1, 1, shape))


def _normal_clusters(rng: np.random.Generator, count: Reals, *, correlation: float) -> Sums:
    """Normal values that clusters have in common to some part."""
    common = rng.standard_normal(count.shape) * np.sqrt(correlation)
    own = rng.standard_normal(count.shape) * np.sqrt((1 - correlation) / count)
    return count, count * (common + own)


def _even(rng: np.random.Generator, sets: int, clusters: int) -> Sums:
    return _normal_clusters(rng, np.full((sets, clusters), 5.0), correlation=0.3)


def _uneven(rng: np.random.Generator, sets: int, clusters: int) -> Sums:
    return _normal_clusters(rng, _sizes(rng, (sets, clusters)), correlation=0.3)


def _uneven_skewed(rng: np.random.Generator, sets: int, clusters: int) -> Sums:
    """Gamma values around exponential means."""
    count = _sizes(rng, (sets, clusters))
    return count, rng.gamma(2 * count, rng.exponential(1, count.shape) / 2)


def _telling(rng: np.random.Generator, sets: int, clusters: int) -> Sums:
    """The larger a cluster, the higher its values."""
    count, total = _uneven(rng, sets, clusters)
    return count, total + count * np.log(count)


def _telling_truth() -> float:
    size = np.arange(1, 1_000_001)
    chance = np.diff(special.ndtr(np.log(size) - 1), prepend=0)
    return float((chance * size * np.log(size)).sum() / (chance * size).sum())


DESIGNS = (
    *map(_one_an_image, POPULATIONS),
    Design("5 values an image, ICC 0.3", 0.0, _even),
    Design("uneven clusters, ICC 0.3", 0.0, _uneven),
    Design("uneven clusters, skewed", 1.0, _uneven_skewed),
    Design("uneven, larger is higher", _telling_truth(), _telling),
)
