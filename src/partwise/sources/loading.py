"""Loading: from what the user wrote or holds to a source of segments."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from partwise.errors import CallError
from partwise.plugins import load_plugin, plugins
from partwise.sources.combined import CombinedSource
from partwise.sources.derived import DerivedSource
from partwise.sources.parts import Parts, load_parts
from partwise.sources.protocol import SegmentSource
from partwise.sources.python import ArraySource, CallableSource

if TYPE_CHECKING:
    from partwise.images.picture import ImageRef
    from partwise.sources.python import Given

    Loadable = (
        str | SegmentSource | Mapping[str, Given] | Callable[[ImageRef], Given] | Sequence[Any]
    )


def load_segments(
    segments: Loadable,
    *,
    names: str | Path | Mapping[int, str] | None = None,
    parts: str | Path | Parts | None = None,
) -> SegmentSource:
    """Load a source of segments.

    Parameters
    ----------
    segments
        ``coco:FILE``, ``labelmap:DIR``, ``masks:DIR`` or another installed source; or arrays
        ``{image: {name: mask}}``; or a callable that takes an image and gives its masks; or a
        list of these, which are taken together.
    names
        The names of a label map's indices: a YAML, TOML or JSON file, or index → name.
    parts
        Derived segments and roles: a TOML file, or :class:`~partwise.sources.parts.Parts`.

    Returns
    -------
    SegmentSource
        Call its `match` with the images' ids before its `segments`.

    Raises
    ------
    UnknownNameError
        If no source of that name is installed.
    CallError
        If a file or folder is not there, or `names` has no use.
    AnnotationError
        If what is there is broken.

    Notes
    -----
    A plug-in's `load` takes the place (what follows the first colon) and returns the source;
    where it needs the names of indices it has a keyword parameter `names`.

    Examples
    --------
    >>> import numpy as np
    >>> load_segments({"cat": {"ear": np.eye(2, dtype=bool)}}).names
    ('ear',)
    """
    given = list(segments) if isinstance(segments, (list, tuple)) else [segments]
    if not given:
        raise CallError("no source of segments is given; give one, such as 'coco:parts.json'.")
    for each in given:
        if isinstance(each, str) and given.count(each) > 1:
            raise CallError(f"segments {each!r} are given twice. Give them once.")
    took_names = False
    sources: list[SegmentSource] = []
    for each in given:
        if isinstance(each, str):
            source, takes = _load_one(each, names)
            took_names = took_names or takes
        else:
            source = _wrap(each)
        sources.append(source)
    if names is not None and not took_names:
        raise CallError(
            f"names of indices are given, but {', '.join(each.spec for each in sources)} has no "
            "use for them: only labelmap:DIR has. Leave them out."
        )
    source = sources[0] if len(sources) == 1 else CombinedSource(sources)
    if parts is None:
        return source
    return DerivedSource(source, parts if isinstance(parts, Parts) else load_parts(parts))


def _load_one(
    text: str, names: str | Path | Mapping[int, str] | None
) -> tuple[SegmentSource, bool]:
    """Load a source by its spec, and tell whether it takes the names of indices."""
    kind, colon, place = text.partition(":")
    if not colon or not place:
        known = ", ".join(f"{each}:…" for each in plugins("sources"))
        raise CallError(
            f"segments {text!r}: say what it is and where, as in 'coco:parts.json' ({known})."
        )
    load = cast("Callable[..., SegmentSource]", load_plugin("sources", kind))
    takes = "names" in inspect.signature(load).parameters
    return (load(place, names=names) if takes else load(place)), takes


def _wrap(given: object) -> SegmentSource:
    if isinstance(given, SegmentSource):
        return given
    if isinstance(given, Mapping):
        return ArraySource(cast("Mapping[str, Given]", given))
    if callable(given):
        return CallableSource(cast("Callable[[ImageRef], Given]", given))
    hint = f" Write it as text, such as 'coco:{given}'." if isinstance(given, Path) else ""
    raise CallError(
        "segments must be text such as 'coco:parts.json', {image: {name: array}}, a callable or "
        f"a list of these, got {type(given).__name__}.{hint}"
    )
