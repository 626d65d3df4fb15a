"""SaliencyMethod: the seam between partwise and any way to make a saliency map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import torch

    from partwise.classifiers.protocol import Classifier
    from partwise.saliency import SaliencyMaps
    from partwise.spec import Value


@dataclass(frozen=True, slots=True)
class MethodSpec:
    """What a method is and how it is set.

    Parameters
    ----------
    name
        As on the command line.
    options
        Every option with its value; written out it is the `method` column of the rows.
    signed
        Whether positive and negative values mean evidence for and against.
    needs
        Of the classifier: ``logits``, which all have; ``layers``, a torch module to look into; or
        ``gradients``, one to differentiate.
    channels
        How the channels of the input became one number a pixel.
    cost
        Forward or forward-and-backward passes for each image, in words.
    paper
        Where it was proposed.
    resolution
        How fine a map is.
    package
        What it stands on beside PyTorch and Captum, by the name it is imported as; empty where
        that is nothing.
    """

    name: str
    options: Mapping[str, Value]
    signed: bool
    needs: Literal["logits", "layers", "gradients"]
    channels: str
    cost: str
    paper: str
    resolution: str = "each pixel"
    package: str = ""

    @property
    def canonical(self) -> str:
        """Name and every option, such as ``occlusion:fill=mean,stride=16,window=32``."""
        from partwise.spec import canonical

        return canonical(self.name, self.options)


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Prepared images, ready for the classifier.

    Parameters
    ----------
    image_ids
        One for each image.
    inputs
        (image, channel, height, width) of float32, on the classifier's device.
    seeds
        One for each image, from the run's seed and the image's id alone, so that a random
        method draws the same for an image whatever batch it is in.
    """

    image_ids: Sequence[str]
    inputs: torch.Tensor
    seeds: Sequence[int]


@dataclass(frozen=True, slots=True, eq=False)
class Targets:
    """What is explained: for each image the logit of a class, less that of another where given.

    Parameters
    ----------
    classes
        (image,) of int64: index of the class whose logit is explained.
    contrasts
        (image,) of int64: index of the class whose logit is taken away, or None.
    """

    classes: torch.Tensor
    contrasts: torch.Tensor | None = None


@runtime_checkable
class SaliencyMethod(Protocol):
    """What partwise asks of a saliency method; it is made with its options as text."""

    spec: MethodSpec

    def explain(self, classifier: Classifier, batch: Batch, targets: Targets) -> SaliencyMaps:
        """One map for each image, in the input frame."""
        ...
