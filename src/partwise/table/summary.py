"""Summary: groups of a table described, with intervals and verdicts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from partwise.errors import CallError
from partwise.measures import EFFECT, MEASURES, PRIMARY, PRIMARY_UNSIGNED
from partwise.table.cells import (
    Grouping,
    fetch_values,
    make_cells,
    make_clusters,
    mean_of,
    number_of,
    quantiles_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb
    import pandas as pd
    import polars as pl
    from numpy.typing import NDArray

    from partwise.statistics.clustered import Integers
    from partwise.statistics.estimates import Estimates
    from partwise.statistics.verdicts import Verdicts
    from partwise.table.question import Question
    from partwise.table.table import AttributionTable

ATTRIBUTION, NULL = "attribution", "null"
#: The verdict of an effect beyond its margin, which is no attribution.
MATTERS = "matters"
#: An inconclusive group that needs more images than this needs another question.
MOST_IMAGES = 1e9
_DIRECTIONS = {True: {1: "supports", -1: "opposes"}, False: {1: "more", -1: "less"}}
#: Where maps have no signs these cannot be below 0, so that it is nothing to compare them with.
_NEVER_BELOW_0 = ("mean", "signed_lift", "signed_share")
#: While rows are put in order: which measure, as asked for.
_PLACE = "place of the measure"
_ESTIMATED = ("estimate", "low", "high", "analytic_low", "analytic_high", "standard_error")


@dataclass(frozen=True, slots=True, eq=False)
class Summary:
    """Groups described.

    Parameters
    ----------
    data
        One row a group and measure: the keys, `measure`, `images`, `looked_for`, `prevalence` (the
        share of the images looked at in which the segment was drawn or found), `undefined`,
        `mean`, `median`, quantiles (`q05`, …), `clusters`, `estimate` (what the interval is about:
        the mean, or how far it is from what it is compared with), `low`, `high`, `analytic_low`,
        `analytic_high`, `standard_error`, `reference`, `margin`, `primary` (whether verdicts are
        about this measure), `p`, `p_adjusted`, `tested` (how many groups the family has),
        `verdict`, `direction`, `images_needed`.
    by
        Columns grouped by, as asked for.
    measures
        As asked for.
    question
        What else was asked.
    table
        Of which table.
    """

    data: pa.Table
    by: Sequence[str]
    measures: Sequence[str]
    question: Question
    table: AttributionTable

    def to_arrow(self) -> pa.Table:
        """The groups as an Arrow table."""
        return self.data

    def to_pandas(self) -> pd.DataFrame:
        """The groups as a pandas DataFrame."""
        from partwise.table.frames import to_pandas

        return to_pandas(self.data)

    def to_polars(self) -> pl.DataFrame:
        """The groups as a polars DataFrame."""
        from partwise.table.frames import to_polars

        return to_polars(self.data)

    def __len__(self) -> int:
        return self.data.num_rows

    def __repr__(self) -> str:
        from partwise.views.show import summary_to_text

        return summary_to_text(self)

    def _repr_html_(self) -> str:
        from partwise.views.show import summary_to_html

        return summary_to_html(self)


def summarise(
    table: AttributionTable, by: Sequence[str], measures: Sequence[str], question: Question
) -> Summary:
    """Describe groups; see :meth:`AttributionTable.summary`."""
    grouping = Grouping(table, by, question.pool)
    _check(grouping, question)
    wanted = list(dict.fromkeys([*measures, *[EFFECT] * table.has_effects()]))
    found: dict[str, Estimates] = {}
    with table.session() as connection:
        cells = make_cells(connection, grouping, wanted, sorted({0.5, *question.quantiles}))
        _check_compared(grouping, cells, question)
        if question.intervals != "none":
            found = _estimates(connection, grouping, cells, wanted, question)
    signed = _signed(grouping, cells)
    verdicts = _verdicts(grouping, cells, measures, found, question, signed)
    parts = [
        _described(grouping, cells, name, question)
        | _inferred(cells, name, question, found.get(name), verdicts.get(name), signed)
        | {_PLACE: pa.array([place] * cells.num_rows, pa.int32())}
        for place, name in enumerate(wanted)
    ]
    shown = cells["shown"].combine_chunks()
    data = pa.concat_tables([pa.table(part).filter(shown) for part in parts])
    order = [(name, "ascending") for name in (*grouping.keys, _PLACE)]
    data = data.sort_by(order).drop_columns([_PLACE])
    return Summary(data, list(by), list(measures), question, table)


def _check(grouping: Grouping, question: Question) -> None:
    """Refuse what cannot be compared."""
    if question.cluster is not None:
        grouping.table.check_cluster(question.cluster)
        if question.cluster in grouping.by:
            raise CallError(
                f"--cluster {question.cluster!r} is in --by too, so that each group is a single "
                "cluster, of which no interval can be given. Leave it out of one of the two."
            )
    if question.against == "rest" and grouping.varied is None:
        raise CallError(
            "--against rest compares groups that differ in the last column of --by, such as "
            "label or outcome; segments overlap, and are not compared with each other. Give "
            "--by such a column."
        )
    grouping.refuse((*_RESULTS, *map(quantile_name, question.quantiles)))


def _check_compared(grouping: Grouping, cells: pa.Table, question: Question) -> None:
    """Refuse to compare with what is not there."""
    if not cells.num_rows:
        return
    if question.against == "null" and NULL not in cells["kind"].to_pylist():
        raise CallError(
            f"--against null: no row is of kind {NULL!r}, a map that knows nothing of the model."
        )
    if question.against == "rest" and len(np.unique(_strata(grouping, cells))) == cells.num_rows:
        raise CallError(
            f"--against rest: no two groups differ in {grouping.varied!r} alone, so that there is "
            "no rest to compare with."
        )


def _estimates(
    connection: duckdb.DuckDBPyConnection,
    grouping: Grouping,
    cells: pa.Table,
    measures: Sequence[str],
    question: Question,
) -> dict[str, Estimates]:
    """Estimate every cell by every measure, batch by batch."""
    from partwise.statistics.estimates import Estimates, estimate
    from partwise.statistics.gathering import against_rest, gather

    make_clusters(connection, grouping, question.cluster)
    strata = _strata(grouping, cells)
    rest = question.against == "rest"
    resamples = question.resamples if question.intervals == "bootstrap" else 0
    parts: dict[str, list[Estimates]] = {name: [] for name in measures}
    for values in fetch_values(
        connection,
        grouping,
        measures,
        cells["entries"].to_pylist(),
        strata=strata.tolist() if rest else None,
        less_nulls=question.against == "null",
    ):
        own = slice(values.first, values.last)
        for name in measures:
            gathered = gather(
                values.cell - values.first,
                values.cluster,
                values.measures[name],
                cells=values.last - values.first,
            )
            for chunk in against_rest(gathered, strata[own]) if rest else [gathered]:
                parts[name].append(
                    estimate(
                        chunk,
                        confidence=question.confidence,
                        resamples=resamples,
                        seed=question.seed,
                    )
                )
    return {name: Estimates.joined(each) for name, each in parts.items() if each}


def _verdicts(
    grouping: Grouping,
    cells: pa.Table,
    measures: Sequence[str],
    found: dict[str, Estimates],
    question: Question,
    signed: NDArray[np.bool_],
) -> dict[str, Verdicts]:
    """Judge each cell by its primary measure, and its effect; nulls are judged by neither."""
    from partwise.statistics.verdicts import judge, relying

    if not found or not cells.num_rows:
        return {}
    family = _numbered(cells, grouping.apart)
    primary = _primary(measures, question, signed)
    real = np.ones(cells.num_rows, np.bool_)
    if "kind" in grouping.apart:
        real = np.array([kind == ATTRIBUTION for kind in cells["kind"].to_pylist()])
    judged: dict[str, Verdicts] = {}
    for name, estimates in found.items():
        margin, reference = _margin(name, question), _reference(name, question)
        asked = real & ((primary == name) | (name == EFFECT))
        if margin is not None and reference is not None and asked.any():
            judged[name] = judge(
                estimates,
                reference=reference,
                margin=margin,
                family=family,
                asked=asked,
                confidence=question.confidence,
            )
    if EFFECT in judged and question.against == "even":
        for name, attribution in judged.items():
            if name != EFFECT and MEASURES[name].signed:
                relied = relying(attribution, judged[EFFECT]).verdict
                verdict = np.where(signed, relied, attribution.verdict)
                judged[name] = replace(attribution, verdict=verdict)
    return judged


def _signed(grouping: Grouping, cells: pa.Table) -> NDArray[np.bool_]:
    """Whether the maps of each cell's family have signs: some of them go below 0."""
    family = _numbered(cells, grouping.apart)
    signs = cells["has_signs"].to_numpy().astype(bool)
    return np.isin(family, family[signs])


