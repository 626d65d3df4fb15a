"""Guided backpropagation and guided Grad-CAM, against a ReLU written with its own way back."""

from __future__ import annotations

import copy

import numpy as np
import pytest
import torch
from torch import nn

from partwise.errors import MethodError, UnknownNameError
from partwise.methods.loading import load_method

pytestmark = pytest.mark.filterwarnings("error")


class _Guided(torch.autograd.Function):
    """A ReLU through which only positive gradients pass, where its input is positive."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        return gradient * (gradient > 0) * (x > 0)


class GuidedReLU(nn.Module):
    def forward(self, x):
        return _Guided.apply(x)


def conv_net(activation=nn.ReLU):
    return nn.Sequential(
        nn.Conv2d(3, 4, 3, stride=2, padding=1),
        activation(),
        nn.Conv2d(4, 6, 3, stride=2, padding=1),
        activation(),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(6, 3),
    ).eval()


def guided(network, inputs, classes):
    """Gradients of a copy whose ReLUs are the ones above."""
    twin = copy.deepcopy(network)
    for at, each in enumerate(twin):
        if isinstance(each, nn.ReLU):
            twin[at] = GuidedReLU()
    inputs = inputs.clone().requires_grad_()
    twin(inputs)[range(len(inputs)), classes].sum().backward()
    return inputs.grad


@pytest.mark.parametrize("inplace", [False, True])
def test_only_positive_gradients_pass_a_relu(inplace, explain):
    network, inputs = conv_net(lambda: nn.ReLU(inplace=inplace)), torch.randn(2, 3, 16, 16)
    maps = explain("guided-backprop", network, inputs, classes=[0, 2])
    expected = guided(network, inputs, [0, 2]).sum(1)
    np.testing.assert_allclose(maps.values, expected, rtol=1e-4, atol=1e-7)
    plain = explain("gradient", network, inputs, classes=[0, 2]).values
    assert np.abs(maps.values - plain).max() > 1e-4


class Twice(nn.Module):
    """One module of ReLU for two activations, as in torchvision's ResNets."""

    def __init__(self, activation):
        super().__init__()
        self.first, self.second = nn.Conv2d(3, 4, 3), nn.Conv2d(4, 4, 3)
        self.act = activation
        self.head = nn.Linear(4, 3)

    def forward(self, x):
        x = self.act(self.second(self.act(self.first(x))))
        return self.head(x.mean((2, 3)))


def test_a_relu_that_is_called_twice_is_guided_twice(explain):
    network, inputs = Twice(nn.ReLU()).eval(), torch.randn(2, 3, 16, 16)
    twin = Twice(GuidedReLU()).eval()
    twin.load_state_dict(network.state_dict())
    maps = explain("guided-backprop", network, inputs)
    asked = inputs.clone().requires_grad_()
    twin(asked)[:, 1].sum().backward()
    np.testing.assert_allclose(maps.values, asked.grad.sum(1), rtol=1e-4, atol=1e-7)
    plain = explain("gradient", network, inputs).values
    assert np.abs(maps.values - plain).max() > 1e-5


@pytest.mark.parametrize("channels", ["l2", "max-abs"])
def test_channels_are_put_together_as_of_gradients(channels, explain):
    network, inputs = conv_net(), torch.randn(1, 3, 16, 16)
    maps = explain(f"guided-backprop:channels={channels}", network, inputs)
    gradients = guided(network, inputs, [1])
    by = {"l2": gradients.square().sum(1).sqrt(), "max-abs": gradients.abs().amax(1)}
    np.testing.assert_allclose(maps.values, by[channels], rtol=1e-4, atol=1e-7)


@pytest.mark.parametrize("layer", ["auto", "1"])
def test_guided_grad_cam_is_one_times_the_other(layer, explain):
    network, inputs = conv_net(), torch.randn(2, 3, 16, 16)
    maps = explain(f"guided-grad-cam:layer={layer}", network, inputs, classes=[0, 2])
    cam = explain(f"grad-cam:layer={layer}", network, inputs, classes=[0, 2]).values
    expected = guided(network, inputs, [0, 2]).sum(1).numpy() * cam
    np.testing.assert_allclose(maps.values, expected, rtol=1e-3, atol=1e-8)
    assert np.abs(maps.values).max() > 0


@pytest.mark.parametrize("method", ["guided-backprop", "guided-grad-cam"])
def test_afterwards_the_network_is_as_it_was(method, explain):
    network, inputs = conv_net(), torch.randn(1, 3, 16, 16)
    before = explain("gradient", network, inputs).values
    explain(method, network, inputs)
    tables = ("_forward_hooks", "_forward_pre_hooks", "_backward_hooks", "_backward_pre_hooks")
    assert not any(getattr(each, table) for each in network.modules() for table in tables)
    np.testing.assert_array_equal(explain("gradient", network, inputs).values, before)


class ByFunction(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv, self.act, self.head = nn.Conv2d(3, 4, 3, stride=2), nn.ReLU(), nn.Linear(4, 3)

    def forward(self, x):
        return self.head(torch.relu(self.act(self.conv(x)) - 0.1).mean((2, 3)))


@pytest.mark.parametrize("method", ["guided-backprop", "guided-grad-cam"])
@pytest.mark.parametrize(
    ("network", "said"),
    [
        (ByFunction, r"relu \(ByFunction\) is none"),
        (lambda: conv_net(nn.SiLU), r"silu in '1' \(SiLU\) is none"),
        (lambda: conv_net(nn.ReLU6), r"hardtanh in '1' \(ReLU6\) is none"),
        (lambda: conv_net(nn.Identity), "it has none"),
    ],
)
def test_what_is_no_module_of_relu_is_refused_by_its_place(method, network, said, explain):
    made = network().eval()
    with pytest.raises(MethodError, match=f"{said}.*integrated-gradients"):
        explain(method, made, torch.randn(1, 3, 16, 16))
    assert not any(each._forward_hooks or each._forward_pre_hooks for each in made.modules())


def test_gates_and_pooling_are_no_rectifiers(explain):
    network = nn.Sequential(
        nn.Conv2d(3, 4, 3),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(196, 3),
        nn.Sigmoid(),
    ).eval()
    assert explain("guided-backprop", network, torch.randn(1, 3, 16, 16)).values.any()


def test_a_layer_that_is_not_found_is_told_in_the_method_s_own_name(explain):
    flat = nn.Sequential(nn.Flatten(), nn.Linear(60, 8), nn.ReLU(), nn.Linear(8, 3)).eval()
    with pytest.raises(
        MethodError, match=r"guided-grad-cam finds no.*\(guided-grad-cam:layer=NAME"
    ):
        explain("guided-grad-cam", flat, torch.randn(1, 3, 4, 5))


def test_an_unknown_choice_is_refused_with_the_nearest():
    with pytest.raises(UnknownNameError, match=r"'l1'.*'l2'"):
        load_method("guided-backprop:channels=l1")
