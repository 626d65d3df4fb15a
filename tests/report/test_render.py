"""Render: one page that holds all it needs, and in which a name is never more than a name."""

from __future__ import annotations

import base64
import hashlib
import json
import re

import pytest

from partwise.report.render import render
from partwise.report.report import summarise
from tables import row, table_of

HOSTILE = "</script><script>window.broken = 1</script><img src=x onerror='window.broken = 1'>\u2028"


def data_of(page):
    inside = re.search(
        r'<script type="application/json" id="report">(.*?)</script>', page, re.DOTALL
    )
    return json.loads(inside[1])


def test_the_policy_names_the_script_and_the_style_that_are_there(file):
    page = file.read_text("utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    script = re.search(r'<script type="module">(.*?)</script>', page, re.DOTALL)[1]
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    for kind, content in (("script", script), ("style", style)):
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; img-src data:;")


def test_names_come_back_as_they_were_and_end_nothing(tmp_path):
    table = table_of(tmp_path / HOSTILE.replace("/", "|"), [row(f"{HOSTILE}.png", HOSTILE)])
    page = render(summarise(table))
    assert page.count("</script>") == 2
    assert "<img" not in page.partition("<style>")[0]
    data = data_of(page)
    assert data["images"]["image_id"]["of"] == [f"{HOSTILE}.png"]
    assert HOSTILE in data["values"]["segment"]["of"]


def test_the_title_is_the_table_s_name_escaped(tmp_path):
    page = render(summarise(table_of(tmp_path / "a<b>&c", [row("a.png", "ear")])))
    assert "<title>a&lt;b&gt;&amp;c · partwise</title>" in page


@pytest.mark.parametrize("word", ["http://", "https://", "@import", "url("])
def test_nothing_in_the_page_is_loaded_from_anywhere(file, word):
    page = re.sub(r"data:[^\"]*", "", file.read_text("utf-8"))
    # the names of XML's own vocabularies are addresses that nothing is loaded from, and links in
    # the messages of the script's own errors are text
    names = r"http://www\.w3\.org/[\w/]*|https://svelte\.dev/[\w/]*"
    assert word not in re.sub(names, "", page)
