"""Attention followed through a transformer: by hand over a few tokens, and in real networks."""

from __future__ import annotations

import numpy as np
import pytest
import timm
import torch
from torch import nn
from torch.nn import functional

from oracles import enlarge_slowly
from partwise.errors import MethodError

METHODS = ["attention-rollout", "attention-relevance"]


class Seeing(nn.Module):
    """Two layers of attention over the patches of a picture, with a class token before them."""

    def __init__(self, *, fused: bool = True, token: bool = True) -> None:
        super().__init__()
        torch.manual_seed(2)
        self.fused, self.token = fused, token
        self.embed = nn.Conv2d(3, 8, 4, stride=4)
        self.first = nn.Parameter(torch.randn(1, 1, 8))
        self.qkv = nn.ModuleList(nn.Linear(8, 24) for _ in range(2))
        self.mlp = nn.ModuleList(
            nn.Sequential(nn.Linear(8, 64), nn.GELU(), nn.Linear(64, 8)) for _ in range(2)
        )
        self.norms = nn.ModuleList(nn.LayerNorm(8) for _ in range(2))
        self.head = nn.Linear(8, 3)

    def forward(self, x, kept=None):
        x = self.embed(x).flatten(2).transpose(1, 2)
        if self.token:
            x = torch.cat([self.first.expand(len(x), -1, -1), x], 1)
        for norm, qkv, mlp in zip(self.norms, self.qkv, self.mlp, strict=True):
            parts = qkv(norm(x)).unflatten(2, (3, 2, 4)).permute(2, 0, 3, 1, 4)
            if self.fused:
                seen = functional.scaled_dot_product_attention(*parts)
            else:
                weights = ((parts[0] / 2) @ parts[1].transpose(-2, -1)).softmax(-1)
                if kept is not None:
                    kept.append(weights)
                seen = weights @ parts[2]
            x = x + seen.transpose(1, 2).flatten(2)
            x = x + mlp(x)
        return self.head(x[:, 0] if self.token else x.mean(1))


def by_hand(method, network, image, target, contrast=None):
    """The grid of one image."""
    kept = []
    logits = network(image[None], kept)[0]
    explained = logits[target] - (0 if contrast is None else logits[contrast])
    gradients = torch.autograd.grad(explained, kept)
    count = kept[0].shape[2]
    reached = np.eye(count)
    for weights, gradient in zip(kept, gradients, strict=True):
        heads = [each.detach().double().numpy() for each in weights[0]]
        slopes = [each.double().numpy() for each in gradient[0]]
        if method == "attention-rollout":
            mixed = sum(heads) / len(heads)
            reached = (0.5 * mixed + 0.5 * np.eye(count)) @ reached
        else:
            each = [np.maximum(a * g, 0) for a, g in zip(heads, slopes, strict=True)]
            reached = reached + (sum(each) / len(each)) @ reached
    row = reached[0, 1:] if network.token else reached.mean(0)
    return row.reshape(2, 3)


@pytest.mark.parametrize("fused", [True, False])
@pytest.mark.parametrize("token", [True, False])
@pytest.mark.parametrize("method", METHODS)
def test_each_is_what_its_paper_writes(method, token, fused, explain):
    network, inputs = Seeing(fused=fused, token=token).eval(), torch.randn(2, 3, 8, 12)
    twin = Seeing(fused=False, token=token).eval()
    maps = explain(method, network, inputs, classes=[0, 2], contrasts=[1, 1])
    for at, target in enumerate([0, 2]):
        expected = enlarge_slowly(by_hand(method, twin, inputs[at], target, 1), 8, 12)
        np.testing.assert_allclose(maps.values[at], expected, rtol=1e-4, atol=1e-7)
    assert maps.native_shape == (2, 3)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", ["vit_tiny_patch16_224", "deit_tiny_distilled_patch16_224"])
