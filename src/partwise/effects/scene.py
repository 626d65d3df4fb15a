"""Scene: one picture in the input frame, ready to have parts of it replaced."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from partwise.effects.kernels import put

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from partwise.shapes import BoolMask, InputArray, Shape

#: Flat row-major indices of the pixels that are replaced.
Region = "NDArray[np.intp]"


@dataclass(frozen=True, slots=True, eq=False)
class Donor:
    """Another image of the set, which lends its pixels.

    Parameters
    ----------
    image_id
        Which one.
    inputs
        (channel, height, width), as the classifier takes it.
    """

    image_id: str
    inputs: InputArray


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A picture as the classifier takes it.

    Parameters
    ----------
    inputs
        (channel, height, width) of float32.
    in_image
        (height, width) of bool: input pixels that show the image; the others are padding.
    seed
        From the run's seed and the image's id alone.
    donors
        Other images of the same input shape that have no padding where this one has none, in a
        seeded order.
    """

    inputs: InputArray
    in_image: BoolMask
    seed: int
    donors: Sequence[Donor] = ()
    #: (channel, height × width): the same pixels.
    flat: InputArray = field(init=False)
    #: Standard deviation of the image's pixels around their channel's mean.
    deviation: float = field(init=False)
    #: (channel,) of float64: the image's mean colour.
    mean: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        flat = self.inputs.reshape(len(self.inputs), -1)
        shown = flat[:, self.in_image.reshape(-1)].astype(np.float64)
        if not shown.size:  # the image is so small there that no pixel shows it
            shown = np.zeros((len(flat), 1))
        object.__setattr__(self, "flat", flat)
        object.__setattr__(self, "mean", shown.mean(1))
        object.__setattr__(self, "deviation", float(np.sqrt(shown.var(1).mean())))

    @property
    def shape(self) -> Shape:
        """(height, width) of the input frame."""
        return self.inputs.shape[1], self.inputs.shape[2]


@dataclass(frozen=True, slots=True, eq=False)
class Replaced:
    """A scene with a region of it replaced.

    Parameters
    ----------
    inputs
        (channel, height, width).
    change
        Root mean square change of the replaced pixels, in standard deviations of the image's
        pixels: what a fill hardly changes it cannot test.
    colour_change
        Root mean square change, over channels, of their mean colour; in the same unit.
    """

    inputs: InputArray
    change: float
    colour_change: float


def replace_region(scene: Scene, region: NDArray[np.intp], values: InputArray) -> Replaced:
    """Put other values in the place of a region's pixels.

    Parameters
    ----------
    region
        (pixel,): flat row-major indices.
    values
        (channel, pixel).

    Examples
    --------
    >>> inputs = np.array([[[0, 2], [0, 2]]], np.float32)
    >>> scene = Scene(inputs, np.ones((2, 2), bool), seed=0)
    >>> found = replace_region(scene, np.array([1, 3]), np.array([[0, 0]], np.float32))
    >>> found.inputs.tolist(), found.change, found.colour_change
    ([[[0.0, 0.0], [0.0, 0.0]]], 2.0, 2.0)
    """
    flat = scene.flat.copy()
    changes = (math.sqrt(each) for each in put(flat, region, values))
    return Replaced(
        flat.reshape(scene.inputs.shape), *(_relative(each, scene.deviation) for each in changes)
    )


def _relative(change: float, deviation: float) -> float:
    """A change in deviations; on a flat picture any change is without bound."""
    if deviation > 0:
        return change / deviation
    return math.inf if change else 0.0
