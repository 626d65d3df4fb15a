"""The command line: results on stdout, the rest on stderr, and a telling exit code."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from partwise.cli import main
from tables import (
    effect,
    row,
    small_table,
    table_of,
    write_coco,
    write_factory,
    write_maps,
    write_pictures,
)

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ["cat/0.png", "dog/1.png"]


def partwise(*args: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from partwise.cli import main; main()", *map(str, args)],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
    )


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    return small_table(tmp_path_factory.mktemp("cli")).folder


@pytest.fixture
def place(tmp_path):
    write_pictures(tmp_path / "pictures", NAMES)
    write_coco(tmp_path / "parts.json", NAMES)
    write_maps(tmp_path / "maps", NAMES)
    write_factory(tmp_path / "tiny.py")
    return tmp_path


def build(place, *options, model: str | None = "python:tiny:make"):
    given = ["--images", "pictures", "--segments", "coco:parts.json", "--out", "table"]
    given += ["--model", model, "--method", "gradient"] if model else ["--maps", "maps"]
    return partwise("build", *given, *options, cwd=place)


def test_build_with_a_python_factory_then_show(place):
    done = build(place, "--labels", "folder", "--target", "predicted", "--target", "cow")
    assert (done.returncode, done.stdout) == (0, "")
    assert "2 images, 12 rows in table" in done.stderr
    shown = partwise("show", "table", "--by", "outcome,segment", cwd=place)
    assert shown.returncode == 0
    assert "gradient:channels=sum · target cow" in shown.stdout


def test_a_broken_picture_exits_with_3_and_the_rest_is_done(place):
    (place / "pictures" / "cat" / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 cut off")
    done = build(place, model=None)
    assert done.returncode == 3
    assert "cat/broken.jpg" in done.stderr
    assert "1 image failed" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--target", "cwo"], "Nearest known: 'cow'"),
        (["--method", "gradeint"], "Nearest known: 'gradient'"),
        (["--method", "gradient:channel=sum"], "Nearest known: 'channels'"),
        (["--labels", "nowhere.csv:label"], "no such file"),
        (["--batch-size", "0"], "at least 1"),
        (["--instances", "united"], "'unite' or 'keep'"),
        (["--device", "quantum"], "quantum"),
        (["--classes", "nowhere.txt"], "cannot be read"),
        (["--colour"], "No such option"),
    ],
)
def test_a_wrong_call_exits_with_2_and_a_sentence(place, options, said, monkeypatch, capsys):
    # in this process, where torch is there already
    monkeypatch.chdir(place)
    call = ["build", "--images", "pictures", "--segments", "coco:parts.json", "--out", "table"]
    call += ["--model", "python:tiny:make", "--method", "gradient", *options]
    monkeypatch.setattr(sys, "argv", ["partwise", *call])
    with pytest.raises(SystemExit) as ended:
        main()
    told = capsys.readouterr().err
    assert ended.value.code == 2
    assert said in told
    assert "Traceback" not in told


def test_an_unknown_model_or_source_is_told_with_the_nearest(place):
    done = build(place, model="timn:resnet18")
    assert (done.returncode, "'timm:resnet18'" in done.stderr) == (2, True)
    done = partwise(
        *("build", "--images", "pictures", "--maps", "maps", "--out", "t"),
        *("--segments", "cocoo:parts.json"),
        cwd=place,
    )
    assert (done.returncode, "'coco'" in done.stderr) == (2, True)


def test_a_config_file_gives_the_options_and_the_command_line_overrules_it(place):
    (place / "run.toml").write_text(
        'images = "pictures"\nsegments = ["coco:parts.json"]\nout = "from-config"\n'
        'model = "python:tiny:make"\nmethod = ["gradient"]\nlimit = 1\n'
    )
    assert partwise("build", "--config", "run.toml", cwd=place).returncode == 0
    done = partwise("build", "--config", "run.toml", "--out", "other", "--limit", 2, cwd=place)
    assert "2 images" in done.stderr
    assert (place / "from-config").is_dir()


def test_an_unknown_option_in_a_config_file_is_told_with_the_nearest(place):
    (place / "run.toml").write_text('imagse = "pictures"\n')
    done = partwise("build", "--config", "run.toml", cwd=place)
    assert (done.returncode, "'images'" in done.stderr) == (2, True)


def test_a_config_file_that_is_no_toml_is_refused(place):
    (place / "run.toml").write_text("images = \n")
    done = partwise("build", "--config", "run.toml", cwd=place)
    assert (done.returncode, "TOML" in done.stderr) == (2, True)


def test_show_writes_csv_and_json_that_agree(table):
    as_csv = partwise("show", table, "--measure", "share,lift", "--format", "csv").stdout
    as_json = partwise("show", table, "--measure", "share,lift", "--format", "json").stdout
    rows, records = list(csv.DictReader(io.StringIO(as_csv))), json.loads(as_json)
    assert [row["measure"] for row in rows] == ["share", "lift"] * 3
    assert [row["measure"] for row in records] == ["share", "lift"] * 3
    assert [float(row["mean"]) for row in rows] == pytest.approx([row["mean"] for row in records])


def test_show_gives_every_row_on_request(table):
    rows = json.loads(partwise("show", table, "--rows", "--format", "json").stdout)
    assert len(rows) == 12
    assert {"saliency_sum", "lift", "outcome"} <= set(rows[0])


def test_show_takes_one_condition_and_nothing_else(table):
    assert partwise("show", table, "--where", "segment = 'ear'").returncode == 0
    for bad in ["segmnt = 'ear'", "1=1; DROP TABLE rows", "read_text('/etc/passwd') = ''", "lift"]:
        done = partwise("show", table, "--where", bad)
        assert (done.returncode, done.stdout) == (2, "")
        assert "Traceback" not in done.stderr


def test_show_tells_unknown_columns_measures_and_formats_with_the_nearest(table):
    for options, nearest in [
        (["--by", "segmnt"], "'segment'"),
        (["--measure", "lifft"], "'lift'"),
        (["--format", "jsn"], "'json'"),
    ]:
        done = partwise("show", table, *options)
        assert (done.returncode, nearest in done.stderr) == (2, True), done.stderr


def test_a_folder_that_is_no_table_exits_with_2(tmp_path):
    done = partwise("show", tmp_path)
    assert (done.returncode, "is not a table" in done.stderr) == (2, True)


def test_output_that_nobody_reads_to_its_end_is_no_failure(table):
    done = subprocess.run(
        f"{sys.executable} -c 'from partwise.cli import main; main()' show {table} --rows "
        "--format json | head -c 10; exit ${PIPESTATUS[0]}",
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_without_a_command_the_help_is_shown():
    done = partwise()
    assert done.returncode == 0
    assert all(command in done.stdout for command in ("build", "show", "list", "demo"))


def test_an_unknown_command_exits_with_2_and_names_the_nearest():
    done = partwise("shwo")
    assert (done.returncode, "show" in done.stderr) == (2, True)


def test_no_images_exit_with_2(place):
    (place / "empty").mkdir()
    done = partwise(
        *("build", "--images", "empty", "--segments", "coco:parts.json", "--maps", "maps"),
        *("--out", "table"),
        cwd=place,
    )
    assert (done.returncode, "no image file" in done.stderr) == (2, True)


def test_odd_pictures_are_read_as_they_look(place):
    """Grey, palette and transparent files, and one that EXIF turns, beside their segments."""
    for name in NAMES:
        (place / "pictures" / name).unlink()
    shape = (12, 10)
    write_pictures(
        place / "pictures", names := ["grey.png", "palette.png", "rgba.png", "turned.jpg"]
    )
    for name, mode in zip(names, ("L", "P", "RGBA", "RGB"), strict=True):
        picture = Image.open(place / "pictures" / name).convert(mode)
        exif = Image.Exif()
        if name == "turned.jpg":
            picture, exif[0x0112] = picture.rotate(90, expand=True), 6
        picture.save(place / "pictures" / name, exif=exif)
    write_coco(place / "parts.json", names, shape)
    done = build(place)
    assert done.returncode == 0, done.stderr
    assert "4 images" in done.stderr


def test_show_tells_effects_on_request(tmp_path):
    names = [f"{at:02}.png" for at in range(12)]
    removed = [
        each for at, name in enumerate(names) for each in effect(name, "ear", 1 + at / 100, 0.1)
    ]
    rows = [row(name, "ear", label="cat") for name in names]
    folder = table_of(tmp_path / "table", rows, effects=removed).folder
    done = partwise("show", folder, "--effects", "--resamples", 200)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Removal · target predicted · blur" in done.stdout
    as_json = partwise("show", folder, "--effects", "--by", "label", "--format", "json").stdout
    assert [(each["label"], each["fill"]) for each in json.loads(as_json)] == [
        ("cat", "blur"), ("cat", None),
    ]  # fmt: skip


@pytest.mark.parametrize("option", [["--measure", "lift"], ["--pool", "method"], ["--rows"]])
def test_show_refuses_what_effects_do_not_have(table, option):
    done = partwise("show", table, "--effects", *option)
    assert (done.returncode, "leave out" in done.stderr) == (2, True)


def test_show_says_how_a_table_gets_effects(table):
    done = partwise("show", table, "--effects")
    assert (done.returncode, "Build it with --effects" in done.stderr) == (2, True)
