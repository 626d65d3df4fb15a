"""Hostile calls for effects and nulls: each is done as asked, or refused with what to do."""

from __future__ import annotations

import logging
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

import partwise as pw
from partwise.errors import CallError, ImageError, UnknownNameError
from tables import write_coco, write_pictures

NAMES = ["cat/0.png", "cat/2.png", "dog/1.png", "dog/3.png"]
SHAPE = (12, 10)


def to_tensor(image: Image.Image) -> torch.Tensor:
    return torch.from_numpy(np.array(image, np.float32).transpose(2, 0, 1) / 255)


class Sums(torch.nn.Module):
    """Logits that are weighted sums of the picture."""

    def __init__(self) -> None:
        super().__init__()
        weights = torch.Generator().manual_seed(0)
        self.weight = torch.nn.Parameter(torch.randn(3, 3, *SHAPE, generator=weights))

    def forward(self, batch: torch.Tensor) -> torch.Tensor:
        return torch.einsum("nchw,kchw->nk", torch.tanh(batch), self.weight)


def classifier(network: torch.nn.Module | None = None):
    return pw.wrap(
        network or Sums(),
        preprocess=to_tensor,
        classes=["cat", "dog", "cow"],
        framing=pw.Framing.identity,
        device="cpu",
    )


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_pictures(Path("pictures"), NAMES, SHAPE)
    write_coco(Path("parts.json"), NAMES, SHAPE)
    Image.new("RGBA", (3, 3), "red").save("mark.png")
    return tmp_path


def build(network: torch.nn.Module | None = None, **options):
    given = {"segments": "coco:parts.json", "out": "table", "method": "none", "effects": "mean"}
    if not {"placebos"} & {*options}:
        given["placebos"] = 1
    return pw.build(classifier(network), "pictures", **{**given, **options})


def count(table, **where) -> int:
    rows = table.sql("SELECT * FROM effects").to_pylist()
    return sum(all(row[key] == value for key, value in where.items()) for row in rows)


# What is given in Python


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"effects": 3}, "--effects is a text or a list of texts, got 3"),
        ({"effects": ["mean", 3]}, "--effects is a text or a list of texts, got 3 in it"),
        ({"effects": True}, "--effects"),
        ({"paste": b"mark.png"}, "--paste is a text"),
        ({"null": [None], "method": "gradient"}, "--null is a text"),
        ({"null": [""], "method": "gradient"}, "unknown null ''"),
        ({"pairs": [("ear", "head", "ear")]}, "--pairs is a text"),
        ({"pairs": [("ear", "ear")]}, "write two different parts as A+B"),
        ({"pairs": ("ear", "head")}, "--pairs 'ear': write two different parts as A+B"),
        ({"pairs": [("ear", "haed")]}, "'haed'. Nearest known: 'head'"),
        ({"dilation": 2}, "--dilation: write an amount above 0 as '12px' or '2%', got '2'"),
        ({"dilation": None}, "--dilation"),
        ({"placebos": "3"}, "--placebos must be a whole number, got '3'"),
        ({"placebos": 2.5}, "--placebos must be a whole number, got 2.5"),
        ({"placebos": True}, "--placebos must be a whole number, got True"),
        ({"placebos": 101}, "at most 100"),
        ({"effects_sample": "2"}, "--effects-sample must be a whole number, got '2'"),
        ({"effects_sample": 1.5}, "--effects-sample must be a whole number, got 1.5"),
        ({"method": ["none", "gradient"]}, "--method none stands alone"),
        ({"target": []}, "--target is empty"),
        ({"pairs": "all", "instances": "keep"}, "--instances keep measures each by itself"),
        ({"effects": "blur,mean"}, "--effects 'blur,mean': that names several fills"),
        ({"effects": "Blur"}, "--effects 'Blur': unknown fill 'Blur'. Nearest known: 'blur'"),
    ],
    ids=str,
)
def test_what_is_of_another_kind_is_refused(place, options, said):
    with pytest.raises(CallError) as told:
        build(**options)
    assert said in str(told.value)
    assert not Path("table").exists()


def test_what_means_the_same_is_taken(place):
    plain = build(paste="mark.png", pairs="ear+head", dilation="0", placebos=2)
    for options in (
        {"effects": ("mean",), "dilation": 0, "placebos": np.int64(2)},
        {"effects": {"mean"}, "dilation": "-0.0%", "pairs": [("ear", "head")]},
        {"null": None, "effects_sample": None, "paste": Path("mark.png"), "dilation": " 0px "},
        {"method": [], "paste": [Path("mark.png")], "dilation": 0.0},
    ):
        same = {"paste": "mark.png", "pairs": ["ear + head"], "dilation": "0", "placebos": 2}
        # the same parameters, or the table would not be gone on with
        assert len(build(**{**same, **options})) == len(plain)
    assert build(out="none", effects=None, paste="mark.png").to_arrow().num_rows == len(plain)


