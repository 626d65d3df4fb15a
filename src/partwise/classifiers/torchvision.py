"""torchvision: its image classifiers, as ``torchvision:NAME``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
import torchvision

from partwise.classes import class_names
from partwise.classifiers.weights import put_weights, read_weights
from partwise.classifiers.wrapped import wrap
from partwise.errors import ClassifierError, unknown_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from partwise.classifiers.wrapped import WrappedClassifier


def load(
    name: str, *, weights: Path | None, device: str, classes: Sequence[str] | None
) -> WrappedClassifier:
    """Load a network with its best pretrained weights (downloaded once), or those of a file.

    The preprocessing is that of the pretrained weights in either case.

    Raises
    ------
    UnknownNameError
        If torchvision has no classifier of that name.
    ClassifierError
        If the weights cannot be downloaded or do not fit.
    """
    known = names()
    if name not in known:
        raise unknown_name("torchvision network", name, known)
    pretrained = torchvision.models.get_model_weights(name).DEFAULT  # pyright: ignore[reportAttributeAccessIssue]
    own_names = pretrained.meta["categories"]
    # a network draws its first weights at random; the caller's draws stay as they were
    with torch.random.fork_rng(devices=[]):
        if weights is None:
            network, count = _pretrained(name, pretrained), len(own_names)
        else:
            count = len(own_names if classes is None else classes)
            network = _from_file(name, weights, count=count)
    return wrap(
        # convolutions run faster with channels last, on a CPU too
        network.to(memory_format=torch.channels_last),
        preprocess=pretrained.transforms(),
        classes=class_names(classes or own_names, count=count),
        device=device,
        spec=f"torchvision:{name}",
    )


def names() -> list[str]:
    """Every image classifier that torchvision knows."""
    return torchvision.models.list_models(module=torchvision.models)


def _pretrained(name: str, pretrained: Any) -> torch.nn.Module:
    try:
        # torchvision unpickles its files whole; one that has passed as plain tensors is safe
        pretrained.get_state_dict(check_hash=True, weights_only=True)
        return torchvision.models.get_model(name, weights=pretrained)
    except Exception as error:
        raise ClassifierError(
            f"the pretrained weights of torchvision:{name} could not be downloaded or read "
            f"({type(error).__name__}: {error}). Check the network, or download {pretrained.url} "
            "elsewhere and give it with --weights FILE."
        ) from error


def _from_file(name: str, weights: Path, *, count: int) -> torch.nn.Module:
    state = read_weights(weights)
    options: dict[str, Any] = {}
    if name in ("googlenet", "inception_v3"):
        # what their builders set for pretrained weights, whose preprocessing is used here too
        auxiliary = any(key.startswith(("aux1.", "AuxLogits.")) for key in state)
        options = {"transform_input": True, "aux_logits": auxiliary, "init_weights": False}
    network = torchvision.models.get_model(name, weights=None, num_classes=count, **options)
    put_weights(network, state, source=repr(str(weights)))
    return network
