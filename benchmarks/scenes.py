"""Scenes: heavy-tailed maps and smooth masks of many sizes, the same from one seed each time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from partwise.shapes import BoolMask, FloatMap, LabelMap, Points, Shape

SEED = 20260
#: Share of the image that drawn segments cover together, overlaps counted twice, for 4, 20 and 100
#: of them: parts of cars in real annotations, 7.6 a picture, cover 4.1 % each; the more are drawn,
#: the smaller they are.
COUNTS, COVERED = (4, 20, 100), (0.35, 0.8, 1.5)
#: Spread of the segments' sizes: log-normal, so that the largest are some 20 times the smallest.
SPREAD = 0.75


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """One map and segments on it.

    Parameters
    ----------
    saliency
        (height, width) of float32.
    outlines
        One a blob; empty for a label map.
    masks
        One a segment.
    labels
        (height, width) of uint8: the index of each pixel's segment; None where masks overlap.
    """

    saliency: FloatMap
    outlines: list[Points]
    masks: list[BoolMask]
    labels: LabelMap | None = None

    @property
    def shape(self) -> Shape:
        """(height, width), in pixels."""
        return self.saliency.shape[0], self.saliency.shape[1]

    @property
    def mean_area(self) -> float:
        """Mean share of the image that a segment covers."""
        return float(np.mean([mask.mean() for mask in self.masks]))


def heavy_tailed(rng: np.random.Generator, shape: Shape) -> FloatMap:
    """A signed map, a few pixels of which are a thousand times as strong as most: Student's t."""
    return (1e-3 * rng.standard_t(1.5, shape)).astype(np.float32)


def overlapping(side: int, count: int, seed: int) -> Scene:
    """Smooth blobs of many sizes that overlap and are cut at the border, and what they leave over.

    The last segment is the rest, as the ``(unnamed)`` row that each image of a table has; it has
    no outline.
    """
    rng = np.random.default_rng((SEED, seed, side, count))
    saliency = heavy_tailed(rng, (side, side))
    outlines = [_blob(rng, side, area) for area in _areas(rng, count - 1)]
    masks: list[BoolMask] = []
    for outline in outlines:
        canvas = np.zeros((side, side), np.uint8)
        cv2.fillPoly(canvas, [np.rint(outline - 0.5).astype(np.int32)], 1)
        masks.append(canvas.view(np.bool_))
    masks.append(~np.any(masks, axis=0))
    return Scene(saliency, outlines, masks)


def partitioned(side: int, count: int, seed: int) -> Scene:
    """A label map: `count` regions with wavy borders that leave no pixel out."""
    rng = np.random.default_rng((SEED, seed, side, count))
    saliency = heavy_tailed(rng, (side, side))
    at = rng.choice(side * side, count, replace=False)
    seeds = np.ones(side * side, np.uint8)
    seeds[at] = 0
    _, nearest = cv2.distanceTransformWithLabels(
        seeds.reshape(side, side), cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    waves = [0.04 * side * _smooth(rng, side) for _ in range(2)]
    y, x = np.indices((side, side), dtype=np.float32)
    # nearest neighbour: labels have no in-between
    labels = cv2.remap(
        nearest.astype(np.float32), x + waves[0], y + waves[1], cv2.INTER_NEAREST,
        borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    labels = (labels.astype(np.int64) - 1).astype(np.uint8)
    return Scene(saliency, [], [labels == value for value in np.unique(labels)], labels)


def _areas(rng: np.random.Generator, count: int) -> np.ndarray:
    """Shares of the image, scattered around their mean."""
    shares = rng.lognormal(0, SPREAD, count)
    return shares / shares.mean() * np.interp(count, COUNTS, COVERED) / count


def _blob(rng: np.random.Generator, side: int, area: float) -> Points:
    """An outline of this share of a square's area, with three waves and a slant."""
    angle = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    radius = np.ones(angle.size)
    for wave in (2, 3, 5):
        radius += rng.normal(0, 0.25 / wave) * np.cos(wave * angle + rng.uniform(0, 2 * np.pi))
    aspect, turn = np.exp(rng.normal(0, 0.4)), rng.uniform(0, 2 * np.pi)
    x, y = radius * np.cos(angle) * aspect, radius * np.sin(angle) / aspect
    turned = np.stack([x * np.cos(turn) - y * np.sin(turn), x * np.sin(turn) + y * np.cos(turn)], 1)
    size = 0.5 * abs(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)))
    return turned * (side * np.sqrt(area / size)) + rng.uniform(0.1, 0.9, 2) * side


def _smooth(rng: np.random.Generator, side: int) -> FloatMap:
    """Noise of deviation 1 that changes over an eighth of the side."""
    coarse = rng.standard_normal((8, 8)).astype(np.float32)
    return cv2.resize(coarse, (side, side), interpolation=cv2.INTER_CUBIC)
