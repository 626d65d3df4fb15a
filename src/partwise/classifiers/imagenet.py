"""imagenet_names: the thousand classes of ImageNet-1k, called the same by every adapter."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def imagenet_names() -> Sequence[str]:
    """Names in the order of the logits, as torchvision gives them."""
    from torchvision.models import AlexNet_Weights

    return AlexNet_Weights.DEFAULT.meta["categories"]
