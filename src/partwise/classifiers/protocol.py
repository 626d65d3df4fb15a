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
    """What partwise asks of a classifier."""

    @property
    def spec(self) -> str:
        """How it was asked for, such as ``timm:resnet50``."""
        ...

    @property
    def digest(self) -> str:
        """SHA-256 of its parameters, or a description where it has none.

        A table is resumed only with the same one.
        """
        ...

    @property
    def classes(self) -> Sequence[str]:
        """Names of the outputs, in the order of the logits; each once."""
        ...

    @property
    def module(self) -> torch.nn.Module | None:
        """The network in evaluation mode, or None for a black box without gradients."""
        ...

    @property
    def device(self) -> str:
        """Where batches go, such as ``cpu`` or ``cuda:0``."""
        ...

    def framing(self, image_shape: Shape) -> Framing:
        """Where the pixels of an image of this (height, width) land in the input."""
        ...

    def prepare(self, image: Image.Image) -> InputArray:
        """Preprocess an RGB picture: (channel, height, width) of float32. Thread-safe."""
        ...

    def logits(self, batch: torch.Tensor) -> torch.Tensor:
        """(image, channel, height, width) to (image, class), differentiable where possible."""
        ...
