"""Findings: each kind found where it was planted, and nothing found where nothing is."""

from __future__ import annotations

import json

import numpy as np
import pytest

from partwise.errors import CallError, UnknownNameError
from partwise.findings.find import find
from partwise.findings.finding import TIERS
from planting import IMAGES, ROLES, planted
from tables import row, table_of

BOTH = ("gradient", "integrated-gradients")


def agreed(place) -> float:
    """What removing does where it agrees with the attribution."""
    return 0.5 if place.segment == "eye" else 0.0


def the_only(findings):
    assert len(findings) == 1, findings
    assert findings.more == 0
    return findings[0]


def check_rows(table, finding, images: int):
    """The rows behind a finding are those it is about."""
    rows = table.where(finding.where).to_pandas()
    assert len(rows) == images == finding.images
    assert set(rows["segment"]) == {finding.segment}
    assert set(rows["method"]) == {finding.method}
    if finding.value is not None:
        assert set(rows[finding.by]) == {finding.value}
    return rows


def test_nothing_is_found_where_nothing_was_planted_and_what_was_looked_at_is_told(tmp_path):
    table = planted(tmp_path / "t", effects=agreed, methods=BOTH)
    findings = find(table)
    assert len(findings) == findings.more == 0
    asked = {each.question: each for each in findings.looked}
    assert not any(each.found for each in asked.values())
    assert [name for name, each in asked.items() if each.not_asked] == ["(unnamed) above 50.0 %"]
    # three parts, two methods; all images together and each of two classes
    assert asked["parts that are not core"].tested == 3 * 2 * (1 + 2)
    assert asked["parts that are not core"].negligible == 2 * 2 * (1 + 2)
    assert asked["wrong against correct"].tested == 3 * 2 * (1 + 2)
    assert asked["methods that disagree"].tested == 3 * (1 + 2)
    assert asked["attribution and effect"].tested == 3 * 2 * (1 + 2)
    assert asked["class against the rest"].tested == 3 * 2 * 2


def test_an_artefact_that_one_class_is_attributed_to_is_told_for_that_class(tmp_path):
    table = planted(
        tmp_path / "t", lambda at: 0.2 if (at.segment, at.predicted) == ("logo", "dog") else None
    )
    finding = the_only(find(table))
    assert (finding.kind, finding.segment, finding.value) == ("artefact", "logo", "dog")
    assert (finding.verdict, finding.direction) == ("attributed", "supports")
    rows = check_rows(table, finding, IMAGES)
    assert finding.estimate == pytest.approx(rows["signed_lift"].mean())
    assert finding.low < finding.estimate < finding.high
    # in units of the margin, how far the near end lies beyond it
    assert finding.beyond == pytest.approx((finding.low - 0.02) / 0.02)


def test_an_artefact_in_every_class_is_told_once_for_all(tmp_path):
    table = planted(tmp_path / "t", lambda at: 0.2 if at.segment == "logo" else None)
    finding = the_only(find(table))
    assert (finding.kind, finding.value) == ("artefact", None)
    check_rows(table, finding, 2 * IMAGES)
    assert sorted(each.split(" (")[0] for each in finding.also) == [
        "logo for 'cat'", "logo for 'dog'",
    ]  # fmt: skip


def test_a_part_that_classes_rely_on_differently_is_told_for_the_one_that_does_most(tmp_path):
    values = {"cat": 0.1, "dog": 0.2}
    table = planted(
        tmp_path / "t", lambda at: values[at.predicted] if at.segment == "logo" else None
    )
    finding = the_only(find(table))
    assert (finding.kind, finding.value) == ("artefact", "dog")
    assert any(each.startswith("logo for 'cat' (+0.10") for each in finding.also)


def test_what_is_told_of_a_rare_class_is_not_called_negligible_for_all(tmp_path):
    def is_lion(at) -> bool:
        return at.number % 8 == 0

    table = planted(
        tmp_path / "t",
        lambda at: 0.05 if at.segment == "logo" and is_lion(at) else None,
        columns=lambda at: {"target_class": "lion"} if is_lion(at) else {},
    )
    together = table.where("segment = 'logo'").summary(measures="signed_lift").to_pandas()
    assert together["verdict"].tolist() == ["negligible"]
    findings = find(table)
    assert findings[0].value == "lion"
    (quiet,) = findings.quiet
    assert "grass" in quiet
    assert "logo" not in quiet


def test_a_part_that_is_negligible_for_one_class_is_told_for_the_other_alone(tmp_path):
    """Though the two do not differ by a margin, and together they are beyond it."""
    values = {"cat": 0.015, "dog": 0.032}
    table = planted(
        tmp_path / "t",
        lambda at: values[at.predicted] if at.segment == "logo" else None,
        noise=0.0005,
    )
    together = table.where("segment = 'logo'").summary(measures="signed_lift").to_pandas()
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


