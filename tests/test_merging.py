"""Merging: every row of every table, once, in any order; and what must not be merged."""

from __future__ import annotations

import json
import logging
import math
import os
import shutil
import signal
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import partwise as pw
from partwise import schema
from partwise.errors import CallError, RunError, TableError
from partwise.merging import blocks, merge
from partwise.stores.manifest import Manifest
from partwise.stores.parquet import open_store
from tables import (
    effect,
    mapless,
    row,
    small_table,
    table_of,
    write_coco,
    write_maps,
    write_pictures,
)

NAMES = ["cat/0.png", "cat/1.png", 'cat/o\'b [*] "2".png', "dog/3.png", "dog/4.png", "dog/5.png"]
KEYS = {
    "rows": schema.KEY,
    "effects": (
        *("image_id", "target_kind", "target_class", "contrast_class", "segment", "instance"),
        *("mask_variant", "operation", "fill", "dilation_px", "draw"),
    ),
    "masks": ("image_id", "segment", "instance", "mask_variant"),
    "previews": ("image_id",),
    "map_previews": schema.KEY[:6],
    "maps": schema.KEY[:6],
    "errors": ("image_id", "run_id", "path", "error", "message"),
    "images": ("image_id",),
}


def stored(folder, name):
    """Every record of a folder of a table, in the order in which it lies there."""
    paths = sorted((Path(folder) / name).glob("part-*.parquet"))
    return [record for path in paths for record in pq.read_table(path).to_pylist()]


def content(folder):
    """Everything in a table's folders; floats are spelled out, so that 0.0 is not -0.0."""
    return {name: [repr(each) for each in stored(folder, name)] for name in schema.FOLDERS}


def oracle(*folders):
    """What a merge must hold: each key once, sorted, nulls last. Slow and obvious."""
    merged = {}
    for name, key in KEYS.items():
        found = {}
        for folder in folders:
            for record in stored(folder, name):
                found.setdefault(tuple(record[each] for each in key), record)
        order = sorted(found, key=lambda key: [(part is None, part) for part in key])
        merged[name] = [repr(found[each]) for each in order]
    return merged


def files(folder):
    """Bytes of every file of a table."""
    paths = (path for path in Path(folder).rglob("*") if path.is_file() and path.name != ".lock")
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def write_table(folder, parameters, records, facts=None, *, at_once=2):
    """Write records of each folder as a table, some images a part."""
    images = sorted({record["image_id"] for name in records for record in records[name]})
    with open_store(folder, Manifest(parameters, facts or {})) as store:
        for number, first in enumerate(range(0, len(images), at_once)):
            here = set(images[first : first + at_once])
            some = {n: [r for r in records[n] if r["image_id"] in here] for n in records}
            tables = {n: schema.to_arrow(n, some[n]) for n in some if some[n] or n == "images"}
            store.write(number, {"images": schema.to_arrow("images", []), **tables})
        if facts is not None:
            store.update(facts)
    return folder


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A built table with something in every folder: two methods, effects, full maps, an error."""
    place = tmp_path_factory.mktemp("whole")
    write_pictures(place / "pictures", NAMES)
    (place / "pictures" / "broken.png").write_bytes(b"no picture")
    metadata = "".join(
        f'"{name.replace(chr(34), chr(34) * 2)}",{i % 2}\n' for i, name in enumerate(NAMES)
    )
    (place / "metadata.csv").write_text("path,patient\n" + metadata)
    write_maps(place / "maps", [*NAMES, "broken.png"])
    segments = f"coco:{write_coco(place / 'parts.json', NAMES)}"
    built = pw.build(
        None,
        place / "pictures",
        segments,
        maps=place / "maps",
        metadata=place / "metadata.csv",
        keep_maps=True,
        out=place / "built",
    )
    records = {name: stored(built.folder, name) for name in schema.FOLDERS}
    for name in ("rows", "map_previews", "maps"):
        others = [{**each, "method": "other", "scale": 3.5} for each in records[name]]
        records[name] = [*records[name], *others]
    for each in records["rows"]:
        if each["method"] == "other":
            each["saliency_sum"] = -each["saliency_sum"] / 3
    for name in NAMES:
        records["effects"] += effect(name, "ear", math.pi, -0.0)
    assert all(records.values()), "a folder has nothing in it"
    parameters = {**built.manifest.parameters, "methods": ["maps", "other"]}
    return write_table(place / "table", parameters, records, built.manifest.facts)


def split(table, folder, draw, pieces):
    """Deal a table's rows out over several tables: each to at least one, images wherever needed."""
    dealt = [{name: [] for name in schema.FOLDERS} for _ in range(pieces)]
    places = defaultdict(lambda: set(range(pieces)))
    # an image's other records go where it has rows: maps without rows are a damaged table
    for name in ("rows", "effects", "masks", "map_previews", "maps", "errors"):
        found = defaultdict(set)
        for record in stored(table, name):
            some = st.sets(st.sampled_from(sorted(places[record["image_id"]])), min_size=1)
            for piece in draw(some):
                dealt[piece][name].append(record)
                found[record["image_id"]].add(piece)
        if name == "rows":
            places.update(found)
    for name in ("images", "previews"):
        for record in stored(table, name):
            for piece in places[record["image_id"]]:
                dealt[piece][name].append(record)
    manifest = Manifest.read(table)
    return [
        write_table(folder / f"piece {n}", manifest.parameters, records, manifest.facts, at_once=3)
        for n, records in enumerate(dealt)
    ]


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_table_dealt_out_over_tables_and_merged_in_any_order_is_the_table(
    whole, tmp_path_factory, data
):
    place = tmp_path_factory.mktemp("split")
    pieces = split(whole, place, data.draw, data.draw(st.integers(2, 4)))
    order = data.draw(st.permutations(pieces))
    assert content(merge(order, place / "merged").folder) == oracle(whole)


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_it_does_not_matter_which_tables_are_merged_first(whole, tmp_path_factory, data):
    place = tmp_path_factory.mktemp("nested")
    a, b, c = split(whole, place, data.draw, 3)
    left = merge([merge([a, b], place / "ab").folder, c], place / "left")
    right = merge([a, merge([c, b], place / "cb").folder], place / "right")
    assert (
        files(left.folder) == files(right.folder) == files(merge([c, a, b], place / "all").folder)
    )
    assert content(left.folder) == oracle(whole)


