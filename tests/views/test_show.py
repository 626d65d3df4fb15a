"""Text views: aligned, complete, and safe for any name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import partwise as pw
from partwise.errors import UnknownNameError
from partwise.views.show import rows_to_text, to_html
from partwise.views.text import clean
from tables import effect, row, small_table, table_of

if TYPE_CHECKING:
    from partwise.table.summary import Summary


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("show")
    small_table(folder)
    return folder


def with_names(place, ear: str, head: str, out: str) -> pw.AttributionTable:
    data = json.loads((place / "parts.json").read_text())
    data["categories"][0]["name"], data["categories"][1]["name"] = ear, head
    (place / "named.json").write_text(json.dumps(data))
    return pw.build(
        None,
        place / "pictures",
        f"coco:{place / 'named.json'}",
        maps=place / "maps",
        out=place / out,
    )


def table_lines(summary: Summary) -> list[str]:
    """The lines of the first block's groups, below its title and heading."""
    return repr(summary).partition("\n\n")[2].partition("\n\n")[0].splitlines()[2:]


def test_each_line_is_a_segment_and_the_columns_are_aligned(place):
    summary = pw.open_table(place / "table").summary(intervals="none")
    title, _, head, *_ = repr(summary).splitlines()
    assert title == "maps · target given"
    assert head.split() == [
        "segment", "images", "area_fraction", "share", "contrast", "signed_share", "lift",
    ]  # fmt: skip
    lines = table_lines(summary)
    assert {line.split()[0] for line in lines} == {"ear", "head", "(unnamed)"}
    assert len({len(line) for line in [head, *lines]}) == 1


def test_left_overs_come_last(place):
    assert table_lines(pw.open_table(place / "table").summary())[-1].startswith("(unnamed)")


def test_the_greatest_lift_comes_first(place):
    table = pw.open_table(place / "table").where("segment != '(unnamed)'")
    lines = table_lines(table.summary(measures=["lift"], intervals="none"))
    lifts = [float(line.split()[-1]) for line in lines]
    assert lifts == sorted(lifts, reverse=True)


def test_names_in_another_script_with_quotes_newlines_and_300_letters_stay_on_one_line(place):
    table = with_names(place, "耳\n'\"/\x1b[31m", "h" * 300, "odd")
    text = repr(table.summary())
    lines = text.splitlines()
    assert "\x1b" not in text
    assert any(line.startswith("耳\\n'\"/\\x1b[31m") for line in lines)
    assert any(line.startswith("h" * 39 + "…") for line in lines)


def test_wide_characters_take_two_columns(place):
    summary = with_names(place, "左耳", "head", "wide").summary(measures="lift", intervals="none")
    lines = table_lines(summary)
    ear = next(line for line in lines if line.startswith("左耳"))
    head = next(line for line in lines if line.startswith("head"))
    assert len(ear) == len(head) - 2


def test_a_condition_that_nothing_meets_says_so(place):
    assert "No rows" in repr(pw.open_table(place / "table").where("lift > 1000").summary())


def test_several_columns_group_together(place):
    lines = table_lines(pw.open_table(place / "table").summary(["label", "segment"]))
    assert [line.split()[0] for line in lines] == ["cat"] * 3 + ["dog"] * 3


def test_an_unknown_measure_is_told_with_the_nearest(place):
    with pytest.raises(UnknownNameError, match="'share'"):
        pw.open_table(place / "table").summary(measures=["shares"])


# Tables of given rows


def made(folder, values, **columns) -> pw.AttributionTable:
    """A table of one method in which each segment has these values of signed_lift."""
    return table_of(
        folder / "made",
        [
            row(f"{at}.png", name, signed_lift=value, **columns)
            for name, each in values.items()
            for at, value in enumerate(each)
        ],
    )


EVEN = [0.3 + 0.01 * at for at in range(12)]


def column(summary: Summary, heading: str) -> list[str]:
    """The cells of a column of numbers, found by where its heading ends."""
    head = repr(summary).splitlines()[2]
    end = head.index(heading) + len(heading)
    return [line[:end].rsplit("  ", 1)[-1].strip() for line in table_lines(summary)]


