"""Run-list kernels: scan a mask into row-major runs, paint runs, move them to another frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numba
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from partwise.shapes import FloatMap, Runs, Shape


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile to machine code on first use, cached on disk, running without the GIL."""
    return numba.njit(cache=True, nogil=True)(function)


@compiled
def scan(flat: NDArray[np.uint8]) -> tuple[Runs, Runs]:
    """Find the runs of non-zero bytes in a flat, contiguous mask."""
    count = 0
    before = False
    for i in range(flat.size):
        here = flat[i] != 0
        count += here and not before
        before = here
    starts = np.empty(count, np.int32)
    ends = np.empty(count, np.int32)
    run = 0
    before = False
    for i in range(flat.size):
        here = flat[i] != 0
        if here != before:
            if here:
                starts[run] = i
            else:
                ends[run] = i
                run += 1
            before = here
    if before:
        ends[run] = flat.size
    return starts, ends


@compiled
def scan_labels(flat: NDArray[Any]) -> tuple[NDArray[np.int64], Runs, Runs]:
    """Find the runs of equal labels in a flat label map: labels, starts and ends, in scan order."""
    count = 1
    for i in range(1, flat.size):
        count += flat[i] != flat[i - 1]
    labels = np.empty(count, np.int64)
    starts = np.empty(count, np.int32)
    ends = np.empty(count, np.int32)
    run = 0
    starts[0] = 0
    labels[0] = flat[0]
    for i in range(1, flat.size):
        if flat[i] != flat[i - 1]:
            ends[run] = i
            run += 1
            starts[run] = i
            labels[run] = flat[i]
    ends[run] = flat.size
    return labels, starts, ends


@compiled
def paint(flat: NDArray[np.uint8], starts: Runs, ends: Runs, value: int) -> None:
    """Set every pixel of the runs to `value`, in place."""
    for run in range(starts.size):
        for i in range(starts[run], ends[run]):
            flat[i] = value


@compiled
def _coverage(
    starts: Runs,
    ends: Runs,
    width: int,
    scale: tuple[float, float],
    offset: tuple[float, float],
    out: FloatMap,
) -> None:
    """Add to `out` the area of each of its pixels that the moved runs cover.

    A run moves as the rectangle it is, so this is exact for any scale above 0: up, down,
    cropped or padded. Rows of `out` hold differences along x until the last loop sums them.
    """
    out_height, out_width = out.shape
    steps = np.zeros((out_height, out_width + 2), np.float64)
    for run in range(starts.size):
        first = starts[run]
        while first < ends[run]:
            row = first // width
            last = min(ends[run], (row + 1) * width)
            x0 = (first - row * width) * scale[1] + offset[1]
            x1 = (last - row * width) * scale[1] + offset[1]
            first = last
            y0 = max(row * scale[0] + offset[0], 0.0)
            y1 = min((row + 1) * scale[0] + offset[0], float(out_height))
            x0 = max(x0, 0.0)
            x1 = min(x1, float(out_width))
            if y0 >= y1 or x0 >= x1:
                continue
            left, right = int(x0), int(x1)
            in_left, in_right = x0 - left, x1 - right
            y = int(y0)
            while y < y1:
                weight = min(y1, y + 1.0) - max(y0, float(y))
                # the integral of a step at x0 is 1 - in_left in its own pixel, 1 from the next
                steps[y, left] += weight * (1.0 - in_left)
                steps[y, left + 1] += weight * in_left
                steps[y, right] -= weight * (1.0 - in_right)
                steps[y, right + 1] -= weight * in_right
                y += 1
    for y in range(out_height):
        total = 0.0
        for x in range(out_width):
            total += steps[y, x]
            out[y, x] = total


def coverage(
    starts: Runs,
    ends: Runs,
    *,
    shape: Shape,
    scale: tuple[float, float],
    offset: tuple[float, float],
    out_shape: Shape,
) -> FloatMap:
    """Resample a mask by area: which share of each output pixel its moved runs cover.

    Parameters
    ----------
    starts, ends
        Row-major runs of a mask of `shape`.
    scale, offset
        (y, x): a point p of the mask moves to ``p * scale + offset``; scale is above 0.
    out_shape
        (height, width) of the frame to resample into.

    Returns
    -------
    (height, width) of float32, from 0 to 1.
    """
    out = np.zeros(out_shape, np.float32)
    _coverage(starts, ends, shape[1], scale, offset, out)
    return out