def test_a_merge_equals_the_slow_oracle_however_small_its_blocks(whole, tmp_path, monkeypatch):
    other = table_of(
        tmp_path / "other",
        [row(f"{n:02}.png", "eye", signed_lift=n / 7, method="other") for n in range(30)],
        parameters={**Manifest.read(whole).parameters},
        parts=7,
    )
    expected = oracle(whole, other.folder)
    assert content(merge([whole, other.folder], tmp_path / "large").folder) == expected
    monkeypatch.setattr(blocks, "MOST_IMAGES", 3)
    monkeypatch.setattr(blocks, "_KEPT_BYTES", 1)
    small = merge([whole, other.folder], tmp_path / "small").folder
    assert content(small) == expected
    assert len([*(small / "images").iterdir()]) == math.ceil((30 + len(NAMES) + 1) / 3)
    monkeypatch.setattr(blocks, "MOST_BYTES", 1)
    smallest = merge([whole, other.folder], tmp_path / "smallest").folder
    assert content(smallest) == expected
    assert len([*(smallest / "images").iterdir()]) == 30 + len(NAMES) + 1


def test_a_run_split_over_machines_is_the_run(tmp_path):
    whole = small_table(tmp_path)
    names = ["cat/0.png", "cat/1.png", "dog/2.png", "dog/3.png"]
    halves = []
    for half in (0, 1):
        listing = tmp_path / "pictures" / f"half{half}.csv"
        listing.write_text("path\n" + "".join(f"{name}\n" for name in names[half::2]))
        made = pw.build(
            None,
            listing,
            f"coco:{tmp_path / 'parts.json'}",
            maps=tmp_path / "maps",
            predictions=tmp_path / "predictions.csv",
            labels="folder",
            out=tmp_path / f"half{half}",
        )
        halves.append(made.folder)
    merged = merge(halves, tmp_path / "merged")
    assert content(merged.folder) == oracle(whole.folder)
    assert merged.group().equals(whole.group())
    kept = ("images_done", "images_failed", "metadata_columns", "maps", "versions")
    assert {n: merged.manifest.facts[n] for n in kept} == {n: whole.manifest.facts[n] for n in kept}


def test_every_file_is_the_same_whichever_table_comes_first(whole, tmp_path):
    other = table_of(tmp_path / "b", [row("z.png", "eye")], parameters=_like(whole)).folder
    one, two = merge([whole, other], tmp_path / "1"), merge([other, whole], tmp_path / "2")
    assert files(one.folder) == files(two.folder)
    assert len(files(one.folder)) > 5


