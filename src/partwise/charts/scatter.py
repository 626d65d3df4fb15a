"""Scatter: what saliency says of a segment against what removing it does, with both intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import altair as alt

from partwise.charts.cell import group_of, interval, most_telling, segment_of
from partwise.charts.drawing import Drawing, left_out, padded, reference, rows_of, tooltips, written
from partwise.charts.names import in_order, labels
from partwise.charts.theme import CATEGORIES, INK
from partwise.errors import CallError
from partwise.measures import EFFECT
from partwise.statistics.verdicts import RELIES
from partwise.views.text import number, settled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partwise.charts.cell import Cell
    from partwise.charts.panel import Panel

MOST_GROUPS = len(CATEGORIES)
_SIDE, _LETTER, _LINE = 400, 5.8, 12
_ALIGNED: tuple[Literal["left", "center", "right"], ...] = ("left", "center", "right")
#: Where a label may stand beside its dot: how far aside, how far above, and how it is aligned.
_PLACES = (
    *((8, 0, "left"), (-8, 0, "right"), (0, 13, "center"), (0, -13, "center")),
    *((7, 10, "left"), (7, -10, "left"), (-7, 10, "right"), (-7, -10, "right")),
)


def draw_scatter(panel: Panel, cells: Sequence[Cell], *, top: int) -> Drawing:
    """Draw a panel's cells that have an effect.

    Raises
    ------
    CallError
        If none has.
    """
    with_effect = [cell for cell in cells if cell.effect and cell.effect["mean"] is not None]
    without = {cell.segment for cell in cells} - {cell.segment for cell in with_effect}
    if not with_effect:
        raise CallError(
            f"--kind scatter: no segment of {panel.name} has an effect beside its attribution, so "
            "that there is nothing to draw. `partwise show --effects` tells what was removed."
        )
    segments, fewer = most_telling(with_effect, segment_of, top)
    groups, fewer_groups = most_telling(
        [cell for cell in with_effect if cell.segment in segments], group_of, MOST_GROUPS
    )
    shown = [cell for cell in with_effect if cell.segment in segments and cell.group in groups]
    shown.sort(key=lambda cell: cell.telling, reverse=True)
    names, of = labels(segments), labels(in_order(groups))
    rows = [_row(cell, names, of) for cell in shown]
    across = padded((each[key] for each in rows for key in ("x", "x_low", "x_high")), 0.08)
    up = padded((each[key] for each in rows for key in ("y", "y_low", "y_high")), 0.08)
    name = panel.measure.name
    x = alt.X("x:Q", title=f"mean {name} (attribution)").axis(labelExpr=written(name), tickCount=5)
    y = alt.Y("y:Q", title="mean effect of removal, in logits").axis(
        labelExpr=written(EFFECT), tickCount=5
    )
    colour = alt.Color(
        "of:N",
        legend=alt.Legend(title=None, columns=4, symbolOpacity=1, symbolType="circle")
        if len(groups) > 1
        else None,
    ).scale(domain=list(of.values()), range=list(CATEGORIES[: len(groups)]))
    base = alt.Chart(rows_of(rows)).encode(
        x=x.scale(domain=list(across), nice=False),
        y=y.scale(domain=list(up), nice=False),
        color=colour,
    )
    written_out = _lettered(rows, across, up)
    lines = [reference(0.0, "y")] * (up[0] <= 0 <= up[1])
    even = panel.measure.even
    if even is not None and across[0] <= even <= across[1]:
        lines.append(reference(even, "x"))
    chart = alt.layer(*lines, *_marks(base), *_letters(written_out)).properties(
        width=_SIDE, height=_SIDE * 0.8
    )
    explains = [
        f"Across, {name}: {panel.measure.says}. Up, effect: by how much the target's logit falls "
        "when the segment is removed, beyond what removing as much elsewhere does.",
        "Bars: 95 % intervals. Filled: relies (both beyond their margins, the same way).",
    ]
    missing = [f"Without an effect, and not drawn: {', '.join(labels(sorted(without)).values())}."]
    missing *= bool(without)
    missing += left_out(fewer, "segment", panel.measure)
    crowded = len(rows) - len(written_out)
    missing += [f"Too close to others for a name: {crowded:,} of the dots."] * bool(crowded)
    missing += left_out(fewer_groups, "group", panel.measure)
    return Drawing(panel, chart, _SIDE + 60, explains, missing)


def _marks(base: alt.Chart) -> list[alt.Chart]:
    """Bars both ways, and dots that are filled where both sides settle it."""
    bars = base.mark_rule(strokeWidth=1.1, opacity=0.55)
    told = tooltips(
        *("segment", "group", "mean", "interval", "effect", "effect interval"),
        *("images", "verdict"),
    )
    return [
        bars.encode(x="x_low:Q", x2="x_high:Q"),
        bars.encode(y="y_low:Q", y2="y_high:Q"),
        base.transform_filter("datum.relies")
        .mark_point(size=64, filled=True, opacity=1)
        .encode(tooltip=told),
        base.transform_filter("!datum.relies")
        .mark_point(size=64, fill="white", strokeWidth=1.6, opacity=1)
        .encode(tooltip=told),
    ]


def _letters(labels_: Sequence[Mapping[str, Any]]) -> list[alt.Chart]:
    """Names beside dots; how a text is aligned is no channel, so that each way is a layer."""
    base = alt.Chart(rows_of(labels_))
    return [
        base.transform_filter(f"datum.align == '{align}'")
        .mark_text(fontSize=10.5, color=INK, align=align, baseline="middle")
        .encode(x="at_x:Q", y="at_y:Q", text="label:N")
        for align in _ALIGNED
    ]


def _row(cell: Cell, names: Mapping[str, str], of: Mapping[str, str]) -> dict[str, Any]:
    """What is drawn of a cell; without an interval the bars are as short as its dot."""
    assert cell.effect is not None  # noqa: S101 - others are left out before
    made: dict[str, Any] = {**cell.told, "name": names[cell.segment], "of": of[cell.group]}
    for axis, record in (("x", cell.record), ("y", cell.effect)):
        made[axis] = record["mean"]
        made[f"{axis}_low"] = made[axis] if record["low"] is None else record["low"]
        made[f"{axis}_high"] = made[axis] if record["high"] is None else record["high"]
    return made | {
        "effect": number(EFFECT, cell.effect["mean"]),
        "effect interval": interval(cell.effect),
        "relies": cell.record["verdict"] == RELIES,
        "verdict": settled(cell.record) or "–",
    }


def _lettered(
    rows: Sequence[Mapping[str, Any]], across: tuple[float, float], up: tuple[float, float]
) -> list[dict[str, Any]]:
    """Labels that cover no dot and no other label, the most telling first; others have none.

    Where there is room they leave bars free too.
    """
    height = _SIDE * 0.8

    def px(value: float, ends: tuple[float, float], size: float) -> float:
        return (value - ends[0]) / (ends[1] - ends[0]) * size

    spots = [(px(each["x"], across, _SIDE), px(each["y"], up, height)) for each in rows]
    taken: list[tuple[float, ...]] = [(x - 6, y - 6, x + 6, y + 6) for x, y in spots]
    bars: list[tuple[float, ...]] = []
    for each, (x, y) in zip(rows, spots, strict=True):
        left, right = (px(each[end], across, _SIDE) for end in ("x_low", "x_high"))
        low, high = (px(each[end], up, height) for end in ("y_low", "y_high"))
        bars += [(left, y - 1, right, y + 1), (x - 1, low, x + 1, high)]
    made: list[dict[str, Any]] = []
    for each, (x, y) in zip(rows, spots, strict=True):
        wide = len(each["name"]) * _LETTER
        places = [
            (x + aside, y + above, align, _box(x + aside, y + above, wide, align))
            for aside, above, align in _PLACES
        ]
        whole = (0.0, 0.0, _SIDE, height)
        free = [
            place
            for place in places
            if _within(place[3], whole) and not any(_overlap(place[3], one) for one in taken)
        ]
        clear = [place for place in free if not any(_overlap(place[3], one) for one in bars)]
        for at, to, align, box in (clear or free)[:1]:
            taken.append(box)
            made.append(
                {
                    "label": each["name"],
                    "align": align,
                    "at_x": across[0] + at / _SIDE * (across[1] - across[0]),
                    "at_y": up[0] + to / height * (up[1] - up[0]),
                }
            )
    return made


def _box(x: float, y: float, wide: float, align: str) -> tuple[float, float, float, float]:
    """What a label covers that is written at a point."""
    left = x - wide * {"left": 0.0, "center": 0.5, "right": 1.0}[align]
    return left, y - _LINE / 2, left + wide, y + _LINE / 2


def _within(one: tuple[float, ...], whole: tuple[float, ...]) -> bool:
    return one[0] >= whole[0] and one[1] >= whole[1] and one[2] <= whole[2] and one[3] <= whole[3]


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
