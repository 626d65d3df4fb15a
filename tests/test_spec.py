"""Spec: what is written after --method, read and written down again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partwise.errors import CallError, UnknownNameError
from partwise.spec import Spec, canonical, one_of

words = st.text("abcdefghij-_.0123456789", min_size=1, max_size=8)


@given(words, st.dictionaries(words, words, max_size=4))
def test_a_spec_written_down_reads_as_the_same(name, options):
    assert Spec.parse(canonical(name, options)) == Spec(name, options)


@given(st.dictionaries(words, words, min_size=2, max_size=4))
def test_the_order_of_options_does_not_matter(options):
    backwards = dict(reversed(options.items()))
    assert canonical("method", options) == canonical("method", backwards)


@pytest.mark.parametrize(
    ("text", "name", "options"),
    [
        ("gradient", "gradient", {}),
        ("gradient:", "gradient", {}),
        (" gradient ", "gradient", {}),
        ("a: b = c , d=e ", "a", {"b": "c", "d": "e"}),
        ("a:file=C:/x=y", "a", {"file": "C:/x=y"}),
        ("", "", {}),
    ],
)
def test_names_and_options_are_split(text, name, options):
    assert Spec.parse(text) == Spec(name, options)


@pytest.mark.parametrize("text", ["a:b", "a:=1", "a:b=", "a:b=1,c", "a:b= ", "a: ,b=1"])
def test_an_option_without_key_or_value_is_refused(text):
    with pytest.raises(CallError, match="options are written key=value, got"):
        Spec.parse(text)


def test_an_option_given_twice_is_refused():
    with pytest.raises(CallError, match="option 'steps' is given twice"):
        Spec.parse("ig:steps=1,steps=2")


DEFAULTS = {"steps": 32, "sigma": 0.05, "baseline": "blur", "signed": True}


def test_options_take_the_type_of_their_default():
    spec = Spec.parse("ig:steps=8,sigma=1,baseline=7,signed=FALSE")
    assert spec.resolve(DEFAULTS) == {"steps": 8, "sigma": 1.0, "baseline": "7", "signed": False}
    assert isinstance(spec.resolve(DEFAULTS)["sigma"], float)


def test_what_is_not_given_stays_at_its_default():
    assert Spec.parse("ig").resolve(DEFAULTS) == DEFAULTS


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("steps=8.5", "a whole number"),
        ("steps=many", "a whole number"),
        ("sigma=wide", "a finite number"),
        ("sigma=nan", "a finite number"),
        ("sigma=-inf", "a finite number"),
        ("signed=1", "true or false"),
    ],
)
def test_a_value_of_another_type_is_refused(text, wanted):
    key, value = text.split("=")
    with pytest.raises(CallError, match=f"option '{key}' of 'ig' must be {wanted}, got '{value}'"):
        Spec.parse(f"ig:{text}").resolve(DEFAULTS)


def test_an_unknown_option_is_refused_with_the_nearest():
    with pytest.raises(UnknownNameError, match=r"option of 'ig' 'step'. Nearest known: 'steps'"):
        Spec.parse("ig:step=8").resolve(DEFAULTS)


def test_truth_is_written_in_small_letters():
    assert canonical("ig", {"signed": True, "steps": 8}) == "ig:signed=true,steps=8"


def test_one_of_names_the_nearest_choice():
    one_of("ig", "baseline", "blur", ("blur", "zero"))
    with pytest.raises(UnknownNameError, match=r"unknown baseline of 'ig' 'blurr'.*'blur'"):
        one_of("ig", "baseline", "blurr", ("blur", "zero"))
