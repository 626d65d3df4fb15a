"""Donors: pictures that lack the segment; and what their maps take away from an attribution."""

from __future__ import annotations

import math
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partwise.measure import measure
from partwise.nulls.kinds import SWAPS
from partwise.nulls.maps import centre_map
from partwise.nulls.swapped import Donor, choose_donors, choose_pool
from partwise.rle import Rle
from partwise.saliency import SaliencyMaps

SHAPE = (4, 5)


def donor(image_id, *names, shape=SHAPE):
    return Donor(image_id, shape, frozenset(names))


donors = st.builds(
    Donor,
    st.sampled_from([f"{index}.png" for index in range(12)]),
    st.sampled_from([SHAPE, (5, 4)]),
    st.frozensets(st.sampled_from(["ear", "eye", "background"])),
)
pools = st.lists(donors, unique_by=lambda each: each.image_id)


@given(pools, st.integers(0, 99))
def test_donors_lack_the_segment_are_of_the_shape_and_never_the_image_itself(pool, seed):
    chosen = choose_donors(pool, "0.png", "ear", SHAPE, seed=seed)
    fitting = [
        index
        for index, each in enumerate(pool)
        if "ear" not in each.names and each.shape == SHAPE and each.image_id != "0.png"
    ]
    assert len(chosen) == min(len(fitting), SWAPS)
    assert len(set(chosen)) == len(chosen)
    assert set(chosen) <= set(fitting)


@given(pools, st.randoms(use_true_random=False))
def test_the_pools_order_does_not_matter(pool, shuffler):
    chosen = [pool[index] for index in choose_donors(pool, "x.png", "ear", SHAPE, seed=1)]
    shuffler.shuffle(pool)
    assert chosen == [pool[index] for index in choose_donors(pool, "x.png", "ear", SHAPE, seed=1)]


def test_a_segment_that_every_picture_has_is_not_available():
    pool = [donor(f"{index}.png", "watermark", "ear") for index in range(9)]
    assert choose_donors(pool, "x.png", "watermark", SHAPE, seed=0) == []


def test_seed_image_and_segment_decide_and_each_donor_comes_as_often():
    pool = [donor(f"{index}.png") for index in range(20)]
    first = choose_donors(pool, "x.png", "ear", SHAPE, seed=0)
    assert first == choose_donors(pool, "x.png", "ear", SHAPE, seed=0)
    assert first != choose_donors(pool, "x.png", "ear", SHAPE, seed=1)
    assert first != choose_donors(pool, "y.png", "ear", SHAPE, seed=0)
    assert first != choose_donors(pool, "x.png", "eye", SHAPE, seed=0)
    counts = np.zeros(20)
    for image in range(2000):
        counts[choose_donors(pool, f"image {image}", "ear", SHAPE, seed=0)] += 1
    # 500 each on average, of a binomial
    assert np.abs(counts - 500).max() < 4 * math.sqrt(2000 * 0.25 * 0.75)


def slow_pool(candidates, size, most_looked_at):
    """Count everything again for each candidate; never stop early."""
    pool = []
    for index, names in enumerate(candidates[:most_looked_at]):
        seen = set().union(*candidates[: index + 1])
        scarce = {name for name in seen if sum(name not in each for each in pool) < SWAPS}
        if index < size or scarce - names:
            pool.append(names)
    return pool


candidate_lists = st.lists(st.frozensets(st.sampled_from("abcd")), max_size=40)


@given(candidate_lists, st.integers(0, 12), st.integers(0, 45))
def test_the_pool_is_its_slow_twin(candidates, size, most):
    made = choose_pool(candidates, lambda names: names, size=size, most_looked_at=most)
    assert made == slow_pool(candidates, size, most)


def test_a_rare_lack_is_looked_for_until_there_are_enough():
    common, lacking = frozenset({"dog", "ear"}), frozenset({"dog"})
    candidates = [common] * 50 + [lacking] * 10
    looked_at = []

    def names_of(names):
        looked_at.append(names)
        return names

    pool = choose_pool(candidates, names_of, size=8, most_looked_at=1000)
    assert pool == [common] * 8 + [lacking] * SWAPS
    # dog is in all: it looks on for a picture without, and takes none
    assert len(looked_at) == 60


def test_it_stops_looking_where_no_name_needs_more():
    candidates = iter([frozenset({"a"})] * 5 + [frozenset({"b"})] * 5 + [frozenset({"c"})] * 99)
    pool = choose_pool(candidates, lambda names: names, size=10, most_looked_at=1000)
    assert len(pool) == 10
    assert len(list(candidates)) >= 98


