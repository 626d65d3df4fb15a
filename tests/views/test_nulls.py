"""Nulls as they are shown: beside measures, counted in a column, side by side in a block."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from partwise.views.nulls import beats, in_words, short_names
from partwise.views.show import rows_to_text
from tables import effect, row, table_of

METHOD = "integrated-gradients:baseline=blur,steps=32"
SOBEL, LAPLACIAN = "null-sobel", "null-laplacian"
CENTRE, NOISE = "null-centre:sigma=25%", "null-noise:draws=5,smooth=5%"
SWAPPED, REDRAWN = f"null-swapped:{METHOD}", f"null-reinitialised:{METHOD}"
#: Lift and signed lift of the attributions, and the lift of each unsigned null.
PARTS = {
    "wheel": (2.2, 0.5, {SOBEL: 1.4, LAPLACIAN: 1.2, CENTRE: 1.1, NOISE: 1.0}),
    "watermark": (1.6, 0.3, {SOBEL: 2.0, LAPLACIAN: 1.1, CENTRE: 0.3, NOISE: 1.0}),
    "sky": (0.4, 0.0, {SOBEL: 0.8, LAPLACIAN: 0.8, CENTRE: 1.0, NOISE: 1.0}),
}


def unsigned(lift: float) -> dict[str, float]:
    total = {"image_positive_sum": 1000.0, "image_negative_sum": 0.0}
    sums = {"saliency_sum": 100 * lift, "positive_sum": 100 * lift, "negative_sum": 0.0}
    return {"lift": lift, **sums, **total}


def made(folder, texts=(SOBEL, LAPLACIAN, CENTRE, NOISE), *, images: int = 20, **more: Any):
    """Three parts and their nulls; as every picture has a wheel, none can be swapped."""
    rng = np.random.default_rng(0)
    rows = []
    for at in range(images):
        name, noise = f"{at:02}.png", rng.normal(0, 0.05)
        for part, (lift, signed, lifts) in PARTS.items():
            own = {"lift": max(lift + noise, abs(signed) + 0.1), "signed_lift": signed + noise / 5}
            rows.append(row(name, part, method=METHOD, **own))
            for text in texts:
                for draw in range(3 if text in (NOISE, SWAPPED, REDRAWN) else 1):
                    of = {"kind": "null", "method": text, "draw": draw}
                    if text in (SWAPPED, REDRAWN):
                        if (text, part) != (SWAPPED, "wheel"):
                            rows.append(row(name, part, signed_lift=0.1, lift=1.2, **of))
                    else:
                        rows.append(row(name, part, **of, **unsigned(lifts[text] + draw / 100)))
    return table_of(folder / "table", rows, **more)


def blocks(summary) -> list[list[str]]:
    """Each block's title, heading, rule and lines, without its notes."""
    parts = repr(summary).split("\n\n")
    return [
        [title, *lines.splitlines()] for title, lines in itertools.pairwise(parts) if " · " in title
    ]


def column(block: list[str], heading: str) -> dict[str, str]:
    """The cells of a column, by the first word of their line."""
    _, head, rule, *lines = block
    start = head.index(heading)
    # the rule says how wide the column is
    first = rule.rfind(" ", 0, start + 1) + 1
    end = rule.find(" ", start)
    end = None if end < 0 else end
    return {line.split()[0]: line[first:end].strip() for line in lines}


def notes(summary) -> str:
    return " ".join(repr(summary).split())


def test_a_block_shows_the_hardest_null_and_how_many_are_beaten(tmp_path):
    block, _ = blocks(made(tmp_path).summary())
    assert column(block, "null lift") == {"wheel": "1.40", "watermark": "2.00", "sky": "1.01"}
    assert column(block, "beats nulls") == {
        "wheel": "all 4",
        "watermark": "3 of 4, not sobel",
        "sky": "none of 4",
    }
    assert "contrast" not in block[1]
    assert "null share" not in block[1]


def test_no_line_is_wider_than_can_be_read(tmp_path):
    for texts in ((SOBEL, LAPLACIAN, CENTRE, NOISE), (SOBEL, NOISE, SWAPPED, REDRAWN)):
        for against in ("even", "null"):
            folder = tmp_path / f"{len(texts)}{texts[1]}{against}"
            for block in blocks(made(folder, texts).summary(against=against)):
                assert max(map(len, block)) <= 160


def test_all_nulls_stand_side_by_side_in_one_block_in_the_order_of_the_parts(tmp_path):
    _, nulls = blocks(made(tmp_path).summary())
    assert nulls[0] == "nulls · target predicted"
    assert nulls[1].split() == ["segment", "centre", "laplacian", "noise", "sobel"]
    assert [line.split()[0] for line in nulls[3:]] == ["wheel", "watermark", "sky"]
    assert column(nulls, "sobel") == {"wheel": "1.40", "watermark": "2.00", "sky": "0.80"}
    # the mean of draws 0.00, 0.01 and 0.02 above 1
    assert column(nulls, "noise")["wheel"] == "1.01"


