"""Derived: a source whose segments go through a user's table of parts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partwise.errors import AnnotationError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from partwise.images.picture import ImageRef
    from partwise.segments import SegmentSet
    from partwise.shapes import Shape
    from partwise.sources.parts import Parts
    from partwise.sources.protocol import SegmentSource


@dataclass(eq=False)
class DerivedSource:
    """Segments of a source, renamed, combined and described as the user's parts say.

    Parameters
    ----------
    source
        Where drawn segments come from.
    parts
        What is made of them.
    """

    source: SegmentSource
    parts: Parts

    @property
    def spec(self) -> str:
        """The source's spec; parts are told apart by the digest."""
        return self.source.spec

    @property
    def digest(self) -> str:
        """SHA-256 of the source's and the parts' digests."""
        return hashlib.sha256(f"{self.source.digest}\n{self.parts.digest}".encode()).hexdigest()

    @property
    def names(self) -> Sequence[str]:
        """Names after the parts are applied, or () where the source's are not known."""
        return self.parts.names(self.source.names) if self.source.names else ()

    @property
    def matched(self) -> Collection[str]:
        """Images that the source found segments for."""
        return self.source.matched

    def match(self, image_ids: Sequence[str]) -> Mapping[str, int]:
        """Match the source, then check the parts against its names where it knows them.

        Raises
        ------
        UnknownNameError
            If a part is made of a segment that the source does not have.
        """
        found = self.source.match(image_ids)
        if self.source.names:
            self.parts.check(self.source.names)
        return found

    def segments(self, image: ImageRef, shape: Shape) -> SegmentSet:
        """Give one image's parts."""
        drawn = self.source.segments(image, shape)
        try:
            return self.parts.apply(drawn)
        except AnnotationError as error:
            raise AnnotationError(f"image {image.image_id!r}: {error}") from error
