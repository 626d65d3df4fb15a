"""MapSource: saliency maps that were computed elsewhere, one file an image or all in one."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from partwise.errors import CallError, SaliencyError, SizeMismatchError
from partwise.framing import Framing
from partwise.matching import Entry, ImageIndex, check_same_shape
from partwise.sources.arrays import ENDINGS, HIERARCHIES, read_array
from partwise.sources.containers import open_container
from partwise.sources.folder import Folder, list_folder, without_ending
from partwise.spec import Spec, at_least, one_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from partwise.images.picture import ImageRef
    from partwise.shapes import FloatMap, Shape
    from partwise.sources.predictions import Prediction
    from partwise.spec import Value

#: How channels become one number, in the words that methods use for it.
CHANNELS: Mapping[str, Callable[[NDArray[Any]], NDArray[Any]]] = {
    "sum": lambda values: values.sum(0, dtype=np.float64),
    "l2": lambda values: np.sqrt((values.astype(np.float64) ** 2).sum(0)),
    "max-abs": lambda values: np.abs(values).max(0),
}
#: How an image was brought to the size of its map, with the options of each way.
FRAMINGS: Mapping[str, Mapping[str, Value]] = {
    "image": {},
    "stretch": {},
    "resize": {"shorter": 256, "crop": 224},
}


class _Holder(Protocol):
    """Where maps lie: files of a folder, or one file for all."""

    @property
    def path(self) -> Path: ...
    @property
    def digest(self) -> str: ...
    @property
    def names(self) -> Sequence[str]: ...
    @property
    def predictions(self) -> Mapping[str, Prediction]: ...
    def title(self, at: int) -> str: ...
    def read(self, at: int, where: str) -> NDArray[Any]: ...


@dataclass(frozen=True, slots=True)
class _Files:
    """A folder with one file an image."""

    folder: Folder

    @property
    def path(self) -> Path:
        return self.folder.path

    @property
    def digest(self) -> str:
        return self.folder.digest

    @property
    def names(self) -> Sequence[str]:
        return self.folder.files

    @property
    def predictions(self) -> Mapping[str, Prediction]:
        return {}

    def title(self, at: int) -> str:
        return repr(str(self.path / self.folder.files[at]))

    def read(self, at: int, where: str) -> NDArray[Any]:
        return read_array(self.path / self.folder.files[at], where)


@dataclass(eq=False)
class MapSource:
    """Maps, matched to images as masks are: `sub/cat.npy` is for `sub/cat.jpg`.

    Parameters
    ----------
    holder
        Where the maps are.
    channels
        How channels become one number, a key of `CHANNELS`; None where maps have none.
    framing
        How an image was brought to its map's size, such as ``resize:crop=224,shorter=256``.
    """

    holder: _Holder
    channels: str | None
    framing: Spec
    _found: Mapping[str, int] | None = field(default=None, init=False)

    @property
    def spec(self) -> str:
        """How it was asked for."""
        return f"maps:{self.holder.path}"

    @property
    def digest(self) -> str:
        """SHA-256 of the files' paths, sizes and times of last change."""
        return self.holder.digest

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
        names = self.holder.names
        files = isinstance(self.holder, _Files)
        entries = [
            Entry(without_ending(name) if files else name, bare=files, title=name) for name in names
        ]
        self._found = ImageIndex(image_ids).match(entries, where=self.spec)
        return {
            "images_with_maps": len(self._found),
            "images_without": len(image_ids) - len(self._found),
            "entries_not_in_images": len(names) - len(self._found),
        }

    def predictions(self) -> Mapping[str, Prediction]:
        """What the model said of images, by `image_id`, where it lies beside the maps."""
        said, names = self.holder.predictions, self.holder.names
        if not said:
            return {}
        return {image_id: said[names[at]] for image_id, at in (self._found or {}).items()}

    def map_of(self, image: ImageRef, shape: Shape) -> tuple[Framing, FloatMap]:
        """Read one image's map as float32, unchanged otherwise. Thread-safe.

        Parameters
        ----------
        shape
            (height, width) of the image as opened.

        Returns
        -------
        Where the image lies in its map, and the map (height, width).

        Raises
        ------
        SaliencyError
            If there is none, it cannot be read, has channels and it is open what becomes of them,
            holds no real numbers, or does not fit into float32.
        SizeMismatchError
            If it has another size than the framing gives.
        """
        if self._found is None:
            raise CallError(f"{self.spec}: call match(image_ids) before map_of(image, shape).")
        at = self._found.get(image.image_id)
        if at is None:
            raise SaliencyError(
                f"image {image.image_id!r}: no saliency map for it in {str(self.holder.path)!r}. "
                f"Name maps as the images, with {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]} instead "
                "of the ending, or leave the image out."
            )
        where = f"map {self.holder.title(at)} of image {image.image_id!r}"
        values = self._reduced(self.holder.read(at, where), where)
        if values.dtype.kind not in "fiu":
            raise SaliencyError(
                f"{where} holds {values.dtype}, and a map holds real numbers. Save it as float32."
            )
        framing = self._framing(where, image.image_id, shape, (values.shape[0], values.shape[1]))
        return framing, _as_float32(values, where)

    def _reduced(self, values: NDArray[Any], where: str) -> NDArray[Any]:
        """Make (height, width) of a map that may have channels before them."""
        if values.ndim == 2:
            return values
        if values.ndim != 3 or min(values.shape) < 1:
            raise SaliencyError(
                f"{where} has shape {values.shape}, and a map must be (height, width), or "
                "(channel, height, width)."
            )
        if len(values) == 1:
            return values[0]
        if self.channels is None:
            raise SaliencyError(
                f"{where} has shape {values.shape}, and a map must be (height, width). Say what "
                "becomes of its channels, as its method does: --maps-channels sum where they keep "
                "their sign, max-abs or l2 for strength alone. They must come first."
            )
        return CHANNELS[self.channels](values)

    def _framing(self, where: str, image_id: str, shape: Shape, got: Shape) -> Framing:
        """Where the image lies in a map of this size."""
        if self.framing.name == "image":
            check_same_shape(
                where, got, image_id, shape, todo="Maps are taken at the image's own size. Where "
                "each was made of the whole image, brought to another size, say --maps-framing "
                "stretch; where it was resized and cropped, --maps-framing "
                "resize:shorter=256,crop=224.",
            )  # fmt: skip
            return Framing.identity(shape)
        if self.framing.name == "stretch":
            return Framing.stretch(shape, got)
        shorter, crop = (int(self.framing.options[name]) for name in ("shorter", "crop"))
        framing = Framing.resize_and_crop(shape, resize=shorter, crop=crop or None)
        if framing.input_shape != got:
            raise SizeMismatchError(
                f"{where} is {got[0]}×{got[1]} (height×width), and an image of "
                f"{shape[0]}×{shape[1]}, framed by {self.described}, becomes "
                f"{framing.input_shape[0]}×{framing.input_shape[1]}. Give the framing that the "
                "maps were made with."
            )
        return framing

    @property
    def described(self) -> str:
        """The framing with its options, as it was asked for."""
        options = ",".join(f"{name}={value}" for name, value in self.framing.options.items())
        return f"{self.framing.name}:{options}" if options else self.framing.name


