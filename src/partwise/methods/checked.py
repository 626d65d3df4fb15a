"""Checked: how much of each method's map is left of it when the network has forgotten all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Maps that are at most so much like those of the trained network show it, and not the picture.
MOST_LEFT = 0.5
#: Median rank correlation of absolute maps, with all layers drawn anew, by name; what
#: `python -m benchmarks methods` prints (docs/methods.md).
LEFT: Mapping[str, float] = {}


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
