"""Show: summaries and rows of a table as text for a terminal and as HTML for a notebook."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from partwise.measures import DEFAULT_MEASURES, EFFECT, MEASURES
from partwise.schema import APART
from partwise.segments import BACKGROUND, PADDING, UNNAMED
from partwise.statistics.limits import LEAST_CLUSTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.table.summary import Summary
    from partwise.table.table import AttributionTable

SEGMENT = "segment"
#: Shown last, whatever their numbers: they are no parts but what the parts leave over.
LEFTOVERS = (BACKGROUND, UNNAMED, PADDING)
#: Longest name shown in full.
NAME_WIDTH = 40
#: Of the default measures, those that fit a line beside the one that verdicts are about.
SHOWN_MEASURES = ("area_fraction", "share", "lift", "contrast", "signed_lift")
#: A map whose sum misses by a larger share of what it promises is told (median over maps).
MOST_INCOMPLETE = 0.05
_SHARES = {"area_fraction", "share", "signed_share", "positive_share", "top_share"}
_OWN_UNIT = {"mean", "abs_mean"}


def summary_to_text(summary: Summary) -> str:
    """Render a summary as one block of text for each method and target.

    The greatest comes first by what the verdicts are about; left-overs come last. Below each
    block stands what the numbers mean: what was compared, how often was tested, what is missing.
    """
    if not len(summary):
        return _nothing(summary.table)
    blocks: list[str] = []
    for key, cells in _blocks(summary):
        lines = [_title(*key), "", *aligned(*_columns(summary, cells))]
        notes = [*_verdict_note(summary, cells), *_interval_note(summary, cells)]
        notes += [*_undefined(cells), *_incomplete(summary.table, key[0], key[1])]
        blocks.append("\n".join([*lines, *[""] * bool(notes), *notes]))
    return "\n\n".join(blocks) + "\n"


def _nothing(table: AttributionTable) -> str:
    """Say why there is nothing to show."""
    if len(table):
        return "No rows: no segment is in view.\n"
    if table.conditions:
        return "No rows: nothing meets the condition.\n"
    failed = table.errors().num_rows
    why = f"{failed:,} images failed; {table.folder / 'errors'} says why" if failed else "no images"
    return f"No rows: {why}.\n"


def rows_to_text(table: AttributionTable, measures: Sequence[str] | None = None) -> str:
    """Render every row as a line: image, target, segment and measures."""
    names = list(dict.fromkeys(measures or DEFAULT_MEASURES))
    records = table.rows(names).to_pylist()
    if not records:
        return _nothing(table)
    columns = [name for name in records[0] if name not in ("target_class", "status")]
    rows = [[_cell(name, record[name]) for name in columns] for record in records]
    return "\n".join(aligned(columns, rows, [name not in MEASURES for name in columns])) + "\n"


def to_html(table: AttributionTable) -> str:
    """Render the means by segment as an HTML table; every name is escaped."""
    told = f"<p>{html.escape(repr(table))}</p>"
    return "\n".join([told, summary_to_html(table.summary(intervals="none"))])


def summary_to_html(summary: Summary) -> str:
    """Render a summary as HTML tables; every name is escaped."""
    blocks: list[str] = []
    for key, cells in _blocks(summary):
        head, rows, texts = _columns(summary, cells)
        titles = [MEASURES[name].says if name in MEASURES else "" for name in head]
        columns = "".join(
            f'<th title="{html.escape(title)}">{html.escape(name)}</th>'
            for name, title in zip(head, titles, strict=True)
        )
        body = "".join(
            "<tr>"
            + "".join(
                f'<td style="text-align:{"left" if text else "right"}">{html.escape(cell)}</td>'
                for cell, text in zip(row, texts, strict=True)
            )
            + "</tr>"
            for row in rows
        )
        blocks.append(
            f"<table><caption>{html.escape(_title(*key))}</caption>"
            f"<thead><tr>{columns}</tr></thead><tbody>{body}</tbody></table>"
        )
    return "\n".join(blocks)


def clean(value: object) -> str:
    r"""Write a name on one line: control characters are escaped, a very long one is cut.

    >>> clean("left\near")
    'left\\near'
    """
    if value is None:
        return "–"
    text = "".join(
        each if unicodedata.category(each)[0] != "C" else each.encode("unicode_escape").decode()
        for each in str(value)
    )
    return text if len(text) <= NAME_WIDTH else text[: NAME_WIDTH - 1] + "…"


#: One group: its record for each measure.
Cell = Mapping[str, Mapping[str, Any]]


def _blocks(summary: Summary) -> list[tuple[tuple[Any, Any, Any], list[Cell]]]:
    """The groups of each method, target and kind."""
    keys = list(dict.fromkeys((*APART, *summary.by, SEGMENT)))
    blocks: dict[tuple[Any, ...], dict[tuple[Any, ...], dict[str, Mapping[str, Any]]]] = {}
    for record in summary.data.to_pylist():
        block = tuple(record.get(name) for name in APART)
        group = tuple(record.get(name) for name in keys)
        blocks.setdefault(block, {}).setdefault(group, {})[record["measure"]] = record
    return [
        ((key[0], key[1], key[2]), _ordered(summary, list(groups.values())))
        for key, groups in blocks.items()
    ]


def _ordered(summary: Summary, cells: Sequence[Cell]) -> list[Cell]:
    """Greatest first within each value of the columns before `segment`; left-overs last."""
    leading = _leading(summary, cells)
    before = [name for name in summary.by if name != SEGMENT]

    def place(cell: Cell) -> tuple[Any, ...]:
        record = cell[leading]
        groups = tuple(clean(record[name]) for name in before)
        segment = record[SEGMENT]
        rest = LEFTOVERS.index(segment) + 1 if segment in LEFTOVERS else 0
        value = record["mean"] if record["estimate"] is None else record["estimate"]
        return (*groups, rest, float("inf") if value is None else -value)

    return sorted(cells, key=place)


def _leading(summary: Summary, cells: Sequence[Cell]) -> str:
    """The measure that a block is about."""
    judged = [name for cell in cells for name, record in cell.items() if record["primary"]]
    known = [*judged, *(name for name in ("lift", "share") if name in summary.measures)]
    return next(iter(known), summary.measures[0])


def _columns(
    summary: Summary, cells: Sequence[Cell]
) -> tuple[list[str], list[list[str]], list[bool]]:
    """Headings, the cells' texts line by line, and which columns hold text."""
    leading = _leading(summary, cells)
    with_intervals = (
        {leading} if tuple(summary.measures) == DEFAULT_MEASURES else {*summary.measures}
    )
    by = [name for name in dict.fromkeys((*summary.by, SEGMENT)) if name not in APART]
    shown = _shown(summary, leading)
    columns: list[tuple[str, bool, list[str]]] = [
        (name, True, [clean(cell[leading][name]) for cell in cells]) for name in by
    ]
    columns.append(("images", False, [f"{cell[leading]['images']:,}" for cell in cells]))
    if any(cell[leading]["prevalence"] < 1 for cell in cells):
        seen = [f"{100 * cell[leading]['prevalence']:.0f} %" for cell in cells]
        columns.append(("seen", False, seen))
    for name in (*shown, *[EFFECT] * (EFFECT in cells[0] and EFFECT not in shown)):
        columns += _of_measure(summary, cells, name, interval=name in {*with_intervals, EFFECT})
    if any(cell[leading]["verdict"] for cell in cells):
        columns.append(("verdict", True, [_verdict(cell[leading]) for cell in cells]))
    rows = [list(row) for row in zip(*(texts for _, _, texts in columns), strict=True)]
    return [name for name, _, _ in columns], rows, [text for _, text, _ in columns]


