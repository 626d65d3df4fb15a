"""Sampling: gradients at random points, drawn from the seed of each image alone.

Captum's own samplers draw from the generator that all share, so that a map would depend on what
else is in the batch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from captum.attr import Saliency

from partwise.methods.explained import evaluations_at_once, repeated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partwise.methods.explained import Arguments, Score


def noisy_copies(
    image: torch.Tensor, generator: torch.Generator, *, samples: int, noise: float
) -> Iterator[torch.Tensor]:
    """Make copies of an image with normal noise, as many at once as are evaluated together.

    Parameters
    ----------
    image
        (1, channel, height, width).
    generator
        Of the CPU, since other devices draw other numbers.
    samples
        How many copies.
    noise
        Standard deviation, as a share of the range of the image's own values.

    Yields
    ------
    (copy, channel, height, width).
    """
    deviation = noise * (image.max() - image.min())
    for first in range(0, samples, evaluations_at_once(image)):
        count = min(evaluations_at_once(image), samples - first)
        drawn = torch.randn((count, *image.shape[1:]), generator=generator).to(image)
        yield image + deviation * drawn


def gradients(score: Score, points: torch.Tensor, target: Arguments) -> torch.Tensor:
    """The gradient at each point, which all are made of one image with these targets."""
    found: torch.Tensor = Saliency(score).attribute(
        points.requires_grad_(), abs=False, additional_forward_args=repeated(target, len(points))
    )
    return found
