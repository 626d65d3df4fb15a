"""Show: summaries and rows of a table as text for a terminal and as HTML for a notebook."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from partwise.measures import (
    DEFAULT_MEASURES,
    EFFECT,
    EFFECT_MEASURES,
    MEASURES,
    NO_METHOD,
    PRIMARY,
)
from partwise.schema import APART
from partwise.segments import BACKGROUND, PADDING, UNNAMED
from partwise.statistics.limits import LEAST_CLUSTERS
from partwise.views import nulls
from partwise.views.incomplete import incomplete
from partwise.views.sheet import Sheet
from partwise.views.text import aligned, amount, clean, digits_of, escaped, number, settled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.table.summary import Summary
    from partwise.table.table import AttributionTable

SEGMENT = "segment"
#: Shown last, whatever their numbers: they are no parts but what the parts leave over.
LEFTOVERS = (BACKGROUND, UNNAMED, PADDING)
#: Of the default measures, those that fit a line beside the one that verdicts are about.
SHOWN_MEASURES = ("area_fraction", "share", "lift", "contrast", PRIMARY)
#: In a line that is to hold nulls or effects as well, these are left out, or have no null's.
WITHOUT, NO_NULLS = ("contrast",), ("share",)
#: Shown before the effect; and where no map was made, what is shown.
REMOVED = ("removal", "placebo")
OF_EFFECTS = ("area_fraction", *REMOVED, EFFECT, "necessity", "sufficiency")
#: Columns of a row that are shown only where they tell rows apart.
_IF_VARIED = ("method", "kind", "draw", "instance", "status")
_DESCRIPTION = "An even spread only describes: maps that know nothing of the model may differ too."
_AGAINST = {"rest": "the rest", "null": "null"}
NULL = "null"


def summary_to_text(summary: Summary) -> str:
    """Render a summary as one block of text for each method and target.

    The greatest comes first by what the verdicts are about; left-overs come last. Below each
    block stands what the numbers mean: what was compared, how often was tested, what is missing.
    """
    if not len(summary):
        return _nothing(summary.table)
    return "\n\n".join(sheet.text() for sheet in _sheets(summary)) + "\n"


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
    return "\n".join(sheet.html() for sheet in _sheets(summary))


#: One group: its record for each measure.
Cell = Mapping[str, Mapping[str, Any]]
#: A column of a block: heading, whether it holds text, lines.
Column = tuple[str, bool, list[str]]
#: Method, target and kind; None where they are pooled.
Block = tuple[Any, ...]


def _nothing(table: AttributionTable) -> str:
    """Say why there is nothing to show."""
    if table.conditions:
        return "No rows: nothing meets the condition.\n"
    failed = table.errors().num_rows
    place = escaped(table.folder / "errors")
    return f"No rows: {f'{failed:,} images failed; {place} says why' if failed else 'no images'}.\n"


def _sheets(summary: Summary) -> list[Sheet]:
    """Every block, those of attributions first; the nulls beside them stand side by side in one.

    Nulls have blocks of their own only where nothing else is shown.
    """
    blocks = _blocks(summary)
    beside = [(key, cells) for key, cells in blocks if key[2] == NULL]
    if len(beside) < len(blocks):
        blocks = [(key, cells) for key, cells in blocks if key[2] != NULL]
    else:
        beside = []
    sheets = [
        Sheet(_title(summary, key), _columns(summary, key, cells), _notes(summary, key, cells))
        for key, cells in blocks
    ]
    if not _about_maps(summary):
        beside = []  # nulls have no effects
    targets = dict.fromkeys(key[1] for key, _ in beside)
    return sheets + [_nulls_sheet(summary, target, blocks, beside) for target in targets]


def _nulls_sheet(
    summary: Summary,
    target: str | None,
    blocks: Sequence[tuple[Block, list[Cell]]],
    beside: Sequence[tuple[Block, list[Cell]]],
) -> Sheet:
    """A line a group, in the order of the attributions', and a column a null."""
    names = [name for name in dict.fromkeys((*summary.by, SEGMENT)) if name not in APART]

    def group(cell: Cell) -> tuple[Any, ...]:
        record = next(iter(cell.values()))
        return tuple(record[name] for name in names)

    order = [*blocks, *beside]
    groups = list(
        dict.fromkeys(group(cell) for key, cells in order if key[1] == target for cell in cells)
    )
    told = {
        key[0] or "all nulls": {group(cell): cell for cell in cells}
        for key, cells in beside
        if key[1] == target
    }
    known = [text for text in summary.table.nulls if text in told]
    told = {text: told[text] for text in dict.fromkeys((*known, *told))}
    measure = nulls.unsigned_measure(summary.measures)
    columns = [
        (clean(name), True, [clean(each[at]) for each in groups]) for at, name in enumerate(names)
    ]
    columns += nulls.side_by_side(told, groups, measure)
    note = (
        f"Mean {measure} of maps that know nothing of the model, or of the part; several draws for "
        "an image are averaged first. Each with its intervals: --where \"kind = 'null'\"."
    )
    return Sheet(f"nulls · {_of_target(summary, target)}", columns, [note])


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
    of = ["all methods" if "method" in _pooled(summary) else escaped(method)]
    of.append(_of_target(summary, target))
    pooled = "kind" in _pooled(summary)
    of += ["nulls too"] if pooled else [] if kind == "attribution" else [clean(kind)]
    return " · ".join(of)


