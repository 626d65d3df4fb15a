"""Small real networks, wrapped just enough to be explained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pytest
import torch

from partwise.framing import Framing
from partwise.methods.loading import load_method
from partwise.methods.protocol import Batch, Targets

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PIL import Image

    from partwise.saliency import SaliencyMaps


@dataclass
class Wrapped:
    """A classifier whose pictures are its inputs; a callable stands in for a black box."""

    network: Callable[[torch.Tensor], torch.Tensor]
    spec: str = "python:tests:network"
    digest: str = "0"
    classes: Sequence[str] = ("cat", "dog", "car")
    device: str = "cpu"

    @property
    def module(self) -> torch.nn.Module | None:
        return self.network if isinstance(self.network, torch.nn.Module) else None

    def framing(self, image_shape: tuple[int, int]) -> Framing:
        return Framing.identity(image_shape)

    def prepare(self, image: Image.Image) -> np.ndarray:
        return np.asarray(image, np.float32).transpose(2, 0, 1) / 255

    def logits(self, batch: torch.Tensor) -> torch.Tensor:
        return self.network(batch)


@pytest.fixture(autouse=True)
def _one_thread_and_a_seed():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def wrap():
    return Wrapped


@pytest.fixture
def explain():
    """Explain inputs with a method given as text; class 1 unless said otherwise."""

    def explain(
        method: str,
        network: Callable[[torch.Tensor], torch.Tensor],
        inputs: torch.Tensor,
        *,
        classes: Sequence[int] | None = None,
        contrasts: Sequence[int] | None = None,
        seeds: Sequence[int] | None = None,
    ) -> SaliencyMaps:
        count = len(inputs)
        batch = Batch([f"{i}.png" for i in range(count)], inputs, seeds or range(count))
        targets = Targets(
            torch.tensor(classes or [1] * count),
            None if contrasts is None else torch.tensor(contrasts),
        )
        return load_method(method).explain(Wrapped(network), batch, targets)

    return explain


class Swish(torch.nn.Module):
    """x · sigmoid(x) with an in-place flag of its own, as timm's."""

    def __init__(self, *, inplace: bool) -> None:
        super().__init__()
        self.inplace = inplace

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        gate = x.sigmoid()
        return gate.mul_(x) if self.inplace else gate.mul(x)


class SmallConvNet(torch.nn.Module):
    """Two strided convolutions, in-place or not, and a linear head."""

    def __init__(self, *, inplace: bool = False, functional: bool = False) -> None:
        super().__init__()
        self.conv1 = torch.nn.Conv2d(3, 4, 3, stride=2, padding=1)
        self.act1 = torch.nn.Identity() if functional else torch.nn.ReLU(inplace=inplace)
        self.conv2 = torch.nn.Conv2d(4, 5, 3, stride=2, padding=1)
        self.act2 = torch.nn.Identity() if functional else Swish(inplace=inplace)
        self.head = torch.nn.Linear(5, 3)
        self.functional = functional

    def features(self, x: torch.Tensor) -> torch.Tensor:
        # tanh keeps its output for the backward pass: to overwrite that breaks autograd
        x = self.act1(torch.tanh(self.conv1(x)))
        if self.functional:
            x = torch.nn.functional.relu(x, inplace=True)
        x = self.act2(self.conv2(x))
        if self.functional:
            x = torch.nn.functional.silu(x, inplace=True)
        return x

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.head(self.features(x).mean((2, 3)))


@pytest.fixture
def small_conv_net():
    """Make small networks that all have the same weights."""

    def make(**options: bool) -> SmallConvNet:
        torch.manual_seed(7)
        return SmallConvNet(**options).eval()

    return make


@pytest.fixture
def linear():
    """A linear network over 3×4×5 inputs, and its weights as (class, channel, height, width)."""
    network = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(60, 3)).eval()
    return network, network[1].weight.detach().reshape(3, 3, 4, 5).numpy().astype(np.float64)
