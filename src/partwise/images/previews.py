"""Previews: small pictures of images and maps, kept in every table for reports to show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from PIL import Image

    from partwise.shapes import FloatMap, Shape

#: Longest side of a preview, in pixels: of the image, and of a map.
PICTURE_SIDE = 256
MAP_SIDE = 112
JPEG_QUALITY = 80


@dataclass(frozen=True, slots=True)
class Preview:
    """A small picture.

    Parameters
    ----------
    pixels
        JPEG for an image; for a map int8, row-major, where A is about pixel / 127 · scale.
    shape
        (height, width), in pixels.
    scale
        Greatest absolute value of the map it shows; 0 for an all-zero map and for an image.
    """

    pixels: bytes
    shape: Shape
    scale: float = 0.0


def preview_picture(rgb: Image.Image) -> Preview:
    """Shrink an RGB image by area and code it as JPEG."""
    small = _shrink(np.asarray(rgb), PICTURE_SIDE)
    _, coded = cv2.imencode(
        ".jpg", cv2.cvtColor(small, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY]
    )
    return Preview(coded.tobytes(), (small.shape[0], small.shape[1]))


def preview_map(saliency: FloatMap) -> Preview:
    """Shrink a map by area and round it to 8 bits of its greatest absolute value."""
    small = _shrink(saliency, MAP_SIDE)
    scale = float(np.abs(small).max())
    # a float64 quotient: the scale may be too small for its inverse to fit float32
    pixels = np.rint(small.astype(np.float64) / scale * 127) if scale else np.zeros(small.shape)
    return Preview(pixels.astype(np.int8).tobytes(), (small.shape[0], small.shape[1]), scale)


def _shrink(array: np.ndarray, side: int) -> np.ndarray:
    height, width = array.shape[:2]
    factor = side / max(height, width)
    if factor >= 1:
        return array
    size = (max(round(width * factor), 1), max(round(height * factor), 1))
    return cv2.resize(array, size, interpolation=cv2.INTER_AREA)
