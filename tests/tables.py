"""Small tables made for real: pictures, masks and maps written as files, then built."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

import partwise as pw
from partwise.rle import Rle

if TYPE_CHECKING:
    from pathlib import Path

EAR, HEAD = (slice(2, 5), slice(2, 6)), (slice(1, 8), slice(1, 9))


def write_pictures(folder: Path, names: list[str], shape: tuple[int, int] = (12, 10)) -> Path:
    """Pictures of seeded noise; each name its own."""
    for index, name in enumerate(names):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        pixels = np.random.default_rng(index).integers(0, 256, (*shape, 3), np.uint8)
        Image.fromarray(pixels).save(folder / name)
    return folder


def write_maps(folder: Path, names: list[str], shape: tuple[int, int] = (12, 10)) -> Path:
    """Heavy-tailed maps, one a picture."""
    for index, name in enumerate(names):
        place = (folder / name).with_suffix(".npy")
        place.parent.mkdir(parents=True, exist_ok=True)
        values = np.random.default_rng(100 + index).standard_t(1.5, shape)
        np.save(place, values.astype(np.float32))
    return folder


def write_coco(path: Path, names: list[str], shape: tuple[int, int] = (12, 10)) -> Path:
    """An ear inside a head on every picture."""
    images, annotations = [], []
    for index, name in enumerate(names):
        images.append({"id": index, "file_name": name, "height": shape[0], "width": shape[1]})
        for category, place in enumerate((EAR, HEAD), 1):
            mask = np.zeros(shape, bool)
            mask[place] = True
            annotations.append(
                {
                    "id": len(annotations),
                    "image_id": index,
                    "category_id": category,
                    "segmentation": Rle.from_mask(mask).to_coco(),
                }
            )
    categories = [{"id": 1, "name": "ear"}, {"id": 2, "name": "head"}]
    path.write_text(
        json.dumps({"images": images, "annotations": annotations, "categories": categories})
    )
    return path


def small_table(folder: Path, names: list[str] | None = None) -> pw.AttributionTable:
    """A table from precomputed maps of four pictures in two folders; no model, no torch."""
    names = names or ["cat/0.png", "cat/1.png", "dog/2.png", "dog/3.png"]
    predictions = folder / "predictions.csv"
    lines = [f"{name},cat,{index}.5\n" for index, name in enumerate(names)]
    folder.mkdir(parents=True, exist_ok=True)
    predictions.write_text("path,predicted,logit\n" + "".join(lines))
    return pw.build(
        None,
        write_pictures(folder / "pictures", names),
        f"coco:{write_coco(folder / 'parts.json', names)}",
        maps=write_maps(folder / "maps", names),
        predictions=predictions,
        labels="folder",
        out=folder / "table",
    )
