"""Kept: answers are read again as long as the table stays as it is, and not longer."""

from __future__ import annotations

import os
import shutil

import pytest

import partwise as pw
from tables import small_table

pytest.importorskip("platformdirs", reason="the app's packages are not installed")
from partwise.web import kept
from partwise.web.answers import Answers
from partwise.web.kept import Kept


@pytest.fixture
def table(tmp_path):
    return small_table(tmp_path / "small")


@pytest.fixture
def root(tmp_path):
    return tmp_path / "cache"


def never():
    raise AssertionError("this was kept")


def test_an_answer_is_worked_out_once(table, root):
    assert Kept(table, root)("sum", lambda: {"found": [1, None, "é"]}) == {"found": [1, None, "é"]}
    assert Kept(table, root)("sum", never) == {"found": [1, None, "é"]}
    assert Kept(table, root)("another", lambda: 2) == 2


def test_another_table_and_other_conditions_have_answers_of_their_own(table, root, tmp_path):
    other = small_table(tmp_path / "other")
    some = table.where("segment = 'ear'")
    for at, each in enumerate((table, other, some)):
        assert Kept(each, root)("sum", lambda at=at: at) == at
    assert [Kept(each, root)("sum", never) for each in (table, other, some)] == [0, 1, 2]


@pytest.mark.parametrize("changed", ["rows/part-000000.parquet", "run.json"])
def test_what_is_written_to_the_table_makes_old_answers_void(table, root, changed):
    Kept(table, root)("sum", lambda: 1)
    os.utime(table.folder / changed, ns=(1, 1))
    assert Kept(table, root)("sum", lambda: 2) == 2
    # and what was said before is gone
    assert len([*root.glob("*/*/")]) == 1


def test_a_part_more_makes_old_answers_void(table, root):
    Kept(table, root)("sum", lambda: 1)
    rows = table.folder / "rows"
    shutil.copy(rows / "part-000000.parquet", rows / "part-000001.parquet")
    assert Kept(table, root)("sum", lambda: 2) == 2


def test_another_partwise_works_answers_out_again(table, root, monkeypatch):
    Kept(table, root)("sum", lambda: 1)
    monkeypatch.setattr(kept.partwise, "__version__", "99")
    assert Kept(table, root)("sum", lambda: 2) == 2


def test_answers_of_a_table_that_is_gone_are_thrown_away(table, root, tmp_path):
    other = small_table(tmp_path / "other")
    Kept(other, root)("sum", lambda: 1)
    shutil.rmtree(other.folder)
    Kept(table, root)
    assert len([*root.iterdir()]) == 1


def test_an_answer_that_is_damaged_is_worked_out_again(table, root):
    Kept(table, root)("sum", lambda: 1)
    (written,) = root.glob("*/*/*.json")
    written.write_text("{")
    assert Kept(table, root)("sum", lambda: 2) == 2
    assert Kept(table, root)("sum", never) == 2


def test_a_spoilt_cache_does_no_harm(table, root):
    (root / "spoilt").mkdir(parents=True)
    (root / "spoilt" / "table.txt").write_bytes(b"\xff\xfe\x00")
    assert Kept(table, root)("sum", lambda: 1) == 1


def test_without_a_place_to_keep_them_answers_are_the_same(table, tmp_path):
    root = tmp_path / "file"
    root.write_text("no folder")
    assert [Kept(table, root)("sum", lambda at=at: at) for at in range(2)] == [0, 1]


def test_only_who_asked_can_read_what_was_kept(table, root):
    Kept(table, root)("sum", lambda: 1)
    (folder,) = root.glob("*/*/")
    assert folder.stat().st_mode & 0o077 == 0


def test_answers_that_were_kept_are_those_that_were_worked_out(table, root, monkeypatch):
    first = Answers(table, Kept(table, root))
    assert sum(1 for _ in first.prepare()) == 4 + len(first.by)
    told = [first.overview(), first.findings(), first.confusion(), first.groups("label")]
    monkeypatch.setattr(pw.AttributionTable, "summary", never)
    monkeypatch.setattr(pw.AttributionTable, "findings", never)
    again = Answers(table, Kept(table, root))
    found = [again.overview(), again.findings(), again.confusion(), again.groups("label")]
    plain = [each for each in told if each is not None]
    assert [each for each in found if each is not None] == [_as_json(each) for each in plain]


def _as_json(told):
    """Without what JSON does not tell apart."""
    if isinstance(told, dict):
        return {str(name): _as_json(each) for name, each in told.items()}
    return [_as_json(each) for each in told] if isinstance(told, list | tuple) else told
