"""Notebook: a table as the picture that stands for it where its name is the last line of a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.charts.file import check_packages, to_png
from partwise.errors import CallError

if TYPE_CHECKING:
    from partwise.table.table import AttributionTable

#: A notebook keeps every picture, and shows it on a page among others.
_SCALE, _TOP = 2, 12


def picture(table: AttributionTable) -> tuple[bytes, dict[str, float]] | None:
    """Draw the heatmap of a table as a PNG.

    A script would not run on GitHub, nor in a notebook that is not trusted; SVG and styles are
    taken out there.

    Returns
    -------
    PNG and the `width` and `height` that it is shown with, or None where charts are not installed
    or there is nothing to draw.
    """
    try:
        check_packages()
        from partwise.charts.plot import plot

        png, width, height = to_png(plot(table, "heatmap", top=_TOP), _SCALE)
    except CallError:
        return None
    return png, {"width": width, "height": height}
