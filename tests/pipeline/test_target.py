"""Targets: what is asked for, and the classes it means for each image."""

from __future__ import annotations

import numpy as np
import pytest

from partwise.errors import CallError, UnknownNameError
from partwise.pipeline.target import Target, top_two

CLASSES = ("cat", "dog", "cow", "king-vs-queen")
LOGITS = np.array([[3.0, 1.0, 2.0, 0.0], [0.0, 5.0, 4.0, 1.0], [1.0, 1.0, 0.0, 0.0]])
LABELS = np.array([0, 2, -1])


def resolve(text):
    subjects, contrasts = Target.parse(text, CLASSES).resolve(LOGITS, LABELS, CLASSES)
    return subjects.tolist(), None if contrasts is None else contrasts.tolist()


@pytest.mark.parametrize(
    ("text", "subjects", "contrasts"),
    [
        ("predicted", [0, 1, 0], None),
        ("runner-up", [2, 2, 1], None),
        ("label", [0, 2, -1], None),
        ("cow", [2, 2, 2], None),
        ("1", [1, 1, 1], None),
        ("predicted-vs-label", [0, 1, 0], [0, 2, -1]),
        ("predicted-vs-runner-up", [0, 1, 0], [2, 2, 1]),
        ("dog-vs-cat", [1, 1, 1], [0, 0, 0]),
        ("king-vs-queen", [3, 3, 3], None),
        ("king-vs-queen-vs-cat", [3, 3, 3], [0, 0, 0]),
        ("cat-vs-king-vs-queen", [0, 0, 0], [3, 3, 3]),
    ],
)
def test_a_target_means_these_classes(text, subjects, contrasts):
    assert resolve(text) == (subjects, contrasts)


def test_a_class_by_index_is_written_down_by_name():
    assert Target.parse("2-vs-predicted", CLASSES).kind == "cow-vs-predicted"


def test_an_unknown_class_is_told_with_the_nearest():
    with pytest.raises(UnknownNameError, match="'cow'"):
        Target.parse("coww", CLASSES)
    with pytest.raises(UnknownNameError, match="'dog'"):
        Target.parse("predicted-vs-dgo", CLASSES)
    with pytest.raises(UnknownNameError, match="indices 0 to 3"):
        Target.parse("17", CLASSES)


def test_a_class_less_itself_is_refused():
    with pytest.raises(CallError, match="0 everywhere"):
        Target.parse("cat-vs-0", CLASSES)


def test_ties_go_to_the_lower_index():
    firsts, seconds = top_two(np.array([[1.0, 1.0, 1.0]]))
    assert (firsts.tolist(), seconds.tolist()) == ([0], [1])
