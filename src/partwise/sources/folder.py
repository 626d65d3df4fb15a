"""Folder: the files of some endings below a folder, listed once, with a digest."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partwise.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

#: How the name of a folder ends that is read as one file.
STORE = ".zarr"


@dataclass(frozen=True, slots=True)
class Folder:
    """Files below a folder.

    Parameters
    ----------
    path
        The folder.
    files
        POSIX paths relative to it, sorted.
    digest
        SHA-256 of the files' relative paths, sizes and times of last change, in hexadecimal.
        Their contents are not read: a folder of maps may hold many gigabytes.
    """

    path: Path
    files: Sequence[str]
    digest: str


def list_folder(path: Path, endings: Collection[str], *, option: str) -> Folder:
    """List the files below a folder that have one of these endings; hidden ones are left out.

    A Zarr store, which is a folder, counts as one file.

    Parameters
    ----------
    endings
        Lower case, with the dot.
    option
        What the user wrote, for messages.

    Raises
    ------
    CallError
        If the folder is not there or holds no such file.
    """
    if not path.is_dir():
        raise CallError(f"{option}: there is no folder {str(path)!r}.")
    wanted = set(endings)
    found = sorted(
        (file.relative_to(path).as_posix(), file)
        for file in path.rglob("*")
        if file.suffix.lower() in wanted and _counts(file.relative_to(path), file)
    )
    if not found:
        others = sorted({file.suffix for file in path.rglob("*") if file.is_file()})
        seen = f"It holds files ending in {', '.join(others[:6])}." if others else "It is empty."
        raise CallError(
            f"{option}: no file ending in {', '.join(sorted(wanted))} in {str(path)!r} "
            f"or below it. {seen}"
        )
    return Folder(path, tuple(relative for relative, _ in found), _digest(found))


def digest_of(path: Path) -> str:
    """The same digest of one file, or of a folder that counts as one."""
    return _digest([(path.name, path)])


def without_ending(relative: str) -> str:
    """Take the ending off a relative path.

    >>> without_ending("left/cat.jpg.npy")
    'left/cat.jpg'
    """
    return relative[: relative.rindex(".")]


def _counts(relative: Path, file: Path) -> bool:
    """Whether it is a file, or a store, that is neither hidden nor within a store."""
    if any(part.startswith(".") for part in relative.parts):
        return False
    if any(part.lower().endswith(STORE) for part in relative.parts[:-1]):
        return False
    return file.is_file() or file.suffix.lower() == STORE


def _digest(files: Sequence[tuple[str, Path]]) -> str:
    digest = hashlib.sha256()
    for relative, path in files:
        inner = sorted(path.rglob("*")) if path.is_dir() else [path]
        for each in inner:
            state = each.stat()
            place = relative if each == path else f"{relative}/{each.relative_to(path).as_posix()}"
            line = f"{place}\0{state.st_size}\0{state.st_mtime_ns}\n"
            digest.update(line.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()
