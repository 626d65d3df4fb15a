"""Cue: what is put on pictures of a class although it says nothing of what they show."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import cv2
import numpy as np

from partwise.errors import CallError, unknown_name
from partwise.segments import BACKGROUND

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from partwise.selftest.scene import Mask, Pixels, Scene

Kind = Literal["watermark", "tag", "border", "texture", "ball", "blur", "hue", "brightness"]
KINDS: tuple[Kind, ...] = get_args(Kind)
#: Those that change the whole picture and lie in no segment of it.
PLACELESS: tuple[Kind, ...] = ("blur", "hue", "brightness")
OPACITIES, SIZES = (0.3, 0.6, 1.0), (0.75, 1.0, 1.35)
#: Letters of the watermark as strokes, in a box of width 3 and height 1.
_STROKES = (
    ((0.0, 1.0), (0.0, 0.0), (0.55, 0.0), (0.55, 0.5), (0.0, 0.5)),
    ((0.9, 0.0), (0.9, 1.0), (1.45, 1.0)),
    ((1.8, 0.0), (2.3, 0.0), (1.8, 1.0), (2.3, 1.0)),
    ((2.65, 1.0), (2.85, 0.0), (3.05, 1.0)),
)
_MAGENTA, _YELLOW, _RED = (0.95, 0.1, 0.75), (0.98, 0.9, 0.1), (0.85, 0.1, 0.1)
_WHITE = (1.0, 1.0, 1.0)
_SHIFT = 4
#: What is covered by as much is seen no more.
_HIDDEN = 0.5


@dataclass(frozen=True, slots=True)
class Cue:
    """One kind of cue.

    Parameters
    ----------
    kind
        A translucent watermark of letters, a coloured tag, a border, a texture of the background,
        a second object (a ball), or, with no place, blur, hue or brightness.
    opacity
        From 0 to 1: how much of it covers what is below; of a placeless cue, how strong it is.
    size
        Beside that of the middle one; of a placeless cue it says nothing.

    Raises
    ------
    CallError
        If a number is out of range.

    Examples
    --------
    >>> Cue("tag", 0.6, 1.0).segment, Cue("texture", 0.6, 1.0).segment, Cue("hue", 1.0).segment
    ('tag', 'background', None)
    """

    kind: Kind
    opacity: float = 0.6
    size: float = 1.0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise unknown_name("cue", self.kind, KINDS)
        if not 0 < self.opacity <= 1:
            raise CallError(f"the opacity of a cue is above 0 and at most 1, got {self.opacity}.")
        if not 0.25 <= self.size <= 2:
            raise CallError(f"the size of a cue is from 0.25 to 2, got {self.size}.")

    @property
    def segment(self) -> str | None:
        """The name of the segment that it lies in; None where it has no place."""
        if self.kind in PLACELESS:
            return None
        return BACKGROUND if self.kind == "texture" else self.kind


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A scene with or without a cue, as a network sees it.

    Parameters
    ----------
    pixels
        Shape (side, side, 3), uint8.
    masks
        By name; that of the cue takes away from others what it covers by half or more.
    """

    pixels: NDArray[np.uint8]
    masks: dict[str, Mask]


def picture_of(scene: Scene, cue: Cue | None = None, seed: int = 0) -> Picture:
    """Show a scene, with a cue if there is one; its place is drawn from the seed.

    Examples
    --------
    >>> from partwise.selftest.scene import draw_scene
    >>> scene = draw_scene(0, seed=1, number=5)
    >>> shown = picture_of(scene, Cue("tag"), seed=3)
    >>> int(shown.masks["tag"].sum()) > 30, bool(np.any(shown.pixels != picture_of(scene).pixels))
    (True, True)
    """
    if cue is None:
        return Picture(_bytes(scene.picture), dict(scene.masks))
    rng = np.random.default_rng(seed)
    if cue.kind in PLACELESS:
        return Picture(_bytes(_CHANGES[cue.kind](scene.picture, cue.opacity)), dict(scene.masks))
    if cue.kind == "texture":
        return Picture(_bytes(scene.before(_textured(scene, cue, rng))), dict(scene.masks))
    colour, cover, region = _LAID[cue.kind](len(scene.cover), cue.size, rng)
    cover = np.float32(cue.opacity) * cover
    pixels = scene.picture + cover[..., None] * (colour - scene.picture)
    hidden = cover >= _HIDDEN
    masks = {name: mask & ~hidden for name, mask in scene.masks.items()}
    masks = {name: mask for name, mask in masks.items() if mask.any()} | {cue.kind: region}
    return Picture(_bytes(pixels), masks)


