"""LRP and Deep Taylor: each rule by hand, nothing lost between layers, nothing counted twice."""

from __future__ import annotations

import copy
import sys

import numpy as np
import pytest
import timm
import torch
from torch import nn
from torch.nn import functional

from partwise.errors import CallError, MethodError, UnknownNameError
from partwise.methods.between import multiplied, shared
from partwise.methods.loading import load_method

RULES = ["epsilon", "epsilon-plus", "epsilon-alpha2-beta1", "epsilon-gamma"]
METHODS = [*(f"lrp:rule={rule}" for rule in RULES), "deep-taylor", "attn-lrp", "attn-lrp:gamma=0"]


def conv_net(*, bias: bool = True) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(3, 4, 3, padding=1, bias=bias),
        nn.ReLU(),
        nn.Conv2d(4, 5, 3, stride=2, bias=bias),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(5 * 4, 3, bias=bias),
    ).eval()


# The slow twin: layers as matrices, rules as sums over each pair of neurons.


def dense(layer, shape):
    """A layer as a matrix (out, in) and a bias, by passing each unit vector through."""
    with torch.no_grad():
        count = int(np.prod(shape))
        zero = layer(torch.zeros(1, *shape)).flatten()
        units = layer(torch.eye(count).reshape(count, *shape)).reshape(count, -1)
    return (units - zero).T.double().numpy(), zero.double().numpy()


def ratio(part, whole):
    return np.divide(part, whole, out=np.zeros_like(part), where=np.abs(whole) > 1e-12)


def pairs(rule, weights, bias, values, *, absorbs, gamma=0.25, box=None):
    """Which share of each output's relevance each input takes: (out, in)."""
    each = weights * values
    own = bias if absorbs else np.zeros_like(bias)
    up, down = np.maximum(each, 0), np.minimum(each, 0)
    if rule == "epsilon":
        return ratio(each, (each.sum(1) + own)[:, None] + 0 * each)
    if rule == "epsilon-plus":
        return ratio(up, (up.sum(1) + np.maximum(own, 0))[:, None] + 0 * each)
    if rule == "epsilon-alpha2-beta1":
        positive = ratio(up, (up.sum(1) + np.maximum(own, 0))[:, None] + 0 * each)
        return 2 * positive - ratio(down, (down.sum(1) + np.minimum(own, 0))[:, None] + 0 * each)
    if rule == "box":
        low, high = box
        each = each - np.maximum(weights, 0) * low - np.minimum(weights, 0) * high
        return ratio(each, each.sum(1)[:, None] + 0 * each)
    found = np.zeros_like(each)
    for out in range(len(each)):
        active = each[out].sum() + bias[out] > 0
        favoured = up[out] if active else down[out]
        extra = max(own[out], 0) if active else min(own[out], 0)
        numerator = each[out] + gamma * favoured
        whole = numerator.sum() + own[out] + gamma * extra
        found[out] = ratio(numerator, np.full_like(numerator, whole))
    return found


def by_hand(network, image, target, rule, *, absorbs=False, box=None, last="epsilon"):
    """Relevance of each input value of one image, as (channel, height, width)."""
    values, shape, steps = image.double().numpy().ravel(), tuple(image.shape), []
    for layer in network:
        if isinstance(layer, nn.ReLU):
            values = np.maximum(values, 0)
        elif isinstance(layer, nn.Flatten):
            shape = (len(values),)
        else:
            weights, bias = dense(layer, shape)
            steps.append((layer, weights, bias, values))
            with torch.no_grad():
                shape = tuple(layer(torch.zeros(1, *shape)).shape[1:])
            values = weights @ values + bias
    relevance = np.zeros_like(values)
    relevance[target] = values[target]
    for at in reversed(range(len(steps))):
        layer, weights, bias, given = steps[at]
        used = rule if isinstance(layer, nn.Conv2d) else last
        used = "box" if box and at == 0 else used
        share = pairs(used, weights, bias, given, absorbs=absorbs, box=box)
        relevance = share.T @ relevance
    return relevance.reshape(image.shape)


