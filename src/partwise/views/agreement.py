"""Agreement: whether saliency ranks images, and parts of an image, as removal does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partwise.statistics.limits import LEAST_CLUSTERS
from partwise.views.lines import Column, percent, rank, sheet
from partwise.views.text import clean, escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.table.effects import Effects
    from partwise.views.lines import Record
    from partwise.views.sheet import Sheet

#: Measures of saliency that agreement is printed for: by pixel, and of the whole part.
PRINTED = {True: ("signed_lift", "signed_share"), False: ("lift", "share")}
#: Agreement is told by class unless another column was asked for; printed for no more classes.
BY_CLASS, MOST_CLASSES = "target_class", 4
#: A correlation of fewer images is 1 or -1, or near it, whatever they are.
LEAST_CORRELATED = 5


def agreement_sheets(effects: Effects) -> list[Sheet]:
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
        every = _lines(records, by, names, several=several)
        lines = [each for each in every if each["images"] >= LEAST_CORRELATED]
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
            *_few(len(every) - len(lines)),
            *_ranking(effects, method, kind, names),
        ]
        title = f"Agreement · {escaped(method)} · {target}"
        sheets.append(sheet(title, columns, lines, notes))
    return sheets


def _few(left: int) -> list[str]:
    told = f"{left:,} line{'s' * (left != 1)} of fewer than {LEAST_CORRELATED} images"
    return [f"Left out: {told}, which correlate one way or the other by chance."] * bool(left)


def _lines(
    records: Sequence[Record], by: str, names: Sequence[str], *, several: bool
) -> list[dict[str, Any]]:
    """One record a line, with that of each measure."""
    made: dict[tuple[Any, ...], dict[str, Any]] = {}
    for record in records:
        if record["measure"] in names and (several or record["together"]):
            told = "all" if record["together"] else clean(record[by])
            key = (not record["together"], record[by] or "", rank(record), record["segment"])
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
    return f"{percent(record['sign_agreement'])} ({ends})"
