"""Saliency, part by part: which named parts of the pictures move a classifier's predictions."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from partwise.classifiers.loading import load_classifier
    from partwise.classifiers.wrapped import wrap
    from partwise.comparison.comparison import compare
    from partwise.errors import PartwiseError
    from partwise.framing import Framing
    from partwise.gate.gate import check
    from partwise.merging.run import merge
    from partwise.pipeline.run import build
    from partwise.saliency import SaliencyMaps
    from partwise.segments import Segment, SegmentSet
    from partwise.sources.loading import load_segments
    from partwise.sources.maps import load_maps
    from partwise.table.table import AttributionTable, open_table

__version__ = "0.1.0"

_HOMES = {
    "AttributionTable": "partwise.table.table",
    "Framing": "partwise.framing",
    "PartwiseError": "partwise.errors",
    "SaliencyMaps": "partwise.saliency",
    "Segment": "partwise.segments",
    "SegmentSet": "partwise.segments",
    "build": "partwise.pipeline.run",
    "check": "partwise.gate.gate",
    "compare": "partwise.comparison.comparison",
    "load_classifier": "partwise.classifiers.loading",
    "load_maps": "partwise.sources.maps",
    "load_segments": "partwise.sources.loading",
    "merge": "partwise.merging.run",
    "open_table": "partwise.table.table",
    "wrap": "partwise.classifiers.wrapped",
}

__all__ = [
    "AttributionTable",
    "Framing",
    "PartwiseError",
    "SaliencyMaps",
    "Segment",
    "SegmentSet",
    "build",
    "check",
    "compare",
    "load_classifier",
    "load_maps",
    "load_segments",
    "merge",
    "open_table",
    "wrap",
]


def __getattr__(name: str) -> Any:
    """Load a public name on first use, so that importing partwise stays light."""
    if name not in _HOMES:
        raise AttributeError(f"module 'partwise' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