@pytest.mark.parametrize("bias", ["ignored", "absorbs"])
@pytest.mark.parametrize("rule", RULES)
def test_each_rule_is_what_its_sums_over_pairs_of_neurons_say(rule, bias, explain):
    network, inputs = conv_net(), torch.randn(2, 3, 5, 5)
    maps = explain(f"lrp:rule={rule},bias={bias}", network, inputs, classes=[0, 2])
    for at, target in enumerate([0, 2]):
        expected = by_hand(network, inputs[at], target, rule, absorbs=bias == "absorbs").sum(0)
        scale = np.abs(expected).max()
        np.testing.assert_allclose(maps.values[at], expected, rtol=2e-3, atol=2e-4 * scale)


def test_deep_taylor_takes_what_speaks_for_it_and_the_box_of_pictures_at_the_input(explain):
    network, inputs = conv_net(), torch.rand(2, 3, 5, 5)
    maps = explain("deep-taylor", network, inputs, classes=[0, 2])
    for at, target in enumerate([0, 2]):
        hand = by_hand(
            network, inputs[at], target, "epsilon-plus", box=(0.0, 1.0), last="epsilon-plus"
        )
        expected = hand.sum(0)
        scale = np.abs(expected).max()
        np.testing.assert_allclose(maps.values[at], expected, rtol=2e-3, atol=2e-4 * scale)
        sign = np.sign(network(inputs)[at, target].item())
        assert (sign * maps.values[at] >= -1e-6 * scale).all()


def test_on_a_linear_network_the_epsilon_rule_is_the_input_times_its_weights(linear, explain):
    network, weights = linear
    inputs = torch.randn(2, 3, 4, 5)
    maps = explain("lrp:rule=epsilon,bias=absorbs", network, inputs, classes=[0, 2])
    expected = (weights[[0, 2]] * inputs.numpy()).sum(1)
    np.testing.assert_allclose(maps.values, expected, rtol=1e-3, atol=1e-6)


@pytest.mark.parametrize("method", METHODS)
def test_without_biases_nothing_is_lost(method, explain):
    network, inputs = conv_net(bias=False), torch.rand(4, 3, 5, 5)
    maps = explain(method, network, inputs)
    logits = network(inputs)[:, 1].detach().numpy()
    np.testing.assert_allclose(maps.values.sum((1, 2)), logits, rtol=1e-2, atol=1e-4)
    np.testing.assert_allclose(maps.completeness_error, maps.values.sum((1, 2)) - logits, atol=1e-6)


def test_a_contrast_is_the_difference_of_both_maps(explain):
    network, inputs = conv_net(), torch.randn(2, 3, 5, 5)
    one, other = (explain("lrp", network, inputs, classes=[at, at]) for at in (0, 2))
    both = explain("lrp", network, inputs, classes=[0, 0], contrasts=[2, 2])
    np.testing.assert_allclose(both.values, one.values - other.values, rtol=1e-3, atol=1e-6)
    total = one.completeness_error - other.completeness_error
    np.testing.assert_allclose(both.completeness_error, total, atol=1e-5)


class Block(nn.Module):
    """A residual block, which adds its shortcut in one of four ways."""

    def __init__(self, how: str = "plus") -> None:
        super().__init__()
        self.how = how
        self.conv = nn.Conv2d(3, 3, 3, padding=1, bias=False)
        self.head = nn.Linear(3, 3, bias=False)

    def forward(self, x):
        x = functional.relu(x)
        out = functional.relu(self.conv(x))
        if self.how == "plus":
            out = out + x
        elif self.how == "in place":
            out += x
        elif self.how == "method":
            out.add_(x)
        else:
            out = torch.add(out, x)
        return self.head(functional.adaptive_avg_pool2d(out, 1).flatten(1))


def block(how: str = "plus") -> Block:
    torch.manual_seed(5)
    return Block(how).eval()


@pytest.mark.parametrize("how", ["plus", "in place", "method", "function"])
def test_a_residual_is_not_counted_twice(how, explain):
    """Each branch takes of the relevance what it gave to the sum."""
    network, inputs = block(how), torch.rand(1, 3, 5, 5)
    maps = explain("lrp", network, inputs)
    logit = network(inputs)[0, 1].item()
    assert maps.values.sum() == pytest.approx(logit, rel=1e-3)
    x = inputs[0].double().numpy()
    weights, zero = dense(network.conv, (3, 5, 5))
    inner = np.maximum(weights @ x.ravel(), 0)
    head = network.head.weight.detach().double().numpy()[1]
    together = inner + x.ravel()
    pooled = np.repeat(head / 25, 25) * together
    branch, short = pooled * ratio(inner, together), pooled * ratio(x.ravel(), together)
    share = pairs("epsilon-plus", weights, zero, x.ravel(), absorbs=False)
    expected = (share.T @ branch + short).reshape(3, 5, 5).sum(0)
    np.testing.assert_allclose(maps.values[0], expected, rtol=2e-3, atol=1e-6)


