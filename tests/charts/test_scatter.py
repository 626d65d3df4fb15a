"""Scatters: attribution against the effect of removal, with both intervals."""

from __future__ import annotations

import pytest

from partwise.charts import scatter
from partwise.charts.scatter import _box, _lettered, _overlap
from partwise.errors import CallError
from specs import layers, marks, subtitle, words
from tables import effect, mapless, row, table_of

EFFECTS = {"eye": 1.5, "ear": 0.0}


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    """Eyes are relied on, ears are not; what no segment covers was not removed."""
    names = [f"{at:02}.png" for at in range(16)]
    rows = [
        row(name, segment, signed_lift=value + (at % 5) / 50, label="ab"[at % 2])
        for at, name in enumerate(names)
        for segment, value in {"eye": 0.8, "ear": 0.3, "(unnamed)": 0.1}.items()
    ]
    effects = [
        each
        for at, name in enumerate(names)
        for segment, size in EFFECTS.items()
        for each in effect(name, segment, size + (at % 3) / 50)
    ]
    return table_of(tmp_path_factory.mktemp("scatter") / "table", rows, effects=effects)


def test_a_dot_stands_at_attribution_and_effect_with_both_intervals(table):
    dots = {each["segment"]: each for each in marks(table.plot("scatter"), "point")}
    told = table.summary(measures="signed_share").to_arrow().to_pylist()
    for segment in EFFECTS:
        for axis, measure in (("x", "signed_share"), ("y", "effect")):
            (record,) = (
                each for each in told if (each["segment"], each["measure"]) == (segment, measure)
            )
            drawn = [dots[segment][key] for key in (axis, f"{axis}_low", f"{axis}_high")]
            assert drawn == [record["mean"], record["low"], record["high"]]
    bars = [
        each["encoding"] for each in layers(table.plot("scatter")) if each["mark"]["type"] == "rule"
    ]
    ends = [
        (each[axis]["field"], each[f"{axis}2"]["field"])
        for each in bars
        for axis in "xy"
        if f"{axis}2" in each
    ]
    assert ends == [("x_low", "x_high"), ("y_low", "y_high")]


def test_what_is_relied_on_is_filled(table):
    filled = {
        row["segment"]: each["mark"].get("filled", False)
        for each in layers(table.plot("scatter"))
        if each["mark"]["type"] == "point"
        for row in each["rows"]
    }
    assert filled == {"eye": True, "ear": False}


def test_segments_without_an_effect_are_named_and_not_drawn(table):
    chart = table.plot("scatter")
    assert "Without an effect, and not drawn: (unnamed)." in subtitle(chart)
    assert {"eye", "ear"} <= {*words(chart)}
    assert "(unnamed)" not in words(chart)


def test_groups_have_colours(table):
    chart = table.plot("scatter", "label")
    assert {each["of"] for each in marks(chart, "point")} == {"a", "b"}
    assert len(marks(chart, "point")) == 4


def test_a_table_without_effects_is_refused_with_what_to_do(tmp_path):
    table = table_of(tmp_path / "table", [row("0.png", "eye")])
    with pytest.raises(CallError, match="Build it with --effects blur"):
        table.plot("scatter")


def test_a_table_without_maps_is_refused_and_its_effects_can_be_drawn(tmp_path):
    rows = [mapless(f"{at:02}.png", "eye") for at in range(12)]
    removed = [each for at in range(12) for each in effect(f"{at:02}.png", "eye", 1.5)]
    table = table_of(tmp_path / "table", rows, effects=removed)
    with pytest.raises(CallError, match="no saliency maps"):
        table.plot("scatter")
    assert [each["text"] for each in marks(table.plot("heatmap"), "rect")] == ["+1.50"]


def test_effects_against_themselves_are_refused(table):
    with pytest.raises(CallError, match="already"):
        table.plot("scatter", measure="effect")


def test_labels_cover_neither_dots_nor_each_other():
    places = [(0.5, 0.5), (0.53, 0.5), (0.5, 0.54), (0.46, 0.5), (0.5, 0.46), (0.98, 0.9)]
    rows = [
        {"name": f"part {at}", "x": x, "x_low": x, "x_high": x, "y": y, "y_low": y, "y_high": y}
        for at, (x, y) in enumerate(places)
    ]
    made = _lettered(rows, (0, 1), (0, 1))
    # the one in the middle has no room
    assert [each["label"] for each in made] == [f"part {at}" for at in range(1, 6)]
    wide, high = scatter._SIDE, scatter._SIDE * 0.8
    taken = [(x * wide - 5, y * high - 5, x * wide + 5, y * high + 5) for x, y in places]
    for each in made:
        box = _box(each["at_x"] * wide, each["at_y"] * high, 6 * scatter._LETTER, each["align"])
        assert not any(_overlap(box, other) for other in taken), each
        assert box[2] <= wide
        taken.append(box)
