"""`partwise plot`: files by their endings, and errors that say what, where and what to do."""

from __future__ import annotations

import errno
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from partwise.cli import main
from specs import layers, marks, subtitle, words
from tables import effect, row, table_of

KINDS = ("heatmap", "beeswarm", "box", "scatter")
EVIL = "</script><img src=x onerror=alert(1)>\"'&"
LONG = "x" * 150
HARD = (EVIL, f"{LONG}1{LONG}", f"{LONG}2{LONG}", "line\nbreak\x1b[31m", "a.b[c]\\d")


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    """Twelve images whose segments, classes and methods have names that could break a chart."""
    rows, effects = [], []
    for at in range(12):
        name = f"{EVIL.replace('/', '')}{at:02}.png"
        for place, segment in enumerate(HARD):
            value = (place - 2) / 5 + at / 100
            of = {"label": HARD[at % 5], "predicted": HARD[at % 5], "target_class": HARD[at % 5]}
            rows.append(row(name, segment, signed_lift=value, method=f"a:{EVIL}", **of))
            effects += effect(name, segment, value, target_class=HARD[at % 5])
    return table_of(tmp_path_factory.mktemp("plot") / "table", rows, effects=effects)


@pytest.fixture
def partwise(monkeypatch, capsys):
    """Run the command line in this process: exit code, and what went to stderr."""

    def run(*arguments: object) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["partwise", *map(str, arguments)])
        with pytest.raises(SystemExit) as done:
            main()
        return int(done.value.code or 0), capsys.readouterr().err

    return run


@pytest.mark.parametrize("kind", KINDS)
def test_hard_names_are_kept_apart_in_labels_and_whole_in_tooltips(table, kind):
    chart = table.plot(kind)
    drawn = words(chart)
    assert not any("\n" in each or "\x1b" in each for each in drawn)
    assert all(len(each) < 200 for each in drawn)
    labels = {each for each in drawn if "…" in each and each.startswith("xxx")}
    assert len(labels) == 2 or kind == "scatter"  # there a long label may have no room
    marked = {"heatmap": "rect", "beeswarm": "tick", "box": "bar", "scatter": "point"}[kind]
    assert {each["segment"] for each in marks(chart, marked)} == {
        *HARD[:3], "line\\nbreak\\x1b[31m", HARD[4]
    }  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_written_in_the_format_of_its_ending(table, tmp_path, partwise, kind):
    assert partwise("plot", table.folder, "--kind", kind, "-o", tmp_path / "x.PNG")[0] == 0
    with Image.open(tmp_path / "x.PNG") as picture:
        picture.load()
        assert picture.format == "PNG"
        assert picture.width > 900  # sharp enough for print
        assert (
            len({picture.getpixel((x, y)) for x in range(0, 900, 9) for y in range(0, 700, 7)}) > 5
        )


def test_svg_holds_words_as_text(table, tmp_path, partwise):
    code, told = partwise(
        "plot", table.folder, "--kind", "box", "-o", tmp_path / "x.svg", "--title", "<Boxes>"
    )
    assert (code, told) == (0, f"partwise: box in {tmp_path / 'x.svg'}\n")
    svg = (tmp_path / "x.svg").read_text()
    assert ">&lt;Boxes&gt;</text>" in svg
    assert "<img" not in svg


def test_html_asks_no_network_and_no_name_ends_its_script(table, tmp_path, partwise):
    assert partwise("plot", table.folder, "--kind", "heatmap", "-o", tmp_path / "x.html")[0] == 0
    page = (tmp_path / "x.html").read_text()
    assert "<img src=x" not in page
    assert not re.search(r"<(script|link)[^>]+(src|href)=", page)
    assert page.count("</script>") == page.count("<script")
    # what the browser reads is the chart, names and all
    spec = json.loads(re.findall(r"const spec = (\{.*\});\n", page)[-1])
    assert EVIL in json.dumps(list(spec["datasets"].values())).encode().decode("unicode_escape")
    assert '"editor": false' in page


def test_one_image_can_be_drawn_in_every_kind(tmp_path):
    rows, effects = [row("0.png", "eye", signed_lift=0.3)], effect("0.png", "eye", 1.0)
    table = table_of(tmp_path / "table", rows, effects=effects)
    for kind in KINDS:
        assert "eye" in words(table.plot(kind))
        assert any("1 image" in each and "images" not in each for each in words(table.plot(kind)))


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--kind", "pie", "-o", "x.svg"], "unknown --kind 'pie'. Known: 'heatmap', 'beeswarm'"),
        (["--kind", "box", "-o", "x.jpg"], "must be .svg, .png or .html, got '.jpg'"),
        (["--kind", "box", "-o", "x"], "must be .svg, .png or .html, it has none"),
        (["--kind", "box", "-o", "."], "is a folder; name a file in it"),
        (["--kind", "box", "-o", "none/x.svg"], "there is no folder 'none'. Make it first."),
        (["--kind", "box", "-o", "x.svg", "--measure", "lft"], "unknown measure 'lft'. Nearest"),
        (["--kind", "box", "-o", "x.svg", "--by", "lable"], "column 'lable'. Nearest known: 'lab"),
        (["--kind", "box", "-o", "x.svg", "--by", "lift"], "--by 'lift': this is a number"),
        (["--kind", "box", "-o", "x.svg", "--method", "b"], "unknown method 'b'."),
        (["--kind", "box", "-o", "x.svg", "--top", "0"], "--top must be at least 1"),
        (["--kind", "box", "-o", "x.svg", "--where", "segment = 'no'"], "no row meets it"),
        (["--kind", "box", "-o", "x.svg", "--where", "label = 'no'"], "no row meets it"),
        (["--kind", "box", "-o", "x.svg", "--where", "lift >"], "--where 'lift >'"),
        (["--kind", "beeswarm", "-o", "x.svg", "--by", "label,predicted"], "takes one column"),
        (["--kind", "box"], "--out"),
        (["-o", "x.svg"], "--kind"),
    ],
)  # fmt: skip
def test_a_wrong_call_exits_with_2_and_a_sentence(
    table, tmp_path, monkeypatch, partwise, options, told
):
    monkeypatch.chdir(tmp_path)
    code, said = partwise("plot", table.folder, *options)
    assert (code, told in said) == (2, True), said
    assert not [*tmp_path.iterdir()]


