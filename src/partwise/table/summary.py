"""Summary: groups of a table described, with intervals and verdicts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from partwise.errors import CallError
from partwise.measures import (
    DEFAULT_MEASURES,
    EFFECT,
    EFFECT_MEASURES,
    MEASURES,
    NO_METHOD,
    PRIMARY,
    PRIMARY_UNSIGNED,
)
from partwise.statistics.limits import MOST_IMAGES
from partwise.table.cells import (
    Grouping,
    fetch_values,
    make_cells,
    make_clusters,
    mean_of,
    number_of,
    quantiles_of,
)
from partwise.table.nulls import (
    ATTRIBUTION,
    COLUMNS,
    NULL,
    Nulls,
    compare_with_nulls,
    no_columns,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import duckdb
    import pandas as pd
    import polars as pl
    from numpy.typing import NDArray

    from partwise.statistics.clustered import Integers, Reals
    from partwise.statistics.estimates import Estimates
    from partwise.statistics.every import Every
    from partwise.statistics.verdicts import Verdicts
    from partwise.table.nulls import Beside
    from partwise.table.question import Question
    from partwise.table.table import AttributionTable

#: The verdict of an effect beyond its margin, which is no attribution.
MATTERS = "matters"
#: The removal of those images that have an effect.
_BY_ITSELF = "removal beside a placebo"
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
        `verdict`, `direction`, `images_needed`; and of attributions in a table with nulls `null`
        (the hardest to beat of those that serve the measure), `null_mean` (its mean over the same
        images), `nulls` (how many serve the measure and are there for this group), `nulls_beaten`
        (of one measure: the primary one where nulls serve it), `nulls_not_beaten` and
        `nulls_unavailable` (which ones, with semicolons). Against nulls, the estimate, its interval
        and its p are those of the difference from the hardest null.
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
    wanted = list(dict.fromkeys([*measures, *_effects_beside(table, measures)]))
    without = "kind" in question.pool or question.against == "rest"
    nulls = Nulls(()) if without else Nulls.of(table)
    found: dict[str, Estimates] = {}
    with table.session() as connection:
        cells = make_cells(connection, grouping, wanted, sorted({0.5, *question.quantiles}))
        _check_compared(grouping, cells, question)
        signed = _signed(grouping, cells)
        served = _served(grouping, cells, measures, nulls)
        _check_served(grouping, cells, question, nulls, served)
        asked = question.intervals != "none"
        if asked or nulls:
            make_clusters(connection, grouping, question.cluster if asked else None)
        if asked:
            found = _estimates(connection, grouping, cells, wanted, question)
        first = {*measures}
        if question.against != "null" and PRIMARY_UNSIGNED in measures:
            first = {PRIMARY_UNSIGNED, *_primary(measures, question, signed, {})}
        beside = _beside_nulls(connection, grouping, cells, first, question, nulls, served)
    there = {name: each.comparisons.compared for name, each in beside.items()}
    primary = _primary(measures, question, signed, there)
    primary[_about_effects(grouping, cells, measures)] = EFFECT
    beaten_by = primary if question.against == "null" else _null_primary(primary, there)
    verdicts = _verdicts(grouping, cells, primary, found, question, signed)
    told: dict[str, dict[str, Any]] = {}
    if nulls:
        told = _told_of_nulls(grouping, cells, beaten_by, beside, question, found, verdicts)
    parts = [
        _described(grouping, cells, name, question)
        | _inferred(cells, name, question, found.get(name), verdicts.get(name), signed, primary)
        | (told.get(name) or no_columns(cells.num_rows))
        | {_PLACE: pa.array([place] * cells.num_rows, pa.int32())}
        for place, name in enumerate(wanted)
    ]
    shown = cells["shown"].combine_chunks()
    data = pa.concat_tables([pa.table(part).filter(shown) for part in parts])
    order = [(name, "ascending") for name in (*grouping.keys, _PLACE)]
    data = data.sort_by(order).drop_columns([_PLACE])
    return Summary(data, list(by), list(measures), question, table)


def _effects_beside(table: AttributionTable, measures: Sequence[str]) -> Sequence[str]:
    """Which effects are told beside the measures asked for."""
    if not table.has_effects():
        return ()
    if tuple(measures) != DEFAULT_MEASURES:
        return (EFFECT,)
    found = table.sql(f"SELECT 1 FROM rows WHERE method = '{NO_METHOD}' LIMIT 1").num_rows
    return ("removal", "placebo", EFFECT, *(("necessity", "sufficiency") if found else ()))


def _about_effects(
    grouping: Grouping, cells: pa.Table, measures: Sequence[str]
) -> NDArray[np.bool_]:
    """Which cells are about effects alone: no map was made, or nothing of one is asked for."""
    number = cells.num_rows
    if EFFECT in measures and all(name in EFFECT_MEASURES for name in measures):
        return np.ones(number, np.bool_)
    methods = [None] * number if "method" in grouping.pool else cells["method"].to_pylist()
    return np.array([method == NO_METHOD for method in methods], np.bool_)


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
    known = grouping.table.nulls
    if question.against == "null" and not (known and NULL in cells["kind"].to_pylist()):
        raise CallError(
            f"--against null: no row is of kind {NULL!r}, a map that knows nothing of the model."
        )
    if question.against == "rest" and len(np.unique(_strata(grouping, cells))) == cells.num_rows:
        raise CallError(
            f"--against rest: no two groups differ in {grouping.varied!r} alone, so that there is "
            "no rest to compare with."
        )


def _check_served(
    grouping: Grouping,
    cells: pa.Table,
    question: Question,
    nulls: Nulls,
    served: dict[str, NDArray[np.bool_]],
) -> None:
    """Refuse to compare measures with nulls that serve none of them."""
    if question.against != "null" or not cells.num_rows:
        return
    real = _real(grouping, cells)
    if any((real & each).any() for each in served.values()):
        return
    methods = [None] if "method" in grouping.pool else cells["method"].filter(real).to_pylist()
    fits = np.any([nulls.fitting(method) for method in dict.fromkeys(methods)], axis=0)
    known = [name for name in MEASURES if (nulls.serving(name) & fits).any()]
    named = ", ".join(served)
    raise CallError(
        f"--against null: no null of this table serves {named}. "
        + (f"They serve {', '.join(known)}." if known else "None stands beside these methods.")
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
    from partwise.statistics.gathering import gather
    from partwise.statistics.rest import estimate_against_rest

    if question.against == "null":
        # of all else the differences from nulls are estimated, null by null
        measures = [name for name in measures if name in EFFECT_MEASURES]
        if not measures:
            return {}
    strata = _strata(grouping, cells)
    rest = question.against == "rest"
    resamples = question.resamples if question.intervals == "bootstrap" else 0
    # an effect counts only where removing does something by itself
    names = [*measures, *[_BY_ITSELF] * (EFFECT in measures)]
    fetched = list(dict.fromkeys([*measures, *["removal"] * (EFFECT in measures)]))
    parts: dict[str, list[Estimates]] = {name: [] for name in names}
    for values in fetch_values(
        connection,
        grouping,
        fetched,
        cells["entries"].to_pylist(),
        strata=strata.tolist() if rest else None,
    ):
        own = slice(values.first, values.last)
        for name in names:
            gathered = gather(
                values.cell - values.first,
                values.cluster,
                _values_of(name, values.measures),
                cells=values.last - values.first,
            )
            asked: dict[str, Any] = {
                "confidence": question.confidence,
                "resamples": resamples,
                "seed": question.seed,
            }
            parts[name].append(
                estimate_against_rest(gathered, strata[own], **asked)
                if rest
                else estimate(gathered, **asked)
            )
    return {name: Estimates.joined(each) for name, each in parts.items() if each}


def _values_of(name: str, measures: Mapping[str, Reals]) -> Reals:
    if name != _BY_ITSELF:
        return measures[name]
    return np.where(np.isnan(measures[EFFECT]), np.nan, measures["removal"])


def _beside_nulls(
    connection: duckdb.DuckDBPyConnection,
    grouping: Grouping,
    cells: pa.Table,
    judged: Collection[str | None],
    question: Question,
    nulls: Nulls,
    served: dict[str, NDArray[np.bool_]],
) -> dict[str, Beside]:
    """Every measure that nulls serve beside each of them.

    What is not judged has Student's t, which tells the hardest one as well as a bootstrap would.
    """
    measures = [name for name, each in served.items() if each.any()]
    if not measures:
        return {}
    resamples = question.resamples if question.intervals == "bootstrap" else 0
    return compare_with_nulls(
        connection,
        grouping,
        cells,
        nulls,
        resamples={name: resamples * (name in judged) for name in measures},
        seed=question.seed,
        confidence=question.confidence,
    )


def _told_of_nulls(
    grouping: Grouping,
    cells: pa.Table,
    judged: NDArray[np.object_],
    beside: dict[str, Beside],
    question: Question,
    found: dict[str, Estimates],
    verdicts: dict[str, Verdicts],
) -> dict[str, dict[str, Any]]:
    """Say of each cell which null is the hardest, and which ones it beats, by one measure.

    Against nulls the hardest one's estimates and the verdicts are put with the others.
    """
    from partwise.statistics.every import judge_every

    against = question.against == "null"
    real = _real(grouping, cells)
    told: dict[str, dict[str, Any]] = {}
    for name, each in beside.items():
        margin = _margin(name, replace(question, against="null"))
        assert margin is not None  # noqa: S101 - nulls serve no measure without one
        means = np.asarray(cells[mean_of(name)].to_numpy(), np.float64)
        way = np.where((means < 0) & MEASURES[name].signed, -1, 1)
        hardest = each.comparisons.hardest(margin, way, turn=against)
        every: Every | None = None
        asked = real & (judged == name)
        if question.intervals != "none" and asked.any():
            every = judge_every(
                each.comparisons,
                margin=margin,
                way=way,
                family=_numbered(cells, grouping.apart),
                asked=asked,
                confidence=question.confidence,
            )
        if against and question.intervals != "none":
            found[name] = each.comparisons.taken(hardest)
            if every is not None:
                verdicts[name] = every.verdicts
        counted = asked if every is not None else np.zeros_like(asked)
        if MEASURES[name].signed and not against and name in verdicts:
            # what is on neither side for certain is on no side of its nulls either
            counted = counted & (verdicts[name].direction == way)
        told[name] = each.columns(hardest, every, counted, real)
    return told


def _null_primary(
    primary: NDArray[np.object_], there: dict[str, NDArray[np.bool_]]
) -> NDArray[np.object_]:
    """The measure by which each cell beats nulls or not: one alone, as with verdicts.

    It is the primary one where a null that serves it is there for the cell; else lift; else the
    first.
    """

    def choose(cell: int, own: str | None) -> str | None:
        names = (own, PRIMARY_UNSIGNED, *there)
        return next((name for name in names if name in there and there[name][cell]), None)

    return np.array([choose(cell, own) for cell, own in enumerate(primary)], object)


def _verdicts(
    grouping: Grouping,
    cells: pa.Table,
    primary: NDArray[np.object_],
    found: dict[str, Estimates],
    question: Question,
    signed: NDArray[np.bool_],
) -> dict[str, Verdicts]:
    """Judge each cell by its primary measure, and its effect; nulls are judged by neither."""
    from partwise.statistics.verdicts import by_itself, judge, relying

    if not found or not cells.num_rows:
        return {}
    family = _numbered(cells, grouping.apart)
    real = _real(grouping, cells)
    judged: dict[str, Verdicts] = {}
    for name, estimates in found.items():
        if name not in MEASURES:
            continue
        margin, reference = _margin(name, question, primary), _reference(name, question)
        asked = real & ((primary == name) | (name == EFFECT))
        if name == EFFECT:
            # what was never removed is not judged at all
            asked &= estimates.clusters > 0
        if margin is not None and reference is not None and asked.any():
            judged[name] = judge(
                estimates,
                reference=reference,
                margin=margin,
                family=family,
                asked=asked,
                confidence=question.confidence,
            )
    if EFFECT in judged and question.against != "rest":
        judged[EFFECT] = by_itself(judged[EFFECT], found[_BY_ITSELF])
    if EFFECT in judged and question.against == "even":
        for name, attribution in judged.items():
            if name != EFFECT and MEASURES[name].signed:
                relied = relying(attribution, judged[EFFECT]).verdict
                verdict = np.where(signed, relied, attribution.verdict)
                judged[name] = replace(attribution, verdict=verdict)
    return judged


def _real(grouping: Grouping, cells: pa.Table) -> NDArray[np.bool_]:
    """Which cells are of attributions; all of them where these are pooled with nulls."""
    if "kind" not in grouping.apart:
        return np.ones(cells.num_rows, np.bool_)
    return np.array([kind == ATTRIBUTION for kind in cells["kind"].to_pylist()], np.bool_)


def _signed(grouping: Grouping, cells: pa.Table) -> NDArray[np.bool_]:
    """Whether the maps of each cell's family have signs: some of them go below 0."""
    family = _numbered(cells, grouping.apart)
    signs = cells["has_signs"].to_numpy().astype(bool)
    return np.isin(family, family[signs])


