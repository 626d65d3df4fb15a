"""Outlines: the edges of masks as SVG paths over a small picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from partwise.rle import Rle

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from partwise.shapes import BoolMask, Shape

    #: Left, top, width and height.
    Box = tuple[float, float, float, float]

#: Longest side of the mask that is traced: about what a screen shows of it.
SIDE = 512
#: By how many pixels of a mask of that size the path may miss the edge.
TOLERANCE = 1.0


def outline(mask: Mapping[str, Any], image: Shape, input_: Shape, drawn: Shape, seen: Box) -> str:
    """Write the edges of one row of `masks` as an SVG path.

    Parameters
    ----------
    mask
        With `image_outlines`, or `image_starts` and `image_ends`, or, where nobody drew it, as of
        what no segment covers, `input_starts` and `input_ends`.
    image, input_
        (height, width) of the image, and of the classifier's input.
    drawn
        (height, width) of the picture that the path lies on.
    seen
        Where the input lies on that picture.
    """
    whole = (0.0, 0.0, float(drawn[1]), float(drawn[0]))
    if mask["image_outlines"] is not None:
        rings = (np.reshape(ring, (-1, 2)) for ring in mask["image_outlines"])
        return _path(rings, image, whole)
    if mask["image_starts"] is not None:
        return trace(_mask(mask, "image", image), whole)
    if mask["input_starts"] is not None:
        return trace(_mask(mask, "input", input_), seen)
    return ""


def _mask(mask: Mapping[str, Any], frame: str, shape: Shape) -> BoolMask:
    starts, ends = (np.asarray(mask[f"{frame}_{each}"], np.int32) for each in ("starts", "ends"))
    return Rle(shape, starts, ends).to_mask()


def trace(mask: BoolMask, place: Box) -> str:
    """Write the edges of a mask as an SVG path, holes as rings of their own.

    Parameters
    ----------
    mask
        (height, width).
    place
        Where the mask lies on the picture.

    Examples
    --------
    >>> trace(np.ones((4, 4), bool), (2, 0, 8, 8))
    'M2 0V8H10V0Z'
    >>> trace(np.zeros((4, 4), bool), (2, 0, 8, 8))
    ''
    """
    shrunk = _shrunk(mask)
    rows, columns = (np.flatnonzero(shrunk.any(axis)) for axis in (1, 0))
    if not len(rows):
        return ""
    top, left = rows[0], columns[0]
    there = shrunk[top : rows[-1] + 1, left : columns[-1] + 1]
    # each pixel twice as wide, so that edges lie between pixels and not on their centres
    height, width = there.shape
    wide = cv2.resize(there, (2 * width, 2 * height), interpolation=cv2.INTER_NEAREST)
    found, _ = cv2.findContours(wide, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    misses = 2 * TOLERANCE * max(shrunk.shape) / SIDE
    rings = (
        np.ceil(cv2.approxPolyDP(ring, misses, closed=True)[:, 0] / 2) + np.array([left, top])
        for ring in found
    )
    return _path(rings, shrunk.shape, place)


def _shrunk(mask: BoolMask) -> NDArray[np.uint8]:
    """A mask no larger than what is traced; a pixel counts where at least half of it does."""
    pixels = mask.view(np.uint8)
    factor = SIDE / max(mask.shape)
    if factor >= 1:
        return pixels
    height, width = (max(round(each * factor), 1) for each in mask.shape)
    shares = cv2.resize(255 * pixels, (width, height), interpolation=cv2.INTER_AREA)
    return (shares >= 128).astype(np.uint8)


def _path(rings: Iterable[NDArray[Any]], shape: Shape, place: Box) -> str:
    """Write closed rings of x and y, moved to their place, to a tenth of a pixel."""
    left, top, width, height = place
    factors = width / shape[1], height / shape[0]
    return "".join(_ring(np.round(ring * factors + (left, top), 1).tolist()) for ring in rings)


def _ring(points: list[list[float]]) -> str:
    """Write one ring, with short steps where it goes straight across or down."""
    (left, top), *others = points
    steps = [f"M{left:g} {top:g}"]
    for x, y in others:
        steps.append(f"V{y:g}" if x == left else f"H{x:g}" if y == top else f"L{x:g} {y:g}")
        left, top = x, y
    return "".join([*steps, "Z"])
