"""Pairing: by pixels, segment and class, against the slow way, with nothing lost on the way."""

from __future__ import annotations

import math
import statistics
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comparing import pair_slowly, table_of_shares, with_digests
from partwise.comparison.comparison import compare
from partwise.errors import CallError
from tables import row, table_of


def left_out(comparison) -> dict[tuple[str, str | None], int]:
    """Counts by reason and segment."""
    return {
        (each["reason"], each["segment"]): each["images"]
        for each in comparison.unpaired.to_pylist()
    }


def pairs_of(comparison, segment: str = "eyes", measure: str = "share"):
    (found,) = (
        each
        for each in comparison.data.to_pylist()
        if (each["segment"], each["measure"]) == (segment, measure)
    )
    return found


def test_the_same_picture_under_another_name_is_paired(tmp_path):
    a = table_of_shares(tmp_path / "a", {"old/cat.png": {"eyes": 0.1}})
    b = table_of_shares(tmp_path / "b", {"new/moved.png": {"eyes": 0.3}})
    found = compare(with_digests(a, {"old/cat.png": "1"}), with_digests(b, {"new/moved.png": "1"}))
    assert found.paired
    assert pairs_of(found)["estimate"] == pytest.approx(0.2)
    assert left_out(found) == {}


def test_other_pixels_under_the_same_name_are_not_paired_and_are_named(tmp_path):
    shares = {"0.png": {"eyes": 0.1}, "1.png": {"eyes": 0.2}}
    a, b = (table_of_shares(tmp_path / name, shares) for name in "ab")
    found = compare(a, with_digests(b, {"1.png": "edited"}))
    assert pairs_of(found)["images_a"] == 1
    assert left_out(found) == {("other pixels", None): 1}
    assert found.unpaired["examples"].to_pylist() == [["1.png"]]


def test_copies_within_a_table_make_no_further_pairs(tmp_path):
    shares = {"0.png": {"eyes": 0.1}, "1.png": {"eyes": 0.2}, "copy of 1.png": {"eyes": 0.9}}
    a, b = (table_of_shares(tmp_path / name, shares) for name in "ab")
    same = {"1.png": "1", "copy of 1.png": "1"}
    found = compare(with_digests(a, same), with_digests(b, same))
    assert pairs_of(found)["images_a"] == 2
    assert pairs_of(found)["mean_a"] == pytest.approx(0.15)
    assert left_out(found) == {("copy in a", None): 1, ("copy in b", None): 1}


def test_of_copies_the_one_whose_name_the_other_table_has_is_taken(tmp_path):
    a = table_of_shares(tmp_path / "a", {"0.png": {"eyes": 0.9}, "1.png": {"eyes": 0.2}})
    b = table_of_shares(tmp_path / "b", {"1.png": {"eyes": 0.3}})
    same = {"0.png": "1", "1.png": "1"}
    found = compare(with_digests(a, same), with_digests(b, same))
    assert pairs_of(found)["mean_a"] == pytest.approx(0.2)


def test_images_of_one_table_alone_are_counted_and_the_first_few_named(tmp_path):
    names = [f"{i}.png" for i in range(6)]
    a = table_of_shares(tmp_path / "a", {name: {"eyes": 0.1} for name in names})
    b = table_of_shares(tmp_path / "b", {name: {"eyes": 0.1} for name in names[:1]})
    found = compare(a, b)
    assert left_out(found) == {("only in a", None): 5}
    assert found.unpaired["examples"].to_pylist() == [["1.png", "2.png", "3.png"]]
    assert found.images == (6, 1, 1)


def test_an_image_that_failed_in_the_other_table_is_told_apart(tmp_path):
    a = table_of_shares(tmp_path / "a", {"0.png": {"eyes": 0.1}, "1.png": {"eyes": 0.1}})
    b = table_of_shares(tmp_path / "b", {"0.png": {"eyes": 0.1}})
    add_error(b, "1.png")
    assert left_out(compare(a, b)) == {("failed in b", None): 1}


def add_error(table, image: str) -> None:
    from pyarrow import parquet

    from partwise.schema import to_arrow

    (part,) = (table.folder / "images").glob("*.parquet")
    (table.folder / "errors").mkdir(exist_ok=True)
    errors = to_arrow("errors", [{"image_id": image, "error": "ImageError", "message": "torn"}])
    parquet.write_table(errors, table.folder / "errors" / part.name)


def with_classes(folder, classes, **columns):
    rows = [
        row(f"{i}.png", "eyes", lift=1 + i, target_class=name, **columns)
        for i, name in enumerate(classes)
    ]
    return table_of(folder, rows)


def test_an_image_of_which_another_class_is_explained_is_counted_and_not_paired(tmp_path):
    a = with_classes(tmp_path / "a", ["cat", "cat", "dog"])
    b = with_classes(tmp_path / "b", ["cat", "dog", "dog"])
    found = compare(a, b)
    assert pairs_of(found)["images_a"] == 2
    assert left_out(found) == {("other class", None): 1}
    assert found.unpaired["examples"].to_pylist() == [["1.png"]]


