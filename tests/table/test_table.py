"""AttributionTable: filtered, grouped, derived; safe against what a query may try."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import partwise as pw
from partwise.errors import CallError, TableError, UnknownNameError
from partwise.views.show import to_html
from tables import small_table


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    return small_table(tmp_path_factory.mktemp("table"))


def test_a_table_has_a_row_for_each_image_and_segment_and_what_they_leave_over(table):
    rows = table.to_arrow(["image_id", "segment"]).to_pylist()
    assert len(table) == 4 * 3
    assert {row["segment"] for row in rows} == {"ear", "head", "(unnamed)"}


def test_where_keeps_the_rows_that_meet_every_condition(table):
    frame = table.to_pandas()
    kept = table.where("segment = 'ear'").where("lift > 0.5").to_pandas()
    expected = frame[(frame["segment"] == "ear") & (frame["lift"] > 0.5)]
    assert sorted(kept["image_id"]) == sorted(expected["image_id"])


def test_where_leaves_the_table_it_was_asked_of_as_it_is(table):
    table.where("segment = 'ear'")
    assert len(table) == 12


def test_arrow_pandas_and_polars_hold_the_same(table):
    arrow, pandas, polars = table.to_arrow(), table.to_pandas(), table.to_polars()
    assert arrow.num_rows == len(pandas) == polars.height == 12
    assert arrow["lift"].to_pylist() == pandas["lift"].tolist() == polars["lift"].to_list()


def test_a_group_averages_over_images(table):
    frame = table.to_pandas()
    for group in table.group("segment", ["share", "mean"]).to_pylist():
        own = frame[frame["segment"] == group["segment"]]
        assert group["images"] == 4
        assert group["share"] == pytest.approx(own["share"].mean())
        assert group["mean"] == pytest.approx(own["mean"].mean())


def test_segments_stay_apart_whatever_they_are_grouped_by(table):
    """An ear lies in its head: added up, their shared pixels would count twice."""
    groups = table.group("label").to_pylist()
    assert [(group["label"], group["segment"]) for group in groups] == [
        (label, segment) for label in ("cat", "dog") for segment in ("(unnamed)", "ear", "head")
    ]
    assert max(group["area_fraction"] for group in groups) < 1


def test_one_measure_may_be_given_by_its_name(table):
    one, listed = table.group("segment", "lift"), table.group("segment", ["lift"])
    assert one.column_names == listed.column_names
    # means over images are added up in parallel, in no fixed order
    assert one["lift"].to_pylist() == pytest.approx(listed["lift"].to_pylist(), rel=1e-12)


def test_outcome_says_whether_the_label_was_predicted(table):
    groups = {row["outcome"]: row["images"] for row in table.group("outcome").to_pylist()}
    assert groups == {"correct": 2, "wrong": 2}


def test_an_unknown_column_or_measure_is_told_with_the_nearest(table):
    with pytest.raises(UnknownNameError, match="'segment'"):
        table.group("segmet")
    with pytest.raises(UnknownNameError, match="'lift'"):
        table.group("segment", ["lifft"])
    with pytest.raises(UnknownNameError, match="'label'"):
        table.to_arrow(["lable"])


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "COPY (SELECT 1) TO '/tmp/stolen.csv'",
        "ATTACH '/tmp/other.db'",
        "INSTALL httpfs",
        "SET enable_external_access = true",
        "SELECT * FROM nowhere",
        "not sql at all",
    ],
)
def test_sql_reaches_nothing_but_the_table(table, query):
    with pytest.raises(CallError, match="cannot be run"):
        table.sql(query)


def test_sql_writes_nothing_to_the_table(table):
    before = {path: path.read_bytes() for path in table.folder.rglob("*") if path.is_file()}
    copy = f"COPY (SELECT 1) TO '{table.folder / 'x.csv'}'"
    create = "CREATE TABLE x AS SELECT 1"
    for query in ["DROP VIEW rows", create, "DELETE FROM rows", copy, "SELECT 1; SELECT 2", ""]:
        with pytest.raises(CallError, match="one SELECT"):
            table.sql(query)
    assert {p: p.read_bytes() for p in table.folder.rglob("*") if p.is_file()} == before


def test_sql_answers_with_arrow(table):
    answer = table.sql("SELECT count(*) AS n FROM attributions WHERE segment = 'ear'")
    assert answer["n"].to_pylist() == [4]


def test_the_html_of_a_table_escapes_names(tmp_path):
    table = small_table(tmp_path)
    evil = json.loads((tmp_path / "parts.json").read_text())
    evil["categories"][0]["name"] = "<img src=x onerror=alert(1)>"
    (tmp_path / "evil.json").write_text(json.dumps(evil))
    table = pw.build(
        None,
        tmp_path / "pictures",
        f"coco:{tmp_path / 'evil.json'}",
        maps=tmp_path / "maps",
        out=tmp_path / "evil",
    )
    html = to_html(table)
    assert "<img" not in html
    assert "&lt;img src=x" in html


def test_a_folder_that_is_no_table_is_refused(tmp_path):
    with pytest.raises(TableError, match=r"has no run\.json"):
        pw.open_table(tmp_path)


def test_a_table_of_another_schema_version_is_refused(tmp_path):
    table = small_table(tmp_path)
    manifest = json.loads((table.folder / "run.json").read_text())
    manifest["schema_version"] = 99
    (table.folder / "run.json").write_text(json.dumps(manifest))
    with pytest.raises(TableError, match="schema version 99"):
        pw.open_table(table.folder)


def test_a_damaged_manifest_is_refused(tmp_path):
    table = small_table(tmp_path)
    (table.folder / "run.json").write_text("{")
    with pytest.raises(TableError, match="damaged"):
        pw.open_table(table.folder)


def test_a_folder_may_be_called_what_it_likes(tmp_path):
    table = small_table(tmp_path / "it's [a] *table?*")
    assert len(table) == 12
    assert pw.open_table(table.folder).sql("SELECT 1 AS one")["one"].to_pylist() == [1]


def test_a_shard_that_is_not_whole_yet_is_not_read(tmp_path):
    table = small_table(tmp_path)
    rows = table.folder / "rows"
    (rows / "part-000001.parquet").write_bytes((rows / "part-000000.parquet").read_bytes())
    assert len(table) == 12


@pytest.mark.parametrize("package", ["pandas", "polars"])
def test_a_package_that_is_missing_is_named(table, package, monkeypatch):
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.setattr(sys, "path", [])
    monkeypatch.setattr(sys, "meta_path", [])
    with pytest.raises(CallError, match=f"pip install {package}"):
        getattr(table, f"to_{package}")()


def test_a_shard_that_became_whole_is_read_from_then_on(tmp_path):
    table = small_table(tmp_path)
    assert len(table) == 12
    for folder in ("rows", "images"):
        parts = table.folder / folder
        (parts / "part-000001.parquet").write_bytes((parts / "part-000000.parquet").read_bytes())
    assert len(table) == 24


def test_what_is_made_in_one_session_is_not_seen_in_another(table):
    with table.session() as one, table.where("segment = 'ear'").session() as other:
        one.execute("CREATE TEMP TABLE mine AS SELECT 1 AS one")
        with pytest.raises(CallError, match="mine does not exist"), table.session() as third:
            third.execute("SELECT * FROM mine")
        counted = [
            each.sql("SELECT count(*) FROM attributions").fetchall() for each in (one, other)
        ]
    assert counted == [[(12,)], [(4,)]]


def test_what_does_not_fit_into_memory_goes_into_a_folder_that_vanishes(table):
    script = (
        "import partwise, sys\n"
        "with partwise.open_table(sys.argv[1]).session() as connection:\n"
        "    print(*connection.execute(\"SELECT current_setting('temp_directory')\").fetchone())"
    )
    call = [sys.executable, "-c", script, str(table.folder)]
    said = subprocess.run(call, check=True, capture_output=True, text=True)
    place = Path(said.stdout.strip())
    assert place.name.startswith("partwise-")
    assert not place.exists()
    with table.session() as connection:
        (here,) = connection.execute("SELECT current_setting('temp_directory')").fetchone()
    assert Path(here).is_dir()


def test_a_table_is_opened_without_pandas(table):
    """Whose import takes longer than the first look at a table does."""
    script = (
        "import partwise, sys\n"
        "partwise.open_table(sys.argv[1]).sql('SELECT * FROM effects')\n"
        "assert 'pandas' not in sys.modules"
    )
    call = [sys.executable, "-c", script, str(table.folder)]
    done = subprocess.run(call, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
