"""Overview: what a table is of, how it was made, and what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partwise import __version__
from partwise.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from partwise.stores.manifest import Manifest
    from partwise.table.table import AttributionTable

#: Errors are told one by one up to this many.
_MOST_ERRORS = 200
#: Facts that are told elsewhere, or are long lists of names.
_UNTOLD = ("maps", "pool", "calibration")


def overview(table: AttributionTable, measures: Sequence[str], by: Sequence[str]) -> dict[str, Any]:
    """Tell what pages need to know of a table before anything else.

    Parameters
    ----------
    measures
        That pages offer.
    by
        Columns that groups are told by.
    """
    parts = table.sql(
        """
        SELECT segment, any_value(role) AS role, any_value(parent) AS parent,
               count(DISTINCT image_id) FILTER (status = 'visible') AS images
        FROM rows GROUP BY segment ORDER BY segment
        """
    ).to_pylist()
    found = table.sql(
        """
        SELECT method, target_kind, bool_or(outcome IS NOT NULL) AS judged
        FROM attributions WHERE kind = 'attribution' GROUP BY method, target_kind
        """
    ).to_pylist()
    series = [{name: each[name] for name in ("method", "target_kind")} for each in found]
    errors = table.errors().select(["image_id", "error", "message"])
    manifest = table.manifest
    return {
        "partwise": __version__,
        "title": table.folder.resolve().name,
        "folder": str(table.folder),
        "conditions": list(table.conditions),
        "images": table.sql("SELECT count(DISTINCT image_id) AS n FROM attributions")["n"][
            0
        ].as_py(),
        "rows": len(table),
        # a run says so at its end
        "finished": "images_done" in manifest.facts,
        "failed": errors.num_rows,
        "errors": errors.slice(0, _MOST_ERRORS).to_pylist(),
        "segments": parts,
        "series": sorted(series, key=_as_asked(manifest)),
        # whether the true class of any image is known
        "judged": any(each["judged"] for each in found),
        "nulls": list(table.nulls),
        "effects": table.has_effects(),
        "by": list(by),
        "measures": [
            {
                "name": name,
                "formula": MEASURES[name].formula,
                "says": MEASURES[name].says,
                "signed": MEASURES[name].signed,
                "even": MEASURES[name].even,
                "margin": MEASURES[name].smallest_effect,
            }
            for name in measures
        ],
        "maps": table.maps().to_pylist(),
        "run_id": manifest.run_id,
        "parameters": dict(manifest.parameters),
        "facts": {name: fact for name, fact in manifest.facts.items() if name not in _UNTOLD},
        "schema_version": manifest.schema_version,
    }


def _as_asked(manifest: Manifest) -> Callable[[dict[str, Any]], tuple[Any, ...]]:
    """Order methods and targets as they were asked for."""
    methods, targets = (
        list(manifest.parameters.get(name) or ()) for name in ("methods", "targets")
    )

    def place(series: dict[str, Any]) -> tuple[Any, ...]:
        method, target = series["method"], series["target_kind"]
        return (
            methods.index(method) if method in methods else len(methods),
            method,
            targets.index(target) if target in targets else len(targets),
            target or "",
        )

    return place
