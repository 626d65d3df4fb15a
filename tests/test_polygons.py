"""Polygons: outlines drawn by area, whatever their size, shape and place."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

import oracles
from drawing import mask
from partwise.errors import AnnotationError
from partwise.polygons import Polygons, draw


def square(low: float, high: float) -> np.ndarray:
    return np.array([[low, low], [high, low], [high, high], [low, high]], float)


def circle(x: float, y: float, radius: float, points: int = 400) -> np.ndarray:
    turn = np.linspace(0, 2 * np.pi, points, endpoint=False)
    return np.c_[x + radius * np.cos(turn), y + radius * np.sin(turn)]


def shoelace(ring: np.ndarray) -> float:
    x, y = ring.T
    return abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2


def area(*rings: np.ndarray, shape=(64, 64)) -> float:
    return float(draw(rings, shape).sum(dtype=float))


@pytest.mark.parametrize(
    "ring",
    [
        square(10, 30),
        square(10.3, 30.7),
        np.array([[5, 5], [45, 5], [5, 35]], float),
        np.array([[32, 4], [60, 33], [20, 61]], float),
        circle(32, 32, 20),
        circle(31.7, 32.2, 5),
        square(10.2, 10.9),
        np.array([[5.2, 5.2], [5.3, 25.2], [5.35, 5.1]]),
    ],
)
def test_the_area_is_exact_and_lies_where_the_outline_does(ring):
    for each in (ring, ring[::-1], np.roll(ring, 1, axis=0)):
        assert area(each) == pytest.approx(shoelace(ring), rel=1e-5)


def test_what_is_drawn_pulls_to_no_side():
    cover = draw([circle(31.37, 32.21, 10)], (64, 64)).astype(float)
    rows, columns = np.indices(cover.shape) + 0.5
    assert (cover * columns).sum() / cover.sum() == pytest.approx(31.37, abs=1e-3)
    assert (cover * rows).sum() / cover.sum() == pytest.approx(32.21, abs=1e-3)


coordinate = st.integers(-12 * 64, 20 * 64).map(lambda at: at / 64)
rings = arrays.arrays(float, st.tuples(st.integers(3, 7), st.just(2)), elements=coordinate)


@given(rings)
@settings(max_examples=150, deadline=None)
def test_coverage_agrees_with_points_tested_one_by_one(ring):
    got, exact = draw([ring], (8, 8)), oracles.polygon_cover([ring], (8, 8))
    assert got.min() >= 0
    assert got.max() <= 1
    # where an outline crosses itself inside a pixel, its share of that pixel is not exact
    off = np.abs(got - exact)
    near = np.zeros(off.shape, bool)
    for start, stop in zip(ring, np.roll(ring, -1, axis=0), strict=True):
        along = start + np.linspace(0, 1, 3200)[:, None] * (stop - start)
        x, y = np.floor(along).astype(int).T
        seen = (x >= 0) & (y >= 0) & (x < 8) & (y < 8)
        near[y[seen], x[seen]] = True
    assert off[~near].max(initial=0) < 0.01


@given(st.lists(st.tuples(coordinate, coordinate), min_size=3, max_size=3))
@settings(max_examples=150, deadline=None)
def test_a_triangle_covers_each_pixel_by_its_exact_share(points):
    ring = np.array(points, float)
    np.testing.assert_allclose(
        draw([ring], (8, 8)), oracles.polygon_cover([ring], (8, 8)), atol=0.05
    )


def test_a_pixel_covered_by_half_belongs_to_the_mask():
    half = np.array([[0, 0], [1.5, 0], [1.5, 1], [0, 1]])
    np.testing.assert_array_equal(Polygons((1, 3), [half]).to_rle().to_mask(), mask("##."))


def test_whole_pixels_are_drawn_as_they_are():
    drawn = Polygons((4, 4), [square(1, 3)]).to_rle().to_mask()
    np.testing.assert_array_equal(drawn, mask("....", ".##.", ".##.", "...."))


def test_overlapping_outlines_leave_no_hole():
    both = draw([square(2, 6), square(4, 8)], (10, 10))
    np.testing.assert_array_equal(both[2:6, 2:6], 1)
    np.testing.assert_array_equal(both[4:8, 4:8], 1)
    assert Polygons((10, 10), [square(2, 6), square(2, 6)]).to_rle().area == 16


def test_an_outline_that_crosses_itself_covers_both_its_halves():
    bow = np.array([[0, 0], [40, 40], [40, 0], [0, 40]], float)
    assert area(bow) == pytest.approx(800, rel=1e-3)


def test_what_leaves_the_frame_is_cut_off():
    assert area(square(-8, 8), shape=(16, 16)) == 64
    assert area(square(8, 24), shape=(16, 16)) == 64
    np.testing.assert_array_equal(draw([square(-5, 25)], (16, 16)), 1)


@pytest.mark.parametrize("at", [(-9, 0), (0, -9), (20, 0), (0, 20), (-1e6, -1e6), (1e6 - 4, 0)])
def test_what_lies_outside_covers_nothing(at):
    assert area(square(0, 4) + at, shape=(16, 16)) == 0


def test_an_outline_just_left_of_the_frame_does_not_touch_its_first_column():
    beside = np.array([[-3, 1], [-0.2, 1], [-0.2, 3], [-3, 3]], float)
    reaching = np.array([[9, 0], [10, 1], [10, 0]], float)
    cover = draw([beside, reaching], (4, 12))
    assert not cover[:, :4].any()
    corner = np.array([[-1, -1], [1, -1], [-1, 1]], float)
    assert area(corner, shape=(4, 4)) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("reach", [10, 1e3, 1e6])
def test_however_far_an_outline_reaches_its_part_in_the_frame_is_right(reach):
    slope = np.array([[-reach, -reach], [reach, -reach], [-reach, reach]])  # left of x + y = 0
    cover = draw([np.add(slope, 4)], (8, 8))  # now left of x + y = 8
    assert cover.sum(dtype=float) == pytest.approx(32, abs=0.01)
    assert cover[0, 0] == 1
    assert cover[7, 7] == 0


@pytest.mark.parametrize(
    "ring",
    [
        [[3, 3], [9, 3], [3, 3]],
        [[3, 3], [9, 9], [6, 6]],
        [[5.5, 5.5]] * 3,
        [[5.3, 5.3], [5.301, 5.3], [5.3, 5.301]],
        [[5, 5]] * 4,
    ],
)
def test_an_outline_without_area_still_covers_a_little(ring):
    cover = draw([np.array(ring, float)], (16, 16))
    assert 0 < cover.sum() < 3


def test_outlines_that_share_an_edge_leave_no_seam():
    left = np.array([[2, 2], [5.5, 2], [5.5, 8], [2, 8]])
    right = np.array([[5.5, 2], [9, 2], [9, 8], [5.5, 8]])
    np.testing.assert_allclose(draw([left, right], (10, 10))[2:8, 2:9], 1)


@pytest.mark.parametrize(
    ("outlines", "says"),
    [
        ([], "at least one outline"),
        ([[[0, 0], [1, 1]]], "three or more points"),
        ([[0, 0, 1, 1, 2, 0]], "three or more points"),
        ([[[0, 0, 0]] * 3], "three or more points"),
        ([square(0, 1), [[0, 0]]], "three or more points"),
        ([[[0, 0], [1, np.nan], [1, 1]]], "not finite"),
        ([[[0, 0], [1, -np.inf], [1, 1]]], "not finite"),
        ([[[0, 0], [1, 1_000_001], [1, 1]]], "beyond ±1,000,000"),
        ([[["a", "b"]] * 3], "needs numbers"),
        ([[[0, 0], [1], [2, 2]]], "needs numbers"),
        ([[[0, 0], [1, None], [2, 2]]], "not finite|needs numbers"),
    ],
)
def test_odd_outlines_are_refused(outlines, says):
    with pytest.raises(AnnotationError, match=says):
        Polygons((4, 4), outlines)


def test_outlines_are_values():
    ring = square(1, 3)
    drawn = Polygons((4, 4), [ring])
    ring[:] = 0
    assert drawn.to_rle().area == 4
    with pytest.raises(ValueError, match="read-only"):
        drawn.rings[0][0] = 9
