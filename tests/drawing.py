"""Pictures and masks written as text, so that a test shows what it is about."""

from __future__ import annotations

import numpy as np


def picture(*rows: str) -> np.ndarray:
    """A saliency map: ``picture("1 2", "3 -4")`` is 2×2 of float32."""
    return np.array([[float(cell) for cell in row.split()] for row in rows], np.float32)


def mask(*rows: str) -> np.ndarray:
    """A mask: ``mask("#.", "##")`` is 2×2 of bool, `#` is set."""
    return np.array([[cell == "#" for cell in row] for row in rows], bool)
