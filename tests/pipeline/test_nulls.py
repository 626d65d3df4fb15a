"""Nulls in the same pass: rows of their own, made of what they claim, and never of the model."""

from __future__ import annotations

import logging

import numpy as np
import pyarrow.parquet as pq
import pytest
import torch
from PIL import Image

import partwise as pw
from partwise.errors import CallError, MethodError, UnknownNameError
from partwise.nulls.kinds import read_null
from partwise.nulls.maps import luminance_of, null_map
from partwise.pipeline import loop
from partwise.pipeline.null_explainer import _seed
from tables import EAR, HEAD, write_coco, write_pictures

NAMES = [f"{index:02d}.png" for index in range(8)]
UNSIGNED = ["null-sobel", "null-laplacian", "null-centre", "null-noise:draws=2"]
GRADIENT = "gradient:channels=sum"


class Network(torch.nn.Module):
    """A linear layer behind a bend, so that its gradient depends on the picture."""

    def __init__(self) -> None:
        super().__init__()
        with torch.random.fork_rng():
            torch.manual_seed(0)
            self.head = torch.nn.Linear(360, 3)

    def forward(self, batch: torch.Tensor) -> torch.Tensor:
        return self.head(torch.tanh(batch).flatten(1))


def to_tensor(image: Image.Image) -> torch.Tensor:
    return torch.from_numpy(np.asarray(image, np.float32).transpose(2, 0, 1) / 255 - 0.5)


def classifier(module: object | None = None):
    return pw.wrap(
        module or Network(), preprocess=to_tensor, classes=["cat", "dog", "cow"], device="cpu"
    )


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


def rows(table, *names: str) -> list[dict]:
    found = pq.read_table(table.folder / "rows").to_pylist()
    return [row for row in found if not names or row["method"].split(":")[0] in names]


def segments_of_half(image):
    """A tag on the first half of the pictures, an ear on all."""
    masks = {"ear": np.zeros((12, 10), bool), "tag": np.zeros((12, 10), bool)}
    masks["ear"][EAR] = True
    masks["tag"][8:11, 5:9] = True
    return masks if image.image_id < "04" else {"ear": masks["ear"]}


def test_each_unsigned_null_has_rows_beside_every_target(place):
    table = build(place, target=["predicted", "cow"], null=UNSIGNED)
    draws = {"null-sobel": 1, "null-laplacian": 1, "null-centre": 1, "null-noise": 2}
    for name, count in draws.items():
        found = rows(table, name)
        assert len(found) == 8 * 2 * 3 * count
        assert {row["kind"] for row in found} == {"null"}
        assert {row["draw"] for row in found} == set(range(count))
        assert {row["target_kind"] for row in found} == {"predicted", "cow"}
    assert table.manifest.parameters["nulls"][2:] == [
        "null-centre:sigma=25%",
        "null-noise:draws=2,smooth=5%",
    ]


@pytest.mark.parametrize("text", ["null-sobel", "null-centre:sigma=25%", "null-noise:draws=2"])
def test_their_sums_are_those_of_the_map_that_they_claim(place, text):
    null = read_null(text)
    table = build(place, null=text)
    for row in rows(table, null.name):
        picture = to_tensor(Image.open(place / "pictures" / row["image_id"])).numpy()
        expected = null_map(
            null,
            luminance_of(picture),
            seed=_seed(0, row["image_id"]),
            draw=row["draw"],
        )
        part = {"ear": EAR, "head": HEAD}.get(row["segment"])
        if part is not None:
            assert row["saliency_sum"] == pytest.approx(expected[part].sum(dtype=float), rel=1e-6)
        assert row["image_saliency_sum"] == pytest.approx(expected.sum(dtype=float), rel=1e-6)
        assert row["negative_sum"] == 0


def test_nulls_change_no_attribution_and_have_no_previews(place):
    plain = build(place, out=place / "plain")
    nulls = build(place, null=[*UNSIGNED, "null-swapped", "null-reinitialised"])

    def of(table):
        found = [row for row in rows(table) if row["kind"] == "attribution"]
        return [{k: v for k, v in row.items() if k != "run_id"} for row in found]

    assert of(plain) == of(nulls)
    previews = [pq.read_table(table.folder / "map_previews").num_rows for table in (plain, nulls)]
    assert previews == [8, 8]


