"""Pages: opened from disk in a real browser, clicked through, and nothing leaves the machine."""

from __future__ import annotations

import csv
import json
import re
import shutil
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

import partwise as pw
from partwise.measures import EFFECT_MEASURES, MEASURES
from partwise.report.file import write
from partwise.report.report import summarise
from partwise.views.text import number
from tables import effect, row, table_of

PAGES = {
    "findings": "",
    "parts": "#/parts?by=label",
    "part": "#/part?segment=ear&by=label",
    "pictures": "#/pictures?segment=ear",
    "image": "#/image?image=cat%2F00.png",
    "confusion": "#/confusion",
    "about": "#/about",
}
WIDTHS = (390, 820, 1440)


@pytest.fixture
def opened(browser):
    """Opens a page; fails where it complains, or asks for anything that is not in the file."""
    heard: list[str] = []
    contexts = []

    def open_page(address, width=1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on(
            "request",
            lambda asked: asked.url.startswith(("file:", "data:")) or heard.append(asked.url),
        )
        page.goto(address)
        page.wait_for_selector("h1")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert heard == []


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_and_fits_at_every_width(file, opened, name):
    for width in WIDTHS:
        page = opened(file.as_uri() + PAGES[name], width)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} is {wide} wide at {width}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_a_serious_fault_of_access(file, opened, name, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not here")
    # the policy lets no script in, and axe is one
    page = opened(file.as_uri() + PAGES[name], bypass_csp=True, color_scheme=scheme)
    page.wait_for_timeout(200)
    found = axe.Axe().run(page).response["violations"]
    serious = [
        (each["id"], node["html"][:160], node["any"][:1])
        for each in found
        if each["impact"] in {"serious", "critical"}
        for node in each["nodes"][:2]
    ]
    assert serious == []


def test_from_a_cell_to_its_pictures_to_an_image_to_a_part_by_clicks_alone(file, opened):
    page = opened(file.as_uri())
    page.click("nav >> text=Parts")
    page.click("a.cell[aria-label^='ear, all images']")
    page.wait_for_selector("h1:has-text('Pictures of ear')")
    assert page.locator("figure").count() == 24
    page.click("figcaption a >> nth=0")
    page.wait_for_selector("dl.facts")
    page.click("tbody th a:has-text('head')")
    page.wait_for_selector("h1:has-text('head')")
    for _ in range(3):
        page.go_back()
    page.wait_for_selector("table")
    assert "#/parts" in page.url


def test_from_a_mistake_to_the_pictures_of_it(file, opened):
    page = opened(file.as_uri())
    page.click("nav >> text=Mistakes")
    assert page.locator("a.cell").count() == 2
    page.click("a.cell[aria-label='dog taken for cat: 12 images']")
    page.wait_for_selector("h1:has-text('dog taken for cat')")
    names = page.locator("figcaption a").all_inner_texts()
    assert len(names) == 12
    assert all("dog" in name for name in names)
    again = opened(page.url)
    assert again.locator("figcaption a").all_inner_texts() == names
    page.click("text=all pictures")
    page.wait_for_selector("p:has-text('24 images')")


def test_a_list_of_mistakes_leads_to_the_same_pictures(file, opened):
    page = opened(file.as_uri() + "#/confusion")
    listed = page.get_attribute("table.plain a", "href")
    assert listed == page.get_attribute("a.cell[aria-label^='dog taken for cat']", "href")


@pytest.mark.parametrize("label", ["cat", "dog"])
def test_where_all_is_right_or_all_is_wrong_there_is_a_page_of_mistakes(tmp_path, opened, label):
    known = {"label": label, "predicted": "cat", "outcome": ("wrong", "correct")[label == "cat"]}
    table = table_of(tmp_path / "table", [row(f"{at}.png", "ear", **known) for at in range(12)])
    write(summarise(table), tmp_path / "report.html")
    page = opened((tmp_path / "report.html").as_uri())
    page.click("nav >> text=Mistakes")
    wrong = 0 if label == "cat" else 12
    page.wait_for_selector(f"p:has-text('{wrong} of 12 images are taken for another class')")


def test_where_nothing_is_known_to_be_wrong_there_is_no_page_of_mistakes(tmp_path, opened):
    table = table_of(tmp_path / "table", [row(f"{at}.png", "ear") for at in range(12)])
    write(summarise(table), tmp_path / "report.html")
    page = opened((tmp_path / "report.html").as_uri())
    assert page.locator("nav >> text=Mistakes").count() == 0
    page = opened((tmp_path / "report.html").as_uri() + "#/confusion")
    page.wait_for_selector("text=The true class of no image is known")


def test_the_address_holds_what_was_chosen(file, opened):
    page = opened(file.as_uri() + PAGES["pictures"])
    page.select_option("label:has-text('measure') select", "share")
    page.select_option("label:has-text('first') select", "lowest")
    again = opened(page.url)
    first = again.locator("figcaption b").first.inner_text()
    assert first == page.locator("figcaption b").first.inner_text()
    values = [float(each.split()[0]) for each in again.locator("figcaption b").all_inner_texts()]
    assert values == sorted(values)


def test_groups_can_be_told_apart_and_put_together_again(file, opened):
    page = opened(file.as_uri() + "#/parts")
    apart = page.locator("thead th").count()
    page.select_option("label:has-text('told apart by') select", "")
    page.wait_for_selector("h1:text-is('Parts')")
    assert page.locator("thead th").count() == 2 < apart
    again = opened(page.url)
    assert again.locator("thead th").count() == 2


def test_arrow_keys_go_from_cell_to_cell(file, opened):
    page = opened(file.as_uri() + PAGES["parts"])
    page.focus("[data-row='0'][data-column='0']")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    there = page.evaluate(
        "[document.activeElement.dataset.row, document.activeElement.dataset.column]"
    )
    assert there == ["1", "1"]
    page.keyboard.press("Enter")
    page.wait_for_selector("h1:has-text('Pictures of')")


def test_cells_say_in_words_what_they_show(file, opened, table):
    page = opened(file.as_uri() + "#/parts?measure=share")
    told = page.get_attribute("a.cell[aria-label^='ear, all images']", "aria-label")
    group = next(
        each
        for each in table.summary(measures="share").data.to_pylist()
        if each["segment"] == "ear" and each["measure"] == "share"
    )
    assert f"{100 * group['mean']:.1f} %" in told
    assert "24 images" in told


def test_numbers_are_written_as_the_command_line_writes_them(file, opened, table):
    measures = [each for each in MEASURES if each not in {*EFFECT_MEASURES, "mean", "abs_mean"}]
    told = {
        (each["measure"], each["segment"]): number(each["measure"], each["mean"])
        for each in table.summary(measures=measures).data.to_pylist()
    }
    page = opened(file.as_uri() + PAGES["parts"])
    offered = page.locator("label:has-text('measure') option")
    shown = [each.get_attribute("value") for each in offered.all()]
    for measure in shown:
        if measure in measures:
            page.select_option("label:has-text('measure') select", measure)
            page.wait_for_selector(f"p.says >> text={measure.replace('_', ' ')}")
            for segment in ("ear", "head"):
                cell = page.locator(f"a.cell[aria-label^='{segment}, all images'] .mean")
                assert cell.inner_text().replace("−", "-") == told[measure, segment]


def test_a_picture_held_down_is_shown_as_it_is(file, opened):
    page = opened(file.as_uri() + PAGES["image"])
    picture = page.locator(".figure svg").first
    assert picture.locator("image").count() == 2
    picture.hover()
    page.mouse.down()
    assert picture.locator("image").count() == 1
    page.mouse.up()
    assert picture.locator("image").count() == 2


def test_a_part_is_found_by_its_name(file, opened):
    page = opened(file.as_uri() + PAGES["parts"])
    page.fill("input[type=search]", "EA")
    assert set(page.locator("tbody th").all_inner_texts()) == {"ear", "head"}
    page.fill("input[type=search]", "ear")
    assert page.locator("tbody th").all_inner_texts() == ["ear"]


def saved(page, what, at=0):
    with page.expect_download() as download:
        page.locator(f".saving button:has-text('{what}')").nth(at).click()
    return download.value


def test_a_chart_is_saved_as_it_looks(file, opened):
    page = opened(file.as_uri() + PAGES["part"])
    svg = saved(page, "SVG").path().read_text("utf-8")
    drawn = ElementTree.fromstring(svg)
    circles = [each for each in drawn.iter() if each.tag.endswith("circle")]
    assert len(circles) == 48
    assert {each.get("fill") for each in circles} == {"rgb(43, 88, 214)", "rgb(217, 88, 0)"}
    assert "<a " not in svg
    png = Image.open(saved(page, "PNG").path())
    assert len(png.convert("RGB").getcolors(1 << 20)) > 10


def test_the_query_behind_a_view_gives_its_numbers(file, opened, table):
    page = opened(file.as_uri() + PAGES["parts"])
    with saved(page, "CSV").path().open(encoding="utf-8", newline="") as stream:
        cells = list(csv.DictReader(stream))
    found = table.sql(saved(page, "SQL").path().read_text("utf-8")).to_pylist()
    means = {(each["segment"], each["label"]): each["mean"] for each in found}
    apart = [each for each in cells if each["label"] != "all images"]
    assert len(apart) == len(means) == 6
    for each in apart:
        # in as many digits as a page has
        assert means[each["segment"], each["label"]] == pytest.approx(float(each["mean"]), rel=1e-4)


@pytest.mark.parametrize("where", ["true", "label = 'dog'"])
def test_the_query_behind_mistakes_gives_the_same_numbers(table, tmp_path, opened, where):
    write(summarise(table.where(where)), tmp_path / "report.html")
    page = opened((tmp_path / "report.html").as_uri() + "#/confusion")
    found = table.sql(saved(page, "SQL").path().read_text("utf-8")).to_pylist()
    with saved(page, "CSV").path().open(encoding="utf-8", newline="") as stream:
        shown = [{**each, "images": int(each["images"])} for each in csv.DictReader(stream)]
    assert found == shown
    assert {"label": "dog", "predicted": "cat", "images": 12} in found


@pytest.mark.parametrize("where", ["label = 'dog'", "label = 'it''s' or label = 'cat'"])
def test_the_query_behind_a_chart_is_of_its_part_and_meets_the_table_s_conditions(
    table, tmp_path, opened, where
):
    chosen = table.where(where)
    write(summarise(chosen), tmp_path / "report.html")
    page = opened((tmp_path / "report.html").as_uri() + "#/part?segment=ear&measure=share")
    # asked of the whole table
    found = table.sql(saved(page, "SQL").path().read_text("utf-8")).to_pylist()
    truth = chosen.where("segment = 'ear'").values("share").to_pylist()
    assert {each["image_id"]: each["share"] for each in found} == {
        each["image_id"]: each["share"] for each in truth
    }


def test_numbers_are_saved_as_they_are_shown(file, opened, table):
    page = opened(file.as_uri() + PAGES["parts"])
    download = saved(page, "CSV")
    assert download.suggested_filename == "table_label_signed_share.csv"
    with download.path().open(encoding="utf-8", newline="") as read:
        rows = list(csv.DictReader(read))
    cells = page.locator("a.cell").count()
    assert len(rows) == cells
    (ear,) = [each for each in rows if (each["segment"], each["label"]) == ("ear", "all images")]
    summary = table.summary(measures="signed_share").data.to_pylist()
    (expected,) = [each["mean"] for each in summary if each["segment"] == "ear"]
    assert float(ear["mean"]) == pytest.approx(expected, rel=1e-4)


def test_with_a_folder_pictures_are_shown_from_it(report, tmp_path, opened):
    write(report, tmp_path / "report.html", folder=True)
    page = opened((tmp_path / "report.html").as_uri() + PAGES["pictures"])
    page.wait_for_selector("figure image")
    assert page.locator("figure image").first.evaluate(
        """async (element) => {
            const picture = new Image();
            picture.src = element.href.baseVal;
            await picture.decode();
            return picture.naturalWidth;
        }"""
    )


def test_a_picture_that_had_no_room_is_said_to_be_missing(table, tmp_path, opened):
    write(summarise(table, most_bytes=1), tmp_path / "report.html")
    page = opened((tmp_path / "report.html").as_uri() + PAGES["pictures"])
    assert page.locator("text=not kept in this report").count() == 23
    page.click("nav >> text=About")
    page.wait_for_selector("text=23 images have no picture here")


def test_names_are_shown_and_never_run(tmp_path, opened):
    hostile = "<img src=x onerror=\"document.title='broken'\">"
    rows = [row(f"{hostile}{number}.png", hostile, label=hostile) for number in range(12)]
    write(summarise(table_of(tmp_path / "table", rows)), tmp_path / "report.html")
    page = opened((tmp_path / "report.html").as_uri())
    for name in ("Parts", "Pictures", "About", "Findings"):
        page.click(f"nav >> text={name}")
        page.wait_for_timeout(100)
        assert page.locator("main img").count() == 0
    page.goto((tmp_path / "report.html").as_uri() + "#/parts")
    assert page.locator("tbody th").first.inner_text() == hostile
    assert page.title() == "table · partwise"


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([row("a.png", "ear")], id="one image"),
        pytest.param([row("a.png", "ear", undefined=True)], id="a map of nothing"),
        pytest.param([row("a.png", "x" * 300)], id="a name of 300 letters"),
        pytest.param(
            [
                row(f"{n}.png", "ear", target_class=f"class {n}", predicted=f"class {n}")
                for n in range(500)
            ],
            id="500 classes",
        ),
    ],
)
def test_odd_tables_are_shown_too(rows, tmp_path, opened):
    write(summarise(table_of(tmp_path / "table", rows)), tmp_path / "report.html")
    segment = rows[0]["segment"]
    for address in ("", "#/parts", f"#/part?segment={segment}", "#/pictures", "#/about"):
        page = opened((tmp_path / "report.html").as_uri() + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
        assert re.search(r"\w", page.locator("main").inner_text())


def test_an_image_tells_how_likely_its_label_is_and_what_each_fill_does(tmp_path, opened):
    of_image = {"predicted_probability": 0.6, "runner_up": "dog"}
    of_image |= {"predicted_logit": 5.0, "runner_up_logit": 4.0, "label_logit": 4.0}
    rows = [row("0.png", "ear", label="dog", outcome="wrong")]
    effects = [
        each
        for fill, fall in (("blur", 1.0), ("mean", 3.0))
        for each in effect("0.png", "ear", fall, fill=fill)
    ]
    table = table_of(tmp_path / "t", rows, effects=effects, pictures={"0.png": of_image})
    write(summarise(table), tmp_path / "report.html")
    page = opened((tmp_path / "report.html").as_uri() + "#/image?image=0.png")
    facts = page.locator("dl.facts").inner_text()
    # a logit less by 1 is a probability less by e
    assert re.search(r"predicted\s+cat\s+60\.0 %\s+runner-up\s+dog\s+22\.1 %", facts)
    assert re.search(r"label, wrong\s+dog\s+22\.1 %", facts)
    told = page.locator("h2:has-text('What removing') ~ .scroll tbody tr").inner_text()
    assert told.split() == ["ear", "+1.00", "+3.00"]


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """Two tables of the same pictures as one report."""
    place = tmp_path_factory.mktemp("both")
    tables = []
    for seed in (1, 2):
        lifts = np.abs(np.random.default_rng(seed).standard_t(2, 20)) + 0.1
        rows = [row(f"{at}.png", "ear", lift=lift) for at, lift in enumerate(lifts)]
        tables.append(table_of(place / f"model{seed}", rows))
    compared = pw.compare(*tables)
    return tables, compared.report(place / "report.html")


def test_two_tables_are_compared_in_one_file(both, opened):
    tables, file = both
    for turned in (False, True):
        page = opened(file.as_uri() + "#/compare")
        one, other = tables
        if turned:
            page.click("text=turn around")
            page.wait_for_selector("h1:text-is('What moved from model2 to model1')")
            one, other = other, one
        told = pw.compare(one, other).to_arrow().to_pylist()
        (share,) = [each for each in told if each["measure"] == "share"]
        cells = page.locator("tbody tr td.number").all_inner_texts()
        assert cells[2] == number("share", share["estimate"], difference=True).replace("-", "−")
        first, second = (
            {each["image_id"]: each["share"] for each in table.values("share").to_pylist()}
            for table in (one, other)
        )
        rose = max(first, key=lambda name: second[name] - first[name])
        names = page.locator(".pair >> nth=0 >> .name").all_inner_texts()
        assert names == [rose, rose]
        numbers = page.locator(".pair >> nth=0 >> figcaption b").all_inner_texts()
        assert numbers == [number("share", first[rose]), number("share", second[rose])]


def test_a_report_of_two_has_the_pages_of_both(both, opened):
    page = opened(both[1].as_uri() + "#/pictures?segment=ear&table=1&measure=share&limit=20")
    found = page.locator("figcaption b").first.inner_text()
    values = both[0][1].values("share").to_pylist()
    assert found == number("share", max(each["share"] for each in values))


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_of_two_fits(both, opened, width):
    page = opened(both[1].as_uri() + "#/compare", width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_table_that_is_still_written_says_so(table, tmp_path, opened):
    stopped = tmp_path / "stopped"
    shutil.copytree(table.folder, stopped)
    manifest = json.loads((stopped / "run.json").read_text("utf-8"))
    del manifest["facts"]["images_done"]
    (stopped / "run.json").write_text(json.dumps(manifest), "utf-8")
    for folder, said in ((table.folder, False), (stopped, True)):
        write(summarise(pw.open_table(folder)), tmp_path / "report.html")
        page = opened((tmp_path / "report.html").as_uri())
        assert page.locator("text=has not ended").is_visible() == said
