"""Text views: aligned, complete, and safe for any name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import partwise as pw
from partwise.errors import UnknownNameError
from partwise.views.show import clean
from tables import small_table

if TYPE_CHECKING:
    from partwise.table.summary import Summary


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


def table_lines(summary: Summary) -> list[str]:
    """The lines of the first block's groups, below its title and heading."""
    return repr(summary).partition("\n\n")[2].partition("\n\n")[0].splitlines()[2:]


def test_each_line_is_a_segment_and_the_columns_are_aligned(place):
    summary = pw.open_table(place / "table").summary(intervals="none")
    title, _, head, *_ = repr(summary).splitlines()
    assert title == "maps · target given"
    assert head.split() == [
        "segment", "images", "area_fraction", "share", "contrast", "signed_lift", "lift",
    ]  # fmt: skip
    lines = table_lines(summary)
    assert {line.split()[0] for line in lines} == {"ear", "head", "(unnamed)"}
    assert len({len(line) for line in [head, *lines]}) == 1


def test_left_overs_come_last(place):
    assert table_lines(pw.open_table(place / "table").summary())[-1].startswith("(unnamed)")


def test_the_greatest_lift_comes_first(place):
    table = pw.open_table(place / "table").where("segment != '(unnamed)'")
    lines = table_lines(table.summary(measures=["lift"], intervals="none"))
    lifts = [float(line.split()[-1]) for line in lines]
    assert lifts == sorted(lifts, reverse=True)


def test_names_in_another_script_with_quotes_newlines_and_300_letters_stay_on_one_line(place):
    table = with_names(place, "耳\n'\"/\x1b[31m", "h" * 300, "odd")
    text = repr(table.summary())
    lines = text.splitlines()
    assert "\x1b" not in text
    assert any(line.startswith("耳\\n'\"/\\x1b[31m") for line in lines)
    assert any(line.startswith("h" * 39 + "…") for line in lines)


def test_wide_characters_take_two_columns(place):
    summary = with_names(place, "左耳", "head", "wide").summary(measures="lift", intervals="none")
    lines = table_lines(summary)
    ear = next(line for line in lines if line.startswith("左耳"))
    head = next(line for line in lines if line.startswith("head"))
    assert len(ear) == len(head) - 2


def test_a_condition_that_nothing_meets_says_so(place):
    assert "No rows" in repr(pw.open_table(place / "table").where("lift > 1000").summary())


def test_several_columns_group_together(place):
    lines = table_lines(pw.open_table(place / "table").summary(["label", "segment"]))
    assert [line.split()[0] for line in lines] == ["cat"] * 3 + ["dog"] * 3


def test_an_unknown_measure_is_told_with_the_nearest(place):
    with pytest.raises(UnknownNameError, match="'share'"):
        pw.open_table(place / "table").summary(measures=["shares"])


def test_clean_cuts_and_escapes():
    assert clean("a\tb") == "a\\tb"
    assert clean(None) == "–"
    assert len(clean("x" * 100)) == 40
