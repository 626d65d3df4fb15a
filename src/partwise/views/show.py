"""Show: summaries and rows of a table as text for a terminal and as HTML for a notebook."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from partwise.measures import DEFAULT_MEASURES, EFFECT, MEASURES
from partwise.schema import APART
from partwise.segments import BACKGROUND, PADDING, UNNAMED
from partwise.statistics.limits import LEAST_CLUSTERS
from partwise.views.text import aligned, amount, clean, digits_of, escaped, number, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.table.summary import Summary
    from partwise.table.table import AttributionTable

SEGMENT = "segment"
#: Shown last, whatever their numbers: they are no parts but what the parts leave over.
LEFTOVERS = (BACKGROUND, UNNAMED, PADDING)
#: Of the default measures, those that fit a line beside the one that verdicts are about.
SHOWN_MEASURES = ("area_fraction", "share", "lift", "contrast", "signed_lift")
#: A map whose sum misses by a larger share of what it promises is told (median over maps).
MOST_INCOMPLETE = 0.05
#: Columns of a row that are shown only where they tell rows apart.
_IF_VARIED = ("method", "kind", "instance", "status")
_DESCRIPTION = "An even spread only describes: maps that know nothing of the model may differ too."
_AGAINST = {"rest": "the rest", "null": "nulls"}


def summary_to_text(summary: Summary) -> str:
    """Render a summary as one block of text for each method and target.

    The greatest comes first by what the verdicts are about; left-overs come last. Below each
    block stands what the numbers mean: what was compared, how often was tested, what is missing.
    """
    if not len(summary):
        return _nothing(summary.table)
    blocks: list[str] = []
    for key, cells in _blocks(summary):
        lines = [_title(summary, key), "", *aligned(*_columns(summary, cells))]
        notes = [line for note in _notes(summary, key, cells) for line in wrapped(note)]
        blocks.append("\n".join([*lines, *[""] * bool(notes), *notes]))
    return "\n\n".join(blocks) + "\n"


def rows_to_text(table: AttributionTable, measures: Sequence[str] | None = None) -> str:
    """Render every row as a line: image, target, segment, what else varies, and measures."""
    names = list(dict.fromkeys(measures or DEFAULT_MEASURES))
    records = table.rows(names).to_pylist()
    if not records:
        return _nothing(table)
    left = {name for name in _IF_VARIED if len({record[name] for record in records}) == 1}
    columns = [name for name in records[0] if name not in {*left, "target_class"}]
    rows = [[_cell(name, record[name]) for name in columns] for record in records]
    return "\n".join(aligned(columns, rows, [name not in MEASURES for name in columns])) + "\n"


def to_html(table: AttributionTable) -> str:
    """Render the means by segment as an HTML table; every name is escaped."""
    told = f"<p>{html.escape(repr(table))}</p>"
    return "\n".join([told, summary_to_html(table.summary(intervals="none"))])


def summary_to_html(summary: Summary) -> str:
    """Render a summary as HTML tables with their notes; every name is escaped."""
    if not len(summary):
        return f"<p>{html.escape(_nothing(summary.table).strip())}</p>"
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
            f"<table><caption>{html.escape(_title(summary, key))}</caption>"
            f"<thead><tr>{columns}</tr></thead><tbody>{body}</tbody></table>"
        )
        blocks += [f"<p>{html.escape(note)}</p>" for note in _notes(summary, key, cells)]
    return "\n".join(blocks)


#: One group: its record for each measure.
Cell = Mapping[str, Mapping[str, Any]]
#: Method, target and kind; None where they are pooled.
Block = tuple[Any, ...]


def _nothing(table: AttributionTable) -> str:
    """Say why there is nothing to show."""
    if table.conditions:
        return "No rows: nothing meets the condition.\n"
    failed = table.errors().num_rows
    place = escaped(table.folder / "errors")
    return f"No rows: {f'{failed:,} images failed; {place} says why' if failed else 'no images'}.\n"


def _blocks(summary: Summary) -> list[tuple[Block, list[Cell]]]:
    """The groups of each method, target and kind."""
    keys = list(dict.fromkeys((*APART, *summary.by, SEGMENT)))
    blocks: dict[Block, dict[tuple[Any, ...], dict[str, Mapping[str, Any]]]] = {}
    for record in summary.data.to_pylist():
        block = tuple(record.get(name) for name in APART)
        group = tuple(record.get(name) for name in keys)
        blocks.setdefault(block, {}).setdefault(group, {})[record["measure"]] = record
    return [(key, _ordered(summary, list(groups.values()))) for key, groups in blocks.items()]


def _title(summary: Summary, block: Block) -> str:
    method, target, kind = block
    pooled = {name for name in summary.question.pool if name not in summary.by}
    of = [
        "all methods" if "method" in pooled else escaped(method),
        "all targets"
        if "target_kind" in pooled
        else "a target that was not told"
        if target is None
        else f"target {clean(target)}",
    ]
    of += ["nulls too"] if "kind" in pooled else [] if kind == "attribution" else [clean(kind)]
    return " · ".join(of)


def _ordered(summary: Summary, cells: Sequence[Cell]) -> list[Cell]:
    """By all columns grouped by but the last, in which the greatest comes first."""
    leading = _leading(summary, cells)
    *before, last = dict.fromkeys((*summary.by, SEGMENT))

    def place(cell: Cell) -> tuple[Any, ...]:
        record = cell[leading]
        value = record["mean"] if record["estimate"] is None else record["estimate"]
        named = [(record[name] is None, _rank(name, record[name]), record[name]) for name in before]
        # None is compared with nothing: what comes before it tells two groups apart
        named = [(none, rank, 0 if none else name) for none, rank, name in named]
        return (*named, _rank(last, record[last]), float("inf") if value is None else -value)

    return sorted(cells, key=place)


def _rank(column: str, value: object) -> int:
    """Left-overs come after what has a name."""
    return LEFTOVERS.index(value) + 1 if column == SEGMENT and value in LEFTOVERS else 0


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
    columns: list[tuple[str, bool, list[str]]] = [
        (clean(name), True, [clean(cell[leading][name]) for cell in cells])
        for name in dict.fromkeys((*summary.by, SEGMENT))
        if name not in APART
    ]
    columns.append(("images", False, [f"{cell[leading]['images']:,}" for cell in cells]))
    if any(cell[leading]["prevalence"] < 1 for cell in cells):
        columns.append(("seen", False, [_percent(cell[leading]["prevalence"]) for cell in cells]))
    chosen = tuple(summary.measures) != DEFAULT_MEASURES
    for name in _shown(summary, cells, leading):
        interval = chosen or name in {leading, EFFECT}
        columns += _of_measure(summary, cells, name, interval=interval)
    if any(cell[leading]["verdict"] for cell in cells):
        columns.append(("verdict", True, [_verdict(cell[leading]) for cell in cells]))
    rows = [list(row) for row in zip(*(texts for _, _, texts in columns), strict=True)]
    return [name for name, _, _ in columns], rows, [text for _, text, _ in columns]


def _shown(summary: Summary, cells: Sequence[Cell], leading: str) -> list[str]:
    """Measures asked for, or the default ones that fit a line, the leading one last; effects."""
    names = list(summary.measures)
    if tuple(names) == DEFAULT_MEASURES:
        names = [*(name for name in SHOWN_MEASURES if name != leading), leading]
    measured = EFFECT in cells[0] and any(cell[EFFECT]["mean"] is not None for cell in cells)
    return names if EFFECT in names or not measured else [*names, EFFECT]


def _of_measure(
    summary: Summary, cells: Sequence[Cell], name: str, *, interval: bool
) -> list[tuple[str, bool, list[str]]]:
    """One measure's columns: its mean, and its interval, which may be of a difference."""
    records = [cell[name] for cell in cells]
    asked = summary.question
    interval = interval and asked.intervals != "none"
    difference = asked.against != "even"
    ends = [record[end] for record in records for end in ("low", "high") if interval]
    means = [record["mean"] for record in records]
    digits = digits_of(name, means if difference else [*means, *ends])
    columns = [(name, False, [number(name, mean, digits=digits) for mean in means])]
    if not interval:
        return columns
    if difference:
        moved = [record["estimate"] for record in records]
        digits = digits_of(name, [*moved, *ends])
        texts = [number(name, each, difference=True, digits=digits) for each in moved]
        columns.append((f"less {_AGAINST[asked.against]}", False, texts))

    def between(record: Mapping[str, Any]) -> str:
        if record["low"] is None:
            return "–"
        low, high = (
            number(name, record[end], difference=difference, digits=digits)
            for end in ("low", "high")
        )
        return f"{low} to {high}"

    heading = f"{100 * asked.confidence:.6g} % interval"
    return [*columns, (heading, False, [between(record) for record in records])]


