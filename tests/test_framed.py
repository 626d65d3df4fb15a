"""frame: segments in the input frame, and what they leave over."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from drawing import mask
from partwise.errors import AnnotationError, SizeMismatchError
from partwise.framed import FramedSegment, frame
from partwise.framing import Framing
from partwise.polygons import Polygons
from partwise.rle import Rle
from partwise.segments import BACKGROUND, PADDING, UNNAMED, Segment, SegmentSet


def segments(shape=None, **masks) -> SegmentSet:
    drawn = [Segment(name, Rle.from_mask(each)) for name, each in masks.items()]
    return SegmentSet(shape or drawn[0].mask.shape, drawn)


def framed(drawn: SegmentSet, framing: Framing) -> dict[str, FramedSegment]:
    rows = frame(drawn, framing)
    assert len({(row.name, row.instance) for row in rows}) == len(rows)
    return {row.name: row for row in rows}


def block(shape, top, left, bottom, right) -> np.ndarray:
    drawn = np.zeros(shape, bool)
    drawn[top:bottom, left:right] = True
    return drawn


def test_without_resizing_a_mask_stays_as_it_is():
    ear = mask("#..", "##.")
    rows = framed(segments(ear=ear), Framing.identity((2, 3)))
    assert rows["ear"].mask == Rle.from_mask(ear)
    assert (rows["ear"].original_area_px, rows["ear"].visible_fraction) == (3, 1)
    assert list(rows) == ["ear", UNNAMED]
    np.testing.assert_array_equal(rows[UNNAMED].mask.to_mask(), ~ear)


def test_a_segment_cut_by_the_crop_says_which_share_is_in_view():
    framing = Framing.resize_and_crop((4, 8), resize=4, crop=4)  # shows columns 2 to 6
    rows = framed(segments(dog=block((4, 8), 0, 1, 4, 5)), framing)
    assert rows["dog"].visible_fraction == pytest.approx(0.75)
    assert (rows["dog"].original_area_px, rows["dog"].mask.area) == (16, 12)


@pytest.mark.parametrize("outline", [False, True])
def test_a_segment_wholly_cropped_away_is_out_of_view(outline):
    framing = Framing.resize_and_crop((4, 12), resize=4, crop=4)
    tail: Rle | Polygons = Rle.from_mask(block((4, 12), 0, 0, 4, 2))
    if outline:
        tail = Polygons((4, 12), [[[0, 0], [2, 0], [2, 4], [0, 4]]])
    row = framed(SegmentSet((4, 12), [Segment("tail", tail)]), framing)["tail"]
    assert (row.status, row.mask.area, row.visible_fraction) == ("out_of_view", 0, 0)
    assert row.original_area_px == pytest.approx(8, rel=0.1)
    assert not row.forced_pixel


@pytest.mark.parametrize("outline", [False, True])
def test_a_thin_segment_keeps_its_best_covered_pixel_and_says_so(outline):
    shape = (40, 40)
    thin: Rle | Polygons = Rle.from_mask(block(shape, 10, 21, 21, 22))
    if outline:
        thin = Polygons(shape, [[[21, 10], [22, 10], [22, 21], [21, 21]]])
    whisker = SegmentSet(shape, [Segment("whisker", thin)])
    row = framed(whisker, Framing.stretch(shape, (4, 4)))["whisker"]
    assert (row.status, row.forced_pixel, row.mask.area) == ("visible", True, 1)
    assert row.mask.starts.tolist() == [1 * 4 + 2]
    assert row.visible_fraction == 1


def test_a_pixel_covered_by_half_belongs_to_the_segment():
    rows = framed(segments(left=mask("#.#.", "#...")), Framing.stretch((2, 4), (1, 2)))
    np.testing.assert_array_equal(rows["left"].mask.to_mask(), mask("#."))
    assert not rows["left"].forced_pixel


def test_a_forced_pixel_is_not_unnamed():
    rows = framed(segments(dot=block((9, 9), 4, 4, 5, 5)), Framing.stretch((9, 9), (3, 3)))
    assert rows["dot"].mask.starts.tolist() == [4]
    assert rows[UNNAMED].mask.area == 8


def test_a_segment_of_which_hardly_anything_is_in_view_is_out_of_view():
    # 4 of 8000 rows in view, and of those only 4 tenths of one pixel
    shape = (10, 8000)
    framing = Framing(shape, (1, 1), (0.1, 0.1), (0.0, -799.6))
    row = framed(segments(shape, wide=np.ones(shape, bool)), framing)["wide"]
    assert (row.status, row.visible_fraction, row.forced_pixel) == ("out_of_view", 0, False)


def test_an_empty_mask_is_out_of_view_in_any_frame():
    nothing = segments(ear=mask("..", ".."))
    for framing in (Framing.identity((2, 2)), Framing.stretch((2, 2), (5, 5))):
        row = framed(nothing, framing)["ear"]
        assert (row.status, row.original_area_px, row.visible_fraction) == ("out_of_view", 0, 0)


def test_unnamed_is_what_no_drawn_segment_covers():
    ring = Segment("ring", Rle.from_mask(mask("..#.")), drawn=False)
    drawn = SegmentSet((1, 4), [Segment("ear", Rle.from_mask(mask("##.."))), ring])
    np.testing.assert_array_equal(
        framed(drawn, Framing.identity((1, 4)))[UNNAMED].mask.to_mask(), mask("..##")
    )


def test_where_segments_cover_everything_the_unnamed_row_is_there_and_empty():
    rows = framed(segments(all=mask("##", "##")), Framing.identity((2, 2)))
    assert (rows[UNNAMED].status, rows[UNNAMED].mask.area) == ("out_of_view", 0)
    assert rows[UNNAMED].visible_fraction == 0


def test_without_segments_everything_is_unnamed():
    rows = framed(SegmentSet((4, 4), []), Framing.stretch((4, 4), (2, 2)))
    assert list(rows) == [UNNAMED]
    assert (rows[UNNAMED].mask.area, rows[UNNAMED].original_area_px) == (4, 16)


def test_there_is_a_background_only_where_a_segment_is_declared_the_whole_object():
    dog, ball = Rle.from_mask(mask("##..")), Rle.from_mask(mask("...#"))
    plain = SegmentSet((1, 4), [Segment("dog", dog), Segment("ball", ball)])
    assert BACKGROUND not in framed(plain, Framing.identity((1, 4)))
    declared = SegmentSet((1, 4), [Segment("dog", dog, whole=True), Segment("ball", ball)])
    rows = framed(declared, Framing.identity((1, 4)))
    np.testing.assert_array_equal(rows[BACKGROUND].mask.to_mask(), mask("..##"))
    np.testing.assert_array_equal(rows[UNNAMED].mask.to_mask(), mask("..#."))
    assert list(rows) == ["dog", "ball", BACKGROUND, UNNAMED]


def test_the_background_is_outside_every_whole_object():
    dog, cat = Rle.from_mask(mask("##..")), Rle.from_mask(mask("...#"))
    both = [Segment("dog", dog, whole=True), Segment("cat", cat, whole=True)]
    rows = framed(SegmentSet((1, 4), both), Framing.identity((1, 4)))
    np.testing.assert_array_equal(rows[BACKGROUND].mask.to_mask(), mask("..#."))


def test_a_drawn_background_beside_a_whole_object_is_refused():
    dog, rest = Rle.from_mask(mask("##..")), Rle.from_mask(mask("..##"))
    both = [Segment("dog", dog, whole=True), Segment("background", rest)]
    with pytest.raises(AnnotationError, match=r"'dog' is declared a whole object.*parts.toml"):
        frame(SegmentSet((1, 4), both), Framing.identity((1, 4)))
    alone = framed(SegmentSet((1, 4), both[1:]), Framing.identity((1, 4)))
    assert alone[BACKGROUND].mask.area == 2


def test_padding_is_apart_from_the_unnamed_and_the_background():
    framing = Framing.resize_and_crop((2, 2), resize=2, crop=4)
    drawn = SegmentSet((2, 2), [Segment("dog", Rle.from_mask(mask("##", "..")), whole=True)])
    rows = framed(drawn, framing)
    np.testing.assert_array_equal(
        rows[PADDING].mask.to_mask(), mask("####", "#..#", "#..#", "####")
    )
    np.testing.assert_array_equal(
        rows[BACKGROUND].mask.to_mask(), mask("....", "....", ".##.", "....")
    )
    assert rows[BACKGROUND].mask == rows[UNNAMED].mask
    assert rows[PADDING].original_area_px == 0


def test_a_half_covered_pixel_at_the_image_s_edge_is_no_padding():
    framing = Framing((3, 3), (3, 3), (0.5, 0.5), (0.0, 0.0))
    rows = framed(segments(all=np.ones((3, 3), bool)), framing)
    assert not (rows["all"].mask.to_mask() & rows[PADDING].mask.to_mask()).any()


def test_what_was_looked_for_and_is_not_there_has_a_row():
    drawn = SegmentSet((2, 2), [], not_found=["tail"])
    row = framed(drawn, Framing.stretch((2, 2), (3, 3)))["tail"]
    assert (row.status, row.instance_count, row.mask) == ("not_found", 0, Rle.empty((3, 3)))
    assert (row.original_area_px, row.visible_fraction) == (None, None)


def test_what_a_segment_is_stays_with_it():
    ear = Segment("ear", Rle.from_mask(mask("#.")), 2, 1, score=0.5, role="core", parent="head")
    row = frame(SegmentSet((1, 2), [ear]), Framing.identity((1, 2)))[0]
    assert (row.instance, row.instance_count, row.score) == (2, 1, 0.5)
    assert (row.role, row.parent) == ("core", "head")


def test_segments_of_another_image_are_refused_with_both_sizes():
    with pytest.raises(SizeMismatchError, match=r"drawn on 2×3 pixels .* image of 3×2"):
        frame(segments(ear=mask("...", "...")), Framing.identity((3, 2)))


@given(
    labels=arrays.arrays(
        np.uint8, st.tuples(*[st.integers(1, 12)] * 2), elements=st.integers(0, 3)
    ),
    resize=st.integers(1, 24),
    crop=st.integers(1, 30),
)
@settings(max_examples=200, deadline=None)
def test_all_rows_together_cover_the_input(labels, resize, crop):
    drawn = SegmentSet.from_labels(labels, {1: "a", 2: "b", 3: "c"})
    framing = Framing.resize_and_crop(drawn.shape, resize=resize, crop=crop)
    rows = framed(drawn, framing)
    united = np.sum([row.mask.to_mask() for row in rows.values()], axis=0)
    assert united.min() >= 1
    rests = [rows[name].mask.to_mask() for name in (UNNAMED, PADDING) if name in rows]
    named = np.any([rows[name].mask.to_mask() for name in drawn.names] or [united < 0], axis=0)
    np.testing.assert_array_equal(np.sum([named, *rests], axis=0), 1)


@given(
    labels=arrays.arrays(np.uint8, st.tuples(*[st.integers(1, 9)] * 2), elements=st.integers(0, 3)),
    by=st.integers(1, 4),
)
@settings(deadline=None)
def test_disjoint_segments_scaled_up_by_whole_pixels_stay_disjoint(labels, by):
    drawn = SegmentSet.from_labels(labels, {1: "a", 2: "b", 3: "c"})
    height, width = drawn.shape
    rows = framed(drawn, Framing.stretch(drawn.shape, (height * by, width * by)))
    np.testing.assert_array_equal(sum(row.mask.to_mask().astype(int) for row in rows.values()), 1)
