"""Rules: what a rules file says, read from TOML."""

from __future__ import annotations

import contextlib
import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partwise import schema
from partwise.errors import CallError, PartwiseError, UnknownNameError, unknown_name
from partwise.gate.rule import KEYS, Rule, shown
from partwise.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Collection, Generator, Mapping, Sequence

_TABLES = ("rule", "defaults")
_BEGINNING = re.compile(r"""^\s*\[\[\s*(["']?)rule\1\s*\]\]""")
_NUMBERS = {column.name for column in schema.ROWS if str(column.type) != "string"}


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules that a table is held against.

    Parameters
    ----------
    rules
        In the order in which they were written; at least one, each of another name.
    path
        Of the file, where they come from one.
    lines
        On which line of the file each begins, where that is known.

    Raises
    ------
    CallError
        If there is none, or two have the same name.
    """

    rules: Sequence[Rule]
    path: Path | None = None
    lines: Sequence[int] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "rules", tuple(self.rules))
        if not self.rules:
            raise CallError(
                "it holds no rule. One begins with [[rule]] and has a segment, a measure, and most "
                "or least."
            )
        for name, times in Counter(rule.name for rule in self.rules).items():
            if times > 1:
                raise CallError(f"{times} rules are called {shown(name)}. Give each its own name.")

    def place(self, rule: Rule) -> str:
        """Where a rule stands, for messages."""
        where = f"--rules {str(self.path)!r}: " if self.path else ""
        return f"{where}rule {self.rules.index(rule) + 1} ({shown(rule.name)})"


def read_rules(path: str | Path, *, columns: Collection[str]) -> Rules:
    """Read rules from a TOML file.

    Parameters
    ----------
    path
        Of the file. Tables that rules name are relative to its folder.
    columns
        Those of the table that the rules are for; a key that is neither of a rule nor a column
        is an error.

    Raises
    ------
    CallError
        If the file cannot be read, is not TOML, or a rule makes no sense.
    UnknownNameError
        If a key, measure or choice does not exist, with the nearest ones.
    """
    path = Path(path)
    with telling(f"--rules {str(path)!r}"):
        try:
            text = path.read_text("utf-8-sig")
        except OSError as error:
            raise CallError(f"it cannot be read: {error.strerror}.") from error
        except ValueError as error:
            raise CallError(f"it cannot be read as UTF-8: {error}.") from error
        return parse_rules(text, columns=columns, path=path)


def parse_rules(text: str, *, columns: Collection[str], path: Path | None = None) -> Rules:
    """Read rules from the text of a TOML file; `path` is where the file lies.

    Examples
    --------
    >>> text = '''
    ... [[rule]]
    ... segment = "watermark"
    ... predicted = "*"
    ... measure = "share"
    ... most = 0.05
    ... '''
    >>> [rule.name for rule in parse_rules(text, columns=["segment", "predicted"]).rules]
    ['share of watermark, every predicted: at most 5 %']
    """
    try:
        tables = tomllib.loads(text)
    except RecursionError as error:
        raise CallError("it is nested too deep for rules.") from error
    except ValueError as error:
        raise CallError(f"it is not TOML: {error}.") from error
    for key in tables:
        if key not in _TABLES:
            hint = " Keys of a rule follow a line [[rule]]." if key in (*KEYS, *columns) else ""
            raise UnknownNameError(f"{unknown_name('table', key, _TABLES)}{hint}")
    given, defaults = tables.get("rule", []), tables.get("defaults", {})
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        raise CallError("a rule begins with [[rule]], in two brackets.")
    if not isinstance(defaults, dict) or "name" in defaults:
        raise CallError(
            "[defaults] must be a table of keys that rules share; a name is not shared."
        )
    folder = Path() if path is None else path.parent
    rules = [
        _rule(number, {**defaults, **table}, columns, folder)
        for number, table in enumerate(given, 1)
    ]
    lines = [at for at, line in enumerate(text.splitlines(), 1) if _BEGINNING.match(line)]
    return Rules(rules, path, lines if len(lines) == len(rules) else ())


def _rule(number: int, table: Mapping[str, Any], columns: Collection[str], folder: Path) -> Rule:
    name = table.get("name")
    called = f" ({shown(name)})" if isinstance(name, str) else ""
    with telling(f"rule {number}{called}"):
        keys = {key: value for key, value in table.items() if key in KEYS}
        selectors = {key: value for key, value in table.items() if key not in KEYS}
        check_columns(selectors, columns)
        if "measure" not in keys:
            raise CallError('it has no measure. Write measure = "share", for one.')
        if isinstance(keys.get("no_worse_than"), str):
            keys["no_worse_than"] = folder / keys["no_worse_than"]
        return Rule(selectors=selectors, **keys)


def check_columns(selectors: Collection[str], columns: Collection[str]) -> None:
    """Check that a rule selects by columns of text that the table has.

    Raises
    ------
    UnknownNameError
        If a key is neither of a rule nor a column.
    CallError
        If it is a measure or another number.
    """
    texts = [column for column in columns if column not in _NUMBERS and column not in MEASURES]
    for key in selectors:
        if key in MEASURES:
            raise CallError(
                f"{key} is a measure. Write measure = {key!r}, and most = … or least = … for it."
            )
        if key in columns and key in _NUMBERS:
            raise CallError(f'{key} is a number, and cells have names. Use where = "{key} > …".')
        if key not in texts:
            raise unknown_name("key", key, [*KEYS, *texts])


@contextlib.contextmanager
def telling(where: str) -> Generator[None]:
    """Say of every error where it is, and leave its kind as it is.

    >>> with telling("rule 3"):
    ...     raise CallError("it sets no limit.")
    Traceback (most recent call last):
    ...
    partwise.errors.CallError: rule 3: it sets no limit.
    """
    try:
        yield
    except PartwiseError as error:
        raise type(error)(f"{where}: {error}") from error
