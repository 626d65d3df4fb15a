"""The family of class activation maps: each beside its definition, one place at a time."""

from __future__ import annotations

import numpy as np
import pytest
import timm
import torch

from oracles import enlarge_slowly
from partwise.errors import MethodError, UnknownNameError
from partwise.methods.loading import load_method

GRADIENTS = ["grad-cam", "grad-cam-plus-plus", "hires-cam", "layer-cam"]
ALL = [*GRADIENTS, "eigen-cam", "score-cam"]


class Curved(torch.nn.Module):
    """A head that is not linear, so that gradients differ from place to place."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(11)
        self.conv = torch.nn.Conv2d(3, 5, 4, stride=4)
        self.head = torch.nn.Linear(5 * 6, 3)

    def after(self, activations):
        return self.head(torch.tanh(activations).flatten(1))

    def forward(self, x):
        return self.after(self.conv(x))


def seen(network, image, target, contrast=None):
    """Activations and gradients of one image, (channel, height, width), in float64."""
    activations = network.conv(image[None]).detach().requires_grad_()
    logits = network.after(activations)[0]
    explained = logits[target] - (0 if contrast is None else logits[contrast])
    (gradients,) = torch.autograd.grad(explained, activations)
    return activations[0].detach().double().numpy(), gradients[0].double().numpy()


def slowly(method, activations, gradients):
    """The map of the grid, written as its paper writes it."""
    channels, rows, columns = activations.shape
    places = [(y, x) for y in range(rows) for x in range(columns)]
    found = np.zeros((rows, columns))
    for k in range(channels):
        a, g = activations[k], gradients[k]
        if method == "grad-cam":
            found += sum(g[each] for each in places) / len(places) * a
        elif method == "hires-cam":
            found += g * a
        elif method == "layer-cam":
            for each in places:
                found[each] += max(g[each], 0) * a[each]
        else:
            weight, total = 0.0, sum(a[each] for each in places)
            for each in places:
                alpha = g[each] ** 2 / (2 * g[each] ** 2 + total * g[each] ** 3)
                weight += alpha * max(g[each], 0)
            found += weight * a
    return found if method == "hires-cam" else np.maximum(found, 0)


@pytest.mark.parametrize("contrast", [None, 2])
@pytest.mark.parametrize("method", GRADIENTS)
def test_each_is_what_its_paper_writes(method, contrast, explain):
    network, inputs = Curved().eval(), torch.randn(3, 3, 8, 12)
    contrasts = None if contrast is None else [contrast] * 3
    maps = explain(method, network, inputs, classes=[1, 0, 1], contrasts=contrasts)
    for at, target in enumerate([1, 0, 1]):
        grid = slowly(method, *seen(network, inputs[at], target, contrast))
        expected = enlarge_slowly(grid, 8, 12)
        np.testing.assert_allclose(maps.values[at], expected, rtol=1e-4, atol=1e-6)
    assert maps.native_shape == (2, 3)


def test_where_the_rest_is_linear_hires_cam_adds_up_to_the_logit(small_conv_net, explain):
    """What Grad-CAM promises of pooled networks alone holds for any linear head."""
    network, inputs = small_conv_net(), torch.randn(2, 3, 16, 24)
    maps = explain("hires-cam", network, inputs, classes=[0, 2])
    with torch.no_grad():
        logits = network(inputs) - network.head.bias
    # the grid of 4×6 is enlarged to 16×24: each cell counts 16 times, but for what a border cuts
    activations = network.features(inputs).detach()
    for at, target in enumerate([0, 2]):
        weights = network.head.weight[target].detach() / 24
        grid = (weights[:, None, None] * activations[at]).sum(0).numpy()
        assert grid.sum() == pytest.approx(float(logits[at, target]), rel=1e-4)
        np.testing.assert_allclose(maps.values[at], enlarge_slowly(grid, 16, 24), atol=1e-6)


def test_grad_cam_plus_plus_gives_a_channel_without_gradient_no_weight(explain):
    network, inputs = Curved().eval(), torch.randn(1, 3, 8, 12)
    torch.nn.init.zeros_(network.head.weight)
    assert not explain("grad-cam-plus-plus", network, inputs).values.any()


def test_eigen_cam_is_the_direction_that_explains_most(explain):
    network, inputs = Curved().eval(), torch.randn(3, 3, 8, 12)
    maps = explain("eigen-cam", network, inputs)
    for at in range(3):
        places = network.conv(inputs[at : at + 1])[0].detach().double().flatten(1).numpy().T
        direction = np.ones(5)
        for _ in range(2000):  # power iteration
            direction = places.T @ (places @ direction)
            direction /= np.linalg.norm(direction)
        grid = (places @ direction).reshape(2, 3)
        grid = np.maximum(grid if grid.sum() > 0 else -grid, 0)
        np.testing.assert_allclose(maps.values[at], enlarge_slowly(grid, 8, 12), atol=1e-5)


def test_eigen_cam_is_the_same_for_every_target(explain):
    network, inputs = Curved().eval(), torch.randn(1, 3, 8, 12)
    one, other = (explain("eigen-cam", network, inputs, classes=[at]) for at in (0, 2))
    np.testing.assert_array_equal(one.values, other.values)


def test_score_cam_weighs_channels_by_what_each_leaves_of_the_logit(explain):
    network, inputs = Curved().eval(), torch.randn(2, 3, 8, 12)
    maps = explain("score-cam", network, inputs, classes=[0, 2], contrasts=[1, 1])
    for at, target in enumerate([0, 2]):
        with torch.no_grad():
            activations = network.conv(inputs[at : at + 1])[0]
            scores = []
            for channel in activations:
                fine = torch.from_numpy(enlarge_slowly(channel.numpy(), 8, 12)).float()
                mask = (fine - fine.min()) / (fine.max() - fine.min())
                logits = [network(each[None])[0] for each in (inputs[at] * mask, 0 * inputs[at])]
                scores.append(float((logits[0] - logits[1])[target] - (logits[0] - logits[1])[1]))
        weights = np.exp(scores) / np.exp(scores).sum()
        grid = np.maximum((weights[:, None, None] * activations.numpy()).sum(0), 0)
        np.testing.assert_allclose(maps.values[at], enlarge_slowly(grid, 8, 12), atol=1e-5)


def test_score_cam_takes_a_channel_that_is_the_same_everywhere_for_nothing(explain):
    network, inputs = Curved().eval(), torch.randn(1, 3, 8, 12)
    torch.nn.init.zeros_(network.conv.weight)
    assert np.isfinite(explain("score-cam", network, inputs).values).all()


@pytest.mark.parametrize("method", ALL)
@pytest.mark.parametrize(
    ("name", "options", "grid"),
    [
        ("resnet18", {}, (2, 2)),
        ("vit_tiny_patch16_224", {"img_size": 64, "depth": 2}, (4, 4)),
        ("swin_tiny_patch4_window7_224", {"img_size": 64, "window_size": 2}, (2, 2)),
    ],
)
def test_convolutions_and_transformers_are_explained_on_their_own_grid(
    name, options, grid, method, explain
):
    network = timm.create_model(name, pretrained=False, num_classes=3, **options).eval()
    if method == "score-cam":
        method += ":layer=layer1" if name == "resnet18" else ""
        grid = (16, 16) if name == "resnet18" else grid
    maps = explain(method, network, torch.randn(1, 3, 64, 64))
    assert (maps.native_shape, maps.shape) == (grid, (64, 64))


def test_of_a_transformer_the_class_token_is_no_place(explain):
    """The grid of patches, weighted by what goes into the last attention."""
    network = timm.create_model(
        "vit_tiny_patch16_224", pretrained=False, num_classes=3, img_size=(32, 48), depth=2
    ).eval()
    inputs = torch.randn(1, 3, 32, 48)
    maps = explain("hires-cam", network, inputs)
    kept = []
    handle = network.blocks[1].norm1.register_forward_hook(lambda _, __, out: kept.append(out))
    logit = network(inputs)[0, 1]
    handle.remove()
    (gradient,) = torch.autograd.grad(logit, kept[0])
    grid = (gradient * kept[0]).sum(2)[0, 1:].detach().numpy().reshape(2, 3)
    np.testing.assert_allclose(maps.values[0], enlarge_slowly(grid, 32, 48), rtol=1e-3, atol=1e-6)


@pytest.mark.parametrize("method", ALL)
def test_a_black_box_is_refused_with_what_works(method, explain):
    with pytest.raises(MethodError, match=r"black box without a torch module.*occlusion"):
        explain(method, lambda x: x.mean((2, 3)), torch.randn(1, 3, 8, 12))


@pytest.mark.parametrize("method", ALL)
def test_a_layer_can_be_named_and_a_wrong_one_is_told_with_the_nearest(method, explain):
    network, inputs = Curved().eval(), torch.randn(1, 3, 8, 12)
    auto = explain(method, network, inputs).values
    np.testing.assert_array_equal(auto, explain(f"{method}:layer=conv", network, inputs).values)
    with pytest.raises(UnknownNameError, match="'conv'"):
        explain(f"{method}:layer=conf", network, inputs)


@pytest.mark.parametrize("method", ALL)
def test_nothing_is_left_behind_on_the_network(method, explain):
    network = Curved().train()
    explain(method, network, torch.randn(1, 3, 8, 12))
    assert network.training
    assert not any(each._forward_hooks for each in network.modules())
    assert all(each.grad is None for each in network.parameters())


def test_what_each_says_of_its_sign():
    signed = {each: load_method(each).spec.signed for each in (*ALL, "hires-cam:relu=true")}
    assert {each for each, sign in signed.items() if sign} == {"hires-cam"}
