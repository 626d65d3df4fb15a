"""Verdicts of a summary on tables made by hand: what is said of what, and of how much."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from scipy.stats import false_discovery_control, norm

from tables import effect, row, table_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import partwise as pw

#: As far from 0 as a margin of 0.02 asks for, and so alike that twelve of them settle it.
STRONG = [0.5 + 0.01 * at for at in range(-6, 6)]
NOTHING = [0.0004 * at for at in range(-6, 6)]
WIDE = [0.9, -0.7, 0.8, -0.6, 0.4, -0.5, 0.6, -0.2, 0.3, -0.1, 0.2, -0.4]
UNSIGNED = {"image_positive_sum": 1000.0, "image_negative_sum": 0.0}


def table(
    folder: Path,
    values: Mapping[str, Sequence[float]],
    measure: str = "signed_lift",
    effects: Mapping[str, Sequence[float]] | None = None,
    **columns: Any,
) -> pw.AttributionTable:
    """One value of a measure for each segment and image, and perhaps one of its effect."""
    rows = [
        row(f"{at}.png", name, **{measure: value}, **columns)
        for name, each in values.items()
        for at, value in enumerate(each)
    ]
    of_effects = [
        each
        for name, falls in (effects or {}).items()
        for at, fall in enumerate(falls)
        for each in effect(f"{at}.png", name, removal=fall + 0.3, placebo=0.3)
    ]
    return table_of(folder / "table", rows, effects=of_effects)


def verdicts(found: pw.AttributionTable, measure: str = "signed_lift", **asked: Any) -> dict:
    """What is said of each segment by a measure."""
    asked.setdefault("measures", [measure])
    records = found.summary(resamples=200, **asked).to_arrow().to_pylist()
    return {
        each["segment"]: " ".join(filter(None, (each["verdict"], each["direction"])))
        for each in records
        if each["measure"] == measure
    }


def record(found: pw.AttributionTable, measure: str = "signed_lift", **asked: Any) -> dict:
    """Of a table with one segment, what is said by one measure."""
    asked.setdefault("measures", [measure])
    records = found.summary(resamples=200, **asked).to_arrow().to_pylist()
    (only,) = (each for each in records if each["measure"] == measure)
    return only


def test_attribution_beyond_the_margin_supports_or_opposes(tmp_path):
    found = table(tmp_path, {"eye": STRONG, "mark": [-value for value in STRONG]})
    assert verdicts(found) == {"eye": "attributed supports", "mark": "attributed opposes"}


def test_maps_without_signs_are_judged_by_lift_as_more_or_less(tmp_path):
    lifts = {"eye": [2 + value for value in STRONG], "sky": [0.4 + value / 100 for value in STRONG]}
    rows = [
        row(f"{at}.png", name, signed_lift=value, lift=value, **UNSIGNED)
        for name, each in lifts.items()
        for at, value in enumerate(each)
    ]
    found = table_of(tmp_path / "table", rows)
    assert verdicts(found, "lift", measures=["signed_lift", "lift"]) == {
        "eye": "attributed more", "sky": "attributed less"
    }  # fmt: skip


def test_what_cannot_be_below_zero_is_not_judged_against_zero(tmp_path):
    rows = [
        row(f"{at}.png", "eye", signed_lift=2 + value, image_saliency_sum=1000.0, **UNSIGNED)
        for at, value in enumerate(STRONG)
    ]
    found = table_of(tmp_path / "table", rows)
    assert verdicts(found, "signed_lift") == {"eye": ""}
    assert verdicts(found, "contrast", measures=["signed_lift", "contrast"]) == {
        "eye": "attributed more"
    }
    assert "Verdict" not in repr(found.summary(measures="signed_lift"))


def test_an_interval_inside_the_margins_is_negligible(tmp_path):
    assert verdicts(table(tmp_path, {"eye": NOTHING})) == {"eye": "negligible"}


def test_a_wide_interval_is_inconclusive_and_says_how_many_images_would_settle_it(tmp_path):
    found = record(table(tmp_path, {"eye": WIDE}))
    assert (found["verdict"], found["direction"]) == ("inconclusive", None)
    assert found["low"] < -0.02 < 0.02 < found["high"]
    assert found["images_needed"] > 12


def test_the_images_that_would_settle_it_do(tmp_path):
    twenty = (0.06 + 0.15 * norm.ppf(np.arange(0.5, 20) / 20)).tolist()
    values = 50 * twenty
    few = record(table(tmp_path / "few", {"eye": twenty}))
    assert few["verdict"] == "inconclusive"
    needed = few["images_needed"]
    assert 20 < needed < 500
    assert (
        record(table(tmp_path / "more", {"eye": values[: 2 * needed]}))["verdict"] == "attributed"
    )


def test_below_ten_images_there_are_too_few(tmp_path):
    found = record(table(tmp_path, {"eye": STRONG[:9]}))
    assert found["verdict"] == "too few images"
    assert found["low"] is found["p"] is found["direction"] is None
    assert 10 <= found["images_needed"] <= 12
    assert found["mean"] == pytest.approx(np.mean(STRONG[:9]))


def test_one_image_has_a_mean_and_nothing_else(tmp_path):
    found = record(table(tmp_path, {"eye": [0.4]}))
    assert (found["images"], found["verdict"]) == (1, "too few images")
    assert found["mean"] == found["median"] == found["q05"] == pytest.approx(0.4)
    assert found["standard_error"] is found["low"] is found["images_needed"] is None


def test_values_that_are_all_alike_have_an_interval_of_no_width(tmp_path):
    found = record(table(tmp_path, {"eye": [0.5] * 12}))
    assert (found["verdict"], found["direction"]) == ("attributed", "supports")
    assert found["low"] == found["high"] == pytest.approx(0.5)
    assert found["standard_error"] == pytest.approx(0.0, abs=1e-12)


def test_a_measure_that_is_undefined_everywhere_has_no_mean_and_no_verdict_beyond_that(tmp_path):
    # maps of nothing have no signs, so that the verdict is about lift
    found = record(table(tmp_path, {"eye": STRONG}, undefined=True), "lift")
    assert (found["images"], found["undefined"], found["clusters"]) == (12, 12, 0)
    assert found["mean"] is found["median"] is found["estimate"] is found["low"] is None
    assert found["verdict"] == "too few images"


# Effects


def test_attribution_with_an_effect_beyond_its_placebo_is_relied_on(tmp_path):
    found = table(tmp_path, {"eye": STRONG}, effects={"eye": [0.8 + v for v in STRONG]})
    assert verdicts(found) == {"eye": "relies supports"}
    assert verdicts(found, "effect", measures=["signed_lift"]) == {"eye": "matters supports"}


def test_effects_stand_beside_whatever_is_asked_for(tmp_path):
    found = table(tmp_path, {"eye": STRONG}, effects={"eye": STRONG}).summary(measures="share")
    assert found.to_arrow()["measure"].to_pylist() == ["share", "effect"]


@pytest.mark.parametrize(
    ("falls", "said"),
    [
        ([-0.8 - value for value in STRONG], "matters opposes"),
        (NOTHING, "negligible"),
        ([3 * value for value in WIDE], "inconclusive"),
        (STRONG[:5], "too few images"),
    ],
)
def test_attribution_without_such_an_effect_stays_attributed(tmp_path, falls, said):
    found = table(tmp_path, {"eye": STRONG}, effects={"eye": falls})
    assert verdicts(found) == {"eye": "attributed supports"}
    assert verdicts(found, "effect", measures=["signed_lift"]) == {"eye": said}


def test_an_effect_without_attribution_is_not_relied_on(tmp_path):
    found = table(tmp_path, {"eye": NOTHING}, effects={"eye": [1 + v for v in STRONG]})
    assert verdicts(found) == {"eye": "negligible"}
    assert verdicts(found, "effect", measures=["signed_lift"]) == {"eye": "matters supports"}


def test_an_effect_no_greater_than_its_placebo_is_none(tmp_path):
    rows = [row(f"{at}.png", "eye", signed_lift=value) for at, value in enumerate(STRONG)]
    removed = [each for at in range(12) for each in effect(f"{at}.png", "eye", 2.0, placebo=2.0)]
    found = table_of(tmp_path / "table", rows, effects=removed)
    assert verdicts(found) == {"eye": "attributed supports"}


def test_more_or_less_attribution_is_relied_on_by_no_effect(tmp_path):
    found = table(
        tmp_path,
        {"eye": [2 + value for value in STRONG]},
        "lift",
        effects={"eye": [1 + value for value in STRONG]},
    )
    assert verdicts(found, "lift") == {"eye": "attributed more"}


def test_maps_without_signs_are_relied_on_by_no_effect_either(tmp_path):
    rows = [
        row(f"{at}.png", "eye", signed_lift=2 + value, image_saliency_sum=1000.0, **UNSIGNED)
        for at, value in enumerate(STRONG)
    ]
    removed = [each for at in range(12) for each in effect(f"{at}.png", "eye", 1 + at / 100)]
    found = table_of(tmp_path / "table", rows, effects=removed)
    assert verdicts(found, "contrast") == {"eye": "attributed more"}
    assert verdicts(found, "effect", measures=["contrast"]) == {"eye": "matters supports"}


# What is judged


def test_nulls_are_described_and_not_judged(tmp_path):
    rows = [
        row(f"{at}.png", "eye", signed_lift=value, kind=kind, method=method)
        for at, value in enumerate(STRONG)
        for kind, method in (("attribution", "gradient"), ("null", "noise"))
    ]
    asked = table_of(tmp_path / "table", rows).summary(measures="signed_lift", resamples=200)
    found = {each["kind"]: each for each in asked.to_arrow().to_pylist()}
    assert found["null"]["verdict"] is found["null"]["p"] is found["null"]["tested"] is None
    assert found["null"]["low"] == pytest.approx(found["attribution"]["low"])
    assert found["attribution"]["tested"] == 1
    assert not found["null"]["primary"]


@pytest.mark.parametrize(
    ("measures", "primary"),
    [
        (["lift", "signed_share"], "signed_share"),
        (["share", "contrast", "lift"], "contrast"),
        (["share", "lift"], "lift"),
        (["share", "area_fraction"], None),
        (["mean"], None),
        (None, "signed_share"),
    ],
)
def test_one_measure_is_judged_and_the_others_are_not(tmp_path, measures, primary):
    asked = table(tmp_path, {"eye": STRONG}).summary(measures=measures, resamples=200)
    records = asked.to_arrow().to_pylist()
    assert {each["measure"] for each in records if each["primary"]} == {primary} - {None}
    assert {each["measure"] for each in records if each["verdict"]} == {primary} - {None}
    assert all(each["low"] is not None for each in records)


def test_against_the_rest_a_share_can_be_judged_too(tmp_path):
    rows = [
        row(f"{label}{at}.png", "eye", lift=(3 if label == "cat" else 1) + value, label=label)
        for label in ("cat", "dog")
        for at, value in enumerate(STRONG)
    ]
    asked = table_of(tmp_path / "table", rows).summary("label", "share", against="rest")
    said = {
        each["label"]: (each["verdict"], each["direction"], each["reference"])
        for each in asked.to_arrow().to_pylist()
    }
    assert said == {"cat": ("attributed", "more", 0.0), "dog": ("attributed", "less", 0.0)}


def test_the_margin_that_is_asked_for_is_the_one_that_is_judged_by(tmp_path):
    found = table(tmp_path, {"eye": STRONG}, effects={"eye": [value / 5 for value in STRONG]})
    assert verdicts(found, smallest_effect=0.9) == {"eye": "negligible"}
    assert verdicts(found, smallest_effect=0.5) == {"eye": "inconclusive"}
    assert verdicts(found, smallest_effect=0) == {"eye": "attributed supports"}
    # logits are another unit: an effect keeps its own margin
    told = record(found, "effect", measures=["signed_lift"], smallest_effect=0.9)
    assert told["margin"] == 0.1


def test_the_family_is_every_group_of_a_method_and_target(tmp_path):
    rng = np.random.default_rng(3)
    rows = [
        row(
            f"{at}.png",
            name,
            signed_lift=float(rng.normal(mean, 0.1)),
            method=method,
            target_kind=target,
            label="cat" if at % 2 else "dog",
        )
        for at in range(30)
        for name, mean in {"eye": 0.08, "ear": 0.05, "nose": 0.0}.items()
        for method, target in (("gradient", "predicted"), ("gradient", "cat"), ("ig", "cat"))
    ]
    rows = [each for each in rows if (each["method"], each["segment"]) != ("ig", "nose")]
    summary = table_of(tmp_path / "table", rows).summary("label", "signed_lift", resamples=200)
    families: dict[tuple, list[dict]] = {}
    for each in summary.to_arrow().to_pylist():
        families.setdefault((each["method"], each["target_kind"]), []).append(each)
    assert {key: len(each) for key, each in families.items()} == {
        ("gradient", "predicted"): 6, ("gradient", "cat"): 6, ("ig", "cat"): 4
    }  # fmt: skip
    for members in families.values():
        assert {each["tested"] for each in members} == {len(members)}
        adjusted = false_discovery_control([each["p"] for each in members])
        assert [each["p_adjusted"] for each in members] == pytest.approx(adjusted.tolist())
