"""Segments from Python: arrays by image, or a callable that makes them."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from partwise.errors import AnnotationError, CallError, PartwiseError
from partwise.matching import Entry, ImageIndex, check_same_shape, counts
from partwise.rle import Rle
from partwise.segments import Segment, SegmentSet
from partwise.sources.mask_file import marks

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from partwise.images.picture import ImageRef
    from partwise.shapes import Shape

#: What a user may give for one image: a set, or a mask for each name.
Given = SegmentSet | Mapping[str, "NDArray[Any]"]

_TODO = "Masks must have the size of the image as opened, upright."


@dataclass(eq=False)
class ArraySource:
    """Segments given as arrays.

    Parameters
    ----------
    given
        For each image (its relative path, file name or stem) a :class:`SegmentSet`, or a
        (height, width) array of bool for each name.

    Examples
    --------
    >>> ear = np.array([[1, 0], [0, 0]], bool)
    >>> source = ArraySource({"cat": {"ear": ear}})
    >>> source.match(["pets/cat.jpg"])["images_with_segments"]
    1
    >>> from pathlib import Path
    >>> from partwise.images.picture import ImageRef
    >>> source.segments(ImageRef("pets/cat.jpg", Path("cat.jpg")), (2, 2)).names
    ('ear',)
    """

    given: Mapping[str, Given]
    spec: str = field(default="python:arrays", init=False)
    digest: str = field(init=False)
    names: Sequence[str] = field(init=False)
    matched: Collection[str] = field(default=(), init=False)
    _keys: Mapping[str, str] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        digest = hashlib.sha256()
        names: dict[str, None] = {}
        for key, given in sorted(self.given.items()):
            found = _as_set(given, key, None)
            for segment in found.segments if found else ():
                names[segment.name] = None
                rle = segment.to_rle()
                digest.update(f"{key}\0{segment.name}\0{segment.instance}".encode())
                digest.update(rle.starts.tobytes() + rle.ends.tobytes())
            names |= dict.fromkeys(found.not_found if found else ())
        self.digest = digest.hexdigest()
        self.names = tuple(names)

    def match(self, image_ids: Sequence[str]) -> Mapping[str, int]:
        """Find the key of each image."""
        keys = list(self.given)
        entries = [Entry(key, bare="." not in key.rpartition("/")[2]) for key in keys]
        found = ImageIndex(image_ids).match(entries, where=self.spec)
        self._keys = {image_id: keys[at] for image_id, at in found.items()}
        self.matched = frozenset(found)
        return counts(image_ids, self.matched, unused=len(keys) - len(found))

    def segments(self, image: ImageRef, shape: Shape) -> SegmentSet:
        """Give one image's segments.

        Raises
        ------
        SizeMismatchError
            If they are not of the image's size.
        """
        if self._keys is None:
            raise CallError(f"{self.spec}: call match(image_ids) before segments(image, shape).")
        key = self._keys.get(image.image_id)
        if key is None:
            return SegmentSet(shape, ())
        return _fit(self.given[key], image, shape)


@dataclass(eq=False)
class CallableSource:
    """Segments that a callable makes for each image, possibly in several threads at once.

    Parameters
    ----------
    make
        Takes an :class:`~partwise.images.picture.ImageRef`; gives a :class:`SegmentSet`, or a
        (height, width) array of bool for each name (none for an image without segments).

    Notes
    -----
    The digest is of the callable's name and source text alone: what it reads, it does not see.
    """

    make: Callable[[ImageRef], Given]
    spec: str = field(init=False)
    digest: str = field(init=False)
    names: Sequence[str] = field(default=(), init=False)
    matched: Collection[str] = field(default=(), init=False)

    def __post_init__(self) -> None:
        named = self.make if hasattr(self.make, "__qualname__") else type(self.make)
        self.spec = f"python:{named.__module__}.{named.__qualname__}"
        try:
            text = inspect.getsource(named)
        except (OSError, TypeError):
            text = ""
        self.digest = hashlib.sha256(f"{self.spec}\n{text}".encode()).hexdigest()

    def match(self, image_ids: Sequence[str]) -> Mapping[str, int]:
        """Take every image as having segments: it is known only once the callable is called."""
        self.matched = frozenset(image_ids)
        return counts(image_ids, self.matched, unused=0)

    def segments(self, image: ImageRef, shape: Shape) -> SegmentSet:
        """Call the callable.

        Raises
        ------
        AnnotationError
            If it fails, or gives something else than masks.
        SizeMismatchError
            If the masks are not of the image's size.
        """
        try:
            given = self.make(image)
        except PartwiseError:
            raise
        except Exception as error:
            raise AnnotationError(
                f"{self.spec} failed for image {image.image_id!r}: "
                f"{type(error).__name__}: {error}. Its segments are not known."
            ) from error
        return _fit(given, image, shape)


def _fit(given: Given, image: ImageRef, shape: Shape) -> SegmentSet:
    found = _as_set(given, image.image_id, shape)
    if found is None:
        return SegmentSet(shape, ())
    check_same_shape("its segments", found.shape, image.image_id, shape, todo=_TODO)
    return found


def _as_set(given: object, image_id: str, shape: Shape | None) -> SegmentSet | None:
    """Make a set of what was given; None where it holds no mask."""
    if isinstance(given, SegmentSet):
        return given
    if not isinstance(given, Mapping):
        raise AnnotationError(
            f"image {image_id!r}: segments must be a SegmentSet or {{name: array}}, "
            f"got {type(given).__name__}."
        )
    masks = {
        name: Rle.from_mask(marks(np.asarray(mask), f"image {image_id!r}, segment {name!r}"))
        for name, mask in given.items()
    }
    if not masks:
        return None
    shapes = {mask.shape: name for name, mask in masks.items()}
    for other, name in shapes.items():
        size = shape or next(iter(shapes))
        check_same_shape(f"segment {name!r}", other, image_id, size, todo=_TODO)
    return SegmentSet(
        next(iter(shapes)),
        [Segment(name, mask) for name, mask in masks.items() if mask.area],
        [name for name, mask in masks.items() if not mask.area],
    )
