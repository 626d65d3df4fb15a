"""labelmap: segments from pictures whose pixels are indices, named by a file."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from partwise.errors import CallError
from partwise.matching import Entry, ImageIndex, counts
from partwise.segments import SegmentSet
from partwise.sources.folder import Folder, list_folder, without_ending
from partwise.sources.mask_file import LOSSLESS, read_indices
from partwise.sources.names_file import names_of, read_names

if TYPE_CHECKING:
    from collections.abc import Collection

    from partwise.images.picture import ImageRef
    from partwise.shapes import LabelMap, Shape

_log = logging.getLogger("partwise")


@dataclass(eq=False, repr=False)
class LabelMapSource:
    """Segments of a folder of index maps.

    Parameters
    ----------
    spec, digest
        As in :class:`~partwise.sources.protocol.SegmentSource`.
    folder
        Where the index maps are, one an image.
    names_by_index
        Indices without a name are left out: their pixels are unnamed.
    """

    spec: str
    digest: str
    folder: Folder
    names_by_index: Mapping[int, str]
    matched: Collection[str] = field(default=(), init=False)
    #: In how many images each index without a name was met, so far.
    nameless: Counter[int] = field(default_factory=Counter[int], init=False)
    _files: Mapping[str, str] | None = field(default=None, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    @property
    def names(self) -> Sequence[str]:
        """All names of the names file, each once."""
        return tuple(dict.fromkeys(self.names_by_index.values()))

    def __repr__(self) -> str:
        return f"<segments {self.spec!r}: {len(self.names)} names>"

    def match(self, image_ids: Sequence[str]) -> Mapping[str, int]:
        """Find the index map of each image."""
        files = self.folder.files
        entries = [Entry(without_ending(file), bare=True, title=file) for file in files]
        found = ImageIndex(image_ids).match(entries, where=self.spec)
        self._files = {image_id: files[at] for image_id, at in found.items()}
        self.matched = frozenset(found)
        return counts(image_ids, self.matched, unused=len(files) - len(found))

    def segments(self, image: ImageRef, shape: Shape) -> SegmentSet:
        """Read one image's index map.

        Raises
        ------
        AnnotationError
            If the map cannot be read, or holds colours.
        SizeMismatchError
            If its size is not the image's.
        """
        if self._files is None:
            raise CallError(f"{self.spec}: call match(image_ids) before segments(image, shape).")
        file = self._files.get(image.image_id)
        if file is None:
            return SegmentSet(shape, ())
        labels = read_indices(self.folder.path / file, image.image_id, shape)
        found = SegmentSet.from_labels(labels, self.names_by_index)
        named = sum(segment.to_rle().area for segment in found.segments)
        if named < labels.size:
            self._tell(labels, file)
        return found

    def _tell(self, labels: LabelMap, file: str) -> None:
        """Count the indices without a name, and say so at the first."""
        present = {int(each) for each in np.unique(labels)}
        nameless = sorted(present - self.names_by_index.keys())
        with self._lock:
            first = not self.nameless
            self.nameless.update(nameless)
        if first:
            _log.warning(
                "%s: %r has indices without a name in the names file: %s%s. Their pixels count as "
                "(unnamed), there and in all further images.",
                self.spec,
                file,
                ", ".join(map(str, nameless[:10])),
                ", …" if len(nameless) > 10 else "",
            )


def load(place: str, *, names: str | Path | Mapping[int, str] | None = None) -> LabelMapSource:
    """Find the index maps of a folder; they are read later, image by image.

    Parameters
    ----------
    place
        Path of the folder, with a picture (PNG, TIFF, BMP, GIF) for each image.
    names
        The file that names the indices (YAML, TOML or JSON), or index → name itself.

    Raises
    ------
    CallError
        If there is no such folder, no map in it, or no names are given.
    AnnotationError
        If the names file is broken.
    """
    spec = f"labelmap:{place}"
    if names is None:
        raise CallError(
            f"{spec}: an index map needs names. Give --names FILE: YAML, TOML or JSON with "
            "index: name, name: index or a list of names."
        )
    by_index = names_of(names) if isinstance(names, Mapping) else read_names(Path(names))
    folder = list_folder(Path(place), LOSSLESS, option=spec)
    return LabelMapSource(spec, _digest(folder, by_index), folder, by_index)


def _digest(folder: Folder, names: Mapping[int, str]) -> str:
    text = "\n".join([folder.digest, *(f"{index}\0{name}" for index, name in names.items())])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
