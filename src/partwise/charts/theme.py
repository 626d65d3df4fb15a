"""Theme: colours, sizes and lines that all charts share; a quiet grid, and nothing that shouts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import altair as alt

INK, QUIET, FAINT, GRID = "#1f1f1f", "#666666", "#9a9a9a", "#ececec"
#: Blue and orange stay apart for every kind of colour vision; between them is the even spread.
DIVERGING = ("#1f5a96", "#93b9dc", "#f6f5f1", "#f2b47c", "#b5520c")
SEQUENTIAL = ("#f6f5f1", "#b7a8d4", "#54308a")
#: Of groups (after Okabe and Ito); whatever has no colour of its own is `OTHER`.
CATEGORIES = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a5c2e")
OUTCOMES = {"correct": "#0072b2", "wrong": "#d55e00"}
OTHER = "#b3b3b3"
#: Sizes of text, in px; a chart of 500 px fills a column of about 9 cm at 9 points.
TITLE, TEXT, SMALL = 14, 11, 10
FONT = "Helvetica Neue, Helvetica, Arial, Liberation Sans, Roboto, sans-serif"

CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": "white",
    "padding": 12,
    "view": {"stroke": None},
    "title": {
        "anchor": "start",
        "frame": "bounds",
        "fontSize": TITLE,
        "fontWeight": 600,
        "color": INK,
        "subtitleFontSize": SMALL,
        "subtitleColor": QUIET,
        "subtitleLineHeight": 14,
        "subtitlePadding": 5,
        "offset": 14,
    },
    "axis": {
        "labelFontSize": TEXT,
        "titleFontSize": TEXT,
        "titleFontWeight": "normal",
        "titleColor": QUIET,
        "labelColor": INK,
        "labelLimit": 400,
        "gridColor": GRID,
        "domain": False,
        "ticks": False,
        "labelPadding": 6,
        "titlePadding": 8,
    },
    "legend": {
        "labelFontSize": SMALL,
        "titleFontSize": SMALL,
        "titleFontWeight": "normal",
        "titleColor": QUIET,
        "labelColor": INK,
        "labelLimit": 260,
        "orient": "bottom",
        "offset": 8,
        "labelOverlap": True,
        "gradientThickness": 9,
        "gradientStrokeColor": None,
    },
    "concat": {"spacing": 34},
}


def dressed(chart: alt.LayerChart | alt.VConcatChart) -> alt.LayerChart | alt.VConcatChart:
    """Give a chart the theme, whatever theme Altair has been set to."""
    return chart.configure(**CONFIG)
