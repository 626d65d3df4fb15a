"""Tables held against rules, from the Parquet on disk to the outcome."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import partwise as pw
from partwise.comparison.comparison import compare
from partwise.errors import CallError, PartwiseError, TableError, UnknownNameError
from partwise.gate import evidence
from partwise.gate.gate import check
from partwise.gate.result import worst
from partwise.gate.rule import Rule
from partwise.measures import MEASURES
from tables import row, table_of


def held(table, **keys):
    """The judgements of one rule."""
    selectors = keys.pop("selectors", {"segment": "watermark"})
    keys = {"measure": "share", **keys}
    return check(table, [Rule(selectors=selectors, **keys)]).judgements


def outcomes(table, **keys) -> list[str]:
    return [each.outcome for each in held(table, **keys)]


@pytest.fixture(scope="module")
def earlier(place):
    return place / "runs" / "main"


def test_every_cell_agrees_with_means_and_limits_worked_out_by_hand(table):
    frame = table.to_pandas(["segment", "predicted", "status", "share"])
    frame = frame[frame["status"] == "visible"]
    for limit in (0.05, 0.15, 0.25):
        judged = held(
            table,
            selectors={"segment": "*", "predicted": "*"},
            most=limit,
            fail="on estimate",
        )
        judged = [each for each in judged if each.outcome != "cannot be judged"]
        assert len(judged) == frame.groupby(["segment", "predicted"]).ngroups
        for each in judged:
            own = frame[
                (frame["segment"] == each.cell.names["segment"])
                & (frame["predicted"] == each.cell.names["predicted"])
            ]["share"]
            assert each.cell.estimate == pytest.approx(own.mean())
            assert each.cell.images == each.cell.valued == len(own)
            assert each.outcome == ("passed" if own.mean() <= limit else "failed")


def test_intervals_are_those_of_the_summary(table):
    (cell,) = (each.cell for each in held(table, most=0.05, confidence=0.9))
    data = table.summary("segment", "share", confidence=0.9).data.to_pylist()
    (row_,) = (
        each for each in data if each["segment"] == "watermark" and each["measure"] == "share"
    )
    assert (cell.estimate, cell.low, cell.high) == (row_["estimate"], row_["low"], row_["high"])


def test_the_three_ways_of_being_sure_differ_where_the_interval_is_on_both_sides(table):
    (cell,) = (each.cell for each in held(table, most=0.5))
    assert cell.low is not None
    assert cell.high is not None
    within, beyond = (cell.estimate + cell.high) / 2, (cell.estimate + cell.low) / 2
    told = {
        fail: [outcomes(table, most=limit, fail=fail)[0] for limit in (within, beyond)]
        for fail in ("when sure", "unless sure", "on estimate")
    }
    assert told == {
        "when sure": ["passed", "passed"],
        "unless sure": ["failed", "failed"],
        "on estimate": ["passed", "failed"],
    }
    (judged,) = held(table, most=beyond)
    assert not judged.sure
    assert judged.because == (
        "the estimate is beyond the limit, and the interval is on both sides of it"
    )


def test_a_rule_that_fails_when_sure_gives_each_cell_its_part_of_the_chance_of_error(table):
    two = {"segment": "watermark", "predicted": "*"}
    for fail, confidence in (("when sure", 0.975), ("unless sure", 0.95), ("on estimate", 0.95)):
        cells = [each.cell for each in held(table, selectors=two, most=0.5, fail=fail)]
        assert {each.confidence for each in cells} == {confidence}
    # cells without enough images take no part: the shadow is in 6 images
    four = {"segment": ["watermark", "shadow", "wheel"], "predicted": "*"}
    for each in held(table, selectors=four, most=0.9):
        assert each.cell.confidence == pytest.approx(1 - 0.05 / 4)


def test_where_a_bootstrap_would_be_too_large_intervals_are_students_t(table, earlier, monkeypatch):
    two = {"segment": "watermark", "predicted": "*"}
    monkeypatch.setattr(evidence, "MOST_DRAWN", 0)
    summary = table.summary("predicted", "share", confidence=0.975).data.to_pylist()
    compared = compare(
        earlier, table, by="predicted", measures="share", confidence=0.975
    ).data.to_pylist()
    for rows, limit in (
        (summary, {"most": 0.5}),
        (compared, {"no_worse_than": earlier, "worse": "more"}),
    ):
        expected = {
            each["predicted"]: (each["analytic_low"], each["analytic_high"])
            for each in rows
            if each["segment"] == "watermark" and each["measure"] == "share"
        }
        judged = held(table, selectors=two, **limit)
        assert {each.cell.interval for each in judged} == {"Student's t"}
        for each in judged:
            ends = each.cell.low, each.cell.high
            assert ends == pytest.approx(expected[each.cell.names["predicted"]])
    assert "intervals of 97.5 % by Student's t" in str(check(table, [judged[0].rule]))


def test_many_cells_have_as_many_resamples_as_their_confidence_needs(tmp_path):
    rows = [
        row(f"{image}.png", f"part {part:02}", lift=1 + (image * part % 7) / 10)
        for image in range(12)
        for part in range(40)
    ]
    table = table_of(tmp_path / "table", rows)
    judged = held(table, selectors={"segment": "*"}, measure="lift", most=9)
    assert len(judged) == 40
    assert {each.cell.interval for each in judged} == {"bootstrap"}
    assert {each.cell.confidence for each in judged} == {1 - 0.05 / 40}


def test_a_rule_that_holds_exactly_fails_by_chance_no_more_often_for_having_many_cells(tmp_path):
    """Sixty tables in one: each site's ten segments have a true mean right at the limit."""
    rng = np.random.default_rng(7)
    rows = [
        row(f"{site}-{image}.png", f"part {part}", predicted=f"site {site}", signed_lift=value)
        for site in range(60)
        for image in range(20)
        for part, value in enumerate(rng.normal(0, 1, 10))
    ]
    table = table_of(tmp_path / "table", rows)

    def failed(confidence: float) -> int:
        """How many of sixty rules fail, one for each site."""
        sites = [{"segment": "*", "predicted": f"site {site}"} for site in range(60)]
        rules = [Rule("signed_lift", each, most=0.0, confidence=confidence) for each in sites]
        result = check(table, rules)
        return sum(worst(result.of(rule)) == "failed" for rule in result.rules.rules)

    # at most 2.5 % of the rules, so that 6 or more of 60 come about once in 300 times; with a
    # tenth of 50 % for each cell, every cell has 95 %, as if it were not corrected
    assert failed(0.95) < 6 < failed(0.5)


