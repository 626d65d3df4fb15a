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
    maps = explain(
        f"integrated-gradients:baseline={kind},steps=3",
        network,
        inputs,
        classes=[0, 2],
        seeds=[40, 41],
    )
    expected = (weights[[0, 2]] * (inputs - starts).numpy()).sum(1)
    np.testing.assert_allclose(maps.values, expected, rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(maps.completeness_error, 0, atol=1e-5)
    assert maps.completeness_error.dtype == np.float64


def test_the_completeness_error_is_what_the_sum_misses(small_conv_net, explain):
    network, inputs = small_conv_net(), torch.randn(2, 3, 16, 16)
    maps = explain(
        "integrated-gradients:baseline=zero,steps=1",
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


def test_more_steps_come_closer_to_completeness(explain):
    network = torch.nn.Sequential(
        torch.nn.Conv2d(3, 4, 3), torch.nn.Tanh(), torch.nn.Flatten(), torch.nn.Linear(144, 3)
    ).eval()
    inputs = 3 * torch.randn(4, 3, 8, 8)
    errors = [
        np.abs(
            explain(
                f"integrated-gradients:baseline=zero,steps={steps}", network, inputs
            ).completeness_error
        ).max()
        for steps in (1, 4, 16, 64)
    ]
    assert errors[0] > 10 * errors[2]
    assert errors[1] > errors[2] > errors[3] or errors[3] < 1e-4
    assert errors[3] < 1e-4


def test_the_defaults_are_written_out_in_the_canonical_name():
    spec = load_method("integrated-gradients").spec
    assert spec.canonical == "integrated-gradients:baseline=blur,steps=32"
    assert spec.signed
    assert spec.needs == "gradients"


def test_a_baseline_that_does_not_exist_is_refused_with_the_nearest():
    with pytest.raises(UnknownNameError, match=r"unknown baseline .* 'blurred'.*'blur'"):
        load_method("integrated-gradients:baseline=blurred")


@pytest.mark.parametrize("steps", ["0", "-3", "many", "1.5"])
def test_a_path_needs_a_whole_number_of_steps_of_at_least_one(steps):
    with pytest.raises(CallError, match="'steps' of 'integrated-gradients' must be"):
        load_method(f"integrated-gradients:steps={steps}")


def test_random_baselines_follow_the_seeds_alone(small_conv_net, explain):
    network, inputs = small_conv_net(), torch.randn(3, 3, 16, 16)
    method = "integrated-gradients:baseline=random,steps=4"
    together = explain(method, network, inputs, seeds=[5, 6, 7]).values
    torch.manual_seed(99)
    alone = explain(method, network, inputs[1:2], seeds=[6]).values
    other = explain(method, network, inputs[1:2], seeds=[8]).values
    np.testing.assert_array_equal(together[1], alone[0])
    assert np.abs(alone - other).max() > 1e-4
