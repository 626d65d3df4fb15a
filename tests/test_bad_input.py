"""Bad input, end to end: a sentence on stderr, the right exit code, and nothing on stdout."""

from __future__ import annotations

import csv
import io
import json
import logging
import os
import pickle
import shlex
import shutil
import struct
import subprocess
import sys
import warnings
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from PIL import Image

import partwise as pw
from partwise import cli
from partwise.measures import MEASURES
from tables import row, table_of, write_coco, write_maps, write_pictures

NAMES = ["cat/0.png", "dog/1.png"]
CALL = {"images": "pictures", "segments": "coco:parts.json", "maps": "maps", "out": "table"}
MODEL = {"maps": None, "method": "gradient"}

NETS = """
import sys
import numpy as np
import torch
import partwise as pw

def tensor(image):
    return torch.from_numpy(np.asarray(image.resize((8, 8)), np.float32).transpose(2, 0, 1) / 255)

def as_it_is(image):
    return torch.from_numpy(np.asarray(image, np.float32).transpose(2, 0, 1) / 255)

def make(preprocess=tensor, *last, framing=None):
    torch.manual_seed(0)
    layers = last or [torch.nn.Conv2d(3, 4, 3), torch.nn.ReLU(), torch.nn.Flatten(),
                      torch.nn.Linear(144, 3)]
    network = torch.nn.Sequential(*layers)
    return pw.wrap(network, preprocess=preprocess, classes=["cat", "dog", "cow"], framing=framing)

def any_size():
    return make(as_it_is, torch.nn.Conv2d(3, 4, 3, padding=1), torch.nn.ReLU(),
                torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten(), torch.nn.Linear(4, 3))

def no_grid():
    return make(tensor, torch.nn.Flatten(), torch.nn.Linear(192, 3))

def picky():
    def preprocess(image):
        if np.asarray(image)[0, 0, 0] == 7:
            raise ValueError("too dark")
        return tensor(image)
    return make(preprocess, framing=lambda shape: pw.Framing.stretch(shape, (8, 8)))

def talks():
    print("hello from the factory")
    return make()

def fails():
    raise RuntimeError("no licence")

def leaves():
    sys.exit(0)

def nothing():
    return None
"""


@dataclass(frozen=True)
class Done:
    """What a call left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A folder to stand in, with two pictures, their parts and their maps."""
    monkeypatch.chdir(tmp_path)
    write_pictures(Path("pictures"), NAMES)
    write_coco(Path("parts.json"), NAMES)
    write_maps(Path("maps"), NAMES)
    return tmp_path


@pytest.fixture
def nets(place, monkeypatch):
    """The same, with a module of networks, fresh in each test."""
    Path("bad_nets.py").write_text(NETS)
    monkeypatch.setattr(sys, "path", [str(place), *sys.path])
    yield place
    sys.modules.pop("bad_nets", None)


@pytest.fixture
def partwise(place, capsys, monkeypatch):
    """The command line, called in this process, in that folder."""
    logger = logging.getLogger("partwise")
    handlers, propagate, level = list(logger.handlers), logger.propagate, logger.level

    def call(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["partwise", *map(str, arguments)])
        capsys.readouterr()
        try:
            with warnings.catch_warnings():
                # on a real stderr they would stand between the sentences
                warnings.simplefilter("error", RuntimeWarning)
                with pytest.raises(SystemExit) as exited:
                    cli.main()
        finally:
            # the command line logs to the stderr of its process, which here outlives the call
            logger.handlers, logger.propagate = list(handlers), propagate
            logger.setLevel(level)
        said = capsys.readouterr()
        done = Done(int(exited.value.code or 0), said.out, said.err)
        assert "Traceback" not in done.err
        return done

    return call


@pytest.fixture
def build(partwise):
    """`partwise build` with what is right, but for what a test says."""

    def call(*more: object, **changed: object) -> Done:
        shutil.rmtree("table", ignore_errors=True)
        options = {**CALL, **changed}
        given = [
            text
            for name, value in options.items()
            if value is not None
            for text in (f"--{name.replace('_', '-')}", str(value))
        ]
        done = partwise("build", *given, *more)
        assert done.out == ""
        return done

    return call


def refused(done: Done, *said: str, code: int = 2) -> None:
    assert done.code == code, done.err
    for each in said:
        assert each in done.err, done.err


# Pictures


def test_a_folder_without_pictures(build):
    Path("empty").mkdir()
    Path("empty/notes.txt").write_text("nothing to see")
    refused(build(images="empty"), "--images 'empty'", "no image file", ".jpg")


def big_png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"x") + chunk(b"IEND", b"")
    )


