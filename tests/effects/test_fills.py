"""Fills: each beside its slow twin, on pictures of all shapes and with heavy tails."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage

from drawing import mask, picture
from partwise.effects.fills import FILLS, OWN, load_fill
from partwise.effects.scene import Donor, Scene
from partwise.errors import CallError, UnknownNameError

ODD_SHAPES = [(1, 1), (1, 9), (7, 1), (12, 10)]


def scene_of(pixels, in_image=None, seed=0, donors=()):
    shown = np.ones(pixels.shape[1:], bool) if in_image is None else in_image
    return Scene(pixels, shown, seed, donors)


def heavy_tailed(shape, seed=0):
    """Pixels of which a few are a thousand times as strong as most."""
    return np.random.default_rng(seed).standard_t(1.5, shape).astype(np.float32)


def natural(shape, seed=0):
    """Pixels that hang together, as those of photos do: strong where they change slowly."""
    waves = np.fft.rfft2(np.random.default_rng(seed).standard_normal(shape))
    rows, columns = np.fft.fftfreq(shape[-2])[:, None], np.fft.rfftfreq(shape[-1])[None]
    strength = 1 / np.maximum(np.hypot(rows, columns), 1 / max(shape[-2:]))
    pixels = np.fft.irfft2(waves * strength, shape[-2:])
    return (pixels / pixels.std()).astype(np.float32)


def fill(text, scene, region, draw=0):
    """What is put in the region, as (channel, pixel)."""
    return load_fill(text).open(scene)(np.flatnonzero(region), draw)


def blurred_slowly(scene, region, sigma):
    """The formula of `Blur` at full resolution, in float64."""

    def blur(pixels):
        return ndimage.gaussian_filter(pixels.astype(np.float64), sigma, mode="reflect", truncate=6)

    shown, left = scene.in_image, scene.in_image & ~region
    below = blur(left) + OWN * blur(shown)
    filled = [
        (blur(np.where(left, channel, 0)) + OWN * blur(np.where(shown, channel, 0))) / below
        for channel in scene.inputs
    ]
    return np.stack([each[region] for each in filled])


# All of them


@pytest.mark.parametrize("text", [*FILLS, "blur:sigma=400px", "blur:sigma=0.1px"])
@pytest.mark.parametrize("channels", [1, 3, 4, 7])
@pytest.mark.parametrize("shape", ODD_SHAPES)
def test_any_region_of_any_picture_is_filled_with_finite_pixels(text, channels, shape):
    pixels = heavy_tailed((channels, *shape))
    scene = scene_of(pixels, donors=[Donor("other.png", pixels[::-1].copy())])
    count = pixels[0].size
    for region in (np.arange(count), np.arange(count // 2), np.arange(0), np.arange(count)[-1:]):
        values = load_fill(text).open(scene)(region, 0)
        assert (values.shape, values.dtype) == ((channels, len(region)), np.float32)
        assert np.isfinite(values).all()


@pytest.mark.parametrize("text", ["blur", "mean", "inpaint", "noise"])
@pytest.mark.parametrize("colour", [0.0, 5.0, -3e4, 1e-6])
def test_a_flat_picture_stays_as_it_is(text, colour):
    scene = scene_of(np.full((3, 12, 10), colour, np.float32))
    corner = np.zeros((12, 10), bool)
    corner[:3, :2] = True
    for region in (corner, ~corner, corner | ~corner):
        np.testing.assert_allclose(fill(text, scene, region), colour, rtol=1e-4)


@pytest.mark.parametrize("text", ["blur", "blur:sigma=7px", "mean", "inpaint", "noise"])
def test_padding_decides_nothing(text):
    pixels = heavy_tailed((3, 24, 30))
    in_image = np.zeros((24, 30), bool)
    in_image[:, 5:24] = True
    region = np.zeros((24, 30), bool)
    region[4:12, 5:13] = True
    values = [
        fill(text, scene_of(np.where(in_image, pixels, padding).astype(np.float32), in_image), at)
        for padding in (0, 1e6)
        for at in (region, in_image)
    ]
    np.testing.assert_array_equal(values[0], values[2])
    np.testing.assert_array_equal(values[1], values[3])


@pytest.mark.parametrize("text", ["blur", "blur:sigma=7px", "mean", "inpaint"])
@pytest.mark.parametrize("seed", range(5))
def test_pixels_stay_within_what_the_picture_holds(text, seed):
    pixels = heavy_tailed((3, 40, 36), seed)
    region = np.zeros((40, 36), bool)
    region[8:30, 5:20] = True
    values = fill(text, scene_of(pixels), region)
    least, most = pixels.min((1, 2)), pixels.max((1, 2))
    allowed = 1e-4 * (most - least)
    assert (values.min(1) >= least - allowed).all()
    assert (values.max(1) <= most + allowed).all()


@pytest.mark.parametrize("text", FILLS)
def test_a_fill_does_not_write_into_the_picture_and_answers_the_same_again(text):
    pixels = heavy_tailed((3, 12, 10))
    before = pixels.copy()
    scene = scene_of(pixels, donors=[Donor("a", heavy_tailed((3, 12, 10), 1))])
    filler = load_fill(text).open(scene)
    region = np.arange(30, 60)
    first = filler(region, 1)
    filler(np.arange(90), 1)
    np.testing.assert_array_equal(filler(region, 1), first)
    np.testing.assert_array_equal(load_fill(text).open(scene)(region, 1), first)
    np.testing.assert_array_equal(pixels, before)


# One by one


def test_mean_is_the_mean_of_each_channel_of_the_whole_image():
    scene = scene_of(np.stack([picture("1 2", "3 6"), picture("0 0", "0 -8")]))
    assert fill("mean", scene, mask("#.", ".#")).tolist() == [[3, 3], [-2, -2]]


def test_noise_has_the_mean_and_the_deviation_of_each_channel():
    pixels = np.stack([3 + 0.5 * natural((200, 200)), -20 * natural((200, 200), 1)])
    values = fill("noise", scene_of(pixels), np.ones((200, 200), bool))
    of_image = pixels.reshape(2, -1)
    # 40,000 pixels: the mean is known to 1/200 of a deviation, the deviation to 1/283 of itself
    assert np.abs(values.mean(1) - of_image.mean(1)).max() < 4 / 200 * of_image.std(1).max()
    np.testing.assert_allclose(values.std(1), of_image.std(1), rtol=4 / 283)
    assert np.abs(np.corrcoef(values[0, :-1], values[0, 1:])[0, 1]) < 4 / 200


def test_noise_is_seeded_differs_by_draw_and_is_the_same_whatever_the_region():
    pixels = heavy_tailed((3, 12, 10))
    one, other = np.zeros((12, 10), bool), np.zeros((12, 10), bool)
    one[2:6, 2:6], other[4:9, 1:9] = True, True
    both = one & other
    scene = scene_of(pixels, seed=7)
    in_one = fill("noise", scene, one)[:, both[one]]
    np.testing.assert_array_equal(in_one, fill("noise", scene, other)[:, both[other]])
    assert not np.isin(in_one, fill("noise", scene, both, draw=1)).any()
    assert not np.isin(in_one, fill("noise", scene_of(pixels, seed=8), both)).any()


def test_swap_gives_the_donors_own_pixels_one_donor_a_draw_in_turn():
    donors = [Donor(name, heavy_tailed((3, 12, 10), seed)) for seed, name in enumerate("ab", 1)]
    scene = scene_of(heavy_tailed((3, 12, 10)), donors=donors)
    region = np.zeros((12, 10), bool)
    region[2:5, 3:9] = True
    for draw, donor in ((0, 0), (1, 1), (2, 0)):
        got = fill("swap", scene, region, draw)
        np.testing.assert_array_equal(got, donors[donor].inputs[:, region])


def test_inpainting_carries_on_what_stands_around():
    y, x = np.indices((24, 30)).astype(np.float32)
    region = np.zeros((24, 30), bool)
    region[9:13, 12:17] = True
    for slope in (1e-3, 1.0, 1e4):
        pixels = np.stack([slope * x, slope * (y - 40)])
        values = fill("inpaint", scene_of(pixels), region)
        # no further off than the next pixel, and rising as they do
        assert np.abs(values - pixels[:, region]).max() < 1.5 * slope
        for got, wanted in zip(values, pixels[:, region], strict=True):
            assert np.corrcoef(got, wanted)[0, 1] > 0.9


def test_inpainting_does_not_hang_on_the_unit_of_the_picture():
    pixels = natural((40, 40))[None]
    region = np.zeros((40, 40), bool)
    region[10:20, 5:25] = True
    values = fill("inpaint", scene_of(pixels), region)
    in_grey = fill("inpaint", scene_of(pixels * 64), region) / 64
    np.testing.assert_allclose(values, in_grey, atol=1e-4)


@pytest.mark.parametrize("seed", range(20))
def test_inpainting_looks_no_further_than_it_needs_to(seed, monkeypatch):
    random = np.random.default_rng(seed)
    pixels = heavy_tailed((2, 60, 70), seed)
    in_image = np.ones((60, 70), bool)
    in_image[: random.integers(12)] = False
    region = np.zeros((60, 70), bool)
    for _ in range(random.integers(1, 4)):
        top, left, height, width = random.integers((0, 0, 1, 1), (55, 65, 20, 20))
        region[top : top + height, left : left + width] = True
    region &= in_image
    scene = scene_of(pixels, in_image)
    near = fill("inpaint", scene, region)
    monkeypatch.setattr("partwise.effects.fills.INPAINT_REACH", 1000)
    np.testing.assert_array_equal(fill("inpaint", scene, region), near)


def test_where_nothing_is_left_inpainting_gives_the_mean():
    pixels = heavy_tailed((3, 12, 10))
    in_image = np.zeros((12, 10), bool)
    in_image[2:7] = True
    scene = scene_of(pixels, in_image)
    values = fill("inpaint", scene, in_image)
    wanted = pixels[:, in_image].mean(1, dtype=np.float64)[:, None]
    np.testing.assert_allclose(values, np.repeat(wanted, in_image.sum(), 1), rtol=1e-6)


@pytest.mark.parametrize("sigma", [0.7, 2, 5.9])
@pytest.mark.parametrize("channels", [1, 3, 4])
@pytest.mark.parametrize("seed", range(3))
def test_a_fine_blur_is_its_formula(sigma, channels, seed):
    pixels = heavy_tailed((channels, 40, 36), seed)
    in_image = np.ones((40, 36), bool)
    in_image[:, :4] = False
    for box in ((slice(5, 9), slice(6, 20)), (slice(0, 30), slice(0, 30)), (slice(None),) * 2):
        region = np.zeros((40, 36), bool)
        region[box] = True
        region &= in_image
        scene = scene_of(pixels, in_image)
        wanted = blurred_slowly(scene, region, sigma)
        # float32, divided by weights of which the least are a hundredth
        most = np.abs(pixels).max()
        got = fill(f"blur:sigma={sigma}px", scene, region)
        np.testing.assert_allclose(got, wanted, atol=2e-3 * most, rtol=1e-3)


#: Root mean square error and greatest error of a coarse blur, in deviations of the image.
COARSE_ERROR = 0.02, 0.1


@pytest.mark.parametrize(("side", "sigma"), [(224, 11.2), (240, 12), (200, 30), (223, 6.5)])
@pytest.mark.parametrize("seed", range(3))
def test_a_coarse_blur_is_close_to_its_formula(side, sigma, seed):
    pixels = np.stack([natural((side, side), 10 * seed + channel) for channel in range(3)])
    y, x = np.indices((side, side)) / side
    for region in (
        (y - 0.5) ** 2 + 4 * (x - 0.4) ** 2 < 0.02,
        abs(y - 0.5) < 0.07,
        x + y < 1,
        np.ones((side, side), bool),
    ):
        scene = scene_of(pixels)
        off = fill(f"blur:sigma={sigma}px", scene, region) - blurred_slowly(scene, region, sigma)
        assert np.sqrt((off**2).mean()) < COARSE_ERROR[0]
        assert np.abs(off).max() < COARSE_ERROR[1]


def test_a_small_part_is_filled_by_its_surroundings_alone():
    pixels = np.zeros((1, 60, 60), np.float32)
    region = np.zeros((60, 60), bool)
    region[28:32, 28:32] = True
    pixels[:, region] = 100
    assert fill("blur:sigma=3px", scene_of(pixels), region).max() < 2


def test_a_large_part_keeps_its_own_colour_deep_inside():
    pixels = np.zeros((1, 60, 60), np.float32)
    pixels[..., 20:] = 100
    region = pixels[0] > 0
    values = np.zeros((60, 60))
    values[region] = fill("blur:sigma=3px", scene_of(pixels), region)[0]
    # a pixel from the rim what is around counts, three sigmas further on it does no more
    assert values[30, 20] < 5
    assert values[30, 40] > 99
    everywhere = fill("blur:sigma=3px", scene_of(pixels), np.ones((60, 60), bool))
    np.testing.assert_allclose(
        everywhere[0].reshape(60, 60),
        ndimage.gaussian_filter(pixels[0], 3, mode="reflect"),
        atol=0.1,
    )


# How they are asked for


def test_texts_are_canonical():
    assert [load_fill(text).text for text in FILLS] == [
        "blur:sigma=5%", "mean", "inpaint", "swap", "noise",
    ]  # fmt: skip
    assert load_fill("blur:sigma=3.0px").text == "blur:sigma=3px"
    assert load_fill("blur").says
    assert [load_fill(text).random for text in FILLS] == [False, False, False, True, True]
    assert [load_fill(text).needs_donor for text in FILLS] == [False, False, False, True, False]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("blurr", "unknown fill 'blurr'. Nearest known: 'blur'"),
        ("", "unknown fill ''"),
        ("blur:sgima=3px", "Nearest known: 'sigma'"),
        ("mean:sigma=3px", "unknown option of 'mean' 'sigma'"),
    ],
)
def test_unknown_names_are_told_with_the_nearest(text, said):
    with pytest.raises(UnknownNameError) as told:
        load_fill(text)
    assert said in str(told.value)


@pytest.mark.parametrize("sigma", ["0px", "-1%", "3", "wide", "nan%", "inf px"])
def test_a_sigma_that_is_none_is_refused(sigma):
    with pytest.raises(CallError, match="option 'sigma' of 'blur'"):
        load_fill(f"blur:sigma={sigma}")