def test_a_column_has_as_many_decimals_as_its_smallest_number_needs(tmp_path):
    large = made(tmp_path / "large", {"eye": EVEN, "ear": [2 * value for value in EVEN]})
    assert column(large.summary(measures="signed_lift"), "signed_lift") == ["+0.71", "+0.35"]
    small = made(tmp_path / "small", {"eye": EVEN, "ear": [value / 10 for value in EVEN]})
    assert column(small.summary(measures="signed_lift"), "signed_lift") == ["+0.355", "+0.035"]


def test_what_rounds_to_nothing_has_no_sign(tmp_path):
    assert column(made(tmp_path, {"eye": [-1e-9] * 12}).summary(), "signed_share") == ["0.00 %"]


def test_only_all_images_are_100_percent(tmp_path):
    rows = [
        row(f"{at}.png", name, status="not_found" if at in missing else "visible")
        for name, missing in {"a": [], "b": [0], "c": range(1, 300), "d": range(300)}.items()
        for at in range(300)
    ]
    summary = table_of(tmp_path / "made", rows).summary(intervals="none")
    seen = dict(zip("abcd", column(summary, "seen"), strict=True))
    assert seen == {"a": "100 %", "b": "> 99 %", "c": "< 1 %", "d": "0 %"}
    assert column(summary, "lift")[-1] == "–"


def test_a_part_that_was_always_found_needs_no_column_for_it(tmp_path):
    assert " seen " not in repr(made(tmp_path, {"eye": EVEN}).summary())


def test_notes_say_what_was_compared_by_how_much_and_how_often_it_was_tested(tmp_path):
    table = made(tmp_path, {"eye": EVEN, "ear": EVEN, "nose": EVEN[:3]})
    text = " ".join(repr(table.summary()).split())
    assert (
        "Verdict: whether signed_share differs from 0, which an even spread would give, by more "
        "than 1 pt (the default). 2 groups tested, Benjamini-Hochberg at 5 %." in text
    )
    assert (
        "Intervals: 1,000 resamples of images; none where there are fewer than 10 images." in text
    )
    text = " ".join(repr(table.summary(smallest_effect=0.1, intervals="analytic")).split())
    assert "by more than 10 pt. 2 groups tested" in text
    assert "Intervals: analytic, over images; none" in text
    one = " ".join(repr(table.where("segment = 'eye'").summary()).split())
    assert "2 groups tested, 1 not shown, " in one
    assert "Verdict" not in repr(table.summary(intervals="none"))


def test_notes_say_that_no_group_is_large_enough(tmp_path):
    text = repr(made(tmp_path, {"eye": EVEN[:3]}).summary())
    assert "No group has enough images." in text
    assert "tested" not in text


def test_the_rest_is_a_difference_in_points(tmp_path):
    rows = [
        row(f"{label}{at}.png", "eye", lift=(4 if label == "cat" else 2) + at / 50, label=label)
        for label in ("cat", "dog")
        for at in range(12)
    ]
    summary = table_of(tmp_path / "made", rows).summary("label", "share", against="rest")
    assert column(summary, "share") == ["41.1 %", "21.1 %"]
    assert column(summary, "less the rest") == ["+20.0 pt", "-20.0 pt"]
    text = " ".join(repr(summary).split())
    assert "the rest (the groups that differ in label alone) by more than 2 pt" in text


def test_clusters_are_named_in_the_notes(tmp_path):
    rows = [row(f"{at}.png", "eye", signed_lift=at / 100) for at in range(12)]
    metadata = {f"{at}.png": {"patient\nid": f"p{at // 2}"} for at in range(12)}
    table = table_of(tmp_path / "made", rows, metadata=metadata)
    text = " ".join(repr(table.summary(cluster="patient\nid")).split())
    assert "1,000 resamples by patient\\nid, all of whose images stay together; none " in text
    assert "fewer than 10 values of patient\\nid." in text


