"""Prepared: one image decoded, preprocessed and its segments framed, ahead of the model."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from partwise.framed import frame
from partwise.images.picture import open_picture
from partwise.images.previews import Preview, preview_picture

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Sequence

    from partwise.effects.treatment import Treatment
    from partwise.framed import FramedSegment
    from partwise.framing import Framing
    from partwise.images.picture import ImageRef, Picture
    from partwise.segments import SegmentSet
    from partwise.shapes import FloatMap, InputArray, Shape

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """What the run needs of an image once it is opened; the full-size pixels are let go.

    Parameters
    ----------
    ref, digest
        Which image, and the digest of its file.
    framing
        From the image's frame to the input frame.
    inputs
        (channel, height, width): as the classifier takes it; a (height, width) map where maps
        are given instead of a classifier.
    segments
        As drawn (derived parts included), in the image's frame.
    framed
        In the input frame, left-overs included; what becomes rows.
    preview
        A small JPEG of the image.
    pasted
        The picture with cues on it, as the classifier takes it.
    luminance
        (height, width): the picture in the frame of its maps, where nulls are made of it.
    """

    ref: ImageRef
    digest: str
    framing: Framing
    inputs: InputArray | FloatMap
    segments: SegmentSet
    framed: list[FramedSegment]
    preview: Preview
    pasted: Sequence[Treatment] = field(default=())
    luminance: FloatMap | None = None


def prepare(
    ref: ImageRef,
    *,
    framing_and_inputs: Callable[[Picture], tuple[Framing, InputArray | FloatMap]],
    segments: Callable[[ImageRef, Shape], SegmentSet],
    arrange: Callable[[SegmentSet], SegmentSet],
    paste: Callable[[Picture, SegmentSet, Framing], Sequence[Treatment]] | None = None,
    luminance: Callable[[Picture, InputArray | FloatMap], FloatMap] | None = None,
) -> Prepared:
    """Open an image and make ready all that is measured on it."""
    picture = open_picture(ref)
    framing, inputs = framing_and_inputs(picture)
    drawn = arrange(segments(picture.ref, picture.shape))
    return Prepared(
        picture.ref,
        picture.digest,
        framing,
        inputs,
        drawn,
        frame(drawn, framing),
        preview_picture(picture.rgb),
        () if paste is None else paste(picture, drawn, framing),
        None if luminance is None else luminance(picture, inputs),
    )


def ahead(
    work: Callable[[T], R], items: Iterable[T], *, workers: int, depth: int
) -> Generator[tuple[T, Future[R]]]:
    """Run `work` on items in threads, at most `depth` of them ahead; yield in their order."""
    waiting = iter(items)
    with ThreadPoolExecutor(workers, thread_name_prefix="prepare") as pool:
        queue = [(item, pool.submit(work, item)) for item in islice(waiting, depth)]
        try:
            while queue:
                yield queue.pop(0)
                queue.extend((item, pool.submit(work, item)) for item in islice(waiting, 1))
        finally:
            for _, future in queue:
                future.cancel()
