"""Which cells a rule holds for: everything it names must be there, together."""

from __future__ import annotations

from fnmatch import fnmatchcase
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partwise.errors import CallError, UnknownNameError
from partwise.gate.cell import Cell, choose, finite, told_columns
from partwise.gate.rule import Rule


def record(segment: str, predicted: str | None = "cat", **names):
    apart = {"method": "gradient", "target_kind": "predicted", "kind": "attribution"}
    return {**apart, "segment": segment, "predicted": predicted, **names}


def rule(**selectors) -> Rule:
    return Rule("lift", selectors, most=1.0)


RECORDS = [
    *(record(segment, predicted) for segment, predicted in product(["eye", "ear"], ["cat", "dog"])),
    record("beak", "bird"),
    record("eye", None),
    record("eye", kind="null"),
    record("a*", "cat"),
    record("ab", "cat"),
]


def chosen(**selectors) -> list[tuple[str, str | None]]:
    return [(each["segment"], each["predicted"]) for each in choose(RECORDS, rule(**selectors))]


def test_a_rule_holds_for_each_combination_of_what_it_names():
    assert chosen(segment="eye", predicted="cat") == [("eye", "cat")]
    assert chosen(segment=["eye", "ear"], predicted=["cat", "dog"]) == [
        ("eye", "cat"), ("eye", "dog"), ("ear", "cat"), ("ear", "dog"),
    ]  # fmt: skip


def test_a_star_stands_for_any_letters_and_alone_for_no_name_too():
    assert chosen(segment="e*", predicted="d*g") == [("eye", "dog"), ("ear", "dog")]
    assert chosen(segment="eye", predicted="*") == [("eye", "cat"), ("eye", "dog"), ("eye", None)]


def test_a_name_that_holds_a_star_means_itself():
    assert chosen(segment="a*") == [("a*", "cat")]


def test_nulls_are_left_out_unless_named():
    kinds = [each["kind"] for each in choose(RECORDS, rule(segment="eye", kind="*"))]
    assert kinds == ["attribution"] * 3 + ["null"]
    assert [each["kind"] for each in choose(RECORDS, rule(segment="eye", kind="null"))] == ["null"]


def test_what_matches_nothing_is_an_error_with_the_nearest_name():
    with pytest.raises(UnknownNameError, match=r"unknown segment 'eyes'. Nearest known: 'eye'"):
        chosen(segment=["ear", "eyes"])
    with pytest.raises(UnknownNameError, match=r"unknown predicted 'ct'. Nearest known: 'cat'"):
        chosen(segment="eye", predicted="ct")
    with pytest.raises(UnknownNameError, match=r"unknown segment 'x\*'"):
        chosen(segment="x*")


def test_names_that_are_there_but_not_together_are_an_error():
    with pytest.raises(CallError, match="'beak' and predicted 'cat' is there, but no row"):
        chosen(segment=["eye", "beak"], predicted=["cat"])
    with pytest.raises(CallError, match="no row has them together"):
        chosen(segment=["b*", "eye"], predicted=["dog", "cat"])


def test_no_rows_at_all_are_an_error_that_names_the_condition():
    with pytest.raises(CallError, match="the table has none that meet 'lift > 9'"):
        choose([], Rule("lift", {"segment": "*"}, most=1.0, where="lift > 9"))


LETTERS = st.text("ab*", min_size=1, max_size=3)


@given(
    st.lists(st.tuples(LETTERS, LETTERS), min_size=1, max_size=6, unique=True),
    st.lists(LETTERS, min_size=1, max_size=2, unique=True),
    st.lists(LETTERS, min_size=1, max_size=2, unique=True),
)
def test_choosing_agrees_with_trying_every_pair(names, segments, classes):
    records = [record(segment, predicted) for segment, predicted in names]

    def means(value: str, name: str, known: set[str]) -> bool:
        return value == name or (value not in known and fnmatchcase(name, value))

    known = [{pair[at] for pair in names} for at in (0, 1)]
    found = {
        (segment, predicted): [
            pair
            for pair in names
            if means(segment, pair[0], known[0]) and means(predicted, pair[1], known[1])
        ]
        for segment, predicted in product(segments, classes)
    }
    expected = [pair for pair in names if any(pair in each for each in found.values())]
    try:
        kept = choose(records, rule(segment=segments, predicted=classes))
    except CallError:
        assert not all(found.values())
    else:
        assert all(found.values())
        assert [(each["segment"], each["predicted"]) for each in kept] == expected


def test_a_label_tells_only_what_differs():
    names = {**record("left\near", None), "role": "core"}
    assert told_columns([names], rule(segment="*", predicted="*", role="*")) == (
        "segment", "predicted", "role",
    )  # fmt: skip
    two_methods = [names, names | {"method": "occlusion"}]
    told = told_columns(two_methods, rule(segment="*", target_kind="*"))
    assert told == ("segment", "method", "target_kind")
    cell = Cell(names, told, None, None, None, 0.95, 0, 0, 0, 0)
    assert cell.label == "left\\near · gradient · target predicted"


def test_what_is_no_number_is_none():
    assert [finite(each) for each in (1, 0.5, None, float("nan"), float("inf"), "1")] == [
        1.0, 0.5, None, None, None, None,
    ]  # fmt: skip