def test_each_broken_picture_is_named_with_its_reason_and_the_others_are_done(build, partwise):
    whole = io.BytesIO()
    Image.effect_noise((64, 64), 90).save(whole, "PNG")
    for name, data, _ in (
        broken := [
            ("empty.jpg", b"", "empty (0 bytes)"),
            ("text.png", b"hello", "not an image"),
            ("cut.png", whole.getvalue()[:900], "cut off"),
            ("bomb.png", big_png(20_000, 10_000), "200000000 pixels"),
            ("huge.png", big_png(2**31 - 1, 2**31 - 1), "limit"),
        ]
    ):
        Path("pictures", name).write_bytes(data)
    Path("pictures/nowhere.png").symlink_to("gone")
    write_maps(Path("maps"), [*NAMES, "text.png"])
    done = build()
    refused(done, "2 images, 6 rows", "6 images failed", "No such file", code=3)
    for name, _, reason in broken:
        line = next(line for line in done.err.splitlines() if repr(name) in line)
        assert reason in line
    assert {*pw.open_table("table").errors()["image_id"].to_pylist()} == {
        "nowhere.png",
        *(name for name, _, _ in broken),
    }
    Path("pictures/nowhere.png").unlink()
    shutil.copy("pictures/cat/0.png", "pictures/text.png")
    refused(partwise("build", *(f"--{k}={v}" for k, v in CALL.items())), "3 images", code=3)


def test_a_table_in_which_everything_failed_says_so(build, partwise):
    for name in NAMES:
        Path("pictures", name).write_bytes(b"broken")
    refused(build(), "0 images, 0 rows", "2 images failed", code=3)
    shown = partwise("show", "table")
    assert (shown.code, "2 images failed" in shown.out) == (0, True)
    assert partwise("show", "table", "--format", "json").out == "[]\n"
    assert partwise("show", "table", "--rows", "--format", "csv").out.count("\n") == 1


def test_a_file_name_that_is_no_utf_8_is_written_out(build, partwise):
    try:
        shutil.copy("pictures/cat/0.png", os.fsdecode(b"pictures/cat/b\xe4d.png"))
    except OSError:
        pytest.skip("this file system takes only UTF-8")
    Path(os.fsdecode(b"pictures/cat/\xff.png")).write_bytes(b"broken")
    write_maps(Path("maps"), [*NAMES, os.fsdecode(b"cat/b\xe4d.png")])
    refused(build(maps="maps"), "\\xff.png", code=3)
    assert r"cat/b\xe4d.png" in partwise("show", "table", "--by", "image_id").out


def test_pictures_that_differ_only_in_their_ending_do_not_share_a_mask(build):
    shutil.copy("pictures/cat/0.png", "pictures/cat/0.tif")
    Path("masks/ear").mkdir(parents=True)
    Image.new("L", (10, 12), 255).save("masks/ear/0.png")
    refused(build(segments="masks:masks"), "cannot tell", "cat/0.png", "cat/0.tif", "0.png")


def test_linked_folders_are_followed_and_circles_left(build):
    Path("links").mkdir()
    Path("links/all").symlink_to("../pictures")
    Path("links/self").symlink_to(".")
    done = build(images="links")
    assert (done.code, "2 images" in done.err) == (0, True)


def test_swapped_files_and_folders(build):
    for name, value, said in [
        ("images", "parts.json", "no column 'path'"),
        ("images", "pictures/cat/0.png", "is not a CSV"),
        ("images", "nowhere", "no such folder"),
        ("segments", "coco:pictures", "Is a directory"),
        ("segments", "masks:parts.json", "no folder"),
        ("segments", "parts.json", "say what it is and where"),
        ("maps", "parts.json", "no folder"),
        ("predictions", "pictures", "Is a directory"),
        ("labels", "pictures:label", "Is a directory"),
        ("metadata", "pictures", "Is a directory"),
        ("classes", "pictures", "Is a directory"),
        ("parts", "pictures", "Is a directory"),
        ("config", "pictures", "Is a directory"),
        ("out", "pictures", "holds other files"),
    ]:
        refused(build(**{name: value}), said, value.rpartition(":")[2])
    refused(build(out="parts.json"), "a file is in its place", code=3)


def test_paths_with_spaces_quotes_wildcards_and_leading_dashes(build, partwise):
    odd = Path("a 'b' \"c\" [1] *?{2} ü/-d")
    odd.mkdir(parents=True)
    for name in ("pictures", "maps", "parts.json"):
        shutil.move(name, odd / name)
    done = build(
        images=odd / "pictures",
        maps=odd / "maps",
        segments=f"coco:{odd / 'parts.json'}",
        out=odd / "-table",
    )
    assert done.code == 0, done.err
    shutil.move(odd / "-table", "-moved")
    assert "ear" in partwise("show", "--", "-moved").out


