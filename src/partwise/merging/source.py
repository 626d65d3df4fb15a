"""Source: a table that is merged, and whether its rows mean the same as another's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from partwise import schema
from partwise.errors import CallError, TableError
from partwise.stores.manifest import NAME, Manifest
from partwise.stores.parquet import damaged, lost_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Parameter and fact of a merged table: ids of the runs that made its rows, and all they tell.
MERGED_FROM = "merged_from"
#: Parameters that may differ: what they decide stands in each row, or is no number of a row.
MAY_DIFFER = (
    *("methods", "targets", "labels", "keep_maps", "shard_size", "nulls", "effects", "pastes"),
    *("placebos", "pairs", "effects_sample"),
)
#: What only matters where something was removed.
OF_REMOVALS = {"dilation"}
_OF_CLASSIFIER = {"classifier", "classifier_digest", "classes_digest"}


@dataclass(frozen=True, slots=True)
class Source:
    """A table that is merged.

    Parameters
    ----------
    folder
        As the user wrote it.
    manifest
        What it was made with.
    """

    folder: Path
    manifest: Manifest

    def __str__(self) -> str:
        return repr(str(self.folder))

    def parts(self) -> Iterator[tuple[str, Path]]:
        """Yield name of the folder and file of every part of its whole shards.

        Raises
        ------
        TableError
            If someone deleted rows.
        """
        whole = sorted(path.name for path in (self.folder / "images").glob("part-*.parquet"))
        for lost in sorted(lost_parts(self.folder).intersection(whole)):
            raise damaged(self.folder, f"{str(self.folder / 'rows' / lost)!r} is gone")
        for name in schema.FOLDERS:
            for part in whole:
                if (self.folder / name / part).exists():
                    yield name, self.folder / name / part

    def runs(self) -> list[Manifest]:
        """The runs that made its rows: its own, or those that it was merged from.

        Raises
        ------
        TableError
            If it was merged and does not tell from what.
        """
        if MERGED_FROM not in self.manifest.parameters:
            return [self.manifest]
        told = self.manifest.facts.get(MERGED_FROM)
        kinds = {"parameters": dict, "facts": dict}
        if not isinstance(told, list) or not all(
            isinstance(run, dict) and all(isinstance(run.get(k), kinds[k]) for k in kinds)
            for run in told
        ):
            raise TableError(
                f"{str(self.folder / NAME)!r} is damaged: its {MERGED_FROM!r} does not tell the "
                "runs it was merged from. Restore it, or merge the tables anew."
            )
        return [Manifest(run["parameters"], run["facts"]) for run in told]


def read_sources(tables: Sequence[str | Path], out: Path) -> list[Source]:
    """Read the manifests of the tables; refuse a wrong call and tables that do not go together.

    Raises
    ------
    CallError
        If there are fewer than two tables, or one is given twice or is `out`.
    TableError
        If a folder is no table, or two tables' rows do not mean the same.
    """
    given = [tables] if isinstance(tables, (str, Path)) else list(tables)
    for each in given:
        if not isinstance(each, (str, Path)):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise CallError(f"merge takes the folders of tables, got {each!r}. Give its folder.")
    if len(given) < 2:
        raise CallError(
            f"a merge needs two tables or more, got {len(given)}. "
            "`partwise merge A B --out C` makes C of A and B."
        )
    places = {out.resolve()}
    for folder in map(Path, given):
        if folder.resolve() == out.resolve():
            raise CallError(
                f"--out {str(out)!r} is one of the tables to be merged. A merge makes a new table "
                "and leaves the others as they are: give a new folder."
            )
        if folder.resolve() in places:
            raise CallError(f"the table {str(folder)!r} is given twice. Give it once.")
        places.add(folder.resolve())
    sources = [Source(folder, Manifest.read(folder)) for folder in map(Path, given)]
    # what only matters where something was removed is compared among those that removed anything
    removed = [source for source in sources if source.manifest.parameters.get("effects")]
    for alike in (sources, removed):
        for other in alike[1:]:
            _check_alike(alike[0], other)
    return sources


def told(value: object) -> str:
    """Write a value on one line, cut where it is long.

    >>> told([1.5, None])
    '[1.5, None]'
    """
    text = repr(value)
    return text if len(text) <= 120 else text[:119] + "…"


def _check_alike(one: Source, other: Source) -> None:
    a, b = one.manifest.parameters, other.manifest.parameters
    names = sorted({*a, *b} - {*MAY_DIFFER, MERGED_FROM})
    if not (a.get("effects") and b.get("effects")):
        names = [name for name in names if name not in OF_REMOVALS]
    differing = [name for name in names if a.get(name) != b.get(name)]
    if not differing:
        return
    advice = "Build one of them anew with the options of the other, then merge."
    if _OF_CLASSIFIER.intersection(differing):
        advice = (
            "These are two classifiers, or their classes are named in two ways. "
            "`partwise compare` sets two tables side by side."
        )
    raise TableError(
        f"{one} and {other} cannot be merged, since their rows do not mean the same:\n"
        + "".join(
            f"  {name}: {one} has {told(a.get(name))}, {other} has {told(b.get(name))}\n"
            for name in differing
        )
        + advice
    )
