"""Text: the worst comes first, on lines that names cannot break, with commands that work."""

from __future__ import annotations

import io
import json
import shlex
import unicodedata
from contextlib import redirect_stdout
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partwise.gate.cell import Cell
from partwise.gate.gate import check
from partwise.gate.rule import Rule
from partwise.gate.text import show_command, to_text
from tables import row, table_of

ODD = ["left\near", "it's", 'a "b" $(c) `d` !e \\f', "\x1b[31mred\u202e", "耳", "100 %*_", "\u2028"]


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    """A table whose segments, classes and metadata have odd names."""
    folder = tmp_path_factory.mktemp("odd") / "my table's"
    rows = [
        row(f"{number}.png", name, predicted=name, lift=3.0 + number / 10)
        for number in range(12)
        for name in ODD
    ]
    metadata = {f"{number}.png": {'my "site"': ODD[number % 2]} for number in range(12)}
    return table_of(folder, rows, metadata=metadata)


def is_one_line(text: str) -> bool:
    """Whether nothing in it breaks a line or steers a terminal."""
    return len(text.splitlines()) <= 1 and all(
        each.isprintable() or unicodedata.category(each) == "Zs" for each in text
    )


def shown(command: str) -> list[dict]:
    """The rows that a command prints; it is run as a shell would."""
    from partwise.cli import app

    words = shlex.split(command)
    assert words[:2] == ["partwise", "show"]
    out = io.StringIO()
    with redirect_stdout(out):
        app([*words[1:], "--format", "json"], standalone_mode=False)
    return json.loads(out.getvalue())


def test_what_failed_comes_first_then_what_cannot_be_judged(table):
    rules = [
        Rule("share", {"segment": "watermark"}, most=0.9, name="passes"),
        Rule("share", {"segment": "shadow"}, most=0.9, name="cannot"),
        Rule("share", {"segment": "watermark"}, most=0.01, name="fails"),
    ]
    text = to_text(check(table, rules))
    assert text.index("FAILED  fails") < text.index("CANNOT BE JUDGED  cannot")
    assert text.index("CANNOT BE JUDGED  cannot") < text.index("passed  passes")
    assert text.splitlines()[:2] == [
        str(table.folder),
        "3 rules, 3 judgements: 1 failed, 1 cannot be judged, 1 passed",
    ]


def test_of_what_passed_the_cell_nearest_to_the_limit_is_shown(table):
    rule = Rule("share", {"segment": ["watermark", "wheel"], "predicted": "*"}, most=0.9)
    text = to_text(check(table, [rule]))
    assert "passed  4; nearest to the limit: watermark · predicted carton" in text
    rule = Rule("share", {"segment": ["watermark", "wheel"], "predicted": "*"}, least=0.001)
    text = to_text(check(table, [rule]))
    assert "passed  4; nearest to the limit: watermark · predicted crate" in text


def test_what_is_left_out_is_counted(table):
    rule = Rule("share", {"segment": ["watermark", "shadow"]}, most=0.9, too_few="leave out")
    assert "left out  1, with too little to judge them by" in to_text(check(table, [rule]))


def test_wider_intervals_say_why(table):
    rule = Rule("share", {"segment": "watermark", "predicted": "*"}, most=0.01)
    text = to_text(check(table, [rule]))
    assert "intervals of 97.5 %, so that 2 cells have 95 % together" in text
    assert "(97.5 % CI " in text


def test_clusters_and_images_without_a_value_are_counted(tmp_path):
    rows = [row(f"{number}.png", "eye", undefined=number < 2) for number in range(14)]
    metadata = {f"{number}.png": {"patient": f"p{number}"} for number in range(14)}
    table = table_of(tmp_path / "table", rows, metadata=metadata)
    rule = Rule("share", {"segment": "eye"}, most=0.01, cluster="patient")
    (judged,) = check(table, [rule]).judgements
    assert "12 images in 12 clusters by patient, 2 more without a value)" in judged.measured


def test_every_command_shows_the_rows_of_its_cell_whatever_the_names(odd):
    rules = [
        Rule("share", {"segment": "*", "predicted": "*"}, most=0.1, where="lift > 3.15"),
        Rule("lift", {"segment": ODD[0], 'my "site"': "*"}, most=0.1),
        Rule("lift", {"segment": ODD[1], "role": "*"}, most=0.1),
    ]
    judged = check(odd, rules).judgements
    assert len(judged) == len(ODD) + 2 + 1
    for each in judged:
        command = show_command(odd.folder, each.rule, each.cell)
        assert is_one_line(command)
        rows = shown(command)
        assert len(rows) == each.cell.images
        assert {each["segment"] for each in rows} == {each.cell.names["segment"]}


def test_names_break_no_line_and_send_no_codes_to_the_terminal(odd):
    rule = Rule(
        "share", {"segment": "*"}, most=0.01, name="a\n::error::b\x1b[31m", where="\nlift > 0"
    )
    lines = to_text(check(odd, [rule])).splitlines()
    assert all(map(is_one_line, lines))
    assert not any(line.startswith("::") for line in lines)
    assert any("a\\n::error::b\\x1b[31m" in line for line in lines)


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=6))
def test_a_condition_for_any_name_is_one_printable_line_that_only_it_meets(name):
    cell = Cell({"segment": name}, ("segment",), None, None, None, 0.95, 0, 0, 0, 0)
    command = show_command(Path("t"), Rule("share", {"segment": "*"}, most=0.1), cell)
    assert is_one_line(command)
    condition = shlex.split(command)[-1]
    found = duckdb.execute(
        f"SELECT segment FROM (VALUES (?), (?), (?)) t(segment) WHERE {condition}",
        [name, name + "x", "x" + name],
    ).fetchall()
    assert found == [(name,)]


def test_a_result_prints_itself(table):
    result = check(table, [Rule("share", {"segment": "watermark"}, most=0.9)])
    assert str(result) == to_text(result)
