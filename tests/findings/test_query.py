"""Queries: correctly quoted for SQL and for a shell, whatever parts and classes are called."""

from __future__ import annotations

import shlex
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partwise.findings.find import find
from partwise.findings.query import command, condition
from planting import planted

ODD = [
    "driver's door",
    'the "best" part',
    "$(touch owned) !!",
    "`touch owned`",
    "back\\slash \\' \\",
    "耳\u202e\n\x1b[31mred",
    "%_ -- ; /* */",
    "a  b",
]


def arguments(line: str, place) -> list[str]:
    """What bash hands to partwise for this line."""
    script = 'partwise() { printf "%s\\0" "$@"; }\n' + line
    done = subprocess.run(["bash", "-c", script], cwd=place, capture_output=True, check=True)
    return done.stdout.decode().split("\0")[:-1]


@pytest.mark.parametrize("name", ODD)
def test_a_part_of_any_name_is_found_again_through_sql_and_through_a_shell(tmp_path, name):
    table = planted(
        tmp_path / "the table's $place",
        lambda at: 0.2 if at.segment == name else None,
        roles={"eye": "core", name: None},
        images=12,
    )
    (finding,) = find(table)
    assert finding.segment == name
    assert len(table.where(finding.where)) == finding.images == 24
    given = arguments(finding.command, tmp_path)
    assert given[:3] == ["show", str(table.folder), "--rows"]
    assert given[3:] == ["--where", finding.where]
    assert "\x1b" not in finding.command
    assert "\n" not in finding.command
    assert sorted(each.name for each in tmp_path.iterdir()) == ["the table's $place"]


def test_conditions_of_the_table_are_part_of_the_command(tmp_path):
    table = planted(tmp_path / "t", lambda at: 0.2 if at.segment == "logo" else None, images=12)
    dogs = table.where("target_class = 'dog' or target_class = 'it''s'").where("share < 1")
    (finding,) = find(dogs)
    where = shlex.split(finding.command)[-1]
    assert len(table.where(where)) == len(dogs.where(finding.where)) == 12


def test_columns_with_odd_names_are_quoted(tmp_path):
    column = 'it\'s "odd"'
    metadata = {f"{number:03}.png": {column: "AB"[number // 8 % 2]} for number in range(48)}
    table = planted(
        tmp_path / "t",
        lambda at: 0.2 if at.segment == "logo" and at.number // 8 % 2 else None,
        images=24,
        metadata=metadata,
    )
    (finding,) = find(table, by=column)
    assert set(table.where(finding.where).to_pandas()[column]) == {"B"}
    assert arguments(finding.command, tmp_path)[-1] == finding.where


def test_rows_where_a_part_was_looked_for_and_not_found_are_left_out(tmp_path):
    table = planted(
        tmp_path / "t",
        lambda at: 0.2 if at.segment == "logo" else None,
        columns=lambda at: (
            {"status": "not_found"} if at.segment == "logo" and at.number % 3 == 0 else {}
        ),
    )
    (finding,) = find(table)
    assert len(table.where(finding.where)) == finding.images == 64


def test_a_plain_command_is_easy_to_read(tmp_path):
    table = planted(tmp_path / "t", images=1)
    where = condition([("segment", "wheel"), ("target_class", "minivan")])
    assert command(table, where) == (
        f"partwise show {tmp_path / 't'} --rows "
        "--where \"segment = 'wheel' and target_class = 'minivan'\""
    )


@given(st.text(st.characters(exclude_categories=("C",))), st.sampled_from(["segment", "a b"]))
def test_a_shell_reads_back_what_was_quoted(name, column):
    where = condition([(column, name)])
    made = command(_Folder("t"), where)  # pyright: ignore[reportArgumentType]
    assert shlex.split(made) == ["partwise", "show", "t", "--rows", "--where", where]


class _Folder:
    """All that a command needs of a table."""

    conditions = ()

    def __init__(self, folder: str) -> None:
        self.folder = folder
