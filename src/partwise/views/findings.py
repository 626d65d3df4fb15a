"""Text of findings: the sentences with the commands behind them, and what was looked at."""

from __future__ import annotations

import html
import textwrap
from typing import TYPE_CHECKING

from partwise.statistics.limits import LEAST_CLUSTERS
from partwise.views.show import (
    aligned,
    clean,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.findings.finding import Finding, Findings, Looked

WIDTH = 100
#: How many are named of those that say the same.
MOST_ALSO = 4
_HEAD = ("looked at", "measure", "tested", "stand out", "negligible", "inconclusive", "too few")


def findings_to_text(findings: Findings) -> str:
    """Render findings: each with the command for its rows; then what was asked, and the limits."""
    blocks = [_heading(findings)]
    for place, finding in enumerate(findings, 1):
        lines = [f"{place:>2}. {_title(finding)}"]
        for text in _told(finding):
            lines += _wrapped(text, "    ", "    ")
        blocks.append("\n".join([*lines, f"    {finding.command}"]))
    rows = _rows(findings.looked)
    table = aligned(_HEAD, rows, [True, True, *[False] * (len(_HEAD) - 2)]) if rows else []
    notes = [line for text in _notes(findings) for line in _wrapped(text, "", "")]
    blocks.append("\n".join([*table, *[""] * bool(table), *notes]))
    blocks.append("\n".join(line for text in findings.limits for line in _wrapped(text, "- ")))
    return "\n\n".join(blocks) + "\n"


def findings_to_html(findings: Findings) -> str:
    """Render findings as HTML; every name is escaped."""
    items = "".join(
        f"<li><b>{html.escape(_title(each))}</b>"
        + "".join(f"<br>{html.escape(text)}" for text in _told(each))
        + f"<br><code>{html.escape(each.command)}</code></li>"
        for each in findings
    )
    columns = "".join(f"<th>{html.escape(name)}</th>" for name in _HEAD)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
        for row in _rows(findings.looked)
    )
    notes = "".join(f"<p>{html.escape(each)}</p>" for each in _notes(findings))
    limits = "".join(f"<li>{html.escape(each)}</li>" for each in findings.limits)
    return (
        f"<p>{html.escape(_heading(findings))}</p>\n<ol>{items}</ol>\n"
        f"<table><thead><tr>{columns}</tr></thead><tbody>{body}</tbody></table>\n"
        f"{notes}\n<ul>{limits}</ul>"
    )


def _heading(findings: Findings) -> str:
    table = findings.table
    of = one_line(str(table.folder))
    of += "".join(f", where {one_line(each)}" for each in table.conditions)
    if not len(findings):
        return f"{of}: nothing stands out."
    more = f" ({findings.more:,} more beyond the limit)" if findings.more else ""
    return f"{of}: what stands out, most telling first{more}."


def _title(finding: Finding) -> str:
    kind = finding.kind[0].upper() + finding.kind[1:]
    target = "not told" if finding.target_kind is None else one_line(finding.target_kind)
    return f"{kind} · {one_line(finding.method)} · target {target}"


def _told(finding: Finding) -> list[str]:
    """The sentence, and what says the same."""
    named = ", ".join(finding.also[:MOST_ALSO])
    rest = len(finding.also) - MOST_ALSO
    further = f" and {rest:,} more" if rest > 0 else ""
    return [finding.sentence, *[f"Also: {named}{further}."] * bool(named)]


def _rows(looked: Sequence[Looked]) -> list[list[str]]:
    """A line for each question that was asked."""
    return [
        [
            each.question,
            ", ".join(each.measures),
            *(
                f"{count:,}"
                for count in (
                    *(each.tested, each.found, each.negligible),
                    *(each.inconclusive, each.too_few),
                )
            ),
        ]
        for each in looked
        if each.not_asked is None
    ]


def _notes(findings: Findings) -> list[str]:
    """How was tested, what was not asked, and what is small or undecided."""
    group = "class" if findings.by == "target_class" else f"value of {one_line(findings.by)}"
    how = (
        f"Tested: groups of at least {LEAST_CLUSTERS} images, corrected by Benjamini-Hochberg at "
        "5 % within each method and target: once among all parts, core or not, in all images, once "
        f"among those of every {group}."
    )
    not_asked = [
        f"Not asked: {each.question} ({each.not_asked})."
        for each in findings.looked
        if each.not_asked is not None
    ]
    return [how, *not_asked, *findings.quiet]


def _wrapped(text: str, first: str, then: str = "  ") -> list[str]:
    # a number stays with its unit
    lines = textwrap.wrap(
        text.replace(" %", "\xa0%"),
        WIDTH,
        initial_indent=first,
        subsequent_indent=then,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace("\xa0%", " %") for line in lines]


def one_line(text: str) -> str:
    """Write a text in full, its control characters escaped."""
    return "".join(map(clean, text))
