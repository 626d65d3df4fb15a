"""Channels: how the gradients of an image's channels become one number a pixel."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

#: What each way is called in a table.
CHANNELS = {
    "sum": "signed sum of the gradients",
    "l2": "square root of the sum of the squared gradients",
    "max-abs": "largest absolute gradient",
}


def reduce_channels(gradients: torch.Tensor, how: str) -> torch.Tensor:
    """Make (image, height, width) of (image, channel, height, width); `how` is one of `CHANNELS`.

    Examples
    --------
    >>> import torch
    >>> [float(reduce_channels(torch.tensor([[[[3.0]], [[-4.0]]]]), how)) for how in CHANNELS]
    [-1.0, 5.0, 4.0]
    """
    if how == "sum":
        return gradients.sum(1)
    if how == "l2":
        return gradients.square().sum(1).sqrt()
    return gradients.abs().amax(1)
