"""Summaries: what each number is, against the slow way to it, on tables of all kinds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from partwise.errors import CallError
from partwise.measures import EFFECT_MEASURES, MEASURES
from random_tables import BY, CLUSTERS, POOL, SLOW, drawn
from summaries import estimated, quantile
from tables import row, table_of

OF_ROWS = [name for name in MEASURES if name not in EFFECT_MEASURES]


def close(expected: float | None, scale: float = 0.0) -> Any:
    if expected is None or np.isnan(expected):
        return None
    return pytest.approx(expected, rel=1e-9, abs=1e-9 * scale)


@given(drawn(), st.sampled_from(BY), st.sampled_from(POOL))
@SLOW
def test_a_summary_describes_each_group_as_the_slow_way_does(tmp_path_factory, made, by, pool):
    table = made.write(tmp_path_factory.mktemp("summary"))
    keys, expected = made.cells(by, OF_ROWS, pool)
    records = table.summary(by, OF_ROWS, pool=pool, intervals="none").to_arrow().to_pylist()
    assert len(records) == len(expected) * len(OF_ROWS)
    count = len if not pool else lambda images: len({*images})
    for record in records:
        cell = expected[tuple(record[key] for key in keys)]
        assert record["images"] == count(cell.seen)
        assert record["looked_for"] == count(cell.looked_for)
        assert record["prevalence"] == record["images"] / record["looked_for"]
        values = [value for _, value in cell.defined(record["measure"])]
        scale = max(map(abs, values), default=0)
        assert record["undefined"] == len(cell.seen) - len(values)
        assert record["mean"] == close(sum(values) / len(values) if values else None, scale)
        for name, point in {"median": 0.5, "q05": 0.05, "q25": 0.25, "q95": 0.95}.items():
            assert record[name] == close(quantile(values, point), scale)
        assert record["verdict"] is record["low"] is record["clusters"] is None


def check_intervals(table, made, by, *, against, varied=None, cluster=None, pool=(), seed=0):
    """Hold every estimate and interval against the one made of the slow way's values."""
    measures = ["signed_lift", "share"]
    keys, expected = made.cells(by, measures, pool)
    number = made.clusters(cluster)
    found = table.summary(
        by, measures, pool=pool, against=against, cluster=cluster, resamples=200, seed=seed
    )
    for record in found.to_arrow().to_pylist():
        own = {key: record[key] for key in keys}
        values = expected[tuple(own.values())].defined(record["measure"])
        other = None
        if against == "rest":
            other = rest_of(own, varied, keys, expected, record["measure"])
        by_hand = estimated(values, number, other=other, resamples=200, seed=seed)
        scale = max([0.0, *(abs(value) for _, value in (*values, *(other or ())))])
        assert record["clusters"] == by_hand.clusters[0]
        for name in ("estimate", "standard_error", "analytic_low", "analytic_high"):
            assert record[name] == close(getattr(by_hand, name)[0], scale), name
        error = np.nan_to_num(by_hand.standard_error[0])
        for name in ("low", "high"):
            end = getattr(by_hand, name)[0]
            # replicates are float32, and added up in another order
            away = abs(end - by_hand.estimate[0])
            wanted = pytest.approx(end, abs=1e-3 * error + 1e-4 * away + 1e-9 * scale)
            assert record[name] == (None if np.isnan(end) else wanted), name


def rest_of(own, varied, keys, expected, measure) -> list[tuple[str, float]]:
    """Values of the groups that differ in one key and in nothing else."""
    found: list[tuple[str, float]] = []
    for key, cell in expected.items():
        names = dict(zip(keys, key, strict=True))
        if names != own and {**names, varied: None} == {**own, varied: None}:
            found += cell.defined(measure)
    return found


@given(drawn(), st.sampled_from(BY), st.sampled_from(POOL), CLUSTERS, st.integers(0, 3))
@SLOW
def test_an_interval_is_that_of_the_values_added_up_by_cluster(
    tmp_path_factory, made, by, pool, cluster, seed
):
    assume(cluster not in by)
    table = made.write(tmp_path_factory.mktemp("even"))
    check_intervals(table, made, by, against="even", cluster=cluster, pool=pool, seed=seed)


