"""Findings: each kind found where it was planted, and nothing found where nothing is."""

from __future__ import annotations

import numpy as np
import pytest

from partwise.findings.find import find
from planting import BOTH, IMAGES, ROLES, agreed, check_rows, planted, the_only
from tables import row, table_of


def test_nothing_is_found_where_nothing_was_planted_and_what_was_looked_at_is_told(tmp_path):
    table = planted(tmp_path / "t", effects=agreed, methods=BOTH)
    findings = find(table)
    assert len(findings) == findings.more == 0
    asked = {each.question: each for each in findings.looked}
    assert not any(each.found for each in asked.values())
    assert [name for name, each in asked.items() if each.not_asked] == [
        "pasted cues", "answers that hang on the fill", "(unnamed) above 50.0 %",
    ]  # fmt: skip
    # three parts, two methods; all images together and each of two classes
    assert asked["parts that are not core"].tested == 3 * 2 * (1 + 2)
    assert asked["parts that are not core"].negligible == 2 * 2 * (1 + 2)
    assert asked["wrong against correct"].tested == 3 * 2 * (1 + 2)
    assert asked["methods that disagree"].tested == 3 * (1 + 2)
    assert asked["attribution and effect"].tested == 3 * 2 * (1 + 2)
    assert asked["class against the rest"].tested == 3 * 2 * 2


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
            np.random.default_rng(at.number).choice([-0.9, 0.9]) if at.segment == "logo" else None
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
    assert (finding.kind, finding.segment) == ("part without a role", "grass")
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
    frame = table.where("segment = 'eye'").to_pandas().groupby("outcome")["signed_share"].mean()
    assert finding.estimate == pytest.approx(frame["wrong"] - frame["correct"])
    assert "where the prediction is wrong, +3.0 % where it is correct" in finding.sentence
    assert f"{IMAGES // 2} and {IMAGES * 3 // 2} images" in finding.sentence


def test_a_difference_that_no_class_shows_is_told_with_what_denies_it(tmp_path):
    """Cats have the grass and are mostly wrong: no reliance changes where they are."""
    wrong = {"cat": 36, "dog": 12}

    def columns(at):
        outcome = "wrong" if at.number // 2 < wrong[at.predicted] else "correct"
        return {"outcome": outcome, "label": at.predicted if outcome == "correct" else "other"}

    table = planted(
        tmp_path / "t",
        lambda at: 0.8 if (at.segment, at.predicted) == ("grass", "cat") else None,
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
    sides = {"cat": -0.3, "dog": 0.3}
    table = planted(
        tmp_path / "t",
        lambda at: sides[at.predicted] if at.segment == "eye" else None,
        images=400,
    )
    together = table.where("segment = 'eye'").summary(measures="signed_share").to_pandas()
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


def test_a_tiny_part_may_be_bright_and_do_nothing_without_contradiction(tmp_path):
    """Its pixels' mean is beyond the margin, their sum is not: an effect is of the whole part."""

    def unsigned(at, pixels: int):
        lift = 4.0 if at.segment == "eye" else 1.0
        area = pixels if at.segment == "eye" else 100
        sums = {"positive_sum": lift * area, "negative_sum": 0.0, "saliency_sum": lift * area}
        total = {"image_positive_sum": 1000.0, "image_negative_sum": 0.0}
        return {"area_px": area, **sums, **total, "image_saliency_sum": 1000.0}

    def contradictions(pixels: int) -> list[str | None]:
        table = planted(
            tmp_path / str(pixels), columns=lambda at: unsigned(at, pixels), effects=lambda _: 0.0
        )
        return [each.segment for each in find(table) if each.kind == "contradiction"]

    assert contradictions(4) == []
    assert contradictions(40) == ["eye"]


def test_a_class_that_differs_from_the_rest_is_told(tmp_path):
    """Neither class is beyond the margin by itself."""
    sides = {"cat": -0.07, "dog": 0.07}
    table = planted(
        tmp_path / "t", lambda at: sides[at.predicted] if at.segment == "grass" else None
    )
    finding = the_only(find(table))
    assert (finding.kind, finding.segment) == ("class against the rest", "grass")
    frame = table.where("segment = 'grass'").to_pandas().groupby("target_class")["signed_share"]
    means = frame.mean()
    other = "cat" if finding.value == "dog" else "dog"
    assert finding.estimate == pytest.approx(means[finding.value] - means[other])
    # the other class is the same fact from its own side
    assert [each.split(" (")[0] for each in finding.also] == [f"grass for '{other}'"]


def with_nulls(folder, null: float):
    """The logo receives 0.3, and from a map that knows nothing of the model `null`."""
    random = np.random.default_rng(0)
    rows = [
        row(
            f"{number}.png", segment, kind=kind, role=role,
            method="gradient" if kind == "attribution" else "null-reinitialised:gradient",
            signed_lift=value + random.normal(0, 0.01),
        )
        for number in range(30)
        for segment, role, values in (("eye", "core", (0.3, 0.0)), ("logo", None, (0.3, null)))
        for kind, value in zip(("attribution", "null"), values, strict=True)
    ]  # fmt: skip
    return table_of(folder, rows)


def test_where_there_are_nulls_a_part_must_be_beyond_them(tmp_path):
    same = find(with_nulls(tmp_path / "same", 0.3))
    assert len(same) == 0
    assert any("not certainly more than in maps that know nothing" in each for each in same.quiet)
    assert any("logo (the same network with weights drawn anew)" in each for each in same.quiet)
    table = with_nulls(tmp_path / "less", 0.1)
    finding = the_only(find(table))
    assert (
        " and beats its only null, the same network with weights drawn anew (signed_share 2.0 pt "
        "above it, 95 % CI +" in finding.sentence
    )
    assert set(check_rows(table, finding, 30)["kind"]) == {"attribution"}
    assert not any("null maps" in each for each in find(table).limits)
