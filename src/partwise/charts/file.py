"""File: a figure as SVG, PNG or HTML, by the ending of its name."""

from __future__ import annotations

import io
import json
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from partwise.errors import CallError, RunError
from partwise.views.place import check_place

if TYPE_CHECKING:
    from pathlib import Path

    import altair as alt

FORMATS = {".svg": "svg", ".png": "png", ".html": "html"}
#: Pixels of a PNG for each of the figure's own: about 300 dots an inch.
SCALE = 3
#: What is more of them in one direction, browsers and journals refuse.
_MOST_PIXELS = 16_000
_PACKAGES = {"altair": "altair", "vl_convert": "vl-convert-python"}


def check_packages(*modules: str) -> None:
    """Say how to get what charts are drawn with.

    Raises
    ------
    CallError
        If a package is not installed.
    """
    for module in modules or _PACKAGES:
        if find_spec(module) is None:
            raise CallError(
                f"charts need the package {_PACKAGES[module]}, which is not installed. "
                "`pip install 'partwise[plot]'` brings it."
            )


def check_file(path: Path) -> str:
    """Check where a figure goes before anything is computed, and give its format.

    Raises
    ------
    CallError
        If the ending says nothing, or the place is a folder or in none.
    """
    check_place(path, list(FORMATS))
    return FORMATS[path.suffix.lower()]


def write(chart: alt.TopLevelMixin, path: Path) -> None:
    """Write a figure to a file; HTML needs nothing from any network.

    Raises
    ------
    CallError
        As :func:`check_file` does.
    RunError
        If the file cannot be written.
    """
    format_ = check_file(path)
    if format_ == "html":
        made = _html(chart)
    else:
        made = to_png(chart)[0] if format_ == "png" else _svg(chart).encode()
    try:
        path.write_bytes(made)
    except OSError as error:
        raise RunError(f"--out {str(path)!r} cannot be written: {error.strerror}.") from error


def to_png(chart: Any, scale: float = SCALE) -> tuple[bytes, float, float]:
    """Draw a figure in `scale` times the pixels that it is wide and high; both are told as well."""
    import vl_convert

    svg = _svg(chart)
    size = svg.partition('width="')[2].partition('"')
    height = size[2].partition('height="')[2].partition('"')[0]
    longest = max(float(size[0]), float(height))
    scale = min(scale, _MOST_PIXELS / longest)
    return vl_convert.svg_to_png(svg, scale=scale), float(size[0]), float(height)


def _svg(chart: Any) -> str:
    svg = io.StringIO()
    chart.save(svg, format="svg")
    return svg.getvalue()


class _InScript(json.JSONEncoder):
    """JSON that cannot end the script that it stands in."""

    def encode(self, o: Any) -> str:
        return super().encode(o).replace("<", "\\u003c")


def _html(chart: Any) -> bytes:
    # the menu saves the picture; an editor elsewhere is not offered
    actions = {"export": True, "source": False, "compiled": False, "editor": False}
    page = chart.to_html(
        inline=True, embed_options={"actions": actions}, json_kwds={"cls": _InScript}
    )
    return page.encode()
