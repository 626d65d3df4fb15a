"""Text: lines that a terminal has no room for are folded, and lose nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partwise.views.text import aligned, settled

HEAD = ["class", "segment", "images", "lift", "null lift", "effect", "95 % interval", "verdict"]
TEXTS = [True, True, False, False, False, False, False, True]
ROW = ["dog", "ear", "12", "2.0", "1.1", "+3.17", "+2.17 to +4.07", "relies, supports"]


def blocks(width):
    return "\n".join(aligned(HEAD, [ROW], TEXTS, width=width)).split("\n\n")


@given(st.integers(1, 120))
def test_every_column_stands_in_one_block_and_names_in_all(width):
    found = blocks(width)
    for heading, cell in zip(HEAD[2:], ROW[2:], strict=True):
        assert sum(heading in each for each in found) >= 1
        assert sum(cell in each for each in found) == 1
    assert all(each.startswith("class  segment  ") for each in found)


@given(st.integers(44, 120))
def test_no_line_is_longer_than_the_terminal_where_its_columns_have_room(width):
    assert max(len(line) for each in blocks(width) for line in each.splitlines()) <= width


@given(st.integers(1, 120))
def test_an_interval_and_a_null_stay_with_what_they_are_about(width):
    for each in blocks(width):
        assert ("effect" in each) == ("95 % interval" in each)
        assert ("1.1" in each) == ("2.0" in each)


def test_where_there_is_no_terminal_nothing_is_folded():
    assert "\n\n" not in "\n".join(aligned(HEAD, [ROW] * 3, TEXTS))


def test_a_table_of_texts_keeps_its_first_column_as_a_name():
    lines = aligned(["name", "what", "why"], [["a", "b" * 9, "c" * 9]], [True] * 3, width=20)
    assert [line.split() for line in lines if line and "─" not in line] == [
        ["name", "what"], ["a", "b" * 9], ["name", "why"], ["a", "c" * 9]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("verdict", "direction", "needed", "said"),
    [
        ("relies", "supports", None, "relies, supports"),
        ("inconclusive", None, 3217, "inconclusive, needs 3,200"),
        ("inconclusive", None, 12, "inconclusive, needs 12"),
        ("inconclusive", None, None, "inconclusive"),
        ("too few images", None, 420_000, "too few images"),
        (None, None, None, ""),
    ],
)
def test_a_verdict_is_told_with_its_side_or_with_what_would_settle_it(
    verdict, direction, needed, said
):
    record = {"verdict": verdict, "direction": direction, "images_needed": needed}
    assert settled(record) == said


def test_beside_effects_a_verdict_says_that_it_is_about_attribution():
    record = {"verdict": "negligible", "direction": None, "images_needed": None}
    assert settled(record, "attribution") == "attribution negligible"
