"""Formats: each is valid whatever the names hold, and says the same as the others."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from partwise.errors import CallError, RunError, UnknownNameError
from partwise.gate.cell import Cell
from partwise.gate.formats import (
    FORMATS,
    plan_output,
    to_github,
    to_json,
    to_junit,
    write_output,
)
from partwise.gate.gate import check
from partwise.gate.judgement import judge
from partwise.gate.result import CheckResult
from partwise.gate.rule import Rule
from partwise.gate.rules_file import Rules, read_rules
from partwise.gate.wording import one_line

RULES = """
[[rule]]
name = "watermarks, 100 % <&> \\"gone\\":\\r\\n\\u001b"
segment = "watermark"
predicted = "*"
measure = "share"
most = 0.05

[[rule]]
segment = ["shadow", "wheel"]
measure = "lift"
most = 5
[[rule]]
segment = ["shadow", "wheel"]
measure = "share"
most = 0.5
too_few = "leave out"
"""


@pytest.fixture(scope="module")
def result(place, table):
    (place / "formats.toml").write_text(RULES, encoding="utf-8")
    return check(table, place / "formats.toml")


def test_json_has_every_judgement_under_keys_that_stay(result):
    data = json.loads(to_json(result))
    assert list(data) == [
        "version", "table", "rules_file", "outcome", "exit_code", "counts", "rules",
    ]  # fmt: skip
    assert (data["version"], data["outcome"], data["exit_code"]) == (1, "failed", 1)
    assert data["counts"] == {"failed": 1, "cannot be judged": 1, "passed": 3, "left out": 1}
    assert [each["outcome"] for each in data["rules"]] == ["failed", "cannot be judged", "passed"]
    first = data["rules"][0]
    assert first["selectors"] == {"segment": ["watermark"], "predicted": ["*"]}
    assert first["most"] == 0.05
    (failed,) = (each for each in first["judgements"] if each["outcome"] == "failed")
    assert set(failed) == {
        "cell", "outcome", "sure", "because", "apart_from", "least", "most", "estimate", "low",
        "high", "confidence", "interval", "images", "images_with_value",
        "images_looked_for", "clusters", "mean", "earlier_mean", "show",
    }  # fmt: skip
    assert failed["cell"]["predicted"] == "carton"
    assert failed["low"] > 0.05 > failed["low"] - 1
    (unjudged,) = (each for each in data["rules"][1]["judgements"] if each["low"] is None)
    assert unjudged["because"] == "6 images, and an interval needs 10"


def test_junit_has_a_suite_a_rule_and_a_case_a_judgement(result):
    root = ET.fromstring(to_junit(result))
    assert root.tag == "testsuites"
    assert counted(root) == {"tests": 6, "failures": 1, "errors": 1, "skipped": 1}
    assert [counted(suite) for suite in root] == [
        {"tests": 2, "failures": 1, "errors": 0, "skipped": 0},
        {"tests": 2, "failures": 0, "errors": 1, "skipped": 0},
        {"tests": 2, "failures": 0, "errors": 0, "skipped": 1},
    ]
    for suite, judgements in zip(root, map(result.of, result.rules.rules), strict=True):
        for case, judged in zip(suite, judgements, strict=True):
            assert set(case.attrib) == {"classname", "name"}
            (said,) = case
            assert said.tag == {
                "failed": "failure", "cannot be judged": "error", "passed": "system-out",
                "left out": "skipped",
            }[judged.outcome]  # fmt: skip
            assert "partwise show" in (said.text or "")
            if judged.outcome != "passed":
                assert said.attrib["type"] == judged.outcome
                assert judged.because in said.attrib["message"]


def counted(element: ET.Element) -> dict[str, int]:
    """The counts that an element states, which must be those of its cases."""
    cases = list(element.iter("testcase"))
    kinds = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    for name, kind in kinds.items():
        assert int(element.attrib[name]) == sum(case.find(kind) is not None for case in cases)
    return {name: int(element.attrib[name]) for name in ("tests", *kinds)}


def test_xml_shows_characters_that_it_cannot_hold(result):
    name = ET.fromstring(to_junit(result))[0].attrib["name"]
    assert name.startswith('watermarks, 100 % <&> "gone":')
    assert name.endswith("\\x1b")


COMMAND = re.compile(r"::(?P<level>error|warning|notice) (?P<properties>[^:]*)::(?P<message>.*)")


def annotations(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Read annotations as GitHub's runner does: it undoes the escapes."""

    def undo(escaped: str, *further: str) -> str:
        for each in ("\r", "\n", *further, "%"):
            escaped = escaped.replace(f"%{ord(each):02X}", each)
        return escaped

    found = []
    for line in text.removesuffix("\n").split("\n"):
        command = COMMAND.fullmatch(line)
        assert command, line
        pairs = (each.split("=", 1) for each in command["properties"].split(","))
        properties = {name: undo(value, ":", ",") for name, value in pairs}
        found.append((command["level"], properties, undo(command["message"])))
    return found


