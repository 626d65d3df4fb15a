"""Rest: cells against the others of their stratum, as when each is set against them by hand."""

from __future__ import annotations

from dataclasses import fields
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partwise.statistics import estimates, rest
from partwise.statistics.clustered import Clustered
from partwise.statistics.estimates import Estimates, estimate
from partwise.statistics.gathering import against_rest, gather
from partwise.statistics.resampling import draw
from partwise.statistics.rest import estimate_against_rest

pytestmark = pytest.mark.filterwarnings("error")
RESAMPLES = 200


def replicates(cells: Clustered, scale: np.ndarray, *, resamples: int, seed: int) -> np.ndarray:
    """The slow twin in float64, cell by cell: an end far out reads what float32 has lost."""
    weights, streams = draw(cells.cluster, resamples=resamples, seed=seed)
    out = np.zeros((len(cells), resamples))
    for cell, (first, last) in enumerate(pairwise(cells.offsets)):
        drawn = weights[streams[first:last]].astype(float)
        moved, influence = np.zeros(resamples), np.zeros_like(drawn)
        for sign, count, total in (
            (1, cells.count[first:last], cells.total[first:last]),
            (-1, cells.other_count[first:last], cells.other_total[first:last]),
        ):
            if not count.any():
                continue
            off = (total - total.sum() / count.sum() * count) / scale[cell]
            number = count @ drawn
            known = number > 0
            shift = np.divide(off @ drawn, number, out=np.zeros(resamples), where=known)
            moved += sign * shift
            clusters = (count > 0).sum()
            factor = np.sqrt(clusters / max(clusters - 1, 1))
            part = np.subtract(off[:, None], np.outer(count, shift))
            influence += sign * factor * part / np.where(known, number, np.inf)
        error = np.sqrt((drawn * influence**2).sum(0))
        far = np.where(moved == 0, 0.0, np.copysign(np.inf, moved))
        near = error > 1e-4 * abs(moved)
        out[cell] = np.divide(moved, error, out=far, where=near)
    return out


def by_hand(cells: Clustered, strata: np.ndarray, **asked: float) -> Estimates:
    """The rest of each cell's stratum written out beside it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(estimates, "replicate", replicates)
        return Estimates.joined([estimate(part, **asked) for part in against_rest(cells, strata)])


def assert_same(got: Estimates, expected: Estimates, *, scale: float = 0.0) -> None:
    """Of intervals by resampling only what float32 leaves open."""
    assert got.clusters.tolist() == expected.clusters.tolist()
    error = np.nan_to_num(expected.standard_error)
    for each in fields(Estimates):
        one, other = getattr(got, each.name), getattr(expected, each.name)
        near = 5e-3 * error if each.name in {"low", "high"} else 1e-9 * (error + abs(other))
        assert (np.isnan(one) == np.isnan(other)).all(), each.name
        known = ~np.isnan(one)
        assert (abs(one - other) <= near + 1e-14 * scale)[known].all(), each.name


@st.composite
def strata(draw: st.DrawFn) -> tuple[Clustered, np.ndarray]:
    """Several groups of heavy-tailed values, some empty, far from 0 and from each other."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    sizes = draw(st.lists(st.sampled_from([0, 1, 2, 15, 60]), min_size=1, max_size=7))
    numbers = np.sort(rng.integers(0, draw(st.integers(1, 3)), len(sizes)))
    offset = draw(st.sampled_from([0.0, 3.0, -1e4]))
    apart = draw(st.sampled_from([0.0, 1.0, 1e3]))
    most = draw(st.sampled_from([1, 5]))
    cell = np.repeat(np.arange(len(sizes)), sizes)
    cluster = rng.permutation(len(cell))
    value = offset + apart * cell + rng.standard_t(2, len(cell))
    times = rng.integers(1, most + 1, len(cell))
    each = [np.repeat(column, times) for column in (cell, cluster, value)]
    return gather(*each, cells=len(sizes)), np.cumsum(np.diff(numbers, prepend=numbers[0]) > 0)