@pytest.mark.parametrize(
    ("keys", "because"),
    [
        ({"selectors": {"segment": "shadow"}, "most": 0.1}, "6 images, and an interval needs 10"),
        ({"most": 0.1, "least_images": 31}, "30 images, and least_images is 31"),
        ({"most": 0.1, "cluster": "patient"}, "6 clusters by patient, and an interval needs 10"),
        (
            {"selectors": {"segment": "number plate"}, "most": 0.1},
            "looked for in 30 images, in view in none",
        ),
        (
            {"selectors": {"segment": "wheel"}, "measure": "effect", "least": 0.1},
            "30 images, none with a value: no effect was measured",
        ),
    ],
)
def test_what_there_is_too_little_of_cannot_be_judged_and_says_why(table, keys, because):
    (judged,) = held(table, **keys)
    assert (judged.outcome, judged.because) == ("cannot be judged", because)


def test_a_measure_that_is_undefined_everywhere_cannot_be_judged(tmp_path):
    rows = [row(f"{number}.png", "eye", undefined=True) for number in range(12)]
    table = table_of(tmp_path / "table", rows)
    (judged,) = held(table, selectors={"segment": "eye"}, most=0.5)
    assert judged.because == "12 images, none with a value: a denominator is 0 in all"
    (judged,) = held(table, selectors={"segment": "eye"}, measure="area_fraction", most=0.5)
    assert judged.outcome == "passed"


