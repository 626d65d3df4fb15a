"""Lines: columns of what effects do, made record by record, and the words that they share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partwise.measures import EFFECT
from partwise.segments import BACKGROUND, PADDING, UNNAMED
from partwise.statistics.limits import LEAST_CLUSTERS
from partwise.views.sheet import Sheet
from partwise.views.text import clean, digits_of, number, settled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from partwise.table.effects import Effects

    Record = Mapping[str, Any]

#: How many parts a note names.
MOST_NAMED = 6
_LEFTOVERS = (BACKGROUND, UNNAMED, PADDING)
#: Words for a difference that is that of what stands beside, and what they mean.
_ALONE = {
    "only elsewhere": "the effect is that of the placebos: removing the part does not move the "
    "logit to that side by itself",
    "only its pieces": "the difference is that of the pieces: the cue does not move the logit to "
    "that side by itself",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, what it says of a record, and whether that is text."""

    head: str
    cell: Callable[[Record], str]
    text: bool = False


def sheet(
    title: str, columns: Sequence[Column], records: Sequence[Record], notes: Sequence[str]
) -> Sheet:
    """A block: one line a record."""
    told = [(each.head, each.text, [each.cell(record) for record in records]) for each in columns]
    return Sheet(title, told, notes)


def names(effects: Effects, of: str) -> list[Column]:
    """What tells a line from the next: the group, if any, and the part."""
    columns = [Column(of, lambda each: clean(each[of]), text=True)]
    by = effects.by
    if by is not None:
        columns.insert(0, Column(clean(by), lambda each: clean(each[by]), text=True))
    return columns


def ordered(effects: Effects, records: Sequence[Record], by: str) -> list[Record]:
    """By group, the greatest first; left-overs last."""

    def place(record: Record) -> tuple[Any, ...]:
        group = None if effects.by is None else record[effects.by]
        value = record[by]
        return (group is None, group or "", rank(record), value is None, -(value or 0))

    return sorted(records, key=place)


def rank(record: Record) -> int:
    """Left-overs come after what has a name."""
    segment = record["segment"]
    return _LEFTOVERS.index(segment) + 1 if segment in _LEFTOVERS else 0


def number_column(name: str, records: Sequence[Record], head: str | None = None) -> Column:
    """A column of numbers, all in logits and with as many decimals as the smallest needs."""
    digits = digits_of(EFFECT, [each[name] for each in records])
    return Column(head or name, lambda each: number(EFFECT, each[name], digits=digits))


def interval_column(effects: Effects, records: Sequence[Record], name: str) -> Column:
    """The interval of the column of that name."""
    digits = digits_of(EFFECT, [each[end] for each in records for end in (name, "low", "high")])

    def between(record: Record) -> str:
        if record["low"] is None:
            return "–"
        low, high = (number(EFFECT, record[end], digits=digits) for end in ("low", "high"))
        return f"{low} to {high}"

    return Column(f"{100 * effects.question.confidence:.6g} % interval", between)


VERDICT = Column("verdict", settled, text=True)


def percent(share: float | None) -> str:
    """A share as a whole number of percent."""
    return "–" if share is None else f"{100 * share:.0f} %"


def verdict_notes(effects: Effects, records: Sequence[Record]) -> list[str]:
    """Say what verdicts are about, and how intervals were made."""
    judged = [each for each in records if each["verdict"] is not None]
    if not judged:
        return []
    asked = effects.question
    given = "" if asked.smallest_effect is not None else " (the default)"
    tested = judged[0]["tested"] or 0
    told = f"{tested:,} tested, Benjamini-Hochberg at 5 %." if tested else "Too few images for any."
    cluster = None if asked.cluster is None else clean(asked.cluster)
    drawn = "of images" if cluster is None else f"by {cluster}"
    unit = "images" if cluster is None else f"values of {cluster}"
    few = any(each["low"] is None for each in judged)
    none = f"; none where there are fewer than {LEAST_CLUSTERS} {unit}" * few
    found = {each["verdict"] for each in judged}
    alone = [f"{word}: {means}." for word, means in _ALONE.items() if word in found]
    return [
        *alone,
        f"Verdict: whether it differs from 0 by more than {judged[0]['margin']:g} logits{given}. "
        f"{told} Intervals: {asked.resamples:,} resamples {drawn}{none}.",
    ]


def name_of(effects: Effects, record: Record) -> str:
    """A part in a sentence, with its group where there are several."""
    name = clean(record["segment"])
    return name if effects.by is None else f"{name} where {clean(record[effects.by])}"


def of_images(part: int, whole: int) -> str:
    """How many of how many images."""
    return f"{part:,} of {whole:,} images"


def listed(names: Sequence[str]) -> str:
    """The first few names in a sentence."""
    rest = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {rest:,} more" if rest > 0 else "")
