"""docs/effects.md: its example worked again with a pencil, its words looked up in the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from partwise.measures import (
    EFFECT,
    EFFECT_MEASURES,
    LEAST_CHANGE,
    LEAST_COLOUR_CHANGE,
    LEAST_RISE,
    MEASURES,
)
from partwise.schema import EFFECTS
from partwise.statistics.verdicts import ONLY_ELSEWHERE
from partwise.table.agreement import LEAST_SEGMENTS
from partwise.table.paired import DIRECTIONS
from partwise.table.pasted import ONLY_PIECES
from partwise.table.removed import AGREE, ANSWERS, HANGS, NO_ANSWER, NOT_COLOUR, UNDECIDED

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "effects.md").read_text(encoding="utf-8")
TEXT = " ".join(PAGE.split())
EXAMPLE = " ".join(PAGE.split("### An example by hand")[1].split("```")[0].split())


def test_each_step_of_the_example_follows_from_the_one_before():
    picture, removed, placebos, kept, floor = 4.0, 1.0, (3.5, 3.9), 3.0, -1.0
    removal = picture - removed
    elsewhere = [picture - each for each in placebos]
    placebo = sum(elsewhere) / 2
    above = picture - floor
    assert f"removal = {picture:g} − {removed:g} = **{removal:g}**" in EXAMPLE
    assert f"placebo = ({elsewhere[0]:g} + {elsewhere[1]:.1f}) / 2 = **{placebo:.1f}**" in EXAMPLE
    assert f"effect = {removal:g} − {placebo:.1f} = **{removal - placebo:.1f}**" in EXAMPLE
    assert f"the picture has {above:g} above its floor" in EXAMPLE
    assert f"necessity = {removal:g} / {above:g} = **{removal / above:g}**" in EXAMPLE
    assert f"({kept:g} + 1) / {above:g} = **{(kept - floor) / above:g}**" in EXAMPLE


def test_every_measure_of_effects_has_its_formula():
    rows = dict(re.findall(r"^\| \**`(\w+)`\** \| (.*?) \|", PAGE, re.MULTILINE))
    assert {*EFFECT_MEASURES} <= {*rows}
    for name in ("removal", "placebo", EFFECT, "necessity", "sufficiency"):
        formula = MEASURES[name].formula.replace("-", "−").replace(" / ", "/")
        assert rows[name].replace(" / ", "/") == formula, name


def test_every_operation_is_told():
    meaning = next(each.meaning for each in EFFECTS if each.name == "operation")
    for name in ("remove", "placebo", "keep", "floor", "paste", "scrambled"):
        assert f"| `{name}` |" in PAGE
        assert name in meaning


def test_limits_and_words_are_those_of_the_code():
    assert LEAST_RISE == 0.5
    assert "at least half a deviation" in TEXT
    assert f"`change` below {LEAST_CHANGE:g} | **{NO_ANSWER}**" in TEXT
    assert f"`colour_change` below {LEAST_COLOUR_CHANGE:g} | **{NOT_COLOUR}**" in TEXT
    assert f"else | **{ANSWERS}**" in TEXT
    assert f"the margin is {MEASURES[EFFECT].smallest_effect:g} logits" in TEXT
    assert LEAST_SEGMENTS == 3
    assert "at least three parts" in TEXT
    assert f"**{ONLY_ELSEWHERE}**" in TEXT
    assert f"**{ONLY_PIECES}**" in TEXT


@pytest.mark.parametrize(
    "word", [AGREE, HANGS.removesuffix("s on the fill"), UNDECIDED, *DIRECTIONS]
)
def test_every_word_of_a_result_is_explained(word):
    assert word in TEXT
