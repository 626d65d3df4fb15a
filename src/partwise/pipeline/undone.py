"""Undone: what a call wanted to be done to pictures and could not be, told when the run ends."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from partwise.effects.treatment import ALL_PAIRS, LEFT_OVER, NO_DONOR, NO_FREE_PLACE, TOO_LARGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partwise.nulls.kinds import Null
    from partwise.pipeline.asked import Wanted
    from partwise.pipeline.interventions import Interventions
    from partwise.table.table import AttributionTable

_log = logging.getLogger("partwise")

#: Of more names than this only the first are told.
_TOLD = 5


def tell_undone(table: AttributionTable, wanted: Wanted) -> None:
    """Say which removals, placebos, pairs, pastes and nulls a finished table lacks, and why.

    Parameters
    ----------
    table
        As it is on disk.
    wanted
        What was asked for.
    """
    if not len(table):
        return
    sentences = [*_of_nulls(table, wanted.nulls)]
    if wanted.interventions:
        sentences += _sentences(table, wanted.interventions)
    for sentence in sentences:
        _log.warning("%s", sentence)


def _of_nulls(table: AttributionTable, nulls: Sequence[Null]) -> Iterator[str]:
    if not nulls:
        return
    there = table.sql("SELECT DISTINCT method FROM attributions WHERE kind = 'null'")
    for null in nulls:
        if null.canonical not in there["method"].to_pylist():
            yield (
                f"--null {null.canonical}: not available for any segment, since of each none of "
                "the images looked at lacks it and has maps of that size."
            )


def _sentences(table: AttributionTable, interventions: Interventions) -> Iterator[str]:
    rows: list[dict[str, Any]] = table.sql(
        "SELECT operation, segment, partner, fill, status, count(DISTINCT image_id) AS images "
        "FROM effects GROUP BY ALL ORDER BY ALL"
    ).to_pylist()
    for row in rows:
        if row["status"] == TOO_LARGE:
            yield (
                f"--paste {row['fill']}: larger than {_images(row['images'])}, where it was not "
                "pasted. Give a smaller size."
            )
    pasted = {(row["segment"], row["fill"]) for row in rows}
    for cue in interventions.cues:
        if (cue.name, cue.text) not in pasted:
            yield (
                f"--paste {cue.source}: pasted on no image, since each that is treated has a "
                f"segment {cue.name!r} already. If that is another thing, rename the cue."
            )
    removals = interventions.removals
    if removals is None:
        return
    for fill in removals.fills:
        without = [row for row in rows if row["fill"] == fill.text and row["status"] == NO_DONOR]
        if without:
            yield (
                f"--effects {fill.text}: nothing was removed from "
                f"{_images(max(row['images'] for row in without))}, since no other image looked at "
                "has that input size to lend its pixels."
            )
    together = {(row["segment"], row["partner"]) for row in rows}
    for a, b in () if removals.pairs == ALL_PAIRS else removals.pairs:
        if (a, b) not in together and rows:
            yield f"--pairs {a}+{b}: no image that is treated shows both, so they have no row."
    crowded: dict[str, int] = {
        row["segment"]: row["images"]
        for row in rows
        if row["status"] == NO_FREE_PLACE
        and row["partner"] is None
        and row["segment"] not in LEFT_OVER
    }
    if crowded:
        some = sorted(crowded, key=lambda name: (-crowded[name], name))[:_TOLD]
        told = ", ".join(f"{name!r} in {_images(crowded[name])}" for name in some)
        yield (
            f"no free place for a placebo of {told}{', …' if len(crowded) > _TOLD else ''}: there "
            "they have a removal and no effect."
        )


def _images(count: int) -> str:
    return f"{count:,} image{'s' * (count != 1)}"
