"""Evidence: the summaries that findings are made of, each made once, and how they are cited."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from partwise.errors import CallError
from partwise.findings.cell import ATTRIBUTED, INCONCLUSIVE, MATTERS, NEGLIGIBLE, TOO_FEW, Cell
from partwise.findings.finding import Finding, Looked
from partwise.findings.query import command, condition
from partwise.measures import PRIMARY, PRIMARY_UNSIGNED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from partwise.findings.cell import Key
    from partwise.table.table import AttributionTable

CORE, ARTEFACT_ROLE = "core", "artefact"
#: For maps with signs, and for those without.
PRIMARY_ONES = (PRIMARY, PRIMARY_UNSIGNED)
#: These, and what stands beside them in sentences.
MEASURES_READ = (*PRIMARY_ONES, "share", "area_fraction")
#: Leaves out images without an outcome. Speaking of what is no key of the groups as well, it also
#: takes them out of the rest, and not only out of sight.
_WITH_OUTCOME = "outcome IS NOT NULL OR image_id IS NULL"

_QUERIES = {
    "outcomes": "SELECT DISTINCT outcome FROM attributions",
    "kinds": "SELECT count(DISTINCT method) FILTER (kind = 'attribution') AS method, "
    "count(DISTINCT kind) AS kind, count(DISTINCT target_kind) AS target_kind FROM rows",
    "parts": "SELECT segment, any_value(role) AS role, any_value(parent) AS parent "
    "FROM rows GROUP BY segment",
}


@dataclass(frozen=True)
class Evidence:
    """What a table says.

    Parameters
    ----------
    table
        With its conditions.
    by
        Column of the groups that findings are about.
    asked
        Further arguments of each summary: cluster, margin, resamples, seed, confidence.
    """

    table: AttributionTable
    by: str
    asked: Mapping[str, Any]
    _made: dict[tuple[Any, ...], tuple[Cell, ...]] = field(default_factory=dict, repr=False)
    _nulls: dict[tuple[bool, bool], dict[tuple[Key, str | None], Cell]] = field(
        default_factory=dict, repr=False
    )

    def cells(
        self, *, by: bool = False, outcome: bool = False, against: str = "even"
    ) -> tuple[Cell, ...]:
        """The groups of one summary that were judged; nulls are not.

        Parameters
        ----------
        by
            Whether groups differ in the column of the groups; else all are taken together.
        outcome
            Whether they differ in the outcome too.
        against
            As in a summary.
        """
        asked = by, outcome, against
        if asked not in self._made:
            table = self.table.where(_WITH_OUTCOME) if outcome else self.table
            columns = [*[self.by] * by, *["outcome"] * outcome]
            measures = MEASURES_READ if against == "even" else PRIMARY_ONES
            try:
                data = table.summary(columns, measures, against=against, **self.asked).data
            except CallError:
                # the call is right, as the first summary has shown: there is no rest to compare
                if against == "even" or not self.cells():
                    raise
                self._made[asked] = ()
                return ()
            self._made[asked] = _cells(data.to_pylist(), self.by if by else None, outcome)
        return self._made[asked]

    def levels(self, *, outcome: bool = False, against: str = "even") -> tuple[Cell, ...]:
        """All groups together, then one by one where there are several."""
        together = self.cells(outcome=outcome, against=against)
        return together + self.groups(outcome=outcome, against=against)

    def groups(self, *, outcome: bool = False, against: str = "even") -> tuple[Cell, ...]:
        """Groups one by one; none where there is only one, which is all of them."""
        if not self.several:
            return ()
        found = self.cells(by=True, outcome=outcome, against=against)
        return tuple(cell for cell in found if cell.value is not None)

    def beside_nulls(self, cell: Cell) -> Mapping[str, Any] | None:
        """How far a group is from the hardest of its nulls; None where it has none."""
        if not self.has_nulls:
            return None
        level = cell.value is not None, cell.outcome is not None
        if level not in self._nulls:
            by, outcome = level
            found = self.cells(by=by, outcome=outcome, against="null")
            self._nulls[level] = {(each.key, each.outcome): each for each in found}
        beside = self._nulls[level].get((cell.key, cell.outcome))
        return None if beside is None else beside.primary

    def beyond_null(self, cell: Cell) -> Mapping[str, Any] | None:
        """How far a group is from the hardest of its nulls, where it beats every one of them.

        Each null that serves the measure and is there for the group must be beaten in the group's
        own direction: more, or, of what speaks against a target by a measure with signs, less.
        """
        record = self.beside_nulls(cell)
        return record if record is not None and beats_all(record) else None

    def is_as_null(self, cell: Cell) -> bool:
        """Whether a part is attributed to, but not certainly beyond every null that it has."""
        record = self.beside_nulls(cell)
        return record is not None and cell.attributed and not beats_all(record)

    @cached_property
    def several(self) -> bool:
        """Whether there is more than one group."""
        return len({cell.value for cell in self.cells(by=True)}) > 1

    @cached_property
    def _read(self) -> Mapping[str, list[dict[str, Any]]]:
        """What is asked of the rows themselves, in one session."""
        with self.table.session() as connection:
            return {
                name: connection.sql(query).to_arrow_table().to_pylist()
                for name, query in _QUERIES.items()
            }

    @property
    def outcomes(self) -> set[str | None]:
        """Which outcomes there are."""
        return {row["outcome"] for row in self._read["outcomes"]}

    @property
    def has_nulls(self) -> bool:
        """Whether there are maps that know nothing of the model."""
        return bool(self.table.nulls)

    @property
    def kinds(self) -> Mapping[str, int]:
        """How many values rows have in the columns that keep groups apart; nulls are no methods."""
        return self._read["kinds"][0]

    @cached_property
    def parts(self) -> Mapping[str, tuple[str | None, str | None]]:
        """The role and the parent of each segment, whatever the table's conditions keep."""
        return {row["segment"]: (row["role"], row["parent"]) for row in self._read["parts"]}

    def role(self, segment: str) -> str | None:
        """What the user says a segment is to the task."""
        return self.parts.get(segment, (None, None))[0]

    @cached_property
    def has_roles(self) -> bool:
        """Whether any segment has a role."""
        return any(role for role, _ in self.parts.values())

    def finding(
        self,
        kind: str,
        cell: Cell,
        record: Mapping[str, Any],
        sentence: str,
        *,
        beyond: float,
        rows: Mapping[str, object] | None = None,
        **other: Any,
    ) -> Finding:
        """Make a finding about a cell.

        Parameters
        ----------
        record
            Of the cell: what the numbers are taken from.
        rows
            Columns whose values tell its rows, where these are not the cell's own.
        other
            Fields of the finding that are not the record's.
        """
        where = condition(self._rows(cell, rows or {}).items())
        fields: dict[str, Any] = {
            name: record[name]
            for name in ("estimate", "low", "high", "reference", "margin", "verdict", "direction")
        }
        fields |= {
            "kind": kind,
            "sentence": sentence,
            "segment": cell.segment,
            "method": cell.method,
            "target_kind": cell.target_kind,
            "by": self.by,
            "value": None if cell.value is None else str(cell.value),
            "measure": record["measure"],
            "images": images(record),
            "p_adjusted": record["p_adjusted"],
            "tested": record["tested"],
            "beyond": beyond,
            "where": where,
            "command": command(self.table, where),
        }
        return Finding(**fields | other)

    def _rows(self, cell: Cell, given: Mapping[str, object]) -> dict[str, object]:
        """The columns, with values, that tell a cell's rows from all others of the table."""
        rows: dict[str, object] = {"segment": cell.segment}
        if cell.value is not None:
            rows[self.by] = cell.value
        if cell.outcome is not None:
            rows["outcome"] = cell.outcome
        for name in ("method", "target_kind"):
            if self.kinds[name] > 1:
                rows[name] = getattr(cell, name)
        if self.kinds["kind"] > 1:
            rows["kind"] = "attribution"
        if cell.primary["looked_for"] > cell.primary["images"]:
            rows["status"] = "visible"
        return {**rows, **given}


