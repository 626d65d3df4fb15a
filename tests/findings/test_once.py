"""Each fact is told once, for whom it holds, and the most telling one first."""

from __future__ import annotations

import numpy as np
import pytest

from partwise.findings.find import find
from partwise.findings.finding import TIERS
from planting import BOTH, IMAGES, ROLES, agreed, check_rows, planted, the_only


def test_an_artefact_that_one_class_is_attributed_to_is_told_for_that_class(tmp_path):
    table = planted(
        tmp_path / "t", lambda at: 0.2 if (at.segment, at.predicted) == ("logo", "dog") else None
    )
    finding = the_only(find(table))
    assert (finding.kind, finding.segment, finding.value) == ("artefact", "logo", "dog")
    assert (finding.verdict, finding.direction) == ("attributed", "supports")
    rows = check_rows(table, finding, IMAGES)
    assert finding.estimate == pytest.approx(rows["signed_share"].mean())
    assert finding.low < finding.estimate < finding.high
    # in units of the margin, how far the near end lies beyond it
    assert finding.beyond == pytest.approx((finding.low - 0.01) / 0.01)


def test_an_artefact_in_every_class_is_told_once_for_all(tmp_path):
    table = planted(tmp_path / "t", lambda at: 0.2 if at.segment == "logo" else None)
    finding = the_only(find(table))
    assert (finding.kind, finding.value) == ("artefact", None)
    check_rows(table, finding, 2 * IMAGES)
    assert sorted(each.split(" (")[0] for each in finding.also) == [
        "logo for 'cat'", "logo for 'dog'",
    ]  # fmt: skip


def test_a_part_that_classes_rely_on_differently_is_told_for_the_one_that_does_most(tmp_path):
    values = {"cat": 0.2, "dog": 0.4}
    table = planted(
        tmp_path / "t", lambda at: values[at.predicted] if at.segment == "logo" else None
    )
    finding = the_only(find(table))
    assert (finding.kind, finding.value) == ("artefact", "dog")
    assert any(each.startswith("logo for 'cat' (+2.0") for each in finding.also)


def test_what_is_told_of_a_rare_class_is_not_called_negligible_for_all(tmp_path):
    def is_lion(at) -> bool:
        return at.number % 8 == 0

    table = planted(
        tmp_path / "t",
        lambda at: 0.3 if at.segment == "logo" and is_lion(at) else None,
        columns=lambda at: {"target_class": "lion"} if is_lion(at) else {},
    )
    together = table.where("segment = 'logo'").summary(measures="signed_share").to_pandas()
    assert together["verdict"].tolist() == ["negligible"]
    findings = find(table)
    assert findings[0].value == "lion"
    (quiet,) = findings.quiet
    assert "grass" in quiet
    assert "logo" not in quiet


def test_a_part_that_is_negligible_for_one_class_is_told_for_the_other_alone(tmp_path):
    """Though the two do not differ by a margin, and together they are beyond it."""
    values = {"cat": 0.075, "dog": 0.16}
    table = planted(
        tmp_path / "t",
        lambda at: values[at.predicted] if at.segment == "logo" else None,
        noise=0.0025,
    )
    together = table.where("segment = 'logo'").summary(measures="signed_share").to_pandas()
    assert together["verdict"].tolist() == ["attributed"]
    finding = the_only(find(table))
    assert (finding.value, finding.also) == ("dog", ())


def test_a_part_that_is_seen_in_one_class_only_is_told_for_that_class(tmp_path):
    table = planted(
        tmp_path / "t",
        lambda at: 0.2 if at.segment == "logo" else None,
        columns=lambda at: (
            {"status": "not_found"} if (at.segment, at.predicted) == ("logo", "cat") else {}
        ),
    )
    finding = the_only(find(table))
    assert (finding.segment, finding.value, finding.images) == ("logo", "dog", IMAGES)


