"""DeepLIFT: the rescale rule by hand on a small network, and what has no rule refused."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from partwise.errors import MethodError, UnknownNameError
from partwise.methods.baselines import baseline
from partwise.methods.loading import load_method

pytestmark = pytest.mark.filterwarnings("error")


def conv_net(activation=nn.ReLU, pool=nn.AvgPool2d):
    """Activations that are modules of their own, and pooling."""
    return nn.Sequential(
        nn.Conv2d(3, 4, 3),
        activation(),
        pool(2),
        nn.Conv2d(4, 6, 3),
        activation(),
        nn.Flatten(),
        nn.Linear(6 * 25, 3),
    ).eval()


def by_hand(network, image, start):
    """Multipliers of two linear layers with a ReLU between: change out over change in."""
    _, first, _, second = network
    flat = [each.flatten().double() for each in (image, start)]
    before = [first.weight.double() @ each + first.bias.double() for each in flat]
    after = [each.clamp(min=0) for each in before]
    ratio = (after[0] - after[1]) / (before[0] - before[1])
    multipliers = second.weight.double() @ (ratio[:, None] * first.weight.double())
    return multipliers * (flat[0] - flat[1])


@pytest.mark.parametrize("kind", ["zero", "mean", "blur", "random"])
def test_on_a_linear_network_a_map_is_the_weighted_change_from_the_baseline(kind, linear, explain):
    network, weights = linear
    inputs = torch.randn(2, 3, 4, 5)
    starts = torch.cat([baseline(kind, inputs[i : i + 1], seed=40 + i) for i in range(2)])
    method = f"deep-lift:baseline={kind}"
    maps = explain(method, network, inputs, classes=[0, 2], seeds=[40, 41])
    expected = (weights[[0, 2]] * (inputs - starts).numpy()).sum(1)
    np.testing.assert_allclose(maps.values, expected, rtol=1e-4, atol=1e-6)


def test_it_is_the_rescale_rule_worked_by_hand(explain):
    network = nn.Sequential(nn.Flatten(), nn.Linear(60, 20), nn.ReLU(), nn.Linear(20, 3)).eval()
    inputs = torch.randn(3, 3, 4, 5)
    maps = explain("deep-lift:baseline=zero", network, inputs, classes=[0, 1, 2])
    for at, image in enumerate(inputs):
        expected = by_hand(network, image, torch.zeros_like(image))[at].reshape(3, 4, 5).sum(0)
        np.testing.assert_allclose(maps.values[at], expected.detach(), rtol=1e-3, atol=1e-6)


@pytest.mark.parametrize("activation", [nn.ReLU, nn.ELU, nn.LeakyReLU, nn.Softplus, nn.Tanh])
@pytest.mark.parametrize("contrasts", [None, [1, 1]])
@pytest.mark.parametrize(
    ("kind", "pool"), [("blur", nn.AvgPool2d), ("mean", nn.MaxPool2d), ("zero", nn.MaxPool2d)]
)
def test_a_map_adds_up_to_the_change_of_the_logit(activation, contrasts, kind, pool, explain):
    network, inputs = conv_net(activation, pool), 3 * torch.randn(2, 3, 16, 16)
    method = f"deep-lift:baseline={kind}"
    maps = explain(method, network, inputs, classes=[0, 2], contrasts=contrasts)
    starts = torch.cat([baseline(kind, each[None]) for each in inputs])
    with torch.no_grad():
        change = (network(inputs) - network(starts)).numpy()
    expected = change[[0, 1], [0, 2]] - (0 if contrasts is None else change[:, 1])
    np.testing.assert_allclose(maps.values.sum((1, 2)), expected, rtol=1e-3, atol=1e-4)
    np.testing.assert_allclose(maps.completeness_error, 0, atol=1e-4)


def test_what_a_rule_misses_is_recorded(explain):
    network, inputs = conv_net(pool=nn.MaxPool2d), 3 * torch.randn(2, 3, 16, 16)
    maps = explain("deep-lift:baseline=blur", network, inputs)
    starts = torch.cat([baseline("blur", each[None]) for each in inputs])
    with torch.no_grad():
        change = (network(inputs) - network(starts)).numpy()[:, 1]
    missed = maps.values.sum((1, 2), dtype=np.float64) - change
    assert np.abs(missed).max() > 1e-3
    np.testing.assert_allclose(maps.completeness_error, missed, atol=1e-6)


def test_the_gradient_alone_would_not_add_up(explain):
    network, inputs = conv_net(), 3 * torch.randn(2, 3, 16, 16)
    with torch.no_grad():
        change = (network(inputs) - network(torch.zeros_like(inputs))).numpy()[:, 1]
    plain = explain("input-x-gradient", network, inputs).values.sum((1, 2))
    assert np.abs(plain - change).max() > 1e-2


def test_an_image_has_the_same_map_in_any_batch(explain):
    network, inputs = conv_net(), torch.randn(3, 3, 16, 16)
    together = explain("deep-lift:baseline=random", network, inputs, seeds=[5, 6, 7]).values
    alone = explain("deep-lift:baseline=random", network, inputs[1:2], seeds=[6]).values
    np.testing.assert_allclose(together[1], alone[0], rtol=1e-4, atol=1e-7)


class Twice(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Conv2d(3, 4, 3), nn.Conv2d(4, 4, 3)
        self.act = nn.ReLU()
        self.head = nn.Linear(4, 3)

    def forward(self, x):
        x = self.act(self.second(self.act(self.first(x))))
        return self.head(x.mean((2, 3)))


class ByFunction(Twice):
    def forward(self, x):
        x = torch.nn.functional.relu(self.second(self.act(self.first(x))), inplace=True)
        return self.head(x.mean((2, 3)))


@pytest.mark.parametrize(
    ("network", "said"),
    [
        (Twice, "module 'act' is called 2 times"),
        (ByFunction, r"relu \(ByFunction\) has no rule"),
        (lambda: conv_net(nn.SiLU), r"silu in '1' \(SiLU\) has no rule"),
        (lambda: conv_net(nn.ReLU6), r"hardtanh in '1' \(ReLU6\) has no rule"),
    ],
)
def test_a_step_without_a_rule_is_refused_by_its_place(network, said, explain):
    made = network().eval()
    with pytest.raises(MethodError, match=f"{said}.*integrated-gradients"):
        explain("deep-lift", made, torch.randn(1, 3, 16, 16))
    assert not any(each._forward_hooks or each._forward_pre_hooks for each in made.modules())


def test_a_baseline_that_does_not_exist_is_refused_with_the_nearest():
    with pytest.raises(UnknownNameError, match=r"unknown baseline .* 'blurred'.*'blur'"):
        load_method("deep-lift:baseline=blurred")
