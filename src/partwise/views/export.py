"""Export: an Arrow table as text, CSV, JSON or Parquet."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any, TextIO

import pyarrow as pa
from pyarrow import csv, parquet

from partwise.errors import CallError, unknown_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def export(data: pa.Table, format_: str, out: TextIO) -> None:
    """Write a table to a stream; Parquet goes to the stream's bytes.

    Parameters
    ----------
    data
        What to write.
    format_
        ``text`` (tab-separated), ``csv``, ``json`` (a list of objects) or ``parquet``.
    out
        Where to, such as ``sys.stdout``.

    Raises
    ------
    UnknownNameError
        If the format is none of these.

    Examples
    --------
    >>> import sys
    >>> export(pa.table({"segment": ["wheel"], "lift": [2.5]}), "csv", sys.stdout)
    "segment","lift"
    "wheel",2.5
    """
    if format_ not in FORMATS:
        raise unknown_name("format", format_, FORMATS)
    FORMATS[format_](data, out)


def _csv(data: pa.Table, out: TextIO, delimiter: str = ",") -> None:
    buffer = io.BytesIO()
    options = csv.WriteOptions(delimiter=delimiter)
    csv.write_csv(data, buffer, options)
    out.write(buffer.getvalue().decode())


def _tabs(data: pa.Table, out: TextIO) -> None:
    _csv(data, out, "\t")


def _json(data: pa.Table, out: TextIO) -> None:
    json.dump(data.to_pylist(), out, ensure_ascii=False, indent=1, default=_plain)
    out.write("\n")


def _parquet(data: pa.Table, out: TextIO) -> None:
    if out.isatty():
        raise CallError("parquet is no text: send it to a file, as in `… --format parquet > x`.")
    parquet.write_table(data, out.buffer, compression="zstd")


def _plain(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else str(value)


FORMATS: Mapping[str, Callable[[pa.Table, TextIO], None]] = {
    "text": _tabs,
    "csv": _csv,
    "json": _json,
    "parquet": _parquet,
}
