"""Session: a DuckDB connection that reads one table's folder and nothing else."""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

import duckdb
from pyarrow import parquet

from partwise import schema
from partwise.errors import CallError
from partwise.stores.parquet import damaged, lost_parts
from partwise.table import removals

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

#: Errors as they were written: also those of images that were mended since.
_RAW_ERRORS = "all_errors"
#: Views over a table's folders that are the same for every table.
_OF_FOLDERS = (
    f"""
    CREATE VIEW errors AS SELECT * FROM {_RAW_ERRORS}
    WHERE image_id NOT IN (SELECT image_id FROM images)
    QUALIFY row_number() OVER (PARTITION BY image_id) = 1""",
    *removals.VIEWS,
)
#: Footers of parts are read once; nothing but the allowed folder is read, no extensions, and no
#: way to change either; no bar among results.
_SAFE = (
    "parquet_metadata_cache = true",
    "enable_progress_bar = false",
    "enable_external_access = false",
    "lock_configuration = true",
)


@contextmanager
def open_session(folder: Path, views: Sequence[str] = ()) -> Generator[duckdb.DuckDBPyConnection]:
    """Connect to a database whose views are a table's folders, `errors` and those of effects.

    Sessions of a folder share a database for as long as no part is added to it, and nothing that
    is made in one is seen in another.

    Parameters
    ----------
    folder
        Of the table.
    views
        Statements that make further, temporary ones.

    Raises
    ------
    CallError
        If DuckDB refuses a query.
    TableError
        If the table is damaged.
    """
    place = folder.resolve()
    try:
        database = _database(folder, _state(place), os.getpid())
    except duckdb.Error as error:
        raise damaged(folder, str(error).partition("\n")[0]) from error
    with database.connection.cursor() as connection:
        try:
            for statement in views:
                connection.execute(statement)
        except duckdb.Error as error:
            raise damaged(folder, str(error).partition("\n")[0]) from error
        try:
            yield connection
        except duckdb.Error as error:
            said = str(error).partition("\n\nLINE")[0]  # the rest quotes the views' own SQL
            if str(place) in said:
                raise damaged(folder, said) from error
            raise CallError(f"the query cannot be run: {said}") from error


def check_select(query: str) -> None:
    """Check that a query is one SELECT: the folder that may be read could be written as well.

    Raises
    ------
    CallError
        If it is anything else.
    """
    try:
        statements = duckdb.extract_statements(query)
    except duckdb.Error as error:
        raise CallError(f"the query cannot be run: {str(error).partition(chr(10))[0]}") from error
    if [each.type for each in statements] != [duckdb.StatementType.SELECT]:
        raise CallError(
            f"the query cannot be run: a table is only read, with one SELECT, got {query!r}."
        )


def text(value: str) -> str:
    """Write a text as an SQL constant.

    >>> text("the dog's ear")
    "'the dog''s ear'"
    """
    return "'" + value.replace("'", "''") + "'"


def _state(place: Path) -> tuple[int | None, ...]:
    """When the contents of a table's folders last changed."""
    folders = [place / name for name in schema.FOLDERS]
    return tuple(each.stat().st_mtime_ns if each.is_dir() else None for each in folders)


class _Database:
    """Views over a table's folders, which sessions share.

    What does not fit into memory is spilled to disk, and gone with the database.
    """

    def __init__(self, folder: Path) -> None:
        spilled = tempfile.mkdtemp(prefix="partwise-")
        weakref.finalize(self, shutil.rmtree, spilled, ignore_errors=True)
        self.connection = duckdb.connect(config={"temp_directory": spilled})
        _make_views(self.connection, folder, spilled)
        # both spellings of the folder: as asked for, and as the wildcards were found
        place = folder.resolve()
        allowed = ", ".join(text(f"{each}/") for each in {_literal(place), str(place)})
        self.connection.execute(f"SET allowed_directories = [{allowed}]")
        for setting in _SAFE:
            self.connection.execute(f"SET {setting}")


@lru_cache(maxsize=4)
def _database(folder: Path, _state: tuple[int | None, ...], _process: int) -> _Database:
    """The database of a folder in this state; a process that was forked has its own."""
    return _Database(folder)


def _make_views(connection: duckdb.DuckDBPyConnection, folder: Path, scratch: str) -> None:
    whole, lost = _whole_parts(folder), lost_parts(folder)
    for part in whole:
        if part in lost:
            raise damaged(folder, f"{str(folder / 'rows' / part)!r} is gone")
    for name in schema.FOLDERS:
        _make_folder_view(connection, folder, name, whole, scratch)
    for statement in _OF_FOLDERS:
        connection.execute(statement)


def _make_folder_view(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    name: str,
    whole: Sequence[str],
    scratch: str,
) -> None:
    """Make a view over one folder's whole parts, empty where it has none."""
    view = _RAW_ERRORS if name == "errors" else name
    place = (folder / name).resolve()
    there = {each.name for each in place.iterdir()} if place.is_dir() else set[str]()
    parts = [part for part in whole if part in there]
    if parts:
        within = _literal(place)
        listed = ", ".join(text(f"{within}/{part}") for part in parts)
        connection.execute(f"CREATE VIEW {view} AS SELECT * FROM read_parquet([{listed}])")
    else:
        # by way of an empty file: an Arrow table without rows, or its registration, imports pandas
        empty = f"{scratch}/{name}.parquet"
        parquet.ParquetWriter(empty, schema.arrow_schema(name)).close()
        connection.execute(f"CREATE TABLE {view} AS SELECT * FROM read_parquet({text(empty)})")


def _whole_parts(folder: Path) -> list[str]:
    """Names of the parts of whole shards, so that a table can be read while it is written."""
    return sorted(path.name for path in (folder / "images").glob("part-*.parquet"))


def _literal(path: Path) -> str:
    """A path that DuckDB takes as it is: its wildcards stand for themselves."""
    return "".join(f"[{each}]" if each in "*?[" else each for each in str(path))
