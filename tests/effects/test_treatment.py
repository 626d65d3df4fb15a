"""Treatments: what is made of given segments, counted out by hand."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawing import mask
from partwise.effects.fills import load_fill
from partwise.effects.scene import Donor, Scene
from partwise.effects.treatment import Removals, treat
from partwise.framed import FramedSegment
from partwise.rle import Rle
from partwise.sources.parts import Amount

EAR = mask("##......", "##......", "........", "........", "........", "........")
EYE = mask("........", "....##..", "....##..", "........", "........", "........")
#: Shares two pixels with the eye.
LID = mask("....##..", "....##..", "........", "........", "........", "........")
WHOLE = np.ones((6, 8), bool)


def scene_of(shape=(6, 8), *, in_image=None, donors=0, seed=3):
    pixels = [
        np.random.default_rng([seed, number]).standard_t(1.5, (3, *shape)).astype(np.float32)
        for number in range(donors + 1)
    ]
    shown = np.ones(shape, bool) if in_image is None else in_image
    lent = [Donor(f"donor{number}.png", each) for number, each in enumerate(pixels[1:])]
    return Scene(pixels[0], shown, seed, lent)


def segment(name, drawn, **columns):
    return FramedSegment(name, Rle.from_mask(drawn), **columns)


def removals(*fills, dilation=None, placebos=2, pairs=()):
    return Removals([load_fill(each) for each in fills or ("mean",)], dilation, placebos, pairs)


def treated(framed, scene=None, **options):
    fills = options.pop("fills", ("mean",))
    return list(treat(scene or scene_of(), framed, removals(*fills, **options)))


def changed(treatment, scene):
    """(height, width) of bool: where the picture is another; each pixel is its own value."""
    return (treatment.inputs != scene.inputs).any(0)


def of(found, operation, name=None, partner=None):
    return [
        each
        for each in found
        if (each.operation, each.segment, each.partner) == (operation, name, partner)
    ]


def test_each_part_is_removed_and_kept_with_placebos_and_the_floor_comes_once():
    found = treated([segment("ear", EAR), segment("eye", EYE)])
    assert Counter((each.operation, each.segment) for each in found) == {
        ("floor", None): 1,
        ("remove", "ear"): 1,
        ("keep", "ear"): 1,
        ("placebo", "ear"): 2,
        ("remove", "eye"): 1,
        ("keep", "eye"): 1,
        ("placebo", "eye"): 2,
    }
    assert {each.status for each in found} == {"done"}
    assert [each.draw for each in of(found, "placebo", "ear")] == [0, 1]


def test_each_operation_changes_its_pixels_and_no_other():
    scene = scene_of()
    found = treated([segment("ear", EAR)], scene)
    (remove,), (keep,), (floor,) = (
        of(found, *each) for each in (("remove", "ear"), ("keep", "ear"), ("floor",))
    )
    assert (changed(remove, scene) == EAR).all()
    assert (changed(keep, scene) == ~EAR).all()
    assert changed(floor, scene).all()
    for placebo in of(found, "placebo", "ear"):
        where = changed(placebo, scene)
        assert where.sum() == EAR.sum()
        assert not (where & EAR).any()
    assert [each.changed_px for each in (remove, keep, floor)] == [4, 44, 48]
    mean = scene.mean.astype(np.float32)[:, None]
    np.testing.assert_array_equal(remove.inputs[:, EAR], np.repeat(mean, 4, 1))


def test_what_is_not_in_view_or_shows_no_image_is_not_treated():
    empty = Rle.empty((6, 8))
    framed = [
        segment("ear", EAR),
        FramedSegment("tail", empty, "not_found"),
        FramedSegment("paw", empty, "out_of_view"),
        segment("(padding)", EYE),
        segment("(unnamed)", ~EAR),
    ]
    found = treated(framed)
    assert {each.segment for each in found} == {"ear", "(unnamed)", None}
    assert treated([FramedSegment("paw", empty, "out_of_view")])[0].operation == "floor"


def test_padding_is_never_replaced():
    in_image = WHOLE.copy()
    in_image[:, 6:] = False
    scene = scene_of(in_image=in_image)
    wide = np.zeros((6, 8), bool)
    wide[2:4, 3:8] = True
    found = treated(
        [segment("ear", EAR), segment("tail", wide)],
        scene,
        dilation=Amount(1, "px"),
        pairs="all",
        placebos=3,
    )
    for each in found:
        if each.inputs is not None:
            assert not (changed(each, scene) & ~in_image).any()
            assert changed(each, scene).sum() == each.changed_px
    assert of(found, "floor")[0].changed_px == 36


def test_an_image_of_which_no_pixel_is_in_view_is_left_alone():
    assert treated([segment("ear", EAR)], scene_of(in_image=~WHOLE)) == []


def test_a_segment_that_covers_the_whole_picture_has_no_placebo_and_says_so():
    scene = scene_of()
    found = treated([segment("everything", WHOLE)], scene, pairs="all")
    assert Counter((each.operation, each.status) for each in found) == {
        ("floor", "done"): 1,
        ("remove", "done"): 1,
        ("keep", "done"): 1,
        ("placebo", "no_free_place"): 1,
    }
    (remove,), (keep,) = of(found, "remove", "everything"), of(found, "keep", "everything")
    assert (remove.inputs == of(found, "floor")[0].inputs).all()
    assert (keep.inputs == scene.inputs).all()
    assert (keep.changed_px, keep.change, keep.colour_change) == (0, 0, 0)
    (undone,) = of(found, "placebo", "everything")
    assert (undone.inputs, undone.draw, undone.changed_px) == (None, 0, 48)


def test_without_placebos_there_are_none_and_none_is_missed():
    found = treated([segment("ear", EAR), segment("everything", WHOLE)], placebos=0, pairs="all")
    assert {each.operation for each in found} == {"floor", "remove", "keep"}
    assert {each.status for each in found} == {"done"}


def slowly_dilated(drawn, radius):
    pixels = np.argwhere(drawn)
    return np.array(
        [
            [((pixels - (y, x)) ** 2).sum(1).min() <= radius**2 for x in range(drawn.shape[1])]
            for y in range(drawn.shape[0])
        ]
    )


@given(
    st.lists(st.tuples(st.integers(0, 11), st.integers(0, 8)), min_size=1, max_size=6),
    st.sampled_from([0.5, 1.0, 1.5, 2.0, 2.9, 4.0]),
)
def test_a_part_is_widened_by_the_distance_to_its_pixels(pixels, radius):
    drawn = np.zeros((12, 9), bool)
    drawn[tuple(np.transpose(pixels))] = True
    scene = scene_of((12, 9))
    found = treated([segment("ear", drawn)], scene, dilation=Amount(radius, "px"), placebos=0)
    (remove,) = of(found, "remove", "ear")
    assert (changed(remove, scene) == slowly_dilated(drawn, radius)).all()
    assert remove.dilation_px == radius


def test_a_percentage_is_of_the_inputs_shorter_side():
    found = treated([segment("ear", EAR)], dilation=Amount(50, "%"))
    assert {each.dilation_px for each in of(found, "remove", "ear")} == {3}


@pytest.mark.parametrize("name", ["(unnamed)", "background"])
def test_what_the_parts_leave_over_is_not_widened(name):
    scene = scene_of()
    found = treated([segment(name, ~EAR), segment("ear", EAR)], scene, dilation=Amount(1, "px"))
    (rest,), (ear,) = of(found, "remove", name), of(found, "remove", "ear")
    assert (changed(rest, scene) == ~EAR).all()
    assert rest.dilation_px == 0
    assert ear.changed_px > EAR.sum()


def test_pairs_are_removed_together_each_shared_pixel_once():
    scene = scene_of()
    found = treated(
        [segment("lid", LID), segment("eye", EYE), segment("ear", EAR)],
        scene,
        pairs=[("lid", "eye")],
    )
    (joint,) = of(found, "remove", "lid", "eye")
    assert (changed(joint, scene) == (LID | EYE)).all()
    assert joint.changed_px == 6
    assert {(each.segment, each.partner) for each in found if each.partner} == {("lid", "eye")}
    assert "keep" not in {each.operation for each in found if each.partner}


def test_a_joint_placebo_is_where_the_placebos_of_both_are():
    scene = scene_of((20, 20))
    parts = {name: np.zeros((20, 20), bool) for name in ("a", "b")}
    parts["a"][2:5, 2:6], parts["b"][8:10, 12:17] = True, True
    framed = [segment(name, drawn) for name, drawn in parts.items()]
    found = treated(framed, scene, pairs=[("b", "a")], placebos=5)
    alone = {name: of(found, "placebo", name) for name in parts}
    joint = of(found, "placebo", "b", "a")
    assert [each.draw for each in joint] == [0, 1, 2, 3, 4]
    for together, a, b in zip(joint, alone["a"], alone["b"], strict=True):
        assert (changed(together, scene) == (changed(a, scene) | changed(b, scene))).all()


def test_all_pairs_are_those_of_named_parts():
    framed = [segment("lid", LID), segment("eye", EYE), segment("ear", EAR),
              segment("(unnamed)", ~(LID | EYE | EAR)), segment("background", ~LID)]  # fmt: skip
    found = treated(framed, pairs="all")
    assert {(each.segment, each.partner) for each in found if each.partner} == {
        ("ear", "eye"), ("ear", "lid"), ("eye", "lid"),
    }  # fmt: skip


def test_a_pair_of_which_one_is_not_there_is_left_out():
    found = treated([segment("ear", EAR)], pairs=[("ear", "eye")])
    assert not [each for each in found if each.partner]


def test_a_pair_without_a_free_place_says_so():
    found = treated([segment("ear", EAR), segment("everything", WHOLE)], pairs="all")
    (undone,) = of(found, "placebo", "ear", "everything")
    assert (undone.status, undone.inputs, undone.changed_px) == ("no_free_place", None, 48)
    assert of(found, "remove", "ear", "everything")[0].status == "done"


def test_instances_are_treated_apart_and_joined_in_pairs():
    scene = scene_of((6, 12))
    parts = [np.zeros((6, 12), bool) for _ in range(3)]
    parts[0][0, 0], parts[1][0, 4], parts[2][5, 8:10] = True, True, True
    framed = [
        segment("ear", parts[0], instance=1),
        segment("ear", parts[1], instance=2),
        segment("nose", parts[2], instance=1),
    ]
    found = treated(framed, scene, pairs=[("nose", "ear")])
    assert [(each.instance, each.changed_px) for each in of(found, "remove", "ear")] == [
        (1, 1),
        (2, 1),
    ]
    for removed, drawn in zip(of(found, "remove", "ear"), parts, strict=False):
        assert (changed(removed, scene) == drawn).all()
    (joint,) = of(found, "remove", "nose", "ear")
    assert (changed(joint, scene) == (parts[0] | parts[1] | parts[2])).all()
    assert joint.instance == 0
    # instances have places of their own
    first, second = (
        [p.inputs for p in of(found, "placebo", "ear") if p.instance == i] for i in (1, 2)
    )
    assert any((a != b).any() for a, b in zip(first, second, strict=True))


def test_each_fill_treats_everything_and_random_ones_in_as_many_draws_as_there_are_placebos():
    found = treated([segment("ear", EAR)], fills=("mean", "noise"), placebos=3)
    assert Counter((each.fill, each.operation) for each in found) == {
        ("mean", "floor"): 1,
        ("mean", "remove"): 1,
        ("mean", "keep"): 1,
        ("mean", "placebo"): 3,
        **{("noise", operation): 3 for operation in ("floor", "remove", "keep", "placebo")},
    }
    assert [each.draw for each in of(found, "remove", "ear")] == [0, 0, 1, 2]
    assert Counter(
        each.operation for each in treated([segment("ear", EAR)], fills=("noise",), placebos=0)
    ) == {"floor": 1, "remove": 1, "keep": 1}


def test_all_fills_have_the_same_placebos():
    scene = scene_of()
    found = treated([segment("ear", EAR)], scene, fills=("mean", "noise"))
    of_mean, of_noise = (
        [changed(each, scene) for each in of(found, "placebo", "ear") if each.fill == fill]
        for fill in ("mean", "noise")
    )
    np.testing.assert_array_equal(of_mean, of_noise)


def test_swapped_pixels_are_a_donors_and_it_is_named():
    scene = scene_of(donors=2)
    found = treated([segment("ear", EAR)], scene, fills=("swap",), placebos=3)
    for operation in ("remove", "keep", "placebo"):
        assert [each.donor for each in of(found, operation, "ear")] == [
            "donor0.png",
            "donor1.png",
            "donor0.png",
        ]
    for each in found:
        where = changed(each, scene)
        donor = next(lent for lent in scene.donors if lent.image_id == each.donor)
        np.testing.assert_array_equal(each.inputs[:, where], donor.inputs[:, where])
    assert {each.donor for each in treated([segment("ear", EAR)], scene)} == {None}


def test_without_a_donor_each_part_says_so():
    found = treated([segment("ear", EAR), segment("eye", EYE)], fills=("swap", "mean"))
    undone = [each for each in found if each.status != "done"]
    assert [(each.operation, each.segment, each.status, each.fill) for each in undone] == [
        ("remove", "ear", "no_donor", "swap"),
        ("remove", "eye", "no_donor", "swap"),
    ]
    assert {each.fill for each in found if each.status == "done"} == {"mean"}


def test_placebos_say_how_far_they_lie_on_other_named_segments():
    # only the right half is free, and all of it is another part
    left = mask("##..", "##..")
    scene = scene_of((2, 4))
    found = treated([segment("left", left), segment("right", ~left)], scene)
    assert [each.on_named for each in of(found, "placebo", "left")] == [1.0]
    assert of(found, "remove", "left")[0].on_named is None
    rest = treated([segment("left", left), segment("(unnamed)", ~left)], scene)
    assert [each.on_named for each in of(rest, "placebo", "left")] == [0.0]


def test_chance_is_the_images_and_the_parts_own():
    drawn = np.zeros((30, 30), bool)
    drawn[3:6, 3:7] = True
    framed = [segment("ear", drawn), segment("eye", np.roll(drawn, 9))]

    def places(framed, seed=3):
        scene = scene_of((30, 30), seed=seed)
        found = treated(framed, scene, placebos=4)
        return {
            name: [changed(each, scene) for each in of(found, "placebo", name)]
            for name in ("ear", "eye")
        }

    first = places(framed)
    np.testing.assert_equal(places(framed[::-1]), first)
    assert not np.array_equal(first["ear"], first["eye"])
    assert not np.array_equal(places(framed, seed=4)["ear"], first["ear"])


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["ear", "eye", "nose", "(unnamed)"]),
            st.integers(0, 20),
            st.integers(0, 20),
        ),
        min_size=1,
        max_size=5,
        unique_by=lambda each: each[0],
    ),
    st.sampled_from([(), "all", (("eye", "ear"),)]),
    st.integers(0, 4),
    st.sets(st.sampled_from(["mean", "noise", "swap"]), min_size=1),
)
def test_passes_are_counted_where_places_are_plentiful(parts, pairs, placebos, fills):
    framed = []
    for name, top, left in parts:
        drawn = np.zeros((24, 24), bool)
        drawn[top : top + 3, left : left + 2] = True
        framed.append(segment(name, drawn))
    asked = removals(*sorted(fills), placebos=placebos, pairs=pairs)
    found = list(treat(scene_of((24, 24), donors=1), framed, asked))
    assert all(each.status == "done" for each in found)
    assert asked.passes(framed) == len(found)


@given(
    st.lists(st.tuples(st.integers(1, 6), st.integers(1, 8)), min_size=1, max_size=3),
    st.sampled_from([(), "all"]),
    st.integers(0, 4),
    st.integers(0, 1),
)
def test_passes_are_at_most_what_is_told(sizes, pairs, placebos, donors):
    framed = []
    for number, (height, width) in enumerate(sizes):
        drawn = np.zeros((6, 8), bool)
        drawn[:height, :width] = True
        framed.append(segment(f"part {number}", drawn))
    asked = removals("mean", "swap", placebos=placebos, pairs=pairs)
    found = list(treat(scene_of(donors=donors), framed, asked))
    assert asked.passes(framed) >= sum(each.inputs is not None for each in found)


def test_segments_out_of_view_cost_nothing():
    out = FramedSegment("paw", Rle.empty((6, 8)), "out_of_view")
    asked = removals("mean", pairs=[("ear", "paw")])
    assert asked.passes([segment("ear", EAR), out]) == asked.passes([segment("ear", EAR)]) == 5
