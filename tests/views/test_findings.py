"""Findings as text and HTML: what is said, in plain words, and safe for any name."""

from __future__ import annotations

import re

import pytest

from partwise.findings.find import find
from planting import planted
from tables import effect, row, table_of

#: Words for what happens in a mind, of which nothing is measured.
MINDS = r"\b(thinks?|believes?|knows that|wants?|sees|looks at|understands?|decides?)\b"


def plain(folder, logo: float = 0.2, *, removal: float | None = None):
    """Twenty images alike, so that every number can be worked out by hand."""
    names = [f"{number:02}.png" for number in range(20)]
    rows = [
        row(name, segment, role=role, signed_lift=value, lift=1.5)
        for name in names
        for segment, role, value in (("eye", "core", 0.3), ("logo", "artefact", logo))
    ]
    removals = [
        each
        for name in names
        for segment, fall in (("eye", 0.5), ("logo", removal or 0.0))
        for each in effect(name, segment, fall, 0.1)
    ]
    return table_of(folder, rows, effects=None if removal is None else removals)


def unwrapped(text: str) -> str:
    return " ".join(text.split())


def test_a_finding_is_a_sentence_with_its_numbers_and_the_command_for_its_rows(tmp_path):
    lines = repr(find(plain(tmp_path / "t"))).splitlines()
    assert lines[0] == f"{tmp_path / 't'}: what stands out, most telling first."
    assert lines[2] == " 1. Artefact · gradient · target predicted"
    assert unwrapped(" ".join(lines[3:6])) == (
        "logo (an artefact) speaks for the predicted class: it receives 1.50 times the attribution "
        "its area would, on balance +2.0 % of all attribution in favour (95 % CI +2.0 % to "
        "+2.0 %, 20 images; attributed, supports)."
    )
    assert lines[6] == f"    partwise show {tmp_path / 't'} --rows --where \"segment = 'logo'\""


def test_an_effect_is_told_first_where_there_is_one(tmp_path):
    (finding,) = find(plain(tmp_path / "t", removal=0.9))
    assert finding.sentence == (
        "The predicted class relies on logo (an artefact): removing it lowers the logit by 0.80 "
        "more than removing as much elsewhere (95 % CI 0.80 to 0.80, 20 images; matters, "
        "supports), and it receives 1.50 times the attribution its area would, on balance "
        "+2.0 % of all attribution in favour (95 % CI +2.0 % to +2.0 %, 20 images; relies, "
        "supports)."
    )


def test_what_works_against_a_class_is_not_called_reliance(tmp_path):
    (finding,) = find(plain(tmp_path / "t", logo=-0.2, removal=-0.7))
    assert finding.sentence.startswith(
        "logo (an artefact) counts against the predicted class: removing it raises the logit by "
        "0.80 more than removing as much elsewhere (95 % CI 0.80 to 0.80, 20 images; matters, "
        "opposes)"
    )


def test_where_nothing_stands_out_the_text_says_what_was_looked_at(tmp_path):
    text = repr(find(plain(tmp_path / "t", logo=0.001)))
    assert text.startswith(f"{tmp_path / 't'}: nothing stands out.\n\nlooked at")
    parts = next(line for line in text.splitlines() if line.startswith("parts that are"))
    assert parts.split()[-6:] == ["signed_share", "2", "0", "1", "0", "0"]
    assert "Not asked: wrong against correct (no image has an outcome" in unwrapped(text)
    assert "Negligible outside the core by gradient: logo +0.01 % (95 % CI +0.01 %" in unwrapped(
        text
    )


def test_what_is_missing_for_more_is_told_and_only_then(tmp_path):
    without = repr(find(plain(tmp_path / "without")))
    assert "No removal effects in this table: attribution alone does not show reliance" in without
    assert "No removal effects" not in repr(find(plain(tmp_path / "with", removal=0.9)))


def test_how_many_images_would_settle_a_part_is_told(tmp_path):
    table = planted(
        tmp_path / "t",
        lambda at: 0.5 * (-1) ** (at.number // 2) + 0.2 if at.segment == "logo" else None,
        images=12,
    )
    text = unwrapped(repr(find(table)))
    assert re.search(
        r"Undecided outside the core by gradient: logo \(24 images, about [\d,]+ would", text
    )


def test_text_speaks_of_measurements_and_of_no_mind(tmp_path):
    text = repr(find(plain(tmp_path / "t", removal=0.9)))
    assert not re.search(MINDS, text, re.IGNORECASE)


def test_lines_but_those_to_be_copied_fit_a_hundred_columns(tmp_path):
    roles = {"eye": "core", **{f"part {letter}": None for letter in "abcdefgh"}}
    table = planted(
        tmp_path / "t",
        lambda at: 0.2 if "part" in at.segment else None,
        effects=lambda at: 0.3,
        roles=roles,
        methods=("gradient", "integrated-gradients:baseline=blur,steps=32"),
    )
    text = repr(find(table))
    told = [line for line in text.splitlines()[1:] if "partwise show" not in line]
    assert max(map(len, told)) <= 100


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "a & b", "x\x1b[31m\ny"])
def test_names_are_escaped_in_html_and_control_characters_in_both(tmp_path, name):
    table = planted(
        tmp_path / "t",
        lambda at: 0.2 if at.segment == name else None,
        roles={"eye": "core", name: None},
        images=12,
    )
    findings = find(table.where(f"segment = '{name}' or segment = 'eye'"))
    assert len(findings) == 1
    for text in (repr(findings), findings._repr_html_()):
        assert "\x1b" not in text
    page = findings._repr_html_()
    assert "<script>" not in page
    assert " & " not in page
    assert page.count("<li>") == 1 + len(findings.limits)


def test_html_holds_every_sentence_and_command(tmp_path):
    page = find(plain(tmp_path / "t"))._repr_html_()
    assert "on balance +2.0 % of all attribution in favour" in page
    assert "--where &quot;segment = &#x27;logo&#x27;&quot;" in page
    assert "No removal effects" in page
