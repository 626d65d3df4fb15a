"""Block: some neighbouring images, and the parts of all tables that hold anything of them."""

from __future__ import annotations

import contextlib
import tempfile
from collections import OrderedDict
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from partwise import schema
from partwise.stores.parquet import damaged

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from partwise.merging.source import Source

#: Images a block, and the size (uncompressed) at which it is closed earlier: full maps are large.
MOST_IMAGES, MOST_BYTES = 128, 256 << 20
#: Parts that are kept in memory: neighbouring blocks often need the same ones.
_KEPT_BYTES = 256 << 20
#: Column that tells which table a row is from, while several are in one.
SOURCE = "_source"


@dataclass(frozen=True, slots=True)
class Part:
    """One Parquet file of a table.

    Parameters
    ----------
    source
        Index of the table.
    table
        Its folder.
    name
        Of the folder in it.
    path
        The file.
    bytes_an_image
        Uncompressed.
    """

    source: int
    table: Path
    name: str
    path: Path
    bytes_an_image: int


@dataclass(frozen=True, slots=True)
class Block:
    """Some neighbouring images.

    Parameters
    ----------
    image_ids
        Sorted.
    parts
        That hold anything of them.
    """

    image_ids: Sequence[str]
    parts: Sequence[Part]


class Reader:
    """Reads blocks, and keeps the latest parts in memory up to a size."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Path, tuple[pa.Table, int]] = OrderedDict()
        self._size = 0

    def read(self, block: Block, name: str) -> pa.Table | None:
        """All rows of a block in a folder, with their `SOURCE`; None where no table has a part."""
        of_block = pc.field("image_id").isin(pa.array(block.image_ids, pa.string()))
        pieces: list[pa.Table] = []
        for part in block.parts:
            if part.name == name:
                rows = self._part(part).filter(of_block)
                pieces.append(rows.append_column(SOURCE, pa.repeat(part.source, len(rows))))
        return pa.concat_tables(pieces) if pieces else None

    def _part(self, part: Part) -> pa.Table:
        if part.path in self._kept:
            self._kept.move_to_end(part.path)
            return self._kept[part.path][0]
        with _readable(part.table, part.path), pq.ParquetFile(part.path) as file:
            table = file.read()
        self._kept[part.path] = table, table.nbytes
        self._size += table.nbytes
        while self._size > _KEPT_BYTES and len(self._kept) > 1:
            _, (_, size) = self._kept.popitem(last=False)
            self._size -= size
        return table


def blocks(sources: Sequence[Source], *, place: Path) -> Generator[Block]:
    """Yield the images of all tables, sorted, block by block.

    Their names are sorted by DuckDB in a folder below `place`: there may be more of them than fit
    in memory.

    Raises
    ------
    TableError
        If a part cannot be read or has other columns.
    """
    parts: list[Part] = []
    with (
        tempfile.TemporaryDirectory(dir=place) as folder,
        duckdb.connect(str(Path(folder) / "images.duckdb")) as index,
    ):
        index.execute("SET memory_limit = '512MB'")
        index.begin()  # else every part would wait for the disk
        index.execute("CREATE TABLE places (image_id VARCHAR, part BIGINT)")
        for number, source in enumerate(sources):
            for name, path in source.parts():
                image_ids, size = _survey(source.folder, name, path)
                index.register("listed", pa.table({"image_id": image_ids}))
                index.execute("INSERT INTO places SELECT image_id, ? FROM listed", [len(parts)])
                parts.append(
                    Part(number, source.folder, name, path, size // max(len(image_ids), 1))
                )
        index.commit()
        places = index.execute("SELECT image_id, part FROM places ORDER BY image_id, part")
        fetched = (each for some in iter(lambda: places.fetchmany(10_000), []) for each in some)
        image_ids: list[str] = []
        needed: set[int] = set()
        size = 0
        for image_id, found in groupby(fetched, itemgetter(0)):
            image_ids.append(image_id)
            for _, part in found:
                needed.add(part)
                size += parts[part].bytes_an_image
            if len(image_ids) == MOST_IMAGES or size >= MOST_BYTES:
                yield Block(image_ids, [parts[each] for each in sorted(needed)])
                image_ids, needed, size = [], set(), 0
        if image_ids:
            yield Block(image_ids, [parts[each] for each in sorted(needed)])


def _survey(table: Path, name: str, path: Path) -> tuple[pa.Array, int]:
    """Which images a part has, and its size in bytes."""
    with _readable(table, path), pq.ParquetFile(path) as file:
        if not file.schema_arrow.equals(schema.arrow_schema(name)):
            raise damaged(table, f"{str(path)!r} has other columns than {name!r} of a table")
        meta = file.metadata
        size = sum(meta.row_group(each).total_byte_size for each in range(meta.num_row_groups))
        return file.read(["image_id"])["image_id"].combine_chunks().unique(), size


@contextlib.contextmanager
def _readable(table: Path, path: Path) -> Generator[None]:
    try:
        yield
    except (OSError, pa.ArrowException) as error:
        raise damaged(table, f"{str(path)!r}: {error}") from error
