"""Fixtures of the reports' tests: tables with pictures, and reports of them."""

from __future__ import annotations

import pytest

from partwise.report.file import write
from partwise.report.report import summarise
from tables import small_table

NAMES = [f"{('cat', 'dog')[number % 2]}/{number:02}.png" for number in range(24)]


@pytest.fixture(scope="session")
def table(tmp_path_factory):
    """24 pictures of noise, with ears and heads, all called cats; half of them are."""
    return small_table(tmp_path_factory.mktemp("small"), NAMES)


@pytest.fixture(scope="session")
def report(table):
    return summarise(table)


@pytest.fixture(scope="session")
def file(report, tmp_path_factory):
    place = tmp_path_factory.mktemp("written") / "report.html"
    write(report, place)
    return place
