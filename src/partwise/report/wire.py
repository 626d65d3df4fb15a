"""Wire: Arrow tables as small JSON, column by column."""

from __future__ import annotations

import math
from typing import Any

import pyarrow as pa

#: As many digits as a page shows, and one or two more.
DIGITS = 5


def columns(table: pa.Table) -> dict[str, Any]:
    """Write the columns of a table as lists; texts as their different values and where each stands.

    Numbers have `DIGITS` significant digits. What is no number, and what is missing, is null.

    Examples
    --------
    >>> columns(pa.table({"part": ["ear", "eye", "ear"], "share": [0.1234567, None, float("nan")]}))
    {'part': {'of': ['ear', 'eye'], 'at': [0, 1, 0]}, 'share': [0.12346, None, None]}
    """
    return {name: _column(table[name]) for name in table.column_names}


def _column(column: pa.ChunkedArray) -> Any:
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        # one dictionary for the whole column, in which null is a value like any other
        coded = column.combine_chunks().dictionary_encode("encode")
        return {"of": coded.dictionary.to_pylist(), "at": coded.indices.to_pylist()}
    values = column.to_pylist()
    if pa.types.is_floating(column.type):
        return [short(value) for value in values]
    return values


def short(value: float | None) -> float | int | None:
    """Round to `DIGITS` significant digits; whole numbers lose their point.

    >>> short(0.000123456789), short(float("inf")), short(20.0)
    (0.00012346, None, 20)
    """
    if value is None or not math.isfinite(value):
        return None
    rounded = float(f"{value:.{DIGITS}g}")
    return int(rounded) if rounded.is_integer() else rounded
