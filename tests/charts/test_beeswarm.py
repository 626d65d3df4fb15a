"""Beeswarms: a dot an image, aside where it would cover another, and a sample told as one."""

from __future__ import annotations

import numpy as np
import pytest

from partwise.charts import beeswarm
from partwise.charts.beeswarm import offsets
from specs import layer, marks, subtitle
from tables import row, table_of


def made(tmp_path, images=12, **columns):
    rows = [
        row(f"{at:03}.png", name, signed_lift=(at - 4) * size, **columns)
        for at in range(images)
        for name, size in {"eye": 0.05, "ear": 0.01}.items()
    ]
    return table_of(tmp_path / "table", rows)


def test_each_image_is_a_dot_in_its_segments_row_at_its_value(tmp_path):
    table = made(tmp_path)
    dots = {
        (each["row"], each["image_id"]): each["value"]
        for each in marks(table.plot("beeswarm"), "circle")
    }
    expected = {
        (each["segment"], each["image_id"]): each["signed_share"]
        for each in table.to_arrow(["segment", "image_id", "signed_share"]).to_pylist()
    }
    assert dots == expected


def test_the_mean_of_all_images_is_a_black_mark(tmp_path):
    table = made(tmp_path)
    told = {
        each["segment"]: each["mean"]
        for each in table.summary(measures="signed_share").to_arrow().to_pylist()
    }
    assert {each["row"]: each["value"] for each in marks(table.plot("beeswarm"), "tick")} == told


def test_the_hardest_null_is_a_grey_mark(tmp_path):
    rows = [
        row(f"{at:02}.png", "eye", lift=value + at / 100, signed_lift=0.1, method=method, kind=kind)
        for at in range(12)
        for method, kind, value in (
            ("gradient", "attribution", 3.0),
            ("null-sobel", "null", 2.0),
            ("null-noise", "null", 1.0),
        )
    ]
    chart = table_of(tmp_path / "table", rows).plot("beeswarm", measure="lift")
    nulls = [each for each in marks(chart, "tick") if each["kind"] == "null_mean"]
    assert [each["null"] for each in nulls] == ["null-sobel"]
    assert nulls[0]["value"] == pytest.approx(2.055)
    assert len(marks(chart, "circle")) == 12  # none of them an image of a null
    assert "Grey mark: mean of the hardest null" in subtitle(chart)


def test_colours_tell_the_outcome_where_it_is_known_else_the_predicted_class(tmp_path):
    rows = [
        row(f"{at}.png", "eye", signed_lift=at / 20, predicted="ab"[at % 2], outcome=outcome)
        for at, outcome in enumerate(["correct", "correct", "wrong", None])
    ]
    chart = table_of(tmp_path / "known", rows).plot("beeswarm")
    assert layer(chart, "circle")["encoding"]["color"]["legend"]["title"] == "outcome"
    assert sorted(each["of"] for each in marks(chart, "circle")) == [
        "(others)", "correct", "correct", "wrong"
    ]  # fmt: skip
    blind = [each | {"outcome": None} for each in rows]
    chart = table_of(tmp_path / "blind", blind).plot("beeswarm")
    assert layer(chart, "circle")["encoding"]["color"]["scale"]["domain"] == ["a", "b"]
    plain = made(tmp_path).plot("beeswarm")
    assert "field" not in layer(plain, "circle")["encoding"]["color"]


def test_of_many_classes_the_most_frequent_have_colours(tmp_path):
    rows = [
        row(f"{at}.png", "eye", signed_lift=at / 100, label=f"class {min(at // 2, 7 + at % 9)}")
        for at in range(40)
    ]
    chart = table_of(tmp_path / "table", rows).plot("beeswarm", "label")
    domain = layer(chart, "circle")["encoding"]["color"]["scale"]["domain"]
    assert len(domain) == 8
    assert domain[-1] == "(others)"


def test_of_many_images_a_seeded_sample_is_drawn_and_said(tmp_path, monkeypatch):
    monkeypatch.setattr(beeswarm, "MOST_IN_ROW", 30)
    table = made(tmp_path, images=100)
    chart = table.plot("beeswarm")
    drawn = [(each["row"], each["image_id"]) for each in marks(chart, "circle")]
    assert len(drawn) == 60
    assert {image for row, image in drawn if row == "eye"} == {
        image for row, image in drawn if row == "ear"
    }
    assert "30 of 100 images a row, drawn at random (seed 0)." in subtitle(chart)
    again = [(each["row"], each["image_id"]) for each in marks(table.plot("beeswarm"), "circle")]
    assert again == drawn


def test_more_than_5000_dots_can_be_drawn(tmp_path):
    chart = made(tmp_path, images=2600).plot("beeswarm")
    assert len(marks(chart, "circle")) == 4000
    assert "2,000 of 2,600 images" in subtitle(chart)


def test_dots_at_one_value_stand_side_by_side_about_the_middle():
    values = np.array([1.0, 1.0, 1.0, 1.0, 9.0])
    assert offsets(values, 0, 10) == pytest.approx([-6, -2, 2, 6, 0])


def test_a_crowd_stays_in_its_row_and_where_more_images_are_it_is_wider():
    values = np.random.default_rng(0).standard_normal(2000)
    aside = offsets(values, -5, 5)
    assert np.abs(aside).max() <= beeswarm._HEIGHT / 2
    middle, flank = np.abs(values) < 0.2, np.abs(np.abs(values) - 2) < 0.2
    assert np.abs(aside[middle]).mean() > 1.5 * np.abs(aside[flank]).mean()


def test_values_are_those_of_one_segment_with_its_instances_united(tmp_path):
    rows = [
        row("0.png", "eye", signed_lift=value, instance=at)
        for at, value in enumerate((0.2, 0.4), 1)
    ]
    table = table_of(tmp_path / "table", rows, parameters={"instances": "keep"})
    (only,) = table.values("signed_lift").to_pylist()
    assert only["signed_lift"] == pytest.approx(0.3)
    assert (only["image_id"], only["of"]) == ("0.png", 1)


def test_values_of_several_measures_are_those_of_each(tmp_path):
    rows = [row(f"{at}.png", "eye", signed_lift=at / 10, undefined=at == 2) for at in range(4)]
    table = table_of(tmp_path / "table", rows)
    found = table.values(["share", "area_fraction"])
    assert found.column_names[-3:] == ["share", "area_fraction", "of"]
    assert found["area_fraction"].to_pylist() == [0.1] * 4
    shares = table.values("share")
    assert shares["image_id"].to_pylist() == ["0.png", "1.png", "3.png"]
    assert [each for each in found["share"].to_pylist() if each is not None] == shares[
        "share"
    ].to_pylist()
