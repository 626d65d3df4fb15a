"""Quiet: parts that are certainly negligible, and parts on which more images would tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.findings.cell import INCONCLUSIVE, NEGLIGIBLE
from partwise.findings.evidence import CORE
from partwise.findings.finding import INSIDE_CORE
from partwise.findings.parts import is_as_null, kind_of
from partwise.measures import NO_METHOD
from partwise.views.findings import one_line
from partwise.views.nulls import in_words
from partwise.views.show import LEFTOVERS, clean, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.findings.cell import Cell
    from partwise.findings.evidence import Evidence
    from partwise.findings.overlaps import Overlaps
    from partwise.findings.wording import Wording

#: How many are named.
MOST = 3


def quiet_parts(evidence: Evidence, overlaps: Overlaps, wording: Wording) -> list[str]:
    """Say of which parts outside the core it is known that they are small, or not known yet.

    Maps without signs cannot say that a part is negligible: 1 times the attribution that its area
    would receive is a share like any other.
    """
    methods: dict[tuple[str, str | None], list[Cell]] = {}
    for cell in sorted(evidence.cells(), key=_place):
        own = methods.setdefault((cell.method, cell.target_kind), [])
        kind = kind_of(evidence, overlaps, cell.segment)[0]
        if evidence.role(cell.segment) == CORE or kind == INSIDE_CORE:
            continue
        if not any(overlaps.alike(cell.segment, each.segment) for each in own):
            own.append(cell)
    # what is nothing in all images together, and something in some of them
    loud = {cell.key[:3] for cell in evidence.levels() if cell.attributed or cell.matters}
    outside = "outside the core " * evidence.has_roles
    told: list[str] = []
    for (method, target), cells in methods.items():
        by = "where removed" if method == NO_METHOD else f"by {one_line(method)}"
        if evidence.kinds["target_kind"] > 1:
            by += f" for target {one_line(str(target))}"
        as_null = [cell for cell in cells if evidence.has_nulls and is_as_null(evidence, cell)]
        if as_null:
            names = _listed([_beside(evidence, cell) for cell in as_null[:MOST]], len(as_null))
            told.append(
                f"Attributed {by}, but not certainly more than in maps that know "
                f"nothing of the model: {names}."
            )
        quiet = [cell for cell in cells if cell.key[:3] not in loud]
        small = [cell for cell in quiet if cell.signed and cell.verdict == NEGLIGIBLE]
        open_ = [cell for cell in quiet if cell.verdict == INCONCLUSIVE]
        open_.sort(key=lambda cell: cell.primary["images_needed"] or float("inf"))
        if small:
            told.append(f"Negligible {outside}{by}: {_named(small, wording)}.")
        if open_:
            told.append(f"Undecided {outside}{by}: {_waiting(open_)}.")
    return told


def _beside(evidence: Evidence, cell: Cell) -> str:
    """A part, and what gives it as much."""
    null = evidence.beside_nulls(cell)
    return clean(cell.segment) + (f" ({in_words(null['null'])})" if null is not None else "")


def _place(cell: Cell) -> int:
    return LEFTOVERS.index(cell.segment) + 1 if cell.segment in LEFTOVERS else 0


def _named(cells: Sequence[Cell], wording: Wording) -> str:
    texts = [
        f"{clean(cell.segment)} {number(cell.primary['measure'], cell.primary['estimate'])} "
        f"({wording.interval(cell.primary)}, {wording.count(cell.primary)})"
        for cell in cells[:MOST]
    ]
    return _listed(texts, len(cells))


def _waiting(cells: Sequence[Cell]) -> str:
    texts: list[str] = []
    for cell in cells[:MOST]:
        needed, seen = cell.primary["images_needed"], cell.primary["images"]
        more = f", about {_rounded(needed)} would settle it" if needed else ""
        texts.append(f"{clean(cell.segment)} ({seen:,} images{more})")
    return _listed(texts, len(cells))


def _listed(texts: Sequence[str], count: int) -> str:
    rest = count - len(texts)
    return ", ".join(texts) + (f" and {rest:,} more" if rest else "")


def _rounded(images: int) -> str:
    """Two digits are as much as can be known of it."""
    return f"{round(images, -max(len(str(images)) - 2, 0)):,}"
