"""Text of a comparison: what certainly differs as sentences, every cell, and what was left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partwise.measures import EFFECT_MEASURES, MEASURES
from partwise.statistics.limits import LEAST_CLUSTERS
from partwise.views.headline import is_one_table, sentence
from partwise.views.text import aligned, clean, number, settled

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partwise.comparison.block import Block
    from partwise.comparison.comparison import Comparison
    from partwise.comparison.headline import Headline

#: More sentences than these are left to the table.
MOST_SENTENCES = 5
#: How many segments are named of those without a partner.
MOST_NAMES = 3
_DIFFERS, _NEGLIGIBLE = "differs", "negligible"


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a method and target.

    Parameters
    ----------
    block
        Which one.
    title
        Its name.
    sentences
        What is certain, or that nothing is.
    records
        Its differences: those of each cell after each other, the primary measure first.
    notes
        How verdicts were made, and what could not be compared.
    """

    block: Block
    title: str
    sentences: Sequence[str]
    records: Sequence[Mapping[str, Any]]
    notes: Sequence[str]


def comparison_to_text(comparison: Comparison) -> str:
    """Render a comparison: which tables, then a block for each method and target."""
    first = [*_tables(comparison), "", *_images(comparison), *_caveats(comparison)]
    blocks = [
        [told.title, "", *told.sentences, "", *_cells(comparison, told.records), "", *told.notes]
        for told in tell(comparison)
    ]
    return "\n\n".join("\n".join(lines) for lines in (first, *blocks)) + "\n"


def introduce(comparison: Comparison) -> list[str]:
    """Say which tables and images were compared, and what else may make a difference."""
    return [*_tables(comparison), *_images(comparison), *_caveats(comparison)]


def tell(comparison: Comparison) -> list[Told]:
    """Say what was found, method by method and target by target."""
    records: dict[int, list[Mapping[str, Any]]] = {}
    places = {_key(block): place for place, block in enumerate(comparison.blocks)}
    for record in comparison.data.to_pylist():
        key = tuple(record[name] for name in ("method", "method_b", "target_kind", "kind"))
        records.setdefault(places[key], []).append(record)
    told: list[Told] = []
    for place, found in sorted(records.items()):
        block = comparison.blocks[place]
        notes = [*_verdict_note(comparison, found), *_not_compared(comparison, block, found)]
        notes += _resolution(comparison, block)
        sentences = _sentences(comparison, place, records)
        told.append(Told(block, _title(block), sentences, found, notes))
    return told


def left_out_to_text(comparison: Comparison) -> str:
    """Say what was compared and what could not be, without a table: it goes beside an export."""
    lines = introduce(comparison)
    for block in comparison.blocks:
        told = _not_compared(comparison, block, [])
        lines += [_title(block), *told] if told else []
    return "\n".join(lines) + "\n"


def _key(block: Block) -> tuple[Any, ...]:
    return block.method_a, block.method_b, block.target_kind, block.kind


def _title(block: Block) -> str:
    of = "a target that was not told"
    of = of if block.target_kind is None else f"target {clean(block.target_kind)}"
    method = block.method_a
    if block.method_a != block.method_b:
        method = f"{block.method_a} (A) and {block.method_b} (B)"
    return f"{method} · {of}" + ("" if block.kind == "attribution" else f" · {block.kind}")


def _tables(comparison: Comparison) -> list[str]:
    """Name both tables, with what explains that they differ."""
    lines: list[str] = []
    made = [table.manifest.parameters for table in comparison.tables]
    weights = made[0].get("classifier_digest") != made[1].get("classifier_digest")
    same = made[0].get("classifier") == made[1].get("classifier")
    names = comparison.names
    if is_one_table(comparison):
        names = (comparison.tables[0].folder.resolve().name,) * 2
    for letter, name, table in zip("AB", names, comparison.tables, strict=True):
        parameters = table.manifest.parameters
        of = clean(parameters.get("classifier") or "maps from elsewhere")
        if same and weights:
            of += f", weights {str(parameters.get('classifier_digest'))[:8]}"
        where = "".join(f", where {_one_line(each)}" for each in table.conditions)
        lines.append(f"{letter}  {clean(name)}  {of}{where}")
    return lines


