"""wrap: make a classifier of any network, or of any callable from images to logits."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from PIL import Image

from partwise.classes import class_names, given_names
from partwise.classifiers.inputs import as_input
from partwise.classifiers.ramps import recover_framing
from partwise.classifiers.weights import digest_of
from partwise.errors import (
    CallError,
    ClassifierError,
    FramingError,
    ImageError,
    MemoryFullError,
    OutputError,
    out_of_memory,
)
from partwise.framing import Framing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from partwise.shapes import InputArray, Shape

_LOGITS = "A classifier must return an (image, class) tensor of logits."


def wrap(
    module: torch.nn.Module | Callable[[torch.Tensor], Any],
    *,
    preprocess: Callable[[Image.Image], Any],
    classes: Iterable[str] | str | Path | None = None,
    framing: Callable[[Shape], Framing] | None = None,
    device: str = "auto",
    spec: str | None = None,
) -> WrappedClassifier:
    """Make a classifier of a network and its preprocessing.

    Parameters
    ----------
    module
        A network, which is put into evaluation mode and moved to the device; or any callable
        that takes an (image, channel, height, width) tensor and returns logits, a black box
        without gradients; where it has a `digest`, tables know it by that.
    preprocess
        The preprocessing for evaluation: an RGB picture to a (channel, height, width) tensor
        or array. A torchvision or timm transform, a Hugging Face image processor, any callable.
    classes
        Names of the outputs in the order of the logits, or a file of them. Names that occur
        twice get their index. Without them they are ``class 0``, ``class 1`` and so on.
    framing
        Where `preprocess` puts the pixels of an image of a (height, width); recovered by
        :func:`~partwise.classifiers.ramps.recover_framing` where it is not given.
    device
        ``auto`` takes cuda, then mps, then cpu; for a black box always cpu.
    spec
        How tables call it; ``wrapped:`` and the type's name unless given.

    Raises
    ------
    ClassifierError
        If the network holds no values yet, or (without `classes`) does not return logits.
    CallError
        If the device is not there, the class names are none, or it is of Keras on another backend.

    Examples
    --------
    >>> network = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(12, 2))
    >>> def preprocess(image):
    ...     return np.asarray(image.resize((2, 2)), np.float32).transpose(2, 0, 1) / 255
    >>> classifier = wrap(network, preprocess=preprocess, classes=["cat", "dog"], device="cpu")
    >>> classifier.framing((40, 60)) == Framing.stretch((40, 60), (2, 2))
    True
    """
    if not callable(module):
        raise CallError(f"wrap takes a torch module or a callable, got {type(module).__name__}.")
    network = module if isinstance(module, torch.nn.Module) else None
    if network is None and any(
        each.__module__.startswith("keras.")
        for each in type(module).__mro__  # pyright: ignore[reportFunctionMemberAccess]
    ):
        raise CallError(
            f"{_name(module)} is of Keras on another backend than PyTorch. Set the environment "
            "variable KERAS_BACKEND to torch before Keras is imported, or wrap a function that "
            "takes and returns tensors of torch: a black box."
        )
    place = pick_device(device if network is not None or device != "auto" else "cpu")
    if network is not None:
        digest = digest_of(network)
        network = _with_gradients(network).to(place).eval()
    else:
        own = getattr(module, "digest", None)
        digest = own if isinstance(own, str) else f"black box {_name(module)}"
    wrapped = WrappedClassifier(
        spec=spec or f"wrapped:{_name(module)}",
        digest=digest,
        classes=() if classes is None else given_names(classes),
        module=network,
        device=str(place),
        forward=module if network is None else network,
        preprocess=preprocess,
        given_framing=framing,
    )
    if classes is None:
        return replace(wrapped, classes=class_names(None, count=wrapped.count_outputs()))
    return wrapped


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WrappedClassifier:
    """A network or black box with its preprocessing; made by :func:`wrap`.

    Parameters
    ----------
    spec, digest, classes, module, device
        As in :class:`~partwise.classifiers.protocol.Classifier`.
    forward
        What turns a batch into logits: the module, or the black box.
    preprocess
        What the user gave.
    given_framing
        What the user gave, or None where framings are recovered.
    """

    spec: str
    digest: str
    classes: Sequence[str]
    module: torch.nn.Module | None
    device: str
    forward: Callable[[torch.Tensor], Any]
    preprocess: Callable[[Image.Image], Any]
    given_framing: Callable[[Shape], Framing] | None = None
    _framings: dict[Shape, Framing] = field(default_factory=dict[Any, Framing], repr=False)
    _lock: Any = field(default_factory=Lock, repr=False)

    def __repr__(self) -> str:
        return f"<classifier {self.spec!r}: {len(self.classes)} classes, on {self.device}>"

    def framing(self, image_shape: Shape) -> Framing:
        """Where an image of this (height, width) lands in the input; found once for each size.

        Raises
        ------
        FramingError
            If it cannot be recovered, or what was given is no framing of such an image.
        """
        with self._lock:
            if image_shape not in self._framings:
                self._framings[image_shape] = self._find_framing(image_shape)
            return self._framings[image_shape]

    def _find_framing(self, image_shape: Shape) -> Framing:
        if self.given_framing is None:
            return recover_framing(self.preprocess, image_shape)
        given = self.given_framing(image_shape)
        if not isinstance(given, Framing) or given.image_shape != image_shape:  # pyright: ignore[reportUnnecessaryIsInstance]
            raise FramingError(
                f"the framing given for {self.spec} must be a Framing of the image shape "
                f"that it is called with, {image_shape}, got {given}."
            )
        return given

    def prepare(self, image: Image.Image) -> InputArray:
        """Preprocess an RGB picture: (channel, height, width) of float32. Thread-safe.

        Raises
        ------
        ImageError
            If the preprocessing fails on it.
        ClassifierError
            If the preprocessing returns no such array.
        FramingError
            If it is of another size than the framing that was given.
        """
        try:
            returned = self.preprocess(image)
        except Exception as error:
            raise ImageError(
                f"the preprocessing of {self.spec} failed on a picture of "
                f"{image.height}×{image.width}: {type(error).__name__}: {error}"
            ) from error
        prepared = as_input(returned)
        if self.given_framing is not None:
            told, got = self.framing((image.height, image.width)).input_shape, prepared.shape[1:]
            if got != told:
                raise FramingError(
                    f"the framing given for {self.spec} says that a picture of "
                    f"{image.height}×{image.width} becomes {told[0]}×{told[1]}, but the "
                    f"preprocessing made it {got[0]}×{got[1]}. Correct one of them."
                )
        return prepared

    def logits(self, batch: torch.Tensor) -> torch.Tensor:
        """(image, channel, height, width) to (image, class); gradients flow through a module.

        Raises
        ------
        ClassifierError
            If the network fails, or returns anything but finite logits, one for each class.
        RunError
            If the device runs out of memory.
        """
        returned = self._run(batch)
        named = len(self.classes)
        logits = as_logits(returned, images=len(batch), spec=self.spec, classes=named)
        if logits.shape[1] != len(self.classes):
            raise ClassifierError(
                f"{self.spec} returned {logits.shape[1]} logits for each image but "
                f"{len(self.classes)} classes are named. Give one name for each output."
            )
        return logits

    def count_outputs(self) -> int:
        """Run a few pictures, since only the answer tells how many classes there are.

        Raises
        ------
        ClassifierError
            If the pictures do not go through, or what comes out is no logits.
        """
        noise = np.random.default_rng(0).integers(0, 256, (4, 256, 256, 3), dtype=np.uint8)
        try:
            batch = np.stack([self.prepare(Image.fromarray(each)) for each in noise])
            with torch.no_grad():
                returned = self._run(torch.from_numpy(batch))
            return as_logits(returned, images=len(batch), spec=self.spec).shape[1]
        except (ClassifierError, FramingError, ImageError) as error:
            raise ClassifierError(
                f"how many classes {self.spec} has could not be found out from pictures of "
                f"256×256: {error} If it takes pictures of another size only, name its classes."
            ) from error

    def _run(self, batch: torch.Tensor) -> Any:
        kinds = self.module.parameters() if self.module is not None else ()
        kind = next((each.dtype for each in kinds if each.is_floating_point()), batch.dtype)
        try:
            return self.forward(batch.to(self.device, kind))
        except Exception as error:
            if out_of_memory(error):
                raise MemoryFullError(
                    f"{self.spec}: a batch of {len(batch)} images of "
                    f"{'×'.join(map(str, batch.shape[1:]))} does not fit into the memory of "
                    f"{self.device}."
                ) from error
            raise ClassifierError(
                f"{self.spec} failed on a batch of shape {tuple(batch.shape)}: "
                f"{type(error).__name__}: {error}"
            ) from error


def pick_device(device: str) -> torch.device:
    """Choose the device: ``auto`` takes cuda, then mps, then cpu.

    Raises
    ------
    CallError
        If torch knows no such device, or does not find it here.
    """
    if device == "auto":
        if torch.cuda.is_available():
            return torch.device("cuda:0")
        return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
    try:
        picked = torch.device(device)
        torch.empty(1, device=picked)
    except (RuntimeError, AssertionError, NotImplementedError) as error:
        raise CallError(
            f"device {device!r} cannot be used here: {str(error).partition(chr(10))[0]} "
            "Take auto, cpu, cuda, cuda:1, … or mps."
        ) from error
    return picked


def _with_gradients(module: torch.nn.Module) -> torch.nn.Module:
    """Copy a module that was made under inference mode, so that gradients pass through it.

    Autograd may not save inference tensors, so no gradient would get through them.
    """
    tensors = (*module.parameters(), *module.buffers())
    if not any(tensor.is_inference() for tensor in tensors):
        return module
    with torch.inference_mode(mode=False):
        return copy.deepcopy(module)


def as_logits(returned: Any, *, images: int, spec: str, classes: int | None = None) -> torch.Tensor:
    """Take the logits out of what a network returned, and check that they are some.

    A single logit, whose sign says which of two classes it is, becomes half of it for the second
    and half of its opposite for the first.

    Parameters
    ----------
    images
        How many there are.
    classes
        How many are named; None where that is asked here.

    Raises
    ------
    ClassifierError
        If they are none; with what they are.
    """
    values = getattr(returned, "logits", returned)
    if isinstance(values, np.ndarray):
        values = torch.from_numpy(values)
    if not isinstance(values, torch.Tensor):
        raise OutputError(
            f"{spec} returned a {type(values).__name__}, not a tensor. {_LOGITS} Wrap a callable "
            "that picks them out, such as a module whose forward returns network(x)[0]."
        )
    if values.ndim != 2 or len(values) != images or not values.is_floating_point():
        raise OutputError(
            f"{spec} returned a tensor of shape {tuple(values.shape)} and type {values.dtype} for "
            f"{images} images. {_LOGITS}"
        )
    if values.shape[1] == 1 and classes in (None, 2):
        # one logit z against 0 is two whose difference is z, so that each class has its own
        values = torch.cat([-values, values], 1) / 2
    if values.shape[1] < 2:
        raise OutputError(
            f"{spec} returned {values.shape[1] or 'no'} logit for each image. A single one tells "
            f"two classes apart by its sign, and {classes} is named: name both, that of a logit "
            "below 0 first."
            if classes == 1
            else f"{spec} returned {values.shape[1] or 'no'} logit for each image, and "
            f"{classes or 'no'} classes are named. {_LOGITS} Of a single logit, whose sign tells "
            "two classes apart, name both: that of a logit below 0 first."
        )
    _check_values(values.detach(), spec)
    return values


def _check_values(values: torch.Tensor, spec: str) -> None:
    finite = values.isfinite().all(dim=1)
    if not finite.all():
        raise ClassifierError(
            f"{spec} returned logits that are not finite for {int((~finite).sum())} of "
            f"{len(values)} images. Look for NaN or overflow in its weights and activations."
        )
    if are_probabilities(values):
        raise OutputError(
            f"{spec} returned probabilities: each image's outputs are at least 0 and add up to 1. "
            f"{_LOGITS} Take the softmax off, or return probabilities.clamp_min(1e-12).log()."
        )


def are_probabilities(values: torch.Tensor) -> bool:
    """Whether each image's outputs are at least 0 and add up to 1, within their precision."""
    tolerance = max(1e-5, 2 * torch.finfo(values.dtype).eps)
    sums_to_one = (values.double().sum(dim=1) - 1).abs() < tolerance
    # few numbers can look like probabilities by chance
    return values.numel() >= 6 and bool((sums_to_one & (values >= 0).all(dim=1)).all())


def _name(module: Any) -> str:
    return getattr(module, "__qualname__", type(module).__qualname__)
