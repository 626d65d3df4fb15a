"""Box: quartiles and the middle nine tenths of images, for each segment and group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from partwise.charts.cell import group_of, most_telling, segment_of
from partwise.charts.drawing import (
    Drawing,
    left_out,
    line_said,
    padded,
    reference,
    rows_of,
    tooltips,
    written,
)
from partwise.charts.names import in_order, labels
from partwise.charts.theme import CATEGORIES, INK
from partwise.views.text import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.charts.cell import Cell
    from partwise.charts.panel import Panel

MOST_GROUPS = len(CATEGORIES)
_QUANTILES = ("q05", "q25", "median", "q75", "q95")
_WIDTH, _BOX, _GAP = 460, 13, 12


def draw_box(panel: Panel, cells: Sequence[Cell], *, top: int) -> Drawing:
    """Draw the quantiles of a panel's cells; how many images there are makes no file larger."""
    name = panel.measure.name
    segments, fewer = most_telling(cells, segment_of, top)
    groups, fewer_groups = most_telling(
        [cell for cell in cells if cell.segment in segments], group_of, MOST_GROUPS
    )
    shown = [cell for cell in cells if cell.segment in segments and cell.group in groups]
    down, beside = labels(segments), labels(in_order(groups))
    rows: list[dict[str, Any]] = [
        {
            **cell.told,
            **{each: cell.record[each] for each in _QUANTILES},
            "row": down[cell.segment],
            "of": beside[cell.group],
            "middle": number(name, cell.record["median"]),
            "average": cell.value,
        }
        for cell in shown
    ]
    low, high = padded(each[key] for each in rows for key in ("q05", "q95", "average"))
    step = _BOX * len(groups)
    base = alt.Chart(rows_of(rows)).encode(
        y=alt.Y("row:N", sort=list(down.values()), title=None)
        .axis(grid=False)
        .scale(paddingInner=_GAP / (step + _GAP), paddingOuter=0.3),
        yOffset=alt.YOffset("of:N", sort=list(beside.values())),
        color=alt.Color(
            "of:N",
            legend=alt.Legend(title=None, symbolType="square", columns=4)
            if len(groups) > 1
            else None,
        ).scale(domain=list(beside.values()), range=list(CATEGORIES[: len(groups)])),
        tooltip=tooltips("segment", "group", "middle", "mean", "interval", "images"),
    )
    x = alt.X("q05:Q", title=f"{name} of an image").axis(labelExpr=written(name), tickCount=6)
    whiskers = base.mark_rule(strokeWidth=1.2).encode(
        x=x.scale(domain=[low, high], nice=False), x2="q95:Q"
    )
    boxes = base.mark_bar(size=_BOX - 4, cornerRadius=1, opacity=0.4).encode(x="q25:Q", x2="q75:Q")
    middles = base.mark_tick(thickness=2.5, size=_BOX - 4, orient="vertical", opacity=1).encode(
        x="median:Q"
    )
    means = base.mark_point(
        shape="diamond", size=22, filled=True, stroke="white", strokeWidth=0.6
    ).encode(x="average:Q", color=alt.value(INK))
    layers = [whiskers, boxes, middles, means]
    if panel.measure.even is not None and low <= panel.measure.even <= high:
        layers.insert(0, reference(panel.measure.even, "x"))
    chart = alt.layer(*layers).properties(width=_WIDTH, height=(step + _GAP) * len(down))
    explains = [
        f"{name}: {panel.measure.says}.",
        "Box: the middle half of images, with the median; whiskers: 5 % to 95 %; diamond: mean.",
    ]
    explains += line_said(panel.measure)
    missing = left_out(fewer, "segment", panel.measure)
    missing += left_out(fewer_groups, "group", panel.measure)
    return Drawing(panel, chart, _WIDTH + 140, explains, missing)