def load_maps(
    path: str | Path,
    *,
    names: str | Path | None = None,
    channels: str | None = None,
    framing: str = "image",
) -> MapSource:
    """Find maps that are already there; they are read later, image by image.

    Parameters
    ----------
    path
        Of a folder with one file an image (.npy, .npz, .safetensors, .h5, .hdf5, .zarr), or of one
        HDF5 file or Zarr store that holds all, as an array for each image under its name, or one
        array for all of them; ViRelAy's attributions are such files.
    names
        Where one array holds all maps and tells no names: a text file with the path of each image,
        one a line, or the file of pictures that ViRelAy's attributions are of.
    channels
        What becomes of channels, which come before height and width: ``sum``, ``l2`` or
        ``max-abs``. None: maps have none.
    framing
        How an image was brought to its map's size. ``image``: it has it; ``stretch``: resized,
        whatever the aspect; ``resize:shorter=256,crop=224``: the shorter side resized, then the
        middle cropped, unless ``crop=0``.

    Raises
    ------
    CallError
        If there is nothing at that place, or no file of such an ending in it.
    SaliencyError
        If a file cannot be read, or it is open whose maps it holds.
    UnknownNameError
        If there are no such channels, or no such framing; with the nearest.

    Examples
    --------
    >>> import tempfile, numpy as np
    >>> folder = Path(tempfile.mkdtemp())
    >>> np.save(folder / "cat.npy", np.zeros((3, 224, 224)))
    >>> source = load_maps(folder, channels="sum", framing="stretch")
    >>> source.match(["cat.jpg", "dog.jpg"])
    {'images_with_maps': 1, 'images_without': 1, 'entries_not_in_images': 0}
    """
    place, option = Path(path), f"--maps {str(path)!r}"
    if channels is not None:
        one_of("maps", "channels", channels, tuple(CHANNELS))
    if place.suffix.lower() in HIERARCHIES and not place.exists():
        raise CallError(f"{option}: there is no file {str(path)!r}.")
    if place.suffix.lower() in HIERARCHIES:
        held: _Holder = open_container(place, None if names is None else Path(names), option=option)
    elif names is not None:
        raise CallError(
            f"{option}: --maps-names goes with one HDF5 file or Zarr store; maps of a folder are "
            "named as their images."
        )
    else:
        held = _Files(list_folder(place, ENDINGS, option=option))
    return MapSource(held, channels, _framing(framing))


def _framing(text: str) -> Spec:
    """Read how images were framed, with every option."""
    asked = Spec.parse(text)
    one_of("maps", "framing", asked.name, tuple(FRAMINGS))
    options = asked.resolve(FRAMINGS[asked.name])
    for name, value in options.items():
        at_least(f"framing {asked.name}", name, value, 0 if name == "crop" else 1)
    return Spec(asked.name, {name: str(value) for name, value in options.items()})


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
