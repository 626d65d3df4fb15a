"""The README's commands, run as they stand there; its Python runs as a doctest."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

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


def test_every_command_of_the_readme_runs(place):
    assert len(commands()) >= 5
    for command in commands():
        done = subprocess.run(
            [sys.executable, "-c", "from partwise.cli import main; main()",
             *shlex.split(command)[1:]],
            cwd=place,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "COLUMNS": "200"},
        )  # fmt: skip
        assert done.returncode == 0, f"{command}\n{done.stderr}"


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
