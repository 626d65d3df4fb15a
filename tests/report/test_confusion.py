"""Confusion: images counted by what they are and what they were taken for."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partwise.report.confusion import MOST_CLASSES, MOST_MISTAKES, confusion
from tables import row, table_of

CLASSES = [f"class {at:02}" for at in range(30)]
pairs = st.lists(
    st.tuples(st.sampled_from(CLASSES), st.sampled_from(CLASSES[:3])), min_size=1, max_size=60
)


def table(folder, found):
    """Each image with two parts: what it is, and what it was taken for."""
    rows = []
    for at, (label, predicted) in enumerate(found):
        outcome = None if label is None else ("correct" if label == predicted else "wrong")
        known = {"label": label, "predicted": predicted, "outcome": outcome}
        rows += [row(f"{at}.png", segment, **known) for segment in ("ear", "eye")]
    return table_of(folder, rows)


@given(found=pairs)
def test_pairs_are_counted_once_an_image(tmp_path_factory, found):
    told = confusion(table(tmp_path_factory.mktemp("pairs"), found))
    counted = Counter(found)
    assert told["correct"] == sum(one == other for one, other in found)
    assert told["correct"] + told["wrong"] == len(found)
    for label, predicted, images in (*told["cells"], *told["mistakes"]):
        assert counted[label, predicted] == images
    mistakes = sorted((n for (one, other), n in counted.items() if one != other), reverse=True)
    assert [images for *_, images in told["mistakes"]] == mistakes[:MOST_MISTAKES]
    known = {name for pair in found for name in pair}
    assert len(told["classes"]) == min(len(known), MOST_CLASSES)
    assert len(told["classes"]) + told["left_out"] == len(known)
    shown = {*told["classes"]}
    inside = {pair for pair in counted if shown.issuperset(pair)}
    assert {(label, predicted) for label, predicted, _ in told["cells"]} == inside


def test_classes_with_mistakes_come_before_those_without(tmp_path):
    right = [(name, name) for name in CLASSES]
    told = confusion(table(tmp_path, [*right, (CLASSES[-1], CLASSES[-2])]))
    assert told["classes"][-2:] == CLASSES[-2:]
    assert told["left_out"] == len(CLASSES) - MOST_CLASSES
    assert told["mistakes"] == [(CLASSES[-1], CLASSES[-2], 1)]


def test_only_images_that_conditions_keep_are_counted(tmp_path):
    whole = table(tmp_path, [("a", "a"), ("a", "b"), ("b", "b")])
    assert confusion(whole.where("label = 'a'"))["correct"] == 1


@pytest.mark.parametrize("found", [[(None, "a")], [(None, "a"), (None, "b")]])
def test_without_a_true_class_there_is_nothing_to_count(tmp_path, found):
    assert confusion(table(tmp_path, found)) is None


def test_an_image_whose_true_class_is_not_known_is_no_mistake(tmp_path):
    told = confusion(table(tmp_path, [(None, "a"), ("a", "a")]))
    assert (told["correct"], told["wrong"]) == (1, 0)
