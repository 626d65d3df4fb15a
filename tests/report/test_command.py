"""partwise report: one file, or one with a folder beside it, and what it refuses."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest


def report(*args):
    call = [
        sys.executable,
        "-c",
        "from partwise.cli import main; main()",
        "report",
        *map(str, args),
    ]
    return subprocess.run(call, capture_output=True, text=True, check=False)


def test_it_writes_one_file_and_says_where(table, tmp_path):
    done = report(table.folder, "-o", tmp_path / "cars.html")
    assert done.returncode == 0, done.stderr
    assert "24 images in" in done.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["cars.html"]


def test_a_table_writes_the_same_file_from_python(table, tmp_path):
    report(table.folder, "-o", tmp_path / "cars.html")
    written = table.report(tmp_path / "again.html")
    assert written.read_text("utf-8") == (tmp_path / "cars.html").read_text("utf-8")


def test_with_a_folder_every_picture_is_a_file_that_the_page_names(table, tmp_path):
    done = report(table.folder, "-o", tmp_path / "cars.html", "--folder")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "cars.html").read_text("utf-8")
    named = set(re.findall(r"cars_pictures/[\w-]+\.(?:jpg|png)", page))
    assert named == {
        f"cars_pictures/{each.name}" for each in (tmp_path / "cars_pictures").iterdir()
    }
    assert len(named) == 48
    assert "base64" not in page.split('id="report">')[1].split("</script>")[0]


def test_a_condition_chooses_what_is_reported(table, tmp_path):
    done = report(table.folder, "-o", tmp_path / "ears.html", "--where", "segment = 'ear'")
    assert done.returncode == 0, done.stderr
    data = (tmp_path / "ears.html").read_text("utf-8")
    assert "segment = 'ear'" in data


@pytest.mark.parametrize(
    ("out", "said"),
    [
        ("report.pdf", "must be .html or .htm, got '.pdf'"),
        ("report", "it has none"),
        (".", "is a folder; name a file in it"),
        ("nowhere/report.html", "there is no folder"),
    ],
)
def test_a_place_where_no_report_can_be_is_refused_at_once(table, tmp_path, out, said):
    done = report(table.folder, "-o", tmp_path / out)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_folder_that_is_no_table_is_refused(tmp_path):
    done = report(tmp_path, "-o", tmp_path / "report.html")
    assert done.returncode == 2
    assert "is not a table" in done.stderr


def test_of_two_tables_one_file_is_written_and_of_three_none(table, tmp_path):
    done = report(table.folder, table.folder, "-o", tmp_path / "both.html")
    assert done.returncode == 0, done.stderr
    assert "24 and 24 images in" in done.stderr
    done = report(*[table.folder] * 3, "-o", tmp_path / "three.html")
    assert done.returncode == 2
    assert "or of two that are compared; got 3" in done.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["both.html"]
