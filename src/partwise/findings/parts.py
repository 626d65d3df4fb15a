"""Parts: which parts without the role core a target's class relies on, or is attributed to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partwise.findings.cell import NEGLIGIBLE, beyond
from partwise.findings.evidence import ARTEFACT_ROLE, CORE, looked
from partwise.findings.finding import ARTEFACT, INSIDE_CORE, NO_ROLES, NOT_CORE
from partwise.views.show import clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partwise.findings.cell import Cell
    from partwise.findings.evidence import Evidence
    from partwise.findings.finding import Finding, Looked
    from partwise.findings.overlaps import Overlaps
    from partwise.findings.wording import Wording

#: For maps without signs, less than even is nothing that a class could rely on.
_DIRECTIONS = ("supports", "opposes", "more")


def find_parts(
    evidence: Evidence, overlaps: Overlaps, wording: Wording
) -> tuple[list[Finding], Looked]:
    """Find parts that are not core and beyond the margin; beyond every null too, where it has any.

    A part is told for all images together, unless groups certainly differ on it: then for each
    group by itself.
    """
    telling = [
        (cell, record)
        for cell in evidence.levels()
        if evidence.role(cell.segment) != CORE and (record := _telling(evidence, cell))
    ]
    mixed = _mixed(evidence, [cell for cell, _ in telling])
    found = [
        _finding(evidence, overlaps, wording, cell, record)
        for cell, record in telling
        if cell.key not in mixed
    ]
    what = "parts that are not core" if evidence.has_roles else "parts, none with a role"
    return found, looked(what, evidence.levels(), found)


def kind_of(evidence: Evidence, overlaps: Overlaps, segment: str) -> tuple[str, str]:
    """What kind of finding a part that is not core makes, and how it is introduced."""
    role = evidence.role(segment)
    if role == ARTEFACT_ROLE:
        return ARTEFACT, " (an artefact)"
    if not evidence.has_roles:
        return NO_ROLES, ""
    core = (each for each in evidence.parts if evidence.role(each) == CORE)
    whole = next((each for each in core if overlaps.inside(segment, each)), None)
    if whole is not None:
        return INSIDE_CORE, f" (inside {clean(whole)}, which is core)"
    return NOT_CORE, f" ({role}, not core)" if role else " (not core)"


def is_as_null(evidence: Evidence, cell: Cell) -> bool:
    """Whether a part is attributed to, but not certainly beyond every one of its nulls."""
    return cell.direction in _DIRECTIONS and evidence.is_as_null(cell)


def _telling(evidence: Evidence, cell: Cell) -> Mapping[str, Any] | None:
    """The record by which a part stands out: its attribution's, or else its effect's."""
    if cell.attributed and cell.direction in _DIRECTIONS and not is_as_null(evidence, cell):
        return cell.primary
    return cell.effect if cell.matters else None


def _mixed(evidence: Evidence, telling: Sequence[Cell]) -> set[Any]:
    """Keys of parts of which all images together hide that groups differ.

    Groups differ where one certainly differs from the rest, where one is negligible or goes the
    other way, and where the part is seen in one of them only. At least one must stand out by
    itself, or nothing would be told at all.
    """
    groups: dict[Any, list[Cell]] = {}
    for each in evidence.groups():
        groups.setdefault(each.key[:3], []).append(each)
    differing = {each.key[:3] for each in evidence.groups(against="rest") if each.attributed}
    alone = {(*each.key[:3], each.direction) for each in telling if each.value is not None}
    return {
        cell.key
        for cell in telling
        if cell.value is None
        and (*cell.key[:3], cell.direction) in alone
        and (
            cell.key[:3] in differing
            or any(
                each.verdict == NEGLIGIBLE
                or (each.attributed and each.direction != cell.direction)
                or each.primary["images"] == cell.primary["images"]
                for each in groups[cell.key[:3]]
            )
        )
    }


def _finding(
    evidence: Evidence,
    overlaps: Overlaps,
    wording: Wording,
    cell: Cell,
    record: Mapping[str, Any],
) -> Finding:
    kind, apposition = kind_of(evidence, overlaps, cell.segment)
    part = f"{clean(cell.segment)}{apposition}"
    if record is not cell.primary or cell.mapless:
        sentence = _by_effect(wording, cell, part, record)
        return evidence.finding(kind, cell, record, sentence, beyond=beyond(record))
    null = evidence.beyond_null(cell)
    sentence = _by_attribution(wording, cell, part, null)
    certain = min(beyond(each) for each in (record, null) if each is not None)
    return evidence.finding(kind, cell, record, sentence, beyond=certain)


def _by_attribution(wording: Wording, cell: Cell, part: str, null: Mapping[str, Any] | None) -> str:
    target, effect = wording.target(cell), cell.effect
    of = "" if cell.signed else f", for {target}"
    received = f"{wording.received(cell)}{of} {wording.basis(cell.primary)}"
    if null is not None:
        received += f" and {wording.beyond_nulls(null)}"
    if cell.verdict == "relies" and effect is not None:
        who = f"{target[0].upper()}{target[1:]} relies on {part}"
        if cell.direction == "opposes":
            who = f"{part} counts against {target}"
        return f"{who}: {wording.removal(effect)}, and it {received}."
    if effect is not None:
        received += f"; {wording.removal(effect)}"
    if not cell.signed:
        return f"{part} {received}."
    side = "for" if cell.direction == "supports" else "against"
    return f"{part} speaks {side} {target}: it {received}."


def _by_effect(wording: Wording, cell: Cell, part: str, effect: Mapping[str, Any]) -> str:
    if cell.mapless:
        return f"{part} matters to {wording.target(cell)}: {wording.removal(effect)}."
    return (
        f"{part} matters to {wording.target(cell)}: {wording.removal(effect)}; it "
        f"{wording.received(cell)} {wording.basis(cell.primary)}{wording.nothing_beyond(cell)}."
    )
