"""Findings of effects: cues that were pasted, fills that deny each other, tables without maps."""

from __future__ import annotations

import numpy as np
import pytest

from partwise.errors import CallError
from partwise.findings.find import find
from planting import CLASSES, ROLES
from tables import effect, mapless, pasted, row, table_of

NAMES = [f"{at:02}.png" for at in range(20)]


def only(findings, kind: str):
    found = [each for each in findings if each.kind == kind]
    assert len(found) == 1, found
    return found[0]


def cue(folder, rise, scrambled=0.1, kind: str = "carton", **options):
    """A cue that was laid on every picture; the rise of each image by its number."""
    random = np.random.default_rng(0)
    target = {"target_kind": kind, "target_class": kind}
    rows = [row(name, "eye", **target) for name in NAMES]
    pastes = [
        each
        for at, name in enumerate(NAMES)
        for each in pasted(
            name, "mark", rise(at) + 0.05 * random.standard_t(3), scrambled, **target
        )
    ]
    return table_of(folder / "table", rows, effects=pastes, **options)


def test_a_cue_that_does_more_than_its_pieces_is_told(tmp_path):
    table = cue(tmp_path, lambda at: 2.0 if at else 0.0)
    finding = only(find(table), "pasted cue")
    assert finding.sentence.startswith(
        "Pasting 'mark' raises the logit of 'carton' by 1.80 more than its scrambled pieces do ("
    )
    assert "20 images, in 95 % of them; matters, supports)." in finding.sentence
    assert (finding.segment, finding.method) == ("mark", "mark.png:draws=1")
    assert (finding.verdict, finding.sign, finding.images) == ("matters", 1, 20)
    assert finding.command == f"partwise show {table.folder} --effects --where \"segment = 'mark'\""
    shown = table.where(finding.where).effects().pastes.to_pylist()
    assert [each["difference"] for each in shown] == [pytest.approx(finding.estimate)]


def test_a_cue_may_lower_a_logit(tmp_path):
    finding = only(find(cue(tmp_path, lambda _: -2.0, kind="predicted")), "pasted cue")
    assert "Pasting 'mark' lowers the logit of the predicted class by 2.1" in finding.sentence
    assert "in 100 % of them; matters, opposes" in finding.sentence
    assert finding.sign == -1


def test_a_cue_that_does_no_more_than_its_pieces_is_no_finding(tmp_path):
    findings = find(cue(tmp_path, lambda _: 2.0, scrambled=2.0))
    assert not [each for each in findings if each.kind == "pasted cue"]
    (looked,) = [each for each in findings.looked if each.question == "pasted cues"]
    assert (looked.tested, looked.negligible, looked.found) == (1, 1, 0)


def test_where_nothing_was_pasted_that_is_said(tmp_path):
    table = table_of(tmp_path / "t", [row(name, "eye") for name in NAMES])
    asked = {each.question: each.not_asked for each in find(table).looked}
    assert asked["pasted cues"] == "no cue was pasted"
    assert asked["answers that hang on the fill"] == "no removal effects in this table"


def by_fill(folder, fills, **columns):
    rows = [row(name, "eye") for name in NAMES]
    removed = [
        each
        for at, name in enumerate(NAMES)
        for fill, by in fills.items()
        for each in effect(name, "eye", by + at / 500, fill=fill, **columns)
    ]
    return table_of(folder / "table", rows, effects=removed)


def test_fills_that_deny_each_other_are_told(tmp_path):
    table = by_fill(tmp_path, {"mean": 1.0, "blur:sigma=5%": -1.0, "noise": 0.5})
    finding = only(find(table), "hangs on the fill")
    assert finding.sentence.startswith(
        "What eye does for the predicted class hangs on the fill: with mean, removing it lowers "
        "the logit by 1.02 more than removing as much elsewhere (95 % CI 1.01 to 1.02, 20 images; "
        "matters, supports); with blur:sigma=5%, removing it raises the logit by 0.98 more"
    )
    assert (finding.sign, finding.verdict) == (0, "opposite by fill")


