"""Comparison: differences, their intervals and verdicts, against scipy and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from comparing import shares_of, table_of_shares
from partwise.comparison.comparison import compare
from partwise.errors import CallError, TableError, UnknownNameError
from partwise.schema import VERSION
from tables import row, table_of


def records(comparison, **where):
    return [
        each
        for each in comparison.data.to_pylist()
        if all(each[name] == value for name, value in where.items())
    ]


def only(comparison, **where):
    (found,) = records(comparison, **where)
    return found


@pytest.fixture(scope="module")
def moved(tmp_path_factory):
    """Eyes lose about 18 points of share in 40 images, and the ground gains them."""
    folder = tmp_path_factory.mktemp("moved")
    rng = np.random.default_rng(0)
    before = {f"{i:02}.png": {"eyes": 0.5, "ground": 0.2, "ear": 0.1} for i in range(40)}
    after = {
        name: {"eyes": 0.5 - by, "ground": 0.2 + by, "ear": 0.1 + 0.001 * rng.standard_t(2)}
        for name, by in zip(before, 0.18 + 0.02 * rng.standard_normal(40), strict=True)
    }
    return table_of_shares(folder / "old", before), table_of_shares(folder / "new", after)


def test_a_difference_is_the_second_less_the_first(moved):
    eyes = only(compare(*moved), segment="eyes", measure="share")
    assert eyes["mean_a"] == pytest.approx(0.5)
    assert eyes["estimate"] == pytest.approx(eyes["mean_b"] - eyes["mean_a"])
    assert eyes["estimate"] == pytest.approx(-0.18, abs=0.01)
    assert eyes["low"] < eyes["estimate"] < eyes["high"]
    assert (eyes["verdict"], eyes["direction"]) == ("differs", "less")
    assert eyes["images_a"] == eyes["images_b"] == eyes["clusters"] == 40


def test_turned_around_every_difference_changes_its_sign(moved):
    there, back = compare(*moved), compare(*reversed(moved))
    for each in there.data.to_pylist():
        other = only(back, segment=each["segment"], measure=each["measure"])
        assert other["estimate"] == pytest.approx(-each["estimate"])
        assert other["analytic_low"] == pytest.approx(-each["analytic_high"])
        assert other["verdict"] == each["verdict"]


def test_what_moved_most_comes_first(moved):
    segments = [each["segment"] for each in records(compare(*moved), measure="share")]
    assert set(segments[:2]) == {"eyes", "ground"}
    assert segments[2] == "ear"


def test_a_paired_standard_error_is_that_of_the_paired_t_test(moved):
    a, b = (shares_of(table, "eyes") for table in moved)
    expected = stats.ttest_rel([b[name] for name in a], list(a.values()))
    eyes = only(compare(*moved), segment="eyes", measure="share")
    assert eyes["estimate"] / eyes["standard_error"] == pytest.approx(expected.statistic)
    low, high = expected.confidence_interval(0.95)
    assert [eyes["analytic_low"], eyes["analytic_high"]] == pytest.approx([low, high])


def test_two_groups_of_other_images_have_the_standard_error_of_welchs_test(tmp_path):
    rng = np.random.default_rng(1)
    values = [np.abs(rng.standard_t(3, size)) / 20 for size in (15, 33)]
    tables = [
        table_of_shares(
            tmp_path / name, {f"{name}{i}.png": {"eyes": value} for i, value in enumerate(shares)}
        )
        for name, shares in zip(("a", "b"), values, strict=True)
    ]
    found = only(compare(*tables), segment="eyes", measure="share")
    expected = stats.ttest_ind(values[1], values[0], equal_var=False)
    assert found["estimate"] / found["standard_error"] == pytest.approx(expected.statistic)
    low, high = expected.confidence_interval(0.95)
    assert [found["analytic_low"], found["analytic_high"]] == pytest.approx([low, high])
    assert (found["images_a"], found["images_b"]) == (15, 33)


def test_as_two_groups_an_image_in_both_still_is_one_image(tmp_path):
    """Its values in both tables belong together, so that it is as certain as a pair."""
    rng = np.random.default_rng(2)
    level = {f"{i}.png": 0.1 + 0.3 * rng.random() for i in range(30)}
    a = table_of_shares(tmp_path / "a", {name: {"eyes": each} for name, each in level.items()})
    b = table_of_shares(
        tmp_path / "b",
        {name: {"eyes": each + 0.05 + 0.01 * rng.random()} for name, each in level.items()},
    )
    paired = only(compare(a, b), segment="eyes", measure="share")
    apart = only(compare(a, b, pairs="none"), segment="eyes", measure="share")
    for name in ("estimate", "standard_error", "analytic_low", "analytic_high"):
        assert paired[name] == pytest.approx(apart[name])
    assert paired["median"] is not None
    assert apart["median"] is None


def test_images_of_one_patient_are_one_cluster(tmp_path):
    rng = np.random.default_rng(3)
    names = [f"{i:02}.png" for i in range(60)]
    patients = {name: {"patient": f"p{i // 5}"} for i, name in enumerate(names)}
    by_patient = np.repeat(rng.standard_normal(12) / 20, 5)
    tables = [
        table_of(
            tmp_path / letter,
            [
                row(name, "eyes", lift=1 + 10 * shift)
                for name, shift in zip(names, shifts, strict=True)
            ],
            metadata=patients,
        )
        for letter, shifts in (("a", np.zeros(60)), ("b", by_patient))
    ]
    alone = only(compare(*tables), segment="eyes", measure="share")
    together = only(compare(*tables, cluster="patient"), segment="eyes", measure="share")
    assert (alone["clusters"], together["clusters"]) == (60, 12)
    assert together["images_a"] == 60
    assert together["estimate"] == pytest.approx(alone["estimate"])
    assert together["standard_error"] > 2 * alone["standard_error"]


def test_a_cluster_that_differs_between_the_tables_is_refused(tmp_path):
    tables = [
        table_of(tmp_path / name, [row("0.png", "eyes")], metadata={"0.png": {"patient": name}})
        for name in ("a", "b")
    ]
    with pytest.raises(CallError, match=r"'0.png' is of 'a' in the first table and of 'b'"):
        compare(*tables, cluster="patient")


def test_an_image_without_a_cluster_is_refused(tmp_path):
    rows = [row("0.png", "eyes"), row("1.png", "eyes")]
    tables = [
        table_of(tmp_path / name, rows, metadata={"0.png": {"patient": "p"}}) for name in ("a", "b")
    ]
    with pytest.raises(CallError, match=r"'1.png'"):
        compare(*tables, cluster="patient")


def test_the_first_measure_is_judged_and_the_others_are_described(moved):
    found = compare(*moved, measures=["lift", "share"])
    assert {each["measure"] for each in records(found, primary=True)} == {"lift"}
    for each in records(found, measure="share"):
        assert each["verdict"] is each["p"] is each["p_adjusted"] is each["tested"] is None
        assert each["low"] is not None


def test_share_and_signed_share_stand_side_by_side_and_share_is_judged(moved):
    found = compare(*moved)
    assert list(found.measures) == ["share", "signed_share"]
    assert {each["measure"] for each in records(found, primary=True)} == {"share"}


def test_a_display_filter_changes_neither_the_family_nor_what_is_said_of_a_cell(moved):
    whole = only(compare(*moved), segment="eyes", measure="share")
    filtered = compare(*(table.where("segment = 'eyes'") for table in moved))
    assert {each["segment"] for each in filtered.data.to_pylist()} == {"eyes"}
    assert only(filtered, measure="share") == whole
    assert whole["tested"] == 3
    assert {each.segment for each in filtered.headlines} == {"eyes"}


def test_a_condition_on_images_chooses_which_are_compared(moved):
    found = compare(*(table.where("image_id < '20.png'") for table in moved))
    assert only(found, segment="eyes", measure="share")["images_a"] == 20


def test_below_the_least_number_of_images_there_is_no_interval(moved):
    found = compare(*(table.where("image_id < '09.png'") for table in moved))
    eyes = only(found, segment="eyes", measure="share")
    assert eyes["images_a"] == 9
    assert eyes["low"] is eyes["p"] is None
    assert eyes["verdict"] == "too few images"
    assert not found.headlines


def test_the_smallest_effect_is_the_margin_of_the_primary_measure_alone(moved):
    found = compare(*moved, smallest_effect=0.5)
    assert {each["verdict"] for each in records(found, primary=True)} == {"negligible"}
    assert {each["margin"] for each in records(found, primary=True)} == {0.5}
    assert 0.5 not in {each["margin"] for each in records(found, primary=False)}


def test_by_a_column_each_value_has_its_own_differences(tmp_path):
    def side(name: str, cats: float, dogs: float):
        rows = [row(f"c{i}.png", "eyes", lift=cats + i / 100, label="cat") for i in range(12)]
        rows += [row(f"d{i}.png", "eyes", lift=dogs + i / 100, label="dog") for i in range(12)]
        return table_of(tmp_path / name, rows)

    found = compare(side("a", 1, 1), side("b", 1, 3), by="label", measures="share")
    assert only(found, label="cat")["estimate"] == pytest.approx(0)
    assert only(found, label="dog")["estimate"] == pytest.approx(0.2)
    assert {each["tested"] for each in records(found)} == {2}


def test_each_method_is_compared_with_itself_and_is_a_family_of_its_own(tmp_path):
    def side(name: str, gradient: float, occlusion: float):
        return table_of(
            tmp_path / name,
            [
                row(f"{i}.png", "eyes", lift=lift + i / 100, method=method)
                for i in range(12)
                for method, lift in (("gradient", gradient), ("occlusion", occlusion))
            ],
        )

    found = compare(side("a", 1, 3), side("b", 2, 3), measures="share")
    assert only(found, method="gradient")["estimate"] == pytest.approx(0.1)
    assert only(found, method="occlusion")["estimate"] == pytest.approx(0)
    assert {each["tested"] for each in records(found)} == {1}


def of_method(folder, method: str, lift: float, **columns):
    rows = [row(f"{i}.png", "eyes", lift=lift, method=method, **columns) for i in range(12)]
    return table_of(folder, rows)


def test_two_tables_of_one_method_each_are_compared_across_methods(tmp_path):
    a, b = of_method(tmp_path / "a", "gradient", 1), of_method(tmp_path / "b", "occlusion", 2)
    found = only(compare(a, b, measures="share"))
    assert (found["method"], found["method_b"]) == ("gradient", "occlusion")
    assert found["estimate"] == pytest.approx(0.1)


@pytest.mark.parametrize("measure", ["mean", "abs_mean"])
def test_two_methods_have_no_unit_in_common(tmp_path, measure):
    a, b = of_method(tmp_path / "a", "gradient", 1), of_method(tmp_path / "b", "occlusion", 2)
    with pytest.raises(CallError, match="unit of each map"):
        compare(a, b, measures=["share", measure])


def test_two_methods_of_one_table_are_chosen_by_conditions(tmp_path):
    rows = [
        row(f"{i}.png", "eyes", lift=lift, method=method)
        for i in range(12)
        for method, lift in (("gradient", 1), ("occlusion", 2))
    ]
    table = table_of(tmp_path / "t", rows)
    found = compare(table.where("method = 'gradient'"), table.where("method = 'occlusion'"))
    assert only(found, measure="share")["estimate"] == pytest.approx(0.1)
    assert found.unpaired.num_rows == 0


def test_several_methods_and_none_in_common_are_refused(tmp_path):
    a = table_of(tmp_path / "a", [row("0.png", "eyes", method=name) for name in ("x", "y")])
    b = of_method(tmp_path / "b", "z", 1)
    with pytest.raises(CallError, match=r"'x', 'y'.*'z'.*share no method"):
        compare(a, b)


def test_tables_that_share_no_target_are_refused(tmp_path):
    a = of_method(tmp_path / "a", "gradient", 1)
    b = of_method(tmp_path / "b", "gradient", 1, target_kind="label")
    with pytest.raises(CallError, match="share no target"):
        compare(a, b)


def test_a_method_or_target_of_one_table_alone_is_named(tmp_path):
    a = of_method(tmp_path / "a", "gradient", 1)
    rows = [
        row(f"{i}.png", "eyes", target_kind=kind) for i in range(3) for kind in ("cat", "predicted")
    ]
    found = compare(a, table_of(tmp_path / "b", rows))
    alone = [each for each in found.unpaired.to_pylist() if each["reason"] == "only b has it"]
    assert [(each["method"], each["target_kind"]) for each in alone] == [("gradient", "cat")]


def test_nulls_are_compared_with_nulls(tmp_path):
    def side(name: str, null: float):
        return table_of(
            tmp_path / name,
            [
                row(f"{i}.png", "eyes", lift=lift, kind=kind)
                for i in range(12)
                for kind, lift in (("attribution", 1), ("null", null))
            ],
        )

    found = compare(side("a", 2), side("b", 3), measures="share")
    assert only(found, kind="attribution")["estimate"] == 0
    assert only(found, kind="null")["estimate"] == pytest.approx(0.1)


def test_draws_of_a_null_are_averaged_and_make_no_pairs_of_their_own(tmp_path):
    """One table drew more often than the other; attributions are what they are without nulls."""

    def side(name: str, lifts: list[float]):
        rows = [
            row(f"{i}.png", "eyes", lift=lift, kind="null", method="null-sobel", draw=draw)
            for i in range(12)
            for draw, lift in enumerate(lifts)
        ]
        rows += [row(f"{i}.png", "eyes", lift=2 + i / 100) for i in range(12)]
        return table_of(tmp_path / name, rows)

    a, b = side("a", [1.0, 2.0, 3.0]), side("b", [2.0, 4.0])
    found = compare(a, b, measures="share")
    null = only(found, kind="null")
    assert (null["images_a"], null["images_b"], null["clusters"]) == (12, 12, 12)
    assert null["estimate"] == pytest.approx(0.1)
    real = only(found, kind="attribution")
    assert (real["images_a"], real["estimate"]) == (12, 0)
    assert real["tested"] == 1
    repr(found)


def test_instances_are_added_up_before_a_measure_is_derived(tmp_path):
    """Two eyes of 5 and 7 points are eyes of 12 points, whichever table keeps them apart."""
    names = [f"{i}.png" for i in range(3)]
    rows = [
        row(name, "eyes", lift=lift, instance=i)
        for name in names
        for i, lift in ((1, 0.5), (2, 0.7))
    ]
    kept = table_of(tmp_path / "kept", rows, parameters={"instances": "keep"})
    united = table_of_shares(tmp_path / "united", {name: {"eyes": 0.12} for name in names})
    found = only(compare(kept, united), measure="share")
    assert found["mean_a"] == pytest.approx(0.12)
    assert found["estimate"] == pytest.approx(0)
    assert found["images_a"] == 3


def test_the_same_table_twice_differs_in_nothing(moved):
    found = compare(moved[0], moved[0])
    assert {each["estimate"] for each in found.data.to_pylist()} == {0.0}
    assert {each["verdict"] for each in records(found, primary=True)} == {"negligible"}
    assert not found.headlines


def test_folders_are_opened(moved):
    found = compare(moved[0].folder, str(moved[1].folder))
    assert found.data.equals(compare(*moved).data)
    assert found.names == ("old", "new")


def test_tables_in_folders_of_one_name_are_told_apart_by_their_parents(tmp_path):
    a, b = (table_of_shares(tmp_path / name / "table", {"0.png": {"eyes": 0.1}}) for name in "ab")
    assert compare(a, b).names == ("a/table", "b/table")


def test_it_can_be_had_as_arrow_pandas_or_polars(moved):
    found = compare(*moved)
    assert found.to_arrow().num_rows == len(found.to_pandas()) == found.to_polars().height == 6
    assert len(found) == 6


def test_a_table_without_rows_is_refused(tmp_path, moved):
    empty = table_of(tmp_path / "empty", [])
    with pytest.raises(CallError, match=r"empty' has no rows to compare"):
        compare(moved[0], empty)
    with pytest.raises(CallError, match="nothing meets"):
        compare(moved[0].where("segment = 'nose'"), moved[1])


def test_unknown_names_are_told_with_the_nearest(moved):
    with pytest.raises(UnknownNameError, match="'share'"):
        compare(*moved, measures="shares")
    with pytest.raises(UnknownNameError, match="'label'"):
        compare(*moved, by="lable")
    with pytest.raises(UnknownNameError, match="'resolved'"):
        compare(*moved, classes="resolve")  # pyright: ignore[reportArgumentType]
    with pytest.raises(UnknownNameError, match="'images'"):
        compare(*moved, pairs="image")  # pyright: ignore[reportArgumentType]


def test_a_column_that_one_table_lacks_is_told_with_that_table(tmp_path, moved):
    other = table_of(tmp_path / "other", [row("0.png", "e")], metadata={"0.png": {"site": "x"}})
    with pytest.raises(UnknownNameError, match=r"old'.*unknown column 'site'"):
        compare(other, moved[0], by="site")


def test_a_measure_is_nothing_to_group_by(moved):
    with pytest.raises(CallError, match="to be averaged and not to group by"):
        compare(*moved, by="lift")


def test_a_column_named_as_one_of_the_results_is_refused(tmp_path):
    tables = [
        table_of(tmp_path / name, [row("0.png", "eyes")], metadata={"0.png": {"verdict": "x"}})
        for name in "ab"
    ]
    with pytest.raises(CallError, match="column of its own"):
        compare(*tables, by="verdict")


def test_a_table_of_another_schema_version_is_refused(tmp_path, moved):
    old = table_of_shares(tmp_path / "old", {"0.png": {"eyes": 0.1}})
    place = old.folder / "run.json"
    now = f'"schema_version": {VERSION}'
    place.write_text(place.read_text().replace(now, '"schema_version": 99'))
    with pytest.raises(TableError, match="schema version 99"):
        compare(moved[0], old.folder)


def test_tables_without_a_segment_in_common_are_refused(tmp_path):
    a = table_of_shares(tmp_path / "a", {"0.png": {"eyes": 0.1}})
    b = table_of_shares(tmp_path / "b", {"0.png": {"wheel": 0.1}})
    with pytest.raises(CallError, match="nothing in common"):
        compare(a, b)
    c = table_of_shares(tmp_path / "c", {"1.png": {"wheel": 0.1}})
    with pytest.raises(CallError, match="no segment of the one"):
        compare(a, c)
