from __future__ import annotations

import numpy as np
import pytest
import torch

from partwise.errors import CallError, MethodError, UnknownNameError
from partwise.methods.baselines import baseline
from partwise.methods.loading import load_method


def occlude_slowly(f, image, fill, window, stride):
    """Mean drop of f over the windows that hold each pixel; windows are cut at the border."""
    height, width = image.shape[1:]
    total, count = np.zeros((height, width)), np.zeros((height, width))
    top = 0
    while True:
        left = 0
        while True:
            covered = image.copy()
            place = (slice(top, top + window), slice(left, left + window))
            covered[:, *place] = fill[:, *place]
            total[place] += f(image) - f(covered)
            count[place] += 1
            if left + window >= width:
                break
            left += stride
        if top + window >= height:
            break
        top += stride
    return total / count


@pytest.mark.parametrize("fill", ["mean", "zero", "blur"])
@pytest.mark.parametrize(("window", "stride"), [(2, 1), (3, 2), (4, 4), (1, 1), (4, 3)])
def test_a_pixels_value_is_the_mean_drop_over_its_windows(fill, window, stride, linear, explain):
    network, weights = linear
    inputs = torch.randn(2, 3, 4, 5)
    maps = explain(
        f"occlusion:fill={fill},stride={stride},window={window}", network, inputs, classes=[0, 2]
    )
    for image, weight, value in zip(inputs, weights[[0, 2]], maps.values, strict=True):
        cover = baseline(fill, image[None])[0].double().numpy()
        expected = occlude_slowly(
            lambda x, weight=weight: (weight * x).sum(),
            image.double().numpy(),
            cover,
            window,
            stride,
        )
        np.testing.assert_allclose(value, expected, atol=1e-5)


def test_covering_one_pixel_at_a_time_counts_its_channels_once(linear, explain):
    network, weights = linear
    inputs = torch.randn(1, 3, 4, 5)
    maps = explain("occlusion:fill=zero,stride=1,window=1", network, inputs)
    expected = (weights[1] * inputs[0].numpy()).sum(0)
    np.testing.assert_allclose(maps.values[0], expected, atol=1e-5)
    assert maps.native_shape == (4, 5)


def test_it_explains_a_contrast(linear, explain):
    network, weights = linear
    inputs = torch.randn(1, 3, 4, 5)
    maps = explain("occlusion:fill=zero,stride=1,window=1", network, inputs, contrasts=[2])
    expected = ((weights[1] - weights[2]) * inputs[0].numpy()).sum(0)
    np.testing.assert_allclose(maps.values[0], expected, atol=1e-5)


def test_a_black_box_is_explained_and_its_input_left_alone(linear, explain):
    network, _ = linear

    def black_box(x):
        logits = network(torch.from_numpy(x.numpy().copy())).detach()
        x.zero_()
        return logits

    inputs = torch.randn(2, 3, 4, 5)
    before = inputs.clone()
    method = "occlusion:stride=2,window=3"
    maps = explain(method, black_box, inputs)
    np.testing.assert_array_equal(maps.values, explain(method, network, inputs).values)
    assert torch.equal(inputs, before)


def test_a_window_over_the_whole_input_gives_one_number(linear, explain):
    network, weights = linear
    network = torch.nn.Sequential(torch.nn.ZeroPad2d((0, 0, 0, -1)), *network)
    inputs = torch.randn(1, 3, 5, 5)
    maps = explain("occlusion:fill=zero,stride=2,window=5", network, inputs)
    whole = (weights[1] * inputs[0, :, :4].numpy()).sum()
    np.testing.assert_allclose(maps.values[0], np.full((5, 5), whole), atol=1e-5)
    assert maps.native_shape == (1, 1)


def test_a_window_larger_than_the_input_is_refused_with_the_sizes(linear, explain):
    with pytest.raises(MethodError, match=r"32×32 is larger than .* input of 4×5.*window=4 or"):
        explain("occlusion", linear[0], torch.randn(1, 3, 4, 5))


@pytest.mark.parametrize("options", ["window=4,stride=5", "window=0,stride=0", "stride=-1"])
def test_windows_that_leave_pixels_uncovered_are_refused(options):
    with pytest.raises(CallError, match="1 <= stride <= window"):
        load_method(f"occlusion:{options}")


def test_an_unknown_fill_is_refused():
    with pytest.raises(UnknownNameError, match="'mean'"):
        load_method("occlusion:fill=grey")