def test_parts_keep_the_schema_and_its_version(whole, tmp_path):
    other = table_of(tmp_path / "b", [row("z.png", "eye")], parameters=_like(whole)).folder
    merged = merge([whole, other], tmp_path / "merged").folder
    for name in schema.FOLDERS:
        there = pq.read_schema(next((merged / name).iterdir()))
        built = pq.read_schema(next((Path(whole) / name).iterdir()))
        assert there.equals(built, check_metadata=True), name
        assert there.metadata[b"partwise_schema_version"] == str(schema.VERSION).encode()


def test_another_method_of_the_same_images_keeps_each_image_once(tmp_path):
    rows = [row("a.png", "eye", signed_lift=0.5), row("b.png", "eye", signed_lift=2.0)]
    one = table_of(tmp_path / "one", rows, parameters={"methods": ["gradient"]})
    others = [{**each, "method": "occlusion", "run_id": "1" * 16} for each in rows]
    other = table_of(tmp_path / "other", others, parameters={"methods": ["occlusion"]})
    merged = merge([other.folder, one.folder], tmp_path / "merged")
    assert [each["image_id"] for each in stored(merged.folder, "images")] == ["a.png", "b.png"]
    found = [
        (each["image_id"], each["method"], each["run_id"]) for each in merged.rows().to_pylist()
    ]
    assert found == [
        ("a.png", "gradient", "0" * 16),
        ("a.png", "occlusion", "1" * 16),
        ("b.png", "gradient", "0" * 16),
        ("b.png", "occlusion", "1" * 16),
    ]
    assert merged.manifest.parameters["methods"] == ["gradient", "occlusion"]


def test_effects_measured_alone_stand_beside_the_attributions_of_the_same_images(tmp_path):
    names = [f"{index}.png" for index in range(3)]
    made = {"methods": ["gradient"], "effects": [], "nulls": ["null-sobel"]}
    attributed = table_of(
        tmp_path / "attributed",
        [row(name, "eye", signed_lift=1) for name in names],
        parameters=made,
    )
    made = {"methods": [], "effects": ["blur:sigma=5%"], "dilation": "1.5%", "placebos": 4}
    sums = [name for name in row("0.png", "eye") if name.endswith(("_sum", "_min", "_max"))]
    removed = table_of(
        tmp_path / "removed",
        [row(name, "eye", method="none") | dict.fromkeys(sums) for name in names],
        effects=[each for name in names for each in effect(name, "eye", 2.0, 0.5)],
        parameters=made,
    )
    merged = merge([attributed.folder, removed.folder], tmp_path / "merged")
    assert merged.manifest.parameters["effects"] == ["blur:sigma=5%"]
    assert merged.manifest.parameters["dilation"] == "1.5%"
    assert merged.manifest.parameters["nulls"] == ["null-sobel"]
    beside = merged.where("method = 'gradient'").to_arrow(["signed_lift", "effect"]).to_pylist()
    assert beside == [{"signed_lift": 1.0, "effect": 1.5}] * 3


def removed_by(folder, image, fill, **parameters):
    made = {"methods": [], "effects": [fill], "dilation": "1.5%", **parameters}
    removed = effect(image, "eye", 2.0, 0.5, fill=fill)
    return table_of(folder, [mapless(image, "eye")], effects=removed, parameters=made)


def test_parts_that_were_widened_by_different_amounts_are_not_merged(tmp_path):
    one = removed_by(tmp_path / "one", "a.png", "mean")
    other = removed_by(tmp_path / "other", "b.png", "mean", dilation="9px")
    with pytest.raises(TableError, match=r"dilation: .* has '1.5%', .* has '9px'"):
        merge([one.folder, other.folder], tmp_path / "merged")


def test_whichever_table_comes_first_other_widths_are_found(tmp_path):
    made = {"methods": ["gradient"], "effects": []}
    plain = table_of(tmp_path / "plain", [row("c.png", "eye")], parameters=made)
    one = removed_by(tmp_path / "one", "a.png", "mean")
    other = removed_by(tmp_path / "other", "b.png", "mean", dilation="9px")
    for first, second, third in ((plain, one, other), (one, plain, other), (one, other, plain)):
        with pytest.raises(TableError, match="dilation"):
            merge([first.folder, second.folder, third.folder], tmp_path / "merged")


