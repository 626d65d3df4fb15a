"""Scene: a creature of named parts before a background, drawn from a seed; masks are exact.

Two parts say which class a creature is of: its head, in one of three shapes, and its tail, in one
of two. All else (body, legs, eye, colours, pose, light, background) is drawn from the same
distribution for every class.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from partwise.polygons import draw
from partwise.segments import BACKGROUND
from partwise.selftest.background import paint_background

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Points = NDArray[np.float64]
    Pixels = NDArray[np.float32]
    Mask = NDArray[np.bool_]

#: Height and width of a picture.
SIDE = 64
HEADS, TAILS = ("round", "square", "pointed"), ("forked", "tufted")
CLASSES = tuple(f"{head} head, {tail} tail" for head in HEADS for tail in TAILS)
#: From back to front.
PARTS = ("tail", "legs", "body", "head", "eye")
#: Which parts tell the class.
EVIDENCE = ("head", "tail")
#: How far from the edges creatures keep.
_EDGE = 0.03
#: How dark the line around each part is.
_DARK = 0.85
#: A pixel belongs to what covers half of it.
_HALF = 0.5
#: `cv2` takes corners in sixteenths of a pixel.
_SHIFT = 4


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What a picture shows, in layers.

    Parameters
    ----------
    label
        Number of its class.
    background, creature
        Shape (side, side, 3), from 0 to 1, both lit; the creature's is its colour where it is.
    cover
        Shape (side, side), from 0 to 1: how much of each pixel the creature covers.
    masks
        Of each part that is in view, and of the background; they do not overlap.
    """

    label: int
    background: Pixels
    creature: Pixels
    cover: Pixels
    masks: Mapping[str, Mask]

    @property
    def picture(self) -> Pixels:
        """The creature before its background."""
        return self.before(self.background)

    def before(self, background: Pixels) -> Pixels:
        """The creature before another background."""
        cover = self.cover[..., None]
        return np.asarray(background + cover * (self.creature - background), np.float32)


def draw_scene(label: int, seed: int, number: int) -> Scene:
    """Draw the scene of this number, of a class; the same arguments give the same scene.

    Examples
    --------
    >>> scene = draw_scene(0, seed=1, number=5)
    >>> scene.picture.shape, sorted(scene.masks)
    ((64, 64, 3), ['background', 'body', 'eye', 'head', 'legs', 'tail'])
    """
    rng = np.random.default_rng([seed, number])
    # all that is common to the classes comes first, so that a scene has one look in every class
    background = paint_background(SIDE, rng)
    light = _light(rng)
    outlines = _creature(label, rng)
    own = _colours(rng)
    creature = np.zeros((SIDE, SIDE, 3), np.float32)
    cover = np.zeros((SIDE, SIDE), np.float32)
    masks: dict[str, Mask] = {}
    for name in PARTS:
        box, covered, rim = _painted(outlines[name])
        creature[box] += covered[..., None] * (own[name] * (1 - rim[..., None]) - creature[box])
        cover[box] += covered * (1 - cover[box])
        hidden = covered >= _HALF
        for mask in masks.values():
            mask[box] &= ~hidden
        masks[name] = np.zeros((SIDE, SIDE), np.bool_)
        masks[name][box] = hidden
    # where nothing is, its colour counts for nothing; elsewhere it is that of a whole pixel
    creature /= np.maximum(cover, 1e-6)[..., None]
    masks[BACKGROUND] = ~np.any([*masks.values()], axis=0)
    seen = {name: mask for name, mask in masks.items() if mask.any()}
    return Scene(label, background * light, np.minimum(creature * light, 1), cover, seen)


