"""Segment and SegmentSet: the named parts of one image, in the image's own frame."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import numpy as np

from partwise import runs
from partwise.errors import AnnotationError, SizeMismatchError
from partwise.polygons import Polygons
from partwise.rle import Rle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partwise.shapes import BoolMask, LabelMap, Shape

Role = Literal["core", "context", "artefact"]

#: Names that partwise gives itself; a drawn segment cannot carry them.
UNNAMED = "(unnamed)"
PADDING = "(padding)"
BACKGROUND = "background"

#: Labels that lie closer together are sorted by counting.
MOST_COUNTED = 1 << 16


@dataclass(frozen=True, slots=True)
class Segment:
    """One named part of one image.

    Parameters
    ----------
    name
        What it is called; any text that is not blank. Names in round brackets are reserved.
    mask
        Where it is: an :class:`Rle` or :class:`Polygons`, in the image's frame.
    instance
        0 where instances of a name are united, else 1, 2, …
    instance_count
        How many drawn instances it unites.
    score
        The segmenter's confidence, or None where a person drew it.
    role
        What the user says it is to the task: ``core``, ``context``, ``artefact`` or None.
    parent
        Name of the segment it is a part of, or None.
    whole
        Whether it is the whole object, so that what it leaves out is the ``background``.
    drawn
        False for bands and complements, whose pixels still count as unnamed.
    least_visible
        Share of its area that must be in view for it to have a row, 0 to 1.
    """

    name: str
    mask: Rle | Polygons
    instance: int = 0
    instance_count: int = 1
    score: float | None = None
    role: Role | None = None
    parent: str | None = None
    whole: bool = False
    drawn: bool = True
    least_visible: float = 0.0

    def __post_init__(self) -> None:
        check_name(self.name)
        if self.role not in (None, "core", "context", "artefact"):
            raise AnnotationError(
                f"segment {self.name!r}: role must be core, context or artefact, got {self.role!r}."
            )

    def to_rle(self) -> Rle:
        """The mask as runs at the image's own size."""
        return self.mask if isinstance(self.mask, Rle) else self.mask.to_rle()


@dataclass(frozen=True, slots=True)
class SegmentSet:
    """The segments of one image; masks may overlap.

    Parameters
    ----------
    shape
        (height, width) of the image, in pixels; each mask has it.
    segments
        In the order in which rows are to be written.
    not_found
        Names that were looked for and are not in this image.

    Raises
    ------
    SizeMismatchError
        If a mask has another shape than the image.
    AnnotationError
        If a name is both there and not found, or cannot be a segment's.

    Examples
    --------
    >>> ear = np.array([[1, 0], [0, 0]], bool)
    >>> head = np.array([[1, 1], [0, 0]], bool)
    >>> SegmentSet.from_masks({"ear": ear, "head": head}).names
    ('ear', 'head')
    """

    shape: Shape
    segments: Sequence[Segment]
    not_found: Sequence[str] = field(default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "shape", (int(self.shape[0]), int(self.shape[1])))
        object.__setattr__(self, "segments", tuple(self.segments))
        object.__setattr__(self, "not_found", tuple(self.not_found))
        for segment in self.segments:
            if segment.mask.shape != self.shape:
                raise SizeMismatchError(
                    f"the image is {_size(self.shape)} pixels but segment {segment.name!r} is "
                    f"{_size(segment.mask.shape)} (height×width). "
                    "Draw or export the masks at the image's own size."
                )
        for name in self.not_found:
            if check_name(name) in self.names:
                raise AnnotationError(f"segment {name!r} is both drawn and listed as not found.")

    @property
    def names(self) -> tuple[str, ...]:
        """Names present, each once, in order."""
        return tuple(dict.fromkeys(segment.name for segment in self.segments))

    @classmethod
    def from_masks(
        cls, masks: Mapping[str, BoolMask], *, roles: Mapping[str, Role] | None = None
    ) -> SegmentSet:
        """Build a set from one (height, width) array of bool for each name."""
        if not masks:
            raise AnnotationError("from_masks needs at least one mask; give {name: array}.")
        roles = roles or {}
        arrays = {name: np.asarray(mask) for name, mask in masks.items()}
        for name, array in arrays.items():
            if array.dtype.kind not in "bui":
                raise AnnotationError(
                    f"the mask of segment {name!r} holds {array.dtype}, and a mask is of bool. "
                    "Decide from which value on a pixel belongs to it: mask > 0.5."
                )
        segments = [
            Segment(name, Rle.from_mask(array), role=roles.get(name))
            for name, array in arrays.items()
        ]
        return cls(segments[0].mask.shape, segments)

    @classmethod
    def from_labels(cls, labels: LabelMap, names: Mapping[int, str]) -> SegmentSet:
        """Build a set from a (height, width) array of indices; those without a name are left out.

        Examples
        --------
        >>> labels = np.array([[0, 7], [7, 7]])
        >>> SegmentSet.from_labels(labels, {7: "wheel"}).segments[0].mask.area
        3
        """
        if labels.ndim != 2 or labels.size == 0 or labels.dtype.kind not in "iu":
            raise AnnotationError(
                "a label map must be a (height, width) array of integers, "
                f"got shape {labels.shape} of {labels.dtype}."
            )
        shape = (labels.shape[0], labels.shape[1])
        # compiled code takes only the byte order of the machine, and TIFF files have the other
        flat = np.ascontiguousarray(labels, labels.dtype.newbyteorder("=")).reshape(-1)
        values, starts, ends = runs.scan_labels(flat)
        least, most = int(values.min()), int(values.max())
        if most - least < MOST_COUNTED:
            order = runs.sort_labels(values, least, most)
        else:
            order = np.argsort(values, kind="stable")
        values, starts, ends = values[order], starts[order], ends[order]
        edges = [0, *(np.flatnonzero(np.diff(values)) + 1).tolist(), values.size]
        masks = {int(values[first]): slice(first, last) for first, last in pairwise(edges)}
        segments = [
            Segment(name, Rle.trusted(shape, starts[masks[value]], ends[masks[value]]))
            for value, name in names.items()
            if value in masks
        ]
        return cls(shape, segments)


