"""load_classifier: from ``prefix:name`` to a classifier, through the adapter of that prefix."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING

from partwise.classes import given_names
from partwise.errors import UnknownNameError, unknown_name
from partwise.plugins import load_plugin, plugins

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partwise.classifiers.protocol import Classifier


def load_classifier(
    spec: str,
    *,
    weights: str | Path | None = None,
    classes: Iterable[str] | str | Path | None = None,
    device: str = "auto",
) -> Classifier:
    """Load a classifier by name.

    Parameters
    ----------
    spec
        ``timm:NAME``, ``torchvision:NAME``, ``hf:NAME`` or ``hf:FOLDER``, ``onnx:FILE``,
        ``keras:FILE``, ``packaged:efficientnet-lite0|1|2``,
        ``python:package.module:factory``, or what another package registers.
    weights
        A file with the network's weights, instead of the pretrained ones: safetensors, or a
        pickle that holds nothing but tensors.
    classes
        Names of the outputs in the order of the logits, or a file of them; with `weights` the
        network is built with that many outputs.
    device
        ``auto`` (cuda, then mps, then cpu), or a device as torch writes it.

    Raises
    ------
    UnknownNameError
        If the prefix or the name does not exist; with the nearest ones.
    CallError
        If a file cannot be read, a package or a device is missing.
    ClassifierError
        If the weights do not fit or cannot be had, or the factory fails.
    """
    prefix, colon, name = spec.partition(":")
    known = plugins("classifiers")
    if not colon:
        raise _without_prefix(spec)
    if prefix not in known:
        raise unknown_name("classifier", spec, [f"{each}:{name}" for each in known])
    load = load_plugin("classifiers", prefix)
    return load(
        name,
        weights=None if weights is None else Path(weights),
        device=device,
        classes=None if classes is None else given_names(classes),
    )


def _without_prefix(name: str) -> UnknownNameError:
    """Tell which of our adapters have a classifier of that name."""
    fitting: list[str] = []
    for prefix in ("packaged", "timm", "torchvision"):
        try:
            adapter = importlib.import_module(f"partwise.classifiers.{prefix}")
        except ModuleNotFoundError:
            continue
        if name in adapter.names():
            fitting.append(f"{prefix}:{name}")
    hint = (
        f"Meant is perhaps {' or '.join(map(repr, fitting))}."
        if fitting
        else f"Known prefixes: {', '.join(plugins('classifiers'))}."
    )
    return UnknownNameError(f"unknown classifier {name!r}: it is written prefix:name. {hint}")
