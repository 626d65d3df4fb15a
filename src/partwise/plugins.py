"""Plug-ins: classifiers, methods and sources, found through entry points by kind and name."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import Any, Literal

from partwise.errors import CallError, unknown_name

Kind = Literal["classifiers", "methods", "sources"]


def plugins(kind: Kind) -> dict[str, EntryPoint]:
    """Installed plug-ins of a kind, by name; ours are registered as anyone's would be."""
    return {point.name: point for point in sorted(entry_points(group=f"partwise.{kind}"))}


def load_plugin(kind: Kind, name: str) -> Any:
    """Import a plug-in.

    Raises
    ------
    UnknownNameError
        If none of that name is installed.
    CallError
        If it needs a package that is not installed.
    """
    known = plugins(kind)
    if name not in known:
        raise unknown_name(kind.rstrip("s"), name, known)
    try:
        return known[name].load()
    except ModuleNotFoundError as error:
        if error.name and error.name.split(".")[0] == "partwise":
            raise
        raise CallError(
            f"{kind.rstrip('s')} {name!r} needs the package {error.name!r}, which is not "
            "installed. `pip install 'partwise[torch]'` brings what the adapters need."
        ) from error
