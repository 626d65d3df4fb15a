"""Previews: small, faithful within 8 bits, and never an error."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image

from partwise.images.previews import MAP_SIDE, PICTURE_SIDE, preview_map, preview_picture


def restored(preview) -> np.ndarray:
    return np.frombuffer(preview.pixels, np.int8).reshape(preview.shape) / 127 * preview.scale


@given(arrays(np.float32, (5, 7), elements=st.floats(-(2.0**127), 2.0**127, width=32)))
def test_a_small_map_comes_back_within_half_a_step(saliency):
    preview = preview_map(saliency)
    step = preview.scale / 127
    assert np.abs(restored(preview) - saliency.astype(float)).max() <= 0.5001 * step
    assert preview.scale == np.abs(saliency).max()


def test_zero_stays_zero_and_the_sign_is_kept():
    preview = preview_map(np.array([[0, 2, -2]], np.float32))
    assert restored(preview).tolist() == [[0, 2, -2]]


def test_a_large_map_is_shrunk_by_area():
    saliency = np.zeros((4 * MAP_SIDE, 2 * MAP_SIDE), np.float32)
    saliency[:2, :2] = 16
    preview = preview_map(saliency)
    assert preview.shape == (MAP_SIDE, MAP_SIDE // 2)
    assert preview.scale == pytest.approx(4)


def test_a_picture_becomes_a_small_jpeg_of_its_colours():
    picture = Image.new("RGB", (4 * PICTURE_SIDE, 40), (200, 30, 60))
    preview = preview_picture(picture)
    shown = Image.open(io.BytesIO(preview.pixels))
    assert shown.format == "JPEG"
    assert shown.size == (PICTURE_SIDE, 10)
    assert np.abs(np.subtract(shown.getpixel((5, 5)), (200, 30, 60))).max() < 6


def test_one_pixel_is_enough():
    assert preview_picture(Image.new("RGB", (1, 1))).shape == (1, 1)
    assert preview_picture(Image.new("RGB", (5000, 1))).shape == (1, PICTURE_SIDE)
