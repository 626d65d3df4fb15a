"""Once: what several findings say alike is told once, and the others are named beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from partwise.findings.finding import (
    ARTEFACT,
    CLASSES,
    CONTRADICTION,
    CORE_IGNORED,
    INSIDE_CORE,
    METHODS,
    NO_ROLES,
    NOT_CORE,
    OUTCOMES,
    Finding,
)
from partwise.views.findings import one_line
from partwise.views.show import clean, number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from partwise.findings.overlaps import Overlaps

_PARTS = (ARTEFACT, NOT_CORE, INSIDE_CORE, NO_ROLES)
#: Of differences one side says what the other does.
_DIFFERENCES = (CLASSES, OUTCOMES)


def told_once(findings: Sequence[Finding], overlaps: Overlaps) -> list[Finding]:
    """Rank findings, with each fact told once.

    A finding joins an earlier one of its kind that says the same. All images together come before
    single groups, which come before what is less certain. First those join that are about the
    same pixels: by another method, of another group. Then parts join a part that they lie in or
    around, and all that lie inside the core each other; of differences, also what is the rest of
    the same images.
    """
    kept = _joined(_uncovered(findings), overlaps, _same_pixels)
    kept = _joined(kept, overlaps, _same_place)
    return sorted(kept, key=lambda finding: finding.rank)


def _joined(
    findings: Sequence[Finding],
    overlaps: Overlaps,
    same: Callable[[Overlaps, Finding, Finding], bool],
) -> list[Finding]:
    kept: list[Finding] = []
    for each in sorted(findings, key=_first):
        alike = (at for at, one in enumerate(kept) if _comparable(one, each))
        place = next((at for at in alike if same(overlaps, kept[at], each)), None)
        if place is None:
            kept.append(each)
        elif brief := _brief(overlaps, kept[place], each):
            kept[place] = replace(kept[place], also=(*kept[place].also, brief))
    return kept


def _first(finding: Finding) -> tuple[object, ...]:
    return (finding.value is not None, *finding.rank)


def _uncovered(findings: Sequence[Finding]) -> list[Finding]:
    """Leave out what another kind of finding says already, and says better."""
    contradicted = {
        (each.target_kind, each.segment, each.value)
        for each in findings
        if each.kind == CONTRADICTION
    }
    of_group = {
        (each.target_kind, each.segment)
        for each in findings
        if each.kind in _PARTS and each.value is not None
    }
    return [
        each
        for each in findings
        if not (
            each.kind in (*_PARTS, CORE_IGNORED)
            and contradicted
            & {(each.target_kind, each.segment, value) for value in (each.value, None)}
        )
        and not (each.kind == CLASSES and (each.target_kind, each.segment) in of_group)
    ]


def _comparable(one: Finding, other: Finding) -> bool:
    """Whether two findings are of one kind at all."""
    if (one.kind, one.target_kind) != (other.kind, other.target_kind):
        return False
    if one.kind == METHODS:
        return _methods(one) == _methods(other)
    return one.kind != CONTRADICTION or one.verdict == other.verdict


def _methods(finding: Finding) -> set[str | None]:
    return {finding.method, finding.other_method}


def _agree(one: Finding, other: Finding) -> bool:
    """Whether both point the same way; whichever way what contradicts itself points is no fact."""
    return one.kind == CONTRADICTION or one.sign == other.sign


def _same_pixels(overlaps: Overlaps, one: Finding, other: Finding) -> bool:
    """Whether both are about the same pixels, and say the same of them."""
    if _agree(one, other):
        return overlaps.alike(one.segment, other.segment)
    # a class that has more of a part leaves less of it to the others
    return one.kind == CLASSES and one.segment == other.segment


def _same_place(overlaps: Overlaps, one: Finding, other: Finding) -> bool:
    """Whether the second one's pixels are those of the first one, or their rest, in part."""
    if one.kind == INSIDE_CORE and _agree(one, other):
        return one.method == other.method
    if one.value != other.value or _methods(one) != _methods(other):
        return False
    if _agree(one, other):
        return overlaps.nested(one.segment, other.segment)
    return one.kind in _DIFFERENCES and overlaps.opposite(one.segment, other.segment)


def _brief(overlaps: Overlaps, one: Finding, other: Finding) -> str:
    """The second finding in a few words; nothing where it has too little in common to be short."""
    by_another = _methods(one) != _methods(other)
    if by_another and one.value != other.value:
        return ""
    alike = overlaps.alike(one.segment, other.segment)
    if alike and one.segment != other.segment:
        same = not by_another and one.value == other.value
        return f"{clean(other.segment)}, the same pixels" if same else ""
    told = [clean(other.segment)]
    if one.value != other.value:
        told.append(f"for '{clean(other.value)}'")
    if by_another:
        told.append(f"by {one_line(other.method)}")
    if one.kind == METHODS:
        return " ".join(told)
    size = number(other.measure, other.estimate, difference=other.kind in _DIFFERENCES)
    measure = "" if one.measure == other.measure else f"{other.measure} "
    return f"{' '.join(told)} ({measure}{size})"
