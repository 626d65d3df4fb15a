"""host: what an image costs beside the model and its JPEG decoding, stage by stage."""

from __future__ import annotations

import io
import json
import statistics
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from time import process_time_ns
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from PIL import Image

from benchmarks.figures import Figure
from benchmarks.scenes import heavy_tailed, overlapping
from partwise.classifiers.ramps import recover_framing
from partwise.framed import frame
from partwise.framing import Framing
from partwise.images.picture import ImageRef, open_picture
from partwise.images.previews import preview_picture
from partwise.pipeline.explanation import Explained, Explanation, MapResult, Prediction
from partwise.pipeline.prepared import Prepared
from partwise.pipeline.shard import Shard
from partwise.rle import Rle
from partwise.saliency import SaliencyMaps
from partwise.segments import unite_instances
from partwise.sources.coco import CocoSource, load
from partwise.stores.manifest import Manifest
from partwise.stores.parquet import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

SIDE, SEGMENTS, BATCH = 224, 20, 16
GOAL_MS = 1.0
#: Stages that the figure leaves out: what the model's side or the image's format costs.
APART = ("JPEG decoding", "preprocessing")


@dataclass(slots=True)
class Clock:
    """CPU time by stage, of this process with all its threads."""

    spent: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add what the block costs to a stage."""
        before = process_time_ns()
        try:
            yield
        finally:
            self.spent[name] = self.spent.get(name, 0) + process_time_ns() - before


@dataclass(frozen=True, slots=True, eq=False)
class Inputs:
    """Pictures on disk with their annotations, and maps in place of a model."""

    refs: list[ImageRef]
    source: CocoSource
    maps: list[np.ndarray]


def run(*, quick: bool = False) -> list[Figure]:
    """Time whole shards, single-threaded, and print where the time goes."""
    images, repeats = (BATCH, 2) if quick else (128, 7)
    cropped = Framing.resize_and_crop((SIDE, SIDE), resize=256, crop=SIDE)
    cases = (
        ("RLE, the map is the picture's size", "rle", Framing.identity((SIDE, SIDE)), GOAL_MS),
        ("RLE, resized to 256 and cropped to 224", "rle", cropped, GOAL_MS),
        ("polygons, resized to 256 and cropped to 224", "polygons", cropped, None),
    )
    figures: list[Figure] = []
    stages: dict[str, list[float]] = {}
    for title, kind, framing, goal in cases:
        with tempfile.TemporaryDirectory() as folder:
            inputs = _write_inputs(Path(folder), images, kind)
            _one_shard(inputs, framing, Path(folder) / "warm")  # compiles and imports
            clocks = [
                _one_shard(inputs, framing, Path(folder) / f"table{at}") for at in range(repeats)
            ]
        spent = {
            name: statistics.median(clock.spent[name] for clock in clocks) / images / 1e6
            for name in clocks[0].spent
        }
        for name, milliseconds in spent.items():
            stages.setdefault(name, []).append(milliseconds)
        totals = [
            sum(ns for name, ns in clock.spent.items() if name not in APART) / images / 1e6
            for clock in clocks
        ]
        got = statistics.median(totals)
        stages.setdefault("together", []).append(got)
        figures.append(
            Figure(f"host work, {SEGMENTS} segments as {title}", got, "ms an image",
                   most=goal, spread=(min(totals), max(totals)))
        )  # fmt: skip
    _print_stages(stages, images)
    _print_recovery()
    return figures


def _write_inputs(folder: Path, images: int, kind: str) -> Inputs:
    """Photograph-like JPEGs and a COCO file."""
    (folder / "images").mkdir()
    rng = np.random.default_rng(7)
    annotations: list[dict[str, Any]] = []
    records, refs, maps = [], [], []
    for at in range(images):
        scene = overlapping(SIDE, SEGMENTS + 1, at)
        name = f"{at:04d}.jpg"
        coarse = rng.integers(0, 256, (28, 28, 3), np.uint8)
        photo = cv2.resize(coarse, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)
        photo = np.clip(photo + rng.normal(0, 8, photo.shape), 0, 255).astype(np.uint8)
        Image.fromarray(photo).save(folder / "images" / name, quality=90)
        records.append({"id": at, "file_name": name, "height": SIDE, "width": SIDE})
        refs.append(ImageRef(name, folder / "images" / name))
        maps.append(heavy_tailed(rng, (SIDE, SIDE)))
        for segment, outline in enumerate(scene.outlines):
            drawn: Any = [outline.round(2).ravel().tolist()]
            if kind == "rle":
                drawn = Rle.from_mask(scene.masks[segment]).to_coco()
            annotations.append(
                {"id": len(annotations), "image_id": at, "category_id": segment,
                 "segmentation": drawn}
            )  # fmt: skip
    categories = [{"id": each, "name": f"part {each}"} for each in range(SEGMENTS)]
    content = {"images": records, "annotations": annotations, "categories": categories}
    place = folder / "annotations.json"
    place.write_text(json.dumps(content))
    source = load(str(place))
    source.match([ref.image_id for ref in refs])
    return Inputs(refs, source, maps)


def _one_shard(inputs: Inputs, framing: Framing, out: Path) -> Clock:
    """Everything a run does with a shard of images, with maps in the model's place."""
    clock = Clock()
    shard = Shard("benchmark", keep_maps=False)
    edges = [*range(0, len(inputs.refs), BATCH), len(inputs.refs)]
    for first, last in pairwise(edges):
        batch = [_prepare(clock, inputs, at, framing) for at in range(first, last)]
        with clock.stage("maps checked (finite)"):
            maps = SaliencyMaps(
                np.stack(inputs.maps[first:last]),
                [each.ref.image_id for each in batch],
                "benchmark",
            )
        explained = [Explained("predicted", "dog", None, 3.25, 0.5)] * len(batch)
        predicted = Prediction("dog", "correct", "dog", 3.25, 0.5, 3.25, "cat", 1.5, 0, 1)
        predictions = [predicted] * len(batch)
        result = MapResult(maps, range(len(batch)), explained)
        with clock.stage("measure, rows, map previews, masks gathered"):
            shard.add(batch, Explanation(predictions, [result], {}))
    with clock.stage("turned to Arrow"):
        tables = shard.to_tables()
    with open_store(out, Manifest({})) as store, clock.stage("written as Parquet"):
        store.write(store.next_part(), tables)
    return clock


