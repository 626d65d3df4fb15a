"""Answers: what pages ask of one table; whatever takes long is worked out once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import duckdb

from partwise.errors import CallError, unknown_name
from partwise.report.confusion import confusion
from partwise.report.groups import group
from partwise.report.overview import overview
from partwise.report.pictures import read_pictures
from partwise.report.render import of_picture
from partwise.report.report import MOST_FINDINGS
from partwise.report.values import KEYS, OF_IMAGES, images, removals
from partwise.report.wire import columns
from partwise.web.once import Once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pyarrow as pa

    from partwise.report.pictures import Picture
    from partwise.table.table import AttributionTable
    from partwise.web.kept import Kept

#: Values in one answer, at most.
MOST_VALUES = 5000
#: Pictures that are kept in memory, of about 30 kB each.
_MOST_PICTURES = 1000
_ORDERS = {
    "highest": "{measure} DESC NULLS LAST, image_id",
    "lowest": "{measure} ASC NULLS LAST, image_id",
    "typical": "abs({measure} - (SELECT median({measure}) FROM chosen)) NULLS LAST, image_id",
    # as good as drawn at random, and the same every time
    "sample": "md5(image_id), target_class",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Which values are asked for; what is None is not asked about.

    Parameters
    ----------
    method, target_kind
        Of which maps.
    segment, image_id
        Of which part, or image.
    by, value
        Of which group: a column, and its value, which may be missing.
    label, predicted
        Of which true class, and of which prediction.
    measure, order
        By which measure they are ordered, and how: a key of `_ORDERS`.
    offset, limit
        How many are passed over, and how many told.
    """

    method: str
    target_kind: str | None = None
    segment: str | None = None
    image_id: str | None = None
    by: str | None = None
    value: str | None = None
    label: str | None = None
    predicted: str | None = None
    measure: str | None = None
    order: str = "sample"
    offset: int = 0
    limit: int = 100


