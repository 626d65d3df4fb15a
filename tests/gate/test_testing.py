"""The helper for pytest, run by pytest itself."""

from __future__ import annotations

import subprocess
import sys

import pytest

from partwise.errors import UnknownNameError
from partwise.gate.rule import Rule
from partwise.gate.testing import assert_rules

TESTS = """
from partwise.gate.testing import assert_rules

def test_passes():
    assert assert_rules("runs/now", "passes.toml").exit_code == 0

def test_fails():
    assert_rules("runs/now", "fails.toml")

def test_cannot_be_judged():
    assert_rules("runs/now", "cannot.toml")

def test_may_be_skipped():
    assert_rules("runs/now", "cannot.toml", cannot_judge="skip")

def test_fails_whatever_cannot_be_judged():
    assert_rules("runs/now", "both.toml", cannot_judge="skip")

def test_is_wrong():
    assert_rules("runs/now", "wrong.toml")
"""
RULE = (
    '[[rule]]\nname = "the {0} does not matter"\nsegment = "{0}"\nmeasure = "share"\nmost = {1}\n'
)


@pytest.fixture(scope="module")
def said(place):
    """What pytest prints, once for all tests here."""
    files = {
        "passes": RULE.format("watermark", 0.9),
        "fails": RULE.format("watermark", 0.05),
        "cannot": RULE.format("shadow", 0.05),
        "both": RULE.format("shadow", 0.05) + RULE.format("watermark", 0.05),
        "wrong": RULE.format("watermrak", 0.05),
    }
    for name, text in files.items():
        (place / f"{name}.toml").write_text(text)
    (place / "test_model.py").write_text(TESTS)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rA", "test_model.py"],
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    return done.stdout


def test_pytest_tells_apart_what_passed_failed_and_was_skipped(said):
    assert "1 skipped" in said
    assert "4 failed, 1 passed, 1 skipped" in said
    for name in ("fails", "cannot_be_judged", "fails_whatever_cannot_be_judged", "is_wrong"):
        assert f"FAILED test_model.py::test_{name} " in said


def test_the_message_says_what_was_measured_and_shows_nothing_of_the_helper(said):
    assert "E       AssertionError: partwise check" in said
    assert "E       FAILED  the watermark does not matter" in said
    assert "partwise show runs/now --rows --measure share --where \"segment = 'watermark'\"" in said
    assert "src/partwise/gate/testing.py" not in said.split("test_is_wrong")[0]


def test_a_wrong_rule_is_an_error_and_not_a_failed_rule(said):
    assert "UnknownNameError" in said
    assert "Nearest known: 'watermark'" in said


def test_what_to_do_with_what_cannot_be_judged_is_checked(table):
    rule = Rule("share", {"segment": "watermark"}, most=0.9)
    with pytest.raises(UnknownNameError, match="Nearest known: 'skip'"):
        assert_rules(table, [rule], cannot_judge="skipp")  # type: ignore[arg-type]