@given(
    drawn(),
    st.sampled_from(
        [
            (["label"], "label"),
            (["label", "outcome"], "outcome"),
            (["outcome", "segment"], "outcome"),
        ]
    ),
    st.sampled_from([(), ("method",)]),
    CLUSTERS,
)
@SLOW
def test_the_rest_is_all_groups_that_differ_in_the_last_column_alone(
    tmp_path_factory, made, by_and_varied, pool, cluster
):
    by, varied = by_and_varied
    keys, expected = made.cells(by, [], pool)
    at = keys.index(varied)
    assume(len({(*key[:at], *key[at + 1 :]) for key in expected}) < len(expected))
    table = made.write(tmp_path_factory.mktemp("rest"))
    check_intervals(table, made, by, against="rest", varied=varied, cluster=cluster, pool=pool)


# Conditions, clusters, and other questions


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    """Two labels, three parts, patients with two images each; one in four half out of view."""
    rng = np.random.default_rng(8)
    rows = [
        row(
            f"{at}.png",
            name,
            signed_lift=float(rng.normal(0.1, 0.4)),
            label="cat" if at % 3 else "dog",
            visible_fraction=0.5 if rng.random() < 0.25 else 1.0,
        )
        for at in range(60)
        for name in ("eye", "ear", "nose")
    ]
    metadata = {
        f"{at}.png": {"patient": f"p{at // 2}", "only": "one"} | ({"camera": "A"} if at % 5 else {})
        for at in range(60)
    }
    return table_of(tmp_path_factory.mktemp("conditions") / "table", rows, metadata=metadata)


def records(summary, **keys) -> list[dict[str, Any]]:
    return [
        each
        for each in summary.to_arrow().to_pylist()
        if all(each[name] == value for name, value in keys.items())
    ]


@pytest.mark.parametrize("against", ["even", "rest"])
@pytest.mark.parametrize(
    ("condition", "chosen"),
    [
        ("segment = 'eye'", {"segment": "eye"}),
        ("SEGMENT = 'eye' AND Label = 'cat'", {"segment": "eye", "label": "cat"}),
        ("label = 'cat'", {"label": "cat"}),
        ("method = 'gradient' AND segment LIKE 'e_e'", {"segment": "eye"}),
        ("label IN ('cat', 'dog')", {}),
    ],
)
def test_a_condition_on_what_is_grouped_by_only_chooses_what_is_shown(
    table, against, condition, chosen
):
    asked = {"by": "label", "against": against, "resamples": 200}
    whole = records(table.summary(**asked), **chosen)
    shown = records(table.where(condition).summary(**asked))
    assert len(shown) == len(whole) > 0
    for one, other in zip(shown, whole, strict=True):
        for name, value in other.items():
            # averages are added up in parallel, in no fixed order
            same = pytest.approx(value, rel=1e-9) if isinstance(value, float) else value
            assert one[name] == same, name
        if one["primary"]:
            assert one["tested"] == 6


def test_a_condition_on_rows_changes_the_numbers(table):
    rows = table.to_pandas()
    own = rows[(rows["segment"] == "eye") & (rows["visible_fraction"] > 0.9)]
    chosen = table.where("visible_fraction > 0.9 and segment = 'eye'")
    (found,) = records(chosen.summary(measures="signed_lift", resamples=200))
    assert found["images"] == len(own) < 60
    assert found["mean"] == pytest.approx(own["signed_lift"].mean())
    assert found["tested"] == 3


def test_a_condition_on_a_label_changes_the_numbers_where_labels_are_pooled(table):
    rows = table.to_pandas()
    own = rows[(rows["segment"] == "eye") & (rows["label"] == "dog")]
    shown = table.where("label = 'dog'").summary(measures="signed_lift", resamples=200)
    (found,) = records(shown, segment="eye")
    assert (found["images"], found["mean"]) == (20, pytest.approx(own["signed_lift"].mean()))


def test_a_condition_that_is_null_keeps_nothing(table):
    assert len(table.where("label = NULL").summary("label", resamples=200)) == 0


def test_clusters_are_drawn_as_a_whole(table):
    by_image = records(table.summary(measures="signed_lift", resamples=200), segment="eye")[0]
    by_patient = records(
        table.summary(measures="signed_lift", resamples=200, cluster="patient"), segment="eye"
    )[0]
    assert (by_image["images"], by_image["clusters"]) == (60, 60)
    assert (by_patient["images"], by_patient["clusters"]) == (60, 30)
    assert by_patient["mean"] == pytest.approx(by_image["mean"])
    assert by_patient["low"] != by_image["low"]


def test_a_single_cluster_is_too_few(table):
    (found, *_) = records(table.summary(measures="signed_lift", cluster="only", resamples=200))
    assert (found["images"], found["clusters"]) == (60, 1)
    assert found["verdict"] == "too few images"
    assert found["standard_error"] is found["low"] is found["images_needed"] is None