def test_swapped_maps_are_those_of_pictures_that_lack_the_segment(place):
    table = build(place, segments=segments_of_half, null="null-swapped", target="cow")
    found = rows(table, "null-swapped")
    assert {row["segment"] for row in found} == {"tag"}
    assert {row["image_id"] for row in found} == set(NAMES[:4])
    assert {row["method"] for row in found} == {f"null-swapped:{GRADIENT}"}
    model = Network()
    batch = torch.stack([to_tensor(Image.open(place / "pictures" / each)) for each in NAMES])
    batch.requires_grad_()
    model(batch)[:, 2].sum().backward()
    lent = batch.grad.sum(1).double().numpy()[4:, 8:11, 5:9].sum((1, 2))
    for image in NAMES[:4]:
        sums = sorted(row["saliency_sum"] for row in found if row["image_id"] == image)
        # four pictures lack it: each lends its map once
        np.testing.assert_allclose(sums, np.sort(lent), rtol=1e-4)


def test_no_image_is_explained_twice(place, monkeypatch):
    from partwise.methods.gradient import Gradient

    explained: list[str] = []
    explain = Gradient.explain

    def counted(self, classifier, batch, targets):
        explained.extend(batch.image_ids)
        return explain(self, classifier, batch, targets)

    monkeypatch.setattr(Gradient, "explain", counted)
    build(place, segments=segments_of_half, null="null-swapped")
    assert sorted(explained) == NAMES


def test_a_segment_that_every_picture_has_gets_no_swapped_maps(place):
    assert not rows(build(place, null="null-swapped"), "null-swapped")


def test_reinitialised_maps_are_of_five_other_networks_and_the_own_one_comes_back(place):
    given = classifier()
    before = {name: each.clone() for name, each in given.module.state_dict().items()}
    table = build(place, classifier=given, null="null-reinitialised")
    found = [row for row in rows(table, "null-reinitialised") if row["segment"] == "ear"]
    assert len(found) == 8 * 5
    first = [row["saliency_sum"] for row in found if row["image_id"] == NAMES[0]]
    assert len(set(first)) == 5
    for name, each in given.module.state_dict().items():
        assert torch.equal(each, before[name])
    attributions = {
        (row["image_id"], row["target_class"])
        for row in rows(table)
        if row["kind"] == "attribution"
    }
    assert {(row["image_id"], row["target_class"]) for row in found} == attributions


def test_reinitialised_maps_explain_contrasts_too(place):
    table = build(place, null="null-reinitialised", target="predicted-vs-runner-up")
    found = rows(table, "null-reinitialised")
    assert len(found) == 8 * 5 * 3
    assert all(row["contrast_class"] for row in found)


def test_a_null_of_one_method_stands_beside_that_method_alone(place):
    table = build(
        place,
        method=["gradient", "input-x-gradient"],
        null=["null-swapped:input-x-gradient", "null-reinitialised:gradient"],
        segments=segments_of_half,
    )
    methods = {row["method"] for row in rows(table) if row["kind"] == "null"}
    assert methods == {"null-swapped:input-x-gradient", f"null-reinitialised:{GRADIENT}"}


def test_a_run_that_stops_and_goes_on_has_the_same_nulls(place, monkeypatch):
    monkeypatch.setattr(loop, "SHARD_SIZE", 2)
    nulls = ["null-noise", "null-swapped", "null-reinitialised"]
    options = {"segments": "masks:" + str(place / "masks"), "null": nulls}
    for name in NAMES[:4]:
        masks = segments_of_half(type("Ref", (), {"image_id": name}))
        for segment, mask in masks.items():
            (place / "masks" / segment).mkdir(parents=True, exist_ok=True)
            Image.fromarray(mask).save(place / "masks" / segment / name)
    whole = build(place, out=place / "whole", **options)
    cut = build(place, out=place / "cut", **options)
    for folder in ("images", "rows"):
        (cut.folder / folder / "part-000002.parquet").unlink()
        (cut.folder / folder / "part-000003.parquet").unlink()
    again = build(place, out=place / "cut", **options)

    def sorted_rows(table):
        return sorted(rows(table), key=lambda row: [str(row[name]) for name in pw_key()])

    assert sorted_rows(again) == sorted_rows(whole)


def pw_key():
    from partwise.schema import KEY

    return KEY


