"""Rle: a mask as a row-major run list, the form in which segments are measured."""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from partwise import runs
from partwise.errors import AnnotationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from partwise.shapes import BoolMask, Runs, Shape


#: Larger masks are refused before memory is asked for: no image that is opened has as many
#: pixels, and runs count them in int32.
MOST_PIXELS = 1 << 28
_INT32 = np.dtype(np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Rle:
    """A mask as runs of set pixels, in row-major order.

    Parameters
    ----------
    shape
        (height, width) of the mask, in pixels.
    starts, ends
        (run,) of int32: flat row-major index of each run's first pixel, and of the pixel
        after its last. Ascending; runs neither touch nor overlap, and may span rows.

    Raises
    ------
    AnnotationError
        If the runs are not ascending and apart, or leave the mask.

    Examples
    --------
    >>> ear = Rle.from_mask(np.array([[0, 1, 1], [1, 0, 0]], bool))
    >>> ear.starts.tolist(), ear.ends.tolist(), ear.area
    ([1], [4], 3)
    """

    shape: Shape
    starts: Runs
    ends: Runs

    def __post_init__(self) -> None:
        height, width = self.shape
        starts, ends = np.asarray(self.starts), np.asarray(self.ends)
        _check_shape(height, width)
        if starts.ndim != 1 or starts.shape != ends.shape:
            raise AnnotationError(
                f"starts and ends must be one-dimensional and of one length, "
                f"got {starts.shape} and {ends.shape}."
            )
        narrow = starts.dtype == ends.dtype == _INT32
        if starts.size and not (
            starts.dtype.kind in "iu"
            and ends.dtype.kind in "iu"
            and (narrow or (min(starts.min(), ends.min()) >= 0 and ends.max() <= height * width))
        ):
            raise _runs_error(height, width)
        # copied, so that neither freezes an array of the caller's nor changes with it
        starts, ends = starts.astype(np.int32), ends.astype(np.int32)
        if not runs.are_apart(starts, ends, height * width):
            raise _runs_error(height, width)
        starts.flags.writeable = False
        ends.flags.writeable = False
        object.__setattr__(self, "shape", (int(height), int(width)))
        object.__setattr__(self, "starts", starts)
        object.__setattr__(self, "ends", ends)

    @property
    def area(self) -> int:
        """Number of set pixels."""
        return runs.area(self.starts, self.ends)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Rle):
            return NotImplemented
        return (
            self.shape == other.shape
            and np.array_equal(self.starts, other.starts)
            and np.array_equal(self.ends, other.ends)
        )

    __hash__ = None  # pyright: ignore[reportAssignmentType]

    @classmethod
    def trusted(cls, shape: Shape, starts: Runs, ends: Runs) -> Rle:
        """Take runs that a kernel has just found: right by their making, and no one else's."""
        rle = object.__new__(cls)
        starts.flags.writeable = False
        ends.flags.writeable = False
        object.__setattr__(rle, "shape", shape)
        object.__setattr__(rle, "starts", starts)
        object.__setattr__(rle, "ends", ends)
        return rle

    @classmethod
    def empty(cls, shape: Shape) -> Rle:
        """A mask of this shape with no pixel set."""
        none = np.empty(0, np.int32)
        return cls(shape, none, none)

    @classmethod
    def from_mask(cls, mask: BoolMask) -> Rle:
        """The runs of a (height, width) array; whatever is not 0 counts as set."""
        if mask.ndim != 2:
            raise AnnotationError(f"a mask must be (height, width), got shape {mask.shape}.")
        flat = np.ascontiguousarray(mask).astype(np.bool_, copy=False).reshape(-1)
        return cls((mask.shape[0], mask.shape[1]), *runs.scan(flat.view(np.uint8)))

    def to_mask(self) -> BoolMask:
        """The mask as a (height, width) array of bool."""
        flat = np.zeros(self.shape[0] * self.shape[1], np.uint8)
        runs.paint(flat, self.starts, self.ends, 1)
        return flat.view(np.bool_).reshape(self.shape)

    @classmethod
    def from_coco(cls, rle: Mapping[str, Any]) -> Rle:
        """Decode COCO's run-length encoding, compressed or as a list of counts.

        Parameters
        ----------
        rle
            ``{"size": [height, width], "counts": str | bytes | list[int]}``; COCO counts
            run down the columns.

        Raises
        ------
        AnnotationError
            If keys are missing, or the counts do not fill the size exactly.
        """
        try:
            height, width = (operator.index(side) for side in rle["size"])
            counts = rle["counts"]
        except (KeyError, TypeError, ValueError) as error:
            raise AnnotationError(
                "a COCO RLE must be {'size': [height, width], 'counts': …}, "
                f"got {str(rle)[:80]!r}."
            ) from error
        _check_shape(height, width)
        if isinstance(counts, (str, bytes)):
            turns = _decode_compressed(counts, height, width)
        else:
            turns = _decode_counts(counts, height, width)
        return cls.trusted((height, width), *runs.transpose(turns, height, width))

    def to_coco(self) -> dict[str, Any]:
        """The mask as COCO's compressed run-length encoding, with `counts` a str."""
        import hotcoco.mask

        column_major = np.asfortranarray(self.to_mask().astype(np.uint8))
        coded = hotcoco.mask.encode(column_major)
        counts = coded["counts"]
        text = counts.decode("ascii") if isinstance(counts, bytes) else counts
        return {"size": list(self.shape), "counts": text}


def _check_shape(height: int, width: int) -> None:
    if height < 1 or width < 1 or height * width > MOST_PIXELS:
        raise AnnotationError(
            f"a mask must have at least one pixel and at most {MOST_PIXELS:,}, "
            f"got {height}×{width} (height×width)."
        )


def _runs_error(height: int, width: int) -> AnnotationError:
    return AnnotationError(
        f"runs must ascend, lie apart and stay inside the {height}×{width} mask."
    )


def _decode_compressed(counts: str | bytes, height: int, width: int) -> NDArray[np.int64]:
    """Decode compressed counts to where each ends, down the columns."""
    try:
        codes = counts.encode("ascii") if isinstance(counts, str) else counts
        codes.decode("ascii")
    except UnicodeError as error:
        raise AnnotationError(
            f"COCO RLE of size {height}×{width}: counts are not ASCII text."
        ) from error
    turns, fault = runs.decode(np.frombuffer(codes, np.uint8), height * width)
    if fault:
        raise AnnotationError(
            f"COCO RLE of size {height}×{width}: "
            f"{runs.FAULTS[fault].format(pixels=height * width)}. "
            "Was it cut off, or made for another size?"
        )
    return turns


def _decode_counts(counts: Iterable[int], height: int, width: int) -> NDArray[np.int64]:
    """Turn a list of counts (unset, set, unset, …) into where each ends, down the columns."""
    try:
        lengths = np.array([operator.index(count) for count in counts], np.int64)
    except (TypeError, OverflowError) as error:
        raise AnnotationError(
            f"COCO RLE of size {height}×{width}: counts must be integers, got {str(counts)[:60]}."
        ) from error
    pixels = height * width
    # each by itself first: the sum of counts near 2⁶³ wraps around to anything
    if (lengths < 0).any() or (lengths > pixels).any() or lengths.sum() != pixels:
        raise AnnotationError(
            f"COCO RLE of size {height}×{width}: counts must be a list of non-negative integers "
            f"that add up to {pixels}, got {str(counts)[:60]}, in all {sum(lengths.tolist())}."
        )
    return np.cumsum(lengths)