def test_transformers_of_timm_are_followed(name, method, explain):
    network = timm.create_model(name, pretrained=False, num_classes=3, img_size=64, depth=3).eval()
    maps = explain(method, network, torch.randn(1, 3, 64, 64))
    assert maps.native_shape == (4, 4)
    assert (maps.values >= 0).all()
    assert maps.values.any()


def test_rollout_is_the_same_for_every_target_and_relevance_is_not(explain):
    network, inputs = Seeing().eval(), torch.randn(1, 3, 8, 12)
    for method in METHODS:
        one, other = (explain(method, network, inputs, classes=[at]).values for at in (0, 2))
        assert np.array_equal(one, other) == (method == "attention-rollout")


@pytest.mark.parametrize("method", METHODS)
def test_windows_and_convolutions_are_refused_with_what_works(method, explain):
    swin = timm.create_model(
        "swin_tiny_patch4_window7_224", pretrained=False, num_classes=3, img_size=64, window_size=2
    ).eval()
    with pytest.raises(MethodError, match=r"between the tokens of a picture.*channels last"):
        explain(method, swin, torch.randn(1, 3, 64, 64))
    convolutions = nn.Sequential(nn.Conv2d(3, 4, 4, stride=4), nn.Flatten(), nn.Linear(24, 3))
    with pytest.raises(MethodError, match=r"'0', has channels first. Use grad-cam"):
        explain(method, convolutions.eval(), torch.randn(1, 3, 8, 12))
    with pytest.raises(MethodError, match="black box"):
        explain(method, lambda x: x.mean((2, 3)), torch.randn(1, 3, 8, 12))


@pytest.mark.parametrize("method", METHODS)
def test_attention_that_is_computed_as_a_whole_is_refused(method, explain):
    class Whole(Seeing):
        def __init__(self) -> None:
            super().__init__(token=False)
            self.attention = nn.MultiheadAttention(8, 2, batch_first=True)

        def forward(self, x):
            x = self.embed(x).flatten(2).transpose(1, 2)
            x = self.norms[0](x + self.attention(x, x, x, need_weights=False)[0])
            return self.head(self.mlp[0](x).mean(1))

    with pytest.raises(MethodError, match=r"all 6 tokens, .* sees none.*attn-lrp"):
        explain(method, Whole().eval(), torch.randn(1, 3, 8, 12))


@pytest.mark.parametrize("method", [*METHODS, "attn-lrp"])
@pytest.mark.parametrize("kind", [torch.bool, torch.float32])
def test_a_mask_hides_tokens_in_every_way_to_write_it(method, kind, explain):
    """As where torch's own attention is given the tokens that are left."""

    class Masked(Seeing):
        def __init__(self, *, fused: bool) -> None:
            super().__init__(fused=fused, token=False)
            self.fused = fused

        def forward(self, x):
            x = self.embed(x).flatten(2).transpose(1, 2)
            parts = self.qkv[0](self.norms[0](x)).unflatten(2, (3, 2, 4)).permute(2, 0, 3, 1, 4)
            kept = torch.tensor([True, True, True, False, True, True])
            if self.fused:
                mask = kept if kind == torch.bool else torch.where(kept, 0.0, -torch.inf)
                seen = functional.scaled_dot_product_attention(*parts, attn_mask=mask.expand(6, 6))
            else:
                scores = (parts[0] / 2) @ parts[1].transpose(-2, -1)
                weights = (scores + torch.where(kept, 0.0, -1e9)).softmax(-1)
                seen = weights @ parts[2]
            x = x + seen.transpose(1, 2).flatten(2)
            return self.head((x + self.mlp[0](x)).mean(1))

    inputs = torch.randn(2, 3, 8, 12)
    found = explain(method, Masked(fused=True).eval(), inputs).values
    if method == "attn-lrp":
        # written out, what is added to scores shares in their relevance; fused, a mask takes none
        assert np.isfinite(found).all()
        assert found.any()
    else:
        expected = explain(method, Masked(fused=False).eval(), inputs).values
        np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-7)
