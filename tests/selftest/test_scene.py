"""Scenes: exact masks, and classes that differ in head and tail alone."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import partwise.selftest.scene as scenes
from partwise.segments import BACKGROUND
from partwise.selftest.scene import CLASSES, EVIDENCE, PARTS, SIDE, draw_scene

NUMBERS = st.integers(0, 10**6)
LABELS = st.integers(0, len(CLASSES) - 1)
FINER = 16


@given(LABELS, NUMBERS)
def test_every_pixel_is_of_one_part_or_of_the_background(label, number):
    scene = draw_scene(label, 1, number)
    assert np.array_equal(sum(mask.astype(int) for mask in scene.masks.values()), np.ones((64, 64)))
    assert {BACKGROUND, *PARTS} >= scene.masks.keys()


@pytest.mark.parametrize("label", range(len(CLASSES)))
def test_a_part_s_mask_is_what_it_covers_by_half_counted_sixteen_times_as_finely(
    label, monkeypatch
):
    outlines = {}
    creature = scenes._creature
    monkeypatch.setattr(
        scenes, "_creature", lambda *given: outlines.setdefault(0, creature(*given))
    )
    scene = draw_scene(label, 2, label)
    hidden = np.zeros((SIDE, SIDE), bool)
    for name in reversed(PARTS):
        fine = np.zeros((SIDE * FINER, SIDE * FINER), np.uint8)
        for points in outlines[0][name]:
            one = np.zeros_like(fine)
            cv2.fillPoly(one, [np.round(points * FINER - 0.5).astype(np.int32)], 1)
            fine |= one
        share = fine.reshape(SIDE, FINER, SIDE, FINER).mean((1, 3))
        sure = np.abs(share - 0.5) > 0.2  # the two round in their own ways
        mask = scene.masks.get(name, np.zeros((SIDE, SIDE), bool))
        assert np.array_equal((mask & ~hidden)[sure], ((share > 0.5) & ~hidden)[sure]), name
        assert mask.sum() == pytest.approx(((share > 0.5) & ~hidden).sum(), abs=8, rel=0.2)
        hidden |= share > 0.5


@given(LABELS, LABELS, NUMBERS)
def test_one_scene_in_two_classes_differs_in_head_and_tail_alone_but_for_its_place(
    one, other, number
):
    a, b = (scenes._creature(label, np.random.default_rng(number)) for label in (one, other))

    def about(creature, name):
        """Beside where the body is, and how large."""
        (body,) = creature["body"]
        long = np.linalg.norm(body[0] - body.mean(0))
        return np.concatenate([each - body.mean(0) for each in creature[name]]) / long

    same = {name for name in PARTS if _alike(about(a, name), about(b, name))}
    assert same >= {*PARTS} - {*EVIDENCE}
    assert ("head" in same) == (one // 2 == other // 2)
    assert ("tail" in same) == (one % 2 == other % 2)


def _alike(one, other):
    return one.shape == other.shape and np.allclose(one, other)


@given(LABELS, NUMBERS)
def test_all_of_a_creature_is_in_view(label, number):
    for outlines in scenes._creature(label, np.random.default_rng(number)).values():
        for points in outlines:
            assert points.min() > 0
            assert points.max() < SIDE


def test_the_same_number_is_the_same_scene_and_another_seed_another():
    first, again, other = draw_scene(3, 1, 5), draw_scene(3, 1, 5), draw_scene(3, 2, 5)
    assert np.array_equal(first.picture, again.picture)
    assert not np.array_equal(first.picture, other.picture)


def test_another_background_shows_only_where_the_creature_does_not_cover():
    scene = draw_scene(1, 1, 7)
    black = scene.before(np.zeros_like(scene.background))
    covered = scene.cover > 0.999
    assert np.allclose(black[covered], scene.picture[covered], atol=2e-3)
    assert not black[scene.cover == 0].any()


def test_colours_and_light_say_nothing_of_the_class():
    means = np.array(
        [[draw_scene(label, 5, n).background.mean((0, 1)) for n in range(40)] for label in (0, 5)]
    )
    assert np.array_equal(means[0], means[1])
