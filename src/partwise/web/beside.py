"""Beside: what pages ask of two tables, what differs and in which pictures it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb

from partwise.comparison.comparison import Comparison, compare
from partwise.comparison.pictures import same_pictures
from partwise.errors import unknown_name
from partwise.report.compared import compared
from partwise.report.wire import columns
from partwise.web.answers import Answers, check_page
from partwise.web.once import Once

if TYPE_CHECKING:
    import pyarrow as pa

#: Differences are of the second table less the first.
_ORDERS = {"rose": "moved DESC, name_a", "fell": "moved ASC, name_a"}


@dataclass(frozen=True, slots=True)
class Moved:
    """Which pictures are asked for.

    Parameters
    ----------
    method_a, method_b, target_kind
        Of which maps.
    segment, measure
        Of which part, and by what.
    order
        Those in which it rose most first, or fell.
    offset, limit
        How many are passed over, and how many told.
    """

    method_a: str
    method_b: str
    segment: str
    measure: str
    target_kind: str | None = None
    order: str = "rose"
    offset: int = 0
    limit: int = 24


class Beside:
    """What pages ask of two tables, as plain lists, texts and numbers.

    Parameters
    ----------
    a, b
        Differences are of the second less the first.
    """

    def __init__(self, a: Answers, b: Answers) -> None:
        self.a, self.b = a, b
        self._once = Once()

    def compared(self) -> dict[str, Any]:
        """What differs, how surely, and what could not be compared.

        Raises
        ------
        CallError
            If the tables have nothing to compare.
        """
        return self._once("told", lambda: compared(self._comparison()))

    def moved(self, asked: Moved) -> dict[str, Any]:
        """The same pictures in both tables, in the order of how much a part's measure differs.

        Pictures of which the tables explain another class are not among them.

        Raises
        ------
        UnknownNameError
            If a measure or order does not exist.
        CallError
            If more is asked for than one answer holds.
        """
        known = self._comparison().measures
        if asked.measure not in known:
            raise unknown_name("measure", asked.measure, known)
        if asked.order not in _ORDERS:
            raise unknown_name("order", asked.order, _ORDERS)
        check_page(asked.offset, asked.limit)
        a, b = self._sides()
        with duckdb.connect(config={"enable_external_access": False}) as connection:
            for name, side, method in (("a", a, asked.method_a), ("b", b, asked.method_b)):
                rows = side.part(method, asked.target_kind, asked.segment)
                connection.register(f"{name}_rows", rows)
            connection.register("pictures", self._pictures())
            connection.execute(
                f"""
                CREATE TEMP TABLE pairs AS
                SELECT name_a, name_b, b."{asked.measure}" - a."{asked.measure}" AS moved
                FROM pictures JOIN a_rows a ON a.image_id = name_a JOIN b_rows b
                  ON b.image_id = name_b AND a.target_class IS NOT DISTINCT FROM b.target_class
                WHERE moved IS NOT NULL
                """
            )
            total = connection.sql("SELECT count(*) FROM pairs").fetchall()[0][0]
            connection.execute(
                "CREATE TEMP TABLE chosen AS SELECT row_number() OVER () AS place, * FROM "
                f"(FROM pairs ORDER BY {_ORDERS[asked.order]} LIMIT ? OFFSET ?)",
                [asked.limit, asked.offset],
            )
            found = {
                name: columns(
                    connection.sql(
                        f"SELECT r.* FROM chosen JOIN {name}_rows r ON r.image_id = name_{name} "
                        "ORDER BY place"
                    ).to_arrow_table()
                )
                for name in "ab"
            }
        return {"total": total, **found}

    def _comparison(self) -> Comparison:
        return self._once("comparison", lambda: compare(self.a.table, self.b.table))

    def _sides(self) -> tuple[Answers, Answers]:
        """Answers of the tables that were compared, whose effects are by the fills of both."""

        def made() -> tuple[Answers, Answers]:
            first, second = self._comparison().tables
            return (
                self.a if first is self.a.table else Answers(first),
                self.b if second is self.b.table else Answers(second),
            )

        return self._once("sides", made)

    def _pictures(self) -> pa.Table:
        def made() -> pa.Table:
            return same_pictures(self.a.table, self.b.table)

        return self._once("pictures", made)
