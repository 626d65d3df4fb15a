"""Outlines: what a path surrounds is what the mask holds."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw

from drawing import mask
from partwise.report.outlines import outline, trace

PLACE = (0.0, 0.0, 256.0, 256.0)


def filled(path, shape=(256, 256)):
    """Fill a path by the even-odd rule, ring by ring."""
    whole = Image.new("1", shape[::-1])
    for ring in re.findall(r"M[^Z]*Z", path):
        x = y = 0.0
        points = []
        for step, first, second in re.findall(r"([MLHV])(-?[\d.]+)(?: (-?[\d.]+))?", ring):
            if step == "H":
                x = float(first)
            elif step == "V":
                y = float(first)
            else:
                x, y = float(first), float(second)
            points.append((x - 0.5, y - 0.5))
        drawn = Image.new("1", shape[::-1])
        ImageDraw.Draw(drawn).polygon(points, fill=1)
        whole = ImageChops.logical_xor(whole, drawn)
    return np.asarray(whole)


def scaled(small):
    factor = 256 // small.shape[0]
    return np.repeat(np.repeat(small, factor, 0), factor, 1)


@given(st.lists(st.booleans(), min_size=64, max_size=64))
def test_a_traced_mask_filled_again_is_the_mask_but_for_its_edge(pixels):
    small = np.array(pixels).reshape(8, 8)
    wrong = filled(trace(small, PLACE)) ^ scaled(small)
    # a pixel of the small mask is 32 wide: an edge that is drawn one off is 1/32 of it
    assert wrong.mean() < 0.05


def test_a_hole_stays_open():
    ring = mask("####", "#..#", "#..#", "####")
    found = filled(trace(ring, PLACE))
    assert not found[100:156, 100:156].any()
    assert found[10:50, 10:246].all()


def test_the_path_lies_where_the_picture_is_told_to():
    assert trace(mask("##", "##"), (10, 20, 4, 6)) == "M10 20V26H14V20Z"


def test_a_mask_of_nothing_has_no_path():
    assert trace(mask("..", ".."), PLACE) == ""


def row(**given):
    names = ("image_outlines", "image_starts", "image_ends", "input_starts", "input_ends")
    return dict.fromkeys(names) | given


def test_outlines_as_drawn_are_scaled_and_not_traced():
    drawn = row(image_outlines=[[1.0, 1.0, 3.0, 1.0, 3.0, 2.0]])
    assert outline(drawn, (4, 4), (9, 9), (8, 8), PLACE) == "M2 2H6V4Z"


@pytest.mark.parametrize(("frame", "place"), [("image", (0, 0, 8, 8)), ("input", (2, 2, 4, 4))])
def test_runs_lie_in_the_frame_that_they_are_of(frame, place):
    given = row(**{f"{frame}_starts": [0], f"{frame}_ends": [4]})
    left, top, width, height = place
    expected = f"M{left} {top}V{top + height}H{left + width}V{top}Z"
    assert outline(given, (2, 2), (2, 2), (8, 8), (2, 2, 4, 4)) == expected


def test_a_segment_out_of_view_has_no_edges():
    assert outline(row(), (2, 2), (2, 2), (8, 8), PLACE) == ""
