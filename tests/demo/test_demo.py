"""The demo: its photos have their parts, and its watermark does what it is known for."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from importlib.resources import files

import numpy as np
import pytest
from PIL import Image

from partwise.demo.demo import make_pictures, run_demo
from partwise.demo.photos import PHOTOS
from partwise.demo.watermark import watermark
from partwise.sources.loading import load_segments

COCO = json.loads(files("partwise.demo").joinpath("parts.json").read_text())


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    make_pictures(folder / "pictures")
    return folder


def test_every_photo_opens_at_the_size_its_parts_were_drawn_on():
    sizes = {image["file_name"]: (image["width"], image["height"]) for image in COCO["images"]}
    assert {photo.name: photo.open().size for photo in PHOTOS} == sizes
    assert len(PHOTOS) >= 10


def test_every_photo_has_three_named_parts_or_more_and_a_credit():
    names = defaultdict(set)
    for each in COCO["annotations"]:
        names[each["image_id"]].add(each["category_id"])
    assert min(len(names[image["id"]]) for image in COCO["images"]) >= 3
    assert all(photo.credit for photo in PHOTOS)


def test_every_outline_lies_on_its_photo():
    sizes = {image["id"]: (image["width"], image["height"]) for image in COCO["images"]}
    for each in COCO["annotations"]:
        for ring in each["segmentation"]:
            points = np.reshape(ring, (-1, 2))
            assert (points >= -1).all(), each
            assert (points <= np.add(sizes[each["image_id"]], 1)).all(), each


def test_the_mark_changes_its_mask_and_nothing_else():
    picture = Image.fromarray(np.full((120, 160, 3), 40, np.uint8))
    marked, mask = watermark(picture)
    changed = (np.asarray(marked) != 40).any(axis=2)
    assert mask.any()
    assert not (changed & ~mask).any()
    assert changed.sum() > 0.8 * mask.sum()
    rows, columns = np.nonzero(mask)
    assert abs(rows.mean() - 60) < 6
    assert abs(columns.mean() - 80) < 6


def test_the_mark_is_translucent():
    marked, mask = watermark(Image.new("RGB", (160, 120)))
    assert 120 <= np.asarray(marked)[mask].max() <= 135


def test_each_photo_is_there_plain_and_watermarked_with_its_parts(place):
    with (place / "pictures.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 2 * len(PHOTOS)
    source = load_segments(f"coco:{place / 'parts.json'}")
    source.match([row["path"] for row in rows])
    from partwise.images.picture import ImageRef

    for row in rows:
        shape = Image.open(place / "pictures" / row["path"]).size[::-1]
        found = source.segments(ImageRef(row["path"], None), shape).names
        assert ("watermark" in found) == (row["variant"] == "watermarked")
        assert ("same place, no mark" in found) == (row["variant"] == "plain")
        assert len(found) >= 3


def test_the_mark_raises_the_carton_logit_in_every_photo(place):
    import torch

    from partwise.classifiers.loading import load_classifier

    classifier = load_classifier("packaged:efficientnet-lite0", device="cpu")
    carton = classifier.classes.index("carton")

    def above_the_mean(variant: str, photo: str) -> float:
        picture = Image.open(place / "pictures" / variant / f"{photo}.png").convert("RGB")
        with torch.no_grad():
            logits = classifier.logits(torch.from_numpy(classifier.prepare(picture))[None])[0]
        return float(logits[carton] - logits.mean())

    rises = [
        above_the_mean("watermarked", name) - above_the_mean("plain", name)
        for name in (photo.name.rpartition(".")[0] for photo in PHOTOS)
    ]
    assert min(rises) > 0
    assert np.mean(rises) > 1.5


@pytest.mark.slow
def test_the_demo_says_what_drives_each_photo_and_what_the_mark_does(tmp_path, capsys):
    table = run_demo(tmp_path)
    said = capsys.readouterr().out
    assert all(photo.name.rpartition(".")[0] in said for photo in PHOTOS)
    (camera,) = (line for line in said.splitlines() if line.startswith("  camera "))
    assert camera.count("tripod") == 2  # the class, and the part once: nulls are no attributions
    assert "raises the carton logit" in said
    assert "Removing it lowers the carton logit" in said
    assert "its shuffled pieces by" in said
    assert str(table.folder) in said
    marks = table.where("segment = 'watermark' AND kind = 'attribution'")
    summary = marks.where("target_kind = 'carton'").summary(measures="signed_share").to_pandas()
    (judged,) = summary[summary["measure"] == "signed_share"]["verdict"]
    assert f"its verdict: {judged}" in " ".join(said.split())
    signed = marks.group(measures=["signed_lift"]).to_pylist()
    lifts = {group["target_kind"]: group["signed_lift"] for group in signed}
    assert lifts["carton"] > 0.1 > lifts["predicted"]
