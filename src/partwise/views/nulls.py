"""Nulls: what a group's nulls are called, which of them it beats, and what they say themselves."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from partwise.errors import PartwiseError
from partwise.measures import MEASURES, NO_METHOD
from partwise.nulls.kinds import read_null
from partwise.views.text import amount, clean, digits_of, number

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from partwise.nulls.kinds import Null
    from partwise.table.question import Question

#: What stands between several nulls in a summary's column; a text holds colons and commas.
BETWEEN = "; "
SWAPPED = "null-swapped"
_PREFIX = "null-"
#: As many parts that lack a null are named.
_MOST_NAMES = 4
#: What makes each, as the giver of an attribution.
_WORDS: Mapping[str, str] = {
    "null-sobel": "an edge detector",
    "null-laplacian": "a detector of fine texture",
    "null-centre": "a bell over the picture's middle",
    "null-noise": "smooth noise",
    SWAPPED: "its place alone",
    "null-reinitialised": "the same network with weights drawn anew",
}


def short_names(texts: Iterable[str]) -> dict[str, str]:
    """What each null is called beside the others.

    >>> list(short_names(["null-sobel", "null-swapped:gradient:channels=sum"]).values())
    ['sobel', 'swapped']
    >>> list(short_names(["null-centre:sigma=10%", "null-centre:sigma=25%"]).values())
    ['centre:sigma=10%', 'centre:sigma=25%']
    """
    texts = list(texts)
    heads = {text: text.partition(":")[0] for text in texts}
    often = Counter(heads.values())
    return {
        text: clean((head if often[head] == 1 else text).removeprefix(_PREFIX))
        for text, head in heads.items()
    }


def in_words(text: str) -> str:
    """What makes a null, in words.

    >>> in_words("null-sobel")
    'an edge detector'
    """
    return _WORDS.get(text.partition(":")[0], clean(text))


def those_of(text: str | None) -> list[str]:
    """The nulls that a summary's column names."""
    return text.split(BETWEEN) if text else []


def compared_by(records: Mapping[str, Mapping[str, Any]]) -> str | None:
    """The measure by which a group beats nulls or not; None where that was not asked."""
    return next((name for name, each in records.items() if each["nulls_beaten"] is not None), None)


def beats(record: Mapping[str, Any] | None, names: Mapping[str, str]) -> str:
    """Say how many nulls a group beats, and which one it does not; of several, the hardest.

    >>> record = {"nulls": 4, "nulls_beaten": 3, "nulls_not_beaten": "null-sobel"}
    >>> beats(record | {"null": "null-sobel"}, short_names(["null-sobel"]))
    '3 of 4, not sobel'
    >>> beats(record | {"nulls_beaten": 4, "nulls_not_beaten": None}, {})
    'all 4'
    """
    if record is None or not record["nulls"]:
        return "–"
    number_of, beaten = record["nulls"], record["nulls_beaten"]
    if beaten == number_of:
        return f"all {number_of}" if number_of > 1 else "1 of 1"
    if not beaten and number_of > 1:
        return f"none of {number_of}"
    left = those_of(record["nulls_not_beaten"])
    named = record["null"] if record["null"] in left else left[0]
    more = ", …" * (len(left) > 1)
    return f"{beaten} of {number_of}, not {names.get(named, clean(named))}{more}"


def fitting(texts: Iterable[str], method: str | None, measure: str | None = None) -> list[str]:
    """Nulls that stand beside a method (beside any where it is None) and serve a measure."""
    found: list[str] = []
    if method == NO_METHOD:
        return found
    for text in texts:
        null = known_null(text)
        fits = null is None or method is None or null.fits(method)
        if fits and (null is None or measure is None or null.serves(measure)):
            found.append(text)
    return found


