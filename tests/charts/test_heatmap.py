"""Heatmaps: every cell with its number, its colour from even, and whether it is settled."""

from __future__ import annotations

import numpy as np
import pytest

from partwise.charts.heatmap import _depth, _hatched
from partwise.measures import MEASURES
from specs import layer, layers, marks, subtitle, words
from tables import row, table_of

CLASSES = ("cat", "dog")


def spread(mean: float, at: int) -> float:
    """Images that differ a little about a mean."""
    return mean + (at % 5 - 2) / 100


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    """Of 24 images: eyes support cats much and dogs not at all; whiskers are on three cats."""
    rows = []
    for at in range(24):
        label = CLASSES[at % 2]
        of = {"label": label, "predicted": label}
        rows.append(
            row(f"{at}.png", "eye", signed_lift=spread(0.9 if at % 2 == 0 else 0, at), **of)
        )
        rows.append(row(f"{at}.png", "(unnamed)", signed_lift=spread(-3, at), lift=4, **of))
        if at in (0, 2, 4):
            rows.append(row(f"{at}.png", "whiskers", signed_lift=spread(0.3, at), **of))
    return table_of(tmp_path_factory.mktemp("heatmap") / "table", rows)


@pytest.fixture(scope="module")
def chart(table):
    return table.plot("heatmap")


def test_each_cell_is_a_tile_with_its_mean(chart, table):
    tiles = {(each["row"], each["column"]): each for each in marks(chart, "rect")}
    told = table.summary("target_class", "signed_share", intervals="none").to_arrow().to_pylist()
    assert len(told) == 5
    for each in told:
        assert tiles[each["segment"], each["target_class"]]["value"] == each["mean"]


def test_numbers_names_and_classes_can_be_read_in_the_svg(chart):
    drawn = words(chart)
    assert {"eye", "whiskers", "(unnamed)", "cat", "dog", "+9.0", "+3.0"} <= {*drawn}
    assert drawn.count("−29.9") + drawn.count("−30.0") + drawn.count("−30.1") == 2


def test_bold_is_settled_plain_negligible_and_hatched_neither(chart):
    weights = {(each["row"], each["column"]): each["weight"] for each in marks(chart, "text")}
    assert weights == {
        ("eye", "cat"): "sure",
        ("eye", "dog"): "plain",
        ("whiskers", "cat"): "open",
        ("(unnamed)", "cat"): "sure",
        ("(unnamed)", "dog"): "sure",
    }
    assert [(each["row"], each["column"]) for each in marks(chart, "point")] == [
        ("whiskers", "cat")
    ]
    said = subtitle(chart)
    for each in ("Bold: settled", "Plain: negligible", "Hatched, in italics: not settled"):
        assert each in said


def test_left_overs_come_last_and_take_no_colour_from_the_parts(chart):
    tiles = layer(chart, "rect")
    assert tiles["encoding"]["y"]["sort"] == ["eye", "whiskers", "(unnamed)"]
    domain = tiles["encoding"]["color"]["scale"]["domain"]
    strongest = max(each["value"] for each in tiles["rows"])
    assert domain == pytest.approx([-strongest, -strongest / 2, 0, strongest / 2, strongest])
    assert "Colours end at the strongest named segment." in subtitle(chart)
    assert "Empty: in view in no image." in subtitle(chart)


def test_the_middle_of_the_colours_is_what_an_even_spread_would_give(table):
    scale = layer(table.plot("heatmap", measure="lift"), "rect")["encoding"]["color"]["scale"]
    assert scale["domain"][2] == 1
    assert scale["domain"][0] >= 0
    assert len(scale["range"]) == 5


def test_a_measure_without_an_even_value_goes_from_light_to_dark_and_may_be_judged(table):
    chart = table.plot("heatmap", measure="area_fraction")
    scale = layer(chart, "rect")["encoding"]["color"]["scale"]
    assert scale["domain"][0] == 0
    assert len(scale["range"]) == 3
    assert {each["weight"] for each in marks(chart, "text")} == {"plain"}
    assert "Bold" not in subtitle(chart)
    assert "Hatched" not in subtitle(chart)


