"""Small tables made for real: pictures, masks and maps written as files, then built."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

import partwise as pw
from partwise.rle import Rle
from partwise.schema import to_arrow
from partwise.stores.manifest import Manifest
from partwise.stores.parquet import open_store

if TYPE_CHECKING:
    from pathlib import Path

#: Of a picture of which nobody asks: the classifier sees all of it.
_FRAMING = dict.fromkeys(("original_height", "original_width", "input_height", "input_width"), 10)
_FRAMING |= {"scale_y": 1, "scale_x": 1, "offset_y": 0, "offset_x": 0}
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


def write_factory(path: Path, side: int = 8) -> Path:
    """A module whose `make` returns a tiny classifier of cats, dogs and cows."""
    path.write_text(
        f"""
import numpy as np
import torch
import partwise as pw

def tensor(image):
    small = image.resize(({side}, {side}))
    return torch.from_numpy(np.asarray(small, np.float32).transpose(2, 0, 1) / 255)

def make():
    torch.manual_seed(0)
    network = torch.nn.Sequential(torch.nn.Conv2d(3, 4, 3), torch.nn.ReLU(), torch.nn.Flatten(),
                                  torch.nn.Linear({4 * (side - 2) ** 2}, 3))
    return pw.wrap(network, preprocess=tensor, classes=["cat", "dog", "cow"])