def test_a_part_may_speak_against_a_class(tmp_path):
    table = planted(tmp_path / "t", lambda at: -0.2 if at.segment == "grass" else None)
    finding = the_only(find(table))
    assert (finding.kind, finding.direction) == ("not core", "opposes")
    assert "grass (not core) speaks against the predicted class" in finding.sentence


def test_relies_is_said_only_where_removing_the_part_says_so_too(tmp_path):
    def logo(at) -> float | None:
        return 0.2 if at.segment == "logo" else None

    alone = the_only(find(planted(tmp_path / "alone", logo)))
    assert "relies" not in alone.sentence
    table = planted(
        tmp_path / "both", logo, effects=lambda at: agreed(at) or 0.8 * (at.segment == "logo")
    )
    finding = the_only(find(table))
    assert (finding.kind, finding.verdict) == ("artefact", "relies")
    assert finding.sentence.startswith(
        "The predicted class relies on logo (an artefact): removing it lowers the logit by 0.8"
    )


def test_an_effect_alone_makes_a_part_matter(tmp_path):
    """Its attribution is undecided: it is neither for nor against from image to image."""
    table = planted(
        tmp_path / "t",
        lambda at: (
            np.random.default_rng(at.number).normal(0, 0.3) if at.segment == "logo" else None
        ),
        effects=lambda at: agreed(at) or 0.8 * (at.segment == "logo"),
    )
    finding = the_only(find(table))
    assert (finding.kind, finding.measure, finding.verdict) == ("artefact", "effect", "matters")
    assert "inconclusive" in finding.sentence


def test_where_no_part_has_a_role_every_attributed_part_is_told(tmp_path):
    roles = dict.fromkeys(ROLES)
    table = planted(tmp_path / "t", lambda at: 0.2 if at.segment == "grass" else None, roles=roles)
    findings = find(table)
    finding = the_only(findings)
    assert (finding.kind, finding.segment) == ("no roles", "grass")
    assert any("No part has a role" in each for each in findings.limits)


def test_maps_without_signs_are_told_by_lift_and_less_than_even_is_no_finding(tmp_path):
    def unsigned(at):
        lift = {"logo": 4.0, "grass": 0.2}.get(at.segment, 1.0)
        return {
            "positive_sum": 100 * lift,
            "negative_sum": 0.0,
            "saliency_sum": 100 * lift,
            "image_positive_sum": 1000.0,
            "image_negative_sum": 0.0,
            "image_saliency_sum": 1000.0,
        }

    roles = {"logo": "artefact", "grass": None}
    finding = the_only(find(planted(tmp_path / "t", columns=unsigned, roles=roles)))
    assert (finding.segment, finding.measure, finding.direction) == ("logo", "lift", "more")
    assert "receives 4.00 times the attribution its area would, for the" in finding.sentence