class Normalised(nn.Module):
    """A convolution with a batch normalisation; merged by hand it is the same network."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, bias=False)
        self.norm = nn.BatchNorm2d(4)
        self.head = nn.Linear(4 * 9, 3)
        for values in (self.norm.running_mean, self.norm.weight, self.norm.bias):
            nn.init.normal_(values)
        nn.init.uniform_(self.norm.running_var, 0.5, 2)

    def forward(self, x):
        return self.head(functional.relu(self.norm(self.conv(x))).flatten(1))


@pytest.mark.parametrize("rule", RULES)
def test_a_batch_normalisation_is_merged_into_the_layer_before_it(rule, explain):
    network, inputs = Normalised().eval(), torch.randn(2, 3, 5, 5)
    merged = nn.utils.fusion.fuse_conv_bn_eval(network.conv, network.norm)
    twin = nn.Sequential(merged, nn.ReLU(), nn.Flatten(), network.head).eval()
    method = f"lrp:rule={rule},bias=absorbs"
    found, expected = (explain(method, each, inputs).values for each in (network, twin))
    np.testing.assert_allclose(found, expected, rtol=1e-2, atol=1e-4 * np.abs(expected).max())


def test_a_normalisation_of_what_others_use_too_is_not_merged(explain):
    class Both(Normalised):
        def forward(self, x):
            out = self.conv(x)
            return self.head((functional.relu(self.norm(out)) + functional.relu(out)).flatten(1))

    network, inputs = Both().eval(), torch.randn(2, 3, 5, 5)
    before = network(inputs)
    maps = explain("lrp", network, inputs)
    np.testing.assert_allclose(network(inputs).detach(), before.detach(), rtol=1e-6)
    explained = maps.values.sum((1, 2)) - maps.completeness_error
    np.testing.assert_allclose(explained, before[:, 1].detach(), rtol=1e-4)


class Gated(nn.Module):
    """Squeeze and excitation: channels, each let through as far as its mean says."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, bias=False)
        self.squeeze = nn.Conv2d(4, 4, 1)
        self.head = nn.Linear(4 * 9, 3, bias=False)

    def forward(self, x):
        x = functional.silu(self.conv(x))
        return self.head((x * torch.sigmoid(self.squeeze(x.mean((2, 3), keepdim=True)))).flatten(1))


def test_of_gated_channels_the_signal_takes_all(explain):
    network, inputs = Gated().eval(), torch.rand(2, 3, 5, 5)
    maps = explain("lrp:rule=epsilon", network, inputs)
    logits = network(inputs)[:, 1].detach()
    np.testing.assert_allclose(maps.values.sum((1, 2)), logits, rtol=1e-3)


@pytest.mark.parametrize("method", ["lrp", "deep-taylor"])
@pytest.mark.parametrize("name", ["resnet18", "vgg11", "densenet121", "convnext_atto"])
def test_of_known_families_nearly_all_arrives(name, method, explain):
    """Biases are ignored; what is lost is where nothing speaks for an output that has relevance."""
    network = timm.create_model(name, pretrained=False, num_classes=3).eval()
    inputs = torch.randn(1, 3, 64, 64)
    with torch.no_grad():
        target = int(network(inputs).abs().argmax())
    maps = explain(method, network, inputs, classes=[target])
    logit = network(inputs)[0, target].item()
    assert abs(maps.completeness_error[0]) < 0.02 * abs(logit)


@pytest.mark.parametrize("name", ["mobilenetv3_small_050", "efficientnet_b0"])
def test_of_gated_and_narrow_families_what_is_lost_is_told(name, explain):
    network = timm.create_model(name, pretrained=False, num_classes=3).eval()
    inputs = torch.randn(1, 3, 64, 64)
    maps = explain("lrp", network, inputs)
    explained = maps.values.sum() - maps.completeness_error[0]
    assert explained == pytest.approx(network(inputs)[0, 1].item(), rel=1e-3)


