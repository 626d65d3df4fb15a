"""Table: numbers in columns, printed so that a page can show them as they are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def print_table(
    title: str, columns: Sequence[object], rows: Mapping[str, Sequence[str]], *, note: str = ""
) -> None:
    """Print a title, a line of column names, and a line a row.

    Parameters
    ----------
    title
        What the numbers are.
    columns
        Their names.
    rows
        A name and as many entries as there are columns.
    note
        What a reader must know besides.
    """
    lines = {"": [str(column) for column in columns], **rows}
    first = max(map(len, lines))
    widths = [max(map(len, column)) + 2 for column in zip(*lines.values(), strict=True)]
    print(f"\n{title}")
    for name, entries in lines.items():
        cells = zip(entries, widths, strict=True)
        line = f"  {name:{first}s}" + "".join(f"{entry:>{width}s}" for entry, width in cells)
        print(line.rstrip())
    if note:
        print(f"  {note}")


def marked(value: float, low: float, high: float, *, starred: bool = True) -> str:
    """A percentage, with a star where it is outside."""
    return f"{value:.1f}" + ("*" if starred and not low <= value <= high else " ")


def monte_carlo(percentage: float, of: int) -> str:
    """How far a percentage is known from so many draws."""
    error = math.sqrt(percentage * (100 - percentage) / of)
    return f"the standard error of {percentage:g} % is {error:.1f}"
