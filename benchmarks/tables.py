"""tables: groups of ten million rows, beside a raw scan of the Parquet columns they need."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

import duckdb
import numpy as np

import partwise as pw
from benchmarks.figures import Figure
from benchmarks.large_table import OF_CLASS, SEGMENTS, write_large_table
from partwise.measures import MEASURES
from partwise.schema import APART, arrow_schema
from partwise.table.expression import columns_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

#: The measure that verdicts are about, unless another one is asked for.
MEASURE = "signed_lift"
MOST_GIGABYTES = 2.0
_GROUPED = (*APART, "label", "segment", "status", *sorted(columns_of(MEASURES[MEASURE].sql)))
_MEMORY = """
import sys
from pathlib import Path
from benchmarks.tables import OPERATIONS, peak_gigabytes
name, folder = sys.argv[1:]
OPERATIONS[name].run(Path(folder))
print(peak_gigabytes())
"""


@dataclass(frozen=True, slots=True)
class Operation:
    """What is asked of a table.

    Parameters
    ----------
    run
        Asks it, of the folder in which the table lies.
    columns
        What it needs of each folder of the table: the raw scan reads that and nothing else.
    most
        The goal: how many times as long as the scan it may take.
    """

    run: Callable[[Path], object]
    columns: Mapping[str, Sequence[str]]
    most: float | None = None


def _means(folder: Path) -> object:
    return pw.open_table(folder).group("label", MEASURE)


def _quantiles(folder: Path) -> object:
    return pw.open_table(folder).summary("label", MEASURE, intervals="none")


def _by_image(folder: Path) -> object:
    return pw.open_table(folder).summary("label", MEASURE)


def _by_patient(folder: Path) -> object:
    return pw.open_table(folder).summary("label", MEASURE, cluster="patient")


_IMAGES = {"rows": (*_GROUPED, "image_id"), "images": ("image_id",)}
_PATIENTS = {"rows": (*_GROUPED, "image_id"), "images": ("image_id", "metadata")}
OPERATIONS = {
    "group means": Operation(_means, {"rows": _GROUPED}, 2),
    "with five quantiles": Operation(_quantiles, {"rows": _GROUPED}, 4),
    "bootstrap over images": Operation(_by_image, _IMAGES, 12),
    "bootstrap over patients": Operation(_by_patient, _PATIENTS, 12),
}


@dataclass(slots=True)
class Times:
    """Seconds that passed, and seconds of CPU time of all threads, a round."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def add(self, function: Callable[[], object]) -> None:
        """Call it once."""
        wall, cpu = perf_counter(), process_time()
        function()
        self.wall.append(perf_counter() - wall)
        self.cpu.append(process_time() - cpu)


def run(*, quick: bool = False) -> list[Figure]:
    """Write the table, compare the answers with plain queries, then time both sides in turn."""
    images, rounds = (10_000, 1) if quick else (500_000, 5)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "table"
        write_large_table(folder, images=images)
        check_same(folder)  # compiles and imports, too
        rows, groups = images * len(SEGMENTS), images // OF_CLASS * len(SEGMENTS)
        print(f"\ntables: {rows:,} rows, {groups:,} groups; seconds, medians")
        print(f"  DuckDB {duckdb.__version__}, threads for both sides: {os.cpu_count()}")
        print(f"  {'':26s}{'scan':>8s}{'partwise':>10s}{'scan, CPU':>12s}{'partwise, CPU':>15s}")
        figures = [figure for name in OPERATIONS for figure in _timed(name, folder, rounds=rounds)]
        return figures + [_memory(name, folder) for name in OPERATIONS]


def _timed(name: str, folder: Path, *, rounds: int) -> list[Figure]:
    """The ratio to the scan, by the clock and by CPU time."""
    operation = OPERATIONS[name]
    ours, scan = Times(), Times()
    for _ in range(rounds):
        scan.add(lambda: scan_columns(folder, operation.columns))
        ours.add(lambda: operation.run(folder))
    medians = [statistics.median(each) for each in (scan.wall, ours.wall, scan.cpu, ours.cpu)]
    print("  {:26s}{:8.2f}{:10.2f}{:12.2f}{:15.2f}".format(name, *medians))
    return [
        _ratio(f"tables, {name}: beside the scan", ours.wall, scan.wall, operation.most),
        _ratio(f"tables, {name}: beside the scan, CPU time", ours.cpu, scan.cpu),
    ]


