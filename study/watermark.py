"""Watermark: the real shortcut of ImageNet classifiers, beside marks that ought to do nothing.

The characters are those of Li et al. 2023 (CVPR, *A Whac-A-Mole Dilemma*), drawn anew. Photos are
those that the demo's packages carry, and those of a folder given.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from PIL import Image, ImageOps

from partwise.classifiers.loading import load_classifier
from partwise.demo.photos import PHOTOS
from partwise.demo.watermark import OPACITY, SIZE, TEXT, mark_alone
from partwise.pipeline.run import build
from partwise.selftest.scores import flagged
from partwise.selftest.trial import EFFECTS, NULLS
from partwise.table.table import open_table
from partwise.views.text import aligned, number, settled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from partwise.classifiers.protocol import Classifier
    from partwise.images.picture import ImageRef
    from partwise.table.table import AttributionTable

    Opener = Callable[[], Image.Image]

MODELS = ("efficientnet-lite0", "efficientnet-lite1", "efficientnet-lite2")
CLASS = "carton"
#: The real one first; the others are controls.
MARKS = {"characters": TEXT, "latin text": "shortcut", "dots": "••••••", "mirrored": TEXT}
#: Photos as they are, whose maps are the ones of another picture that has no mark; a few will do.
PLAIN = "plain"
PLAIN_PHOTOS = 20
#: Those of the trials, in half the steps, since these networks are large. Of all relevance 1.9 %
#: falls on the characters with 16, 32 and 64 steps, 1.7 % with 8 (twelve photos, lite0).
METHODS = ("gradient", "input-x-gradient", "integrated-gradients:steps=16", "grad-cam")
#: How that is known: so many steps, on so many photos.
STEPS, STEPS_PHOTOS = (8, 16, 32, 64), 12
_SHOWN, _REMOVED = (
    ("share", "lift", "contrast", "signed_lift", "signed_share"),
    ("removal", "effect"),
)
_MEASURES = (*_SHOWN, *_REMOVED)


@dataclass(frozen=True, slots=True, eq=False)
class Photos(Mapping[str, Image.Image]):
    """Photos with one mark each, made when they are asked for.

    Parameters
    ----------
    opened
        By name, how each is opened.
    marks
        Names of marks; a picture is called after its mark and its photo.
    """

    opened: Mapping[str, Opener]
    marks: Sequence[str]

    def __getitem__(self, key: str) -> Image.Image:
        mark, _, name = key.partition("/")
        picture = self.opened[name]()
        return picture if mark == PLAIN else lay(picture, mark)[0]

    def __iter__(self) -> Iterator[str]:
        return (f"{mark}/{name}" for mark in self.marks for name in self._of(mark))

    def __len__(self) -> int:
        return sum(len(self._of(mark)) for mark in self.marks)

    def _of(self, mark: str) -> Sequence[str]:
        return spread(list(self.opened), PLAIN_PHOTOS if mark == PLAIN else None)


def spread(names: Sequence[str], limit: int | None) -> Sequence[str]:
    """So many of the names at most, evenly from first to last.

    Examples
    --------
    >>> spread("abcdefg", 3), spread("abc", None), spread("abc", 5)
    (['a', 'd', 'g'], 'abc', 'abc')
    """
    if limit is None or limit >= len(names):
        return names
    return [names[round(at)] for at in np.linspace(0, len(names) - 1, limit)]


def lay(picture: Image.Image, mark: str) -> tuple[Image.Image, np.ndarray]:
    """A mark across the middle of a picture, and the box that it fills."""
    height = round(SIZE * min(picture.size))
    alone = mark_alone(MARKS[mark], height=height)
    if mark == "mirrored":
        alone = ImageOps.mirror(alone)
    faded = alone.getchannel("A").point(lambda value: round(value * OPACITY))
    left, top = (picture.width - alone.width) // 2, (picture.height - alone.height) // 2
    marked = picture.copy()
    marked.paste(Image.new("RGB", alone.size, "white"), (left, top), faded)
    box = np.zeros((picture.height, picture.width), bool)
    box[max(top, 0) : top + alone.height, max(left, 0) : left + alone.width] = True
    return marked, box


def find_photos(folder: Path | None) -> dict[str, Opener]:
    """The packages' photos, and those of the folder."""
    found: dict[str, Opener] = {Path(each.name).stem: each.open for each in PHOTOS}
    if folder is not None:
        for file in sorted(folder.iterdir()):
            if file.suffix.lower() in {".jpg", ".jpeg", ".png"}:
                found[file.stem] = _opener(file)
    return found


