"""Frames: an Arrow table as a pandas or polars DataFrame, where that package is there."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from partwise.errors import CallError

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa


def to_pandas(data: pa.Table) -> pd.DataFrame:
    """Turn an Arrow table into a pandas DataFrame."""
    _need("pandas")
    return data.to_pandas()


def to_polars(data: pa.Table) -> pl.DataFrame:
    """Turn an Arrow table into a polars DataFrame."""
    _need("polars")
    import polars

    frame = polars.from_arrow(data)
    assert isinstance(frame, polars.DataFrame)  # noqa: S101 - a table gives a frame
    return frame


def _need(package: str) -> None:
    """Say how to get a package that only some users want."""
    if find_spec(package) is None:
        raise CallError(
            f"to_{package} needs the package {package}, which is not installed. "
            f"`pip install {package}` brings it; to_arrow needs nothing more."
        )
