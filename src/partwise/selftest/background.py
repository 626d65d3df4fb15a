"""Background: plain, sloping, cloudy or speckled, in any two colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Pixels = NDArray[np.float32]

#: Kinds of background, all equally likely in every class.
KINDS = ("slope", "horizon", "clouds", "speckle")


def paint_background(side: int, rng: np.random.Generator) -> Pixels:
    """Paint one of any kind; shape (side, side, 3), from 0 to 1."""
    kind = rng.choice(KINDS)
    one, other = rng.uniform(0.1, 0.95, (2, 3))
    mixed = _mix(str(kind), side, rng)[..., None]
    grain = 0.02 * rng.standard_normal((side, side, 1), np.float32)
    return np.clip(one + mixed * (other - one) + grain, 0, 1).astype(np.float32)


def _mix(kind: str, side: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """How much of the second colour there is at each pixel."""
    x = np.linspace(0, 1, side)
    y = x[:, None]
    if kind == "slope":
        angle = rng.uniform(0, 2 * np.pi)
        return 0.5 + 0.5 * (np.cos(angle) * (x - 0.5) + np.sin(angle) * (y - 0.5))
    if kind == "horizon":
        height, tilt = rng.uniform(0.35, 0.75), rng.uniform(-0.2, 0.2)
        return np.clip((y - height - tilt * (x - 0.5)) * side / 2, 0, 1)
    sigma = side * (rng.uniform(0.06, 0.15) if kind == "clouds" else rng.uniform(0.012, 0.03))
    noise = cv2.GaussianBlur(rng.standard_normal((side, side), np.float32), (0, 0), float(sigma))
    return np.clip(0.5 + 0.3 * noise / noise.std(), 0, 1)
