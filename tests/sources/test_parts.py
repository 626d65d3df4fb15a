from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from drawing import mask
from partwise.errors import AnnotationError, CallError, UnknownNameError
from partwise.framed import frame
from partwise.framing import Framing
from partwise.polygons import Polygons
from partwise.rle import Rle
from partwise.segments import Segment, SegmentSet
from partwise.sources.derive import dilate
from partwise.sources.parts import Parts, load_parts

if TYPE_CHECKING:
    from pathlib import Path

LEFT = mask("#...", "....", "....")
RIGHT = mask("...#", "....", "....")
HEAD = mask("####", "####", "....")


def drawn() -> SegmentSet:
    return SegmentSet.from_masks({"left eye": LEFT, "right eye": RIGHT, "head": HEAD})


def applied(segments: SegmentSet | None = None, **tables: Any) -> dict[str, Segment]:
    """Apply tables, whose names have an underscore for each blank."""
    named = {name.replace("_", " "): table for name, table in tables.items()}
    found = Parts.from_tables(named).apply(segments or drawn())
    return {each.name: each for each in found.segments}


def pixels(segment: Segment) -> Any:
    return segment.to_rle().to_mask()


def test_a_union_leaves_what_it_unites_unless_told_otherwise():
    eyes = {"union": ["left eye", "right eye"]}
    kept = applied(eyes=eyes)
    assert list(kept) == ["left eye", "right eye", "head", "eyes"]
    assert np.array_equal(pixels(kept["eyes"]), LEFT | RIGHT)
    assert kept["eyes"].drawn
    assert kept["eyes"].instance_count == 2
    assert list(applied(eyes=eyes | {"keep": False})) == ["head", "eyes"]


def test_a_union_of_outlines_stays_outlines():
    ring = np.array([[0, 0], [2, 0], [2, 2]], float)
    both = SegmentSet((4, 4), [Segment(name, Polygons((4, 4), [ring])) for name in ("a", "b")])
    assert isinstance(applied(both, c={"union": ["a", "b"]})["c"].mask, Polygons)


def test_a_difference_takes_the_others_away():
    face = applied(face={"difference": ["head", "left eye", "right eye"]})["face"]
    assert np.array_equal(pixels(face), HEAD & ~LEFT & ~RIGHT)
    assert face.drawn


def test_a_complement_is_what_is_left_and_is_not_drawn():
    scenery = applied(scenery={"complement": "head"})["scenery"]
    assert np.array_equal(pixels(scenery), ~HEAD)
    assert not scenery.drawn


def test_a_ring_is_a_band_around_without_the_segment():
    rim = applied(rim={"ring": "left eye", "radius": "1px"})["rim"]
    assert np.array_equal(pixels(rim), mask(".#..", "#...", "...."))
    assert not rim.drawn


def test_a_dilation_holds_the_segment_too():
    wide = applied(wide={"dilate": "left eye", "radius": "50%"})["wide"]  # 50 % of 3 pixels
    assert np.array_equal(pixels(wide), mask("##..", "##..", "...."))
    assert not wide.drawn


def test_a_rename_changes_the_name_alone_instance_by_instance():
    two = SegmentSet(
        (3, 4), [Segment("Auge", Rle.from_mask(each), score=0.5) for each in (LEFT, RIGHT)]
    )
    found = Parts.from_tables({"eye": {"rename": "Auge", "role": "core"}}).apply(two)
    assert [(each.name, each.score, each.role) for each in found.segments] == [
        ("eye", 0.5, "core"),
        ("eye", 0.5, "core"),
    ]


def test_parts_are_made_of_parts_in_whatever_order_they_are_written():
    found = applied(
        skin={"difference": ["head", "eyes"]}, eyes={"union": ["left eye", "right eye"]}
    )
    assert np.array_equal(pixels(found["skin"]), HEAD & ~(LEFT | RIGHT))


def test_roles_parents_and_the_whole_are_given_to_drawn_segments():
    found = applied(
        head={"whole": True, "role": "core"}, left_eye={"parent": "head", "role": "context"}
    )
    assert (found["head"].whole, found["head"].role) == (True, "core")
    assert (found["left eye"].parent, found["left eye"].role) == ("head", "context")
    assert (found["right eye"].parent, found["right eye"].role) == (None, None)


def test_only_a_whole_makes_a_background():
    names = [each.name for each in frame(drawn(), Framing.identity((3, 4)))]
    assert "background" not in names
    whole = Parts.from_tables({"head": {"whole": True}}).apply(drawn())
    assert "background" in [each.name for each in frame(whole, Framing.identity((3, 4)))]


def test_a_drawn_background_beside_a_whole_is_refused():
    both = SegmentSet.from_masks({"head": HEAD, "background": ~HEAD})
    whole = Parts.from_tables({"head": {"whole": True}})
    with pytest.raises(AnnotationError, match="background"):
        frame(whole.apply(both), Framing.identity((3, 4)))
    renamed = applied(both, head={"whole": True}, drawn_background={"rename": "background"})
    assert list(renamed) == ["head", "drawn background"]
    with pytest.raises(AnnotationError, match="Give this part another name"):
        applied(head={"whole": True}, background={"complement": "head"})