def _percent(share: float) -> str:
    """A share of images; only all of them are 100 %, and only none are 0 %."""
    rounded = round(100 * share)
    if share < 1 and rounded == 100:
        return "> 99 %"
    return "< 1 %" if share > 0 and rounded == 0 else f"{rounded} %"


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


def _notes(summary: Summary, block: Block, cells: Sequence[Cell]) -> list[str]:
    """What the numbers of a block mean, and what is not in them."""
    return [
        *_verdict_note(summary, cells),
        *_interval_note(summary, cells),
        *_undefined(cells),
        *_incomplete(summary.table, block[0], block[1]),
    ]


def _verdict_note(summary: Summary, cells: Sequence[Cell]) -> list[str]:
    """Say what verdicts are about."""
    leading, asked = _leading(summary, cells), summary.question
    records = [cell[leading] for cell in cells if cell[leading]["primary"]]
    if not records:
        return []
    varied = next((clean(name) for name in reversed(summary.by) if name != SEGMENT), "")
    compared = {
        "even": f"{records[0]['reference']:g}, which an even spread would give,",
        "rest": f"the rest (the groups that differ in {varied} alone)",
        "null": "the same image's maps that know nothing of the model",
    }[asked.against]
    given = "" if asked.smallest_effect is not None else " (a provisional default)"
    tested = records[0]["tested"]
    hidden = tested - sum(record["p"] is not None for record in records)
    told = f"{tested:,} group{'s' * (tested != 1)} tested" + f", {hidden:,} not shown" * bool(
        hidden
    )
    correction = f"{told}, Benjamini-Hochberg at 5 %." if tested else "No group has enough images."
    verdict = (
        f"Verdict: whether {leading} differs from {compared} by more than "
        f"{amount(leading, records[0]['margin'])}{given}. {correction}"
    )
    return [f"{verdict} {_DESCRIPTION}" if asked.against == "even" else verdict]