def test_it_gives_up_after_the_most_it_may_look_at():
    candidates = iter([frozenset({"watermark"})] * 500)
    pool = choose_pool(candidates, lambda names: names, size=10, most_looked_at=60)
    assert len(pool) == 10
    assert len(list(candidates)) == 440


def test_donors_are_chosen_without_torch():
    code = "import sys, partwise.nulls.swapped; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout == "False\n", done.stderr


# --- what swapping takes away, and what it leaves


def differences(measure_name, *, bias, content, images=240, shape=(24, 28), seed=0):
    """Attribution less swapped, for each picture with the segment.

    Maps are heavy-tailed noise of random sign, stronger towards the middle by `bias`, with
    `content` added under the segment, which lies near the middle where there is one.
    """
    generator = np.random.default_rng(seed)
    strength = 1 + bias * centre_map(shape, sigma=0.2)
    pool, maps, masks = [], [], []
    for index in range(images):
        y, x = generator.integers(6, 12), generator.integers(7, 14)
        mask = np.zeros(shape, bool)
        mask[y : y + 6, x : x + 7] = True
        has = index % 3 > 0
        noise = generator.laplace(size=shape) * generator.lognormal(0, 1)
        scale = np.abs(noise).mean()
        noise = noise * strength + 0.3 * bias * scale * centre_map(shape, sigma=0.2)
        noise[mask] += content * has * scale
        pool.append(donor(f"{index}", *(["thing"] if has else []), shape=shape))
        maps.append(noise)
        masks.append(Rle.from_mask(mask))

    def value(of, under):
        sums = measure(SaliencyMaps(maps[of][None].astype(np.float32), ["it"], "m"), [[under]])
        absolute = sums.positive_sum - sums.negative_sum
        whole = sums.of_image.positive_sum - sums.of_image.negative_sum
        if measure_name == "lift":
            return float((absolute / whole * maps[of].size / sums.area_px)[0])
        return float((sums.saliency_sum / sums.area_px / (whole / maps[of].size))[0])

    made = []
    for index, each in enumerate(pool):
        chosen = choose_donors(pool, each.image_id, "thing", shape, seed=seed)
        if "thing" in each.names:
            swapped = np.mean([value(other, masks[index]) for other in chosen])
            made.append((value(index, masks[index]), swapped))
    return np.array(made)


def z(values):
    return values.mean() / (values.std(ddof=1) / math.sqrt(len(values)))


@pytest.mark.parametrize("measure_name", ["lift", "signed_lift"])
def test_a_pure_bias_of_place_is_taken_away(measure_name):
    own, swapped = differences(measure_name, bias=3.0, content=0.0).T
    even = 1.0 if measure_name == "lift" else 0.0
    # by itself the attribution looks as if the segment mattered
    assert own.mean() - even > 0.2
    assert z(own - even) > 8
    assert abs(z(own - swapped)) < 3
    assert abs((own - swapped).mean()) < 0.05


@pytest.mark.parametrize("measure_name", ["lift", "signed_lift"])
def test_a_content_effect_stays(measure_name):
    even = 1.0 if measure_name == "lift" else 0.0
    own, swapped = differences(measure_name, bias=0.0, content=2.0).T
    assert z(own - swapped) > 20
    assert swapped.mean() == pytest.approx(even, abs=0.03)
    # all of it stays
    assert (own - swapped).mean() == pytest.approx(own.mean() - even, abs=0.03)


def test_of_both_the_content_stays_and_the_bias_goes():
    own, swapped = differences("signed_lift", bias=3.0, content=2.0).T
    alone, _ = differences("signed_lift", bias=3.0, content=0.0).T
    assert (own - swapped).mean() > 0.3
    assert swapped.mean() == pytest.approx(alone.mean(), abs=0.05)


def test_among_pictures_that_all_have_it_swapping_would_only_permute():
    """Why donors must lack the segment: in one place, the cue itself would be taken for a bias."""
    shape, place = (12, 12), (slice(0, 4), slice(8, 12))
    generator = np.random.default_rng(1)
    lifts = []
    for _ in range(40):
        drawn = np.abs(generator.standard_normal(shape))
        drawn[place] += 3
        lifts.append(drawn[place].mean() / drawn.mean())
    permuted = [lifts[index] for index in generator.permutation(40)]
    assert np.mean(lifts) > 2
    assert np.mean(np.subtract(lifts, permuted)) == pytest.approx(0, abs=1e-12)
    pool = [donor(f"{index}", "mark", shape=shape) for index in range(40)]
    assert not any(choose_donors(pool, each.image_id, "mark", shape, seed=0) for each in pool)
