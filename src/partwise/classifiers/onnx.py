"""onnx: a network from an ONNX file, run by ONNX Runtime as a black box, as ``onnx:FILE``."""

from __future__ import annotations

import ast
import hashlib
import json
import re
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from partwise.classes import class_names, names_of_json
from partwise.classifiers.assumed import SIDE, assumed_preprocessing
from partwise.classifiers.imagenet import imagenet_names
from partwise.classifiers.wrapped import are_probabilities, as_logits, pick_device, wrap
from partwise.errors import CallError, ClassifierError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.classifiers.wrapped import WrappedClassifier
    from partwise.shapes import Shape

#: Types of floating point, as ONNX Runtime writes them.
_KINDS: dict[str, type[np.floating[Any]]] = {
    "tensor(float)": np.float32,
    "tensor(float16)": np.float16,
}
#: Entries of a file's metadata that may name its classes.
_NAMED_BY = ("classes", "names", "labels")
_CUDA = "CUDAExecutionProvider"
#: How a file says where its weights are that lie beside it: the key, and the length of the name.
_LOCATION = re.compile(rb"\n\x08location\x12([\x80-\xff]*[\x00-\x7f])")


def load(
    name: str, *, weights: Path | None, device: str, classes: Sequence[str] | None
) -> WrappedClassifier:
    """Load a network from an ONNX file, with the preprocessing of an ImageNet classifier.

    A file says nothing of its preprocessing: what is assumed is told in the log. Classes are
    named by its metadata (``classes``, ``names`` or ``labels``), else a thousand of them are
    taken for ImageNet's.

    Raises
    ------
    CallError
        If there is no such file, a file of weights is given beside it, or the package or the
        device is missing.
    ClassifierError
        If ONNX Runtime cannot load or run it, or it is no image classifier.
    """
    spec = f"onnx:{name}"
    if weights is not None:
        raise CallError(f"--weights {str(weights)!r}: {spec} has its own weights. Leave them out.")
    if find_spec("onnxruntime") is None:
        raise CallError(
            f"{spec} needs the package onnxruntime, which is not installed. "
            "`pip install 'partwise[onnx]'` brings it."
        )
    path = Path(name)
    if not path.is_file():
        raise CallError(f"{spec}: there is no such file. It is written onnx:FILE.")
    place = _place(device, spec)
    network = _network(_session(path, place, spec), path, spec)
    count = _count_outputs(network, spec)
    named = _own_names(network.session, count, spec) if classes is None else classes
    as_imagenet = named is None and count == 1000
    return wrap(
        network,
        preprocess=assumed_preprocessing(network.sides, spec, as_imagenet=as_imagenet),
        classes=class_names(imagenet_names() if as_imagenet else named, count=count),
        device=str(place),
        spec=spec,
    )


@dataclass(frozen=True, slots=True, eq=False)
class OnnxNetwork:
    """A session of ONNX Runtime as a callable from images to logits; thread-safe.

    Parameters
    ----------
    session
        Of ONNX Runtime.
    given, taken
        Names of the input, and of the output that holds the logits.
    kind
        Type of floating point of the input.
    images
        How many it takes at once, or None for any number.
    sides
        (height, width) of the input.
    digest
        SHA-256 of the file, followed by the files of weights beside it.
    """

    session: Any
    given: str
    taken: str
    kind: type[np.floating[Any]]
    images: int | None
    sides: Shape
    digest: str

    def __call__(self, images: torch.Tensor) -> torch.Tensor:
        """(image, channel, height, width) to (image, class), on the same device."""
        values = np.ascontiguousarray(images.detach().cpu().float().numpy(), self.kind)
        at_once = self.images or max(len(values), 1)
        pieces = [
            self._logits(values[start : start + at_once], at_once)
            for start in range(0, len(values), at_once)
        ]
        return torch.from_numpy(np.concatenate(pieces)).to(images.device)

    def _logits(self, values: np.ndarray[Any, Any], at_once: int) -> np.ndarray[Any, Any]:
        short = at_once - len(values)
        # the last image again, and what becomes of it dropped
        filled = np.concatenate([values, np.repeat(values[-1:], short, axis=0)])
        try:
            logits = self.session.run([self.taken], {self.given: filled})[0]
        except Exception as error:
            if "Failed to allocate memory" in str(error):
                raise MemoryError(_said(error)) from error
            raise
        return logits[: len(values)] if short else logits


