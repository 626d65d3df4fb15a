"""Kept: answers that take long, in this user's cache for as long as the table stays as it is."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import platformdirs

import partwise
from partwise import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from partwise.table.table import AttributionTable

#: Names the folder that answers are of, so that those of tables that are gone can be thrown away.
_OF = "table.txt"


class Kept:
    """Answers of a table that are read again, the next time that it is shown, until it changes.

    They are of its folder, what was written there and when, its conditions, and this partwise.
    Where they cannot be written they are worked out each time.

    Parameters
    ----------
    table
        Of which table.
    root
        Where answers of all tables are; this user's cache if None.
    """

    def __init__(self, table: AttributionTable, root: Path | None = None) -> None:
        place = table.folder.resolve()
        root = platformdirs.user_cache_path("partwise") / "answers" if root is None else root
        own = root / _digest([str(place), *table.conditions])
        self._folder = own / _digest(_state(place))
        # without a place to keep them, or with one that is spoilt, nothing else is different
        with contextlib.suppress(OSError, ValueError):
            _throw_away(root)
            for other in own.glob("*/"):
                if other != self._folder:
                    shutil.rmtree(other, ignore_errors=True)
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            (own / _OF).write_text(str(place), "utf-8")

    def __call__(self, name: str, work: Callable[[], Any]) -> Any:
        """Read an answer, or work it out and keep it; it is one that JSON can hold."""
        path = self._folder / f"{_digest([name])}.json"
        # one that is damaged is worked out again
        with contextlib.suppress(OSError, ValueError):
            return json.loads(path.read_text("utf-8"))
        found = work()
        with contextlib.suppress(OSError):
            _write(path, json.dumps(found))
        return found


def _write(path: Path, text: str) -> None:
    """Write a file as a whole, so that nobody reads a half of it."""
    with tempfile.NamedTemporaryFile("w", dir=path.parent, encoding="utf-8", delete=False) as file:
        file.write(text)
    Path(file.name).replace(path)


def _throw_away(root: Path) -> None:
    """Throw away what was kept of tables that are gone."""
    for name in root.glob(f"*/{_OF}"):
        if not Path(name.read_text("utf-8")).exists():
            shutil.rmtree(name.parent, ignore_errors=True)


def _state(place: Path) -> list[str]:
    """What answers depend on: this partwise, and when each file of the table was written."""
    own = Path(partwise.__file__).parent.rglob("*.py")
    state = [partwise.__version__, str(max(each.stat().st_mtime_ns for each in own))]
    for folder in (place / name for name in ("", *schema.FOLDERS)):
        if folder.is_dir():
            state += sorted(
                f"{each.name} {each.stat().st_size} {each.stat().st_mtime_ns}"
                for each in os.scandir(folder)
                if each.is_file()
            )
    return state


def _digest(texts: Sequence[str]) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:24]
