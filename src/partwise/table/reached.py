"""Reached: the segments and targets of which effects are told, and which of them are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from partwise import schema
from partwise.measures import MEASURES
from partwise.table.expression import columns_of, quoted
from partwise.table.removals import FILL, OF_SEGMENT, OF_TARGET

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb

    from partwise.table.table import AttributionTable

#: The column of groups, whatever it is called in the table.
GROUP = "value of the group"
SEGMENT = "segment"
#: Columns of rows that are the image's; conditions on any other choose segments.
_OF_IMAGES = {
    *OF_TARGET,
    *("label", "predicted", "outcome", "target_logit", "target_probability", "split"),
}


@dataclass(frozen=True, slots=True)
class Reached:
    """What a table's conditions leave of its effects.

    Conditions on segment, target kind and the column of groups only hide what meets them not, as
    in a summary, so that a family of tests does not become small after the fact. All others
    choose: those on columns of images choose images; any other chooses segments, of which a row
    meets it.

    Parameters
    ----------
    table
        With its conditions.
    by
        The column of groups, or None.
    """

    table: AttributionTable
    by: str | None

    @property
    def hiding(self) -> list[str]:
        """Conditions that only hide."""
        keys = {"segment", "target_kind", *([] if self.by is None else [self.by])}
        return [each for each in self.table.row_conditions if columns_of(each) <= keys]

    @property
    def choosing(self) -> list[str]:
        """Conditions that choose images and segments."""
        hidden = self.hiding
        return [each for each in self.table.row_conditions if each not in hidden]

    @property
    def group(self) -> str:
        """The column of groups as SQL."""
        return "NULL::VARCHAR" if self.by is None else f"{quoted(self.by)}::VARCHAR"

    @property
    def where_fill(self) -> str:
        """Which fills are told."""
        return " AND ".join(self.table.fill_conditions) or "true"

    def make(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Make the temporary tables `kept` (segments) and `targets` (images' targets)."""
        of_rows = {*MEASURES, FILL}.union(column.name for column in schema.ROWS)
        of_image = {*_OF_IMAGES, *self.table.columns} - (of_rows - _OF_IMAGES)
        asked = {name: columns_of(name) for name in self.choosing}
        by = [] if self.by is None else [self.by]
        for name, columns, conditions in (
            ("kept", OF_SEGMENT, [*asked, "status = 'visible'", "kind = 'attribution'"]),
            ("targets", OF_TARGET, [each for each, of in asked.items() if of <= of_image]),
        ):
            needed = {*by}.union(*(asked.get(each, set()) for each in conditions))
            connection.execute(
                f"""CREATE TEMP TABLE {name} AS
                SELECT DISTINCT {", ".join(columns)}, {self.group} AS {quoted(GROUP)}
                FROM ({self.table.source(needed)}) WHERE {" AND ".join(conditions) or "true"}"""
            )

    def shown(
        self, connection: duckdb.DuckDBPyConnection, data: pa.Table, segments: Sequence[str]
    ) -> pa.Table:
        """Leave out what conditions hide.

        Parameters
        ----------
        data
            With `target_kind` and the column of groups.
        segments
            Its columns that name a segment; one of them must meet what is asked of segments.
        """
        found = data.append_column("place", pa.array(range(data.num_rows), pa.int64()))
        for condition in self.hiding:
            if not columns_of(condition) <= {*data.column_names, *[SEGMENT] * bool(segments)}:
                continue
            connection.register("found", found)
            others = ", ".join(quoted(name) for name in found.column_names if name != SEGMENT)
            named = [f", {quoted(name)} AS {SEGMENT}" for name in segments] or [""]
            told = " UNION ALL ".join(f"SELECT {others}{name} FROM found" for name in named)
            found = connection.sql(
                f"""SELECT * FROM found
                WHERE place IN (SELECT place FROM ({told}) WHERE {condition}) ORDER BY place"""
            ).to_arrow_table()
            connection.unregister("found")
        return found.drop_columns(["place"])
