"""Overview: what a table is of, how it was made, and what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partwise import __version__
from partwise.measures import MEASURES
from partwise.report.groups import BY, measures_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from partwise.stores.manifest import Manifest
    from partwise.table.table import AttributionTable

#: Errors are told one by one up to this many.
_MOST_ERRORS = 200
#: Facts that are told elsewhere, or are long lists of names.
_UNTOLD = ("maps", "pool", "calibration")


def overview(table: AttributionTable) -> dict[str, Any]:
    """Tell what pages need to know of a table before anything else."""
    rows = table.selected([])
    # nothing is read twice: the first page waits for this
    groups = table.sql(
        f"""
        SELECT segment, method, target_kind, kind, any_value(role) AS role,
               any_value(parent) AS parent, count(*) AS rows,
               bool_or(outcome IS NOT NULL) AS judged,
               {", ".join(f"min({name}) AS low_{name}, max({name}) AS high_{name}" for name in BY)}
        FROM ({rows}) GROUP BY ALL
        """
    ).to_pylist()
    seen = table.sql(
        f"""
        SELECT segment, count(*) FILTER (visible) AS images FROM (
            SELECT segment, image_id, bool_or(status = 'visible') AS visible
            FROM ({rows}) GROUP BY ALL
        ) GROUP BY segment
        """
    ).to_pylist()
    images = table.sql(f"SELECT count(DISTINCT image_id) AS n FROM ({rows})")["n"][0].as_py()
    told = [each for each in groups if each["kind"] == "attribution"]
    errors = table.errors().select(["image_id", "error", "message"])
    manifest = table.manifest
    return {
        "partwise": __version__,
        "title": table.folder.resolve().name,
        "folder": str(table.folder),
        "conditions": list(table.conditions),
        "images": images,
        "rows": sum(each["rows"] for each in groups),
        # a run says so at its end
        "finished": "images_done" in manifest.facts,
        "failed": errors.num_rows,
        "errors": errors.slice(0, _MOST_ERRORS).to_pylist(),
        "segments": _parts(groups, seen),
        "series": _series(told, manifest),
        # whether the true class of any image is known
        "judged": any(each["judged"] for each in told),
        "nulls": list(table.nulls),
        "effects": table.has_effects(),
        "by": [name for name in BY if _differs(told, name)],
        "measures": [
            {
                "name": name,
                "formula": MEASURES[name].formula,
                "says": MEASURES[name].says,
                "signed": MEASURES[name].signed,
                "even": MEASURES[name].even,
                "margin": MEASURES[name].smallest_effect,
            }
            for name in measures_of(table)
        ],
        "maps": table.maps().to_pylist(),
        "run_id": manifest.run_id,
        "parameters": dict(manifest.parameters),
        "facts": {name: fact for name, fact in manifest.facts.items() if name not in _UNTOLD},
        "schema_version": manifest.schema_version,
    }


def _parts(
    groups: Sequence[dict[str, Any]], seen: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Tell each part's role, the part that it is of, and in how many images it is to be seen."""
    of_part = {each["segment"]: each for each in groups}
    return [
        {
            "segment": name,
            "role": of_part[name]["role"],
            "parent": of_part[name]["parent"],
            "images": images,
        }
        for name, images in sorted((each["segment"], each["images"]) for each in seen)
    ]


def _differs(groups: Sequence[dict[str, Any]], name: str) -> bool:
    """Whether a column has more than one value."""
    ends = {each[f"{end}_{name}"] for each in groups for end in ("low", "high")}
    return len(ends - {None}) > 1


def _series(groups: Sequence[dict[str, Any]], manifest: Manifest) -> list[dict[str, Any]]:
    """Name methods and targets, in the order in which they were asked for."""
    found = dict.fromkeys((each["method"], each["target_kind"]) for each in groups)
    series = [{"method": method, "target_kind": target} for method, target in found]
    return sorted(series, key=_as_asked(manifest))


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
