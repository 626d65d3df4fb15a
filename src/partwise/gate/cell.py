"""Cell: one group of images that a rule is held against, and what was measured there."""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from partwise.errors import CallError, UnknownNameError, unknown_name
from partwise.gate.wording import one_line
from partwise.schema import APART

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from partwise.gate.rule import Rule

#: A row of a summary or comparison.
Record = dict[str, Any]
_ANY = "*"
#: What stands before a name: the column's own name but for these.
_BEFORE = {"segment": "", "method": "", "target_kind": "target "}
#: A rule that does not say of which maps speaks of those of the model.
_KIND = {"kind": ("attribution",)}


@dataclass(frozen=True, slots=True)
class Cell:
    """One group of images.

    Parameters
    ----------
    names
        What tells it apart: `method`, `target_kind`, `kind`, the rule's columns, `segment`.
    told
        Those of them that a reader needs: where a table has one method, it is not among them.
    estimate, low, high
        The mean over images, or a difference of means, with its interval; None where there is
        none.
    confidence, interval
        Of the interval, and what it is.
    images, valued, looked_for
        How many images have the segment in view; how many of these have a value; in how many
        it was looked for.
    clusters
        How many independent images, or values of the rule's cluster.
    now, before
        Where two tables are compared, both means.
    images_before
        Where two tables are compared as two groups, how many images the earlier one has.
    """

    names: Mapping[str, str | None]
    told: Sequence[str]
    estimate: float | None
    low: float | None
    high: float | None
    confidence: float
    images: int
    valued: int
    looked_for: int
    clusters: int
    now: float | None = None
    before: float | None = None
    images_before: int | None = None
    interval: Literal["bootstrap", "Student's t"] = "bootstrap"

    @property
    def label(self) -> str:
        """Its names on one line, the segment first."""
        told = sorted(self.told, key=lambda column: column != "segment")
        return " · ".join(
            f"{_BEFORE.get(column, f'{one_line(column)} ')}{one_line(self.names[column])}"
            for column in told
        )


def finite(value: object) -> float | None:
    """A number, or None for what is none: null, NaN, infinite.

    >>> finite(0.5), finite(float("nan")), finite(None)
    (0.5, None, None)
    """
    return float(value) if isinstance(value, (int, float)) and math.isfinite(value) else None


def told_columns(records: Iterable[Record], rule: Rule) -> tuple[str, ...]:
    """Columns that a reader needs to tell the cells of a rule apart."""
    records = list(records)
    apart = [
        column
        for column in APART
        if column in rule.selectors or len({record[column] for record in records}) > 1
    ]
    return ("segment", *rule.by, *apart)


def choose(records: Sequence[Record], rule: Rule) -> list[Record]:
    """Choose the records that a rule holds for.

    Raises
    ------
    UnknownNameError
        If a selector's value matches none, with the nearest there are.
    CallError
        If there are no records, or values that are there are not there together.
    """
    if not records:
        met = f" that meet {rule.where!r}" if rule.where else ""
        raise CallError(f"it matches no rows: the table has none{met}.")
    selectors = {**_KIND, **rule.selectors}
    for column, values in selectors.items():
        known = dict.fromkeys(_text(record[column]) for record in records)
        for value in values:
            if not _meant(value, known):
                texts = [each for each in known if each is not None]
                raise UnknownNameError(f"it matches no rows: {unknown_name(column, value, texts)}")
    chosen = fitting(records, rule)
    found = {combination for each in chosen for combination in each[1]}
    for combination in itertools.product(*selectors.values()):
        if combination not in found:
            named = " and ".join(
                f"{column} {value!r}" for column, value in zip(selectors, combination, strict=True)
            )
            raise CallError(
                f"it matches no rows: each of {named} is there, but no row has them together."
            )
    return [record for record, _ in chosen]


def fitting(records: Sequence[Record], rule: Rule) -> list[tuple[Record, list[tuple[str, ...]]]]:
    """The records that a rule's selectors fit, each with the selectors' values that do."""
    selectors = {**_KIND, **rule.selectors}
    fits: dict[str, dict[str | None, list[str]]] = {}
    for column, values in selectors.items():
        known = dict.fromkeys(_text(record[column]) for record in records)
        meant = {value: _meant(value, known) for value in values}
        fits[column] = {name: [value for value in values if name in meant[value]] for name in known}
    return [
        (record, list(itertools.product(*values)))
        for record in records
        if all(values := [fits[column][_text(record[column])] for column in selectors])
    ]


def _meant(value: str, known: Collection[str | None]) -> set[str | None]:
    """The names that a value means: itself, or, with ``*``, all that it fits."""
    if value in known:
        return {value}
    if value == _ANY:
        return set(known)
    if _ANY not in value:
        return set()
    fits = re.compile(".*".join(re.escape(each) for each in value.split(_ANY)), re.DOTALL)
    return {name for name in known if name is not None and fits.fullmatch(name)}


def _text(value: object) -> str | None:
    return None if value is None else str(value)
