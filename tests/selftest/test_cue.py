"""Cues: where they lie is what changes, and placeless ones lie in no segment."""

from __future__ import annotations

import numpy as np
import pytest

import partwise.selftest.cue as cues
from partwise.errors import CallError
from partwise.segments import BACKGROUND
from partwise.selftest.cue import KINDS, OPACITIES, PLACELESS, SIZES, Cue, picture_of
from partwise.selftest.scene import draw_scene

LAID = [kind for kind in KINDS if kind not in (*PLACELESS, "texture")]
EVERY = [(opacity, size) for opacity in OPACITIES for size in SIZES]


def changed(cue, number):
    scene = draw_scene(number % 6, 3, number)
    with_it, without = picture_of(scene, cue, seed=number), picture_of(scene)
    return np.any(with_it.pixels != without.pixels, axis=-1), with_it, without, scene


@pytest.mark.parametrize("kind", LAID)
@pytest.mark.parametrize(("opacity", "size"), EVERY)
def test_only_pixels_of_the_cue_s_segment_change(kind, opacity, size):
    for number in range(5):
        moved, shown, *_ = changed(Cue(kind, opacity, size), number)
        own = shown.masks[kind]
        # a rim is painted in part, and belongs to what covers half of it
        near = own | np.roll(own, 1, 0) | np.roll(own, -1, 0) | np.roll(own, 1, 1)
        assert not (moved & ~(near | np.roll(own, -1, 1))).any()
        assert (moved & own).sum() > 0.25 * own.sum()


@pytest.mark.parametrize("kind", LAID)
@pytest.mark.parametrize("opacity", [0.3, 1.0])
def test_what_a_cue_hides_is_of_no_other_segment_and_what_shows_through_is(kind, opacity):
    _, shown, without, scene = changed(Cue(kind, opacity), 4)
    _, cover, _ = cues._LAID[kind](64, 1.0, np.random.default_rng(4))
    hidden = opacity * cover >= 0.5
    assert hidden.any() == (opacity == 1.0)
    for name, mask in without.masks.items():
        left = mask & ~hidden
        assert np.array_equal(shown.masks.get(name, np.zeros_like(mask)), left), name
    assert scene.masks.keys() == without.masks.keys()


def test_a_texture_lies_in_the_background_and_leaves_the_creature_alone():
    moved, shown, without, scene = changed(Cue("texture", 1.0), 6)
    far = np.abs(shown.pixels.astype(int) - without.pixels).max(-1)
    assert far[scene.cover > 0.999].max() <= 1  # as bytes are rounded
    assert moved[shown.masks[BACKGROUND]].mean() > 0.4
    assert shown.masks.keys() == without.masks.keys()


@pytest.mark.parametrize("kind", PLACELESS)
def test_a_placeless_cue_changes_the_picture_everywhere_and_adds_no_segment(kind):
    cue = Cue(kind, 1.0)
    moved, shown, without, _ = changed(cue, 2)
    assert cue.segment is None
    assert shown.masks.keys() == without.masks.keys()
    assert all(moved[mask].mean() > 0.2 for mask in shown.masks.values() if mask.sum() > 40)


@pytest.mark.parametrize("kind", [*LAID, "texture"])
def test_more_opacity_changes_more(kind):
    far = [
        np.abs(
            changed(Cue(kind, opacity), 3)[1].pixels.astype(float)
            - changed(Cue(kind, opacity), 3)[2].pixels
        ).sum()
        for opacity in OPACITIES
    ]
    assert far == sorted(far)
    assert far[0] > 0


@pytest.mark.parametrize("kind", LAID)
def test_a_larger_cue_has_a_larger_segment(kind):
    areas = [changed(Cue(kind, 0.6, size), 3)[1].masks[kind].sum() for size in SIZES]
    assert areas[0] < areas[1] < areas[2]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"kind": "logo"}, "unknown cue 'logo'"),
        ({"kind": "tag", "opacity": 0.0}, "opacity of a cue is above 0"),
        ({"kind": "tag", "size": 9.0}, "size of a cue is from 0.25 to 2, got 9.0"),
    ],
)
def test_what_is_no_cue_is_refused(given, said):
    with pytest.raises(CallError, match=said):
        Cue(**given)