def test_nulls_have_blocks_of_their_own_where_nothing_else_is_asked_for(tmp_path):
    table = made(tmp_path)
    for condition in ("kind = 'null'", "method = 'null-sobel'"):
        titles = [block[0] for block in blocks(table.where(condition).summary())]
        assert f"{SOBEL} · target predicted · null" in titles
        assert len(titles) == (4 if "kind" in condition else 1)
    hidden = blocks(table.where("kind = 'attribution'").summary())
    assert len(hidden) == 1
    assert column(hidden[0], "beats nulls")["wheel"] == "all 4"


def test_each_group_has_a_line_in_the_block_of_nulls(tmp_path):
    rows = [
        row(f"{label}{at}.png", "eye", label=label, method=method, kind=kind, **unsigned(lift))
        for label, lift in (("cat", 2.0), ("dog", 3.0))
        for at in range(3)
        for method, kind in ((METHOD, "attribution"), (SOBEL, "null"))
    ]
    *_, nulls = blocks(table_of(tmp_path / "t", rows).summary("label", intervals="none"))
    assert [line.split() for line in nulls[3:]] == [["cat", "eye", "2.00"], ["dog", "eye", "3.00"]]


def test_the_note_says_what_was_compared_by_which_measure_and_how(tmp_path):
    said = notes(made(tmp_path).summary())
    assert (
        "Nulls are maps that know nothing of the model, or of the part: centre, laplacian, noise "
        "and sobel. A part beats one where its lift is greater by more than 0.25 over the same "
        "images, and counts only if it beats all; null lift is that of the hardest to beat." in said
    )
    assert "An even spread only describes" not in said
    assert "Not available" not in said
    narrower = notes(made(tmp_path / "b").summary(smallest_effect=0.1))
    assert "its lift is greater by more than 0.1 over" in narrower


def test_what_is_not_there_is_said_with_the_reason(tmp_path):
    summary = made(tmp_path, (SOBEL, SWAPPED)).summary(measures="lift")
    said = notes(summary)
    assert (
        "Not available: swapped for wheel: every picture has it, and swapping maps would only "
        "permute them." in said
    )
    block, nulls = blocks(summary)
    assert column(block, "beats nulls") == {
        "wheel": "1 of 1",
        "watermark": "1 of 2, not sobel",
        "sky": "none of 2",
    }
    assert column(nulls, "swapped")["wheel"] == "–"


def test_a_part_for_which_no_null_is_there_has_a_dash(tmp_path):
    summary = made(tmp_path, (SWAPPED,)).summary(measures="lift")
    assert column(blocks(summary)[0], "beats nulls")["wheel"] == "–"


def test_signed_nulls_stand_beside_the_signed_measure_and_unsigned_ones_are_said_not_to(tmp_path):
    summary = made(tmp_path, (SOBEL, REDRAWN)).summary()
    block, nulls = blocks(summary)
    assert column(block, "null signed_share") == dict.fromkeys(PARTS, "+1.00 %")
    assert column(block, "beats nulls") == {
        "wheel": "1 of 1",
        "watermark": "1 of 1",
        "sky": "–",
    }
    said = notes(summary)
    assert "the part: reinitialised. A part beats one where its signed_share is farther to " in said
    assert "Sobel has no signs to compare signed_share with." in said
    assert nulls[1].split() == ["segment", "reinitialised", "sobel"]


def test_where_no_signed_null_is_there_another_measure_is_compared_and_it_is_said(tmp_path):
    table = made(tmp_path, (SOBEL, SWAPPED))
    for against in ("even", "null"):
        summary = table.summary(against=against)
        block, _ = blocks(summary)
        told = column(block, "beats nulls")
        assert (told["wheel"], told["watermark"]) == ("1 of 1", "1 of 1")
        said = notes(summary)
        assert "Of wheel lift was compared, as no null that serves signed_share is there." in said
        assert "Not available: swapped for wheel: every picture has it" in said
    assert column(block, "verdict")["wheel"] == "attributed, more"


def test_against_nulls_the_hardest_one_is_named_and_the_difference_told(tmp_path):
    summary = made(tmp_path).summary(against="null")
    block, _ = blocks(summary)
    assert block[1].split("  ")[-1].strip() == "verdict"
    assert column(block, "hardest null")["watermark"] == "sobel"
    assert column(block, "less null")["watermark"].startswith("-0.4")
    assert column(block, "beats nulls") == {
        "wheel": "all 4",
        "watermark": "3 of 4",
        "sky": "none of 4",
    }
    said = notes(summary)
    assert "whether lift differs from the hardest null's of the same images by more than" in said
    assert "none where there are fewer" not in said


