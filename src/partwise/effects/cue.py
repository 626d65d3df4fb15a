"""Cue: a picture that is laid on others, to test directly whether a classifier falls for it."""

from __future__ import annotations

import hashlib
import io
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from partwise.errors import AnnotationError, CallError, UnknownNameError, unknown_name
from partwise.images.picture import EIGHT_BIT, MOST_PIXELS
from partwise.segments import check_name
from partwise.sources.parts import Amount
from partwise.spec import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.framing import Framing
    from partwise.images.picture import Picture
    from partwise.shapes import Shape

AS_DRAWN = "as-drawn"
#: Where a cue goes: anywhere in view, or its middle at (y, x) of what is in view.
_CORNERS = {
    "centre": (0.5, 0.5),
    "top-left": (0.0, 0.0),
    "top-right": (0.0, 1.0),
    "bottom-left": (1.0, 0.0),
    "bottom-right": (1.0, 1.0),
}
PLACES = ("random", *_CORNERS, AS_DRAWN)
#: Places at most on each picture.
MOST_DRAWS = 100
#: Tiles into which the shorter side of a cue is cut to scramble it.
TILES = 8
SEGMENT = "segment:"


class Segmented(Protocol):
    """Gives a picture of the set with the mask of one of its segments."""

    def __call__(self, name: str, image_id: str) -> tuple[Picture, np.ndarray]:
        """The picture, and (height, width) of bool."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """A picture with transparency, and how it is laid on others.

    Parameters
    ----------
    name
        As a segment would be called; pictures that have such a segment are left alone.
    rgba
        (height, width, 4) of uint8.
    source
        As asked for, without options: a file's name, or ``segment:NAME@IMAGE``.
    size
        Of its longer side; a percentage is of the picture's shorter side. None: as large,
        beside its picture, as it was drawn.
    place
        One of `PLACES`.
    opacity
        Above 0, at most 1.
    draws
        How many places are tried on each picture.
    donor
        The image it was cut from, or None.
    drawn
        How large and where it was in that image: shares of the image's shorter side (its longer
        side), and of its height and width (its middle).
    """

    name: str
    rgba: np.ndarray
    source: str
    size: Amount | None
    place: str
    opacity: float
    draws: int
    donor: str | None = None
    drawn: tuple[float, float, float] | None = None

    @property
    def text(self) -> str:
        """Source and every option, as it stands in the column `fill` of `effects/`."""
        size = AS_DRAWN if self.size is None else f"{self.size.number:g}{self.size.unit}"
        options = {"size": size, "place": self.place, "opacity": f"{self.opacity:g}"}
        return canonical(self.source, {**options, "draws": self.draws})

    @property
    def digest(self) -> str:
        """SHA-256 of its pixels."""
        shape = f"{self.rgba.shape}".encode()
        return hashlib.sha256(shape + self.rgba.tobytes()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """A picture with a cue on it, and with the cue's pieces.

    Parameters
    ----------
    cue, scrambled
        RGB pictures.
    """

    cue: Image.Image
    scrambled: Image.Image


def load_cue(text: str, segmented: Segmented) -> Cue:
    """Read ``mark.png`` or ``segment:NAME@IMAGE``, with ``,key=value`` options behind it.

    Parameters
    ----------
    text
        Options: ``size`` (30 % of the picture's shorter side for a file; ``as-drawn`` for a
        segment), ``place`` (``random``), ``opacity`` (1) and ``draws`` (3 places a picture; 1
        where the place is fixed).
    segmented
        Looks a segment up.

    Raises
    ------
    CallError
        If the file is no picture, the image or its segment is not there, nothing of the cue is
        opaque, or an option is wrong.
    """
    source, options = _split(text)
    place = options.get("place", "random")
    if place not in PLACES:
        raise unknown_name(f"place of --paste {text!r}", place, PLACES)
    draws = options.get("draws", "3" if place == "random" else "1")
    opacity = options.get("opacity", "1")
    if not draws.isdecimal() or not 1 <= int(draws) <= MOST_DRAWS:
        raise CallError(
            f"--paste {text!r}: draws must be a whole number from 1 to {MOST_DRAWS}, got {draws!r}."
        )
    if not _is_share(opacity):
        raise CallError(
            f"--paste {text!r}: opacity must be above 0 and at most 1, got {opacity!r}."
        )
    made = _from_segment if source.startswith(SEGMENT) else _from_file
    cue = made(source, segmented)
    cue = replace(cue, place=place, opacity=float(opacity), draws=int(draws))
    size = options.get("size", AS_DRAWN if cue.drawn else "30%")
    if AS_DRAWN in (place, size) and not cue.drawn:
        raise CallError(
            f"--paste {text!r}: only a segment has a size and a place in which it was drawn. Give "
            "size=30% or size=80px, and place=random or one of the others."
        )
    if size != AS_DRAWN:
        cue = replace(cue, size=_size(text, size))
    if not _faded(cue.rgba, cue.opacity)[..., 3].any():
        raise CallError(f"--paste {text!r}: nothing of it is opaque, so that nothing is laid on.")
    return cue


def lay(cue: Cue, picture: Picture, framing: Framing, *, seed: Sequence[int]) -> Laid | None:
    """Lay a cue on a picture, and its scrambled pieces in the same place.

    The pieces are square tiles of the cue, turned and shuffled: the same pixels with the same
    transparency, so of equal area, colour and contrast, but no longer of its shape.

    Parameters
    ----------
    framing
        Says which part of the picture the classifier sees, where the place is random.
    seed
        Of the place and the tiles.

    Returns
    -------
    None where it is larger than the picture.
    """
    random = np.random.default_rng([*seed])
    size = _pixels(cue, picture.shape)
    if size[0] > picture.shape[0] or size[1] > picture.shape[1]:
        return None
    small = _faded(_resized(cue.rgba, size), cue.opacity)
    pieces = scramble(small, random)
    middle = _middle(cue, picture.shape, size, framing, random)
    return Laid(_composed(picture.rgb, small, middle), _composed(picture.rgb, pieces, middle))


def scramble(rgba: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Cut a cue into square tiles, turn and shuffle them.

    Where tiles do not fill it, narrower ones at its right and lower edge are shuffled among
    themselves: it keeps its size.

    Parameters
    ----------
    rgba
        (height, width, 4) of uint8.
    random
        Where all chance comes from.

    Returns
    -------
    (height, width, 4) of uint8 with the same pixels.
    """
    side = max(min(rgba.shape[:2]) // TILES, 1)
    rows, columns = (
        [slice(first, min(first + side, length)) for first in range(0, length, side)]
        for length in rgba.shape[:2]
    )
    alike: defaultdict[Shape, list[tuple[slice, slice]]] = defaultdict(list)
    for row, column in product(rows, columns):
        alike[row.stop - row.start, column.stop - column.start].append((row, column))
    pieces = np.empty_like(rgba)
    for shape, places in alike.items():
        order = random.permutation(len(places))
        turns, flips = random.integers(4, size=len(places)), random.integers(2, size=len(places))
        for place, source, turn, flip in zip(places, order, turns, flips, strict=True):
            tile = rgba[places[source]]
            # what is no square can only be turned upside down
            turned = np.rot90(tile, turn if shape[0] == shape[1] else 2 * (turn % 2))
            pieces[place] = turned[::-1] if flip else turned
    return pieces


def _split(text: str) -> tuple[str, dict[str, str]]:
    """Part the source from its options: a file's name may hold commas and colons."""
    known = ("size", "place", "opacity", "draws")
    source, options = text.strip(), dict[str, str]()
    while not _is_file(source):
        before, comma, last = source.rpartition(",")
        key, equals, value = last.partition("=")
        if not comma or not equals:
            break
        if key.strip() not in known:
            raise unknown_name(f"option of --paste {text!r}", key.strip(), known)
        if key.strip() in options:
            raise CallError(f"--paste {text!r}: option {key.strip()!r} is given twice.")
        options[key.strip()] = value.strip()
        source = before.strip()
    if not source:
        raise CallError(f"--paste {text!r}: give a picture, or segment:NAME@IMAGE.")
    return source, options


def _is_file(source: str) -> bool:
    try:
        return Path(source).is_file()
    except OSError:  # a name too long to be one
        return False


def _is_share(text: str) -> bool:
    try:
        return 0 < float(text) <= 1
    except ValueError:
        return False


def _size(text: str, size: str) -> Amount:
    try:
        amount = Amount.parse(size)
    except AnnotationError as error:
        raise CallError(f"--paste {text!r}: size: {error}") from error
    if amount.unit == "%" and amount.number > 100:
        raise CallError(
            f"--paste {text!r}: a cue of {amount.number:g} % of the picture's shorter side is "
            "larger than the picture. Give at most 100%."
        )
    if amount.unit == "px" and amount.number < 1:
        raise CallError(f"--paste {text!r}: a cue is at least 1px large, got size={size}.")
    return amount


def _from_file(source: str, _: Segmented) -> Cue:
    place = Path(source)
    try:
        rgba = _read(place)
    except FileNotFoundError as error:
        raise CallError(
            f"--paste {source!r}: there is no such file. Give a picture, with options behind "
            "commas as in mark.png,size=30%, or segment:NAME@IMAGE."
        ) from error
    except UnidentifiedImageError as error:
        raise CallError(
            f"--paste {source!r} cannot be read as a picture: Pillow does not know what it is."
        ) from error
    except Exception as error:
        # a damaged file makes Pillow's decoders raise anything
        raise CallError(f"--paste {source!r} cannot be read as a picture: {error}") from error
    try:
        name = check_name(place.stem)
    except AnnotationError as error:
        raise CallError(
            f"--paste {source!r}: a cue is called as its file, and {error} Rename the file."
        ) from error
    return Cue(name, rgba, place.name, None, "random", 1.0, 1)


def _read(place: Path) -> np.ndarray:
    """(height, width, 4) of uint8, upright; nothing is clamped or left out."""
    with Image.open(io.BytesIO(place.read_bytes())) as image:
        if image.width * image.height > MOST_PIXELS:
            raise CallError(
                f"{image.width}×{image.height} pixels are too many; at most "
                f"{MOST_PIXELS / 1e6:.0f} megapixels are opened. Make it smaller."
            )
        # what a camera keeps beside a JPEG is a preview of the same picture
        if (frames := getattr(image, "n_frames", 1)) > 1 and image.format != "MPO":
            raise CallError(f"it holds {frames} pictures. Save the one that is meant by itself.")
        if image.mode not in EIGHT_BIT:
            raise CallError(
                f"mode {image.mode!r} holds more than 8 bits a channel. Convert it first, "
                "choosing how its range is mapped."
            )
        return np.asarray(ImageOps.exif_transpose(image).convert("RGBA"))


def _from_segment(source: str, segmented: Segmented) -> Cue:
    name, picture, mask = _look_up(source, segmented)
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    if not rows.size:
        raise CallError(f"--paste {source!r}: the segment covers no pixel of that image.")
    box = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    alpha = np.where(mask, 255, 0).astype(np.uint8)
    rgba = np.dstack([np.asarray(picture.rgb), alpha])[box]
    height, width = picture.shape
    drawn = (
        max(rgba.shape[:2]) / min(height, width),
        float(rows[0] + rows[-1] + 1) / 2 / height,
        float(columns[0] + columns[-1] + 1) / 2 / width,
    )
    return Cue(name, rgba, source, None, "random", 1.0, 1, picture.ref.image_id, drawn)


def _look_up(source: str, segmented: Segmented) -> tuple[str, Picture, np.ndarray]:
    """Part a name from an image at the first ``@`` at which there are both: each may hold one."""
    pieces = source.removeprefix(SEGMENT).split("@")
    refused: CallError | None = None
    for at in range(1, len(pieces)):
        name, image_id = "@".join(pieces[:at]), "@".join(pieces[at:])
        if name and image_id:
            try:
                return name, *segmented(name, image_id)
            except UnknownNameError as error:
                refused = refused or error
    if refused is not None:
        raise refused
    raise CallError(f"--paste {source!r}: write segment:NAME@IMAGE, as segment:tag@dogs/7.jpg.")


def _pixels(cue: Cue, shape: Shape) -> Shape:
    """(height, width) of a cue on a picture of this shape."""
    if cue.size is None:
        assert cue.drawn is not None  # noqa: S101 - checked when it was read
        longer = cue.drawn[0] * min(shape)
    else:
        longer = cue.size.pixels(min(shape))
    scale = longer / max(cue.rgba.shape[:2])
    height, width = (max(round(side * scale), 1) for side in cue.rgba.shape[:2])
    return height, width


def _resized(rgba: np.ndarray, size: Shape) -> np.ndarray:
    """Resize; Pillow weighs colours by how opaque they are."""
    image = Image.fromarray(rgba)
    if image.size != (size[1], size[0]):
        image = image.resize((size[1], size[0]), Image.Resampling.LANCZOS)
    return np.array(image)


def _middle(
    cue: Cue, shape: Shape, size: Shape, framing: Framing, random: np.random.Generator
) -> tuple[float, float]:
    """Where the cue's middle goes, (y, x) in picture pixels: inside, and in view if it fits."""
    found: list[float] = []
    for axis in (0, 1):
        scale, offset = framing.scale[axis], framing.offset[axis]
        low = max(-offset / scale, 0.0)
        high = min((framing.input_shape[axis] - offset) / scale, float(shape[axis]))
        if high - low < size[axis]:
            low, high = 0.0, float(shape[axis])
        half = size[axis] / 2
        if cue.place == "random":
            found.append(float(random.uniform(low + half, high - half)))
        elif cue.place == AS_DRAWN and cue.drawn is not None:
            at = cue.drawn[1 + axis] * shape[axis]
            found.append(min(max(at, half), shape[axis] - half))
        else:
            share = _CORNERS[cue.place][axis]
            found.append(low + half + share * (high - low - size[axis]))
    return found[0], found[1]


def _faded(rgba: np.ndarray, opacity: float) -> np.ndarray:
    faded = rgba.copy()
    faded[..., 3] = np.rint(faded[..., 3] * opacity).astype(np.uint8)
    return faded


def _composed(picture: Image.Image, rgba: np.ndarray, middle: tuple[float, float]) -> Image.Image:
    top, left = (round(at - side / 2) for at, side in zip(middle, rgba.shape[:2], strict=True))
    laid = picture.copy()
    cue = Image.fromarray(rgba)
    laid.paste(cue, (left, top), cue)
    return laid
