"""timm: any network of PyTorch Image Models, as ``timm:NAME`` or ``timm:NAME.TAG``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import timm
import torch
from timm.data.config import resolve_model_data_config
from timm.data.transforms_factory import create_transform

from partwise.classes import class_names
from partwise.classifiers.naming import own_names
from partwise.classifiers.weights import put_weights, read_weights
from partwise.classifiers.wrapped import wrap
from partwise.errors import CallError, ClassifierError, unknown_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from partwise.classifiers.weights import State
    from partwise.classifiers.wrapped import WrappedClassifier


def load(
    name: str, *, weights: Path | None, device: str, classes: Sequence[str] | None
) -> WrappedClassifier:
    """Load a network with its pretrained weights (downloaded once), or those of a file.

    Raises
    ------
    UnknownNameError
        If timm has no network or no pretrained weights of that name.
    ClassifierError
        If the weights cannot be downloaded or do not fit.
    """
    _check_name(name)
    # a network draws its first weights at random; the caller's draws stay as they were
    with torch.random.fork_rng(devices=[]):
        network = (
            _pretrained(name) if weights is None else _from_file(name, weights, classes=classes)
        )
    count: int = network.num_classes
    if not count:
        raise CallError(f"timm:{name} has no classes: it gives features. Take a classifier.")
    preprocess: Any = create_transform(**resolve_model_data_config(network), is_training=False)
    return wrap(
        # convolutions run faster with channels last, on a CPU too
        network.to(memory_format=torch.channels_last),
        preprocess=preprocess,
        classes=class_names(classes or own_names(network, count), count=count),
        device=device,
        spec=f"timm:{name}",
    )


def names() -> list[str]:
    """Every network that timm knows."""
    return timm.list_models()


def _check_name(name: str) -> None:
    """Refuse a name that timm does not know, or whose pretrained weights it does not know."""
    network, dot, _ = name.partition(".")
    if not timm.is_model(network):
        raise unknown_name("timm network", name, names())
    if dot and name not in (tagged := timm.list_pretrained(f"{network}.*")):
        raise unknown_name("timm weights", name, tagged)


def _pretrained(name: str) -> Any:
    network = name.partition(".")[0]
    if not timm.list_pretrained(f"{network}.*"):
        raise CallError(
            f"timm:{name} has no pretrained weights. Give your own with --weights FILE, or take "
            "one of timm.list_pretrained()."
        )
    try:
        return timm.create_model(name, pretrained=True)
    except Exception as error:
        raise ClassifierError(
            f"the pretrained weights of timm:{name} could not be downloaded or read "
            f"({type(error).__name__}: {str(error).partition('.')[0]}). Check the network, or "
            "download the file elsewhere and give it with --weights FILE."
        ) from error


def _from_file(name: str, weights: Path, *, classes: Sequence[str] | None) -> Any:
    options: dict[str, Any] = {} if classes is None else {"num_classes": len(classes)}
    state = read_weights(weights)
    network: Any = timm.create_model(name, pretrained=False, **options)
    try:
        put_weights(network, state, source=repr(str(weights)))
    except ClassifierError as error:
        return _translated(name, state, options, network.num_classes, error)
    return network


def _translated(
    name: str, state: State, options: dict[str, Any], count: int, error: ClassifierError
) -> Any:
    """Load what is named in another way, as some published files are, through timm itself."""
    options["pretrained_cfg_overlay"] = {
        "state_dict": dict(state),
        "num_classes": count,
        "custom_load": False,
    }
    try:
        network: Any = timm.create_model(name, pretrained=True, **options)
    except Exception:  # noqa: BLE001 - a file that does not fit fails in many ways
        raise error from None
    del network.pretrained_cfg["state_dict"]  # which it would keep in memory a second time
    return network
