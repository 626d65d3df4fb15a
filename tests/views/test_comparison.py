"""Text of a comparison: what was compared, what differs, what was left out, safe for any name."""

from __future__ import annotations

import pytest

from comparing import table_of_shares, with_digests
from partwise.comparison.comparison import compare
from partwise.views.comparison import left_out_to_text
from tables import row, table_of


def side(folder, share: float, *, images: int = 12, **columns):
    shares = {f"{i:02}.png": {"eyes": share, "(unnamed)": 0.3} for i in range(images)}
    return table_of_shares(folder, shares, **columns)


@pytest.fixture(scope="module")
def pair(tmp_path_factory):
    folder = tmp_path_factory.mktemp("views")
    return side(folder / "old", 0.5), side(folder / "new", 0.4)


def test_it_says_what_is_compared_what_differs_and_each_segment_s_numbers(pair):
    lines = str(compare(*pair)).splitlines()
    assert lines[:4] == [
        "A  old  maps from elsewhere",
        "B  new  maps from elsewhere",
        "",
        "B less A, image by image: 12 images in both, by their pixels.",
    ]
    assert "gradient · target predicted" in lines
    assert (
        "eyes receives 10 points less of the attribution in new than in old "
        "(50.0 % → 40.0 %; 95 % CI 10 to 10, 12 images)." in lines
    )
    eyes = next(line for line in lines if line.startswith("eyes   "))
    assert eyes.split() == [
        *("eyes", "12", "50.0", "%", "40.0", "%", "-10.0", "pt", "-10.0", "to", "-10.0", "pt"),
        *("0.0", "pt", "0.0", "to", "0.0", "pt", "less"),
    ]
    assert (
        "Verdict: share, margin 2.0 pt; 2 cells tested, Benjamini-Hochberg at 5 %: "
        "1 differs, 1 negligible." in lines
    )


def test_the_table_is_aligned(pair):
    lines = str(compare(*pair)).splitlines()
    head = next(at for at, line in enumerate(lines) if line.startswith("segment "))
    assert len({line.rindex("  ") for line in lines[head : head + 4]}) == 1


def test_where_nothing_is_certain_it_says_so(pair):
    assert "Nothing certainly differs in share beyond the margin." in str(compare(pair[0], pair[0]))


def test_the_same_table_twice_is_told(pair):
    text = str(compare(pair[0], pair[0]))
    assert "A and B are the same table." in text
    assert "Every difference is exactly 0: both hold the same numbers." in text
    assert "exactly 0" not in str(compare(*pair))


def test_another_class_is_counted_with_advice(tmp_path):
    def classes(folder, names):
        return table_of(
            folder, [row(f"{i}.png", "eyes", target_class=each) for i, each in enumerate(names)]
        )

    a, b = classes(tmp_path / "a", "xxxx"), classes(tmp_path / "b", "xxyy")
    text = str(compare(a, b))
    assert (
        "On 2 of 4 images they predict another class, and are not compared (2.png, 3.png)." in text
    )
    assert "--target label" in text
    assert "which --classes any allows (2.png, 3.png)." in str(compare(a, b, classes="any"))


def test_images_without_a_partner_are_counted_and_named(tmp_path):
    a, b = side(tmp_path / "a", 0.2, images=14), side(tmp_path / "b", 0.2, images=13)
    text = str(compare(a, with_digests(b, {"00.png": "edited", "02.png": "x", "03.png": "x"})))
    assert "Only in A: 2 images (02.png, 13.png)." not in text
    assert "In both by name, but with other pixels, and so not paired: 3 images (00.png" in text
    assert "Only in A: 1 image (13.png)." in text
    assert "Left out as copies of others in B: 1 image (03.png)." in text


def test_segments_without_a_partner_are_named_with_their_images(tmp_path):
    a = side(tmp_path / "a", 0.2)
    shares = {f"{i:02}.png": {"eyes": 0.2, "ear": 0.1} for i in range(12)}
    text = str(compare(a, table_of_shares(tmp_path / "b", shares)))
    assert "Segment only in A: (unnamed) (12); in 12 images." in text
    assert "Segment only in B: ear (12); in 12 images." in text


def test_two_groups_are_told_as_such(tmp_path):
    a = side(tmp_path / "a", 0.2)
    b = table_of_shares(tmp_path / "b", {f"b{i}.png": {"eyes": 0.5} for i in range(15)})
    text = str(compare(a, b))
    assert "as two groups of 12 images and 15: no picture is in both, by its pixels." in text
    assert "12 and 15 images)." in text
    assert "Cell only in A: (unnamed) (12); in 12 images." in text