def test_dropped_segments_serve_others_and_leave():
    found = applied(head={"drop": True}, scenery={"complement": "head"})
    assert list(found) == ["left eye", "right eye", "scenery"]


def test_what_is_smaller_than_the_least_area_is_left_out():
    assert list(applied(head={"least_area": "8px"}, left_eye={"least_area": "2px"})) == [
        "right eye",
        "head",
    ]
    assert "left eye" in applied(left_eye={"least_area": "8%"})  # 0.96 of 12 pixels
    assert "left eye" not in applied(left_eye={"least_area": "9%"})


def test_the_least_area_is_judged_over_all_instances_of_a_name():
    two = SegmentSet((3, 4), [Segment("eye", Rle.from_mask(each)) for each in (LEFT, RIGHT)])
    assert list(applied(two, eye={"least_area": "2px"})) == ["eye"]


def test_what_the_crop_hides_too_much_of_is_left_out_after_framing():
    parts = Parts.from_tables({"head": {"least_visible": 0.6}, "left eye": {"least_visible": 0.5}})
    half = Framing((3, 4), (3, 2), (1.0, 1.0), (0.0, 0.0))
    assert [each.name for each in frame(parts.apply(drawn()), half)] == [
        "left eye",
        "right eye",
        "(unnamed)",
    ]


def test_a_part_whose_segments_are_not_in_the_image_is_not_there_either():
    found = Parts.from_tables(
        {
            "eyes": {"union": ["left eye", "third eye"]},
            "rim": {"ring": "wheel", "radius": "1px"},
            "skin": {"difference": ["head", "wheel"]},
            "scenery": {"complement": "wheel"},
        }
    ).apply(drawn())
    assert found.names == ("left eye", "right eye", "head", "eyes", "skin")
    assert found.not_found == ()


def test_what_was_looked_for_in_vain_makes_its_parts_not_found():
    looked = SegmentSet((3, 4), drawn().segments, ["Rad", "mouth"])
    found = Parts.from_tables(
        {
            "wheel": {"rename": "Rad"},
            "rim": {"ring": "wheel", "radius": "1px"},
            "face": {"union": ["mouth", "head"]},
        }
    ).apply(looked)
    assert set(found.not_found) == {"mouth", "wheel", "rim"}
    assert "face" in found.names


def test_a_part_of_which_nothing_is_left_is_not_found():
    found = Parts.from_tables({"rest": {"difference": ["left eye", "head"]}}).apply(drawn())
    assert found.not_found == ("rest",)


def test_the_names_of_a_source_are_told_after_the_parts():
    parts = Parts.from_tables({"eyes": {"union": ["l", "r"], "keep": False}, "x": {"rename": "y"}})
    assert parts.names(["l", "r", "y", "z"]) == ("z", "eyes", "x")


def test_the_digest_follows_what_is_said_and_not_how():
    one = Parts.from_tables({"a": {"union": ["b", "c"]}})
    assert one.digest == Parts.from_tables({"a": {"union": ["b", "c"], "keep": True}}).digest
    assert one.digest != Parts.from_tables({"a": {"union": ["b", "d"]}}).digest


@pytest.mark.parametrize(
    ("tables", "says"),
    [
        ({"a": 3}, "'a' must be a table"),
        ({"a": {"union": ["b", "c"], "ring": "b"}}, r"\[a\]: union and ring are two ways"),
        ({"a": {"union": []}}, "union needs more"),
        ({"a": {"difference": ["b"]}}, "difference needs more"),
        ({"a": {"dilate": "b"}}, "need a radius"),
        ({"a": {"union": ["b"], "radius": "2px"}}, "only they, need a radius"),
        ({"a": {"dilate": "b", "radius": 2}}, "as '12px' or '2%', got 2"),
        ({"a": {"dilate": "b", "radius": "-2px"}}, "above 0"),
        ({"a": {"dilate": "b", "radius": "2 cm"}}, "got '2 cm'"),
        ({"a": {"dilate": "b", "radius": "nan%"}}, "got 'nan%'"),
        ({"a": {"dilate": ["b"], "radius": "2px"}}, "name must be text"),
        ({"a": {"role": "main"}}, "role must be core, context, artefact, got 'main'"),
        ({"a": {"whole": "yes"}}, "whole must be true or false, got 'yes'"),
        ({"a": {"least_visible": 2}}, "from 0 to 1, got 2"),
        ({"a": {"least_area": "10"}}, "got '10'"),
        ({"a": {"keep": False}}, "to leave it out: drop"),
        ({"a": {"rename": "b", "keep": True}}, "rename never keeps"),
        ({"(a)": {"rename": "b"}}, "reserved"),
        ({"a": {"union": ["b"]}, "b": {"complement": "a"}}, "circle: 'a' ← 'b' ← 'a'"),
        ({"a": {"union": ["a", "b"]}}, "circle: 'a' ← 'a'"),
        ({"a": {"parent": "b"}, "b": {"parent": "a"}}, "parents go round .* 'a' → 'b' → 'a'"),
        ({"a": {"parent": "a"}}, "parents go round"),
    ],
)
def test_parts_that_make_no_sense_are_refused(tables: Any, says: str):
    with pytest.raises(AnnotationError, match=says):
        Parts.from_tables(tables)


