"""Page: the built front end as one HTML page, with the data or the tables that it shows."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Nothing may be loaded, sent or run but what is in the page itself, and what is named here.
_POLICY = (
    "default-src 'none'; img-src {pictures}; connect-src {answers}; style-src '{style}'; "
    "script-src '{script}'; base-uri 'none'; form-action 'none'"
)

#: A whole with a part, as in the pages' head.
_ICON = "data:image/svg+xml," + quote(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'
    '<rect x="1" y="1" width="22" height="22" rx="5" fill="#2b58d6"/>'
    '<path d="M1 15C7 9 10 19 23 8V18a5 5 0 0 1-5 5H6a5 5 0 0 1-5-5Z" fill="#d95800"/></svg>'
)


def page(
    title: str, holds: Mapping[str, object], *, pictures: str = "data:", answers: str = "'none'"
) -> str:
    """Write the page.

    Parameters
    ----------
    title
        Of the window.
    holds
        Data by the name of the element that holds it, from which the script takes it.
    pictures, answers
        Where pictures, and answers to questions, may come from, as in a content security policy.
    """
    style, script = (_bundled(name) for name in ("partwise.css", "partwise.js"))
    policy = _POLICY.format(
        pictures=pictures, answers=answers, style=_digest(style), script=_digest(script)
    )
    data = "".join(
        f'<script type="application/json" id="{name}">{_inert(each)}</script>\n'
        for name, each in holds.items()
    )
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="{_ICON}">
<title>{html.escape(title)} · partwise</title>
<style>{style}</style>
</head>
<body>
<div id="app"><p>This page is drawn by a script, which this browser did not run.</p></div>
{data}<script type="module">{script}</script>
</body>
</html>
"""


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