def test_without_intervals_the_hardest_null_is_shown_and_nothing_is_beaten(tmp_path):
    summary = made(tmp_path).summary(intervals="none")
    block, nulls = blocks(summary)
    assert column(block, "null lift")["wheel"] == "1.40"
    assert "beats nulls" not in block[1]
    assert len(nulls) == 6
    assert "Beside a measure, null lift is that of the hardest to beat." in notes(summary)


def test_too_few_images_beat_nothing_and_fail_nothing(tmp_path):
    block, _ = blocks(made(tmp_path, images=9).summary())
    assert "beats nulls" not in block[1]
    assert "too few images" in block[3]


def test_effects_stand_beside_nulls_and_have_none(tmp_path):
    effects = [each for at in range(20) for each in effect(f"{at:02}.png", "wheel", 1.5 + at / 100)]
    table = made(tmp_path, (SOBEL,), effects=effects)
    for against in ("even", "null"):
        block, *_ = blocks(table.summary(against=against))
        assert column(block, "effect")["wheel"].startswith("+1.5")
        assert "null effect" not in block[1]
        assert block[1].count("less null") == (against == "null")


def test_methods_that_share_no_null_have_none_of_the_others(tmp_path):
    rows = [
        row(f"{at}.png", "eye", method=method, kind=kind, lift=lift)
        for at in range(12)
        for method, kind, lift in (
            (METHOD, "attribution", 2.0), ("occlusion", "attribution", 2.0), (REDRAWN, "null", 1.0)
        )
    ]  # fmt: skip
    one, other, nulls = blocks(table_of(tmp_path / "t", rows).summary(measures="lift"))
    assert column(one, "beats nulls") == {"eye": "1 of 1"}
    assert "null" not in other[1]
    assert nulls[0] == "nulls · target predicted"


def test_where_methods_are_pooled_so_are_their_nulls(tmp_path):
    block, nulls = blocks(made(tmp_path).summary(measures="lift", pool="method"))
    assert block[0] == "all methods · target predicted"
    assert column(block, "beats nulls")["watermark"] == "3 of 4, not sobel"
    assert nulls[1].split() == ["segment", "all", "nulls"]


def test_rows_of_several_draws_can_be_told_apart(tmp_path):
    table = made(tmp_path, (NOISE,), images=1).where("kind = 'null' and segment = 'sky'")
    lines = rows_to_text(table, ["lift"]).splitlines()
    assert lines[0].split() == ["image_id", "draw", "target_kind", "segment", "lift"]
    assert [line.split()[1] for line in lines[2:]] == ["0", "1", "2"]
    assert "draw" not in rows_to_text(table.where("draw = 1"), ["lift"])


def test_html_has_the_same_tables_and_escapes_names(tmp_path):
    evil = "null-<img src=x>\x1b[31m"
    rows = [
        row(f"{at}.png", "eye", method=method, kind=kind, lift=lift)
        for at in range(12)
        for method, kind, lift in ((METHOD, "attribution", 1.0), (evil, "null", 2.0))
    ]
    table = table_of(tmp_path / "t", rows)
    page = table.summary(measures="lift")._repr_html_()
    assert page.count("<table>") == page.count("</table>") == 2
    assert "<img" not in page
    assert '<th title="">beats nulls</th>' in page
    assert "0 of 1, not &lt;img src=x&gt;\\x1b[31m" in page
    for text in (repr(table.summary()), page):
        assert "\x1b" not in text


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        ([SOBEL, CENTRE], ["sobel", "centre"]),
        (["null-swapped:a", "null-swapped:b", SOBEL], ["swapped:a", "swapped:b", "sobel"]),
        (["unheard of"], ["unheard of"]),
    ],
)
def test_a_name_is_as_short_as_tells_it_from_the_others(texts, names):
    assert list(short_names(texts).values()) == names


def test_every_null_has_words_and_an_unknown_one_its_name():
    assert in_words(SWAPPED) == "its place alone"
    assert in_words("unheard of") == "unheard of"


def test_of_several_nulls_that_are_not_beaten_the_hardest_is_named():
    record = {"nulls": 4, "nulls_beaten": 2, "null": SOBEL}
    record["nulls_not_beaten"] = f"{LAPLACIAN}; {SOBEL}"
    assert beats(record, short_names([SOBEL, LAPLACIAN])) == "2 of 4, not sobel, …"


def test_nothing_to_compare_with_is_a_dash():
    assert beats(None, {}) == beats({"nulls": 0}, {}) == "–"
