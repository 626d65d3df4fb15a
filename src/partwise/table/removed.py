"""Removed: what removing each segment does, by each fill and by all together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from partwise.measures import EFFECT_MEASURES, LEAST_CHANGE, LEAST_COLOUR_CHANGE
from partwise.statistics.verdicts import NEGLIGIBLE, ONLY_ELSEWHERE
from partwise.table.expression import quoted
from partwise.table.judged import Judged, interval
from partwise.table.reached import GROUP
from partwise.table.removals import FILL, OF_SEGMENT, OF_TARGET, averaged, same
from partwise.table.summary import MATTERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import duckdb

    from partwise.table.question import Question
    from partwise.table.reached import Reached

KEYS = ("target_kind", GROUP, "segment", FILL)
#: Whether a fill can say what a segment does.
ANSWERS, NOT_COLOUR, NO_ANSWER = "yes", "not about colour", "no, it changes too little"
#: Whether the fills say the same.
AGREE, HANGS, UNDECIDED = "agree", "hangs on the fill", "undecided"
DIRECTIONS = ("supports", "opposes")
#: What is averaged over instances, and then over fills, image by image.
_VALUES = (*EFFECT_MEASURES, "change", "colour_change", "on_named")
#: The removal of those images that have an effect.
_BY_ITSELF = "removal_beside_placebo"
_DESCRIBED = {
    "images": "count(*)",
    **{name: f"favg({name})" for name in EFFECT_MEASURES},
    "undefined": "count(*) - count(effect)",
    "no_free_place": "count(*) FILTER (no_place)",
    "change": "median(change)",
    "colour_change": "median(colour_change)",
    "on_named": "favg(on_named)",
}


def tell_removed(
    connection: duckdb.DuckDBPyConnection, reached: Reached, question: Question, margin: float
) -> pa.Table:
    """Describe each segment by each fill, and with a null in the place of the fill by all.

    Needs the temporary tables of :meth:`Reached.make`, and `clusters`.
    """
    _make_values(connection, reached)
    judged = Judged(connection, "removed", KEYS, question)
    cells = judged.describe(_DESCRIBED)
    estimates, removal = judged.estimate("effect"), judged.estimate(_BY_ITSELF)
    fills = cells[FILL].to_pylist()
    kinds = cells["target_kind"].to_pylist()
    verdicts = judged.judge(
        estimates,
        margin=margin,
        # by each fill the same is asked again: that makes the family of all together no larger
        families=[(kind, fill is None) for kind, fill in zip(kinds, fills, strict=True)],
        images=cells["images"].to_pylist(),
        directions=DIRECTIONS,
        alone=(removal, ONLY_ELSEWHERE),
    )
    told = {name: cells[name] for name in cells.column_names} | interval(removal, "removal_")
    told |= {
        "clusters": pa.array(estimates.clusters, pa.int64()),
        **interval(estimates),
        **verdicts,
    }
    records = pa.table(told).to_pylist()
    answers = [answer(each) for each in records]
    told["answers"] = pa.array(answers, pa.string())
    return pa.table(told | _across(records, answers))


def answer(record: Mapping[str, Any]) -> str | None:
    """Say whether a fill can say what a segment does; None of all together, or if not known.

    >>> answer({"fill": "blur:sigma=5%", "change": 0.6, "colour_change": 0.02})
    'not about colour'
    """
    if record[FILL] is None or record["change"] is None:
        return None
    if record["change"] < LEAST_CHANGE:
        return NO_ANSWER
    colour = record["colour_change"]
    return NOT_COLOUR if colour is not None and colour < LEAST_COLOUR_CHANGE else ANSWERS


def _make_values(connection: duckdb.DuckDBPyConnection, reached: Reached) -> None:
    """Make the temporary table `removed`: one row for each image, segment and fill."""
    segment = ", ".join(OF_SEGMENT)
    cell = ", ".join(f"k.{quoted(name)}" for name in (*OF_TARGET, GROUP, "segment"))
    means = ", ".join(f"{averaged(name)} AS {name}" for name in _VALUES)
    connection.execute(
        f"""
        CREATE TEMP TABLE removed AS
        WITH changes AS (
            SELECT {segment}, fill,
                   avg(change) FILTER (operation = 'remove') AS change,
                   avg(colour_change) FILTER (operation = 'remove') AS colour_change,
                   avg(on_named) FILTER (operation = 'placebo' AND status = 'done') AS on_named,
                   bool_or(status = 'no_free_place') AS no_place
            FROM effects WHERE partner IS NULL AND operation IN ('remove', 'placebo') GROUP BY ALL
        ), parts AS (
            SELECT s.*, c.* EXCLUDE ({segment}, fill),
                   s.placebo IS NULL AND coalesce(no_place, false) AS without
            FROM (SELECT * FROM fill_scales WHERE {reached.where_fill}) s
            LEFT JOIN changes c ON {same((*OF_SEGMENT, FILL), "s", "c")}
        ), levels AS (
            SELECT {segment}, fill, {", ".join(_VALUES)}, without FROM parts
            UNION ALL BY NAME
            SELECT {segment}, NULL AS fill, {means}, bool_and(without) AS without
            FROM parts GROUP BY {segment}
        )
        SELECT {cell}, fill, {means}, bool_and(without) AS no_place,
               CASE WHEN count(effect) > 0 THEN {averaged("removal")} END AS {_BY_ITSELF}
        FROM levels l JOIN kept k ON {same(OF_SEGMENT, "l", "k")}
        GROUP BY {cell}, fill HAVING count(removal) > 0"""
    )


def _across(
    records: Sequence[Mapping[str, Any]], answers: Sequence[str | None]
) -> dict[str, pa.Array]:
    """Say of all fills together how far apart they are; null where a fill stands by itself."""
    groups: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for record, able in zip(records, answers, strict=True):
        # what a fill hardly changed it cannot deny
        if record[FILL] is not None and record["effect"] is not None and able != NO_ANSWER:
            groups.setdefault(_cell(record), []).append(record)
    least, most, words = [], [], []
    for record in records:
        fills = groups.get(_cell(record), []) if record[FILL] is None else []
        effects = [each["effect"] for each in fills]
        several = len(fills) > 1
        least.append(min(effects) if several else None)
        most.append(max(effects) if several else None)
        words.append(agreement(fills) if several else None)
    return {
        "least_effect": pa.array(least, pa.float64()),
        "most_effect": pa.array(most, pa.float64()),
        "fills": pa.array(words, pa.string()),
    }


def agreement(fills: Sequence[Mapping[str, Any]]) -> str:
    """Say whether fills settle the same: supports, opposes or negligible.

    >>> up, none = {"verdict": MATTERS, "direction": "supports"}, {"verdict": NEGLIGIBLE}
    >>> agreement([up, up]), agreement([up, none]), agreement([up, {"verdict": "inconclusive"}])
    ('agree', 'hangs on the fill', 'undecided')
    """
    settled = [
        each.get("direction") if each["verdict"] == MATTERS else NEGLIGIBLE
        for each in fills
        if each["verdict"] in {MATTERS, NEGLIGIBLE}
    ]
    if len({*settled}) > 1:
        return HANGS
    return AGREE if len(settled) == len(fills) else UNDECIDED


def _cell(record: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(record[name] for name in KEYS if name != FILL)
