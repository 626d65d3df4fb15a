"""Overlaps: which segments are the same pixels, lie in each other, or are each other's rest."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from partwise.measures import EFFECT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from partwise.findings.cell import Cell
    from partwise.findings.evidence import Evidence

#: Whether a segment lies in another one is looked up in the masks of so many images.
MOST_IMAGES = 200
#: And so much of it must: masks drawn by hand reach over a little.
LEAST_INSIDE = 0.9
_CLOSE = 1e-9
_MEANS = ("area_fraction", "share", "signed_share")


@dataclass(frozen=True)
class Overlaps:
    """How the segments of a table lie to each other."""

    evidence: Evidence
    _inside: dict[tuple[str, str], bool] = field(default_factory=dict, repr=False)
    _alike: dict[tuple[str, str], bool] = field(default_factory=dict, repr=False)

    def alike(self, one: str, other: str) -> bool:
        """Whether two segments have the same numbers in the same images."""
        if one == other:
            return True
        if (one, other) not in self._alike:
            self._alike[one, other] = self._are_alike(one, other)
        return self._alike[one, other]

    def _are_alike(self, one: str, other: str) -> bool:
        pairs = self._pairs(one, other)
        return bool(pairs) and all(
            first.primary["images"] == second.primary["images"]
            and all(
                _same(first.mean(name), second.mean(name))
                for name in (*_MEANS, *[EFFECT] * first.mapless)
            )
            for first, second in pairs
        )

    def opposite(self, one: str, other: str) -> bool:
        """Whether one segment is what the other leaves of each image."""
        pairs = self._pairs(one, other)
        return bool(pairs) and all(
            first.primary["images"] == second.primary["images"]
            and all(
                _same(1.0, _added(first.mean(name), second.mean(name)))
                for name in ("area_fraction", "share")
            )
            for first, second in pairs
        )

    def inside(self, part: str, whole: str) -> bool:
        """Whether a segment lies in another one, as its parent or by their masks."""
        if part == whole:
            return False
        if (part, whole) not in self._inside:
            self._inside[part, whole] = whole in self._ancestors(part) or (
                part in self._runs
                and whole in self._runs
                and _covered(self._runs[part], self._runs[whole]) >= LEAST_INSIDE
            )
        return self._inside[part, whole]

    def nested(self, one: str, other: str) -> bool:
        """Whether either of two segments lies in the other."""
        return self.inside(one, other) or self.inside(other, one)

    def _ancestors(self, segment: str) -> list[str]:
        found: list[str] = []
        parent = self.evidence.parts.get(segment, (None, None))[1]
        while parent is not None and parent not in found:
            found.append(parent)
            parent = self.evidence.parts.get(parent, (None, None))[1]
        return found

    def _pairs(self, one: str, other: str) -> Sequence[tuple[Cell, Cell]]:
        """Both segments' groups of each method and target."""
        first, second = (
            {(cell.method, cell.target_kind): cell for cell in self._cells.get(name, ())}
            for name in (one, other)
        )
        return [(first[key], second[key]) for key in first if key in second]

    @cached_property
    def _cells(self) -> dict[str, list[Cell]]:
        found: dict[str, list[Cell]] = {}
        for cell in self.evidence.cells():
            found.setdefault(cell.segment, []).append(cell)
        return found

    @cached_property
    def _runs(self) -> dict[str, NDArray[np.int64]]:
        """Starts and ends of each segment's runs over some images, each image after the last."""
        with self.evidence.table.session() as connection:
            found = connection.execute(
                f"""
                WITH chosen AS (
                    SELECT image_id, row_number() OVER (ORDER BY hash(image_id)) << 32 AS base
                    FROM (SELECT DISTINCT image_id FROM masks)
                    ORDER BY base LIMIT {MOST_IMAGES}
                )
                SELECT segment, base + unnest(input_starts) AS first,
                       base + unnest(input_ends) AS last
                FROM masks JOIN chosen USING (image_id)
                """
            ).fetchnumpy()
        names, places = np.unique(np.asarray(found["segment"], np.str_), return_inverse=True)
        bounds = np.stack([found["first"], found["last"]]).astype(np.int64)
        return {str(name): bounds[:, places == place] for place, name in enumerate(names)}


def _covered(part: NDArray[np.int64], whole: NDArray[np.int64]) -> float:
    """What share of the pixels in some runs is covered by other runs."""
    starts, ends = whole[:, np.argsort(whole[0], kind="stable")]
    ends = np.maximum.accumulate(ends)
    # where instances overlap, a pixel counts once
    starts = np.maximum(starts, np.concatenate([starts[:1], ends[:-1]]))
    before = np.concatenate([[0], np.cumsum(ends - starts)])

    def upto(pixel: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many covered pixels come before one."""
        at = np.searchsorted(starts, pixel, side="right")
        last = np.maximum(at - 1, 0)
        reach = np.clip(np.minimum(pixel, ends[last]) - starts[last], 0, None)
        return before[last] + np.where(at > 0, reach, 0)

    total = int((part[1] - part[0]).sum())
    return float((upto(part[1]) - upto(part[0])).sum() / total) if total else 0.0


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=_CLOSE, abs_tol=_CLOSE)


def _added(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one + other
