"""Differentiable: a network made safe for autograd while a method explains it, then given back.

In-place operations that can be switched off are switched off; what cannot be differentiated
is refused with the reason. Afterwards, also after an error, the network is as it was.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import torch
from torch.overrides import TorchFunctionMode

from partwise.errors import ClassifierError, MethodError, out_of_memory
from partwise.methods.explained import Score, explained

if TYPE_CHECKING:
    from collections.abc import Generator

    from partwise.classifiers.protocol import Classifier


#: Name that torch, torchvision and timm give the flag of a module that overwrites its input.
_INPLACE = "inplace"


@contextmanager
def differentiable(classifier: Classifier, method: str) -> Generator[Score]:
    """Give the function to explain, with gradients on, whatever mode the caller is in.

    Parameters
    ----------
    classifier
        With a module; its device and dtype are left as they are.
    method
        Canonical name, for messages.

    Raises
    ------
    MethodError
        If the classifier is a black box, its parameters or buffers were made in inference mode,
        or its forward pass cannot be differentiated (in-place writes, detached parts).
    """
    module = classifier.module
    if module is None:
        raise MethodError(
            f"method {method!r} needs gradients, and {classifier.spec!r} is a black box without a "
            f"torch module. Methods that work without gradients: {gradient_free()}."
        )
    _refuse_inference_tensors(module, classifier.spec, method)
    with torch.inference_mode(False), torch.enable_grad(), given_back(module), _OutOfPlace():
        try:
            yield explained(classifier, method)
        except (RuntimeError, ClassifierError) as error:
            # a classifier may have told, in its own words, of what autograd refused in its forward
            cause = error.__cause__ if isinstance(error, ClassifierError) else error
            why = _reason(str(cause)) if isinstance(cause, RuntimeError) else None
            if (cause is not None and out_of_memory(cause)) or (why is None and cause is not error):
                raise
            said = str(cause).strip().partition("\n")[0]
            raise MethodError(
                f"method {method!r} cannot differentiate {classifier.spec!r}: "
                f"{why or 'its forward or backward pass failed.'} (torch says: {said}) "
                f"Or use a method that works without gradients: {gradient_free()}."
            ) from error


@contextmanager
def given_back(module: torch.nn.Module) -> Generator[None]:
    """Put a module in evaluation mode without in-place activations; restore all of it at the end.

    Restored are hooks, training and in-place flags of every submodule, and ``requires_grad`` and
    ``grad`` of every parameter.
    """
    modules = list(module.modules())
    flags = [(each, each.training) for each in modules]
    inplace = [each for each in modules if _is_inplace(each)]
    hooks = [(table, table.copy()) for each in modules for table in _hook_tables(each)]
    parameters = [(each, each.requires_grad, each.grad) for each in module.parameters()]
    try:
        module.eval()
        for each in inplace:
            setattr(each, _INPLACE, False)
        yield
    finally:
        for each in inplace:
            setattr(each, _INPLACE, True)
        for each, training in flags:
            each.training = training
        for table, before in hooks:
            if table != before:
                table.clear()
                table.update(before)
        for parameter, requires_grad, grad in parameters:
            if parameter.requires_grad != requires_grad:
                parameter.requires_grad_(requires_grad)
            if parameter.grad is not grad:
                parameter.grad = grad


class _OutOfPlace(TorchFunctionMode):
    """Turns ``functional.relu(x, inplace=True)`` and its like into the same out of place."""

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        if kwargs.get("inplace"):
            kwargs = {**kwargs, "inplace": False}
        return func(*args, **kwargs)


def _is_inplace(module: torch.nn.Module) -> bool:
    # a scripted module's attributes are compiled in and cannot be changed
    scripted = isinstance(module, torch.jit.ScriptModule)
    return not scripted and getattr(module, _INPLACE, False) is True


def _hook_tables(module: torch.nn.Module) -> list[dict[Any, Any]]:
    return [
        table for name, table in vars(module).items() if "hook" in name and isinstance(table, dict)
    ]


def _refuse_inference_tensors(module: torch.nn.Module, spec: str, method: str) -> None:
    for name, tensor in (*module.named_parameters(), *module.named_buffers()):
        if tensor.is_inference():
            raise MethodError(
                f"method {method!r} needs gradients, and {name!r} of {spec!r} was made in "
                "torch.inference_mode, which autograd cannot use. Build and load the network "
                "outside of torch.inference_mode."
            )


def _reason(said: str) -> str | None:
    """Say from autograd's message what is wrong and what to do; None where it is another matter."""
    if "inplace operation" in said or "in-place operation" in said:
        return (
            "its forward pass overwrites in place a value that the backward pass needs. "
            "Write `x = x + y` instead of `x += y` or `x.add_(y)` there."
        )
    if "nference tensor" in said or "nference mode" in said:
        return (
            "its forward pass makes tensors in torch.inference_mode. "
            "Take that out of the network's forward."
        )
    if "not have been used in the graph" in said or "does not require grad" in said:
        return (
            "its logits are cut off from what is explained: part of the forward pass runs under "
            "torch.no_grad, detaches, or leaves torch. Take that out of the network's forward."
        )
    return None


def gradient_free() -> str:
    """Name the methods that work with any classifier, for a message."""
    from partwise.methods.loading import list_methods

    return ", ".join(each.name for each in list_methods() if each.needs == "logits")
