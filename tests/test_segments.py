"""Segment and SegmentSet: names are data, masks have the image's size, instances unite."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from drawing import mask
from partwise.errors import AnnotationError, SizeMismatchError
from partwise.polygons import Polygons
from partwise.rle import Rle
from partwise.segments import (
    PADDING,
    UNNAMED,
    Segment,
    SegmentSet,
    number_instances,
    union,
    unite_instances,
)

DOT = Rle.from_mask(mask("#.", ".."))
SQUARE = [[0, 0], [1, 0], [1, 1], [0, 1]]


@pytest.mark.parametrize(
    "name",
    [
        "left ear",
        'it\'s "quoted"',
        "a/b\\c",
        "two\nlines\tand a tab",
        "x" * 300,
        "捷径",
        "عين",
        "e\u0301 é",
        "🦊",
        "'; DROP TABLE rows; --",
        "<script>alert(1)</script>",
        "ear (left)",
        "(left) ear",
        "background",
        "0",
        " padded ",
        "\x00",
    ],
)
def test_any_text_is_a_name(name):
    segments = SegmentSet((2, 2), [Segment(name, DOT)])
    assert segments.names == (name,)


@pytest.mark.parametrize("name", ["", " ", "\t\n", "\u2003", None, 7, b"ear"])
def test_a_blank_name_or_one_that_is_no_text_is_refused(name):
    with pytest.raises(AnnotationError, match="must be text that is not blank"):
        Segment(name, DOT)


@pytest.mark.parametrize("name", [UNNAMED, PADDING, "(anything)", "()", " (unnamed) "])
def test_names_in_round_brackets_are_reserved(name):
    with pytest.raises(AnnotationError, match=r"reserved.*Rename it"):
        Segment(name, DOT)


def test_half_a_character_is_no_text_that_could_be_stored():
    with pytest.raises(AnnotationError, match="half a character"):
        Segment("ear \ud83d", DOT)


def test_a_role_is_one_of_three():
    assert Segment("ear", DOT, role="core").role == "core"
    with pytest.raises(AnnotationError, match=r"'ear': role must be core, context or artefact"):
        Segment("ear", DOT, role="Core")  # type: ignore[arg-type]


def test_a_mask_of_another_size_is_refused_with_both_sizes():
    with pytest.raises(SizeMismatchError, match=r"image is 4×6 pixels but segment 'ear' is 2×2"):
        SegmentSet((4, 6), [Segment("ear", DOT)])
    with pytest.raises(SizeMismatchError, match="'eye' is 6×4"):
        SegmentSet((4, 6), [Segment("eye", Polygons((6, 4), [SQUARE]))])


def test_the_shape_may_be_any_pair():
    assert SegmentSet([2, 2], [Segment("ear", DOT)]).shape == (2, 2)  # type: ignore[arg-type]
    assert SegmentSet(tuple(np.array([2, 2])), [Segment("ear", DOT)]).shape == (2, 2)


def test_a_name_cannot_be_both_there_and_not_found():
    with pytest.raises(AnnotationError, match="'ear' is both drawn and listed as not found"):
        SegmentSet((2, 2), [Segment("ear", DOT)], not_found=["eye", "ear"])


@pytest.mark.parametrize("name", ["", "(unnamed)"])
def test_what_is_not_found_needs_a_name_too(name):
    with pytest.raises(AnnotationError):
        SegmentSet((2, 2), [], not_found=[name])


def test_names_come_once_each_in_order():
    segments = SegmentSet((2, 2), [Segment(name, DOT) for name in ("eye", "ear", "eye")])
    assert segments.names == ("eye", "ear")


def test_masks_by_name_make_a_set():
    made = SegmentSet.from_masks({"a": mask("#."), "b": mask("##")}, roles={"b": "context"})
    assert [(each.name, each.to_rle().area, each.role) for each in made.segments] == [
        ("a", 1, None),
        ("b", 2, "context"),
    ]


def test_masks_by_name_must_be_there_and_of_one_size():
    with pytest.raises(AnnotationError, match="at least one mask"):
        SegmentSet.from_masks({})
    with pytest.raises(SizeMismatchError, match="'b' is 2×1"):
        SegmentSet.from_masks({"a": mask("#."), "b": mask("#", ".")})


@given(
    arrays.arrays(
        st.sampled_from([np.uint8, np.int16, np.uint16, np.int64, ">u2", "<i4"]),
        arrays.array_shapes(min_dims=2, max_dims=2, max_side=8),
        elements=st.integers(0, 5),
    ),
    st.dictionaries(st.integers(0, 7), st.text("abc", min_size=1, max_size=2)),
)
@settings(deadline=None)
def test_a_label_map_gives_each_named_index_its_pixels(labels, names):
    made = SegmentSet.from_labels(labels, names)
    expected = [
        (name, (labels == value).tolist()) for value, name in names.items() if value in labels
    ]
    assert [(each.name, each.to_rle().to_mask().tolist()) for each in made.segments] == expected


def test_labels_may_be_negative_turned_and_read_only():
    labels = np.array([[-1, -1, 3], [3, 255, -1]])[:, ::-1]
    labels.flags.writeable = False
    made = SegmentSet.from_labels(labels, {-1: "void", 3: "car"})
    assert [each.to_rle().area for each in made.segments] == [3, 2]


@pytest.mark.parametrize(
    "labels",
    [np.zeros((2, 2)), np.zeros((2, 2), bool), np.zeros((2, 2, 3), int), np.zeros((0, 2), int)],
)
def test_a_label_map_is_two_dimensional_and_of_integers(labels):
    with pytest.raises(AnnotationError, match="label map must be"):
        SegmentSet.from_labels(labels, {0: "car"})


def test_instances_of_a_name_unite_and_are_counted():
    left, right = Rle.from_mask(mask("#..")), Rle.from_mask(mask(".##"))
    drawn = [
        Segment("eye", left, score=0.4, role="core", parent="head"),
        Segment("nose", left),
        Segment("eye", right, score=0.9),
        Segment("eye", left),
    ]
    united = unite_instances(SegmentSet((1, 3), drawn, not_found=["tail"]))
    eye, nose = united.segments
    assert (eye.name, eye.instance, eye.instance_count, eye.score) == ("eye", 0, 3, 0.9)
    assert (eye.role, eye.parent, eye.to_rle().area) == ("core", "head", 3)
    assert (nose.instance_count, nose.score) == (1, None)
    assert united.not_found == ("tail",)


def test_uniting_twice_counts_once():
    drawn = SegmentSet((2, 2), [Segment("eye", DOT), Segment("eye", DOT)])
    once = unite_instances(drawn)
    assert unite_instances(once) == once
    assert once.segments[0].instance_count == 2


def test_instances_are_numbered_in_the_order_drawn():
    drawn = SegmentSet((2, 2), [Segment(name, DOT) for name in ("eye", "ear", "eye", "eye")])
    numbered = number_instances(drawn)
    assert [(each.name, each.instance) for each in numbered.segments] == [
        ("eye", 1),
        ("ear", 1),
        ("eye", 2),
        ("eye", 3),
    ]


def test_outlines_unite_to_outlines_and_mixed_masks_to_runs():
    outline = Polygons((2, 2), [SQUARE])
    other = Polygons((2, 2), [np.add(SQUARE, 1)])
    assert isinstance(union([outline, other]), Polygons)
    assert union([outline, other]).to_rle().area == 2  # type: ignore[union-attr]
    mixed = union([outline, Rle.from_mask(mask("..", "##"))])
    assert isinstance(mixed, Rle)
    np.testing.assert_array_equal(mixed.to_mask(), mask("#.", "##"))
    assert union([DOT]) is DOT
