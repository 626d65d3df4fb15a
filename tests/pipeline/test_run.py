"""The loop: every image gets its rows or its error, once, whatever happens on the way."""

from __future__ import annotations

import json
import logging
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

import partwise as pw
from partwise.errors import (
    AnnotationError,
    CallError,
    ClassifierError,
    ImageError,
    RunError,
    TableError,
    UnknownNameError,
)
from partwise.pipeline import loop
from tables import EAR, HEAD, small_table, write_coco, write_maps, write_pictures

NAMES = [f"{'cat' if index % 2 else 'dog'}/{index:02d}.png" for index in range(9)]


class Brightness(torch.nn.Module):
    """Says cat for bright pictures and dog for dark ones; differentiable everywhere."""

    def __init__(self) -> None:
        super().__init__()
        weights = torch.Generator().manual_seed(0)
        self.weight = torch.nn.Parameter(torch.randn(3, 12, 10, generator=weights))

    def forward(self, batch: torch.Tensor) -> torch.Tensor:
        score = (self.weight * torch.tanh(batch)).sum((1, 2, 3))
        return torch.stack([score, -score, score / 2], 1)


def to_tensor(image: Image.Image) -> torch.Tensor:
    return torch.from_numpy(np.asarray(image, np.float32).transpose(2, 0, 1) / 255 - 0.5)


def classifier(**options) -> object:
    given = {"preprocess": to_tensor, "classes": ["cat", "dog", "cow"], "device": "cpu"}
    return pw.wrap(Brightness(), **{**given, **options})


@pytest.fixture
def place(tmp_path):
    write_pictures(tmp_path / "pictures", NAMES)
    write_coco(tmp_path / "parts.json", NAMES)
    return tmp_path


def build(place, **options):
    given = {
        "classifier": classifier(),
        "images": place / "pictures",
        "segments": f"coco:{place / 'parts.json'}",
        "out": place / "table",
        "method": "gradient",
    }
    return pw.build(**{**given, **options})


def rows_of(table) -> list[dict]:
    return table.to_arrow().drop_columns(["run_id"]).to_pylist()


def test_each_image_has_its_rows_for_each_target_and_method(place):
    table = build(place, method=["gradient", "input-x-gradient"], target=["predicted", "cow"])
    assert len(table) == 9 * 2 * 2 * 3
    groups = table.group("segment").to_pylist()
    assert {(group["method"], group["target_kind"]) for group in groups} == {
        (method, target)
        for method in ("gradient:channels=sum", "input-x-gradient")
        for target in ("predicted", "cow")
    }


def test_the_sums_are_those_of_the_gradient_itself(place):
    model = Brightness()
    table = build(place, classifier=classifier(), target="cow")
    row = table.where("segment = 'ear'").to_arrow().to_pylist()[0]
    batch = to_tensor(Image.open(place / "pictures" / row["image_id"]))[None].requires_grad_()
    model(batch)[0, 2].backward()
    expected = batch.grad.sum((0, 1)).double().numpy()[EAR]
    assert row["saliency_sum"] == pytest.approx(expected.sum(), rel=1e-5)
    assert row["area_px"] == expected.size


def test_predictions_are_the_classifiers_own(place):
    table = build(place)
    model = Brightness()
    for image in table.images().to_pylist():
        batch = to_tensor(Image.open(place / "pictures" / image["image_id"]))[None]
        logits = model(batch).detach().numpy()[0]
        assert image["predicted"] == ["cat", "dog", "cow"][logits.argmax()]
        assert image["predicted_logit"] == pytest.approx(logits.max(), rel=1e-5)
        assert image["mean_logit"] == pytest.approx(logits.mean(), rel=1e-4, abs=1e-5)


def test_a_contrast_explains_the_difference_of_two_logits(place):
    both = build(place, target=["cat-vs-dog", "cat", "dog"]).where("segment = 'head'")
    sums = {row["target_kind"]: row["saliency_sum"] for row in both.to_arrow().to_pylist()[:3]}
    assert sums["cat-vs-dog"] == pytest.approx(sums["cat"] - sums["dog"], rel=1e-4)


