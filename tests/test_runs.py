"""runs: scanning, painting, and resampling by area against exact fractions."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

import oracles
from drawing import mask, picture
from partwise import runs
from partwise.rle import Rle

small = arrays.array_shapes(min_dims=2, max_dims=2, max_side=6)
scales = st.fractions(Fraction(1, 8), 5, max_denominator=16)
offsets = st.fractions(-12, 8, max_denominator=16)


def covered(drawn, scale, offset, out_shape) -> np.ndarray:
    rle = Rle.from_mask(drawn)
    return runs.coverage(
        rle.starts,
        rle.ends,
        shape=rle.shape,
        scale=(float(scale[0]), float(scale[1])),
        offset=(float(offset[0]), float(offset[1])),
        out_shape=out_shape,
    )


@given(
    drawn=small.flatmap(lambda shape: arrays.arrays(bool, shape)),
    scale=st.tuples(scales, scales),
    offset=st.tuples(offsets, offsets),
    out_shape=small,
)
@settings(max_examples=300, deadline=None)
def test_coverage_is_the_exact_overlap_at_any_scale_and_offset(drawn, scale, offset, out_shape):
    got = covered(drawn, scale, offset, out_shape)
    exact = oracles.coverage(drawn, scale, offset, out_shape)
    assert got.dtype == np.float32
    np.testing.assert_allclose(got, np.array(exact, float), atol=1e-6)


@given(
    drawn=small.flatmap(lambda shape: arrays.arrays(bool, shape)),
    scale=st.tuples(scales, scales),
)
@settings(deadline=None)
def test_area_is_kept_where_all_of_the_mask_is_in_view(drawn, scale):
    out_shape = tuple(int(side * by) + 2 for side, by in zip(drawn.shape, scale, strict=True))
    got = covered(drawn, scale, (0.5, 0.25), out_shape)
    assert got.sum(dtype=float) == pytest.approx(drawn.sum() * float(scale[0] * scale[1]), abs=1e-5)


def test_a_mask_that_does_not_move_covers_its_own_pixels():
    drawn = mask("#..", ".##", "#.#")
    np.testing.assert_array_equal(covered(drawn, (1, 1), (0, 0), (3, 3)), drawn)


def test_half_the_size_covers_by_quarters():
    drawn = mask("##..", "#...", "..##", "..##")
    expected = picture("0.75 0", "0 1")
    np.testing.assert_array_equal(covered(drawn, (0.5, 0.5), (0, 0), (2, 2)), expected)


def test_twice_the_size_covers_each_pixel_four_times():
    expected = np.kron(mask("#.", ".#"), np.ones((2, 2)))
    np.testing.assert_array_equal(covered(mask("#.", ".#"), (2, 2), (0, 0), (4, 4)), expected)


def test_a_negative_offset_crops_and_a_positive_one_pads():
    drawn = mask("##", "##")
    np.testing.assert_array_equal(
        covered(drawn, (1, 1), (-1, -0.5), (2, 2)), picture("1 .5", "0 0")
    )
    np.testing.assert_array_equal(covered(drawn, (1, 1), (1, 0.5), (2, 2)), picture("0 0", ".5 1"))


@pytest.mark.parametrize("offset", [(5, 0), (0, 5), (-5, 0), (0, -5), (1e9, 0), (0, -1e9)])
def test_a_mask_moved_out_of_view_covers_nothing(offset):
    assert not covered(mask("##", "##"), (1, 1), offset, (4, 4)).any()


@pytest.mark.parametrize("size", [1, 3, 7, 100, 257, 1000])
def test_a_full_mask_shrunk_to_any_size_covers_it_wholly(size):
    got = covered(np.ones((100, 90), bool), (size / 100, size / 90), (0, 0), (size, size))
    np.testing.assert_allclose(got, 1, atol=1e-6)
    assert (got >= 0.5).all()


@given(arrays.arrays(np.uint8, st.integers(0, 60), elements=st.sampled_from([0, 1, 7, 255])))
@settings(deadline=None)
def test_scanning_finds_the_runs_of_what_is_not_zero(flat):
    starts, ends = runs.scan(flat)
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == oracles.runs(flat != 0)


@given(arrays.arrays(np.int16, st.integers(1, 60), elements=st.integers(-2, 2)))
@settings(deadline=None)
def test_scanning_labels_splits_where_they_change(flat):
    labels, starts, ends = runs.scan_labels(flat)
    edges = np.flatnonzero(np.diff(flat)) + 1
    assert starts.tolist() == [0, *edges.tolist()]
    assert ends.tolist() == [*edges.tolist(), flat.size]
    assert labels.tolist() == flat[starts].tolist()


@given(arrays.arrays(np.uint8, st.integers(1, 40), elements=st.integers(0, 1)))
@settings(deadline=None)
def test_painting_what_was_scanned_draws_it_again(flat):
    again = np.zeros_like(flat)
    runs.paint(again, *runs.scan(flat), 1)
    np.testing.assert_array_equal(again, flat)


def test_painting_leaves_the_rest_as_it_was():
    flat = np.full(5, 9, np.uint8)
    runs.paint(flat, np.array([1], np.int32), np.array([3], np.int32), 4)
    assert flat.tolist() == [9, 4, 4, 9, 9]
