"""MapSource: saliency maps that were computed elsewhere, one file an image."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from partwise.errors import CallError, SaliencyError
from partwise.matching import Entry, ImageIndex, check_same_shape
from partwise.sources.arrays import ENDINGS, read_array
from partwise.sources.folder import Folder, list_folder, without_ending

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from partwise.images.picture import ImageRef
    from partwise.shapes import FloatMap, Shape


@dataclass(eq=False)
class MapSource:
    """Maps of a folder, matched to images as masks are: `sub/cat.npy` is for `sub/cat.jpg`.

    Parameters
    ----------
    folder
        Where the maps are.
    """

    folder: Folder
    _files: Mapping[str, str] | None = field(default=None, init=False)

    @property
    def spec(self) -> str:
        """How it was asked for."""
        return f"maps:{self.folder.path}"

    @property
    def digest(self) -> str:
        """SHA-256 of the files' paths, sizes and times of last change."""
        return self.folder.digest

    def match(self, image_ids: Sequence[str]) -> Mapping[str, int]:
        """Find the map of each image.

        Returns
        -------
        Counts for the user: ``images_with_maps``, ``images_without`` and
        ``entries_not_in_images``.

        Raises
        ------
        AnnotationError
            If a map could belong to several images, or the other way round.
        """
        files = self.folder.files
        entries = [Entry(without_ending(file), bare=True, title=file) for file in files]
        found = ImageIndex(image_ids).match(entries, where=self.spec)
        self._files = {image_id: files[at] for image_id, at in found.items()}
        return {
            "images_with_maps": len(found),
            "images_without": len(image_ids) - len(found),
            "entries_not_in_images": len(files) - len(found),
        }

    def map_of(self, image: ImageRef, shape: Shape) -> FloatMap:
        """Read one image's map as float32, unchanged otherwise. Thread-safe.

        Parameters
        ----------
        shape
            (height, width) of the image as opened; the map must have it.

        Raises
        ------
        SaliencyError
            If there is none, it cannot be read, is not two-dimensional, holds no real numbers,
            or does not fit into float32.
        SizeMismatchError
            If it has another size than the image.
        """
        if self._files is None:
            raise CallError(f"{self.spec}: call match(image_ids) before map_of(image, shape).")
        file = self._files.get(image.image_id)
        if file is None:
            raise SaliencyError(
                f"image {image.image_id!r}: no saliency map for it in {str(self.folder.path)!r}. "
                f"Name maps as the images, with {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]} instead "
                "of the ending, or leave the image out."
            )
        where = f"map {str(self.folder.path / file)!r} of image {image.image_id!r}"
        values = read_array(self.folder.path / file, where)
        if values.ndim != 2:
            raise SaliencyError(
                f"{where} has shape {values.shape}, and a map must be (height, width). Reduce its "
                "channels before saving, as its method says: `values.sum(axis=0)` where they come "
                "first and keep their sign, `np.abs(values).max(axis=0)` for strength alone."
            )
        if values.dtype.kind not in "fiu":
            raise SaliencyError(
                f"{where} holds {values.dtype}, and a map holds real numbers. Save it as float32."
            )
        check_same_shape(
            where, (values.shape[0], values.shape[1]), image.image_id, shape, todo="Maps are "
            "taken at the image's own size; a map in another frame needs a given framing.",
        )  # fmt: skip
        return _as_float32(values, where)


def load_maps(path: str | Path) -> MapSource:
    """Find the maps of a folder; they are read later, image by image.

    Raises
    ------
    CallError
        If there is no such folder, or no file of such an ending in it.
    """
    return MapSource(list_folder(Path(path), ENDINGS, option=f"--maps {str(path)!r}"))


def _as_float32(values: NDArray[Any], where: str) -> FloatMap:
    with np.errstate(over="ignore", under="ignore"):
        narrow = values.astype(np.float32)
    if values.dtype.kind == "f" and values.dtype.itemsize <= 4:
        return narrow
    lost = np.isfinite(values) & ~np.isfinite(narrow)
    if lost.any() or (values.any() and not narrow.any()):
        most = float(np.abs(values[np.isfinite(values)]).max())
        raise SaliencyError(
            f"{where}: values up to {most:g} do not fit into float32 "
            "(about 1e-45 to 3e38). Divide all maps by one number before saving."
        )
    return narrow
