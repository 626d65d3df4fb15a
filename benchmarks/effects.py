"""effects: pictures treated and classified, beside the bare passes; and memory over many images."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from itertools import islice
from time import perf_counter, process_time
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.figures import Figure
from benchmarks.scenes import SEED, overlapping
from partwise.effects.fills import load_fill
from partwise.effects.scene import Scene
from partwise.effects.treatment import Removals, treat
from partwise.framed import FramedSegment
from partwise.rle import Rle
from partwise.segments import UNNAMED
from partwise.sources.parts import Amount

if TYPE_CHECKING:
    from collections.abc import Callable

    import torch
    from numpy.typing import NDArray

    from partwise.classifiers.protocol import Classifier

SIDE, SEGMENTS = 224, 8
GOAL, MOST_MEMORY = 0.9, 1.05
FILLS = ("blur", "mean")
#: Images after which memory is looked at.
EARLY, LATE = 200, 1000
_MEMORY = """
import sys
from benchmarks.effects import run_many
print(*run_many(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture in the input frame with its segments; the last is what they leave over."""

    scene: Scene
    framed: list[FramedSegment]


def run(*, quick: bool = False) -> list[Figure]:
    """Time both sides in turn, picture by picture; then count memory."""
    import torch

    from partwise.classifiers.loading import load_classifier

    threads = torch.get_num_threads()
    classifier = load_classifier("packaged:efficientnet-lite0", device="cpu")
    pictures = [draw_picture(seed) for seed in range(2 if quick else 6)]
    print(f"\neffects: EfficientNet-Lite0, {SIDE}², {SEGMENTS} segments; seconds an image, medians")
    figures: list[Figure] = []
    try:
        for cores in sorted({1, os.cpu_count() or 1}):
            torch.set_num_threads(cores)
            figures += [
                _timed(classifier, pictures, fill, rounds=1 if quick else 2, cores=cores)
                for fill in FILLS
            ]
    finally:
        torch.set_num_threads(threads)
    return [*figures, _memory(*((20, 100) if quick else (EARLY, LATE)))]


def draw_picture(seed: int) -> Picture:
    """A picture as smooth as photos are, and blobs of many sizes on it."""
    rng = np.random.default_rng((SEED, seed))
    waves = np.fft.rfft2(rng.standard_normal((3, SIDE, SIDE)))
    rows, columns = np.fft.fftfreq(SIDE)[:, None], np.fft.rfftfreq(SIDE)[None]
    pixels = np.fft.irfft2(waves / np.maximum(np.hypot(rows, columns), 1 / SIDE), (SIDE, SIDE))
    masks = overlapping(SIDE, SEGMENTS, seed).masks
    names = [*(f"part {number}" for number in range(SEGMENTS - 1)), UNNAMED]
    framed = [
        FramedSegment(name, Rle.from_mask(mask))
        for name, mask in zip(names, masks, strict=True)
        if mask.any()
    ]
    scene = Scene((pixels / pixels.std()).astype(np.float32), np.ones((SIDE, SIDE), bool), seed)
    return Picture(scene, framed)


def _timed(
    classifier: Classifier, pictures: list[Picture], fill: str, *, rounds: int, cores: int
) -> Figure:
    """The ratio of both sides, who comes first changing from picture to picture.

    On one core it is of CPU time: nothing is won by making pictures while the network works.
    """
    removals = Removals([load_fill(fill)], Amount(1.5, "%"), 4)
    clock = process_time if cores == 1 else perf_counter
    ours: list[float] = []
    bare: list[float] = []
    passes: list[int] = []
    for number in range(rounds + 1):
        for at, picture in enumerate(pictures if number else pictures[:1]):
            batches = _batches(picture, removals)
            sides: list[tuple[list[float], Callable[[], object]]] = [
                (ours, lambda picture=picture: _effects(classifier, picture, removals)),
                (bare, lambda batches=batches: _passes(classifier, batches)),
            ]
            for times, function in sides if (at + number) % 2 else sides[::-1]:
                before = clock()
                function()
                times.append(clock() - before)
            passes.append(sum(len(batch) for batch in batches))
    # the first one warmed up
    ours, bare = ours[1:], bare[1:]
    got, wanted = statistics.median(ours), statistics.median(bare)
    where = "one core, CPU time" if cores == 1 else f"{cores} cores, by the clock"
    print(
        f"  {fill:6s} {where:22s} {statistics.mean(passes):4.1f} passes an image: "
        f"effects {got:6.3f}, bare passes {wanted:6.3f}"
    )
    ratios = [b / a for a, b in zip(ours, bare, strict=True)]
    return Figure(
        f"effects by {fill}, {where}: images a second beside the bare passes", wanted / got,
        "×", least=GOAL, spread=(min(ratios), max(ratios)),
    )  # fmt: skip


def _effects(classifier: Classifier, picture: Picture, removals: Removals) -> None:
    """What a run does with one image: places, pictures, passes, rows."""
    from partwise.effects.runner import Aim, Subject, run_treatments

    aim = Aim("carton", "carton", None, 478, None)
    before = np.zeros(len(classifier.classes))
    treatments = treat(picture.scene, picture.framed, removals)
    run_treatments(classifier, [Subject("0.png", [aim], before, treatments)])


def _batches(picture: Picture, removals: Removals) -> list[torch.Tensor]:
    """The same pictures, ready in memory, in batches as a run has them."""
    import torch

    from partwise.methods.explained import evaluations_at_once

    treatments = treat(picture.scene, picture.framed, removals)
    batches: list[torch.Tensor] = []
    while chunk := list(islice(treatments, evaluations_at_once(torch.empty(0)))):
        made = [each.inputs for each in chunk if each.inputs is not None]
        if made:
            batches.append(torch.from_numpy(np.stack(made)))
    return batches


def _passes(classifier: Classifier, batches: list[torch.Tensor]) -> None:
    import torch

    assert classifier.module is not None
    with torch.no_grad():
        for batch in batches:
            classifier.module(batch).numpy()


def _memory(early: int, late: int) -> Figure:
    with tempfile.TemporaryDirectory() as folder:
        call = [sys.executable, "-c", _MEMORY, str(early), str(late), folder]
        before, after = map(float, subprocess.check_output(call, text=True).split())
    print(f"  resident memory: {before:.0f} MB after {early} images, {after:.0f} MB after {late}")
    return Figure(
        f"effects: memory after {late:,} images beside that after {early}",
        after / before,
        "×",
        most=MOST_MEMORY,
    )


def run_many(early: int, late: int, folder: str) -> tuple[float, float]:
    """Build a table of so many small pictures; resident MB after some and after all of them."""
    import torch

    import partwise as pw
    from partwise.framing import Framing

    seen: dict[int, float] = {}

    class Pictures:
        def __len__(self) -> int:
            return late + 1

        def __getitem__(self, at: int) -> NDArray[np.uint8]:
            if at in (early, late):
                seen[at] = _resident_megabytes()
            return np.random.default_rng(at).integers(0, 256, (48, 48, 3), np.uint8)

    scenes = [overlapping(48, 4, seed).masks[:-1] for seed in range(16)]
    scenes = [{f"part {at}": mask for at, mask in enumerate(each) if mask.any()} for each in scenes]
    network = torch.nn.Sequential(
        torch.nn.Conv2d(3, 4, 5, stride=4), torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten()
    )
    classifier = pw.wrap(
        network,
        preprocess=lambda image: np.asarray(image, np.float32).transpose(2, 0, 1) / 255,
        classes=["a", "b", "c", "d"],
        framing=Framing.identity,
        device="cpu",
    )
    pw.build(
        classifier,
        Pictures(),
        lambda image: scenes[int(image.image_id.partition(".")[0]) % len(scenes)],
        out=f"{folder}/table",
        method="none",
        effects=["blur", "swap"],
        placebos=2,
    )
    return seen[early], seen[late]


def _resident_megabytes() -> float:
    with open("/proc/self/statm") as file:  # noqa: PTH123
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