def _served(
    grouping: Grouping, cells: pa.Table, measures: Sequence[str], nulls: Nulls
) -> dict[str, NDArray[np.bool_]]:
    """By measure, for each cell whether a null that stands beside its method serves it."""
    number = cells.num_rows
    methods = [None] * number if "method" in grouping.pool else cells["method"].to_pylist()
    fitting = {method: nulls.fitting(method) for method in dict.fromkeys(methods)}
    found: dict[str, NDArray[np.bool_]] = {}
    for name in measures:
        serving = nulls.serving(name)
        any_serves = {method: bool((each & serving).any()) for method, each in fitting.items()}
        found[name] = np.array([any_serves[method] for method in methods], np.bool_)
    return found


def _primary(
    measures: Sequence[str],
    question: Question,
    signed: NDArray[np.bool_],
    there: dict[str, NDArray[np.bool_]],
) -> NDArray[np.object_]:
    """The measure that each cell's verdict is about; None where none has a margin.

    Against nulls, one with nulls that are there for the cell: `signed_share`, else `lift`, else the
    first. Which ones are there hangs on no value.
    """
    against = question.against
    known = [
        name
        for name in measures
        if name not in EFFECT_MEASURES and _margin(name, question) is not None
    ]
    leading = {True: PRIMARY, False: PRIMARY_UNSIGNED}

    def choose(signs: bool, cell: int) -> str | None:
        usable = [
            name for name in known if signs or against != "even" or name not in _NEVER_BELOW_0
        ]
        first = [leading[signs]]
        if against == "null":
            usable = [name for name in usable if name in there and there[name][cell]]
            first.append(PRIMARY_UNSIGNED)
        return next((name for name in (*first, *usable) if name in usable), None)

    return np.array([choose(bool(each), cell) for cell, each in enumerate(signed)], object)


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


