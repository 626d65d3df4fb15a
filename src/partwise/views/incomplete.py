"""Incomplete: where a method's maps do not add up to what they promise, and what helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from partwise.table.table import AttributionTable

#: A method's maps are told to be incomplete from this share of what they should add up to.
MOST_INCOMPLETE = 0.05
#: Hand back the logit itself; others share out its change from a baseline.
_OF_LOGIT = ("lrp", "deep-taylor", "attn-lrp")
#: Where the rest is, and what brings sums closer; the longest that fits is said.
_WHY = {
    "integrated-gradients": "More steps bring them closer: steps=64, 128, …",
    "gradient-shap": "More samples bring them closer: samples=128, 512, …",
    "deep-lift": "With max pooling a baseline of one colour brings them closer: baseline=mean.",
    # which is what that says, so that there is nothing to add
    "deep-lift:baseline=mean": "",
    "lrp": "Where biases alone make an output, what it is given has nowhere to go.",
    "lrp:bias=absorbs": "Biases take the rest: bias=ignored leaves it to the picture.",
    "deep-taylor": "Where biases alone make an output, what it is given has nowhere to go.",
    "attn-lrp": "Class tokens and positions, which are no part of the picture, take theirs.",
}


def incomplete(table: AttributionTable, method: str, target: str | None) -> list[str]:
    """Say by how much the maps of a method and target miss their sum, if it is much."""
    for told in table.manifest.facts.get("maps", []):
        relative = told.get("completeness_relative")
        of = told.get("method"), told.get("target_kind")
        if of == (method, target) and relative is not None and relative > MOST_INCOMPLETE:
            promised = "logit" if method.partition(":")[0] in _OF_LOGIT else "change of the logit"
            said = (
                f"Incomplete: sums of maps miss the {promised} by {100 * relative:.0f} % "
                "(median over maps)."
            )
            fitting = [each for each in _WHY if method.startswith(each)]
            why = _WHY[max(fitting, key=len)] if fitting else ""
            return [f"{said} {why}".rstrip()]
    return []
