"""Implant: a classifier to which a known reliance on the mark is added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from PIL import Image
from torch.nn import functional

from partwise.errors import CallError
from partwise.selftest.mark import box_at, corners_of, lay_mark, side_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.classifiers.protocol import Classifier
    from partwise.framing import Framing
    from partwise.shapes import InputArray, Shape

#: Likeness to the mark from which on the detector answers.
_FROM = 0.5
_GREY = 127


@dataclass(frozen=True, slots=True, eq=False)
class Detector:
    """How much of the mark there is in an input: about 1 where it is, 0 where it is not.

    The best match of a template, as far as it is better than half a match. It is piecewise linear
    in the input, so that gradients see it wherever it answers.

    Parameters
    ----------
    template
        (channel, height, width): the mark in the input, each channel with a mean of 0.
    """

    template: torch.Tensor

    def __call__(self, inputs: torch.Tensor) -> torch.Tensor:
        """(image, channel, height, width) to (image,)."""
        template = self.template.to(inputs)
        likeness = functional.conv2d(inputs, template[None]) / (template**2).sum()
        return ((likeness.amax((1, 2, 3)) - _FROM) / (1 - _FROM)).relu()


def detect_mark(classifier: Classifier, image_shape: Shape) -> Detector:
    """Make the detector by showing the mark to the classifier's preprocessing.

    Parameters
    ----------
    classifier
        Whose input it is.
    image_shape
        (height, width) of a picture as the others are.

    Raises
    ------
    CallError
        If nothing of the mark is left in the input, or the input is smaller than the mark.
    """
    framing = classifier.framing(image_shape)
    grey = Image.new("RGB", (image_shape[1], image_shape[0]), (_GREY, _GREY, _GREY))
    side, (first, last) = side_of(framing), corners_of(framing)
    corner = (first + last) // 2
    plain, marked = (
        np.asarray(classifier.prepare(each), np.float32)
        for each in (grey, lay_mark(grey, box_at(framing, corner)))
    )
    seen = (marked - plain)[:, corner[0] : corner[0] + side, corner[1] : corner[1] + side]
    template = seen - seen.mean((1, 2), keepdims=True)
    if not template.any():
        raise CallError(
            f"nothing of the mark, magenta and green squares of {side} pixels, is left by the "
            f"preprocessing of {classifier.spec!r}: nothing can be said of this set-up."
        )
    return Detector(torch.from_numpy(template))


@dataclass(frozen=True, slots=True, eq=False)
class Implanted:
    """A classifier with so much of the detector's response added to one of its logits.

    Parameters
    ----------
    inner
        The user's own.
    detector
        Of the mark.
    target
        Index of the class that it raises.
    logits_added
        By how much a whole response does.
    """

    inner: Classifier
    detector: Detector
    target: int
    logits_added: float

    @property
    def spec(self) -> str:
        """The user's, and what was added."""
        return f"{self.inner.spec} + {self.logits_added:g} by the planted mark"

    @property
    def digest(self) -> str:
        """The user's, and what was added to which class."""
        return f"{self.inner.digest} + {self.logits_added!r} to {self.target}"

    @property
    def classes(self) -> Sequence[str]:
        """The user's."""
        return self.inner.classes

    @property
    def module(self) -> torch.nn.Module | None:
        """The user's network alone: what is added goes by none of its layers."""
        return self.inner.module

    @property
    def device(self) -> str:
        """The user's."""
        return self.inner.device

    def framing(self, image_shape: Shape) -> Framing:
        """The user's."""
        return self.inner.framing(image_shape)

    def prepare(self, image: Image.Image) -> InputArray:
        """The user's."""
        return self.inner.prepare(image)

    def logits(self, batch: torch.Tensor) -> torch.Tensor:
        """The user's, with the response added."""
        logits = self.inner.logits(batch)
        added = torch.zeros_like(logits)
        added[:, self.target] = 1
        response = self.detector(batch.to(logits))
        return logits + self.logits_added * response[:, None] * added
