"""Training: a network learns the labels of a design's scenes, in seconds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import nn

from partwise.selftest.design import plan_split, render
from partwise.selftest.network import STEM, make_network

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from partwise.selftest.design import Design

#: Part of the name of kept weights: those that were trained in another way are not taken.
RECIPE = 1
#: Scenes of the training set, and how often each is seen.
SCENES, EPOCHS = 3000, 8
_BATCH, _RATE, _DECAY = 32, 8e-3, 1e-2
_RATE_OF_VIT = 2e-3
#: Pictures that are classified at once.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Effort:
    """How much a network is trained.

    Parameters
    ----------
    scenes, epochs
        Of the training set, and how often each is seen.
    """

    scenes: int = SCENES
    epochs: int = EPOCHS


def train(design: Design, effort: Effort | None = None) -> nn.Module:
    """Train the design's network; the same design gives the same network on the same machine.

    A ViT goes on from the convolutions of a convolutional network trained on the same scenes: from
    nothing it would need far more of them.
    """
    effort = Effort() if effort is None else effort
    plan = plan_split(design, "training", effort.scenes)
    pictures, labels = to_input(render(design, plan)), torch.from_numpy(plan.labels)
    chance = torch.Generator().manual_seed(design.seed)
    network = make_network("cnn", design.seed)
    _fit(network, pictures, labels, rate=_RATE, epochs=effort.epochs, chance=chance)
    if design.network == "vit":
        convolutions = network[:STEM].state_dict()
        network = make_network("vit", design.seed)
        network[:STEM].load_state_dict(convolutions)
        epochs = max(effort.epochs // 2, 1)
        _fit(network, pictures, labels, rate=_RATE_OF_VIT, epochs=epochs, chance=chance)
    return network.eval()


def trained(design: Design, effort: Effort, weights: Path | None) -> nn.Module:
    """The design's network, trained now or before.

    Parameters
    ----------
    weights
        Where it is kept; None keeps it nowhere.
    """
    if weights is not None and weights.exists():
        network = make_network(design.network, design.seed)
        network.load_state_dict(torch.load(weights, weights_only=True))
        return network.eval()
    network = train(design, effort)
    if weights is not None:
        aside = weights.with_suffix(".aside")
        torch.save(network.state_dict(), aside)
        aside.replace(weights)
    return network


def _fit(
    network: nn.Module,
    pictures: torch.Tensor,
    labels: torch.Tensor,
    *,
    rate: float,
    epochs: int,
    chance: torch.Generator,
) -> None:
    """Train in place."""
    network.train().to(memory_format=torch.channels_last)  # pyright: ignore[reportCallIssue]
    optimizer = torch.optim.AdamW(network.parameters(), rate, weight_decay=_DECAY)
    steps = epochs * (len(labels) // _BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=steps)
    for _ in range(epochs):
        order = torch.randperm(len(labels), generator=chance)
        for chosen in order.split(_BATCH)[: len(labels) // _BATCH]:
            batch = pictures[chosen].contiguous(memory_format=torch.channels_last)
            loss = nn.functional.cross_entropy(network(batch), labels[chosen])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()


def to_input(pixels: NDArray[np.uint8]) -> torch.Tensor:
    """Pictures as a network takes them: shape (picture, 3, side, side), from -1 to 1."""
    return torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 127.5 - 1


def logits_of(network: nn.Module, pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Shape (picture, class)."""
    with torch.no_grad():
        found = [network(to_input(each)) for each in _split(pixels)]
    return torch.cat(found).numpy()


def _split(pixels: NDArray[np.uint8]) -> list[NDArray[np.uint8]]:
    return [pixels[at : at + _AT_ONCE] for at in range(0, len(pixels), _AT_ONCE)]
