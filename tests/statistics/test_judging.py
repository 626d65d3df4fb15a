"""Verdicts of hand-made estimates."""

from __future__ import annotations

import numpy as np
import pytest

from partwise.statistics.clustered import Clustered
from partwise.statistics.estimates import estimate
from partwise.statistics.gathering import gather
from partwise.statistics.verdicts import judge, power, relying

#: Sums to nothing, and varies by about 0.1.
SPREAD = np.array([-0.15, -0.1, -0.05, 0.05, 0.1, 0.15] * 4)


def cells(*values: np.ndarray) -> Clustered:
    place = np.repeat(np.arange(len(values)), [len(each) for each in values])
    cluster = np.concatenate([np.arange(len(each)) for each in values])
    return gather(place, cluster, np.concatenate(values), cells=len(values))


def test_each_verdict_is_what_its_interval_says():
    found = estimate(cells(0.5 + SPREAD, -0.5 + SPREAD, SPREAD, 0.12 + SPREAD, SPREAD[:9]))
    verdicts = judge(found, reference=0, margin=0.1)
    assert verdicts.verdict.tolist() == [
        *("attributed", "attributed", "negligible", "inconclusive", "too few images"),
    ]
    assert verdicts.direction.tolist() == [1, -1, 0, 0, 0]
    assert verdicts.tested.tolist() == [4] * 5
    assert np.isnan(verdicts.needed).tolist() == [True, True, True, False, False]


def test_a_verdict_is_about_the_reference():
    found = estimate(cells(1.5 + SPREAD))
    assert judge(found, reference=1.5, margin=0.1).verdict.tolist() == ["negligible"]


def test_an_interval_beyond_the_margin_must_withstand_its_family():
    # alone it is attributed; among fifty that show nothing it is not
    strong = 0.06 + SPREAD
    alone = judge(estimate(cells(strong)), reference=0, margin=0)
    crowd = judge(estimate(cells(strong, *[SPREAD] * 50)), reference=0, margin=0)
    apart = judge(
        estimate(cells(strong, *[SPREAD] * 50)),
        reference=0,
        margin=0,
        family=np.array([0] + [1] * 50),
    )
    assert alone.verdict[0] == apart.verdict[0] == "attributed"
    assert crowd.verdict[0] == "inconclusive"
    assert (alone.tested[0], apart.tested[0], crowd.tested[0]) == (1, 1, 51)


def test_cells_that_are_not_asked_have_no_verdict_and_count_for_nothing():
    found = estimate(cells(0.5 + SPREAD, SPREAD))
    verdicts = judge(found, reference=0, margin=0.1, asked=np.array([True, False]))
    assert verdicts.verdict.tolist() == ["attributed", None]
    assert verdicts.tested.tolist()[0] == 1


def test_relies_needs_an_effect_in_the_same_direction():
    attribution = judge(estimate(cells(*[0.5 + SPREAD] * 3)), reference=0, margin=0.1)
    effect = judge(estimate(cells(0.5 + SPREAD, -0.5 + SPREAD, SPREAD)), reference=0, margin=0.1)
    assert relying(attribution, effect).verdict.tolist() == ["relies", "attributed", "attributed"]


@pytest.mark.parametrize("away", [0.13, 0.0, -0.05])
def test_the_images_needed_give_the_power_they_promise(away):
    found = estimate(cells(away + 3 * SPREAD[:12]))
    needed = judge(found, reference=0, margin=0.1).needed[0]
    assert needed > 1
    beyond, inside = power(
        found.estimate[0],
        0.1,
        found.standard_error[0] / np.sqrt(needed),
        skewness=found.skewness[0] / np.sqrt(needed),
        degrees=needed * 12 - 1,
    )
    assert max(float(beyond), float(inside)) == pytest.approx(0.8, abs=1e-3)


def test_nobody_needs_images_where_the_estimate_lies_on_the_margin():
    found = estimate(Clustered.of_values(np.array([0.0, 2.0] * 10)))
    assert np.isnan(judge(found, reference=0, margin=1.0).needed[0])
