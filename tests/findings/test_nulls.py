"""Findings beside nulls: what beats every one of them, and what is said where it does not."""

from __future__ import annotations

import numpy as np

from partwise.findings.find import find
from planting import the_only
from tables import effect, row, table_of

SOBEL, CENTRE, SWAPPED = "null-sobel", "null-centre:sigma=25%", "null-swapped:gradient"


def unsigned(lift: float) -> dict[str, float]:
    total = {"image_positive_sum": 1000.0, "image_negative_sum": 0.0}
    sums = {"saliency_sum": 100 * lift, "positive_sum": 100 * lift, "negative_sum": 0.0}
    return {"lift": lift, **sums, **total}


def beside(folder, lifts, *, signed: float = 0.2, effects=None, methods=("gradient",)):
    """A logo with a lift of 2, and what each null gives it; the eye is core and beats them all."""
    random = np.random.default_rng(1)
    rows = []
    for number in range(30):
        image, noise = f"{number:02}.png", random.normal(0, 0.01)
        for method in methods:
            eye = {"signed_lift": 0.3 + noise, "lift": 3 + noise, "role": "core"}
            rows.append(row(image, "eye", method=method, **eye))
            own = {"signed_lift": signed + noise, "lift": 2 + noise, "role": "artefact"}
            rows.append(row(image, "logo", method=method, **own))
        for text, lift in lifts.items():
            for part, role, value in (("eye", "core", 1.0), ("logo", "artefact", lift)):
                if value is not None:
                    null = {"kind": "null", "method": text, "role": role, **unsigned(value)}
                    rows.append(row(image, part, **null))
    removed = [
        each
        for number in range(30)
        for part, fall in (effects or {}).items()
        for each in effect(f"{number:02}.png", part, fall + number / 1000)
    ]
    return table_of(folder, rows, effects=removed)


def test_a_part_that_beats_every_null_is_told_with_how_many_and_the_nearest(tmp_path):
    finding = the_only(find(beside(tmp_path / "t", {SOBEL: 1.5, CENTRE: 0.7})))
    assert (finding.kind, finding.segment) == ("artefact", "logo")
    assert (
        " and beats all 2 nulls, the nearest being an edge detector (lift 0.50 above it, 95 % CI "
        "+0.50 to +0.50, 30 images)." in finding.sentence
    )


def test_a_part_that_one_null_gives_as_much_is_no_finding_whatever_the_others_do(tmp_path):
    found = find(beside(tmp_path / "t", {SOBEL: 1.9, CENTRE: 0.7}))
    assert len(found) == 0
    assert any("nothing of the model: logo (an edge detector)." in each for each in found.quiet)


def test_what_works_against_a_class_beats_unsigned_nulls_by_more_and_not_by_less(tmp_path):
    """An edge detector says nothing of for or against: what counts is how much there is."""
    finding = the_only(find(beside(tmp_path / "t", {SOBEL: 1.5}, signed=-0.2)))
    assert finding.direction == "opposes"
    assert " and beats its only null, an edge detector (lift 0.50 above it" in finding.sentence
    assert len(find(beside(tmp_path / "u", {SOBEL: 2.5}, signed=-0.2))) == 0


def test_a_part_told_by_its_effect_says_that_it_does_not_beat_its_nulls(tmp_path):
    table = beside(tmp_path / "t", {SOBEL: 1.9, CENTRE: 0.7}, effects={"logo": 0.8, "eye": 0.8})
    finding = the_only(find(table))
    assert finding.measure == "effect"
    assert finding.sentence.endswith(
        ", no more than an edge detector gives it (lift 0.10 above it, 95 % CI +0.10 to +0.10, "
        "30 images)."
    )


def test_a_contradiction_says_that_the_attribution_does_not_beat_its_nulls(tmp_path):
    table = beside(tmp_path / "t", {SOBEL: 1.9}, effects={"logo": 0.0, "eye": 0.8})
    finding = the_only(find(table))
    assert finding.kind == "contradiction"
    assert ", no more than an edge detector gives it (lift" in finding.sentence
    beaten = beside(tmp_path / "u", {SOBEL: 1.0}, effects={"logo": 0.0, "eye": 0.8})
    assert "gives it" not in the_only(find(beaten)).sentence


def test_a_difference_says_where_more_is_no_more_than_a_null_gives(tmp_path):
    def rows(lift: float):
        for at in range(60):
            noise, wrong = at % 7 / 1000, at % 2 == 1
            of = {"outcome": "wrong" if wrong else "correct", "label": "dog" if wrong else "cat"}
            own = 2.0 if wrong else 1.5
            signed = 0.4 if wrong else 0.1
            yield row(f"{at}.png", "logo", **of, lift=own + noise, signed_lift=signed + noise)
            yield row(f"{at}.png", "logo", kind="null", method=SOBEL, **of, **unsigned(lift))

    def told(lift: float) -> str:
        found = find(table_of(tmp_path / str(lift), list(rows(lift))))
        return next(each.sentence for each in found if each.kind == "wrong against correct")

    assert ", no more than an edge detector gives it (lift" in told(2.0)
    assert "gives it" not in told(1.0)


def test_disagreeing_methods_say_which_one_shows_no_more_than_a_null(tmp_path):
    rows = [
        row(f"{at}.png", "logo", method=method, signed_lift=signed + at / 1000, lift=lift)
        for at in range(30)
        for method, signed, lift in (("gradient", 0.2, 2.0), ("occlusion", -0.2, 3.0))
    ]
    rows += [
        row(f"{at}.png", "logo", kind="null", method=SOBEL, **unsigned(2.0)) for at in range(30)
    ]
    found = find(table_of(tmp_path / "t", rows))
    sentence = next(each.sentence for each in found if each.kind == "methods disagree")
    first, second = sentence.split(", by ")
    gradient, occlusion = sorted((first, second), key=lambda each: "occlusion" in each)
    assert "no more than an edge detector gives it" in gradient
    assert "gives it" not in occlusion


def test_methods_without_a_null_and_parts_without_one_are_among_the_limits(tmp_path):
    table = beside(tmp_path / "t", {SOBEL: 1.0, SWAPPED: None}, methods=("gradient", "occlusion"))
    found = find(table)
    limits = " ".join(found.limits)
    assert "Not available: swapped for logo: every picture has it, and swapping maps" in limits
    assert "No null of this table" not in limits
    assert "beats its only null, an edge detector" in the_only(found).sentence


def test_what_has_no_null_is_not_held_back_for_it(tmp_path):
    found = find(beside(tmp_path / "t", {SWAPPED: 2.0}, methods=("gradient", "occlusion")))
    assert "No null of this table stands beside occlusion: " in " ".join(found.limits)
    finding = the_only(found)
    assert finding.method == "occlusion"
    assert "null" not in finding.sentence
    assert any("by gradient, but not certainly" in each for each in found.quiet)


def test_nulls_are_no_methods_that_could_disagree(tmp_path):
    found = find(beside(tmp_path / "t", {SOBEL: 1.0, CENTRE: 1.0}))
    (asked,) = (each for each in found.looked if each.question == "methods that disagree")
    assert asked.not_asked == "there is one method"
    assert "method" not in the_only(found).where


def test_a_condition_on_attributions_leaves_nulls_in_place(tmp_path):
    table = beside(tmp_path / "t", {SOBEL: 1.9})
    assert len(find(table.where("kind = 'attribution'"))) == 0
    assert len(find(table.where("method = 'gradient'"))) == 0
