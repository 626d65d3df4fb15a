"""Exports: the same numbers in every format."""

from __future__ import annotations

import csv
import io
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from partwise.errors import UnknownNameError
from partwise.views.export import export

DATA = pa.table({"segment": ["left, ear", "o'\"nose\nx"], "lift": [1.5, None]})


def exported(format_: str) -> str:
    out = io.StringIO()
    export(DATA, format_, out)
    return out.getvalue()


def test_csv_can_be_read_back_whatever_the_names():
    rows = list(csv.reader(io.StringIO(exported("csv"))))
    assert rows == [["segment", "lift"], ["left, ear", "1.5"], ["o'\"nose\nx", ""]]


def test_json_is_a_list_of_objects():
    assert json.loads(exported("json")) == DATA.to_pylist()


def test_parquet_goes_to_the_bytes_of_the_stream():
    buffer = io.BytesIO()
    out = io.TextIOWrapper(buffer)
    export(DATA, "parquet", out)
    assert pq.read_table(io.BytesIO(buffer.getvalue())).equals(DATA)


def test_an_unknown_format_is_told_with_the_nearest():
    with pytest.raises(UnknownNameError, match="'json'"):
        exported("jsn")
