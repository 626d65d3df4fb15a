"""Explained: the one function that every method explains, logit of the target less the contrast's.

Captum is given this function, with the targets as additional arguments, so that it repeats
them along with the images wherever it makes several inputs of one image.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

import torch

from partwise.errors import MethodError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from partwise.classifiers.protocol import Classifier
    from partwise.methods.protocol import Batch, Targets

#: (image,) indices of the classes explained, and of those taken away or None
Arguments: TypeAlias = "tuple[torch.Tensor, torch.Tensor | None]"
#: inputs and the two arguments above to (image,)
Score: TypeAlias = Callable[[torch.Tensor, torch.Tensor, "torch.Tensor | None"], torch.Tensor]


def explained(classifier: Classifier, method: str) -> Score:
    """Make the function f(x) = logit[target] - logit[contrast]; without contrast, the first alone.

    It works on a copy of x, so that a network which writes into its input can be explained.

    Raises
    ------
    MethodError
        From the function, if gradients are wanted and the network's forward pass cuts them.
    """

    def score(
        inputs: torch.Tensor, classes: torch.Tensor, contrasts: torch.Tensor | None
    ) -> torch.Tensor:
        logits = classifier.logits(inputs.clone())
        if torch.is_grad_enabled() and not logits.requires_grad:
            raise MethodError(
                f"method {method!r} needs gradients, and the logits of {classifier.spec!r} are cut "
                "off from its input: the forward pass runs under torch.no_grad or "
                "torch.inference_mode, or detaches. Take that out of the network's forward, or "
                "use a method that works without gradients."
            )
        picked = _pick(logits, classes)
        return picked if contrasts is None else picked - _pick(logits, contrasts)

    return score


class _Scored(torch.nn.Module):
    """The function to explain as a module, which has the network's modules in it."""

    def __init__(self, network: torch.nn.Module, score: Score) -> None:
        super().__init__()
        self.network = network
        self._score = score

    def forward(
        self, inputs: torch.Tensor, classes: torch.Tensor, contrasts: torch.Tensor | None
    ) -> torch.Tensor:
        return self._score(inputs, classes, contrasts)


def as_module(classifier: Classifier, score: Score) -> torch.nn.Module:
    """Make a module of the function, for methods that put hooks on the network's own modules."""
    assert classifier.module is not None  # noqa: S101 - methods that ask have checked
    return _Scored(classifier.module, score)


@contextmanager
def without_hook_warnings() -> Generator[None]:
    """Leave out what Captum says of hooks, which are taken off again here whatever happens."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Setting (forward, )?backward hooks")
        yield


def arguments(targets: Targets) -> Arguments:
    """Give what Captum passes to the score beside the inputs."""
    # copies, since autograd cannot save what the caller made in inference mode
    return targets.classes.clone(), None if targets.contrasts is None else targets.contrasts.clone()


def each_image(batch: Batch, targets: Targets) -> Iterator[tuple[torch.Tensor, Arguments, int]]:
    """Yield (1, channel, height, width), its targets and its seed, for each image.

    Methods that evaluate an image many times take one image after the other: the evaluations
    fill a batch by themselves, and what comes out cannot depend on the image's neighbours.
    """
    classes, contrasts = arguments(targets)
    for index, seed in enumerate(batch.seeds):
        one = slice(index, index + 1)
        contrast = None if contrasts is None else contrasts[one]
        yield batch.inputs[one].detach().clone(), (classes[one], contrast), int(seed)


def repeated(target: Arguments, times: int) -> Arguments:
    """The targets of one image, for so many inputs that are made of it."""
    classes, contrasts = target
    return classes.repeat(times), None if contrasts is None else contrasts.repeat(times)


def change(score: Score, image: torch.Tensor, start: torch.Tensor, target: Arguments) -> float:
    """By how much f changes from the baseline to the image, in float64."""
    with torch.no_grad():
        after, before = (float(score(each, *target).item()) for each in (image, start))
    return after - before


def evaluations_at_once(inputs: torch.Tensor) -> int:
    """How many inputs to evaluate together: on a CPU more than 8 at 224×224 fall out of cache."""
    return 8 if inputs.device.type == "cpu" else 32


def to_numpy(values: torch.Tensor) -> NDArray[np.float32]:
    """Tensor to an array of float32 in main memory."""
    return values.detach().to("cpu", torch.float32).numpy()


def _pick(logits: torch.Tensor, classes: torch.Tensor) -> torch.Tensor:
    return logits.gather(1, classes.to(logits.device)[:, None]).squeeze(1)
