"""Mask files: pictures whose pixels are indices or marks, opened and checked against an image."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from partwise.errors import AnnotationError
from partwise.matching import check_same_shape

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from partwise.shapes import BoolMask, LabelMap, Shape

#: Endings of formats that keep every value as it is; JPEG does not.
LOSSLESS = (".png", ".tif", ".tiff", ".bmp", ".gif")
#: Modes that hold one integer a pixel.
_INTEGERS = ("1", "L", "P", "I;16", "I;16B", "I;16L", "I;16N", "I")
_SIZE_TODO = (
    "Export masks at the image's own size, or resize them without blending (nearest neighbour)."
)


def read_indices(path: Path, image_id: str, shape: Shape) -> LabelMap:
    """Read an index picture: 1 to 16 bits a pixel, or the indices of a palette.

    Returns
    -------
    (height, width) of integers as stored: the index, never a palette's colour.

    Raises
    ------
    AnnotationError
        If the file is damaged, or holds colours.
    SizeMismatchError
        If its size is not the image's.
    """
    picture, bits = _open(path, image_id, shape)
    if picture.mode not in _INTEGERS:
        raise AnnotationError(
            f"mask {str(path)!r} of image {image_id!r} has mode {picture.mode!r}, but an index map "
            "holds one integer a pixel (8 or 16 bit grey, or a palette). Turn each colour into "
            "its index first; where the channels are all equal, save one of them alone."
        )
    stored = np.asarray(picture)
    if picture.mode == "L" and bits in (2, 4):
        # Pillow stretches grey of few bits over 0 to 255
        stored = stored // (255 // (2**bits - 1))
    return stored.astype(np.uint8) if stored.dtype == np.bool_ else stored


def read_marks(path: Path, image_id: str, shape: Shape) -> BoolMask:
    """Read a mask of one segment: set is what is not black.

    Pictures may be binary, grey, of a palette or in colour, but hold black and at most one
    other value: with more, as in a soft mask or after JPEG, it is for the user to say which
    belong to the segment. Transparency is refused for the same reason.

    Returns
    -------
    (height, width) of bool.

    Raises
    ------
    AnnotationError
        If the file is damaged, has two values beside black, or transparent pixels.
    SizeMismatchError
        If its size is not the image's.
    """
    picture, _ = _open(path, image_id, shape)
    where = f"mask {str(path)!r} of image {image_id!r}"
    if picture.has_transparency_data:
        if picture.convert("RGBA").getchannel("A").getextrema() != (255, 255):
            raise AnnotationError(
                f"{where} has transparent pixels: whether colour or transparency marks the "
                "segment cannot be known. Save it as 8-bit grey, 0 and 255."
            )
        picture = picture.convert("RGB")
    if picture.mode in ("P", "CMYK", "YCbCr", "HSV", "LAB"):
        picture = picture.convert("RGB")
    stored = np.asarray(picture)
    if stored.ndim == 3:
        weights = 256 ** np.arange(stored.shape[2])
        stored = stored.astype(np.int64) @ weights
    return marks(stored, where)


def marks(stored: NDArray[Any], where: str) -> BoolMask:
    """Turn an array of 0 and at most one other value into a mask.

    Raises
    ------
    AnnotationError
        If it is not two-dimensional, holds no numbers, or two values beside 0.
    """
    if stored.ndim != 2 or not stored.size or stored.dtype.kind not in "biuf":
        raise AnnotationError(
            f"{where} must be (height, width) of bool or 0 and 1, "
            f"got shape {stored.shape} of {stored.dtype}."
        )
    mask = stored != 0
    value = stored.max() or stored.min()
    if stored.dtype.kind == "f" and not np.isin(stored, (0, 1)).all():
        raise AnnotationError(
            f"{where} holds fractions (up to {value:g}): a soft mask. Decide from which value on a "
            "pixel belongs to the segment, and give bool: mask > 0.5."
        )
    if not np.array_equal(stored, mask * value):
        some = ", ".join(f"{each:g}" for each in np.unique(stored)[:6])
        raise AnnotationError(
            f"{where} holds 0 and several other values ({some}, …): a soft mask, an index map or "
            "traces of JPEG. Decide which values belong to the segment, for example those above "
            "half, and save a mask of 0 and 255."
        )
    return mask


def _open(path: Path, image_id: str, shape: Shape) -> tuple[Image.Image, int]:
    """Open and decode a mask of an image's size, and tell the bits a pixel its PNG claims."""
    where = f"mask {str(path)!r}"
    try:
        data = path.read_bytes()
        picture = Image.open(io.BytesIO(data))
        size = (picture.height, picture.width)
        check_same_shape(where, size, image_id, shape, todo=_SIZE_TODO)
        picture.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        # Pillow's decoders raise all of these for files that are cut off or damaged
        raise AnnotationError(
            f"{where} of image {image_id!r} cannot be read as a picture: {error}. Export it again."
        ) from error
    return picture, data[24] if picture.format == "PNG" else 8
