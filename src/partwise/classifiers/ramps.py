"""Ramps: recover the resize and crop of any preprocessing from graded pictures sent through it."""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
from PIL import Image

from partwise.classifiers.inputs import as_input
from partwise.errors import FramingError
from partwise.framing import Framing

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from partwise.shapes import BoolMask, InputArray, Shape

    #: (height, width) of float64 in the input frame
    Field = NDArray[np.float64]
    Indices = NDArray[np.float32]
    #: (first, last + 1): the rows or columns of the image that a ramp spans
    Window = tuple[int, int]

#: How far the input may be from the recovered framing, in input pixels.
TOLERANCE = 2.0
#: A framing this near (in input pixels) to one of whole numbers is taken to be that one:
#: a resize gives whole pixels, and a crop starts at one.
SNAP = 0.15
#: Most grey levels that a ramp rises along its own axis, and along the other one. The slight
#: tilt makes the steps of 8-bit greys fall elsewhere in each line, so that they average out.
RISE, TILT = 238, 17
#: Grey where the counter-ramp starts, and by how much it falls along each axis.
COUNTER_TOP, COUNTER_FALL = 223.0, 96.0
#: Grey levels, over a block, by which a ramp and its negative may differ.
MOST_RANDOM = 2.0
#: Ramps are drawn again over the part in view, where that is small, at most this often.
PASSES = 4

_BY_HAND = (
    "Give the framing by hand: pw.wrap(..., framing=lambda shape: "
    "pw.Framing.resize_and_crop(shape, resize=256, crop=224)) with your own numbers, "
    "or pw.Framing(image_shape, input_shape, scale, offset)."
)


def recover_framing(prepare: Callable[[Image.Image], Any], image_shape: Shape) -> Framing:
    """Find where a preprocessing puts the pixels of an image of one size.

    A black and a white picture give each input pixel's range, whatever the normalisation;
    a picture that brightens along x and one along y then give each input pixel's place in
    the image. A line is fitted to each axis, away from the borders, and the whole field must
    keep to the two lines.

    Parameters
    ----------
    prepare
        An RGB picture to what the classifier takes; anything that
        :func:`~partwise.classifiers.inputs.as_input` reads.
    image_shape
        (height, width) of the image, in pixels; at least 4 each.

    Raises
    ------
    FramingError
        If the preprocessing fails, is random, depends on each picture's own contrast, or is
        no upright resize, crop and constant padding to within 2 input pixels; with what was
        found and how to give the framing by hand.

    Examples
    --------
    >>> def halve(image):
    ...     return np.asarray(image.resize((32, 24))).transpose(2, 0, 1) / 255
    >>> recover_framing(halve, (48, 64)) == Framing.stretch((48, 64), (24, 32))
    True
    """
    if min(image_shape) < 4:
        raise FramingError(
            f"an image of {_size(image_shape)} pixels is too small to recover where the "
            f"preprocessing puts it; at least 4×4 are needed. {_BY_HAND}"
        )
    probe = _Probe.of(prepare, image_shape)
    windows = (0, image_shape[0]), (0, image_shape[1])
    fields = probe.places(windows)
    for _ in range(PASSES):
        narrowed = probe.in_view(fields, windows)
        if all(
            new[1] - new[0] > 0.6 * (old[1] - old[0])
            for new, old in zip(narrowed, windows, strict=True)
        ):
            break
        windows = narrowed
        fields = probe.places(windows)
    framing = _fit(probe, fields)
    probe.check_counter_ramp(framing, windows)
    _check_rectangle(probe, framing)
    return framing


