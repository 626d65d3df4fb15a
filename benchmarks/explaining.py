"""explain: methods beside loops written by hand, many at once beside one by one, and memory."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from benchmarks.figures import Figure
from benchmarks.scenes import SEED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import torch

    from partwise.classifiers.protocol import Classifier

MODEL = "packaged:efficientnet-lite0"
#: Of a loop written by hand, of Captum as it comes, and of six runs.
HAND, CAPTUM, TOGETHER, MOST_MEMORY = 0.95, 1.2, 0.85, 1.05
IMAGES, STEPS, SAMPLES = 4, 32, 25
#: How many inputs a hand-written loop evaluates together, as is quickest here.
AT_ONCE = 8
METHODS, TARGETS = ("gradient", "grad-cam"), ("predicted", "runner-up", "carton")
EARLY, LATE = 100, 1000
_MEMORY = """
import sys
from benchmarks.explaining import build_many
print(build_many(int(sys.argv[1]), sys.argv[2]))
"""


def run(*, quick: bool = False) -> list[Figure]:
    """Time both sides in turn, by the clock, on all cores; then count memory."""
    import torch

    import partwise as pw

    classifier = pw.load_classifier(MODEL, device="cpu")
    rounds, images = (1, 2) if quick else (3, IMAGES)
    generator = torch.Generator().manual_seed(SEED)
    inputs = torch.randn((images, 3, 224, 224), generator=generator)
    print(f"\nexplain: EfficientNet-Lite0, {images} images of 224²; seconds for all, medians")
    figures = [
        _beside(name, _ours(classifier, inputs, name), by_hand, least=HAND, rounds=rounds)
        for name, by_hand in _by_hand(classifier, inputs).items()
    ]
    name = f"integrated-gradients:baseline=mean,steps={STEPS}"
    defaults = _captum_defaults(classifier, inputs)
    figures.append(
        _beside(
            name, _ours(classifier, inputs, name), defaults, least=CAPTUM, rounds=rounds,
            other="Captum's defaults",
        )
    )  # fmt: skip
    figures.append(_together(4 if quick else 16, rounds=1 if quick else 2))
    return [*figures, _memory(*((10, 40) if quick else (EARLY, LATE)))]


def _ours(classifier: Classifier, inputs: torch.Tensor, name: str) -> Callable[[], object]:
    import torch

    from partwise.methods.loading import load_method
    from partwise.methods.protocol import Batch, Targets

    method, count = load_method(name), len(inputs)
    batch = Batch([str(at) for at in range(count)], inputs, range(count))
    targets = Targets(torch.full((count,), 478))
    return lambda: method.explain(classifier, batch, targets)


def _by_hand(classifier: Classifier, inputs: torch.Tensor) -> dict[str, Callable[[], object]]:
    """What one would write for the same maps, batches of the quickest size."""
    import torch

    network = classifier.module
    assert network is not None

    def gradient(points: torch.Tensor) -> torch.Tensor:
        points = points.detach().requires_grad_()
        return torch.autograd.grad(network(points)[:, 478].sum(), points)[0]

    def plain() -> object:
        return [gradient(each).sum(1).numpy() for each in inputs.split(AT_ONCE)]

    def times_input() -> object:
        return [(gradient(each) * each).sum(1).numpy() for each in inputs.split(AT_ONCE)]

    def along_paths() -> object:
        found = []
        share = torch.from_numpy(np.polynomial.legendre.leggauss(STEPS)[0]).float() / 2 + 0.5
        weights = torch.from_numpy(np.polynomial.legendre.leggauss(STEPS)[1]).float() / 2
        for image in inputs:
            start = image.mean((1, 2), keepdim=True)
            points = start + share[:, None, None, None] * (image - start)
            total = sum(
                (gradient(some) * by[:, None, None, None]).sum(0)
                for some, by in zip(points.split(AT_ONCE), weights.split(AT_ONCE), strict=True)
            )
            found.append((total * (image - start)).sum(0).numpy())
        return found

    def smoothed() -> object:
        found = []
        for image in inputs:
            noise = 0.15 * (image.max() - image.min())
            copies = image + noise * torch.randn((SAMPLES, *image.shape))
            found.append(sum(gradient(some).sum(0) for some in copies.split(AT_ONCE)).sum(0))
        return found

    return {
        "gradient": plain,
        "input-x-gradient": times_input,
        f"integrated-gradients:baseline=mean,steps={STEPS}": along_paths,
        f"smoothgrad:samples={SAMPLES}": smoothed,
    }


def _captum_defaults(classifier: Classifier, inputs: torch.Tensor) -> Callable[[], object]:
    from captum.attr import IntegratedGradients

    explainer = IntegratedGradients(classifier.module)
    starts = inputs.mean((2, 3), keepdim=True).expand_as(inputs).contiguous()
    return lambda: explainer.attribute(inputs, starts, target=478, n_steps=STEPS).sum(1)


def _beside(
    name: str,
    ours: Callable[[], object],
    theirs: Callable[[], object],
    *,
    least: float,
    rounds: int,
    other: str = "a loop by hand",
) -> Figure:
    """Both sides in turn, who comes first changing; the first round warms up."""
    times: tuple[list[float], list[float]] = ([], [])
    sides = [(times[0], ours), (times[1], theirs)]
    for number in range(rounds + 1):
        for kept, work in sides if number % 2 else sides[::-1]:
            begin = perf_counter()
            work()
            kept.append(perf_counter() - begin)
    mine, other_times = (each[1:] for each in times)
    print(
        f"  {name:45s} partwise {statistics.median(mine):7.3f}, "
        f"{other} {statistics.median(other_times):7.3f}"
    )
    ratios = [b / a for a, b in zip(mine, other_times, strict=True)]
    return Figure(
        f"{name.partition(':')[0]}: images a second beside {other}",
        statistics.median(ratios), "×", least=least, spread=(min(ratios), max(ratios)),
    )  # fmt: skip


def _together(count: int, *, rounds: int) -> Figure:
    """Two methods and three targets in one run, and in six."""
    together: list[float] = []
    apart: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        place = _pictures(Path(folder), count)
        for number in range(rounds + 1):
            begin = perf_counter()
            _build(place, METHODS, TARGETS, f"together {number}")
            together.append(perf_counter() - begin)
            begin = perf_counter()
            for at, method in enumerate(METHODS):
                for to, target in enumerate(TARGETS):
                    _build(place, [method], [target], f"apart {number} {at} {to}")
            apart.append(perf_counter() - begin)
    together, apart = together[1:], apart[1:]
    print(
        f"  2 methods and 3 targets of {count} images: in one run {statistics.median(together):.2f}"
        f" s, in six {statistics.median(apart):.2f} s"
    )
    ratios = [a / b for a, b in zip(together, apart, strict=True)]
    return Figure(
        "2 methods and 3 targets in one run beside six", statistics.median(ratios), "×",
        most=TOGETHER, spread=(min(ratios), max(ratios)),
    )  # fmt: skip


def _pictures(place: Path, count: int) -> Path:
    """Noise of a photo's size, and masks of two halves."""
    for at in range(count):
        rng = np.random.default_rng((SEED, at))
        coarse = rng.integers(0, 256, (30, 40, 3), np.uint8)
        for name in ("pictures", "masks/left", "masks/right"):
            (place / name).mkdir(parents=True, exist_ok=True)
        picture = Image.fromarray(coarse).resize((640, 480), Image.Resampling.BICUBIC)
        picture.save(place / "pictures" / f"{at:04}.jpg")
        half = np.zeros((480, 640), np.uint8)
        half[:, :320] = 255
        Image.fromarray(half).save(place / "masks" / "left" / f"{at:04}.png")
        Image.fromarray(255 - half).save(place / "masks" / "right" / f"{at:04}.png")
    return place


def _build(place: Path, methods: Sequence[str], targets: Sequence[str], name: str) -> None:
    import partwise as pw

    pw.build(
        pw.load_classifier(MODEL, device="cpu"),
        place / "pictures",
        f"masks:{place / 'masks'}",
        method=methods,
        target=targets,
        out=place / name,
    )


def build_many(count: int, folder: str) -> float:
    """The most memory, in MB, that a run over so many images had."""
    from partwise.allocator import keep_freed_memory

    keep_freed_memory()
    place = _pictures(Path(folder), count)
    _build(place, ["gradient"], ["predicted"], "table")
    # what the process had since it began; getrusage tells of the one that started it as well
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def _memory(early: int, late: int) -> Figure:
    found: list[float] = []
    for count in (early, late):
        with tempfile.TemporaryDirectory() as folder:
            call = [sys.executable, "-c", _MEMORY, str(count), folder]
            found.append(float(subprocess.check_output(call, text=True).split()[-1]))
    print(f"  most memory: {found[0]:.0f} MB of {early} images, {found[1]:.0f} MB of {late:,}")
    return Figure(
        f"most memory of {late:,} images beside that of {early}", found[1] / found[0], "×",
        most=MOST_MEMORY,
    )  # fmt: skip