def test_tables_of_different_fills_are_merged_and_the_mixture_is_told(tmp_path, caplog):
    one, other = (removed_by(tmp_path / f, f"{f}.png", f) for f in ("mean", "noise"))
    merge([one.folder, other.folder], tmp_path / "merged")
    assert "remove by other fills (mean, noise in all)" in caplog.text
    assert "`--by fill`" in caplog.text
    caplog.clear()
    same = removed_by(tmp_path / "same", "c.png", "mean")
    merge([one.folder, same.folder], tmp_path / "alike")
    assert "other fills" not in caplog.text


def test_a_null_stays_apart_from_the_attribution_of_the_same_key(tmp_path):
    one = table_of(tmp_path / "one", [row("a.png", "eye", signed_lift=1)])
    other = table_of(tmp_path / "other", [row("a.png", "eye", signed_lift=2, kind="null")])
    merged = merge([one.folder, other.folder], tmp_path / "merged")
    assert [each["kind"] for each in stored(merged.folder, "rows")] == ["attribution", "null"]


def test_rows_that_two_tables_share_are_kept_once(tmp_path):
    a, b, c = (row(f"{name}.png", "eye", signed_lift=0.1) for name in "abc")
    one = table_of(tmp_path / "one", [a, b], effects=effect("b.png", "eye", 1.0))
    other = table_of(tmp_path / "other", [b, c], effects=effect("b.png", "eye", 1.0))
    merged = merge([one.folder, other.folder], tmp_path / "merged")
    assert [each["image_id"] for each in stored(merged.folder, "rows")] == [
        "a.png",
        "b.png",
        "c.png",
    ]
    assert len(stored(merged.folder, "effects")) == 2
    assert merged.manifest.facts["images_done"] == 3


@pytest.mark.parametrize(
    ("before", "after"), [(1.25, 1.5), (1.25, np.nextafter(1.25, 2)), (0.0, -0.0), (1.0, None)]
)
def test_one_key_with_two_sums_is_refused_with_the_key_and_both(tmp_path, before, after):
    good = [row(f"{n}.png", "eye", saliency_sum=1.0) for n in range(5)]
    one = table_of(tmp_path / "one", [*good, row("x.png", "eye", saliency_sum=before)])
    other = table_of(tmp_path / "other", [*good, row("x.png", "eye", saliency_sum=after)])
    there = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(TableError) as caught:
        merge([one.folder, other.folder], tmp_path / "merged")
    said = str(caught.value)
    assert (
        "image_id 'x.png', target_kind 'predicted', target_class 'cat', method 'gradient'" in said
    )
    assert f"saliency_sum: {before!r} and {None if after is None else float(after)!r}" in said
    assert repr(str(one.folder)) in said
    assert repr(str(other.folder)) in said
    assert sorted(path.name for path in tmp_path.iterdir()) == there


def test_logits_that_only_rounding_tells_apart_are_one(tmp_path):
    one = table_of(tmp_path / "one", [row("a.png", "eye", target_logit=7.298120498657227)])
    other = table_of(tmp_path / "other", [row("a.png", "eye", target_logit=7.298121452331543)])
    merged = merge([one.folder, other.folder], tmp_path / "1")
    turned = merge([other.folder, one.folder], tmp_path / "2")
    assert stored(merged.folder, "rows")[0]["target_logit"] == 7.298120498657227
    assert files(merged.folder) == files(turned.folder)


@pytest.mark.parametrize("after", [7.5, None, math.inf])
def test_logits_that_differ_by_more_are_refused(tmp_path, after):
    one = table_of(tmp_path / "one", [row("a.png", "eye", target_logit=7.3)])
    other = table_of(tmp_path / "other", [row("a.png", "eye", target_logit=after)])
    with pytest.raises(TableError, match=r"target_logit: 7\.3 and"):
        merge([one.folder, other.folder], tmp_path / "merged")


