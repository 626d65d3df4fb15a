"""large_table: ten million made-up rows, written part by part by the store, as a run does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from partwise.pipeline.loop import SHARD_SIZE
from partwise.schema import arrow_schema
from partwise.stores.manifest import Manifest
from partwise.stores.parquet import open_store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

SEGMENTS = (
    *("eye", "ear", "nose", "mouth", "head", "neck", "torso", "leg", "paw", "tail", "wing", "beak"),
    *("wheel", "window", "door", "grass", "sky", "background", "watermark", "(unnamed)"),
)
#: Of the images of one class, and of one patient, on average.
OF_CLASS, OF_PATIENT = 500, 10
#: Made at once: several shards, so that NumPy works on long arrays.
_BLOCK = 32 * SHARD_SIZE
_PIXELS = 224 * 224


def write_large_table(folder: Path, *, images: int) -> None:
    """Write a table of `images` pictures with 20 segments each.

    Labels come in any order, as from a CSV; sorted by them, rows would be easier to group. Four
    of five predictions are right; one segment of thirty was looked for and not found. Sizes,
    sums and strengths of maps are heavy-tailed. The metadata's `patient` has ten images on
    average, a few have many; a class has 500.
    """
    rng = np.random.default_rng(7)
    manifest = Manifest({"instances": "unite"}, {"metadata_columns": ["patient"]})
    with open_store(folder, manifest) as store:
        for first in range(0, images, _BLOCK):
            block = _block(rng, first, min(_BLOCK, images - first), images)
            for at in range(0, block["images"].num_rows, SHARD_SIZE):
                rows = block["rows"].slice(at * len(SEGMENTS), SHARD_SIZE * len(SEGMENTS))
                shard = {"rows": rows, "images": block["images"].slice(at, SHARD_SIZE)}
                store.write((first + at) // SHARD_SIZE, shard)


def _block(rng: np.random.Generator, first: int, number: int, images: int) -> dict[str, pa.Table]:
    """Consecutive images, of so many altogether, and their rows."""
    classes = [f"n{1440764 + 12345 * at:08d}" for at in range(images // OF_CLASS)]
    label = rng.integers(0, len(classes), number)
    predicted = np.where(rng.random(number) < 0.8, label, rng.integers(0, len(classes), number))
    patient = (images // OF_PATIENT * rng.random(number) ** 1.5).astype(int)
    names = [f"val/ILSVRC2012_val_{at:08d}.JPEG" for at in range(first, first + number)]
    of_both = {
        "run_id": pa.repeat("0" * 16, number),
        "image_id": names,
        "label": _names(classes, label),
        "predicted": _names(classes, predicted),
        "outcome": _names(("correct", "wrong"), (label != predicted).astype(int)),
    }
    logit, probability = rng.normal(12, 4, number), rng.random(number)
    of_images = of_both | {
        "path": [f"/data/{name}" for name in names],
        "digest": [f"{at:064x}" for at in range(first, first + number)],
        "original_height": pa.repeat(375, number),
        "original_width": pa.repeat(500, number),
        "metadata": pa.MapArray.from_arrays(
            np.arange(number + 1, dtype=np.int32),
            pa.repeat("patient", number),
            [f"patient-{at:06d}" for at in patient],
        ),
        "predicted_logit": logit,
        "predicted_probability": probability,
    }
    strength = _PIXELS * np.exp(rng.normal(-5, 1.5, number))
    of_maps = {
        "target_class": _names(classes, predicted),
        "target_logit": logit,
        "target_probability": probability,
        "image_saliency_sum": strength * 0.1,
        "image_positive_sum": strength * 0.55,
        "image_negative_sum": strength * -0.45,
        "image_square_sum": strength**2 * 30 / _PIXELS,
        "image_saliency_min": strength * -20 / _PIXELS,
        "image_saliency_max": strength * 25 / _PIXELS,
    }
    of_each = np.repeat(np.arange(number), len(SEGMENTS))
    repeated = {name: pa.array(each).take(of_each) for name, each in (of_both | of_maps).items()}
    rows = repeated | _segments(rng, strength)
    return {"rows": _filled("rows", rows), "images": _filled("images", of_images)}


def _segments(rng: np.random.Generator, strength: NDArray[np.float64]) -> dict[str, Any]:
    """What differs between the segments of an image; those not found have no pixels."""
    shape = len(strength), len(SEGMENTS)
    area = rng.pareto(1.2, shape) + 0.05
    area = np.ceil(area / area.sum(axis=1, keepdims=True) * 0.9 * _PIXELS)
    absolute = (rng.pareto(1.5, shape) + 0.1) * area
    absolute *= strength[:, None] / absolute.sum(axis=1, keepdims=True)
    found = rng.random(shape) > 1 / 30
    area, absolute = (np.where(found, each, 0).ravel() for each in (area, absolute))
    found = found.ravel()
    positive = absolute * rng.beta(2, 1.5, absolute.size)
    rows = absolute.size
    return {
        "target_kind": pa.repeat("predicted", rows),
        "method": pa.repeat("integrated-gradients(baseline=black,steps=50)", rows),
        "kind": pa.repeat("attribution", rows),
        "segment": _names(SEGMENTS, np.tile(np.arange(len(SEGMENTS)), len(strength))),
        "instance": pa.repeat(0, rows),
        "mask_variant": pa.repeat("as-drawn", rows),
        "status": _names(("not_found", "visible"), found.astype(int)),
        "instance_count": found.astype(np.int64),
        "original_area_px": area * 3.7,
        "area_px": area.astype(np.int64),
        "image_area_px": pa.repeat(_PIXELS, rows),
        "visible_fraction": found.astype(np.float64),
        "forced_pixel": pa.repeat(pa.scalar(False), rows),
        "saliency_sum": 2 * positive - absolute,
        "positive_sum": positive,
        "negative_sum": positive - absolute,
        "square_sum": absolute**2 * 3 / np.maximum(area, 1),
        "saliency_min": (positive - absolute) * 9 / np.maximum(area, 1),
        "saliency_max": positive * 9 / np.maximum(area, 1),
        "top_px": area * 0.05,
    }


def _names(names: Sequence[str], at: NDArray[np.int64]) -> pa.Array:
    return pa.array(names, pa.string()).take(pa.array(at))


def _filled(folder: str, columns: dict[str, Any]) -> pa.Table:
    """A table of the folder's schema; what is not given is null."""
    schema = arrow_schema(folder)
    number = len(columns["run_id"])
    nothing = [None] * number
    every = [pa.array(columns.get(field.name, nothing), field.type) for field in schema]
    return pa.Table.from_arrays(every, schema=schema)