def check_name(name: object) -> str:
    """Return `name` if a segment may carry it.

    Raises
    ------
    AnnotationError
        If it is not text, is blank, or is written in round brackets (reserved).
    """
    if not isinstance(name, str) or not name.strip():
        raise AnnotationError(f"a segment's name must be text that is not blank, got {name!r}.")
    if not name.isascii() and any("\ud800" <= letter <= "\udfff" for letter in name):
        raise AnnotationError(
            f"segment name {name!r} holds half a character (a lone surrogate), which no file can "
            "store. Correct it in the annotations."
        )
    if name.strip().startswith("(") and name.strip().endswith(")"):
        raise AnnotationError(
            f"segment name {name!r} is reserved: names in round brackets are partwise's own. "
            "Rename it in the annotations or in parts.toml."
        )
    return name


def union(masks: Sequence[Rle | Polygons]) -> Rle | Polygons:
    """Unite masks of one shape; outlines stay outlines."""
    if len(masks) == 1:
        return masks[0]
    outlines = [ring for mask in masks if isinstance(mask, Polygons) for ring in mask.rings]
    if all(isinstance(mask, Polygons) for mask in masks):
        return Polygons(masks[0].shape, outlines)
    flat = np.zeros(masks[0].shape[0] * masks[0].shape[1], np.uint8)
    for mask in masks:
        rle = mask if isinstance(mask, Rle) else mask.to_rle()
        runs.paint(flat, rle.starts, rle.ends, 1)
    return Rle.trusted(masks[0].shape, *runs.scan(flat))


def unite_instances(segments: SegmentSet) -> SegmentSet:
    """Unite the instances of each name into one segment, counted; its score is the best one's."""
    groups: defaultdict[str, list[Segment]] = defaultdict(list)
    for segment in segments.segments:
        groups[segment.name].append(segment)
    united: list[Segment] = []
    for group in groups.values():
        if len(group) == 1 and group[0].instance == 0:
            united.append(group[0])
            continue
        scores = [segment.score for segment in group if segment.score is not None]
        united.append(
            replace(
                group[0],
                mask=union([segment.mask for segment in group]),
                instance=0,
                instance_count=sum(segment.instance_count for segment in group),
                score=max(scores) if scores else None,
            )
        )
    return replace(segments, segments=united)


def number_instances(segments: SegmentSet) -> SegmentSet:
    """Number the instances of each name 1, 2, … in the order in which they were drawn."""
    seen: Counter[str] = Counter()
    numbered: list[Segment] = []
    for segment in segments.segments:
        seen[segment.name] += 1
        numbered.append(replace(segment, instance=seen[segment.name]))
    return replace(segments, segments=numbered)


def _size(shape: Shape) -> str:
    return f"{shape[0]}×{shape[1]}"
