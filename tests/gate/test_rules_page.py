"""The page on rules: its file is read, its commands and Python run, its output is what comes."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from partwise.gate.gate import check
from partwise.gate.judgement import OUTCOMES
from partwise.gate.rule import KEYS, Against, Fail, Rule, TooFew
from partwise.gate.wording import per_cent
from partwise.statistics.estimates import LEAST_CLUSTERS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)[0]


@pytest.fixture
def there(place, monkeypatch):
    monkeypatch.chdir(place)
    Path("rules.toml").write_text(block("toml"), encoding="utf-8")
    return place


def test_the_pages_rules_print_what_the_page_says(there):
    assert str(check("runs/now", "rules.toml")) == block("text")


def test_the_pages_python_runs(there, capsys):
    code = block("python").replace("pw.check", "check").replace("import partwise as pw", "")
    exec(code, {"check": check})
    assert capsys.readouterr().out.startswith("failed 1 {'failed': 2, ")


def test_the_pages_table_has_every_key_and_each_choice():
    assert {field.name for field in fields(Rule) if field.init} == {*KEYS, "selectors"}
    table = PAGE.split("## Keys")[1].split("\n##")[0]
    for key in KEYS:
        assert f"`{key}`" in table, key
    for choices in (Fail, Against, TooFew):
        for choice in choices.__args__:
            assert choice == "even" or f'`"{choice}"`' in table, choice


def test_the_pages_numbers_are_those_of_the_code():
    assert f"Fewer than {LEAST_CLUSTERS} images" in PAGE
    assert f"with 20 cells {per_cent(1 - 0.05 / 20)} instead of 95 %" in PAGE


def test_the_page_names_every_exit_code():
    assert set(re.findall(r"^\| (\d) \|", PAGE, re.MULTILINE)) == {"0", "1", "2", "3"}
    assert len(OUTCOMES) == 4