def beats_all(record: Mapping[str, Any]) -> bool:
    """Whether a record beside nulls says that every one of them is beaten.

    >>> beats_all({"nulls": 2, "nulls_beaten": 1}), beats_all({"nulls": 2, "nulls_beaten": 2})
    (False, True)
    """
    return bool(record["nulls"]) and record["nulls_beaten"] == record["nulls"]


def images(record: Mapping[str, Any]) -> int:
    """In how many images a measure is defined."""
    return record["images"] - record["undefined"]


def looked(question: str, cells: Iterable[Cell], found: Sequence[Finding]) -> Looked:
    """Count what became of the groups that a question was asked of."""
    verdicts = [cell.verdict for cell in cells]
    measures = dict.fromkeys(cell.primary["measure"] for cell in cells)
    return Looked(
        question,
        tuple(measures),
        tested=sum(each in (*ATTRIBUTED, MATTERS, NEGLIGIBLE, INCONCLUSIVE) for each in verdicts),
        negligible=verdicts.count(NEGLIGIBLE),
        inconclusive=verdicts.count(INCONCLUSIVE),
        too_few=verdicts.count(TOO_FEW),
        found=len(found),
    )


def _cells(records: Iterable[Mapping[str, Any]], by: str | None, outcome: bool) -> tuple[Cell, ...]:
    """Put the records of a summary together by group."""
    groups: dict[tuple[str, Any, str, Any, Any], dict[str, Mapping[str, Any]]] = {}
    for record in records:
        if record["kind"] != "attribution" or not record["images"]:
            continue
        key = (
            record["method"],
            record["target_kind"],
            record["segment"],
            None if by is None else record[by],
            record["outcome"] if outcome else None,
        )
        groups.setdefault(key, {})[record["measure"]] = record
    return tuple(
        Cell(*key, records=each)
        for key, each in groups.items()
        if any(record["primary"] for record in each.values())
    )
