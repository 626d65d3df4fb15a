"""Folder: the files of some endings below a folder, listed once, with a digest."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partwise.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path


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
        if file.suffix.lower() in wanted
        and file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(path).parts)
    )
    if not found:
        others = sorted({file.suffix for file in path.rglob("*") if file.is_file()})
        seen = f"It holds files ending in {', '.join(others[:6])}." if others else "It is empty."
        raise CallError(
            f"{option}: no file ending in {', '.join(sorted(wanted))} in {str(path)!r} "
            f"or below it. {seen}"
        )
    digest = hashlib.sha256()
    for relative, file in found:
        state = file.stat()
        line = f"{relative}\0{state.st_size}\0{state.st_mtime_ns}\n"
        digest.update(line.encode("utf-8", "surrogateescape"))
    return Folder(path, tuple(relative for relative, _ in found), digest.hexdigest())


def without_ending(relative: str) -> str:
    """Take the ending off a relative path.

    >>> without_ending("left/cat.jpg.npy")
    'left/cat.jpg'
    """
    return relative[: relative.rindex(".")]
