"""Notebook: a table is a picture there, and HTML where charts are not installed."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tables import row, table_of

formatters = pytest.importorskip("IPython.core.formatters", reason="IPython is not installed")


@pytest.fixture
def table(tmp_path):
    return table_of(tmp_path / "table", [row(f"{at}.png", "eye", lift=2.0) for at in range(12)])


def shown(table):
    return formatters.DisplayFormatter().format(table)


def test_a_table_is_shown_as_a_picture_at_the_size_that_it_is_told(table):
    data, metadata = shown(table)
    size = metadata["image/png"]
    assert set(data) == {"text/plain", "image/png"}
    assert Image.open(io.BytesIO(data["image/png"])).size == (2 * size["width"], 2 * size["height"])


def test_without_the_packages_of_charts_it_is_shown_as_html(table, monkeypatch):
    monkeypatch.setattr("partwise.charts.file.find_spec", lambda _: None)
    data, _ = shown(table)
    assert set(data) == {"text/plain", "text/html"}
    assert "eye" in data["text/html"]


def test_where_nothing_can_be_drawn_it_says_so(table):
    data, _ = shown(table.where("segment = 'nose'"))
    assert "nothing meets the condition" in data["text/html"]
