"""app: a million rows as a browser asks for them, and the report of five hundred images."""

from __future__ import annotations

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from urllib.request import urlopen

import numpy as np
from PIL import Image
from playwright.sync_api import sync_playwright

import partwise as pw
from benchmarks.figures import Figure
from benchmarks.large_table import SEGMENTS, write_large_table
from partwise.rle import Rle

if TYPE_CHECKING:
    from collections.abc import Generator

FIRST, FILTER, PICTURE, GIGABYTES, REPORT, INTERACTIVE = 1.0, 0.3, 0.1, 1.0, 10.0, 1.5
_CALL = [sys.executable, "-c", "from partwise.cli import main; main()"]
_SIDE = 224


def run(*, quick: bool = False) -> list[Figure]:
    """Time answers of a server, and the writing of a report."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        print("app: writing tables", flush=True)
        images, shown = (1_000, 5) if quick else (50_000, 500)
        write_large_table(place / "large", images=images)
        pictures = _write_pictures(place, shown)
        tables, rows = (place / "large", pictures), images * len(SEGMENTS)
        with _served(place, *tables) as server:
            figures = _answers(server, rows, shown, repeats=3 if quick else 15)
        # what was worked out is kept from one start to the next
        with _served(place, *tables) as server:
            again = sum(_first_view(server))
        seconds = _report(pictures, place / "report.html")
        interactive = _interactive(place / "report.html", repeats=1 if quick else 5)
    name = f"report of {shown} images × {len(SEGMENTS)} parts"
    figures.insert(
        2, Figure("the same when shown again, findings included", again, "s", most=FIRST)
    )
    return [*figures, Figure(name, seconds, "s", most=REPORT), *interactive]


class _Server:
    """A server that runs, and how it is asked."""

    def __init__(self, address: str, process: int) -> None:
        self.address, self.process = address, process

    def ask(self, what: str, **query: object) -> tuple[float, bytes]:
        """Seconds until the answer is there, and the answer."""
        start = perf_counter()
        with urlopen(f"{self.address}/{what}?{urlencode(query)}") as answer:
            content = answer.read()
        return perf_counter() - start, content

    def gigabytes(self) -> float:
        """The most memory that it had."""
        status = Path(f"/proc/{self.process}/status").read_text()
        return int(_found(r"VmHWM:\s+(\d+) kB", status)) / 1e6


@contextmanager
def _served(place: Path, *tables: Path) -> Generator[_Server]:
    """Serve tables, with a cache that is empty at first."""
    call = [*_CALL, "serve", *map(str, tables), "--port", "0"]
    own = os.environ | {"XDG_CACHE_HOME": str(place / "cache")}
    with subprocess.Popen(call, stderr=subprocess.PIPE, text=True, env=own) as process:
        said = "" if process.stderr is None else process.stderr.readline()
        try:
            yield _Server(_found(r"(http://[\d.:]+)", said), process.pid)
        finally:
            process.terminate()


def _first_view(server: _Server) -> tuple[float, float]:
    """Seconds until the page says what the table is, and from then on until its findings."""
    told = server.ask("")[0] + server.ask("api/tables/0/overview")[0]
    return told, server.ask("api/tables/0/findings")[0]


def _answers(server: _Server, rows: int, shown: int, *, repeats: int) -> list[Figure]:
    """Ask of the first table, of so many rows, and of pictures of the second."""
    first, findings = _first_view(server)
    overview = json.loads(server.ask("api/tables/0/overview")[1])
    (series,) = overview["series"]
    groups = [(by, server.ask("api/tables/0/groups", by=by)[0]) for by in ("", *overview["by"])]
    rng = np.random.default_rng(0)
    asked: dict[str, Any] = {**series, "measure": "share", "limit": 100}
    found = []
    for _ in range(repeats):
        segment, order = rng.choice(SEGMENTS), rng.choice(["highest", "lowest", "typical"])
        query = {**asked, "segment": segment, "order": order, "by": "outcome", "value": "wrong"}
        found.append(server.ask("api/tables/0/values", **query)[0])
    names = [f"{at:04d}.png" for at in rng.integers(0, shown, repeats)]
    looked = [
        server.ask("api/tables/1/picture", image_id=name)[0]
        + server.ask("api/tables/1/file/0", image_id=name)[0]
        + server.ask("api/tables/1/file/1", image_id=name)[0]
        for name in dict.fromkeys(names)
    ]
    return [
        Figure(f"first view of {rows:,} rows", first, "s", most=FIRST),
        Figure("its findings, from then on, worked out for the first time", findings, "s"),
        *(Figure(f"groups by {by or 'nothing'}, first time", time, "s") for by, time in groups),
        Figure("a filter, the first", found[0], "s"),
        Figure("a filter", statistics.median(found[1:]), "s", most=FILTER, spread=_ends(found[1:])),
        Figure(
            "a picture with its map",
            statistics.median(looked),
            "s",
            most=PICTURE,
            spread=_ends(looked),
        ),
        Figure("memory of the server", server.gigabytes(), "GB", most=GIGABYTES),
    ]


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    if found is None:
        raise RuntimeError(f"the server says nothing like {pattern}: {text}")
    return found[1]


def _ends(seconds: list[float]) -> tuple[float, float]:
    return min(seconds), max(seconds)


def _report(table: Path, out: Path) -> float:
    start = perf_counter()
    subprocess.run([*_CALL, "report", str(table), "-o", str(out)], check=True, capture_output=True)
    return perf_counter() - start


def _interactive(report: Path, *, repeats: int) -> list[Figure]:
    """Seconds from opening the file until a page that was clicked is there."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return []
    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for _ in range(repeats):
            page = browser.new_page()
            start = perf_counter()
            page.goto(report.as_uri(), wait_until="commit")
            page.click("nav >> text=Parts")
            page.wait_for_selector("a.cell")
            found.append(perf_counter() - start)
            page.close()
        browser.close()
    name = f"that file in a browser, until Parts was clicked ({report.stat().st_size / 1e6:.0f} MB)"
    median = statistics.median(found)
    return [Figure(name, median, "s", most=INTERACTIVE, spread=_ends(found))]