def test_reliance_that_differs_between_wrong_and_correct_is_told(tmp_path):
    table = planted(
        tmp_path / "t",
        lambda at: 0.15 if (at.segment, at.outcome) == ("eye", "wrong") else None,
    )
    finding = the_only(find(table))
    assert (finding.kind, finding.segment, finding.direction) == (
        "wrong against correct", "eye", "less",
    )  # fmt: skip
    rows = check_rows(table, finding, IMAGES // 2)
    assert set(rows["outcome"]) == {"wrong"}
    frame = table.where("segment = 'eye'").to_pandas().groupby("outcome")["signed_lift"].mean()
    assert finding.estimate == pytest.approx(frame["wrong"] - frame["correct"])
    assert "where the prediction is wrong, +0.30 where it is correct" in finding.sentence
    assert f"{IMAGES // 2} and {IMAGES * 3 // 2} images" in finding.sentence


def test_a_difference_that_no_class_shows_is_told_with_what_denies_it(tmp_path):
    """Cats have the grass and are mostly wrong: no reliance changes where they are."""
    wrong = {"cat": 36, "dog": 12}

    def columns(at):
        outcome = "wrong" if at.number // 2 < wrong[at.predicted] else "correct"
        return {"outcome": outcome, "label": at.predicted if outcome == "correct" else "other"}

    table = planted(
        tmp_path / "t",
        lambda at: 0.3 if (at.segment, at.predicted) == ("grass", "cat") else None,
        columns=columns,
    )
    (finding,) = [each for each in find(table) if each.kind == "wrong against correct"]
    assert (finding.segment, finding.value, finding.direction) == ("grass", None, "more")
    assert "not so within 'cat' and 'dog'" in finding.sentence


def test_images_without_an_outcome_are_neither_wrong_nor_correct(tmp_path):
    """Else the ones predicted wrongly would differ from a rest that nobody knows anything of."""

    def known(at):
        return {} if at.number < 3 * IMAGES // 2 else {"outcome": None, "label": None}

    table = planted(
        tmp_path / "t",
        lambda at: 0.0 if at.segment == "eye" and at.number >= 3 * IMAGES // 2 else None,
        columns=known,
    )
    assert not [each for each in find(table) if each.kind == "wrong against correct"]


def test_a_class_that_ignores_its_core_part_is_told(tmp_path):
    table = planted(
        tmp_path / "t", lambda at: 0.0 if (at.segment, at.predicted) == ("eye", "dog") else None
    )
    finding = the_only(find(table))
    assert (finding.kind, finding.segment, finding.value) == ("core ignored", "eye", "dog")
    assert finding.verdict == "negligible"
    assert 0 < finding.beyond < 1
    check_rows(table, finding, IMAGES)


def test_core_parts_are_ignored_in_all_images_where_classes_are_too_small(tmp_path):
    table = planted(tmp_path / "t", lambda at: 0.0 if at.segment == "eye" else None, images=9)
    finding = the_only(find(table))
    assert (finding.kind, finding.value, finding.images) == ("core ignored", None, 18)


def test_a_core_part_that_is_for_one_class_and_against_another_is_not_ignored(tmp_path):
    sides = {"cat": -0.1, "dog": 0.1}
    table = planted(
        tmp_path / "t",
        lambda at: sides[at.predicted] if at.segment == "eye" else None,
        images=400,
    )
    together = table.where("segment = 'eye'").summary(measures="signed_lift").to_pandas()
    assert together["verdict"].tolist() == ["negligible"]
    assert len(find(table)) == 0


def test_one_core_part_that_counts_is_enough(tmp_path):
    table = planted(
        tmp_path / "t",
        lambda at: 0.0 if at.segment == "nose" else None,
        roles={**ROLES, "nose": "core"},
    )
    assert len(find(table)) == 0


def unnamed(share: float):
    def columns(at):
        if at.segment != "(unnamed)":
            return {}
        strength = 1000 * share + np.random.default_rng(at.number).normal(0, 30)
        return {
            "area_px": 600,
            "saliency_sum": 0.0,
            "positive_sum": strength / 2,
            "negative_sum": -strength / 2,
        }

    return columns


def test_a_large_share_in_no_named_segment_is_told(tmp_path):
    roles = {**ROLES, "(unnamed)": None}
    table = planted(tmp_path / "t", columns=unnamed(0.7), roles=roles)
    finding = the_only(find(table))
    assert (finding.kind, finding.segment, finding.measure) == ("unnamed", "(unnamed)", "share")
    assert finding.low > 0.5
    assert "on 60.0 % of the area" in finding.sentence
    assert "what no segment names cannot be seen" in finding.sentence
    check_rows(table, finding, 2 * IMAGES)


def test_half_of_it_there_is_not_certainly_more_than_half(tmp_path):
    roles = {**ROLES, "(unnamed)": None}
    assert len(find(planted(tmp_path / "t", columns=unnamed(0.5), roles=roles))) == 0


def test_two_methods_that_disagree_on_the_sign_are_told(tmp_path):
    table = planted(
        tmp_path / "t",
        lambda at: -0.2 if (at.segment, at.method) == ("eye", BOTH[1]) else None,
        methods=BOTH,
    )
    finding = the_only(find(table))
    assert (finding.kind, finding.segment) == ("methods disagree", "eye")
    assert "by gradient it receives" in finding.sentence
    assert "by integrated-gradients it receives" in finding.sentence
    assert "against" in finding.sentence
    assert len(table.where(finding.where)) == 2 * 2 * IMAGES


def test_what_one_method_shows_and_another_certainly_does_not_is_told(tmp_path):
    table = planted(
        tmp_path / "t",
        lambda at: 0.0 if (at.segment, at.method) == ("nose", BOTH[1]) else None,
        methods=BOTH,
        roles={**ROLES, "nose": "core"},
    )
    finding = the_only(find(table))
    assert (finding.kind, finding.segment, finding.method) == ("methods disagree", "nose", BOTH[0])


def test_a_method_with_signs_is_not_compared_with_one_without(tmp_path):
    def columns(at):
        if at.method == BOTH[0]:
            return {}
        positive = {"saliency_sum": 100.0, "positive_sum": 100.0, "negative_sum": 0.0}
        return {**positive, "image_negative_sum": 0.0, "image_positive_sum": 1000.0}

    findings = find(planted(tmp_path / "t", columns=columns, methods=BOTH))
    asked = {each.question: each for each in findings.looked}
    assert asked["methods that disagree"].not_asked is not None
    assert not [each for each in findings if each.kind == "methods disagree"]


def test_attribution_and_effect_in_opposite_directions_contradict_each_other(tmp_path):
    table = planted(tmp_path / "t", effects=lambda at: -agreed(at))
    finding = the_only(find(table))
    assert (finding.kind, finding.segment, finding.verdict) == (
        "contradiction", "eye", "opposite directions",
    )  # fmt: skip
    assert "but removing it raises the logit by 0.50 more" in finding.sentence


def test_attribution_without_any_effect_is_a_contradiction(tmp_path):
    finding = the_only(find(planted(tmp_path / "t", effects=lambda _: 0.0)))
    assert (finding.kind, finding.verdict) == ("contradiction", "attributed, does not matter")


def test_an_effect_without_any_attribution_is_a_contradiction(tmp_path):
    table = planted(
        tmp_path / "t",
        lambda at: 0.0 if at.segment == "nose" else None,
        effects=lambda at: 0.5 if at.segment in ("eye", "nose") else 0.0,
        roles={**ROLES, "nose": "core"},
    )
    finding = the_only(find(table))
    assert (finding.segment, finding.verdict) == ("nose", "matters, not attributed")
    assert finding.measure == "effect"


def test_a_contradicted_part_is_told_as_such_and_not_as_relied_on(tmp_path):
    table = planted(
        tmp_path / "t", lambda at: 0.2 if at.segment == "logo" else None, effects=agreed
    )
    assert the_only(find(table)).kind == "contradiction"


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


def test_a_tiny_part_may_be_bright_and_do_nothing_without_contradiction(tmp_path):
    """Its pixels' mean is beyond the margin, their sum is not: an effect is of the whole part."""

    def tiny(at):
        if at.segment != "eye":
            return {}
        return {"area_px": 5, "saliency_sum": 1.5, "positive_sum": 3.0, "negative_sum": -1.5}

    table = planted(tmp_path / "t", columns=tiny, effects=lambda _: 0.0)
    assert len(find(table)) == 0


def test_a_class_that_differs_from_the_rest_is_told(tmp_path):
    """Neither class is beyond the margin by itself."""
    sides = {"cat": -0.014, "dog": 0.014}
    table = planted(
        tmp_path / "t", lambda at: sides[at.predicted] if at.segment == "grass" else None
    )
    finding = the_only(find(table))
    assert (finding.kind, finding.segment) == ("class against the rest", "grass")
    frame = table.where("segment = 'grass'").to_pandas().groupby("target_class")["signed_lift"]
    means = frame.mean()
    other = "cat" if finding.value == "dog" else "dog"
    assert finding.estimate == pytest.approx(means[finding.value] - means[other])
    # the other class is the same fact from its own side
    assert [each.split(" (")[0] for each in finding.also] == [f"grass for '{other}'"]


def with_nulls(folder, null: float):
    """The logo receives 0.2, and from a map that knows nothing of the model `null`."""
    random = np.random.default_rng(0)
    rows = [
        row(
            f"{number}.png", segment, kind=kind, role=role,
            signed_lift=value + random.normal(0, 0.01),
        )
        for number in range(30)
        for segment, role, values in (("eye", "core", (0.3, 0.0)), ("logo", None, (0.2, null)))
        for kind, value in zip(("attribution", "null"), values, strict=True)
    ]  # fmt: skip
    return table_of(folder, rows)


def test_where_there_are_nulls_a_part_must_be_beyond_them(tmp_path):
    same = find(with_nulls(tmp_path / "same", 0.2))
    assert len(same) == 0
    assert any("not certainly more than in maps that know nothing" in each for each in same.quiet)
    table = with_nulls(tmp_path / "less", 0.1)
    finding = the_only(find(table))
    assert "+0.10 beyond maps that know nothing of the model" in finding.sentence
    assert set(check_rows(table, finding, 30)["kind"]) == {"attribution"}
    assert not any("null maps" in each for each in find(table).limits)


def test_artefacts_and_contradictions_come_first_then_what_is_most_certain(tmp_path):
    values = {"logo": 0.05, "grass": 0.4, "sky": 0.2}
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
        signed = {"eye": 0.1 if wrong else 0.3, "around": 0.018 if wrong else -0.018}[at.segment]
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
    assert any(each.startswith("around (+0.036") for each in finding.also)


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
    assert any(each.startswith("plant (+0.20") for each in finding.also)


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
    assert any(each.startswith("lash (+0.20") for each in finding.also)


def test_two_methods_that_agree_are_one_finding(tmp_path):
    table = planted(tmp_path / "t", lambda at: 0.2 if at.segment == "logo" else None, methods=BOTH)
    finding = the_only(find(table))
    (other,) = {*BOTH} - {finding.method}
    assert any(each.startswith(f"logo by {other} (+0.20") for each in finding.also)
    check_rows(table, finding, 2 * IMAGES)


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
    table = planted(tmp_path / "t", lambda at: 0.05 if at.segment == "logo" else None)
    assert len(find(table)) == 1
    assert len(find(table, smallest_effect=0.1)) == 0
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
