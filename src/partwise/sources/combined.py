"""Combined: several sources of segments taken together as one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from partwise.matching import counts
from partwise.segments import SegmentSet

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from partwise.images.picture import ImageRef
    from partwise.shapes import Shape
    from partwise.sources.protocol import SegmentSource


@dataclass(eq=False, repr=False)
class CombinedSource:
    """The segments of all sources, in their order; a name that two of them give is one name.

    Parameters
    ----------
    sources
        Two or more.
    """

    sources: Sequence[SegmentSource]
    matched: Collection[str] = field(default=(), init=False)

    @property
    def spec(self) -> str:
        """The sources' specs, one after the other."""
        return " + ".join(source.spec for source in self.sources)

    @property
    def digest(self) -> str:
        """SHA-256 of the sources' digests."""
        return hashlib.sha256("\n".join(each.digest for each in self.sources).encode()).hexdigest()

    @property
    def names(self) -> Sequence[str]:
        """Names of all sources, each once; () where one of them does not know its own."""
        if not all(source.names for source in self.sources):
            return ()
        return tuple(dict.fromkeys(name for source in self.sources for name in source.names))

    def __repr__(self) -> str:
        return f"<segments {self.spec!r}: {len(self.names)} names>"

    def match(self, image_ids: Sequence[str]) -> Mapping[str, int]:
        """Match each source by itself; an image has segments where any source has some."""
        unused = sum(source.match(image_ids)["entries_not_in_images"] for source in self.sources)
        self.matched = frozenset(each for source in self.sources for each in source.matched)
        return counts(image_ids, self.matched, unused=unused)

    def segments(self, image: ImageRef, shape: Shape) -> SegmentSet:
        """Give one image's segments from all sources; what one found counts as found."""
        sets = [source.segments(image, shape) for source in self.sources]
        found = {name for each in sets for name in each.names}
        missing = dict.fromkeys(name for each in sets for name in each.not_found)
        return SegmentSet(
            shape,
            [segment for each in sets for segment in each.segments],
            [name for name in missing if name not in found],
        )