# Annotations


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (lambda d: d.pop("annotations"), 2, ["no 'annotations'", "'images', 'categories'"]),
        (lambda d: d["annotations"][0].update(image_id=77), 2, ["image_id 77", "0, 1"]),
        (lambda d: d["annotations"][0].update(category_id=9), 2, ["category_id 9", "1, 2"]),
        (lambda d: d.update(categories=[]), 2, ["category_id 1", "0 categories. Export"]),
        (lambda d: d["images"].append(d["images"][0]), 2, ["id 0 is given twice", "cat/0.png"]),
        (
            lambda d: d["images"].append({**d["images"][0], "id": 5}),
            2,
            ["cannot tell", "image id 5"],
        ),
        (
            lambda d: d["annotations"][0].update(segmentation=[[1, 2, 3]]),
            3,
            ["annotation 0", "'ear'", "cat/0.png", "got 3 coordinates"],
        ),
        (
            lambda d: d["annotations"][0].update(segmentation=[[0, 0, "x", 1, 5, 5]]),
            3,
            ["numbers x, y", "'x'"],
        ),
        (
            lambda d: d["annotations"][0].update(segmentation={"size": [10, 12], "counts": "abc"}),
            3,
            ["[10, 12]", "[12, 10]", "Mend or delete"],
        ),
        (
            lambda d: d["annotations"][0].update(segmentation={"size": [12, 10], "counts": [1, 2]}),
            3,
            ["add up to 120", "in all 3"],
        ),
        (lambda d: d["images"][0].update(height=99), 3, ["12×10", "99×10"]),
        (lambda d: d["images"][0].update(height=10, width=12), 3, ["swapped", "EXIF"]),
    ],
)  # fmt: skip
def test_an_annotation_file_that_is_wrong(build, change, code, said):
    content = json.loads(Path("parts.json").read_text())
    change(content)
    Path("parts.json").write_text(json.dumps(content))
    refused(build(), "coco:parts.json", *said, code=code)


@pytest.mark.parametrize("data", [b"", b"{", b"\x1f\x8b\x08", b"\xff\xfe"])
def test_an_annotation_file_that_is_no_json(build, data):
    Path("parts.json").write_bytes(data)
    refused(build(), "coco:parts.json", "not JSON", f"{len(data)} bytes", "as exported")


def test_a_mask_of_another_size_than_its_image(build):
    for layout in ("ear/cat", "ear/dog"):
        Path("masks", layout).mkdir(parents=True)
    Image.new("L", (10, 12), 255).save("masks/ear/cat/0.png")
    Image.new("L", (5, 6), 255).save("masks/ear/dog/1.png")
    done = build(segments="masks:masks")
    refused(done, "'dog/1.png'", "12×10", "6×5", "masks/ear/dog/1.png", "1 image failed", code=3)


def test_the_same_segments_twice(build):
    refused(build("--segments", "coco:parts.json"), "coco:parts.json", "given twice")


def test_images_without_segments_are_told(build):
    write_coco(Path("parts.json"), ["cat/0.png", "cow/9.png"])
    done = build()
    assert done.code == 0
    assert "1 image without segments" in done.err
    assert "1 image annotated but not in this call" in done.err


ODD_NAMES = [
    'it\'s "quoted" <b>&amp;',
    "a/b\\c",
    "new\nline\ttab\r",
    "x" * 300,
    "глаз 目 👁️ עין",
    "a,b;c",
    "%like_",
    "$1 ?",
    "'; DROP TABLE rows; --",
    "=1+1",
    "NULL",
]


def test_odd_segment_names_go_through_everything_unharmed(build, partwise):
    content = json.loads(Path("parts.json").read_text())
    content["categories"] = [{"id": i, "name": name} for i, name in enumerate(ODD_NAMES)]
    mask = content["annotations"][0]["segmentation"]
    content["annotations"] = [
        {"id": i, "image_id": 0, "category_id": i, "segmentation": mask}
        for i in range(len(ODD_NAMES))
    ]
    Path("parts.json").write_text(json.dumps(content))
    assert build().code == 0
    known = {*ODD_NAMES, "(unnamed)"}

    def show(*options: object) -> str:
        done = partwise("show", "table", *options)
        assert done.code == 0, done.err
        return done.out

    shown = show("--measure", "share", "--intervals", "none").splitlines()
    assert len(shown) == 4 + len(known)
    assert any(line.startswith("new\\nline\\ttab\\r ") for line in shown)
    rows = csv.DictReader(io.StringIO(show("--format", "csv"), newline=""))
    assert {row["segment"] for row in rows} == known
    assert {row["segment"] for row in json.loads(show("--format", "json"))} == known
    assert {*pq.read_table("table/rows")["segment"].to_pylist()} == known
    for name in ODD_NAMES:
        quoted = name.replace("'", "''")
        found = json.loads(show("--rows", "--format", "json", "--where", f"segment = '{quoted}'"))
        assert [row["segment"] for row in found] == [name]


# Tables of text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ["no column 'path'", "an empty file"]),
        ("path\n", ["no images"]),
        ("path;label\npictures/cat/0.png;cat\n", ["'path;label'", "commas"]),
        ("path,path\npictures/cat/0.png,x\n", ["twice"]),
        ("path,label\n,cat\n", ["line 2", "'path' is empty"]),
        ("path,label\npictures/cat,0.png,cat\n", ["line 2", "2 cells", "got 3", "quotes"]),
        ('path\n"pictures/cat/0.png\n', ["not a CSV"]),
        ("path\npictures/cat/0.png\n./pictures/cat/0.png\n", ["twice"]),
        ("path,Segment\npictures/cat/0.png,x\n", ["'Segment'", "Rename"]),
        ("path,rows\npictures/cat/0.png,x\n", ["'rows'", "Rename"]),
    ],
)
def test_a_list_of_images_that_is_wrong(build, text, said):
    Path("list.csv").write_text(text)
    refused(build(images="list.csv"), *said)


