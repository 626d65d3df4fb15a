"""What a chart says: the rows, marks and words of its Vega-Lite, and the words of its SVG."""

from __future__ import annotations

import io
import re
from html import unescape
from typing import Any


def spec_of(chart: Any) -> dict[str, Any]:
    return chart.to_dict()


def layers(chart: Any) -> list[dict[str, Any]]:
    """Every layer of every panel, with its rows; what filters leave of them."""
    spec = spec_of(chart)
    found: list[dict[str, Any]] = []

    def walk(view: dict[str, Any], data: Any) -> None:
        data = view.get("data", data)
        for each in (*view.get("layer", ()), *view.get("vconcat", ())):
            walk(each, data)
        if "mark" in view:
            rows = spec["datasets"][data["name"]]
            for each in view.get("transform", ()):
                rows = [row for row in rows if _meets(row, each["filter"])]
            found.append({**view, "rows": rows})

    walk(spec, None)
    return found


def marks(chart: Any, kind: str) -> list[dict[str, Any]]:
    """The rows that marks of a kind draw."""
    return [row for each in layers(chart) if each["mark"]["type"] == kind for row in each["rows"]]


def layer(chart: Any, kind: str) -> dict[str, Any]:
    """The first layer of such marks."""
    return next(each for each in layers(chart) if each["mark"]["type"] == kind)


def subtitle(chart: Any) -> str:
    """All that stands below titles, without its line breaks."""
    spec = spec_of(chart)
    views = [spec, *spec.get("vconcat", ())]
    lines = [line for view in views for line in view.get("title", {}).get("subtitle", ())]
    return " ".join(lines)


def words(chart: Any) -> list[str]:
    """Every text of the SVG, as vl-convert draws it."""
    svg = io.StringIO()
    chart.save(svg, format="svg")
    return [unescape(each) for each in re.findall(r">([^<>]+)<", svg.getvalue())]


def _meets(row: dict[str, Any], condition: str) -> bool:
    """The few conditions that charts use."""
    if " == " in condition:
        name, value = condition.removeprefix("datum.").split(" == ")
        return row[name] == value.strip("'")
    if condition.startswith("!"):
        return not row[condition.removeprefix("!datum.")]
    return bool(row[condition.removeprefix("datum.")])
