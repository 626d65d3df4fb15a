"""Scene: what is known of a picture before, and how much it changed after."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from drawing import mask, picture
from partwise.effects.scene import Scene, replace_region

EVERYWHERE = np.ones((2, 3), bool)


def scene(*channels, in_image=EVERYWHERE):
    return Scene(np.stack(channels), in_image, seed=0)


def test_mean_and_deviation_are_those_of_the_image_without_its_padding():
    made = scene(
        picture("1 3 99", "1 3 99"), picture("0 8 -7", "0 8 -7"), in_image=mask("##.", "##.")
    )
    assert made.mean.tolist() == [2, 4]
    # variances 1 and 16 around the means of the channels
    assert made.deviation == pytest.approx(math.sqrt((1 + 16) / 2))


def test_change_and_colour_change_by_hand():
    made = scene(picture("0 2 0", "2 0 2"))  # deviation 1
    found = replace_region(made, np.array([0, 1]), np.array([[3, -1]], np.float32))
    assert found.inputs.tolist() == [[[3, -1, 0], [2, 0, 2]]]
    # each pixel moves by 3, one up and one down: the mean colour stays
    assert (found.change, found.colour_change) == (3, 0)
    lifted = replace_region(made, np.array([0, 1]), np.array([[3, 5]], np.float32))
    assert (lifted.change, lifted.colour_change) == (3, 3)


def test_changes_are_means_over_channels_too():
    made = scene(picture("0 2 0", "2 0 2"), picture("0 2 0", "2 0 2"))
    found = replace_region(made, np.array([0]), np.array([[4], [0]], np.float32))
    assert found.change == pytest.approx(math.sqrt((16 + 0) / 2))
    assert found.colour_change == found.change


def test_a_flat_picture_changes_without_bound_or_not_at_all():
    flat = scene(picture("5 5 5", "5 5 5"))
    moved = replace_region(flat, np.array([1]), np.array([[6]], np.float32))
    assert (moved.change, moved.colour_change) == (math.inf, math.inf)
    kept = replace_region(flat, np.array([1]), np.array([[5]], np.float32))
    assert (kept.change, kept.colour_change) == (0, 0)


def test_nothing_replaced_is_no_change():
    made = scene(picture("0 2 0", "2 0 2"))
    found = replace_region(made, np.empty(0, np.intp), np.empty((1, 0), np.float32))
    assert (found.change, found.colour_change) == (0, 0)
    assert (found.inputs == made.inputs).all()


def test_an_image_of_which_no_pixel_is_in_view_has_a_mean_all_the_same():
    made = scene(picture("1 2 3", "4 5 6"), in_image=np.zeros((2, 3), bool))
    assert (made.mean.tolist(), made.deviation) == ([0], 0)


@given(
    arrays.arrays(
        np.float32,
        st.tuples(st.sampled_from([1, 3, 4]), st.integers(1, 5), st.integers(1, 5)),
        elements=st.floats(-1e6, 1e6, width=32),
    ),
    st.randoms(use_true_random=False),
)
def test_only_the_region_changes_and_by_as_much_as_counted_one_by_one(pixels, random):
    made = Scene(pixels, np.ones(pixels.shape[1:], bool), seed=0)
    count = pixels[0].size
    region = np.array(sorted(random.sample(range(count), random.randint(1, count))), np.intp)
    values = np.array([[random.uniform(-1e6, 1e6) for _ in region] for _ in pixels], np.float32)
    before = pixels.copy()
    found = replace_region(made, region, values)
    assert (made.inputs == before).all()
    wanted = before.reshape(len(pixels), -1)
    moves = [
        [float(values[c][at]) - float(wanted[c][pixel]) for at, pixel in enumerate(region)]
        for c in range(len(pixels))
    ]
    wanted[:, region] = values
    assert (found.inputs.reshape(wanted.shape) == wanted).all()
    if made.deviation > 0:
        squares = [move * move for channel in moves for move in channel]
        assert found.change == pytest.approx(
            math.sqrt(math.fsum(squares) / len(squares)) / made.deviation, rel=1e-5, abs=1e-9
        )
        colours = [math.fsum(channel) / len(channel) for channel in moves]
        assert found.colour_change == pytest.approx(
            math.sqrt(math.fsum(each * each for each in colours) / len(colours)) / made.deviation,
            rel=1e-4,
            abs=1e-6 * found.change,
        )
        assert found.colour_change <= found.change * (1 + 1e-6)