def test_a_list_of_images_with_a_byte_order_mark(build, partwise):
    text = "\ufeffpath, label ,odd 'n\"ame\npictures/cat/0.png,cat,7\n"
    Path("list.csv").write_text(text, encoding="utf-8")
    assert build(images="list.csv").code == 0
    shown = partwise("show", "table", "--by", "label,odd 'n\"ame", "--format", "json")
    assert {(row["label"], row["odd 'n\"ame"]) for row in json.loads(shown.out)} == {("cat", "7")}


def test_labels_that_are_wrong(build):
    for text, option, said in [
        ("path,label\ncat/0.png,cat\ncat/0.png,dog\n", "l.csv:label", "cannot tell"),
        ("path,Label\ncat/0.png,cat\n", "l.csv:label", "Nearest known: 'Label'"),
        ("label\ncat\n", "l.csv:label", "no column 'path'"),
        ("path,label\n", "l.csv", "FILE:COLUMN"),
    ]:
        Path("l.csv").write_text(text)
        refused(build(labels=option), "--labels", said)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "'path' and 'predicted'"),
        ("path,predicted,foo\ncat/0.png,cat,1\n", "unknown column 'foo'"),
        ("path,predicted\ncat/0.png,\n", "line 2: 'predicted' is empty"),
        ("path,predicted,logit\ncat/0.png,cat,nan\n", "must be finite"),
        ("path,predicted,probability\ncat/0.png,cat,1.5\n", "from 0 to 1"),
        ("path,predicted\ncat/0.png,cat\ncat/0.png,dog\n", "twice, first in line 2"),
        ("path,predicted\ncat/0.png,cwo\n", "'cat/0.png': unknown class 'cwo'. Nearest"),
        ("path,predicted,target\ncat/0.png,cat,9\n", "unknown class '9'"),
    ],
)  # fmt: skip
def test_predictions_that_are_wrong(build, text, said):
    Path("p.csv").write_text(text)
    Path("classes.txt").write_text("cat\ndog\ncow\n")
    refused(build(predictions="p.csv", classes="classes.txt"), "--predictions 'p.csv'", said)


def test_predictions_that_lack_an_image_are_told(build):
    Path("p.csv").write_text("path,predicted\ncat/0.png,cat\n")
    done = build(predictions="p.csv")
    assert done.code == 0
    assert "no prediction for 1 of 2 images, such as 'dog/1.png'" in done.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x", "not TOML"),
        ("x = 3", "must be a table"),
        ('[nose]\nrole = "core"', "unknown segment 'nose'"),
        ('[x]\nunion = ["haed"]', "Nearest known: 'head'"),
        ('[ear]\nrole = "cor"', "core, context, artefact"),
        ('[x]\nring = "ear"', "radius"),
        ('[x]\nring = "ear"\nradius = "-3px"', "'12px' or '2%'"),
        ('[x]\nunion = ["y"]\n[y]\nunion = ["x"]', "circle"),
        ('[ear]\nparent = "haed"', "unknown parent 'haed'"),
        ('[ear]\nunion = ["head"]', "already"),
        ('[ear]\nfoo = 1', "unknown key 'foo'"),
    ],
)  # fmt: skip
def test_parts_that_are_wrong(build, text, said):
    Path("parts.toml").write_text(text)
    refused(build(parts="parts.toml"), "part", said)


# Maps


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda a: np.where(a == a[2, 3], np.nan, a), ["not finite", "row 2, column 3"]),
        (lambda a: np.stack([a, a]), ["(2, 12, 10)", "(height, width)", "--maps-channels"]),
        (lambda a: a[:5], ["12×10", "5×10"]),
        (lambda a: a > 0, ["bool", "float32"]),
        (lambda a: np.array([[{}]], object), ["cannot be read", "numpy.save"]),
        (lambda a: a.astype(np.float64) * 1e200, ["do not fit into float32"]),
    ],
)
def test_a_map_that_is_wrong(build, spoil, said):
    place = Path("maps/cat/0.npy")
    np.save(place, spoil(np.load(place)))
    refused(build(), "cat/0.png", "1 image, 3 rows", *said, code=3)


def test_a_map_file_that_is_damaged_or_claims_the_world(build):
    place = Path("maps/cat/0.npy")
    whole = place.read_bytes()
    for data in (b"", b"garbage" * 9, whole[:-7], whole.replace(b"(12, 10)", b"(99999999999, 10)")):
        place.write_bytes(data)
        refused(build(), "map 'maps/cat/0.npy' of image 'cat/0.png' cannot be read", code=3)
    place.unlink()
    refused(build(), "no saliency map for it", "Name maps as the images", code=3)