def test_effects_are_told_where_there_are_any(tmp_path):
    rows = [
        row(f"{at}.png", "eye", signed_lift=value, target_kind=target)
        for at, value in enumerate(EVEN)
        for target in ("predicted", "cat")
    ]
    effects = [each for at in range(11) for each in effect(f"{at}.png", "eye", 1.5 + at / 100)]
    first, second = repr(
        table_of(tmp_path / "made", rows, effects=effects).summary(measures="signed_lift")
    ).split("gradient · target predicted")
    assert "effect" not in first.lower()
    assert "relies, supports" in second
    assert "Effects were measured for 11 of 12 values." in second
    assert "Undefined" not in second


def test_a_removal_without_any_effect_is_told(tmp_path):
    names = [f"{at:02}.png" for at in range(12)]
    removed = [each for name in names for each in effect(name, "eye", 1.5)[:1]]
    table = table_of(tmp_path / "made", [row(name, "eye") for name in names], effects=removed)
    head = next(line for line in repr(table.summary()).splitlines() if line.startswith("segment"))
    assert "removal" in head
    assert "placebo" not in head
    assert "effect" not in head


def test_in_how_many_images_there_is_an_effect_is_told_but_of_pooled_rows(tmp_path):
    names = [f"{at:02}.png" for at in range(12)]
    rows = [row(each, "eye", method=method) for each in names for method in ("a", "b")]
    removed = [each for name in names[:11] for each in effect(name, "eye", 1.5)]
    table = table_of(tmp_path / "made", rows, effects=removed)
    assert "in images" in repr(table.summary())
    assert "in images" not in repr(table.summary(pool="method"))


def test_where_only_effects_are_asked_for_nothing_is_said_of_nulls_or_maps(tmp_path):
    rows = [
        row(f"{at:02}.png", "eye", method=method, kind=kind)
        for at in range(12)
        for method, kind in (("gradient", "attribution"), ("null-sobel", "null"))
    ]
    removed = [each for at in range(12) for each in effect(f"{at:02}.png", "eye", 1.5)]
    table = table_of(tmp_path / "made", rows, effects=removed)
    assert "nulls · " in repr(table.summary())
    assert "nulls · " not in repr(table.summary(measures="effect"))


def test_undefined_values_are_counted_by_measure(tmp_path):
    rows = [row(f"{at}.png", "eye", undefined=at < 2) for at in range(12)]
    text = repr(table_of(tmp_path / "made", rows).summary(measures=["share", "lift", "mean"]))
    assert "Undefined (a denominator is 0), left out of the means: share 2, lift 2." in text


def test_what_is_pooled_is_said_in_the_title(tmp_path):
    rows = [
        row(f"{at}.png", "eye", method=method, kind=kind)
        for at in range(3)
        for method, kind in (("gradient", "attribution"), ("noise\x1b[31m", "null"))
    ]
    table = table_of(tmp_path / "made", rows)

    def titles(of=table, **pool):
        blocks = repr(of.summary(**pool)).split("\n\n")
        return [each for each in blocks if " · " in each]

    assert titles() == ["gradient · target predicted", "nulls · target predicted"]
    alone = table.where("kind = 'null'")
    assert titles(alone) == ["noise\\x1b[31m · target predicted · null"]
    assert titles(pool=["method", "kind"]) == ["all methods · target predicted · nulls too"]
    assert titles(pool="target_kind")[0] == "gradient · all targets"


def test_a_column_of_the_metadata_cannot_write_to_the_terminal(tmp_path):
    name = "red\x1b[31m\n"
    rows = [row(f"{at}.png", "eye") for at in range(3)]
    table = table_of(tmp_path / "made", rows, metadata={"0.png": {name: "\x1b[0m"}})
    text = repr(table.summary(name))
    assert "\x1b" not in text
    assert "red\\x1b[31m\\n" in text