def test_predicted_vs_label_has_rows_for_mistakes_only(place):
    table = build(place, labels="folder", target=["predicted-vs-label", "predicted"])
    wrong = {i["image_id"] for i in table.images().to_pylist() if i["outcome"] == "wrong"}
    contrast = table.where("target_kind = 'predicted-vs-label'").to_arrow(["image_id"])
    assert set(contrast["image_id"].to_pylist()) == wrong
    assert table.manifest.facts["skipped_by_target"] == {"predicted-vs-label": 9 - len(wrong)}


def test_a_run_again_does_nothing_twice(place):
    table = build(place)
    before = {path: path.stat().st_mtime_ns for path in table.folder.rglob("part-*")}
    again = build(place)
    assert {path: path.stat().st_mtime_ns for path in again.folder.rglob("part-*")} == before


def test_more_images_are_added_to_a_table_that_is_there(place):
    assert len(build(place, limit=4).images()) == 4
    grown = build(place)
    assert grown.images()["image_id"].to_pylist() == sorted(NAMES)
    assert len(grown) == 9 * 3


def test_a_table_made_otherwise_is_not_gone_on_with(place):
    build(place)
    with pytest.raises(TableError, match=r"(?s)targets: the table has .*predicted.*cow"):
        build(place, target="cow")
    other = Brightness()
    torch.nn.init.ones_(other.weight)
    with pytest.raises(TableError, match="classifier_digest"):
        build(place, classifier=pw.wrap(other, preprocess=to_tensor, classes=["cat", "dog", "cow"]))


def test_rows_do_not_depend_on_shards_or_on_when_a_run_stopped(place, monkeypatch):
    monkeypatch.setattr(loop, "SHARD_SIZE", 2)
    whole = rows_of(build(place, out=place / "whole"))
    build(place, out=place / "parts", limit=4)
    assert rows_of(build(place, out=place / "parts")) == whole


def test_batches_change_no_row(place):
    one = build(place, out=place / "one", batch_size=1).to_pandas(["lift", "mean"])
    many = build(place, out=place / "many", batch_size=5).to_pandas(["lift", "mean"])
    np.testing.assert_allclose(one, many, rtol=1e-4, atol=1e-6)


def test_a_broken_image_is_told_and_the_run_goes_on(place, caplog):
    (place / "pictures" / "cat" / "broken.png").write_text("no picture")
    with caplog.at_level(logging.WARNING):
        table = build(place)
    assert len(table.images()) == 9
    error = table.errors().to_pylist()[0]
    assert (error["image_id"], error["error"]) == ("cat/broken.png", "ImageError")
    assert "cat/broken.png" in caplog.text


def test_strict_stops_at_the_first_broken_image(place):
    (place / "pictures" / "cat" / "000.png").write_text("no picture")
    with pytest.raises(ImageError, match=r"cat/000\.png"):
        build(place, strict=True)


def test_a_mended_image_is_done_when_the_call_is_repeated(place):
    bad = place / "pictures" / "cat" / "broken.png"
    bad.write_text("no picture")
    build(place)
    shutil.copy(place / "pictures" / NAMES[0], bad)
    table = build(place)
    assert (len(table.images()), table.errors().num_rows) == (10, 0)
    assert table.manifest.facts["images_failed"] == 0


def test_an_image_that_fails_again_is_recorded_once(place):
    (place / "pictures" / "cat" / "broken.png").write_text("no picture")
    build(place)
    assert build(place).errors().num_rows == 1


def test_an_image_without_segments_is_kept_with_its_unnamed_row(place):
    write_pictures(place / "pictures", ["cat/extra.png"])
    table = build(place)
    rows = table.where("image_id = 'cat/extra.png'").to_arrow().to_pylist()
    assert [(row["segment"], row["area_fraction"]) for row in rows] == [("(unnamed)", 1.0)]
    assert table.manifest.facts["images_matched"]["images_without"] == 1


def test_annotations_of_images_that_are_not_there_are_counted(place):
    (place / "pictures" / NAMES[0]).unlink()
    assert build(place).manifest.facts["images_matched"]["entries_not_in_images"] == 1


