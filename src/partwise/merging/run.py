"""Run: `merge`, from the folders of tables to one new table on disk."""

from __future__ import annotations

import contextlib
import json
import logging
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import filelock

from partwise import schema
from partwise.errors import RunError, TableError
from partwise.merging.blocks import SOURCE, Reader, blocks
from partwise.merging.source import MERGED_FROM, OF_REMOVALS, read_sources
from partwise.merging.unique import unique
from partwise.stores.manifest import NAME, Manifest
from partwise.stores.parquet import ParquetStore
from partwise.table.table import AttributionTable, open_table

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    import pyarrow as pa

    from partwise.merging.source import Source

#: Parameters of which a merged table has all that one of its runs has.
_UNITED = ("methods", "targets", "nulls", "effects", "pastes")

_log = logging.getLogger("partwise")


def merge(tables: Sequence[str | Path], out: str | Path) -> AttributionTable:
    """Make one table of several: more images, methods or targets of one classifier.

    Every row is kept bit for bit, with the `run_id` it was made with, and the result does not
    depend on the order of the tables. What several tables have alike (an image, a mask, a row of
    the same key) is kept once. Memory does not grow with the number of images.

    Parameters
    ----------
    tables
        Folders of two or more tables.
    out
        Folder of the new table: one that does not exist yet, or is empty.

    Returns
    -------
    AttributionTable
        Also on disk, in `out`; all of it, or nothing.

    Raises
    ------
    CallError
        If there are fewer than two tables, or one is given twice or is `out`.
    TableError
        If a folder is no table or damaged, if the tables' rows do not mean the same (another
        classifier, other segments, …), if two have the same key with different sums, or if `out`
        is not empty.
    RunError
        If `out` cannot be written.

    Notes
    -----
    Sums of one key must agree in every bit. Logits and probabilities, which each run computes
    again, may differ by 1 %, since batch and device round them differently; those of the least
    `run_id` are kept.
    """
    sources = read_sources(tables, Path(out))
    manifest = _merged(sources)
    place = Path(out).resolve()
    _check_empty(place)
    _tell_fills(manifest, sources)
    with _made_aside(place) as aside:
        store = ParquetStore(aside, manifest)
        facts = _write_blocks(sources, store)
        facts["maps"] = AttributionTable(aside, manifest).maps().to_pylist()
        store.update(facts)
    return open_table(out)


def _tell_fills(manifest: Manifest, sources: Sequence[Source]) -> None:
    """Warn where an average over fills may mix those of some images with those of others."""
    every = manifest.parameters.get("effects") or []
    own = [source.manifest.parameters.get("effects") or [] for source in sources]
    if any(fills and sorted(fills) != sorted(every) for fills in own):
        _log.warning(
            "the tables remove by other fills (%s in all). Where an image has some of them only, "
            "an average over fills mixes what they do with which images they were used on: "
            "`--by fill`, or a condition on it, keeps them apart.",
            ", ".join(every),
        )


def _merged(sources: Sequence[Source]) -> Manifest:
    """What all runs share, their methods and targets together, and each run with all it tells."""
    told = {
        json.dumps([run.parameters, run.facts], sort_keys=True): run
        for source in sources
        for run in source.runs()
    }
    runs = [told[text] for text in sorted(told)]
    parameters: dict[str, Any] = {}
    for name in sorted({name for run in runs for name in run.parameters}):
        of = [run for run in runs if name not in OF_REMOVALS or run.parameters.get("effects")]
        values = [run.parameters.get(name) for run in of]
        if values and all(value == values[0] for value in values):
            parameters[name] = values[0]
        elif name in _UNITED:
            parameters[name] = sorted({each for value in values for each in value or ()})
    parameters[MERGED_FROM] = sorted({run.run_id for run in runs})
    versions: dict[str, set[str]] = {}
    for run in runs:
        for package, version in run.facts.get("versions", {}).items():
            versions.setdefault(package, set()).add(str(version))
    facts: dict[str, Any] = {
        "versions": {package: ", ".join(sorted(versions[package])) for package in sorted(versions)},
        MERGED_FROM: [
            {"run_id": run.run_id, "parameters": run.parameters, "facts": run.facts} for run in runs
        ],
    }
    return Manifest(parameters, facts)


