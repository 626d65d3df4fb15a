"""Place: where a file is to be written, checked before any work is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def check_place(path: Path, endings: Sequence[str]) -> None:
    """Refuse a file that cannot be there, or whose ending says nothing.

    Parameters
    ----------
    endings
        Those that will do, in lower case; upper case does too.

    Raises
    ------
    CallError
        If the place is a folder or in none, or the ending is another one.
    """
    where = f"--out {str(path)!r}"
    if path.is_dir():
        example = path / f"x{endings[0]}"
        raise CallError(f"{where} is a folder; name a file in it, such as {str(example)!r}.")
    if path.suffix.lower() not in endings:
        got = f"got {path.suffix!r}" if path.suffix else "it has none"
        several = " or ".join(filter(None, [", ".join(endings[:-1]), endings[-1]]))
        raise CallError(f"{where}: its ending must be {several}, {got}.")
    if not path.absolute().parent.is_dir():
        raise CallError(f"{where}: there is no folder {str(path.parent)!r}. Make it first.")
