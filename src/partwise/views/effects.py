"""Effects: what removing, keeping and pasting do, as text for a terminal and as HTML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partwise.measures import EFFECT, LEAST_CHANGE, LEAST_COLOUR_CHANGE, LEAST_RISE
from partwise.segments import BACKGROUND, PADDING, UNNAMED
from partwise.statistics.limits import LEAST_CLUSTERS
from partwise.views.sheet import Sheet
from partwise.views.text import clean, digits_of, escaped, number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from partwise.table.effects import Effects

    Record = Mapping[str, Any]

#: Measures of saliency that agreement is printed for: by pixel, and of the whole part.
PRINTED = {True: ("signed_lift", "signed_share"), False: ("lift", "share")}
#: Above it, placebos mostly show what other parts do.
MOST_ON_NAMED = 0.5
#: Agreement is told by class unless another column was asked for; printed for no more classes.
BY_CLASS, MOST_CLASSES = "target_class", 4
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
_HANGS, _NO_ANSWER, _NOT_COLOUR = "hangs on the fill", "no, ", "not about colour"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, what it says of a record, and whether that is text."""

    head: str
    cell: Callable[[Record], str]
    text: bool = False


def effects_to_text(effects: Effects) -> str:
    """Render effects as blocks of text: removals, fills, pairs, pastes, agreement."""
    return "\n\n".join([sheet.text() for sheet in _sheets(effects)] or [_NOTHING]) + "\n"


def effects_to_html(effects: Effects) -> str:
    """Render effects as HTML tables with their notes; every name is escaped."""
    return "\n".join([sheet.html() for sheet in _sheets(effects)] or [f"<p>{_NOTHING}</p>"])


_NOTHING = "No effects: nothing meets the condition."


def _sheets(effects: Effects) -> list[Sheet]:
    return [
        *_by_target(effects, effects.segments.to_pylist(), _removed),
        *_by_target(effects, effects.segments.to_pylist(), _by_fill),
        *_by_target(effects, effects.pairs.to_pylist(), _paired),
        *_by_target(effects, effects.pastes.to_pylist(), _pasted),
        *_agreement(effects),
    ]


def _by_target(
    effects: Effects,
    records: Sequence[Record],
    make: Callable[[Effects, str, Sequence[Record]], Sheet | None],
) -> list[Sheet]:
    """A block for each target that has anything to tell."""
    targets: dict[str | None, list[Record]] = {}
    for record in records:
        targets.setdefault(record["target_kind"], []).append(record)
    made = [
        make(
            effects, "a target that was not told" if kind is None else f"target {clean(kind)}", own
        )
        for kind, own in targets.items()
    ]
    return [sheet for sheet in made if sheet is not None]


def _removed(effects: Effects, target: str, records: Sequence[Record]) -> Sheet:
    """Every part, by all fills together."""
    together = _ordered(effects, [each for each in records if each["fill"] is None], EFFECT)
    columns = [*_names(effects, "segment"), Column("images", lambda each: f"{each['images']:,}")]
    columns += [_number(name, together) for name in ("removal", "placebo", EFFECT)]
    columns += [_interval(effects, together, EFFECT), _VERDICT]
    columns += [
        _number(name, together)
        for name in ("necessity", "sufficiency")
        if any(each[name] is not None for each in together)
    ]
    if any(each["fills"] is not None for each in together):
        columns += [Column("between fills", _between, text=True)]
    fills = dict.fromkeys(each["fill"] for each in records if each["fill"] is not None)
    told = ", ".join(escaped(each) for each in fills)
    over = "" if len(fills) < 2 else ", averaged image by image"
    notes = [*_meaning(together), *_places(together, effects), *_fills(effects, records)]
    notes += [*_scale(together), *_verdicts(effects, together)]
    return _sheet(f"Removal · {target} · {told}{over}", columns, together, notes)


def _by_fill(effects: Effects, target: str, records: Sequence[Record]) -> Sheet | None:
    """Every part by each fill, where there are several."""
    alone = [each for each in records if each["fill"] is not None]
    if len({each["fill"] for each in alone}) < 2:
        return None
    columns = [
        *_names(effects, "segment"),
        Column("fill", lambda each: clean(each["fill"]), text=True),
        Column("images", lambda each: f"{each['images']:,}"),
        _number(EFFECT, alone),
        _interval(effects, alone, EFFECT),
        _VERDICT,
        Column("change", lambda each: _decimal(each["change"])),
        Column("of colour", lambda each: _decimal(each["colour_change"])),
        Column("answers", lambda each: each["answers"] or "–", text=True),
    ]
    notes = [
        "change: of the pixels that were replaced (root mean square; median over images), of "
        "colour: of their mean, both in deviations of the image. A fill answers only for what it "
        "changes."
    ]
    return _sheet(f"By fill · {target}", columns, alone, notes)


