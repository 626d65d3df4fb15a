"""GradientSHAP: a closed form where the network is linear, and completeness in expectation."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from partwise.errors import CallError, UnknownNameError
from partwise.methods.baselines import baseline
from partwise.methods.loading import load_method


@pytest.mark.parametrize("kind", ["zero", "mean", "blur", "random"])
def test_on_a_linear_network_a_map_is_the_weighted_change_from_the_baseline(kind, linear, explain):
    network, weights = linear
    inputs = torch.randn(2, 3, 4, 5)
    starts = torch.cat([baseline(kind, inputs[i : i + 1], seed=40 + i) for i in range(2)])
    method = f"gradient-shap:baseline={kind},samples=3"
    maps = explain(method, network, inputs, classes=[0, 2], seeds=[40, 41])
    expected = (weights[[0, 2]] * (inputs - starts).numpy()).sum(1)
    np.testing.assert_allclose(maps.values, expected, rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(maps.completeness_error, 0, atol=1e-5)


def test_it_comes_to_integrated_gradients_with_many_samples(small_conv_net, explain):
    network, inputs = small_conv_net(), torch.randn(1, 3, 16, 16)
    exact = explain("integrated-gradients:baseline=mean,steps=200", network, inputs).values
    far = [
        np.abs(
            explain(f"gradient-shap:baseline=mean,samples={samples}", network, inputs).values
            - exact
        ).mean()
        for samples in (4, 4000)
    ]
    assert far[1] < 0.1 * far[0]


def test_the_completeness_error_is_what_the_sum_misses(small_conv_net, explain):
    network, inputs = small_conv_net(), torch.randn(2, 3, 16, 16)
    maps = explain(
        "gradient-shap:baseline=zero,samples=2",
        network,
        inputs,
        classes=[0, 2],
        contrasts=[1, 1],
    )
    with torch.no_grad():
        change = (network(inputs) - network(torch.zeros_like(inputs))).numpy()
    expected = [change[0, 0] - change[0, 1], change[1, 2] - change[1, 1]]
    missed = maps.values.sum((1, 2), dtype=np.float64) - expected
    np.testing.assert_allclose(maps.completeness_error, missed, atol=1e-6)
    assert np.abs(missed).max() > 1e-4


def test_on_a_linear_network_noise_moves_a_map_and_not_its_mean(linear, explain):
    network, weights = linear
    inputs = torch.randn(1, 3, 4, 5)
    noisy = [
        explain("gradient-shap:baseline=zero,noise=0.2,samples=400", network, inputs, seeds=[seed])
        for seed in range(4)
    ]
    expected = (weights[1] * inputs.numpy()[0]).sum(0)
    assert all(np.abs(each.values[0] - expected).max() > 1e-5 for each in noisy)
    mean = np.mean([each.values[0] for each in noisy], 0)
    np.testing.assert_allclose(mean, expected, atol=0.05)


def test_a_map_follows_the_seed_alone(small_conv_net, explain):
    network, inputs = small_conv_net(), torch.randn(3, 3, 16, 16)
    together = explain("gradient-shap:samples=9", network, inputs, seeds=[5, 6, 7]).values
    torch.manual_seed(99)
    alone = explain("gradient-shap:samples=9", network, inputs[1:2], seeds=[6]).values
    other = explain("gradient-shap:samples=9", network, inputs[1:2], seeds=[8]).values
    np.testing.assert_array_equal(together[1], alone[0])
    assert np.abs(alone - other).max() > 1e-5


def test_a_baseline_that_does_not_exist_is_refused_with_the_nearest():
    with pytest.raises(UnknownNameError, match=r"unknown baseline .* 'blurred'.*'blur'"):
        load_method("gradient-shap:baseline=blurred")


@pytest.mark.parametrize("option", ["samples=0", "noise=-1"])
def test_numbers_out_of_their_range_are_refused(option):
    with pytest.raises(CallError, match="of 'gradient-shap' must be"):
        load_method(f"gradient-shap:{option}")