def _check_empty(out: Path) -> None:
    try:
        there = sorted(path.name for path in out.iterdir()) if out.exists() else []
    except OSError as error:
        raise _not_written(out, error) from error
    if there:
        what = "is a table already" if NAME in there else f"holds files ({', '.join(there[:3])}, …)"
        raise TableError(
            f"--out {str(out)!r} {what}, and a merge makes a new table. Give a new or an empty "
            "folder."
        )


@contextlib.contextmanager
def _made_aside(out: Path) -> Generator[Path]:
    """Give a folder beside `out` that takes its place once all is written, and else vanishes."""
    aside = out.with_name(f".{out.name}.merging")
    try:
        aside.mkdir(parents=True, exist_ok=True)
        with filelock.FileLock(aside / ".lock").acquire(blocking=False):
            try:
                _clear(aside)
                yield aside
                if out.exists():
                    out.rmdir()
                aside.rename(out)
            finally:
                shutil.rmtree(aside, ignore_errors=True)
    except filelock.Timeout as error:
        raise TableError(
            f"--out {str(out)!r} is being written by another merge. Wait for it, or stop it."
        ) from error
    except (OSError, RunError, duckdb.Error) as error:
        raise _not_written(out, error) from error


def _clear(aside: Path) -> None:
    """Remove what a killed merge left."""
    for path in aside.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != ".lock":
            path.unlink()


def _not_written(out: Path, error: Exception) -> RunError:
    cause = error.__cause__ if isinstance(error, RunError) else error
    return RunError(
        f"cannot write --out {str(out)!r}: {getattr(cause, 'strerror', None) or cause}. Mend that "
        "or give another folder, then repeat the merge: it begins anew, and the tables it reads "
        "are as they were."
    )


def _write_blocks(sources: Sequence[Source], store: ParquetStore) -> dict[str, Any]:
    """Write the images of all tables block by block, and count them."""
    reader, done, failed, partly = Reader(), 0, 0, 0
    columns = {n for each in sources for n in each.manifest.facts.get("metadata_columns", [])}
    with contextlib.closing(blocks(sources, place=store.folder)) as every:
        for number, block in enumerate(every):
            tables: dict[str, pa.Table] = {}
            # images first: where a name means two pictures, nothing else need be said
            for name in reversed([*schema.FOLDERS]):
                if (table := reader.read(block, name)) is not None:
                    tables[name] = table
            partly += _count_partly(tables)
            tables = {name: unique(name, table, sources) for name, table in tables.items()}
            # a part of images, even an empty one, marks a whole shard
            images = tables.setdefault("images", schema.to_arrow("images", []))
            store.write(number, tables)
            here = set(_image_ids(images))
            done += len(here)
            failed += len(set(_image_ids(tables.get("errors"))) - here)
            columns.update(images["metadata"].combine_chunks().keys.to_pylist())
    if partly:
        _log.warning(
            "%d images failed in one table and are done in another: they have that one's rows "
            "alone.",
            partly,
        )
    return {"images_done": done, "images_failed": failed, "metadata_columns": sorted(columns)}


def _image_ids(table: pa.Table | None) -> list[str]:
    return [] if table is None else table["image_id"].to_pylist()


def _count_partly(tables: Mapping[str, pa.Table]) -> int:
    """How many images failed in one table and are done in another."""
    done, failed = (
        set(zip(table[SOURCE].to_pylist(), _image_ids(table), strict=True)) if table else set()
        for table in (tables.get("images"), tables.get("errors"))
    )
    return len({image for _, image in failed - done} & {image for _, image in done})
