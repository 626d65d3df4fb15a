"""Unique: the rows of several tables with each key once, or the error where they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from partwise import schema
from partwise.errors import TableError
from partwise.merging.blocks import SOURCE
from partwise.merging.source import told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from partwise.merging.source import Source

#: What tells rows apart in a folder, beyond those columns of `schema.KEY` that it has.
_FURTHER_KEY: Mapping[str, Sequence[str]] = {
    "effects": ("partner", "operation", "fill", "dilation_px"),
    "errors": ("run_id", "path", "error", "message"),
}
#: By which run, from where, how packed: of rows that are else alike, the least are kept.
_FREE = ("run_id", "path", "jpeg")
#: By how much a logit may differ, of its size or of 1: each run computes the logits of an image
#: again, and batch and device round them differently.
LOGIT_NOISE = 1e-2


def unique(name: str, table: pa.Table, sources: Sequence[Source]) -> pa.Table:
    """Sort the rows of a folder by their key, and keep once what is there several times.

    Which of several is kept does not depend on the order of the rows.

    Parameters
    ----------
    name
        Of the folder.
    table
        Its rows in several tables, with their `SOURCE`.
    sources
        The tables.

    Raises
    ------
    TableError
        If rows of one key differ.
    """
    key, logits = _key(name), _logits(name)
    free = [each for each in (*_FREE, *logits) if each in table.column_names and each not in key]
    table = table.sort_by([(each, "ascending") for each in (*key, *free)])
    again = _repeats(table, key)
    if again.any():
        first = np.maximum.accumulate(np.where(again, 0, np.arange(len(again))))[again]
        kept, others = table.take(pa.array(first)), table.filter(pa.array(again))
        exact = [c.name for c in schema.FOLDERS[name] if c.name not in (*key, *free)]
        for column in (*exact, *logits):
            differ = _far if column in logits else _unlike
            where = differ(kept[column].combine_chunks(), others[column].combine_chunks())
            if where.any():
                at = int(where.argmax())
                pair = [each.slice(at, 1).to_pylist()[0] for each in (kept, others)]
                raise _clash(name, column, pair, sources)
        table = table.filter(pa.array(~again))
    return table.drop_columns([SOURCE]).cast(schema.arrow_schema(name))


def _key(name: str) -> list[str]:
    """Columns that tell the rows of a folder apart.

    >>> _key("masks")
    ['image_id', 'segment', 'instance', 'mask_variant']
    """
    there = {column.name for column in schema.FOLDERS[name]}
    return [*(each for each in schema.KEY if each in there), *_FURTHER_KEY.get(name, ())]


def _logits(name: str) -> list[str]:
    """Columns of logits and probabilities.

    >>> _logits("rows")
    ['target_logit', 'target_probability']
    """
    return [
        column.name
        for column in schema.FOLDERS[name]
        if column.unit == "logit" or "probability" in column.name
    ]


def _repeats(table: pa.Table, key: Sequence[str]) -> NDArray[np.bool_]:
    """Which rows of a sorted table have the key of the row before; nulls are alike."""
    again = np.arange(len(table)) > 0
    for column in key:
        values = table[column].combine_chunks()
        codes = values.dictionary_encode(null_encoding="encode").indices.to_numpy()
        again[1:] &= codes[1:] == codes[:-1]
    return again


def _unlike(one: pa.Array, other: pa.Array) -> NDArray[np.bool_]:
    """Where two columns differ in a single bit."""
    if pa.types.is_floating(one.type):
        one, other = one.view(pa.int64()), other.view(pa.int64())
    if one.equals(other):
        return np.zeros(len(one), np.bool_)
    return np.array([a != b for a, b in zip(one.to_pylist(), other.to_pylist(), strict=True)])


def _far(one: pa.Array, other: pa.Array) -> NDArray[np.bool_]:
    """Where two columns of logits or probabilities differ by more than rounding."""
    a, b = one.to_numpy(zero_copy_only=False), other.to_numpy(zero_copy_only=False)
    return ~np.isclose(a, b, rtol=LOGIT_NOISE, atol=LOGIT_NOISE, equal_nan=True)


def _clash(
    name: str, column: str, pair: Sequence[Mapping[str, Any]], sources: Sequence[Source]
) -> TableError:
    """Build the error for two rows of one key that differ."""
    one, other = pair
    key = ", ".join(f"{each} {one[each]!r}" for each in _key(name) if one[each] is not None)
    advice = "Leave one of the tables out, or build these images anew in one of them."
    if name == "images":
        advice = (
            "An image_id must mean one picture, with one label, metadata and prediction: build the "
            "tables from the same images, with the same --labels and --metadata."
        )
    return TableError(
        f"{sources[one[SOURCE]]} and {sources[other[SOURCE]]} cannot be merged: both have a row "
        f"of this key in {name!r}, with different values:\n  {key}\n"
        f"  {column}: {told(one[column])} and {told(other[column])}\n{advice}"
    )