def test_any_class_is_compared_where_asked_and_still_counted(tmp_path):
    a, b = (with_classes(tmp_path / name, classes) for name, classes in (("a", "xy"), ("b", "xz")))
    found = compare(a, b, classes="any")
    assert pairs_of(found)["images_a"] == 2
    assert left_out(found) == {("other class", None): 1}


def test_another_contrast_is_another_class(tmp_path):
    a = with_classes(tmp_path / "a", ["cat", "cat"], contrast_class="dog")
    rows = [
        row(f"{i}.png", "eyes", target_class="cat", contrast_class=other)
        for i, other in enumerate(["dog", "cow"])
    ]
    found = compare(a, table_of(tmp_path / "b", rows))
    assert left_out(found) == {("other class", None): 1}


def test_a_target_that_was_not_told_pairs_with_itself(tmp_path):
    a, b = (
        with_classes(tmp_path / name, [None, None], target_kind=None, predicted=None)
        for name in "ab"
    )
    assert pairs_of(compare(a, b))["images_a"] == 2


def test_where_every_image_has_another_class_that_is_an_error_with_advice(tmp_path):
    a, b = (with_classes(tmp_path / name, classes) for name, classes in (("a", "xx"), ("b", "yy")))
    with pytest.raises(CallError, match=r"other class \(2 images\).*--classes any"):
        compare(a, b)


def test_an_image_without_the_target_in_one_table_is_told(tmp_path):
    a = with_classes(tmp_path / "a", ["cat", "cat"])
    rows = [row("0.png", "eyes"), row("1.png", "eyes", target_kind="label")]
    found = compare(a, table_of(tmp_path / "b", rows))
    assert left_out(found)["no target in b", None] == 1


def test_a_segment_of_one_table_alone_is_named_with_its_images(tmp_path):
    a = table_of_shares(
        tmp_path / "a", {"0.png": {"eyes": 0.1, "ear": 0.1}, "1.png": {"eyes": 0.1}}
    )
    b = table_of_shares(
        tmp_path / "b", {"0.png": {"eyes": 0.1}, "1.png": {"eyes": 0.1, "tail": 0.1}}
    )
    assert left_out(compare(a, b)) == {
        ("segment only in a", None): 1,
        ("segment only in a", "ear"): 1,
        ("segment only in b", None): 1,
        ("segment only in b", "tail"): 1,
    }


def test_a_segment_in_view_of_one_table_alone_makes_no_pair(tmp_path):
    """A larger crop of another classifier may show what the other does not."""
    a = table_of(tmp_path / "a", [row("0.png", "ear", status="out_of_view"), row("1.png", "ear")])
    b = table_of(tmp_path / "b", [row("0.png", "ear"), row("1.png", "ear")])
    found = compare(a, b)
    ear = pairs_of(found, "ear")
    assert (ear["images_a"], ear["undefined"]) == (1, 0)
    assert left_out(found)["in view only in b", "ear"] == 1


def test_what_is_in_view_of_neither_is_nothing_to_tell(tmp_path):
    looked_for = [row("0.png", "ear", status="not_found"), row("1.png", "ear")]
    never = [row("0.png", "eyes", status="not_found"), row("1.png", "ear")]
    found = compare(table_of(tmp_path / "a", looked_for), table_of(tmp_path / "b", never))
    assert left_out(found) == {}


def test_pairs_without_a_value_are_counted_and_leave_the_others_as_they_are(tmp_path):
    a = table_of(tmp_path / "a", [row("0.png", "ear", undefined=True), row("1.png", "ear", lift=2)])
    b = table_of(tmp_path / "b", [row("0.png", "ear"), row("1.png", "ear", lift=3)])
    found = compare(a, b)
    ear = pairs_of(found, "ear")
    assert (ear["undefined"], ear["images_a"]) == (1, 1)
    assert ear["estimate"] == pytest.approx(0.1)
    assert ear["mean_b"] == pytest.approx(0.3)
    assert pairs_of(found, "ear", "signed_share")["undefined"] == 1


def test_a_pair_agrees_in_the_columns_asked_for(tmp_path):
    def side(name: str, outcomes: tuple[str, ...]):
        rows = [row(f"{i}.png", "eyes", outcome=each) for i, each in enumerate(outcomes)]
        return table_of(tmp_path / name, rows)

    found = compare(
        side("a", ("correct", "wrong")), side("b", ("correct", "correct")), by="outcome"
    )
    assert [(each["outcome"], each["images_a"]) for each in found.data.to_pylist()[::2]] == [
        ("correct", 1)
    ]
    assert left_out(found)["other group", None] == 1


