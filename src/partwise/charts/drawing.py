"""Drawing: one panel drawn, with what a reader must know; several of them are one figure."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import altair as alt

from partwise.charts.theme import dressed
from partwise.measures import MEASURES, Measure
from partwise.views.text import SHARES, escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from partwise.charts.panel import Panel

#: What is told of a mark, in HTML and in notebooks.
_TOLD = ("segment", "group", "mean", "interval", "images", "verdict")
#: Width of a letter, in px: of titles, and of what stands below them.
_TITLE_LETTER, _PANEL_LETTER, _LETTER = 7.6, 6.4, 4.9
_LEAST_WIDTH = 460


@dataclass(frozen=True, slots=True)
class Drawing:
    """One panel.

    Parameters
    ----------
    panel
        What it is about.
    chart
        Its marks.
    width
        Of all of it, in px, about.
    explains
        What colours and marks mean.
    left_out
        What is not drawn.
    """

    panel: Panel
    chart: alt.LayerChart | alt.FacetChart
    width: float
    explains: Sequence[str]
    left_out: Sequence[str]


def figure(
    drawings: Sequence[Drawing], title: str, where: Sequence[str]
) -> alt.LayerChart | alt.VConcatChart:
    """Put panels one above the other, below a title and what explains them."""
    explains = list(dict.fromkeys(each for one in drawings for each in one.explains))
    conditions = [f"Only where {escaped(' and '.join(where))}."] * bool(where)
    width = max(_LEAST_WIDTH, *(one.width for one in drawings))
    if len(drawings) == 1:
        (one,) = drawings
        told = [one.panel.name, " ".join([*explains, *conditions, *one.left_out])]
        chart: Any = one.chart
    else:
        told = [" ".join([*explains, *conditions])]
        chart = alt.vconcat(
            *(
                one.chart.properties(
                    title=alt.TitleParams(
                        _lines([one.panel.name], width / _PANEL_LETTER),
                        subtitle=_lines([" ".join(one.left_out)], width / _LETTER),
                        fontSize=12,
                        frame="bounds",
                        offset=8,
                    )
                )
                for one in drawings
            )
        ).resolve_scale(color="independent", x="independent", y="independent", shape="independent")
    return dressed(
        chart.properties(
            title=alt.TitleParams(
                _lines(title.splitlines(), width / _TITLE_LETTER),
                subtitle=_lines(told, width / _LETTER),
            )
        )
    )


def rows_of(values: Iterable[Mapping[str, object]]) -> alt.InlineData:
    """Data that lies in the chart itself, as many rows as there are."""
    return alt.InlineData(values=[dict(each) for each in values])


def tooltips(*names: str) -> list[alt.Tooltip]:
    """What is told of a mark under the pointer; what is called `image` would be fetched as one."""
    return [alt.Tooltip(name, type="nominal", title=name) for name in names or _TOLD]


def written(measure: str) -> str:
    """Vega's expression for the numbers on an axis; shares in percent, and 0 without a sign."""
    sign = "+" if MEASURES[measure].signed else ""
    if measure in SHARES:
        return f"(datum.value ? format(100 * datum.value, '{sign}~g') : '0') + ' %'"
    return f"datum.value ? format(datum.value, '{sign}~g') : '0'"


def left_out(number: int, what: str, measure: Measure) -> list[str]:
    """Say how many are not drawn, if any, and why these.

    >>> left_out(1, "segment", MEASURES["lift"]), left_out(0, "group", MEASURES["lift"])
    (['1 more segment, whose interval lies nearer to 1, is not drawn.'], [])
    """
    if not number:
        return []
    many, lie, are = ("", "interval lies", "is") if number == 1 else ("s", "intervals lie", "are")
    even = measure.even or 0
    return [f"{number:,} more {what}{many}, whose {lie} nearer to {even:g}, {are} not drawn."]


def line_said(measure: Measure) -> list[str]:
    """Say what the grey line is, where it is not plain 0."""
    return [f"Line: an even spread ({measure.even:g})."] * bool(measure.even)


def reference(value: float, channel: str) -> alt.Chart:
    """A line at what an even spread would give."""
    line = alt.Chart(rows_of([{"even": value}])).mark_rule(color="#8c8c8c", strokeWidth=1)
    return line.encode(**{channel: "even:Q"})


def padded(values: Iterable[float | None], share: float = 0.04) -> tuple[float, float]:
    """The least and the greatest value, and a little room beyond both.

    >>> padded([0.0, None, 10.0], share=0.1)
    (-1.0, 11.0)
    """
    known = [value for value in values if value is not None]
    low, high = min(known), max(known)
    room = (high - low) * share or abs(high) / 2 or 1.0
    return low - room, high + room


def _lines(paragraphs: Iterable[str], width: float) -> list[str]:
    """Break paragraphs into lines of so many letters."""
    return [
        line
        for each in paragraphs
        for line in textwrap.wrap(escaped(each), int(width), break_on_hyphens=False)
    ]