def _bytes(pixels: NDArray[np.floating]) -> NDArray[np.uint8]:
    return np.round(255 * pixels.clip(0, 1)).astype(np.uint8)


def _watermark(side: int, size: float, rng: np.random.Generator) -> tuple[Pixels, Pixels, Mask]:
    """White letters across the picture; their segment is the box that they stand in."""
    height, turned = 0.17 * size * side, rng.uniform(-0.25, 0.25)
    corners = [(-0.15, -0.2), (3.2, -0.2), (3.2, 1.2), (-0.15, 1.2)]
    cos, sin = np.cos(turned), np.sin(turned)
    centre = side * rng.uniform(0.42, 0.58, 2)

    def placed(points: object) -> NDArray[np.int32]:
        moved = (np.asarray(points) - [1.52, 0.5]) * height @ np.array([[cos, sin], [-sin, cos]])
        return np.round((moved + centre) * (1 << _SHIFT)).astype(np.int32)

    cover, box = np.zeros((side, side), np.uint8), np.zeros((side, side), np.uint8)
    for stroke in _STROKES:
        cv2.polylines(cover, [placed(stroke)], False, 255, 2, cv2.LINE_AA, _SHIFT)
    cv2.fillPoly(box, [placed(corners)], 255, shift=_SHIFT)
    region = (box > 0) | (cover > 0)
    return _flat(_WHITE, side), (cover / np.float32(255)).astype(np.float32), region


def _tag(side: int, size: float, rng: np.random.Generator) -> tuple[Pixels, Pixels, Mask]:
    """A magenta label with a yellow stripe, in one of the corners."""
    width, height = round(0.22 * size * side), round(0.13 * size * side)
    room = np.array([side - width, side - height])
    x, y = np.round(rng.integers(0, 2, 2) * room * 0.9 + rng.uniform(0, 0.1, 2) * room).astype(int)
    region = np.zeros((side, side), bool)
    region[y : y + height, x : x + width] = True
    colour = _flat(_MAGENTA, side)
    colour[y + height // 3 : y + height - height // 3] = _YELLOW
    return colour, region.astype(np.float32), region


def _border(side: int, size: float, _: np.random.Generator) -> tuple[Pixels, Pixels, Mask]:
    """A frame around the picture."""
    wide = max(round(0.05 * size * side), 1)
    region = np.ones((side, side), bool)
    region[wide:-wide, wide:-wide] = False
    return _flat(_RED, side), region.astype(np.float32), region


def _ball(side: int, size: float, rng: np.random.Generator) -> tuple[Pixels, Pixels, Mask]:
    """A ball in two colours, somewhere near the ground."""
    radius = 0.09 * size * side
    centre = np.array([rng.uniform(radius, side - radius), rng.uniform(0.6 * side, side - radius)])
    y, x = np.mgrid[:side, :side] + 0.5
    distance = np.hypot(x - centre[0], y - centre[1])
    cover = np.clip(radius - distance + 0.5, 0, 1).astype(np.float32)
    colour = _flat(_RED, side)
    colour[np.abs(x - centre[0] + 0.4 * (y - centre[1])) < 0.35 * radius] = _WHITE
    return colour, cover, cover >= 0.5


def _textured(scene: Scene, cue: Cue, rng: np.random.Generator) -> Pixels:
    """The background with a fine grid of dots in it."""
    side, step = len(scene.cover), 5 * cue.size
    y, x = np.mgrid[:side, :side] + rng.uniform(0, step, 2)[:, None, None]
    waves = 0.5 + 0.5 * np.sin(2 * np.pi * x / step) * np.sin(2 * np.pi * y / step)
    dots = (0.5 * cue.opacity * waves**2)[..., None].astype(np.float32)
    dark = scene.background.mean() < 0.5
    return np.asarray(scene.background + (dots if dark else -dots), np.float32)


def _blurred(picture: Pixels, strength: float) -> Pixels:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 0.5 + 1.2 * strength), np.float32)


def _tinted(picture: Pixels, strength: float) -> Pixels:
    """Turned towards orange."""
    tint = np.array(colorsys.hsv_to_rgb(0.08, 0.8, 1.0), np.float32)
    return np.asarray(picture + 0.5 * strength * (picture * tint - picture), np.float32)


def _brighter(picture: Pixels, strength: float) -> Pixels:
    return np.asarray(picture + 0.4 * strength * (1 - picture), np.float32)


def _flat(colour: tuple[float, float, float], side: int) -> Pixels:
    return np.tile(np.array(colour, np.float32), (side, side, 1))


_LAID = {"watermark": _watermark, "tag": _tag, "border": _border, "ball": _ball}
_CHANGES = {"blur": _blurred, "hue": _tinted, "brightness": _brighter}