def test_what_has_no_use_beside_maps_is_refused(build):
    refused(build(method="gradient"), "--method and --target, or --maps")
    refused(build(target="cat"), "--method and --target, or --maps")
    refused(build(weights="parts.json"), "--weights goes with --model")
    refused(build(model="python:no.module:make"), "no module")


# The call itself


def test_numbers_and_texts_that_make_no_sense(build):
    for name, value, said in [
        ("limit", 0, "at least 1, got 0"),
        ("limit", -1, "at least 1, got -1"),
        ("limit", "x", "'--limit'"),
        ("workers", 0, "at least 1"),
        ("batch_size", 0, "at least 1"),
        ("seed", "text", "'--seed'"),
        ("instances", "x", "'unite' or 'keep'"),
        ("images", "", "--images is empty"),
        ("out", "", "--out is empty"),
    ]:
        refused(build(**{name: value}), said)
    assert build(batch_size=10**30, workers=10**9).code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("limit = true", "'limit' must be a text or number, got True"),
        ('limit = "x"', "'--limit'"),
        ("images = 3", "'3'"),
        ('images = ["pictures"]', "'images' must be a text or number"),
        ('images = ""', "'images' must be a text or number, got ''"),
        ('strict = "yes"', "'strict' must be true or false, got 'yes'"),
        ("[method]\nx = 1", "'method' must be a text or number, or a list of them"),
        ("method = [[1]]", "'method' must be"),
        ('[build]\nimages = "x"', "unknown option 'build'"),
        ('keep_maps = true', "Nearest known: 'keep-maps'"),
        ('config = "run.toml"', "unknown option 'config'"),
        ("images = ", "is not TOML"),
    ],
)  # fmt: skip
def test_a_config_file_that_is_wrong(partwise, text, said):
    keys = {"segments": "coco:parts.json", "maps": "maps", "out": "table", "images": "pictures"}
    lines = [f'{key} = "{value}"' for key, value in keys.items() if not text.startswith(key)]
    Path("run.toml").write_text("\n".join([*lines, text]))
    refused(partwise("build", "--config", "run.toml"), said)


def test_a_config_file_may_name_one_thing_where_a_list_is_possible(partwise):
    Path("run.toml").write_text(
        'images = "pictures"\nsegments = "coco:parts.json"\nmaps = "maps"\nout = "table"\n'
    )
    assert partwise("build", "--config", "run.toml").code == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--by", ""], "--by is empty"),
        (["--by", "segmnt"], "Nearest known: 'segment'"),
        (["--by", "lift"], "Group by a column"),
        (["--measure", ","], "--measure ','"),
        (["--by", "label,,segment"], "two commas"),
        (["--format", "xlsx"], "'parquet'"),
        (["--rows", "--by", "label"], "leave out --by"),
        (["--rows", "--cluster", "label", "--seed", 0], "leave out --cluster and --seed"),
        (["--rows", "--findings"], "leave out --findings"),
        (["--findings", "--measure", "lift"], "leave out --measure"),
        (["--limit", 3], "leave out --limit"),
        (["--against", "rst"], "Nearest known: 'rest'"),
        (["--against", "rest"], "Give --by such a column"),
        (["--against", "null"], "no row is of kind 'null'"),
        (["--cluster", "lable"], "Nearest known: 'label'"),
        (["--cluster", "segment"], "a column of images"),
        (["--pool", "methods"], "Nearest known: 'method'"),
        (["--intervals", "maybe"], "Known: 'bootstrap'"),
        (["--smallest-effect", "nan"], "from 0 up"),
        (["--smallest-effect", -1], "from 0 up"),
        (["--smallest-effect", "much"], "'--smallest-effect'"),
        (["--resamples", 20], "at least 200"),
        (["--resamples", 1.5], "'--resamples'"),
        (["--confidence", 95], "between 0 and 1"),
        (["--confidence", "nan"], "between 0 and 1"),
        (["--seed", -1], "from 0 up"),
        (["--where", " "], "it is empty"),
        (["--where", 'segment = "ear"'], "text in single quotes"),
        (["--where", "lift > 'abc'"], "'abc'"),
        (["--where", "segment"], "a condition is true or false"),
        (["--where", "lift > (select 1)"], "subquery is not allowed"),
        (["--where", "count(*) > 1"], "not allowed"),
        (["--where", "1=1; drop table rows"], "--where"),
        (["--where", "segment = ?"], "parameter is not allowed"),
        (["--where", "CAST(segment AS INTEGER) > 1"], "Could not convert"),
        (["--where", "read_text('parts.json') = ''"], "'read_text' is not allowed"),
        (["--where", "segment = getenv('HOME')"], "'getenv' is not allowed"),
        (["--where", "lift > (COPY rows TO 'stolen.csv')"], "--where"),
        (["--where", "true) UNION FROM 'parts.json' --"], "--where"),
        (["--where", "rows.lift > 1"], "unknown column 'rows.lift'"),
    ],
)
def test_show_refuses_what_makes_no_sense(build, partwise, options, said):
    build()
    done = partwise("show", "table", *options)
    refused(done, said)
    assert done.out == ""
    assert done.err.startswith("partwise: error: ")
    assert "SELECT *" not in done.err
    assert not Path("stolen.csv").exists()