def test_a_part_that_only_other_parts_have_null_maps_for_cannot_be_judged(tmp_path):
    rows = [row(f"{number}.png", part) for number in range(12) for part in ("eye", "ear")]
    rows += [row(f"{number}.png", "ear", kind="null") for number in range(12)]
    table = table_of(tmp_path / "table", rows)
    selectors = {"segment": ["eye", "ear"]}
    told = {
        each.cell.names["segment"]: each.because
        for each in held(table, selectors=selectors, most=0.1, against="null")
    }
    assert told == {
        "eye": "no value of null maps to compare it with",
        "ear": "the whole interval is within the limit",
    }


def test_values_that_are_all_alike_have_an_interval_of_no_width(tmp_path):
    table = table_of(tmp_path / "table", [row(f"{number}.png", "eye") for number in range(12)])
    for fail in ("when sure", "unless sure"):
        assert outcomes(table, selectors={"segment": "eye"}, most=0.2, fail=fail) == ["passed"]
        assert outcomes(table, selectors={"segment": "eye"}, least=0.2, fail=fail) == ["failed"]


def test_on_the_estimate_few_images_are_judged(table):
    shadow = {"segment": "shadow"}
    (judged,) = held(table, selectors=shadow, most=0.1, fail="on estimate")
    assert (judged.outcome, judged.sure) == ("failed", False)
    assert judged.because == "the estimate is beyond the limit"
    told = outcomes(table, selectors=shadow, most=0.1, fail="on estimate", least_images=7)
    assert told == ["cannot be judged"]


def test_cells_that_cannot_be_judged_may_be_left_out_unless_all_are(table):
    both = {"segment": ["shadow", "watermark"]}
    assert set(outcomes(table, selectors=both, most=0.5)) == {"cannot be judged", "passed"}
    kept = outcomes(table, selectors=both, most=0.5, too_few="leave out")
    assert set(kept) == {"left out", "passed"}
    alone = {"segment": "shadow"}
    assert outcomes(table, selectors=alone, most=0.5, too_few="leave out") == ["cannot be judged"]


def test_the_exit_code_is_that_of_the_worst_outcome(table):
    passes = Rule("share", {"segment": "watermark"}, most=0.5)
    fails = Rule("share", {"segment": "watermark"}, most=0.01)
    unjudged = Rule("share", {"segment": "shadow"}, most=0.5)
    left_out = Rule("share", {"segment": ["shadow", "wheel"]}, most=0.5, too_few="leave out")
    assert check(table, [passes, left_out]).exit_code == 0
    assert check(table, [passes, unjudged]).exit_code == 3
    assert check(table, [unjudged, fails, passes]).exit_code == 1


def test_a_condition_keeps_rows_out(table):
    frame = table.to_pandas(["segment", "predicted", "share"])
    frame = frame[(frame["segment"] == "watermark") & (frame["predicted"] == "crate")]
    (judged,) = held(table, most=0.05, where="predicted = 'crate'")
    assert judged.cell.estimate == pytest.approx(frame["share"].mean())
    assert judged.outcome == "passed"


def test_metadata_selects_and_whole_numbers_are_its_texts(table):
    (judged,) = held(table, selectors={"segment": "watermark", "site": 3}, most=0.5)
    assert judged.cell.images == 20


def test_against_the_rest_limits_are_for_the_difference_between_classes(table):
    frame = table.to_pandas(["segment", "predicted", "share"])
    means = frame[frame["segment"] == "watermark"].groupby("predicted")["share"].mean()
    selectors = {"segment": "watermark", "predicted": "carton"}
    (judged,) = held(table, selectors=selectors, against="rest", most=0.1)
    assert judged.cell.estimate == pytest.approx(means["carton"] - means["crate"])
    assert judged.outcome == "failed"


