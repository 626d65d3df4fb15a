"""benchmarks: the command runs; how fast it says partwise is, no test asks."""

from __future__ import annotations

import importlib
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import partwise as pw
from conftest import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType


def benchmarks(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "benchmarks", *arguments],
        cwd=REPOSITORY, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_the_command_names_its_parts():
    answer = benchmarks("--help")
    assert answer.returncode == 0
    parts = "reduce, coco, labelmap, host, import, network, tables, effects, explain, app, methods"
    assert parts in " ".join(answer.stdout.split())


def test_an_unknown_part_is_refused_with_the_known_ones():
    answer = benchmarks("redcue")
    assert answer.returncode == 2
    assert "'redcue'" in answer.stderr
    assert "labelmap" in answer.stderr


@pytest.mark.slow
def test_a_quick_run_finds_both_sides_in_agreement_and_prints_every_figure():
    answer = benchmarks("--quick")
    assert answer.returncode == 0, answer.stderr
    for words in ("Python 3", "reduce, 224²", "COCO RLE, 224²", "label map, 224²", "host work",
                  "import partwise", "tables, bootstrap over patients",
                  "effects by blur"):  # fmt: skip
        assert words in answer.stdout


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module; the one thread that its package asks for is forgotten after the test."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        monkeypatch.setenv(name, "1")
    return importlib.import_module("benchmarks.tables")


def test_a_large_table_is_what_a_run_would_have_written(tmp_path: Path, tables: ModuleType):
    tables.write_large_table(tmp_path / "table", images=1000)
    table = pw.open_table(tmp_path / "table")
    assert len(table) == 20_000
    assert table.group("label", "share").num_rows == 40
    rows = table.sql(
        """SELECT count(*) FILTER (image_positive_sum - image_negative_sum < 0.99 * total),
                  count(*) FILTER (pixels > image_area_px)
           FROM (SELECT *, sum(positive_sum - negative_sum) OVER image AS total,
                        sum(area_px) OVER image AS pixels
                 FROM rows WINDOW image AS (PARTITION BY image_id))"""
    )
    assert [column[0].as_py() for column in rows] == [0, 0]
    metadata = table.sql("SELECT count(DISTINCT metadata['patient']) FROM images")
    assert 50 < metadata[0][0].as_py() <= 100


def test_the_raw_scan_reads_the_columns_that_it_is_asked_for(tmp_path: Path, tables: ModuleType):
    tables.write_large_table(tmp_path, images=1000)
    columns = {"rows": ("area_px", "segment", "status"), "images": ("image_id", "metadata")}
    table = pw.open_table(tmp_path)
    area, letters = table.sql("SELECT sum(area_px), sum(length(segment)) FROM rows")
    (rows, images) = tables.scan_columns(tmp_path, columns)
    assert rows[:2] == (area[0].as_py(), letters[0].as_py())
    assert images == (1000 * len("val/ILSVRC2012_val_00000000.JPEG"), 1000 * len("patient-000000"))


@pytest.mark.slow
def test_a_wrong_answer_of_a_group_is_found_before_anything_is_timed(
    tmp_path: Path, tables: ModuleType, monkeypatch: pytest.MonkeyPatch
):
    tables.write_large_table(tmp_path, images=1000)
    tables.check_same(tmp_path)
    group = pw.AttributionTable.group

    def other_measure(table: pw.AttributionTable, by: str, _: str):
        return group(table, by, "contrast").rename_columns({"contrast": "signed_lift"})

    monkeypatch.setattr(pw.AttributionTable, "group", other_measure)
    with pytest.raises(AssertionError):
        tables.check_same(tmp_path)
