"""Nulls in summaries: draws averaged, each null by itself, and all of them against the slow way."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from partwise.errors import CallError
from partwise.measures import MEASURES
from partwise.nulls.kinds import read_null
from partwise.statistics.estimates import Estimates, tails
from partwise.table.nulls import Nulls
from partwise.views.nulls import BETWEEN
from random_tables import BY, CLUSTERS, SLOW, drawn
from summaries import estimated
from tables import row, table_of

ASKED = ["signed_lift", "share", "lift"]


def serves(text: str, measure: str) -> bool:
    return text == "unheard-of" or read_null(text).serves(measure)


def fits(text: str, method: str) -> bool:
    return text == "unheard-of" or read_null(text).fits(method)


def pairs(keys, expected, measure) -> dict[Any, dict[str, list[tuple[str, float, float]]]]:
    """Of each cell and null: the image, the attribution's value and the null's of each pair."""
    shared = [at for at, key in enumerate(keys) if key not in ("method", "kind")]
    nulls = {
        (tuple(key[at] for at in shared), unit[:5], unit[5]): value
        for key, cell in expected.items()
        for unit, value in cell.of_map[measure].items()
        if unit[6] == "null" and value is not None
    }
    texts = sorted({text for *_, text in nulls})
    found: dict[Any, dict[str, list[tuple[str, float, float]]]] = defaultdict(dict)
    for key, cell in expected.items():
        for unit, value in cell.of_map[measure].items():
            if unit[6] == "null" or value is None:
                continue
            for text in texts:
                other = nulls.get((tuple(key[at] for at in shared), unit[:5], text))
                if other is not None and serves(text, measure) and fits(text, unit[5]):
                    found[key].setdefault(text, []).append((unit[0], value, other))
    return found


def close(expected: float, scale: float) -> Any:
    wanted = pytest.approx(expected, rel=1e-6, abs=1e-9 * scale)
    return None if math.isnan(expected) else wanted


def one_by_one(told, number, resamples) -> dict[str, Estimates]:
    """The estimate of the difference from each null."""
    return {
        text: estimated([(image, a - n) for image, a, n in each], number, resamples=resamples)
        for text, each in told.items()
    }


def together(found: dict[str, Estimates], margin: float) -> tuple[float, list[str], list[str]]:
    """The p-value of all nulls, and which are certainly exceeded and fallen short of."""
    sides = {text: tails(each, reference=0, margin=margin) for text, each in found.items()}
    above, below = (max(float(s[side][0]) for s in sides.values()) for side in (0, 1))
    if any(np.isnan(each.low[0]) for each in found.values()):
        return math.nan, [], []
    over = [text for text, each in found.items() if each.low[0] > margin]
    under = [text for text, each in found.items() if each.high[0] < -margin]
    return min(1.0, 2 * min(above, below)), over, under


@given(drawn(), st.sampled_from(BY), st.sampled_from([(), ("target_kind",), ("method",)]), CLUSTERS)
@SLOW
def test_against_nulls_each_is_compared_by_itself_and_the_hardest_is_told(
    tmp_path_factory, made, by, pool, cluster
):
    assume(cluster not in by)
    assume(any(each["kind"] == "null" for each in made.rows))
    table = made.write(tmp_path_factory.mktemp("null"))
    keys, expected = made.cells(by, ASKED, pool)
    number = made.clusters(cluster)
    if not served_anywhere(made.rows):
        with pytest.raises(CallError, match="no null of this table serves"):
            table.summary(by, ASKED, against="null", pool=pool)
        return
    summary = table.summary(by, ASKED, against="null", pool=pool, cluster=cluster, resamples=200)
    told = {name: pairs(keys, expected, name) for name in ASKED}
    ps: dict[Any, list[tuple[float, float]]] = defaultdict(list)
    for record in summary.to_arrow().to_pylist():
        key, measure = tuple(record[name] for name in keys), record["measure"]
        own = told[measure].get(key, {})
        if record["kind"] == "null" or not own:
            assert record["estimate"] is record["null"] is record["verdict"] is None
            assert not record["nulls"]
            continue
        found = one_by_one(own, number, 200)
        margin = MEASURES[measure].smallest_effect
        assert record["nulls"] == len(found)
        named = found[record["null"]]
        scale = max(max(abs(a), abs(n)) for _, a, n in own[record["null"]])
        for name in ("estimate", "standard_error", "analytic_low", "analytic_high"):
            assert record[name] == close(getattr(named, name)[0], scale), name
        mean = np.mean([n for *_, n in own[record["null"]]])
        assert record["null_mean"] == close(float(mean), scale)
        check_hardest(record, found, margin)
        if not record["primary"]:
            assert record["nulls_beaten"] is record["verdict"] is None
            continue
        p = check_verdict(record, found, margin)
        if not math.isnan(p):
            family = tuple(record[name] for name in ("method", "target_kind") if name in record)
            ps[family].append((p, record["p_adjusted"]))
    for each in ps.values():
        adjusted = false_discovery_control([p for p, _ in each])
        assert [p for _, p in each] == pytest.approx(adjusted.tolist(), rel=1e-6)


def served_anywhere(rows) -> bool:
    """Whether any null stands beside any attribution and serves what is asked."""
    methods, texts = (
        {each["method"] for each in rows if each["kind"] == kind}
        for kind in ("attribution", "null")
    )
    return any(
        fits(text, method) and serves(text, name)
        for text in texts
        for method in methods
        for name in ASKED
    )


def check_verdict(record, found, margin) -> float:
    """What is said of all nulls together, given the correction; the p-value."""
    p, over, under = together(found, margin)
    assert record["p"] == close(p, 1.0)
    certain = record["p_adjusted"] is not None and record["p_adjusted"] <= 0.05
    said = None
    if certain and len(found) in (len(over), len(under)):
        said = "more" if over else "less"
    assert record["direction"] == said
    assert (record["verdict"] == "attributed") == (said is not None)
    if all(np.isnan(each.low[0]) for each in found.values()):
        assert record["nulls_beaten"] is record["nulls_not_beaten"] is None
        return p
    down = MEASURES[record["measure"]].signed and record["mean"] < 0
    over, under = (
        [each for each in found.values() if s * (each.low if s > 0 else each.high)[0] > margin]
        for s in (1, -1)
    )
    assert record["nulls_beaten"] <= len(under if down else over)
    if said == ("less" if down else "more"):
        assert (record["nulls_beaten"], record["nulls_not_beaten"]) == (len(found), None)
    else:
        left = record["nulls_not_beaten"].split(BETWEEN)
        assert len(left) == len(found) - record["nulls_beaten"] > 0
    return p


def check_hardest(record, found, margin) -> None:
    """No null has a greater p-value on the side that the cell is on."""
    down = MEASURES[record["measure"]].signed and record["mean"] < 0
    other = all(each.estimate[0] * (-1 if down else 1) < 0 for each in found.values())
    side = int(down != other)
    p = {
        text: np.nan_to_num(tails(each, reference=0, margin=margin)[side][0], nan=1.0)
        for text, each in found.items()
    }
    assert p[record["null"]] >= max(p.values()) - 1e-6


@given(drawn(), st.sampled_from(BY), st.sampled_from([(), ("method",)]))
@SLOW
def test_an_ordinary_summary_says_which_null_is_the_hardest_and_what_it_is_on_average(
    tmp_path_factory, made, by, pool
):
    assume(any(each["kind"] == "null" for each in made.rows))
    table = made.write(tmp_path_factory.mktemp("even"))
    keys, expected = made.cells(by, ASKED, pool)
    told = {name: pairs(keys, expected, name) for name in ASKED}
    number = made.clusters(None)
    judged: dict[Any, set[str]] = defaultdict(set)
    for record in table.summary(by, ASKED, pool=pool, resamples=200).to_arrow().to_pylist():
        key, measure = tuple(record[name] for name in keys), record["measure"]
        own = told[measure].get(key, {})
        if record["kind"] == "null" or not own:
            assert record["null"] is record["null_mean"] is record["nulls_beaten"] is None
            continue
        found = one_by_one(own, number, 0)
        down = MEASURES[measure].signed and record["mean"] < 0
        margin = MEASURES[measure].smallest_effect
        side = int(down)
        p = {
            text: np.nan_to_num(tails(each, reference=0, margin=margin)[side][0], nan=1.0)
            for text, each in found.items()
        }
        assert p[record["null"]] >= max(p.values()) - 1e-6
        scale = max(max(abs(a), abs(n)) for _, a, n in own[record["null"]])
        mean = float(np.mean([n for *_, n in own[record["null"]]]))
        assert record["null_mean"] == close(mean, scale)
        assert record["nulls"] == len(found)
        if record["nulls_beaten"] is not None:
            judged[key].add(measure)
    assert all(len(measures) == 1 for measures in judged.values())
    for key, measures in judged.items():
        # the primary one where nulls serve it, else lift
        served = {name for name in ASKED if told[name].get(key)}
        assert measures <= ({"signed_lift", "lift"} if "signed_lift" in served else {"lift"})


@given(drawn(), st.sampled_from(BY))
@SLOW
def test_ordinary_and_null_summaries_agree_on_which_nulls_are_beaten(tmp_path_factory, made, by):
    """Both judge lift where nothing but lift is asked for."""
    assume(any(each["kind"] == "null" for each in made.rows))
    table = made.write(tmp_path_factory.mktemp("both"))
    asked = {"measures": "lift", "resamples": 200}
    even = table.summary(by, **asked).to_arrow().to_pylist()
    try:
        null = table.summary(by, against="null", **asked).to_arrow().to_pylist()
    except CallError:
        return
    names = ("nulls", "nulls_beaten", "nulls_not_beaten", "nulls_unavailable")
    for one, other in zip(even, null, strict=True):
        assert [one[name] for name in names] == [other[name] for name in names]


# By hand

METHOD = "gradient:channels=sum"
#: Sums to nothing, and varies by about 0.1.
SPREAD = [-0.15, -0.1, -0.05, 0.05, 0.1, 0.15] * 2


def unsigned(lift: float) -> dict[str, float]:
    """Sums of a map that is nowhere negative."""
    return {
        "lift": lift,
        "saliency_sum": 100 * lift,
        "positive_sum": 100 * lift,
        "negative_sum": 0.0,
        "image_positive_sum": 1000.0,
        "image_negative_sum": 0.0,
    }


def table_with(folder, nulls: dict[str, Any], *, lift: float = 2.0, signed: float = 0.3, **more):
    """An eye in twelve images; of each null its lift, or the lifts of its draws."""
    rows = []
    for at, noise in enumerate(SPREAD):
        image = f"{at:02}.png"
        rows.append(
            row(image, "eye", method=METHOD, lift=lift + noise, signed_lift=signed + noise / 10)
        )
        for text, lifts in nulls.items():
            for draw, each in enumerate(lifts if isinstance(lifts, list) else [lifts]):
                rows.append(
                    row(image, "eye", kind="null", method=text, draw=draw, **unsigned(each))
                )
    return table_of(folder / "table", rows, **more)


def told(table, measure: str = "lift", **asked) -> dict[str, Any]:
    """What is said of the attribution by one measure."""
    asked = {"resamples": 200, **asked}
    (only,) = (
        each
        for each in table.summary(**asked).to_arrow().to_pylist()
        if each["measure"] == measure and each["kind"] == "attribution"
    )
    return only


def test_draws_are_averaged_within_an_image_and_count_as_one(tmp_path):
    """A third of the images with four times the draws would else move the mean."""
    rows = [
        row(f"{at}.png", "eye", kind="null", method="null-noise:draws=4,smooth=5%", draw=draw,
            **unsigned(3.0 if at < 4 else 1.0 + draw))
        for at in range(12)
        for draw in range(4 if at < 4 else 2)
    ]  # fmt: skip
    table = table_of(tmp_path / "table", rows)
    (found,) = table.summary(measures="lift").to_arrow().to_pylist()
    assert (found["images"], found["looked_for"], found["clusters"]) == (12, 12, 12)
    assert found["mean"] == pytest.approx((4 * 3 + 8 * 1.5) / 12)
    assert found["median"] == pytest.approx(1.5)
    (grouped,) = table.group(measures="lift").to_pylist()
    assert (grouped["images"], grouped["lift"]) == (12, pytest.approx(found["mean"]))


def test_the_measure_is_averaged_over_draws_and_not_the_sums(tmp_path):
    """A strong draw and a weak one count alike."""
    draws = [
        unsigned(1.0) | {"positive_sum": 10.0, "image_positive_sum": 100.0},
        unsigned(3.0) | {"positive_sum": 30_000.0, "image_positive_sum": 100_000.0},
    ]
    rows = [
        row("0.png", "eye", kind="null", method="null-sobel", draw=draw, **sums)
        for draw, sums in enumerate(draws)
    ]
    (found,) = table_of(tmp_path / "t", rows).group(measures="lift").to_pylist()
    assert found["lift"] == pytest.approx(2.0)


def test_instances_are_added_up_within_each_draw(tmp_path):
    """The second draw is ten times as strong all over, which must give it no more weight."""
    rows = [
        row("0.png", "eye", kind="null", method="null-sobel", draw=draw, instance=at + 1,
            **{name: value * times for name, value in unsigned(lift).items()} | {"lift": lift})
        for draw, (times, lifts) in enumerate([(1, (1.0, 3.0)), (10, (5.0, 7.0))])
        for at, lift in enumerate(lifts)
    ]  # fmt: skip
    table = table_of(tmp_path / "t", rows, parameters={"instances": "keep"})
    (found,) = table.group(measures="lift").to_pylist()
    assert (found["images"], found["lift"]) == (1, pytest.approx(4.0))


def test_draws_can_be_told_apart_by_who_asks_for_it(tmp_path):
    table = table_with(tmp_path, {"null-noise:draws=2,smooth=5%": [1.0, 1.4]})
    found = table.where("kind = 'null'").group("draw", "lift").to_pylist()
    assert [(each["draw"], each["lift"]) for each in found] == [
        (0, pytest.approx(1.0)),
        (1, pytest.approx(1.4)),
    ]


def test_a_part_must_beat_every_null_and_the_hardest_is_named(tmp_path):
    table = table_with(
        tmp_path, {"null-sobel": 1.9, "null-laplacian": 1.2, "null-centre:sigma=25%": 1.0}
    )
    found = told(table)
    assert (found["null"], found["null_mean"]) == ("null-sobel", pytest.approx(1.9))
    assert (found["nulls"], found["nulls_beaten"]) == (3, 2)
    assert found["nulls_not_beaten"] == "null-sobel"
    against = told(table, against="null")
    assert (against["verdict"], against["null"]) == ("inconclusive", "null-sobel")
    assert against["estimate"] == pytest.approx(0.1)


def test_where_all_nulls_are_beaten_the_verdict_is_that_of_the_hardest(tmp_path):
    table = table_with(tmp_path, {"null-sobel": 1.4, "null-centre:sigma=25%": 1.0})
    found = told(table, against="null")
    assert (found["verdict"], found["direction"], found["null"]) == (
        "attributed", "more", "null-sobel",
    )  # fmt: skip
    assert found["estimate"] == pytest.approx(0.6)
    assert (found["nulls"], found["nulls_beaten"], found["nulls_not_beaten"]) == (2, 2, None)


def test_below_all_nulls_is_less_by_the_nearest_and_beats_none(tmp_path):
    table = table_with(tmp_path, {"null-sobel": 3.0, "null-centre:sigma=25%": 4.0})
    found = told(table, against="null")
    assert (found["verdict"], found["direction"], found["null"]) == (
        "attributed", "less", "null-sobel",
    )  # fmt: skip
    assert (found["nulls_beaten"], found["nulls"]) == (0, 2)
    assert told(table)["null"] == "null-centre:sigma=25%"


def test_like_every_null_is_negligible_and_like_one_alone_is_not(tmp_path):
    alike = told(
        table_with(tmp_path / "a", {"null-sobel": 2.0, "null-laplacian": 2.02}), against="null"
    )
    assert alike["verdict"] == "negligible"
    one = told(
        table_with(tmp_path / "b", {"null-sobel": 2.0, "null-laplacian": 1.0}), against="null"
    )
    assert (one["verdict"], one["images_needed"]) == ("inconclusive", None)


def test_unsigned_nulls_leave_the_signed_measure_to_be_judged_by_lift(tmp_path):
    table = table_with(tmp_path, {"null-sobel": 1.0})
    signed = told(table, "signed_share")
    assert (signed["verdict"], signed["null"], signed["nulls"]) == ("attributed", None, None)
    against = told(table, "signed_share", against="null")
    assert against["estimate"] is against["verdict"] is None
    assert told(table, against="null")["primary"]


def test_signed_nulls_serve_the_signed_measure_and_only_their_own_method(tmp_path):
    other = "occlusion:fill=blur,stride=auto,window=auto"
    rows = [
        row(f"{at}.png", "eye", method=method, kind=kind, signed_lift=value + noise / 10)
        for at, noise in enumerate(SPREAD)
        for method, kind, value in (
            (METHOD, "attribution", -0.3),
            (other, "attribution", -0.3),
            (f"null-reinitialised:{METHOD}", "null", 0.0),
        )
    ]
    table = table_of(tmp_path / "t", rows)
    found = {
        (each["method"], each["measure"]): each
        for each in table.summary(measures=["signed_lift", "lift"]).to_arrow().to_pylist()
    }
    own = found[METHOD, "signed_lift"]
    # against the target, farther than the null is
    assert (own["nulls_beaten"], own["nulls"]) == (1, 1)
    assert found[METHOD, "lift"]["nulls_beaten"] is None
    assert found[other, "signed_lift"]["nulls"] is found[other, "lift"]["nulls"] is None
    against = table.summary(measures="signed_lift", against="null").to_arrow().to_pylist()
    assert {each["method"]: each["direction"] for each in against} == {
        METHOD: "less", other: None, f"null-reinitialised:{METHOD}": None
    }  # fmt: skip


def test_a_null_that_is_not_there_for_a_part_is_not_required_and_is_named(tmp_path):
    swapped = f"null-swapped:{METHOD}"
    rows = [
        row(f"{at}.png", part, method=method, kind=kind, **unsigned(lift + noise))
        for at, noise in enumerate(SPREAD)
        for part in ("eye", "ear")
        for method, kind, lift in ((METHOD, "attribution", 2.0), (swapped, "null", 1.0),
                                   ("null-sobel", "null", 1.0))
        if (part, method) != ("eye", swapped)
    ]  # fmt: skip
    table = table_of(tmp_path / "t", rows)
    found = {
        each["segment"]: (each["nulls"], each["nulls_beaten"], each["nulls_unavailable"])
        for each in table.summary(measures="lift").to_arrow().to_pylist()
        if each["kind"] == "attribution"
    }
    assert found == {"ear": (2, 2, None), "eye": (1, 1, swapped)}


def test_a_part_without_the_signed_null_of_others_is_held_against_the_unsigned_ones(tmp_path):
    """That every picture has the eye must not spare it the edge detector."""
    swapped = f"null-swapped:{METHOD}"
    rows = []
    for at, noise in enumerate(SPREAD):
        for part in ("eye", "ear"):
            own = {"signed_lift": 0.3 + noise / 10, "lift": 2 + noise}
            rows.append(row(f"{at}.png", part, method=METHOD, **own))
            edges = {"kind": "null", "method": "null-sobel", **unsigned(2.0)}
            rows.append(row(f"{at}.png", part, **edges))
        rows.append(row(f"{at}.png", "ear", kind="null", method=swapped, signed_lift=0.0))
    table = table_of(tmp_path / "t", rows)
    for against in ("even", "null"):
        found = {
            (each["segment"], each["measure"]): (each["nulls_beaten"], each["nulls"])
            for each in table.summary(against=against).to_arrow().to_pylist()
            if each["kind"] == "attribution" and each["nulls_beaten"] is not None
        }
        assert found == {("ear", "signed_share"): (1, 1), ("eye", "lift"): (0, 1)}


def test_where_no_null_is_there_nothing_is_judged(tmp_path):
    rows = [row(f"{at}.png", "eye", method=METHOD, lift=2 + v) for at, v in enumerate(SPREAD)]
    rows += [row(f"{at}.png", "ear", kind="null", method="null-sobel") for at in range(12)]
    found = told(table_of(tmp_path / "t", rows), against="null")
    assert (found["nulls"], found["nulls_unavailable"]) == (0, "null-sobel")
    assert found["verdict"] is found["estimate"] is found["tested"] is None


def test_a_null_in_fewer_than_ten_images_is_too_few_whatever_the_others_say(tmp_path):
    rows = [row(f"{at}.png", "eye", method=METHOD, lift=2 + v) for at, v in enumerate(SPREAD)]
    rows += [
        row(f"{at}.png", "eye", kind="null", method=text, **unsigned(1.0 + at / 100))
        for text, number in (("null-sobel", 12), ("null-laplacian", 9))
        for at in range(number)
    ]
    found = told(table_of(tmp_path / "t", rows), against="null")
    assert (found["verdict"], found["null"]) == ("too few images", "null-laplacian")
    assert (found["nulls"], found["nulls_beaten"]) == (2, 1)


def test_without_intervals_the_hardest_null_is_told_and_none_is_beaten_or_not(tmp_path):
    table = table_with(tmp_path, {"null-sobel": 1.0, "null-laplacian": 1.5})
    for against in ("even", "null"):
        found = told(table, against=against, intervals="none")
        assert (found["null"], found["nulls"]) == ("null-laplacian", 2)
        assert found["null_mean"] == pytest.approx(1.5)
        assert found["nulls_beaten"] is found["nulls_not_beaten"] is found["verdict"] is None


@pytest.mark.parametrize("asked", [{"against": "rest", "by": "label"}, {"pool": "kind"}])
def test_no_null_is_spoken_of_where_none_is_compared(tmp_path, asked):
    rows = [
        row(f"{label}{at}.png", "eye", label=label, kind=kind, method=method)
        for label in ("cat", "dog")
        for at in range(10)
        for kind, method in (("attribution", METHOD), ("null", "null-sobel"))
    ]
    table = table_of(tmp_path / "t", rows)
    for each in table.summary(measures="lift", **asked).to_arrow().to_pylist():
        assert each["null"] is each["nulls"] is each["nulls_unavailable"] is None


def test_pooled_targets_are_held_against_the_nulls_of_their_own_target(tmp_path):
    """Were they not, each would be 0.4 above one null and 0.4 below the other as well."""
    rows = [
        row(f"{at}.png", "eye", target_kind=target, kind=kind, method=method, **unsigned(lift))
        for at in range(12)
        for target, least in (("predicted", 1.0), ("label", 1.8))
        for kind, method, lift in (
            ("attribution", METHOD, least + 0.4), ("null", "null-sobel", least)
        )
    ]  # fmt: skip
    found = told(table_of(tmp_path / "t", rows), against="null", pool="target_kind")
    assert found["estimate"] == pytest.approx(0.4)
    assert found["standard_error"] == pytest.approx(0, abs=1e-9)
    assert (found["images"], found["clusters"], found["nulls_beaten"]) == (12, 12, 1)


def test_effects_beside_nulls_are_what_they_are_without_them(tmp_path):
    from tables import effect

    table = table_with(
        tmp_path,
        {"null-sobel": 1.0},
        effects=[
            each | {"image_id": f"{at:02}.png"}
            for at, noise in enumerate(SPREAD)
            for each in effect("", "eye", 1.0 + noise)
        ],
    )
    one, other = (told(table, "effect", against=against) for against in ("even", "null"))
    assert (one["verdict"], one["direction"]) == ("matters", "supports")
    for name in ("mean", "estimate", "low", "verdict", "direction", "null", "nulls"):
        assert one[name] == other[name]


@pytest.mark.parametrize(
    ("nulls", "measures", "said"),
    [
        ({"null-sobel": 1.0}, "signed_lift", "serves signed_lift. They serve share, "),
        ({"null-sobel": 1.0}, ["contrast", "signed_lift"], "serves contrast, signed_lift"),
        ({"null-sobel": 1.0}, "mean", "They serve share, positive_share, lift, top_share."),
        ({"null-sobel": 1.0}, "area_fraction", "serves area_fraction"),
        ({"null-swapped:occlusion": 1.0}, "lift", "None stands beside these methods."),
    ],
)
def test_a_measure_that_no_null_serves_is_refused_with_those_that_they_do(
    tmp_path, nulls, measures, said
):
    table = table_with(tmp_path, nulls)
    with pytest.raises(CallError, match="no null of this table") as caught:
        table.summary(measures=measures, against="null")
    assert said in str(caught.value)


def test_pooled_methods_are_held_against_no_null_of_a_method_that_is_not_there(tmp_path):
    table = table_with(tmp_path, {"null-swapped:occlusion": 1.0})
    assert told(table, pool="method")["nulls"] is None
    with pytest.raises(CallError, match="None stands beside these methods"):
        table.summary(measures="lift", against="null", pool="method")


def test_conditions_that_only_hide_leave_nulls_where_they_are(tmp_path):
    table = table_with(tmp_path, {"null-sobel": 1.0})
    whole = told(table)
    for condition in ("kind = 'attribution'", f"method = '{METHOD}'", "segment = 'eye'"):
        assert told(table.where(condition))["nulls_beaten"] == whole["nulls_beaten"] == 1


def test_a_table_without_nulls_has_the_columns_and_nothing_in_them(tmp_path):
    table = table_of(tmp_path / "t", [row(f"{at}.png", "eye") for at in range(12)])
    assert "GROUP BY" not in table.summary().table.source(["lift"])
    for each in table.summary().to_arrow().to_pylist():
        assert each["null"] is each["nulls"] is each["nulls_beaten"] is None


def test_what_a_null_serves_needs_a_margin_of_its_own():
    nulls = Nulls(("null-swapped:gradient",))
    assert [name for name in MEASURES if nulls.serving(name).all()] == nulls.served()
    assert nulls.served() == [
        "signed_lift", "contrast", "z_contrast", "share", "signed_share", "positive_share",
        "lift", "top_share",
    ]  # fmt: skip


def test_a_part_on_neither_side_beats_no_signed_null_and_fails_none(tmp_path):
    """Its mean is a hair below 0 and certainly below the null's, which says nothing of it."""
    rows = [
        row(f"{at}.png", "eye", method=method, kind=kind, signed_lift=value + noise / 10)
        for at, noise in enumerate(SPREAD)
        for method, kind, value in (
            (METHOD, "attribution", -0.001),
            (f"null-reinitialised:{METHOD}", "null", 0.3),
        )
    ]
    found = told(table_of(tmp_path / "t", rows), "signed_share")
    assert (found["verdict"], found["nulls"], found["nulls_beaten"]) == ("negligible", 1, None)