class Attending(nn.Module):
    """One head over the rows of a picture, with a softmax written out or torch's own attention."""

    def __init__(self, *, fused: bool) -> None:
        super().__init__()
        torch.manual_seed(3)
        self.fused = fused
        self.norm = nn.LayerNorm(12)
        self.qkv = nn.Linear(12, 24)
        self.out = nn.Linear(8, 12)
        self.head = nn.Linear(12, 3)

    def forward(self, x):
        x = x.permute(0, 2, 1, 3).flatten(2)
        q, k, v = self.qkv(self.norm(x)).chunk(3, dim=-1)
        if self.fused:
            seen = functional.scaled_dot_product_attention(q, k, v)
        else:
            seen = ((q * 8**-0.5) @ k.transpose(-2, -1)).softmax(dim=-1) @ v
        return self.head((x + self.out(seen)).mean(1))


def test_attention_is_the_same_written_out_or_fused(explain):
    inputs = torch.randn(2, 3, 5, 4)
    found, expected = (
        explain("attn-lrp", Attending(fused=fused).eval(), inputs).values for fused in (True, False)
    )
    np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-5)


def test_attention_is_what_its_sums_say(explain):
    """Worked out in float64, step by step, from the logit back to the rows."""
    network, image = Attending(fused=True).eval(), torch.randn(1, 3, 5, 4)
    maps = explain("attn-lrp:gamma=0", network, image)
    weights = {name: each.detach().double().numpy() for name, each in network.named_parameters()}
    x = image[0].double().numpy().transpose(1, 0, 2).reshape(5, 12)
    deviation = np.sqrt(x.var(1, keepdims=True) + network.norm.eps)
    normal = (x - x.mean(1, keepdims=True)) / deviation * weights["norm.weight"]
    normal = normal + weights["norm.bias"]
    q, k, v = np.split(normal @ weights["qkv.weight"].T + weights["qkv.bias"], 3, 1)
    scores = q @ k.T / np.sqrt(8)
    seen = np.exp(scores) / np.exp(scores).sum(1, keepdims=True)
    context = seen @ v
    added = context @ weights["out.weight"].T + weights["out.bias"]
    pooled = (x + added).mean(0)
    logit = (pooled @ weights["head.weight"].T + weights["head.bias"])[1]

    def through(matrix, given, relevance):
        each = given[:, None, :] * matrix[None]
        return (relevance[:, :, None] * each / each.sum(2)[:, :, None]).sum(1)

    of_pooled = through(weights["head.weight"][1:2], pooled[None], np.array([[logit]]))[0]
    of_tokens = of_pooled * (x + added) / (5 * pooled)
    of_added = of_tokens * added / (x + added)
    of_context = through(weights["out.weight"], context, of_added)
    share = of_context / (2 * context)
    of_seen, of_v = seen * (share @ v.T), v * (seen.T @ share)
    of_scores = scores * (of_seen - seen * of_seen.sum(1, keepdims=True))
    share = of_scores / (2 * scores) / np.sqrt(8)
    of_q, of_k = q * (share @ k), k * (share.T @ q)
    of_qkv = np.concatenate([of_q, of_k, of_v], 1)
    expected = of_tokens * x / (x + added) + through(weights["qkv.weight"], normal, of_qkv)
    expected = expected.reshape(5, 3, 4).sum(1)
    np.testing.assert_allclose(maps.values[0], expected, rtol=1e-2, atol=2e-3 * abs(expected).max())


@pytest.mark.parametrize("name", ["vit_tiny_patch16_224", "swin_tiny_patch4_window7_224"])
def test_transformers_of_timm_are_explained(name, explain):
    network = timm.create_model(name, pretrained=False, num_classes=3).eval()
    inputs = torch.randn(1, 3, 224, 224)
    maps = explain("attn-lrp", network, inputs)
    explained = maps.values.sum() - maps.completeness_error[0]
    assert explained == pytest.approx(network(inputs)[0, 1].item(), rel=1e-3)
    with pytest.raises(MethodError, match=r"(attention|matmul) in '.*attn' .*attn-lrp"):
        explain("lrp", network, inputs)