@pytest.mark.parametrize("fills", [{"mean": 1.0, "blur": 0.02}, {"mean": 1.0, "blur": 2.0}])
def test_fills_that_do_not_deny_each_other_are_no_finding(tmp_path, fills):
    findings = find(by_fill(tmp_path, fills))
    assert not [each for each in findings if each.kind == "hangs on the fill"]
    (looked,) = [each for each in findings.looked if "hang on" in each.question]
    assert (looked.tested, looked.found) == (1, 0)


def test_findings_are_about_groups_of_images_and_not_about_fills(tmp_path):
    with pytest.raises(CallError, match="groups of images"):
        find(by_fill(tmp_path, {"mean": 1.0}), by="fill")


# Without maps


def without_maps(folder, falls, **options):
    """The core part, an artefact and one without a role; two classes, one often wrong."""
    random = np.random.default_rng(1)
    rows, removed = [], []
    for number in range(80):
        name, own = f"{number:02}.png", CLASSES[number % 2]
        outcome = "wrong" if number // 2 % 4 == 0 else "correct"
        about = {"predicted": own, "target_class": own, "outcome": outcome}
        for segment, role in ROLES.items():
            label = own if outcome == "correct" else CLASSES[1 - number % 2]
            rows.append(mapless(name, segment, role=role, label=label, **about))
            fall = falls(segment, own, outcome) + 0.01 * random.standard_t(3)
            removed += effect(name, segment, fall, target_class=own)
    return table_of(folder / "table", rows, effects=removed, **options)


def test_without_maps_an_artefact_that_matters_is_told(tmp_path):
    table = without_maps(tmp_path, lambda segment, *_: {"eye": 1.0, "logo": 0.8}.get(segment, 0.0))
    finding = only(find(table), "artefact")
    assert finding.sentence.startswith(
        "logo (an artefact) matters to the predicted class: removing it lowers the logit by 0.80 "
        "more than removing as much elsewhere (95 % CI"
    )
    assert "receives" not in finding.sentence
    assert (finding.method, finding.measure, finding.verdict) == ("none", "effect", "matters")


def test_without_maps_attribution_is_not_spoken_of(tmp_path):
    findings = find(without_maps(tmp_path, lambda segment, *_: float(segment == "eye")))
    assert len(findings) == 0
    asked = {each.question: each for each in findings.looked}
    assert asked["attribution and effect"].not_asked.startswith("no map was made")
    assert asked["parts that are not core"].measures == ("effect",)
    text = " ".join(repr(findings).split())
    assert "No map was made: there is no attribution to hold against these effects" in text
    assert "No null maps" not in text
    assert "Negligible outside the core where removed: " in text


def test_without_maps_core_parts_that_do_not_matter_are_told(tmp_path):
    finding = only(find(without_maps(tmp_path, lambda *_: 0.0)), "core ignored")
    assert finding.sentence.startswith("Core parts hardly matter to ")
    assert "eye: removing it lowers the logit hardly more" in finding.sentence


def test_without_maps_classes_and_outcomes_are_compared_by_the_effect(tmp_path):
    def falls(segment, own, outcome):
        return {"eye": 1.0, "logo": 1.5 * (own == "cat"), "grass": 0.9 * (outcome == "wrong")}[
            segment
        ]

    findings = find(without_maps(tmp_path, falls), limit=20)
    wrong = only(findings, "wrong against correct")
    assert wrong.segment == "grass"
    assert "has an effect of +0.91 when removed where the prediction is wrong" in wrong.sentence
    artefact = only(findings, "artefact")
    assert artefact.value == "cat"


def test_two_parts_of_the_same_size_are_not_taken_for_the_same_pixels(tmp_path):
    table = without_maps(
        tmp_path, lambda segment, *_: {"logo": 0.8, "grass": 0.4}.get(segment, 1.0)
    )
    assert {each.segment for each in find(table)} == {"logo", "grass"}


def test_where_only_cues_were_pasted_that_is_what_findings_say(tmp_path):
    target = {"target_kind": "carton", "target_class": "carton"}
    rows = [mapless(name, "eye", **target) for name in NAMES]
    pastes = [
        each
        for at, name in enumerate(NAMES)
        for each in pasted(name, "mark", 2 + at / 100, **target)
    ]
    findings = find(table_of(tmp_path / "table", rows, effects=pastes))
    assert only(findings, "pasted cue").segment == "mark"
    assert findings.limits == (
        "No map was made and no part removed: only what was pasted can be told.",
    )
