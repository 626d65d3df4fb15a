"""Pictures: the small pictures of a table with what can be laid over them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partwise.report.outlines import outline
from partwise.report.overlay import overlay

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import duckdb

    from partwise.table.table import AttributionTable

#: Pictures are read this many at a time, so that memory stays flat.
_BATCH = 64
_OF_MAP = ("method", "target_kind", "target_class", "contrast_class")


@dataclass(frozen=True, slots=True, eq=False)
class Overlay:
    """One map, drawn to be laid over the picture where the classifier looked.

    Parameters
    ----------
    method, target_kind, target_class, contrast_class
        Of which map.
    png
        Orange for the target, blue against it, its strength as opacity.
    scale
        Greatest absolute value, in the map's own unit.
    """

    method: str
    target_kind: str | None
    target_class: str | None
    contrast_class: str | None
    png: bytes
    scale: float


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One image, small.

    Parameters
    ----------
    image_id
        Which image.
    jpeg
        The whole image, upright; None where the table has no picture of it.
    shape
        (height, width) of the small picture.
    frame
        Left, top, width and height of what the classifier sees, in pixels of the small picture.
        It may reach beyond it, where the input is padded.
    outlines
        Name of a segment and its edges as an SVG path, in pixels of the small picture.
    overlays
        The maps.
    """

    image_id: str
    jpeg: bytes | None
    shape: tuple[int, int]
    frame: tuple[float, float, float, float]
    outlines: Sequence[tuple[str, str]]
    overlays: Sequence[Overlay]

    @property
    def size(self) -> int:
        """Bytes, about, of everything in it."""
        drawn = sum(len(name) + len(path) for name, path in self.outlines)
        return len(self.jpeg or b"") + drawn + sum(len(each.png) for each in self.overlays)


def pictures(table: AttributionTable, image_ids: Sequence[str]) -> Iterator[Picture]:
    """Read the pictures of some images, in their order."""
    with table.session() as connection:
        for at in range(0, len(image_ids), _BATCH):
            yield from read_pictures(connection, image_ids[at : at + _BATCH])


def read_pictures(
    connection: duckdb.DuckDBPyConnection, image_ids: Sequence[str]
) -> Iterator[Picture]:
    """Read the pictures of a few images from a table's session; of unknown ones there is none."""
    where = "WHERE image_id IN (SELECT unnest(?))"
    known, small, masks, maps = (
        _by_image(connection.sql(query, params=[list(image_ids)]))
        for query in (
            f"SELECT * FROM images {where}",
            f"SELECT * FROM previews {where}",
            f"SELECT * FROM masks {where} ORDER BY segment, instance",
            f"SELECT * FROM map_previews {where} AND kind = 'attribution' "
            f"ORDER BY {', '.join(_OF_MAP)}",
        )
    )
    for name in image_ids:
        for image in known[name]:
            yield _picture(image, small[name], masks[name], maps[name])


def _by_image(found: duckdb.DuckDBPyRelation) -> dict[str, list[dict[str, Any]]]:
    records: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in found.to_arrow_table().to_pylist():
        records[record["image_id"]].append(record)
    return records


def _picture(
    image: dict[str, Any],
    small: Sequence[dict[str, Any]],
    masks: Sequence[dict[str, Any]],
    maps: Sequence[dict[str, Any]],
) -> Picture:
    shape = image["original_height"], image["original_width"]
    drawn = (small[0]["height"], small[0]["width"]) if small else shape
    seen = _frame(image, drawn)
    input_ = image["input_height"], image["input_width"]
    return Picture(
        image["image_id"],
        small[0]["jpeg"] if small else None,
        drawn,
        seen,
        [(mask["segment"], outline(mask, shape, input_, drawn, seen)) for mask in masks],
        [
            Overlay(
                *(each[name] for name in _OF_MAP),
                png=overlay(each["pixels"], (each["height"], each["width"])),
                scale=each["scale"],
            )
            for each in maps
        ],
    )


def _frame(image: dict[str, Any], drawn: tuple[int, int]) -> tuple[float, float, float, float]:
    """Where the input frame lies on the small picture: the framing, the other way round."""
    by_x, by_y = drawn[1] / image["original_width"], drawn[0] / image["original_height"]
    left, top = (-image[f"offset_{axis}"] / image[f"scale_{axis}"] for axis in "xy")
    width, height = (
        image["input_width"] / image["scale_x"],
        image["input_height"] / image["scale_y"],
    )
    return left * by_x, top * by_y, width * by_x, height * by_y