def _opener(file: Path) -> Opener:
    def opened() -> Image.Image:
        with Image.open(file) as image:
            return image.convert("RGB")

    return opened


def judge_watermark(folder: Path | None, limit: int | None, out: Path, workers: int) -> str:
    """Which methods and measures show each mark, on each network, for both targets."""
    attributed: list[list[str]] = []
    removed: list[list[str]] = []
    settled_by: list[list[str]] = []
    made: list[list[str]] = []
    # The largest network first, so that no worker is left with it alone.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        truths = {
            model: pool.submit(_judge, model, folder, limit, out / model)
            for model in reversed(MODELS)
        }
    for model in MODELS:
        truth, table = truths[model].result(), open_table(out / model)
        for mark in MARKS:
            some = table.where(f"image_id LIKE '{mark}/%' and segment = 'mark'")
            found = some.summary(["target_kind", "method"], _MEASURES).to_arrow().to_pylist()
            named = [model.removeprefix("efficientnet-"), mark, truth[mark]]
            attributed += [named + each for each in _by_method(found)]
            removed += [named + each for each in _by_removal(found)]
            settled_by.append(named + _intervals(found))
        made.append(_made(model, table))
    head = ("network", "mark", "true shift", "target", "by", *_SHOWN, "verdict")
    columns = [True, True, False, True, True, *[False] * len(_SHOWN), True]
    effects = ("network", "mark", "true shift", "target", "removal", "effect", "verdict")
    return "\n".join(
        [
            f"{len(_chosen(folder, limit)):,} photos with each mark",
            "",
            *aligned(head, attributed, columns),
            "",
            *aligned(effects, removed, [True, True, False, True, False, False, True]),
            "",
            f"Of {CLASS}, by integrated gradients and by removal, with 95 % intervals; null is",
            "what maps of other pictures give.",
            "",
            *aligned(
                ("network", "mark", "true shift", "signed_share", "null", "effect"),
                settled_by,
                [True, True, False, True, False, True],
            ),
            "",
            f"How many photos with each mark are taken for {CLASS}; and by how much, of what they",
            "ought to add up to, the sums of integrated gradients are wrong at the median.",
            "",
            *aligned(
                ("network", *MARKS, f"gap of {CLASS}", "of predicted"),
                made,
                [True, *[False] * (len(MARKS) + 2)],
            ),
            "",
        ]
    )


def judge_steps(folder: Path | None, out: Path) -> str:
    """What integrated gradients of few steps and of many say, and how far their sums are off."""
    opened = _chosen(folder, STEPS_PHOTOS)
    table = build(
        load_classifier(f"packaged:{MODELS[0]}"),
        Photos(opened, ["characters"]),
        partial(_segments, opened=opened),
        out=out,
        method=[f"integrated-gradients:steps={steps}" for steps in STEPS],
        target=[CLASS],
    )
    gaps = {each["method"]: each["completeness_relative"] for each in table.maps().to_pylist()}
    marks = table.where("segment = 'mark'").summary("segment", "signed_share").to_arrow()
    told = {each["method"]: each["mean"] for each in marks.to_pylist()}
    rows = [
        [method, number("signed_share", told[method]), f"{gaps[method]:.0%}"]
        for method in sorted(gaps, key=lambda method: -gaps[method])
    ]
    lines = aligned(("method", "signed_share", "gap at the median"), rows, [True, False, False])
    return "\n".join([f"{MODELS[0]}, {CLASS}, {STEPS_PHOTOS} photos", "", *lines, ""])


def _chosen(folder: Path | None, limit: int | None) -> dict[str, Opener]:
    found = find_photos(folder)
    return {name: found[name] for name in spread(list(found), limit)}


def _judge(model: str, folder: Path | None, limit: int | None, out: Path) -> dict[str, str]:
    """Build the table of one network; what each mark truly does to it."""
    opened = _chosen(folder, limit)
    classifier = load_classifier(f"packaged:{model}")
    build(
        classifier,
        Photos(opened, [*MARKS, PLAIN]),
        partial(_segments, opened=opened),
        out=out,
        method=METHODS,
        target=[CLASS, "predicted"],
        effects=EFFECTS,
        null=NULLS,
    )
    return _truth(classifier, opened)


