"""Layers: which module of a network Grad-CAM looks at, found by watching one forward pass."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch

from partwise.errors import MethodError, unknown_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.classifiers.protocol import Classifier
    from partwise.shapes import Shape


@dataclass(frozen=True, slots=True)
class Layer:
    """A module that puts out a grid of channels over the picture.

    Parameters
    ----------
    name
        Dotted, as in ``module.named_modules()``.
    module
        The module itself.
    grid
        (height, width) of its output.
    """

    name: str
    module: torch.nn.Module
    grid: Shape


@dataclass(frozen=True, slots=True)
class _Call:
    """A module that has run, and the shape of what it put out; () where that is no tensor."""

    name: str
    module: torch.nn.Module
    shape: tuple[int, ...]

    @property
    def over_places(self) -> bool:
        """Whether the output has several places (pixels, tokens), not only channels."""
        return len(self.shape) > 2 and math.prod(self.shape[1:]) > max(self.shape[1:])


def layer_of(classifier: Classifier, inputs: torch.Tensor, name: str, *, method: str) -> Layer:
    """Take the layer of this name, or, for ``auto``, find one.

    Raises
    ------
    UnknownNameError
        If there is none of that name; with the nearest.
    MethodError
        If it cannot be used, or none is found; in the name of the method.
    """
    if name == "auto":
        return find_layer(classifier, inputs, method=method)
    return named_layer(classifier, inputs, name, method=method)


def find_layer(classifier: Classifier, inputs: torch.Tensor, *, method: str = "grad-cam") -> Layer:
    """Find the last module that puts out a grid of channels over the picture.

    It is the last to finish, in one forward pass, of those that are called once and put out
    (image, channel, height, width) with a grid larger than 1×1, smaller than the input and of its
    aspect.

    Parameters
    ----------
    classifier
        With a module.
    inputs
        (image, channel, height, width); the first image is passed through.
    method
        For messages.

    Raises
    ------
    MethodError
        If there is none, or most of the weights that work on several places come after it, as
        where a transformer follows its patch embedding.
    """
    calls, size = _watch(classifier, inputs)
    often = Counter(call.name for call in calls)
    tokens = {call.shape[1] for call in calls if len(call.shape) == 3}
    found = [
        index
        for index, call in enumerate(calls)
        if call.name
        and often[call.name] == 1
        and _is_grid(call.shape, size)
        # tokens × tokens is an attention map, not a picture
        and not (call.shape[2] == call.shape[3] and call.shape[2] in tokens)
        and 1 < call.shape[2] * call.shape[3] < size[0] * size[1]
    ]
    if not found:
        raise MethodError(
            f"{method} finds no layer in {classifier.spec!r} with an (image, channel, height, "
            f"width) output that is smaller than the input ({size[0]}×{size[1]}) and of its "
            f"aspect. {_advice(method)}"
        )
    last = calls[found[-1]]
    before, after = _weights(calls[: found[-1] + 1]), _weights(calls[found[-1] + 1 :])
    if after > before:
        raise MethodError(
            f"{method} finds no late layer in {classifier.spec!r}: the last with an (image, "
            f"channel, height, width) output is {last.name!r}, and {after:,} of the "
            f"{before + after:,} weights that work on the picture come after it. {_advice(method)}"
        )
    return Layer(last.name, last.module, (last.shape[2], last.shape[3]))


def named_layer(
    classifier: Classifier, inputs: torch.Tensor, name: str, *, method: str = "grad-cam"
) -> Layer:
    """Take the layer of this name, after checking that it can be used.

    Raises
    ------
    UnknownNameError
        If there is none of that name; with the nearest.
    MethodError
        If it is not called exactly once, or its output is no grid over the picture.
    """
    known = dict(_root(classifier).named_modules(remove_duplicate=False))
    if not name or name not in known:
        raise unknown_name(f"layer of {classifier.spec!r}", name, filter(None, known))
    calls, size = _watch(classifier, inputs)
    mine = [call for call in calls if call.module is known[name]]
    if len(mine) != 1:
        raise MethodError(
            f"{method}:layer={name}: the forward pass of {classifier.spec!r} calls that layer "
            f"{len(mine)} times, and must call it exactly once. Name the layer around or before it."
        )
    shape = mine[0].shape
    if not _is_grid(shape, size):
        raise MethodError(
            f"{method}:layer={name}: the layer's output has the shape {shape}, expected (image, "
            f"channel, height, width) with the aspect of the input ({size[0]}×{size[1]}). "
            "Name another layer."
        )
    return Layer(name, known[name], (shape[2], shape[3]))


def _advice(method: str) -> str:
    return (
        f"Name a layer with such an output ({method}:layer=NAME, as in module.named_modules()), or "
        "use integrated-gradients or occlusion, which ask for none."
    )


def _watch(classifier: Classifier, inputs: torch.Tensor) -> tuple[Sequence[_Call], Shape]:
    """Pass one image through; every call of a module in the order in which they finish."""
    calls: list[_Call] = []
    handles: list[Any] = []

    def note(name: str) -> Any:
        def hook(module: torch.nn.Module, _: Any, output: Any) -> None:
            shape = tuple(output.shape) if isinstance(output, torch.Tensor) else ()
            calls.append(_Call(name, module, shape))

        return hook

    try:
        for name, module in _root(classifier).named_modules():
            handles.append(module.register_forward_hook(note(name)))
        with torch.no_grad():
            classifier.logits(inputs[:1].clone())
    finally:
        for handle in handles:
            handle.remove()
    return calls, (inputs.shape[2], inputs.shape[3])


def _is_grid(shape: tuple[int, ...], size: Shape) -> bool:
    """Whether an output lies over the picture: 4-D, one image, the same aspect within a cell."""
    if len(shape) != 4 or shape[0] != 1:
        return False
    return abs(shape[2] * size[1] - shape[3] * size[0]) <= max(size)


def _weights(calls: Sequence[_Call]) -> int:
    """Count the weights in these modules, each once, not in those inside them."""
    modules = {call.module for call in calls if call.over_places}
    return sum(each.numel() for module in modules for each in module.parameters(recurse=False))


def _root(classifier: Classifier) -> torch.nn.Module:
    if classifier.module is None:
        raise MethodError(f"{classifier.spec!r} is a black box, without layers to look at.")
    return classifier.module
