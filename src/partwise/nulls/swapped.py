"""Swapped: which other pictures lend their maps to a segment, to show what its place explains.

If a method or network favours a place, say the middle, every segment there looks attributed. The
maps of pictures that lack the segment have the same bias and not the segment: laid under this
picture's mask they show what the place alone explains, and what the attribution has beyond them
is the segment's.

Only pictures that *lack* the segment can show it. Where every picture has it, as with a watermark
in one corner, maps under each other's masks would be maps of the watermark again: swapping would
only permute the same values, the difference be 0 on average whatever the network does, and a
strong cue be taken for a bias of place. Then the null is not available, and that is said.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from partwise.nulls.kinds import SWAPS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence, Set

    from partwise.shapes import Shape

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Donor:
    """A picture whose maps may be laid under other pictures' masks.

    Parameters
    ----------
    image_id
        Which picture.
    shape
        (height, width) of its maps, in pixels of the input frame.
    names
        Segments that are visible in it, left-overs such as ``background`` included.
    """

    image_id: str
    shape: Shape
    names: frozenset[str]


def choose_donors(
    pool: Sequence[Donor], image_id: str, segment: str, shape: Shape, *, seed: int
) -> list[int]:
    """Choose up to :data:`~partwise.nulls.kinds.SWAPS` donors for a segment of an image.

    Parameters
    ----------
    pool
        Where donors are taken from.
    image_id, segment, shape
        The image, its segment, and (height, width) of the image's maps: a map of another shape
        does not fit under its masks.
    seed
        Which donors it gets is decided by this, the image and the segment alone, whatever the
        pool's order; a donor that joins or leaves the pool changes at most one of them.

    Returns
    -------
    Indices into the pool, in the order of the draws; none where no picture lacks the segment.

    Examples
    --------
    >>> pool = [Donor("a", (4, 4), frozenset({"ear"})), Donor("b", (4, 4), frozenset())]
    >>> choose_donors(pool, "c", "ear", (4, 4), seed=0)
    [1]
    >>> choose_donors(pool[:1], "c", "ear", (4, 4), seed=0)
    []
    """

    def rank(index: int) -> bytes:
        words = f"{seed}\0{image_id}\0{segment}\0{pool[index].image_id}"
        return hashlib.blake2b(words.encode(errors="surrogatepass"), digest_size=8).digest()

    fitting = [
        index
        for index, donor in enumerate(pool)
        if donor.shape == shape and donor.image_id != image_id and segment not in donor.names
    ]
    return sorted(fitting, key=rank)[:SWAPS]


def choose_pool(
    candidates: Iterable[T],
    names_of: Callable[[T], Set[str]],
    *,
    size: int,
    most_looked_at: int,
) -> list[T]:
    """Choose a pool in which every name has donors, as far as such pictures are found.

    The first `size` candidates are taken. Of those after them, one is taken only where it lacks a
    name, seen so far, that fewer than :data:`~partwise.nulls.kinds.SWAPS` of the pool lack; so a
    name that nearly every picture has still finds the few that do not. It stops as soon as no
    name needs more.

    Parameters
    ----------
    candidates
        In the order to be tried; shuffle them by the run's seed, since folders are sorted.
    names_of
        Segments visible in a candidate; asked once for each that is looked at.
    size
        How many are taken in any case.
    most_looked_at
        After how many to give up: names that all pictures have would lead through all of them.

    Examples
    --------
    >>> pictures = ["dog ear", "dog ear", "dog ear", "dog", "cat"]
    >>> choose_pool(pictures, lambda text: set(text.split()), size=2, most_looked_at=100)
    ['dog ear', 'dog ear', 'dog', 'cat']
    """
    pool: list[T] = []
    seen: set[str] = set()
    holders: Counter[str] = Counter()  # how many of the pool have a name

    def scarce(name: str) -> bool:
        return len(pool) - holders[name] < SWAPS

    for looked_at, candidate in enumerate(islice(candidates, most_looked_at)):
        # a name not seen yet is lacked by the whole pool
        if looked_at >= size and len(pool) >= SWAPS and not any(map(scarce, seen)):
            break
        names = names_of(candidate)
        seen.update(names)
        if looked_at < size or any(scarce(name) for name in seen - names):
            pool.append(candidate)
            holders.update(names)
    return pool