@pytest.mark.parametrize(
    ("name", "changes", "says"),
    [
        ("images", {"digest": "f" * 64}, "An image_id must mean one picture"),
        ("images", {"predicted": "dog"}, "--labels"),
        ("images", {"offset_x": 0.5}, "offset_x: 0.0 and 0.5"),
        ("images", {"metadata": [("patient", "7")]}, "('patient', '7')"),
        ("masks", {"input_ends": [3, 9, 11]}, "[3, 9, 11]"),
        ("map_previews", {"pixels": b"other"}, "b'other'"),
        ("maps", {"pixels": b"other"}, "b'other'"),
        ("previews", {"height": 1}, "height: "),
        ("effects", {"logit_after": 3.5}, "and 3.5"),
    ],
)
def test_whatever_else_differs_of_one_key_is_refused(whole, tmp_path, name, changes, says):
    records = {each: stored(whole, each) for each in schema.FOLDERS}
    records[name][0].update(changes)
    other = write_table(tmp_path / "other", _like(whole), records)
    with pytest.raises(TableError) as caught:
        merge([whole, other], tmp_path / "merged")
    assert says in str(caught.value)
    assert f"in {name!r}" in str(caught.value)


def test_of_two_pictures_of_one_name_the_pictures_are_told_and_not_their_sums(tmp_path):
    one = table_of(tmp_path / "one", [row("a.png", "eye", signed_lift=1)]).folder
    records = {name: stored(one, name) for name in ("rows", "images")}
    records["rows"][0]["saliency_sum"] = 7.0
    records["images"][0]["digest"] = "f" * 64
    other = write_table(tmp_path / "other", _like(one), records)
    with pytest.raises(TableError, match="digest: "):
        merge([one, other], tmp_path / "merged")


def test_where_a_picture_was_and_how_it_was_packed_may_differ(whole, tmp_path):
    records = {each: stored(whole, each) for each in schema.FOLDERS}
    for each in (*records["images"], *records["previews"]):
        each.update({"path": "/z/other"} if "path" in each else {"jpeg": b"\xff\xff"})
    other = write_table(tmp_path / "other", _like(whole), records)
    one, two = merge([whole, other], tmp_path / "1"), merge([other, whole], tmp_path / "2")
    assert content(one.folder) == content(two.folder)
    assert {**content(one.folder), "images": 0, "previews": 0} == {
        **oracle(whole),
        "images": 0,
        "previews": 0,
    }
    assert len(stored(one.folder, "images")) == len(NAMES)


@pytest.mark.parametrize(
    "name", ["seed", "instances", "segments_digest", "maps_digest", "something_to_come"]
)
def test_tables_whose_rows_mean_something_else_are_refused(tmp_path, name):
    one = table_of(tmp_path / "one", [row("a.png", "eye")], parameters={name: 1, "classifier": "m"})
    other = table_of(
        tmp_path / "two", [row("b.png", "eye")], parameters={name: 2, "classifier": "m"}
    )
    without = table_of(tmp_path / "three", [row("b.png", "eye")], parameters={"classifier": "m"})
    with pytest.raises(TableError) as caught:
        merge([one.folder, other.folder], tmp_path / "merged")
    assert f"{name}: {str(one.folder)!r} has 1, {str(other.folder)!r} has 2" in str(caught.value)
    assert "compare" not in str(caught.value)
    if name != "instances":
        with pytest.raises(TableError, match=name):
            merge([one.folder, without.folder], tmp_path / "merged")
    assert not (tmp_path / "merged").exists()


def test_two_classifiers_are_to_be_compared_and_not_merged(tmp_path):
    one, other = (
        table_of(tmp_path / name, [row("a.png", "eye")], parameters={"classifier": f"timm:{name}"})
        for name in ("lite0", "lite1")
    )
    with pytest.raises(TableError, match="partwise compare"):
        merge([one.folder, other.folder], tmp_path / "merged")


def test_what_is_told_row_by_row_may_differ(tmp_path):
    ones = {
        "methods": ["a", "c"],
        "targets": ["predicted"],
        "labels": "folder",
        "keep_maps": True,
        "shard_size": 128,
        "nulls": ["null-sobel"],
        "effects": ["mean"],
        "placebos": 2,
    }
    others = {
        "methods": ["b", "a"],
        "targets": ["label"],
        "labels": None,
        "keep_maps": False,
        "shard_size": 64,
        "effects": ["blur:sigma=5%"],
        "placebos": 4,
    }
    one = table_of(tmp_path / "one", [row("a.png", "eye")], parameters={"seed": 3, **ones})
    other = table_of(tmp_path / "other", [row("b.png", "eye")], parameters={"seed": 3, **others})
    merged = merge([one.folder, other.folder], tmp_path / "merged").manifest
    runs = sorted([one.manifest.run_id, other.manifest.run_id])
    assert merged.parameters == {
        "instances": "unite",
        "seed": 3,
        "methods": ["a", "b", "c"],
        "targets": ["label", "predicted"],
        "nulls": ["null-sobel"],
        "effects": ["blur:sigma=5%", "mean"],
        "merged_from": runs,
    }
    told = {each["run_id"]: each["parameters"] for each in merged.facts["merged_from"]}
    assert told == {one.manifest.run_id: {**one.manifest.parameters}} | {
        other.manifest.run_id: {**other.manifest.parameters}
    }