def test_one_image_that_makes_the_network_overflow_does_not_spoil_its_batch(place):
    class Fragile(Brightness):
        def forward(self, batch: torch.Tensor) -> torch.Tensor:
            black = (batch == -0.5).all((1, 2, 3))[:, None]
            return torch.where(black, torch.nan, super().forward(batch))

    Image.new("RGB", (10, 12)).save(place / "pictures" / "cat" / "black.png")
    table = build(
        place,
        classifier=pw.wrap(Fragile(), preprocess=to_tensor, classes=["cat", "dog", "cow"]),
    )
    assert len(table.images()) == 9
    assert [each["image_id"] for each in table.errors().to_pylist()] == ["cat/black.png"]


def test_a_network_that_fails_on_everything_ends_the_run(place):
    class Broken(torch.nn.Module):
        def forward(self, batch: torch.Tensor) -> torch.Tensor:
            return batch.sum((2, 3)) * torch.nan

    with pytest.raises(ClassifierError, match="not finite"):
        build(place, classifier=pw.wrap(Broken(), preprocess=to_tensor, classes=["a", "b", "c"]))


def test_labels_that_are_no_class_are_told_with_the_nearest(place, caplog):
    labels = dict.fromkeys(NAMES, "catt")
    with caplog.at_level(logging.WARNING):
        table = build(place, labels=labels)
    assert "'catt' (9 images, nearest class 'cat')" in caplog.text
    assert set(table.to_arrow()["outcome"].to_pylist()) == {None}
    assert set(table.to_arrow()["label"].to_pylist()) == {"catt"}


def test_a_label_by_index_becomes_the_name_of_its_class(place):
    table = build(place, labels=dict.fromkeys(NAMES, 1))
    assert set(table.to_arrow()["label"].to_pylist()) == {"dog"}


def test_a_target_that_needs_labels_is_refused_where_there_are_none(place):
    with pytest.raises(CallError, match="true class"):
        build(place, target="label")


def test_an_unknown_target_class_is_told_with_the_nearest(place):
    with pytest.raises(UnknownNameError, match="'cow'"):
        build(place, target="cwo")


def test_the_same_target_or_method_twice_is_refused(place):
    with pytest.raises(CallError, match="twice"):
        build(place, target=["cow", "2"])
    with pytest.raises(CallError, match="twice"):
        build(place, method=["gradient", "gradient:channels=sum"])


def test_instances_are_united_and_counted_or_kept_apart(place):
    masks = np.zeros((2, 12, 10), bool)
    masks[0][EAR], masks[1][9:11, 1:3] = True, True

    def segments(image):
        parts = [pw.Segment("ear", run_lengths(mask)) for mask in masks]
        return pw.SegmentSet((12, 10), parts)

    united = build(place, segments=segments, out=place / "united").where("segment = 'ear'")
    assert set(united.to_arrow()["instance_count"].to_pylist()) == {2}
    kept = build(place, segments=segments, out=place / "kept", instances="keep")
    assert len(kept.where("segment = 'ear'")) == 2 * len(united)
    numbered = kept.where("segment = 'ear'").to_arrow()
    assert set(numbered["instance"].to_pylist()) == {1, 2}


def run_lengths(mask):
    from partwise.rle import Rle

    return Rle.from_mask(mask)


def test_arrays_a_data_set_and_a_callable_serve_as_images_and_segments(tmp_path):
    class Pictures(torch.utils.data.Dataset):
        def __len__(self) -> int:
            return 3

        def __getitem__(self, index: int):
            rng = np.random.default_rng(index)
            return Image.fromarray(rng.integers(0, 256, (12, 10, 3), np.uint8)), index % 2

    def segments(image):
        head = np.zeros((12, 10), bool)
        head[HEAD] = True
        return {"head": head}

    table = pw.build(
        classifier(),
        Pictures(),
        segments,
        out=tmp_path / "table",
        method="gradient",
        target="label",
    )
    assert table.images()["label"].to_pylist() == ["cat", "dog", "cat"]
    assert set(table.to_arrow()["segment"].to_pylist()) == {"head", "(unnamed)"}
    arrays = {f"{i}.png": np.full((12, 10, 3), 40 * i, np.uint8) for i in range(3)}
    table = pw.build(classifier(), arrays, segments, out=tmp_path / "arrays", method="gradient")
    assert table.images()["image_id"].to_pylist() == ["0.png", "1.png", "2.png"]