def test_maps_from_elsewhere_have_the_nulls_that_need_no_network(place):
    for index, name in enumerate(NAMES):
        (place / "maps").mkdir(exist_ok=True)
        values = np.random.default_rng(index).standard_t(2, (12, 10)).astype(np.float32)
        np.save(place / "maps" / f"{name[:-4]}.npy", values)
    table = build(
        place,
        classifier=None,
        method="integrated-gradients:baseline=blur,steps=32",
        maps=place / "maps",
        segments=segments_of_half,
        null=["null-sobel", "null-swapped"],
    )
    swapped = rows(table, "null-swapped")
    assert {(row["method"], row["segment"]) for row in swapped} == {("null-swapped:maps", "tag")}
    sobel = next(row for row in rows(table, "null-sobel") if row["image_id"] == NAMES[0])
    pixels = np.asarray(Image.open(place / "pictures" / NAMES[0]), np.float32).mean(2)
    assert sobel["image_saliency_sum"] == pytest.approx(
        null_map(read_null("null-sobel"), pixels).sum(dtype=float), rel=1e-5
    )


def test_what_nulls_cost_is_told(place, caplog):
    with caplog.at_level(logging.INFO):
        build(place, null=["null-reinitialised", "null-swapped"])
    assert f"explains each image 5 more times by {GRADIENT}" in caplog.text
    assert "null-swapped explains 8 images first" in caplog.text


def test_a_null_without_a_method_or_network_to_stand_beside_is_refused(place):
    with pytest.raises(CallError, match="--method none has none"):
        build(place, method="none", effects="mean", null="null-sobel")
    with pytest.raises(CallError, match="the run has no method"):
        build(place, null="null-swapped:grad-cam")
    with pytest.raises(UnknownNameError, match="null-sobel"):
        build(place, null="sobel")
    with pytest.raises(CallError, match="--maps has no network"):
        build(place, classifier=None, maps=place, null="null-reinitialised")


def test_a_black_box_has_no_weights_to_draw_anew(place):
    black_box = classifier(Network().forward)
    with pytest.raises(MethodError, match="black box"):
        build(
            place,
            classifier=black_box,
            method="occlusion:window=6,stride=6",
            null="null-reinitialised",
        )


def test_a_table_with_other_nulls_is_not_gone_on_with(place):
    build(place, null="null-sobel")
    with pytest.raises(pw.PartwiseError, match="nulls: the table has"):
        build(place, null="null-centre")


def test_swapped_maps_take_a_bias_of_place_off_and_leave_what_a_part_is(tmp_path):
    """Maps are hot in one corner of every picture, and on the bird wherever it sits."""
    rng = np.random.default_rng(5)
    corner, masks = (slice(0, 3), slice(0, 3)), {}
    names = [f"{index:02d}.png" for index in range(64)]
    write_pictures(tmp_path / "pictures", names)
    (tmp_path / "maps").mkdir()
    for index, name in enumerate(names):
        values = rng.standard_t(3, (12, 10)) * 0.5
        values[corner] += 2
        masks[name] = {}
        if index % 2:  # a stamp in the hot corner, which the maps do not care about
            masks[name]["stamp"] = np.zeros((12, 10), bool)
            masks[name]["stamp"][corner] = True
        if index % 4 < 2:  # a bird, anywhere but there
            top, left = rng.integers(4, 9), rng.integers(0, 7)
            masks[name]["bird"] = np.zeros((12, 10), bool)
            masks[name]["bird"][top : top + 3, left : left + 3] = True
            values[masks[name]["bird"]] += 2
        np.save(tmp_path / "maps" / f"{name[:-4]}.npy", values.astype(np.float32))
    table = pw.build(
        None,
        tmp_path / "pictures",
        lambda image: masks[image.image_id],
        maps=tmp_path / "maps",
        null="null-swapped",
        out=tmp_path / "table",
    )
    even = judged(table.summary("segment", "signed_lift"))
    assert even["stamp"]["verdict"] == even["bird"]["verdict"] == "attributed"
    less = judged(table.summary("segment", "signed_lift", against="null"))
    assert less["bird"]["verdict"] == "attributed"
    assert less["bird"]["estimate"] > 0.8 * even["bird"]["estimate"]
    assert less["stamp"]["verdict"] != "attributed"
    assert less["stamp"]["low"] < 0 < less["stamp"]["high"]


def judged(summary) -> dict[str, dict]:
    records = summary.to_arrow().to_pylist()
    return {r["segment"]: r for r in records if r["primary"] and r["kind"] == "attribution"}
