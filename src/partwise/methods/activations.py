"""Activations: which nonlinear steps a forward pass takes, and whether a hook can reach them.

Methods that change how gradients pass an activation do so by hooks on modules. What a network
does by functions, or by a module that it calls twice, they would leave as it is without a word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch.overrides import TorchFunctionMode

from partwise.errors import MethodError
from partwise.methods.places import running

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.classifiers.protocol import Classifier

#: Functions of these names are nonlinear.
_FUNCTIONS = {
    *("relu", "relu_", "relu6", "leaky_relu", "leaky_relu_", "prelu", "rrelu", "elu", "elu_"),
    *("selu", "selu_", "celu", "celu_", "silu", "gelu", "mish", "softplus", "hardswish"),
    *("hardsigmoid", "hardtanh", "sigmoid", "sigmoid_", "tanh", "tanh_", "softmax", "log_softmax"),
    *("max_pool1d", "max_pool2d", "max_pool3d", "scaled_dot_product_attention"),
}

#: Of these, those that let gradients of both signs pass, whatever the method.
_GATES = {
    *("sigmoid", "tanh", "softmax", "log_softmax", "hardsigmoid"),
    *("max_pool1d", "max_pool2d", "max_pool3d", "scaled_dot_product_attention"),
}


@dataclass(frozen=True, slots=True)
class Activation:
    """One nonlinear step of a forward pass.

    Parameters
    ----------
    function
        Its name in torch, such as ``relu``.
    place
        Dotted name of the innermost module in which it ran; empty for the network itself.
    module
        That module.
    calls
        How often the module was called in one forward pass.
    """

    function: str
    place: str
    module: torch.nn.Module
    calls: int

    def __str__(self) -> str:
        within = f"in {self.place!r} " if self.place else ""
        return f"{self.function} {within}({type(self.module).__name__})"


def find_activations(classifier: Classifier, inputs: torch.Tensor) -> Sequence[Activation]:
    """Pass one image through and tell the nonlinear steps, in their order.

    Parameters
    ----------
    classifier
        With a module.
    inputs
        (image, channel, height, width); the first image is passed through.
    """
    network = classifier.module
    assert network is not None  # noqa: S101 - methods that ask have checked
    found: list[tuple[str, str, torch.nn.Module]] = []

    class Watch(TorchFunctionMode):
        """Notes nonlinear functions with the module that is running."""

        def __torch_function__(
            self, func: Any, types: Any, args: Any = (), kwargs: Any = None
        ) -> Any:
            name = getattr(func, "__name__", "")
            if name in _FUNCTIONS:
                found.append((name.rstrip("_"), *now.innermost))
            return func(*args, **(kwargs or {}))

    with running(network) as now, torch.no_grad(), Watch():
        classifier.logits(inputs[:1].clone())
    # the network itself may have been passed by, where a part of it is called
    return [Activation(*each, calls=now.calls[each[2]] or 1) for each in found]


def check_relus(classifier: Classifier, inputs: torch.Tensor, method: str) -> None:
    """Check that every rectifier of a network is a module of ReLU, which Captum changes.

    Gates that are no rectifiers (sigmoid, tanh, softmax) and pooling pass gradients as ever.

    Raises
    ------
    MethodError
        If there is none, or another one.
    """
    steps = [each for each in find_activations(classifier, inputs) if each.function not in _GATES]
    others = [each for each in steps if type(each.module) is not torch.nn.ReLU]
    if steps and not others:
        return
    why = f"{others[0]} is none" if others else "it has none"
    raise MethodError(
        f"method {method!r} changes how gradients pass modules of ReLU, and cannot explain "
        f"{classifier.spec!r}: {why}. Use gradient, smoothgrad or integrated-gradients."
    )
