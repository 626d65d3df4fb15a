"""What a view says of maps that do not add up to what their method promises."""

from __future__ import annotations

import json

import pytest

import partwise as pw
from partwise.views.show import summary_to_text
from tables import row, table_of


def shown(folder, method, relative):
    """A table of a method whose maps miss so much, as text."""
    table_of(folder, [row(f"{at}.png", "ear", method=method) for at in range(3)])
    run = folder / "run.json"
    told = json.loads(run.read_text("utf-8"))
    of_maps = {"method": method, "target_kind": "predicted", "completeness_relative": relative}
    told["facts"]["maps"] = [of_maps]
    run.write_text(json.dumps(told), "utf-8")
    return " ".join(summary_to_text(pw.open_table(folder).summary()).split())


@pytest.mark.parametrize(
    ("method", "advice"),
    [
        ("integrated-gradients:baseline=blur,steps=32", "More steps bring them closer"),
        ("gradient-shap:baseline=blur,noise=0.0,samples=32", "More samples bring them closer"),
        ("deep-lift:baseline=blur", "a baseline of one colour brings them closer"),
        ("lrp:bias=ignored,gamma=0.25,rule=epsilon", "has nowhere to go"),
        ("lrp:bias=absorbs,gamma=0.25,rule=epsilon", "Biases take the rest"),
        ("attn-lrp:gamma=0.05", "Class tokens and positions"),
    ],
)
def test_maps_that_miss_much_are_told_with_what_brings_them_closer(tmp_path, method, advice):
    said = shown(tmp_path / "table", method, 0.5)
    promised = "logit" if "lrp" in method else "change of the logit"
    assert f"Incomplete: sums of maps miss the {promised} by 50 % (median over maps)" in said
    assert advice in said


@pytest.mark.parametrize("method", ["another", "deep-lift:baseline=mean"])
def test_where_nothing_is_known_to_help_only_the_number_is_told(tmp_path, method):
    said = shown(tmp_path / "table", method, 0.5)
    assert "by 50 % (median over maps)." in said
    assert "closer" not in said


def test_maps_that_miss_little_are_not_told(tmp_path):
    assert "Incomplete" not in shown(tmp_path / "table", "deep-lift:baseline=mean", 0.001)