def _segments(ref: ImageRef, opened: Mapping[str, Opener]) -> dict[str, np.ndarray]:
    mark, _, name = ref.image_id.partition("/")
    return {} if mark == PLAIN else {"mark": lay(opened[name](), mark)[1]}


def _truth(classifier: Classifier, opened: Mapping[str, Opener]) -> dict[str, str]:
    """By how much each mark raises the class's logit beside the mean of all, in deviations."""
    target = classifier.classes.index(CLASS)
    plain = _beside(classifier, target, [each() for each in opened.values()])
    found: dict[str, str] = {}
    for mark in MARKS:
        marked = _beside(classifier, target, [lay(each(), mark)[0] for each in opened.values()])
        found[mark] = f"{(marked - plain).mean() / plain.std(ddof=1):+.2f}"
    return found


def _beside(classifier: Classifier, target: int, pictures: Sequence[Image.Image]) -> np.ndarray:
    found: list[float] = []
    for picture in pictures:
        given = torch.from_numpy(np.asarray(classifier.prepare(picture), np.float32))[None]
        with torch.no_grad():
            logits = classifier.logits(given.to(classifier.device))[0].double()
        found.append(float(logits[target] - logits.mean()))
    return np.array(found)


def _by_method(found: Sequence[dict[str, Any]]) -> list[list[str]]:
    """One line a target and method: its measures, and the verdict on the one it is about."""
    lines: dict[tuple[str, str], list[str]] = {}
    for record in found:
        if record["kind"] != "attribution" or record["measure"] not in _SHOWN:
            continue
        key = record["target_kind"], record["method"].partition(":")[0]
        line = lines.setdefault(key, [*key, *["–"] * len(_SHOWN), "–"])
        line[2 + _SHOWN.index(record["measure"])] = number(record["measure"], record["mean"])
        if record["primary"]:
            line[-1] = _verdict(record)
    return list(lines.values())


def _by_removal(found: Sequence[dict[str, Any]]) -> list[list[str]]:
    """One line a target: what removing the mark does, whatever the method."""
    lines: dict[str, list[str]] = {}
    for record in found:
        if record["kind"] == "attribution" and record["measure"] in _REMOVED:
            line = lines.setdefault(record["target_kind"], [record["target_kind"], "–", "–", "–"])
            line[1 + _REMOVED.index(record["measure"])] = number(record["measure"], record["mean"])
            if record["measure"] == "effect":
                line[-1] = _verdict(record)
    return list(lines.values())


def _intervals(found: Sequence[dict[str, Any]]) -> list[str]:
    """What the class's part gets by integrated gradients, what nulls give, and its effect."""
    (share,) = [each for each in _of_class(found) if each["measure"] == "signed_share"]
    (effect,) = [each for each in _of_class(found) if each["measure"] == "effect"]
    return [
        _with_interval(share),
        number("signed_share", share["null_mean"]),
        _with_interval(effect),
    ]


def _of_class(found: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        each
        for each in found
        if (each["kind"], each["target_kind"]) == ("attribution", CLASS)
        and each["method"].startswith("integrated-gradients")
    ]


def _with_interval(record: dict[str, Any]) -> str:
    mean, low, high = (number(record["measure"], record[name]) for name in ("mean", "low", "high"))
    return f"{mean} ({low.removesuffix(' %')} to {high.removesuffix(' %')})"


def _made(model: str, table: AttributionTable) -> list[str]:
    """How many photos are taken for the class, mark by mark; gaps of the maps' sums."""
    counted = [
        len(table.sql(
            f"SELECT 1 FROM images WHERE predicted = '{CLASS}' AND image_id LIKE '{mark}/%'"
        ))
        for mark in MARKS
    ]  # fmt: skip
    gaps = {
        each["target_kind"]: each["completeness_relative"]
        for each in table.maps().to_pylist()
        if each["method"].startswith("integrated-gradients")
    }
    name = model.removeprefix("efficientnet-")
    return [name, *map(str, counted), *(f"{gaps[each]:.0%}" for each in (CLASS, "predicted"))]


def _verdict(record: dict[str, Any]) -> str:
    return (settled(record) or "–") + " (flagged)" * flagged(record)
