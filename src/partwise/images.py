"""ImageRef and Picture: which images there are, and one of them opened."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageOps

from partwise.errors import CallError, ImageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partwise.shapes import Shape

#: More pixels than this are refused: a decompression bomb, or a scan that wants tiling.
MOST_PIXELS = 178_956_970
#: Modes that Pillow turns into RGB without losing range.
_EIGHT_BIT = {"1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBX", "CMYK", "YCbCr", "HSV", "LAB", "La"}


@dataclass(frozen=True, slots=True)
class ImageRef:
    """An image by its place, with what the user says of it.

    Parameters
    ----------
    image_id
        POSIX path relative to the images' folder, with its extension.
    path
        Where the file is.
    label
        The true class as given (a name or an index as text), or None.
    metadata
        The user's further columns.
    """

    image_id: str
    path: Path
    label: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)


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
        SHA-256 of the file's bytes, in hexadecimal.
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

    What counts as an image file is decided by its ending, as Pillow knows them, so that a
    broken one is reported instead of passed over.

    Raises
    ------
    CallError
        If the folder is not there or holds no image file.
    """
    if not folder.is_dir():
        raise CallError(f"--images {str(folder)!r}: there is no such folder.")
    endings = set(Image.registered_extensions()) - {".pdf", ".ps", ".eps", ".mpg", ".mpeg", ".h5"}
    found = sorted(
        (path.relative_to(folder).as_posix(), path)
        for path in folder.rglob("*")
        if path.suffix.lower() in endings
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
    if not found:
        raise CallError(
            f"--images {str(folder)!r}: no image file in it or below it "
            "(looked for the endings .jpg, .png, .webp, .tif and the others that Pillow reads)."
        )
    for image_id, path in found:
        yield ImageRef(image_id, path)


def open_picture(ref: ImageRef) -> Picture:
    """Read, decode and turn an image upright.

    Raises
    ------
    ImageError
        If the file cannot be read, is no image, is cut off, has more than 178 megapixels, or
        holds more than 8 bits a channel (which 8-bit preprocessing would clamp).
    """
    try:
        data = ref.path.read_bytes()
    except OSError as error:
        raise ImageError(f"image {ref.image_id!r}: cannot be read: {error.strerror}.") from error
    if not data:
        raise ImageError(f"image {ref.image_id!r}: the file is empty (0 bytes).")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data))
            _check_size(ref, image)
            image.load()
            if image.mode not in _EIGHT_BIT:
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
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        # Pillow's decoders raise all of these for files that are cut off or damaged
        raise ImageError(f"image {ref.image_id!r}: damaged or cut off: {error}.") from error
    return Picture(ref, upright, hashlib.sha256(data).hexdigest())


def _check_size(ref: ImageRef, image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise ImageError(
            f"image {ref.image_id!r}: {image.width}×{image.height} pixels are "
            f"{image.width * image.height / 1e6:.0f} megapixels, and at most "
            f"{MOST_PIXELS / 1e6:.0f} are opened. Resize it, or cut it into tiles."
        )
