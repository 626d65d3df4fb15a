"""ParquetStore: a table as a folder of Parquet parts, one part a shard in each sub-folder."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from typing import TYPE_CHECKING, Any

import filelock
import pyarrow as pa
import pyarrow.parquet as pq

from partwise import schema
from partwise.errors import RunError, TableError
from partwise.stores.manifest import NAME, Manifest

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from pathlib import Path

_ASIDE = ".unfinished"


class ParquetStore:
    """A table being written; made by :func:`open_store`, which holds its lock.

    Parameters
    ----------
    folder
        Of the table.
    manifest
        What it is made with.
    """

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest

    def finished(self) -> set[str]:
        """`image_id` of every image that has its rows."""
        return self._image_ids("images")

    def failed(self) -> set[str]:
        """`image_id` of every image that only ever failed."""
        return self._image_ids("errors") - self.finished()

    def next_part(self) -> int:
        """Number of the next shard."""
        return 1 + max((_number(path) for path in self._parts("images")), default=-1)

    def write(self, number: int, tables: Mapping[str, pa.Table]) -> None:
        """Write one shard aside, then rename its parts into place, `images` last.

        Raises
        ------
        RunError
            If the disk is full or the folder cannot be written; nothing of the shard is left.
        """
        aside = self.folder / _ASIDE
        written = [name for name in schema.FOLDERS if name in tables]
        with self.explained():
            aside.mkdir()
            try:
                for name in written:
                    _write_part(tables[name], aside / f"{name}.parquet")
                for name in written:
                    place = self.folder / name
                    place.mkdir(exist_ok=True)
                    (aside / f"{name}.parquet").replace(place / part_name(number))
            finally:
                shutil.rmtree(aside, ignore_errors=True)

    def update(self, facts: Mapping[str, object]) -> None:
        """Write `run.json` again with these facts added."""
        self.manifest = Manifest(
            self.manifest.parameters, {**self.manifest.facts, **facts}, self.manifest.schema_version
        )
        with self.explained():
            self.manifest.write(self.folder)

    def sweep(self) -> None:
        """Remove what a killed run left of its unfinished shard."""
        with self.explained():
            shutil.rmtree(self.folder / _ASIDE, ignore_errors=True)
            whole = {path.name for path in self._parts("images")} - lost_parts(self.folder)
            # `images` comes last in FOLDERS and goes first here: it marks a whole shard
            for name in reversed([*schema.FOLDERS]):
                for path in self._parts(name):
                    if path.name not in whole:
                        path.unlink()

    @contextlib.contextmanager
    def explained(self) -> Generator[None]:
        """Turn what the disk refuses into an error that says what to do."""
        try:
            yield
        except OSError as error:
            raise explain(error, self.folder) from error

    def _parts(self, name: str) -> list[Path]:
        return sorted((self.folder / name).glob("part-*.parquet"))

    def _image_ids(self, name: str) -> set[str]:
        found: set[str] = set()
        for path in self._parts(name):
            try:
                column = pq.ParquetFile(path).read(["image_id"])["image_id"]
            except (OSError, pa.ArrowException, KeyError) as error:
                raise damaged(self.folder, f"{str(path)!r}: {error}") from error
            found.update(column.to_pylist())
        return found


@contextlib.contextmanager
def open_store(folder: Path, manifest: Manifest) -> Generator[ParquetStore]:
    """Make a table, or go on with one that was made with the same parameters; hold its lock.

    Raises
    ------
    TableError
        If another process is writing it, it was made with other parameters, or the folder
        holds something else.
    RunError
        If the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(folder / ".lock")
        lock.acquire(blocking=False)
    except filelock.Timeout as error:
        raise TableError(
            f"{str(folder)!r} is being written by another process. Wait for it, or stop it."
        ) from error
    except OSError as error:
        raise explain(error, folder) from error
    try:
        yield _open_locked(folder, manifest)
    finally:
        lock.release()


def _open_locked(folder: Path, asked: Manifest) -> ParquetStore:
    there = Manifest.read(folder) if (folder / NAME).exists() else None
    # a call that ended before its first rows binds nobody
    begun = any((folder / name).exists() for name in schema.FOLDERS)
    if there is not None and (begun or "merged_from" in there.parameters):
        there.check_same(asked, folder)
        store = ParquetStore(folder, there)
    elif there is not None:
        store = ParquetStore(folder, asked)
        store.update({})
    else:
        others = [path.name for path in folder.iterdir() if not path.name.startswith(".")]
        if others:
            raise TableError(
                f"--out {str(folder)!r} holds other files ({', '.join(sorted(others)[:3])}, …) and "
                "is no table. Give a new or an empty folder."
            )
        store = ParquetStore(folder, asked)
        store.update({})
    store.sweep()
    return store


def part_name(number: int) -> str:
    """File name of a shard's part.

    >>> part_name(7)
    'part-000007.parquet'
    """
    return f"part-{number:06d}.parquet"


def lost_parts(folder: Path) -> set[str]:
    """Names of parts that have maps and no rows: someone deleted them."""
    maps, rows = (
        {path.name for path in (folder / name).glob("part-*.parquet")}
        for name in ("map_previews", "rows")
    )
    return maps - rows


def damaged(folder: Path, what: str) -> TableError:
    """Say how to mend a table whose parts are damaged or gone."""
    return TableError(
        f"the table {str(folder)!r} is damaged: {what.rstrip('.')}. Delete the file of that name "
        f"in {str(folder / 'images')!r}, then repeat the call that made the table: the images of "
        "that part are done again, and no others."
    )


def explain(error: OSError, folder: Path) -> RunError:
    """Say what the disk refused and what to do about it."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT) or "No space left" in str(error):
        reason, advice = "the disk is full", "Make room"
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        reason, advice = "it cannot be written (read-only, or not yours)", "Give another --out"
    elif error.errno in (errno.ENOTDIR, errno.EEXIST):
        reason, advice = "a file is in its place", "Give another --out"
    else:
        reason, advice = error.strerror or str(error), "Mend that"
    return RunError(
        f"cannot write the table {str(folder)!r}: {reason}. {advice}, then repeat the call: "
        "finished shards are kept, and it goes on from there."
    )


def _write_part(table: pa.Table, path: Path) -> None:
    options: dict[str, Any] = {
        "compression": {name: "none" if name == "jpeg" else "zstd" for name in table.column_names},
        "use_dictionary": [field.name for field in table.schema if pa.types.is_string(field.type)],
        # runs ascend, so that their differences are small: half the size of the numbers
        "column_encoding": {
            f"{field.name}.list.element": "DELTA_BINARY_PACKED"
            for field in table.schema
            if field.type == schema.RUNS
        },
    }
    with path.open("wb") as file:
        pq.write_table(table, file, **options)
        file.flush()
        os.fsync(file.fileno())


def _number(path: Path) -> int:
    return int(path.stem.removeprefix("part-"))
