"""Unsigned null maps: of a picture's edges or texture, of its middle, of chance; no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from partwise.errors import SaliencyError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from partwise.nulls.kinds import Null
    from partwise.shapes import FloatMap, InputArray, Shape


def null_map(null: Null, luminance: FloatMap, *, seed: int = 0, draw: int = 0) -> FloatMap:
    """Make one map of an unsigned null for one picture.

    Parameters
    ----------
    null
        One that is made without a method.
    luminance
        (height, width) of float32, as :func:`luminance_of` makes it; only the edges and the
        texture look at more of it than its shape.
    seed, draw
        All that noise depends on beside the shape, see :func:`noise_map`.

    Returns
    -------
    (height, width) of float32, at least 0.

    Raises
    ------
    SaliencyError
        If the picture holds values that are not finite.

    Examples
    --------
    >>> from partwise.nulls.kinds import read_null
    >>> step = np.array([[0, 0, 1, 1]], np.float32)
    >>> null_map(read_null("null-laplacian"), step).tolist()
    [[0.0, 1.0, 1.0, 0.0]]
    """
    shape = (luminance.shape[0], luminance.shape[1])
    if null.name == "null-sobel":
        return sobel_map(luminance)
    if null.name == "null-laplacian":
        return laplacian_map(luminance)
    if null.name == "null-centre":
        return centre_map(shape, sigma=null.share("sigma"))
    if null.name == "null-noise":
        return noise_map(shape, smooth=null.share("smooth"), seed=seed, draw=draw)
    raise ValueError(f"{null.canonical!r} is not made of a picture alone")


def luminance_of(inputs: InputArray) -> FloatMap:
    """Mean over the channels of a classifier's input: (channel, height, width) to a picture.

    >>> luminance_of(np.array([[[1.0]], [[4.0]]], np.float32)).tolist()
    [[2.5]]
    """
    return inputs.mean(axis=0, dtype=np.float64).astype(np.float32)


def sobel_map(luminance: FloatMap) -> FloatMap:
    """Magnitude of the Sobel gradient: how strong an edge each pixel lies on.

    Edge detectors give maps that people take for saliency maps: Adebayo et al. 2018,
    arXiv:1810.03292, section 6. The picture goes on beyond its border as its last pixels are,
    so that the border is no edge. A flat picture has a map of zeros.

    Returns
    -------
    (height, width) of float32, in eight times the input's unit a pixel.

    Raises
    ------
    SaliencyError
        If the picture holds values that are not finite.

    Examples
    --------
    >>> sobel_map(np.array([[0, 0, 1, 1]], np.float32)).tolist()
    [[0.0, 4.0, 4.0, 0.0]]
    """
    pixels = _checked(luminance, "null-sobel")
    across = cv2.Sobel(pixels, cv2.CV_64F, 1, 0, ksize=3, borderType=cv2.BORDER_REPLICATE)
    down = cv2.Sobel(pixels, cv2.CV_64F, 0, 1, ksize=3, borderType=cv2.BORDER_REPLICATE)
    return _single(np.hypot(across, down), "null-sobel")


def laplacian_map(luminance: FloatMap) -> FloatMap:
    """Absolute Laplacian: by how much each pixel differs from its four neighbours' mean, times 4.

    It is strong on fine texture and spots, where a gradient may vanish. Borders as in
    :func:`sobel_map`.

    Returns
    -------
    (height, width) of float32, in the input's unit.

    Raises
    ------
    SaliencyError
        If the picture holds values that are not finite.

    Examples
    --------
    >>> laplacian_map(np.array([[0, 1, 0]], np.float32)).tolist()
    [[1.0, 2.0, 1.0]]
    """
    pixels = _checked(luminance, "null-laplacian")
    curved = cv2.Laplacian(pixels, cv2.CV_64F, ksize=1, borderType=cv2.BORDER_REPLICATE)
    return _single(np.abs(curved), "null-laplacian")


def centre_map(shape: Shape, *, sigma: float) -> FloatMap:
    """Bell over the middle of the picture, 1 at its highest pixel.

    Parameters
    ----------
    shape
        (height, width), in pixels.
    sigma
        Standard deviation as a share of each side, above 0; the bell is as oblong as the picture.

    Examples
    --------
    >>> print(centre_map((1, 3), sigma=1 / 3).round(2))
    [[0.61 1. 0.61]]
    """
    down, across = (
        ((np.arange(side) - (side - 1) / 2) / (sigma * side)) ** 2 / -2 for side in shape
    )
    power = down[:, None] + across[None, :]
    # less its greatest: of a bell narrower than a pixel not all is 0
    return np.exp(power - power.max()).astype(np.float32)


def noise_map(shape: Shape, *, smooth: float, seed: int, draw: int) -> FloatMap:
    """Absolute value of smoothed normal noise.

    The noise goes on at the opposite border where it reaches one. So no pixel differs from any
    other in distribution, and the lift of any segment is 1 on average, also at the border and
    in the corners. Each pixel is half-normal: mean sqrt(2 / π), variance 1 - 2 / π.

    Parameters
    ----------
    shape
        (height, width), in pixels.
    smooth
        Standard deviation of the Gaussian that smooths it, as a share of the shorter side;
        0 leaves it white.
    seed, draw
        All that it depends on. Give each picture a seed of its own: the same noise on all
        would not average out over a data set where a segment has always the same place.

    Examples
    --------
    >>> noise_map((2, 2), smooth=0, seed=1, draw=0).shape
    (2, 2)
    """
    values = np.random.default_rng([seed, draw]).standard_normal(shape)
    if smooth > 0:
        values = _smoothed(values, smooth * min(shape))
    return np.abs(values).astype(np.float32)


def _smoothed(values: NDArray[np.float64], sigma: float) -> NDArray[np.float64]:
    """Smooth on a torus by a Gaussian, and keep the variance that independent values had."""
    down = np.fft.fftfreq(values.shape[0])[:, None]
    across = np.fft.rfftfreq(values.shape[1])[None, :]
    # a Gaussian's spectrum is a Gaussian; multiplying spectra wraps around by itself
    gain = np.exp(-2 * (np.pi * sigma) ** 2 * (down**2 + across**2))
    smooth = np.fft.irfft2(np.fft.rfft2(values) * gain, s=values.shape)
    # all frequencies, of which rfft keeps only half of the columns
    both = np.exp(-((2 * np.pi * sigma) ** 2) * (down**2 + np.fft.fftfreq(values.shape[1]) ** 2))
    return smooth / np.sqrt(both.mean())


def _checked(luminance: FloatMap, name: str) -> NDArray[np.float64]:
    """Give the picture in float64, where neither products overflow nor differences round off."""
    finite = np.isfinite(luminance)
    if not finite.all():
        y, x = np.argwhere(~finite)[0]
        raise SaliencyError(
            f"{name}: {int((~finite).sum())} of {finite.size} values of the classifier's input are "
            f"not finite, the first at row {y}, column {x}. Look at what its preprocessing returns "
            "for this picture."
        )
    return luminance.astype(np.float64)


def _single(values: NDArray[np.float64], name: str) -> FloatMap:
    """Round to float32, and say so where a value is too large for it."""
    with np.errstate(over="ignore"):
        rounded = values.astype(np.float32)
    if not np.isfinite(rounded).all():
        raise SaliencyError(
            f"{name}: the classifier's input holds values up to about {values.max():.3g}, whose "
            "differences overflow. Look at what its preprocessing returns for this picture."
        )
    return rounded
