"""Hugging Face: image classifiers of the hub or of a folder, as ``hf:NAME`` or ``hf:FOLDER``."""

from __future__ import annotations

import json
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from partwise.classes import class_names
from partwise.classifiers.wrapped import wrap
from partwise.errors import CallError, ClassifierError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from partwise.classifiers.wrapped import WrappedClassifier

    #: The network, its preprocessing, the names of its classes if known, and how many there are.
    _Loaded = tuple[torch.nn.Module, Callable[..., Any], Sequence[str] | None, int]

_CONFIG = "config.json"


def load(
    name: str, *, weights: Path | None, device: str, classes: Sequence[str] | None
) -> WrappedClassifier:
    """Load a classifier with its own weights and preprocessing.

    What timm saved for the hub is loaded by timm, all else by transformers.

    Raises
    ------
    CallError
        If a file of weights is given beside it, or a package is missing.
    ClassifierError
        If it cannot be had, or is no image classifier.
    """
    if weights is not None:
        raise CallError(
            f"--weights {str(weights)!r}: hf:{name} has its own weights. Give those of a file to "
            "timm:NAME or torchvision:NAME."
        )
    for package in ("huggingface_hub", "transformers"):
        if find_spec(package) is None:
            raise CallError(
                f"hf:{name} needs the package {package}, which is not installed. "
                "`pip install 'partwise[hf]'` brings it."
            )
    # timm names the network so; transformers has a model_type instead
    by_timm = "architecture" in _config(name)
    network, preprocess, names, count = _of_timm(name) if by_timm else _of_transformers(name)
    return wrap(
        # convolutions run faster with channels last, on a CPU too
        network.to(memory_format=torch.channels_last),
        preprocess=preprocess,
        classes=class_names(classes or names, count=count),
        device=device,
        spec=f"hf:{name}",
    )


def _config(name: str) -> dict[str, Any]:
    place = Path(name)
    if not place.is_dir():
        from huggingface_hub import hf_hub_download

        with _told(name):
            place = Path(hf_hub_download(name, _CONFIG)).parent
    with _told(name):
        return json.loads((place / _CONFIG).read_text("utf-8"))


def _of_timm(name: str) -> _Loaded:
    import timm
    from timm.data.config import resolve_model_data_config
    from timm.data.transforms_factory import create_transform

    from partwise.classifiers.naming import own_names

    prefix = "local-dir" if Path(name).is_dir() else "hf-hub"
    # a network draws its first weights at random; the caller's draws stay as they were
    with _told(name), torch.random.fork_rng(devices=[]):
        network = timm.create_model(f"{prefix}:{name}", pretrained=True)
    preprocess: Any = create_transform(**resolve_model_data_config(network), is_training=False)
    count: Any = network.num_classes
    return network, preprocess, own_names(network, count), count


def _of_transformers(name: str) -> _Loaded:
    from transformers import AutoImageProcessor, AutoModelForImageClassification

    with _told(name), _quiet(), torch.random.fork_rng(devices=[]):
        network, loaded = AutoModelForImageClassification.from_pretrained(
            name, output_loading_info=True
        )
        preprocess = AutoImageProcessor.from_pretrained(name)
    missing = sorted(loaded["missing_keys"])
    if missing:
        raise ClassifierError(
            f"hf:{name} is no trained image classifier: it has no weights for "
            f"{', '.join(missing[:3])}{' and more' if len(missing) > 3 else ''}, which would be "
            "random. Take one that was trained for image classification."
        )
    count = network.config.num_labels
    names = [str(network.config.id2label[at]) for at in range(count)]
    return network, preprocess, names, count


@contextmanager
def _told(name: str) -> Generator[None]:
    """Say what could not be loaded, whatever a library says of it."""
    try:
        yield
    except Exception as error:
        said = str(error).strip().partition("\n")[0]
        raise ClassifierError(
            f"hf:{name} could not be loaded ({type(error).__name__}: {said}). Give the name of an "
            "image classifier on the Hugging Face hub, or a folder with its config.json, "
            "preprocessor and weights."
        ) from error


@contextmanager
def _quiet() -> Generator[None]:
    """Without the bars and reports that transformers prints while it loads."""
    from transformers.utils import logging

    verbosity, bars = logging.get_verbosity(), logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(verbosity)
        if bars:
            logging.enable_progress_bar()
