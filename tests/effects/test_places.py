"""Places: every one of them, and no other, is what looking at all positions one by one finds."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy import stats

from drawing import mask
from partwise.effects.places import find_places


def all_places(shape, in_image):
    """Every mirrored and shifted mask, as the pixels that it covers; looked for one by one."""
    pixels = np.argwhere(shape)
    if not len(pixels):
        return set()
    pixels -= pixels.min(0)
    height, width = shape.shape
    own = {tuple(pixel) for pixel in np.argwhere(shape).tolist()}
    found = set()
    for upside_down in (False, True):
        for reversed_ in (False, True):
            mirrored = pixels.copy()
            if upside_down:
                mirrored[:, 0] = mirrored[:, 0].max() - mirrored[:, 0]
            if reversed_:
                mirrored[:, 1] = mirrored[:, 1].max() - mirrored[:, 1]
            for top in range(height):
                for left in range(width):
                    moved = [(y + top, x + left) for y, x in mirrored.tolist()]
                    if all(
                        y < height and x < width and in_image[y, x] and (y, x) not in own
                        for y, x in moved
                    ):
                        found.add(tuple(sorted(y * width + x for y, x in moved)))
    return found


def places(shape, *, in_image=None, named=None, count=4, seed=0, **options):
    return find_places(
        shape,
        in_image=np.ones_like(shape) if in_image is None else in_image,
        named=np.zeros_like(shape) if named is None else named,
        count=count,
        random=np.random.default_rng(seed),
        **options,
    )


def regions(found):
    return [tuple(place.region.tolist()) for place in found]


@st.composite
def pictures(draw):
    """A mask, where the image is, and where named segments are."""
    shape = draw(st.tuples(st.integers(1, 7), st.integers(1, 7)))
    drawn = draw(arrays.arrays(bool, shape, elements=st.booleans()))
    # a box cut out of it: most masks are small beside their pictures
    top, left = draw(st.integers(0, shape[0] - 1)), draw(st.integers(0, shape[1] - 1))
    box = np.zeros(shape, bool)
    box[top : top + draw(st.integers(1, 4)), left : left + draw(st.integers(1, 4))] = True
    in_image = np.zeros(shape, bool)
    first, last = draw(st.integers(0, 1)), draw(st.integers(0, 1))
    in_image[first:, : shape[1] - last] = True
    named = draw(arrays.arrays(bool, shape, elements=st.booleans()))
    return drawn & box, in_image, named


@given(pictures(), st.integers(1, 6), st.integers(0, 3), st.sampled_from([0, 3, 128]))
def test_places_are_the_mask_elsewhere_on_the_image_each_once(picture, count, seed, tries):
    shape, in_image, named = picture
    found = places(shape, in_image=in_image, named=named, count=count, seed=seed, tries=tries)
    there_are = all_places(shape, in_image)
    got = regions(found)
    assert len(set(got)) == len(got) == min(count, len(there_are))
    assert set(got) <= there_are
    for place in found:
        assert place.on_named == named.reshape(-1)[place.region].mean()


@given(pictures(), st.integers(0, 3))
def test_where_more_are_wanted_than_there_are_all_are_found(picture, seed):
    shape, in_image, named = picture
    found = places(shape, in_image=in_image, named=named, count=1000, seed=seed)
    assert set(regions(found)) == all_places(shape, in_image)
    shares = [place.on_named for place in found]
    assert shares == sorted(shares)


@given(pictures(), st.integers(1, 3))
def test_without_random_tries_the_places_least_on_named_segments_are_taken(picture, count):
    shape, in_image, named = picture
    found = places(shape, in_image=in_image, named=named, count=count, tries=0)
    flat = named.reshape(-1)
    best = sorted(sum(flat[list(each)]) for each in all_places(shape, in_image))[:count]
    assert [round(place.on_named * len(place.region)) for place in found] == best


def test_places_on_no_named_segment_are_preferred_where_there_are_enough():
    shape, named = np.zeros((40, 40), bool), np.zeros((40, 40), bool)
    shape[:4, :4] = True
    named[:, :28] = True  # 9 × 37 of 37 × 37 places or so lie clear of it
    for seed in range(20):
        found = places(shape, named=named, seed=seed)
        assert [place.on_named for place in found] == [0, 0, 0, 0]


def test_there_is_no_place_for_what_covers_more_than_half_or_all_or_nothing():
    assert places(np.ones((6, 6), bool)) == []
    assert places(np.zeros((6, 6), bool)) == []
    more = np.zeros((6, 6), bool)
    more[:, :4] = True
    assert places(more) == []
    # a cross reaches everywhere: it is smaller than what it leaves, and fits nowhere
    cross = mask("..#..", "..#..", "#####", "..#..", "..#..")
    assert places(cross) == []
    assert places(mask("#")) == []


def test_a_half_has_the_other_half():
    half = mask("##..", "##..")
    found = places(half, count=9)
    assert regions(found) == [(2, 3, 6, 7)]


def test_a_mask_that_has_no_symmetry_is_laid_in_four_ways():
    shape = np.zeros((2, 40), bool)
    shape[0, :3] = shape[1, 0] = True
    forms = set()
    for region in regions(places(shape, count=1000)):
        pixels = np.array([divmod(pixel, 40) for pixel in region])
        forms.add(tuple(map(tuple, (pixels - pixels.min(0)).tolist())))
    assert len(forms) == 4


def test_places_follow_the_seed():
    shape = np.zeros((30, 30), bool)
    shape[10:14, 10:16] = True
    for tries in (0, 128):
        one, again, other = (regions(places(shape, seed=seed, tries=tries)) for seed in (1, 1, 2))
        assert one == again
        assert set(one) != set(other)


def test_no_placebo_is_asked_for_no_place_is_looked_for():
    assert places(mask("#..."), count=0) == []


@pytest.mark.parametrize("tries", [0, 128])
@pytest.mark.parametrize("count", [1, 4])
def test_every_place_is_as_likely_as_any_other(tries, count):
    shape = mask("##......", "#.......", "........", "........")
    every = sorted(all_places(shape, np.ones((4, 8), bool)))
    drawn = Counter(
        region
        for seed in range(1500)
        for region in regions(places(shape, seed=seed, count=count, tries=tries))
    )
    assert set(drawn) == set(every)
    expected = 1500 * count / len(every)
    square = sum((drawn[each] - expected) ** 2 / expected for each in every)
    # places of one picture differ from each other, so that counts scatter less, never more
    assert stats.chi2.sf(square, len(every) - 1) > 1e-4
