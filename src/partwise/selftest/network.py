"""Network: small classifiers of rendered pictures."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import torch
from torch import nn

from partwise.selftest.scene import CLASSES, SIDE

if TYPE_CHECKING:
    from partwise.selftest.design import Network

#: Convolutions at the start of every network, each of which halves the side.
STEM = 4
_WIDTH, _HEADS, _BLOCKS = 64, 4, 2


class Tokens(nn.Module):
    """The cells of a feature map as tokens with places, through transformer blocks, averaged."""

    def __init__(self, cells: int) -> None:
        super().__init__()
        self.places = nn.Parameter(0.02 * torch.randn(1, cells, _WIDTH))
        block = nn.TransformerEncoderLayer(
            _WIDTH, _HEADS, 2 * _WIDTH, dropout=0.0, activation="gelu", batch_first=True,
            norm_first=True,
        )  # fmt: skip
        self.blocks = nn.TransformerEncoder(block, _BLOCKS, enable_nested_tensor=False)
        self.norm = nn.LayerNorm(_WIDTH)

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        """Shape (batch, width, height, width) to (batch, width)."""
        tokens = features.flatten(2).transpose(1, 2) + self.places
        return self.norm(self.blocks(tokens)).mean(1)


def make_network(kind: Network, seed: int) -> nn.Sequential:
    """An untrained network for pictures of shape (batch, 3, side, side), from -1 to 1.

    Examples
    --------
    >>> make_network("cnn", 0)(torch.zeros(2, 3, 64, 64)).shape
    torch.Size([2, 6])
    """
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        stem = [_convolution(a, b) for a, b in pairwise((3, 16, 32, _WIDTH, _WIDTH))]
        cells = (SIDE >> STEM) ** 2
        middle = [Tokens(cells)] if kind == "vit" else [nn.AdaptiveAvgPool2d(1), nn.Flatten()]
        return nn.Sequential(*stem, *middle, nn.Linear(_WIDTH, len(CLASSES)))


def _convolution(channels: int, to: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(channels, to, 3, 2, 1, bias=False), nn.BatchNorm2d(to), nn.ReLU()
    )
