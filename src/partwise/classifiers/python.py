"""python: a classifier from the user's own code, as ``python:package.module:factory``."""

from __future__ import annotations

import importlib
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from partwise.classifiers.protocol import Classifier
from partwise.classifiers.weights import put_weights, read_weights
from partwise.classifiers.wrapped import WrappedClassifier, wrap
from partwise.errors import CallError, ClassifierError, PartwiseError, unknown_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_WRITE = "It is written python:package.module:factory."


def load(
    name: str, *, weights: Path | None, device: str, classes: Sequence[str] | None
) -> Classifier:
    """Import a module, from the current directory too, and call its factory.

    Weights, classes and a device that are given replace what the factory chose.

    Raises
    ------
    CallError
        If the module or the factory is not there.
    ClassifierError
        If importing or calling it fails, or it returns no classifier.
    """
    spec = f"python:{name}"
    module_name, colon, factory_name = name.partition(":")
    if not colon or not module_name or not factory_name.isidentifier():
        raise CallError(f"{spec!r} names no function of a module. {_WRITE}")
    factory = _factory(spec, module_name, factory_name)
    try:
        classifier = factory()
    except PartwiseError:
        raise
    except (Exception, SystemExit) as error:
        raise ClassifierError(
            f"{spec}: calling {factory_name}() failed{_place(error)}: "
            f"{type(error).__name__}: {error}"
        ) from error
    if isinstance(classifier, torch.nn.Module) or not isinstance(classifier, Classifier):
        raise ClassifierError(
            f"{spec}: {factory_name}() returned a {type(classifier).__qualname__}, not a "
            "classifier. Let it return partwise.wrap(module, preprocess=…, classes=…)."
        )
    if isinstance(classifier, WrappedClassifier):
        return _adjusted(classifier, spec, weights=weights, device=device, classes=classes)
    if weights is not None or classes is not None:
        raise CallError(
            f"{spec}: weights and classes can be given only to what partwise.wrap returns; "
            f"{factory_name}() returned a {type(classifier).__qualname__}. Set them in it."
        )
    return classifier


def _adjusted(
    classifier: WrappedClassifier,
    spec: str,
    *,
    weights: Path | None,
    device: str,
    classes: Sequence[str] | None,
) -> WrappedClassifier:
    if classes is not None and len(classes) != len(classifier.classes):
        raise CallError(
            f"{spec} has {len(classifier.classes)} classes but {len(classes)} names are given. "
            "Give one name for each output, in the order of the logits."
        )
    if weights is not None:
        if classifier.module is None:
            raise CallError(
                f"{spec} is a black box, so there is nothing to put {str(weights)!r} into. "
                "Load the weights in the factory."
            )
        put_weights(classifier.module, read_weights(weights), source=repr(str(weights)))
    return wrap(
        classifier.forward,
        preprocess=classifier.preprocess,
        classes=classes or classifier.classes,
        framing=classifier.given_framing,
        device=classifier.device if device == "auto" else device,
        spec=spec,
    )


def _factory(spec: str, module_name: str, factory_name: str) -> Callable[[], Any]:
    here = str(Path.cwd())
    if here not in sys.path and "" not in sys.path:
        sys.path.insert(0, here)  # as `python -m` does; what the module imports later needs it
    try:
        module = importlib.import_module(module_name)
    except ModuleNotFoundError as error:
        if error.name and f"{module_name}.".startswith(f"{error.name}."):
            raise CallError(
                f"{spec}: there is no module {error.name!r} in {here!r} or among the installed "
                f"packages. {_WRITE}"
            ) from error
        raise ClassifierError(
            f"{spec}: importing {module_name} failed{_place(error)}: it needs the module "
            f"{error.name!r}, which is not installed."
        ) from error
    except (Exception, SystemExit) as error:
        raise ClassifierError(
            f"{spec}: importing {module_name} failed{_place(error)}: "
            f"{type(error).__name__}: {error}"
        ) from error
    factory = getattr(module, factory_name, None)
    if not callable(factory):
        own = [each for each, value in vars(module).items() if callable(value) and each[0] != "_"]
        raise unknown_name(f"function in {module_name}", factory_name, own)
    return factory


def _place(error: BaseException) -> str:
    """Say where in the user's code it happened."""
    frames = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename != __file__
        and not frame.filename.startswith("<frozen")
        and "site-packages" not in frame.filename
    ]
    return f" at {frames[-1].filename}, line {frames[-1].lineno}" if frames else ""
