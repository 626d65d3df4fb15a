"""File: a report written as one HTML file, or as one with its pictures beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.errors import RunError
from partwise.report.render import inlined, render

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from partwise.report.beside import Beside
    from partwise.report.pictures import Picture
    from partwise.report.render import Places
    from partwise.report.report import Report

#: How a report may end.
ENDINGS = (".html", ".htm")


def pictures_folder(out: Path) -> Path:
    """Where pictures lie that are written beside a report.

    >>> from pathlib import Path
    >>> str(pictures_folder(Path("a/cars.html")))
    'a/cars_pictures'
    """
    return out.with_name(f"{out.stem}_pictures")


def write(report: Report, out: Path, *, folder: bool = False, beside: Beside | None = None) -> None:
    """Write a report.

    Parameters
    ----------
    out
        The HTML file.
    folder
        Write pictures into a folder beside it, and not into it.
    beside
        A second table, with which it is compared.

    Raises
    ------
    RunError
        If the disk refuses.
    """
    try:
        pictures = [*report.pictures, *(() if beside is None else beside.report.pictures)]
        places = _write_beside(pictures, pictures_folder(out)) if folder else inlined
        text = render(report, places, beside)
        out.write_text(text, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise RunError(f"{str(out)!r} cannot be written: {error.strerror or error}.") from error


def _write_beside(pictures: Sequence[Picture], place: Path) -> Places:
    """Write every picture into a folder under a number, whatever its image is called."""
    place.mkdir(exist_ok=True)
    named: dict[int, str] = {}
    for at, picture in enumerate(pictures):
        contents = [(picture.jpeg, "jpg"), *((each.png, "png") for each in picture.overlays)]
        for number, (content, suffix) in enumerate(contents):
            if content is not None:
                file = place / f"{at:05d}-{number}.{suffix}"
                file.write_bytes(content)
                named[id(content)] = f"{place.name}/{file.name}"
    return lambda _, content: named[id(content)]