def _primary(
    measures: Sequence[str], question: Question, signed: NDArray[np.bool_]
) -> NDArray[np.object_]:
    """The measure that each cell's verdict is about; None where none has a margin."""
    known = [name for name in measures if name != EFFECT and _margin(name, question) is not None]
    leading = {True: PRIMARY, False: PRIMARY_UNSIGNED}
    chosen = {}
    for signs, first in leading.items():
        other = signs or question.against != "even"
        usable = [name for name in known if other or name not in _NEVER_BELOW_0]
        chosen[signs] = first if first in usable else next(iter(usable), None)
    return np.array([chosen[bool(each)] for each in signed], object)


def _strata(grouping: Grouping, cells: pa.Table) -> Integers:
    """The same number for cells that differ only in what varies."""
    return _numbered(cells, [key for key in grouping.keys if key != grouping.varied])


def _numbered(cells: pa.Table, keys: Sequence[str]) -> Integers:
    """A number for each cell, the same where these keys are; ascending if cells are sorted so."""
    numbers: dict[tuple[Any, ...], int] = {}
    columns = [cells[key].to_pylist() for key in keys]
    found = zip(*columns, strict=True) if columns else [()] * cells.num_rows
    return np.array([numbers.setdefault(key, len(numbers)) for key in found], np.int64)