@dataclass(frozen=True, slots=True, eq=False)
class _Probe:
    """A preprocessing at one image size, with its answers to black and to white.

    Parameters
    ----------
    prepare, image_shape
        As given.
    black, span
        (channel, height, width): the answer to black, and white's less black's.
    shown
        (height, width): input pixels that show the image; the others are padding.
    """

    prepare: Callable[[Image.Image], Any]
    image_shape: Shape
    black: InputArray
    span: InputArray
    shown: BoolMask

    @classmethod
    def of(cls, prepare: Callable[[Image.Image], Any], image_shape: Shape) -> _Probe:
        black, white = (_send(prepare, np.full(image_shape, grey, np.uint8)) for grey in (0, 255))
        if black.shape != white.shape:
            raise FramingError(
                f"two pictures of {_size(image_shape)} became inputs of different shapes, "
                f"{black.shape} and {white.shape}: the preprocessing is random. {_BY_HAND}"
            )
        span = white - black
        strength = np.abs(span).sum(axis=0)
        if strength.max() < 1e-6:
            raise FramingError(
                "a black and a white picture become the same input, as in a preprocessing that "
                f"normalises each picture by its own brightness. {_BY_HAND}"
            )
        shown = strength > 0.5 * strength.max()
        top, left, bottom, right = _rectangle(shown)
        if shown[top:bottom, left:right].mean() < 0.98:
            raise FramingError(
                "the part of the input that shows the image is no upright rectangle: of its "
                f"{bottom - top}×{right - left} pixels {shown.sum()} change from a black to a "
                f"white picture. The preprocessing turns, warps or masks the image. {_BY_HAND}"
            )
        return cls(prepare, image_shape, black, span, shown)

    def grey(self, picture: NDArray[np.uint8]) -> Field:
        """Send a grey picture: which of its greys each input pixel shows; 0 in padding."""
        answer = _send(self.prepare, picture)
        if answer.shape != self.black.shape:
            raise FramingError(
                f"two pictures of {_size(self.image_shape)} became inputs of different shapes, "
                f"{self.black.shape} and {answer.shape}: the preprocessing is random. {_BY_HAND}"
            )
        span = self.span.astype(np.float64)
        power = np.maximum((span * span).sum(axis=0), np.finfo(np.float64).tiny)
        level = ((answer.astype(np.float64) - self.black) * span).sum(axis=0) / power
        return np.where(self.shown, 255.0 * level, 0.0)

    def places(self, windows: tuple[Window, Window]) -> tuple[Field, Field]:
        """Tell each input pixel's y and x in the image, from a ramp along each axis.

        Each ramp is followed by its negative: a random preprocessing answers differently, and
        the mean of the two is free of the bias of resizers that round half a grey level up.
        """
        (own_y, other_y), (own_x, other_x) = (_steps(window) for window in windows)
        y, x = self.indices(windows)
        answers: list[Field] = []
        for step_y, step_x in ((own_y, other_x), (other_y, own_x)):
            picture = _picture(step_y * y[:, None] + step_x * x[None, :])
            rising, falling = self.grey(picture), 255 - self.grey(255 - picture)
            if _worst(rising - falling, self.shown) > MOST_RANDOM:
                self.refuse_unlike(picture)
            answers.append((rising + falling) / 2)
        down, along = answers
        pivot = own_y * own_x - other_y * other_x
        return (
            windows[0][0] + 0.5 + (own_x * down - other_x * along) / pivot,
            windows[1][0] + 0.5 + (own_y * along - other_y * down) / pivot,
        )

    def refuse_unlike(self, picture: NDArray[np.uint8]) -> NoReturn:
        """Say why a picture and its negative land in different places."""
        first = self.grey(picture)
        if any(np.abs(self.grey(picture) - first).max() > MOST_RANDOM for _ in range(8)):
            raise FramingError(
                "the same picture sent twice became two different inputs: the preprocessing is "
                "random, as for training. Give the one for evaluation, without random crops, "
                "flips or colours."
            )
        raise FramingError(
            "a picture and its negative do not become each other's negative: the preprocessing "
            f"changes tones on a curve, or by each picture's own contrast. {_BY_HAND}"
        )

    def indices(self, windows: tuple[Window, Window]) -> tuple[Indices, Indices]:
        """Count rows and columns from where each window begins and kept inside it."""
        y, x = (
            np.clip(np.arange(size, dtype=np.float32) - low, 0, high - low - 1)
            for size, (low, high) in zip(self.image_shape, windows, strict=True)
        )
        return y, x

    def in_view(
        self, fields: tuple[Field, Field], windows: tuple[Window, Window]
    ) -> tuple[Window, Window]:
        """Narrow each window to the part that the input shows, and a margin."""
        narrowed: list[Window] = []
        for axis in (0, 1):
            low, high = windows[axis]
            line = _means(fields[axis], self.shown, axis)
            margin = 3 + 2 * (high - low) / RISE + 0.1 * np.ptp(line)
            narrowed.append(
                (max(int(line.min() - margin), low), min(int(line.max() + margin) + 1, high))
            )
        return narrowed[0], narrowed[1]

    def check_counter_ramp(self, framing: Framing, windows: tuple[Window, Window]) -> None:
        """Send a paler ramp that falls along both axes; the framing must foretell its answer.

        A preprocessing that stretches each picture's contrast leaves the full-range ramps as
        they are, but not this one.
        """
        fall_y, fall_x = (COUNTER_FALL / (high - low) for low, high in windows)
        y, x = self.indices(windows)
        answer = self.grey(_picture(COUNTER_TOP - fall_y * y[:, None] - fall_x * x[None, :]))
        place_y, place_x = (
            (np.arange(size) + 0.5 - offset) / scale
            for size, offset, scale in zip(
                framing.input_shape, framing.offset, framing.scale, strict=True
            )
        )
        down, along = (
            place - low - 0.5 for place, (low, _) in zip((place_y, place_x), windows, strict=True)
        )
        told = COUNTER_TOP - fall_y * down[:, None] - fall_x * along[None, :]
        inside = self.shown & _inside(place_y[:, None], framing, 0)
        inside &= _inside(place_x[None, :], framing, 1)
        worst = _worst(answer - told, inside, framing.scale)
        if worst > max(
            fall * max(TOLERANCE / scale, 0.5)
            for fall, scale in zip((fall_y, fall_x), framing.scale, strict=True)
        ):
            raise FramingError(
                f"a pale picture came out up to {worst:.0f} of 255 grey levels lighter or darker "
                "than black, white and full-range pictures foretell: the preprocessing changes "
                f"each picture by its own contrast, or at random. {_BY_HAND}"
            )


