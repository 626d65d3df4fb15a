"""Render: a report as one HTML file that needs nothing else."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from partwise.report.wire import columns, short

if TYPE_CHECKING:
    from collections.abc import Callable

    from partwise.report.pictures import Picture
    from partwise.report.report import Report

    Places = Callable[[str, bytes], str]

#: Nothing may be loaded, sent or run but what is in the file itself.
_POLICY = (
    "default-src 'none'; img-src {pictures}; style-src '{style}'; script-src '{script}'; "
    "base-uri 'none'; form-action 'none'"
)


def inlined(kind: str, content: bytes) -> str:
    """Write a picture into the page itself.

    >>> inlined("image/png", b"abc")
    'data:image/png;base64,YWJj'
    """
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def render(report: Report, places: Places = inlined) -> str:
    """Write a report as one HTML file.

    Parameters
    ----------
    places
        The address of a picture, of a kind and content: within the file unless told otherwise.
    """
    style, script = (_bundled(name) for name in ("partwise.css", "partwise.js"))
    # files beside a file that is opened from disk are of no origin, and not of its own
    pictures = "data:" if places is inlined else "data: 'self' file:"
    policy = _POLICY.format(pictures=pictures, style=_digest(style), script=_digest(script))
    title = html.escape(str(report.overview["title"]))
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} · partwise</title>
<style>{style}</style>
</head>
<body>
<div id="app"><p>This report is drawn by a script, which this browser did not run.</p></div>
<script type="application/json" id="report">{_inert(to_json(report, places))}</script>
<script type="module">{script}</script>
</body>
</html>
"""


def to_json(report: Report, places: Places = inlined) -> dict[str, Any]:
    """Turn a report into plain lists, texts and numbers."""
    return {
        "overview": {
            **report.overview,
            "pictures_left_out": report.pictures_left_out,
            "groups_left_out": report.left_out,
        },
        "findings": report.findings,
        "groups": {by: columns(data) for by, data in report.groups.items()},
        "images": columns(report.images),
        "values": columns(report.values),
        "pictures": {each.image_id: _picture(each, places) for each in report.pictures},
    }


def _picture(picture: Picture, places: Places) -> dict[str, Any]:
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


def _inert(data: object) -> str:
    """Write JSON in which nothing can end the element that holds it, or begin another."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for each in "<>&\u2028\u2029":
        text = text.replace(each, f"\\u{ord(each):04x}")
    # half a character, as in a file name that is no UTF-8, is no text that a browser takes
    return text.encode("utf-8", "backslashreplace").decode()


def _bundled(name: str) -> str:
    return files("partwise.web").joinpath(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
