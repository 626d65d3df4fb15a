"""Session: a DuckDB connection that reads one table's folder and nothing else."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb

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
#: Nothing but the allowed folder, no extensions, no way to change either; no bar among results.
_SAFE = (
    "enable_progress_bar = false",
    "enable_external_access = false",
    "lock_configuration = true",
)


@contextmanager
def open_session(folder: Path, views: Sequence[str] = ()) -> Generator[duckdb.DuckDBPyConnection]:
    """Connect to a database whose views are a table's folders, `errors` and those of effects.

    Parameters
    ----------
    folder
        Of the table.
    views
        Statements that make further ones.

    Raises
    ------
    CallError
        If DuckDB refuses a query.
    TableError
        If the table is damaged.
    """
    # what does not fit into memory is spilled to disk, and gone with the connection
    with (
        tempfile.TemporaryDirectory(prefix="partwise-") as spilled,
        duckdb.connect(config={"temp_directory": spilled}) as connection,
    ):
        _make_views(connection, folder, views)
        # both spellings of the folder: as asked for, and as the wildcards were found
        place = folder.resolve()
        allowed = ", ".join(text(f"{each}/") for each in {_literal(place), str(place)})
        connection.execute(f"SET allowed_directories = [{allowed}]")
        for setting in _SAFE:
            connection.execute(f"SET {setting}")
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


def _make_views(connection: duckdb.DuckDBPyConnection, folder: Path, views: Sequence[str]) -> None:
    lost = lost_parts(folder)
    for part in _whole_parts(folder):
        if part in lost:
            raise damaged(folder, f"{str(folder / 'rows' / part)!r} is gone")
    try:
        for name in schema.FOLDERS:
            _make_folder_view(connection, folder, name)
        for statement in (*_OF_FOLDERS, *views):
            connection.execute(statement)
    except duckdb.Error as error:
        raise damaged(folder, str(error).partition("\n")[0]) from error


def _make_folder_view(connection: duckdb.DuckDBPyConnection, folder: Path, name: str) -> None:
    """Make a view over one folder's parts, empty where it has none."""
    view = _RAW_ERRORS if name == "errors" else name
    place = (folder / name).resolve()
    parts = [place / part for part in _whole_parts(folder) if (place / part).exists()]
    if parts:
        listed = ", ".join(text(_literal(part)) for part in parts)
        connection.execute(f"CREATE VIEW {view} AS SELECT * FROM read_parquet([{listed}])")
    else:
        connection.register(view, schema.to_arrow(name, []))


def _whole_parts(folder: Path) -> list[str]:
    """Names of the parts of whole shards, so that a table can be read while it is written."""
    return sorted(path.name for path in (folder / "images").glob("part-*.parquet"))


def _literal(path: Path) -> str:
    """A path that DuckDB takes as it is: its wildcards stand for themselves."""
    return "".join(f"[{each}]" if each in "*?[" else each for each in str(path))
