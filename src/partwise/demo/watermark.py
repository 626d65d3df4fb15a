"""Watermark: the translucent characters that ImageNet classifiers take for cartons."""

from __future__ import annotations

import io
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from partwise.errors import CallError

if TYPE_CHECKING:
    from partwise.shapes import BoolMask

#: ImageNet-W's mark (Li et al. 2023, *A Whac-A-Mole Dilemma*, CVPR): the word for shortcut.
TEXT = "捷径捷径捷径"
#: Height of a character, as a share of the picture's shorter side, and strength of the white.
SIZE, OPACITY = 0.14, 0.5
_FONT = ("cvttf_NotoSansCJK_Light", "NotoSansCJKtc-Light.otf")


def watermark(picture: Image.Image, text: str = TEXT) -> tuple[Image.Image, BoolMask]:
    """Lay a translucent white text across the middle of a picture.

    Returns
    -------
    marked
        The picture with the mark, RGB.
    mask
        (height, width) of bool: where the mark changed it.

    Raises
    ------
    CallError
        If the font's package is not installed.
    """
    font = _font(round(SIZE * min(picture.size)))
    ink = Image.new("L", picture.size)
    middle = (picture.width / 2, picture.height / 2)
    ImageDraw.Draw(ink).text(middle, text, fill=round(255 * OPACITY), font=font, anchor="mm")
    white = Image.new("RGB", picture.size, "white")
    return Image.composite(white, picture.convert("RGB"), ink), np.asarray(ink) > 0


def mark_alone(text: str = TEXT, *, height: int = 96) -> Image.Image:
    """Draw the text alone, white on nothing: a cue to be pasted.

    Parameters
    ----------
    height
        Of its characters, in pixels.

    Returns
    -------
    RGBA, as large as the text.

    Raises
    ------
    CallError
        If the font's package is not installed.
    """
    font = _font(height)
    left, top, right, bottom = (round(at) for at in font.getbbox(text))
    ink = Image.new("L", (right - left, bottom - top))
    ImageDraw.Draw(ink).text((-left, -top), text, fill=255, font=font)
    alone = Image.new("RGBA", ink.size, "white")
    alone.putalpha(ink)
    return alone


def _font(height: int) -> ImageFont.FreeTypeFont:
    package, name = _FONT
    try:
        with files(package).joinpath(name).open("rb") as file:
            return ImageFont.truetype(io.BytesIO(file.read()), height)
    except (ModuleNotFoundError, FileNotFoundError) as error:
        raise CallError(
            "the watermark needs the font of the package cvttf-notosanscjk-light, which is not "
            "installed. `pip install 'partwise[demo]'` brings it."
        ) from error
