from __future__ import annotations

import numpy as np
import pytest
import torch

from oracles import enlarge_slowly
from partwise.errors import MethodError, UnknownNameError
from partwise.methods.loading import load_method


@pytest.mark.parametrize("relu", ["true", "false"])
def test_a_map_is_the_layers_channels_weighted_by_their_mean_gradient(
    relu, small_conv_net, explain
):
    network, inputs = small_conv_net(), torch.randn(2, 3, 16, 24)
    maps = explain(f"grad-cam:relu={relu}", network, inputs, classes=[0, 2], contrasts=[1, 0])
    with torch.no_grad():
        activations = network.features(inputs).numpy()
    head = network.head.weight.detach().numpy()
    for value, activation, target, contrast in zip(
        maps.values, activations, (0, 2), (1, 0), strict=True
    ):
        # the head sees the mean over the 4×6 grid, so each cell's gradient is the weight / 24
        grid = sum((head[target, k] - head[contrast, k]) / 24 * activation[k] for k in range(5))
        if relu == "true":
            grid = np.maximum(grid, 0)
        np.testing.assert_allclose(value, enlarge_slowly(grid, 16, 24), atol=1e-6)
    assert maps.native_shape == (4, 6)
    assert (maps.values < 0).any() == (relu == "false")


def test_a_layer_can_be_named(small_conv_net, explain):
    network, inputs = small_conv_net(), torch.randn(1, 3, 16, 16)
    assert explain("grad-cam:layer=conv1", network, inputs).native_shape == (8, 8)
    named = explain("grad-cam:layer=act2", network, inputs).values
    np.testing.assert_array_equal(named, explain("grad-cam", network, inputs).values)


def test_what_the_network_then_writes_over_the_layers_output_does_not_count(explain):
    class Overwrites(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.conv = torch.nn.Conv2d(3, 3, 2, stride=2)

        def forward(self, x):
            x = self.conv(x)
            x += 100
            return x.mean((2, 3))

    network, inputs = Overwrites(), torch.randn(1, 3, 8, 8)
    maps = explain("grad-cam:layer=conv,relu=false", network, inputs)
    grid = network.conv(inputs)[0, 1].detach().numpy() / 16
    np.testing.assert_allclose(maps.values[0], enlarge_slowly(grid, 8, 8), atol=1e-6)


def test_frozen_weights_do_not_matter(small_conv_net, explain):
    inputs = torch.randn(1, 3, 16, 16)
    free, frozen = small_conv_net(), small_conv_net().requires_grad_(False)
    for layer in ("auto", "conv1"):
        method = f"grad-cam:layer={layer}"
        np.testing.assert_allclose(
            explain(method, free, inputs).values,
            explain(method, frozen, inputs).values,
            atol=1e-7,
        )


def test_a_module_used_twice_is_passed_over_and_refused_by_name(explain):
    class Twice(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.conv = torch.nn.Conv2d(3, 3, 2, stride=2)
            self.relu = torch.nn.ReLU(inplace=True)

        def forward(self, x):
            return self.relu(self.relu(self.conv(x)) - 0.1).mean((2, 3))

    network, inputs = Twice(), torch.randn(1, 3, 8, 8)
    auto = explain("grad-cam", network, inputs).values
    np.testing.assert_array_equal(auto, explain("grad-cam:layer=conv", network, inputs).values)
    with pytest.raises(MethodError, match=r"layer=relu: .* 2 times, and must call it exactly once"):
        explain("grad-cam:layer=relu", network, inputs)


def test_an_unknown_layer_is_refused_with_the_nearest(small_conv_net, explain):
    with pytest.raises(UnknownNameError, match=r"unknown layer of .* 'conv3'. Nearest.*'conv"):
        explain("grad-cam:layer=conv3", small_conv_net(), torch.randn(1, 3, 16, 16))


def test_a_layer_without_a_grid_is_refused_with_its_shape(small_conv_net, explain):
    with pytest.raises(MethodError, match=r"layer=head: .* the shape \(1, 3\), expected"):
        explain("grad-cam:layer=head", small_conv_net(), torch.randn(1, 3, 16, 16))


def test_a_network_without_a_grid_is_refused_with_what_to_do(linear, explain):
    with pytest.raises(MethodError, match=r"finds no layer in .*4×5.*grad-cam:layer=NAME"):
        explain("grad-cam", linear[0], torch.randn(1, 3, 4, 5))


def test_it_says_that_cutting_negative_values_makes_it_unsigned():
    assert not load_method("grad-cam").spec.signed
    assert "negative values set to 0" in load_method("grad-cam").spec.channels
    assert load_method("grad-cam:relu=false").spec.signed
