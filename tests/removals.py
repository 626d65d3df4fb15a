"""Removal effects the slow way: lists of the rows of `effects/`, one number at a time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Row = dict[str, Any]


def average(values: Iterable[float | None]) -> float | None:
    """Mean of what there is."""
    known = [value for value in values if value is not None]
    return math.fsum(known) / len(known) if known else None


def falls(
    effects: Sequence[Row], operation: str, *, raw: bool = False, **where: Any
) -> list[float]:
    """By how much the logit fell in each such picture."""
    return [
        each["logit_before"]
        - each["logit_after"]
        - (0 if raw else each["mean_logit_before"] - each["mean_logit_after"])
        for each in effects
        if each["operation"] == operation
        and each["status"] == "done"
        and all(each.get(name) == value for name, value in where.items())
    ]


def deviation(effects: Sequence[Row], target_kind: str) -> float | None:
    """Of the target's logit over images."""
    beside = {
        each["image_id"]: each["logit_before"] - each["mean_logit_before"]
        for each in effects
        if each["target_kind"] == target_kind
    }
    mean = average(beside.values())
    if mean is None or len(beside) < 2:
        return None
    square = math.fsum((value - mean) ** 2 for value in beside.values()) / (len(beside) - 1)
    return math.sqrt(square) or None


def of_segment(
    effects: Sequence[Row], image: str, target_kind: str, segment: str, instance: int, fill: str,
    spread: float | None,
) -> Mapping[str, float | None]:  # fmt: skip
    """Every measure of one instance in one image by one fill."""
    target = {"image_id": image, "target_kind": target_kind, "fill": fill}
    own = {**target, "segment": segment, "instance": instance, "partner": None}
    removal = average(falls(effects, "remove", **own))
    placebo = average(falls(effects, "placebo", **own))
    kept = average(falls(effects, "keep", **own))
    raw = [average(falls(effects, name, raw=True, **own)) for name in ("remove", "placebo")]
    rise = average(falls(effects, "floor", **target))
    effect = None if removal is None or placebo is None else removal - placebo
    return {
        "removal": removal,
        "placebo": placebo,
        "effect": effect,
        "raw_effect": None if effect is None else raw[0] - raw[1],
        "scaled_effect": None if effect is None or spread is None else effect / spread,
        "rise": rise,
        "kept": kept,
    }


def measures_of(
    effects: Sequence[Row], image: str, target_kind: str, segment: str, *,
    logit_deviation: float | None, fills: Sequence[str], instances: Sequence[int],
) -> dict[str, float | None]:  # fmt: skip
    """Every measure of a segment in an image: per fill, then over fills, then over instances."""
    spread = deviation(effects, target_kind)
    of_instances: list[dict[str, float | None]] = []
    for instance in instances:
        of_fills: list[dict[str, float | None]] = []
        for fill in fills:
            made = dict(of_segment(effects, image, target_kind, segment, instance, fill, spread))
            rise, kept, removal = made.pop("rise"), made.pop("kept"), made["removal"]
            known = rise is not None and logit_deviation is not None
            high = known and rise > 0.5 * logit_deviation
            made["necessity"] = removal / rise if high and removal is not None else None
            made["sufficiency"] = (rise - kept) / rise if high and kept is not None else None
            of_fills.append(made)
        of_instances.append(_together(of_fills))
    return _together(of_instances)


def _together(made: Sequence[dict[str, float | None]]) -> dict[str, float | None]:
    """Mean of each measure; of removals only those that have an effect, if any has."""
    beside = [each for each in made if each["effect"] is not None] or made
    return {
        name: average(each[name] for each in (beside if name == "removal" else made))
        for name in made[0]
    }
