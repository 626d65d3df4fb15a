"""measure: saliency maps and segments in, additive sums out; the one hot kernel."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numba
import numpy as np

from partwise.errors import SizeMismatchError
from partwise.runs import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from partwise.rle import Rle
    from partwise.saliency import SaliencyMaps
    from partwise.shapes import FloatMap, Runs

#: Share of an image's pixels that counts as its strongest.
TOP_FRACTION = 0.05
#: Pixels added up plainly before the block's sum joins a compensated total. It bounds the
#: error by about BLOCK / 8 roundings (eight lanes) of the sum of absolute values.
BLOCK = 4096
#: Pixels from which it is guessed how strong the strongest are.
SAMPLE = 4096


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """What a pass over the maps leaves: additive sums, one entry for each segment.

    Parameters
    ----------
    image
        (segment,) of int64: which map of the batch the segment lies on.
    area_px
        (segment,) of int64: pixels of the segment.
    saliency_sum, positive_sum, negative_sum, square_sum
        (segment,) of float64: sums of A, of its positive and its negative part (at most 0)
        and of A squared. The error is below 1e-12 of the sum of absolute values.
    saliency_min, saliency_max
        (segment,) of float64; NaN for a segment without pixels.
    top_px
        (segment,) of float64: pixels among the strongest 5 % of the image by absolute value.
        Pixels that tie for the last places share them evenly; zeros are never strong.
    of_image
        The same for each whole map: (image,).
    """

    image: NDArray[np.int64]
    area_px: NDArray[np.int64]
    saliency_sum: NDArray[np.float64]
    positive_sum: NDArray[np.float64]
    negative_sum: NDArray[np.float64]
    square_sum: NDArray[np.float64]
    saliency_min: NDArray[np.float64]
    saliency_max: NDArray[np.float64]
    top_px: NDArray[np.float64]
    of_image: Sums | None = None


def measure(maps: SaliencyMaps, segments: Sequence[Sequence[Rle]]) -> Sums:
    """Add up each map over each of its image's segments, in one pass.

    Parameters
    ----------
    maps
        (image, height, width) of float32.
    segments
        For each image its masks, in the maps' frame; they may overlap or be empty.

    Returns
    -------
    Sums
        One entry a segment, images in order, segments in order within them.

    Raises
    ------
    SizeMismatchError
        If a mask is not of the maps' shape, or images and maps differ in number.

    Examples
    --------
    >>> from partwise import SaliencyMaps
    >>> from partwise.rle import Rle
    >>> maps = SaliencyMaps(np.array([[[1, -2], [3, 4]]], np.float32), ["a.png"], "example")
    >>> left = Rle.from_mask(np.array([[1, 0], [1, 0]], bool))
    >>> sums = measure(maps, [[left]])
    >>> sums.saliency_sum.tolist(), sums.of_image.negative_sum.tolist()
    ([4.0], [-2.0])
    """
    if len(segments) != len(maps.values):
        raise SizeMismatchError(
            f"{len(maps.values)} maps need as many lists of segments, got {len(segments)}."
        )
    for image_id, masks in zip(maps.image_ids, segments, strict=True):
        for mask in masks:
            if mask.shape != maps.shape:
                raise SizeMismatchError(
                    f"image {image_id!r}: saliency map is {maps.shape[0]}×{maps.shape[1]} but a "
                    f"segment is {mask.shape[0]}×{mask.shape[1]}. "
                    "Frame both with the classifier's framing."
                )
    pixels = maps.shape[0] * maps.shape[1]
    whole = np.zeros(1, np.int32), np.full(1, pixels, np.int32), np.array([0, 1])
    parts: list[NDArray[np.float64]] = []
    wholes: list[NDArray[np.float64]] = []
    for value, masks in zip(maps.values, segments, strict=True):
        flat = value.reshape(-1)
        top = _strongest(flat, TOP_FRACTION)
        wholes.append(_sums(flat, *whole, *top))
        parts.append(_sums(flat, *join_runs(masks), *top))
    counts = [len(masks) for masks in segments]
    of_image = _named(np.concatenate(wholes), np.arange(len(wholes)))
    return _named(np.concatenate(parts), np.repeat(np.arange(len(counts)), counts), of_image)


def join_runs(masks: Sequence[Rle]) -> tuple[Runs, Runs, NDArray[np.int64]]:
    """Lay the runs of several masks end to end: starts, ends, and where each mask's begin."""
    offsets = np.zeros(len(masks) + 1, np.int64)
    if not masks:
        none = np.empty(0, np.int32)
        return none, none, offsets
    np.cumsum([mask.starts.size for mask in masks], out=offsets[1:])
    starts = np.concatenate([mask.starts for mask in masks])
    return starts, np.concatenate([mask.ends for mask in masks]), offsets


def _named(
    table: NDArray[np.float64], image: NDArray[np.int64], of_image: Sums | None = None
) -> Sums:
    area, *sums = table.T.copy()
    return Sums(image, area.astype(np.int64), *sums, of_image=of_image)


