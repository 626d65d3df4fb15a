"""Arrays: one array out of a file, by the file's ending; nothing in a file is ever run."""

from __future__ import annotations

import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from partwise.errors import CallError, SaliencyError
from partwise.matching import listed
from partwise.sources.folder import STORE

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

#: Endings of files that hold arrays in groups; a Zarr store is a folder.
HIERARCHIES = (".h5", ".hdf5", STORE)
#: Endings of files that are read.
ENDINGS = (".npy", ".npz", ".safetensors", *HIERARCHIES)
#: Names of the array in a file that holds several.
KEYS = ("maps", "saliency", "attribution")


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
    if path.suffix.lower() in HIERARCHIES:
        with opened(path, where) as root:
            return values_of(root if is_array(root) else root[only([*root.keys()], where)])
    try:
        loaded = np.load(path, allow_pickle=False)
        if isinstance(loaded, np.ndarray):
            return loaded
        with loaded as arrays:
            return np.asarray(arrays[only(arrays.files, where)])
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
            return np.asarray(tensors.get_tensor(only(list(tensors.keys()), where)))
    # of what NumPy has no name for, such as bfloat16, it says so with a TypeError
    except (OSError, SafetensorError, TypeError, AttributeError) as error:
        how = '`safetensors.numpy.save_file({"saliency": values}, path)`, as float32'
        raise _unreadable(where, error, how) from error


@contextmanager
def opened(path: Path, where: str) -> Generator[Any]:
    """Open an HDF5 file or Zarr store: a group, which is a mapping, or a single array.

    Raises
    ------
    CallError
        If a package is missing.
    SaliencyError
        If it cannot be opened, or what is read from it.
    """
    zarr_store = path.suffix.lower() == STORE
    package = "zarr" if zarr_store else "h5py"
    how = f"the package {package}, as float32"
    try:
        if zarr_store:
            import zarr
            from zarr.storage import LocalStore

            # no more than this folder is read, whatever the text of its path may mean elsewhere
            yield zarr.open(LocalStore(path, read_only=True), mode="r")
        else:
            import h5py

            with h5py.File(path, "r") as file:
                yield file
    except ModuleNotFoundError as error:
        raise CallError(
            f"{where}: the package {package} is not installed. `pip install partwise[maps]` brings "
            "it; or save maps as .npy."
        ) from error
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise _unreadable(where, error, how) from error


def is_array(node: Any) -> bool:
    """Whether a member of a group is an array, and no group."""
    return hasattr(node, "shape")


def values_of(array: Any, at: Any = ...) -> NDArray[Any]:
    """Read an array, or one entry of it.

    Raises
    ------
    ValueError
        If it holds anything but numbers; an object could be a pickle.
    """
    if array.dtype.kind not in "fiub":
        raise ValueError(f"{array.name!r} holds {array.dtype}, and no numbers")
    return np.asarray(array[at])


def only(names: Sequence[str], where: str) -> str:
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
