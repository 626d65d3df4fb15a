"""Cues as people have them: odd files, names, amounts; each is taken as it is, or refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from partwise.effects.cue import load_cue
from partwise.errors import CallError, UnknownNameError, unknown_name
from partwise.images.picture import ImageRef, Picture


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def nothing(name, image_id):
    raise AssertionError("no segment was asked for")


def pixels(height: int = 6, width: int = 9, channels: int = 3) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (height, width, channels), np.uint8)


def test_a_picture_of_more_than_8_bits_is_refused_instead_of_clamped(place):
    deep = np.random.default_rng(0).integers(0, 65536, (6, 9))
    Image.fromarray(deep.astype(np.uint16)).save("deep.png")
    Image.fromarray(deep.astype(np.int32)).save("deep.tif")
    Image.fromarray(deep.astype(np.float32)).save("real.tif")
    for name in ("deep.png", "deep.tif", "real.tif"):
        with pytest.raises(CallError, match="more than 8 bits a channel"):
            load_cue(name, nothing)


def test_several_pictures_in_one_file_are_refused_instead_of_left_out(place):
    more = [Image.new("RGB", (9, 6), colour) for colour in ("red", "blue")]
    for name in ("moving.gif", "moving.png", "pages.tif"):
        Image.fromarray(pixels()).save(name, save_all=True, append_images=more)
        with pytest.raises(CallError, match=r"holds 3 pictures\. Save the one that is meant"):
            load_cue(name, nothing)
    Image.fromarray(pixels()).save("still.gif")
    assert load_cue("still.gif", nothing).rgba.shape == (6, 9, 4)


def test_a_turned_photo_is_pasted_upright(place):
    turned = Image.Exif()
    turned[0x0112] = 6  # to be turned by a quarter
    Image.fromarray(pixels()).save("turned.png", exif=turned)
    rgba = load_cue("turned.png", nothing).rgba
    np.testing.assert_array_equal(rgba[..., :3], np.rot90(pixels(), -1))


def test_transparency_of_a_palette_counts(place):
    few = Image.fromarray(np.array([[0, 1], [1, 0]], np.uint8))
    few.putpalette([255, 0, 0, 0, 255, 0])
    few.save("few.png", transparency=0)
    assert load_cue("few.png", nothing).rgba[..., 3].tolist() == [[0, 255], [255, 0]]


@pytest.mark.parametrize("name", ["a,size=3.png", "x,draws=1.png", "new\nline.png", "ü @ ï.png"])
def test_a_file_of_exactly_that_name_comes_before_options(place, name):
    Image.fromarray(pixels()).save(name)
    for options in ("", ",opacity=0.5"):
        given = load_cue(name + options, nothing)
        assert (given.name, given.source) == (Path(name).stem, name)
    assert given.opacity == 0.5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("mark.png,", "behind commas as in mark.png,size=30%"),
        ("mark.png size=3%", "behind commas as in mark.png,size=30%"),
        ("x" * 5000, "cannot be read as a picture"),
        ("mark.png,draws=1e3", "a whole number from 1 to 100, got '1e3'"),
        ("mark.png,draws=101", "a whole number from 1 to 100, got '101'"),
        ("mark.png,size=0.01px", "at least 1px large"),
        ("(mark).png", "a cue is called as its file"),
        ("text.png", "Pillow does not know what it is"),
        ("cut.png", "cannot be read as a picture"),
    ],
)
def test_what_is_wrong_says_what_to_do(place, text, said):
    for name in ("mark.png", "(mark).png", "cut.png"):
        Image.fromarray(pixels()).save(name)
    Path("cut.png").write_bytes(Path("cut.png").read_bytes()[:60])
    Path("text.png").write_text("hello")
    with pytest.raises(CallError) as told:
        load_cue(text, nothing)
    assert said in str(told.value)
    assert "0x" not in str(told.value)


def test_names_of_segments_and_of_images_may_hold_an_at_sign():
    known = {("t@g", "a.png"), ("tag", "b@c.png"), ("t@g", "b@c.png"), ("t", "g@a.png")}

    def look_up(name, image_id):
        if (name, image_id) not in known:
            raise unknown_name("image of --paste", image_id, [image for _, image in known])
        picture = Picture(ImageRef(image_id, None), Image.fromarray(pixels()), "")
        return picture, np.ones((6, 9), bool)

    for text, name, donor in [
        ("segment:t@g@b@c.png", "t@g", "b@c.png"),
        ("segment:tag@b@c.png", "tag", "b@c.png"),
        ("segment:t@g@a.png", "t", "g@a.png"),
    ]:
        given = load_cue(text, look_up)
        assert (given.name, given.donor) == (name, donor)
    with pytest.raises(UnknownNameError, match=r"'c\.png'"):
        load_cue("segment:tag@c.png", look_up)
