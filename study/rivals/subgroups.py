"""Accuracy in subgroups: how much better the target is told with the cue than without, or worse.

The check that needs no explanation at all: it sees a shortcut as far as it costs mistakes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from study.rivals.evidence import Evidence


def judge(evidence: Evidence) -> dict[str, float]:
    """By how much more often the target is said where the cue is, at equal label, over both.

    Of the target's pictures that is accuracy with less without, of the others false alarms for
    the target. A group without pictures is left out.
    """
    said = evidence.logits.argmax(1) == evidence.target
    gaps = []
    for of_target in (True, False):
        group = (evidence.labels == evidence.target) == of_target
        given, without = (said[group & (evidence.cued == has)] for has in (True, False))
        if len(given) and len(without):
            gaps.append(given.mean() - without.mean())
    return {"accuracy in subgroups": float(np.mean(gaps)) if gaps else float("nan")}
