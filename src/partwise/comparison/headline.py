"""Headline: one thing that certainly differs, such as share that moved from eyes to background."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from partwise.comparison.difference import PARTS
from partwise.segments import BACKGROUND, PADDING, UNNAMED
from partwise.statistics.clustered import Clustered
from partwise.statistics.estimates import estimate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.comparison.difference import Differences
    from partwise.comparison.pairing import Cell, Pairing
    from partwise.table.question import Question
    from partwise.table.table import AttributionTable

#: Named last among segments that are the same: what the named ones leave over.
_LEFTOVERS = (BACKGROUND, UNNAMED, PADDING)
#: Whether two segments overlap is looked up in the masks of so many images.
_MOST_IMAGES = 1_000


@dataclass(frozen=True, slots=True)
class Headline:
    """What is certain of one segment, or of two of which one gained what the other lost.

    Parameters
    ----------
    block
        Number of its method and target.
    by
        Values of the columns that keep cells apart.
    segment
        What differs; what gained, where something moved.
    source
        What lost as much; None where only one segment is spoken of.
    alike
        Other segments whose numbers are the same to the last digit.
    estimate, low, high
        By how much, in the primary measure.
    mean_a, mean_b
        Of the segment, in each table.
    images
        In how many images, of the first table and of the second.
    """

    block: int
    by: tuple[Any, ...]
    segment: str
    source: str | None
    alike: tuple[str, ...]
    estimate: float
    low: float
    high: float
    mean_a: float
    mean_b: float
    images: tuple[int, int]


def find_headlines(
    pairing: Pairing,
    primary: Differences,
    tables: Sequence[AttributionTable],
    question: Question,
) -> tuple[Headline, ...]:
    """Say what certainly differs in the primary measure, most certain first.

    Share has moved from one segment to another where both differ beyond the margin, in opposite
    directions, by amounts that agree with each other, in the same images, and where the masks
    do not overlap; the amount is half the sum of both changes, taken image by image.
    """
    certain = [
        int(at)
        for at in primary.order
        if primary.certain[at] and pairing.shown[int(primary.cells[at])]
    ]
    certain.sort(key=lambda at: (-_near_end(primary, at), _rank(pairing, primary, at)))
    groups: dict[tuple[int, tuple[Any, ...]], list[int]] = {}
    for at in certain:
        groups.setdefault(_cell(pairing, primary, at)[:2], []).append(at)
    told: set[int] = set()
    found: list[Headline] = []
    for at in certain:
        if at in told:
            continue
        group = groups[_cell(pairing, primary, at)[:2]]
        rest = [each for each in group if each not in told and each != at]
        alike = [each for each in rest if _changed_alike(primary, at, each)]
        partner = None
        if pairing.paired and primary.measure in PARTS:
            takers = (each for each in rest if _took(pairing, primary, at, each, tables))
            partner = next(takers, None)
        found.append(_headline(pairing, primary, at, partner, alike, question))
        told.update((at, *alike))
        if partner is not None:
            told.add(partner)
            told.update(each for each in rest if _changed_alike(primary, partner, each))
    return tuple(found)


def _cell(pairing: Pairing, primary: Differences, at: int) -> Cell:
    return pairing.cells[int(primary.cells[at])]


def _near_end(primary: Differences, at: int) -> float:
    return float(max(primary.estimates.low[at], -primary.estimates.high[at]))


def _rank(pairing: Pairing, primary: Differences, at: int) -> int:
    segment = _cell(pairing, primary, at).segment
    return _LEFTOVERS.index(segment) + 1 if segment in _LEFTOVERS else 0


def _entries(primary: Differences, at: int) -> slice:
    return slice(*primary.sums.offsets[at : at + 2])


def _in_same_images(primary: Differences, one: int, other: int) -> bool:
    first, second = _entries(primary, one), _entries(primary, other)
    return all(
        np.array_equal(values[first], values[second])
        for values in (primary.sums.cluster, primary.sums.count)
    )


def _changed_alike(primary: Differences, one: int, other: int) -> bool:
    """Whether two segments cannot be told apart by their numbers."""
    totals = primary.sums.total
    return (
        _in_same_images(primary, one, other)
        and np.array_equal(totals[_entries(primary, one)], totals[_entries(primary, other)])
        and primary.estimates.estimate[one] == primary.estimates.estimate[other]
    )


def _took(
    pairing: Pairing,
    primary: Differences,
    one: int,
    other: int,
    tables: Sequence[AttributionTable],
) -> bool:
    """Whether one segment gained what the other lost."""
    found = primary.estimates
    agree = all(
        found.low[mine] <= -found.estimate[theirs] <= found.high[mine]
        for mine, theirs in ((one, other), (other, one))
    )
    segments = [_cell(pairing, primary, at).segment for at in (one, other)]
    return (
        agree
        and _in_same_images(primary, one, other)
        and all(_are_apart(table, *segments) for table in tables)
    )


def _are_apart(table: AttributionTable, one: str, other: str) -> bool:
    """Whether the masks of two segments share no pixel; False where there are none to look at."""
    with table.session() as connection:
        found = connection.execute(
            f"""
            WITH shared AS (
                SELECT image_id, row_number() OVER (ORDER BY image_id) << 32 AS base
                FROM masks WHERE segment IN ($one, $other)
                GROUP BY image_id HAVING count(DISTINCT segment) = 2
                ORDER BY image_id LIMIT {_MOST_IMAGES}
            ), runs AS (
                SELECT base, unnest(input_starts) AS first, unnest(input_ends) AS last
                FROM masks JOIN shared USING (image_id) WHERE segment IN ($one, $other)
            )
            SELECT base + first AS first, base + last AS last FROM runs ORDER BY first
            """,
            {"one": one, "other": other},
        ).fetchnumpy()
    starts, ends = found["first"], found["last"]
    return bool(len(starts)) and bool((ends[:-1] <= starts[1:]).all())


def _headline(
    pairing: Pairing,
    primary: Differences,
    at: int,
    partner: int | None,
    alike: Sequence[int],
    question: Question,
) -> Headline:
    found, at_source = primary.estimates, None
    interval = float(found.estimate[at]), float(found.low[at]), float(found.high[at])
    if partner is not None:
        at, at_source = (at, partner) if interval[0] > 0 else (partner, at)
        gained, lost = _entries(primary, at), _entries(primary, at_source)
        sums = primary.sums
        moved = Clustered(
            np.array([0, len(sums.cluster[gained])]),
            sums.cluster[gained],
            sums.count[gained],
            (sums.total[gained] - sums.total[lost]) / 2,
        )
        each = estimate(
            moved,
            confidence=question.confidence,
            resamples=question.resamples,
            seed=question.seed,
        )
        interval = float(each.estimate[0]), float(each.low[0]), float(each.high[0])
    figures = pairing.figures[0].slice(at, 1).to_pylist()[0]
    cell = _cell(pairing, primary, at)
    return Headline(
        block=cell.block,
        by=cell.by,
        segment=cell.segment,
        source=None if at_source is None else _cell(pairing, primary, at_source).segment,
        alike=tuple(_cell(pairing, primary, each).segment for each in alike),
        estimate=interval[0],
        low=interval[1],
        high=interval[2],
        mean_a=figures["mean_a"],
        mean_b=figures["mean_b"],
        images=(figures["images_a"], figures["images_b"]),
    )
