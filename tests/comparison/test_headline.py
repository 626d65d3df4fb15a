"""Headlines: what moved from where, said only where masks, images and amounts bear it."""

from __future__ import annotations

import numpy as np
import pytest

from comparing import table_of_shares, with_masks
from partwise.comparison.comparison import compare
from partwise.views.headline import sentence

APART = {"eyes": [(0, 10), (20, 30)], "ground": [(10, 20), (40, 60)], "ear": [(30, 40)]}


def side(folder, shares, masks=APART, images=30):
    """Shares with a little noise of their own in each image."""
    rng = np.random.default_rng(0)
    noise = rng.standard_t(4, images) / 500
    table = table_of_shares(
        folder,
        {
            f"{i:02}.png": {
                name: share + (noise[i] if name != "ear" else 0) for name, share in shares.items()
            }
            for i in range(images)
        },
    )
    return with_masks(table, masks) if masks else table


def said(tmp_path, before, after, *, masks=(APART, APART), **options):
    a = side(tmp_path / "old", before, masks[0])
    b = side(tmp_path / "new", after, masks[1])
    found = compare(a, b, **options)
    return [sentence(found, each) for each in found.headlines]


BEFORE = {"eyes": 0.5, "ground": 0.2, "ear": 0.1}
AFTER = {"eyes": 0.32, "ground": 0.38, "ear": 0.1}


def test_what_one_segment_lost_and_another_gained_has_moved(tmp_path):
    assert said(tmp_path, BEFORE, AFTER) == [
        "new moved 18 points of share from eyes to ground (95 % CI 18 to 18, 30 images)."
    ]


def test_it_moves_back_the_other_way_around(tmp_path):
    (line,) = said(tmp_path, AFTER, BEFORE)
    assert line.startswith("new moved 18 points of share from ground to eyes (")


@pytest.mark.parametrize(
    "masks",
    [
        (APART | {"ground": [(5, 20)]}, APART),
        (APART, APART | {"ground": [(29, 60)]}),
        (None, None),
    ],
    ids=["they overlap in the first", "they overlap in the second", "there are no masks"],
)
def test_segments_that_overlap_or_may_overlap_are_told_one_by_one(tmp_path, masks):
    lines = said(tmp_path, BEFORE, AFTER, masks=masks)
    assert len(lines) == 2
    assert all("moved" not in line for line in lines)
    assert any(
        line.startswith("eyes receives 18 points less of the attribution in new than in old (")
        for line in lines
    )


def test_amounts_that_do_not_agree_are_told_one_by_one(tmp_path):
    lines = said(tmp_path, BEFORE, {"eyes": 0.32, "ground": 0.26, "ear": 0.1})
    assert len(lines) == 2
    assert "eyes receives 18 points less" in lines[0]
    assert "ground receives 6.0 points more" in lines[1]


def test_segments_of_other_images_are_told_one_by_one(tmp_path):
    def of(folder, eyes, ground):
        shares = {f"{i:02}.png": {"eyes": eyes} for i in range(30)}
        for i in range(15, 45):
            shares.setdefault(f"{i:02}.png", {})["ground"] = ground
        return with_masks(table_of_shares(folder, shares), APART)

    found = compare(of(tmp_path / "a", 0.5, 0.2), of(tmp_path / "b", 0.4, 0.3))
    assert [each.source for each in found.headlines] == [None, None]


def test_another_measure_than_a_share_does_not_move(tmp_path):
    lines = said(tmp_path, BEFORE, AFTER, measures="lift")
    assert lines[0].startswith("lift of ")
    assert "is 1.80 lower in new than in old (5.00 → 3.20; 95 % CI 1.80 to 1.80, 30 images)." in (
        "".join(line.partition("eyes ")[2] for line in lines)
    )


def test_what_stays_within_the_margin_is_no_headline(tmp_path):
    assert said(tmp_path, BEFORE, {"eyes": 0.49, "ground": 0.21, "ear": 0.1}) == []


def test_segments_with_the_same_numbers_are_told_together(tmp_path):
    before = BEFORE | {"ear": 0.5}
    masks = {"eyes": [(0, 10)], "ear": [(0, 10)]}

    def of(folder, share):
        shares = {f"{i}.png": {"eyes": share, "ear": share} for i in range(12)}
        return with_masks(table_of_shares(folder, shares), masks)

    found = compare(of(tmp_path / "a", before["ear"]), of(tmp_path / "b", 0.3))
    (headline,) = found.headlines
    assert headline.alike == ("eyes",) if headline.segment == "ear" else ("ear",)


def test_by_a_column_a_sentence_says_of_which_value(tmp_path):
    def of(folder, share):
        shares = {f"{i}.png": {"eyes": share} for i in range(12)}
        return table_of_shares(folder, shares, label="dog")

    found = compare(of(tmp_path / "a", 0.2), of(tmp_path / "b", 0.3), by="label")
    assert sentence(found, found.headlines[0]).startswith("label dog: eyes receives 10 points more")


def test_two_methods_do_not_move_anything(tmp_path):
    def of(folder, shares, method):
        table = table_of_shares(folder, {f"{i}.png": shares for i in range(12)}, method=method)
        return with_masks(table, APART)

    found = compare(of(tmp_path / "a", BEFORE, "gradient"), of(tmp_path / "b", AFTER, "occlusion"))
    (headline,) = found.headlines
    assert sentence(found, headline) == (
        "18 points more of the attribution fall on ground, and as much less on eyes, in b by "
        "occlusion than in a by gradient (95 % CI 18 to 18, 12 images)."
    )


def test_two_groups_of_images_move_nothing(tmp_path):
    def of(folder, name, shares):
        table = table_of_shares(folder, {f"{name}{i}.png": shares for i in range(12)})
        return with_masks(table, APART)

    found = compare(of(tmp_path / "a", "a", BEFORE), of(tmp_path / "b", "b", AFTER))
    assert [each.source for each in found.headlines] == [None, None]
    assert sentence(found, found.headlines[0]).endswith("; 95 % CI 18 to 18, 12 images).")