def test_show_takes_a_name_that_is_given_twice_once(build, partwise):
    build()
    twice = partwise("show", "table", "--by", "segment,segment", "--measure", "lift,lift").out
    assert twice == partwise("show", "table", "--measure", "lift").out


# Groups of all kinds


QUESTIONS = [
    [],
    ["--measure", ",".join(MEASURES)],
    ["--by", "label", "--against", "rest"],
    ["--by", "label", "--against", "null"],
    ["--by", "label,segment", "--cluster", "predicted"],
    ["--pool", "method,target_kind,kind"],
    ["--intervals", "analytic"],
    ["--intervals", "none"],
    ["--smallest-effect", "0"],
    ["--confidence", "0.5"],
    ["--rows"],
    ["--findings"],
    ["--format", "json"],
    ["--format", "csv"],
]


def scaled(by: float) -> dict[str, float]:
    """A map of one size everywhere, as float32 can hold it."""
    return {
        "saliency_sum": 100 * by,
        "positive_sum": 100 * by,
        "negative_sum": 0.0,
        "image_saliency_sum": 1000 * by,
        "image_positive_sum": 1000 * by,
        "image_negative_sum": 0.0,
        "image_square_sum": 1000 * by**2,
    }


@pytest.mark.parametrize("images", [1, 11])
@pytest.mark.parametrize(
    "of_segment",
    [
        {"eye": lambda at: {"undefined": True}},
        {"eye": lambda at: {"signed_lift": 0.5}, "ear": lambda at: {"status": "not_found"}},
        {"eye": lambda at: {"image_area_px": 100}},
        {"eye": lambda at: scaled(3e38 if at == 0 else 1e-40)},
        {"eye": lambda at: {"lift": 0.0}},
    ],
    ids=["all undefined", "all alike, one never found", "whole picture", "huge", "zero"],
)
def test_odd_values_are_shown_without_a_warning(partwise, of_segment, images):
    rows = [
        row(f"{at}.png", name, label="cat" if at % 2 else "dog", kind=kind, **columns(at))
        for at in range(images)
        for name, columns in of_segment.items()
        for kind in ("attribution", "null")
    ]
    table_of(Path("made"), rows)
    for options in QUESTIONS:
        done = partwise("show", "made", *options)
        if "rest" in options and images == 1:
            refused(done, "no two groups differ in 'label' alone")
        else:
            assert (done.code, done.err) == (0, ""), options


def test_a_table_without_rows_says_so(partwise):
    table_of(Path("made"), [])
    for options in QUESTIONS:
        done = partwise("show", "made", *options)
        assert (done.code, done.err) == (0, ""), options
        if "--format" not in options and "--findings" not in options:
            assert done.out == "No rows: no images.\n"


def test_a_condition_that_leaves_nothing_says_so(partwise):
    table_of(Path("made"), [row(f"{at}.png", "eye") for at in range(12)])
    for condition in ("segment = 'tail'", "lift > 100"):
        done = partwise("show", "made", "--where", condition)
        assert (done.code, done.out) == (0, "No rows: nothing meets the condition.\n")


def test_columns_of_the_metadata_that_a_summary_has_too(partwise):
    rows = [row(f"{at}.png", "eye") for at in range(12)]
    metadata = {each["image_id"]: {"verdict": "x", "Q05": "y", "seen": "z"} for each in rows}
    table_of(Path("made"), rows, metadata=metadata)
    for name in ("verdict", "Q05", "seen"):
        refused(partwise("show", "made", "--by", name), f"--by '{name}'", "Rename it")
    assert "eye" in partwise("show", "made", "--where", "verdict = 'x'").out


def test_clusters_with_missing_values_are_counted_and_can_be_left_out_as_the_message_says(partwise):
    rows = [row(f"{at}.png", "eye") for at in range(24)]
    metadata = {each["image_id"]: {"my patient": "p"} for each in rows[:20]}
    table_of(Path("made"), rows, metadata=metadata)
    done = partwise("show", "made", "--cluster", "my patient")
    refused(
        done, "'my patient'", "4 of the images", "'20.png'", "--where '\"my patient\" IS NOT NULL'"
    )
    condition = shlex.split(done.err.partition("--where ")[2].rstrip(".\n"))[0]
    again = partwise("show", "made", "--cluster", "my patient", "--where", condition)
    assert (again.code, "too few images" in again.out) == (0, True)


# Tables on disk


def spoil(name: str, data: bytes | None) -> None:
    part = Path("table", name, "part-000000.parquet")
    part.unlink() if data is None else part.write_bytes(data)


