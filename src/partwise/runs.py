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
    """Find the runs of non-zero bytes in a flat, contiguous mask.

    Eight pixels at a time are passed over where nothing changes, all 0 or all 1.
    """
    # room for the worst case; memory that is not written to costs nothing
    edges = np.empty(flat.size + 1, np.int32)
    words = flat[: flat.size // 8 * 8].view(np.uint64)
    count = 0
    before = False
    for word in range(words.size + 1):
        first = 8 * word
        if word < words.size:
            same = np.uint64(0x0101010101010101) if before else np.uint64(0)
            if words[word] == same:
                continue
        for i in range(first, min(first + 8, flat.size)):
            here = flat[i] != 0
            edges[count] = i
            count += here != before
            before = here
    if before:
        edges[count] = flat.size
        count += 1
    return edges[0:count:2].copy(), edges[1:count:2].copy()


@compiled
def scan_half(cover: FloatMap, top: int, left: int, width: int) -> tuple[Runs, Runs]:
    """Find the runs of pixels covered by half or more, in a window of a frame of this width."""
    height, columns = cover.shape
    edges = np.empty(height * (columns + 1) + 1, np.int32)
    count = 0
    for y in range(height):
        row = (top + y) * width + left
        before = False
        for x in range(columns):
            here = cover[y, x] >= 0.5
            edges[count] = row + x
            count += here != before
            before = here
        edges[count] = row + columns
        count += before
    return _joined(edges[:count])


@compiled
def _joined(edges: Runs) -> tuple[Runs, Runs]:
    """Make one run of those that touch, as at the end of a row."""
    starts = np.empty(edges.size // 2, np.int32)
    ends = np.empty(edges.size // 2, np.int32)
    count = 0
    for at in range(0, edges.size, 2):
        if count and ends[count - 1] == edges[at]:
            ends[count - 1] = edges[at + 1]
        else:
            starts[count], ends[count] = edges[at], edges[at + 1]
            count += 1
    return starts[:count].copy(), ends[:count].copy()


@compiled
def are_apart(starts: Runs, ends: Runs, pixels: int) -> bool:
    """Tell whether runs ascend, neither touch nor overlap, and stay inside so many pixels."""
    least = 0
    for run in range(starts.size):
        if starts[run] < least or ends[run] <= starts[run]:
            return False
        least = ends[run] + 1
    return starts.size == 0 or ends[-1] <= pixels


@compiled
def area(starts: Runs, ends: Runs) -> int:
    """Count the pixels of all runs."""
    pixels = 0
    for run in range(starts.size):
        pixels += ends[run] - starts[run]
    return pixels


@compiled
def extent(starts: Runs, ends: Runs, width: int) -> tuple[int, int, int, int]:
    """Top, left, bottom and right (exclusive) of all runs; zeros where there are none."""
    if not starts.size:
        return 0, 0, 0, 0
    left, right = width, 0
    for run in range(starts.size):
        row = starts[run] // width * width
        if ends[run] > row + width:
            left, right = 0, width
            break
        left = min(left, starts[run] - row)
        right = max(right, ends[run] - row)
    return starts[0] // width, left, (ends[-1] - 1) // width + 1, right


#: What :func:`decode` finds wrong, by its number.
FAULTS = (
    "",
    "its counts hold a character that is none of COCO's",
    "its counts hold a number of too many characters",
    "its counts are cut off amid a number",
    "its counts hold a negative number",
    "its counts cover more than the {pixels} pixels",
    "its counts end before the {pixels} pixels are covered",
)


@compiled
def decode(codes: NDArray[np.uint8], pixels: int) -> tuple[NDArray[np.int64], int]:
    """Decode COCO's compressed counts: where each ends, and which of :data:`FAULTS` they have.

    A count is written in characters of 5 bits, least first, with a bit that says whether more
    follow; from the fourth on it is what it has more than the count before the last. Where a
    count ends, the mask turns from unset to set or back; pixels are counted down the columns.
    """
    counts = np.empty(codes.size, np.int64)
    turns = np.empty(codes.size, np.int64)
    number = at = total = 0
    while at < codes.size:
        value = np.int64(0)
        shift = 0
        more = True
        while more:
            if at == codes.size:
                return turns, 3
            code = np.int64(codes[at]) - 48
            if code < 0 or code > 63:
                return turns, 1
            if shift > 50:
                return turns, 2
            value |= (code & 0x1F) << shift
            shift += 5
            at += 1
            more = (code & 0x20) != 0
            if not more and code & 0x10:
                value |= np.int64(-1) << shift
        counts[number] = value + counts[number - 2] if number > 2 else value
        total += counts[number]
        if counts[number] < 0:
            return turns, 4
        if total > pixels:
            return turns, 5
        turns[number] = total
        number += 1
    return turns[:number], 0 if total == pixels else 6


@compiled
def transpose(turns: NDArray[np.int64], height: int, width: int) -> tuple[Runs, Runs]:
    """Row-major runs of a mask that is given by where it turns, counted down the columns.

    A row has an edge where two neighbouring columns differ. That is found by merging the turns
    of the two, so that the work goes with the length of the outline and not with the area.
    """
    most = 2 * turns.size + width + 1
    columns = np.empty(most, np.int32)
    tops = np.empty(most, np.int32)
    bottoms = np.empty(most, np.int32)
    more_edges = np.zeros(height + 1, np.int64)
    count = 0
    before = first = last = 0
    for column in range(width + 1):
        before, first = first, last
        while column < width and last < turns.size and turns[last] < (column + 1) * height:
            last += 1
        i, j, row = before, first, 0
        # an odd number of turns before a column says that it begins inside the mask
        inside = first % 2 == 1 and column < width
        differ = inside != (before % 2 == 1 and column > 0)
        while row < height:
            there = turns[i] - (column - 1) * height if i < first else height
            here = turns[j] - column * height if j < last else height
            turn = min(there, here)
            if differ and turn > row:
                columns[count], tops[count], bottoms[count] = column, row, turn
                more_edges[row] += 1
                more_edges[turn] -= 1
                count += 1
            row = turn
            if row < height:
                differ ^= (there == turn) != (here == turn)
                i += there == turn
                j += here == turn
    places = np.empty(height + 1, np.int64)
    places[0] = edges_here = 0
    for row in range(height):
        edges_here += more_edges[row]
        places[row + 1] = places[row] + edges_here
    edges = np.empty(places[height], np.int32)
    for stretch in range(count):
        for row in range(tops[stretch], bottoms[stretch]):
            edges[places[row]] = row * width + columns[stretch]
            places[row] += 1
    return _joined(edges)


@compiled
def scan_labels(flat: NDArray[Any]) -> tuple[NDArray[np.int64], Runs, Runs]:
    """Find the runs of equal labels in a flat label map: labels, starts and ends, in scan order."""
    # room for the worst case; memory that is not written to costs nothing
    starts = np.empty(flat.size + 1, np.int32)
    starts[0] = 0
    count = 1
    for i in range(1, flat.size):
        starts[count] = i
        count += flat[i] != flat[i - 1]
    starts[count] = flat.size
    labels = np.empty(count, np.int64)
    for run in range(count):
        labels[run] = flat[starts[run]]
    return labels, starts[:count].copy(), starts[1 : count + 1].copy()


@compiled
def sort_labels(labels: NDArray[np.int64], least: int, most: int) -> NDArray[np.int64]:
    """Order of labels from `least` to `most` by value, equal ones as they come, by counting."""
    places = np.zeros(most - least + 2, np.int64)
    for label in labels:
        places[label - least + 1] += 1
    for value in range(most - least):
        places[value + 1] += places[value]
    order = np.empty(labels.size, np.int64)
    for run in range(labels.size):
        value = labels[run] - least
        order[places[value]] = run
        places[value] += 1
    return order


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
    corner: Shape,
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
            y0 = max(row * scale[0] + offset[0], float(corner[0])) - corner[0]
            y1 = min((row + 1) * scale[0] + offset[0], float(corner[0] + out_height)) - corner[0]
            x0 = max(x0, float(corner[1])) - corner[1]
            x1 = min(x1, float(corner[1] + out_width)) - corner[1]
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
    corner: Shape = (0, 0),
) -> FloatMap:
    """Resample a mask by area: which share of each output pixel its moved runs cover.

    Parameters
    ----------
    starts, ends
        Row-major runs of a mask of `shape`.
    scale, offset
        (y, x): a point p of the mask moves to ``p * scale + offset``; scale is above 0.
    out_shape
        (height, width) of the frame to resample into, or of a window of it.
    corner
        (y, x): the window's first pixel.

    Returns
    -------
    (height, width) of float32, from 0 to 1.
    """
    out = np.zeros(out_shape, np.float32)
    _coverage(starts, ends, shape[1], scale, offset, corner, out)
    return out