def test_versions_that_differ_are_all_told(tmp_path):
    for name, version in (("one", "2.0"), ("other", "1.9")):
        facts = {"versions": {"numpy": version, "python": "3.11"}}
        write_table(tmp_path / name, {}, {"images": []}, facts)
    merged = merge([tmp_path / "one", tmp_path / "other"], tmp_path / "merged")
    assert merged.manifest.facts["versions"] == {"numpy": "1.9, 2.0", "python": "3.11"}


def test_an_image_that_failed_in_one_table_and_is_done_in_another_is_done(tmp_path, caplog):
    failed = {
        "run_id": "1" * 16,
        "image_id": "a.png",
        "path": "a.png",
        "error": "ImageError",
        "message": "…",
    }
    gone = {**failed, "image_id": "gone.png"}
    one = write_table(tmp_path / "one", {"instances": "unite"}, {"errors": [failed, gone]})
    other = table_of(tmp_path / "other", [row("a.png", "eye")]).folder
    later = {**gone, "run_id": "2" * 16, "message": "still gone"}
    third = write_table(tmp_path / "third", {"instances": "unite"}, {"errors": [later]})
    with caplog.at_level(logging.WARNING, "partwise"):
        merged = merge([third, one, other], tmp_path / "merged")
    assert [each["image_id"] for each in merged.errors().to_pylist()] == ["gone.png"]
    assert stored(merged.folder, "errors") == [failed, gone, later]
    facts = merged.manifest.facts
    assert (facts["images_done"], facts["images_failed"]) == (1, 1)
    assert "1 images failed in one table and are done in another" in caplog.text


def test_the_columns_of_the_metadata_are_those_of_every_table(tmp_path):
    one = table_of(
        tmp_path / "one", [row("a.png", "eye")], metadata={"a.png": {"site": "x", "age": "3"}}
    )
    other = table_of(tmp_path / "other", [row("b.png", "eye")], metadata={"b.png": {"ward": "7"}})
    untold = json.loads((other.folder / "run.json").read_text())
    untold["facts"] = {}
    (other.folder / "run.json").write_text(json.dumps(untold))
    merged = merge([one.folder, other.folder], tmp_path / "merged")
    assert merged.manifest.facts["metadata_columns"] == ["age", "site", "ward"]
    assert merged.to_arrow(["image_id", "site", "ward"]).to_pylist() == [
        {"image_id": "a.png", "site": "x", "ward": None},
        {"image_id": "b.png", "site": None, "ward": "7"},
    ]


def test_what_is_known_of_the_maps_is_that_of_all_of_them(whole, tmp_path):
    halves = []
    for number in (0, 1):
        chosen = NAMES[number::2]
        records = {
            name: [each for each in stored(whole, name) if each["image_id"] in chosen]
            for name in schema.FOLDERS
        }
        for each in records["map_previews"]:
            each["completeness_error"] = 0.1 if each["image_id"] == NAMES[0] else -0.3
        halves.append(write_table(tmp_path / f"{number}", _like(whole), records))
    told = merge(halves, tmp_path / "merged").manifest.facts["maps"]
    assert [(each["method"], each["maps"]) for each in told] == [("maps", 6), ("other", 6)]
    assert [each["completeness_error"] for each in told] == [0.3, 0.3]


def test_a_table_without_images_adds_nothing(tmp_path):
    one = table_of(tmp_path / "one", [row("a.png", "eye")]).folder
    empty = write_table(tmp_path / "empty", {"instances": "unite"}, {"images": []})
    assert content(merge([one, empty], tmp_path / "merged").folder) == oracle(one)


def test_an_unfinished_shard_of_a_killed_build_is_not_merged(tmp_path):
    one = table_of(tmp_path / "one", [row("a.png", "eye"), row("b.png", "eye")], parts=2).folder
    other = table_of(tmp_path / "other", [row("c.png", "eye")]).folder
    (one / "images" / "part-000001.parquet").unlink()
    merged = merge([one, other], tmp_path / "merged")
    assert [each["image_id"] for each in stored(merged.folder, "rows")] == ["a.png", "c.png"]


