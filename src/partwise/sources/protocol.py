"""SegmentSource: the seam between partwise and anything that names segments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from partwise.images.picture import ImageRef
    from partwise.segments import SegmentSet
    from partwise.shapes import Shape


@runtime_checkable
class SegmentSource(Protocol):
    """What partwise asks of a source of segments.

    Attributes
    ----------
    spec
        How it was asked for, such as ``coco:parts.json``.
    digest
        SHA-256 of what it was read from; a table is resumed only with the same one.
    names
        Segment names it can give, or () where they are known only image by image.
    matched
        The images that `match` found segments for.
    """

    @property
    def spec(self) -> str: ...  # noqa: D102 - see above
    @property
    def digest(self) -> str: ...  # noqa: D102
    @property
    def names(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def matched(self) -> Collection[str]: ...  # noqa: D102

    def match(self, image_ids: Sequence[str]) -> Mapping[str, int]:
        """Find out which of its entries belong to which images; called once, before `segments`.

        Returns
        -------
        Counts for the user: ``images_with_segments``, ``images_without`` and
        ``entries_not_in_images``.

        Raises
        ------
        AnnotationError
            If an entry could belong to several images, or the other way round.
        """
        ...

    def segments(self, image: ImageRef, shape: Shape) -> SegmentSet:
        """Give the segments of one image of this (height, width), in its own frame. Thread-safe.

        An image without annotations has an empty set.
        """
        ...
