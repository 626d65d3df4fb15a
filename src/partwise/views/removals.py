"""Removals: what removing a part does, by all fills and by each, and removing two together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.measures import EFFECT, LEAST_CHANGE, LEAST_COLOUR_CHANGE, LEAST_RISE
from partwise.views.lines import (
    VERDICT,
    Column,
    interval_column,
    listed,
    name_of,
    names,
    number_column,
    of_images,
    ordered,
    percent,
    sheet,
    verdict_notes,
)
from partwise.views.text import clean, escaped, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.table.effects import Effects
    from partwise.views.lines import Record
    from partwise.views.sheet import Sheet

#: Above it, placebos mostly show what other parts do.
MOST_ON_NAMED = 0.5
_HANGS, _NO_ANSWER, _NOT_COLOUR = "hangs on the fill", "no, ", "not about colour"


def removals_sheet(effects: Effects, target: str, records: Sequence[Record]) -> Sheet:
    """Every part, by all fills together."""
    together = ordered(effects, [each for each in records if each["fill"] is None], EFFECT)
    columns = [*names(effects, "segment"), Column("images", lambda each: f"{each['images']:,}")]
    columns += [number_column(name, together) for name in ("removal", "placebo", EFFECT)]
    columns += [interval_column(effects, together, EFFECT), *_of_those(together), VERDICT]
    columns += [
        number_column(name, together)
        for name in ("necessity", "sufficiency")
        if any(each[name] is not None for each in together)
    ]
    if any(each["fills"] is not None for each in together):
        columns += [Column("between fills", _between, text=True)]
    fills = dict.fromkeys(each["fill"] for each in records if each["fill"] is not None)
    told = ", ".join(escaped(each) for each in fills)
    over = "" if len(fills) < 2 else ", averaged image by image"
    notes = [*_meaning(together), *_places(together, effects), *_fills(effects, records)]
    notes += [*_scale(together), *verdict_notes(effects, together)]
    return sheet(f"Removal · {target} · {told}{over}", columns, together, notes)


def fills_sheet(effects: Effects, target: str, records: Sequence[Record]) -> Sheet | None:
    """Every part by each fill, where there are several."""
    alone = [each for each in records if each["fill"] is not None]
    if len({each["fill"] for each in alone}) < 2:
        return None
    columns = [
        *names(effects, "segment"),
        Column("fill", lambda each: clean(each["fill"]), text=True),
        Column("images", lambda each: f"{each['images']:,}"),
        number_column(EFFECT, alone),
        interval_column(effects, alone, EFFECT),
        VERDICT,
        Column("change", lambda each: _decimal(each["change"])),
        Column("of colour", lambda each: _decimal(each["colour_change"])),
        Column("answers", lambda each: each["answers"] or "–", text=True),
    ]
    notes = [
        "change: of the pixels that were replaced (root mean square; median over images), of "
        "colour: of their mean, both in deviations of the image. A fill answers only for what it "
        "changes."
    ]
    return sheet(f"By fill · {target}", columns, alone, notes)


def pairs_sheet(effects: Effects, target: str, records: Sequence[Record]) -> Sheet:
    """Every pair, by all fills together."""
    together = [each for each in records if each["fill"] is None]
    both = [*names(effects, "segment"), *names(effects, "partner")[-1:]]
    joint = ("joint", "apart", "partner_apart", "interaction")
    columns = [
        *both,
        Column("images", lambda each: f"{each['images']:,}"),
        *(
            number_column(name, together, head)
            for name, head in zip(
                joint, ("joint", "segment alone", "partner alone", "interaction"), strict=True
            )
        ),
        interval_column(effects, together, "interaction"),
        VERDICT,
    ]
    corrected = [each["corrected"] for each in together]
    notes = [
        "interaction: what removing both at once does, less what removing each does. Positive: "
        "they support more together than apart; negative: less, as where each stands in for the "
        "other.",
        "All numbers are less those of placebos."
        if all(corrected)
        else "No placebos were made for these pairs, so that nothing is taken off."
        if not any(corrected)
        else "Numbers are less those of placebos, for pairs that have any.",
    ]
    left = [each for each in together if each["left_out"]]
    if left:
        told = listed(
            [f"{_pair(each)} ({of_images(each['left_out'], each['images'])})" for each in left]
        )
        notes.append(f"Left out for want of a placebo, or of one part by itself: {told}.")
    return sheet(
        f"Pairs · {target}", columns, together, [*notes, *verdict_notes(effects, together)]
    )


def _of_those(records: Sequence[Record]) -> list[Column]:
    """In how many images there is an effect, where not in all: a removal needs no free place."""
    if not any(each["no_free_place"] for each in records):
        return []
    return [Column("in images", lambda each: f"{each['images'] - each['no_free_place']:,}")]


def _between(record: Record) -> str:
    if record["fills"] is None:
        return "–"
    ends = (number(EFFECT, record[end]) for end in ("least_effect", "most_effect"))
    return f"{' to '.join(ends)}, {record['fills']}"


def _decimal(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _meaning(records: Sequence[Record]) -> list[str]:
    """Say what removal, placebo and effect are."""
    removal = (
        "removal: by how much the target's logit, less the mean of all logits, falls when the part "
        "is replaced. "
    )
    if all(each["placebo"] is None for each in records):
        tried = any(each["no_free_place"] for each in records)
        why = "No placebo found a free place" if tried else "No placebos were made"
        return [f"{removal}{why}, so that there is no effect."]
    return [
        f"{removal}placebo: the same for as large a place where the part is not. effect: removal "
        "less placebo, image by image; positive where the part supports the target."
    ]


def _places(records: Sequence[Record], effects: Effects) -> list[str]:
    """Say where placebos had no place, and where they lay on other parts."""
    without = [each for each in records if each["no_free_place"]]
    crowded = [each for each in records if (each["on_named"] or 0) >= MOST_ON_NAMED]
    notes: list[str] = []
    if without:
        told = listed(
            [f"{name_of(effects, each)} ({of_images(each['no_free_place'], each['images'])})"
             for each in without]
        )  # fmt: skip
        notes.append(f"No free place for a placebo, so that effect leaves these out: {told}.")
    if crowded:
        told = listed([f"{name_of(effects, each)} {percent(each['on_named'])}" for each in crowded])
        notes.append(
            f"Placebos lie mostly on other named parts, and show what these do (share of their "
            f"pixels): {told}."
        )
    return notes


def _fills(effects: Effects, records: Sequence[Record]) -> list[str]:
    """Say which fills cannot answer, and which answers hang on the fill."""
    silent: dict[str, list[str]] = {}
    colourless: dict[str, list[str]] = {}
    for each in records:
        answers = each["answers"] or ""
        kind = (
            silent if answers.startswith(_NO_ANSWER) else colourless if answers == _NOT_COLOUR
            else None
        )  # fmt: skip
        if kind is not None:
            kind.setdefault(each["fill"], []).append(name_of(effects, each))
    notes = [
        f"{escaped(fill)} cannot answer for {listed(names)}: it hardly changes the pixels (by "
        f"less than {LEAST_CHANGE:g} deviations)."
        for fill, names in silent.items()
    ]
    notes += [
        f"{escaped(fill)} says nothing about the colour of {listed(names)}: it keeps the mean "
        f"colour (a change of less than {LEAST_COLOUR_CHANGE:g} deviations)."
        for fill, names in colourless.items()
    ]
    hanging = [each for each in records if each["fills"] == _HANGS]
    if hanging:
        told = listed([name_of(effects, each) for each in hanging])
        notes.append(f"Hangs on the fill (fills settle it in different ways): {told}.")
    return notes


def _scale(records: Sequence[Record]) -> list[str]:
    """Say what necessity and sufficiency are."""
    if all(each["necessity"] is None and each["sufficiency"] is None for each in records):
        return []
    return [
        "necessity: which share of what the picture has above the floor, the picture of which all "
        "is replaced, goes with the part; sufficiency: which share the part keeps when all else is "
        f"replaced. Only where the floor is lower by {LEAST_RISE:g} deviations of the logits."
    ]


def _pair(record: Record) -> str:
    return f"{clean(record['segment'])} and {clean(record['partner'])}"
