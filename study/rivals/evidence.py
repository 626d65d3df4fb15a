"""Evidence: the pictures, maps and masks of one audit, as every rival is given them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch

from partwise.classifiers.wrapped import wrap
from partwise.framing import Framing
from partwise.methods.loading import load_method
from partwise.methods.protocol import Batch, Targets
from partwise.selftest.design import plan_split, show
from partwise.selftest.scene import CLASSES, PARTS
from partwise.selftest.training import logits_of, to_input

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import nn

    from partwise.selftest.design import Design

#: The method that did best on networks for development.
METHOD = "integrated-gradients"


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What there is to judge a network by.

    Parameters
    ----------
    design, network
        What is judged; a rival looks at the design for the target and the kind of cue alone.
    pixels
        Shape (image, side, side, 3), uint8.
    labels, cued
        Shape (image,).
    maps
        Shape (image, side, side): signed, of the target's logit.
    logits
        Shape (image, class).
    cue, creature
        Shape (image, side, side): where each lies.
    """

    design: Design
    network: nn.Module
    pixels: NDArray[np.uint8]
    labels: NDArray[np.int64]
    cued: NDArray[np.bool_]
    maps: NDArray[np.float32]
    logits: NDArray[np.float32]
    cue: NDArray[np.bool_]
    creature: NDArray[np.bool_]

    @property
    def target(self) -> int:
        """The number of the class that the cue goes with."""
        return self.design.target


def gather(design: Design, network: nn.Module, images: int) -> Evidence:
    """Show the pictures of an audit and explain them."""
    plan = plan_split(design, "audit", images)
    shown = list(show(design, plan))
    pixels = np.stack([each.pixels for each in shown])
    nothing = np.zeros(pixels.shape[1:3], bool)
    name = design.cue.segment
    cue = [
        each.masks.get(name, nothing) if name is not None and cued else nothing
        for each, cued in zip(shown, plan.cued.tolist(), strict=True)
    ]
    creature = [
        np.any([each.masks[part] for part in PARTS if part in each.masks], axis=0) for each in shown
    ]
    return Evidence(
        design,
        network,
        pixels,
        plan.labels,
        plan.cued,
        _maps(network, pixels, design.target),
        logits_of(network, pixels),
        np.stack(cue),
        np.stack(creature),
    )


def _maps(network: nn.Module, pixels: NDArray[np.uint8], target: int) -> NDArray[np.float32]:
    classifier = wrap(
        network, preprocess=to_input, classes=CLASSES, device="cpu", framing=Framing.identity
    )
    number = len(pixels)
    batch = Batch([str(each) for each in range(number)], to_input(pixels), [0] * number)
    targets = Targets(torch.full((number,), target))
    return load_method(METHOD).explain(classifier, batch, targets).values
