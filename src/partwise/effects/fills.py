"""Fill: what stands in the place of a part that is taken away."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias

import cv2
import numpy as np

from partwise.effects.kernels import gather_cells, interpolate
from partwise.errors import AnnotationError, CallError, unknown_name
from partwise.sources.parts import Amount
from partwise.spec import Spec, canonical

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from partwise.effects.scene import Scene
    from partwise.shapes import InputArray

#: A region's flat indices and the number of a draw to (channel, pixel).
Filler: TypeAlias = "Callable[[NDArray[np.intp], int], InputArray]"

#: Weight of a picture's own blur beside that of what surrounds the region: it decides only where
#: the surroundings have hardly any weight, from about 2.3 sigma into the region on.
OWN = 0.01
#: Sigma of a blur in pixels of the coarser grid on which it is computed.
COARSE_SIGMA = 3.0
#: Radius that OpenCV's inpainting looks at around each pixel, in input pixels.
INPAINT_RADIUS = 3.0
#: What lies further from a region than this many pixels cannot change what it is filled with.
INPAINT_REACH = 12
#: Deviation of the pixels that OpenCV is given.
INPAINT_SCALE = 1e5


class Fill(Protocol):
    """What partwise asks of a fill.

    Attributes
    ----------
    text
        Name and every option, as it stands in `effects/`.
    random
        Whether it differs from draw to draw.
    needs_donor
        Whether it takes pixels from another image.
    says
        What it puts there, in words.
    """

    @property
    def text(self) -> str: ...  # noqa: D102 - see above
    @property
    def random(self) -> bool: ...  # noqa: D102
    @property
    def needs_donor(self) -> bool: ...  # noqa: D102
    @property
    def says(self) -> str: ...  # noqa: D102

    def open(self, scene: Scene) -> Filler:
        """Make ready, once for each scene, to give the values of any region of it."""
        ...


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean colour of the whole image."""

    text: str = "mean"
    random: bool = False
    needs_donor: bool = False
    says: str = "the image's mean colour"

    def open(self, scene: Scene) -> Filler:
        """Give the mean of each channel."""
        colour = scene.mean.astype(np.float32)[:, None]
        return lambda region, _: np.repeat(colour, region.size, axis=1)


@dataclass(frozen=True, slots=True)
class Noise:
    """Normal noise with the mean and the deviation of each channel of the image."""

    text: str = "noise"
    random: bool = True
    needs_donor: bool = False
    says: str = "normal noise of the image's mean and variance"

    def open(self, scene: Scene) -> Filler:
        """Draw one picture of noise for each draw."""
        deviation = scene.flat[:, scene.in_image.reshape(-1)].std(1, dtype=np.float64)
        drawn: dict[int, InputArray] = {}

        def fill(region: NDArray[np.intp], draw: int) -> InputArray:
            if draw not in drawn:
                noise = np.random.default_rng([scene.seed, draw]).standard_normal(
                    scene.flat.shape, np.float32
                )
                noise *= deviation.astype(np.float32)[:, None]
                noise += scene.mean.astype(np.float32)[:, None]
                drawn[draw] = noise
            return drawn[draw].take(region, axis=1)

        return fill


@dataclass(frozen=True, slots=True)
class Swap:
    """The pixels of another image of the set, in the same place."""

    text: str = "swap"
    random: bool = True
    needs_donor: bool = True
    says: str = "the same place in another image of the set"

    def open(self, scene: Scene) -> Filler:
        """Take a donor for each draw."""
        flats = [donor.inputs.reshape(len(donor.inputs), -1) for donor in scene.donors]
        return lambda region, draw: flats[draw % len(flats)].take(region, axis=1)


@dataclass(frozen=True, slots=True)
class Inpaint:
    """OpenCV's inpainting, from the region's rim inward; the mean colour where nothing is left.

    Source: Telea 2004, *An image inpainting technique based on the fast marching method*.
    """

    text: str = "inpaint"
    random: bool = False
    needs_donor: bool = False
    says: str = "inpainting from the region's rim (Telea 2004)"

    def open(self, scene: Scene) -> Filler:
        """Make ready to inpaint each channel."""
        colour = scene.mean.astype(np.float32)[:, None]
        # OpenCV adds a slope of length 1 or so to what it fills in, whatever the picture's unit:
        # made for 0 to 255, it is nothing beside values of this size
        size = scene.deviation or float(np.abs(scene.mean).max()) or 1.0
        scale = INPAINT_SCALE / size
        large = np.where(scene.in_image, scene.inputs, colour[..., None]) * np.float32(scale)
        # on a picture of one row OpenCV reads a second one
        once_more = [(0, int(side == 1)) for side in scene.shape]
        large = np.pad(large, [(0, 0), *once_more], mode="edge")

        def fill(region: NDArray[np.intp], _: int) -> InputArray:
            hole = np.zeros(scene.shape, np.uint8)
            hole.reshape(-1)[region] = 1
            if not region.size or not (scene.in_image & (hole == 0)).any():
                return np.repeat(colour, region.size, axis=1)
            rows, columns = np.divmod(region, scene.shape[1])
            # what is no image must not flow in
            hole[~scene.in_image] = 1
            top, left = (max(int(at.min()) - INPAINT_REACH, 0) for at in (rows, columns))
            bottom, right = (int(at.max()) + 1 + INPAINT_REACH for at in (rows, columns))
            near = slice(top, bottom), slice(left, right)
            hole = np.pad(hole, once_more, mode="edge")
            filled = [
                cv2.inpaint(
                    np.ascontiguousarray(each[near]),
                    np.ascontiguousarray(hole[near]),
                    INPAINT_RADIUS,
                    cv2.INPAINT_TELEA,
                )
                for each in large
            ]
            at = rows - top, columns - left
            values = np.stack([np.asarray(each, np.float32)[at] for each in filled])
            return np.asarray(values / scale, np.float32)

        return fill


