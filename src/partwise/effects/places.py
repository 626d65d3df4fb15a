"""Places: where a part's mask can be laid so that it covers none of the part itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from partwise.effects.kernels import count_in, lies_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from partwise.shapes import BoolMask

#: Random places looked at before it is worked out exactly which there are.
TRIES = 128


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A mask mirrored and shifted.

    Parameters
    ----------
    region
        (pixel,): flat row-major indices of what it covers, ascending.
    on_named
        Share of these pixels that lie on named segments.
    """

    region: NDArray[np.intp]
    on_named: float


#: Which of the mirrored masks, and the row and column at which its box begins.
_At: TypeAlias = "tuple[int, int, int]"


def find_places(
    mask: BoolMask,
    *,
    in_image: BoolMask,
    named: BoolMask,
    count: int,
    random: np.random.Generator,
    tries: int = TRIES,
) -> list[Place]:
    """Find places for placebos: the mask mirrored and shifted to where the segment is not.

    A place lies on the image as a whole and shares no pixel with the mask. Of the random places
    that are looked at those are taken that lie least on other named segments, since what is
    removed there may matter too: the first ones that lie on none, if there are enough. Where
    random places are too few, all there are are worked out.

    Parameters
    ----------
    mask
        (height, width) of bool: the segment as it is removed, dilation included.
    in_image
        (height, width) of bool: where there is an image to be removed.
    named
        (height, width) of bool: pixels of named segments.
    count
        How many are wanted.
    random
        Where all chance comes from.
    tries
        Random places looked at.

    Returns
    -------
    At most `count` places, no two the same; fewer only where there are no more.

    Examples
    --------
    >>> mask = np.array([[1, 0, 0, 0]], bool)
    >>> everywhere, nowhere = np.ones((1, 4), bool), np.zeros((1, 4), bool)
    >>> seeded = np.random.default_rng(0)
    >>> found = find_places(mask, in_image=everywhere, named=nowhere, count=9, random=seeded)
    >>> sorted(place.region.tolist() for place in found)
    [[1], [2], [3]]
    """
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    area = int(np.count_nonzero(mask))
    free = in_image & ~mask
    if not area or np.count_nonzero(free) < area:
        return []
    shapes = _mirrored(mask[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])
    found = _try(shapes, free, named, count, random, tries)
    if len(found) < count:
        found = _all(shapes, free, named, count, random)
    return [_place(at, shapes[at[0]], on, mask.shape[1]) for at, on in found]


def _mirrored(box: BoolMask) -> list[BoolMask]:
    """The mask as it is, upside down, left to right, and both; those that are alike once."""
    shapes: list[BoolMask] = []
    for each in (box, box[::-1], box[:, ::-1], box[::-1, ::-1]):
        if not any(np.array_equal(each, other) for other in shapes):
            shapes.append(np.ascontiguousarray(each))
    return shapes


def _try(
    shapes: Sequence[BoolMask],
    free: BoolMask,
    named: BoolMask,
    count: int,
    random: np.random.Generator,
    tries: int,
) -> list[tuple[_At, int]]:
    """Random places, those with the fewest pixels on named segments."""
    height, width = shapes[0].shape
    size = free.shape[0] - height + 1, free.shape[1] - width + 1
    found: dict[_At, int] = {}
    clear = 0
    for which, top, left in random.integers((len(shapes), *size), size=(tries, 3)).tolist():
        at = which, top, left
        if at in found or not lies_in(shapes[which], free, top, left):
            continue
        found[at] = count_in(shapes[which], named, top, left)
        clear += found[at] == 0
        if clear == count:
            break
    return sorted(found.items(), key=_on_named)[:count]


def _all(
    shapes: Sequence[BoolMask],
    free: BoolMask,
    named: BoolMask,
    count: int,
    random: np.random.Generator,
) -> list[tuple[_At, int]]:
    """Every place there is, by correlation; those with the fewest pixels on named segments."""
    height, width = shapes[0].shape
    size = free.shape[0] - height + 1, free.shape[1] - width + 1
    # the picture's own size is enough: what wraps around is none of the places kept
    taken, on = (np.fft.rfft2(each) for each in (~free, named))
    places: list[tuple[_At, int]] = []
    for which, each in enumerate(shapes):
        own = np.conj(np.fft.rfft2(each, free.shape))
        # whole numbers, which rounding errors do not move by a half
        collisions, named_px = (
            np.rint(np.fft.irfft2(other * own, free.shape)[: size[0], : size[1]])
            for other in (taken, on)
        )
        places += [
            ((which, top, left), int(named_px[top, left]))
            for top, left in np.argwhere(collisions == 0).tolist()
        ]
    order = random.permutation(len(places))
    mixed = [places[index] for index in order.tolist()]
    return sorted(mixed, key=_on_named)[:count]


def _on_named(found: tuple[_At, int]) -> int:
    return found[1]


def _place(at: _At, shape: BoolMask, on: int, width: int) -> Place:
    rows, columns = np.nonzero(shape)
    region = (rows + at[1]) * width + columns + at[2]
    return Place(region.astype(np.intp), on / region.size)