def _prepare(clock: Clock, inputs: Inputs, at: int, framing: Framing) -> Prepared:
    ref = inputs.refs[at]
    data = ref.path.read_bytes() if ref.path else b""
    decoded = process_time_ns()
    Image.open(io.BytesIO(data)).load()
    decoded = process_time_ns() - decoded
    with clock.stage("file read, digest, turned upright"):
        picture = open_picture(ref)
    # it decodes too; what that costs was just measured
    clock.spent["file read, digest, turned upright"] -= decoded
    clock.spent["JPEG decoding"] = clock.spent.get("JPEG decoding", 0) + decoded
    with clock.stage("preprocessing"):
        resized = picture.rgb
        if not framing.is_identity:
            resized = resized.resize((256, 256), Image.Resampling.BILINEAR).crop((16, 16, 240, 240))
        _normalised(resized)
    with clock.stage("annotations decoded"):
        drawn = unite_instances(inputs.source.segments(picture.ref, picture.shape))
    with clock.stage("segments framed"):
        framed = frame(drawn, framing)
    with clock.stage("picture's preview"):
        preview = preview_picture(picture.rgb)
    return Prepared(picture.ref, picture.digest, framing, inputs.maps[at], drawn, framed, preview)


def _normalised(picture: Image.Image) -> np.ndarray:
    return (np.asarray(picture, np.float32).transpose(2, 0, 1) / 255 - 0.5) / 0.5


def _print_stages(stages: dict[str, list[float]], images: int) -> None:
    print(
        f"\nhost: CPU milliseconds an image, medians ({images} images of {SIDE}², "
        f"{SEGMENTS} drawn segments, one shard)"
    )
    print(f"  {'':46s}{'RLE, same size':>16s}{'RLE, cropped':>16s}{'polygons':>16s}")
    for name, values in stages.items():
        note = " (apart)" if name in APART else ""
        print(f"  {name + note:46s}" + "".join(f"{each:16.3f}" for each in values))


def _print_recovery() -> None:
    """What it costs to find a framing: once for each size of image, then looked up."""
    times: list[float] = []
    for _ in range(7):
        before = process_time_ns()
        recover_framing(
            lambda image: _normalised(image.resize((256, 256)).crop((16, 16, 240, 240))),
            (SIDE, SIDE),
        )
        times.append((process_time_ns() - before) / 1e6)
    print(f"  framing recovered, once for each size of image: {statistics.median(times):.1f} ms\n")
