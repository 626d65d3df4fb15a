"""Find: ask a table every question, and keep the few answers that matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise import schema
from partwise.errors import CallError
from partwise.findings.classes import find_classes
from partwise.findings.contradictions import find_contradictions
from partwise.findings.evidence import Evidence
from partwise.findings.finding import Findings
from partwise.findings.hanging import find_hanging
from partwise.findings.ignored import find_ignored
from partwise.findings.methods import find_disagreements
from partwise.findings.once import told_once
from partwise.findings.outcomes import find_outcomes
from partwise.findings.overlaps import Overlaps
from partwise.findings.parts import find_parts
from partwise.findings.pasted import find_pasted
from partwise.findings.quiet import quiet_parts
from partwise.findings.told import read_effects
from partwise.findings.unnamed import find_unnamed
from partwise.findings.wording import Wording
from partwise.views.findings import one_line
from partwise.views.nulls import fitting, short_names, unavailable
from partwise.views.text import amount

if TYPE_CHECKING:
    from partwise.table.table import AttributionTable

GROUPS = "target_class"
#: Columns that findings keep apart, or compare, by themselves.
_NO_GROUPS = (*schema.APART, "segment", "outcome", "image_id", "kind", "fill")


def find(
    table: AttributionTable,
    *,
    by: str | None = None,
    cluster: str | None = None,
    smallest_effect: float | None = None,
    limit: int = 10,
    resamples: int = 1000,
    seed: int = 0,
    confidence: float = 0.95,
) -> Findings:
    """Find what stands out in a table; see :meth:`AttributionTable.findings`."""
    by = GROUPS if by is None else by
    table.known_keys(by)
    if by in _NO_GROUPS:
        raise CallError(
            f"--by {by!r}: findings are about groups of images, such as target_class, label, "
            "predicted or a column of the metadata."
        )
    if limit < 1:
        raise CallError(f"--limit must be a whole number from 1 up, got {limit}.")
    asked = {
        "cluster": cluster,
        "smallest_effect": smallest_effect,
        "resamples": resamples,
        "seed": seed,
        "confidence": confidence,
    }
    evidence = Evidence(table, by, asked)
    overlaps, wording = Overlaps(evidence), Wording(evidence)
    effects = read_effects(evidence)
    answers = [
        find_contradictions(evidence, wording),
        find_pasted(evidence, wording, effects),
        find_hanging(evidence, wording, effects),
        find_parts(evidence, overlaps, wording),
        find_ignored(evidence, wording),
        find_unnamed(evidence, overlaps, wording),
        find_outcomes(evidence, wording),
        find_disagreements(evidence, wording),
        find_classes(evidence, wording),
    ]
    ranked = told_once([each for found, _ in answers for each in found], overlaps)
    return Findings(
        findings=tuple(ranked[:limit]),
        more=max(len(ranked) - limit, 0),
        looked=tuple(looked for _, looked in answers),
        quiet=tuple(quiet_parts(evidence, overlaps, wording)),
        limits=tuple(_limits(evidence)),
        by=by,
        table=table,
    )


def _limits(evidence: Evidence) -> list[str]:
    """Say what these findings cannot say."""
    cells = evidence.cells()
    if not cells:
        pasted = evidence.table.has_effects() and len(evidence.table)
        return [
            "No map was made and no part removed: only what was pasted can be told."
            if pasted
            else "There are no rows to look at."
        ]
    told: list[str] = []
    if all(cell.effect is None for cell in cells):
        told.append("No removal effects in this table: attribution alone does not show reliance.")
    if all(cell.mapless for cell in cells):
        told.append("No map was made: there is no attribution to hold against these effects.")
    elif not evidence.has_nulls:
        told.append(
            "No null maps in this table: what a method would give a part without the model, such "
            "as one in the middle of its pictures, is not taken off."
        )
    else:
        told += _without_nulls(evidence)
    if not evidence.has_roles:
        told.append(
            "No part has a role: whether a part ought to count is not known, and every one beyond "
            "the margin is listed. Roles are given in parts.toml."
        )
    without = dict.fromkeys(cell.method for cell in cells if not cell.signed)
    if without:
        names = " and ".join(one_line(name) for name in without)
        told.append(
            f"Maps of {names} have no negative values: they show how much a part receives, not "
            "whether for or against."
        )
    return [*told, *_small_groups(evidence), _margins(evidence)]


def _without_nulls(evidence: Evidence) -> list[str]:
    """Say which methods have no null, and which parts lack one that others have."""
    cells = evidence.cells()
    methods = dict.fromkeys(cell.method for cell in cells)
    told: list[str] = []
    bare = [method for method in methods if not fitting(evidence.table.nulls, method)]
    if bare:
        names = " and ".join(one_line(method) for method in bare)
        told.append(
            f"No null of this table stands beside {names}: what it would give a part without the "
            "model is not taken off."
        )
    for method in methods:
        names = short_names(fitting(evidence.table.nulls, method))
        told += unavailable([cell.records for cell in cells if cell.method == method], names)
    return list(dict.fromkeys(told))


def _margins(evidence: Evidence) -> str:
    """Say how much is called more than nothing."""
    margins = {
        record["measure"]: record["margin"]
        for cell in evidence.cells()
        for record in (cell.primary, cell.effect)
        if record is not None
    }
    named = ", ".join(f"{name} {amount(name, margin)}" for name, margin in sorted(margins.items()))
    given = evidence.asked["smallest_effect"] is not None
    return f"Margins: {named}{'' if given else '; the defaults'}."


def _small_groups(evidence: Evidence) -> list[str]:
    """Count groups with too few images for any verdict."""
    judged: dict[object, set[str]] = {}
    for cell in evidence.groups():
        judged.setdefault(cell.value, set()).add(cell.verdict)
    small = sum(verdicts == {"too few images"} for verdicts in judged.values())
    if not small:
        return []
    of = "classes" if evidence.by == GROUPS else f"values of {one_line(evidence.by)}"
    return [f"{small:,} of {len(judged):,} {of} have too few images for any verdict."]
