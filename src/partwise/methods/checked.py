"""Checked: how much of each method's map is left of it when the network has forgotten all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Maps that are at most so much like those of the trained network show it, and not the picture.
MOST_LEFT = 0.5
#: Median rank correlation of absolute maps, with all layers drawn anew, by name; what
#: `python -m benchmarks methods` prints (docs/methods.md).
LEFT: Mapping[str, float] = {
    "attention-relevance": 0.06,
    "attention-rollout": 0.74,
    "attn-lrp": 0.08,
    "deep-lift": 0.39,
    "deep-taylor": 0.76,
    "eigen-cam": 0.62,
    "grad-cam": 0.15,
    "grad-cam-plus-plus": 0.504,
    "gradient": 0.04,
    "gradient-shap": 0.43,
    "guided-backprop": 0.42,
    "guided-grad-cam": -0.02,
    "hires-cam": 0.10,
    "input-x-gradient": 0.28,
    "integrated-gradients": 0.42,
    "kernel-shap": 0.10,
    "layer-cam": 0.51,
    "lime": 0.05,
    "lrp": 0.72,
    "occlusion": 0.0,
    "rise": 0.12,
    "score-cam": 0.36,
    "smoothgrad": 0.08,
}


def told(name: str) -> str:
    """Say in a few words what came out of the check of a method; nothing where there was none.

    Examples
    --------
    >>> told("of-a-stranger")
    ''
    """
    left = LEFT.get(name)
    if left is None:
        return ""
    if abs(left) <= MOST_LEFT:
        return f"of an untrained network another map ({left:.2f})"
    return f"of an untrained network much the same map ({left:.2f}): it shows the picture"