def test_no_worse_than_an_earlier_table_is_judged_picture_by_picture(table, place, earlier):
    frames = [
        each.to_pandas(["image_id", "segment", "predicted", "share"]).query(
            "segment == 'watermark' and predicted == 'carton'"
        ).set_index("image_id")["share"]
        for each in (pw.open_table(earlier), table)
    ]  # fmt: skip
    moved = (frames[1] - frames[0]).mean()
    selectors = {"segment": "watermark", "predicted": "carton"}
    keys = {"selectors": selectors, "no_worse_than": earlier, "worse": "more"}
    (judged,) = held(table, **keys, by_at_most=0.02)
    cell = judged.cell
    assert cell.estimate == pytest.approx(moved)
    assert cell.now - cell.before == pytest.approx(moved)
    assert cell.valued == 15
    assert cell.images_before is None
    assert judged.outcome == "failed"
    assert outcomes(table, **keys, by_at_most=0.5) == ["passed"]
    assert outcomes(table, **(keys | {"worse": "less"})) == ["passed"]


def test_a_rule_may_have_a_limit_of_its_own_and_one_beside_an_earlier_table(table, earlier):
    judged = held(table, no_worse_than=earlier, most=0.9, by_at_most=0.02)
    assert [(each.limit.earlier, each.outcome) for each in judged] == [
        (False, "passed"), (True, "failed"),
    ]  # fmt: skip


def test_cells_that_only_one_of_both_tables_has_cannot_be_judged(write_table, tmp_path):
    old = write_table(tmp_path / "old")
    rows = [row(f"{number:02}.png", "bell", predicted="crate") for number in range(30)]
    rows += [row(f"{number:02}.png", "wheel", predicted="crate") for number in range(30)]
    new = table_of(tmp_path / "new", rows)
    keys = {"no_worse_than": old.folder, "worse": "more", "most": None}
    told = {
        each.cell.names["segment"]: (each.outcome, each.because)
        for each in held(new, selectors={"segment": "*"}, **keys)
    }
    assert told["bell"] == ("cannot be judged", f"{old.folder} has nothing to compare it with")
    assert told["watermark"] == ("cannot be judged", f"it is gone; {old.folder} has it")
    assert told["wheel"][0] != "cannot be judged"


def test_two_tables_of_other_pictures_are_compared_as_two_groups(table, tmp_path):
    rows = [row(f"other {number}.png", "watermark", lift=1.0 + number / 50) for number in range(12)]
    other = table_of(tmp_path / "other", rows)
    (judged,) = held(table, no_worse_than=other.folder, worse="more", by_at_most=0.02)
    assert judged.cell.images_before == 12
    assert "30 images, 12 others earlier" in judged.measured
    few = held(table, no_worse_than=other.folder, worse="more", least_images=20)
    assert few[0].because == "12 images, and least_images is 20"


def test_maps_of_another_method_are_not_compared(table, tmp_path):
    rows = [row(f"{number:02}.png", "watermark", method="occlusion") for number in range(30)]
    rows = [each | {"target_class": "cat"} for each in rows]
    other = table_of(tmp_path / "other", rows)
    keys = {"no_worse_than": other.folder, "worse": "more", "selectors": {"segment": "watermark"}}
    new = table_of(tmp_path / "new", [each | {"method": "gradient"} for each in rows])
    (judged,) = held(new, **keys)
    assert judged.because == f"{other.folder} has nothing to compare it with"


