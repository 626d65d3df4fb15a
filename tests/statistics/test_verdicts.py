"""Verdicts: every one from estimates written down by hand, and the images needed for one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from partwise.statistics.clustered import Clustered
from partwise.statistics.estimates import Estimates, estimate
from partwise.statistics.verdicts import POWER, by_itself, judge, power, relying

pytestmark = pytest.mark.filterwarnings("error")


def by_hand(*cells: tuple[float, float, float], clusters: int = 100, skewness: float = 0.0):
    """Cells as (low, estimate, high); their error is that of an interval of four errors."""
    low, middle, high = np.array(cells, float).reshape(-1, 3).T
    number = len(low)
    return Estimates(
        np.full(number, clusters),
        middle,
        (high - low) / 4,
        np.full(number, clusters - 1.0),
        np.full(number, skewness),
        low,
        high,
        low,
        high,
    )


@pytest.mark.parametrize(
    ("cell", "verdict", "direction"),
    [
        ((0.3, 0.5, 0.7), "attributed", 1),
        ((-0.7, -0.5, -0.3), "attributed", -1),
        ((-0.05, 0.0, 0.05), "negligible", 0),
        ((0.02, 0.05, 0.08), "negligible", 0),
        ((-0.1, 0.0, 0.1), "negligible", 0),
        ((0.05, 0.2, 0.35), "inconclusive", 0),
        ((-0.35, -0.2, -0.05), "inconclusive", 0),
        ((-0.3, 0.0, 0.3), "inconclusive", 0),
        ((0.0, 0.06, 0.12), "inconclusive", 0),
        ((0.1, 0.3, 0.5), "inconclusive", 0),
    ],
)
def test_the_interval_decides_beside_a_margin_of_a_tenth(cell, verdict, direction):
    for moved in (0.0, 1.0, -3.0):
        found = judge(by_hand(tuple(end + moved for end in cell)), reference=moved, margin=0.1)
        if moved and 0.1 in map(abs, cell):
            continue  # on the margin itself the sum's last digit decides
        assert (found.verdict[0], found.direction[0]) == (verdict, direction)


def test_without_an_interval_there_are_too_few_images():
    few = estimate(Clustered.of_values([1.0, 1.2, 0.9, 1.1]))
    found = judge(few, reference=0, margin=0.1)
    assert found.verdict.tolist() == ["too few images"]
    assert np.isnan([found.p[0], found.p_adjusted[0]]).all()
    assert found.tested.tolist() == [0]
    assert found.needed[0] * 4 == 10


@pytest.mark.parametrize("values", [[], [3.0]])
def test_of_nothing_and_of_one_image_nobody_knows_what_is_needed(values):
    found = judge(estimate(Clustered.of_values(values)), reference=0, margin=0.1)
    assert found.verdict.tolist() == ["too few images"]
    assert np.isnan(found.needed[0])


def test_no_cells_have_no_verdicts():
    found = judge(by_hand(), reference=0, margin=0.1)
    assert len(found.verdict) == len(found.needed) == 0


#: Alone p is 0.016 and beyond a margin of 0; half of an interval is two errors.
FAINT = (0.05, 0.5, 0.95)
NOTHING = (-0.5, 0.0, 0.5)


def test_an_interval_beyond_the_margin_must_withstand_the_correction_too():
    alone = judge(by_hand(FAINT), reference=0, margin=0)
    crowd = judge(by_hand(FAINT, *[NOTHING] * 9), reference=0, margin=0)
    assert alone.verdict[0] == "attributed"
    assert 0.005 < alone.p[0] < 0.05
    assert crowd.p[0] == alone.p[0]
    assert crowd.p_adjusted[0] == pytest.approx(10 * alone.p[0])
    assert crowd.verdict[0] == "inconclusive"
    assert crowd.direction[0] == 0
    assert (alone.tested[0], crowd.tested[0]) == (1, 10)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_small_p_is_not_enough_where_the_interval_reaches_into_the_margin(sign):
    # the bootstrap's end may be farther in than the p-value knows
    cell = (0.05, 1.2, 1.4) if sign > 0 else (-1.4, -1.2, -0.05)
    found = judge(by_hand(cell), reference=0, margin=0.1)
    assert found.p_adjusted[0] < 0.05
    assert (found.verdict[0], found.direction[0]) == ("inconclusive", 0)


def test_families_do_not_know_each_other():
    cells = by_hand(FAINT, *[NOTHING] * 9, FAINT)
    found = judge(cells, reference=0, margin=0, family=np.array([7] + [3] * 9 + [3]))
    assert found.verdict[0] == "attributed"
    assert found.verdict[10] == "inconclusive"
    assert found.tested.tolist() == [1] + [10] * 10
    alone = judge(by_hand(FAINT), reference=0, margin=0)
    assert found.p_adjusted[0] == alone.p_adjusted[0]


def test_cells_without_an_interval_are_not_counted_as_tested():
    cells = by_hand(FAINT, (math.nan, 0.0, math.nan))
    assert judge(cells, reference=0, margin=0).tested.tolist() == [1, 1]


def test_cells_that_are_not_asked_have_no_verdict_and_count_for_nothing():
    cells = by_hand(FAINT, *[NOTHING] * 9)
    found = judge(cells, reference=0, margin=0, asked=np.arange(10) < 1)
    assert found.verdict.tolist() == ["attributed"] + [None] * 9
    assert found.tested[0] == 1
    assert np.isnan(found.p[1:]).all()
    assert np.isnan(found.needed).all()


def test_yekutieli_asks_for_more():
    cells = by_hand((0.16, 0.5, 0.84), *[NOTHING] * 4)
    assert judge(cells, reference=0, margin=0).verdict[0] == "attributed"
    yekutieli = judge(cells, reference=0, margin=0, how="benjamini-yekutieli")
    assert yekutieli.verdict[0] == "inconclusive"


def test_relies_needs_an_effect_in_the_same_direction():
    supports, opposes, nothing = (0.3, 0.5, 0.7), (-0.7, -0.5, -0.3), (-0.05, 0.0, 0.05)
    attribution = judge(
        by_hand(supports, supports, supports, opposes, opposes, nothing), reference=0, margin=0.1
    )
    effect = judge(
        by_hand(supports, opposes, nothing, opposes, supports, supports), reference=0, margin=0.1
    )
    found = relying(attribution, effect)
    assert found.verdict.tolist() == [
        "relies", "attributed", "attributed", "relies", "attributed", "negligible",
    ]  # fmt: skip
    assert found.direction.tolist() == attribution.direction.tolist()


@given(
    low=st.floats(-1, 1), width=st.floats(0, 2), at=st.floats(0, 1), margin=st.floats(0, 1)
)  # fmt: skip
def test_what_is_said_follows_from_the_interval(low, width, at, margin):
    high = low + width
    found = judge(by_hand((low, low + at * width, high)), reference=0, margin=margin)
    verdict, direction = found.verdict[0], found.direction[0]
    if verdict == "attributed":
        assert low > margin if direction == 1 else high < -margin
        assert found.p_adjusted[0] <= 0.05
    elif verdict == "negligible":
        assert -margin <= low
        assert high <= margin
    else:
        assert verdict == "inconclusive"
    assert (direction == 0) == (verdict != "attributed")
    assert np.isnan(found.needed[0]) or verdict == "inconclusive"


def chances(cell: Estimates, times: float, margin: float, alpha: float = 0.05) -> list[float]:
    """Of being attributed and of being negligible, with so many times as many images."""
    root = math.sqrt(times)
    found = power(
        cell.estimate[0],
        margin,
        cell.standard_error[0] / root,
        alpha=alpha,
        skewness=cell.skewness[0] / root,
        degrees=times * (cell.degrees[0] + 1) - 1,
    )
    return [float(each) for each in found]


@given(
    middle=st.floats(-1, 1),
    half=st.floats(0.5, 3),
    clusters=st.integers(10, 300),
    skewness=st.floats(-2, 2),
)
def test_as_many_images_as_needed_settle_a_cell_with_the_power_promised(
    middle, half, clusters, skewness
):
    cell = by_hand(
        (middle - half, middle, middle + half),
        clusters=clusters,
        skewness=skewness / math.sqrt(clusters),
    )
    found = judge(cell, reference=0, margin=0.3)
    if found.verdict[0] != "inconclusive":
        return
    place = 0 if abs(middle) > 0.3 else 1
    needed = found.needed[0]
    if np.isnan(needed):
        assert abs(middle) == pytest.approx(0.3, abs=1e-3)
    elif needed * clusters < 10.001:
        assert chances(cell, 10 / clusters, 0.3)[place] > POWER - 1e-3
    else:
        assert chances(cell, needed, 0.3)[place] == pytest.approx(POWER, abs=1e-3)
        assert chances(cell, needed / 1.1, 0.3)[place] < POWER


@given(seed=st.integers(0, 2**32), size=st.integers(12, 60), margin=st.sampled_from([0.1, 0.5]))
def test_an_inconclusive_cell_never_has_the_images_it_needs_by_far(seed, size, margin):
    values = np.random.default_rng(seed).gamma(2, 0.5, size) - 0.9
    found = judge(estimate(Clustered.of_values(values)), reference=0, margin=margin)
    if found.verdict[0] == "inconclusive" and not np.isnan(found.needed[0]):
        # but for what the bootstrap says of the skewness that its formula does not
        assert found.needed[0] > 0.75


def test_a_large_family_needs_more_images_and_what_others_found_fewer():
    open_ = (-0.1, 0.4, 0.9)
    sure = (5.0, 5.2, 5.4)

    def needed(*others):
        return judge(by_hand(open_, *others), reference=0, margin=0.1).needed[0]

    alone, crowd, found = needed(), needed(*[NOTHING] * 99), needed(*[NOTHING] * 79, *[sure] * 20)
    assert alone < found < crowd


def test_an_interval_inside_the_margins_asks_for_no_correction():
    open_ = (-0.4, 0.0, 0.4)
    alone = judge(by_hand(open_), reference=0, margin=0.3).needed[0]
    crowd = judge(by_hand(open_, *[NOTHING] * 99), reference=0, margin=0.3).needed[0]
    assert alone == crowd


def test_skewness_toward_the_margin_asks_for_more_images():
    # values far out to the right leave a mean below the reference for long unproven
    left, none, right = (
        judge(by_hand((-1.1, -0.5, 0.1), skewness=each), reference=0, margin=0.1).needed[0]
        for each in (-0.2, 0.0, 0.2)
    )
    assert left < none < right


@pytest.mark.parametrize("sign", [1, -1])
def test_a_tail_beyond_the_mean_raises_its_power_as_simulated(sign):
    # thirty exponential values, 0.6 deviations from the reference on either side of it
    rng = np.random.default_rng(0)
    values = sign * (rng.exponential(1, (20_000, 30)) - 1) + 0.6
    error = values.std(1, ddof=1) / math.sqrt(30)
    simulated = ((values.mean(1) - 0.1) / error > stats.t.ppf(0.975, 29)).mean()
    skewness = sign * 2 / math.sqrt(30)
    promised, _ = power(0.6, 0.1, 1 / math.sqrt(30), skewness=skewness, degrees=29)
    if sign > 0:
        # Student's quantile is the farther one, and the only one that counts
        assert promised == pytest.approx(simulated, abs=0.06)
    else:
        assert promised < simulated - 0.2


def test_no_number_of_images_settles_an_estimate_on_the_margin():
    for cell in ((0.0, 0.3, 0.6), (-0.6, -0.3, 0.0)):
        assert np.isnan(judge(by_hand(cell), reference=0, margin=0.3).needed[0])
    # nor one that is the reference where there is no margin
    assert np.isnan(judge(by_hand(NOTHING), reference=0, margin=0).needed[0])


def test_what_is_settled_needs_no_images():
    cells = by_hand((0.3, 0.5, 0.7), (-0.05, 0.0, 0.05), NOTHING)
    needed = judge(cells, reference=0, margin=0.1).needed
    assert np.isnan(needed).tolist() == [True, True, False]


def test_power_without_skewness_and_with_endless_images_is_the_textbooks():
    # a z of (1 - 0.1) / 0.3 against 1.96, but for the skewness, which is known
    beyond, inside = power(1.0, 0.1, 0.3)
    assert beyond == pytest.approx(stats.norm.cdf(3 - 1.959964))
    assert inside == 0
    beyond, inside = power(0.05, 0.5, 0.15)
    assert inside == pytest.approx(
        stats.norm.cdf(3 - 1.959964) + stats.norm.cdf(0.55 / 0.15 - 1.959964) - 1
    )
    assert beyond < 1e-3


@given(
    away=st.floats(-2, 2),
    margin=st.floats(0, 1),
    error=st.floats(0.01, 1),
    skewness=st.floats(-0.5, 0.5),
    degrees=st.integers(9, 1000),
)
def test_power_is_the_same_on_the_other_side_with_the_other_skewness(
    away, margin, error, skewness, degrees
):
    one = power(away, margin, error, skewness=skewness, degrees=degrees)
    other = power(-away, margin, error, skewness=-skewness, degrees=degrees)
    if away:
        assert [float(each) for each in one] == [float(each) for each in other]
    for chance in one:
        assert 0 <= chance <= 1


@pytest.mark.parametrize(
    ("removal", "placebo", "verdict", "direction"),
    [
        (1.0, 0.0, "attributed", 1),
        (-1.0, 0.0, "attributed", -1),
        (1.0, 0.5, "attributed", 1),
        (0.0, 1.0, "only elsewhere", 0),
        (0.0, -1.0, "only elsewhere", 0),
        (0.5, 1.5, "only elsewhere", 0),  # it supports, but less than what is elsewhere
        (0.0, 0.0, "negligible", 0),
        (1.0, 1.0, "negligible", 0),
    ],
)
def test_an_effect_counts_only_where_the_part_itself_moves_the_logit_that_way(
    removal, placebo, verdict, direction
):
    noise = np.array([-1, 1, -0.5, 0.5, 0, 0.2, -0.2, 0.8, -0.8, 0.1, -0.1, 0]) / 50
    removed = estimate(Clustered.of_values(removal + noise))
    effect = judge(
        estimate(Clustered.of_values(removal - placebo + noise)), reference=0, margin=0.1
    )
    found = by_itself(effect, removed)
    assert (found.verdict[0], found.direction[0]) == (verdict, direction)
