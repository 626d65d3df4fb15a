"""Boxes: quantiles of images, of each segment and group, and no image by itself."""

from __future__ import annotations

import numpy as np
import pytest

from specs import layers, marks, subtitle
from tables import row, table_of


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    rng = np.random.default_rng(0)
    rows = [
        row(f"{at}.png", name, signed_lift=float(rng.standard_t(2)), lift=50, label="ab"[at % 2])
        for at in range(200)
        for name in ("eye", "ear")
    ]
    return table_of(tmp_path_factory.mktemp("box") / "table", rows)


def test_a_box_ends_at_the_quartiles_and_whiskers_at_5_and_95_percent(table):
    boxes = {(each["row"], each["of"]): each for each in marks(table.plot("box", "label"), "bar")}
    assert len(boxes) == 4
    rows = table.to_arrow(["segment", "label", "signed_share"]).to_pylist()
    for (segment, label), box in boxes.items():
        values = [
            each["signed_share"]
            for each in rows
            if (each["segment"], each["label"]) == (segment, label)
        ]
        drawn = [box[each] for each in ("q05", "q25", "median", "q75", "q95")]
        assert drawn == pytest.approx(np.quantile(values, [0.05, 0.25, 0.5, 0.75, 0.95]))
        assert box["average"] == pytest.approx(np.mean(values))


def test_ends_of_marks_are_the_columns_they_are_said_to_be(table):
    ends = {
        each["mark"]["type"]: (each["encoding"]["x"]["field"], each["encoding"]["x2"]["field"])
        for each in layers(table.plot("box"))
        if "x2" in each["encoding"]
    }
    assert ends == {"rule": ("q05", "q95"), "bar": ("q25", "q75")}


def test_a_chart_does_not_grow_with_images(table):
    assert len(marks(table.plot("box"), "bar")) == 2


def test_more_groups_than_colours_are_counted(tmp_path):
    rows = [
        row(f"{label}-{at}.png", "eye", signed_lift=label / 10 + at / 100, label=f"class {label}")
        for label in range(10)
        for at in range(3)
    ]
    chart = table_of(tmp_path / "table", rows).plot("box", "label")
    assert len(marks(chart, "bar")) == 7
    assert "3 more groups" in subtitle(chart)
