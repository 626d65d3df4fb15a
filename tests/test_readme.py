"""The README's commands, run as they stand there; its Python runs as a doctest."""

from __future__ import annotations

import logging
import re
import shlex
import sys
from pathlib import Path

import pytest

from partwise.cli import main
from readme_place import prepare_readme

REPOSITORY = Path(__file__).resolve().parent.parent
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


def commands() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith("partwise ")]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return prepare_readme(tmp_path_factory.mktemp("readme"))


@pytest.fixture
def said():
    """Puts back how partwise says things, which commands change for the whole process."""
    logger = logging.getLogger("partwise")
    before = logger.handlers, logger.level, logger.propagate
    yield
    logger.handlers, logger.level, logger.propagate = before


def test_every_command_of_the_readme_runs(place, monkeypatch, capsys, said):
    assert len(commands()) >= 5
    monkeypatch.chdir(place)
    monkeypatch.setenv("COLUMNS", "200")
    for command in commands():
        monkeypatch.setattr(sys, "argv", shlex.split(command))
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 0, f"{command}\n{capsys.readouterr().err}"


def test_the_readme_opens_with_the_demo_and_the_tests():
    opening = README.split("Your own pictures")[0]
    assert opening.index("make demo") < opening.index("make test")


def test_the_readmes_parts_file_is_one(tmp_path):
    from partwise.sources.parts import load_parts

    block = re.search(r"```toml\n(.*?)```", README, re.DOTALL)
    assert block is not None
    (tmp_path / "parts.toml").write_text(block.group(1), encoding="utf-8")
    names = ["left eye", "right eye", "face"]
    assert "around the eyes" in load_parts(tmp_path / "parts.toml").names(names)


def test_every_file_that_the_readme_links_to_is_there():
    for place in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (REPOSITORY / place).exists(), place
