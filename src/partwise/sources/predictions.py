"""Predictions: what a classifier said of each image, read from a CSV beside precomputed maps."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from partwise.errors import AnnotationError, CallError, UnknownNameError, unknown_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COLUMNS = ("path", "predicted", "logit", "probability", "target")


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a classifier said of one image.

    Parameters
    ----------
    predicted
        Name or index of the class, as given.
    logit, probability
        Of the target where one is given, else of `predicted`; None where not given.
    target
        Name or index of the class that the map explains, or None.
    """

    predicted: str
    logit: float | None = None
    probability: float | None = None
    target: str | None = None


def read_predictions(path: str | Path) -> Mapping[str, Prediction]:
    """Read predictions from a CSV.

    Its columns are ``path``, ``predicted`` and, optionally, ``logit``, ``probability`` and
    ``target``; an empty cell of the optional ones is none.

    Returns
    -------
    By `path`, which is the image's id.

    Raises
    ------
    CallError
        If the file cannot be read.
    UnknownNameError
        If it has another column.
    AnnotationError
        If it is no such CSV, names an image twice, or a cell is not what its column needs.
    """
    where = f"--predictions {str(path)!r}"
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            lines = [(reader.line_num, row) for row in reader if row]
    except OSError as error:
        raise CallError(f"{where} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise AnnotationError(f"{where} is not a CSV in UTF-8: {error}.") from error
    header = [name.strip() for name in lines[0][1]] if lines else []
    _check_header(where, header)
    found: dict[str, Prediction] = {}
    first_line: dict[str, int] = {}
    for line, row in lines[1:]:
        try:
            image_id, prediction = _row(header, row)
        except AnnotationError as error:
            raise AnnotationError(f"{where}, line {line}: {error}") from error
        if image_id in found:
            raise AnnotationError(
                f"{where}, line {line}: {image_id!r} is predicted twice, first in line "
                f"{first_line[image_id]}. Keep one of them."
            )
        found[image_id] = prediction
        first_line[image_id] = line
    return found


def _check_header(where: str, header: Sequence[str]) -> None:
    for name in header:
        if name not in COLUMNS:
            raise UnknownNameError(f"{where}: {unknown_name('column', name, COLUMNS)}")
    if "path" not in header or "predicted" not in header or len(set(header)) < len(header):
        raise AnnotationError(
            f"{where}: the first line must name the columns 'path' and 'predicted', each once, "
            f"got {header}."
        )


def _row(header: Sequence[str], row: Sequence[str]) -> tuple[str, Prediction]:
    if len(row) != len(header):
        raise AnnotationError(f"{len(header)} cells are expected, got {len(row)}: {row}.")
    cells = {name: cell.strip() for name, cell in zip(header, row, strict=True)}
    for name in ("path", "predicted"):
        if not cells[name]:
            raise AnnotationError(f"{name!r} is empty.")
    probability = _number(cells, "probability")
    if probability is not None and not 0 <= probability <= 1:
        raise AnnotationError(f"'probability' must be from 0 to 1, got {probability}.")
    return cells["path"], Prediction(
        cells["predicted"], _number(cells, "logit"), probability, cells.get("target") or None
    )


def _number(cells: Mapping[str, str], name: str) -> float | None:
    text = cells.get(name)
    if not text:
        return None
    try:
        number = float(text)
    except ValueError as error:
        raise AnnotationError(f"{name!r} must be a number, got {text!r}.") from error
    if not math.isfinite(number):
        raise AnnotationError(f"{name!r} must be finite, got {text!r}.")
    return number