class Answers:
    """What pages ask of one table, as plain lists, texts and numbers.

    Parameters
    ----------
    table
        Which is read as it is now: what is written to it later is not seen.
    kept
        Where answers that take long are kept from one time to the next; nowhere if None.
    """

    def __init__(self, table: AttributionTable, kept: Kept | None = None) -> None:
        self.table, self._kept = table, kept
        self._once = Once()
        self._pictures: OrderedDict[str, Picture | None] = OrderedDict()
        self._lock = threading.Lock()

    @property
    def measures(self) -> Sequence[str]:
        """Those that pages offer, the one that verdicts are about first."""
        return [each["name"] for each in self.overview()["measures"]]

    @property
    def by(self) -> Sequence[str]:
        """Columns that groups are told by."""
        return self.overview()["by"]

    def overview(self) -> dict[str, Any]:
        """What the table is of and how it was made."""

        def told() -> dict[str, Any]:
            nothing_left: dict[str, Any] = {"pictures_left_out": 0, "groups_left_out": {}}
            return overview(self.table) | nothing_left

        return self._long("overview", told)

    def prepare(self) -> Iterator[None]:
        """Work out what pages will ask for, in the order in which they do; pauses between steps."""
        for step in (self.overview, self.findings, partial(self.groups, ""), self._values):
            step()
            yield
        for name in self.by:
            self.groups(name)
            yield
        self.confusion()

    def findings(self) -> dict[str, Any]:
        """The few sentences that matter."""
        return self._long("findings", lambda: self.table.findings(limit=MOST_FINDINGS).to_dict())

    def confusion(self) -> dict[str, Any] | None:
        """Which classes are taken for which."""
        return self._long("confusion", lambda: confusion(self.table))

    def groups(self, by: str) -> dict[str, Any]:
        """Summaries by a column, or of all images together.

        Raises
        ------
        UnknownNameError
            If groups are not told by it.
        """
        return self._long(f"groups by {by}", lambda: columns(self.group_rows(by)))

    def group_rows(self, by: str) -> pa.Table:
        """The same as an Arrow table."""

        def made() -> pa.Table:
            asked = [self._known_column(by)] if by else []
            return group(self.table, asked, self.measures)

        return self._once(f"rows of groups by {by}", made)

    def values(self, asked: Asked) -> dict[str, Any]:
        """The measures of parts of images, some of them, and what is known of these images.

        Raises
        ------
        UnknownNameError
            If a column, measure or order does not exist.
        CallError
            If there is no measure to order by, or more is asked for than one answer holds.
        """
        self._check(asked)
        given: dict[str, str | None] = {"method": asked.method, "target_kind": asked.target_kind}
        given |= {} if asked.segment is None else {"segment": asked.segment}
        given |= {} if asked.image_id is None else {"image_id": asked.image_id}
        given |= {} if asked.by is None else {self._known_column(asked.by): asked.value}
        given |= {} if asked.label is None else {"label": asked.label}
        given |= {} if asked.predicted is None else {"predicted": asked.predicted}
        where = " AND ".join(f'"{name}" IS NOT DISTINCT FROM ?' for name in given)
        ordered = _ORDERS[asked.order].format(measure=f'"{asked.measure}"')
        with self._values().cursor() as cursor:
            # the number of all is the same whatever part of them is asked for
            counted = cursor.sql(
                f"SELECT count(*) FROM told WHERE {where}", params=[*given.values()]
            )
            total = counted.fetchall()[0][0]
            found = cursor.sql(
                f"WITH chosen AS (SELECT * FROM told WHERE {where}) "
                f"SELECT * FROM chosen ORDER BY {ordered} LIMIT ? OFFSET ?",
                params=[*given.values(), asked.limit, asked.offset],
            ).to_arrow_table()
        return {"total": total, "values": columns(found)}

    def part(self, method: str, target_kind: str | None, segment: str) -> pa.Table:
        """All that is known of one part in every image, under a method and target."""
        with self._values().cursor() as cursor:
            return cursor.sql(
                "SELECT * FROM told WHERE method = ? AND segment = ? "
                "AND target_kind IS NOT DISTINCT FROM ?",
                params=[method, segment, target_kind],
            ).to_arrow_table()

    def image(self, image_id: str) -> dict[str, Any] | None:
        """What is known of an image; None where there is no such image."""
        with self._values().cursor() as cursor:
            query = f"SELECT {', '.join(OF_IMAGES)} FROM images WHERE image_id = ?"
            found = cursor.sql(query, params=[image_id]).fetchall()
        return dict(zip(OF_IMAGES, found[0], strict=True)) if found else None

    def removals(self, image_id: str) -> dict[str, Any]:
        """What removing each part of an image does by each fill; nothing where there is but one."""
        if not self.table.has_effects():
            return {}

        def made() -> duckdb.DuckDBPyConnection:
            return _database(removals=removals(self.table))

        with self._once("removals", made).cursor() as cursor:
            found = cursor.sql("SELECT * FROM removals WHERE image_id = ?", params=[image_id])
            return columns(found.to_arrow_table())

    def picture(self, image_id: str, place: str) -> dict[str, Any] | None:
        """A picture with its outlines, and where its files are asked for; None for no image.

        Parameters
        ----------
        place
            Address below which :meth:`file` is asked.
        """
        found = self._picture(image_id)
        if found is None:
            return None
        contents = {id(each): number for number, each in enumerate(_files(found))}
        return of_picture(
            found, lambda _, content: f"{place}/{contents[id(content)]}?image_id={quote(image_id)}"
        )

    def file(self, image_id: str, number: int) -> bytes | None:
        """A picture's JPEG, which is number 0, or one of its maps; None where there is none."""
        found = self._picture(image_id)
        files = [] if found is None else _files(found)
        return files[number] if 0 <= number < len(files) else None

    def _long(self, name: str, work: Callable[[], Any]) -> Any:
        """Work out what takes long once, and not again as long as the table stays as it is."""
        kept = self._kept
        return self._once(name, work if kept is None else lambda: kept(name, work))

    def _check(self, asked: Asked) -> None:
        if asked.order not in _ORDERS:
            raise unknown_name("order", asked.order, _ORDERS)
        if asked.measure is not None and asked.measure not in self.measures:
            raise unknown_name("measure", asked.measure, self.measures)
        if asked.measure is None and asked.order != "sample":
            raise CallError(f"order {asked.order!r} needs a measure, such as {self.measures[0]!r}.")
        check_page(asked.offset, asked.limit)

    def _known_column(self, by: str) -> str:
        if by not in self.by:
            raise unknown_name("column of groups", by, self.by)
        return by

    def _values(self) -> duckdb.DuckDBPyConnection:
        """A database of the values, with what is known of each image beside them."""

        def made() -> duckdb.DuckDBPyConnection:
            connection = _database(images=images(self.table))
            connection.execute("ATTACH ':memory:' AS store (COMPRESS)")
            listed = ", ".join(f'"{name}"' for name in (*KEYS, *self.measures))
            of_model = self.table.where("kind = 'attribution'")
            with of_model.stream_values(self.measures, "target_class") as reader:
                connection.register("stream", reader)
                connection.execute(f"CREATE TABLE store.parts AS SELECT {listed} FROM stream")
                connection.unregister("stream")
            connection.execute("CHECKPOINT store")
            # what is known of an image is not written beside each of its parts
            connection.execute(
                "CREATE VIEW told AS SELECT * FROM store.parts LEFT JOIN images USING (image_id)"
            )
            return connection

        return self._once("values", made)

    def _picture(self, image_id: str) -> Picture | None:
        with self._lock:
            if image_id in self._pictures:
                self._pictures.move_to_end(image_id)
                return self._pictures[image_id]
        with self.table.session() as connection:
            found = next(read_pictures(connection, [image_id]), None)
        with self._lock:
            self._pictures[image_id] = found
            if len(self._pictures) > _MOST_PICTURES:
                self._pictures.popitem(last=False)
        return found


def check_page(offset: int, limit: int) -> None:
    """Check which part of an answer is asked for.

    Raises
    ------
    CallError
        If it is more than one answer holds.
    """
    if not 0 < limit <= MOST_VALUES or offset < 0:
        raise CallError(
            f"limit must be from 1 to {MOST_VALUES:,} and offset at least 0, "
            f"got {limit} and {offset}."
        )


def _database(**tables: pa.Table) -> duckdb.DuckDBPyConnection:
    """A database of its own in memory, which reads no file, with some tables."""
    connection = duckdb.connect(config={"enable_external_access": False})
    for name, table in tables.items():
        connection.register("given", table)
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
        connection.unregister("given")
    return connection


def _files(picture: Picture) -> list[bytes | None]:
    return [picture.jpeg, *(each.png for each in picture.overlays)]