def test_groups_stand_in_the_order_of_the_columns_asked_for(tmp_path):
    rows = [
        row(f"{label}{at}.png", name, signed_lift=value, label=label, instance_count=count)
        for at in range(3)
        for label, count in (("dog", 10), ("cat", 9), (None, 2))
        for name, value in {"(unnamed)": 0.9, "eye": 0.1, "ear": 0.3}.items()
    ]
    table = table_of(tmp_path / "made", rows)

    def names(*by):
        lines = table_lines(table.summary(by, "signed_lift", intervals="none"))
        return [tuple(line.split()[: len(by)]) for line in lines]

    assert names("label", "segment") == [
        (label, name) for label in ("cat", "dog", "–") for name in ("ear", "eye", "(unnamed)")
    ]
    assert [name for name, _ in names("segment", "label")] == [
        *["ear"] * 3, *["eye"] * 3, *["(unnamed)"] * 3
    ]  # fmt: skip
    assert [count for count, _ in names("instance_count", "segment")][::3] == ["2", "9", "10"]


def test_no_note_is_wider_than_100_columns_and_no_line_of_a_group_is_broken(tmp_path):
    rows = [
        row(f"{at}.png", name, label=f"class number {at} with a long name", undefined=at == 0)
        for at in range(334)
        for name in ("eye", "ear", "a name that is far too long for a column of a table")
    ]
    summary = table_of(tmp_path / "made", rows).summary("label", against="rest")
    blocks = repr(summary).split("\n\n")
    assert len(table_lines(summary)) == 1002
    assert all(len(line) <= 100 for line in blocks[-1].splitlines())
    ends = {line.index("too few") for line in table_lines(summary)}
    assert len(ends) == 1


def test_rows_of_several_methods_nulls_and_instances_can_be_told_apart(tmp_path):
    plain = made(tmp_path, {"eye": EVEN})
    assert rows_to_text(plain, ["lift"]).split("\n")[0].split() == [
        "image_id", "target_kind", "segment", "lift"
    ]  # fmt: skip
    rows = [
        row("0.png", "eye", method=method, kind=kind, instance=instance, status=status)
        for method, kind in (("a-method-whose-name-is-longer-than:forty=columns", "attribution"),
                             ("noise", "null"))
        for instance, status in ((1, "visible"), (2, "out_of_view"))
    ]  # fmt: skip
    table = table_of(tmp_path / "told", rows, parameters={"instances": "keep"})
    lines = rows_to_text(table, ["lift"]).splitlines()
    assert lines[0].split() == [
        "image_id", "method", "kind", "target_kind", "segment", "instance", "status", "lift"
    ]  # fmt: skip
    assert len({*lines[2:]}) == 4
    assert "a-method-whose-name-is-longer-than:forty=columns" in lines[2]


EVIL = "<img src=x onerror=alert(1)>\"'&"


def test_html_escapes_every_name_and_holds_the_notes(tmp_path):
    rows = [
        row(f"{at}.png", EVIL, method=EVIL, target_kind=EVIL, kind=kind, label=EVIL)
        for at in range(12)
        for kind in ("attribution", EVIL)
    ]
    metadata = {f"{at}.png": {EVIL: EVIL} for at in range(12)}
    table = table_of(tmp_path / "made", rows, metadata=metadata)
    for summary in (table.summary(["label", EVIL]), table.summary(cluster=EVIL)):
        html = summary._repr_html_()
        assert "<img" not in html
        assert html.count("&lt;img src=x onerror=alert(1)&gt;&quot;&#x27;&amp;") >= 4
        assert "<p>Verdict: whether signed_share" in html
        assert html.count("<table>") == html.count("</table>") == 2
    assert "<img" not in to_html(table)


def test_html_of_nothing_says_so(tmp_path):
    table = made(tmp_path, {"eye": EVEN})
    assert table.where("segment = '<b>'").summary()._repr_html_() == (
        "<p>No rows: nothing meets the condition.</p>"
    )


def test_clean_cuts_and_escapes():
    assert clean("a\tb") == "a\\tb"
    assert clean(None) == "–"
    assert len(clean("x" * 100)) == 40
