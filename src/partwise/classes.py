"""Class names: read from a file, made unique, and found by name or index."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partwise.errors import CallError, UnknownNameError, unknown_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def class_names(classes: Iterable[str] | str | Path | None, *, count: int) -> tuple[str, ...]:
    """Name the outputs of a classifier: as given, or ``class 0``, ``class 1`` and so on.

    Raises
    ------
    CallError
        If there are not as many names as outputs.
    """
    if classes is None:
        return tuple(f"class {index}" for index in range(count))
    names = given_names(classes)
    if len(names) != count:
        raise CallError(
            f"the classifier has {count} outputs but {len(names)} class names are given "
            f"({_some(names)}). Give one name for each output, in the order of the logits."
        )
    return names


def given_names(classes: Iterable[str] | str | Path) -> tuple[str, ...]:
    """Class names from a file where a path is given, else as given; each made unique."""
    return read_classes(classes) if isinstance(classes, str | Path) else unique_names(classes)


def read_classes(path: str | Path) -> tuple[str, ...]:
    """Read class names, in the order of the logits.

    Parameters
    ----------
    path
        UTF-8 text with one name a line; or JSON: a list of names, or an object that maps
        each index, from 0, to its name.

    Raises
    ------
    CallError
        If the file cannot be read, is neither, holds a blank name, or skips an index.
    """
    where = f"classes file {str(path)!r}"
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CallError(f"{where}: cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CallError(f"{where}: not UTF-8 text: {error}. Save it as UTF-8.") from error
    if text.lstrip().startswith(("[", "{")) or Path(path).suffix.lower() == ".json":
        try:
            names = names_of_json(json.loads(text), where)
        except json.JSONDecodeError as error:
            raise CallError(f"{where}: not JSON: {error}.") from error
    else:
        names = [line.strip() for line in text.rstrip().splitlines()]
        if "" in names:
            raise CallError(
                f"{where}: line {names.index('') + 1} is blank. Write one name a line; "
                "the first line names output 0."
            )
    try:
        return unique_names(names)
    except CallError as error:
        raise CallError(f"{where}: {error}") from error


def names_of_json(content: Any, where: str) -> list[Any]:
    """Take the names out of a list, or out of an object from each index to its name.

    Raises
    ------
    CallError
        If it is neither, or skips an index.
    """
    if isinstance(content, list):
        return content
    if isinstance(content, dict):
        try:
            by_index = {int(index): name for index, name in content.items()}
        except (TypeError, ValueError):
            by_index = {}
        if len(by_index) == len(content) and sorted(by_index) == list(range(len(content))):
            return [by_index[index] for index in range(len(content))]
    got = json.dumps(content, default=str, skipkeys=True)
    raise CallError(
        f"{where}: expected a list of names, or an object that maps each index from 0 to a name "
        f'(such as {{"0": "cat", "1": "dog"}}), got {got[:80]}.'
    )


def unique_names(names: Iterable[str]) -> tuple[str, ...]:
    """Append its index to each name that occurs more than once.

    Rows are keyed by class name, so two classes of one name would be pooled.

    Raises
    ------
    CallError
        If there is no name, or one is blank or no text.

    Examples
    --------
    >>> unique_names(["crane", "dog", "crane"])
    ('crane (0)', 'dog', 'crane (2)')
    """
    unique = list(names)
    if not unique:
        raise CallError("a classifier needs at least one class name, got none.")
    for index, name in enumerate(unique):
        if not isinstance(name, str) or not name.strip():  # pyright: ignore[reportUnnecessaryIsInstance]
            raise CallError(f"class {index}: a class name must be text, got {name!r}.")
    while repeated := {name for name, count in Counter(unique).items() if count > 1}:
        unique = [
            f"{name} ({index})" if name in repeated else name for index, name in enumerate(unique)
        ]
    return tuple(unique)


def find_class(wanted: str | int, classes: Sequence[str]) -> int:
    """Find the index of a class by its name or, where none is called so, by its index.

    Raises
    ------
    UnknownNameError
        With the nearest names; also where the name stands for several classes.

    Examples
    --------
    >>> find_class("dog", ("cat", "dog")), find_class("0", ("cat", "dog"))
    (1, 0)
    """
    if isinstance(wanted, str):
        name = wanted.strip()
        if name in classes:
            return classes.index(name)
        shared = [each for index, each in enumerate(classes) if each == f"{name} ({index})"]
        if len(shared) > 1:
            raise UnknownNameError(
                f"class {name!r} stands for {len(shared)} classes: "
                f"{', '.join(map(repr, shared))}. Name one of them, or give its index."
            )
        if not name.isascii() or not name.isdigit():
            raise unknown_name("class", name, classes)
    index = int(wanted)
    if not 0 <= index < len(classes):
        raise UnknownNameError(
            f"unknown class {wanted!r}: there are {len(classes)} classes, "
            f"with indices 0 to {len(classes) - 1}."
        )
    return index


def _some(names: Sequence[str]) -> str:
    return ", ".join(map(repr, names[:3])) + (", …" if len(names) > 3 else "")
