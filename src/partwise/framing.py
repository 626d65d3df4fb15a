"""Framing: the resize and crop from an image's frame to a classifier's input frame."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from partwise import runs
from partwise.errors import FramingError
from partwise.polygons import Polygons, draw

if TYPE_CHECKING:
    from partwise.rle import Rle
    from partwise.shapes import FloatMap, Shape


@dataclass(frozen=True, slots=True)
class Framing:
    """Where an image's pixels land in the classifier's input: a scale and a shift along each axis.

    A point p of the image, in continuous pixel coordinates (y, x), lands at
    ``p * scale + offset``. What lands outside the input is cropped away; input pixels that
    no part of the image reaches are padding.

    Parameters
    ----------
    image_shape, input_shape
        (height, width), in pixels.
    scale, offset
        (y, x); scale is in input pixels per image pixel, above 0; offset in input pixels.

    Examples
    --------
    >>> framing = Framing.resize_and_crop((480, 640), resize=256, crop=224)
    >>> [round(each, 3) for each in (*framing.scale, *framing.offset)]
    [0.533, 0.533, -16.0, -58.0]
    """

    image_shape: Shape
    input_shape: Shape
    scale: tuple[float, float]
    offset: tuple[float, float]

    def __post_init__(self) -> None:
        numbers = (*self.image_shape, *self.input_shape, *self.scale, *self.offset)
        if not np.isfinite(numbers).all() or min(*self.image_shape, *self.input_shape) < 1:
            raise FramingError(
                f"a framing needs shapes of at least 1×1 and finite numbers: {self}."
            )
        if min(self.scale) <= 0:
            raise FramingError(
                f"a framing's scale must be above 0, got {self.scale} (y, x). "
                "A preprocessing that mirrors or rotates cannot be framed."
            )
        bottom, right = (
            size * scale + offset
            for size, scale, offset in zip(self.image_shape, self.scale, self.offset, strict=True)
        )
        height, width = self.input_shape
        if bottom <= 0 or right <= 0 or self.offset[0] >= height or self.offset[1] >= width:
            raise FramingError(f"this framing leaves nothing of the image in view: {self}.")

    @classmethod
    def identity(cls, shape: Shape) -> Framing:
        """The framing that changes nothing: the input is the image."""
        return cls(shape, shape, (1.0, 1.0), (0.0, 0.0))

    @classmethod
    def stretch(cls, image_shape: Shape, input_shape: Shape) -> Framing:
        """The framing of a resize to a fixed size, whatever the aspect."""
        if min(image_shape) < 1:
            raise FramingError(
                f"an image must have pixels to be framed, got {image_shape[0]}×{image_shape[1]}."
            )
        scale = (input_shape[0] / image_shape[0], input_shape[1] / image_shape[1])
        return cls(image_shape, input_shape, scale, (0.0, 0.0))

    @classmethod
    def resize_and_crop(
        cls, image_shape: Shape, *, resize: int, crop: int | Shape | None = None
    ) -> Framing:
        """The framing of torchvision's ``Resize(resize)`` and ``CenterCrop(crop)``.

        The image's shorter side becomes `resize` pixels, the longer one ``int`` of its share;
        then the middle `crop` (a side, or height and width) is taken, padded where it is larger.
        """
        height, width = image_shape
        short = min(height, width)
        if short < 1:
            raise FramingError(f"an image must have pixels to be framed, got {height}×{width}.")
        resized = (int(resize * height / short), int(resize * width / short))
        scale = (resized[0] / height, resized[1] / width)
        if crop is None:
            return cls(image_shape, resized, scale, (0.0, 0.0))
        out = (crop, crop) if isinstance(crop, int) else crop
        offset = tuple(
            float(-round((full - part) / 2.0)) if full >= part else float((part - full) // 2)
            for full, part in zip(resized, out, strict=True)
        )
        return cls(image_shape, out, scale, (offset[0], offset[1]))

    @property
    def is_identity(self) -> bool:
        """Whether input and image are the same frame."""
        return (
            self.image_shape == self.input_shape
            and self.scale == (1.0, 1.0)
            and self.offset == (0.0, 0.0)
        )

    def image_rectangle(self) -> tuple[int, int, int, int]:
        """Input pixels whose centre lies on the image: top, left, bottom, right (exclusive)."""
        low = [max(int(np.ceil(at - 0.5)), 0) for at in self.offset]
        high = [
            min(int(np.floor(size * scale + at - 0.5)) + 1, full)
            for size, scale, at, full in zip(
                self.image_shape, self.scale, self.offset, self.input_shape, strict=True
            )
        ]
        return low[0], low[1], max(high[0], low[0]), max(high[1], low[1])

    def cover(self, mask: Rle | Polygons) -> tuple[FloatMap, float, float]:
        """Move a mask into the input frame.

        Outlines are moved as points and drawn there; run lists are resampled by area.

        Returns
        -------
        cover
            (height, width) of float32 in the input frame: which share of each pixel it covers.
        area
            Of the mask inside the image, in image pixels.
        visible
            Share of that area that the input shows, 0 to 1; 0 where the area is 0.
        """
        reached = self.cover_reached(mask)
        cover = np.zeros(self.input_shape, np.float32)
        (top, left), (height, width) = reached.corner, reached.values.shape
        cover[top : top + height, left : left + width] = reached.values
        return cover, reached.area, reached.visible

    def cover_reached(self, mask: Rle | Polygons) -> Cover:
        """Move a mask as :meth:`cover` does, but keep only the window of the input it reaches."""
        unit = self.scale[0] * self.scale[1]
        if isinstance(mask, Polygons):
            return self._cover_polygons(mask, unit)
        top, left, bottom, right = runs.extent(mask.starts, mask.ends, mask.shape[1])
        (scale_y, scale_x), (offset_y, offset_x) = self.scale, self.offset
        top = max(math.floor(top * scale_y + offset_y), 0)
        left = max(math.floor(left * scale_x + offset_x), 0)
        bottom = min(math.ceil(bottom * scale_y + offset_y), self.input_shape[0])
        right = min(math.ceil(right * scale_x + offset_x), self.input_shape[1])
        values = runs.coverage(
            mask.starts,
            mask.ends,
            shape=mask.shape,
            scale=self.scale,
            offset=self.offset,
            out_shape=(max(bottom - top, 0), max(right - left, 0)),
            corner=(top, left),
        )
        area = float(mask.area)
        shown = float(values.sum(dtype=np.float64)) / unit
        return Cover(values, (top, left), area, min(shown / area, 1.0) if area else 0.0)

    def _cover_polygons(self, mask: Polygons, unit: float) -> Cover:
        """Draw all that is in the image, then cut out what is in view."""
        moved = [ring * self.scale[::-1] + self.offset[::-1] for ring in mask.rings]
        points = moved[0] if len(moved) == 1 else np.concatenate(moved)
        left, top = (math.floor(at) for at in points.min(axis=0).tolist())
        right, bottom = (math.floor(at) + 1 for at in points.max(axis=0).tolist())
        # an outline may leave the image; what it covers out there is no part of the segment
        (image_top, image_bottom), (image_left, image_right) = (
            (math.floor(at + 1e-6), math.ceil(at + size * scale - 1e-6))
            for at, size, scale in zip(self.offset, self.image_shape, self.scale, strict=True)
        )
        top, left = max(top, image_top), max(left, image_left)
        bottom, right = max(min(bottom, image_bottom), top), max(min(right, image_right), left)
        drawn = draw([ring - (left, top) for ring in moved], (bottom - top, right - left))
        whole = float(drawn.sum(dtype=np.float64))
        height, width = self.input_shape
        corner = max(top, 0), max(left, 0)
        values = np.ascontiguousarray(
            drawn[
                corner[0] - top : max(min(bottom, height), corner[0]) - top,
                corner[1] - left : max(min(right, width), corner[1]) - left,
            ]
        )
        shown = float(values.sum(dtype=np.float64))
        return Cover(values, corner, whole / unit, min(shown / whole, 1.0) if whole else 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Cover:
    """A mask moved into the input frame: the window of the frame that it reaches.

    Parameters
    ----------
    values
        (height, width) of float32: which share of each pixel of the window it covers.
    corner
        (y, x) of the window's first pixel in the input frame.
    area, visible
        As :meth:`Framing.cover` returns them.
    """

    values: FloatMap
    corner: Shape
    area: float
    visible: float