def test_github_gets_an_annotation_for_each_rule_at_its_line(result):
    error, warning, notice = annotations(to_github(result))
    assert [each[0] for each in (error, warning, notice)] == ["error", "warning", "notice"]
    path = result.rules.path.as_posix()
    title = 'failed: watermarks, 100 % <&> "gone":\\r\\n\\x1b'
    assert error[1] == {"file": path, "line": "2", "title": title}
    assert "watermark · predicted carton\n" in error[2]
    assert "crate" not in error[2]
    assert warning[1]["line"] == "9"
    assert "shadow: 6 images, and an interval needs 10" in warning[2]
    assert notice[2] == (
        "3 rules, 6 judgements: 1 failed, 1 cannot be judged, 3 passed, 1 left out"
    )


def test_rules_without_a_file_have_no_place(table):
    rule = Rule("share", {"segment": "watermark"}, most=0.01)
    ((_, properties, _), _) = annotations(to_github(check(table, [rule])))
    assert list(properties) == ["title"]


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))
@example("a%0A::error::b,c:d%25", "%2C", "%")
def test_every_format_is_valid_whatever_the_names(name, segment, column):
    rule = Rule("share", {"segment": "*", column: "*"}, most=0.05, name=name or "x")
    names = {"method": "m", "target_kind": None, "kind": "null", column: None, "segment": segment}
    told = ("segment", column, "method", "target_kind", "kind")
    cells = [
        Cell(names, told, 0.3, 0.2, 0.4, 0.95, 48, 48, 48, 48),
        Cell(names, told, None, None, None, 0.95, 0, 0, 3, 0),
        Cell(names, told, 0.01, 0.0, 0.02, 0.95, 48, 48, 48, 48),
    ]
    rules = Rules([rule], Path("a,b:c%.toml"), [3])
    judgements = [judge(rule, rule.limits[0], cell) for cell in cells]
    result = CheckResult(Path("runs/ a'b"), rules, judgements)
    out = io.StringIO()
    write_output(result, [(format_, None) for format_ in ("json", "junit", "github", "text")], out)
    out.getvalue().encode()
    data = json.loads(to_json(result))
    assert data["rules"][0]["name"] == (name or "x")
    suite = ET.fromstring(to_junit(result).encode("utf-8", "backslashreplace"))[0]
    assert [case[0].tag for case in suite] == ["failure", "error", "system-out"]
    found = annotations(to_github(result))
    assert [each[0] for each in found] == ["error", "warning", "notice"]
    assert found[0][1]["file"] == "a,b:c%.toml"
    assert found[0][1]["title"] == f"failed: {one_line(name or 'x')}"
    assert one_line(segment) in found[0][2]


def test_several_outputs_are_written_at_once(result, tmp_path):
    files = [tmp_path / "a.xml", tmp_path / "b.JSON", tmp_path / "c.txt"]
    out = io.StringIO()
    write_output(result, plan_output(["github", "text", "github"], files), out)
    assert out.getvalue() == FORMATS["github"](result) + FORMATS["text"](result)
    assert files[0].read_text("utf-8") == to_junit(result)
    assert files[1].read_text("utf-8") == to_json(result)
    assert files[2].read_text("utf-8") == str(result)


def test_outputs_are_checked_before_anything_is_computed(tmp_path):
    with pytest.raises(UnknownNameError, match="Nearest known: 'junit'"):
        plan_output(["jUnit2"], [])
    with pytest.raises(CallError, match=r"ending must be one of .txt \(text\)"):
        plan_output([], [tmp_path / "a.csv"])
    with pytest.raises(CallError, match="no such folder"):
        plan_output([], [tmp_path / "nowhere" / "a.xml"])
    (tmp_path / "d.xml").mkdir()
    with pytest.raises(CallError, match="folder"):
        plan_output([], [tmp_path / "d.xml"])


def test_a_file_that_cannot_be_written_is_a_failure_of_the_run(result):
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full here")
    with pytest.raises(RunError, match="No space left"):
        write_output(result, [("text", full)], io.StringIO())


def test_names_that_are_no_utf_8_are_written_out(tmp_path, table):
    result = check(table, [Rule("share", {"segment": "watermark"}, most=0.01)])
    odd = CheckResult(Path("runs/\udcff"), result.rules, result.judgements)
    write_output(odd, [(each, tmp_path / each) for each in FORMATS], io.StringIO())
    for each in FORMATS:
        (tmp_path / each).read_text("utf-8")


def test_the_rules_file_of_the_result_is_the_one_read(result, place):
    again = read_rules(place / "formats.toml", columns=["segment", "predicted"])
    assert again.lines == result.rules.lines == [2, 9, 13]