def _of_target(summary: Summary, target: str | None) -> str:
    if "target_kind" in _pooled(summary):
        return "all targets"
    return "a target that was not told" if target is None else f"target {clean(target)}"


def _pooled(summary: Summary) -> set[str]:
    return {name for name in summary.question.pool if name not in summary.by}


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
    judged += [EFFECT] * _has_no_maps(cells)
    known = [*judged, *(name for name in ("lift", "share") if name in summary.measures)]
    return next(iter(known), summary.measures[0])


def _columns(summary: Summary, block: Block, cells: Sequence[Cell]) -> list[Column]:
    """Each column: its heading, whether it holds text, and its texts line by line."""
    leading = _leading(summary, cells)
    columns: list[Column] = [
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
        beside = chosen or name not in NO_NULLS
        columns += _of_measure(summary, cells, name, interval=interval, beside=beside)
        if name == EFFECT and not chosen:
            columns += _with_effect(cells) if not summary.question.pool else []
    columns += _beaten(summary, block, cells)
    if any(cell[leading]["verdict"] for cell in cells):
        of = "attribution" if EFFECT in cells[0] and leading != EFFECT else ""
        words = [settled(_judged(cell, leading), of) for cell in cells]
        columns.append(("verdict", True, words))
    return columns


def _with_effect(cells: Sequence[Cell]) -> list[Column]:
    """In how many images there is an effect, where not in all: a removal needs no free place."""
    numbers = [cell[EFFECT]["images"] - cell[EFFECT]["undefined"] for cell in cells]
    if all(cell[EFFECT]["images"] == number for cell, number in zip(cells, numbers, strict=True)):
        return []
    return [("in images", False, [f"{number:,}" for number in numbers])]


def _beaten(summary: Summary, block: Block, cells: Sequence[Cell]) -> list[Column]:
    """Which nulls each group beats; against nulls, which one it was compared with as well."""
    measures = list(map(nulls.compared_by, cells))
    if not any(measures):
        return []
    names = nulls.short_names(nulls.fitting(summary.table.nulls, block[0]))
    records = [cell[name] if name else None for cell, name in zip(cells, measures, strict=True)]
    columns = [("beats nulls", True, [nulls.beats(record, names) for record in records])]
    if summary.question.against != NULL:
        return columns
    # which one it is stands in a column of its own
    short = [
        ("beats nulls", True, [nulls.beats(each, names).partition(",")[0] for each in records])
    ]
    hardest = [names.get(each["null"], clean(each["null"])) if each else "–" for each in records]
    return [("hardest null", True, hardest), *short]


def _has_nulls(cells: Sequence[Cell]) -> bool:
    """Whether any group stands beside a null."""
    return any(record["nulls"] for cell in cells for record in cell.values())


def _has_no_maps(cells: Sequence[Cell]) -> bool:
    """Whether only effects were measured."""
    records = [record for cell in cells for record in cell.values()]
    return EFFECT in cells[0] and all(record.get("method") == NO_METHOD for record in records)


def _shown(summary: Summary, cells: Sequence[Cell], leading: str) -> list[str]:
    """Measures asked for, or the default ones that fit a line, the leading one last; effects."""
    names = list(summary.measures)
    if tuple(names) == DEFAULT_MEASURES and _has_no_maps(cells):
        return [name for name in OF_EFFECTS if name in cells[0]]
    measured = EFFECT in cells[0] and any(
        cell[name]["mean"] is not None
        for cell in cells
        for name in ("removal", EFFECT)
        if name in cell
    )
    if tuple(names) == DEFAULT_MEASURES:
        left = {leading, *(WITHOUT if measured or _has_nulls(cells) else ())}
        before = SHOWN_MEASURES[:1] if summary.question.against == NULL else SHOWN_MEASURES
        names = [*(name for name in before if name not in left), leading]
        told = [*REMOVED, EFFECT] if measured and leading != EFFECT else []
        return names + [
            name for name in told if any(cell[name]["mean"] is not None for cell in cells)
        ]
    return names if EFFECT in names or not measured else [*names, EFFECT]


def _of_measure(
    summary: Summary, cells: Sequence[Cell], name: str, *, interval: bool, beside: bool
) -> list[Column]:
    """One measure's columns: its mean, and the hardest null's, and its interval.

    The interval may be of a difference.
    """
    records = [cell[name] for cell in cells]
    asked = summary.question
    interval = interval and asked.intervals != "none"
    # no effect is compared with nulls
    difference = asked.against == "rest" or (asked.against == NULL and name not in EFFECT_MEASURES)
    ends = [record[end] for record in records for end in ("low", "high") if interval]
    others = [record["null_mean"] for record in records if beside]
    means = [record["mean"] for record in records]
    digits = digits_of(name, [*means, *others] if difference else [*means, *others, *ends])
    columns = [(name, False, [number(name, mean, digits=digits) for mean in means])]
    hardest: list[Column] = []
    if any(each is not None for each in others):
        texts = [number(name, each, digits=digits) for each in others]
        hardest.append((f"null {name}", False, texts))
    if not interval or (difference and all(record["estimate"] is None for record in records)):
        return columns + hardest
    if difference:
        columns, hardest = columns + hardest, []
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
    return [*columns, (heading, False, [between(record) for record in records]), *hardest]


def _percent(share: float) -> str:
    """A share of images; only all of them are 100 %, and only none are 0 %."""
    rounded = round(100 * share)
    if share < 1 and rounded == 100:
        return "> 99 %"
    return "< 1 %" if share > 0 and rounded == 0 else f"{rounded} %"


def _judged(cell: Cell, leading: str) -> Mapping[str, Any]:
    """The record that a group's own verdict is about; beside nulls it may be another measure's."""
    return next((record for record in cell.values() if record["primary"]), cell[leading])


def _notes(summary: Summary, block: Block, cells: Sequence[Cell]) -> list[str]:
    """What the numbers of a block mean, and what is not in them."""
    return [
        *_verdict_note(summary, cells),
        *nulls.note(summary.table.nulls, block[0], cells, summary.question),
        *_interval_note(summary, cells),
        *_undefined(cells),
        *(incomplete(summary.table, block[0], block[1]) if _about_maps(summary) else ()),
    ]


def _about_maps(summary: Summary) -> bool:
    return any(name not in EFFECT_MEASURES for name in summary.measures)


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
        "null": "the hardest null's of the same images",
    }[asked.against]
    if leading == EFFECT and asked.against != "rest":
        compared = "0"
    given = "" if asked.smallest_effect is not None else " (the default)"
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
    describes = asked.against == "even" and not _has_nulls(cells) and leading != EFFECT
    return [f"{verdict} {_DESCRIPTION}" if describes else verdict]


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
    records = [record for cell in cells for record in cell.values()]
    if asked.against == NULL:
        records = [record for record in records if record["nulls"]]
    few = any(record["low"] is None for record in records)
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
    unmeasured = counts.get(EFFECT, 0)
    # of effects nothing was divided, and where there are no maps nothing of them is missing
    left = {*EFFECT_MEASURES, *(MEASURES if _has_no_maps(cells) else ())}
    told = ", ".join(
        f"{name} {count:,}" for name, count in counts.items() if count and name not in left
    )
    notes = [f"Undefined (a denominator is 0), left out of the means: {told}."] * bool(told)
    images = sum(cell[EFFECT]["images"] for cell in cells if EFFECT in cell)
    if 0 < unmeasured < images:
        notes.append(f"Effects were measured for {images - unmeasured:,} of {images:,} values.")
    return notes


def _cell(column: str, value: object) -> str:
    if column in MEASURES:
        return number(column, value)
    if column == "method":
        return escaped(value)
    return f"{value:,}" if isinstance(value, int) else clean(value)
