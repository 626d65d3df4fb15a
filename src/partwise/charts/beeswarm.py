"""Beeswarm: a row a segment, a dot an image; dots that would cover each other stand aside."""

from __future__ import annotations

import math
from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np

from partwise.charts.cell import most_telling, segment_of
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
from partwise.charts.names import group_name, labels
from partwise.charts.theme import CATEGORIES, INK, OTHER, OUTCOMES
from partwise.views.text import escaped, number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa
    from numpy.typing import NDArray

    from partwise.charts.cell import Cell
    from partwise.charts.panel import Panel

#: More dots make a row no richer and a file much larger.
MOST_DOTS, MOST_IN_ROW = 16_000, 2_000
_HEIGHT, _WIDTH, _DOT = 30, 460, 4.0
#: What images of a class that has no colour of its own are called.
OTHERS = "(others)"


def dots_of_a_row(rows: int) -> int:
    """How many dots each of so many rows has at most."""
    return min(MOST_IN_ROW, MOST_DOTS // max(rows, 1))


def draw_beeswarm(
    panel: Panel, cells: Sequence[Cell], values: pa.Table, *, colour: str | None, top: int
) -> Drawing:
    """Draw images as dots.

    Parameters
    ----------
    panel
        What it is about.
    cells
        Of the segments, all images together.
    values
        As :meth:`AttributionTable.values` gives them: a sample of every row.
    colour
        The column whose values have colours of their own; none if None.
    top
        How many segments are drawn.
    """
    name = panel.measure.name
    segments, fewer = most_telling(cells, segment_of, top)
    known = set(segments)
    points = [
        each
        for each in values.to_pylist()
        if each["segment"] in known
        and all(each[key] == getattr(panel, key) for key in ("method", "target_kind", "kind"))
    ]
    rows = labels(segments)
    shades = _shades(colour, points)
    short = labels(shades)
    low, high = padded(each[name] for each in points)
    dots = _dots(points, rows, name, colour, short)
    y = alt.Y("row:N", sort=list(rows.values()), title=None).axis(grid=True)
    x = alt.X("value:Q", title=f"{name} of an image").axis(labelExpr=written(name), tickCount=6)
    across = alt.YOffset("aside:Q").scale(domain=[-_HEIGHT / 2, _HEIGHT / 2])
    swarm = (
        alt.Chart(rows_of(dots))
        .mark_circle(size=_DOT**2 * 0.95, opacity=0.75)
        .encode(
            x=x.scale(domain=[low, high], nice=False),
            y=y,
            yOffset=across,
            color=_legend(colour, {short[each]: shade for each, shade in shades.items()}, dots),
            tooltip=tooltips("row", "image_id", "told", *["of"] * bool(colour)),
        )
    )
    layers = [swarm, *_marks(cells, rows)]
    if panel.measure.even is not None and low <= panel.measure.even <= high:
        layers.insert(0, reference(panel.measure.even, "x"))
    chart = alt.layer(*layers).properties(width=_WIDTH, height=_HEIGHT * len(rows))
    explains = [f"{name}: {panel.measure.says}.", f"A dot is an image{_sampled(points)}."]
    explains.append("Black mark: mean of all images.")
    if any(cell.record["null_mean"] is not None for cell in cells):
        explains.append("Grey mark: mean of the hardest null (a map that ignores the model).")
    explains += line_said(panel.measure)
    missing = left_out(fewer, "segment", panel.measure)
    return Drawing(panel, chart, _WIDTH + 140, explains, missing)


def _dots(
    points: Sequence[Mapping[str, Any]],
    rows: Mapping[str, str],
    measure: str,
    colour: str | None,
    short: Mapping[str, str],
) -> list[dict[str, Any]]:
    """Each image as a dot in the row of its segment; what is rare is drawn last and so is seen."""
    low, high = padded(each[measure] for each in points)
    dots: list[dict[str, Any]] = []
    for segment, row in rows.items():
        own = [each for each in points if each["segment"] == segment]
        # not group by group, which would put one above the other
        own.sort(key=itemgetter("image_id"))
        aside = offsets(np.array([each[measure] for each in own]), low, high)
        for each, offset in zip(own, aside, strict=True):
            group = group_name([each[colour]]) if colour else ""
            dots.append(
                {
                    "row": row,
                    "value": each[measure],
                    "aside": round(float(offset), 2),
                    "image_id": escaped(each["image_id"]),
                    "told": number(measure, each[measure]),
                    "of": short.get(group, OTHERS),
                }
            )
    often = Counter(each["of"] for each in dots)
    return sorted(dots, key=lambda each: -often[each["of"]])


def offsets(values: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    """How far each dot stands from the middle of its row, in px, so that few cover another.

    Dots are put into bins as wide as a dot, and those of a bin spread about the middle; where the
    fullest bin holds more than fit, bins grow with the root of what they hold.

    >>> offsets(np.array([1.0, 1.0, 1.0, 9.0]), 0.0, 10.0).tolist()
    [-4.0, 0.0, 4.0, 0.0]
    """
    if not len(values):
        return values
    bins = np.floor((values - low) / (high - low) * _WIDTH / _DOT).astype(int)
    counts = Counter(bins.tolist())
    fullest, room = max(counts.values()), _HEIGHT - 2 * _DOT
    crowded = (fullest - 1) * _DOT > room
    placed: Counter[int] = Counter()
    made = np.empty(len(values))
    for at, here in enumerate(bins.tolist()):
        count = counts[here]
        spread = room * math.sqrt(count / fullest) if crowded else (count - 1) * _DOT
        made[at] = (placed[here] / (count - 1) - 0.5) * spread if count > 1 else 0.0
        placed[here] += 1
    return made


def _shades(colour: str | None, points: Sequence[Mapping[str, Any]]) -> Mapping[str, str]:
    """A colour for each of the most frequent groups."""
    if colour is None:
        return {}
    counts = Counter(group_name([each[colour]]) for each in points)
    if colour == "outcome" and counts.keys() <= {*OUTCOMES, "–"}:
        return {name: shade for name, shade in OUTCOMES.items() if name in counts}
    frequent = sorted(name for name, _ in counts.most_common(len(CATEGORIES)))
    return dict(zip(frequent, CATEGORIES, strict=False))


def _legend(
    colour: str | None, shades: Mapping[str, str], dots: Sequence[Mapping[str, Any]]
) -> Any:
    if colour is None:
        return alt.value(CATEGORIES[0])
    names = [*shades, *[OTHERS] * any(each["of"] == OTHERS for each in dots)]
    return alt.Color(
        "of:N", legend=alt.Legend(title=escaped(colour), symbolOpacity=1, columns=4)
    ).scale(domain=names, range=[shades.get(name, OTHER) for name in names])


def _marks(cells: Sequence[Cell], rows: Mapping[str, str]) -> list[alt.Chart]:
    """The mean of each row, and that of the null that is hardest to beat."""
    shown = [cell for cell in cells if cell.segment in rows]

    def ticks(key: str, colour: str, thickness: float) -> alt.Chart:
        marks = [
            {**cell.told, "row": rows[cell.segment], "value": cell.record[key]}
            | {"null": str(cell.record["null"]), "kind": key}
            for cell in shown
            if cell.record[key] is not None
        ]
        told = tooltips() if key == "mean" else tooltips("segment", "null", "value")
        return (
            alt.Chart(rows_of(marks))
            .mark_tick(
                color=colour, thickness=thickness, opacity=1, size=_HEIGHT * 0.8, orient="vertical"
            )
            .encode(x="value:Q", y=alt.Y("row:N", sort=list(rows.values())), tooltip=told)
        )

    return [ticks("null_mean", "#8c8c8c", 2), ticks("mean", INK, 2)]


def _sampled(points: Sequence[Mapping[str, Any]]) -> str:
    """Say what was drawn by chance of how many."""
    drawn = Counter(each["segment"] for each in points)
    of = {each["segment"]: each["of"] for each in points}
    fewer = [name for name in drawn if drawn[name] < of[name]]
    if not fewer:
        return ""
    most = max(of[name] for name in fewer)
    return f"; {max(drawn.values()):,} of {most:,} images a row, drawn at random (seed 0)"
