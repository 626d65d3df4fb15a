"""keras: a network from a file of Keras 3, run by PyTorch with its gradients, as ``keras:FILE``."""

from __future__ import annotations

import copy
import logging
import os
import random
import sys
import zipfile
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from partwise.classes import class_names
from partwise.classifiers.assumed import SIDE, assumed_preprocessing
from partwise.classifiers.imagenet import imagenet_names
from partwise.classifiers.wrapped import as_logits, pick_device, wrap
from partwise.errors import CallError, ClassifierError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from partwise.classifiers.wrapped import WrappedClassifier
    from partwise.shapes import Shape

_log = logging.getLogger("partwise")

_SAVE = "Save it with model.save('NAME.keras')"
#: Activations that make probabilities of logits.
_SQUASHING = ("softmax", "sigmoid")
#: Layers without weights that may come before the one that scales pixels.
_BEFORE_SCALING = ("InputLayer", "Resizing", "CenterCrop", "Random", "RandAugment", "AugMix")


def load(
    name: str, *, weights: Path | None, device: str, classes: Sequence[str] | None
) -> WrappedClassifier:
    """Load a network from a file of Keras 3, on Keras' backend of PyTorch.

    A softmax or sigmoid at its end is taken off. Where its first layer scales pixels it is given
    those from 0 to 255, else the preprocessing of an ImageNet classifier; told in the log. A
    thousand classes are taken for ImageNet's unless they are named.

    Raises
    ------
    CallError
        If there is no such file or one of another kind, a file of weights is given beside it,
        Keras runs on another backend, or the package or the device is missing.
    ClassifierError
        If Keras cannot load or run it, or it is no image classifier.
    """
    spec = f"keras:{name}"
    if weights is not None:
        raise CallError(f"--weights {str(weights)!r}: {spec} has its own weights. Leave them out.")
    path = _checked_file(Path(name), spec)
    place = pick_device(device)
    _check_backend(spec)
    model = _model(path, place, spec)
    channels_last, sides = _input(model, spec)
    model = _without_squashing(model, spec)
    network = KerasNetwork(model, channels_last=channels_last).to(place).eval()
    count = _count_outputs(network, place, sides, spec)
    as_imagenet = classes is None and count == 1000
    return wrap(
        network,
        preprocess=assumed_preprocessing(
            sides, spec, as_imagenet=as_imagenet, scales_itself=_scales_itself(model)
        ),
        classes=class_names(imagenet_names() if as_imagenet else classes, count=count),
        device=str(place),
        spec=spec,
    )


class KerasNetwork(torch.nn.Module):
    """A model of Keras as a module from images to logits, channels first.

    Keras keeps its layers from torch; here each is a :class:`_Place`, named by its path.

    Parameters
    ----------
    model
        On the backend of PyTorch.
    channels_last
        Whether it takes and makes (image, height, width, channel).
    """

    def __init__(self, model: Any, *, channels_last: bool) -> None:
        super().__init__()
        self._held = (model,)  # in a tuple torch does not look for modules
        self._channels_last = channels_last
        for path, layer in _layers(model):
            name = path.replace(".", "_")
            while hasattr(self, name):
                name += "_"
            self.add_module(name, _Place(layer, channels_last=channels_last))

    def __deepcopy__(self, memo: dict[int, Any]) -> KerasNetwork:
        """Copy the model, with places of its own: Keras would forget those of the first."""
        place = next(self.parameters(), torch.empty(0)).device
        with _on(place), _draws_kept():
            model = copy.deepcopy(self._held[0])
        copied = KerasNetwork(model, channels_last=self._channels_last)
        memo[id(self)] = copied
        return copied.to(place).train(self.training)

    def forward(self, images: torch.Tensor) -> Any:
        """(image, channel, height, width) to (image, class), on the same device."""
        given = images.permute(0, 2, 3, 1) if self._channels_last else images
        with _on(images.device):
            return self._held[0](given, training=False)


