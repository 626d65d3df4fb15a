"""Render: a report as one HTML file that needs nothing else."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from partwise.report.page import page
from partwise.report.wire import columns, short

if TYPE_CHECKING:
    from collections.abc import Callable

    from partwise.report.beside import Beside
    from partwise.report.pictures import Picture
    from partwise.report.report import Report

    Places = Callable[[str, bytes], str]


def inlined(kind: str, content: bytes) -> str:
    """Write a picture into the page itself.

    >>> inlined("image/png", b"abc")
    'data:image/png;base64,YWJj'
    """
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def render(report: Report, places: Places = inlined, beside: Beside | None = None) -> str:
    """Write a report as one HTML file.

    Parameters
    ----------
    places
        The address of a picture, of a kind and content: within the file unless told otherwise.
    beside
        A second table, with which it is compared.
    """
    # files beside a file that is opened from disk are of no origin, and not of its own
    pictures = "data:" if places is inlined else "data: 'self' file:"
    title = str(report.overview["title"])
    holds: dict[str, object] = {"report": to_json(report, places)}
    if beside is not None:
        title = " · ".join(beside.compared["names"])
        holds["beside"] = {
            "report": to_json(beside.report, places),
            "compared": beside.compared,
            "turned": beside.turned,
            "pictures": columns(beside.pictures),
        }
    return page(title, holds, pictures=pictures)


def to_json(report: Report, places: Places = inlined) -> dict[str, Any]:
    """Turn a report into plain lists, texts and numbers."""
    return {
        "overview": {
            **report.overview,
            "pictures_left_out": report.pictures_left_out,
            "groups_left_out": report.left_out,
        },
        "findings": report.findings,
        "confusion": report.confusion,
        "groups": {by: columns(data) for by, data in report.groups.items()},
        "images": columns(report.images),
        "values": columns(report.values),
        "removals": {} if report.removals is None else columns(report.removals),
        "pictures": {each.image_id: of_picture(each, places) for each in report.pictures},
    }


def of_picture(picture: Picture, places: Places) -> dict[str, Any]:
    """Turn one picture into plain lists, texts and numbers."""
    return {
        "src": None if picture.jpeg is None else places("image/jpeg", picture.jpeg),
        "height": picture.shape[0],
        "width": picture.shape[1],
        "frame": [short(each) for each in picture.frame],
        "outlines": [{"segment": name, "path": path} for name, path in picture.outlines],
        "overlays": [
            {
                "method": each.method,
                "target_kind": each.target_kind,
                "target_class": each.target_class,
                "src": places("image/png", each.png),
                "scale": short(each.scale),
            }
            for each in picture.overlays
        ],
    }