"""
    )
    return path


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


def row(image: str, segment: str, **columns: Any) -> dict[str, Any]:
    """One row of `rows/`, its sums made from measures: ``row("0.png", "eye", signed_lift=0.3)``.

    The segment covers a tenth of a picture of 1,000 pixels with a mean strength of 1, so that
    `signed_lift` and `lift` are the sums over 100; `undefined=True` makes the map all zero.
    Any column of the schema may be given as well.
    """
    signed = columns.pop("signed_lift", 0.0)
    absolute = 100 * max(columns.pop("lift", 1.0), abs(signed))
    total = 0.0 if columns.pop("undefined", False) else 500.0
    made = {
        "run_id": "0" * 16,
        "image_id": image,
        "target_kind": "predicted",
        "target_class": columns.get("predicted", "cat"),
        "contrast_class": None,
        "method": "gradient",
        "kind": "attribution",
        "draw": 0,
        "segment": segment,
        "instance": 0,
        "mask_variant": "as-drawn",
        "status": "visible",
        "instance_count": 1,
        "original_area_px": 100.0,
        "area_px": 100,
        "image_area_px": 1000,
        "visible_fraction": 1.0,
        "forced_pixel": False,
        "saliency_sum": 100.0 * signed,
        "positive_sum": (absolute + 100 * signed) / 2,
        "negative_sum": (100 * signed - absolute) / 2,
        "square_sum": absolute**2 / 100,
        "saliency_min": -9.0,
        "saliency_max": 9.0,
        "top_px": 5.0,
        "image_saliency_sum": 0.0,
        "image_positive_sum": total,
        "image_negative_sum": -total,
        "image_square_sum": 4 * total,
        "image_saliency_min": -9.0,
        "image_saliency_max": 9.0,
        "label": None,
        "predicted": "cat",
        "outcome": None,
        "target_logit": 1.0,
        "target_probability": 0.5,
    }
    made |= columns
    if made["status"] != "visible":
        made |= {"area_px": 0, "saliency_sum": 0.0, "positive_sum": 0.0, "negative_sum": 0.0}
    return made


def mapless(image: str, segment: str, **columns: Any) -> dict[str, Any]:
    """One row of `rows/` of a run of effects only: without any sum over a map."""
    made = row(image, segment, **{"method": "none", **columns})
    sums = ("saliency", "positive", "negative", "square")
    names = [f"{name}_sum" for name in sums] + ["saliency_min", "saliency_max"]
    return made | dict.fromkeys([*names, *(f"image_{name}" for name in names), "top_px"])


def effect(
    image: str, segment: str, removal: float, placebo: float = 0.0, **columns: Any
) -> list[dict[str, Any]]:
    """Two rows of `effects/`: the logit falls by `removal`, and by `placebo` elsewhere."""
    return [
        treated(image, segment, "remove", removal, **columns),
        treated(image, segment, "placebo", placebo, **columns),
    ]


def treated(
    image: str, segment: str | None, operation: str, fall: float | None, **columns: Any
) -> dict[str, Any]:
    """One row of `effects/`: the logit falls by so much; None where there is no picture after.

    Any column of the schema may be given as well; the logit after is counted from the others.
    """
    made = {
        "run_id": "0" * 16,
        "image_id": image,
        "target_kind": "predicted",
        "target_class": "cat",
        "segment": segment,
        "instance": 0,
        "mask_variant": "as-drawn",
        "operation": operation,
        "fill": "blur",
        "dilation_px": 0.0,
        "draw": 0,
        "status": "done" if fall is not None else "no_free_place",
        "logit_before": 5.0,
        "mean_logit_before": 0.0,
        "mean_logit_after": None if fall is None else 0.0,
        "change": 1.0,
        "colour_change": 1.0,
        "on_named": 0.25 if operation == "placebo" else None,
    } | columns
    if fall is not None:
        beside = made["logit_before"] - made["mean_logit_before"]
        made["logit_after"] = beside - fall + made["mean_logit_after"]
    return made


def pasted(
    image: str, cue: str, rise: float, scrambled: float | None = 0.0, **columns: Any
) -> list[dict[str, Any]]:
    """Two rows of `effects/`: the logit rises by so much with the cue, and with its pieces."""
    rises = {"paste": rise, "scrambled": scrambled}
    columns = {"fill": "mark.png:draws=1", **columns}
    return [
        treated(image, cue, operation, -by, **columns)
        for operation, by in rises.items()
        if by is not None
    ]


def table_of(
    folder: Path,
    rows: list[dict[str, Any]],
    *,
    effects: list[dict[str, Any]] | None = None,
    metadata: dict[str, dict[str, str]] | None = None,
    parameters: dict[str, Any] | None = None,
    pictures: dict[str, dict[str, Any]] | None = None,
    parts: int = 1,
) -> pw.AttributionTable:
    """A table of given rows, written as Parquet; its images are those the rows name.

    `metadata` gives each image's further columns, `pictures` columns of `images/`; every digest is
    that of the image's name. The manifest names the nulls that the rows have.
    """
    images = sorted({row["image_id"] for row in rows})
    of_image = {row["image_id"]: row for row in rows}
    metadata = metadata or {}
    columns = sorted({name for each in metadata.values() for name in each})
    nulls = sorted({row["method"] for row in rows if row["kind"] == "null"})
    given = {"instances": "unite", "nulls": nulls, **(parameters or {})}
    manifest = Manifest(given, {"metadata_columns": columns, "images_done": len(images)})
    with open_store(folder, manifest) as store:
        for number, block in enumerate(np.array_split(images, parts)):
            here = set(block.tolist())
            store.write(
                number,
                {
                    "rows": to_arrow("rows", [each for each in rows if each["image_id"] in here]),
                    "effects": to_arrow(
                        "effects", [each for each in effects or [] if each["image_id"] in here]
                    ),
                    "images": to_arrow(
                        "images",
                        [
                            {
                                "run_id": "0" * 16,
                                "image_id": name,
                                "digest": hashlib.sha256(name.encode()).hexdigest(),
                                "metadata": list(metadata.get(name, {}).items()),
                                **_FRAMING,
                                **{
                                    each: of_image[name][each]
                                    for each in ("label", "predicted", "outcome")
                                },
                                **(pictures or {}).get(name, {}),
                            }
                            for name in sorted(here)
                        ],
                    ),
                },
            )
    return pw.open_table(folder)
