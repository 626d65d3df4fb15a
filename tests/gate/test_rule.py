"""Rules: what says nothing, contradicts itself or is of the wrong kind is refused at birth."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from partwise.errors import CallError, UnknownNameError
from partwise.gate.rule import Rule
from partwise.measures import MEASURES


def rule(**keys) -> Rule:
    made = {"measure": "share", "selectors": {"segment": "watermark"}, "most": 0.05}
    return Rule(**(made | keys))


def test_a_rule_without_a_name_is_called_what_it_says():
    assert rule().name == "share of watermark: at most 5 %"
    selectors = {"segment": ["eye", "nose"], "predicted": "*", "site": 3}
    said = rule(selectors=selectors, where="lift > 1", least=0.01).name
    assert said == ("share of eye, nose, every predicted, site 3, where lift > 1: 1 to 5 %")
    assert rule(selectors={"role": "artefact"}).name.startswith("share of every segment, role")


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"most": None}, "sets no limit"),
        ({"least": 0.5, "most": 0.1}, "contradict each other"),
        ({"most": math.nan}, "finite"),
        ({"most": math.inf}, "finite"),
        ({"most": 10**400}, "finite"),
        ({"most": "5 %"}, "must be a number, such as 0.05, got '5 %'"),
        ({"most": True}, "must be a number"),
        ({"most": 5}, "from 0 to 1, whatever the pictures. Five per cent are written 0.05"),
        ({"most": 1.0}, "decides nothing"),
        ({"most": None, "least": 0.0}, "decides nothing"),
        ({"measure": "lift", "most": -1.0}, "at least 0"),
        ({"measure": "signed_share", "most": None, "least": -1}, "from -1 to 1"),
        ({"selectors": {}}, "names no segment"),
        ({"selectors": {"predicted": "cat"}}, "names no segment"),
        ({"selectors": {"segment": []}}, "a list of them"),
        ({"selectors": {"segment": [["eye"]]}}, "a list of them"),
        ({"selectors": {"segment": 0.5}}, "a list of them"),
        ({"selectors": {"segment": True}}, "a list of them"),
        ({"selectors": {"segment": 2**70}}, "a list of them"),
        ({"selectors": {"segment": 16**5000}}, "very many digits"),
        ({"measure": 3}, "measure must be a text"),
        ({"measure": "shares"}, "Nearest known: 'share'"),
        ({"measure": "efect"}, "Nearest known: 'effect'"),
        ({"fail": "when shure"}, "Nearest known: 'when sure'"),
        ({"fail": None}, "fail must be a text"),
        ({"against": "nul"}, "Nearest known: 'null'"),
        ({"too_few": "leave"}, "'leave out'"),
        ({"worse": "more"}, "goes with no_worse_than"),
        ({"by_at_most": 0.1}, "goes with no_worse_than"),
        ({"most": None, "against": "rest", "no_worse_than": Path("a")}, "needs most or least"),
        ({"against": "rest", "no_worse_than": Path("a")}, "two rules"),
        ({"no_worse_than": Path("a"), "by_at_most": -0.1}, "at least 0"),
        ({"no_worse_than": Path("a"), "worse": "higher"}, "Known: 'more', 'less'"),
        ({"no_worse_than": "a"}, "folder of a table"),
        ({"no_worse_than": 3}, "folder of a table"),
        ({"least_images": 0}, "whole number from 1 up"),
        ({"least_images": 2.5}, "whole number"),
        ({"least_images": True}, "whole number"),
        ({"confidence": 1}, "from 0.5 to below 1"),
        ({"confidence": 95}, "from 0.5 to below 1"),
        ({"name": 3}, "name must be a text"),
        ({"where": ["a"]}, "where must be a text"),
        ({"cluster": 1}, "cluster must be a text"),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_with_what_to_do(keys, said):
    with pytest.raises(CallError, match=said.replace("(", r"\(")):
        rule(**keys)


def test_a_limit_between_the_ends_of_a_measure_is_taken_for_every_measure():
    for measure in MEASURES:
        assert rule(measure=measure, most=0.5).limits[0].high == 0.5
        assert rule(measure=measure, most=None, least=0.5).limits[0].low == 0.5


def test_a_difference_from_the_rest_may_be_negative():
    assert rule(against="rest", most=-0.02).limits[0].high == -0.02


@pytest.mark.parametrize(
    ("keys", "worse"),
    [
        ({"most": 0.05}, "more"),
        ({"least": 0.05, "most": None}, "less"),
        ({"most": None, "selectors": {"role": "core"}}, "less"),
        ({"most": None, "selectors": {"role": ["artefact", "context"]}}, "more"),
        ({"most": None, "worse": "less"}, "less"),
        ({"most": 0.05, "worse": "less"}, "less"),
    ],
)
def test_which_way_is_worse_follows_from_what_a_rule_says(keys, worse):
    made = rule(no_worse_than=Path("runs/main"), by_at_most=0.02, **keys)
    assert made.worse == worse
    limit = made.limits[-1]
    assert (limit.low, limit.high) == ((-math.inf, 0.02) if worse == "more" else (-0.02, math.inf))


@pytest.mark.parametrize(
    "keys",
    [
        {"most": None},
        {"least": 0.01, "most": 0.05},
        {"most": None, "selectors": {"role": ["core", "artefact"]}},
        {"most": None, "selectors": {"role": "*"}},
    ],
)
def test_which_way_is_worse_must_be_told_where_it_does_not_follow(keys):
    with pytest.raises(CallError, match="which way is worse"):
        rule(no_worse_than=Path("runs/main"), **keys)


def test_an_unknown_choice_is_an_unknown_name():
    with pytest.raises(UnknownNameError):
        rule(measure="liftt")


def test_a_rule_cannot_be_changed():
    with pytest.raises(AttributeError):
        rule().most = 0.9  # type: ignore[misc]
