"""Unsigned null maps: each against its slow twin, and noise against what chance must do."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from partwise.errors import SaliencyError
from partwise.measure import measure
from partwise.nulls.kinds import read_null
from partwise.nulls.maps import (
    centre_map,
    laplacian_map,
    luminance_of,
    noise_map,
    null_map,
    sobel_map,
)
from partwise.rle import Rle
from partwise.saliency import SaliencyMaps

UNSIGNED = ["null-sobel", "null-laplacian", "null-centre", "null-noise", "null-noise:smooth=0%"]

pictures = arrays.arrays(
    np.float32,
    arrays.array_shapes(min_dims=2, max_dims=2, max_side=7),
    elements=st.floats(-1e6, 1e6, width=32),
)


def at(picture, y, x):
    """The picture goes on beyond its border as its last pixels are."""
    height, width = picture.shape
    return float(picture[min(max(y, 0), height - 1), min(max(x, 0), width - 1)])


def each_pixel(picture, function):
    return [[function(y, x) for x in range(picture.shape[1])] for y in range(picture.shape[0])]


@given(pictures)
def test_sobel_is_its_slow_twin(picture):
    def strength(y, x):
        across = sum(
            weight * (at(picture, y + step, x + 1) - at(picture, y + step, x - 1))
            for step, weight in ((-1, 1), (0, 2), (1, 1))
        )
        down = sum(
            weight * (at(picture, y + 1, x + step) - at(picture, y - 1, x + step))
            for step, weight in ((-1, 1), (0, 2), (1, 1))
        )
        return math.hypot(across, down)

    twin = each_pixel(picture, strength)
    np.testing.assert_allclose(sobel_map(picture), twin, rtol=1e-6, atol=1e-9)


@given(pictures)
def test_laplacian_is_its_slow_twin(picture):
    def strength(y, x):
        around = ((y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1))
        return abs(sum(at(picture, *each) for each in around) - 4 * at(picture, y, x))

    twin = each_pixel(picture, strength)
    np.testing.assert_allclose(laplacian_map(picture), twin, rtol=1e-6, atol=1e-9)


def test_a_step_edge_by_hand():
    step = np.repeat(np.array([[0, 0, 3, 3, 3]], np.float32), 3, axis=0)
    # (1 + 2 + 1) · 3 on both sides of the edge, nothing at the border of the picture
    assert sobel_map(step).tolist() == [[0, 12, 12, 0, 0]] * 3
    assert laplacian_map(step).tolist() == [[0, 3, 3, 0, 0]] * 3
    assert sobel_map(step.T).tolist() == np.transpose([[0, 12, 12, 0, 0]] * 3).tolist()


def test_a_small_step_on_a_bright_ground_is_not_rounded_off():
    step = np.array([[1e6, 1e6, 1e6 + 0.125]], np.float32)
    assert sobel_map(step).tolist() == [[0, 0.5, 0.5]]


@given(
    st.tuples(st.integers(1, 9), st.integers(1, 9)),
    st.floats(0.01, 3),
)
def test_centre_is_its_slow_twin_and_symmetric(shape, sigma):
    def bell(y, x):
        down = (y - (shape[0] - 1) / 2) / (sigma * shape[0])
        across = (x - (shape[1] - 1) / 2) / (sigma * shape[1])
        return math.exp(-(down**2 + across**2) / 2)

    made = centre_map(shape, sigma=sigma)
    twin = np.array(each_pixel(made, bell))
    assert made.max() == 1
    if twin.max() > 0:
        np.testing.assert_allclose(made, twin / twin.max(), rtol=1e-5, atol=1e-37)
    np.testing.assert_array_equal(made, made[::-1])
    np.testing.assert_array_equal(made, made[:, ::-1])


def test_a_bell_narrower_than_a_pixel_is_the_middle_pixels():
    made = centre_map((4, 5), sigma=1e-6)
    assert np.argwhere(made).tolist() == [[1, 2], [2, 2]]


@pytest.mark.parametrize("text", UNSIGNED)
@pytest.mark.parametrize("shape", [(1, 1), (1, 7), (6, 1), (2, 3), (31, 20)])
def test_every_map_is_finite_at_least_0_and_of_its_pictures_shape(text, shape):
    picture = np.random.default_rng(0).standard_cauchy(shape).astype(np.float32)
    before = picture.copy()
    made = null_map(read_null(text), picture, seed=3, draw=1)
    assert made.dtype == np.float32
    assert made.shape == shape
    assert np.isfinite(made).all()
    assert (made >= 0).all()
    np.testing.assert_array_equal(picture, before)


@pytest.mark.parametrize("text", ["null-sobel", "null-laplacian"])
def test_a_flat_picture_has_no_edges(text):
    assert not null_map(read_null(text), np.full((5, 6), 0.1, np.float32)).any()


@pytest.mark.parametrize("text", ["null-sobel", "null-laplacian"])
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_picture_that_is_not_finite_is_refused(text, value):
    picture = np.zeros((3, 4), np.float32)
    picture[1, 2] = value
    with pytest.raises(SaliencyError, match=r"1 of 12 values .* at row 1, column 2"):
        null_map(read_null(text), picture)


@pytest.mark.parametrize("text", ["null-sobel", "null-laplacian"])
def test_differences_too_large_for_a_map_are_refused(text):
    picture = np.array([[-3e38, 3e38]], np.float32)
    with pytest.raises(SaliencyError, match="overflow"):
        null_map(read_null(text), picture)


def test_a_null_of_a_method_has_no_map_of_a_picture_alone():
    with pytest.raises(ValueError, match="null-swapped"):
        null_map(read_null("null-swapped:gradient:channels=sum"), np.zeros((2, 2), np.float32))


def test_options_reach_their_map():
    flat = np.zeros((8, 6), np.float32)
    wide = null_map(read_null("null-centre:sigma=300%"), flat)
    np.testing.assert_array_equal(wide, centre_map((8, 6), sigma=3))
    white = null_map(read_null("null-noise:smooth=0%"), flat, seed=4, draw=2)
    np.testing.assert_array_equal(white, noise_map((8, 6), smooth=0, seed=4, draw=2))
    drawn = np.random.default_rng([4, 2]).standard_normal((8, 6))
    np.testing.assert_array_equal(white, np.abs(drawn).astype(np.float32))


def test_luminance_is_the_mean_over_channels():
    inputs = np.array([[[1, 2]], [[3, -2]], [[2, 0]]], np.float32)
    assert luminance_of(inputs).tolist() == [[2, 0]]


def test_noise_follows_its_seed_and_draw_alone():
    first = noise_map((9, 8), smooth=0.1, seed=1, draw=0)
    np.testing.assert_array_equal(first, noise_map((9, 8), smooth=0.1, seed=1, draw=0))
    for seed, draw in ((1, 1), (2, 0), (0, 1)):
        assert not np.array_equal(first, noise_map((9, 8), smooth=0.1, seed=seed, draw=draw))


@pytest.mark.parametrize("shape", [(9, 8), (8, 9), (5, 5), (1, 6)])
@pytest.mark.parametrize("smooth", [0.05, 0.2, 0.7])
def test_smooth_noise_is_its_slow_twin(shape, smooth):
    """Each pixel a weighted sum over all pixels and their copies beyond the borders."""
    sigma = smooth * min(shape)
    white = np.random.default_rng([7, 3]).standard_normal(shape)

    def kernel(side):
        # the frequencies a picture of this side can hold, weighed by the Gaussian's spectrum
        frequencies = np.fft.fftfreq(side)
        gain = np.exp(-2 * (np.pi * sigma * frequencies) ** 2)
        steps = np.arange(side)
        return np.cos(2 * np.pi * np.outer(steps, frequencies)) @ gain / side

    weights = np.outer(kernel(shape[0]), kernel(shape[1]))
    summed = each_pixel(
        white,
        lambda y, x: sum(
            weights[(y - v) % shape[0], (x - u) % shape[1]] * white[v, u]
            for v in range(shape[0])
            for u in range(shape[1])
        ),
    )
    twin = np.abs(summed) / math.sqrt((weights**2).sum())
    made = noise_map(shape, smooth=smooth, seed=7, draw=3)
    np.testing.assert_allclose(made, twin, rtol=1e-5, atol=1e-6)


def many(count, shape, smooth, seed=0):
    """Noise maps of many seeds."""
    return np.stack([noise_map(shape, smooth=smooth, seed=seed + i, draw=0) for i in range(count)])


def test_the_smoothing_is_the_gaussian_of_its_sigma():
    """Independent values smoothed by sigma correlate as a Gaussian of sigma · sqrt(2)."""
    maps = many(4000, (1, 64), 5).astype(np.float64)  # 5 times the shorter side: 5 pixels
    for distance in (1, 5, 10):
        rho = math.exp(-(distance**2) / (4 * 5**2))
        # what the product of two half-normals is on average
        wanted = 2 / math.pi * (math.sqrt(1 - rho**2) + rho * math.asin(rho))
        for x in (0, 20):
            products = maps[:, 0, x] * maps[:, 0, x + distance]
            error = products.std() / math.sqrt(len(products))
            assert abs(products.mean() - wanted) < 4 * error


@pytest.mark.parametrize("smooth", [0, 0.05, 0.25])
def test_noise_is_half_normal_in_the_corner_as_in_the_middle(smooth):
    count = 3000
    maps = many(count, (24, 20), smooth).astype(np.float64)
    mean, variance = math.sqrt(2 / math.pi), 1 - 2 / math.pi
    for y, x in ((0, 0), (0, 10), (23, 19), (12, 10)):
        values = maps[:, y, x]
        assert abs(values.mean() - mean) < 4 * math.sqrt(variance / count)
        # the fourth central moment of a half-normal is 3.869 variances squared
        assert abs(values.var() - variance) < 4 * variance * math.sqrt(2.869 / count)
        below = [(values < math.sqrt(2) * z).mean() for z in (0.2, 0.5, 1.0, 1.5)]
        wanted = [math.erf(z) for z in (0.2, 0.5, 1.0, 1.5)]
        np.testing.assert_allclose(below, wanted, atol=4 * 0.5 / math.sqrt(count))


MASKS = {
    "corner": (slice(0, 3), slice(0, 3)),
    "border": (slice(0, 24), slice(19, 20)),
    "middle": (slice(10, 14), slice(8, 12)),
    "half": (slice(0, 12), slice(0, 20)),
    "one pixel": (slice(23, 24), slice(0, 1)),
}


@pytest.mark.parametrize("smooth", [0, 0.05, 0.5])
def test_the_lift_of_noise_is_1_on_average_wherever_a_segment_lies(smooth):
    count, shape = 2000, (24, 20)
    masks = []
    for rows, columns in MASKS.values():
        mask = np.zeros(shape, bool)
        mask[rows, columns] = True
        masks.append(Rle.from_mask(mask))
    maps = many(count, shape, smooth, seed=10**6)
    sums = measure(SaliencyMaps(maps, ["noise"] * count, "null"), [masks] * count)
    shares = sums.saliency_sum / sums.of_image.saliency_sum[sums.image]
    lifts = (shares * maps[0].size / sums.area_px).reshape(count, len(masks))
    errors = lifts.std(0, ddof=1) / math.sqrt(count)
    z = (lifts.mean(0) - 1) / errors
    assert (np.abs(z) < 4).all(), dict(zip(MASKS, z.round(1), strict=True))
