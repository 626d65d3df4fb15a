"""Agreement: whether saliency says of segments what removing them does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from partwise.measures import EFFECT, EFFECT_MEASURES, MEASURES, NO_METHOD
from partwise.table.cells import Grouping, value_of
from partwise.table.expression import quoted
from partwise.table.reached import GROUP

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb
    from numpy.typing import NDArray

    from partwise.statistics.clustered import Integers, Reals
    from partwise.table.question import Question
    from partwise.table.reached import Reached

#: Measures of saliency: those that a removal can agree with.
SALIENCY = tuple(name for name in MEASURES if name not in (*EFFECT_MEASURES, "area_fraction"))
#: An order of fewer segments says next to nothing.
LEAST_SEGMENTS = 3
#: While rows are put in order: measures stay as they are.
_PLACE = "place of the measure"
_ORDER = ("method", "target_kind", "segment", "together", GROUP, _PLACE)
#: What is numbered: the images of a segment in a group, of a segment, of a method; one image.
_NUMBERED: Mapping[str, Sequence[str]] = {
    "cell": ("method", "target_kind", GROUP, "segment"),
    "whole": ("method", "target_kind", "segment"),
    "maps": ("method", "target_kind"),
    "group_maps": ("method", "target_kind", GROUP),
    "picture": ("method", "target_kind", "image_id", "target_class", "contrast_class"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """A saliency measure and the effect, for each image and segment in which both are known.

    Parameters
    ----------
    numbers
        By name of `_NUMBERED`, and `cluster`.
    saliency, effect
        Values.
    """

    numbers: Mapping[str, Integers]
    saliency: Reals
    effect: Reals


def tell_agreement(
    connection: duckdb.DuckDBPyConnection, reached: Reached, by: str, question: Question
) -> tuple[pa.Table, pa.Table]:
    """Correlate saliency and effect: over the images of each segment, and over its segments.

    Needs the temporary table `clusters`.

    Parameters
    ----------
    by
        The column of groups; each segment is told for every group, and for all `together`.

    Returns
    -------
    Of each segment, by method, target, group and measure; and over the segments of an image, by
    method, target, group and measure.
    """
    _make_values(connection, reached, by)
    segments: list[pa.Table] = []
    ranking: list[pa.Table] = []
    levels = {name: _labels(connection, name) for name in ("whole", "cell", "maps", "group_maps")}
    for name in SALIENCY:
        pairs = _pairs(connection, name)
        for level, found in levels.items():
            about = _about(found)
            if "segment" in about:
                signs = np.asarray(found["signs"].to_pylist(), np.bool_) & MEASURES[name].signed
                told = _over_images(pairs, pairs.numbers[level], signs, question)
                segments.append(_table(about, name, told))
            else:
                told = _over_segments(pairs, level, len(found["method"]), question)
                ranking.append(_table(about, name, told))
    return _sorted(segments), _sorted(ranking)


def _about(found: Mapping[str, pa.ChunkedArray]) -> dict[str, Any]:
    """The columns that tell what a number stands for; without a group it is all together."""
    number, together = len(found["method"]), GROUP not in found
    segment = {"segment": found["segment"]} if "segment" in found else {}
    return {
        "method": found["method"],
        "target_kind": found["target_kind"],
        GROUP: pa.nulls(number, pa.string()) if together else found[GROUP],
        "together": pa.array([together] * number, pa.bool_()),
        **segment,
    }


def _sorted(parts: Sequence[pa.Table]) -> pa.Table:
    """One after another, measures as they are; without those that no image has."""
    made = pa.concat_tables(parts)
    made = made.append_column(_PLACE, pa.array(np.arange(made.num_rows)))
    made = made.filter(pa.array(made["images"].to_numpy() > 0))
    order = [name for name in _ORDER if name in made.column_names]
    return made.sort_by([(name, "ascending") for name in order]).drop_columns([_PLACE])


def _make_values(connection: duckdb.DuckDBPyConnection, reached: Reached, by: str) -> None:
    """Make the temporary table `agreed`: one row for each image, method, target and segment."""
    conditions = (*reached.choosing, *reached.table.fill_conditions)
    grouping = Grouping(replace(reached.table, conditions=conditions), [by])
    rows = grouping.by_image((*SALIENCY, EFFECT), ["target_class", "contrast_class"])
    met = [
        "seen",
        "kind = 'attribution'",
        f"method != '{NO_METHOD}'",
        f"{quoted(value_of(EFFECT))} IS NOT NULL",
        *grouping.display,
    ]
    numbers = ", ".join(
        f"dense_rank() OVER (ORDER BY {', '.join(map(quoted, names))}) - 1 AS {name}"
        for name, names in _NUMBERED.items()
    )
    connection.execute(
        f"""
        CREATE TEMP TABLE agreed AS
        SELECT *, {numbers}, bool_or(has_signs) OVER (PARTITION BY method, target_kind) AS signs
        FROM (
            SELECT r.*, k.cluster, r.{quoted(by)}::VARCHAR AS {quoted(GROUP)}
            FROM ({rows}) r JOIN clusters k ON r.image_id = k.image_id
            WHERE {" AND ".join(met)}
        )"""
    )


def _labels(connection: duckdb.DuckDBPyConnection, level: str) -> dict[str, pa.ChunkedArray]:
    """What each number of a level stands for, in its order."""
    names = ", ".join(map(quoted, (*_NUMBERED[level], "signs")))
    found = connection.sql(
        f"SELECT * EXCLUDE ({level}) FROM (SELECT DISTINCT {level}, {names} FROM agreed) "
        f"ORDER BY {level}"
    ).to_arrow_table()
    return {name: found[name] for name in found.column_names}


def _pairs(connection: duckdb.DuckDBPyConnection, measure: str) -> Pairs:
    """Fetch what there is of one measure."""
    numbers = (*_NUMBERED, "cluster")
    value, effect = quoted(value_of(measure)), quoted(value_of(EFFECT))
    found = connection.sql(
        f"""SELECT {", ".join(numbers)}, coalesce({value}, 'nan'::DOUBLE) AS value,
        {effect} AS effect FROM agreed"""
    ).fetchnumpy()
    return Pairs(
        {name: np.asarray(found[name], np.int64) for name in numbers},
        *(np.asarray(found[name], np.float64) for name in ("value", "effect")),
    )


def _over_images(
    pairs: Pairs, cell: Integers, signs: NDArray[np.bool_], question: Question
) -> dict[str, Any]:
    """Correlate within each cell; and count signs that agree, in cells whose values have any."""
    from partwise.statistics.correlation import (
        correlation_intervals,
        rank_correlations,
        share_intervals,
    )

    cells = len(signs)
    found, number = rank_correlations(cell, pairs.saliency, pairs.effect, groups=cells)
    low, high = correlation_intervals(found, number, confidence=question.confidence)
    way = np.sign(np.nan_to_num(pairs.saliency)) * np.sign(pairs.effect)
    alike, known = (np.bincount(cell[each], minlength=cells) for each in (way > 0, way != 0))
    known = np.where(signs, known, 0)
    share = np.where(known > 0, alike / np.maximum(known, 1), np.nan)
    share_low, share_high = share_intervals(
        np.where(signs, alike, 0), known, confidence=question.confidence
    )
    return {
        "images": number,
        "correlation": found,
        "low": low,
        "high": high,
        "sign_images": known,
        "sign_agreement": share,
        "sign_low": share_low,
        "sign_high": share_high,
    }


def _over_segments(pairs: Pairs, level: str, cells: int, question: Question) -> dict[str, Any]:
    """Correlate within each image of at least three segments, and average over images."""
    from partwise.statistics.correlation import rank_correlations
    from partwise.statistics.estimates import estimate
    from partwise.statistics.gathering import gather

    picture = pairs.numbers["picture"]
    pictures = int(picture.max(initial=-1)) + 1
    found, number = rank_correlations(picture, pairs.saliency, pairs.effect, groups=pictures)
    found[number < LEAST_SEGMENTS] = np.nan
    of, cluster = np.zeros((2, pictures), np.int64)
    of[picture], cluster[picture] = pairs.numbers[level], pairs.numbers["cluster"]
    estimates = estimate(
        gather(of, cluster, found, cells=cells),
        confidence=question.confidence,
        resamples=question.resamples,
        seed=question.seed,
    )
    return {
        "images": np.bincount(of[~np.isnan(found)], minlength=cells),
        "clusters": np.asarray(estimates.clusters),
        "correlation": estimates.estimate,
        # no correlation lies beyond these, and an interval may
        "low": np.maximum(estimates.low, -1),
        "high": np.minimum(estimates.high, 1),
    }


def _table(about: Mapping[str, Any], measure: str, told: Mapping[str, Any]) -> pa.Table:
    number = len(about["method"])
    return pa.table(
        {
            **about,
            "measure": pa.array([measure] * number, pa.string()),
            **{
                name: pa.array(values, pa.int64())
                if values.dtype.kind == "i"
                else pa.array(values, pa.float64(), from_pandas=True)
                for name, values in told.items()
            },
        }
    )
