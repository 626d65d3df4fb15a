"""Effects: what of two tables that tell what removing does can be compared, and by which fills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.errors import CallError
from partwise.measures import EFFECT, EFFECT_MEASURES, NO_METHOD
from partwise.table.removals import FILL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.table.table import AttributionTable

    Tables = tuple[AttributionTable, AttributionTable]

#: Of maps: how much of one falls on a part, whatever its sign, and with it. The first is judged:
#: what one part of a picture loses another one gains.
OF_MAPS = ("share", "signed_share")
#: Where there are no maps.
OF_EFFECTS = (EFFECT, "removal")


def choose_measures(tables: Tables) -> tuple[str, ...]:
    """Which measures are compared where nobody asks for any: those that both tables have.

    Raises
    ------
    CallError
        If one has effects alone and the other has none.
    """
    maps, fills = map(_has_maps, tables), map(_fills, tables)
    effects = all(fills) and tables[0].united == tables[1].united
    if all(maps) or not all(map(len, tables)):
        return (*OF_MAPS, EFFECT) if effects else OF_MAPS
    if effects:
        return OF_EFFECTS
    first, second = (f"{str(table.folder)!r} {_holds(table)}" for table in tables)
    raise CallError(
        f"{first}, and {second}: they have no measure in common. Build one of them with what the "
        "other has: --effects, or a --method."
    )


def with_shared_fills(
    tables: Tables, measures: Sequence[str], by: Sequence[str]
) -> tuple[Tables, tuple[str, ...]]:
    """Both tables with their effects averaged over the fills that both have, and these fills.

    Parameters
    ----------
    measures
        That are compared. Where none is of effects the tables are left as they are.
    by
        Columns that keep differences apart; by fill each is compared by itself.

    Raises
    ------
    CallError
        If a table has no effects, or they share no fill.
    """
    asked = [name for name in measures if name in EFFECT_MEASURES]
    if not asked:
        return tables, ()
    first, second = (_fills(table) for table in tables)
    for table, fills in zip(tables, (first, second), strict=True):
        if not fills:
            raise CallError(
                f"--measure {asked[0]}: nothing was removed in {str(table.folder)!r}. "
                "Build it with --effects, or compare another measure."
            )
    if tables[0].united != tables[1].united:
        raise CallError(
            f"--measure {asked[0]}: one table removes the instances of a segment together "
            "(--instances unite), the other one by one (keep), and the one is no sum of the "
            "other. Build one of them as the other is, or compare another measure."
        )
    shared = sorted(first & second)
    if not shared:
        told = [", ".join(sorted(each)) for each in (first, second)]
        raise CallError(
            f"{str(tables[0].folder)!r} removed by {told[0]}, and {str(tables[1].folder)!r} by "
            f"{told[1]}: they share no fill, so that nothing about effects can be compared. Build "
            "one of them with a fill of the other."
        )
    if FILL in by or first == second:
        return tables, tuple(shared)
    condition = f"{FILL} IN ({', '.join(repr(fill) for fill in shared)})"
    one, other = (
        table if fills == {*shared} else table.where(condition)
        for table, fills in zip(tables, (first, second), strict=True)
    )
    return (one, other), tuple(shared)


def _has_maps(table: AttributionTable) -> bool:
    rows = f"SELECT 1 FROM rows WHERE method <> '{NO_METHOD}' LIMIT 1"
    return bool(table.sql(rows).num_rows)


def _fills(table: AttributionTable) -> set[str]:
    """By which fills something was removed, of those that its conditions leave."""
    if not table.has_effects():
        return set()
    met = " AND ".join(table.fill_conditions) or "true"
    found = table.sql(f"SELECT {FILL} FROM fills WHERE {met}")
    return set(found[FILL].to_pylist())


def _holds(table: AttributionTable) -> str:
    if _has_maps(table):
        return "has maps and effects" if _fills(table) else "has maps and no effects"
    return "has effects and no maps" if _fills(table) else "has neither maps nor removals"