def note(
    texts: Sequence[str],
    method: str | None,
    cells: Sequence[Mapping[str, Mapping[str, Any]]],
    question: Question,
) -> list[str]:
    """Say what was held against what, by which measure, and what is not there.

    Parameters
    ----------
    texts
        The table's nulls.
    method
        Of the block; None where all are taken together.
    cells
        Of the block: each group's record by measure.
    question
        What was asked.
    """
    compared = [name for name in map(compared_by, cells) if name is not None]
    beside = [name for cell in cells for name, record in cell.items() if record["nulls"]]
    if not compared and not beside:
        return []
    # the one with signs is what verdicts are about, and the other stands in for it
    measure = (
        min(compared, key=lambda name: not MEASURES[name].signed)
        if compared
        else unsigned_measure(list(dict.fromkeys(beside)))
    )
    own = fitting(texts, method)
    names = short_names(own)
    serving = fitting(own, method, measure)
    said = "Nulls are maps that know nothing of the model, or of the part: "
    said += f"{_listed(names, serving)}. "
    if compared:
        margin = question.smallest_effect
        margin = MEASURES[measure].smallest_effect if margin is None else margin
        way = "farther to its own side" if MEASURES[measure].signed else "greater"
        every = ", and counts only if it beats all" * (len(serving) > 1)
        said += f"A part beats one where its {measure} is {way} by more than "
        said += f"{amount(measure, margin or 0.0)} over the same images{every}; "
    else:
        said += "Beside a measure, "
    said += f"null {measure} is that of the hardest to beat"
    said += ", or of the nearest to a part that is beyond all on the other side." * (
        question.against == "null"
    )
    said = said.removesuffix(".") + "."
    silent = [text for text in own if text not in serving]
    if silent:
        has = "have" if len(silent) > 1 else "has"
        said += f" {_capital(_listed(names, silent))} {has} no signs to compare {measure} with."
    return [said, *_instead(cells, measure), *unavailable(cells, names)]


def _instead(cells: Sequence[Mapping[str, Mapping[str, Any]]], measure: str) -> list[str]:
    """Say of which parts another measure was compared, since no null that serves this is there."""
    others: dict[str, dict[str, None]] = {}
    for cell in cells:
        other = compared_by(cell)
        if other is not None and other != measure:
            others.setdefault(other, {})[clean(cell[other]["segment"])] = None
    return [
        f"Of {_some(parts)} {other} was compared, as no null that serves {measure} is there."
        for other, parts in others.items()
    ]


def unavailable(
    cells: Sequence[Mapping[str, Mapping[str, Any]]], names: Mapping[str, str]
) -> list[str]:
    """Say for which parts a null is not there, and why."""
    lacking: dict[str, dict[str, None]] = {}
    for record in (record for cell in cells for record in cell.values()):
        for text in those_of(record["nulls_unavailable"]):
            lacking.setdefault(text, {})[clean(record["segment"])] = None
    told: list[str] = []
    for text, parts in lacking.items():
        why = ""
        if text.partition(":")[0] == SWAPPED:
            it = "them" if len(parts) > 1 else "it"
            why = f": every picture has {it}, and swapping maps would only permute them"
        told.append(f"Not available: {names.get(text, clean(text))} for {_some(parts)}{why}.")
    return told


def _some(parts: Collection[str]) -> str:
    told = ", ".join(list(parts)[:_MOST_NAMES])
    return told + f" and {len(parts) - _MOST_NAMES:,} more" * (len(parts) > _MOST_NAMES)


def unsigned_measure(measures: Sequence[str]) -> str:
    """The measure by which all nulls can be told side by side."""
    known = [name for name in ("lift", "share", *measures) if name in measures]
    return next((name for name in known if not MEASURES[name].signed), measures[0])


def side_by_side(
    blocks: Mapping[str, Mapping[tuple[Any, ...], Mapping[str, Mapping[str, Any]]]],
    groups: Sequence[tuple[Any, ...]],
    measure: str,
) -> list[tuple[str, bool, list[str]]]:
    """One column a null: its mean in each group; a dash where it is not there.

    Parameters
    ----------
    blocks
        By null and by group, the records by measure.
    groups
        In the order of the lines.
    measure
        Of which means are given; of nulls that do not serve it none is.
    """
    names = short_names(blocks)
    columns: list[tuple[str, bool, list[str]]] = []
    for text, cells in blocks.items():
        serves = bool(fitting([text], None, measure))
        means = [
            cells[group][measure]["mean"] if serves and group in cells else None for group in groups
        ]
        digits = digits_of(measure, means)
        columns.append((names[text], False, [number(measure, m, digits=digits) for m in means]))
    return columns


def _listed(names: Mapping[str, str], texts: Sequence[str]) -> str:
    told = [names[text] for text in texts]
    return " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def known_null(text: str) -> Null | None:
    """What a text says of its null; None where it is none that is known, and may serve all."""
    try:
        return read_null(text)
    except PartwiseError:
        return None