def test_build_does_not_go_on_with_a_merged_table(tmp_path):
    whole = small_table(tmp_path)
    shutil.copytree(whole.folder, tmp_path / "copy")
    merge([whole.folder, tmp_path / "copy"], tmp_path / "merged")
    shutil.rmtree(tmp_path / "table")
    (tmp_path / "merged").rename(tmp_path / "table")
    with pytest.raises(TableError, match="merged"):
        small_table(tmp_path)


def test_names_are_data(tmp_path):
    name = 'it\'s "a" [*] %s\n; DROP TABLE places; --/ü.png'
    folder = tmp_path / "it's [*]"
    one = table_of(folder / "one", [row(name, "e\"y'e", target_kind="x;\n--")]).folder
    other = table_of(folder / "other", [row(name, "nose")]).folder
    merged = merge([one, other], folder / "mer'ged [a]")
    assert content(merged.folder) == oracle(one, other)
    clash = table_of(folder / "clash", [row(name, "nose", signed_lift=1)]).folder
    with pytest.raises(TableError) as caught:
        merge([merged.folder, clash], folder / "again")
    assert repr(name) in str(caught.value)


def test_one_table_alone_is_no_merge(tmp_path):
    one = table_of(tmp_path / "one", [row("a.png", "eye")]).folder
    for given_ in ([], [one], one, str(one)):
        with pytest.raises(CallError, match="two tables or more, got"):
            merge(given_, tmp_path / "merged")


def test_a_table_given_twice_is_refused_however_it_is_spelled(tmp_path):
    one = table_of(tmp_path / "one", [row("a.png", "eye")]).folder
    (tmp_path / "link").symlink_to(one)
    for again in (one, tmp_path / "one" / ".." / "one", tmp_path / "link"):
        with pytest.raises(CallError, match="given twice"):
            merge([one, again], tmp_path / "merged")


def test_a_table_itself_is_no_folder():
    with pytest.raises(CallError, match="folders of tables, got 3"):
        merge([3, 4], "merged")  # pyright: ignore[reportArgumentType]


def test_out_must_be_new_or_empty(tmp_path):
    one, other = _two(tmp_path)
    before = files(one)
    with pytest.raises(CallError, match="is one of the tables"):
        merge([one, other], one)
    with pytest.raises(TableError, match="is a table already"):
        merge([one, other], table_of(tmp_path / "third", [row("c.png", "eye")]).folder)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").touch()
    with pytest.raises(TableError, match=r"holds files \(letter\.txt"):
        merge([one, other], tmp_path / "full")
    (tmp_path / "file").touch()
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(RunError, match="Not a directory"):
            merge([one, other], place)
    assert files(one) == before
    (tmp_path / "empty").mkdir()
    assert len(merge([one, other], tmp_path / "empty")) == 2
    assert len(merge([one, other], tmp_path / "deep" / "down")) == 2
    assert not [*tmp_path.rglob("*.merging")]


def test_a_folder_that_is_no_table_is_refused(tmp_path):
    one, _ = _two(tmp_path)
    for folder in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(TableError, match="is not a table"):
            merge([one, folder], tmp_path / "merged")


def test_another_version_of_the_schema_is_refused(tmp_path):
    one, other = _two(tmp_path)
    told = json.loads((other / "run.json").read_text())
    (other / "run.json").write_text(json.dumps({**told, "schema_version": 0}))
    with pytest.raises(TableError, match="schema version 0, and this partwise reads"):
        merge([one, other], tmp_path / "merged")