def test_letters_are_white_only_on_dark_tiles():
    lift, share = MEASURES["lift"], MEASURES["signed_share"]
    assert _depth(lift, 0.0, 5.0) == 1  # the bluest that there is
    assert _depth(lift, 6.0, 5.0) == 1
    assert _depth(lift, 1.0, 5.0) == 0
    assert _depth(share, -0.5, 1.0) == 0.5


def test_hatching_stays_inside_its_tile():
    path = _hatched(50, 20)
    numbers = np.array(path.replace("M", " ").replace("L", " ").split(), float).reshape(-1, 2)
    assert np.abs(numbers[:, 0]).max() <= 25
    assert np.abs(numbers[:, 1]).max() <= 10
    assert len(numbers) >= 16


def test_any_columns_make_groups(table):
    chart = table.plot("heatmap", ["label", "predicted"], measure="share")
    assert {each["column"] for each in marks(chart, "rect")} == {"cat · cat", "dog · dog"}
    assert spec_title(chart) == "share by segment, label and predicted"


def test_without_a_column_all_images_are_one_group(table):
    assert {each["column"] for each in marks(table.plot("heatmap", "segment"), "rect")} == {
        "all images"
    }


def test_of_500_classes_the_most_telling_are_drawn_and_the_others_counted(tmp_path):
    rows = [
        row(
            f"{label}-{at}.png",
            "eye",
            # one image each but of one class, of which twelve say the same
            signed_lift=0.5 + at / 1000 if label == 250 else (-1) ** label * 0.7,
            predicted=f"class {label}",
        )
        for label in range(500)
        for at in range(12 if label == 250 else 1)
    ]
    chart = table_of(tmp_path / "table", rows).plot("heatmap")
    columns = layer(chart, "rect")["encoding"]["x"]["sort"]
    assert len(columns) == 20
    assert "class 250" in columns  # weaker than the others, and alone certain
    assert columns == sorted(columns, key=lambda name: int(name.split()[1]))
    assert "480 more groups, whose intervals lie nearer to 0, are not drawn." in subtitle(chart)


def test_top_keeps_the_segments_farthest_from_even(tmp_path):
    rows = [
        row(f"{at}.png", f"s{n}", signed_lift=spread(n / 10, at))
        for at in range(12)
        for n in range(5)
    ]
    chart = table_of(tmp_path / "table", rows).plot("heatmap", top=2)
    assert layer(chart, "rect")["encoding"]["y"]["sort"] == ["s4", "s3"]
    assert "3 more segments, whose intervals lie nearer to 0, are not drawn." in subtitle(chart)


def test_several_methods_have_a_panel_each_and_their_own_measure(tmp_path):
    rows = [
        row(f"{at}.png", "eye", signed_lift=0.2, method=method, **unsigned)
        for at in range(12)
        for method, unsigned in (
            ("gradient", {}),
            ("grad-cam:relu=true", {"negative_sum": 0.0, "image_negative_sum": 0.0}),
        )
    ]
    table = table_of(tmp_path / "table", rows)
    panels = table.plot("heatmap").to_dict()["vconcat"]
    assert [panel["title"]["text"] for panel in panels] == [
        ["grad-cam:relu=true · target predicted · 12 images"],
        ["gradient · target predicted · 12 images"],
    ]
    titles = [
        each["encoding"]["color"]["legend"]["title"]
        for each in layers(table.plot("heatmap"))
        if each["mark"]["type"] == "rect"
    ]
    assert titles == ["mean lift", "mean signed_share"]
    alone = table.plot("heatmap", method="grad-cam").to_dict()
    assert "vconcat" not in alone
    assert alone["title"]["subtitle"][0] == "grad-cam:relu=true · target predicted · 12 images"


def spec_title(chart):
    return " ".join(chart.to_dict()["title"]["text"])
