"""Query: the condition that a finding's rows meet, and the command that shows them."""

from __future__ import annotations

import re
import shlex
import unicodedata
from typing import TYPE_CHECKING

from partwise import schema

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partwise.table.table import AttributionTable

_PLAIN = {column.name for column in schema.ROWS}
#: What a shell would not leave alone between double quotes.
_SPECIAL = re.compile(r"[$`\\!]")


def condition(pairs: Iterable[tuple[str, object]]) -> str:
    r"""Write a condition that all these columns have these values, or one of several.

    >>> condition([("segment", "driver's door"), ("outcome", None)])
    "segment = 'driver''s door' and outcome is null"
    >>> print(condition([("my column", ("a", "b"))]))
    "my column" in ('a', 'b')
    """
    return " and ".join(f"{_name(column)} {_is(value)}" for column, value in pairs)


def command(table: AttributionTable, where: str, *, view: str = "rows") -> str:
    """Write the shell command that lists the rows, or effects, that meet a condition.

    Conditions that the table has already are part of it.
    """
    whole = " and ".join([*(f"({each})" for each in table.conditions), where])
    return f"partwise show {shell_quoted(str(table.folder))} --{view} --where {_double(whole)}"


def shell_quoted(text: str) -> str:
    r"""Quote a text for a shell; control characters are written as bytes, for bash and zsh.

    >>> print(shell_quoted("my table"))
    'my table'
    >>> print(shell_quoted("a\x1b[1m'"))
    $'a\x1b[1m\''
    """
    if not any(unicodedata.category(each)[0] == "C" for each in text):
        return shlex.quote(text)
    return "$'" + "".join(map(_escaped, text)) + "'"


def _escaped(character: str) -> str:
    if character in "\\'":
        return f"\\{character}"
    if unicodedata.category(character)[0] != "C":
        return character
    return "".join(f"\\x{byte:02x}" for byte in character.encode("utf-8", "surrogateescape"))


def _double(text: str) -> str:
    """Between double quotes where nothing in it is special there: easier to read and to change."""
    if _SPECIAL.search(text) or any(unicodedata.category(each)[0] == "C" for each in text):
        return shell_quoted(text)
    return '"' + text.replace('"', '\\"') + '"'


def _name(column: str) -> str:
    return column if column in _PLAIN else '"' + column.replace('"', '""') + '"'


def _is(value: object) -> str:
    if value is None:
        return "is null"
    if isinstance(value, tuple):
        return f"in ({', '.join(_literal(each) for each in value)})"
    return f"= {_literal(value)}"


def _literal(value: object) -> str:
    if isinstance(value, (bool, int, float)):
        return repr(value).lower()
    return "'" + str(value).replace("'", "''") + "'"
