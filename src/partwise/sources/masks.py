"""masks: one picture a segment: ``SEGMENT/IMAGE.png``, or ``IMAGE_SEGMENT.png``."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from partwise.errors import AnnotationError, CallError
from partwise.matching import LEVELS, NUMBERS, Entry, ImageIndex, Level, counts
from partwise.rle import Rle
from partwise.segments import Segment, SegmentSet, check_name
from partwise.sources.folder import Folder, list_folder, without_ending
from partwise.sources.mask_file import LOSSLESS, read_marks

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from partwise.images.picture import ImageRef
    from partwise.shapes import Shape


@dataclass(eq=False, repr=False)
class MaskSource:
    """Segments of a folder of masks, one picture a segment.

    A mask's first folder names the segment where what follows is an image, as in
    ``hair/00001.png``; otherwise its file name is taken apart at an underscore, as in
    ``00001_l_eye.png`` or ``0/00001_l_eye.png``, after the longest part that is an image's
    name, or else the whole number in it.

    Parameters
    ----------
    spec, digest
        As in :class:`~partwise.sources.protocol.SegmentSource`.
    folder
        Where the masks are.
    """

    spec: str
    digest: str
    folder: Folder
    matched: Collection[str] = field(default=(), init=False)
    names: Sequence[str] = field(default=(), init=False)
    _files: Mapping[str, Mapping[str, str]] | None = field(default=None, init=False)

    def __repr__(self) -> str:
        return f"<segments {self.spec!r}: {len(self.names)} names>"

    def match(self, image_ids: Sequence[str]) -> Mapping[str, int]:
        """Find the masks of each image; only now is it known which names there are."""
        index = ImageIndex(image_ids)
        entries = self._by_segment(index)
        files: defaultdict[str, dict[str, str]] = defaultdict(dict)
        used = 0
        for name, group in entries.items():
            found = index.match(group, where=f"{self.spec}, {name!r}", levels=(*LEVELS, NUMBERS))
            used += len(found)
            for image_id, at in found.items():
                files[image_id][name] = group[at].title
        self._files = dict(files)
        self.names = tuple(entries)
        self.matched = frozenset(files)
        return counts(image_ids, self.matched, unused=len(self.folder.files) - used)

    def segments(self, image: ImageRef, shape: Shape) -> SegmentSet:
        """Read one image's masks; a mask without a set pixel says that nothing was found.

        Raises
        ------
        AnnotationError
            If a mask cannot be read, or holds more than two values.
        SizeMismatchError
            If its size is not the image's.
        """
        if self._files is None:
            raise CallError(f"{self.spec}: call match(image_ids) before segments(image, shape).")
        masks = {
            name: Rle.from_mask(read_marks(self.folder.path / file, image.image_id, shape))
            for name, file in self._files.get(image.image_id, {}).items()
        }
        return SegmentSet(
            shape,
            [Segment(name, mask) for name, mask in masks.items() if mask.area],
            [name for name, mask in masks.items() if not mask.area],
        )

    def _by_segment(self, index: ImageIndex) -> dict[str, list[Entry]]:
        """Take the paths apart into segment and image."""
        groups: defaultdict[str, list[Entry]] = defaultdict(list)
        in_folders = {file: _first_folder(file) for file in self.folder.files if "/" in file}
        known = {file for file, (_, entry) in in_folders.items() if _knows(index, entry)}
        # one layout for all: a mask whose image is absent must not be read in the other way
        others = sum(_at_underscore(file, index) is not None for file in in_folders.keys() - known)
        by_folder = len(known) >= others
        for file in self.folder.files:
            split = (
                in_folders[file]
                if by_folder and file in in_folders
                else _at_underscore(file, index)
            )
            if split is None:
                continue
            name, entry = split
            try:
                groups[check_name(name)].append(entry)
            except AnnotationError as error:
                raise AnnotationError(f"{self.spec}: mask {file!r}: {error}") from error
        return dict(sorted(groups.items()))


def load(place: str) -> MaskSource:
    """Find the masks of a folder; they are read later, image by image.

    Parameters
    ----------
    place
        Path of the folder.

    Raises
    ------
    CallError
        If there is no such folder, or no mask in it.
    """
    spec = f"masks:{place}"
    folder = list_folder(Path(place), LOSSLESS, option=spec)
    return MaskSource(spec, folder.digest, folder)


def _first_folder(file: str) -> tuple[str, Entry]:
    name, _, image = without_ending(file).partition("/")
    return name, Entry(image, bare=True, title=file)


def _at_underscore(file: str, index: ImageIndex) -> tuple[str, Entry] | None:
    """Split ``IMAGE_SEGMENT`` after the longest part that is an image, by name or by number."""
    stem = without_ending(file)
    start = stem.rfind("/") + 1
    cuts = [at for at in range(len(stem) - 1, start, -1) if stem[at] == "_"]
    for levels in (LEVELS, (NUMBERS,)):
        for at in cuts:
            entry = Entry(stem[:at], bare=True, title=file)
            if _knows(index, entry, levels):
                return stem[at + 1 :], entry
    return None


def _knows(index: ImageIndex, entry: Entry, levels: Sequence[Level] = (*LEVELS, NUMBERS)) -> bool:
    return any(index.knows(entry, level) for level in levels)
