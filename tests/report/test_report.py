"""Report: its numbers are the table's own, its pictures lie where the classifier looked."""

from __future__ import annotations

import io
import json

import numpy as np
import pytest
from PIL import Image

from partwise.report.pictures import pictures
from partwise.report.render import to_json
from partwise.report.report import summarise
from tables import effect, row, table_of


def means(data, by):
    """By segment and group, the mean share of each."""
    return {
        (each["segment"], *(each[name] for name in by)): each["mean"]
        for each in data.to_pylist()
        if (each["measure"], each["kind"]) == ("share", "attribution")
    }


@pytest.mark.parametrize("by", [[], ["label"], ["outcome"]])
def test_groups_are_those_of_a_summary(table, report, by):
    summary = table.summary(by or "segment", "share").data
    found = means(report.groups["".join(by)], by)
    assert found == means(summary, by)
    assert len(found) == 3 * max(2 * len(by), 1)


def test_a_condition_leaves_images_and_groups_of_what_meets_it(table):
    report = summarise(table.where("label = 'dog' and segment = 'ear'"))
    assert report.images.num_rows == len(report.pictures) == report.overview["images"] == 12
    assert report.pictures_left_out == 0
    assert set(report.groups[""]["segment"].to_pylist()) == {"ear"}
    parts = [(each["segment"], each["images"]) for each in report.overview["segments"]]
    assert (parts, report.overview["rows"], report.overview["by"]) == ([("ear", 12)], 12, [])


def test_values_are_those_of_the_rows(table, report):
    rows = table.to_arrow(["image_id", "segment", "lift"]).to_pylist()
    expected = {(each["image_id"], each["segment"]): each["lift"] for each in rows}
    found = {
        (each["image_id"], each["segment"]): each["lift"] for each in report.values.to_pylist()
    }
    assert found == {key: value for key, value in expected.items() if key in found}
    assert len(found) == report.values.num_rows == len(rows)


def test_a_column_with_one_value_makes_no_groups(report):
    assert "predicted" not in report.groups
    assert set(report.groups) == {"", "label", "outcome"}


def test_the_frame_is_the_framing_the_other_way_round(tmp_path):
    framed = {"original_height": 60, "original_width": 100, "input_height": 50, "input_width": 50}
    matrix = {"scale_y": 1.0, "scale_x": 1.0, "offset_y": -5.0, "offset_x": -25.0}
    table = table_of(
        tmp_path / "table", [row("a.png", "ear")], pictures={"a.png": {**framed, **matrix}}
    )
    (picture,) = pictures(table, ["a.png"])
    assert picture.frame == (25, 5, 50, 50)
    assert picture.jpeg is None


def test_every_picture_has_its_outlines_and_its_map(report):
    assert {each.image_id for each in report.pictures} == set(report.images["image_id"].to_pylist())
    for each in report.pictures:
        assert {name for name, path in each.outlines if path} >= {"ear", "head"}
        (overlay,) = each.overlays
        assert Image.open(io.BytesIO(overlay.png)).size == (each.shape[1], each.shape[0])
        assert Image.open(io.BytesIO(each.jpeg)).size == (each.shape[1], each.shape[0])


@pytest.mark.parametrize("most", [1, 20_000])
def test_pictures_stop_where_there_is_no_room(table, most):
    report = summarise(table, most_bytes=most)
    assert 0 < len(report.pictures) < 24
    assert report.pictures_left_out == 24 - len(report.pictures)
    assert sum(each.size for each in report.pictures[:-1]) <= most
    assert report.values.num_rows == summarise(table, most_bytes=None).values.num_rows


def test_pictures_have_the_room_that_numbers_leave(table):
    bare = len(json.dumps(to_json(summarise(table, most_bytes=1))))
    most = bare + 20_000
    report = summarise(table, most_bytes=most)
    assert 1 < len(report.pictures) < 24
    assert len(json.dumps(to_json(report))) == pytest.approx(most, rel=0.25)


def test_the_same_table_gives_the_same_report(table, report):
    first, second = (json.dumps(to_json(each)) for each in (report, summarise(table)))
    assert first == second


def test_numbers_that_are_none_are_null(tmp_path):
    rows = [row(f"{number}.png", "ear", undefined=True) for number in range(3)]
    told = to_json(summarise(table_of(tmp_path / "table", rows)))
    assert np.all([each is None for each in told["values"]["lift"]])
    json.dumps(told, allow_nan=False)


def test_of_many_classes_those_with_the_most_images_are_told_apart(tmp_path):
    rows = [
        row(f"{number}-{again}.png", "ear", target_class=f"class {number}")
        for number in range(130)
        for again in range(2 if number < 90 else 1)
    ]
    report = summarise(table_of(tmp_path / "table", rows))
    told = set(report.groups["target_class"]["target_class"].to_pylist())
    assert report.left_out == {"target_class": 30}
    assert len(told) == 100
    assert told >= {f"class {number}" for number in range(90)}


def test_what_removing_does_is_told_by_fill_where_there_are_several(tmp_path):
    rows = [
        row(f"{at}.png", "eye", method=method)
        for at in range(3)
        for method in ("gradient", "other")
    ]
    effects = [
        each
        for at in range(3)
        for fill, fall in (("blur", at + 1.0), ("mean", 2.0))
        for each in effect(f"{at}.png", "eye", fall, 0.5, fill=fill)
    ]
    report = summarise(table_of(tmp_path / "two", rows, effects=effects))
    assert report.removals.to_pylist() == [
        {
            "image_id": f"{at}.png",
            "target_kind": "predicted",
            "segment": "eye",
            "fill": fill,
            "removal": fall,
            "effect": fall - 0.5,
        }
        for at in range(3)
        for fill, fall in (("blur", at + 1.0), ("mean", 2.0))
    ]
    assert to_json(report)["removals"]["effect"] == [0.5, 1.5, 1.5, 1.5, 2.5, 1.5]
    one = [each for each in effects if each["fill"] == "blur"]
    assert not summarise(table_of(tmp_path / "one", rows, effects=one)).removals.num_rows
    assert summarise(table_of(tmp_path / "none", rows)).removals is None
