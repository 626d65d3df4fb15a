"""benchmarks: the command runs; how fast it says partwise is, no test asks."""

from __future__ import annotations

import subprocess
import sys

import pytest

from conftest import REPOSITORY


def benchmarks(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "benchmarks", *arguments],
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_command_names_its_parts():
    answer = benchmarks("--help")
    assert answer.returncode == 0
    assert "reduce, coco, labelmap, host, import" in answer.stdout


def test_an_unknown_part_is_refused_with_the_known_ones():
    answer = benchmarks("redcue")
    assert answer.returncode == 2
    assert "'redcue'" in answer.stderr
    assert "labelmap" in answer.stderr


@pytest.mark.slow
def test_a_quick_run_finds_both_sides_in_agreement_and_prints_every_figure():
    answer = benchmarks("--quick")
    assert answer.returncode == 0, answer.stderr
    for words in ("Python 3", "reduce, 224²", "COCO RLE, 224²", "label map, 224²", "host work",
                  "import partwise"):  # fmt: skip
        assert words in answer.stdout