@pytest.mark.parametrize("name", ["rows", "images"])
@pytest.mark.parametrize("data", [b"", b"PAR1 cut off"])
def test_a_damaged_part_is_named_and_can_be_mended_as_the_message_says(build, partwise, name, data):
    build()
    before = partwise("show", "table").out
    spoil(name, data)
    again = [f"--{key}={value}" for key, value in CALL.items()]
    for done in (partwise("show", "table"), partwise("build", *again)):
        refused(done, "is damaged", f"{name}/part-000000.parquet", "in 'table/images'")
    spoil("images", None)
    assert partwise("build", *again).code == 0
    assert partwise("show", "table").out == before


def test_rows_that_were_deleted_are_missed_and_made_again(build, partwise):
    build()
    before = partwise("show", "table").out
    spoil("rows", None)
    refused(partwise("show", "table"), "table/rows/part-000000.parquet", "is gone")
    assert partwise("build", *(f"--{key}={value}" for key, value in CALL.items())).code == 0
    assert partwise("show", "table").out == before


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{",
        '{"parameters": 3, "facts": {}, "schema_version": 1}',
        '{"parameters": {}, "facts": {"metadata_columns": [3]}, "schema_version": 1}',
        '{"parameters": {}, "facts": {"maps": 4}, "schema_version": 1}',
    ],
)
def test_a_run_json_that_was_edited(build, partwise, text):
    build()
    Path("table/run.json").write_text(text)
    refused(partwise("show", "table"), "'table/run.json' is damaged", "Restore it")
    Path("table/run.json").write_text('{"parameters": {}, "facts": {}, "schema_version": 99}')
    refused(partwise("show", "table"), "schema version 99")
    Path("table/run.json").unlink()
    refused(partwise("show", "table"), "is not a table", "run.json")


def test_a_table_of_another_call_is_refused_with_the_difference(build, partwise):
    build()
    given = [f"--{key}={value}" for key, value in CALL.items()]
    refused(partwise("build", *given, "--instances", "keep"), 'instances: the table has "unite"')


def test_a_call_that_ended_before_its_first_rows_binds_nobody(build, partwise):
    build()
    shutil.copy("table/run.json", "run.json")
    shutil.rmtree("table")
    Path("table").mkdir()
    shutil.copy("run.json", "table/run.json")
    given = [f"--{key}={value}" for key, value in CALL.items()]
    assert partwise("build", *given, "--instances", "keep").code == 0
    assert '"instances": "keep"' in Path("table/run.json").read_text()


def test_effects_of_a_table_that_has_none_are_refused(build, partwise):
    build()
    refused(partwise("show", "table", "--measure", "effect"), "nothing was removed in this table")
    refused(partwise("show", "table", "--by", "fill"), "nothing was removed in this table")


def test_a_table_inside_the_folder_of_images_is_no_image(build):
    for _ in range(2):
        done = build(out="pictures/table")
        assert (done.code, "2 images, 6 rows" in done.err) == (0, True)


