"""Tables in which something was planted: two classes, seen by one or two methods, and noise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tables import effect, row, table_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import partwise as pw

CLASSES = ("cat", "dog")
#: How many images of each class; a quarter of them is predicted wrongly.
IMAGES = 48
#: The part that ought to count, an artefact, and a part without a role.
ROLES: Mapping[str, str | None] = {"eye": "core", "logo": "artefact", "grass": None}
BOTH = ("gradient", "integrated-gradients")


@dataclass(frozen=True)
class Place:
    """Where something may be planted."""

    number: int
    predicted: str
    outcome: str
    method: str
    segment: str


def planted(
    folder: Path,
    signed: Callable[[Place], float | None] = lambda _: None,
    *,
    effects: Callable[[Place], float] | None = None,
    columns: Callable[[Place], Mapping[str, Any]] = lambda _: {},
    roles: Mapping[str, str | None] = ROLES,
    methods: tuple[str, ...] = ("gradient",),
    images: int = IMAGES,
    noise: float = 0.003,
    **options: Any,
) -> pw.AttributionTable:
    """A table in which the core part speaks for each class, and all else for nothing.

    `signed` plants another signed lift, whose tenth is the signed share, and `columns` any other
    column; `effects` says what removing a part does. Noise is heavy-tailed.
    """
    random = np.random.default_rng(0)
    rows, removals = [], []
    for number in range(len(CLASSES) * images):
        predicted = CLASSES[number % 2]
        outcome = "wrong" if number // 2 % 4 == 0 else "correct"
        label = predicted if outcome == "correct" else CLASSES[1 - number % 2]
        for segment, role in roles.items():
            for method in methods:
                place = Place(number, predicted, outcome, method, segment)
                value = signed(place)
                value = (0.3 if role == "core" else 0.0) if value is None else value
                given = {
                    "predicted": predicted,
                    "outcome": outcome,
                    "label": label,
                    "method": method,
                    "role": role,
                    "signed_lift": value + noise * random.standard_t(3),
                    "lift": 1 + 10 * noise * random.standard_t(3),
                }
                rows.append(row(f"{number:03}.png", segment, **{**given, **columns(place)}))
            if effects is not None:
                drop = effects(Place(number, predicted, outcome, "", segment))
                drop += noise * random.standard_t(3)
                removals += [
                    each | {"target_class": predicted}
                    for each in effect(f"{number:03}.png", segment, drop)
                ]
    return table_of(folder, rows, effects=removals, **options)


def agreed(place) -> float:
    """What removing does where it agrees with the attribution."""
    return 0.5 if place.segment == "eye" else 0.0


def the_only(findings):
    assert len(findings) == 1, findings
    assert findings.more == 0
    return findings[0]


def check_rows(table, finding, images: int):
    """The rows behind a finding are those it is about."""
    rows = table.where(finding.where).to_pandas()
    assert len(rows) == images == finding.images
    assert set(rows["segment"]) == {finding.segment}
    assert set(rows["method"]) == {finding.method}
    if finding.value is not None:
        assert set(rows[finding.by]) == {finding.value}
    return rows