def test_images_without_a_cluster_are_counted_and_named(table):
    with pytest.raises(CallError, match=r"'camera': 12 of the images .*'0\.png'") as raised:
        table.summary(cluster="camera", resamples=200)
    condition = str(raised.value).partition("--where '")[2].partition("'.")[0]
    left = table.where(condition).summary(cluster="camera", resamples=200)
    assert {each["images"] for each in records(left)} == {48}


def test_images_that_no_row_is_asked_of_may_have_no_cluster(table):
    left = table.where("image_id != '0.png' AND camera IS NOT NULL")
    assert len(left.summary("label", cluster="camera", resamples=200))


@pytest.mark.parametrize("column", ["segment", "method", "role", "image_id"])
def test_a_cluster_is_made_of_whole_images(table, column):
    with pytest.raises(CallError, match=f"--cluster '{column}'.*a column of images"):
        table.summary(cluster=column)


def test_a_group_is_no_cluster(table):
    with pytest.raises(CallError, match=r"'patient' is in --by too"):
        table.summary(["label", "patient"], cluster="patient")


def test_the_seed_decides_the_interval_and_nothing_else_does(table):
    def ends(seed):
        return [each["low"] for each in records(table.summary(seed=seed, resamples=200))]

    assert ends(0) == pytest.approx(ends(0), rel=1e-6)
    assert ends(0) != pytest.approx(ends(1), rel=1e-6)


def test_a_wider_confidence_gives_a_wider_interval(table):
    narrow, wide = (
        records(table.summary(measures="lift", confidence=confidence))[0]
        for confidence in (0.8, 0.99)
    )
    assert wide["low"] < narrow["low"] < narrow["high"] < wide["high"]


def test_without_a_bootstrap_both_intervals_are_the_analytic_one(table):
    for each in records(table.summary(intervals="analytic")):
        assert (each["low"], each["high"]) == (each["analytic_low"], each["analytic_high"])


def test_any_quantile_has_a_column_of_its_own(table):
    found = table.summary(measures="lift", quantiles=[0.975, 1, 0], intervals="none").to_arrow()
    assert {"median", "q97.5", "q100", "q00"} <= {*found.column_names}
    for each in found.to_pylist():
        assert each["q00"] <= each["median"] <= each["q97.5"] <= each["q100"]


def test_the_three_frames_hold_the_same(table):
    summary = table.summary(intervals="none")
    frames = summary.to_arrow(), summary.to_pandas(), summary.to_polars()
    assert len({len(each) for each in (*frames, summary)}) == 1
    assert [*frames[0].column_names] == [*frames[1].columns] == frames[2].columns


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"against": "rest"}, "Give --by such a column"),
        ({"by": "method", "against": "rest"}, "Give --by such a column"),
        ({"by": "only", "against": "rest"}, "no two groups differ in 'only' alone"),
        ({"against": "null"}, "no row is of kind 'null'"),
        ({"by": "label", "against": "rest", "pool": "kind"}, "attributions and nulls apart"),
        ({"against": "evn"}, "Nearest known: 'even'"),
        ({"pool": "methods"}, "Nearest known: 'method'"),
        ({"intervals": "bootstap"}, "Nearest known: 'bootstrap'"),
        ({"by": "lable"}, "Nearest known: 'label'"),
        ({"measures": "lfit"}, "Nearest known: 'lift'"),
        ({"cluster": "pateint"}, "Nearest known: 'patient'"),
        ({"by": "signed_lift"}, "not to group by"),
        ({"by": "visible_fraction"}, "not to group by"),
        ({"by": "image_area_px"}, "not to group by"),
        ({"confidence": 1.0}, "between 0 and 1"),
        ({"confidence": float("nan")}, "between 0 and 1"),
        ({"resamples": 199}, "at least 200"),
        ({"resamples": 999, "confidence": 0.99}, "at least 1,000"),
        ({"resamples": 1e3}, "whole number"),
        ({"seed": -1}, "from 0 up"),
        ({"seed": 0.5}, "whole number"),
        ({"smallest_effect": -0.1}, "from 0 up"),
        ({"smallest_effect": float("nan")}, "from 0 up"),
        ({"smallest_effect": float("inf")}, "from 0 up"),
        ({"quantiles": [0.5, 1.5]}, "between 0 and 1"),
        ({"quantiles": [float("nan")]}, "between 0 and 1"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(table, asked, said):
    with pytest.raises(CallError, match=said):
        table.summary(**asked)