def _ratio(
    name: str, ours: Sequence[float], scan: Sequence[float], most: float | None = None
) -> Figure:
    ratios = [a / b for a, b in zip(ours, scan, strict=True)]
    got = statistics.median(ours) / statistics.median(scan)
    return Figure(name, got, "×", most=most, spread=(min(ratios), max(ratios)))


def scan_columns(folder: Path, columns: Mapping[str, Sequence[str]]) -> list[tuple[object, ...]]:
    """Read every value of some columns and add them up (of text its length), and no more.

    DuckDB reads the parts, with as many threads as partwise lets it have, in a new connection.
    """
    sums: list[tuple[object, ...]] = []
    with duckdb.connect() as connection:
        for name, wanted in columns.items():
            schema = arrow_schema(name)
            each = ", ".join(_sum(column, str(schema.field(column).type)) for column in wanted)
            parts = str(folder / name / "*.parquet")
            sums += connection.execute(f"SELECT {each} FROM read_parquet(?)", [parts]).fetchall()
    return sums


def _sum(column: str, kind: str) -> str:
    if kind == "string":
        return f"sum(strlen({column}))"
    if kind.startswith("map"):
        return f"sum(list_sum(list_transform(map_values({column}), lambda text: strlen(text))))"
    return f"sum({column})"


def check_same(folder: Path) -> None:
    """Compare what partwise says with one plain query over rows and images.

    Raises
    ------
    AssertionError
        If any group differs.
    """
    values = f"""
        SELECT label, segment, patient, CASE WHEN status = 'visible'
               THEN {MEASURES[MEASURE].sql} END AS value
        FROM read_parquet(?) JOIN (
            SELECT image_id, metadata['patient'] AS patient FROM read_parquet(?)
        ) USING (image_id)"""
    with duckdb.connect() as connection:
        plain = connection.execute(
            f"""
            SELECT count(value) AS images, avg(value) AS mean, median(value) AS median,
                   quantile_cont(value, 0.05) AS q05, quantile_cont(value, 0.95) AS q95,
                   count(DISTINCT CASE WHEN value IS NOT NULL THEN patient END) AS patients
            FROM ({values}) GROUP BY label, segment ORDER BY label, segment
            """,
            [str(folder / name / "*.parquet") for name in ("rows", "images")],
        ).fetchnumpy()
    order = [("label", "ascending"), ("segment", "ascending")]
    grouped = pw.open_table(folder).group("label", MEASURE).sort_by(order)
    np.testing.assert_array_equal(grouped["images"].to_numpy(), plain["images"])
    np.testing.assert_allclose(grouped[MEASURE].to_numpy(), plain["mean"])
    for cluster, clusters in ((None, "images"), ("patient", "patients")):
        summary = pw.open_table(folder).summary("label", MEASURE, cluster=cluster)
        found = summary.data.sort_by(order)
        for name in ("images", "mean", "median", "q05", "q95"):
            np.testing.assert_allclose(found[name].to_numpy(), plain[name])
        np.testing.assert_array_equal(found["clusters"].to_numpy(), plain[clusters])
        low, high = (found[name].to_numpy() for name in ("low", "high"))
        enough = ~np.isnan(low)
        assert enough.any()
        assert (low < plain["mean"])[enough].all()
        assert (plain["mean"] < high)[enough].all()


def _memory(name: str, folder: Path) -> Figure:
    """What a fresh process that asks this and nothing else needs at most, DuckDB and all."""
    call = [sys.executable, "-c", _MEMORY, name, str(folder)]
    gigabytes = float(subprocess.check_output(call).split()[-1])  # after DuckDB's progress bar
    return Figure(f"tables, {name}: peak memory", gigabytes, "GB", most=MOST_GIGABYTES)


def peak_gigabytes() -> float:
    """The most memory that this process ever had."""
    status = Path("/proc/self/status")
    if status.exists():  # where getrusage also counts what the parent had when it forked
        line = next(each for each in status.read_text().splitlines() if each.startswith("VmHWM"))
        return int(line.split()[1]) * 1024 / 1e9
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _MAXRSS_UNIT / 1e9


_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
