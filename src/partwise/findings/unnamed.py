"""Unnamed: how much attribution falls where no segment names anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from partwise.findings.finding import UNNAMED_SHARE, Looked
from partwise.measures import MEASURES
from partwise.segments import BACKGROUND, UNNAMED
from partwise.views.show import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.findings.cell import Cell
    from partwise.findings.evidence import Evidence
    from partwise.findings.finding import Finding
    from partwise.findings.overlaps import Overlaps
    from partwise.findings.wording import Wording
    from partwise.statistics.verdicts import Verdicts

#: Above it, most of a map falls on what cannot be told apart.
MOST_UNNAMED = 0.5
QUESTION = f"{UNNAMED} above {number('share', MOST_UNNAMED)}"


def find_unnamed(
    evidence: Evidence, overlaps: Overlaps, wording: Wording
) -> tuple[list[Finding], Looked]:
    """Find groups of which most attribution falls in no named segment."""
    cells = [cell for cell in evidence.levels() if cell.segment == UNNAMED]
    cells = [cell for cell in cells if not cell.mapless]
    if not cells:
        mapless = all(cell.mapless for cell in evidence.levels())
        why = "no map was made" if mapless else "named segments cover every image"
        return [], Looked(QUESTION, not_asked=why)
    judged = _judge(evidence, cells)
    same = " (the same pixels as background)" * overlaps.alike(UNNAMED, BACKGROUND)
    found = [
        _finding(evidence, wording, cell, judged, place, same)
        for place, cell in enumerate(cells)
        if judged.direction[place] > 0
    ]
    few = int(np.isnan(judged.p).sum())
    below = int((judged.direction < 0).sum())
    return found, Looked(
        QUESTION,
        ("share",),
        tested=len(cells) - few,
        negligible=below,
        inconclusive=len(cells) - few - below - len(found),
        too_few=few,
        found=len(found),
    )


def _judge(evidence: Evidence, cells: Sequence[Cell]) -> Verdicts:
    """Judge shares by the limit; each method, target and level is a family of its own."""
    from partwise.statistics.estimates import Estimates
    from partwise.statistics.verdicts import judge

    keys = [(cell.method, cell.target_kind, cell.value is None) for cell in cells]
    shares = [cell.records["share"] for cell in cells]
    clusters = np.array([each["clusters"] for each in shares], np.int64)
    columns = {
        name: np.array([each[name] for each in shares], np.float64)
        for name in (
            *("estimate", "standard_error", "low", "high"),
            "analytic_low",
            "analytic_high",
        )
    }
    # a summary keeps no skewness: shares lie between 0 and 1, and the interval has taken it in
    further = {"degrees": np.maximum(clusters - 1.0, 1), "skewness": np.zeros(len(cells))}
    with np.errstate(over="ignore"):  # no margin, no end of images that would fit within it
        return judge(
            Estimates(clusters=clusters, **columns, **further),
            reference=MOST_UNNAMED,
            margin=0.0,
            family=np.array([list(dict.fromkeys(keys)).index(key) for key in keys]),
            confidence=evidence.asked.get("confidence", 0.95),
        )


def _finding(
    evidence: Evidence, wording: Wording, cell: Cell, judged: Verdicts, place: int, same: str
) -> Finding:
    record = cell.records["share"]
    verdict = f"above {number('share', MOST_UNNAMED)}"
    share = number("share", record["estimate"])
    area = number("area_fraction", cell.mean("area_fraction"))
    sentence = (
        f"{UNNAMED}{same} holds {share} of the attribution for {wording.target(cell)}, on {area} "
        f"of the area {wording.basis(record, verdict=verdict)}: what no segment names cannot be "
        "seen."
    )
    unit = MEASURES["share"].smallest_effect or 1.0
    return evidence.finding(
        UNNAMED_SHARE,
        cell,
        record,
        sentence,
        beyond=(record["low"] - MOST_UNNAMED) / unit,
        reference=MOST_UNNAMED,
        margin=0.0,
        verdict=verdict,
        direction="more",
        p_adjusted=float(judged.p_adjusted[place]),
        tested=int(judged.tested[place]),
    )
