"""Telling: each cell's ends and its middle come before anything else."""

from __future__ import annotations

import pyarrow as pa

from partwise.report.telling import telling


def values(*rows):
    names = ("image_id", "segment", "share")
    table = pa.table([list(column) for column in zip(*rows, strict=True)], names)
    for name in ("method", "target_kind", "target_class"):
        table = table.append_column(name, pa.array(["x"] * len(rows)))
    return table


def test_the_highest_the_lowest_and_the_most_typical_image_come_first():
    rows = [(f"{number}.png", "ear", float(number)) for number in range(9)]
    assert telling(values(*rows), "share", [])[:3] == ["8.png", "0.png", "4.png"]


def test_every_cell_has_its_highest_before_any_has_a_second():
    ears = [(f"ear {number}", "ear", float(number)) for number in range(5)]
    tails = [("tail", "tail", 0.1)]
    assert "tail" in telling(values(*ears, *tails), "share", [])[:2]


def test_every_image_is_there_once_also_without_a_number():
    rows = [("a", "ear", 0.5), ("a", "tail", 0.1), ("b", "ear", None), ("c", "ear", float("nan"))]
    assert telling(values(*rows), "share", ["d", "c", "b", "a"]) == ["a", "d", "c", "b"]
