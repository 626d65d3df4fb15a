"""Findings as a value: groups, conditions and margins of a call; tables and JSON made of it."""

from __future__ import annotations

import json

import pytest

from partwise.errors import CallError, UnknownNameError
from partwise.findings.find import find
from planting import IMAGES, check_rows, planted, the_only


def test_groups_may_be_any_column_of_images(tmp_path):
    metadata = {
        f"{number:03}.png": {"the hospital": "AB"[number // 16 % 2]} for number in range(2 * IMAGES)
    }
    table = planted(
        tmp_path / "t",
        lambda at: 0.2 if at.segment == "logo" and at.number // 16 % 2 else None,
        metadata=metadata,
    )
    finding = the_only(find(table, by="the hospital"))
    assert (finding.by, finding.value) == ("the hospital", "B")
    assert "for the predicted class where the hospital is 'B'" in finding.sentence
    check_rows(table, finding, IMAGES)


def test_a_condition_of_the_table_holds_for_its_findings(tmp_path):
    table = planted(
        tmp_path / "t", lambda at: 0.2 if (at.segment, at.predicted) == ("logo", "dog") else None
    )
    dogs = table.where("target_class = 'dog'")
    finding = the_only(find(dogs))
    assert finding.segment == "logo"
    check_rows(dogs, finding, IMAGES)
    assert len(find(table.where("target_class = 'cat'"))) == 0


def test_a_condition_on_segments_leaves_the_roles_known(tmp_path):
    table = planted(tmp_path / "t", lambda at: 0.2 if at.segment == "grass" else None)
    assert the_only(find(table.where("segment = 'grass'"))).kind == "not core"


def test_too_few_images_are_no_finding_and_are_counted(tmp_path):
    table = planted(tmp_path / "t", lambda at: 0.2 if at.segment == "logo" else None, images=4)
    findings = find(table)
    assert len(findings) == 0
    parts = next(each for each in findings.looked if each.question.startswith("parts"))
    assert (parts.tested, parts.too_few) == (0, 3 * (1 + 2))
    assert any("2 of 2 classes have too few images" in each for each in findings.limits)


def test_a_table_without_rows_says_so(tmp_path):
    table = planted(tmp_path / "t").where("share > 100")
    findings = find(table)
    assert len(findings) == 0
    assert findings.limits == ("There are no rows to look at.",)
    assert "nothing stands out" in repr(findings)


def test_a_larger_margin_silences_what_lies_within_it(tmp_path):
    table = planted(tmp_path / "t", lambda at: 0.2 if at.segment == "logo" else None)
    assert len(find(table)) == 1
    assert len(find(table, smallest_effect=0.025)) == 0
    assert len(find(table, smallest_effect=0)) >= 1


def test_clusters_are_counted_beside_images(tmp_path):
    metadata = {f"{number:03}.png": {"patient": str(number // 4)} for number in range(2 * IMAGES)}
    table = planted(
        tmp_path / "t", lambda at: 0.2 if at.segment == "logo" else None, metadata=metadata
    )
    finding = the_only(find(table, cluster="patient"))
    assert f"{2 * IMAGES} images, {IMAGES // 2} patients;" in finding.sentence


def test_numbers_and_texts_go_into_tables_and_json(tmp_path):
    table = planted(tmp_path / "t", lambda at: 0.2 if at.segment in ("logo", "grass") else None)
    findings = find(table)
    data = json.loads(json.dumps(findings.to_dict(), allow_nan=False))
    arrow, pandas = findings.to_arrow(), findings.to_pandas()
    assert arrow.num_rows == len(pandas) == len(findings) == len(data["findings"]) == 2
    for place, finding in enumerate(findings):
        assert data["findings"][place]["sentence"] == finding.sentence == pandas["sentence"][place]
        assert arrow["low"][place].as_py() == finding.low
    assert find(planted(tmp_path / "none")).to_arrow().schema == arrow.schema


def test_wrong_calls_say_what_to_do(tmp_path):
    table = planted(tmp_path / "t", images=4)
    with pytest.raises(UnknownNameError, match="'label'"):
        find(table, by="lable")
    with pytest.raises(CallError, match="findings are about groups of images"):
        find(table, by="segment")
    with pytest.raises(CallError, match="--limit"):
        find(table, limit=0)
    with pytest.raises(UnknownNameError, match="patiemt"):
        find(table, cluster="patiemt")


def test_the_same_table_gives_the_same_findings(tmp_path):
    table = planted(tmp_path / "t", lambda at: 0.2 if at.segment in ("logo", "grass") else None)
    assert find(table).to_dict() == find(table).to_dict()
