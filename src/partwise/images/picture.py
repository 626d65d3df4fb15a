"""ImageRef and Picture: which images there are, and one of them opened."""

from __future__ import annotations

import hashlib
import io
import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image, ImageOps

from partwise.errors import CallError, ImageError, RunError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from partwise.shapes import Shape

#: More pixels than this are refused: a decompression bomb, or a scan that wants tiling.
MOST_PIXELS = 178_956_970
#: Endings that Pillow registers for documents, films and measurements.
_NO_PICTURES = {
    *(".bufr", ".emf", ".eps", ".fit", ".fits", ".grib", ".h5", ".hdf", ".iim", ".mpeg", ".mpg"),
    *(".pdf", ".ps", ".wmf"),
}
#: Modes that Pillow turns into RGB without losing range.
EIGHT_BIT = {"1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBX", "CMYK", "YCbCr", "HSV", "LAB", "La"}


@dataclass(frozen=True, slots=True)
class ImageRef:
    """An image by its place, with what the user says of it.

    Parameters
    ----------
    image_id
        POSIX path relative to the images' folder, with its extension.
    path
        Where the file is; None for a picture that is no file.
    label
        The true class as given (a name or an index as text), or None.
    metadata
        The user's further columns.
    pixels
        Gives the picture where there is no file: a Pillow image or a (height, width[, 3]) array
        of uint8, alone or as (picture, label).
    """

    image_id: str
    path: Path | None
    label: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    pixels: Callable[[], Any] | None = None

    def open(self) -> Image.Image:
        """The picture itself, 8-bit RGB and upright, as segments are drawn on it.

        Raises
        ------
        ImageError
            If it cannot be read.
        """
        return open_picture(self).rgb


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """An opened image: 8-bit RGB, turned upright as its EXIF orientation says.

    Parameters
    ----------
    ref
        Which one.
    rgb
        Its pixels, a Pillow image of mode RGB. Transparency is dropped, as torchvision's
        and timm's loaders do.
    digest
        SHA-256 of the file's bytes, or of the pixels where there is no file; hexadecimal.
    """

    ref: ImageRef
    rgb: Image.Image
    digest: str

    @property
    def shape(self) -> Shape:
        """(height, width), in pixels."""
        return self.rgb.height, self.rgb.width


def list_images(folder: Path) -> Iterator[ImageRef]:
    """Yield every image file below a folder, sorted by `image_id`; hidden ones are left out.

    Links to folders are followed.

    What counts as an image file is decided by its ending, as Pillow knows them, so that a
    broken one is reported instead of passed over.

    Raises
    ------
    CallError
        If the folder is not there or holds no image file.
    RunError
        If a folder below it cannot be listed.
    """
    if not folder.is_dir():
        raise CallError(f"--images {str(folder)!r}: there is no such folder.")
    endings = set(Image.registered_extensions()) - _NO_PICTURES
    found = sorted(
        (_image_id(path, folder), path) for path in _files(folder) if path.suffix.lower() in endings
    )
    if not found:
        raise CallError(
            f"--images {str(folder)!r}: no image file in it or below it "
            "(looked for the endings .jpg, .png, .webp, .tif and the others that Pillow reads)."
        )
    for image_id, path in found:
        yield ImageRef(image_id, path)


def _files(folder: Path, above: frozenset[Path] = frozenset()) -> Iterator[Path]:
    """Find the files below a folder, but for hidden ones; a link back up is not followed.

    A link that leads nowhere is given too: opening it says so.
    """
    here = folder.resolve()
    try:
        entries = list(folder.iterdir())
    except OSError as error:
        raise RunError(f"folder {str(folder)!r} cannot be listed: {error.strerror}.") from error
    for path in entries:
        if path.name.startswith("."):
            continue
        if path.is_dir():
            if path.resolve() not in above | {here}:
                yield from _files(path, above | {here})
        elif path.is_file() or path.is_symlink():
            yield path


def _image_id(path: Path, folder: Path) -> str:
    """POSIX path below the folder; bytes that are no UTF-8 are written out, so that it is text."""
    return os.fsencode(path.relative_to(folder).as_posix()).decode(errors="backslashreplace")


def open_picture(ref: ImageRef) -> Picture:
    """Read, decode and turn an image upright.

    Raises
    ------
    ImageError
        If the file cannot be read, is no image, is cut off, has more than 178 megapixels, or
        holds more than 8 bits a channel (which 8-bit preprocessing would clamp).
    """
    if ref.path is None:
        return _given_picture(ref)
    try:
        data = ref.path.read_bytes()
    except OSError as error:
        raise ImageError(f"image {ref.image_id!r}: cannot be read: {error.strerror}.") from error
    if not data:
        raise ImageError(f"image {ref.image_id!r}: the file is empty (0 bytes).")
    try:
        image = Image.open(io.BytesIO(data))
        _check_size(ref, image)
        image.load()
        if image.mode not in EIGHT_BIT:
            raise ImageError(
                f"image {ref.image_id!r}: mode {image.mode!r} holds more than 8 bits a channel, "
                "and classifiers take 8. Convert it first, choosing how its range is mapped."
            )
        upright = ImageOps.exif_transpose(image).convert("RGB")
    except ImageError:
        raise
    except Image.UnidentifiedImageError as error:
        raise ImageError(
            f"image {ref.image_id!r}: not an image that Pillow can identify "
            f"({len(data)} bytes, starting with {data[:8]!r})."
        ) from error
    except Image.DecompressionBombError as error:
        raise ImageError(
            f"image {ref.image_id!r}: {error} Resize it, or cut it into tiles."
        ) from error
    except Exception as error:
        # a damaged file makes Pillow's decoders raise anything, struct.error and TypeError included
        raise ImageError(f"image {ref.image_id!r}: damaged or cut off: {error}.") from error
    return Picture(ref, upright, hashlib.sha256(data).hexdigest())


def _check_size(ref: ImageRef, image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise ImageError(
            f"image {ref.image_id!r}: {image.width}×{image.height} pixels are "
            f"{image.width * image.height / 1e6:.0f} megapixels, and at most "
            f"{MOST_PIXELS / 1e6:.0f} are opened. Resize it, or cut it into tiles."
        )


def _given_picture(ref: ImageRef) -> Picture:
    """Take a picture from memory."""
    given = ref.pixels() if ref.pixels is not None else None
    if isinstance(given, tuple) and len(given) == 2:
        given, label = given
        ref = ref if ref.label is not None else replace(ref, label=str(label))
    if isinstance(given, Image.Image):
        if given.mode not in EIGHT_BIT:
            raise ImageError(
                f"image {ref.image_id!r}: mode {given.mode!r} is not 8 bits a channel."
            )
        rgb = ImageOps.exif_transpose(given).convert("RGB")
    else:
        array = np.asarray(given)
        if array.dtype != np.uint8 or not (
            array.ndim == 2 or (array.ndim == 3 and array.shape[2] == 3)
        ):
            raise ImageError(
                f"image {ref.image_id!r}: give a Pillow image or a (height, width[, 3]) array of "
                f"uint8, got {type(given).__name__} of shape {array.shape} and {array.dtype}."
            )
        rgb = Image.fromarray(array).convert("RGB")
    digest = hashlib.sha256(f"{rgb.size}".encode() + rgb.tobytes()).hexdigest()
    return Picture(ref, rgb, digest)
