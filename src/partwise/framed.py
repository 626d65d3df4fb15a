"""FramedSegment: a segment in the input frame, with what framing did to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from partwise import runs
from partwise.errors import AnnotationError, SizeMismatchError
from partwise.rle import Rle
from partwise.segments import BACKGROUND, PADDING, UNNAMED, Segment, SegmentSet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.framing import Cover, Framing
    from partwise.segments import Role
    from partwise.shapes import Shape

Status = Literal["visible", "out_of_view", "not_found"]

#: A mask of which less than this share is in view, and no pixel by half, is out of view.
LEAST_VISIBLE = 1e-3


@dataclass(frozen=True, slots=True)
class FramedSegment:
    """One row's worth of segment: its mask in the input frame and how it got there.

    Parameters
    ----------
    name, instance, instance_count, score, role, parent
        As in :class:`~partwise.segments.Segment`.
    status
        ``visible``, ``out_of_view`` (cropped away) or ``not_found`` (looked for, not there).
    mask
        In the input frame; empty unless visible.
    original_area_px
        Area inside the image, in image pixels; None where not found.
    visible_fraction
        Share of that area in view; None where not found.
    forced_pixel
        Whether it covered no pixel by half, so that its best-covered one stands for it.
    """

    name: str
    mask: Rle
    status: Status = "visible"
    instance: int = 0
    instance_count: int = 1
    score: float | None = None
    role: Role | None = None
    parent: str | None = None
    original_area_px: float | None = None
    visible_fraction: float | None = None
    forced_pixel: bool = False


def frame(segments: SegmentSet, framing: Framing) -> list[FramedSegment]:
    """Move an image's segments into the input frame and add what they leave over.

    After the segments come, where there is such a thing: ``background`` (what segments
    declared as whole objects leave out), ``(unnamed)`` (what no drawn segment covers) and
    ``(padding)`` (input that shows no image).

    Raises
    ------
    SizeMismatchError
        If the segments and the framing are of differently sized images.
    AnnotationError
        If a segment is called ``background`` where another is declared a whole object.
    """
    if segments.shape != framing.image_shape:
        raise SizeMismatchError(
            f"the segments are drawn on {segments.shape[0]}×{segments.shape[1]} pixels but the "
            f"framing is for an image of {framing.image_shape[0]}×{framing.image_shape[1]}."
        )
    pairs = [(segment, _frame_one(segment, framing)) for segment in segments.segments]
    kept = [
        (segment, framed)
        for segment, framed in pairs
        if (framed.visible_fraction or 0.0) >= segment.least_visible
    ]
    rests = _leftovers(kept, framing)
    missing = [
        FramedSegment(name, Rle.empty(framing.input_shape), "not_found", instance_count=0)
        for name in segments.not_found
    ]
    return [*(framed for _, framed in kept), *rests, *missing]


def _frame_one(segment: Segment, framing: Framing) -> FramedSegment:
    forced = False
    if isinstance(segment.mask, Rle) and framing.is_identity:
        mask, area, visible = segment.mask, float(segment.mask.area), 1.0
    else:
        cover = framing.cover_reached(segment.mask)
        area, visible = cover.area, cover.visible
        shape = framing.input_shape
        mask = Rle.trusted(shape, *runs.scan_half(cover.values, *cover.corner, shape[1]))
        if not mask.area and visible >= LEAST_VISIBLE:
            mask, forced = _best_pixel(cover, shape), True
    return FramedSegment(
        segment.name,
        mask,
        "visible" if mask.area else "out_of_view",
        segment.instance,
        segment.instance_count,
        segment.score,
        segment.role,
        segment.parent,
        area,
        visible if mask.area and area else 0.0,
        forced,
    )


def _best_pixel(cover: Cover, shape: Shape) -> Rle:
    y, x = divmod(int(cover.values.argmax()), cover.values.shape[1])
    best = (cover.corner[0] + y) * shape[1] + cover.corner[1] + x
    return Rle(shape, np.array([best], np.int32), np.array([best + 1], np.int32))


def _leftovers(
    pairs: Sequence[tuple[Segment, FramedSegment]], framing: Framing
) -> list[FramedSegment]:
    """What is left of the image and of the input once the named segments are taken away."""
    wholes = [moved.mask for segment, moved in pairs if segment.whole]
    drawn = [moved.mask for segment, moved in pairs if segment.drawn]
    top, left, bottom, right = framing.image_rectangle()
    in_image = np.zeros(framing.input_shape, np.uint8)
    in_image[top:bottom, left:right] = 1
    rests: list[FramedSegment] = []
    if wholes:
        _refuse_second_background([segment for segment, _ in pairs])
        rests.append(_rest(BACKGROUND, _without(in_image, wholes), framing))
    rests.append(_rest(UNNAMED, _without(in_image, drawn), framing))
    if not in_image.all():
        padding = Rle.trusted(framing.input_shape, *runs.scan(1 - in_image.reshape(-1)))
        rests.append(FramedSegment(PADDING, padding, original_area_px=0.0, visible_fraction=1.0))
    return rests


def _refuse_second_background(segments: Sequence[Segment]) -> None:
    if any(segment.name == BACKGROUND for segment in segments):
        whole = next(segment.name for segment in segments if segment.whole)
        raise AnnotationError(
            f"segment {whole!r} is declared a whole object, so that what it leaves out is the "
            f"{BACKGROUND!r}, but a segment of that name is drawn too. Rename or drop it in "
            "parts.toml."
        )


def _without(in_image: np.ndarray[Shape, np.dtype[np.uint8]], masks: list[Rle]) -> Rle:
    flat = in_image.reshape(-1).copy()
    for mask in masks:
        runs.paint(flat, mask.starts, mask.ends, 0)
    return Rle.trusted((in_image.shape[0], in_image.shape[1]), *runs.scan(flat))


def _rest(name: str, mask: Rle, framing: Framing) -> FramedSegment:
    """A left-over of the input: all of it is in view, since it is defined there."""
    return FramedSegment(
        name,
        mask,
        "visible" if mask.area else "out_of_view",
        original_area_px=mask.area / (framing.scale[0] * framing.scale[1]),
        visible_fraction=1.0 if mask.area else 0.0,
    )
