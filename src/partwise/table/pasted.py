"""Pasted: what a cue does on pictures that lack it, beside its pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from partwise.table.expression import quoted
from partwise.table.judged import Judged, interval
from partwise.table.reached import GROUP
from partwise.table.removals import OF_TARGET, same
from partwise.table.removed import DIRECTIONS

if TYPE_CHECKING:
    import duckdb

    from partwise.table.question import Question

KEYS = ("target_kind", GROUP, "cue", "paste")
#: A difference from the pieces that the cue itself has no part in.
ONLY_PIECES = "only its pieces"
_DESCRIBED = {
    "images": "count(*)",
    "undefined": "count(*) - count(difference)",
    "rise": "favg(rise)",
    "scrambled": "favg(scrambled)",
    "difference": "favg(difference)",
    "positive": "count(*) FILTER (difference > 0) / nullif(count(difference), 0)",
}


def tell_pasted(
    connection: duckdb.DuckDBPyConnection, question: Question, margin: float
) -> pa.Table:
    """Describe each cue, paste and target; draws are averaged within an image.

    Needs the temporary tables of `Reached.make`, and `clusters`.
    """
    target = ", ".join(OF_TARGET)
    connection.execute(
        f"""
        CREATE TEMP TABLE pasted AS
        WITH rises AS (
            SELECT {target}, segment AS cue, fill AS paste,
                   avg(-fall) FILTER (operation = 'paste') AS rise,
                   avg(-fall) FILTER (operation = 'scrambled') AS scrambled
            FROM falls WHERE operation IN ('paste', 'scrambled') GROUP BY ALL
        )
        SELECT r.*, r.rise - r.scrambled AS difference, t.{quoted(GROUP)}
        FROM rises r JOIN targets t ON {same(OF_TARGET, "r", "t")} WHERE r.rise IS NOT NULL"""
    )
    judged = Judged(connection, "pasted", KEYS, question)
    cells = judged.describe(_DESCRIBED)
    rise, difference = judged.estimate("rise"), judged.estimate("difference")
    verdicts = judged.judge(
        difference,
        margin=margin,
        families=cells["target_kind"].to_pylist(),
        images=cells["images"].to_pylist(),
        directions=DIRECTIONS,
        alone=(rise, ONLY_PIECES),
    )
    told = {name: cells[name] for name in cells.column_names}
    told |= interval(rise, "rise_")
    told["clusters"] = pa.array(difference.clusters, pa.int64())
    return pa.table(told | interval(difference) | verdicts)