def _paired(effects: Effects, target: str, records: Sequence[Record]) -> Sheet:
    """Every pair, by all fills together."""
    together = [each for each in records if each["fill"] is None]
    both = [*_names(effects, "segment"), *_names(effects, "partner")[-1:]]
    joint = ("joint", "apart", "partner_apart", "interaction")
    columns = [
        *both,
        Column("images", lambda each: f"{each['images']:,}"),
        *(
            _number(name, together, head)
            for name, head in zip(
                joint, ("joint", "segment alone", "partner alone", "interaction"), strict=True
            )
        ),
        _interval(effects, together, "interaction"),
        _VERDICT,
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
        told = _listed(
            [f"{_pair(each)} ({_of(each['left_out'], each['images'])})" for each in left]
        )
        notes.append(f"Left out for want of a placebo, or of one part by itself: {told}.")
    return _sheet(f"Pairs · {target}", columns, together, [*notes, *_verdicts(effects, together)])


def _pasted(effects: Effects, target: str, records: Sequence[Record]) -> Sheet:
    """Every cue."""
    pastes = dict.fromkeys(each["paste"] for each in records)
    columns = [
        *_names(effects, "cue"),
        *[Column("paste", lambda each: escaped(each["paste"]), text=True)] * (len(pastes) > 1),
        Column("images", lambda each: f"{each['images']:,}"),
        *(_number(name, records) for name in ("rise", "scrambled", "difference")),
        _interval(effects, records, "difference"),
        Column("positive", lambda each: _percent(each["positive"])),
        _VERDICT,
    ]
    notes = [
        "rise: by how much the target's logit, less the mean of all logits, rises when the cue is "
        "laid on a picture that lacks it; scrambled: the same with the cue's pieces, shuffled, in "
        "the same places. positive: images in which the cue does more than its pieces."
    ]
    title = " · ".join(["Pastes", target, *(escaped(each) for each in pastes if len(pastes) == 1)])
    return _sheet(title, columns, records, [*notes, *_verdicts(effects, records)])


def _agreement(effects: Effects) -> list[Sheet]:
    """A block for each method and target: every part, then the parts of an image."""
    by = effects.by or BY_CLASS
    kinds: dict[tuple[str, str | None], list[Record]] = {}
    for record in effects.agreement.to_pylist():
        kinds.setdefault((record["method"], record["target_kind"]), []).append(record)
    sheets: list[Sheet] = []
    for (method, kind), records in kinds.items():
        signs = any(each["sign_images"] for each in records)
        names = PRINTED[signs]
        groups = {each[by] for each in records if not each["together"]}
        several = len(groups) > 1 and (effects.by is not None or len(groups) <= MOST_CLASSES)
        lines = _lines(records, by, names, several=several)
        columns = [
            *[Column(clean(by), lambda each: each["told"], text=True)] * several,
            Column("segment", lambda each: clean(each["segment"]), text=True),
            Column("images", lambda each: f"{each['images']:,}"),
            *(Column(name, lambda each, name=name: _correlated(each[name])) for name in names),
            *[Column("same sign", lambda each, name=names[0]: _same_sign(each[name]))] * signs,
        ]
        target = "a target that was not told" if kind is None else f"target {clean(kind)}"
        notes = [
            f"Rank correlations of {' and of '.join(names)} with the effect, over images, with "
            f"{100 * effects.question.confidence:g} % intervals (Bonett & Wright 2000; none under "
            f"{LEAST_CLUSTERS} images)."
            + f" same sign: of {names[0]} and effect, with Wilson's interval."
            * signs,
            *_ranking(effects, method, kind, names),
        ]
        title = f"Agreement · {escaped(method)} · {target}"
        sheets.append(_sheet(title, columns, lines, notes))
    return sheets


def _lines(
    records: Sequence[Record], by: str, names: Sequence[str], *, several: bool
) -> list[dict[str, Any]]:
    """One record a line, with that of each measure."""
    made: dict[tuple[Any, ...], dict[str, Any]] = {}
    for record in records:
        if record["measure"] in names and (several or record["together"]):
            told = "all" if record["together"] else clean(record[by])
            key = (not record["together"], record[by] or "", _rank(record), record["segment"])
            line = made.setdefault(key, {"segment": record["segment"], "told": told, "images": 0})
            line[record["measure"]] = record
            line["images"] = max(line["images"], record["images"])
    return [{**dict.fromkeys(names), **made[key]} for key in sorted(made)]


def _ranking(effects: Effects, method: str, kind: str | None, names: Sequence[str]) -> list[str]:
    """Whether attribution ranks the parts of an image as removal does."""
    told = [
        f"{each['measure']} {_correlated(each)}, {each['images']:,} images"
        for each in effects.ranking.to_pylist()
        if (each["method"], each["target_kind"]) == (method, kind)
        and each["together"]
        and each["measure"] in names
    ]
    if not told:
        return ["No image has three parts, to see whether saliency ranks them as removal does."]
    return [
        "Does saliency rank the parts of an image as removal does? Mean rank correlation across "
        f"its parts: {'; '.join(told)}."
    ]


def _sheet(
    title: str, columns: Sequence[Column], records: Sequence[Record], notes: Sequence[str]
) -> Sheet:
    told = [(each.head, each.text, [each.cell(record) for record in records]) for each in columns]
    return Sheet(title, told, notes)


def _names(effects: Effects, of: str) -> list[Column]:
    """What tells a line from the next: the group, if any, and the part."""
    columns = [Column(of, lambda each: clean(each[of]), text=True)]
    by = effects.by
    if by is not None:
        columns.insert(0, Column(clean(by), lambda each: clean(each[by]), text=True))
    return columns


def _ordered(effects: Effects, records: Sequence[Record], by: str) -> list[Record]:
    """By group, the greatest first; left-overs last."""

    def place(record: Record) -> tuple[Any, ...]:
        group = None if effects.by is None else record[effects.by]
        value = record[by]
        return (group is None, group or "", _rank(record), value is None, -(value or 0))

    return sorted(records, key=place)


def _rank(record: Record) -> int:
    segment = record["segment"]
    return _LEFTOVERS.index(segment) + 1 if segment in _LEFTOVERS else 0


def _number(name: str, records: Sequence[Record], head: str | None = None) -> Column:
    digits = digits_of(EFFECT, [each[name] for each in records])
    return Column(head or name, lambda each: number(EFFECT, each[name], digits=digits))


def _interval(effects: Effects, records: Sequence[Record], name: str) -> Column:
    digits = digits_of(EFFECT, [each[end] for each in records for end in (name, "low", "high")])

    def between(record: Record) -> str:
        if record["low"] is None:
            return "–"
        low, high = (number(EFFECT, record[end], digits=digits) for end in ("low", "high"))
        return f"{low} to {high}"

    return Column(f"{100 * effects.question.confidence:.6g} % interval", between)


def _verdict(record: Record) -> str:
    verdict, needed = record["verdict"], record["images_needed"]
    if verdict is None:
        return ""
    if record["direction"]:
        return f"{verdict}, {record['direction']}"
    if not needed:
        return verdict
    return f"{verdict}, needs {round(needed, -max(len(str(needed)) - 2, 0)):,}"


_VERDICT = Column("verdict", _verdict, text=True)


def _between(record: Record) -> str:
    if record["fills"] is None:
        return "–"
    ends = (number(EFFECT, record[end]) for end in ("least_effect", "most_effect"))
    return f"{' to '.join(ends)}, {record['fills']}"


def _decimal(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"


def _correlated(record: Record | None) -> str:
    if record is None or record["correlation"] is None:
        return "–"
    # what rounds to nothing has no sign
    told, low, high = (
        "" if record[name] is None else f"{round(record[name], 2) + 0.0:+.2f}"
        for name in ("correlation", "low", "high")
    )
    return f"{told} ({low} to {high})" if low else told


def _same_sign(record: Record | None) -> str:
    if record is None or record["sign_agreement"] is None:
        return "–"
    ends = f"{100 * record['sign_low']:.0f} to {100 * record['sign_high']:.0f}"
    return f"{_percent(record['sign_agreement'])} ({ends})"


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
        told = _listed(
            [f"{_name(effects, each)} ({_of(each['no_free_place'], each['images'])})"
             for each in without]
        )  # fmt: skip
        notes.append(f"No free place for a placebo, so that effect leaves these out: {told}.")
    if crowded:
        told = _listed([f"{_name(effects, each)} {_percent(each['on_named'])}" for each in crowded])
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
            kind.setdefault(each["fill"], []).append(_name(effects, each))
    notes = [
        f"{escaped(fill)} cannot answer for {_listed(names)}: it hardly changes the pixels (by "
        f"less than {LEAST_CHANGE:g} deviations)."
        for fill, names in silent.items()
    ]
    notes += [
        f"{escaped(fill)} says nothing about the colour of {_listed(names)}: it keeps the mean "
        f"colour (a change of less than {LEAST_COLOUR_CHANGE:g} deviations)."
        for fill, names in colourless.items()
    ]
    hanging = [each for each in records if each["fills"] == _HANGS]
    if hanging:
        told = _listed([_name(effects, each) for each in hanging])
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


def _verdicts(effects: Effects, records: Sequence[Record]) -> list[str]:
    """Say what verdicts are about, and how intervals were made."""
    judged = [each for each in records if each["verdict"] is not None]
    if not judged:
        return []
    asked = effects.question
    given = "" if asked.smallest_effect is not None else " (a provisional default)"
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


def _name(effects: Effects, record: Record) -> str:
    name = clean(record["segment"])
    return name if effects.by is None else f"{name} where {clean(record[effects.by])}"


def _pair(record: Record) -> str:
    return f"{clean(record['segment'])} and {clean(record['partner'])}"


def _of(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,} images"


def _listed(names: Sequence[str]) -> str:
    rest = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {rest:,} more" if rest > 0 else "")