@dataclass(frozen=True, slots=True)
class Blur:
    """A Gaussian blur of what surrounds the region; deep inside it, of the picture itself.

    With G the blur, x the image, R the region and o = 0.01 (`OWN`) the fill is

        (G(x · (1 - R)) + o · G(x)) / (G(1 - R) + o · G(1)),

    so that a small part is filled by its surroundings alone. Where these are out of reach, from
    about 2.3 sigma inside on, it is the picture's own blur, which keeps its colour: the picture
    replaced as a whole is a blurred picture.

    It is computed on a grid on which sigma is 3 to 6 cells, and interpolated; on pictures like
    photos it is within 0.02 deviations of the formula at full resolution (root mean square; 0.1
    at most). Where sigma is below 6 pixels the cells are the pixels.

    Parameters
    ----------
    sigma
        Standard deviation; a percentage is of the input's shorter side.
    """

    sigma: Amount = field(default_factory=lambda: Amount(5.0, "%"))
    random: bool = False
    needs_donor: bool = False

    @property
    def text(self) -> str:
        """Name and sigma."""
        return canonical("blur", {"sigma": f"{self.sigma.number:g}{self.sigma.unit}"})

    @property
    def says(self) -> str:
        """What it puts there."""
        return "a blur of what surrounds the part; deep inside a large part, of the part itself"

    def open(self, scene: Scene) -> Filler:
        """Blur the picture once; each region needs its surroundings blurred too."""
        height, width = scene.shape
        sigma = self.sigma.pixels(min(scene.shape))
        step = max(int(sigma / COARSE_SIGMA), 1)
        grid = -(-height // step), -(-width // step)

        def gathered(region: NDArray[np.intp]) -> NDArray[np.float64]:
            return gather_cells(scene.flat, region, width, step, grid)

        def blurred(cells: NDArray[np.float64]) -> InputArray:
            smooth = cv2.GaussianBlur(
                cells.astype(np.float32), (0, 0), sigma / step, borderType=cv2.BORDER_REFLECT
            )
            return np.asarray(smooth, np.float32).reshape(cells.shape)

        shown = gathered(np.flatnonzero(scene.in_image))
        own = OWN * blurred(shown)

        def fill(region: NDArray[np.intp], _: int) -> InputArray:
            total = blurred(shown - gathered(region)) + own
            # where no image is in reach of a blur there is none to show
            weight = np.maximum(total[..., -1:], np.finfo(np.float32).tiny)
            colours = np.ascontiguousarray(total[..., :-1] / weight, np.float32)
            return interpolate(colours, region, width, step)

        return fill


FILLS = ("blur", "mean", "inpaint", "swap", "noise")
_PLAIN = {"mean": Mean(), "inpaint": Inpaint(), "swap": Swap(), "noise": Noise()}


def load_fill(text: str) -> Fill:
    """Make a fill from ``NAME`` or ``NAME:key=value``.

    Raises
    ------
    UnknownNameError
        If there is no fill or option of that name; with the nearest.
    CallError
        If an option has a wrong value.

    Examples
    --------
    >>> load_fill("blur").text
    'blur:sigma=5%'
    >>> load_fill("mean").says
    "the image's mean colour"
    """
    spec = Spec.parse(text)
    if spec.name not in FILLS:
        several = re.split(r"[\s,;+|]+", spec.name)
        if len(several) > 1 and {*several} <= {*FILLS}:
            raise CallError("that names several fills. Give each by itself.")
        raise unknown_name("fill", spec.name, FILLS)
    options = spec.resolve({"sigma": "5%"} if spec.name == "blur" else {})
    if spec.name != "blur":
        return _PLAIN[spec.name]
    try:
        return Blur(Amount.parse(options["sigma"]))
    except AnnotationError as error:
        raise CallError(f"option 'sigma' of 'blur': {error}") from error
