"""Cues: read as asked for, laid where they belong, and scrambled into the same pixels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from partwise.effects.cue import TILES, Cue, lay, load_cue, scramble
from partwise.errors import CallError, UnknownNameError
from partwise.framing import Framing
from partwise.images.picture import ImageRef, open_picture
from partwise.sources.parts import Amount

GREY = 100


def picture(shape=(40, 60), colour=GREY):
    pixels = np.full((*shape, 3), colour, np.uint8)
    return open_picture(ImageRef("grey.png", None, pixels=lambda: pixels))


def mark(height=8, width=12, *, alpha=255):
    """Each pixel another colour, none of them grey; opaque throughout."""
    rgba = np.empty((height, width, 4), np.uint8)
    rgba[..., 0] = np.arange(height)[:, None] * 3 + 150
    rgba[..., 1] = np.arange(width)[None] * 3 + 150
    rgba[..., 2], rgba[..., 3] = 200, alpha
    return rgba


def cue(rgba=None, *, size="12px", place="random", opacity=1.0, draws=1, **columns):
    amount = None if size is None else Amount.parse(size)
    return Cue("mark", mark() if rgba is None else rgba, "mark.png", amount, place, opacity, draws,
               **columns)  # fmt: skip


def laid(given=None, shown=None, *, framing=None, seed=(0,)):
    shown = shown or picture()
    return lay(given or cue(), shown, framing or Framing.identity(shown.shape), seed=seed)


def changed(image, before=GREY):
    return (np.asarray(image) != before).any(2)


def box(image):
    """(top, left, bottom, right) of what was changed."""
    rows, columns = np.nonzero(changed(image))
    return rows.min(), columns.min(), rows.max() + 1, columns.max() + 1


def nothing(name, image_id):
    raise AssertionError("no segment is asked for")


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Image.fromarray(mark()).save("mark.png")
    return tmp_path


# Laid on


def test_a_cue_is_laid_on_as_it_is_and_nothing_else_changes():
    found = laid()
    top, left, bottom, right = box(found.cue)
    assert (bottom - top, right - left) == (8, 12)
    pixels = np.asarray(found.cue)
    np.testing.assert_array_equal(pixels[top:bottom, left:right], mark()[..., :3])
    assert changed(found.cue).sum() == 8 * 12


def test_its_pieces_lie_in_the_same_place_with_the_same_pixels():
    for seed in range(20):
        found = laid(seed=(seed,))
        assert box(found.scrambled) == box(found.cue)
        pixels = [np.asarray(each)[changed(each)] for each in (found.cue, found.scrambled)]
        assert sorted(map(tuple, pixels[0].tolist())) == sorted(map(tuple, pixels[1].tolist()))
        assert (np.asarray(found.cue) != np.asarray(found.scrambled)).any()


@pytest.mark.parametrize(
    ("size", "wanted"), [("50%", (13, 20)), ("100%", (27, 40)), ("6px", (4, 6)), ("0.1px", (1, 1))]
)
def test_size_is_of_the_longer_side_in_pixels_or_of_the_pictures_shorter_side(size, wanted):
    top, left, bottom, right = box(laid(cue(size=size)).cue)
    assert (bottom - top, right - left) == wanted


def test_what_is_larger_than_the_picture_is_not_laid_on():
    assert laid(cue(size="61px")) is None
    assert laid(cue(mark(12, 4), size="41px")) is None
    assert box(laid(cue(size="60px")).cue) == (0, 0, 40, 60)
    assert laid(cue(mark(4, 12), size="100%"), picture((40, 40))) is not None


def test_opacity_mixes():
    given = cue(np.full((4, 4, 4), 255, np.uint8), size="4px", opacity=0.4)
    found = laid(given)
    assert changed(found.cue).sum() == 16
    wanted = GREY + 0.4 * (255 - GREY)
    assert np.abs(np.asarray(found.cue)[changed(found.cue)] - wanted).max() <= 1


def test_what_is_transparent_leaves_the_picture_alone():
    rgba = mark()
    rgba[2:5, :, 3] = 0
    found = laid(cue(rgba))
    for image in (found.cue, found.scrambled):
        assert changed(image).sum() == 5 * 12


def test_colours_of_transparent_pixels_do_not_bleed_when_resized():
    rgba = np.zeros((40, 40, 4), np.uint8)
    rgba[..., 0] = 255  # red where nothing is to be seen
    rgba[10:30, 10:30] = (0, 0, 255, 255)
    pixels = np.asarray(laid(cue(rgba, size="20px"), picture(colour=0)).cue)
    assert pixels[..., 0].max() <= 2
    assert pixels[..., 2].max() == 255


@pytest.mark.parametrize(
    ("place", "corner"),
    [
        ("centre", (16, 24)),
        ("top-left", (0, 0)),
        ("top-right", (0, 48)),
        ("bottom-left", (32, 0)),
        ("bottom-right", (32, 48)),
    ],
)
def test_places_have_names(place, corner):
    assert box(laid(cue(place=place)).cue)[:2] == corner
    # 23 does not divide into tiles
    found = laid(cue(mark(23, 23), size="23px", place=place))
    assert box(found.cue) == box(found.scrambled)


@pytest.mark.parametrize("place", ["random", "centre", "top-left", "bottom-right"])
def test_what_the_crop_hides_is_no_place(place):
    shown = picture((60, 200))
    # the middle square of 60 is in view, from column 70 on
    framing = Framing.resize_and_crop((60, 200), resize=30, crop=30)
    corners = set()
    for seed in range(30):
        top, left, bottom, right = box(
            laid(cue(place=place), shown, framing=framing, seed=(seed,)).cue
        )
        assert (top >= 0, bottom <= 60, left >= 70, right <= 130) == (True,) * 4
        corners.add((top, left))
    assert len(corners) == 1 or place == "random"
    if place == "random":
        assert min(left for _, left in corners) < 80
        assert max(left for _, left in corners) > 105
    if place == "top-left":
        assert corners == {(0, 70)}


def test_what_does_not_fit_into_view_lies_somewhere_on_the_picture():
    framing = Framing.resize_and_crop((40, 60), resize=40, crop=8)
    top, left, bottom, right = box(laid(framing=framing).cue)
    assert (bottom - top, right - left) == (8, 12)


def test_padding_around_the_picture_is_no_place():
    framing = Framing((40, 60), (100, 100), (1.0, 1.0), (30.0, 20.0))
    assert {box(laid(framing=framing, seed=(seed,)).cue)[2] <= 40 for seed in range(20)} == {True}


def test_places_follow_the_seed():
    assert box(laid(seed=(1, 0, 0)).cue) == box(laid(seed=(1, 0, 0)).cue)
    assert len({box(laid(seed=(1, 0, draw)).cue) for draw in range(10)}) > 5


def test_a_picture_of_one_pixel_takes_a_cue_of_one_pixel():
    found = laid(cue(size="100%"), picture((1, 1)))
    assert changed(found.cue).all()


@given(st.integers(1, 30), st.integers(1, 30), st.integers(0, 5))
def test_scrambling_keeps_the_size_and_every_pixel(height, width, seed):
    rgba = np.random.default_rng(seed).integers(0, 256, (height, width, 4), np.uint8)
    before = rgba.copy()
    pieces = scramble(rgba, np.random.default_rng(seed))
    assert pieces.shape == rgba.shape
    np.testing.assert_array_equal(rgba, before)
    assert sorted(pieces.reshape(-1, 4).tolist()) == sorted(rgba.reshape(-1, 4).tolist())


def test_scrambling_keeps_tiles_whole_and_moves_them():
    rows, columns = TILES, TILES + 3
    number = np.arange(rows * columns).reshape(rows, columns)
    rgba = np.zeros((2 * rows, 2 * columns, 4), np.uint8)
    rgba[..., 0] = number.repeat(2, 0).repeat(2, 1)
    pieces = scramble(rgba, np.random.default_rng(0))[..., 0]
    tiles = pieces.reshape(rows, 2, columns, 2)
    assert (tiles == tiles[:, :1, :, :1]).all()
    assert sorted(tiles[:, 0, :, 0].ravel().tolist()) == number.ravel().tolist()
    assert (pieces != rgba[..., 0]).mean() > 0.9


# A segment of another image


def segmented(shape=(40, 60), where=(slice(0, 9), slice(37, 60))):
    """A look-up that knows one image, of noise, with a slanted segment in a corner."""
    pixels = np.random.default_rng(0).integers(0, 90, (*shape, 3), np.uint8)
    drawn = np.zeros(shape, bool)
    drawn[where] = True
    drawn[0, :40] = False
    shown = open_picture(ImageRef("dogs/7.png", None, pixels=lambda: pixels))

    def look_up(name, image_id):
        assert (name, image_id) == ("tag", "dogs/7.png")
        return shown, drawn

    return look_up, pixels, drawn


@pytest.mark.parametrize("where", [(slice(0, 9), slice(37, 60)), (slice(17, 40), slice(3, 26))])
def test_a_segment_as_drawn_lands_where_it_was_on_a_picture_of_its_own_size(where):
    look_up, pixels, drawn = segmented(where=where)
    given = load_cue("segment:tag@dogs/7.png,place=as-drawn", look_up)
    found = laid(given)
    assert (changed(found.cue) == drawn).all()
    np.testing.assert_array_equal(np.asarray(found.cue)[drawn], pixels[drawn])
    assert changed(found.scrambled).sum() == drawn.sum()
    assert (given.name, given.donor, given.draws) == ("tag", "dogs/7.png", 1)


def test_a_segment_as_drawn_grows_with_the_picture():
    look_up, _, _ = segmented(where=(slice(10, 20), slice(30, 40)))
    given = load_cue("segment:tag@dogs/7.png,place=as-drawn", look_up)
    assert box(laid(given, picture((80, 120))).cue) == (20, 60, 40, 80)
    # a square: the size goes with the shorter side, the place with each
    assert box(laid(given, picture((40, 40))).cue) == (10, 18, 20, 28)


def test_a_segment_anywhere_keeps_its_size():
    look_up, _, _ = segmented()
    given = load_cue("segment:tag@dogs/7.png", look_up)
    assert given.text == "segment:tag@dogs/7.png:draws=3,opacity=1,place=random,size=as-drawn"
    top, left, bottom, right = box(laid(given).cue)
    assert (bottom - top, right - left) == (9, 23)


# How they are asked for


def test_a_file_gives_name_pixels_and_text(place):
    given = load_cue("mark.png", nothing)
    assert given.name == "mark"
    assert given.text == "mark.png:draws=3,opacity=1,place=random,size=30%"
    np.testing.assert_array_equal(given.rgba, mark())


def test_options_follow_behind_commas_in_any_order(place):
    given = load_cue(" mark.png , place=centre,opacity=0.50 ,size=20px ", nothing)
    assert given.text == "mark.png:draws=1,opacity=0.5,place=centre,size=20px"
    assert load_cue("mark.png,draws=7", nothing).draws == 7


@pytest.mark.parametrize("name", ["a,b.png", "a:b.png", "d/e,f=g/mark.png", "a=b.png", "100%.png"])
def test_names_of_files_may_hold_commas_and_colons(place, name):
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(mark()).save(name)
    given = load_cue(f"{name},size=10px", nothing)
    assert given.name == Path(name).stem
    assert given.text == f"{Path(name).name}:draws=3,opacity=1,place=random,size=10px"


def test_a_picture_without_transparency_is_opaque(place):
    Image.fromarray(mark()[..., :3]).save("flat.png")
    Image.fromarray(mark()[..., 0]).save("grey.png")
    for name in ("flat.png", "grey.png"):
        assert (load_cue(name, nothing).rgba[..., 3] == 255).all()


def test_the_digest_is_that_of_the_pixels(place):
    Image.fromarray(mark()).save("copy.png")
    Image.fromarray(mark(8, 11)).save("other.png")
    one, copy, other = (
        load_cue(name, nothing).digest for name in ("mark.png", "copy.png", "other.png")
    )
    assert one == copy != other
    # the same bytes in another shape
    assert cue(np.ones((2, 3, 4), np.uint8)).digest != cue(np.ones((3, 2, 4), np.uint8)).digest


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("gone.png", "no such file"),
        ("notes.txt", "cannot be read as a picture"),
        (".", "cannot be read as a picture"),
        ("empty.png", "cannot be read as a picture"),
        ("clear.png", "nothing of it is opaque"),
        ("mark.png,opacity=0.001", "nothing of it is opaque"),
        ("", "give a picture"),
        (",size=3px", "give a picture"),
        ("(mark).png", "reserved"),
        ("mark.png,size=101%", "larger than the picture"),
        ("mark.png,size=3", "size: write an amount above 0"),
        ("mark.png,size=-3px", "size: write an amount above 0"),
        ("mark.png,size=as-drawn", "only a segment"),
        ("mark.png,place=as-drawn", "only a segment"),
        ("mark.png,opacity=0", "opacity must be above 0 and at most 1, got '0'"),
        ("mark.png,opacity=1.5", "opacity"),
        ("mark.png,opacity=nan", "opacity"),
        ("mark.png,opacity=much", "opacity"),
        ("mark.png,draws=0", "draws must be a whole number from 1"),
        ("mark.png,draws=1.5", "draws"),
        ("mark.png,draws=1,draws=2", "given twice"),
        ("segment:tag", "segment:NAME@IMAGE"),
        ("segment:@dogs/7.png", "segment:NAME@IMAGE"),
        ("segment:tag@", "segment:NAME@IMAGE"),
    ],
)
def test_what_cannot_be_is_refused(place, text, said):
    Path("notes.txt").write_text("no picture")
    Path("empty.png").write_bytes(b"")
    Image.fromarray(mark(alpha=0)).save("clear.png")
    Image.fromarray(mark()).save("(mark).png")
    with pytest.raises(CallError) as told:
        load_cue(text, nothing)
    assert said in str(told.value)
    assert "--paste" in str(told.value)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("mark.png,place=center", "'centre'"),
        ("mark.png,place=topleft", "'top-left'"),
        ("mark.png,sise=30%", "'size'"),
    ],
)
def test_unknown_names_are_told_with_the_nearest(place, text, nearest):
    with pytest.raises(UnknownNameError) as told:
        load_cue(text, nothing)
    assert f"Nearest known: {nearest}" in str(told.value)


def test_a_segment_that_covers_nothing_is_refused():
    look_up, _, drawn = segmented()
    drawn[:] = False
    with pytest.raises(CallError, match="covers no pixel"):
        load_cue("segment:tag@dogs/7.png", look_up)
