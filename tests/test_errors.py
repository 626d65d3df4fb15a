"""errors: what the command line exits with, and which name was meant."""

from __future__ import annotations

import inspect

import pytest

from partwise import errors
from partwise.errors import PartwiseError, nearest, unknown_name

TREE = [
    each
    for _, each in inspect.getmembers(errors, inspect.isclass)
    if each.__module__ == errors.__name__ and each is not PartwiseError
]


@pytest.mark.parametrize("error", TREE, ids=lambda error: error.__name__)
def test_every_error_is_one_of_partwise(error):
    assert issubclass(error, PartwiseError)
    assert error.__doc__


@pytest.mark.parametrize("error", TREE, ids=lambda error: error.__name__)
def test_a_wrong_call_exits_2_and_a_failed_input_or_run_exits_3(error):
    failed = {"RunError", "ImageError", "MemoryFullError", "SaliencyError"}
    assert error.exit_code == (3 if error.__name__ in failed else 2)


def test_an_unknown_name_is_a_wrong_call():
    assert issubclass(errors.UnknownNameError, errors.CallError)


def test_the_nearest_names_come_best_first_and_ignore_case():
    known = ["Grad-CAM", "gradient", "occlusion"]
    assert nearest("grad-cam", known)[0] == "Grad-CAM"
    assert nearest("GRADIENTS", known)[0] == "gradient"
    assert nearest("xyz", known) == []


def test_no_more_names_are_given_than_asked_for():
    assert len(nearest("head", [f"head{at}" for at in range(9)], count=2)) == 2


def test_names_that_differ_only_in_case_are_all_near():
    assert sorted(nearest("Wheel", ["wheel", "WHEEL"])) == ["WHEEL", "wheel"]
    assert len(nearest("Wheel", ["wheel", "WHEEL"], count=1)) == 1


def test_an_unknown_name_says_its_kind_and_the_nearest():
    message = str(unknown_name("method", "oclusion", ["occlusion", "gradient"]))
    assert message == "unknown method 'oclusion'. Nearest known: 'occlusion'."


def test_where_nothing_is_near_some_names_are_listed():
    assert str(unknown_name("class", "zzz", ["dog", "cat"])).endswith("Known: 'dog', 'cat'.")
    many = str(unknown_name("class", "zzz", [f"dog {at}" for at in range(15)]))
    assert many.endswith("'dog 11' and 3 more.")


def test_where_nothing_is_known_that_is_said():
    assert str(unknown_name("class", "dog", [])).endswith("None are known here.")


def test_quotes_and_line_breaks_in_names_are_shown_as_such():
    assert repr("a\n'b'") in str(unknown_name("class", "a\n'b'", []))
