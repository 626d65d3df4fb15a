"""SaliencyMaps: finite, as many as images, and kept as given."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drawing import picture
from partwise.errors import SaliencyError, SizeMismatchError
from partwise.saliency import SaliencyMaps


@given(
    bad=st.sampled_from([np.nan, np.inf, -np.inf, -np.nan]),
    at=st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 4)),
)
@settings(max_examples=60, deadline=None)
def test_a_value_that_is_not_finite_is_refused_by_image_and_method(bad, at):
    values = np.full((3, 4, 5), 3e38, np.float32)
    values[at] = bad
    with pytest.raises(SaliencyError) as caught:
        SaliencyMaps(values, ["a.png", "b.png", "c.png"], "grad-cam:layer=last")
    message = str(caught.value)
    assert repr(["a.png", "b.png", "c.png"][at[0]]) in message
    assert "'grad-cam:layer=last'" in message
    assert f"1 of 20 values of the saliency map are not finite, the first ({values[at]})" in message
    assert f"row {at[1]}, column {at[2]}" in message


def test_infinities_that_cancel_are_refused_too():
    with pytest.raises(SaliencyError, match="2 of 2 values"):
        SaliencyMaps(picture("inf -inf")[None], ["a.png"], "example")


def test_finite_values_whose_sum_overflows_float32_are_welcome():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        maps = SaliencyMaps(np.full((1, 50, 50), 3e38, np.float32), ["a.png"], "example")
    assert maps.values.max() == np.float32(3e38)


def test_values_are_kept_as_given():
    values = np.stack([picture("1 -2", "-0.0 1e-45"), picture("1e8 1e-12", "-3e38 3e38")])
    maps = SaliencyMaps(values, ["a.png", "b.png"], "example")
    np.testing.assert_array_equal(maps.values.view(np.uint32), values.view(np.uint32))
    assert maps.shape == (2, 2)


def test_maps_cannot_be_written_to_and_the_array_they_came_from_still_can():
    values = np.zeros((1, 2, 2), np.float32)
    maps = SaliencyMaps(values, ["a.png"], "example")
    with pytest.raises(ValueError, match="read-only"):
        maps.values[0, 0, 0] = 1
    assert values.flags.writeable


@pytest.mark.parametrize(
    ("shape", "ids"),
    [
        ((2, 4, 4), ["a"]),
        ((4, 4), ["a", "b", "c", "d"]),
        ((1, 3, 4, 4), ["a"]),
        ((), []),
        ((0, 4, 4), []),
        ((1, 0, 4), ["a"]),
        ((1, 4, 0), ["a"]),
    ],
)
def test_one_map_with_pixels_is_needed_for_each_image(shape, ids):
    with pytest.raises(SizeMismatchError, match=r"method 'example': \d+ images need maps of shape"):
        SaliencyMaps(np.zeros(shape), ids, "example")
