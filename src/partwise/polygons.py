"""Polygons: a mask as outlines, drawn only once it is known at which size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from partwise.errors import AnnotationError
from partwise.rle import Rle

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from partwise.shapes import FloatMap, Points, Shape

#: Sub-pixels along a side when outlines are drawn, and fractional bits of their points.
SUBPIXELS = 8
FRACTION_BITS = 6
#: Pixels drawn at a time: a band of rows, so that a large frame needs little memory.
BAND_PIXELS = 1 << 19


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

    Drawn on a raster of 8×8 sub-pixels, and OpenCV paints what an outline touches: an edge
    comes to lie within 1/8 of a pixel of its place, further out by 1/16 on average, and no
    outline in the frame vanishes. Parts outside the frame are cut off.

    Returns
    -------
    (height, width) of float32, from 0 to 1.
    """
    cover = np.zeros(shape, np.float32)
    rings = list(rings)
    low = np.floor(np.min([ring.min(axis=0) for ring in rings], axis=0)).astype(int)
    high = np.ceil(np.max([ring.max(axis=0) for ring in rings], axis=0)).astype(int) + 1
    left, top = np.maximum(low, 0)
    right, bottom = np.minimum(high, (shape[1], shape[0]))
    if left >= right or top >= bottom:
        return cover
    # a pixel of margin keeps the edges along the cut out of the frame; at the sides it is drawn
    # too, since OpenCV paints the first column for what ends just left of it
    clipped = (clip(ring, (left - 1, top - 1), (right + 1, bottom + 1)) for ring in rings)
    near = [ring for ring in clipped if len(ring)]
    width = int(right - left) + 2
    height = max(BAND_PIXELS // width, 1)
    for band in range(top, bottom, height):
        rows = min(height, int(bottom) - band)
        fine = np.zeros((rows * SUBPIXELS, width * SUBPIXELS), np.uint8)
        for ring in near:
            # OpenCV counts from pixel centres and paints the outline too: half a sub-pixel each
            points = (ring - (left - 1, band)) * SUBPIXELS - 0.5
            fixed = np.rint(points * (1 << FRACTION_BITS)).astype(np.int32)
            cv2.fillPoly(fine, [fixed], 255, shift=FRACTION_BITS)
        shrunk = cv2.resize(fine, (width, rows), interpolation=cv2.INTER_AREA)
        cover[band : band + rows, left:right] = shrunk[:, 1:-1]
    cover /= 255
    return cover


def clip(ring: Points, low: tuple[float, float], high: tuple[float, float]) -> Points:
    """Cut an outline to a box from `low` to `high` (x, y), as Sutherland and Hodgman do.

    OpenCV takes points as int32: those of an outline that reaches far out would wrap around.
    """
    for axis in (0, 1):
        for bound, sign in ((low[axis], 1.0), (high[axis], -1.0)):
            inside = sign * (ring[:, axis] - bound) >= 0
            if inside.all():
                continue
            after = np.roll(ring, -1, axis=0)
            crosses = inside != np.roll(inside, -1)
            way = np.where(crosses, after[:, axis] - ring[:, axis], 1.0)
            cut = ring + ((bound - ring[:, axis]) / way)[:, None] * (after - ring)
            both = np.stack([ring, cut], axis=1).reshape(-1, 2)
            ring = both[np.stack([inside, crosses], axis=1).reshape(-1)]
    return ring