class _Place(torch.nn.Module):
    """Where a layer's output passes, channels first, for hooks of torch; with its weights."""

    def __init__(self, layer: Any, *, channels_last: bool) -> None:
        super().__init__()
        self._channels_last = channels_last
        for index, weight in enumerate(layer.weights):
            self.register_parameter(str(index), weight.value)
        layer.register_forward_hook(self._pass)

    def forward(self, output: torch.Tensor) -> torch.Tensor:
        return output

    def _pass(self, _: Any, __: Any, output: Any) -> Any:
        if not isinstance(output, torch.Tensor):
            return output
        if output.ndim == 4 and self._channels_last:
            return self(output.permute(0, 3, 1, 2)).permute(0, 2, 3, 1)
        return self(output)


@contextmanager
def _on(place: torch.device) -> Generator[None]:
    """Have Keras work on a device, and leave errors as they are, without its own text in them."""
    import keras

    filtering = keras.config.is_traceback_filtering_enabled()
    keras.config.disable_traceback_filtering()
    try:
        with keras.device(str(place)):
            yield
    finally:
        if filtering:
            keras.config.enable_traceback_filtering()


@contextmanager
def _draws_kept() -> Generator[None]:
    """Leave the caller's draws as they were: a layer draws its first weights at random."""
    state = random.getstate()
    try:
        with torch.random.fork_rng(devices=[]):
            yield
    finally:
        random.setstate(state)


def _checked_file(path: Path, spec: str) -> Path:
    """Check that it is a file of Keras 3, before Keras is imported, which takes seconds."""
    if find_spec("keras") is None:
        raise CallError(
            f"{spec} needs the package keras, which is not installed. "
            "`pip install 'partwise[keras]'` brings it."
        )
    if path.is_dir():
        raise CallError(
            f"{spec} is a folder, such as a SavedModel of TensorFlow, which only TensorFlow can "
            f"run. {_SAVE} and give that file."
        )
    if not path.is_file():
        raise CallError(f"{spec}: there is no such file. It is written keras:FILE.")
    with path.open("rb") as file:
        is_hdf5 = file.read(4) == b"\x89HDF"
    if is_hdf5 or path.suffix != ".keras":
        raise CallError(
            f"{spec} is {'HDF5' if is_hdf5 else 'no .keras file'}: only files of Keras 3 are "
            f"loaded, since from others Keras may run code. {_SAVE} where you trust it."
        )
    if not zipfile.is_zipfile(path):
        raise ClassifierError(f"{spec} is no whole .keras file. {_SAVE} anew.")
    return path


def _check_backend(spec: str) -> None:
    """Have Keras run on PyTorch, or tell why it does not."""
    imported: Any = sys.modules.get("keras")
    backend = (
        os.environ.setdefault("KERAS_BACKEND", "torch")
        if imported is None
        else imported.backend.backend()
    )
    if backend != "torch":
        why = (
            f"the environment variable KERAS_BACKEND is {backend!r}. Set it to torch"
            if imported is None
            else f"Keras has been imported with the backend {backend!r}, which cannot be changed "
            "any more. Set the environment variable KERAS_BACKEND to torch before, or load the "
            "classifier before anything imports Keras"
        )
        raise CallError(f"{spec} is run by PyTorch, but {why}.")


def _model(path: Path, place: torch.device, spec: str) -> Any:
    """Load a file without running code in it."""
    import keras

    try:
        with _on(place), _draws_kept():
            return keras.saving.load_model(path, compile=False, safe_mode=True)
    except Exception as error:
        said = " ".join(str(error).split())
        if "Lambda" in said and "arbitrary code" in said:
            raise ClassifierError(
                f"{spec} has a Lambda layer, which is code in the file, and no code of a file is "
                "run. Build the network without it (keras.ops and layers such as Rescaling do the "
                "same) and save it anew, or load it yourself in a factory: "
                "python:package.module:factory."
            ) from error
        said = said.rpartition("Exception encountered: ")[2][:300]  # without whole configurations
        raise ClassifierError(
            f"{spec} could not be loaded by Keras {keras.__version__}: "
            f"{type(error).__name__}: {said} Where it has layers of your own, load it "
            "in a factory (python:package.module:factory); where it is of a newer Keras, install "
            "that."
        ) from error


