"""Names file: what the indices of a label map are called, from YAML, TOML or JSON."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import yaml

from partwise.errors import AnnotationError, CallError
from partwise.segments import check_name

if TYPE_CHECKING:
    from pathlib import Path


def read_names(path: Path) -> dict[int, str]:
    """Read index → name.

    The file holds ``index: name``, ``name: index`` or a list of names, at the top or under
    the key ``names`` or ``classes``.

    Raises
    ------
    CallError
        If the file cannot be read, or has another ending than .yaml, .yml, .toml or .json.
    AnnotationError
        If it is broken, gives an index twice, or a name or index is none.
    """
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise CallError(f"--names {str(path)!r} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise AnnotationError(f"names file {str(path)!r} is not text in UTF-8: {error}.") from error
    try:
        return names_of(_parse(path, text))
    except AnnotationError as error:
        raise AnnotationError(f"names file {str(path)!r}: {error}") from error


def names_of(content: object) -> dict[int, str]:
    """Index → name from what a names file holds.

    >>> names_of({"names": ["sky", "road"]})
    {0: 'sky', 1: 'road'}
    >>> names_of({"car": 26, "void": 255})
    {26: 'car', 255: 'void'}
    """
    if isinstance(content, Mapping):
        for key in ("names", "classes"):
            if isinstance(content.get(key), (Mapping, list)):
                content = content[key]
                break
    if isinstance(content, list):
        pairs = [(at, name) for at, name in enumerate(content)]
    elif isinstance(content, Mapping):
        pairs = [_pair(key, value) for key, value in content.items()]
    else:
        raise AnnotationError(f"must hold index: name, got {str(content)[:60]!r}.")
    if not pairs:
        raise AnnotationError("holds no names.")
    names: dict[int, str] = {}
    for index, name in pairs:
        if index in names:
            raise AnnotationError(f"index {index} is given to {names[index]!r} and to {name!r}.")
        names[index] = check_name(name)
    return dict(sorted(names.items()))


def _pair(key: object, value: object) -> tuple[int, str]:
    """Tell index from name, whichever comes first."""
    for index, name in ((key, value), (value, key)):
        if not isinstance(name, str):
            continue
        # TOML and JSON know only text as a key
        number = int(index) if isinstance(index, str) and index.strip().isdecimal() else index
        if isinstance(number, int) and not isinstance(number, bool) and number >= 0:
            return number, name
    raise AnnotationError(
        f"{key!r}: {value!r} is not an index (0 or more) and a name. Put names that YAML reads "
        "as something else (such as no, on, 7) in quotes."
    )


def _parse(path: Path, text: str) -> object:
    ending = path.suffix.lower()
    try:
        if ending in (".yaml", ".yml"):
            return yaml.load(text, _OnceLoader)  # noqa: S506 - a SafeLoader
        if ending == ".toml":
            return tomllib.loads(text)
        if ending == ".json":
            return json.loads(text, object_pairs_hook=_once)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise AnnotationError(f"not {ending[1:].upper()}: {error}") from error
    raise CallError(f"--names {str(path)!r}: give a file that ends in .yaml, .toml or .json.")


def _once(pairs: list[tuple[Any, Any]]) -> dict[Any, Any]:
    """Build a mapping in which no key comes twice: the last would win in silence."""
    built: dict[Any, Any] = {}
    for key, value in pairs:
        if key in built:
            raise AnnotationError(f"{key!r} is given twice: as {built[key]!r} and {value!r}.")
        built[key] = value
    return built


class _OnceLoader(yaml.SafeLoader):
    """YAML as data only, refusing a key that comes twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]  # pyright: ignore[reportUnknownMemberType]
        _once([(key, key) for key in keys if isinstance(key, (str, int))])
        return super().construct_mapping(node, deep)  # pyright: ignore[reportUnknownMemberType]