def _fit(probe: _Probe, fields: tuple[Field, Field]) -> Framing:
    """Fit a line to each axis, twice: the first time says how wide the borders are."""
    input_shape = (probe.shown.shape[0], probe.shown.shape[1])
    inside = probe.shown
    lines = [_line(fields[axis], inside, axis) for axis in (0, 1)]
    for axis in (0, 1):
        slope = abs(lines[axis][0])
        size = probe.image_shape[axis]
        margin = min(3 * max(1.0, slope), size / 4)
        inside = inside & (fields[axis] >= margin) & (fields[axis] <= size - margin)
    lines = [_line(fields[axis], inside, axis) for axis in (0, 1)]
    _check_upright(lines, fields, inside)
    numbers = [
        _whole(probe.image_shape[axis], 1 / slope, -start / slope, input_shape[axis])
        for axis, (slope, start) in enumerate(lines)
    ]
    (scale_y, offset_y), (scale_x, offset_x) = numbers
    framing = Framing(probe.image_shape, input_shape, (scale_y, scale_x), (offset_y, offset_x))
    for axis, (slope, start) in enumerate(lines):
        centres = (np.arange(input_shape[axis]) + 0.5) * slope + start
        told = centres[:, None] if axis == 0 else centres[None, :]
        worst = _worst((fields[axis] - told) / slope, inside, framing.scale)
        if worst > TOLERANCE:
            raise FramingError(
                f"the best line along {'yx'[axis]} misses where the preprocessing puts the image "
                f"by up to {worst:.1f} input pixels (at most {TOLERANCE:.0f} are allowed): it "
                "turns, shears, warps or reflects the image. "
                f"{_BY_HAND}"
            )
    return framing


def _check_rectangle(probe: _Probe, framing: Framing) -> None:
    seen, told = _rectangle(probe.shown), framing.image_rectangle()
    if max(abs(a - b) for a, b in zip(seen, told, strict=True)) > TOLERANCE:
        raise FramingError(
            f"a line through the middle of the input puts the image at rows {told[0]} to {told[2]} "
            f"and columns {told[1]} to {told[3]}, but rows {seen[0]} to {seen[2]} and columns "
            f"{seen[1]} to {seen[3]} change with it. Padding that repeats or reflects the image's "
            f"border cannot be framed. {_BY_HAND}"
        )


def _check_upright(
    lines: list[tuple[float, float]], fields: tuple[Field, Field], inside: BoolMask
) -> None:
    across = [_line(fields[axis], inside, 1 - axis)[0] for axis in (0, 1)]
    slopes = [slope for slope, _ in lines]
    if all(abs(other) > abs(own) for other, own in zip(across, slopes, strict=True)):
        raise FramingError(
            "the input's rows follow the image's columns: the preprocessing turns the image by "
            f"90° or swaps its axes. {_BY_HAND}"
        )
    for axis, slope in enumerate(slopes):
        if slope < 0:
            raise FramingError(
                f"the preprocessing mirrors the image along {'yx'[axis]}: its scale there is "
                f"{1 / slope:.3f} input pixels per image pixel, and must be above 0. Leave the "
                "flip out."
            )
        if slope < 1e-6:
            raise FramingError(
                f"the input does not change along {'yx'[axis]} when the image does: its places "
                f"cannot be told. {_BY_HAND}"
            )