def test_a_contradiction_of_all_images_covers_each_group(tmp_path):
    """Of the dogs alone it is not known whether removing the logo does anything."""

    def removal(at) -> float:
        unknown = np.random.default_rng(at.number).normal(0, 0.4) * (at.predicted == "dog")
        return agreed(at) or unknown * (at.segment == "logo")

    table = planted(
        tmp_path / "t",
        lambda at: 0.2 if at.segment == "logo" else None,
        effects=removal,
        images=100,
    )
    assert the_only(find(table)).kind == "contradiction"


def test_artefacts_and_contradictions_come_first_then_what_is_most_certain(tmp_path):
    values = {"logo": 0.15, "grass": 0.4, "sky": 0.2}
    table = planted(tmp_path / "t", lambda at: values.get(at.segment), roles={**ROLES, "sky": None})
    findings = find(table)
    assert [each.segment for each in findings] == ["logo", "grass", "sky"]
    assert [TIERS[each.kind] for each in findings] == sorted(TIERS[each.kind] for each in findings)
    limited = find(table, limit=1)
    assert [each.segment for each in limited] == ["logo"]
    assert limited.more == 2


def test_the_same_pixels_by_two_names_are_told_once(tmp_path):
    drawn = np.random.default_rng(3).normal(0.2, 0.01, 2 * IMAGES)

    def same(at):
        if at.segment not in ("background", "(unnamed)"):
            return {}
        value = 100 * drawn[at.number]
        return {"saliency_sum": value, "positive_sum": value, "negative_sum": 0.0}

    roles = {**ROLES, "(unnamed)": None, "background": None}
    finding = the_only(find(planted(tmp_path / "t", columns=same, roles=roles)))
    assert finding.segment == "background"
    assert "(unnamed), the same pixels" in finding.also


def test_of_a_difference_what_a_part_loses_to_the_rest_of_the_image_is_told_once(tmp_path):
    def columns(at):
        """What the body loses where the prediction is wrong, all around it gains."""
        wrong = at.outcome == "wrong"
        signed = {"eye": 0.1 if wrong else 0.3, "around": 0.012 if wrong else -0.012}[at.segment]
        area, strength = {"eye": (400, 600), "around": (600, 400)}[at.segment]
        total = area * (signed + np.random.default_rng(at.number).normal(0, 0.003))
        return {
            "area_px": area,
            "saliency_sum": total,
            "positive_sum": (strength + total) / 2,
            "negative_sum": (total - strength) / 2,
        }

    table = planted(tmp_path / "t", columns=columns, roles={"eye": "core", "around": None})
    finding = the_only(find(table))
    assert (finding.kind, finding.segment) == ("wrong against correct", "eye")
    assert any(each.startswith("around (+1.4") for each in finding.also)


def test_a_part_and_its_parent_are_told_once(tmp_path):
    values = {"stalk": 0.4, "plant": 0.2}
    table = planted(
        tmp_path / "t",
        lambda at: values.get(at.segment),
        columns=lambda at: {"parent": "plant"} if at.segment == "stalk" else {},
        roles={**ROLES, "stalk": None, "plant": None},
    )
    finding = the_only(find(table))
    assert finding.segment == "stalk"
    assert any(each.startswith("plant (+2.0") for each in finding.also)


def test_parts_of_a_core_part_are_one_last_finding(tmp_path):
    values = {"pupil": 0.4, "lash": 0.2}
    table = planted(
        tmp_path / "t",
        lambda at: values.get(at.segment),
        columns=lambda at: {"parent": "eye"} if at.segment in values else {},
        roles={**ROLES, "pupil": None, "lash": None},
    )
    finding = the_only(find(table))
    assert (finding.kind, finding.segment) == ("inside core", "pupil")
    assert "pupil (inside eye, which is core)" in finding.sentence
    assert any(each.startswith("lash (+2.0") for each in finding.also)


def test_two_methods_that_agree_are_one_finding(tmp_path):
    table = planted(tmp_path / "t", lambda at: 0.2 if at.segment == "logo" else None, methods=BOTH)
    finding = the_only(find(table))
    (other,) = {*BOTH} - {finding.method}
    assert any(each.startswith(f"logo by {other} (+2.0") for each in finding.also)
    check_rows(table, finding, 2 * IMAGES)
