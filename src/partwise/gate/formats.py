"""Formats: a check's result as JSON, JUnit XML or GitHub annotations, and where it goes."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, TextIO
from xml.etree import ElementTree as ET

from partwise.errors import CallError, RunError, unknown_name
from partwise.gate.result import worst
from partwise.gate.rule import KEYS
from partwise.gate.text import rule_to_text, show_command, to_text
from partwise.gate.wording import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from partwise.gate.judgement import Judgement
    from partwise.gate.result import CheckResult
    from partwise.gate.rule import Rule

#: Of the JSON: raised when a key goes or changes its meaning, not when one is added.
VERSION = 1
#: What XML 1.0 cannot hold, not even escaped.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENDINGS = {".txt": "text", ".json": "json", ".xml": "junit"}
_ELEMENTS = {"failed": "failure", "cannot be judged": "error", "left out": "skipped"}
_LEVELS = {"failed": "error", "cannot be judged": "warning"}


def to_json(result: CheckResult) -> str:
    """Write everything that is known of every rule and judgement."""
    data = {
        "version": VERSION,
        "table": str(result.table),
        "rules_file": None if result.rules.path is None else str(result.rules.path),
        "outcome": result.outcome,
        "exit_code": result.exit_code,
        "counts": dict(result.counts),
        "rules": [
            {
                **_rule_record(rule),
                "outcome": worst(result.of(rule)),
                "judgements": [_record(result, each) for each in result.of(rule)],
            }
            for rule in result.rules.rules
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def to_junit(result: CheckResult) -> str:
    """Write JUnit XML: a suite a rule, a case a judgement.

    What failed is a failure, what cannot be judged an error, what is left out skipped.
    Characters that XML cannot hold are written out, as they are in Python.
    """
    root = ET.Element("testsuites", name="partwise check")
    for rule in result.rules.rules:
        judgements = result.of(rule)
        suite = ET.SubElement(root, "testsuite", name=_legal(rule.name))
        for each in judgements:
            case = ET.SubElement(
                suite,
                "testcase",
                classname=_legal(rule.name),
                name=_legal(f"{each.cell.label}: {each.limit}"),
            )
            said = _legal(f"{each.measured}: {each.because}")
            shown = _legal(show_command(result.table, rule, each.cell))
            if each.outcome in _ELEMENTS:
                kind = _ELEMENTS[each.outcome]
                ET.SubElement(case, kind, type=each.outcome, message=said).text = shown
            else:
                ET.SubElement(case, "system-out").text = f"{said}\n{shown}"
        _count(suite, judgements)
    _count(root, result.judgements)
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, "unicode") + "\n"


def to_github(result: CheckResult) -> str:
    """Write annotations for GitHub Actions, each at its rule's line of the file.

    An error for each rule that failed, a warning for each that cannot be judged, and a notice of
    how it all went: GitHub shows ten errors and ten warnings of a step.
    """
    lines: list[str] = []
    for outcome, level in _LEVELS.items():
        for number, rule in enumerate(result.rules.rules):
            judgements = [each for each in result.of(rule) if each.outcome == outcome]
            if judgements:
                where = _where(result, number)
                text = rule_to_text(result.table, rule, judgements)
                lines.append(
                    _annotation(level, {**where, "title": f"{outcome}: {rule.name}"}, text)
                )
    lines.append(_annotation("notice", {"title": "partwise check"}, result.summary))
    return "".join(f"{line}\n" for line in lines)


FORMATS: Mapping[str, Callable[[CheckResult], str]] = {
    "text": to_text,
    "json": to_json,
    "junit": to_junit,
    "github": to_github,
}


def plan_output(formats: Sequence[str], files: Sequence[Path]) -> list[tuple[str, Path | None]]:
    """Plan what is written where, before anything is computed.

    Parameters
    ----------
    formats
        What goes to the output, one after the other.
    files
        Whose endings say what goes into them.

    Returns
    -------
    Format and file of each; None stands for the output.

    Raises
    ------
    CallError
        If a file's ending says nothing, or its folder is not there.
    UnknownNameError
        If a format does not exist.

    Examples
    --------
    >>> plan_output(["github"], [])
    [('github', None)]
    """
    for each in formats:
        if each not in FORMATS:
            raise unknown_name("format", each, FORMATS)
    for path in files:
        if path.suffix.lower() not in _ENDINGS:
            known = ", ".join(f"{ending} ({format_})" for ending, format_ in _ENDINGS.items())
            raise CallError(f"--out {str(path)!r}: its ending must be one of {known}.")
        if not path.absolute().parent.is_dir() or path.is_dir():
            raise CallError(f"--out {str(path)!r}: there is no such folder, or it is one itself.")
    planned: list[tuple[str, Path | None]] = [(each, None) for each in dict.fromkeys(formats)]
    return planned + [(_ENDINGS[path.suffix.lower()], path) for path in files]


def write_output(
    result: CheckResult, planned: Sequence[tuple[str, Path | None]], out: TextIO
) -> None:
    """Write a result as planned; `out` is what stands for the output, such as ``sys.stdout``.

    Raises
    ------
    RunError
        If a file cannot be written.
    """
    for format_, path in planned:
        # half a character, as in a folder's name that is no UTF-8, is written out
        text = FORMATS[format_](result).encode("utf-8", "backslashreplace").decode()
        if path is None:
            out.write(text)
            continue
        try:
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise RunError(f"--out {str(path)!r} cannot be written: {error.strerror}.") from error


def _rule_record(rule: Rule) -> dict[str, Any]:
    """A rule, keys as in the file."""
    values = {key: getattr(rule, key) for key in KEYS}
    earlier = None if rule.no_worse_than is None else str(rule.no_worse_than)
    selectors = {column: list(names) for column, names in rule.selectors.items()}
    return {**values, "no_worse_than": earlier, "selectors": selectors}


def _record(result: CheckResult, judgement: Judgement) -> dict[str, Any]:
    limit, cell = judgement.limit, judgement.cell
    return {
        "cell": dict(cell.names),
        "outcome": judgement.outcome,
        "sure": judgement.sure,
        "because": judgement.because,
        "apart_from": limit.apart_from,
        "least": limit.low if math.isfinite(limit.low) else None,
        "most": limit.high if math.isfinite(limit.high) else None,
        "estimate": cell.estimate,
        "low": cell.low,
        "high": cell.high,
        "confidence": cell.confidence,
        "interval": None if cell.low is None else cell.interval,
        "images": cell.images,
        "images_with_value": cell.valued,
        "images_looked_for": cell.looked_for,
        "clusters": cell.clusters,
        "mean": cell.now,
        "earlier_mean": cell.before,
        "show": show_command(result.table, judgement.rule, cell),
    }


def _legal(text: str) -> str:
    return _ILLEGAL.sub(lambda each: each.group().encode("unicode_escape").decode(), text)


def _count(element: ET.Element, judgements: Sequence[Judgement]) -> None:
    counted = Counter(_ELEMENTS.get(each.outcome) for each in judgements)
    element.set("tests", str(len(judgements)))
    for name, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(name, str(counted[kind]))


def _where(result: CheckResult, number: int) -> dict[str, str]:
    """Where a rule stands, as far as it is known."""
    rules = result.rules
    if rules.path is None:
        return {}
    line = {"line": str(rules.lines[number])} if rules.lines else {}
    return {"file": rules.path.as_posix(), **line}


def _annotation(level: str, properties: Mapping[str, str], message: str) -> str:
    """One workflow command; data cannot end it, nor begin another."""
    told = ",".join(
        f"{name}={_escaped(one_line(value), ':', ',')}" for name, value in properties.items()
    )
    return f"::{level} {told}::{_escaped(message.strip())}"


def _escaped(text: str, *further: str) -> str:
    for each in ("%", "\r", "\n", *further):
        text = text.replace(each, f"%{ord(each):02X}")
    return text
