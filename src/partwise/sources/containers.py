"""Container: one HDF5 file or Zarr store that holds the maps of many images.

Two layouts are read, each under the name ``attribution``, ``maps`` or ``saliency``: a group with
an array for each image under its name, and one array for all images whose first axis they are,
with their names beside it. Both are found in what ViRelAy reads, which also keeps what the model
said of each image (Anders et al. 2021, arXiv:2106.13200; its database specification).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from partwise.errors import CallError, SaliencyError
from partwise.matching import listed
from partwise.sources.arrays import HIERARCHIES, KEYS, is_array, only, opened, values_of
from partwise.sources.folder import digest_of
from partwise.sources.predictions import Prediction

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

#: What may lie beside the maps: the images' names, their positions in another file, the model's
#: logits, and which of them was explained.
_IDS, _INDEX, _PREDICTION, _LABEL = "image_id", "index", "prediction", "label"
#: Where the file that ViRelAy's maps are of keeps its pictures.
_DATA = "data"


@dataclass(frozen=True, slots=True)
class Container:
    """Maps that lie in one file.

    Parameters
    ----------
    path
        The file, or the folder of a Zarr store.
    names
        What the image of each map is called.
    digest
        SHA-256 of the files' paths, sizes and times of last change.
    predictions
        What the model said of an image, by the same names, where the file tells.
    key
        Of the array or the group; empty where it is the file itself.
    stacked
        Whether it is one array for all images.
    """

    path: Path
    names: Sequence[str]
    digest: str
    predictions: Mapping[str, Prediction] = field(default_factory=dict)
    key: str = ""
    stacked: bool = False

    def title(self, at: int) -> str:
        """How messages call a map."""
        return f"{self.names[at]!r} in {str(self.path)!r}"

    def read(self, at: int, where: str) -> NDArray[Any]:
        """Read one map, and no other.

        Raises
        ------
        SaliencyError
            If it cannot be read.
        """
        with opened(self.path, where) as root:
            node = root[self.key] if self.key else root
            return values_of(node, at) if self.stacked else values_of(node[self.names[at]])


def open_container(path: Path, names: Path | None, *, option: str) -> Container:
    """Find the maps in a file; they are read later, one by one.

    Parameters
    ----------
    names
        Where the file has one array for all images and no names beside it: a text file with the
        path of each image, one a line, or the file of pictures that ViRelAy's maps are of.
    option
        What the user wrote, for messages.

    Raises
    ------
    CallError
        If a package is missing, or `names` cannot be read or is not needed.
    SaliencyError
        If the file cannot be read, holds no maps, or it is open whose maps they are.
    """
    with opened(path, option) as root:
        key = _key(root, option)
        node = root[key] if key else root
        stacked = is_array(node)
        if stacked:
            found = _names_of_stack(root, node, key, names, option)
        else:
            found = list(_arrays(node))
            if names is not None:
                raise CallError(
                    f"{option}: its maps have names of their own, such as {found[0]!r}. Leave out "
                    "the names."
                )
        predictions = _predictions(root, found, option) if key else {}
    return Container(path, found, digest_of(path), predictions, key, stacked)


def _key(root: Any, option: str) -> str:
    """Where in the file the maps are; empty where all of it is maps."""
    if is_array(root):
        return ""
    members = list(root.keys())
    if not members:
        raise SaliencyError(f"{option} holds nothing.")
    return only(members, option) if any(each in KEYS for each in members) else ""


def _arrays(group: Any, within: str = "") -> Iterator[str]:
    """Names of all arrays in a group, and in the groups in it."""
    for name in sorted(group.keys()):
        if is_array(group[name]):
            yield within + name
        else:
            yield from _arrays(group[name], f"{within}{name}/")


def _names_of_stack(
    root: Any, stack: Any, key: str, names: Path | None, option: str
) -> Sequence[str]:
    """Name the images along the first axis of one array."""
    beside = root if key else {}
    if len(stack.shape) < 3:
        raise SaliencyError(
            f"{option}: {key or 'the array'!r} has the shape {tuple(stack.shape)}, expected "
            "(image, height, width) or (image, channel, height, width). Put a file that holds the "
            "map of one image into a folder, and give that folder."
        )
    if _IDS in beside:
        found = _texts(beside[_IDS])
    elif names is not None:
        found = _names_in(names, option)
        if _INDEX in beside:
            places = values_of(beside[_INDEX]).reshape(-1)
            if places.dtype.kind not in "iu" or (places.size and not _within(places, len(found))):
                raise SaliencyError(
                    f"{option}: {_INDEX!r} must hold positions among the {len(found)} images of "
                    f"{str(names)!r}, got {listed([str(each) for each in places])}."
                )
            found = [found[at] for at in places]
    else:
        raise SaliencyError(
            f"{option} does not tell whose maps they are: {key or 'the array'!r} has the shape "
            f"{tuple(stack.shape)}, and no {_IDS!r} lies beside it. Give their names with "
            "--maps-names FILE: a text file with the path of each image, one a line, or the file "
            "of pictures that the maps were made of."
        )
    if len(found) != stack.shape[0]:
        raise SaliencyError(
            f"{option}: {stack.shape[0]} maps and {len(found)} names. There must be one name for "
            "each map, in their order."
        )
    return found


def _within(places: NDArray[Any], count: int) -> bool:
    return bool(places.min() >= 0 and places.max() < count)


def _names_in(file: Path, option: str) -> list[str]:
    """Read the names of images from a text file, or from the file that ViRelAy's maps are of."""
    where = f"--maps-names {str(file)!r}"
    if file.suffix.lower() not in HIERARCHIES:
        try:
            lines = file.read_text("utf-8-sig").splitlines()
        except OSError as error:
            raise CallError(f"{where} cannot be read: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CallError(f"{where} is no text in UTF-8: {error}.") from error
        return [line.strip() for line in lines if line.strip()]
    with opened(file, where) as root:
        if is_array(root) or _DATA not in root or is_array(root[_DATA]):
            raise SaliencyError(
                f"{where} gives its pictures no names: it must hold a group {_DATA!r} with each "
                f"picture under its name. Name them in a text file, one a line, for {option}."
            )
        found = sorted(_arrays(root[_DATA]), key=_natural)
        if _INDEX not in root:
            return found
        place = {name: int(values_of(root[_INDEX][name]).reshape(-1)[0]) for name in found}
    if sorted(place.values()) != list(range(len(found))):
        raise SaliencyError(f"{where}: {_INDEX!r} must count its {len(found)} pictures from 0.")
    return sorted(found, key=lambda name: place[name])


def _natural(name: str) -> tuple[Any, ...]:
    """Order `2.png` before `10.png`.

    >>> sorted(["10.png", "2.png"], key=_natural)
    ['2.png', '10.png']
    """
    return tuple(int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", name))


def _texts(node: Any) -> list[str]:
    # HDF5 gives bytes, Zarr texts
    values = np.asarray(node[...]).reshape(-1).tolist()
    return [each.decode() if isinstance(each, bytes) else str(each) for each in values]


def _predictions(root: Any, names: Sequence[str], option: str) -> Mapping[str, Prediction]:
    """What the model said of each image, where its logits lie beside the maps."""
    if _PREDICTION not in root:
        return {}
    said, explained = root[_PREDICTION], root.get(_LABEL)
    found: dict[str, Prediction] = {}
    for at, (name, logits) in enumerate(zip(names, _each(said, names, option), strict=True)):
        if logits.ndim != 1 or logits.size < 2 or not np.isfinite(logits).all():
            raise SaliencyError(
                f"{option}: {_PREDICTION!r} of {name!r} must be one finite number a class, got "
                f"the shape {logits.shape}."
            )
        predicted = target = int(logits.argmax())
        if explained is not None:
            target = _class(_one(explained, at, name), logits.size, f"{option}, {name!r}")
        found[name] = Prediction(str(predicted), float(logits[target]), None, str(target))
    return found


def _each(node: Any, names: Sequence[str], option: str) -> Iterator[NDArray[Any]]:
    """The logits of each image, under its name or along the first axis."""
    if is_array(node):
        values = values_of(node)
        if values.ndim != 2 or len(values) != len(names):
            raise SaliencyError(
                f"{option}: {_PREDICTION!r} has the shape {values.shape}, expected "
                f"({len(names)}, classes), a line for each map."
            )
        yield from values
    else:
        for name in names:
            yield values_of(node[name]) if name in node else np.empty(0)


def _one(node: Any, at: int, name: str) -> NDArray[Any]:
    return np.atleast_1d(values_of(node, at) if is_array(node) else values_of(node[name])).ravel()


def _class(told: NDArray[Any], classes: int, where: str) -> int:
    """The class that was explained: its index, or where its share of the output is largest."""
    index = int(told[0]) if told.size == 1 else int(told.argmax())
    if told.size not in (1, classes) or not 0 <= index < classes:
        raise SaliencyError(
            f"{where}: {_LABEL!r} must be the index of one of {classes} classes, or a number for "
            f"each of them, got {told.size} of which the first is {told[0]}."
        )
    return index
