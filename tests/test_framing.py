"""Framing: where an image's pixels land, against torchvision itself and against exact areas."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from PIL import Image

from partwise.errors import FramingError
from partwise.framing import Framing
from partwise.polygons import Polygons
from partwise.rle import Rle

transforms = pytest.importorskip("torchvision.transforms")

sides = st.integers(1, 90)


def rectangle(shape, top, left, bottom, right) -> tuple[Rle, Polygons]:
    """The same rectangle as runs and as an outline."""
    drawn = np.zeros(shape, bool)
    drawn[max(top, 0) : bottom, max(left, 0) : right] = True
    corners = [[left, top], [right, top], [right, bottom], [left, bottom]]
    return Rle.from_mask(drawn), Polygons(shape, [corners])


@given(
    image=st.tuples(sides, sides), resize=sides, crop=sides | st.tuples(sides, sides) | st.none()
)
@settings(max_examples=150, deadline=None)
def test_the_input_has_the_size_that_torchvision_gives(image, resize, crop):
    assume(max(image) * resize / min(image) < 2000)
    steps = [transforms.Resize(resize), *([transforms.CenterCrop(crop)] if crop else [])]
    given_image = transforms.Compose(steps)(Image.new("L", image[::-1]))
    framing = Framing.resize_and_crop(image, resize=resize, crop=crop)
    assert framing.input_shape == (given_image.height, given_image.width)


@pytest.mark.parametrize("image", [(61, 97), (97, 61), (64, 64), (33, 210), (300, 299)])
@pytest.mark.parametrize(
    ("resize", "crop"), [(64, 56), (51, 50), (37, (20, 31)), (40, 61), (48, 48)]
)
def test_a_block_lands_where_torchvision_puts_it(image, resize, crop):
    top, left = image[0] // 3, image[1] // 2
    block, _ = rectangle(image, top, left, top + image[0] // 4, left + image[1] // 5)
    bright = Image.fromarray(block.to_mask().astype(np.uint8) * 255)
    steps = [
        transforms.Resize(resize, transforms.InterpolationMode.BILINEAR),
        transforms.CenterCrop(crop),
    ]
    theirs = np.asarray(transforms.Compose(steps)(bright), float) / 255
    cover, _, _ = Framing.resize_and_crop(image, resize=resize, crop=crop).cover(block)
    # bilinear resampling blurs but does not move: sums and centres agree
    rows, columns = np.indices(theirs.shape)
    assert cover.sum() == pytest.approx(theirs.sum(), rel=0.02, abs=0.5)
    if theirs.sum():
        for along in (rows, columns):
            ours = (cover * along).sum() / cover.sum()
            assert ours == pytest.approx((theirs * along).sum() / theirs.sum(), abs=0.06)


def test_a_single_bright_pixel_lands_where_torchvision_puts_it():
    image = Image.new("L", (31, 47))
    image.putpixel((20, 13), 255)
    nearest = transforms.InterpolationMode.NEAREST_EXACT
    steps = [transforms.Resize(93, nearest), transforms.CenterCrop((60, 71))]
    theirs = np.asarray(transforms.Compose(steps)(image)) > 0
    drawn = np.zeros((47, 31), bool)
    drawn[13, 20] = True
    cover, area, visible = Framing.resize_and_crop((47, 31), resize=93, crop=(60, 71)).cover(
        Rle.from_mask(drawn)
    )
    np.testing.assert_array_equal(cover >= 0.5, theirs)
    assert (area, visible) == (1, pytest.approx(2 / 3))  # the crop takes its first row


def test_stretching_keeps_no_aspect():
    framing = Framing.stretch((10, 40), (20, 20))
    assert (framing.scale, framing.offset) == ((2.0, 0.5), (0.0, 0.0))


def test_the_identity_knows_itself():
    assert Framing.identity((3, 4)).is_identity
    assert Framing.resize_and_crop((8, 8), resize=8, crop=8).is_identity
    assert not Framing.stretch((3, 4), (4, 4)).is_identity
    assert not Framing((3, 4), (3, 4), (1.0, 1.0), (0.0, 0.5)).is_identity


def test_an_offset_of_nothing_has_no_sign():
    framing = Framing.resize_and_crop((8, 9), resize=8, crop=8)
    assert not np.signbit(framing.offset[0])


@pytest.mark.parametrize(
    ("scale", "offset", "says"),
    [
        ((0.0, 1.0), (0.0, 0.0), "above 0"),
        ((1.0, -1.0), (0.0, 4.0), "mirrors or rotates"),
        ((np.nan, 1.0), (0.0, 0.0), "finite"),
        ((np.inf, 1.0), (0.0, 0.0), "finite"),
        ((1.0, 1.0), (0.0, np.nan), "finite"),
        ((1.0, 1.0), (4.0, 0.0), "nothing of the image in view"),
        ((1.0, 1.0), (0.0, 4.0), "nothing of the image in view"),
        ((1.0, 1.0), (-4.0, 0.0), "nothing of the image in view"),
        ((0.5, 0.5), (0.0, -2.0), "nothing of the image in view"),
    ],
)
def test_a_framing_that_makes_no_sense_is_refused(scale, offset, says):
    with pytest.raises(FramingError, match=says):
        Framing((4, 4), (4, 4), scale, offset)


@pytest.mark.parametrize("shapes", [((0, 4), (4, 4)), ((4, 4), (4, 0)), ((-1, 4), (4, 4))])
def test_a_frame_without_pixels_is_refused(shapes):
    with pytest.raises(FramingError, match="1×1"):
        Framing(*shapes, (1.0, 1.0), (0.0, 0.0))
    with pytest.raises(FramingError):
        Framing.stretch(*shapes)


def test_an_image_without_pixels_cannot_be_resized():
    with pytest.raises(FramingError, match="must have pixels"):
        Framing.resize_and_crop((0, 5), resize=4)
    with pytest.raises(FramingError):
        Framing.resize_and_crop((5, 5), resize=0)


@pytest.mark.parametrize(
    ("scale", "offset", "expected"),
    [
        ((1, 1), (0, 0), (0, 0, 4, 6)),
        ((1, 1), (2, 1), (2, 1, 6, 7)),
        ((1, 1), (-1, -2), (0, 0, 3, 4)),
        ((2, 2), (-1, -1), (0, 0, 7, 8)),
        ((1, 1), (0.4, 0.6), (0, 1, 4, 7)),
        ((0.5, 0.25), (3, 3), (3, 3, 5, 5)),
        ((1, 1), (7.6, 0), (8, 0, 8, 6)),
    ],
)
def test_the_image_is_where_pixel_centres_lie_on_it(scale, offset, expected):
    assert Framing((4, 6), (8, 8), scale, offset).image_rectangle() == expected


def test_padding_around_a_cropped_image_is_no_image():
    framing = Framing.resize_and_crop((10, 20), resize=10, crop=(14, 14))
    assert framing.image_rectangle() == (2, 0, 12, 14)


@pytest.mark.parametrize("kind", [0, 1], ids=["runs", "outline"])
@pytest.mark.parametrize(
    ("corners", "area", "visible"),
    [
        ((10, 45, 20, 55), 100, 1.0),  # amid the crop, which shows columns 25 to 75
        ((0, 15, 10, 35), 200, 0.5),  # cut half
        ((0, 0, 50, 100), 5000, 0.5),  # all of the image
        ((0, 0, 10, 20), 200, 0.0),  # wholly out
        ((40, 70, 50, 80), 100, 0.5),
        ((0, 24, 50, 26), 100, 0.5),
    ],
)
def test_the_visible_share_of_a_segment_is_what_the_crop_leaves(kind, corners, area, visible):
    framing = Framing.resize_and_crop((50, 100), resize=100, crop=100)
    mask = rectangle((50, 100), *corners)[kind]
    cover, got_area, got_visible = framing.cover(mask)
    assert cover.shape == (100, 100)
    assert got_area == pytest.approx(area, rel=0.1 if kind else 1e-6)
    assert got_visible == pytest.approx(visible, abs=0.02 if kind else 1e-6)


@pytest.mark.parametrize("crop", [100, 60])
def test_what_an_outline_covers_outside_the_image_does_not_count(crop):
    framing = Framing.resize_and_crop((50, 50), resize=100, crop=crop)
    outline = rectangle((50, 50), -30, -30, 25, 25)[1]
    _, area, visible = framing.cover(outline)
    assert area == pytest.approx(625, rel=0.02)
    assert visible == pytest.approx((30 / 50) ** 2 if crop == 60 else 1.0, abs=0.02)


def test_an_outline_does_not_reach_into_the_padding():
    framing = Framing.resize_and_crop((10, 10), resize=10, crop=16)
    cover, area, visible = framing.cover(rectangle((10, 10), -9, -9, 19, 19)[1])
    assert area == pytest.approx(100)
    assert visible == 1
    assert cover[:3].sum() == cover[13:].sum() == cover[:, :3].sum() == cover[:, 13:].sum() == 0
    np.testing.assert_array_equal(cover[3:13, 3:13], 1)


@given(
    corners=st.tuples(*[st.integers(0, 39)] * 4),
    resize=st.integers(20, 90),
    crop=st.integers(16, 100),
)
@settings(max_examples=100, deadline=None)
def test_runs_and_outlines_of_one_shape_agree(corners, resize, crop):
    top, bottom = sorted(corners[:2])
    left, right = sorted(corners[2:])
    runs, outline = rectangle((40, 60), top, left, bottom + 1, right + 1)
    framing = Framing.resize_and_crop((40, 60), resize=resize, crop=crop)
    cover, area, visible = framing.cover(runs)
    drawn, drawn_area, drawn_visible = framing.cover(outline)
    height, width = bottom + 1 - top, right + 1 - left
    # each edge of the drawn outline may lie 1/8 input pixel off
    off = 0.125 / framing.scale[0]
    assert np.abs(cover - drawn).max() <= 0.44
    assert area == height * width
    assert area * 0.99 <= drawn_area <= (height + 2 * off) * (width + 2 * off)
    assert drawn_visible == pytest.approx(visible, abs=2 * off / min(height, width) + 0.01)


def test_an_outline_that_reaches_far_out_of_a_small_image_still_covers_it():
    framing = Framing.stretch((10, 10), (224, 224))
    cover, area, visible = framing.cover(rectangle((10, 10), -(10**6), -(10**6), 10**6, 10**6)[1])
    assert cover.min() == 1
    assert (area, visible) == (pytest.approx(100), 1)


def test_a_mask_without_pixels_has_neither_area_nor_a_visible_share():
    cover, area, visible = Framing.stretch((8, 8), (4, 4)).cover(Rle.empty((8, 8)))
    assert (cover.sum(), area, visible) == (0, 0, 0)