def _creature(label: int, rng: np.random.Generator) -> dict[str, list[Points]]:
    """Outlines of each part, in pixels."""
    head, tail = HEADS[label // len(TAILS)], TAILS[label % len(TAILS)]
    long, high = rng.uniform(0.16, 0.21), rng.uniform(0.09, 0.12)
    at_head = np.array([long * rng.uniform(0.95, 1.1), -high * rng.uniform(0.5, 1.0)])
    size = rng.uniform(0.12, 0.145)
    turned = rng.uniform(-0.35, 0.35)
    at_tail = np.array([-long * rng.uniform(0.85, 0.95), -high * rng.uniform(0.1, 0.5)])
    raised = rng.uniform(-0.3, 0.9)
    reach = rng.uniform(0.15, 0.19)
    legs = [
        _box(np.array([x * long, high * 1.25]), rng.uniform(0.018, 0.026), high * 0.55)
        for x in (-0.55, 0.55)
    ]
    unit = {
        "tail": [_turned(each, raised) + at_tail for each in _tail(tail, reach)],
        "legs": legs,
        "body": [_ellipse(long, high)],
        "head": [_turned(_head(head, size), turned) + at_head],
        "eye": [_ellipse(0.016, 0.016) + at_head + size * rng.uniform(-0.25, 0.25, 2)],
    }
    pose, flip, scale = rng.uniform(-0.3, 0.3), rng.choice([-1.0, 1.0]), rng.uniform(0.95, 1.25)
    posed = {
        name: [scale * _turned(each, pose) * [flip, 1] for each in outlines]
        for name, outlines in unit.items()
    }
    # anywhere that all of it is in view
    ends = np.concatenate([each for outlines in posed.values() for each in outlines])
    room, least, span = 1 - 2 * _EDGE, ends.min(0), np.ptp(ends, 0)
    shrunk = min(1.0, room / span.max())
    place = _EDGE + rng.uniform(0, 1, 2) * (room - shrunk * span) - shrunk * least
    return {
        name: [SIDE * (shrunk * each + place) for each in outlines]
        for name, outlines in posed.items()
    }


def _head(shape: str, size: float) -> Points:
    if shape == "round":
        return _ellipse(size, size)
    if shape == "square":
        return _box(np.zeros(2), 0.92 * size, 0.92 * size)
    return 1.25 * size * np.array([[0, -1], [0.87, 0.55], [-0.87, 0.55]])


def _tail(shape: str, reach: float) -> list[Points]:
    """Leftward from where it begins."""
    stick = _box(np.array([-reach / 2, 0]), reach / 2, 0.022)
    end = np.array([-reach, 0])
    if shape == "tufted":
        return [stick, _ellipse(0.07, 0.07) + end]
    prong = _box(np.array([-0.06, 0]), 0.08, 0.022)
    return [stick, *(_turned(prong, turn) + end for turn in (0.75, -0.75))]


def _ellipse(long: float, high: float) -> Points:
    angle = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    return np.stack([long * np.cos(angle), high * np.sin(angle)], 1)


def _box(centre: Points, half_width: float, half_height: float) -> Points:
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float64)
    return centre + corners * [half_width, half_height]


def _turned(points: Points, angle: float) -> Points:
    cos, sin = np.cos(angle), np.sin(angle)
    return points @ np.array([[cos, sin], [-sin, cos]])


def _colours(rng: np.random.Generator) -> dict[str, Pixels]:
    """One colour a part, near that of the body; the eye is dark or bright."""
    body = rng.uniform(0.15, 0.95, 3)
    own = {
        name: np.clip(body + rng.normal(0, 0.12, 3), 0.05, 1).astype(np.float32) for name in PARTS
    }
    eye = np.full(3, rng.choice([0.03, 0.97]), np.float32)
    return own | {"eye": eye}


def _light(rng: np.random.Generator) -> Pixels:
    """Shape (side, side, 1): brighter on one side."""
    angle, depth = rng.uniform(0, 2 * np.pi), rng.uniform(0, 0.25)
    axis = np.linspace(-1, 1, SIDE)
    slope = np.cos(angle) * axis + np.sin(angle) * axis[:, None]
    return (rng.uniform(0.8, 1.0) + depth * slope)[..., None].clip(0.3, 1.2).astype(np.float32)


def _painted(outlines: list[Points]) -> tuple[tuple[slice, slice], Pixels, Pixels]:
    """Where outlines lie; how much of each pixel there they cover, and how dark their rim is.

    The cover is exact, where a drawing library's is up to half a pixel too large. The rim's outer
    half is not covered, and so not seen.
    """
    ends = np.concatenate(outlines)
    first, last = np.floor(ends.min(0)).astype(int), np.ceil(ends.max(0)).astype(int)
    height, width = int(last[1] - first[1]), int(last[0] - first[0])
    moved = [each - first for each in outlines]
    canvas = np.zeros((height, width), np.uint8)
    corners = [np.round((each - 0.5) * (1 << _SHIFT)).astype(np.int32) for each in moved]
    cv2.polylines(canvas, corners, True, 255, 2, cv2.LINE_AA, _SHIFT)
    rim = canvas.astype(np.float32) * np.float32(_DARK / 255)
    box = slice(int(first[1]), int(last[1])), slice(int(first[0]), int(last[0]))
    return box, draw(moved, (height, width)).astype(np.float32), rim
