"""Text views: aligned, complete, and safe for any name."""

from __future__ import annotations

import json

import pytest

import partwise as pw
from partwise.errors import UnknownNameError
from partwise.views.show import clean
from tables import small_table


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("show")
    small_table(folder)
    return folder


def with_names(place, ear: str, head: str, out: str) -> pw.AttributionTable:
    data = json.loads((place / "parts.json").read_text())
    data["categories"][0]["name"], data["categories"][1]["name"] = ear, head
    (place / "named.json").write_text(json.dumps(data))
    return pw.build(
        None,
        place / "pictures",
        f"coco:{place / 'named.json'}",
        maps=place / "maps",
        out=place / out,
    )


def test_each_line_is_a_segment_and_the_columns_are_aligned(place):
    lines = repr(pw.open_table(place / "table").summary()).splitlines()
    assert lines[0] == "maps · target given"
    assert lines[2].split() == [
        "segment", "images", "area_fraction", "mean", "signed_lift", "contrast", "share", "lift",
        "top_share",
    ]  # fmt: skip
    assert {line.split()[0] for line in lines[4:]} == {"ear", "head", "(unnamed)"}
    assert len({len(line) for line in lines[2:]}) == 1


def test_left_overs_come_last(place):
    assert repr(pw.open_table(place / "table").summary()).splitlines()[-1].startswith("(unnamed)")


def test_the_greatest_lift_comes_first(place):
    table = pw.open_table(place / "table").where("segment != '(unnamed)'")
    lifts = [float(line.split()[-1]) for line in repr(table.summary(measures=["lift"], intervals="none")).splitlines()[4:]]
    assert lifts == sorted(lifts, reverse=True)


def test_names_in_another_script_with_quotes_newlines_and_300_letters_stay_on_one_line(place):
    table = with_names(place, "耳\n'\"/\x1b[31m", "h" * 300, "odd")
    text = repr(table.summary())
    lines = text.splitlines()
    assert "\x1b" not in text
    assert any(line.startswith("耳\\n'\"/\\x1b[31m") for line in lines)
    assert any(line.startswith("h" * 39 + "…") for line in lines)


def test_wide_characters_take_two_columns(place):
    lines = repr(with_names(place, "左耳", "head", "wide").summary(measures=["lift"])).splitlines()
    ear = next(line for line in lines if line.startswith("左耳"))
    head = next(line for line in lines if line.startswith("head"))
    assert len(ear) == len(head) - 2


def test_a_condition_that_nothing_meets_says_so(place):
    assert "No rows" in repr(pw.open_table(place / "table").where("lift > 1000").summary())


def test_several_columns_group_together(place):
    lines = repr(pw.open_table(place / "table").summary(["label", "segment"])).splitlines()
    assert [line.split()[0] for line in lines[4:]] == ["cat"] * 3 + ["dog"] * 3


def test_an_unknown_measure_is_told_with_the_nearest(place):
    with pytest.raises(UnknownNameError, match="'share'"):
        pw.open_table(place / "table").summary(measures=["shares"])


def test_clean_cuts_and_escapes():
    assert clean("a\tb") == "a\\tb"
    assert clean(None) == "–"
    assert len(clean("x" * 100)) == 40
