"""Rle: masks to runs and back, and COCO's encoding against pycocotools."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from pycocotools import mask as coco

import oracles
from drawing import mask
from partwise.errors import AnnotationError
from partwise.rle import Rle

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:pycocotools")

any_mask = arrays.arrays(bool, arrays.array_shapes(min_dims=2, max_dims=2, max_side=14))
chequered = st.tuples(st.integers(1, 9), st.integers(1, 9)).map(
    lambda shape: np.indices(shape).sum(0) % 2 == 1
)
masks = any_mask | chequered


def encoded(drawn: np.ndarray) -> dict:
    return coco.encode(np.asfortranarray(drawn.astype(np.uint8)))


@given(masks)
@settings(deadline=None)
def test_a_mask_survives_the_way_to_runs_and_back(drawn):
    rle = Rle.from_mask(drawn)
    assert list(zip(rle.starts.tolist(), rle.ends.tolist(), strict=True)) == oracles.runs(drawn)
    assert rle.area == drawn.sum()
    np.testing.assert_array_equal(rle.to_mask(), drawn)


def test_a_run_spans_rows():
    rle = Rle.from_mask(mask(".##", "#.."))
    assert (rle.starts.tolist(), rle.ends.tolist()) == ([1], [4])


def test_whatever_is_not_zero_is_set_in_any_layout():
    numbers = np.array([[0, 2, -1], [0.5, 0, 0]])
    assert Rle.from_mask(numbers) == Rle.from_mask(mask(".##", "#.."))
    assert Rle.from_mask(np.asfortranarray(numbers)) == Rle.from_mask(mask(".##", "#.."))
    assert Rle.from_mask(mask(".##", "#..")[:, ::-1]) == Rle.from_mask(mask("##.", "..#"))


@given(masks)
@settings(max_examples=200, deadline=None)
def test_coco_is_read_as_pycocotools_writes_it(drawn):
    theirs = encoded(drawn)
    height, width = drawn.shape
    for counts in (theirs["counts"], theirs["counts"].decode(), oracles.coco_counts(drawn)):
        read = Rle.from_coco({"size": [height, width], "counts": counts})
        np.testing.assert_array_equal(read.to_mask(), drawn)


@given(masks)
@settings(deadline=None)
def test_coco_is_written_as_pycocotools_writes_it(drawn):
    ours, theirs = Rle.from_mask(drawn).to_coco(), encoded(drawn)
    assert ours == {"size": list(drawn.shape), "counts": theirs["counts"].decode()}
    np.testing.assert_array_equal(coco.decode(ours), drawn)


@given(masks, st.integers(1, 14), st.integers(1, 14))
@settings(deadline=None)
def test_counts_for_another_number_of_pixels_are_refused(drawn, height, width):
    if height * width == drawn.size:
        width += 1
    for counts in (encoded(drawn)["counts"], oracles.coco_counts(drawn)):
        with pytest.raises(AnnotationError, match=f"size {height}×{width}"):
            Rle.from_coco({"size": [height, width], "counts": counts})


@given(masks, st.data())
@settings(deadline=None)
def test_a_string_cut_short_is_refused(drawn, data):
    counts = encoded(drawn)["counts"].decode()
    short = counts[: data.draw(st.integers(0, len(counts) - 1))]
    with pytest.raises(AnnotationError):
        Rle.from_coco({"size": list(drawn.shape), "counts": short})


@given(
    st.tuples(st.integers(1, 6), st.integers(1, 6)),
    st.text(max_size=12) | st.text("01234567PQRSTU`abcdo", max_size=8) | st.binary(max_size=8),
)
@settings(max_examples=500, deadline=None)
def test_a_garbage_string_is_refused_or_covers_the_mask_exactly(shape, counts):
    try:
        rle = Rle.from_coco({"size": list(shape), "counts": counts})
    except AnnotationError:
        return
    text = counts if isinstance(counts, str) else counts.decode("ascii")
    np.testing.assert_array_equal(coco.decode({"size": list(shape), "counts": text}), rle.to_mask())


@pytest.mark.parametrize(
    "counts",
    [
        [-1, 7],
        [7, -1],
        [],
        [5],
        [7],
        [2.0, 4.0],
        [2.5, 3.5],
        ["2", "4"],
        [[6]],
        [[1], [2, 3]],
        [None],
        [2**70],
        [2**63 - 1, 2**63 - 1, 8],  # wraps around to 6 in int64
        None,
        6,
        {},
        "",
        b"",
        "_",  # promises a second character
        "oooooooooooooooooooooooo",
        "\x00",
        "6é",
        "\ud800",
        b"\xff\xfe",
    ],
    ids=repr,
)
def test_counts_that_are_none_of_coco_s_are_refused(counts):
    with pytest.raises(AnnotationError, match="2×3"):
        Rle.from_coco({"size": [2, 3], "counts": counts})


@pytest.mark.parametrize(
    "rle",
    [
        {},
        {"counts": [6]},
        {"size": [2, 3]},
        {"size": [6], "counts": [6]},
        {"size": [1, 2, 3], "counts": [6]},
        {"size": 6, "counts": [6]},
        {"size": "23", "counts": [6]},
        {"size": [2.5, 3], "counts": [6]},
        {"size": [float("inf"), 3], "counts": [6]},
        {"size": [float("nan"), 3], "counts": [6]},
        {"size": [None, 3], "counts": [6]},
        {"size": [0, 3], "counts": []},
        {"size": [-2, -3], "counts": [6]},
        {"size": [10**6, 10**6], "counts": "1"},
        {"size": [10**12, 10**12], "counts": [1]},
        {"size": [2**64, 1], "counts": "1"},
        None,
        "abc",
        [[0, 0, 1, 0, 1, 1]],
    ],
    ids=repr,
)
def test_what_is_no_coco_rle_is_refused(rle):
    with pytest.raises(AnnotationError):
        Rle.from_coco(rle)


@pytest.mark.parametrize("counts", [b"\xff", "\ufffd"])
def test_text_that_is_not_ascii_is_refused_even_where_its_bytes_would_fill_the_mask(counts):
    with pytest.raises(AnnotationError, match="not ASCII"):
        Rle.from_coco({"size": [4, 131], "counts": counts})


def test_a_string_that_ends_amid_a_count_is_refused_even_where_the_count_would_do():
    with pytest.raises(AnnotationError, match="cut off"):
        Rle.from_coco({"size": [3, 5], "counts": "_"})  # 15, and a bit that says: more follows


def test_the_error_shows_what_was_given_but_not_all_of_a_long_list():
    with pytest.raises(AnnotationError) as caught:
        Rle.from_coco({"size": [2, 3], "counts": [1] * 10_000})
    assert len(str(caught.value)) < 300


def test_runs_and_the_masks_made_of_them_are_values():
    starts, ends = np.array([1], np.int32), np.array([3], np.int32)
    rle = Rle((2, 2), starts, ends)
    starts[0] = 0  # the caller's own array stays writeable, and the mask does not follow it
    assert rle.starts.tolist() == [1]
    with pytest.raises(ValueError, match="read-only"):
        rle.ends[0] = 4
    with pytest.raises(AttributeError):
        rle.shape = (1, 4)  # type: ignore[misc]
    drawn = rle.to_mask()
    drawn[:] = True
    assert rle.area == 2


def test_masks_are_equal_by_shape_and_runs_and_cannot_be_hashed():
    one = Rle.from_mask(mask("##", ".."))
    assert one == Rle((2, 2), [0], [2])
    assert one != Rle.from_mask(mask("##.."))
    assert one != Rle.from_mask(mask("#.", ".."))
    assert one != "##"
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        ([0, 2], [2, 3]),  # touch
        ([0, 1], [2, 3]),  # overlap
        ([2, 0], [3, 1]),  # descend
        ([1], [1]),  # empty
        ([2], [1]),
        ([-1], [1]),
        ([3], [5]),  # leaves
        ([4], [5]),
        ([2**32], [2**32 + 1]),  # inside only once wrapped to int32
        ([0.5], [1.5]),
        ([0], [1, 2]),
        ([[0]], [[1]]),
    ],
)
def test_runs_that_touch_overlap_or_leave_the_mask_are_refused(starts, ends):
    with pytest.raises(AnnotationError):
        Rle((2, 2), np.array(starts), np.array(ends))


@pytest.mark.parametrize("shape", [(0, 3), (3, 0), (-1, 3), (-1, -3), (1 << 16, 1 << 16)])
def test_a_mask_must_have_pixels_but_not_more_than_runs_can_count(shape):
    with pytest.raises(AnnotationError, match="at least one pixel and at most 268,435,456"):
        Rle.empty(shape)


@pytest.mark.parametrize("shape", [(4,), (1, 2, 2), ()])
def test_a_mask_must_have_two_dimensions(shape):
    with pytest.raises(AnnotationError, match="height, width"):
        Rle.from_mask(np.ones(shape, bool))


def test_an_array_without_pixels_is_no_mask():
    with pytest.raises(AnnotationError, match="0×3"):
        Rle.from_mask(np.ones((0, 3), bool))
