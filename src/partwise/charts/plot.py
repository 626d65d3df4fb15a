"""Plot: a table as a figure of one kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.charts.cell import cells_of
from partwise.charts.file import check_packages
from partwise.charts.panel import find_panels, nothing
from partwise.errors import CallError, unknown_name
from partwise.measures import EFFECT_MEASURES
from partwise.views.show import SEGMENT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import altair as alt

    from partwise.charts.cell import Cell
    from partwise.charts.drawing import Drawing
    from partwise.charts.panel import Panel
    from partwise.table.table import AttributionTable

HEATMAP, BEESWARM, BOX, SCATTER = "heatmap", "beeswarm", "box", "scatter"
KINDS = (HEATMAP, BEESWARM, BOX, SCATTER)
#: Segments are drawn up to this number, unless another is asked for.
TOP = 20


def plot(
    table: AttributionTable,
    kind: str,
    by: Sequence[str] | None = None,
    *,
    measure: str | None = None,
    method: str | None = None,
    top: int = TOP,
    title: str | None = None,
) -> alt.LayerChart | alt.VConcatChart:
    """Draw a table; see :meth:`AttributionTable.plot`."""
    if kind not in KINDS:
        raise unknown_name("--kind", kind, KINDS)
    if top < 1:
        raise CallError(f"--top must be at least 1 segment, got {top}.")
    check_packages("altair")
    if kind == SCATTER:
        _check_scatter(table, measure)
    if by is None:
        by = ["target_class"] if kind == HEATMAP else []
    by = [name for name in table.known_keys(by) if name != SEGMENT]
    if kind == BEESWARM and len(by) > 1:
        raise CallError(
            f"--by {','.join(by)}: dots have one colour, so that a beeswarm takes one column."
        )
    panels = find_panels(table, measure, method, maps=kind == SCATTER)
    drawings = _draw(table, kind, by, panels, top)
    if not drawings:
        raise nothing(table, panels)
    from partwise.charts.drawing import figure

    names = " and ".join(dict.fromkeys(panel.measure.name for panel in panels))
    if kind == SCATTER:
        names += " against effect"
    across = [SEGMENT, *([] if kind == BEESWARM else by)]
    across = " and ".join([", ".join(across[:-1]), across[-1]] if len(across) > 1 else across)
    return figure(drawings, title or f"{names} by {across}", table.conditions)


def _draw(
    table: AttributionTable, kind: str, by: Sequence[str], panels: Sequence[Panel], top: int
) -> list[Drawing]:
    """Draw every panel that has a cell."""
    from partwise.charts.box import draw_box
    from partwise.charts.heatmap import draw_heatmap
    from partwise.charts.scatter import draw_scatter

    # only where verdicts and intervals are drawn are they worth a bootstrap
    intervals = "bootstrap" if kind in (HEATMAP, SCATTER) else "analytic"
    # the colours of dots make no rows
    keys = [SEGMENT] if kind == BEESWARM else [SEGMENT, *by]
    summaries = {
        name: table.summary(keys, name, intervals=intervals)
        for name in dict.fromkeys(panel.measure.name for panel in panels)
    }
    found = [(panel, cells_of(summaries[panel.measure.name], panel)) for panel in panels]
    found = [(panel, cells) for panel, cells in found if cells]
    if kind == BEESWARM:
        return _swarms(table, by[0] if by else _colour(table), found, top)
    draw = {HEATMAP: draw_heatmap, BOX: draw_box, SCATTER: draw_scatter}[kind]
    return [draw(panel, cells, top=top) for panel, cells in found]


def _swarms(
    table: AttributionTable,
    colour: str | None,
    found: Sequence[tuple[Panel, Sequence[Cell]]],
    top: int,
) -> list[Drawing]:
    """Draw images; every row of the figure has as many at most."""
    from partwise.charts.beeswarm import dots_of_a_row, draw_beeswarm

    most = dots_of_a_row(sum(min(top, len(cells)) for _, cells in found))
    values = {
        name: table.values(name, colour or (), most=most)
        for name in dict.fromkeys(panel.measure.name for panel, _ in found)
    }
    return [
        draw_beeswarm(panel, cells, values[panel.measure.name], colour=colour, top=top)
        for panel, cells in found
    ]


def _check_scatter(table: AttributionTable, measure: str | None) -> None:
    """Refuse to draw effects that are not there, or against themselves."""
    if not table.has_effects():
        raise CallError(
            "--kind scatter draws attribution against the effect of removal, and nothing was "
            "removed in this table. Build it with --effects blur, or draw --kind heatmap."
        )
    if measure in EFFECT_MEASURES:
        raise CallError(
            f"--measure {measure} is what removal does, which a scatter has on its other axis "
            "already. Name a measure of maps, such as signed_share."
        )


def _colour(table: AttributionTable) -> str | None:
    """Outcomes where they are known, else the predicted class where there are a few."""
    counts: Mapping[str, int] = table.sql(
        "SELECT count(DISTINCT outcome) AS outcome, count(DISTINCT predicted) AS predicted "
        "FROM image_columns"
    ).to_pylist()[0]
    if counts["outcome"]:
        return "outcome"
    return "predicted" if 1 < counts["predicted"] <= 7 else None
