"""Classifier: the seam between partwise and any network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Sequence

    import torch
    from PIL import Image

    from partwise.framing import Framing
    from partwise.shapes import InputArray, Shape


@runtime_checkable
class Classifier(Protocol):
    """What partwise asks of a classifier.

    Attributes
    ----------
    spec
        How it was asked for, such as ``timm:resnet50``.
    digest
        SHA-256 of its parameters, or a description where it has none; a table is resumed only
        with the same one.
    classes
        Names of the outputs, in the order of the logits; each once.
    module
        The network in evaluation mode, or None for a black box without gradients.
    device
        Where batches go, such as ``cpu`` or ``cuda:0``.
    """

    spec: str
    digest: str
    classes: Sequence[str]
    module: torch.nn.Module | None
    device: str

    def framing(self, image_shape: Shape) -> Framing:
        """Where the pixels of an image of this (height, width) land in the input."""
        ...

    def prepare(self, image: Image.Image) -> InputArray:
        """Preprocess an RGB picture: (channel, height, width) of float32. Thread-safe."""
        ...

    def logits(self, batch: torch.Tensor) -> torch.Tensor:
        """(image, channel, height, width) to (image, class), differentiable where possible."""
        ...