def _one_line(condition: str) -> str:
    return " ".join(condition.split())


def _images(comparison: Comparison) -> list[str]:
    """Say which images were compared, and what became of the others."""
    first, second, both = comparison.images
    if comparison.paired:
        lines = [f"B less A, image by image: {_count(both, 'image')} in both, by their pixels."]
    else:
        lines = [
            f"B less A, as two groups of {_count(first, 'image')} and {second:,}"
            + (f"; {both:,} are in both." if both else ": no picture is in both, by its pixels.")
        ]
    for record in comparison.unpaired.to_pylist():
        if record["method"] is None:
            told = _REASONS[record["reason"]].format(images=_count(record["images"], "image"))
            lines.append(f"{told} ({_examples(record)}).")
    if comparison.paired and both < min(first, second) / 2:
        lines.append("Most images are in one of them only: --pairs none compares all, as groups.")
    return lines


#: What is said of images that have no partner.
_REASONS = {
    "copy in a": "Left out as copies of others in A: {images}",
    "copy in b": "Left out as copies of others in B: {images}",
    "only in a": "Only in A: {images}",
    "only in b": "Only in B: {images}",
    "failed in a": "Only in B, since they failed in A: {images}",
    "failed in b": "Only in A, since they failed in B: {images}",
    "other pixels": "In both by name, but with other pixels, and so not paired: {images}",
}


def _caveats(comparison: Comparison) -> list[str]:
    """Say what else than a classifier may make a difference, or that there is none."""
    lines: list[str] = []
    made = [table.manifest.parameters for table in comparison.tables]
    if is_one_table(comparison):
        lines.append("A and B are the same table.")
    if comparison.selected:
        lines.append("What meets a condition in one of them only counts as missing in the other.")
    estimates = [each for each in comparison.data["estimate"].to_pylist() if each is not None]
    errors = comparison.data["standard_error"].to_pylist()
    if comparison.paired and not estimates:
        lines.append("Nothing was compared: no image has these measures in both.")
    elif comparison.paired and len(estimates) == len(comparison) and not any((*estimates, *errors)):
        lines.append("Every difference is exactly 0: both hold the same numbers.")
    if made[0].get("segments_digest") != made[1].get("segments_digest"):
        lines.append(
            "Their segments come from other files or options: part of a difference may be of masks."
        )
    if made[0].get("instances") != made[1].get("instances"):
        lines.append("One unites the instances of a segment, the other keeps them apart; summed.")
    of_maps = [name for name in comparison.measures if name not in EFFECT_MEASURES]
    signed = [name for name in of_maps if MEASURES[name].signed]
    if signed and comparison.have_signs[0] != comparison.have_signs[1]:
        letter = "AB"[comparison.have_signs[0]]
        lines.append(
            f"The maps of {letter} have no negative values, the others have: their "
            f"{' and '.join(signed)} say different things."
        )
    lines += _of_effects(comparison)
    for record in comparison.unpaired.to_pylist():
        if record["reason"] in ("only a has it", "only b has it"):
            letter = record["reason"][5].upper()
            target = clean(record["target_kind"])
            lines.append(f"Only {letter} has {record['method']} · target {target}; not compared.")
    return lines


def _of_effects(comparison: Comparison) -> list[str]:
    """Say by which fills effects are compared, and what else makes them differ."""
    if not comparison.fills:
        return []
    made = [table.manifest.parameters for table in comparison.tables]
    lines = [f"Effects: by {', '.join(map(clean, comparison.fills))}, which both have."]
    if made[0].get("classifier_digest") != made[1].get("classifier_digest"):
        lines.append(
            "They are in logits of each model; --measure scaled_effect compares them in deviations "
            "of each model's own."
        )
    first, second = (clean(each.get("dilation") or "an amount not told") for each in made)
    if first != second:
        lines.append(
            f"Parts were widened by {first} in A and {second} in B before they were removed."
        )
    return lines


