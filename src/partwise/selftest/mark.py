"""Mark: a small tag of a known look that is laid on a user's own pictures, and where it lies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from partwise.errors import CallError
from partwise.matching import counts
from partwise.polygons import Polygons
from partwise.segments import Segment, SegmentSet

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from numpy.typing import NDArray

    from partwise.framing import Framing
    from partwise.images.picture import ImageRef
    from partwise.shapes import Shape

#: Its segment; no picture has one of that name by chance.
NAME = "planted mark"
#: Squares along a side.
SQUARES = 2
#: Its side beside the input's shorter side, and at least so many pixels of it.
_SIDE, _LEAST = 1 / 8, 8
_COLOURS = np.array([(230, 20, 190), (40, 220, 60)], np.uint8)

#: top, left, bottom, right in pixels of a picture
Box = tuple[int, int, int, int]


def pattern() -> np.ndarray:
    """Magenta and green squares, shape (SQUARES, SQUARES, 3)."""
    row, column = np.indices((SQUARES, SQUARES))
    return _COLOURS[(row + column) % 2]


def side_of(framing: Framing) -> int:
    """Of the mark, in pixels of the input."""
    return max(round(_SIDE * min(framing.input_shape)), _LEAST)


def lay_mark(picture: Image.Image, box: Box) -> Image.Image:
    """The picture with the mark in a box.

    Examples
    --------
    >>> marked = lay_mark(Image.new("RGB", (40, 30)), (2, 4, 10, 12))
    >>> marked.getpixel((4, 2)), marked.getpixel((3, 2))
    ((230, 20, 190), (0, 0, 0))
    """
    top, left, bottom, right = box
    marked = picture.copy()
    mark = Image.fromarray(pattern()).resize((right - left, bottom - top), Image.Resampling.NEAREST)
    marked.paste(mark, (left, top))
    return marked


def corners_of(framing: Framing) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The first and the last place (y, x) in the input at which all of the mark is in view.

    Raises
    ------
    CallError
        If the input shows fewer pixels of the picture than the mark has.
    """
    first, last = np.reshape(framing.image_rectangle(), (2, 2))
    side = side_of(framing)
    if (last - first < side).any():
        height, width = (last - first).tolist()
        raise CallError(
            f"a self-test lays a mark of {side}×{side} pixels on what the classifier sees, and of "
            f"a picture of {framing.image_shape[0]}×{framing.image_shape[1]} it sees "
            f"{height}×{width}. It takes pictures that are larger to the classifier."
        )
    return first, last - side


def box_at(framing: Framing, corner: NDArray[np.int64]) -> Box:
    """The box of the picture that the mark fills if it begins here in the input."""
    scale, offset = np.array(framing.scale), np.array(framing.offset)
    low = np.round((corner - offset) / scale).astype(int)
    low = np.clip(low, 0, np.array(framing.image_shape) - 1)
    high = np.maximum(np.round((corner + side_of(framing) - offset) / scale).astype(int), low + 1)
    high = np.minimum(high, framing.image_shape)
    return int(low[0]), int(low[1]), int(high[0]), int(high[1])


def place_mark(framing: Framing, random: np.random.Generator) -> Box:
    """Draw a place where all of the mark is in view, and equally large for the classifier."""
    first, last = corners_of(framing)
    return box_at(framing, random.integers(first, last + 1))


@dataclass(frozen=True, slots=True, eq=False)
class Marked(Mapping[str, Image.Image]):
    """Pictures that have the mark, each made when it is asked for.

    Parameters
    ----------
    refs
        The pictures as they are.
    framing
        Where a picture of a (height, width) lands in the input.
    seed
        Of the places; another seed lays the mark elsewhere.
    """

    refs: Sequence[ImageRef]
    framing: Callable[[Shape], Framing]
    seed: int
    _numbers: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        numbers = {ref.image_id: number for number, ref in enumerate(self.refs)}
        object.__setattr__(self, "_numbers", numbers)

    def __getitem__(self, image_id: str) -> Image.Image:
        picture = self.refs[self._numbers[image_id]].open()
        return lay_mark(picture, self.box(image_id, (picture.height, picture.width)))

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self.refs)

    def box(self, image_id: str, shape: Shape) -> Box:
        """Where the mark lies on a picture."""
        random = np.random.default_rng([self.seed, self._numbers[image_id]])
        return place_mark(self.framing(shape), random)


@dataclass(eq=False)
class MarkSource:
    """The mark's segment on every picture.

    Parameters
    ----------
    marked
        Says where it lies.
    """

    marked: Marked
    spec: str = field(default="python:planted mark", init=False)
    digest: str = field(init=False)
    names: Sequence[str] = field(default=(NAME,), init=False)
    matched: Collection[str] = field(default=(), init=False)

    def __post_init__(self) -> None:
        self.digest = f"{NAME} {self.marked.seed}"

    def match(self, image_ids: Sequence[str]) -> Mapping[str, int]:
        """Every picture has it."""
        self.matched = frozenset(image_ids)
        return counts(image_ids, self.matched, unused=0)

    def segments(self, image: ImageRef, shape: Shape) -> SegmentSet:
        """The box that the mark fills."""
        top, left, bottom, right = self.marked.box(image.image_id, shape)
        corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
        outline = Polygons(shape, [np.array(corners, np.float64)])
        return SegmentSet(shape, [Segment(NAME, outline)])