def test_metadata_columns_can_be_grouped_by(place):
    lines = [f"{name},{'old' if index < 4 else 'new'}\n" for index, name in enumerate(NAMES)]
    (place / "more.csv").write_text("path,camera\n" + "".join(lines))
    table = build(place, metadata=place / "more.csv")
    groups = {row["camera"]: row["images"] for row in table.group("camera").to_pylist()}
    assert groups == {"old": 4, "new": 5}


def test_full_maps_are_kept_on_request_and_previews_always(place):
    import pyarrow.parquet as pq

    table = build(place, keep_maps=True, limit=2, target="cow")
    kept = pq.read_table(table.folder / "maps").to_pylist()
    assert len(kept) == 2
    values = np.frombuffer(kept[0]["pixels"], "<f4").reshape(kept[0]["height"], kept[0]["width"])
    row = table.where("segment = '(unnamed)'").to_arrow().to_pylist()[0]
    assert values.sum(dtype=float) == pytest.approx(row["image_saliency_sum"], rel=1e-6)
    assert pq.read_table(table.folder / "map_previews").num_rows == 2
    assert pq.read_table(table.folder / "previews")["jpeg"][0].as_py()[:2] == b"\xff\xd8"


def test_masks_are_kept_in_the_images_and_the_inputs_frame(place):
    import pyarrow.parquet as pq

    table = build(place, limit=1)
    masks = {row["segment"]: row for row in pq.read_table(table.folder / "masks").to_pylist()}
    assert masks["ear"]["image_starts"] == masks["ear"]["input_starts"] == [22, 32, 42]
    assert masks["(unnamed)"]["image_starts"] is None


def test_the_manifest_says_everything_that_decides_the_rows(place):
    manifest = json.loads((build(place).folder / "run.json").read_text())
    assert manifest["parameters"]["methods"] == ["gradient:channels=sum"]
    assert manifest["parameters"]["targets"] == ["predicted"]
    assert {"classifier_digest", "segments_digest", "seed"} <= set(manifest["parameters"])
    assert manifest["facts"]["versions"]["partwise"]


def test_maps_and_a_classifier_together_are_refused(place):
    with pytest.raises(CallError, match="not both"):
        build(place, maps=place / "maps")
    with pytest.raises(CallError, match="--maps"):
        build(place, classifier=None)


def test_an_image_without_its_map_is_an_error_of_that_image(tmp_path):
    names = ["0.png", "1.png"]
    write_maps(tmp_path / "maps", names[:1])
    table = pw.build(
        None,
        write_pictures(tmp_path / "pictures", names),
        f"coco:{write_coco(tmp_path / 'parts.json', names)}",
        maps=tmp_path / "maps",
        out=tmp_path / "table",
    )
    assert [each["image_id"] for each in table.errors().to_pylist()] == ["1.png"]


def test_two_processes_do_not_write_one_table(place):
    import filelock

    build(place, limit=2)
    with filelock.FileLock(place / "table" / ".lock"), pytest.raises(TableError, match="another"):
        build(place)


def test_a_folder_with_other_files_is_not_taken_for_a_table(place):
    (place / "table").mkdir()
    (place / "table" / "thesis.docx").write_text("mine")
    with pytest.raises(TableError, match=r"thesis\.docx"):
        build(place)


def test_what_a_killed_run_left_is_swept_away(place):
    table = build(place, limit=4)
    orphan = table.folder / "rows" / "part-000099.parquet"
    shutil.copy(table.folder / "rows" / "part-000000.parquet", orphan)
    (table.folder / ".unfinished").mkdir()
    (table.folder / ".unfinished" / "rows.parquet").write_text("half")
    grown = build(place)
    assert not orphan.exists()
    assert len(grown) == 9 * 3


def test_precomputed_maps_need_no_torch(tmp_path):
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); from pathlib import Path; import tables;"
        "tables.small_table(Path(sys.argv[2])).group(); assert 'torch' not in sys.modules"
    )
    here = str(Path(__file__).resolve().parents[1])
    subprocess.run([sys.executable, "-c", script, here, str(tmp_path / "t")], check=True)


def test_a_small_table_is_what_it_seems(tmp_path):
    assert len(small_table(tmp_path)) == 12