def _sentences(
    comparison: Comparison, place: int, records: Mapping[int, Sequence[Mapping[str, Any]]]
) -> list[str]:
    """What is certain in a block, at most a few, and where another method denies it."""
    found = [each for each in comparison.headlines if each.block == place]
    told: list[str] = []
    for each in found[:MOST_SENTENCES]:
        told.append(sentence(comparison, each))
        told += _denials(comparison, each, records)
    if len(found) > MOST_SENTENCES:
        told.append(f"{len(found) - MOST_SENTENCES} more certainly differ: see the table.")
    return told or [f"Nothing certainly differs in {comparison.measures[0]} beyond the margin."]


def _denials(
    comparison: Comparison,
    headline: Headline,
    records: Mapping[int, Sequence[Mapping[str, Any]]],
) -> list[str]:
    """Which other methods find the same difference negligible."""
    own = comparison.blocks[headline.block]
    lines: list[str] = []
    for place, block in enumerate(comparison.blocks):
        if (block.target_kind, block.kind) != (own.target_kind, own.kind):
            continue
        for record in records.get(place, ()):
            at = tuple(record[name] for name in comparison.by), record["segment"]
            if at == (headline.by, headline.segment) and record["verdict"] == _NEGLIGIBLE:
                size, ends = _difference(record)
                lines.append(
                    f"  By {block.method_a} it is negligible: {clean(at[1])} {size} ({ends})."
                )
    return lines


def _cells(comparison: Comparison, records: Sequence[Mapping[str, Any]]) -> list[str]:
    """Every cell on a line: the primary measure of both tables, then differences."""
    primary, *others = comparison.measures
    cells = [records[at : at + 1 + len(others)] for at in range(0, len(records), 1 + len(others))]
    by = [*comparison.by, "segment"]
    confidence = f"{100 * comparison.question.confidence:g} % interval"
    head = [*by, "images", f"{primary} A", f"{primary} B", "B − A", confidence]
    for name in others:
        head += [f"{name} B − A", confidence]
    head.append("verdict")
    rows = [
        [
            *(clean(cell[0][name]) for name in by),
            " and ".join(
                f"{each:,}" for each in dict.fromkeys((cell[0]["images_a"], cell[0]["images_b"]))
            ),
            number(primary, cell[0]["mean_a"]),
            number(primary, cell[0]["mean_b"]),
            *(text for record in cell for text in _difference(record)),
            _verdict(cell[0]),
        ]
        for cell in cells
    ]
    texts = [*[True] * len(by), *[False] * (len(head) - len(by) - 1), True]
    return aligned(head, rows, texts)


def _difference(record: Mapping[str, Any]) -> tuple[str, str]:
    values = [record[name] for name in ("estimate", "low", "high")]
    size, low, high = (number(record["measure"], value, difference=True) for value in values)
    return size, "–" if record["low"] is None else f"{low.removesuffix(' pt')} to {high}"


def _verdict(record: Mapping[str, Any]) -> str:
    return record["direction"] if record["verdict"] == _DIFFERS else settled(record)


def _verdict_note(comparison: Comparison, records: Sequence[Mapping[str, Any]]) -> list[str]:
    """Say what the verdicts are about, how they were made, and how many there are of each."""
    question, name = comparison.question, comparison.measures[0]
    judged = [record for record in records if record["primary"]]
    first = judged[0]
    margin = number(name, first["margin"], difference=True).lstrip("+")
    counts = Counter(record["verdict"] for record in judged)
    told = ", ".join(
        f"{count:,} {'differ' if (verdict, count > 1) == (_DIFFERS, True) else verdict}"
        for verdict, count in counts.most_common()
    )
    drawn = "images" if question.cluster is None else f"{clean(question.cluster)}s"
    few = any(record["low"] is None for record in records)
    return [
        f"Verdict: {name}, margin {margin}; {_count(first['tested'], 'cell')} tested, "
        f"Benjamini-Hochberg at 5 %: {told}.",
        f"Interval: {question.resamples:,} resamples of {drawn}"
        + (f"; none below {LEAST_CLUSTERS} of them." if few else "."),
    ]


