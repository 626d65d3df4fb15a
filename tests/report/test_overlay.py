"""Overlay: colour is the sign, opacity the strength."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from partwise.report.overlay import AGAINST, FOR, overlay


def drawn(*rows):
    signed = np.array(rows, np.int8)
    return np.asarray(
        Image.open(io.BytesIO(overlay(signed.tobytes(), signed.shape))).convert("RGBA")
    )


def test_orange_speaks_for_and_blue_against():
    (first, second), (third, _) = drawn([127, -127], [40, 0])
    assert (tuple(first), tuple(second)) == ((*FOR, 255), (*AGAINST, 255))
    assert tuple(third[:3]) == FOR
    assert 0 < third[3] < 255


def test_what_says_nothing_is_not_drawn():
    assert drawn([0, 127], [0, -3])[:, 0, 3].tolist() == [0, 0]
    assert not drawn([0, 0])[..., 3].any()


@pytest.mark.parametrize("sign", [1, -1])
def test_what_is_stronger_is_less_transparent(sign):
    opacity = drawn(list(sign * np.arange(128)))[0, :, 3].astype(int)
    assert (np.diff(opacity) >= 0).all()
    assert opacity[-1] == 255


def test_one_extreme_pixel_does_not_hide_the_others():
    weak = np.full((20, 20), 12)
    weak[0, 0] = 127
    assert (drawn(*weak)[1:, 1:, 3] == 255).all()
