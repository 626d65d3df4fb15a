"""The average heat map: all maps laid on each other, without segments.

A person looks at it for spots that ought not to be there. Here the reader is told where the cue
tends to lie, which is more than a person would know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from study.rivals.evidence import Evidence


def judge(evidence: Evidence) -> dict[str, float]:
    """How much stronger the average map is where the cue tends to lie than all over.

    Of absolute maps, and of maps with their signs.
    """
    return {
        "average heat map, absolute": _heat(evidence, signed=False),
        "average heat map, signed": _heat(evidence, signed=True),
    }


def _heat(evidence: Evidence, *, signed: bool) -> float:
    maps = evidence.maps[evidence.cued].astype(np.float64)
    total = np.abs(maps).sum((1, 2), keepdims=True)
    scaled = (maps if signed else np.abs(maps)) / total
    average = scaled.mean(0)
    place = evidence.cue[evidence.cued].mean(0)
    if not place.any():
        return float("nan")
    return float((average * place).sum() / place.sum() / np.abs(average).mean())
