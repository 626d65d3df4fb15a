"""Manifest: `run.json`, what a table was made with, and whether a call may go on with it."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from partwise import schema
from partwise.errors import TableError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME = "run.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a table was made with.

    Parameters
    ----------
    parameters
        Everything that decides the rows; a table is gone on with only where all are equal.
    facts
        Everything else worth knowing: versions, times, counts, native grids of maps, …
    schema_version
        Of the columns.
    """

    parameters: Mapping[str, Any]
    facts: Mapping[str, Any] = field(default_factory=dict)
    schema_version: int = schema.VERSION

    @property
    def run_id(self) -> str:
        """Sixteen hexadecimal digits that change with any parameter."""
        text = json.dumps(self.parameters, sort_keys=True, ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Read the manifest of a table.

        Raises
        ------
        TableError
            If the folder is no table, its manifest is damaged, or of another schema version.
        """
        path = folder / NAME
        if not path.is_file():
            raise TableError(
                f"{str(folder)!r} is not a table: it has no {NAME}. "
                "`partwise build … --out TABLE` makes one."
            )
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            manifest = cls(data["parameters"], data["facts"], data["schema_version"])
            if not isinstance(manifest.parameters, dict) or not _are_facts(manifest.facts):
                raise TypeError("it holds other parameters or facts than are written there")
        except OSError as error:
            raise TableError(f"{str(path)!r} cannot be read: {error.strerror}.") from error
        except (ValueError, KeyError, TypeError) as error:
            raise TableError(
                f"{str(path)!r} is damaged ({type(error).__name__}: {str(error)[:200]}). "
                "Restore it, or build the table anew into another folder."
            ) from error
        if manifest.schema_version != schema.VERSION:
            raise TableError(
                f"{str(folder)!r} has schema version {manifest.schema_version}, and this partwise "
                f"reads {schema.VERSION}. Build it anew, or use the partwise that made it "
                f"({manifest.facts.get('versions', {}).get('partwise', 'unknown')})."
            )
        return manifest

    def write(self, folder: Path) -> None:
        """Write it aside, then rename it into place."""
        aside = folder / f".{NAME}.new"
        data = {
            "schema_version": self.schema_version,
            "run_id": self.run_id,
            "parameters": self.parameters,
            "facts": self.facts,
        }
        # half a character, as in a folder's name that is no UTF-8, becomes JSON's escape
        with aside.open("w", encoding="utf-8", errors="backslashreplace") as file:
            json.dump(data, file, indent=2, ensure_ascii=False)
            file.write("\n")
            file.flush()
            os.fsync(file.fileno())
        aside.replace(folder / NAME)

    def check_same(self, asked: Manifest, folder: Path) -> None:
        """Refuse to go on with this table for a call with other parameters.

        Raises
        ------
        TableError
            With each parameter that differs: what the table has, what the call asks for; or if it
            was merged.
        """
        if "merged_from" in self.parameters:
            raise TableError(
                f"{str(folder)!r} was merged from several tables, and a build does not go on with "
                "it. Build a new table, then merge it with this one into a third."
            )
        differences = [
            f"  {name}: the table has {_short(self.parameters.get(name))}, "
            f"this call asks for {_short(asked.parameters.get(name))}"
            for name in sorted({*self.parameters, *asked.parameters})
            if self.parameters.get(name) != asked.parameters.get(name)
        ]
        if differences:
            raise TableError(
                f"{str(folder)!r} was made with other parameters, and rows made in two ways must "
                "not be mixed:\n" + "\n".join(differences) + "\nGive another --out, or repeat the "
                "call that made the table (with more images if you like)."
            )


def _are_facts(facts: object) -> bool:
    """Whether facts that others rely on are of the right kind; a table may lack any of them."""
    if not isinstance(facts, dict):
        return False
    kinds = {"versions": dict, "images_matched": dict, "maps": list, "calls": list}
    columns = facts.get("metadata_columns", [])
    return (
        all(isinstance(facts.get(name, kind()), kind) for name, kind in kinds.items())
        and all(isinstance(each, dict) for each in facts.get("maps", []))
        and isinstance(columns, list)
        and all(isinstance(each, str) for each in columns)
    )


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 120 else text[:117] + "…"
