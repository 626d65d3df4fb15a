"""Pairs of small tables to compare, and the slow way to pair them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyarrow import parquet

from partwise.schema import to_arrow
from tables import row, table_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from partwise import AttributionTable


def table_of_shares(
    folder: Path, shares: Mapping[str, Mapping[str, float]], **columns: Any
) -> AttributionTable:
    """A table in which each image's segments have these shares."""
    return table_of(
        folder,
        [
            row(image, segment, lift=10 * share, **columns)
            for image, segments in shares.items()
            for segment, share in segments.items()
        ],
    )


def shares_of(table: AttributionTable, segment: str) -> dict[str, float]:
    """Each image's share of a segment."""
    found = table.to_arrow(["image_id", "segment", "share"]).to_pylist()
    return {each["image_id"]: each["share"] for each in found if each["segment"] == segment}


def with_digests(table: AttributionTable, digests: Mapping[str, str]) -> AttributionTable:
    """The same table, in which these images have other pixels."""
    for part in (table.folder / "images").glob("*.parquet"):
        images = parquet.read_table(part)
        records = [
            each | {"digest": digests.get(each["image_id"], each["digest"])}
            for each in images.to_pylist()
        ]
        parquet.write_table(pa.Table.from_pylist(records, images.schema), part)
    return table


def pair_slowly(
    a: list[dict[str, Any]], b: list[dict[str, Any]], *, classes: str = "resolved"
) -> tuple[dict[str, list[tuple[str, float, float]]], dict[tuple[str, str | None], set[str]]]:
    """Pair rows with dictionaries, one after another.

    Rows are of one method, target and instance, and have a `digest`. Gives each segment's pairs
    (name in the first table, share in the first, in the second), and the images without a pair by
    reason and segment.
    """
    sides = {"a": _kept(a, b), "b": _kept(b, a)}
    reasons: dict[tuple[str, str | None], set[str]] = {}
    for side, rows, other in (("a", a, b), ("b", b, a)):
        for reason, image in _without_partner(side, rows, other, sides):
            reasons.setdefault((reason, None), set()).add(image)
    pairs: dict[str, list[tuple[str, float, float]]] = {}
    for digest in sides["a"].keys() & sides["b"].keys():
        first, second = sides["a"][digest], sides["b"][digest]
        image = first["image_id"]
        if first["target_class"] != second["target_class"]:
            reasons.setdefault(("other class", None), set()).add(image)
            if classes == "resolved":
                continue
        of_a = {each["segment"]: each for each in a if each["image_id"] == image}
        of_b = {each["segment"]: each for each in b if each["image_id"] == second["image_id"]}
        for segment in of_a.keys() | of_b.keys():
            here, there = of_a.get(segment), of_b.get(segment)
            reason = _reason(here, there)
            if reason:
                reasons.setdefault((reason, segment), set()).add(image)
            elif here and there and here["status"] == "visible":
                pairs.setdefault(segment, [])
                shares = [_share(here), _share(there)]
                if None not in shares:
                    pairs[segment].append((image, shares[0], shares[1]))
    return pairs, reasons


def _without_partner(
    side: str,
    rows: list[dict[str, Any]],
    other: list[dict[str, Any]],
    sides: Mapping[str, Mapping[str, dict[str, Any]]],
) -> Iterator[tuple[str, str]]:
    for image in {each["image_id"] for each in rows}:
        if image not in {each["image_id"] for each in sides[side].values()}:
            yield f"copy in {side}", image
    for digest, first in sides[side].items():
        if digest not in sides["b" if side == "a" else "a"]:
            named = any(each["image_id"] == first["image_id"] for each in other)
            yield "other pixels" if named else f"only in {side}", first["image_id"]


def _reason(here: dict[str, Any] | None, there: dict[str, Any] | None) -> str | None:
    seen = [each is not None and each["status"] == "visible" for each in (here, there)]
    side = "a" if seen[0] else "b"
    if all(seen) or not any(seen):
        return None
    return f"segment only in {side}" if None in (here, there) else f"in view only in {side}"


def _kept(rows: list[dict[str, Any]], other: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Of each digest one image: one of the other's name, else the first by name."""
    there = {(each["digest"], each["image_id"]) for each in other}
    kept: dict[str, dict[str, Any]] = {}
    for each in sorted(rows, key=lambda each: each["image_id"]):
        known = kept.get(each["digest"])
        if known is None or (
            (each["digest"], known["image_id"]) not in there
            and (each["digest"], each["image_id"]) in there
        ):
            kept[each["digest"]] = each
    return kept


def _share(row: Mapping[str, Any]) -> float | None:
    whole = row["image_positive_sum"] - row["image_negative_sum"]
    return (row["positive_sum"] - row["negative_sum"]) / whole if whole else None


def with_masks(
    table: AttributionTable, runs: Mapping[str, list[tuple[int, int]]]
) -> AttributionTable:
    """The same table, in which each segment has these runs in every image."""
    (part,) = (table.folder / "images").glob("*.parquet")
    records = [
        {
            "image_id": image,
            "segment": segment,
            "instance": 0,
            "mask_variant": "as-drawn",
            "input_starts": [start for start, _ in ends],
            "input_ends": [end for _, end in ends],
        }
        for image in parquet.read_table(part)["image_id"].to_pylist()
        for segment, ends in runs.items()
    ]
    (table.folder / "masks").mkdir(exist_ok=True)
    parquet.write_table(to_arrow("masks", records), table.folder / "masks" / part.name)
    return table
