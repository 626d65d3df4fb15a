"""Relevance mass outside the object: what is explained by anything but the creature.

Source: Arras et al. 2022, arXiv:2003.07258, "relevance mass accuracy", taken from 1; the same is
the saliency coverage of Shared Interest (Boggust et al. 2022, arXiv:2107.09234).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from study.rivals.evidence import Evidence


def judge(evidence: Evidence) -> dict[str, float]:
    """The share of relevance that lies outside of the creature, a mean over pictures.

    Of absolute relevance, and of what speaks for the target.
    """
    return {
        "relevance outside the object, absolute": _outside(evidence, np.abs(evidence.maps)),
        "relevance outside the object, positive": _outside(evidence, np.maximum(evidence.maps, 0)),
    }


def _outside(evidence: Evidence, relevance: NDArray[np.float32]) -> float:
    maps = relevance[evidence.cued].astype(np.float64)
    inside = (maps * evidence.creature[evidence.cued]).sum((1, 2)) / maps.sum((1, 2))
    return float(1 - inside.mean())