def test_without_removals_their_amounts_are_said_to_do_nothing(place, caplog):
    with caplog.at_level(logging.WARNING, "partwise"):
        build(effects=(), paste="mark.png", placebos=3)
    assert "--placebos and --dilation do nothing without --effects" in caplog.text


# Names


def test_pairs_of_names_that_hold_a_plus(place):
    masks = {name: np.zeros(SHAPE, bool) for name in ("a", "a+b", "b+c", "c")}
    for at, mask in enumerate(masks.values()):
        mask[2 * at : 2 * at + 2, :5] = True
    masks = dict.fromkeys(NAMES, masks)
    with pytest.raises(CallError, match=r"may be \('a', 'b\+c'\) or \('a\+b', 'c'\)"):
        build(segments=masks, pairs="a+b+c")
    table = build(segments=masks, pairs=[("a", "b+c"), "a+b + c", "a+b+b+c"])
    for a, b in [("a", "b+c"), ("a+b", "c"), ("a+b", "b+c")]:
        assert count(table, operation="remove", segment=a, partner=b) == len(NAMES)
    assert table.manifest.parameters["pairs"] == ["a+b++c", "a++b+c", "a++b+b++c"]


def test_a_cue_is_cut_out_of_an_image_of_the_call(place):
    with pytest.raises(UnknownNameError, match=r"(?s)Nearest known: 'cat/0.png'.*save one from"):
        build(paste="segment:ear@dog/3.png", limit=1)
    Path("pictures/dog/3.png").write_bytes(b"broken")
    with pytest.raises(ImageError, match=r"--paste segment:ear@dog/3.png: image 'dog/3.png'"):
        build(paste="segment:ear@dog/3.png")


def test_two_cues_of_one_name_are_refused_with_what_to_do(place):
    Path("more").mkdir()
    Image.new("RGBA", (3, 3), "blue").save("more/mark.png")
    with pytest.raises(CallError, match=r"--paste mark is given twice\. .* rename one of them"):
        build(paste=["mark.png", "more/mark.png"])


# Nulls


@pytest.mark.parametrize(
    ("null", "said"),
    [
        ("null-noise:smooth=1e300%", "smooth must be from 0% to 1000%, got 1e\\+300%"),
        ("null-centre:sigma=1e-300%", "sigma must be from 0.01% to 1000%, got 1e-300%"),
        ("null-centre:sigma=1e308%", "sigma must be"),
        ("null-noise:draws=1000000", "draws must be at most 100, got 1000000"),
    ],
)
def test_amounts_that_would_overflow_or_never_end_are_refused(place, null, said):
    with pytest.raises(CallError, match=f"--null {null}: {said}".replace("+300%:", "\\+300%:")):
        build(method="gradient", null=null)


@pytest.mark.parametrize(
    "null", ["null-noise:draws=1,smooth=1000%", "null-centre:sigma=0.01%", "null-centre:sigma=999%"]
)
def test_amounts_at_their_ends_are_done(place, null):
    table = build(method="gradient", effects=(), null=null)
    assert len(table.where("kind = 'null'")) == len(NAMES) * 3


# Networks that take the pictures and not what is made of them


class Spoilt(Sums):
    """Fails on pictures of one colour and, where asked to, on batches of more than one."""

    def __init__(self, how: str) -> None:
        super().__init__()
        self.how = how

    def forward(self, batch: torch.Tensor) -> torch.Tensor:
        logits = super().forward(batch)
        flat = batch.detach().flatten(1).std(1) < 0.01
        if self.how == "alone" and len(batch) > 1:
            raise RuntimeError("one at a time, please")
        if self.how == "raise" and flat.any():
            raise RuntimeError("there is nothing to see")
        return torch.where(flat[:, None] & (self.how == "nan"), torch.nan, logits)


def write_flat(name: str) -> None:
    """A picture that is flat but for its ear, so that it is flat without it."""
    grey = np.full((*SHAPE, 3), 100, np.uint8)
    grey[2:5, 2:6] = 255
    Image.fromarray(grey).save(Path("pictures", name))


