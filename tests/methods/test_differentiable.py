from __future__ import annotations

import numpy as np
import pytest
import torch

from partwise.errors import ClassifierError, MethodError, SaliencyError
from partwise.methods.differentiable import given_back

BY_GRADIENT = [
    "gradient",
    "input-x-gradient",
    "integrated-gradients:baseline=blur,steps=5",
    "grad-cam",
]
ALL = [*BY_GRADIENT, "occlusion:stride=4,window=8"]


def state(network):
    """Everything about a network that explaining it must leave as it was."""
    hooks = [
        (name, dict(table))
        for module in network.modules()
        for name, table in vars(module).items()
        if name.endswith("_hooks") or "_hooks_" in name
    ]
    flags = [(each.training, getattr(each, "inplace", None)) for each in network.modules()]
    weights = [(each.requires_grad, each.grad, each.clone()) for each in network.parameters()]
    return hooks, flags, weights


def assert_same_state(before, after):
    assert before[:2] == after[:2]
    for (wanted, grad, value), (wants, has, now) in zip(before[2], after[2], strict=True):
        assert wants == wanted
        assert has is grad
        assert torch.equal(value, now)


@pytest.mark.parametrize("method", ALL)
def test_a_network_is_given_back_as_it_was(method, small_conv_net, explain):
    network = small_conv_net(inplace=True)
    network.conv1.requires_grad_(False)
    network.act1.train()
    network.conv2.register_forward_hook(lambda *_: None)
    inputs = torch.randn(2, 3, 16, 16)
    before, pixels = state(network), inputs.clone()
    explain(method, network, inputs)
    assert_same_state(before, state(network))
    assert all(each.grad is None for each in network.parameters())
    assert torch.equal(inputs, pixels)
    assert inputs.grad is None
    assert not inputs.requires_grad


@pytest.mark.parametrize("method", BY_GRADIENT)
def test_a_network_is_given_back_as_it_was_after_an_error(method, small_conv_net, explain):
    network = small_conv_net(inplace=True)

    def fail(*_):
        raise RuntimeError("the head is broken")

    network.head.register_forward_hook(fail)
    before = state(network)
    with pytest.raises(MethodError, match="the head is broken"):
        explain(method, network, torch.randn(1, 3, 16, 16))
    assert_same_state(before, state(network))


def test_hooks_gradients_and_flags_left_by_a_failing_method_are_taken_away(small_conv_net):
    network = small_conv_net(inplace=True).train()
    network.conv1.register_forward_hook(lambda *_: None)
    before = state(network)

    def explain_badly():
        with given_back(network):
            assert not any(each.training for each in network.modules())
            network.conv1.register_forward_hook(lambda *_: None)
            network.conv1.register_full_backward_hook(lambda *_: None)
            network.conv1.weight.requires_grad_(False)
            network.head.bias.grad = torch.ones(3)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        explain_badly()
    assert_same_state(before, state(network))


@pytest.mark.parametrize("method", ALL)
@pytest.mark.parametrize("style", ["inplace", "functional"])
def test_in_place_activations_give_the_maps_of_their_out_of_place_twin(
    method, style, small_conv_net, explain
):
    inputs = torch.randn(2, 3, 16, 16)
    twin = explain(method, small_conv_net(), inputs, classes=[0, 2]).values
    overwriting = explain(method, small_conv_net(**{style: True}), inputs, classes=[0, 2]).values
    if (method, style) == ("grad-cam", "functional"):
        # its last module is the identity before the activation, another layer than the twin's
        assert overwriting.shape == twin.shape
    else:
        np.testing.assert_allclose(overwriting, twin, atol=1e-7)
    assert np.abs(twin).max() > 1e-6


@pytest.mark.parametrize("method", ALL)
@pytest.mark.parametrize("mode", [torch.no_grad, torch.inference_mode])
def test_the_callers_gradient_mode_does_not_matter(method, mode, small_conv_net, explain):
    network = small_conv_net()
    expected = explain(method, network, torch.ones(1, 3, 16, 16).tril()).values
    with mode():
        given = explain(method, network, torch.ones(1, 3, 16, 16).tril()).values
    np.testing.assert_array_equal(given, expected)
    assert given.dtype == np.float32


@pytest.mark.parametrize("method", ALL)
def test_an_images_map_does_not_depend_on_its_neighbours_or_the_global_seed(
    method, small_conv_net, explain
):
    network, inputs = small_conv_net(), torch.randn(5, 3, 16, 16)
    together = explain(method, network, inputs, classes=[0, 1, 2, 0, 1], seeds=range(5)).values
    torch.manual_seed(123)
    alone = np.concatenate(
        [
            explain(method, network, inputs[i : i + 1], classes=[i % 3], seeds=[i]).values
            for i in range(5)
        ]
    )
    np.testing.assert_allclose(together, alone, atol=1e-6 * np.abs(together).max())
    again = explain(method, network, inputs, classes=[0, 1, 2, 0, 1], seeds=range(5)).values
    np.testing.assert_array_equal(together, again)


