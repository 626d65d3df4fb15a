"""Conditions: what one expression may hold, and what it may not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partwise.errors import CallError, PartwiseError, UnknownNameError
from partwise.table.expression import columns_of, conjuncts, parse_condition

COLUMNS = ("segment", "lift", "share", "label")


@pytest.mark.parametrize(
    "text",
    [
        "segment = 'wheel'",
        "lift > 2 AND share BETWEEN 0.1 AND 0.5",
        "NOT (segment IN ('ear', 'eye')) OR label IS NULL",
        "segment LIKE 'left%' AND lower(label) = 'cat'",
        "abs(lift - 1) >= 0.5 -- far from even",
        "CASE WHEN lift > 1 THEN share > 0.1 ELSE false END",
        "LIFT > 1",
    ],
)
def test_one_condition_over_columns_is_taken(text):
    assert parse_condition(text, COLUMNS)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "lift >",
        "1 = 1; DROP TABLE rows",
        "lift IN (SELECT 1)",
        "EXISTS (SELECT 1)",
        "read_text('/etc/passwd') = ''",
        "getenv('HOME') = 'x'",
        "sum(lift) > 1",
        "sum(lift) OVER () > 1",
        "COLUMNS('l') > 1",
        "lift > ?",
        "lift > $1",
        "true ORDER BY lift",
        "true LIMIT 1",
        "true UNION SELECT 1",
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(CallError, match="--where"):
        parse_condition(text, COLUMNS)


def test_an_unknown_column_is_told_with_the_nearest():
    with pytest.raises(UnknownNameError, match="'segment'"):
        parse_condition("segmnt = 'ear'", COLUMNS)


def test_columns_are_written_as_the_table_spells_them():
    columns = (*COLUMNS, "Patient no. 1", "a.b")
    parsed = parse_condition("LIFT > 1 AND \"patient NO. 1\" = 'x' AND A.b = 2", columns)
    assert columns_of(parsed) == {"lift", "Patient no. 1", "a.b"}


def test_conditions_that_must_all_be_met_are_taken_apart_and_others_are_not():
    every = "(lift > 1 AND (segment = 'x' AND segment = ' AND '))"
    parsed = parse_condition(f"{every} AND (lift < 2 OR NOT (lift = 1))", COLUMNS)
    assert conjuncts(parsed) == [
        *("(lift > 1)", "(segment = 'x')", "(segment = ' AND ')"),
        "((lift < 2) OR (NOT (lift = 1)))",
    ]
    assert conjuncts("true") == ["true"]


def test_quotes_in_a_constant_stay_data():
    assert parse_condition("segment = 'x'' OR 1=1 --'", COLUMNS) == "(segment = 'x'' OR 1=1 --')"


@given(st.text(max_size=40))
def test_any_text_is_either_taken_or_refused_with_a_reason(text):
    try:
        parse_condition(text, COLUMNS)
    except PartwiseError as error:
        assert str(error)  # noqa: PT017 - most texts are refused, some are taken
