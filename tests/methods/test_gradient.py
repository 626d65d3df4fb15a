from __future__ import annotations

import numpy as np
import pytest
import torch

from partwise.errors import UnknownNameError
from partwise.methods.loading import load_method


def test_the_gradient_of_a_linear_network_is_its_weights_summed_over_channels(linear, explain):
    network, weights = linear
    maps = explain("gradient", network, torch.randn(2, 3, 4, 5), classes=[0, 2])
    np.testing.assert_allclose(maps.values, weights[[0, 2]].sum(1), rtol=1e-5, atol=1e-7)
    assert maps.method == "gradient:channels=sum"
    assert maps.image_ids == ("0.png", "1.png")


def test_the_gradient_keeps_its_sign_unless_asked_for_a_strength(linear, explain):
    network, weights = linear
    inputs = torch.randn(1, 3, 4, 5)
    l2 = explain("gradient:channels=l2", network, inputs).values[0]
    strongest = explain("gradient:channels=max-abs", network, inputs).values[0]
    np.testing.assert_allclose(l2, np.sqrt((weights[1] ** 2).sum(0)), rtol=1e-5)
    np.testing.assert_allclose(strongest, np.abs(weights[1]).max(0), rtol=1e-5)
    assert (explain("gradient", network, inputs).values < 0).any()


@pytest.mark.parametrize(("channels", "signed"), [("sum", True), ("l2", False), ("max-abs", False)])
def test_only_the_signed_sum_calls_itself_signed(channels, signed):
    assert load_method(f"gradient:channels={channels}").spec.signed is signed


def test_another_way_to_reduce_channels_is_refused_with_the_nearest():
    with pytest.raises(UnknownNameError, match="'max-abs'"):
        load_method("gradient:channels=maxabs")


@pytest.mark.parametrize(
    "method", ["gradient", "input-x-gradient", "integrated-gradients:baseline=mean,steps=4"]
)
def test_a_contrast_is_the_difference_of_two_maps(method, small_conv_net, explain):
    network, inputs = small_conv_net(), torch.randn(2, 3, 16, 16)
    contrast = explain(method, network, inputs, classes=[0, 2], contrasts=[1, 1]).values
    target = explain(method, network, inputs, classes=[0, 2]).values
    other = explain(method, network, inputs, classes=[1, 1]).values
    np.testing.assert_allclose(contrast, target - other, atol=1e-6)
    assert np.abs(contrast).max() > 1e-3


def test_input_x_gradient_of_a_linear_network_is_its_weighted_input(linear, explain):
    network, weights = linear
    inputs = torch.randn(2, 3, 4, 5)
    maps = explain("input-x-gradient", network, inputs, classes=[0, 2])
    expected = (weights[[0, 2]] * inputs.numpy()).sum(1)
    np.testing.assert_allclose(maps.values, expected, rtol=1e-4, atol=1e-6)
    assert maps.method == "input-x-gradient"


def test_input_x_gradient_takes_no_options():
    with pytest.raises(UnknownNameError, match="unknown option of 'input-x-gradient' 'steps'"):
        load_method("input-x-gradient:steps=3")
