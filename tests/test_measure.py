"""measure: every sum against its slow twin, on maps where a careless sum goes wrong."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

import oracles
from drawing import mask, picture
from partwise.errors import SizeMismatchError
from partwise.measure import BLOCK, Sums, join_runs, measure
from partwise.rle import Rle
from partwise.saliency import SaliencyMaps

#: The promise: what a sum may miss, as a share of the sum of absolute values.
EXACT = 1e-12
SUMS = ("saliency_sum", "positive_sum", "negative_sum", "square_sum")
EXTREMES = ("saliency_min", "saliency_max", "area_px")
LARGEST = float(np.finfo(np.float32).max)
DENORMAL = float(np.float32(1e-45))

nasty = st.sampled_from(
    [0.0, -0.0, 1.0, -1.0, 1e8, -1e8, 1e-12, -1e-12, 3e38, -3e38, LARGEST, DENORMAL, -DENORMAL]
)
anything = st.floats(width=32, allow_nan=False, allow_infinity=False)


@st.composite
def maps_and_masks(draw):
    """A map with one to four masks on it: overlapping, empty, full or of a single pixel."""
    shape = draw(arrays.array_shapes(min_dims=2, max_dims=2, max_side=12))
    elements = draw(st.sampled_from([nasty, anything, st.just(2.5), st.floats(-9, -1, width=32)]))
    saliency = draw(arrays.arrays(np.float32, shape, elements=elements))
    one_pixel = np.zeros(shape, bool)
    one_pixel.flat[draw(st.integers(0, one_pixel.size - 1))] = True
    kinds = st.one_of(
        arrays.arrays(bool, shape),
        st.just(np.zeros(shape, bool)),
        st.just(np.ones(shape, bool)),
        st.just(np.indices(shape).sum(0) % 2 == 0),
        st.just(one_pixel),
    )
    return saliency, draw(st.lists(kinds, min_size=1, max_size=4))


def measured(saliency: np.ndarray, *masks: np.ndarray) -> Sums:
    maps = SaliencyMaps(saliency[None], ["dog.png"], "example")
    return measure(maps, [[Rle.from_mask(each) for each in masks]])


def check(sums: Sums, at: int, expected: oracles.Row) -> None:
    for name in SUMS:
        allowed = expected.square_sum if name == "square_sum" else expected.absolute_sum
        got, wanted = getattr(sums, name)[at], getattr(expected, name)
        assert abs(got - wanted) <= EXACT * allowed, (name, got, wanted)
    for name in EXTREMES:
        np.testing.assert_array_equal(getattr(sums, name)[at], getattr(expected, name), name)
    # exact but for the ties' share, a quotient that is added up
    assert sums.top_px[at] == pytest.approx(expected.top_px, rel=1e-14, abs=0)


@given(maps_and_masks())
@example((picture("1e8 1e-12", "-1e8 3e38"), [mask("##", "#.")]))
@example((picture("0 -0.0"), [mask("##"), mask(".#")]))
@settings(max_examples=400, deadline=None)
def test_each_sum_agrees_with_its_slow_twin(case):
    saliency, masks = case
    sums = measured(saliency, *masks)
    for at, each in enumerate(masks):
        check(sums, at, oracles.sums(saliency, each))
    assert sums.of_image is not None
    check(sums.of_image, 0, oracles.sums(saliency, np.ones_like(each)))


def test_overlapping_segments_each_count_the_shared_pixel():
    sums = measured(picture("1 2", "3 4"), mask("#.", ".."), mask("##", ".."))
    assert sums.saliency_sum.tolist() == [1, 3]


def test_a_segment_without_pixels_has_sums_of_zero_and_no_extremes():
    sums = measured(picture("1 2", "3 4"), mask("..", ".."))
    assert sums.area_px.tolist() == [0]
    assert [getattr(sums, name)[0] for name in (*SUMS, "top_px")] == [0, 0, 0, 0, 0]
    assert np.isnan([sums.saliency_min[0], sums.saliency_max[0]]).all()


def test_an_empty_segment_leaves_its_neighbours_alone():
    nothing, left = mask("..", ".."), mask("#.", "#.")
    sums = measured(picture("1 -2", "3 4"), nothing, left, nothing, nothing, left, nothing)
    assert sums.saliency_sum.tolist() == [0, 4, 0, 0, 4, 0]
    assert sums.area_px.tolist() == [0, 2, 0, 0, 2, 0]


def test_the_sign_of_each_pixel_decides_which_sum_it_joins():
    sums = measured(picture("5 -2 0 -0.0"), mask("####"))
    assert (sums.positive_sum[0], sums.negative_sum[0], sums.saliency_sum[0]) == (5, -2, 3)
    assert (sums.saliency_min[0], sums.saliency_max[0], sums.square_sum[0]) == (-2, 5, 29)


@pytest.mark.parametrize(
    "shape", [(1, 1), (1, 37), (37, 1), (1, BLOCK), (3, BLOCK), (5, BLOCK + 1)]
)
def test_maps_of_one_row_one_column_and_around_a_block_are_summed(shape):
    rng = np.random.default_rng(0)
    saliency = (rng.standard_cauchy(shape) * 10.0 ** rng.integers(-12, 9, shape)).astype(np.float32)
    masks = [np.ones(shape, bool), rng.random(shape) < 0.5, rng.random(shape) < 0.05]
    sums = measured(saliency, *masks)
    for at, each in enumerate(masks):
        check(sums, at, oracles.sums(saliency, each))


def adversary(side: int = 1024) -> np.ndarray:
    """1e8, then a million values that each are just under half a unit in its last place."""
    half_ulp = np.spacing(1e8) / 2
    saliency = np.full((side, side), np.nextafter(np.float32(half_ulp), np.float32(0)), np.float32)
    saliency[0, 0] = 1e8
    return saliency


def test_a_million_values_below_half_a_unit_in_the_last_place_are_not_lost():
    saliency = adversary()
    everything = np.ones(saliency.shape, bool)
    check(measured(saliency, everything), 0, oracles.sums(saliency, everything))


@pytest.mark.parametrize("sign", [1, -1])
def test_blocks_below_half_a_unit_in_the_last_place_are_not_lost_either(sign):
    saliency = adversary() / np.float32(BLOCK)
    saliency[0, 0] = 1e8
    saliency *= sign
    sums = measured(saliency, np.ones(saliency.shape, bool))
    exact = math.fsum(saliency.astype(float).flat)
    lost = 1e8 - abs(exact)
    assert abs(lost) > 1e-14 * abs(exact)
    assert abs(sums.saliency_sum[0] - exact) <= 1e-15 * abs(exact)


def test_a_running_sum_would_lose_them():
    values = [float(value) for value in adversary().flat]
    running = 0.0
    for value in values:
        running += value
    exact = math.fsum(values)
    assert running == 1e8
    assert abs(running - exact) > 10 * EXACT * exact


def test_a_large_alternating_map_keeps_the_promise_in_many_short_runs():
    rng = np.random.default_rng(1)
    saliency = (rng.standard_normal((512, 512)) * 10.0 ** rng.uniform(-12, 8, (512, 512))).astype(
        np.float32
    )
    stripes = np.indices(saliency.shape)[1] % 2 == 0
    sums = measured(saliency, stripes, ~stripes)
    check(sums, 0, oracles.sums(saliency, stripes))
    check(sums, 1, oracles.sums(saliency, ~stripes))


@given(maps_and_masks())
@settings(max_examples=100, deadline=None)
def test_disjoint_segments_add_up_to_the_whole_image(case):
    saliency, (first, *_) = case
    sums = measured(saliency, first, ~first)
    whole = sums.of_image
    assert whole is not None
    expected = oracles.sums(saliency, np.ones(saliency.shape, bool))
    for name in (*SUMS, "area_px", "top_px"):
        allowed = expected.square_sum if name == "square_sum" else expected.absolute_sum
        allowed = max(allowed, 1.0) if name == "top_px" else allowed
        missing = getattr(sums, name).sum() - getattr(whole, name)[0]
        assert abs(missing) <= 2 * EXACT * allowed, name


def test_ties_share_the_last_of_the_strongest_places_evenly():
    saliency = np.zeros((4, 10), np.float32)  # two places among 40 pixels
    saliency[0, 0], saliency[1, :4] = -9, 5
    sums = measured(saliency, saliency == -9, saliency == 5, saliency == 0)
    assert sums.top_px.tolist() == [1, 1, 0]
    one_of_four = np.zeros(saliency.shape, bool)
    one_of_four[1, 2] = True
    assert measured(saliency, one_of_four).top_px.tolist() == [0.25]


def test_in_a_map_of_one_value_every_pixel_is_equally_strong():
    saliency = np.full((10, 10), -3, np.float32)
    left = np.indices(saliency.shape)[1] < 5
    assert measured(saliency, left).top_px[0] == pytest.approx(2.5, rel=1e-14)


def test_zeros_are_never_strong():
    nothing = np.zeros((10, 10), np.float32)
    everywhere = np.ones(nothing.shape, bool)
    assert measured(nothing, everywhere).top_px.tolist() == [0]
    nothing[3, 3] = DENORMAL
    assert measured(nothing, everywhere).top_px.tolist() == [1]


@pytest.mark.parametrize("pixels", [1, 19, 20, 21, 39, 40, 41, 140, 1000, 1001])
def test_five_in_a_hundred_pixels_are_strong_rounded_up(pixels):
    saliency = np.arange(1, pixels + 1, dtype=np.float32)[None]
    everywhere = np.ones(saliency.shape, bool)
    assert measured(saliency, everywhere).top_px.tolist() == [math.ceil(pixels / 20)]


def test_each_segment_is_measured_on_its_own_image():
    maps = SaliencyMaps(np.array([[[1, 2]], [[10, 20]], [[100, 200]]]), ["a", "b", "c"], "example")
    left, right = Rle.from_mask(mask("#.")), Rle.from_mask(mask(".#"))
    sums = measure(maps, [[left, right], [], [right]])
    assert sums.image.tolist() == [0, 0, 2]
    assert sums.saliency_sum.tolist() == [1, 2, 200]
    assert sums.of_image is not None
    assert sums.of_image.saliency_sum.tolist() == [3, 30, 300]
    assert sums.of_image.image.tolist() == [0, 1, 2]


def test_images_without_segments_still_have_sums_of_their_own():
    sums = measure(SaliencyMaps(np.ones((2, 3, 3)), ["a", "b"], "example"), [[], []])
    assert sums.saliency_sum.shape == (0,)
    assert sums.of_image is not None
    assert sums.of_image.saliency_sum.tolist() == [9, 9]


def test_a_segment_of_another_size_is_refused_with_both_sizes():
    maps = SaliencyMaps(np.zeros((1, 2, 3)), ["dog_17.jpg"], "example")
    with pytest.raises(SizeMismatchError, match=r"'dog_17.jpg'.* is 2×3 but .* is 3×2.*[Ff]raming"):
        measure(maps, [[Rle.from_mask(mask("##", "##", "##"))]])


def test_as_many_lists_of_segments_as_maps_are_needed():
    maps = SaliencyMaps(np.zeros((2, 1, 1)), ["a", "b"], "example")
    with pytest.raises(SizeMismatchError, match="2 maps need as many lists of segments, got 1"):
        measure(maps, [[]])


def test_threads_measure_the_same_as_one():
    rng = np.random.default_rng(2)
    shape = (96, 96)
    jobs = []
    for at in range(24):
        saliency = (rng.standard_cauchy((2, *shape))).astype(np.float32)
        masks = [Rle.from_mask(rng.random(shape) < share) for share in rng.random(6)]
        jobs.append((SaliencyMaps(saliency, [f"{at}a", f"{at}b"], "example"), [masks, masks[:3]]))
    alone = [measure(*job) for job in jobs]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda job: measure(*job), jobs))
    for one, other in zip(alone, together, strict=True):
        for name in (*SUMS, *EXTREMES, "top_px"):
            np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


def test_joined_runs_say_where_each_mask_begins():
    starts, ends, offsets = join_runs([Rle.from_mask(mask("#.#")), Rle.empty((1, 3))])
    assert (starts.tolist(), ends.tolist(), offsets.tolist()) == ([0, 2], [1, 3], [0, 2, 2])
    assert join_runs([])[2].tolist() == [0]