def test_what_is_added_shares_relevance_as_it_contributes():
    a, b = (torch.tensor([each], requires_grad=True) for each in (3.0, -1.0))
    shared(torch.add, [a, b]).backward(torch.tensor([4.0]))
    assert (float(a.grad), float(b.grad)) == pytest.approx((6, -2), rel=1e-4)


def test_what_is_multiplied_shares_relevance_equally():
    a, b = (torch.tensor([each], requires_grad=True) for each in (3.0, -2.0))
    multiplied(torch.mul, [a, b]).backward(torch.tensor([4.0]))
    assert (float(a.grad), float(b.grad)) == pytest.approx((2, 2), rel=1e-4)


class Odd(nn.Module):
    """Does something in the middle that has no rule."""

    def __init__(self, odd) -> None:
        super().__init__()
        self.first, self.middle, self.last = nn.Linear(60, 8), nn.Identity(), nn.Linear(8, 3)
        self.middle.forward = odd

    def forward(self, x):
        return self.last(self.middle(self.first(x.flatten(1))))


@pytest.mark.parametrize(
    ("odd", "name"), [(torch.exp, "exp"), (lambda x: x.sort().values, "sort"), (torch.sin, "sin")]
)
def test_what_has_no_rule_is_refused_by_its_name_and_place(odd, name, explain):
    with pytest.raises(MethodError, match=rf"{name} in 'middle' \(Identity\) has no rule.*integra"):
        explain("lrp", Odd(odd).eval(), torch.randn(1, 3, 4, 5))


def test_a_layer_that_is_called_twice_is_refused_by_its_place(explain):
    class Twice(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.conv, self.head = nn.Conv2d(3, 3, 3, padding=1), nn.Linear(60, 3)

        def forward(self, x):
            return self.head(self.conv(self.conv(x).relu()).relu().flatten(1))

    with pytest.raises(MethodError, match=r"'conv' is called 2 times"):
        explain("lrp", Twice().eval(), torch.randn(1, 3, 4, 5))


@pytest.mark.parametrize("odd", [torch.relu, torch.exp])
def test_the_network_is_as_it_was_afterwards(odd, explain):
    """Also where it was refused half way: weights, flags, hooks."""
    network = nn.Sequential(Normalised(), Odd(odd).middle).eval()
    network[0].conv.weight.requires_grad_(False)
    before = copy.deepcopy(network.state_dict())
    flags = [each.requires_grad for each in network.parameters()]
    try:
        explain("lrp", network, torch.randn(1, 3, 5, 5))
    except MethodError:
        assert odd is torch.exp
    assert all(torch.equal(each, before[name]) for name, each in network.state_dict().items())
    assert network[0].conv.bias is None
    assert [each.requires_grad for each in network.parameters()] == flags
    hooks = [table for each in network.modules() for table in (each._forward_hooks,)]
    assert not any(hooks)
    assert not any(each._forward_pre_hooks for each in network.modules())


def test_a_batch_gives_what_its_images_give_alone(explain):
    network, inputs = block(), torch.rand(3, 3, 5, 5)
    together = explain("lrp", network, inputs).values
    alone = [explain("lrp", network, inputs[at : at + 1]).values[0] for at in range(3)]
    np.testing.assert_allclose(together, alone, rtol=1e-4, atol=1e-7)


@pytest.mark.parametrize(
    ("method", "says"),
    [
        ("lrp:rule=epsilon-plsu", "'epsilon-plus'"),
        ("lrp:bias=absorb", "'absorbs'"),
        ("deep-taylor:low=0", "unknown option"),
    ],
)
def test_an_option_that_is_none_is_told_with_the_nearest(method, says):
    with pytest.raises(UnknownNameError, match=says):
        load_method(method)


@pytest.mark.parametrize("method", ["lrp:gamma=-1", "attn-lrp:gamma=-0.5"])
def test_a_negative_gamma_is_refused(method):
    with pytest.raises(CallError, match="0 or more"):
        load_method(method)


def test_without_zennit_it_says_how_to_get_it(monkeypatch, explain):
    monkeypatch.setitem(sys.modules, "zennit", None)
    with pytest.raises(CallError, match=r"pip install partwise\[lrp\]"):
        explain("lrp", conv_net(), torch.randn(1, 3, 5, 5))