def test_few_images_in_both_bring_the_advice_to_compare_groups(tmp_path):
    a = side(tmp_path / "a", 0.2)
    b = table_of_shares(tmp_path / "b", {f"{i:02}.png": {"eyes": 0.5} for i in range(10, 25)})
    assert "--pairs none" in str(compare(a, b))
    assert "--pairs none" not in str(compare(a, a))


def test_where_another_method_finds_no_difference_it_says_so(tmp_path):
    def both(folder, gradient, occlusion):
        return table_of(
            folder,
            [
                row(f"{i}.png", "eyes", lift=lift, method=method)
                for i in range(12)
                for method, lift in (("gradient", gradient), ("occlusion", occlusion))
            ],
        )

    text = str(compare(both(tmp_path / "a", 2, 2), both(tmp_path / "b", 3, 2)))
    assert "  By occlusion it is negligible: eyes 0.0 pt (0.0 to 0.0 pt)." in text
    assert "By gradient" not in text


def test_what_else_may_make_a_difference_is_told(tmp_path):
    rows = [row("0.png", "eyes")]
    a = table_of(tmp_path / "a", rows, parameters={"segments_digest": "1", "classifier": "timm:x"})
    b = table_of(
        tmp_path / "b",
        rows,
        parameters={"segments_digest": "2", "classifier": "timm:x", "instances": "keep"},
    )
    text = str(compare(a, b))
    assert "part of a difference may be of masks" in text
    assert "keeps them apart" in text
    assert "may be of masks" not in str(compare(a, a))


def test_two_classifiers_of_one_name_are_told_apart_by_their_weights(tmp_path):
    tables = [
        table_of(
            tmp_path / name,
            [row("0.png", "eyes")],
            parameters={"classifier": "timm:x", "classifier_digest": digest},
        )
        for name, digest in (("a", "0123456789"), ("b", "abcdefabcd"))
    ]
    lines = str(compare(*tables)).splitlines()
    assert lines[:2] == ["A  a  timm:x, weights 01234567", "B  b  timm:x, weights abcdefab"]


def test_maps_without_signs_are_told_beside_maps_with_them(tmp_path):
    a = side(tmp_path / "a", 0.2, image_negative_sum=0.0)
    b = side(tmp_path / "b", 0.2)
    told = "The maps of A have no negative values, the others have: their signed_share say"
    assert told in str(compare(a, b))
    assert told not in str(compare(a, b, measures="share"))
    assert "The maps of B have no negative values" in str(compare(b, a))


def test_values_that_are_missing_are_counted(tmp_path):
    a = table_of(tmp_path / "a", [row("0.png", "eyes", undefined=True), row("1.png", "eyes")])
    text = str(compare(a, a))
    assert "Without a value in A or B, and left out: share 1, signed_share 1." in text


def test_odd_names_stay_on_their_line(tmp_path):
    shares = {f"{i}\n.png": {"耳\n'\"/\x1b[31m": 0.1 + 0.2 * i} for i in range(12)}
    a = table_of_shares(tmp_path / "a\n", shares)
    b = table_of_shares(
        tmp_path / "b", {name: {"耳\n'\"/\x1b[31m": 0.9} for name in list(shares)[:11]}
    )
    text = str(compare(a, b))
    assert "\x1b" not in text
    assert "Only in A: 1 image (11\\n.png)." in text
    assert any(line.startswith("耳\\n'\"/\\x1b[31m ") for line in text.splitlines())


def test_only_a_few_sentences_are_said(tmp_path):
    def many(folder, share):
        segments = {f"s{n}": 0.1 + share * (1 + n / 10) for n in range(8)}
        return table_of_shares(folder, {f"{i}.png": segments for i in range(12)})

    text = str(compare(many(tmp_path / "a", 0), many(tmp_path / "b", 0.2)))
    assert text.count("points more of the attribution") == 5
    assert "3 more certainly differ: see the table." in text


def test_a_condition_that_chooses_rows_is_told_and_one_that_chooses_lines_is_not(pair):
    told = "What meets a condition in one of them only counts as missing in the other."
    assert told in str(compare(*(table.where("share > 0.2") for table in pair)))
    assert told not in str(compare(*(table.where("segment = 'eyes'") for table in pair)))


def test_what_was_left_out_can_stand_beside_an_export(tmp_path):
    def classes(folder, names):
        return table_of(
            folder, [row(f"{i}.png", "eyes", target_class=each) for i, each in enumerate(names)]
        )

    found = compare(classes(tmp_path / "a", "xxxx"), classes(tmp_path / "b", "xxy"))
    lines = left_out_to_text(found).splitlines()
    assert "Only in A: 1 image (3.png)." in lines
    assert "On 1 of 3 images they predict another class, and are not compared (2.png)." in lines
    assert not any("─" in line for line in lines)
