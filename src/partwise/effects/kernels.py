"""Kernels: the loops over a region's pixels, compiled, so that making pictures costs little."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from partwise.runs import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from partwise.shapes import BoolMask, InputArray, Shape


@compiled
def gather_cells(
    flat: InputArray, region: NDArray[np.intp], width: int, step: int, grid: Shape
) -> NDArray[np.float64]:
    """Add up a region's pixels by cells of `step` × `step`.

    Parameters
    ----------
    flat
        (channel, pixel) of a picture of this width.
    region
        (pixel,): flat row-major indices.
    grid
        (row, column): how many cells there are.

    Returns
    -------
    (row, column, channel + 1): the last one is how many pixels there are.
    """
    channels = flat.shape[0]
    cells = np.zeros((grid[0], grid[1], channels + 1))
    columns = np.arange(width) // step
    first = y = 0  # of the row; pixels come row by row, and dividing takes longer than comparing
    for pixel in region:
        if not first <= pixel < first + width:
            y = pixel // width
            first = y * width
        cell = cells[y // step, columns[pixel - first]]
        for channel in range(channels):
            cell[channel] += flat[channel, pixel]
        cell[channels] += 1
    return cells


@compiled
def interpolate(cells: InputArray, region: NDArray[np.intp], width: int, step: int) -> InputArray:
    """Values at a region's pixels, bilinear between the middles of cells of `step` × `step`.

    Parameters
    ----------
    cells
        (row, column, channel).
    region
        (pixel,): flat row-major indices in a picture of this width.

    Returns
    -------
    (channel, pixel).
    """
    rows, columns, channels = cells.shape
    values = np.empty((channels, region.size), np.float32)
    across = np.minimum(np.maximum((np.arange(width) + 0.5) / step - 0.5, 0), columns - 1)
    lefts = across.astype(np.int64)
    rights = np.minimum(lefts + 1, columns - 1)
    fars = (across - lefts).astype(np.float32)
    first, top, bottom, low = -width, 0, 0, np.float32(0)
    for index in range(region.size):
        if not first <= region[index] < first + width:
            y = region[index] // width
            first = y * width
            down = min(max((y + 0.5) / step - 0.5, 0.0), rows - 1.0)
            top = int(down)
            bottom, low = min(top + 1, rows - 1), np.float32(down - top)
        x = region[index] - first
        left, right, far = lefts[x], rights[x], fars[x]
        for channel in range(channels):
            above, below = cells[top, left, channel], cells[bottom, left, channel]
            above += (cells[top, right, channel] - above) * far
            below += (cells[bottom, right, channel] - below) * far
            values[channel, index] = above + (below - above) * low
    return values


@compiled
def put(flat: InputArray, region: NDArray[np.intp], values: InputArray) -> tuple[float, float]:
    """Write values into a region of a picture, and say by how much they differ from its own.

    Parameters
    ----------
    flat
        (channel, pixel), changed in place.
    values
        (channel, pixel of the region).

    Returns
    -------
    Mean square difference, and mean over channels of the square of the mean difference.
    """
    channels, count = values.shape
    squares = colours = 0.0
    for channel in range(channels):
        total = 0.0
        for index in range(count):
            moved = np.float64(values[channel, index]) - flat[channel, region[index]]
            squares += moved * moved
            total += moved
            flat[channel, region[index]] = values[channel, index]
        colours += (total / max(count, 1)) ** 2
    return squares / max(channels * count, 1), colours / channels


@compiled
def lies_in(shape: BoolMask, free: BoolMask, top: int, left: int) -> bool:
    """Whether a shape laid at a row and column covers pixels of `free` alone."""
    for y in range(shape.shape[0]):
        for x in range(shape.shape[1]):
            if shape[y, x] and not free[top + y, left + x]:
                return False
    return True


@compiled
def count_in(shape: BoolMask, marked: BoolMask, top: int, left: int) -> int:
    """How many marked pixels a shape laid at a row and column covers."""
    count = 0
    for y in range(shape.shape[0]):
        for x in range(shape.shape[1]):
            count += shape[y, x] and marked[top + y, left + x]
    return count