def _whole(size: int, scale: float, offset: float, length: int) -> tuple[float, float]:
    """Scale and offset of a resize to whole pixels, if what is in view hardly moves by it."""
    low, high = max(offset, 0.0), min(size * scale + offset, float(length))
    middle = (low + high) / 2
    whole_scale = max(round(size * scale), 1) / size
    whole_offset = float(round(middle - (middle - offset) / scale * whole_scale))
    moved = max(abs((at - offset) / scale * whole_scale + whole_offset - at) for at in (low, high))
    return (whole_scale, whole_offset) if moved <= SNAP else (scale, offset)


def _line(field: Field, inside: BoolMask, axis: int) -> tuple[float, float]:
    """Least squares over the pixels inside: place = slope · (index + 0.5) + start."""
    counts = inside.sum(axis=1 - axis)
    if np.count_nonzero(counts) < 2:
        raise FramingError(
            "too little of the image is in the input to tell where it lies: "
            f"{np.count_nonzero(counts)} lines of pixels away from its borders. {_BY_HAND}"
        )
    centres = np.arange(counts.size) + 0.5
    sums = np.where(inside, field, 0.0).sum(axis=1 - axis)
    weight = counts.sum()
    middle, height = (counts * centres).sum() / weight, sums.sum() / weight
    away = centres - middle
    slope = (away * sums).sum() / (counts * away * away).sum()
    return float(slope), float(height - slope * middle)


def _worst(residual: Field, inside: BoolMask, scale: tuple[float, float] = (1.0, 1.0)) -> float:
    """Largest mean residual of any block of pixels; blocks, since greys come in whole steps.

    A block is at least two image pixels wide, which nearest-neighbour enlarging makes flat,
    and wide enough for the tilt to rise by a grey level.
    """
    sums, counts = np.where(inside, residual, 0.0), inside.astype(np.float64)
    for axis in (0, 1):
        block = int(max(8, np.ceil(2 * scale[axis]), residual.shape[axis] // 14))
        starts = np.arange(0, max(residual.shape[axis] - block // 2, 1), block)
        sums = np.add.reduceat(sums, starts, axis=axis)
        counts = np.add.reduceat(counts, starts, axis=axis)
    enough = counts >= 0.5 * counts.max()
    return float(np.abs(sums[enough] / counts[enough]).max())


def _inside(places: NDArray[np.floating[Any]], framing: Framing, axis: int) -> BoolMask:
    """Places away from the image's borders, where interpolation bends a ramp."""
    size = framing.image_shape[axis]
    margin = min(3 * max(1.0, 1 / framing.scale[axis]), size / 4)
    return (places >= margin) & (places <= size - margin)


def _means(field: Field, shown: BoolMask, axis: int) -> NDArray[np.float64]:
    top, left, bottom, right = _rectangle(shown)
    return field[top:bottom, left:right].mean(axis=1 - axis)


def _rectangle(shown: BoolMask) -> tuple[int, int, int, int]:
    """Top, left, bottom and right (exclusive) of what is set."""
    rows, columns = (np.flatnonzero(shown.any(axis=axis)) for axis in (1, 0))
    return int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1


def _steps(window: Window) -> tuple[float, float]:
    """Grey levels per image pixel of a ramp along this axis, and of the tilt along it.

    The ramp takes whole steps where the window is short, so that it is exact in 8 bits. The
    tilt's total has no factor in common with the window's length, so that its fractions of a
    grey level are spread evenly over the lines.
    """
    length = window[1] - window[0]
    own = RISE // length or RISE / length
    return own, next(tilt for tilt in range(TILT, 0, -1) if gcd(tilt, length) == 1) / length


def _picture(grey: NDArray[np.floating[Any]]) -> NDArray[np.uint8]:
    return np.rint(grey).astype(np.uint8)


def _send(prepare: Callable[[Image.Image], Any], grey: NDArray[np.uint8]) -> InputArray:
    try:
        return as_input(prepare(Image.fromarray(grey).convert("RGB")))
    except Exception as error:
        said = str(error).rstrip(".") or type(error).__name__
        raise FramingError(
            f"the preprocessing failed on a picture of {_size(grey.shape)} that was to tell "
            f"where it puts the image: {said}. {_BY_HAND}"
        ) from error


def _size(shape: tuple[int, ...]) -> str:
    return f"{shape[0]}×{shape[1]}"
