"""Rivals: the loop that a user writes with NumPy, for each segment A[mask], plainly or tuned."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from partwise.measure import Sums

TOP_FRACTION = 0.05
_COLUMNS = (
    "area_px",
    "saliency_sum",
    "positive_sum",
    "negative_sum",
    "square_sum",
    "saliency_min",
    "saliency_max",
    "top_px",
)


#: Area, sum, positive, negative, squares, least, most, strongest: of values and a threshold.
Row = Callable[["NDArray[np.float32]", "np.float32"], "tuple[float, ...]"]


def masked_loop(
    saliency: NDArray[np.float32], masks: Iterable[NDArray[np.bool_]], row: Row
) -> list[tuple[float, ...]]:
    """All sums of each segment, then of the whole map; float64 throughout."""
    places = math.ceil(TOP_FRACTION * saliency.size)
    threshold = np.partition(np.abs(saliency), -places, axis=None)[-places]
    rows = [row(saliency[mask], threshold) for mask in masks]
    rows.append(row(saliency.reshape(-1), threshold))
    return rows


def plain(values: NDArray[np.float32], threshold: np.float32) -> tuple[float, ...]:
    """What one writes: each sum as it is defined."""
    wide = values.astype(np.float64)
    return (
        wide.size,
        wide.sum(),
        wide[wide > 0].sum(),
        wide[wide < 0].sum(),
        (wide**2).sum(),
        wide.min(initial=np.inf),
        wide.max(initial=-np.inf),
        np.count_nonzero(np.abs(wide) >= threshold),
    )


def tuned(values: NDArray[np.float32], threshold: np.float32) -> tuple[float, ...]:
    """What one comes to with a profiler: vector instructions throughout, one pass less."""
    wide = values.astype(np.float64)
    positive = np.maximum(wide, 0).sum()
    negative = np.minimum(wide, 0).sum()
    return (
        values.size,
        positive + negative,
        positive,
        negative,
        np.dot(wide, wide),
        values.min(initial=np.inf),
        values.max(initial=-np.inf),
        np.count_nonzero(np.abs(values) >= threshold),
    )


def check_same(sums: Sums, rows: list[tuple[float, ...]], *, image: int) -> None:
    """Refuse to time two answers that differ by more than rounding."""
    whole = sums.of_image
    assert whole is not None
    wanted = np.array(rows)
    for at, name in enumerate(_COLUMNS):
        got = np.append(getattr(sums, name)[sums.image == image], getattr(whole, name)[image])
        if name == "top_px":  # partwise shares the last place among pixels that tie for it
            allowed = 1.0
        elif name == "square_sum":
            allowed = 1e-11 * wanted[:, at]
        else:
            allowed = 1e-11 * (wanted[:, 2] - wanted[:, 3]) if name.endswith("_sum") else 0.0
        wrong = ~(np.abs(got - wanted[:, at]) <= allowed)
        if wrong.any():
            raise SystemExit(f"{name}: partwise {got[wrong]} but the loop {wanted[wrong, at]}")
