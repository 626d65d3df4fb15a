"""Layers: which module of a network a class activation map is of, found by watching one pass."""

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


#: So many tokens, at most, come before those of the picture: for a class, registers, distillation.
_MOST_PREFIX = 16


@dataclass(frozen=True, slots=True)
class Layer:
    """A module that puts out channels over a grid of places in the picture.

    Parameters
    ----------
    name
        Dotted, as in ``module.named_modules()``.
    module
        The module itself.
    grid
        (height, width) of its output.
    order
        Of the axes of its output: ``channels first`` (image, channel, height, width), ``channels
        last`` (image, height, width, channel) or ``tokens`` (image, token, channel).
    prefix
        How many tokens, for a class or registers, come before those of the picture.
    """

    name: str
    module: torch.nn.Module
    grid: Shape
    order: str = "channels first"
    prefix: int = 0

    def over_picture(self, output: torch.Tensor) -> torch.Tensor:
        """Bring an output of the module to (image, channel, height, width)."""
        if self.order == "channels first":
            return output
        if self.order == "tokens":
            output = output[:, self.prefix :].unflatten(1, self.grid)
        return output.permute(0, 3, 1, 2)


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
    """Find the last module that puts out channels over a grid of places in the picture.

    It is the last to finish, in one forward pass, of those that are called once and put out
    (image, channel, height, width) with a grid larger than 1×1, smaller than the input and of its
    aspect. Where most weights that work on several places come after it, as in a transformer
    after its patch embedding, it is the last of those that put out such a grid with channels last,
    or tokens, and whose places the logits still depend on; a normalisation where there is one. In
    the last block of a transformer that reads a class token, that is what goes into its attention.

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
        If there is none.
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
    before, after = 0, 1
    if found:
        before, after = _weights(calls[: found[-1] + 1]), _weights(calls[found[-1] + 1 :])
    if after > before:
        grids = [calls[index].shape[1:] for index in found]
        once = [call for call in calls if call.name and often[call.name] == 1]
        late = _last_that_counts(classifier, inputs, _in_other_order(once, size, grids))
        if late is not None:
            return late
    if not found:
        raise MethodError(
            f"{method} finds no layer in {classifier.spec!r} with an (image, channel, height, "
            f"width) output that is smaller than the input ({size[0]}×{size[1]}) and of its "
            f"aspect. {_advice(method)}"
        )
    last = calls[found[-1]]
    if after > before:
        raise MethodError(
            f"{method} finds no late layer in {classifier.spec!r}: the last with an (image, "
            f"channel, height, width) output is {last.name!r}, and {after:,} of the "
            f"{before + after:,} weights that work on the picture come after it. {_advice(method)}"
        )
    return Layer(last.name, last.module, (last.shape[2], last.shape[3]))


def _in_other_order(
    calls: Sequence[_Call], size: Shape, grids: Sequence[tuple[int, ...]]
) -> Sequence[Layer]:
    """Modules that put out places of the picture as tokens, or with their channels last.

    Parameters
    ----------
    grids
        (channel, height, width) that were seen; tokens of a picture come from one of them.
    """
    found: list[tuple[int, Layer]] = []
    for call in calls:
        shape = call.shape
        if len(shape) == 4 and _is_grid((shape[0], shape[3], *shape[1:3]), size):
            layer = Layer(call.name, call.module, (shape[1], shape[2]), "channels last")
            found.append((0, layer))
        elif len(shape) == 3 and shape[0] == 1:
            grid = _token_grid(shape[1], size, [(each[1], each[2]) for each in grids])
            if grid is not None:
                prefix = shape[1] - grid[0] * grid[1]
                found.append((shape[2], Layer(call.name, call.module, grid, "tokens", prefix)))
    # a token's channels are those of the grid that it comes from, or the most usual: others are of
    # queries, keys and values together
    widths = Counter(width for width, _ in found if width)
    embedded = {each[0] for each in grids} & set(widths)
    usual = {0, *(embedded or (width for width, _ in widths.most_common(1)))}
    return [
        each
        for width, each in found
        if width in usual and 1 < each.grid[0] * each.grid[1] < size[0] * size[1]
    ]


def _token_grid(count: int, size: Shape, grids: Sequence[Shape]) -> Shape | None:
    """Height and width of the places that so many tokens are of, after a few others."""
    for grid in reversed(grids):
        if 0 <= count - grid[0] * grid[1] <= _MOST_PREFIX:
            return grid
    for prefix in range(_MOST_PREFIX + 1):
        height = round(math.sqrt((count - prefix) * size[0] / size[1])) if count > prefix else 0
        if height and (count - prefix) % height == 0:
            grid = (height, (count - prefix) // height)
            if abs(grid[0] * size[1] - grid[1] * size[0]) <= max(size):
                return grid
    return None


def _last_that_counts(
    classifier: Classifier, inputs: torch.Tensor, layers: Sequence[Layer]
) -> Layer | None:
    """The last of these whose places, not only its class token, the logits depend on."""
    seen: dict[str, torch.Tensor] = {}
    handles: list[Any] = []

    def keep(name: str) -> Any:
        def hook(_: torch.nn.Module, __: Any, output: torch.Tensor) -> torch.Tensor:
            seen[name] = output
            # what is written over the output later does not count
            return output.clone()

        return hook

    try:
        handles += [each.module.register_forward_hook(keep(each.name)) for each in layers]
        with torch.enable_grad():
            logits = classifier.logits(inputs[:1].detach().clone().requires_grad_())
            weights = torch.linspace(0.5, 1.5, logits.shape[1]).to(logits)
            known = [layer for layer in layers if seen[layer.name].requires_grad]
            if not known or not logits.requires_grad:
                return None
            gradients = torch.autograd.grad(
                (logits * weights).sum(),
                [seen[each.name] for each in known],
                allow_unused=True,
                materialize_grads=True,
            )
    finally:
        for handle in handles:
            handle.remove()
    count = [
        layer
        for layer, gradient in zip(known, gradients, strict=True)
        if layer.over_picture(gradient).any()
    ]
    # what is normalised is comparable between places; after it come queries, keys and values
    norms = [layer for layer in count if "norm" in type(layer.module).__name__.lower()]
    return (norms or count or [None])[-1]


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
    if _is_grid(shape, size):
        return Layer(name, known[name], (shape[2], shape[3]))
    grids = [call.shape[1:] for call in calls if _is_grid(call.shape, size)]
    other = _in_other_order(mine, size, grids)
    if not other:
        raise MethodError(
            f"{method}:layer={name}: the layer's output has the shape {shape}, expected (image, "
            f"channel, height, width) with the aspect of the input ({size[0]}×{size[1]}), the same "
            "with channels last, or (image, token, channel). Name another layer."
        )
    return other[0]


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
