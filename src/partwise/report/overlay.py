"""Overlay: a signed map as a picture to lay over another, its strength as opacity."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from partwise.shapes import Shape

#: What speaks for the target, and against it: told apart by every kind of colour vision.
FOR, AGAINST = (230, 97, 0), (43, 88, 214)
#: Maps have a few very strong pixels. What this share of pixels is weaker than is drawn in full,
#: and this power lets weak ones be seen beside strong ones.
FULL, _POWER = 0.99, 0.7


def overlay(pixels: bytes, shape: Shape) -> bytes:
    """Draw the preview of a map as PNG: orange for the target, blue against it.

    Parameters
    ----------
    pixels
        int8, row-major: A is about pixel / 127 · scale.
    shape
        (height, width).
    """
    signed = np.frombuffer(pixels, np.int8).reshape(shape)
    # each value is its own index into the palette, from -128 on
    image = Image.fromarray((signed.astype(np.int16) + 128).astype(np.uint8)).convert("P")
    full = max(float(np.quantile(np.abs(signed.astype(np.int16)), FULL)), 1.0)
    image.putpalette(_palette().tobytes())
    written = io.BytesIO()
    # at the usual level: the highest one takes up to 30 ms a map for a tenth fewer bytes
    image.save(written, "PNG", transparency=_opacity(full).tobytes())
    return written.getvalue()


def _palette() -> NDArray[np.uint8]:
    values = np.arange(-128, 128)[:, None]
    return np.where(values >= 0, np.array(FOR), np.array(AGAINST)).astype(np.uint8)


def _opacity(full: float) -> NDArray[np.uint8]:
    strength = np.minimum(np.abs(np.arange(-128, 128)) / full, 1)
    return np.rint(255 * strength**_POWER).astype(np.uint8)