@settings(max_examples=150)
@given(data=strata())
def test_estimates_are_those_of_each_cell_beside_its_rest(data):
    cells, numbers = data
    scale = abs(cells.total).max(initial=0)
    got = estimate_against_rest(cells, numbers, resamples=RESAMPLES, seed=3)
    assert_same(got, by_hand(cells, numbers, resamples=RESAMPLES, seed=3), scale=scale)


@given(data=strata(), confidence=st.sampled_from([0.8, 0.99]))
def test_analytic_intervals_need_no_resamples(data, confidence):
    cells, numbers = data
    got = estimate_against_rest(cells, numbers, resamples=0, confidence=confidence)
    scale = abs(cells.total).max(initial=0)
    assert_same(got, by_hand(cells, numbers, resamples=0, confidence=confidence), scale=scale)


def test_a_value_that_dwarfs_all_others_leaves_their_rest_exact():
    # taken off a sum over all, the spread of the others would be lost in its last digits
    rng = np.random.default_rng(1)
    value = rng.normal(0, 1, 90)
    value[5] = 1e12
    cells = gather(np.repeat([0, 1, 2], 30), np.arange(90), value, cells=3)
    numbers = np.zeros(3, int)
    got = estimate_against_rest(cells, numbers, resamples=RESAMPLES)
    assert_same(got, by_hand(cells, numbers, resamples=RESAMPLES), scale=0)


def test_where_all_is_alike_there_is_no_error():
    cells = gather(np.repeat([0, 1, 2], 20), np.arange(60), np.full(60, 0.1), cells=3)
    got = estimate_against_rest(cells, np.zeros(3, int), resamples=RESAMPLES)
    for name in ("estimate", "standard_error", "low", "high"):
        assert getattr(got, name).tolist() == [0, 0, 0]


def test_clusters_in_several_cells_are_set_against_each_other_one_by_one(monkeypatch):
    rng = np.random.default_rng(4)
    value, cluster = rng.standard_t(2, 200), rng.integers(0, 40, 200)
    cells = gather(np.repeat([0, 1, 2, 3], 50), cluster, value, cells=4)
    numbers = np.array([0, 0, 1, 1])
    expected = by_hand(cells, numbers, resamples=RESAMPLES)
    monkeypatch.setattr(rest, "_sums", None)
    assert_same(estimate_against_rest(cells, numbers, resamples=RESAMPLES), expected)


def test_strata_may_share_clusters():
    cluster = np.tile(np.arange(60), 2)
    cells = gather(np.repeat([0, 1, 2, 3], 30), cluster, np.sin(np.arange(120.0)), cells=4)
    numbers = np.array([0, 0, 1, 1])
    got = estimate_against_rest(cells, numbers, resamples=RESAMPLES)
    assert_same(got, by_hand(cells, numbers, resamples=RESAMPLES), scale=1)


@pytest.mark.parametrize(
    ("name", "value"), [("_TOGETHER", 1), ("_TOGETHER", 7), ("_TOGETHER", 1000), ("_MOST_SUMS", 60)]
)
def test_resamples_may_be_worked_on_in_any_portions(monkeypatch, name, value):
    rng = np.random.default_rng(2)
    cells = gather(np.repeat(range(4), 25), np.arange(100), rng.standard_t(2, 100), cells=4)
    numbers = np.array([0, 0, 0, 0])
    expected = estimate_against_rest(cells, numbers, resamples=50)
    monkeypatch.setattr(rest, name, value)
    got = estimate_against_rest(cells, numbers, resamples=50)
    assert got.low.tolist() == expected.low.tolist()


def test_no_cells_have_no_estimates():
    none = Clustered(np.array([0]), *(np.zeros(0, kind) for kind in (int, float, float)))
    assert len(estimate_against_rest(none, np.zeros(0, int))) == 0


def test_each_cell_is_against_its_own_stratum_alone():
    value = np.concatenate([np.full(20, at) for at in (1.0, 2.0, 10.0, 40.0)])
    cells = gather(np.repeat(range(4), 20), np.arange(80), value, cells=4)
    got = estimate_against_rest(cells, np.array([0, 0, 5, 5]), resamples=0)
    assert got.estimate.tolist() == [-1, 1, -30, 30]
    assert list(pairwise(cells.offsets)) == [(0, 20), (20, 40), (40, 60), (60, 80)]
