"""reduce, coco, labelmap: sums over segments from three kinds of masks, beside A[mask] loops."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.figures import Figure
from benchmarks.rival import check_same, masked_loop, plain, tuned
from benchmarks.scenes import overlapping, partitioned
from benchmarks.timing import Interleaved
from partwise.measure import measure
from partwise.rle import Rle
from partwise.saliency import SaliencyMaps
from partwise.segments import SegmentSet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.rival import Row
    from benchmarks.scenes import Scene
    from partwise.measure import Sums

    #: Both sides of a comparison on the same scenes: ours a batch, the loop scene by scene.
    Sides = tuple[Callable[[], Sums], Callable[[Row], list[list[tuple[float, ...]]]]]

SIDES = (224, 448, 1024)
#: Pictures a batch: enough that no side lives off what its caches remember of one picture.
BATCH = 4


def reduce(*, quick: bool = False) -> list[Figure]:
    """From run lists and from boolean masks, each ready in memory."""
    return _figures("reduce", overlapping, _reduce_sides, {5: 8, 20: 12, 100: 12}, quick=quick)


def coco(*, quick: bool = False) -> list[Figure]:
    """From COCO's RLE strings, decoding included; the loop decodes with pycocotools."""
    return _figures("COCO RLE", overlapping, _coco_sides, {5: 10, 20: 20}, quick=quick)


def labelmap(*, quick: bool = False) -> list[Figure]:
    """From index images; the loop compares with each index."""
    goals = {5: 10, 20: 10, 100: 25}
    return _figures("label map", partitioned, _labelmap_sides, goals, quick=quick)


def _figures(
    kind: str,
    draw: Callable[[int, int, int], Scene],
    sides: Callable[[Sequence[Scene]], Sides],
    goals: dict[int, float],
    *,
    quick: bool,
) -> list[Figure]:
    figures: list[Figure] = []
    print(f"\n{kind}: microseconds an image, medians (and the mean share of it a segment covers)")
    for side in SIDES[:1] if quick else SIDES:
        for count, goal in goals.items():
            scenes = [draw(side, count, seed) for seed in range(BATCH)]
            ours, loop = sides(scenes)
            rivals = [partial(loop, row) for row in (tuned, plain)]
            for rival in rivals:
                _check(ours(), rival())
            timed = Interleaved([ours, *rivals], repeats=3 if quick else 25)
            area = float(np.mean([scene.mean_area for scene in scenes]))
            ours_us, tuned_us, plain_us = (timed.median(at) / BATCH for at in range(3))
            print(
                f"  {side:4d}², {count:3d} segments of {area:5.1%}: partwise {ours_us:6.0f}, "
                f"tuned loop {tuned_us:6.0f}, plain loop {plain_us:6.0f}"
            )
            for at, loop_name in ((1, "tuned loop"), (2, "plain loop")):
                figures.append(
                    Figure(
                        f"{kind}, {side}², {count} segments: {loop_name}", timed.ratio(at), "×",
                        # the goal is set beside the loop as it is written, not as it is tuned
                        least=goal if loop_name == "plain loop" else None,
                        spread=timed.spread(at),
                    )
                )  # fmt: skip
    return figures


def _maps(scenes: Sequence[Scene]) -> SaliencyMaps:
    values = np.stack([scene.saliency for scene in scenes])
    return SaliencyMaps(values, [str(at) for at in range(len(scenes))], "benchmark")


def _reduce_sides(scenes: Sequence[Scene]) -> Sides:
    maps = _maps(scenes)
    runs = [[Rle.from_mask(mask) for mask in scene.masks] for scene in scenes]
    return (
        lambda: measure(maps, runs),
        lambda row: [masked_loop(scene.saliency, scene.masks, row) for scene in scenes],
    )


def _coco_sides(scenes: Sequence[Scene]) -> Sides:
    from pycocotools import mask as pycocotools

    maps = _maps(scenes)
    strings = [[Rle.from_mask(mask).to_coco() for mask in scene.masks] for scene in scenes]

    def loop(scene: Scene, coded: list[dict[str, Any]], row: Row) -> list[tuple[float, ...]]:
        # pycocotools gives columns first; turned like that, the map is read in their order
        turned = np.ascontiguousarray(scene.saliency.T)
        masks = (pycocotools.decode(each).T.view(np.bool_) for each in coded)
        return masked_loop(turned, masks, row)

    return (
        lambda: measure(maps, [[Rle.from_coco(each) for each in coded] for coded in strings]),
        lambda row: [loop(*pair, row) for pair in zip(scenes, strings, strict=True)],
    )


def _labelmap_sides(scenes: Sequence[Scene]) -> Sides:
    maps = _maps(scenes)
    names = {value: f"part {value}" for value in range(256)}

    def ours() -> Sums:
        sets = [SegmentSet.from_labels(_labels(scene), names) for scene in scenes]
        return measure(maps, [[each.to_rle() for each in one.segments] for one in sets])

    def loop(scene: Scene, row: Row) -> list[tuple[float, ...]]:
        labels = _labels(scene)
        present = np.flatnonzero(np.bincount(labels.reshape(-1), minlength=256))
        return masked_loop(scene.saliency, (labels == value for value in present), row)

    return ours, lambda row: [loop(scene, row) for scene in scenes]


def _labels(scene: Scene) -> np.ndarray:
    assert scene.labels is not None
    return scene.labels


def _check(sums: Sums, rows: list[list[tuple[float, ...]]]) -> None:
    """Compare every number of both sides before any is timed."""
    for at, scene_rows in enumerate(rows):
        check_same(sums, scene_rows, image=at)