def _write_pictures(place: Path, images: int) -> Path:
    """A table of noise with 20 parts each, from maps that are there already."""
    rng = np.random.default_rng(3)
    names = [f"{at:04d}.png" for at in range(images)]
    (place / "pictures").mkdir()
    (place / "maps").mkdir()
    annotations: list[dict[str, Any]] = []
    for at, name in enumerate(names):
        pixels = rng.integers(0, 256, (_SIDE // 8, _SIDE // 8, 3), np.uint8)
        Image.fromarray(pixels).resize((_SIDE, _SIDE)).save(place / "pictures" / name)
        np.save(place / "maps" / f"{at:04d}.npy", rng.standard_t(1.5, (_SIDE, _SIDE)).astype("f4"))
        for category in range(len(SEGMENTS) - 1):
            top, left = (int(each) for each in rng.integers(0, _SIDE - 40, 2))
            mask = np.zeros((_SIDE, _SIDE), bool)
            mask[top : top + 30, left : left + 35] = True
            annotations.append(
                {
                    "id": len(annotations),
                    "image_id": at,
                    "category_id": category,
                    "segmentation": Rle.from_mask(mask).to_coco(),
                }
            )
    of_images = [
        {"id": at, "file_name": name, "height": _SIDE, "width": _SIDE}
        for at, name in enumerate(names)
    ]
    categories = [{"id": at, "name": name} for at, name in enumerate(SEGMENTS[:-1])]
    told = {"images": of_images, "annotations": annotations, "categories": categories}
    (place / "parts.json").write_text(json.dumps(told))
    lines = [f"{name},{('cat', 'dog')[at % 2]},{at % 7}.5\n" for at, name in enumerate(names)]
    (place / "predictions.csv").write_text("path,predicted,logit\n" + "".join(lines))
    pw.build(
        None,
        place / "pictures",
        f"coco:{place / 'parts.json'}",
        maps=place / "maps",
        predictions=place / "predictions.csv",
        out=place / "table",
    )
    return place / "table"