def _input(model: Any, spec: str) -> tuple[bool, Shape]:
    """Tell whether the channels of its pictures come last, and (height, width).

    Raises
    ------
    ClassifierError
        If it takes no single batch of RGB pictures, or does not give a single row of logits.
    """
    given, taken = (list(getattr(model, each, None) or ()) for each in ("inputs", "outputs"))
    shape = tuple(given[0].shape) if len(given) == 1 else ()
    if len(shape) != 4 or 3 not in (shape[3], shape[1]) or "float" not in given[0].dtype:
        raise ClassifierError(
            f"{spec} takes {_listed(given)}, not one batch of RGB pictures of floating point, "
            "image×height×width×3 or image×3×height×width. Save a model that does."
        )
    if len(taken) != 1 or len(taken[0].shape) != 2:
        raise ClassifierError(
            f"{spec} gives {_listed(taken)}, not one image×class of logits. Save a model of that "
            "output alone: keras.Model(model.inputs, OUTPUT)."
        )
    last = shape[3] == 3
    height, width = shape[1:3] if last else shape[2:]
    return last, (height or SIDE, width or SIDE)


def _without_squashing(model: Any, spec: str) -> Any:
    """Take a softmax or sigmoid at the end off in memory: what goes into it are the logits."""
    import keras

    made = model.outputs[0]._keras_history  # pyright: ignore[reportPrivateUsage]
    last = made.operation
    while hasattr(last, "outputs") and hasattr(last, "layers"):
        last = last.outputs[0]._keras_history.operation
    squashing = getattr(getattr(last, "activation", None), "__name__", None)
    if squashing in _SQUASHING and _kind(last) in ("Dense", "Activation"):
        last.activation = keras.activations.linear
    elif last is made.operation and _kind(last) == "Softmax":
        before = last._inbound_nodes[made.node_index].input_tensors[0]
        model = keras.Model(model.inputs[0], before)
    else:
        return model
    _log.warning(
        "%s ends in a %s, which is taken off in memory: what goes into it are the logits.",
        spec,
        squashing or "softmax",
    )
    return model


def _count_outputs(network: KerasNetwork, place: torch.device, sides: Shape, spec: str) -> int:
    """Run a few pictures of noise: how many classes there are, and whether it gives logits."""
    noise = np.random.default_rng(0).standard_normal((4, 3, *sides), np.float32)
    try:
        with torch.no_grad():
            values = network(torch.from_numpy(noise).to(place))
    except Exception as error:
        raise ClassifierError(
            f"{spec} failed on {'×'.join(map(str, noise.shape))} of noise: "
            f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"
        ) from error
    return as_logits(values, images=len(noise), spec=spec).shape[1]


def _scales_itself(model: Any) -> bool:
    """Whether the first layer that does anything to pixels is one that scales them."""
    kinds = (_kind(layer) for _, layer in _layers(model))
    first = next((kind for kind in kinds if not kind.startswith(_BEFORE_SCALING)), None)
    return first in ("Rescaling", "Normalization")


def _layers(model: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every layer that holds no others, in order, with its path."""
    for layer in model.layers:
        if getattr(layer, "layers", None):
            yield from _layers(layer, f"{path}{layer.name}/")
        else:
            yield f"{path}{layer.name}", layer


def _kind(layer: Any) -> str:
    return type(layer).__name__


def _listed(tensors: Sequence[Any]) -> str:
    return (
        ", ".join(
            f"{each.name} ({'×'.join(str(side or '?') for side in each.shape)}, {each.dtype})"
            for each in tensors
        )
        or "nothing that its file tells"
    )
