"""Every: cells that must pass several things at once, against one comparison after another."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from partwise.statistics.clustered import Clustered
from partwise.statistics.estimates import Estimates, estimate, p_values, tails
from partwise.statistics.every import Comparisons, judge_every
from partwise.statistics.gathering import gather
from partwise.statistics.verdicts import judge

MARGIN = 0.1
#: Sums to nothing, and varies by about 0.1.
SPREAD = np.array([-0.15, -0.1, -0.05, 0.05, 0.1, 0.15] * 4)

UP = np.ones(1, np.int64)


def comparisons(cells, *, resamples: int = 200) -> Comparisons:
    """Each cell is a list with the differences from each thing."""
    number = len(cells[0])
    values = [np.asarray(each, float) for cell in cells for each in cell]
    place = np.repeat(np.arange(len(values)), [len(each) for each in values])
    image = np.concatenate([np.arange(len(each)) for each in values]).astype(np.int64)
    gathered = gather(place, image, np.concatenate(values), cells=len(values))
    return Comparisons(estimate(gathered, resamples=resamples), number)


def judged(made: Comparisons, *, margin: float = MARGIN, way=None, family=None, asked=None):
    number = len(made)
    return judge_every(
        made,
        margin=margin,
        way=np.ones(number, np.int64) if way is None else np.array(way),
        family=np.zeros(number, np.int64) if family is None else np.array(family),
        asked=np.ones(number, bool) if asked is None else np.array(asked),
    )


@st.composite
def several(draw: st.DrawFn) -> list[list[np.ndarray]]:
    """Up to eight cells with up to four things; heavy tails, and some things not there."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    things = draw(st.integers(1, 4))
    scale = draw(st.sampled_from([0.05, 0.2, 1.0]))
    cells = []
    for _ in range(draw(st.integers(1, 8))):
        centre = rng.choice([-0.5, 0.0, 0.1, 0.5, 2.0])
        sizes = rng.choice([0, 6, 12, 30], things, p=[0.15, 0.1, 0.35, 0.4])
        moved = centre + rng.choice([0.0, 0.2], things)
        cells.append([moved[at] + scale * rng.standard_t(3, size) for at, size in enumerate(sizes)])
    return cells


def by_hand(cells, margin: float):
    """Cell by cell and thing by thing: p, verdict, direction, and what each cell has beaten."""
    ps, told = [], []
    for cell in cells:
        own = []
        for values in cell:
            if len(values):
                found = estimate(Clustered.of_values(values), resamples=200)
                above, below = (float(p[0]) for p in tails(found, reference=0, margin=margin))
                own.append((above, below, float(found.low[0]), float(found.high[0])))
        few = any(math.isnan(each[2]) for each in own)
        if not own or few:
            ps.append(math.nan)
        else:
            ps.append(min(1.0, 2 * min(max(p[0] for p in own), max(p[1] for p in own))))
        told.append((own, few))
    tested = [p for p in ps if not math.isnan(p)]
    adjusted = iter(false_discovery_control(tested).tolist() if tested else [])
    adjusted = [math.nan if math.isnan(p) else next(adjusted) for p in ps]
    verdicts = []
    for rate, (own, few) in zip(adjusted, told, strict=True):
        if not own:
            verdicts.append((None, 0))
        elif few:
            verdicts.append(("too few images", 0))
        elif rate <= 0.05 and all(low > margin for _, _, low, _ in own):
            verdicts.append(("attributed", 1))
        elif rate <= 0.05 and all(high < -margin for *_, high in own):
            verdicts.append(("attributed", -1))
        elif all(low >= -margin and high <= margin for _, _, low, high in own):
            verdicts.append(("negligible", 0))
        else:
            verdicts.append(("inconclusive", 0))
    return ps, adjusted, verdicts


@given(several())
@settings(deadline=None, max_examples=60)
def test_all_things_are_passed_as_each_by_itself_is_and_cells_are_corrected_once(cells):
    made = comparisons(cells)
    # the intervals of a cell depend on the numbers of its clusters alone, so both ways agree
    found = judged(made).verdicts
    ps, adjusted, verdicts = by_hand(cells, MARGIN)
    assert found.p == pytest.approx(ps, rel=1e-6, nan_ok=True)
    assert found.p_adjusted == pytest.approx(adjusted, rel=1e-6, nan_ok=True)
    assert list(zip(found.verdict, found.direction.tolist(), strict=True)) == verdicts
    assert found.tested.tolist() == [sum(not math.isnan(p) for p in ps)] * len(cells)