def _not_compared(
    comparison: Comparison, block: Block, records: Sequence[Mapping[str, Any]]
) -> list[str]:
    """Say what of the shared images could not be compared, by reason."""
    both = comparison.images[2]
    lines: list[str] = []
    own = [
        record
        for record in comparison.unpaired.to_pylist()
        if (record["method"], record["target_kind"], record["kind"])
        == (block.method_a, block.target_kind, block.kind)
    ]
    for record in own:
        images, reason = record["images"], record["reason"]
        if record["segment"] is not None or images is None:
            continue
        if reason == "other class":
            lines += _other_class(comparison, block, record)
        elif reason.startswith("no target in"):
            letter = reason[-1].upper()
            lines.append(
                f"Not explained in {letter}: {images:,} of {both:,} ({_examples(record)})."
            )
        elif reason == "other group":
            names = ", ".join(clean(name) for name in comparison.by)
            lines.append(f"On {images:,} of {both:,} images they differ in {names}; not paired.")
        else:
            segments = [each for each in own if each["reason"] == reason and each["segment"]]
            segments.sort(key=_most_images)
            named = ", ".join(
                " · ".join(clean(each[name]) for name in (*comparison.by, "segment"))
                + f" ({each['images']:,})"
                for each in segments[:MOST_NAMES]
            )
            more = f" and {len(segments) - MOST_NAMES} more" * (len(segments) > MOST_NAMES)
            what = reason[:-1].capitalize() + reason[-1].upper()
            lines.append(f"{what}: {named}{more}; in {_count(images, 'image')}.")
    undefined = {
        name: sum(each["undefined"] for each in records if each["measure"] == name)
        for name in comparison.measures
    }
    told = ", ".join(f"{name} {count:,}" for name, count in undefined.items() if count)
    return [*lines, *[f"Without a value in A or B, and left out: {told}."] * bool(told)]


def _most_images(record: Mapping[str, Any]) -> int:
    return -record["images"]


def _other_class(comparison: Comparison, block: Block, record: Mapping[str, Any]) -> list[str]:
    verb = "predict" if block.target_kind == "predicted" else "explain"
    said = f"On {record['images']:,} of {comparison.images[2]:,} images they {verb} another class"
    if comparison.classes == "any":
        return [f"{said}, which --classes any allows ({_examples(record)})."]
    return [
        f"{said}, and are not compared ({_examples(record)}).",
        "--classes any compares them all the same; tables built with --target label, or of one "
        "class, explain the same.",
    ]


def _resolution(comparison: Comparison, block: Block) -> list[str]:
    """Say where a method works on grids of different size."""
    grids: list[tuple[Any, Any]] = []
    for table, method in zip(comparison.tables, (block.method_a, block.method_b), strict=True):
        for told in table.manifest.facts.get("maps", []):
            if (told.get("method"), told.get("target_kind")) == (method, block.target_kind):
                grids.append((told.get("native_height"), told.get("native_width")))
                break
    if len(grids) < 2 or grids[0] == grids[1]:
        return []
    first, second = (
        f"{height} × {width}" if height and width else "the input's own" for height, width in grids
    )
    return [f"The maps' grids differ ({first} in A, {second} in B): so may what they resolve."]


def _examples(record: Mapping[str, Any]) -> str:
    names = [clean(name) for name in record["examples"]]
    more = ", …" * (record["images"] > len(names))
    return ", ".join(names) + more


def _count(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' * (count != 1)}"
