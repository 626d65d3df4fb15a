"""AttributionTable: a table on disk, filtered, grouped and derived by DuckDB over Parquet."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from partwise import schema
from partwise.errors import CallError, unknown_name
from partwise.measures import DEFAULT_MEASURES, MEASURES
from partwise.stores.manifest import Manifest
from partwise.stores.parquet import damaged, lost_parts
from partwise.table.expression import parse_condition

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    import polars as pl
    import pyarrow as pa

SEGMENT = "segment"
#: What tells one row of a printed list from the next.
ROW_NAMES = ("image_id", "target_kind", "target_class", "segment", "status")
_ADDED_UP = ("area_px", "saliency_sum", "positive_sum", "negative_sum", "square_sum", "top_px")


@dataclass(frozen=True, slots=True)
class AttributionTable:
    """Rows of a table, or those that meet conditions; nothing is read until it is asked for.

    Parameters
    ----------
    folder
        Where the table lies.
    manifest
        What it was made with.
    conditions
        Added by :meth:`where`; a row meets all of them.

    See Also
    --------
    open_table : makes one.
    """

    folder: Path
    manifest: Manifest
    conditions: Sequence[str] = field(default=())

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that `where`, `group` and `to_arrow` know: stored, measures, metadata."""
        stored = (column.name for column in schema.ROWS)
        return (*stored, *MEASURES, "split", *self._metadata_columns())

    def where(self, condition: str) -> AttributionTable:
        """Keep the rows that meet a condition, such as ``"segment = 'wheel' and lift > 2"``.

        Raises
        ------
        CallError
            If it is not one boolean expression over columns and measures.
        UnknownNameError
            If it names a column that is not there.
        """
        parsed = parse_condition(condition, self.columns)
        probe = self._query(f"SELECT {parsed} AS met FROM attributions LIMIT 0")
        kind = probe.schema.field("met").type
        if str(kind) != "bool":
            raise CallError(
                f"--where {condition!r} is of type {kind}, and a condition is true or false. "
                'Compare it with something, such as "lift > 2".'
            )
        return replace(self, conditions=(*self.conditions, parsed))

    def to_arrow(self, columns: Sequence[str] | None = None) -> pa.Table:
        """The rows with their measures, or only some columns, as an Arrow table."""
        names = self._known(columns) if columns else self.columns
        chosen = ", ".join(_quoted(name) for name in names)
        order = "image_id, target_kind, target_class, method, segment, instance"
        return self._query(f"SELECT {chosen} FROM attributions ORDER BY {order}")

    def rows(self, measures: str | Sequence[str] | None = None) -> pa.Table:
        """Every row: all columns, or what tells rows apart and some measures."""
        if measures is None:
            return self.to_arrow()
        wanted = [measures] if isinstance(measures, str) else list(measures)
        for name in wanted:
            if name not in MEASURES:
                raise unknown_name("measure", name, MEASURES)
        return self.to_arrow([*ROW_NAMES, *wanted])

    def to_pandas(self, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """The rows with their measures as a pandas DataFrame."""
        _need("pandas")
        return self.to_arrow(columns).to_pandas()

    def to_polars(self, columns: Sequence[str] | None = None) -> pl.DataFrame:
        """The rows with their measures as a polars DataFrame."""
        _need("polars")
        import polars

        frame = polars.from_arrow(self.to_arrow(columns))
        assert isinstance(frame, polars.DataFrame)  # noqa: S101 - a table gives a frame
        return frame

    def group(
        self, by: str | Sequence[str] = "segment", measures: str | Sequence[str] | None = None
    ) -> pa.Table:
        """Average measures over images, for each group.

        The instances of a segment are first added up image by image (sums merge, means do
        not), the measure is derived from each image's sums, and its mean is taken over images.
        Methods, target kinds, nulls and segments are never averaged together: segments may
        overlap, and added up they would count their shared pixels twice.

        Parameters
        ----------
        by
            One or several columns.
        measures
            Names of measures; those in `DEFAULT_MEASURES` where none are given.

        Returns
        -------
        Arrow table: `method`, `target_kind`, `kind`, the columns of `by`, `segment`, `images` (in
        which the segment is in view), `rows`, then each measure and how many images leave it
        undefined (`…_undefined`).

        Raises
        ------
        UnknownNameError
            If a column or measure does not exist.
        CallError
            If `by` holds a measure or a sum.
        """
        names = [by] if isinstance(by, str) else list(by)
        for name in names:
            if name in MEASURES or name in _ADDED_UP:
                raise CallError(
                    f"--by {name!r}: this is a number of each row, to be averaged and not to group "
                    "by. Group by a column such as segment, label or outcome."
                )
        measures = [measures] if isinstance(measures, str) else measures
        wanted = list(dict.fromkeys(measures or DEFAULT_MEASURES))
        for name in wanted:
            if name not in MEASURES:
                raise unknown_name("measure", name, MEASURES)
        keys = [
            _quoted(name) for name in dict.fromkeys((*schema.APART, *self._known(names), SEGMENT))
        ]
        averages = ", ".join(
            f"favg({MEASURES[name].sql}) AS {name}, "
            f"count(*) - count({MEASURES[name].sql}) AS {name}_undefined"
            for name in wanted
        )
        added = ", ".join(f"sum({name}) AS {name}" for name in _ADDED_UP)
        of_image = [column.name for column in schema.ROWS if column.name.startswith("image_")]
        same = ", ".join(f"any_value({name}) AS {name}" for name in of_image if name != "image_id")
        listed = ", ".join(keys)
        return self._query(
            f"""
            WITH by_image AS (
                SELECT {listed}, image_id, target_class, contrast_class, count(*) AS row_count,
                       {added}, {same}
                FROM attributions WHERE status = 'visible'
                GROUP BY {listed}, image_id, target_class, contrast_class
            )
            SELECT {listed}, count(DISTINCT image_id) AS images, sum(row_count)::BIGINT AS rows,
                   {averages}
            FROM by_image GROUP BY {listed} ORDER BY {listed}
            """
        )

    def sql(self, query: str) -> pa.Table:
        """Ask anything of the views that a table has.

        They are `attributions` (rows with measures), `images`, `masks`, `previews`,
        `map_previews` and `errors`. The connection reads this table's folder and nothing else.

        Raises
        ------
        CallError
            If DuckDB refuses the query.
        """
        return self._query(query)

    def images(self) -> pa.Table:
        """One row an image: labels, predictions, framing, metadata."""
        return self._query("SELECT * FROM images ORDER BY image_id")

    def maps(self) -> pa.Table:
        """What is known of the saliency maps, for each method and target kind.

        Returns
        -------
        Arrow table: `method`, `target_kind`, `kind`, `maps` (how many), `native_height` and
        `native_width` (the method's own grid where it is coarser than the input),
        `completeness_error` (median over maps of the absolute error in logits; null where the
        method promises no sum) and `completeness_relative` (the same, of the change of the
        logit that the map ought to add up to).
        """
        return self._query(
            """
            WITH totals AS (
                SELECT image_id, target_kind, target_class, contrast_class, method, kind,
                       any_value(image_saliency_sum) AS total
                FROM rows GROUP BY ALL
            )
            SELECT m.method, m.target_kind, m.kind, count(*) AS maps,
                   any_value(m.native_height) AS native_height,
                   any_value(m.native_width) AS native_width,
                   median(abs(m.completeness_error)) AS completeness_error,
                   median(abs(m.completeness_error / nullif(t.total - m.completeness_error, 0)))
                       AS completeness_relative
            FROM map_previews m JOIN totals t
              ON t.image_id = m.image_id AND t.method = m.method AND t.kind = m.kind
             AND t.target_kind IS NOT DISTINCT FROM m.target_kind
             AND t.target_class IS NOT DISTINCT FROM m.target_class
             AND t.contrast_class IS NOT DISTINCT FROM m.contrast_class
            GROUP BY m.method, m.target_kind, m.kind ORDER BY m.method, m.target_kind
            """
        )

    def errors(self) -> pa.Table:
        """One row an image that failed, with the reason."""
        return self._query("SELECT * FROM errors ORDER BY image_id")

    def __len__(self) -> int:
        count = self._query("SELECT count(*) AS n FROM attributions")["n"][0].as_py()
        return int(count)

    def __repr__(self) -> str:
        where = "".join(f" where {condition}" for condition in self.conditions)
        return f"<AttributionTable {str(self.folder)!r}: {len(self)} rows{where}>"

    def _repr_html_(self) -> str:
        from partwise.views.show import to_html

        return to_html(self)

    def _metadata_columns(self) -> list[str]:
        stored = {column.name for column in schema.ROWS} | set(MEASURES) | {"split"}
        return [
            name for name in self.manifest.facts.get("metadata_columns", []) if name not in stored
        ]

    def _known(self, names: Sequence[str]) -> list[str]:
        for name in names:
            if name not in self.columns:
                raise unknown_name("column", name, self.columns)
        return list(names)

    def _query(self, query: str) -> pa.Table:
        with duckdb.connect() as connection:
            self._make_views(connection)
            # both spellings of the folder: as asked for, and as the wildcards were found
            folder = self.folder.resolve()
            allowed = ", ".join(_text(f"{each}/") for each in {_literal(folder), str(folder)})
            connection.execute(f"SET allowed_directories = [{allowed}]")
            for setting in _SAFE:
                connection.execute(f"SET {setting}")
            try:
                answer = connection.sql(query)
                if answer is None:  # pyright: ignore[reportUnnecessaryComparison]
                    raise CallError(f"the query asks for nothing: {query!r}. Give one SELECT.")
                return answer.to_arrow_table()
            except duckdb.Error as error:
                said = str(error).partition("\n\nLINE")[0]  # the rest quotes the views' own SQL
                if str(folder) in said:
                    raise damaged(self.folder, said) from error
                raise CallError(f"the query cannot be run: {said}") from error

    def _make_views(self, connection: duckdb.DuckDBPyConnection) -> None:
        lost = lost_parts(self.folder)
        for part in sorted(path.name for path in (self.folder / "images").glob("part-*.parquet")):
            if part in lost:
                raise damaged(self.folder, f"{str(self.folder / 'rows' / part)!r} is gone")
        try:
            for name in schema.FOLDERS:
                self._make_folder_view(connection, name)
            for statement in self._derived_views():
                connection.execute(statement)
        except duckdb.Error as error:
            raise damaged(self.folder, str(error).partition("\n")[0]) from error

    def _make_folder_view(self, connection: duckdb.DuckDBPyConnection, name: str) -> None:
        """Make a view over one folder's parts, empty where it has none.

        Only parts of whole shards count, so that a table can be read while it is written.
        """
        view = _RAW_ERRORS if name == "errors" else name
        whole = sorted(path.name for path in (self.folder / "images").glob("part-*.parquet"))
        folder = (self.folder / name).resolve()
        parts = [folder / part for part in whole if (folder / part).exists()]
        if parts:
            listed = ", ".join(_text(_literal(part)) for part in parts)
            connection.execute(f"CREATE VIEW {view} AS SELECT * FROM read_parquet([{listed}])")
        else:
            connection.register(view, schema.to_arrow(name, []))

    def _derived_views(self) -> list[str]:
        metadata = self._metadata_columns()
        further = ["i.split", *(f"i.metadata[{_text(n)}] AS {_quoted(n)}" for n in metadata)]
        measures = [f"{measure.sql} AS {name}" for name, measure in MEASURES.items()]
        conditions = " AND ".join(self.conditions) or "true"
        return [
            f"""CREATE VIEW errors AS SELECT * FROM {_RAW_ERRORS}
               WHERE image_id NOT IN (SELECT image_id FROM images)
               QUALIFY row_number() OVER (PARTITION BY image_id) = 1""",
            f"""CREATE VIEW attributions AS SELECT * FROM (
                SELECT r.*, {", ".join(measures)}, {", ".join(further)}
                FROM rows r LEFT JOIN images i ON r.image_id = i.image_id
            ) WHERE {conditions}""",
        ]


#: Errors as they were written: also those of images that were mended since.
_RAW_ERRORS = "all_errors"
#: Nothing but the allowed folder, no extensions, and no way to change either.
_SAFE = ("enable_external_access = false", "lock_configuration = true")


def open_table(folder: str | Path) -> AttributionTable:
    """Open a table that :func:`build` or ``partwise build`` made; needs no torch.

    Raises
    ------
    TableError
        If the folder is no table, or its schema is of another version.
    """
    place = Path(folder)
    return AttributionTable(place, Manifest.read(place))


def _need(package: str) -> None:
    """Say how to get a package that only some users want."""
    if find_spec(package) is None:
        raise CallError(
            f"to_{package} needs the package {package}, which is not installed. "
            f"`pip install {package}` brings it; to_arrow needs nothing more."
        )


def _literal(path: Path) -> str:
    """A path that DuckDB takes as it is: its wildcards stand for themselves."""
    return "".join(f"[{each}]" if each in "*?[" else each for each in str(path))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
