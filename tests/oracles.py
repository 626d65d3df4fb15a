"""Slow, obvious twins of the fast paths: plain Python, one pixel at a time."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence


class Row(NamedTuple):
    """What `measure` says of one segment."""

    area_px: int
    saliency_sum: float
    positive_sum: float
    negative_sum: float
    square_sum: float
    saliency_min: float
    saliency_max: float
    top_px: float
    absolute_sum: float


def sums(saliency: np.ndarray, mask: np.ndarray) -> Row:
    """Add up one map over one mask, each sum rounded once (`math.fsum`)."""
    values = [float(value) for value, here in zip(saliency.flat, mask.flat, strict=True) if here]
    return Row(
        len(values),
        math.fsum(values),
        math.fsum(value for value in values if value > 0),
        math.fsum(value for value in values if value < 0),
        math.fsum(value * value for value in values),
        min(values, default=math.nan),
        max(values, default=math.nan),
        math.fsum(shares(saliency)[mask].tolist()),
        math.fsum(abs(value) for value in values),
    )


def shares(saliency: np.ndarray) -> np.ndarray:
    """How far each pixel counts among the strongest 5 %: 1, 0, or its share of the last places.

    Pixels are sorted by absolute value and the strongest ⌈5 %⌉ taken; pixels that tie with the
    last one taken divide the places left between them. Zeros are never strong.
    """
    strength = [abs(float(value)) for value in saliency.flat]
    places = -(-len(strength) // 20)
    last = sorted(strength, reverse=True)[places - 1]
    above = sum(each > last for each in strength)
    ties = sum(each == last for each in strength)
    share = (places - above) / ties if last > 0 else 0.0
    counted = [1.0 if each > last else share if each == last else 0.0 for each in strength]
    return np.array(counted).reshape(saliency.shape)


def runs(mask: np.ndarray) -> list[tuple[int, int]]:
    """(start, end) of each run of set pixels, row-major."""
    found: list[tuple[int, int]] = []
    for at in np.flatnonzero(mask).tolist():
        if found and found[-1][1] == at:
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    return found


def coco_counts(mask: np.ndarray) -> list[int]:
    """COCO's uncompressed counts: unset, set, unset, … down the columns."""
    counts, here = [0], False
    for pixel in mask.T.flat:
        if bool(pixel) != here:
            counts.append(0)
            here = not here
        counts[-1] += 1
    return counts


def coverage(
    mask: np.ndarray,
    scale: tuple[Fraction, Fraction],
    offset: tuple[Fraction, Fraction],
    out_shape: tuple[int, int],
) -> list[list[Fraction]]:
    """Share of each output pixel that the moved mask covers, in exact fractions."""
    out = [[Fraction(0)] * out_shape[1] for _ in range(out_shape[0])]
    for row, column in np.argwhere(mask).tolist():
        for y in range(out_shape[0]):
            tall = _overlap(row, scale[0], offset[0], y)
            for x in range(out_shape[1]) if tall else ():
                out[y][x] += tall * _overlap(column, scale[1], offset[1], x)
    return out


def _overlap(pixel: int, scale: Fraction, offset: Fraction, out_pixel: int) -> Fraction:
    low = max(pixel * scale + offset, Fraction(out_pixel))
    high = min((pixel + 1) * scale + offset, Fraction(out_pixel + 1))
    return max(high - low, Fraction(0))


def polygon_cover(
    rings: Sequence[np.ndarray], shape: tuple[int, int], *, samples: int = 32
) -> np.ndarray:
    """Share of each pixel inside any ring (even-odd rule), from `samples`² points a pixel."""
    height, width = shape
    at_y = (np.arange(height * samples) + 0.5) / samples
    at_x = (np.arange(width * samples) + 0.5) / samples
    x, y = np.meshgrid(at_x, at_y)
    united = np.zeros(x.shape, bool)
    for ring in rings:
        inside = np.zeros(x.shape, bool)
        for (x0, y0), (x1, y1) in zip(ring, np.roll(ring, -1, axis=0), strict=True):
            if y0 != y1:
                passes = (y0 <= y) != (y1 <= y)
                inside ^= passes & (x < x0 + (y - y0) * (x1 - x0) / (y1 - y0))
        united |= inside
    return united.reshape(height, samples, width, samples).mean((1, 3))


def enlarge_slowly(grid, height, width):
    """Bilinear, pixel centres aligned, one output pixel at a time."""
    rows, columns = grid.shape
    out = np.zeros((height, width))
    for y in range(height):
        for x in range(width):
            v = min(max((y + 0.5) * rows / height - 0.5, 0), rows - 1)
            u = min(max((x + 0.5) * columns / width - 0.5, 0), columns - 1)
            top, left = int(v), int(u)
            bottom, right = min(top + 1, rows - 1), min(left + 1, columns - 1)
            a, b = v - top, u - left
            out[y, x] = (1 - a) * ((1 - b) * grid[top, left] + b * grid[top, right]) + a * (
                (1 - b) * grid[bottom, left] + b * grid[bottom, right]
            )
    return out
