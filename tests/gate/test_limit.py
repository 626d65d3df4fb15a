"""Limits: each of the three ways of being sure, against a truth table."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partwise.gate.limit import Limit

REAL = st.floats(-1e6, 1e6)


@pytest.mark.parametrize(
    ("low", "high", "when_sure", "unless_sure"),
    [
        (0.01, 0.03, True, True),
        (0.04, 0.08, True, False),
        (0.06, 0.09, False, False),
        (0.05, 0.09, True, False),  # what is exactly at the limit keeps to it
        (0.01, 0.05, True, True),
    ],
)
def test_an_interval_within_beyond_or_on_both_sides_of_a_limit(low, high, when_sure, unless_sure):
    limit = Limit("share", high=0.05)
    ends = (low + high) / 2, low, high
    assert limit.keeps(*ends, fail="when sure") is when_sure
    assert limit.keeps(*ends, fail="unless sure") is unless_sure
    mirrored = Limit("contrast", low=-0.05)
    ends = -(low + high) / 2, -high, -low
    assert mirrored.keeps(*ends, fail="when sure") is when_sure
    assert mirrored.keeps(*ends, fail="unless sure") is unless_sure


@given(st.lists(REAL, min_size=2, max_size=2), st.lists(REAL, min_size=3, max_size=3))
def test_the_three_ways_are_ordered_and_agree_with_going_through_every_point(limits, ends):
    low, estimate, high = sorted(ends)
    limit = Limit("contrast", *sorted(limits))
    kept = {
        fail: limit.keeps(estimate, low, high, fail=fail)
        for fail in ("when sure", "on estimate", "unless sure")
    }
    assert kept["unless sure"] <= kept["on estimate"] <= kept["when sure"]
    # points between which nothing can change: the ends of both ranges
    inside = [
        limit.low <= each <= limit.high
        for each in (low, high, *(end for end in (limit.low, limit.high) if low <= end <= high))
    ]
    assert kept["unless sure"] is all(inside)
    assert kept["when sure"] is any(inside)
    assert (limit.room(estimate) >= 0) is kept["on estimate"]


def test_without_an_interval_the_estimate_decides():
    limit = Limit("share", high=0.05)
    for fail in ("when sure", "unless sure", "on estimate"):
        assert limit.keeps(0.04, None, None, fail=fail)
        assert not limit.keeps(0.06, None, None, fail=fail)


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (Limit("share", high=0.0525), "at most 5.25 %"),
        (Limit("lift", low=0.123456), "at least 0.123456"),
        (Limit("contrast", -0.1, 0.1), "-0.1 to 0.1"),
        (Limit("share", high=0.01, apart_from="the rest"), "at most +1 point from the rest"),
        (Limit("share", high=0.0, apart_from="runs/a", earlier=True), "no more than in runs/a"),
        (
            Limit("share", low=-0.02, apart_from="runs/a", earlier=True),
            "at most 2 points less than in runs/a",
        ),
        (
            Limit("mean", high=0.5, apart_from="runs/\x1b", earlier=True),
            "at most 0.5 more than in runs/\\x1b",
        ),
    ],
)
def test_a_limit_says_what_is_allowed(limit, words):
    assert str(limit) == words


def test_a_limit_on_one_side_only_leaves_the_other_open():
    assert Limit("lift", low=1.0).keeps(5.0, 4.0, 6.0, fail="unless sure")
    assert math.isinf(Limit("lift", low=1.0).high)
