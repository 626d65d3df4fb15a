"""Arrays: one array out of a file, by the file's ending; nothing in a file is ever run."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np

from partwise.errors import CallError, SaliencyError
from partwise.matching import listed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

#: Endings of files that are read.
ENDINGS = (".npy", ".npz", ".safetensors")
#: Names of the array in a file that holds several.
KEYS = ("maps", "saliency")


def read_array(path: Path, where: str) -> NDArray[Any]:
    """Read the one array of a file, or that of the name in `KEYS`.

    Parameters
    ----------
    where
        What the file is, for messages.

    Raises
    ------
    SaliencyError
        If it cannot be read, or which of its arrays is meant is open.
    CallError
        If a package is missing.
    """
    if path.suffix.lower() == ".safetensors":
        return _of_safetensors(path, where)
    try:
        loaded = np.load(path, allow_pickle=False)
        if isinstance(loaded, np.ndarray):
            return loaded
        with loaded as arrays:
            return np.asarray(arrays[_only(arrays.files, where)])
    except (OSError, ValueError, EOFError, KeyError, MemoryError, zipfile.BadZipFile) as error:
        raise _unreadable(where, error, "`numpy.save(path, values)`, as numbers") from error


def _of_safetensors(path: Path, where: str) -> NDArray[Any]:
    try:
        from safetensors import SafetensorError, safe_open
    except ModuleNotFoundError as error:
        raise CallError(
            f"{where}: the package safetensors is not installed. `pip install safetensors` brings "
            "it; or save maps as .npy."
        ) from error
    try:
        with safe_open(path, framework="numpy") as tensors:
            return np.asarray(tensors.get_tensor(_only(list(tensors.keys()), where)))
    # of what NumPy has no name for, such as bfloat16, it says so with a TypeError
    except (OSError, SafetensorError, TypeError, AttributeError) as error:
        how = '`safetensors.numpy.save_file({"saliency": values}, path)`, as float32'
        raise _unreadable(where, error, how) from error


def _only(names: Sequence[str], where: str) -> str:
    """The name of the array that is meant."""
    wanted = names if len(names) == 1 else [each for each in KEYS if each in names]
    if len(wanted) != 1:
        raise SaliencyError(
            f"{where} holds the arrays {listed(names)}: keep one alone, or name one of them "
            f"{' or '.join(repr(each) for each in KEYS)}."
        )
    return wanted[0]


def _unreadable(where: str, error: Exception, how: str) -> SaliencyError:
    return SaliencyError(f"{where} cannot be read: {error}. Save it with {how}.")
