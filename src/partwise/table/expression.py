"""Expression: one condition over a table's columns, parsed by DuckDB and checked node by node."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import duckdb

from partwise.errors import CallError, unknown_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_CLASSES = {
    "BETWEEN",
    "CASE",
    "CAST",
    "COLUMN_REF",
    "COMPARISON",
    "CONJUNCTION",
    "CONSTANT",
    "FUNCTION",
    "OPERATOR",
    "TYPE",
}
_FUNCTIONS = {
    *("+", "-", "*", "/", "//", "%", "**", "^", "||"),
    *("~~", "!~~", "~~*", "!~~*"),  # LIKE, NOT LIKE, ILIKE, NOT ILIKE
    *("abs", "ceil", "contains", "ends_with", "exp", "floor", "greatest", "least", "length", "ln"),
    *("lower", "prefix", "regexp_matches", "round", "sign", "sqrt", "starts_with", "suffix"),
    *("trim", "upper", "isfinite", "isnan", "coalesce", "nullif"),
}


def parse_condition(text: str, columns: Collection[str]) -> str:
    """Check one boolean expression and write it anew from its parse tree.

    What comes back is DuckDB's own rendering of the tree, never the text itself: columns of
    the table as they are spelled there, constants, comparisons, arithmetic and a list of harmless
    functions; no subquery, no file, no second statement.

    Raises
    ------
    CallError
        If it is no expression, or holds anything else.
    UnknownNameError
        If a column is not the table's, with the nearest ones.

    Examples
    --------
    >>> parse_condition("Segment = 'wheel' and lift > 2", ["segment", "lift"])
    "((segment = 'wheel') AND (lift > 2))"
    """
    if not text.strip() or "\0" in text:
        raise _refused(text, "it is empty" if not text.strip() else "it holds a NUL character")
    with duckdb.connect() as connection:
        tree = _serialize(connection, _query(text), text)
        statement = tree["statements"][0]
        condition = statement["node"]["where_clause"]
        for node in _nodes(condition):
            _check(node, text, columns)
        return _written(connection, tree)


def conjuncts(condition: str) -> list[str]:
    """Take a parsed condition apart into those that must all be met.

    >>> conjuncts("((segment = 'wheel') AND (lift > 2))")
    ["(segment = 'wheel')", '(lift > 2)']
    """
    with duckdb.connect() as connection:
        tree = _serialize(connection, _query(condition), condition)
        node = tree["statements"][0]["node"]
        found: list[str] = []
        waiting = [node["where_clause"]]
        while waiting:
            first = waiting.pop(0)
            if first["type"] == "CONJUNCTION_AND":
                waiting = [*first["children"], *waiting]
            else:
                node["where_clause"] = first
                found.append(_written(connection, tree))
    return found


def columns_of(condition: str) -> set[str]:
    """Name the columns that a parsed condition speaks of.

    >>> sorted(columns_of("((segment = 'wheel') AND (lift > 2))"))
    ['lift', 'segment']
    """
    with duckdb.connect() as connection:
        tree = _serialize(connection, _query(condition), condition)
    nodes = _nodes(tree["statements"][0]["node"]["where_clause"])
    return {".".join(node["column_names"]) for node in nodes if node["class"] == "COLUMN_REF"}


def quoted(name: str) -> str:
    """Write a name as an SQL identifier.

    >>> quoted('my "best" column')
    '"my ""best"" column"'
    """
    return '"' + name.replace('"', '""') + '"'


def _query(condition: str) -> str:
    return f"SELECT * FROM t WHERE (\n{condition}\n)"


def _written(connection: duckdb.DuckDBPyConnection, tree: dict[str, Any]) -> str:
    """Write the condition of a parse tree as SQL."""
    row = connection.execute("SELECT json_deserialize_sql(?)", [json.dumps(tree)]).fetchone()
    assert row is not None  # noqa: S101 - a scalar function always gives a row
    return str(row[0]).split(" WHERE ", 1)[1]


def _serialize(connection: duckdb.DuckDBPyConnection, query: str, text: str) -> dict[str, Any]:
    row = connection.execute("SELECT json_serialize_sql(?)", [query]).fetchone()
    assert row is not None  # noqa: S101 - a scalar function always gives a row
    tree: dict[str, Any] = json.loads(row[0])
    if tree["error"]:
        raise _refused(text, tree["error_message"])
    if len(tree["statements"]) != 1 or tree["statements"][0]["node"]["type"] != "SELECT_NODE":
        raise _refused(text, "it must be one expression")
    return tree


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every node of a parse tree that has a class."""
    if isinstance(tree, dict):
        if "class" in tree and "type" in tree:
            yield tree
        for value in tree.values():
            yield from _nodes(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _nodes(value)


def _check(node: dict[str, Any], text: str, columns: Collection[str]) -> None:
    kind = node["class"]
    if kind not in _CLASSES:
        raise _refused(text, f"{kind.lower()} is not allowed in it")
    if kind == "FUNCTION" and node["function_name"].lower() not in _FUNCTIONS:
        raise _refused(text, f"function {node['function_name']!r} is not allowed in it")
    if kind == "COLUMN_REF":
        name = ".".join(node["column_names"])
        known = {column.lower(): column for column in columns} | {each: each for each in columns}
        spelled = known.get(name, known.get(name.lower()))
        if spelled is None:
            if f'"{name}"' in text:
                raise _refused(text, f'"{name}" in double quotes is a column, and there is none')
            raise unknown_name("column", name, columns)
        node["column_names"] = [spelled]


def _refused(text: str, reason: str) -> CallError:
    return CallError(
        f"--where {text!r}: {reason}. It takes one condition over columns and measures, such as "
        "\"segment = 'wheel' and lift > 2\" (text in single quotes)."
    )
