"""Show: groups of a table as text for a terminal and as HTML for a notebook."""

from __future__ import annotations

import html
import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING, Any

from partwise.measures import DEFAULT_MEASURES, MEASURES
from partwise.schema import APART
from partwise.segments import BACKGROUND, PADDING, UNNAMED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from partwise.table.table import AttributionTable

SEGMENT = "segment"
#: Shown last, whatever their numbers: they are no parts but what the parts leave over.
LEFTOVERS = (BACKGROUND, UNNAMED, PADDING)
#: Longest name shown in full.
NAME_WIDTH = 40
#: A map whose sum misses by a larger share of what it promises is told (median over maps).
MOST_INCOMPLETE = 0.05
_SHARES = {"area_fraction", "share", "signed_share", "positive_share", "top_share"}
_OWN_UNIT = {"mean", "abs_mean"}


def to_text(
    table: AttributionTable, by: Sequence[str] = ("segment",), measures: Sequence[str] | None = None
) -> str:
    """Render groups as one block of text for each method and target.

    The greatest comes first by the last measure of the list that is a lift or a share;
    left-overs come last.
    """
    names, by = (
        list(dict.fromkeys(measures or DEFAULT_MEASURES)),
        list(dict.fromkeys((*by, SEGMENT))),
    )
    grouped = table.group(by, names)
    if not grouped.num_rows:
        return _nothing(table)
    blocks: list[str] = []
    for (method, target, kind), records in _blocks(grouped):
        lines = [_title(method, target, kind), ""]
        shown = [name for name in by if name not in APART]
        lines += _aligned([*shown, "images", *names], _ordered(records, shown, names))
        lines += _undefined(records, names) + _incomplete(table, method, target)
        blocks.append("\n".join(lines))
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
    return "\n".join(_aligned(columns, records)) + "\n"


def to_html(table: AttributionTable) -> str:
    """Render the groups by segment as an HTML table; every name is escaped."""
    blocks: list[str] = [f"<p>{html.escape(repr(table))}</p>"]
    for (method, target, kind), records in _blocks(table.group()):
        head = "".join(
            f'<th title="{html.escape(MEASURES[name].says)}">{name}</th>'
            for name in DEFAULT_MEASURES
        )
        body = "".join(
            f'<tr><th style="text-align:left">{html.escape(clean(record["segment"]))}</th>'
            f"<td>{record['images']}</td>"
            + "".join(f"<td>{_number(name, record[name])}</td>" for name in DEFAULT_MEASURES)
            + "</tr>"
            for record in _ordered(records, ["segment"], list(DEFAULT_MEASURES))
        )
        blocks.append(
            f"<table><caption>{html.escape(_title(method, target, kind))}</caption>"
            f"<thead><tr><th>segment</th><th>images</th>{head}</tr></thead>"
            f"<tbody>{body}</tbody></table>"
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


def _blocks(grouped: pa.Table) -> list[tuple[tuple[Any, Any, Any], list[Mapping[str, Any]]]]:
    """The groups of each method, target and kind."""

    def apart(record: Mapping[str, Any]) -> tuple[Any, Any, Any]:
        return record["method"], record["target_kind"], record["kind"]

    return [(key, list(records)) for key, records in groupby(grouped.to_pylist(), apart)]


def _title(method: str, target: str | None, kind: str) -> str:
    of = "a target that was not told" if target is None else f"target {clean(target)}"
    return f"{method} · {of}" + ("" if kind == "attribution" else f" · {kind}")


def _ordered(
    records: Sequence[Mapping[str, Any]], by: Sequence[str], measures: Sequence[str]
) -> list[Mapping[str, Any]]:
    """Greatest first within each value of the columns before `segment`; left-overs last."""
    leading = next(
        (name for name in ("lift", "share", *measures) if name in measures and name in MEASURES),
        measures[0],
    )

    def place(record: Mapping[str, Any]) -> tuple[Any, ...]:
        before = tuple(clean(record[name]) for name in by if name != "segment")
        segment = record.get("segment")
        rest = LEFTOVERS.index(segment) + 1 if segment in LEFTOVERS else 0
        value = record[leading]
        return (*before, rest, float("inf") if value is None else -value)

    return sorted(records, key=place)


def _aligned(columns: Sequence[str], records: Sequence[Mapping[str, Any]]) -> list[str]:
    cells = [list(columns)]
    cells += [[_cell(name, record[name]) for name in columns] for record in records]
    texts = [not (name in MEASURES or name == "images") for name in columns]
    widths = [max(_width(row[i]) for row in cells) for i in range(len(columns))]
    lines = [
        "  ".join(
            _pad(cell, width, left=text)
            for cell, width, text in zip(row, widths, texts, strict=True)
        ).rstrip()
        for row in cells
    ]
    lines.insert(1, "  ".join("─" * width for width in widths))
    return lines


def _undefined(records: Sequence[Mapping[str, Any]], measures: Sequence[str]) -> list[str]:
    """Say where images leave a measure without a value, since a mean leaves them out."""
    counts = {name: sum(record[f"{name}_undefined"] for record in records) for name in measures}
    told = [f"{name} {count}" for name, count in counts.items() if count]
    return ["", f"Undefined (a denominator is 0), left out of the means: {', '.join(told)}"] * bool(
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
                "",
                f"Incomplete: sums of maps miss the change of the logit by {100 * relative:.0f} %",
                "(median over maps). More steps bring them closer: steps=64, 128, …",
            ]
    return []


def _cell(column: str, value: object) -> str:
    if column in MEASURES:
        return _number(column, value)
    return f"{value:,}" if isinstance(value, int) else clean(value)


def _number(measure: str, value: object) -> str:
    if not isinstance(value, float):
        return "–"
    if measure in _SHARES:
        sign = "+" if MEASURES[measure].signed else ""
        return f"{100 * value:{sign}.1f} %"
    if measure in _OWN_UNIT:
        return f"{value:+.2e}" if MEASURES[measure].signed else f"{value:.2e}"
    # small numbers keep a digit more, and what rounds to nothing has no sign
    digits = 2 if abs(value) >= 0.095 else 3
    sign = "+" if MEASURES[measure].signed and round(value, digits) else ""
    return f"{round(value, digits) + 0.0:{sign}.{digits}f}"


def _width(text: str) -> int:
    """Columns that a terminal gives a text: two for each wide character, none for a mark."""
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1
        for each in text
    )


def _pad(text: str, width: int, *, left: bool) -> str:
    space = " " * (width - _width(text))
    return text + space if left else space + text