def test_mask_variants_pair_with_themselves_and_are_one_image(tmp_path):
    def side(name: str, shift: float):
        rows = [
            row("0.png", "ear", lift=lift + shift, mask_variant=variant)
            for variant, lift in (("as-drawn", 1), ("wider", 2))
        ]
        return table_of(tmp_path / name, rows)

    ear = pairs_of(compare(side("a", 0), side("b", 1)), "ear")
    assert (ear["images_a"], ear["clusters"]) == (1, 1)
    assert ear["mean_a"] == pytest.approx(0.15)
    assert ear["estimate"] == pytest.approx(0.1)


def test_tables_without_a_picture_in_common_are_compared_as_two_groups(tmp_path):
    a = table_of_shares(tmp_path / "a", {f"a{i}.png": {"eyes": i / 10, "x": 0.1} for i in range(3)})
    b = table_of_shares(tmp_path / "b", {f"b{i}.png": {"eyes": 0.5} for i in range(4)})
    found = compare(a, b)
    assert not found.paired
    assert pairs_of(found)["mean_a"] == pytest.approx(0.1)
    assert pairs_of(found)["estimate"] == pytest.approx(0.4)
    assert left_out(found) == {("cell only in a", None): 3, ("cell only in a", "x"): 3}
    with pytest.raises(CallError, match="share no picture"):
        compare(a, b, pairs="images")


def test_copies_are_one_picture_in_a_group_too(tmp_path):
    a = table_of_shares(tmp_path / "a", {"0.png": {"eyes": 0.2}, "0 copy.png": {"eyes": 0.8}})
    b = table_of_shares(tmp_path / "b", {"1.png": {"eyes": 0.5}})
    found = compare(with_digests(a, {"0.png": "1", "0 copy.png": "1"}), b)
    assert pairs_of(found)["images_a"] == 1
    assert left_out(found) == {("copy in a", None): 1}


IMAGES = st.sampled_from([f"{i}.png" for i in range(6)])
ROWS = st.fixed_dictionaries(
    {
        "digest": st.sampled_from(["d0", "d1", "d2", "d3"]),
        "target_class": st.sampled_from(["cat", "cat", "dog"]),
        "undefined": st.sampled_from([False, False, False, True]),
        "segments": st.dictionaries(
            st.sampled_from(["eyes", "ear", "a'b\"c"]),
            st.tuples(
                st.floats(0.01, 10),
                st.sampled_from(["visible", "visible", "visible", "out_of_view", "not_found"]),
            ),
            min_size=1,
        ),
    }
)
SIDES = st.dictionaries(IMAGES, ROWS, min_size=1)


def rows_of(side) -> list[dict]:
    return [
        row(
            image,
            segment,
            lift=lift,
            status=status,
            target_class=each["target_class"],
            undefined=each["undefined"],
        )
        | {"digest": each["digest"]}
        for image, each in side.items()
        for segment, (lift, status) in each["segments"].items()
    ]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(SIDES, SIDES, st.sampled_from(["resolved", "any"]))
def test_pairs_and_reasons_are_those_of_the_slow_way(first, second, classes):
    sides = [rows_of(each) for each in (first, second)]
    expected, reasons = pair_slowly(*sides, classes=classes)
    with tempfile.TemporaryDirectory() as folder:
        tables = [
            with_digests(
                table_of(Path(folder) / name, [row_without_digest(each) for each in side]),
                {each["image_id"]: each["digest"] for each in side},
            )
            for name, side in zip("ab", sides, strict=True)
        ]
        digests = [{each["digest"] for each in side} for side in sides]
        if not digests[0] & digests[1]:
            with pytest.raises(CallError, match="share no picture"):
                compare(*tables, pairs="images", classes=classes)
            return
        if not expected:
            with pytest.raises(CallError, match="nothing in common"):
                compare(*tables, classes=classes)
            return
        found = compare(*tables, measures="share", classes=classes)
    assert {each["segment"] for each in found.data.to_pylist()} == set(expected)
    for each in found.data.to_pylist():
        pairs = expected[each["segment"]]
        assert each["images_a"] == each["images_b"] == len(pairs)
        if pairs:
            differences = [b - a for _, a, b in pairs]
            assert each["estimate"] == pytest.approx(math.fsum(differences) / len(pairs))
            assert each["median"] == pytest.approx(statistics.median(differences))
            assert each["mean_b"] == pytest.approx(math.fsum(b for _, _, b in pairs) / len(pairs))
    by_segment = {key: len(images) for key, images in reasons.items()}
    together: dict[tuple[str, str | None], set[str]] = {}
    for (reason, _), images in reasons.items():
        together.setdefault((reason, None), set()).update(images)
    expected_counts = by_segment | {key: len(images) for key, images in together.items()}
    assert left_out(found) == expected_counts
    for each in found.unpaired.to_pylist():
        key = each["reason"], each["segment"]
        images = together[key] if key[1] is None else reasons[key]
        assert each["examples"] == sorted(images)[:3]


def row_without_digest(each: dict) -> dict:
    return {name: value for name, value in each.items() if name != "digest"}
