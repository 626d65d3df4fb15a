"""``partwise check``: exit codes, and what goes where."""

from __future__ import annotations

import json
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest

RULE = '[[rule]]\nsegment = "{}"\nmeasure = "share"\nmost = {}\n'


@pytest.fixture(scope="module")
def partwise(place):
    for name, text in {
        "passes": RULE.format("watermark", 0.9),
        "fails": RULE.format("watermark", 0.05) + RULE.format("shadow", 0.05),
        "cannot": RULE.format("shadow", 0.05),
        "wrong": RULE.format("watermrak", 0.05),
    }.items():
        (place / f"{name}.toml").write_text(text)

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", "from partwise.cli import main; main()", *arguments],
            cwd=place,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.mark.parametrize(
    ("rules", "code"), [("passes", 0), ("fails", 1), ("cannot", 3), ("wrong", 2), ("nowhere", 2)]
)
def test_the_exit_code_says_what_came_of_it(partwise, rules, code):
    done = partwise("check", "runs/now", "--rules", f"{rules}.toml")
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert bool(done.stdout) is (code != 2)
    assert bool(done.stderr) is (code == 2)


def test_several_formats_are_printed_and_written_at_once(partwise, place):
    done = partwise(
        *("check", "runs/now", "--rules", "fails.toml", "--format", "text", "--format", "github"),
        *("--out", "check.xml", "-o", "check.json"),
    )
    assert done.returncode == 1
    assert done.stdout.startswith("runs/now against fails.toml\n2 rules")
    assert "\n::error file=fails.toml,line=1,title=failed" in done.stdout
    assert ET.parse(place / "check.xml").getroot().attrib["failures"] == "1"
    assert json.loads((place / "check.json").read_text("utf-8"))["exit_code"] == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--format", "junti"], "Nearest known: 'junit'"),
        (["--out", "check.csv"], "its ending must be one of"),
        (["--rule", "fails.toml"], "--rules"),
        ([], "--rules"),
    ],
)
def test_a_wrong_call_exits_with_2_and_a_sentence(partwise, options, said):
    given = (
        options if not options or options[0] == "--rule" else ["--rules", "fails.toml", *options]
    )
    done = partwise("check", "runs/now", *given)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
