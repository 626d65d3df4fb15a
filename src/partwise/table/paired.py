"""Paired: what removing two segments at once does, beside what removing each does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from partwise.table.expression import quoted
from partwise.table.judged import Judged, interval
from partwise.table.reached import GROUP
from partwise.table.removals import FILL, OF_TARGET, averaged, same

if TYPE_CHECKING:
    import duckdb

    from partwise.table.question import Question
    from partwise.table.reached import Reached

KEYS = ("target_kind", GROUP, "segment", "partner", FILL)
#: More than the two apart; less, as where each stands in for the other.
DIRECTIONS = ("more together", "less together")
_VALUES = ("joint", "apart", "partner_apart", "interaction")
_DESCRIBED = {
    "images": "count(interaction)",
    "left_out": "count(*) - count(interaction)",
    "corrected": "bool_and(corrected)",
    # over the same images, so that they add up
    **{name: f"favg({name}) FILTER (interaction IS NOT NULL)" for name in _VALUES},
}


def tell_paired(
    connection: duckdb.DuckDBPyConnection, reached: Reached, question: Question, margin: float
) -> pa.Table:
    """Describe each pair by each fill, and with a null in the place of the fill by all.

    Where a pair has placebos anywhere, every number is less its placebo, and images without one
    are left out. Needs the temporary tables of :meth:`Reached.make`, and `clusters`.
    """
    _make_values(connection, reached)
    judged = Judged(connection, "paired", KEYS, question)
    cells = judged.describe(_DESCRIBED)
    estimates = judged.estimate("interaction")
    both = zip(cells["target_kind"].to_pylist(), cells[FILL].to_pylist(), strict=True)
    verdicts = judged.judge(
        estimates,
        margin=margin,
        families=[(kind, fill is None) for kind, fill in both],
        images=cells["images"].to_pylist(),
        directions=DIRECTIONS,
    )
    told = {name: cells[name] for name in cells.column_names}
    told |= {"clusters": pa.array(estimates.clusters, pa.int64())}
    return pa.table(told | interval(estimates) | verdicts)


def _make_values(connection: duckdb.DuckDBPyConnection, reached: Reached) -> None:
    """Make the temporary table `paired`: one row for each image, pair and fill."""
    target = ", ".join(OF_TARGET)
    cell = ", ".join(map(quoted, (*OF_TARGET, GROUP, "segment", "partner")))
    single = (*OF_TARGET, FILL)
    connection.execute(
        f"""
        CREATE TEMP TABLE paired AS
        WITH joint AS (
            SELECT {target}, segment, partner, fill,
                   avg(fall) FILTER (operation = 'remove') AS removal,
                   avg(fall) FILTER (operation = 'placebo') AS placebo
            FROM falls WHERE partner IS NOT NULL AND operation IN ('remove', 'placebo')
            GROUP BY ALL
        ), parts AS (
            SELECT {target}, segment, fill,
                   {averaged("removal")} AS removal, avg(placebo) AS placebo
            FROM fill_effects GROUP BY ALL
        ), names AS (SELECT DISTINCT {target}, segment FROM kept
        ), found AS (
            SELECT j.*, t.{quoted(GROUP)},
                   bool_or(j.placebo IS NOT NULL)
                       OVER (PARTITION BY j.target_kind, j.segment, j.partner) AS corrected,
                   a.removal AS a_removal, a.placebo AS a_placebo,
                   b.removal AS b_removal, b.placebo AS b_placebo
            FROM joint j
            JOIN targets t ON {same(OF_TARGET, "j", "t")}
            LEFT JOIN parts a ON {same(single, "j", "a")} AND a.segment = j.segment
            LEFT JOIN parts b ON {same(single, "j", "b")} AND b.segment = j.partner
            LEFT JOIN names n ON {same(OF_TARGET, "j", "n")} AND n.segment = j.segment
            LEFT JOIN names m ON {same(OF_TARGET, "j", "m")} AND m.segment = j.partner
            WHERE j.removal IS NOT NULL AND (n.segment IS NOT NULL OR m.segment IS NOT NULL)
        ), by_fill AS (
            SELECT *, joint - apart - partner_apart AS interaction FROM (
                SELECT {cell}, fill, corrected,
                       removal - CASE WHEN corrected THEN placebo ELSE 0 END AS joint,
                       a_removal - CASE WHEN corrected THEN a_placebo ELSE 0 END AS apart,
                       b_removal - CASE WHEN corrected THEN b_placebo ELSE 0 END AS partner_apart
                FROM found
            ) WHERE {reached.where_fill}
        )
        SELECT * FROM by_fill
        UNION ALL BY NAME
        SELECT {cell}, NULL AS fill, bool_and(corrected) AS corrected,
               {", ".join(f"avg({name}) AS {name}" for name in _VALUES)}
        FROM by_fill GROUP BY {cell}"""
    )