@pytest.mark.parametrize("method", BY_GRADIENT)
def test_a_network_that_writes_into_its_input_is_explained(method, small_conv_net, explain):
    class Normalises(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.inner = small_conv_net()

        def forward(self, x):
            x -= 0.5
            x.mul_(2)
            return self.inner(x)

    class Politely(Normalises):
        def forward(self, x):
            return self.inner((x - 0.5) * 2)

    inputs = torch.rand(2, 3, 16, 16)
    before = inputs.clone()
    given, expected = (explain(method, each(), inputs) for each in (Normalises, Politely))
    np.testing.assert_allclose(given.values, expected.values, atol=1e-6)
    assert torch.equal(inputs, before)


@pytest.mark.parametrize("method", BY_GRADIENT)
def test_a_black_box_is_refused_with_what_works_without_gradients(method, explain):
    with pytest.raises(MethodError, match=r"black box .*without gradients: .*occlusion.*rise\."):
        explain(method, lambda x: x.mean((2, 3)), torch.randn(1, 3, 16, 16))


@pytest.mark.parametrize("method", BY_GRADIENT)
def test_weights_made_in_inference_mode_are_refused(method, small_conv_net, explain):
    with torch.inference_mode():
        network = small_conv_net()
    with pytest.raises(MethodError, match=r"'conv1.weight' .* made in torch.inference_mode.*Build"):
        explain(method, network, torch.randn(1, 3, 16, 16))


class Guarded(torch.nn.Module):
    """Runs its backbone and its head under the modes given."""

    def __init__(self, backbone, head) -> None:
        super().__init__()
        self.conv = torch.nn.Conv2d(3, 4, 3, stride=2)
        self.linear = torch.nn.Linear(4, 3)
        self.modes = backbone, head

    def forward(self, x):
        with self.modes[0]():
            x = self.conv(x).mean((2, 3))
        with self.modes[1]():
            return self.linear(x)


@pytest.mark.parametrize("method", BY_GRADIENT)
@pytest.mark.parametrize(
    "modes",
    [
        (torch.no_grad, torch.no_grad),
        (torch.inference_mode, torch.inference_mode),
        (torch.no_grad, torch.enable_grad),
        (torch.inference_mode, torch.enable_grad),
    ],
    ids=["no_grad", "inference_mode", "no_grad-backbone", "inference_mode-backbone"],
)
def test_a_forward_pass_that_cuts_gradients_is_refused_with_the_reason(method, modes, explain):
    with pytest.raises(MethodError, match=r"(no_grad|inference_mode).*Take that out"):
        explain(method, Guarded(*modes), torch.randn(1, 3, 16, 16))


class Overwrites(torch.nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv = torch.nn.Conv2d(3, 3, 3, stride=2)

    def forward(self, x):
        x = self.conv(x)
        y = x.sigmoid()
        y.add_(1)
        return (x * y).mean((2, 3))


@pytest.mark.parametrize("method", BY_GRADIENT)
def test_an_in_place_write_that_breaks_autograd_is_refused_with_the_reason(method, explain):
    with pytest.raises(MethodError, match=r"overwrites in place .*Write `x = x [+] y`") as caught:
        explain(method, Overwrites(), torch.randn(1, 3, 16, 16))
    assert isinstance(caught.value.__cause__, RuntimeError)


class FailsInForward(torch.nn.Module):
    """A view of a leaf, made to want gradients inside, cannot be overwritten."""

    def __init__(self, failure: str) -> None:
        super().__init__()
        self.weight = torch.nn.Parameter(torch.ones(3))
        self.failure = failure

    def forward(self, x):
        if self.failure == "in place":
            self.weight[:1].add_(1)
        else:
            raise RuntimeError(self.failure)
        return x.mean((2, 3)) * self.weight


@pytest.fixture
def worded(wrap, monkeypatch):
    """Let classifiers tell of what fails in their own words."""

    def logits(self, batch):
        try:
            return self.network(batch)
        except RuntimeError as cause:
            raise ClassifierError(f"failed: {cause}") from cause

    monkeypatch.setattr(wrap, "logits", logits)


@pytest.mark.usefixtures("worded")
@pytest.mark.parametrize(
    ("failure", "error", "said"),
    [("in place", MethodError, "overwrites in place"), ("boo", ClassifierError, "failed: boo")],
)
def test_a_classifier_that_words_errors_itself_is_asked_for_the_cause(
    failure, error, said, explain
):
    with pytest.raises(error, match=said):
        explain("gradient", FailsInForward(failure), torch.randn(1, 3, 16, 16))


def test_running_out_of_memory_is_left_to_the_caller(small_conv_net, explain):
    network = small_conv_net()

    def exhaust(*_):
        raise torch.OutOfMemoryError("CUDA out of memory.")

    network.head.register_forward_hook(exhaust)
    with pytest.raises(torch.OutOfMemoryError):
        explain("gradient", network, torch.randn(1, 3, 16, 16))


@pytest.mark.parametrize("method", ALL)
def test_a_map_that_is_not_finite_is_refused_by_image_and_method(method, small_conv_net, explain):
    network = small_conv_net()
    inputs = torch.randn(2, 3, 16, 16)
    inputs[1, 0, 4, 4] = torch.nan
    with pytest.raises(SaliencyError, match=rf"image '1.png', method '{method.split(':')[0]}"):
        explain(method, network, inputs)