def _interval_note(summary: Summary, cells: Sequence[Cell]) -> list[str]:
    """Say how intervals were made."""
    asked = summary.question
    if asked.intervals == "none":
        return []
    cluster = None if asked.cluster is None else clean(asked.cluster)
    drawn = "images" if cluster is None else f"{cluster}, all of whose images stay together"
    resampled = f"{asked.resamples:,} resamples " + ("of" if cluster is None else "by")
    analytic = "analytic, " + ("over" if cluster is None else "by")
    how = resampled if asked.intervals == "bootstrap" else analytic
    few = any(record["low"] is None for cell in cells for record in cell.values())
    unit = "images" if cluster is None else f"values of {cluster}"
    sides = " on either side" if asked.against == "rest" else ""
    none = f"; none where there are fewer than {LEAST_CLUSTERS} {unit}{sides}" if few else ""
    return [f"Intervals: {how} {drawn}{none}."]


def _undefined(cells: Sequence[Cell]) -> list[str]:
    """Say where images leave a measure without a value, since a mean leaves them out."""
    counts: dict[str, int] = {}
    for cell in cells:
        for name, record in cell.items():
            counts[name] = counts.get(name, 0) + record["undefined"]
    unmeasured = counts.pop(EFFECT, 0)
    told = ", ".join(f"{name} {count:,}" for name, count in counts.items() if count)
    notes = [f"Undefined (a denominator is 0), left out of the means: {told}."] * bool(told)
    images = sum(cell[EFFECT]["images"] for cell in cells if EFFECT in cell)
    if 0 < unmeasured < images:
        notes.append(f"Effects were measured for {images - unmeasured:,} of {images:,} values.")
    return notes


def _incomplete(table: AttributionTable, method: str, target: str | None) -> list[str]:
    """Say where a method's maps do not add up to what they promise."""
    for told in table.manifest.facts.get("maps", []):
        relative = told.get("completeness_relative")
        of = told.get("method"), told.get("target_kind")
        if of == (method, target) and relative is not None:
            if relative <= MOST_INCOMPLETE:
                return []
            return [
                f"Incomplete: sums of maps miss the change of the logit by {100 * relative:.0f} % "
                "(median over maps). More steps bring them closer: steps=64, 128, …"
            ]
    return []


def _cell(column: str, value: object) -> str:
    if column in MEASURES:
        return number(column, value)
    if column == "method":
        return escaped(value)
    return f"{value:,}" if isinstance(value, int) else clean(value)