@pytest.mark.parametrize("name", ["rows", "images"])
@pytest.mark.parametrize("how", ["cut", "garbage", "empty", "columns"])
def test_a_damaged_part_is_told_and_nothing_is_left(tmp_path, name, how):
    one = table_of(tmp_path / "one", [row(f"{n}.png", "eye") for n in range(50)]).folder
    other = table_of(tmp_path / "other", [row("b.png", "eye")]).folder
    path = one / name / "part-000000.parquet"
    data = bytearray(path.read_bytes())
    if how == "garbage":
        data[4 : len(data) // 2] = os.urandom(len(data) // 2 - 4)
    path.write_bytes({"cut": data[: len(data) // 2], "empty": b""}.get(how, data))
    if how == "columns":
        pq.write_table(pa.table({"image_id": ["0.png"]}), path)
    with pytest.raises(TableError) as caught:
        merge([other, one], tmp_path / "merged")
    assert repr(str(path)) in str(caught.value)
    assert "is damaged" in str(caught.value)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["one", "other"]


def test_rows_that_someone_deleted_are_missed(whole, tmp_path):
    one = shutil.copytree(whole, tmp_path / "one")
    next((one / "rows").iterdir()).unlink()
    with pytest.raises(TableError, match="is gone"):
        merge([one, whole], tmp_path / "merged")


def test_a_merged_table_that_does_not_tell_its_runs_is_damaged(tmp_path):
    one, other = _two(tmp_path)
    merged = merge([one, other], tmp_path / "merged").folder
    told = json.loads((merged / "run.json").read_text())
    for runs in (None, {}, [3], [{"parameters": {}}]):
        told["facts"]["merged_from"] = runs
        (merged / "run.json").write_text(json.dumps(told))
        with pytest.raises(TableError, match="does not tell the runs"):
            merge([merged, one], tmp_path / "again")


def test_two_merges_do_not_write_one_table(tmp_path):
    one, other = _two(tmp_path)
    with (
        open_store(tmp_path / ".merged.merging", Manifest({})),
        pytest.raises(TableError, match="being written by another merge"),
    ):
        merge([one, other], tmp_path / "merged")
    assert len(merge([one, other], tmp_path / "merged")) == 2


def test_a_full_disk_leaves_nothing_and_says_so(tmp_path, monkeypatch):
    one, other = _two(tmp_path)

    def refuse(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("partwise.stores.parquet.os.fsync", refuse)
    with pytest.raises(RunError, match=r"merged': No space left on device.*begins anew"):
        merge([one, other], tmp_path / "merged")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["one", "other"]


_KILLED = """
import os, signal, sys
from partwise.merging import blocks, merge
from partwise.stores.parquet import ParquetStore
blocks.MOST_IMAGES, moment = 1, sys.argv[4]
write, update = ParquetStore.write, ParquetStore.update
def kill(*arguments):
    os.kill(os.getpid(), signal.SIGKILL)
def write_then_kill(store, number, tables):
    write(store, number, tables)
    if number == 1:
        kill()
if moment == "write":
    ParquetStore.write = write_then_kill
else:
    ParquetStore.update = kill
merge(sys.argv[1:3], sys.argv[3])
"""


@pytest.mark.parametrize("moment", ["write", "update"])
def test_a_killed_merge_leaves_nothing_that_looks_whole(tmp_path, moment):
    one, other = _two(tmp_path)
    call = [sys.executable, "-c", _KILLED, one, other, tmp_path / "merged", moment]
    assert subprocess.run(call, check=False).returncode == -signal.SIGKILL
    assert not (tmp_path / "merged").exists()
    left = tmp_path / ".merged.merging"
    assert [*left.rglob("part-*.parquet")]
    with pytest.raises(TableError, match="is not a table"):
        pw.open_table(left)
    merged = merge([one, other], tmp_path / "merged")
    assert content(merged.folder) == oracle(one, other)
    assert not left.exists()


def test_memory_does_not_grow_with_the_number_of_images(tmp_path, monkeypatch):
    monkeypatch.setattr(blocks, "MOST_IMAGES", 16)
    monkeypatch.setattr(blocks, "_KEPT_BYTES", 1 << 18)
    peaks = []
    for count in (80, 480):
        tables = [
            table_of(
                tmp_path / f"{count} {method}",
                [row(f"{n:05}.png", s, method=method) for n in range(count) for s in "abcdefgh"],
                parts=count // 20,
            ).folder
            for method in ("gradient", "occlusion")
        ]
        before = pa.default_memory_pool()
        pool = pa.proxy_memory_pool(before)
        pa.set_memory_pool(pool)
        try:
            assert len(merge(tables, tmp_path / f"merged {count}")) == 16 * count
        finally:
            pa.set_memory_pool(before)
        peaks.append(pool.max_memory())
    assert peaks[1] < 1.5 * peaks[0]


def _like(table):
    """Parameters of a table."""
    return dict(Manifest.read(table).parameters)


def _two(place):
    return (
        table_of(place / "one", [row("a.png", "eye")]).folder,
        table_of(place / "other", [row("b.png", "eye")]).folder,
    )
