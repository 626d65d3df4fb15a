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
        rings = tuple(np.array(ring, np.float64) for ring in self.rings)
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

    Drawn on a raster of 8×8 sub-pixels; OpenCV paints what an outline touches, so that a
    straight edge lies up to 1/16 of a pixel further out. Parts outside
    the frame are cut off.

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
    fine = np.zeros(((bottom - top) * SUBPIXELS, (right - left) * SUBPIXELS), np.uint8)
    for ring in rings:
        # OpenCV counts from pixel centres and paints the outline too: half a sub-pixel each
        points = (ring - (left, top)) * SUBPIXELS - 0.5
        fixed = np.rint(points * (1 << FRACTION_BITS)).astype(np.int32)
        cv2.fillPoly(fine, [fixed], 255, shift=FRACTION_BITS)
    size = (int(right - left), int(bottom - top))
    cover[top:bottom, left:right] = cv2.resize(fine, size, interpolation=cv2.INTER_AREA)
    cover /= 255
    return cover