def _strongest(flat: FloatMap, fraction: float) -> tuple[np.float32, float]:
    """Least absolute value among the strongest pixels, and the share of its ties that count.

    Sorted out among the few pixels that can be meant: a sample says from which value on to look.
    Where the sample misleads, all pixels are looked at, so that the answer is always exact.
    """
    wanted = math.ceil(fraction * flat.size)
    sample = np.abs(flat[:: max(flat.size // SAMPLE, 1) | 1])
    # four standard deviations of a sample's count of strong pixels beyond the count expected
    expected = fraction * sample.size
    rank = min(math.ceil(expected + 4 * math.sqrt(expected) + 1), sample.size)
    strong = _at_least(flat, np.partition(sample, -rank)[-rank])
    if strong.size < wanted:
        strong = np.abs(flat)
    strong.partition(strong.size - wanted)
    threshold = strong[strong.size - wanted]
    above = np.count_nonzero(strong[strong.size - wanted :] > threshold)
    ties = np.count_nonzero(strong == threshold)
    return threshold, (wanted - above) / ties if threshold > 0 else 0.0


@compiled
def _at_least(flat: FloatMap, least: np.float32) -> FloatMap:
    """Absolute values from `least` on; each is written down, and kept by counting it."""
    found = np.empty(flat.size + 1, np.float32)
    count = 0
    for i in range(flat.size):
        magnitude = abs(flat[i])
        found[count] = magnitude
        count += magnitude >= least
    return found[:count].copy()


@numba.njit(cache=True, nogil=True, fastmath={"reassoc", "nsz", "nnan"})
def _block(
    flat: FloatMap, bits: NDArray[np.int32], threshold: np.float32, count_ties: bool
) -> tuple[float, float, float, np.int32, np.int32, np.int32, np.int32]:
    """Sums over one short stretch, written so that each line becomes vector instructions.

    The order of additions is free, and least and most are sought among integers that sort
    as the floats do (`_float_of` undoes it): LLVM does not vectorise a float minimum.
    """
    positive = 0.0
    negative = 0.0
    square = 0.0
    strong = np.int32(0)
    tied = np.int32(0)
    least = np.int32(0x7FFFFFFF)
    most = np.int32(-0x80000000)
    for i in range(flat.size):
        wide = np.float64(flat[i])
        positive += max(0.0, wide)
        negative += min(0.0, wide)
        square += wide * wide
        strong += np.int32(abs(flat[i]) >= threshold)
        key = bits[i] ^ ((bits[i] >> np.int32(31)) & np.int32(0x7FFFFFFF))
        least = min(least, key)
        most = max(most, key)
    if count_ties:
        for i in range(flat.size):
            tied += np.int32(abs(flat[i]) == threshold)
    return positive, negative, square, strong, tied, least, most


@compiled
def _float_of(key: int) -> float:
    """Undo the key of `_block`: flip a negative float's magnitude bits back."""
    bits = np.int32(key)
    bits ^= (bits >> np.int32(31)) & np.int32(0x7FFFFFFF)
    return float(np.array([bits], np.int32).view(np.float32)[0])


@compiled
def _sums(
    flat: FloatMap,
    starts: Runs,
    ends: Runs,
    offsets: NDArray[np.int64],
    threshold: np.float32,
    tie_share: float,
) -> NDArray[np.float64]:
    """(segment, 8): area, sum, positive, negative, squares, least, most, strongest pixels."""
    gathered = np.empty(BLOCK, np.float32)
    bits = gathered.view(np.int32)
    out = np.empty((offsets.size - 1, 8), np.float64)
    for segment in range(offsets.size - 1):
        area = 0
        positive = positive_lost = 0.0
        negative = negative_lost = 0.0
        square = 0.0
        strong = tied = 0
        least, most = np.int32(0x7FFFFFFF), np.int32(-0x80000000)
        run = offsets[segment]
        first = starts[run] if run < offsets[segment + 1] else 0
        while run < offsets[segment + 1]:
            # gather runs until a block is full or they end: most runs are short
            count = 0
            while run < offsets[segment + 1] and count < BLOCK:
                take = min(BLOCK - count, ends[run] - first)
                source = flat[first : first + take]
                target = gathered[count : count + take]
                for i in range(take):
                    target[i] = source[i]
                count += take
                first += take
                if first == ends[run]:
                    run += 1
                    first = starts[run] if run < offsets[segment + 1] else 0
            p, n, s, a, t, low, high = _block(
                gathered[:count], bits[:count], threshold, tie_share != 1.0
            )
            area += count
            # Kahan and Babuška, as Neumaier gave it: what rounding loses is kept aside
            total = positive + p
            positive_lost += (positive - total) + p if positive >= p else (p - total) + positive
            positive = total
            total = negative + n
            negative_lost += (negative - total) + n if negative <= n else (n - total) + negative
            negative = total
            square += s
            strong += a
            tied += t
            least, most = min(least, low), max(most, high)
        positive += positive_lost
        negative += negative_lost
        out[segment, 0] = area
        out[segment, 1] = positive + negative
        out[segment, 2] = positive
        out[segment, 3] = negative
        out[segment, 4] = square
        out[segment, 5] = _float_of(least) if area else np.nan
        out[segment, 6] = _float_of(most) if area else np.nan
        out[segment, 7] = (strong - tied) + tied * tie_share
    return out