def test_unreadable_annotations_of_one_image_are_its_error(place):
    data = json.loads((place / "parts.json").read_text())
    data["annotations"][0]["segmentation"] = [[1, 2, 3]]
    (place / "parts.json").write_text(json.dumps(data))
    table = build(place)
    assert table.errors()["error"].to_pylist() == ["AnnotationError"]
    with pytest.raises(AnnotationError):
        build(place, strict=True, out=place / "strict")


def test_random_baselines_follow_the_seed_and_not_the_batch(place):
    method = "integrated-gradients:baseline=random,steps=2"
    tables = {
        (seed, size): rows_of(
            build(place, method=method, seed=seed, batch_size=size, out=place / f"{seed}-{size}")
        )
        for seed, size in [(0, 1), (0, 4), (1, 4)]
    }
    means = {key: np.array([row["mean"] for row in rows]) for key, rows in tables.items()}
    np.testing.assert_allclose(means[0, 1], means[0, 4], rtol=1e-3, atol=1e-6)
    assert np.abs(means[0, 4] - means[1, 4]).max() > 1e-3


def test_a_run_that_cannot_write_says_so(place, monkeypatch):
    (place / "file").write_text("in the way")
    with pytest.raises(RunError, match="a file is in its place"):
        build(place, out=place / "file" / "table")


class Hungry(Brightness):
    """Takes so many images at once, and says of more that memory is full."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most, self.seen = most, []

    def forward(self, batch: torch.Tensor) -> torch.Tensor:
        self.seen.append(len(batch))
        if len(batch) > self.most:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")
        return super().forward(batch)


def hungry(most: int) -> tuple[Hungry, object]:
    network = Hungry(9)
    wrapped = pw.wrap(network, preprocess=to_tensor, classes=["cat", "dog", "cow"], device="cpu")
    network.most, network.seen = most, []
    return network, wrapped


def test_where_memory_is_full_batches_are_halved_and_nothing_is_lost(place, caplog):
    network, wrapped = hungry(2)
    expected = build(place, out=place / "whole").to_arrow(["image_id", "segment", "lift"])
    with caplog.at_level(logging.WARNING, "partwise"):
        table = build(place, classifier=wrapped, batch_size=8)
    assert table.to_arrow(["image_id", "segment", "lift"]).equals(expected)
    assert not table.errors().num_rows
    said = [each.getMessage() for each in caplog.records if "memory" in each.getMessage()]
    assert len(said) == 1
    assert "does not fit into the memory of cpu" in said[0]
    assert "Going on with smaller batches" in said[0]
    # 9 images: 8 are tried, 4, and then never more than 2
    assert [each for each in network.seen if each > 2] == [8, 4, 4]


def test_an_image_that_does_not_fit_by_itself_is_its_error(place):
    _, wrapped = hungry(0)
    table = build(place, classifier=wrapped, batch_size=2, limit=3)
    assert [each["error"] for each in table.errors().to_pylist()] == ["MemoryFullError"] * 3


def test_memory_that_is_full_on_the_way_back_is_told_as_well(place, caplog):
    class Backward(torch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x.clone()

        @staticmethod
        def backward(ctx, gradient):
            if len(gradient) > 3:
                raise RuntimeError("DefaultCPUAllocator: can't allocate memory")
            return gradient

    class Deep(Brightness):
        def forward(self, batch):
            return super().forward(Backward.apply(batch))

    wrapped = pw.wrap(Deep(), preprocess=to_tensor, classes=["cat", "dog", "cow"], device="cpu")
    with caplog.at_level(logging.WARNING, "partwise"):
        table = build(place, classifier=wrapped, batch_size=8)
    assert len(table) == 27
    assert "8 images do not fit into the memory of cpu together" in caplog.text


def test_probabilities_end_a_run_and_are_not_tried_one_by_one(place):
    """Three numbers of one image that add up to 1 could be so by chance."""

    class Softmax(Brightness):
        def forward(self, batch):
            return super().forward(batch).softmax(1)

    wrapped = pw.wrap(Softmax(), preprocess=to_tensor, classes=["cat", "dog", "cow"], device="cpu")
    with pytest.raises(ClassifierError, match="returned probabilities"):
        build(place, classifier=wrapped)