def _place(device: str, spec: str) -> torch.device:
    """Choose the device: ``auto`` takes cuda where both torch and ONNX Runtime have it, then cpu.

    Raises
    ------
    CallError
        If ONNX Runtime or torch cannot use it here.
    """
    import onnxruntime

    on_cuda = _CUDA in onnxruntime.get_available_providers()  # pyright: ignore[reportAttributeAccessIssue]
    if device == "auto":
        return pick_device("cuda:0" if on_cuda and torch.cuda.is_available() else "cpu")
    place = pick_device(device)
    if place.type == "cpu" or (place.type == "cuda" and on_cuda):
        return place
    why = (
        "the installed ONNX Runtime has no CUDA; `pip install onnxruntime-gpu` brings one that has"
        if place.type == "cuda"
        else "ONNX Runtime is used on cpu and cuda alone"
    )
    raise CallError(f"{spec} cannot run on device {device!r}: {why}. Or take cpu.")


def _session(path: Path, place: torch.device, spec: str) -> Any:
    """Load a file, without a word of the runtime's own and never on another device in silence."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = torch.get_num_threads()
    options.log_severity_level = 4
    providers: list[Any] = ["CPUExecutionProvider"]
    if place.type == "cuda":
        providers.insert(0, (_CUDA, {"device_id": place.index or 0}))
    try:
        session = onnxruntime.InferenceSession(
            path, options, providers=providers, enable_fallback=0
        )
    except Exception as error:
        said = _said(error)
        if "parsing failed" in said or "No graph was found" in said:
            raise ClassifierError(
                f"{spec} is no whole ONNX file ({said}). Give one that torch.onnx.export or "
                "another exporter wrote."
            ) from error
        raise ClassifierError(
            f"{spec} could not be loaded by ONNX Runtime {onnxruntime.__version__}: {said}. "
            "Where it lacks an operator or a version, export the network with an older opset, or "
            "install a newer onnxruntime."
        ) from error
    if place.type == "cuda" and _CUDA not in session.get_providers():
        raise CallError(
            f"{spec} cannot run on device {str(place)!r}: ONNX Runtime {onnxruntime.__version__} "
            "could not start CUDA. Check that its version of CUDA and cuDNN is here, or take cpu."
        )
    return session


def _network(session: Any, path: Path, spec: str) -> OnnxNetwork:
    """Find the pictures among the inputs and the logits among the outputs.

    Raises
    ------
    ClassifierError
        If there is no telling, or the input is no batch of RGB pictures.
    """
    inputs = session.get_inputs()
    if len(inputs) != 1:
        raise ClassifierError(
            f"{spec} has {len(inputs)} inputs, not one batch of pictures: {_listed(inputs)}. "
            "Export the network with all others made constants."
        )
    given = inputs[0]
    channels, *sides = given.shape[1:] if len(given.shape) == 4 else (None,)
    if not sides or (_fixed(channels) or 3) != 3:
        last = " Its channels come last: export it with channels first." * (given.shape[-1:] == [3])
        raise ClassifierError(
            f"{spec} takes {_listed(inputs)}, not RGB pictures of image×3×height×width.{last}"
        )
    if given.type not in _KINDS:
        raise ClassifierError(
            f"{spec} takes {_listed(inputs)}, not {' or '.join(_KINDS)}. Export it for floating "
            "point of one of these, with the preprocessing left out."
        )
    images = _fixed(given.shape[0])
    height, width = (_fixed(side) or SIDE for side in sides)
    return OnnxNetwork(
        session=session,
        given=given.name,
        taken=_logits_among(session.get_outputs(), given, path, spec),
        kind=_KINDS[given.type],
        images=images,
        sides=(height, width),
        digest=_digest(path),
    )


def _logits_among(outputs: list[Any], given: Any, path: Path, spec: str) -> str:
    """Name the output that is (image, class): the only one, or the only one of such a shape."""
    fitting = [each for each in outputs if each.type in _KINDS]
    if len(outputs) > 1:
        batches = (_fixed(given.shape[0]), None)
        fitting = [
            each
            for each in fitting
            if len(each.shape) == 2 and _fixed(each.shape[0]) in batches and each.shape[1] != 1
        ]
    if len(fitting) != 1:
        raise ClassifierError(
            f"{spec}: which output holds the logits cannot be told, since {len(fitting)} of "
            f"{len(outputs)} are image×class in floating point: {_listed(outputs)}. Keep the one: "
            f"onnx.utils.extract_model({str(path)!r}, 'logits.onnx', [{given.name!r}], ['NAME'])."
        )
    return fitting[0].name


def _count_outputs(network: OnnxNetwork, spec: str) -> int:
    """Run a few pictures of noise: how many classes there are, and whether it gives logits."""
    shape = (4, 3, *network.sides)
    noise = np.random.default_rng(0).standard_normal(shape, np.float32)
    try:
        values = network(torch.from_numpy(noise))
    except Exception as error:
        raise ClassifierError(
            f"{spec} failed on {'×'.join(map(str, shape))} of noise, {network.images or 'all'} at "
            f"once: {_said(error)}. Where its pictures or batches have a fixed size that the file "
            "leaves open, export it with that size."
        ) from error
    if values.ndim == 2 and are_probabilities(values):
        raise ClassifierError(
            f"{spec} gives probabilities: the outputs of each picture are at least 0 and add up to "
            "1. Cut the softmax off before exporting, or off the file: onnx.utils.extract_model("
            f"…, …, [{network.given!r}], ['NAME of what goes into the softmax'])."
        )
    return as_logits(values, images=len(noise), spec=spec).shape[1]


def _own_names(session: Any, count: int, spec: str) -> Sequence[str] | None:
    """Class names out of the metadata: a list or an object, in JSON or as Python prints them."""
    metadata = session.get_modelmeta().custom_metadata_map
    key = next((each for each in _NAMED_BY if each in metadata), None)
    if key is None:
        return None
    where = f"metadata entry {key!r}"
    try:
        return class_names(names_of_json(_read(metadata[key]), where), count=count)
    except CallError as error:
        raise ClassifierError(
            f"{spec}, {where}: {error} Or name the classes with --classes FILE."
        ) from error


def _read(text: str) -> Any:
    for read in (json.loads, ast.literal_eval):
        try:
            return read(text)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
    return text


def _digest(path: Path) -> str:
    """SHA-256 of a file, and of the weights that exporters put into files beside it."""
    content = path.read_bytes()
    digest = hashlib.sha256(content)
    beside: set[str] = set()
    for match in _LOCATION.finditer(content):
        length = sum((byte & 127) << 7 * place for place, byte in enumerate(match[1]))
        beside.add(content[match.end() : match.end() + length].decode(errors="replace"))
    for place in (path.parent / each for each in sorted(beside)):
        if place.is_file():  # metadata may have an entry of that name too
            with place.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _fixed(side: Any) -> int | None:
    """How long a dimension is, or None where it is symbolic."""
    return side if isinstance(side, int) and side > 0 else None


def _listed(tensors: Sequence[Any]) -> str:
    return ", ".join(
        f"{each.name} ({'×'.join(str(side or '?') for side in each.shape)}, {each.type})"
        for each in tensors
    )


def _said(error: Exception) -> str:
    """What ONNX Runtime says, without its codes and places in its own source."""
    said = re.sub(
        r"^\[ONNXRuntimeError\] : \d+ : \w+ : (Load model from .*? failed:)?", "", str(error)
    )
    said = re.sub(r"/\S+\.(h|cc):\d+ .*?\) (?=[A-Z])", "", said)
    return " ".join(said.split()).rstrip(".") or type(error).__name__