def _reference(measure: str, question: Question) -> float | None:
    """What the estimate is compared with."""
    return MEASURES[measure].even if question.against == "even" else 0.0


def _margin(measure: str, question: Question) -> float | None:
    """The practical margin; None where the measure cannot have a verdict."""
    if _reference(measure, question) is None:
        return None
    if question.smallest_effect is not None and measure != EFFECT:
        return question.smallest_effect
    return MEASURES[measure].smallest_effect


def _described(
    grouping: Grouping, cells: pa.Table, measure: str, question: Question
) -> dict[str, Any]:
    """What is known of each cell without any statistics."""
    points = sorted({0.5, *question.quantiles})
    quantiles = cells[quantiles_of(measure)].to_pylist()

    def quantile(point: float) -> pa.Array:
        at = points.index(point)
        return pa.array([each and each[at] for each in quantiles], pa.float64())

    images, looked_for = cells["images"].to_numpy(), cells["looked_for"].to_numpy()
    return {
        **{name: cells[name] for name in grouping.keys},
        "measure": pa.array([measure] * cells.num_rows, pa.string()),
        "images": cells["images"],
        "looked_for": cells["looked_for"],
        "prevalence": pa.array(images / looked_for),
        "undefined": pa.array(cells["entries"].to_numpy() - cells[number_of(measure)].to_numpy()),
        "mean": cells[mean_of(measure)],
        "median": quantile(0.5),
        **{quantile_name(each): quantile(each) for each in question.quantiles if each != 0.5},
    }


def _inferred(
    cells: pa.Table,
    measure: str,
    question: Question,
    estimates: Estimates | None,
    verdicts: Verdicts | None,
    signed: NDArray[np.bool_],
) -> dict[str, Any]:
    """What statistics say of each cell; null throughout where they were not asked."""
    from partwise.statistics.verdicts import ATTRIBUTED

    number = cells.num_rows
    empty = np.full(number, np.nan)

    def real(source: Estimates | Verdicts | None, name: str) -> pa.Array:
        values = empty if source is None else getattr(source, name)
        return pa.array(values, pa.float64(), from_pandas=True)

    words = [None] * number if verdicts is None else verdicts.verdict.tolist()
    judged = np.array([word is not None for word in words], np.bool_)
    signs = np.zeros(number, np.int64) if verdicts is None else verdicts.direction
    tested = np.zeros(number, np.int64) if verdicts is None else verdicts.tested
    counts = [None] * number if estimates is None else estimates.clusters
    needed = empty if verdicts is None else np.ceil(verdicts.needed * cells["images"].to_numpy())
    needed = np.where(needed < MOST_IMAGES, needed, np.nan)
    directed = MEASURES[measure].signed and question.against == "even"
    directed = np.full(number, directed) & (signed | (measure == EFFECT))
    if measure == EFFECT:
        words = [MATTERS if word == ATTRIBUTED else word for word in words]
    return {
        "clusters": pa.array(counts, pa.int64()),
        **{name: real(estimates, name) for name in _ESTIMATED},
        "reference": pa.array([_reference(measure, question)] * number, pa.float64()),
        "margin": pa.array([_margin(measure, question)] * number, pa.float64()),
        "primary": pa.array(judged & (measure != EFFECT)),
        "p": real(verdicts, "p"),
        "p_adjusted": real(verdicts, "p_adjusted"),
        "tested": pa.array(tested, pa.int64(), mask=~judged),
        "verdict": pa.array(words, pa.string()),
        "direction": pa.array(
            [
                _DIRECTIONS[bool(of)].get(int(sign))
                for of, sign in zip(directed, signs, strict=True)
            ],
            pa.string(),
        ),
        "images_needed": pa.array(needed, from_pandas=True).cast(pa.int64()),
    }


def quantile_name(point: float) -> str:
    """The column of a quantile.

    >>> quantile_name(0.05), quantile_name(0.975)
    ('q05', 'q97.5')
    """
    text = f"{100 * point:.12g}"
    return f"q{text.zfill(2)}"


#: Columns of a summary, which no column grouped by may be called.
_RESULTS = {
    *("measure", "images", "looked_for", "prevalence", "undefined", "mean", "median", "clusters"),
    *(*_ESTIMATED, "reference", "margin", "primary", "p", "p_adjusted", "tested", "verdict"),
    *("direction", "images_needed"),
}