@given(several(), st.sampled_from([1, -1]))
@settings(deadline=None, max_examples=60)
def test_a_cell_has_beaten_all_that_is_there_exactly_where_it_is_attributed_that_way(cells, way):
    made = comparisons(cells)
    found = judged(made, way=[way] * len(cells))
    there = made.there
    assert not (found.beaten & ~there).any()
    every = there.any(1) & (found.beaten | ~there).all(1)
    assert every.tolist() == (found.verdicts.direction == way).tolist()


@given(several())
@settings(deadline=None, max_examples=30)
def test_a_single_thing_is_judged_as_a_difference_is(cells):
    made = comparisons([cell[:1] for cell in cells])
    found, other = judged(made).verdicts, judge(made.estimates, reference=0, margin=MARGIN)
    there = made.there[:, 0]
    assert found.verdict[there].tolist() == other.verdict[there].tolist()
    assert found.direction.tolist() == other.direction.tolist()
    for name in ("p", "p_adjusted", "needed"):
        one, two = getattr(found, name)[there], getattr(other, name)[there]
        assert one == pytest.approx(two, nan_ok=True)


@given(several(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=30)
def test_the_order_of_things_decides_nothing(cells, random):
    order = list(range(len(cells[0])))
    random.shuffle(order)
    one, other = comparisons(cells), comparisons([[cell[at] for at in order] for cell in cells])
    first, second = judged(one), judged(other)
    assert first.verdicts.verdict.tolist() == second.verdicts.verdict.tolist()
    assert first.beaten[:, order].tolist() == second.beaten.tolist()
    for turn in (False, True):
        way = np.ones(len(cells), np.int64)
        hardest, moved = (each.hardest(MARGIN, way, turn=turn) for each in (one, other))
        # things that are exactly alike may change places
        assert one.taken(hardest).estimate == pytest.approx(
            other.taken(moved).estimate, nan_ok=True
        )


@given(several())
@settings(deadline=None, max_examples=30)
def test_one_more_thing_never_helps(cells):
    fewer = [cell[:-1] for cell in cells] if len(cells[0]) > 1 else cells
    one, other = judged(comparisons(fewer)).verdicts, judged(comparisons(cells)).verdicts
    both = ~np.isnan(one.p) & ~np.isnan(other.p)
    assert (other.p[both] >= one.p[both] * (1 - 1e-9)).all()


def test_what_lies_certainly_above_one_and_below_another_is_no_discovery():
    """Either p-value by itself is next to nothing, and would stand in the family as one."""
    made = comparisons([[5 + SPREAD, -5 + SPREAD]])
    assert max(p_values(made.estimates, reference=0, margin=MARGIN)) < 1e-9
    found = judged(made)
    assert (found.verdicts.verdict[0], found.verdicts.direction[0]) == ("inconclusive", 0)
    assert found.verdicts.p[0] == 1
    assert np.isnan(found.verdicts.needed[0])
    assert found.beaten.tolist() == [[True, False]]


def test_each_verdict_of_two_comparisons():
    far, near, wide, few = 0.5 + SPREAD, 0.01 * SPREAD, 0.12 + SPREAD, far_few()
    cells = {
        "attributed": [far, 2 + SPREAD],
        "negligible": [near, near],
        "inconclusive": [far, near],
        "too few images": [far, few],
    }
    for verdict, cell in cells.items():
        assert judged(comparisons([cell])).verdicts.verdict.tolist() == [verdict]
    assert judged(comparisons([[far, wide]])).verdicts.needed[0] > 1


def far_few() -> np.ndarray:
    return 0.5 + SPREAD[:9]


def test_what_nothing_can_be_compared_with_is_not_judged_and_counts_for_nothing():
    made = comparisons([[0.5 + SPREAD, 0.5 + SPREAD], [[], []], [0.5 + SPREAD, []]])
    found = judged(made)
    assert found.verdicts.verdict.tolist() == ["attributed", None, "attributed"]
    assert found.verdicts.tested.tolist() == [2, 2, 2]
    assert made.hardest(MARGIN, np.ones(3, np.int64)).tolist()[1] == -1
    nothing = made.taken(np.array([0, -1, 0]))
    assert (nothing.clusters[1], np.isnan(nothing.estimate[1])) == (0, True)
    assert not judged(made, asked=[False] * 3).verdicts.tested.any()


def test_the_images_needed_are_those_of_the_thing_that_takes_the_most():
    cell = [0.25 + 3 * SPREAD[:12], 0.3 + 3 * SPREAD[:12]]
    made = comparisons([cell])
    alone = [
        judge(made.taken(np.array([at])), reference=0, margin=MARGIN).needed[0] for at in (0, 1)
    ]
    assert judged(made).verdicts.needed[0] == pytest.approx(max(alone))
    # beyond the margin beside one and inside beside another: no number of images settles that
    assert np.isnan(judged(comparisons([[0.3 + 3 * SPREAD, 3 * SPREAD]])).verdicts.needed[0])


@pytest.mark.parametrize(
    ("away", "way", "turn", "hardest"),
    [
        ([0.5, 0.3, 0.9], 1, False, 1),
        ([0.5, 0.3, 0.9], -1, False, 2),
        ([0.5, -0.2, -0.3], 1, False, 2),
        ([0.5, -0.2, -0.3], -1, False, 0),
        ([-0.5, -0.3, -0.9], 1, False, 2),
        ([-0.5, -0.3, -0.9], 1, True, 1),
        ([0.5, 0.3, 0.9], -1, True, 1),
        ([0.5, -0.2, -0.3], 1, True, 2),
        ([0.5, 0.3, 0.9], 1, True, 1),
    ],
)
def test_the_hardest_thing_is_passed_least_that_way_or_nearest_where_the_cell_turns(
    away, way, turn, hardest
):
    made = comparisons([[each + SPREAD for each in away]])
    assert made.hardest(MARGIN, np.array([way]), turn=turn).tolist() == [hardest]


def test_an_uncertain_thing_is_harder_than_a_nearer_one_and_one_without_an_interval_hardest():
    made = comparisons([[0.4 + SPREAD, 0.6 + 6 * SPREAD, []]])
    assert made.hardest(MARGIN, UP).tolist() == [1]
    made = comparisons([[0.4 + SPREAD, 0.6 + 6 * SPREAD, 9 + SPREAD[:9]]])
    assert made.hardest(MARGIN, UP).tolist() == [2]


def drawn(rng, number: int, images: int, truths, *, shared: float) -> Estimates:
    """Differences of many cells from several things that share the attribution's own noise."""
    own = rng.standard_t(5, (number, 1, images)) * math.sqrt(shared)
    noise = rng.standard_t(5, (number, len(truths), images)) * math.sqrt(1 - shared)
    values = (np.array(truths)[:, None] + own + noise).reshape(-1, images)
    cells = Clustered(
        np.arange(len(values) + 1) * images,
        np.tile(np.arange(images), len(values)),
        np.ones(values.size),
        values.ravel(),
    )
    return estimate(cells, resamples=0)


@pytest.mark.parametrize("shared", [0.0, 0.5, 0.9])
def test_at_the_margin_of_one_of_three_things_more_is_false_no_more_often_than_promised(shared):
    """Each cell is a family of its own; 2.5 % on a side, known to 0.25 from 4,000 cells."""
    cells, images = 4000, 40
    found = drawn(np.random.default_rng(11), cells, images, [1.5, MARGIN, 2.0], shared=shared)
    told = judged(Comparisons(found, 3), family=range(cells))
    assert (told.verdicts.direction > 0).mean() <= 0.025 + 3 * 0.0025
    assert (told.verdicts.direction < 0).sum() == 0
    assert told.beaten[:, [0, 2]].mean() > 0.99


def test_three_things_that_are_all_beaten_cost_little_power():
    cells, images = 1000, 40
    rng = np.random.default_rng(12)
    found = drawn(rng, cells, images, [1.2, 1.2, 1.2], shared=0.5)
    three = judged(Comparisons(found, 3), family=range(cells)).verdicts.direction > 0
    one = Comparisons(Comparisons(found, 3).taken(np.zeros(cells, np.int64)), 1)
    alone = judged(one, family=range(cells)).verdicts.direction > 0
    assert alone.mean() > 0.98
    assert three.mean() > 0.95


def test_in_a_family_of_parts_that_all_equal_one_thing_few_are_called_more():
    """Of 200 families of 20 cells, no more than 5 % make any discovery."""
    families, size, images = 200, 20, 30
    found = drawn(
        np.random.default_rng(13), families * size, images, [0.8, MARGIN, 1.2], shared=0.5
    )
    family = np.repeat(np.arange(families), size)
    told = judged(Comparisons(found, 3), family=family).verdicts.direction != 0
    any_false = told.reshape(families, size).any(1).mean()
    assert any_false <= 0.05 + 3 * math.sqrt(0.05 * 0.95 / families)