@pytest.mark.parametrize(
    ("keys", "error", "said"),
    [
        ({"selectors": {"segment": "watermrak"}}, UnknownNameError, "Nearest known: 'watermark'"),
        (
            {"selectors": {"segment": "wheel", "role": "artefact"}},
            CallError,
            "segment 'wheel' and role 'artefact' is there, but no row",
        ),
        ({"selectors": {"segment": "*", "sight": "3"}}, UnknownNameError, "Nearest known: 'site'"),
        ({"selectors": {"segment": "*", "lift": "3"}}, CallError, "lift is a measure"),
        ({"where": "lift >"}, CallError, "syntax error"),
        ({"where": "lifft > 1"}, UnknownNameError, "Nearest known: 'lift'"),
        ({"where": "label = 'nothing'"}, CallError, "has none that meet"),
        ({"cluster": "patiend"}, UnknownNameError, "Nearest known: 'patient'"),
        ({"against": "rest"}, CallError, "rest"),
        ({"against": "null"}, CallError, "no row is of kind 'null'"),
    ],
)
def test_a_rule_that_does_not_fit_the_table_is_an_error_that_names_the_rule(
    table, keys, error, said
):
    with pytest.raises(error, match=said) as caught:
        held(table, **{"most": 0.5, "name": "mine", **keys})
    assert str(caught.value).startswith("rule 1 ('mine'): ")


def test_an_earlier_table_that_is_none_or_lacks_a_column_is_an_error(table, tmp_path):
    with pytest.raises(TableError, match=r"rule 1 .*is not a table"):
        held(table, no_worse_than=tmp_path / "nowhere", worse="more")
    with pytest.raises(TableError, match="is not a table"):
        held(table, no_worse_than=tmp_path / "nul\0", worse="more")
    bare = table_of(tmp_path / "bare", [row("0.png", "watermark")])
    selectors = {"segment": "watermark", "site": "*"}
    with pytest.raises(UnknownNameError, match=r"bare.*unknown key 'site'"):
        held(table, selectors=selectors, no_worse_than=bare.folder, worse="more")


def test_no_rules_are_an_error(table):
    with pytest.raises(CallError, match="holds no rule"):
        check(table, [])


def test_a_table_and_a_file_are_named_by_their_places(place):
    rules = place / "a rule.toml"
    rules.write_text('[[rule]]\nsegment = "watermark"\nmeasure = "share"\nmost = 0.5\n')
    result = check(str(place / "runs" / "now"), str(rules))
    assert (result.outcome, result.table) == ("passed", place / "runs" / "now")


NAME = st.sampled_from(["watermark", "wheel", "shadow", "*", "w*", "carton", "core", "3", "x", ""])
SELECTORS = st.dictionaries(
    st.sampled_from(["segment", "role", "predicted", "label", "site", "patient", "kind", "method",
                     "outcome", "split", "status", "mask_variant", "image_id", "lift"]),
    NAME | st.lists(NAME, max_size=2),
    max_size=3,
)  # fmt: skip
KEYS = st.fixed_dictionaries(
    {"measure": st.sampled_from([*MEASURES])},
    optional={
        "least": st.floats(-1, 1),
        "most": st.floats(-1, 1),
        "fail": st.sampled_from(["when sure", "unless sure", "on estimate"]),
        "against": st.sampled_from(["even", "rest", "null"]),
        "where": st.sampled_from(["lift > 1", "predicted = 'carton'", "1", "site", "'"])
        | st.text(max_size=5),
        "cluster": st.sampled_from(["patient", "site", "segment", "image_id", "lift", "split"]),
        "worse": st.sampled_from(["more", "less"]),
        "least_images": st.integers(0, 40),
        "too_few": st.sampled_from(["leave out", "cannot be judged"]),
        "confidence": st.floats(0.4, 1.1),
        "earlier": st.booleans(),
    },
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(KEYS, SELECTORS)
def test_whatever_a_rule_says_a_table_is_judged_or_it_is_refused_in_words(
    table, earlier, keys, selectors
):
    if keys.pop("earlier", False):
        keys["no_worse_than"] = earlier
    try:
        judged: object = check(table, [Rule(selectors=selectors, **keys)])
    except PartwiseError as error:
        judged = error
    assert str(judged)
    assert getattr(judged, "judgements", ()) or judged.exit_code == 2
