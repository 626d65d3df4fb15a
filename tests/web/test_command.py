"""partwise serve: a browser sees what the table has, and nothing else is asked for."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from urllib.request import urlopen

import numpy as np
import pyarrow.parquet as pq
import pytest

from tables import row, small_table, table_of

pytest.importorskip("uvicorn", reason="the app's packages are not installed")
CALL = [sys.executable, "-c", "from partwise.cli import main; main()", "serve"]
NAMES = [f"{('cat', 'dog')[number % 2]}/{number:02}.png" for number in range(24)]


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    place = tmp_path_factory.mktemp("served")
    return [small_table(place / name, NAMES) for name in ("first", "second")]


@pytest.fixture(scope="module")
def address(tables):
    folders = [str(each.folder) for each in tables]
    with subprocess.Popen(
        [*CALL, *folders, "--port", "0"], stderr=subprocess.PIPE, text=True
    ) as it:
        said = it.stderr.readline()
        yield re.search(r"http://127\.0\.0\.1:\d+", said)[0]
        it.send_signal(signal.SIGINT)
        assert it.wait(20) == 0
        assert it.stderr.read() == ""


@pytest.mark.parametrize("after", [0.0, 0.4, 0.8])
def test_it_ends_well_while_answers_are_being_worked_out(tmp_path, after):
    rng = np.random.default_rng(3)
    rows = [
        row(f"{at}.png", f"part {part}", signed_lift=float(rng.normal()), label=f"{at % 7}")
        for at in range(300)
        for part in range(8)
    ]
    table = table_of(tmp_path / "table", rows)
    call = [*CALL, str(table.folder), "--port", "0"]
    own = os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    with subprocess.Popen(call, stderr=subprocess.PIPE, text=True, env=own) as it:
        address = re.search(r"http://127\.0\.0\.1:\d+", it.stderr.readline())[0]
        with urlopen(address) as answer:
            assert answer.status == 200
        time.sleep(after)
        it.send_signal(signal.SIGINT)
        assert (it.wait(60), it.stderr.read()) == (0, "")


def test_a_page_that_is_left_before_its_answer_is_there_says_nothing(address, browser):
    page = browser.new_page()
    heard, waiting = [], []

    def hold(route):
        waiting.append(route)

    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.goto(f"{address}/#/parts")
    page.wait_for_selector("a.cell")
    page.route("**/values*", hold)
    page.click("tbody th a >> nth=0")
    page.wait_for_selector("h1:has-text('ear'), h1:has-text('head'), h1:has-text('(unnamed)')")
    page.wait_for_timeout(200)
    page.go_back()
    page.wait_for_selector("h1:has-text('Parts')")
    assert waiting
    for each in waiting:
        each.continue_()
    page.wait_for_timeout(500)
    page.close()
    assert heard == []


def test_pages_of_two_tables_are_shown_and_nothing_is_asked_of_anyone_else(address, browser):
    page = browser.new_page()
    heard = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on(
        "request",
        lambda asked: asked.url.startswith((address, "data:")) or heard.append(asked.url),
    )
    page.goto(address)
    page.wait_for_selector("h2:has-text('What was looked at')")
    page.click("nav >> text=Parts")
    page.click("a.cell[aria-label^='ear, all images']")
    page.wait_for_selector("h1:has-text('Pictures of ear')")
    page.wait_for_selector("figure image")
    assert page.locator("figure").count() == 24
    page.click("h1 a")
    with page.expect_download() as download:
        page.locator(".saving a:has-text('Parquet')").click()
    assert len(pq.read_table(download.value.path())) == 24
    page.go_back()
    page.click("figcaption a >> nth=0")
    page.wait_for_selector("dl.facts")
    page.select_option("select[aria-label=table]", "1")
    page.wait_for_selector("a.cell")
    assert "table=1" in page.url
    page.click("tbody th a >> nth=0")
    page.wait_for_selector("h2:has-text('All measures')")
    assert "table=1" in page.url
    page.close()
    assert heard == []


def test_two_tables_are_compared_down_to_the_same_picture_in_both(address, browser):
    for width in (390, 1280):
        page = browser.new_page(viewport={"width": width, "height": 900})
        heard = []
        page.on("console", lambda message, heard=heard: heard.append(message.text))
        page.on("pageerror", lambda error, heard=heard: heard.append(str(error)))
        page.goto(address)
        page.click("nav >> text=Compare")
        page.wait_for_selector("text=both hold the same numbers")
        page.click("tbody th button:has-text('head')")
        page.wait_for_selector("h2:has-text('head in the same pictures')")
        assert "segment=head" in page.url
        page.wait_for_selector(".pair figure image")
        assert page.locator(".pair >> nth=0 >> figure").count() == 2
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.click(".pair >> nth=0 >> figcaption a >> nth=1")
        page.wait_for_selector("dl.facts")
        assert "table=1" in page.url
        page.close()
        assert heard == []


def test_a_port_that_is_taken_is_said_so(tables):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [*CALL, str(tables[0].folder), "--port", port],
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert f"--port {port} cannot be taken" in done.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [(["nowhere"], "is not a table"), (["{table}", "--port", "70000"], "from 0 to 65,535")],
)
def test_what_cannot_be_served_is_refused(tables, args, said):
    call = [each.format(table=tables[0].folder) for each in args]
    done = subprocess.run([*CALL, *call], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert said in done.stderr
