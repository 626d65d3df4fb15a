"""Polygons: a mask as outlines, drawn only once it is known at which size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from partwise.errors import AnnotationError
from partwise.rle import Rle
from partwise.runs import compiled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from partwise.shapes import FloatMap, Points, Shape

#: What an outline without area covers of the one pixel it touches.
TOUCH = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class Polygons:
    """A mask as one or more closed outlines; it is their union.

    Parameters
    ----------
    shape
        (height, width) of the image that the outlines were drawn on, in pixels.
    rings
        Each (point, 2) of float64: x and y in continuous pixel coordinates, in which the
        first pixel reaches from 0 to 1. At least three points each.

    Raises
    ------
    AnnotationError
        If a ring has fewer than three points, or a coordinate is not finite.

    Examples
    --------
    >>> square = Polygons((4, 4), [np.array([[1, 1], [3, 1], [3, 3], [1, 3]])])
    >>> square.to_rle().area
    4
    """

    shape: Shape
    rings: Sequence[Points]

    def __post_init__(self) -> None:
        try:
            rings = tuple(np.array(ring, np.float64) for ring in self.rings)
        except (TypeError, ValueError) as error:
            raise AnnotationError(f"an outline needs numbers as x and y: {error}.") from error
        if not rings:
            raise AnnotationError("a polygon mask needs at least one outline, got none.")
        for ring in rings:
            if ring.ndim != 2 or ring.shape[1] != 2 or len(ring) < 3:
                raise AnnotationError(
                    f"an outline needs three or more points of x and y, got shape {ring.shape}."
                )
            if not np.isfinite(ring).all() or np.abs(ring).max() > 1e6:
                raise AnnotationError(
                    "an outline has a coordinate that is not finite or beyond ±1,000,000 pixels."
                )
            ring.flags.writeable = False
        object.__setattr__(self, "shape", (int(self.shape[0]), int(self.shape[1])))
        object.__setattr__(self, "rings", rings)

    def to_rle(self) -> Rle:
        """Draw at the image's own size: pixels covered at least by half."""
        cover = draw(self.rings, self.shape)
        return Rle.from_mask(cover >= 0.5)


def draw(rings: Iterable[Points], shape: Shape) -> FloatMap:
    """Draw outlines into a frame: which share of each pixel their union covers.

    Exact for outlines that do not cross themselves; where one does, what it goes around an
    even number of times is outside, as in COCO's masks. Parts outside the frame are cut off.
    An outline in the frame that has no area still touches one pixel, so that it does not
    vanish unseen.

    Returns
    -------
    (height, width) of float32, from 0 to 1.
    """
    cover = np.zeros(shape, np.float32)
    rings = list(rings)
    for ring in rings:
        _fill(ring, cover)
    if not cover.any():
        for x, y in (ring.mean(axis=0) for ring in rings):
            if 0 <= y < shape[0] and 0 <= x < shape[1]:
                cover[int(y), int(x)] = TOUCH
    return cover


@compiled
def _fill(ring: Points, cover: FloatMap) -> None:
    """Add the share of each pixel that one outline covers, up to 1.

    Each edge leaves, in every row it passes, the area between it and the row's right end, as
    differences along x; their running sum is how many times the outline goes around.
    """
    height, width = cover.shape
    left = max(int(np.floor(ring[:, 0].min())), 0)
    right = int(min(np.ceil(ring[:, 0].max()), width))
    top = max(int(np.floor(ring[:, 1].min())), 0)
    bottom = int(min(np.ceil(ring[:, 1].max()), height))
    if left >= right or top >= bottom:
        return
    columns, rows = right - left, bottom - top
    steps = np.zeros((rows, columns + 2), np.float64)
    for i in range(len(ring)):
        x0, y0 = ring[i - 1, 0] - left, ring[i - 1, 1] - top
        x1, y1 = ring[i, 0] - left, ring[i, 1] - top
        if y0 == y1:
            continue
        way = 1.0
        if y0 > y1:
            x0, y0, x1, y1, way = x1, y1, x0, y0, -1.0
        slope = (x1 - x0) / (y1 - y0)
        first, last = max(y0, 0.0), min(y1, float(rows))
        for y in range(int(first), int(np.ceil(last))):
            upper, lower = max(first, float(y)), min(last, y + 1.0)
            if lower > upper:
                begin, end = x0 + slope * (upper - y0), x0 + slope * (lower - y0)
                weight = way * (lower - upper)
                _leave(steps[y], min(begin, end), max(begin, end), weight, columns)
    for y in range(rows):
        around = 0.0
        for x in range(columns):
            around += steps[y, x]
            inside = abs(around - 2.0 * np.rint(around / 2.0))
            cover[top + y, left + x] = min(cover[top + y, left + x] + inside, 1.0)


@compiled
def _leave(
    steps: NDArray[np.float64], begin: float, end: float, weight: float, columns: int
) -> None:
    """Add, to one row's differences, an edge that runs from x = `begin` to `end` (or straight).

    What runs left of the row counts as at its start; what runs right of it leaves nothing.
    """
    length = end - begin
    if length <= 0.0:
        place = min(max(begin, 0.0), float(columns))
        at = int(place)
        steps[at] += weight * (1.0 - (place - at))
        steps[at + 1] += weight * (place - at)
        return
    steps[0] += weight * (min(max(-begin, 0.0), length) / length)
    begin, end = max(begin, 0.0), min(end, float(columns))
    for at in range(int(begin), int(np.ceil(end))):
        low, high = max(begin, float(at)), min(end, at + 1.0)
        if high > low:
            part = weight * ((high - low) / length)
            over = (low + high) / 2.0 - at
            steps[at] += part * (1.0 - over)
            steps[at + 1] += part * over