@pytest.mark.parametrize("how", ["nan", "raise"])
def test_an_image_whose_treated_picture_fails_is_an_error_and_the_others_go_on(place, how):
    write_flat(NAMES[1])
    options = {"method": "gradient", "effects": "blur:sigma=2px", "dilation": "1px"}
    table = build(Spoilt(how), **options)
    (error,) = table.errors().to_pylist()
    assert (error["image_id"], error["error"]) == (NAMES[1], "RunError")
    assert (
        "and not with 'ear' replaced (blur:sigma=2px), so that other --effects" in error["message"]
    )
    assert {*table.images()["image_id"].to_pylist()} == {*NAMES} - {NAMES[1]}
    # what the others have does not depend on their neighbour
    without = build(Spoilt("no"), out="without", **options)
    query = (
        "SELECT image_id, segment, operation, draw, status, logit_after FROM effects "
        "WHERE image_id != 'cat/2.png' ORDER BY ALL"
    )
    assert table.sql(query).equals(without.sql(query))


def test_a_network_that_takes_one_picture_at_a_time_has_effects(place, caplog):
    with caplog.at_level(logging.INFO, "partwise"):
        table = build(Spoilt("alone"), batch_size=1)
    assert "forward passes" in caplog.text
    assert not len(table.errors())
    assert count(table, status="done") > 0


# What could not be done


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"paste": "ear.png"}, "--paste ear.png: pasted on no image, since each that is treated"),
        ({"paste": "segment:ear@cat/0.png"}, "--paste segment:ear@cat/0.png: pasted on no image"),
        ({"paste": "mark.png,size=11px"}, "larger than 4 images, where it was not pasted"),
        ({"effects": "swap", "limit": 1}, "--effects swap: nothing was removed from 1 image"),
        ({"pairs": [("ear", "background")]}, "--pairs ear+background: no image that is treated"),
        (
            {"method": "gradient", "null": "null-swapped"},
            "--null null-swapped:gradient:channels=sum",
        ),
        ({"dilation": "500%"}, "no free place for a placebo of 'ear' in 4 images, 'head' in 4"),
    ],
    ids=str,
)
def test_what_could_not_be_done_is_told_at_the_end(place, caplog, options, said):
    Image.new("RGBA", (3, 3), "red").save("ear.png")
    with caplog.at_level(logging.WARNING, "partwise"):
        build(**options)
    assert said in caplog.text


def test_nothing_is_told_where_everything_was_done(place, caplog):
    with caplog.at_level(logging.WARNING, "partwise"):
        small = {name: np.eye(*SHAPE, dtype=bool) for name in NAMES}
        segments = {image: {"line": mask} for image, mask in small.items()}
        build(segments=segments, paste="mark.png", effects=["swap", "mean"], dilation="0")
    # what the parts leave over covers more than half, as nearly always: that is no news
    assert caplog.text == ""


def test_nulls_and_swaps_of_a_set_in_which_nothing_can_be_opened(place, caplog):
    good = {name: Path("pictures", name).read_bytes() for name in NAMES}
    for name in NAMES:
        Path("pictures", name).write_bytes(b"broken")
    options = {"method": "gradient", "effects": "swap", "null": ["null-reinitialised"]}
    assert len(build(**options).errors()) == len(NAMES)
    for name, data in good.items():
        Path("pictures", name).write_bytes(data)
    mended = build(**options)
    assert len(mended.where("kind = 'null'")) == len(NAMES) * 3 * 5
    assert not count(mended, status="no_donor")


# A few images first, then all of them


def many(count: int) -> list[str]:
    names = [f"{'cat' if index % 2 else 'dog'}/{index:02d}.png" for index in range(count)]
    write_pictures(Path("pictures"), names, SHAPE)
    return names


def without_ear(names: list[str]) -> dict[str, dict[str, np.ndarray]]:
    mask = np.zeros(SHAPE, bool)
    mask[:4, :4] = True
    return {name: {"ear": mask} if index % 4 else {} for index, name in enumerate(names)}


def lenders(table) -> set[str]:
    found = table.sql("SELECT DISTINCT donor FROM effects WHERE donor IS NOT NULL")
    return {*found["donor"].to_pylist()}


def test_maps_and_pixels_are_lent_by_images_that_came_later_too(place):
    options = {"segments": without_ear(many(20)), "null": "null-swapped", "method": "gradient"}
    few = lenders(first := build(effects="swap", limit=4, **options))
    done = {*first.images()["image_id"].to_pylist()}
    grown = build(effects="swap", **options)
    assert few <= done
    assert len(lenders(grown)) > 4
    draws = grown.where("kind = 'null' and segment = 'ear'").sql(
        "SELECT image_id, count(*) AS draws FROM attributions GROUP BY ALL"
    )
    late = [each["draws"] for each in draws.to_pylist() if each["image_id"] not in done]
    assert set(late) == {5}
