"""The study's tables, rules and figures, on trials written by hand."""

from __future__ import annotations

import csv

import numpy as np
import pyarrow as pa
import pytest
from study.depth import chosen
from study.figures import _curve
from study.results import AUDIT, Results, write_csv
from study.rules import Rule, rules, share_flagged

from partwise.selftest.scores import Question, power
from partwise.selftest.trial import Trial
from study import tables
from trials import COLUMNS, made

METHOD = "integrated-gradients"
SIGNED, EFFECT = Question(METHOD, "signed_share"), Question("", "effect")
SCHEMA = pa.schema([*COLUMNS, *((name, pa.float64()) for name in ("low", "p", "p_adjusted"))])


def trial(value, scaled, *, verdict="inconclusive", effect=None, low=None):
    """A trial with the default measure, an effect, and a share that is the same for all."""
    base = made(value, scaled, verdict=verdict)
    (row,) = base.cells.to_pylist()
    row |= {"method": f"{METHOD}:steps=32", "low": low, "p": 0.01, "p_adjusted": 0.02}
    rows = [row, {**row, "measure": "share", "mean": 0.2, "estimate": None, "primary": False}]
    if effect is not None:
        said = {"verdict": effect, "direction": "supports", "primary": True}
        rows.append({**row, "measure": "effect", **said})
    return Trial(base.design, base.truth, pa.Table.from_pylist(rows, SCHEMA), 1.5)


@pytest.fixture
def results():
    trials = [
        trial(3.0, 1.0, verdict="relies", effect="matters", low=2.0),
        trial(2.0, 0.5, verdict="attributed", effect="inconclusive", low=0.01),
        trial(0.1, 0.0, effect="matters", low=-0.2),
        trial(0.2, 0.05, effect="inconclusive", low=-0.1),
    ]
    return Results(trials, [{"TCAV": each} for each in (0.0, 1.0, 0.0, 0.0)])


def found(results, name, *, relies=True):
    (rule,) = [each for each in rules(METHOD) if each.name.startswith(name)]
    return share_flagged(results.trials, rule, AUDIT, relies=relies)


def test_each_part_of_the_verdict_takes_some_flags_away(results):
    assert found(results, "signed_share: interval above even").value == 1
    assert found(results, "signed_share: and the interval beyond the margin").value == 0.5
    assert found(results, "signed_share: and the correction").value == 1
    assert found(results, "the default verdict, and the effect agrees").value == 0.5
    assert found(results, "the effect matters", relies=False).value == 0.5
    assert found(results, "signed_share: and the correction", relies=False).value == 0


def test_networks_without_a_record_are_left_out_and_not_counted_as_clean(results):
    bare = trial(9.0, 1.0, verdict="relies", low=3.0)
    both = Results([*results.trials, bare], [])
    told = found(both, "the effect matters")
    assert (told.value, told.positive) == (0.5, 2)
    nothing = Rule("nothing", [(Question("gradient", "mean"), bool)])
    assert np.isnan(share_flagged(both.trials, nothing, AUDIT, relies=True).value)


def test_an_effect_without_a_placebo_is_left_out_of_every_count():
    shown = trial(3.0, 1.0, verdict="relies", effect="matters", low=2.0)
    rows = shown.cells.to_pylist()
    empty = {"mean": None, "estimate": None, "verdict": None, "direction": None}
    rows = [row | empty if row["measure"] == "effect" else row for row in rows]
    border = Trial(shown.design, shown.truth, pa.Table.from_pylist(rows, SCHEMA), 1.0)
    assert power([shown, border], EFFECT, AUDIT).positive == 1
    assert power([shown, border], EFFECT, AUDIT).value == 1
    assert found(Results([shown, border], []), "the effect matters").positive == 1


def test_rivals_stand_beside_the_default_on_the_same_networks(results):
    lines = tables.rivals(results).splitlines()
    by = {line.split("  ")[0]: line for line in lines}
    assert "1.000" in by["partwise: signed_share of integrated-gradients (the default)"]
    assert " 0.750 " in by["TCAV"]
    assert "+0.250" in by["TCAV"]


def test_strata_count_every_network_once_a_key(results):
    text = tables.strata(results)
    (line,) = [each for each in text.splitlines() if each.startswith("cue  ")]
    assert line.split()[2] == "4"
    assert "≤ 1 point" in text


def test_a_larger_margin_flags_no_more(results):
    lines = [line.split() for line in tables.margins(results).splitlines()[2:]]
    found = [int(line[3]) for line in lines if line[2] == str(AUDIT)]
    assert found == sorted(found, reverse=True)
    assert (found[0], found[-1]) == (100, 50)


def test_flags_rise_with_the_true_shift(results):
    lines = {line.split("  ")[0]: line.split() for line in tables.by_shift(results).splitlines()}
    assert lines["-0.05 to 0.05"][-1] == "%"
    assert lines["-0.05 to 0.05"][-2] == "0"
    assert lines["1 to 2"][-2] == "100"


def test_every_network_is_a_line_of_the_csv_with_its_seed_and_the_machine(results, tmp_path):
    place = tmp_path / "docs" / "trials.csv"
    write_csv(results, [SIGNED, EFFECT], place, "some processor")
    with place.open(newline="") as file:
        lines = list(csv.DictReader(file))
    assert len(lines) == 4
    assert {line["machine"] for line in lines} == {"some processor"}
    assert [line["relies"] for line in lines] == ["relies", "relies", "ignores", "ignores"]
    assert lines[0][f"{METHOD} signed_share"] == "3"
    assert lines[0][f"{METHOD} signed_share verdict"] == "relies supports"
    assert lines[1]["TCAV"] == "1"
    assert lines[0]["seed"] == "1000"


def test_a_curve_begins_at_nothing_and_ends_at_all():
    curve = _curve(np.array([3.0, 2, 2, 1, np.nan]), np.array([1.0, 1, 0, 0, 1]))
    assert curve[["found", "alarms"]].to_numpy().tolist() == [[0, 0], [0.5, 0], [1, 0.5], [1, 1]]


def test_one_network_of_each_kind_and_strength_is_looked_at_in_depth():
    assert len({(each.cue.kind, each.strength) for each in chosen()}) == 35