@pytest.fixture
def read_only(place):
    """A folder that nobody may write, not even root."""
    folder = place / "locked"
    folder.mkdir()
    if os.geteuid():
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)
        return
    mount = ["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", str(folder)]
    mounted = subprocess.run(mount, capture_output=True, text=True, check=False)
    if mounted.returncode:
        pytest.skip(f"no read-only disk can be mounted here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_folder_that_cannot_be_written(build, partwise, read_only):
    for out in (read_only, read_only / "table"):
        refused(build(out=out), str(out), "read-only", "Give another --out", code=3)
    refused(partwise("demo", "--out", read_only), str(read_only), code=3)


def run_alone(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    code = "from partwise.cli import main; main()"
    return subprocess.run(  # pyright: ignore[reportCallIssue]
        [sys.executable, "-c", code, *arguments],
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        **options,  # pyright: ignore[reportArgumentType]
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_output_that_cannot_be_written_exits_with_3(build):
    build()
    with Path("/dev/full").open("w") as full:
        for options in ([], ["--format", "parquet"]):
            done = run_alone("show", "table", *options, stdout=full)
            assert done.returncode == 3
            assert "No space left" in done.stderr
            assert "Traceback" not in done.stderr
            assert "Exception ignored" not in done.stderr


def test_output_is_utf_8_whatever_the_terminal_says(build):
    build()
    poor = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = run_alone("show", "table", stdout=subprocess.PIPE, env=poor, encoding="utf-8")
    assert (done.returncode, "─" in done.stdout) == (0, True)


def test_two_runs_at_once_do_not_mix(place):
    code = "from partwise.cli import main; main()"
    given = [f"--{key}={value}" for key, value in CALL.items()]
    runs = [
        subprocess.Popen([sys.executable, "-c", code, "build", *given], stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    told = {run.communicate()[1].decode() for run in runs}
    codes = sorted(run.returncode for run in runs)
    assert codes == [0, 0] or (codes == [0, 2] and "another process" in "".join(told))
    assert len(pw.open_table("table")) == 6


# Classifiers and methods


def test_unknown_names_are_told_with_the_nearest(nets, build):
    for changed, said in [
        ({"model": "timn:resnet18"}, "'timm:resnet18'"),
        ({"model": "resnet18"}, "'timm:resnet18'"),
        ({"model": "python:bad_nets"}, "package.module:factory"),
        ({"model": "python:bad_nets:mkae"}, "'make'"),
        ({"model": "python:gone:make"}, "no module 'gone'"),
        ({"target": "cwo"}, "'cow'"),
        ({"target": "cat-vs-dgo"}, "'dog'"),
        ({"method": "gradeint"}, "'gradient'"),
        ({"method": "grad-cam:layer=9"}, "Known: '0', '1', '2', '3'"),
        ({"method": "integrated-gradients:baseline=blurr"}, "'blur'"),
        ({"segments": "cocoo:parts.json"}, "'coco'"),
    ]:
        refused(build(**{**MODEL, "model": "python:bad_nets:make", **changed}), said)


def test_targets_and_methods_that_cannot_be(nets, build):
    for changed, said in [
        ({"target": "label"}, "no image has a label"),
        ({"target": "cat-vs-cat"}, "0 everywhere"),
        ({"method": "occlusion:window=0"}, "window"),
        ({"method": "grad-cam", "model": "python:bad_nets:no_grid"}, "finds no layer"),
    ]:
        refused(build(**{**MODEL, "model": "python:bad_nets:make", **changed}), said)
    twice = build("--target", "0", **MODEL, target="cat", model="python:bad_nets:make")
    refused(twice, "--target cat is given twice")


def test_a_target_that_equals_the_prediction_is_another_target(nets, build):
    done = build("--target", "cat", "--target", "dog", "--target", "cow", **MODEL,
                 target="predicted", model="python:bad_nets:make")  # fmt: skip
    assert (done.code, "2 images, 24 rows" in done.err) == (0, True)


def test_images_without_a_label_fail_where_the_target_needs_one(nets, build):
    Path("l.csv").write_text("path,label\ncat/0.png,cat\n")
    done = build(**MODEL, model="python:bad_nets:make", target="label", labels="l.csv:label")
    refused(done, "'dog/1.png'", "its label is none", "--labels", "1 image failed", code=3)


def test_factories_that_misbehave(nets, build):
    for factory, said in [
        ("fails", "RuntimeError: no licence"),
        ("leaves", "SystemExit"),
        ("nothing", "NoneType"),
    ]:
        done = build(**MODEL, model=f"python:bad_nets:{factory}")
        refused(done, f"python:bad_nets:{factory}", said)
    done = build(**MODEL, model="python:bad_nets:talks")
    assert (done.code, "hello from the factory" in done.err) == (0, True)


def test_a_preprocessing_that_fails_on_some_pictures(nets, build):
    pixels = np.asarray(Image.open("pictures/dog/1.png")).copy()
    pixels[0, 0, 0] = 7
    Image.fromarray(pixels).save("pictures/dog/1.png")
    done = build(**MODEL, model="python:bad_nets:picky")
    refused(done, "'dog/1.png'", "too dark", "1 image, 3 rows", code=3)


def test_pictures_of_all_sizes_and_one_pixel(nets, build):
    for name, size in [("one", (1, 1)), ("wide", (500, 1)), ("other", (30, 20)), ("UP", (9, 9))]:
        Image.effect_noise(size, 90).convert("RGB").save(f"pictures/{name}.PnG")
    done = build(**MODEL, model="python:bad_nets:any_size")
    refused(done, "image 'one.PnG'", "image 'wide.PnG'", "4 images", "2 images failed", code=3)


def test_weights_that_are_garbage_or_would_run_code(nets, build):
    class Evil:
        def __reduce__(self):
            return os.mkdir, ("executed",)

    Path("evil.pt").write_bytes(pickle.dumps({"weight": Evil()}))
    Path("empty.pt").write_bytes(b"")
    Path("noise.pt").write_bytes(np.random.default_rng(0).bytes(200))
    Path("text.pt").write_bytes(b"\x80\x04u.")
    Path("a.safetensors").write_bytes(b"garbage")
    for name in ("evil.pt", "empty.pt", "noise.pt", "text.pt", "a.safetensors", "gone.pt"):
        done = build(**MODEL, model="python:bad_nets:make", weights=name)
        refused(done, f"weights file {name!r}")
    assert not Path("executed").exists()


def test_class_names_that_are_wrong(nets, build):
    for text, said in [
        ("", "at least one class name"),
        ("a\nb\n", "3 classes but 2 names"),
        ("a\n\nc\n", "line 2 is blank"),
        ('["a", "b", 3]', "must be text"),
        ("[}", "not JSON"),
    ]:
        Path("classes.txt").write_text(text)
        refused(build(**MODEL, model="python:bad_nets:make", classes="classes.txt"), said)
    Path("classes.txt").write_text("crane\ndog\ncrane\n")
    done = build(**MODEL, model="python:bad_nets:make", classes="classes.txt", target="crane")
    refused(done, "stands for 2 classes", "'crane (2)'")