def _margin(
    measure: str, question: Question, primary: NDArray[np.object_] | None = None
) -> float | None:
    """The practical margin; None where the measure cannot have a verdict.

    The one that was asked for is that of attributions, unless all is about effects.
    """
    if _reference(measure, question) is None:
        return None
    alone = primary is not None and bool((primary == EFFECT).all())
    asked = measure not in EFFECT_MEASURES or (measure == EFFECT and alone)
    if question.smallest_effect is not None and asked:
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
    primary: NDArray[np.object_],
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
    needed = (
        empty
        if verdicts is None
        else np.ceil(verdicts.needed * cells[number_of(measure)].to_numpy())
    )
    needed = np.where(needed < MOST_IMAGES, needed, np.nan)
    # effects are never compared with nulls
    even = question.against == "even" or (measure == EFFECT and question.against == "null")
    directed = MEASURES[measure].signed and even
    directed = np.full(number, directed) & (signed | (measure == EFFECT))
    if measure == EFFECT:
        words = [MATTERS if word == ATTRIBUTED else word for word in words]
    return {
        "clusters": pa.array(counts, pa.int64()),
        **{name: real(estimates, name) for name in _ESTIMATED},
        "reference": pa.array([_reference(measure, question)] * number, pa.float64()),
        "margin": pa.array([_margin(measure, question, primary)] * number, pa.float64()),
        "primary": pa.array(judged & (primary == measure)),
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
    *COLUMNS.names,
}