def test_effects_that_are_not_there_are_refused(tmp_path, partwise):
    folder = table_of(tmp_path / "table", [row("0.png", "eye")]).folder
    code, said = partwise("plot", folder, "--kind", "box", "--measure", "effect", "-o", "x.svg")
    assert code == 2
    assert "Build it with --effects" in said


def test_maps_that_are_0_everywhere_are_told_from_a_table_without_rows(tmp_path, partwise):
    rows = [row(f"{at}.png", "eye", undefined=True) for at in range(3)]
    folder = table_of(tmp_path / "table", rows).folder
    code, said = partwise("plot", folder, "--kind", "box", "-o", tmp_path / "x.svg")
    assert code == 2
    assert "all maps are 0" in said
    (tmp_path / "empty").mkdir()
    empty = table_of(tmp_path / "empty" / "table", []).folder
    code, said = partwise("plot", empty, "--kind", "box", "-o", tmp_path / "x.svg")
    assert code == 2
    assert "has no rows" in said


@pytest.mark.parametrize("module", ["altair", "vl_convert"])
def test_a_missing_package_is_named_with_how_to_get_it(
    table, tmp_path, monkeypatch, partwise, module
):
    monkeypatch.setitem(sys.modules, module, None)
    code, said = partwise("plot", table.folder, "--kind", "box", "-o", tmp_path / "x.svg")
    assert code == 2
    assert "pip install 'partwise[plot]'" in said
    assert {"altair": "altair", "vl_convert": "vl-convert-python"}[module] in said


def test_a_file_that_cannot_be_written_exits_with_3(table, tmp_path, monkeypatch, partwise):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    code, said = partwise("plot", table.folder, "--kind", "box", "-o", tmp_path / "x.svg")
    assert code == 3
    assert "cannot be written: No space left on device." in said


@pytest.mark.parametrize("kind", KINDS)
def test_no_tooltip_is_called_as_what_vega_would_fetch(table, kind):
    told = [each["encoding"].get("tooltip", []) for each in layers(table.plot(kind))]
    titles = {tooltip["title"] for each in told for tooltip in each}
    assert titles
    assert not titles & {"image", "title"}


def test_too_many_panels_are_listed(tmp_path, partwise):
    rows = [row("0.png", "eye", method=f"method-{at}") for at in range(7)]
    folder = table_of(tmp_path / "table", rows).folder
    code, said = partwise("plot", folder, "--kind", "box", "-o", tmp_path / "x.svg")
    assert code == 2
    assert "method-6 · target predicted · 1 image" in said
    assert "Choose with --method" in said


def test_a_condition_is_told_below_the_title(table):
    chart = table.where("segment = 'a.b[c]\\d'").plot("box")
    assert "Only where" in subtitle(chart)
    assert len(marks(chart, "bar")) == 1


def test_drawing_loads_no_torch(table):
    code = (
        "import sys, partwise as pw\n"
        f"pw.open_table({str(table.folder)!r}).plot('box').to_dict()\n"
        "assert not {'torch', 'captum', 'timm'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_very_long_figure_is_still_a_picture(tmp_path):
    from partwise.charts.file import write

    rows = [row("0.png", f"part {at}", signed_lift=at / 400) for at in range(300)]
    chart = table_of(tmp_path / "table", rows).plot("heatmap", top=300)
    write(chart, tmp_path / "x.png")
    with Image.open(io.BytesIO((tmp_path / "x.png").read_bytes())) as picture:
        assert 15_900 <= picture.height <= 16_100


@pytest.mark.parametrize("kind", KINDS)
def test_html_is_drawn_in_a_browser_without_any_network(kind, table, tmp_path, partwise, browser):
    assert partwise("plot", table.folder, "--kind", kind, "-o", tmp_path / "x.html")[0] == 0
    page, heard = browser.new_page(), []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on(
        "request",
        lambda asked: asked.url.startswith(("file:", "data:")) or heard.append(asked.url),
    )
    page.goto((tmp_path / "x.html").as_uri())
    page.wait_for_selector("canvas, svg")
    assert page.locator("img").count() == 0
    page.close()
    assert heard == []
