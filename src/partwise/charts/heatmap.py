"""Heatmap: segments down, groups across; colour is how far from even, and hatching what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import altair as alt

from partwise.charts.cell import group_of, most_telling, segment_of
from partwise.charts.drawing import Drawing, left_out, rows_of, tooltips, written
from partwise.charts.names import in_order, labels
from partwise.charts.theme import DIVERGING, INK, SEQUENTIAL
from partwise.views.text import number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partwise.charts.cell import Cell
    from partwise.charts.panel import Panel
    from partwise.measures import Measure

MOST_GROUPS = 20
#: So many columns may be as wide as their names.
_FEW = 4
_HEIGHT, _LEAST_WIDTH, _LETTER = 26, 52, 6.6
#: A cell whose colour lies this far on the way to the strongest one has white letters.
_DARK = 0.68
#: Of cells that are settled and beyond the margin, settled or not judged, and not settled.
_LETTERS: tuple[tuple[str, str, Literal["normal", "bold"], str], ...] = (
    ("sure", "normal", "bold", INK),
    ("plain", "normal", "normal", INK),
    ("open", "italic", "normal", "#4d4d4d"),
)


def draw_heatmap(panel: Panel, cells: Sequence[Cell], *, top: int) -> Drawing:
    """Draw a panel's cells, the most telling segments and groups of them."""
    segments, fewer = most_telling(cells, segment_of, top)
    groups, fewer_groups = most_telling(
        [cell for cell in cells if cell.segment in segments], group_of, MOST_GROUPS
    )
    shown = [cell for cell in cells if cell.segment in segments and cell.group in groups]
    down, across = labels(segments), labels(in_order(groups))
    # what the parts leave over is often much stronger, and would leave no colour to the parts
    named = [cell for cell in shown if cell.is_named] or shown
    strongest = max(abs(cell.value - cell.even) for cell in named) or 1.0
    texts = [_short(panel.measure.name, cell.value) for cell in shown]
    wide = _LETTER * max(map(len, across.values())) if len(across) <= _FEW else 0
    width = max(_LEAST_WIDTH, _LETTER * max(map(len, texts)) + 10, wide)
    rows = [
        {
            **cell.told,
            "row": down[cell.segment],
            "column": across[cell.group],
            "value": cell.value,
            "text": text,
            "weight": "open" if cell.is_open else "sure" if cell.is_sure else "plain",
            "dark": _depth(panel.measure, cell.value, strongest) > _DARK,
        }
        for cell, text in zip(shown, texts, strict=True)
    ]
    base = alt.Chart(rows_of(rows)).encode(
        x=alt.X("column:N", sort=list(across.values()), title=None).axis(
            orient="top", labelAngle=_angle(list(across.values()), width), grid=False
        ),
        y=alt.Y("row:N", sort=list(down.values()), title=None).axis(grid=False),
    )
    tiles = base.mark_rect(stroke="white", strokeWidth=2).encode(
        color=_colour(panel.measure, strongest), tooltip=tooltips()
    )
    # a shape in px: a size of 4 makes its unit one of them
    hatching = (
        base.transform_filter("datum.weight == 'open'")
        .mark_point(
            shape=_hatched(width - 4, _HEIGHT - 4),
            size=4,
            stroke="#000000",
            strokeWidth=0.8,
            strokeOpacity=0.2,
            filled=False,
        )
        .encode()
    )
    letters = [
        base.transform_filter(f"datum.weight == '{weight}'")
        .mark_text(fontSize=10.5, fontStyle=style, fontWeight=bold)
        .encode(
            text="text:N", color=alt.condition("datum.dark", alt.value("white"), alt.value(ink))
        )
        for weight, style, bold, ink in _LETTERS
    ]
    chart = alt.layer(tiles, hatching, *letters).properties(
        width=width * len(across), height=_HEIGHT * len(down)
    )
    missing = left_out(fewer, "segment", panel.measure)
    missing += left_out(fewer_groups, "group", panel.measure)
    explains = [f"{panel.measure.name}: {panel.measure.says}.", _colours(panel.measure)]
    explains += _marks(shown)
    explains += ["Empty: in view in no image."] * (len(shown) < len(down) * len(across))
    if any(abs(cell.value - cell.even) > strongest for cell in shown):
        explains.append("Colours end at the strongest named segment.")
    return Drawing(panel, chart, width * len(across) + 120, explains, missing)


def _colour(measure: Measure, strongest: float) -> alt.Color:
    """Diverging about an even spread where there is one, else from light to dark."""
    title = f"mean {measure.name}"
    legend = alt.Legend(
        title=title, labelExpr=written(measure.name), gradientLength=200, tickCount=4
    )
    if measure.even is None:
        return alt.Color("value:Q", legend=legend).scale(
            domain=[0, strongest / 2, strongest],
            range=list(SEQUENTIAL),
            interpolate="lab",
            clamp=True,
        )
    even, low = measure.even, _lowest(measure, strongest)
    domain = [low, (low + even) / 2, even, even + strongest / 2, even + strongest]
    return alt.Color("value:Q", legend=legend).scale(
        domain=domain, range=list(DIVERGING), interpolate="lab", clamp=True
    )


def _lowest(measure: Measure, strongest: float) -> float:
    """Where colours begin: what is never negative cannot lie further below even than 0."""
    low = (measure.even or 0.0) - strongest
    return low if measure.signed else max(low, 0.0)


def _depth(measure: Measure, value: float, strongest: float) -> float:
    """How far a value's colour lies on the way from an even spread's to the strongest one."""
    even = measure.even or 0.0
    reach = strongest if value >= even else even - _lowest(measure, strongest)
    return abs(value - even) / reach


def _colours(measure: Measure) -> str:
    if measure.even is None:
        return "The darker, the more."
    if measure.signed:
        return "Orange supports the target, blue opposes it; white is 0."
    return f"Orange is more than an even spread would give ({measure.even:g}), blue less."


def _marks(cells: Sequence[Cell]) -> list[str]:
    """What the letters mean, as far as they occur."""
    if all(cell.record["verdict"] is None for cell in cells):
        return []
    kinds: Mapping[str, bool] = {
        "Bold: settled, and beyond the margin.": any(cell.is_sure for cell in cells),
        "Plain: negligible.": any(not (cell.is_sure or cell.is_open) for cell in cells),
        "Hatched, in italics: not settled (inconclusive or too few images).": any(
            cell.is_open for cell in cells
        ),
    }
    return [said for said, occurs in kinds.items() if occurs]


def _hatched(width: float, height: float, gap: float = 7) -> str:
    """Slanting lines that fill a rectangle about the origin, as an SVG path.

    >>> _hatched(4, 4, gap=4)
    'M-2 2L2 -2'
    """
    lines: list[str] = []
    offset = gap
    while offset < width + height:
        # of the line x + y = offset from the upper left corner, what lies in the rectangle
        ends = [(max(offset - height, 0.0), min(offset, height))]
        ends.append((min(offset, width), max(offset - width, 0.0)))
        (x1, y1), (x2, y2) = ((x - width / 2, y - height / 2) for x, y in ends)
        lines.append(f"M{x1:g} {y1:g}L{x2:g} {y2:g}")
        offset += gap
    return "".join(lines)


def _short(measure: str, value: float) -> str:
    """A number without its unit, which the legend has, and with a minus that is no hyphen."""
    return number(measure, value).removesuffix(" %").replace("-", "−")


def _angle(names: Sequence[str], width: float) -> int:
    """Names that do not fit above their columns are slanted."""
    return 0 if max(map(len, names)) * _LETTER <= width + 4 else -40
