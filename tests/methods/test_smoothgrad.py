"""SmoothGrad: the mean of gradients that are taken one by one."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from partwise.errors import CallError
from partwise.methods.loading import load_method


def one_by_one(network, image, target, *, samples, noise, seed):
    """The mean gradient over copies with the same noise, each by itself."""
    generator = torch.Generator().manual_seed(seed)
    deviation = noise * (image.max() - image.min())
    found = []
    for first in range(0, samples, 8):
        drawn = torch.randn((min(8, samples - first), *image.shape), generator=generator)
        for each in drawn:
            noisy = (image + deviation * each).requires_grad_()
            network(noisy[None])[0, target].backward()
            found.append(noisy.grad)
    return torch.stack(found).mean(0)


@pytest.mark.parametrize(
    ("channels", "reduce"),
    [
        ("sum", lambda mean: mean.sum(0)),
        ("l2", lambda mean: mean.square().sum(0).sqrt()),
        ("max-abs", lambda mean: mean.abs().amax(0)),
    ],
)
def test_it_is_the_mean_gradient_of_noisy_copies(channels, reduce, small_conv_net, explain):
    network, inputs = small_conv_net(), torch.randn(2, 3, 16, 16)
    method = f"smoothgrad:channels={channels},noise=0.3,samples=11"
    maps = explain(method, network, inputs, classes=[0, 2], seeds=[4, 9])
    for at, (target, seed) in enumerate([(0, 4), (2, 9)]):
        mean = one_by_one(network, inputs[at], target, samples=11, noise=0.3, seed=seed)
        np.testing.assert_allclose(maps.values[at], reduce(mean), rtol=1e-4, atol=1e-6)


def test_on_a_linear_network_noise_changes_nothing(linear, explain):
    network, weights = linear
    maps = explain("smoothgrad", network, torch.randn(2, 3, 4, 5), classes=[0, 2])
    np.testing.assert_allclose(maps.values, weights[[0, 2]].sum(1), rtol=1e-5, atol=1e-6)


def test_without_noise_it_is_the_gradient(small_conv_net, explain):
    network, inputs = small_conv_net(), torch.randn(2, 3, 16, 16)
    smooth = explain("smoothgrad:noise=0,samples=3", network, inputs, contrasts=[0, 0])
    plain = explain("gradient", network, inputs, contrasts=[0, 0])
    np.testing.assert_allclose(smooth.values, plain.values, rtol=1e-4, atol=1e-7)


def test_a_map_follows_the_seed_alone(small_conv_net, explain):
    network, inputs = small_conv_net(), torch.randn(3, 3, 16, 16)
    together = explain("smoothgrad", network, inputs, seeds=[5, 6, 7]).values
    torch.manual_seed(99)
    alone = explain("smoothgrad", network, inputs[1:2], seeds=[6]).values
    other = explain("smoothgrad", network, inputs[1:2], seeds=[8]).values
    np.testing.assert_array_equal(together[1], alone[0])
    assert np.abs(alone - other).max() > 1e-5


@pytest.mark.parametrize("option", ["samples=0", "noise=-0.1", "noise=inf", "noise=nan"])
def test_numbers_out_of_their_range_are_refused(option):
    with pytest.raises(CallError, match="of 'smoothgrad' must be"):
        load_method(f"smoothgrad:{option}")


@pytest.mark.parametrize("channels", ["sum", "l2", "max-abs"])
def test_only_a_sum_keeps_signs(channels):
    assert load_method(f"smoothgrad:channels={channels}").spec.signed == (channels == "sum")
