"""Bad input to effects, end to end: a sentence that says what to do, or a table that says why."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import partwise as pw
from tables import write_pictures
from test_bad_input import build, nets, partwise, place, refused  # noqa: F401 - fixtures

FILLS = ("blur", "mean", "inpaint", "swap", "noise")
MODEL = {"maps": None, "model": "python:bad_nets:make", "method": "none", "effects": "mean"}
GRADIENT = {"effects": None, "method": "gradient"}

ANY_SHAPE = """
def any_shape():
    return make(as_it_is, torch.nn.Conv2d(3, 4, 1), torch.nn.ReLU(), torch.nn.AdaptiveAvgPool2d(1),
                torch.nn.Flatten(), torch.nn.Linear(4, 3), framing=pw.Framing.identity)
"""


@pytest.fixture
def effects(nets, build):  # noqa: F811 - the fixtures
    """`partwise build --method none --effects mean`, but for what a test says."""
    return lambda *more, **changed: build(*more, **{**MODEL, **changed})


def statuses(table="table"):
    found = pw.open_table(table).sql(
        "SELECT DISTINCT segment, partner, operation, status FROM effects"
    )
    return {tuple(row.values()) for row in found.to_pylist()}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"effects": "blurr"}, "unknown fill 'blurr'. Nearest known: 'blur'"),
        ({"effects": "blur:sgima=3px"}, "Nearest known: 'sigma'"),
        ({"effects": "blur:sigma=0px"}, "option 'sigma' of 'blur': write an amount above 0"),
        ({"effects": "blur:sigma"}, "options are written key=value"),
        ({"effects": "mean:draws=3"}, "unknown option of 'mean' 'draws'"),
        ({"effects": None}, "Give --effects or --paste, or a method"),
        ({**GRADIENT, "pairs": "ear+head"}, "--pairs goes with --effects"),
        ({"pairs": "ear+haed"}, "segment of --pairs 'ear+haed' 'haed'. Nearest known: 'head'"),
        ({"pairs": "ear"}, "--pairs 'ear': write two different parts as A+B, or all"),
        ({"pairs": "ear+ear"}, "write two different parts"),
        ({"pairs": "ear+"}, "write two different parts"),
        ({"placebos": -1}, "--placebos must be a whole number from 0 up, got -1"),
        ({"dilation": "wide"}, "--dilation: write an amount above 0 as '12px' or '2%', got 'wide'"),
        ({"dilation": "-1px"}, "got '-1px'. 0 widens nothing"),
        ({"dilation": "3"}, "--dilation"),
        ({"dilation": "inf%"}, "--dilation"),
        ({"effects_sample": 0}, "--effects-sample must be at least 1 image a class, got 0"),
        ({**GRADIENT, "effects_sample": 1}, "--effects-sample goes with"),
        ({"target": "cwo"}, "'cow'"),
        ({"target": "cat-vs-lion"}, "'lion'"),
        ({"target": "label"}, "no image has a label"),
        ({"paste": "gone.png"}, "--paste 'gone.png': there is no such file"),
        ({"paste": "parts.json"}, "--paste 'parts.json' cannot be read as a picture"),
        ({"paste": "mark.png,size=150%"}, "larger than the picture. Give at most 100%"),
        ({"paste": "mark.png,place=middle"}, "unknown place of --paste"),
        ({"paste": "mark.png,opacity=0"}, "opacity must be above 0"),
        ({"paste": "mark.png,draws=0"}, "draws must be a whole number from 1"),
        ({"paste": "segment:ear"}, "write segment:NAME@IMAGE, as segment:tag@dogs/7.jpg"),
        ({"paste": "segment:ear@cat/1.png"}, "unknown image of --paste 'cat/1.png'. Nearest"),
        ({"paste": "segment:era@cat/0.png"}, "segment of image 'cat/0.png' 'era'. Nearest"),
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_written(effects, changed, said):
    Image.new("RGBA", (4, 4), "red").save("mark.png")
    refused(effects(**changed), said)
    assert not Path("table").exists()


@pytest.mark.parametrize("option", ["effects", "paste"])
def test_pictures_are_shown_to_no_classifier_where_maps_are_given(build, option):  # noqa: F811
    Image.new("RGBA", (4, 4), "red").save("mark.png")
    value = {"effects": "blur", "paste": "mark.png"}[option]
    refused(build(**{option: value}), "--maps has none", "Give --model")


def test_what_is_given_twice_is_refused(effects):
    Image.new("RGBA", (4, 4), "red").save("mark.png")
    Path("more").mkdir()
    Image.new("RGBA", (4, 4), "blue").save("more/mark.png")
    for more, said in [
        (("--effects", "mean", "--effects", "mean"), "--effects mean is given twice"),
        (("--pairs", "ear+head", "--pairs", "head+ear"), "--pairs ear+head is given twice"),
        (("--pairs", "all", "--pairs", "head+ear"), "--pairs all is every pair already"),
        (("--paste", "mark.png", "--paste", "more/mark.png"), "--paste mark is given twice"),
        (("--method", "gradient"), "--method none stands alone"),
    ]:  # fmt: skip
        refused(effects(*more), said)


def test_a_cue_larger_than_the_picture_is_told_image_by_image(effects):
    Image.new("RGBA", (40, 4), "red").save("mark.png")
    done = effects(effects=None, paste="mark.png,size=40px")
    assert done.code == 0
    assert statuses() == {("mark", None, "paste", "too_large")}


def test_overlapping_parts_are_removed_together(effects):
    # the ear lies inside the head, and both together are no more than the head
    assert effects(pairs="ear+head", dilation="0").code == 0
    rows = pw.open_table("table").sql(
        "SELECT segment, partner, max(changed_px) AS px FROM effects "
        "WHERE operation = 'remove' GROUP BY ALL"
    )
    pixels = {(row["segment"], row["partner"]): row["px"] for row in rows.to_pylist()}
    assert pixels["ear", "head"] == pixels["head", None] > pixels["ear", None]


@pytest.mark.parametrize("fill", FILLS)
def test_a_part_that_covers_everything_and_one_that_covers_nothing(effects, fill):
    for name in ("cat/0.png", "dog/1.png"):
        for part, pixels in {"all": 255, "none": 0}.items():
            path = Path("masks", part, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.fromarray(np.full((12, 10), pixels, np.uint8)).save(path)
    done = effects(segments="masks:masks", effects=fill, pairs="all")
    assert done.code == 0, done.err
    assert statuses() == {
        ("all", None, "remove", "done"),
        ("all", None, "keep", "done"),
        ("all", None, "placebo", "no_free_place"),
        (None, None, "floor", "done"),
    }


def test_dilation_may_swallow_the_picture(effects):
    assert effects(dilation="500%").code == 0
    assert ("ear", None, "placebo", "no_free_place") in statuses()


def test_one_image_alone_has_nobody_to_lend_it_pixels(effects):
    assert effects(effects="swap", limit=1).code == 0
    assert {each[2:] for each in statuses()} == {("remove", "no_donor")}


def test_pictures_of_one_pixel_and_of_one_line(nets, build):  # noqa: F811
    with Path("bad_nets.py").open("a") as module:
        module.write(ANY_SHAPE)
    for name, shape in [("one", (1, 1)), ("wide", (1, 30)), ("tall", (30, 1))]:
        write_pictures(Path("pictures"), [f"{name}.png"], shape)
        mask = np.zeros(shape, np.uint8)
        mask[:1, :1] = 255
        Path("masks/dot").mkdir(parents=True, exist_ok=True)
        Image.fromarray(mask).save(f"masks/dot/{name}.png")
    Image.new("RGBA", (4, 4), "red").save("mark.png")
    done = build(
        *(text for fill in FILLS for text in ("--effects", fill)),
        **{**MODEL, "model": "python:bad_nets:any_shape", "effects": None, "paste": "mark.png"},
        segments="masks:masks",
    )
    assert done.code == 0, done.err
    table = pw.open_table("table")
    assert len(table.images()) == 5
    spoilt = table.sql("SELECT count(*) AS n FROM effects WHERE NOT isfinite(logit_after)")
    assert spoilt["n"].to_pylist() == [0]


def test_another_call_is_refused_with_the_difference(effects, partwise):  # noqa: F811
    assert effects().code == 0
    given = [text for key, value in {**MODEL, "images": "pictures", "segments": "coco:parts.json",
             "out": "table", "effects": "blur"}.items() if value
             for text in (f"--{key}", value)]  # fmt: skip
    refused(partwise("build", *given), 'effects: the table has ["mean"]', "blur:sigma=5%")