def _shown(summary: Summary, leading: str) -> list[str]:
    """Measures asked for; of the default ones those that fit a line, the leading one last."""
    if tuple(summary.measures) != DEFAULT_MEASURES:
        return list(summary.measures)
    return [*(name for name in SHOWN_MEASURES if name != leading), leading]


def _of_measure(
    summary: Summary, cells: Sequence[Cell], name: str, *, interval: bool
) -> list[tuple[str, bool, list[str]]]:
    """One measure's columns: its mean, and its interval, which may be of a difference."""
    records = [cell[name] for cell in cells]
    columns = [(name, False, [number(name, record["mean"]) for record in records])]
    if not interval or summary.question.intervals == "none":
        return columns
    if summary.question.against != "even":
        heading = f"less {_AGAINST[summary.question.against]}"
        moved = [number(name, record["estimate"], difference=True) for record in records]
        columns.append((heading, False, moved))
    difference = summary.question.against != "even"
    ends = [
        "–"
        if record["low"] is None
        else f"{number(name, record['low'], difference=difference)} to "
        f"{number(name, record['high'], difference=difference)}"
        for record in records
    ]
    return [*columns, (f"{100 * summary.question.confidence:g} % interval", False, ends)]


_AGAINST = {"rest": "the rest", "null": "nulls"}


def _verdict(record: Mapping[str, Any]) -> str:
    """A verdict with its direction, or what it would take."""
    verdict, needed = record["verdict"], record["images_needed"]
    if verdict is None:
        return ""
    if record["direction"]:
        return f"{verdict}, {record['direction']}"
    return f"{verdict}, needs {_about(needed)}" if needed else verdict


