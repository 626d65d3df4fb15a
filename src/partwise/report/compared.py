"""Compared: what pages show of two tables, as plain lists, texts and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partwise.report.wire import short
from partwise.views.comparison import introduce, tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from partwise.comparison.comparison import Comparison

_NUMBERS = ("mean_a", "mean_b", "estimate", "low", "high", "margin")
_KEPT = ("segment", "measure", "images_a", "images_b", "primary", "verdict", "direction")


def compared(comparison: Comparison) -> dict[str, Any]:
    """Tell what differs between two tables; maps that know nothing of a model are left out."""
    return {
        "names": list(comparison.names),
        "said": introduce(comparison),
        "measures": list(comparison.measures),
        "paired": comparison.paired,
        "blocks": [
            {
                "title": told.title,
                "method_a": told.block.method_a,
                "method_b": told.block.method_b,
                "target_kind": told.block.target_kind,
                "sentences": list(told.sentences),
                "notes": list(told.notes),
                "differences": [_difference(record) for record in told.records],
            }
            for told in tell(comparison)
            if told.block.kind == "attribution"
        ],
    }


def _difference(record: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **{name: record[name] for name in _KEPT},
        **{name: short(record[name]) for name in _NUMBERS},
    }
