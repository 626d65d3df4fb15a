"""ImageSet: the images of a run, from a folder, a CSV, arrays or a data set, with their labels."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import Any

from partwise.errors import AnnotationError, CallError, unknown_name
from partwise.images.picture import ImageRef, list_images
from partwise.matching import Entry, ImageIndex, listed

FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class ImageSet:
    """The images of a run, sorted by `image_id`.

    Parameters
    ----------
    refs
        One for each image.
    origin
        Where they came from, in words.
    """

    refs: Sequence[ImageRef]
    origin: str

    def __post_init__(self) -> None:
        refs = tuple(sorted(self.refs, key=lambda ref: ref.image_id))
        if not refs:
            raise CallError(f"{self.origin} holds no images.")
        for before, after in pairwise(refs):
            if before.image_id == after.image_id:
                raise AnnotationError(
                    f"{self.origin}: image {after.image_id!r} stands there twice. "
                    "Each image may be listed once."
                )
        object.__setattr__(self, "refs", refs)

    def first(self, limit: int | None) -> ImageSet:
        """The first images by `image_id`; all without a limit."""
        if limit is not None and limit < 1:
            raise CallError(f"--limit must be at least 1, got {limit}.")
        return replace(self, refs=self.refs[:limit])


def read_images(images: object) -> ImageSet:
    """List the images that `images` stands for, without opening any.

    Parameters
    ----------
    images
        A folder; a CSV with a column `path` (relative to the CSV) whose columns `label` and
        others are kept; a mapping from `image_id` to picture; or a sequence or map-style
        PyTorch ``Dataset`` of pictures or of (picture, label). A picture is a Pillow image
        or a (height, width[, 3]) array of uint8.

    Raises
    ------
    CallError
        If there is no image in it.
    """
    if isinstance(images, (str, Path)):
        place = Path(images)
        if place.is_file():
            return _from_csv(place)
        return ImageSet(list(list_images(place)), f"--images {str(place)!r}")
    if isinstance(images, Mapping):
        refs = [ImageRef(str(key), None, pixels=partial(images.__getitem__, key)) for key in images]
        return ImageSet(refs, "the mapping of images")
    if hasattr(images, "__len__") and hasattr(images, "__getitem__"):
        return _from_sequence(images)
    raise CallError(
        f"images must be a folder, a CSV, a mapping, a sequence or a map-style data set, "
        f"got {type(images).__name__}."
    )


def add_labels(images: ImageSet, labels: str | Mapping[str, str | int] | None) -> ImageSet:
    """Give each image its true class.

    Parameters
    ----------
    images
        The images.
    labels
        ``folder`` (the first folder of the `image_id`), ``FILE.csv:COLUMN``, a mapping from
        `image_id`, or None to keep what the images have.

    Raises
    ------
    CallError
        If an image has no first folder; or the CSV, or its column, is not there.
    """
    if labels is None:
        return images
    if labels == FOLDER:
        return replace(images, refs=[_with_folder(ref) for ref in images.refs])
    if isinstance(labels, str):
        place, _, column = labels.rpartition(":")
        if not place or not column:
            raise CallError(
                f"--labels {labels!r}: give folder, or a CSV and its column: FILE:COLUMN."
            )
        rows = _matched(Path(place), images, "--labels")
        if not any(column in row for row in rows.values()):
            known = sorted({name for row in rows.values() for name in row} - {"path"})
            raise unknown_name(f"column of --labels {place!r}", column, known)
        found = {image_id: row[column] for image_id, row in rows.items() if row.get(column)}
    else:
        found = {image_id: str(label) for image_id, label in labels.items()}
    refs = [replace(ref, label=found.get(ref.image_id, ref.label)) for ref in images.refs]
    return replace(images, refs=refs)


def add_metadata(images: ImageSet, place: Path | None) -> ImageSet:
    """Give each image the further columns of a CSV with a column `path`."""
    if place is None:
        return images
    rows = _matched(place, images, "--metadata")
    refs = [
        replace(ref, metadata={**ref.metadata, **_others(rows.get(ref.image_id, {}))})
        for ref in images.refs
    ]
    return replace(images, refs=refs)


def read_csv(place: Path, option: str) -> list[dict[str, str]]:
    """Read a CSV with a header and a column `path`; columns without a name are left out.

    Raises
    ------
    CallError
        If the file is not there, is no UTF-8 text, lacks the column, names one twice, or has a
        line with more or fewer cells, or without a path.
    """
    where = f"{option} {str(place)!r}"
    try:
        with place.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.reader(file, strict=True)
            lines = [(reader.line_num, cells) for cells in reader if cells]
    except FileNotFoundError as error:
        raise CallError(f"{where}: there is no such file.") from error
    except OSError as error:
        raise CallError(f"{where} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise CallError(f"{where} is not a CSV in UTF-8: {error}.") from error
    header = [name.strip() for name in lines[0][1]] if lines else []
    named = [name for name in header if name]
    if "path" not in named or len(set(named)) < len(named):
        what = "names a column twice" if "path" in named else "has no column 'path'"
        raise CallError(
            f"{where} {what} (found: {listed(header) or 'an empty file'}). Its first line must "
            "name the columns, each once, with commas between them."
        )
    rows: list[dict[str, str]] = []
    for line, cells in lines[1:]:
        if len(cells) != len(header):
            raise CallError(
                f"{where}, line {line}: {len(header)} cells are expected, got {len(cells)}: "
                f"{listed(cells)}. A cell that holds a comma stands in double quotes."
            )
        row = {name: cell for name, cell in zip(header, cells, strict=True) if name}
        if not row["path"].strip():
            raise CallError(f"{where}, line {line}: 'path' is empty.")
        rows.append(row)
    return rows


def _from_csv(place: Path) -> ImageSet:
    refs = [
        ImageRef(
            PurePosixPath(row["path"].replace("\\", "/")).as_posix(),
            place.parent / row["path"],
            row.get("label") or None,
            _others(row),
        )
        for row in read_csv(place, "--images")
    ]
    return ImageSet(refs, f"--images {str(place)!r}")


def _from_sequence(images: Any) -> ImageSet:
    count = len(images)
    digits = len(str(max(count - 1, 0)))
    refs = [
        ImageRef(f"{index:0{digits}d}", None, pixels=partial(images.__getitem__, index))
        for index in range(count)
    ]
    return ImageSet(refs, f"the {type(images).__name__} of images")


def _with_folder(ref: ImageRef) -> ImageRef:
    parts = PurePosixPath(ref.image_id).parts
    if len(parts) < 2:
        raise CallError(
            f"--labels folder: image {ref.image_id!r} lies in no folder below --images, so that "
            "none names its class. Move it into one, or give labels in a CSV."
        )
    return replace(ref, label=parts[0])


def _matched(place: Path, images: ImageSet, option: str) -> dict[str, dict[str, str]]:
    """Rows of a CSV by the `image_id` they belong to."""
    rows = read_csv(place, option)
    index = ImageIndex([ref.image_id for ref in images.refs])
    found = index.match([Entry(row["path"]) for row in rows], where=f"{option} {str(place)!r}")
    return {image_id: rows[index] for image_id, index in found.items()}


def _others(row: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in row.items() if key not in ("path", "label")}