def test_an_unknown_key_is_told_with_the_nearest():
    with pytest.raises(UnknownNameError, match=r"\[a\]: unknown key 'unoin'. Nearest.*'union'"):
        Parts.from_tables({"a": {"unoin": ["b"]}})


@pytest.mark.parametrize(
    ("tables", "says"),
    [
        ({"eyes": {"union": ["left eye", "rigth eye"]}}, "'rigth eye'. Nearest known: 'right eye'"),
        ({"haed": {"role": "core"}}, "'haed'. Nearest known: 'head'"),
        ({"head": {"parent": "dog"}}, "unknown parent 'dog'"),
        ({"skull": {"rename": "head"}, "left eye": {"parent": "head"}}, "unknown parent 'head'"),
    ],
)
def test_names_that_the_source_does_not_have_are_told_with_the_nearest(tables: Any, says: str):
    with pytest.raises(UnknownNameError, match=says):
        Parts.from_tables(tables).check(["left eye", "right eye", "head"])


def test_a_part_may_not_take_the_name_of_a_drawn_segment():
    parts = Parts.from_tables({"head": {"union": ["left eye", "right eye"]}})
    with pytest.raises(AnnotationError, match="'head' is made by union, but a drawn segment"):
        parts.check(["left eye", "right eye", "head"])
    with pytest.raises(AnnotationError, match="'head' is made by union, but a drawn segment"):
        parts.apply(drawn())


def test_a_part_may_not_take_the_name_of_what_was_looked_for():
    parts = Parts.from_tables({"mouth": {"union": ["head"]}})
    with pytest.raises(AnnotationError, match="'mouth' is made by union"):
        parts.apply(SegmentSet((3, 4), drawn().segments, ["mouth"]))


def test_parts_are_read_from_toml(tmp_path: Path):
    path = tmp_path / "parts.toml"
    path.write_text('[eyes]\nunion = ["left eye", "right eye"]\nrole = "core"\nparent = "head"')
    eyes = load_parts(path).apply(drawn()).segments[-1]
    assert (eyes.name, eyes.role, eyes.parent) == ("eyes", "core", "head")


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("[a", AnnotationError, "is not TOML"),
        ("[a]\nunion = 3", AnnotationError, r"\[a\]: .*got 3"),
        ("[a]\nx = 3", UnknownNameError, r"\[a\]: unknown key"),
        (None, CallError, "cannot be read"),
    ],
)
def test_a_broken_file_of_parts_is_named(tmp_path: Path, text: str | None, error: Any, says: str):
    path = tmp_path / "parts.toml"
    if text is not None:
        path.write_text(text)
    with pytest.raises(error, match=rf"--parts .*parts.toml' ?:? ?.*{says}"):
        load_parts(path)


@pytest.mark.parametrize("name", ['l\'œil "gauche"', "a/b", "two\nlines", "n" * 300, "目", "a.b"])
def test_any_text_may_name_a_part(name: str):
    both = SegmentSet.from_masks({name: LEFT, "head": HEAD})
    assert applied(both, rest={"difference": ["head", name]})["rest"].to_rle().area == 7


MASKS = arrays(bool, (5, 6))


@given(MASKS, MASKS, MASKS)
def test_set_operations_agree_with_those_on_pixels(a: Any, b: Any, c: Any):
    found = applied(
        SegmentSet.from_masks({"a": a, "b": b, "c": c}),
        u={"union": ["a", "b", "c"]},
        d={"difference": ["a", "b", "c"]},
        n={"complement": ["a", "b"]},
        both={"difference": ["u", "d"]},
    )

    def of(name: str) -> Any:
        return pixels(found[name]) if name in found else np.zeros((5, 6), bool)

    assert np.array_equal(of("u"), a | b | c)
    assert np.array_equal(of("d"), a & ~b & ~c)
    assert np.array_equal(of("n"), ~(a | b))
    assert np.array_equal(of("both"), (a | b | c) & ~(a & ~b & ~c))


@given(MASKS, st.floats(0.1, 9))
def test_a_dilation_is_every_pixel_near_enough_to_a_set_one(drawn_mask: Any, radius: float):
    ys, xs = np.nonzero(drawn_mask)
    slow = np.zeros_like(drawn_mask)
    for y in range(5):
        for x in range(6):
            slow[y, x] = any(
                (y - at) ** 2 + (x - along) ** 2 <= radius**2
                for at, along in zip(ys, xs, strict=True)
            )
    near_tie = np.abs(radius**2 - np.round(radius**2)) < 1e-5
    if not near_tie:
        assert np.array_equal(dilate(drawn_mask, radius), slow)