def _about(images: int) -> str:
    """Two digits are as much as can be known of it."""
    digits = max(len(str(images)) - 2, 0)
    return f"{round(images, -digits):,}"


def _verdict_note(summary: Summary, cells: Sequence[Cell]) -> list[str]:
    """Say what verdicts are about."""
    leading = _leading(summary, cells)
    record = next((cell[leading] for cell in cells if cell[leading]["primary"]), None)
    if record is None:
        return []
    even = "as an even spread would give (a description, no null)"
    compared = {
        "even": f"against {record['reference']:g}, {even}",
        "rest": "against the rest: images that differ in the last column grouped by",
        "null": "against maps that know nothing of the model",
    }[summary.question.against]
    given = "" if summary.question.smallest_effect is not None else ", a provisional default"
    return [
        f"Verdict: {leading} {compared}; margin {record['margin']:g}{given};",
        f"{record['tested']:,} groups tested, Benjamini-Hochberg at 5 %.",
    ]


def _interval_note(summary: Summary, cells: Sequence[Cell]) -> list[str]:
    """Say how intervals were made."""
    question = summary.question
    if question.intervals == "none":
        return []
    drawn = "images" if question.cluster is None else f"{clean(question.cluster)}s"
    how = f"{question.resamples:,} resamples of {drawn}"
    how = how if question.intervals == "bootstrap" else f"Student's t over {drawn}"
    few = any(record["low"] is None for cell in cells for record in cell.values())
    return [f"Interval: {how}" + f"; none below {LEAST_CLUSTERS} of them." * few + "." * (not few)]


def _title(method: str, target: str | None, kind: str) -> str:
    of = "a target that was not told" if target is None else f"target {clean(target)}"
    return f"{method} · {of}" + ("" if kind == "attribution" else f" · {kind}")


def aligned(head: Sequence[str], rows: Sequence[Sequence[str]], texts: Sequence[bool]) -> list[str]:
    cells = [list(head), *rows]
    widths = [max(_width(row[at]) for row in cells) for at in range(len(head))]
    lines = [
        "  ".join(
            _pad(cell, width, left=text)
            for cell, width, text in zip(row, widths, texts, strict=True)
        ).rstrip()
        for row in cells
    ]
    lines.insert(1, "  ".join("─" * width for width in widths))
    return lines


def _undefined(cells: Sequence[Cell]) -> list[str]:
    """Say where images leave a measure without a value, since a mean leaves them out."""
    counts: dict[str, int] = {}
    for cell in cells:
        for name, record in cell.items():
            counts[name] = counts.get(name, 0) + record["undefined"]
    told = [f"{name} {count:,}" for name, count in counts.items() if count]
    return [f"Undefined (a denominator is 0), left out of the means: {', '.join(told)}"] * bool(
        told
    )


def _incomplete(table: AttributionTable, method: str, target: str | None) -> list[str]:
    """Say where a method's maps do not add up to what they promise."""
    for told in table.manifest.facts.get("maps", []):
        relative = told.get("completeness_relative")
        of = told.get("method"), told.get("target_kind")
        if of == (method, target) and relative is not None:
            if relative <= MOST_INCOMPLETE:
                return []
            return [
                f"Incomplete: sums of maps miss the change of the logit by {100 * relative:.0f} %",
                "(median over maps). More steps bring them closer: steps=64, 128, …",
            ]
    return []


def _cell(column: str, value: object) -> str:
    if column in MEASURES:
        return number(column, value)
    return f"{value:,}" if isinstance(value, int) else clean(value)


def number(measure: str, value: object, *, difference: bool = False) -> str:
    """Write a measure's value, or a difference of two, in the unit that it is read in.

    >>> number("share", 0.183), number("lift", 2.5), number("share", 0.18, difference=True)
    ('18.3 %', '2.50', '+18.0 pt')
    """
    if not isinstance(value, float):
        return "–"
    signed = difference or MEASURES[measure].signed
    if measure in _SHARES:
        rounded = round(100 * value, 1) + 0.0
        return f"{rounded:{'+' if signed and rounded else ''}.1f} {'pt' if difference else '%'}"
    if measure in _OWN_UNIT:
        return f"{value:+.2e}" if signed else f"{value:.2e}"
    # small numbers keep a digit more, and what rounds to nothing has no sign
    digits = 2 if abs(value) >= 0.095 else 3
    rounded = round(value, digits) + 0.0
    return f"{rounded:{'+' if signed and rounded else ''}.{digits}f}"


def _width(text: str) -> int:
    """Columns that a terminal gives a text: two for each wide character, none for a mark."""
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1
        for each in text
    )


def _pad(text: str, width: int, *, left: bool) -> str:
    space = " " * (width - _width(text))
    return text + space if left else space + text
