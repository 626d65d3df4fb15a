"""derive: how one part is made from an image's segments."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from partwise.rle import Rle
from partwise.segments import Segment, SegmentSet, union

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partwise.polygons import Polygons
    from partwise.shapes import BoolMask
    from partwise.sources.parts import Part


def derive(part: Part, groups: Mapping[str, Sequence[Segment]], image: SegmentSet) -> list[Segment]:
    """Make a part from an image's segments.

    Parameters
    ----------
    part
        One with an operation.
    groups
        The image's segments by name, those included that were derived before.

    Returns
    -------
    One segment, or each renamed; none where its own are not there, or nothing is left of it.
    """
    first, *others = part.sources
    if part.operation == "rename":
        return [replace(each, name=part.name) for each in groups.get(first, [])]
    bases = part.sources if part.operation in ("union", "complement") else (first,)
    used = [each for name in bases for each in groups.get(name, [])]
    if not used:
        return []
    mask = union([each.mask for each in used])
    if part.operation != "union":
        less = [each.mask for name in others for each in groups.get(name, [])]
        mask = _reshape(part, mask, less, image)
    if isinstance(mask, Rle) and not mask.area:
        return []
    scores = [each.score for each in used if each.score is not None]
    return [
        Segment(
            part.name,
            mask,
            instance_count=sum(each.instance_count for each in used),
            score=max(scores) if scores else None,
            drawn=part.operation in ("union", "difference") and all(each.drawn for each in used),
        )
    ]


def _reshape(
    part: Part, mask: Rle | Polygons, less: list[Rle | Polygons], image: SegmentSet
) -> Rle:
    inside = (mask if isinstance(mask, Rle) else mask.to_rle()).to_mask()
    if part.operation == "complement":
        return Rle.from_mask(~inside)
    if part.operation == "difference":
        if less:
            away = union(less)
            inside &= ~(away if isinstance(away, Rle) else away.to_rle()).to_mask()
        return Rle.from_mask(inside)
    assert part.radius is not None  # noqa: S101 - checked when read
    wide = dilate(inside, part.radius.pixels(min(image.shape)))
    return Rle.from_mask(wide & ~inside if part.operation == "ring" else wide)


def dilate(mask: BoolMask, radius: float) -> BoolMask:
    """Widen a mask: every pixel whose centre is within `radius` of a set pixel's centre.

    By an exact Euclidean distance transform, so that the band is round, its width may be a
    fraction, and its cost does not grow with the radius.

    Parameters
    ----------
    mask
        (height, width) of bool.
    radius
        In pixels.

    Returns
    -------
    (height, width) of bool.

    Examples
    --------
    >>> dilate(np.array([[0, 0, 1, 0, 0]], bool), 1.0).astype(int)
    array([[0, 1, 1, 1, 0]])
    """
    wide = mask.copy()
    if not mask.any():
        return wide
    # nothing changes further out than the radius, and parts are small beside their images
    reach = int(radius) + 1
    near = tuple(
        slice(max(int(at[0]) - reach, 0), int(at[-1]) + reach + 1)
        for at in (np.flatnonzero(mask.any(axis=axis)) for axis in (1, 0))
    )
    outside = (~mask[near]).astype(np.uint8)
    wide[near] = cv2.distanceTransform(outside, cv2.DIST_L2, cv2.DIST_MASK_PRECISE) <= radius
    return wide
