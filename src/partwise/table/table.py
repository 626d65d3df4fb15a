"""AttributionTable: a table on disk, filtered, grouped and derived by DuckDB over Parquet."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
from pyarrow import parquet

from partwise.errors import CallError
from partwise.stores.manifest import Manifest
from partwise.stores.parquet import damaged
from partwise.table import frames
from partwise.table.cells import Grouping, images_of_cells, means, stream_images
from partwise.table.columns import Columns, known_measures
from partwise.table.expression import columns_of, conjuncts, parse_condition, quoted
from partwise.table.question import QUANTILES, Question
from partwise.table.removals import FILL
from partwise.table.session import check_select, open_session
from partwise.table.source import select_rows, views

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from contextlib import AbstractContextManager

    import altair as alt
    import duckdb
    import pandas as pd
    import polars as pl

    from partwise.findings.finding import Findings
    from partwise.table.effects import Effects
    from partwise.table.summary import Summary

#: What tells one row of a printed list from the next.
ROW_NAMES = (
    *("image_id", "method", "kind", "draw", "target_kind", "target_class"),
    *("segment", "instance", "status"),
)


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
        """Every column that `where`, `group` and `to_arrow` know: stored, measures, metadata.

        Where there are removal effects, `fill` is one more: grouped by, or asked for, it gives
        the values of each fill by itself; a condition on it says over which fills effects are
        averaged. Where nobody speaks of it they are averaged over all.
        """
        return self._columns.names

    def where(self, condition: str) -> AttributionTable:
        """Keep the rows that meet a condition, such as ``"segment = 'wheel' and lift > 2"``.

        What it says of columns that are grouped by later only chooses among groups, and changes
        no number in them.

        Raises
        ------
        CallError
            If it is not one boolean expression over columns and measures, or speaks of `fill`
            and of another column at once.
        UnknownNameError
            If it names a column that is not there.
        """
        parsed = parse_condition(condition, self.columns)
        rows = self.source(columns_of(parsed))
        probe = self._query(f"SELECT {parsed} AS met FROM ({rows}) LIMIT 0")
        kind = probe.schema.field("met").type
        if str(kind) != "bool":
            raise CallError(
                f"--where {condition!r} is of type {kind}, and a condition is true or false. "
                'Compare it with something, such as "lift > 2".'
            )
        parts = conjuncts(parsed)
        named = [columns_of(part) for part in parts] if self.has_effects() else []
        if any(FILL in each and len(each) > 1 for each in named):
            raise CallError(
                f"--where {condition!r}: what it says of fill must stand by itself, since it "
                "chooses what effects are averaged over, and not rows. Join it to the rest by and."
            )
        return replace(self, conditions=(*self.conditions, *parts))

    def to_arrow(self, columns: Sequence[str] | None = None) -> pa.Table:
        """The rows with their measures, or only some columns, as an Arrow table."""
        names = self._columns.known(columns) if columns else self._columns.of_rows
        chosen = ", ".join(quoted(name) for name in names)
        order = "image_id, target_kind, target_class, method, kind, draw, segment, instance"
        order += f", {FILL}" * (FILL in names)
        return self._query(f"SELECT {chosen} FROM ({self.selected(names)}) ORDER BY {order}")

    def rows(self, measures: str | Sequence[str] | None = None) -> pa.Table:
        """Every row: all columns, or what tells rows apart and some measures."""
        if measures is None:
            return self.to_arrow()
        return self.to_arrow([*ROW_NAMES, *known_measures(measures)])

    def to_pandas(self, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """The rows with their measures as a pandas DataFrame."""
        return frames.to_pandas(self.to_arrow(columns))

    def to_polars(self, columns: Sequence[str] | None = None) -> pl.DataFrame:
        """The rows with their measures as a polars DataFrame."""
        return frames.to_polars(self.to_arrow(columns))

    def group(
        self, by: str | Sequence[str] = "segment", measures: str | Sequence[str] | None = None
    ) -> pa.Table:
        """Average measures over images, for each group; :meth:`summary` tells how sure that is.

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
        which the segment is in view), then each measure and how many images leave it undefined
        (`…_undefined`).

        Raises
        ------
        UnknownNameError
            If a column or measure does not exist.
        CallError
            If `by` holds a measure or a sum.
        """
        return means(Grouping(self, self.known_keys(by)), known_measures(measures))

    def summary(
        self,
        by: str | Sequence[str] = "segment",
        measures: str | Sequence[str] | None = None,
        *,
        against: str = "even",
        cluster: str | None = None,
        smallest_effect: float | None = None,
        intervals: str = "bootstrap",
        resamples: int = 1000,
        seed: int = 0,
        confidence: float = 0.95,
        pool: str | Sequence[str] = (),
        quantiles: Sequence[float] = QUANTILES,
    ) -> Summary:
        """Describe measures over images for each group, with intervals and verdicts.

        Parameters
        ----------
        by
            One or several columns; `segment` is always one more.
        measures
            Names of measures; those in `DEFAULT_MEASURES` where none are given. The verdicts are
            about one of them: `signed_share` if it is among them (`lift` where maps have no
            signs), else the first that has a margin.
        against
            What is estimated: ``even``, the mean beside what an even spread would give; ``null``,
            its difference from the same image's maps that know nothing of the model, each compared
            by itself and the hardest told (only what beats every one is more); ``rest``,
            from the images that differ in the last column of `by` and in nothing else (a class
            against the others, wrong against correct).
        cluster
            Column whose values are drawn as a whole, such as a patient; each image by itself if
            None.
        smallest_effect
            The practical margin of verdicts, in the measure's own unit; its default if None.
        intervals
            ``bootstrap``, with the analytic one beside it; ``analytic`` alone; or ``none``.
        resamples, seed
            Of the bootstrap.
        confidence
            Of intervals.
        pool
            Which of `method`, `target_kind` and `kind` are averaged together after all.
        quantiles
            Which are given; the median always is.

        Returns
        -------
        Summary: `.data` is an Arrow table with a row for each group and measure; printed, it is
        what ``partwise show`` prints. ``docs/statistics.md`` says how intervals and verdicts come
        about.

        Raises
        ------
        UnknownNameError
            If a column, measure or choice does not exist.
        CallError
            If `by` holds a measure, a number is out of its range, or choices contradict.
        """
        from partwise.table.summary import summarise

        question = Question(
            against=against,
            cluster=cluster,
            smallest_effect=smallest_effect,
            intervals=intervals,
            resamples=resamples,
            seed=seed,
            confidence=confidence,
            pool=[pool] if isinstance(pool, str) else pool,
            quantiles=quantiles,
        )
        return summarise(self, self.known_keys(by), known_measures(measures), question)

    def values(
        self,
        measures: str | Sequence[str] | None = None,
        by: str | Sequence[str] = (),
        *,
        most: int | None = None,
        seed: int = 0,
    ) -> pa.Table:
        """Give measures image by image: what a summary describes.

        Parameters
        ----------
        measures
            Names of measures; those in `DEFAULT_MEASURES` where none are given.
        by
            Further columns.
        most
            Of each segment, a random sample of so many images; every one if None.
        seed
            Of that sample.

        Returns
        -------
        Arrow table: `method`, `target_kind`, `kind`, the columns of `by`, `segment`, `image_id`,
        the measures, and `of`: how many images there are of the segment. Images in which it is not
        in view, or no measure is defined, have no row.

        Raises
        ------
        UnknownNameError
            If a column or measure does not exist.
        CallError
            If `by` holds a measure or a sum.
        """
        grouping = Grouping(self, self.known_keys(by))
        return images_of_cells(grouping, known_measures(measures), most=most, seed=seed)

    def stream_values(
        self, measures: str | Sequence[str], by: str | Sequence[str] = ()
    ) -> AbstractContextManager[pa.RecordBatchReader]:
        """Give measures image by image, in no order and batch by batch, so that memory stays flat.

        Parameters
        ----------
        measures, by
            As of :meth:`values`.

        Returns
        -------
        Context in which batches can be read, with the columns of :meth:`values` but for `of`.
        """
        return stream_images(Grouping(self, self.known_keys(by)), known_measures(measures))

    def plot(
        self,
        kind: str,
        by: str | Sequence[str] | None = None,
        *,
        measure: str | None = None,
        method: str | None = None,
        top: int = 20,
        title: str | None = None,
    ) -> alt.LayerChart | alt.VConcatChart:
        """Draw a chart; needs ``pip install 'partwise[plot]'``.

        Parameters
        ----------
        kind
            ``heatmap``: segments down, groups across, a colour and a number each; ``beeswarm``: a
            row a segment, a dot an image; ``box``: quantiles of images; ``scatter``: attribution
            against the effect of removal, where the table has effects.
        by
            Columns to group by; `target_class` if None for a heatmap, else none. Of a beeswarm it
            is one that gives dots their colour: `outcome` if None, where it is known.
        measure
            What is drawn; the one that verdicts are about if None.
        method
            As in the column `method`, or without its options; a panel each if None.
        top
            How many segments: those whose intervals lie farthest from an even spread.
        title
            Says what is drawn if None.

        Returns
        -------
        Altair chart; a notebook shows it, and its `save` writes it to a file.

        Raises
        ------
        UnknownNameError
            If the kind, a column, the measure or the method does not exist.
        CallError
            If there is nothing to draw, or Altair is not installed.
        """
        from partwise.charts.plot import plot

        columns = [by] if isinstance(by, str) else by
        return plot(self, kind, columns, measure=measure, method=method, top=top, title=title)

    def report(self, out: str | Path, *, folder: bool = False) -> Path:
        """Write a report: one HTML file that opens from disk and loads nothing from anywhere.

        Parameters
        ----------
        out
            The file.
        folder
            Write the pictures of all images into a folder beside it. Within the file there is room
            for about ten megabytes of them: the highest, the lowest and the most typical of each
            cell come first, and the report says how many are left out.

        Returns
        -------
        The file.

        Raises
        ------
        CallError
            If there can be no such file.
        RunError
            If the disk refuses it.
        """
        from partwise.report.file import ENDINGS, write
        from partwise.report.report import MOST_BYTES, summarise
        from partwise.views.place import check_place

        place = Path(out)
        check_place(place, ENDINGS)
        write(summarise(self, most_bytes=None if folder else MOST_BYTES), place, folder=folder)
        return place

    def findings(
        self,
        *,
        by: str | None = None,
        cluster: str | None = None,
        smallest_effect: float | None = None,
        limit: int = 10,
        resamples: int = 1000,
        seed: int = 0,
        confidence: float = 0.95,
    ) -> Findings:
        """Find the few things that matter: each a sentence with its numbers and a query.

        Parameters
        ----------
        by
            Column whose values are compared and told apart; the target's class if None.
        cluster
            Column whose values are drawn as a whole, such as a patient.
        smallest_effect
            The practical margin; each measure's own if None.
        limit
            How many are told; how many more there are is said.
        resamples, seed, confidence
            Of the intervals.

        Raises
        ------
        UnknownNameError
            If a column does not exist.
        CallError
            If a number is out of its range.
        """
        from partwise.findings.find import find

        return find(
            self,
            by=by,
            cluster=cluster,
            smallest_effect=smallest_effect,
            limit=limit,
            resamples=resamples,
            seed=seed,
            confidence=confidence,
        )

    def effects(
        self,
        by: str | None = None,
        *,
        cluster: str | None = None,
        smallest_effect: float | None = None,
        resamples: int = 1000,
        seed: int = 0,
        confidence: float = 0.95,
    ) -> Effects:
        """Tell what removing, keeping and pasting do, and whether saliency says the same.

        Conditions on segment, target kind and `by` only hide rows of the result, as in
        :meth:`summary`; others choose images and segments.

        Parameters
        ----------
        by
            A column of images, or `target_class`; all images together if None. Agreement with
            saliency is told by `target_class` then, and for all together.
        cluster
            Column whose values are drawn as a whole, such as a patient; each image by itself if
            None.
        smallest_effect
            The practical margin of verdicts, in logits; that of `effect` if None.
        resamples, seed, confidence
            Of the intervals.

        Raises
        ------
        UnknownNameError
            If a column does not exist.
        CallError
            If the table has no effects, `by` is no column of images, or a number is out of its
            range.
        """
        from partwise.table.effects import read_effects

        if by is not None:
            self._columns.check_group(by)
        question = Question(
            cluster=cluster,
            smallest_effect=smallest_effect,
            resamples=resamples,
            seed=seed,
            confidence=confidence,
        )
        return read_effects(self, by, question)

    def sql(self, query: str) -> pa.Table:
        """Ask anything of the views that a table has.

        They are `attributions` (rows with measures), `images`, `masks`, `previews`,
        `map_previews` and `errors`; of effects `effects`, as they were measured, `fill_scales`
        (each segment by each fill) and `segment_effects` (over fills). The connection reads this
        table's folder and nothing else.

        Raises
        ------
        CallError
            If it is not one SELECT, or DuckDB refuses it.
        """
        check_select(query)
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
                FROM rows
                WHERE image_id IN (
                    SELECT image_id FROM map_previews WHERE completeness_error IS NOT NULL
                )
                GROUP BY ALL
            )
            SELECT m.method, m.target_kind, m.kind, count(*) AS maps,
                   any_value(m.native_height) AS native_height,
                   any_value(m.native_width) AS native_width,
                   median(abs(m.completeness_error)) AS completeness_error,
                   median(abs(m.completeness_error / nullif(t.total - m.completeness_error, 0)))
                       AS completeness_relative
            FROM map_previews m LEFT JOIN totals t
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
        count = self._query(f"SELECT count(*) AS n FROM ({self.selected([])})")["n"][0].as_py()
        return int(count)

    def __repr__(self) -> str:
        where = "".join(f" where {condition}" for condition in self.conditions)
        return f"<AttributionTable {str(self.folder)!r}: {len(self)} rows{where}>"

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, object], dict[str, object]]:
        """A picture where charts are installed, which shows wherever a notebook does, else HTML."""
        from partwise.charts.notebook import picture
        from partwise.views.show import to_html

        drawn = picture(self)
        if drawn is None:
            return {"text/plain": repr(self), "text/html": to_html(self)}, {}
        png, size = drawn
        return {"text/plain": repr(self), "image/png": png}, {"image/png": size}

    @property
    def _columns(self) -> Columns:
        return Columns.of(self.manifest, fills=self.has_effects())

    @property
    def united(self) -> bool:
        """Whether each segment has one row an image and target, its instances united."""
        return self.manifest.parameters.get("instances") == "unite"

    @property
    def nulls(self) -> tuple[str, ...]:
        """Maps that attributions are held against, as in the column `method` of their rows."""
        return tuple(self.manifest.parameters.get("nulls") or ())

    def known_keys(self, by: str | Sequence[str]) -> list[str]:
        """Check columns to group by.

        Raises
        ------
        UnknownNameError
            If one does not exist.
        CallError
            If one is a number of each row.
        """
        return self._columns.keys(by)

    def check_cluster(self, column: str) -> None:
        """Check that images can be put into clusters by a column, as :meth:`summary` does."""
        self._columns.check_cluster(column)

    def source(self, columns: Collection[str]) -> str:
        """Write a SELECT of all rows with what these columns need, and nothing read in vain.

        Conditions on `fill` are met already, unless `fill` is among the columns.
        """
        fills = [] if FILL in columns else self.fill_conditions
        return select_rows(self._columns, columns, fill_conditions=fills)

    @property
    def fill_conditions(self) -> list[str]:
        """Conditions that choose over which fills effects are averaged."""
        if not self.has_effects():
            return []
        return [each for each in self.conditions if FILL in columns_of(each)]

    @property
    def row_conditions(self) -> list[str]:
        """Conditions that choose rows."""
        others = self.fill_conditions
        return [each for each in self.conditions if each not in others]

    def has_effects(self) -> bool:
        """Whether it knows what removing a segment, or pasting a cue, does."""
        for part in (self.folder / "effects").glob("part-*.parquet"):
            try:
                if parquet.read_metadata(part).num_rows:
                    return True
            except (OSError, pa.ArrowException) as error:
                raise damaged(self.folder, f"{str(part)!r}: {error}") from error
        return False

    def session(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """Connect to a database that reads this table's folder and nothing else.

        Its views are `attributions` (rows with measures), `images`, `image_columns` (with the
        metadata as columns), the table's other folders, and of effects `fill_scales` (by fill)
        and `segment_effects` (averaged over fills).

        Raises
        ------
        CallError
            If DuckDB refuses a query.
        TableError
            If the table is damaged.
        """
        made = views(self._columns, self.row_conditions, fill_conditions=self.fill_conditions)
        return open_session(self.folder, made)

    def selected(self, columns: Collection[str]) -> str:
        """Write a SELECT of the rows that meet the conditions, with what these columns need."""
        asked = self.conditions if FILL in columns else self.row_conditions
        rows = self.source({*columns}.union(*map(columns_of, asked)))
        return f"SELECT * FROM ({rows}) WHERE {' AND '.join(asked) or 'true'}"

    def _query(self, query: str) -> pa.Table:
        with self.session() as connection:
            return connection.sql(query).to_arrow_table()


def open_table(folder: str | Path) -> AttributionTable:
    """Open a table that :func:`build` or ``partwise build`` made; needs no torch.

    Raises
    ------
    TableError
        If the folder is no table, or its schema is of another version.
    """
    place = Path(folder)
    return AttributionTable(place, Manifest.read(place))
