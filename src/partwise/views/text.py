"""Text: names, numbers, columns and sentences as a terminal shows them."""

from __future__ import annotations

import shutil
import sys
import textwrap
import unicodedata
from typing import TYPE_CHECKING, Any

from partwise.measures import MEASURES
from partwise.statistics.limits import TOO_FEW

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: Longest name shown in full.
NAME_WIDTH = 40
#: Sentences are broken before this column.
LINE_WIDTH = 100
#: Columns that are left free at the right of a terminal, as blocks may be indented.
_MARGIN = 2
#: How headings of columns start, or end, that say more of the one before.
_BELONGING = ("null ", "interval")
#: Measures that are parts of a whole, written in percent.
SHARES = {"area_fraction", "share", "signed_share", "positive_share", "top_share"}
_OWN_UNIT = {"mean", "abs_mean"}


def clean(value: object) -> str:
    r"""Write a name on one line: control characters are escaped, a very long one is cut.

    >>> clean("left\near")
    'left\\near'
    """
    if value is None:
        return "–"
    text = escaped(value)
    return text if len(text) <= NAME_WIDTH else text[: NAME_WIDTH - 1] + "…"


def escaped(value: object) -> str:
    r"""Write a name in full with its control characters escaped.

    >>> escaped("red \x1b[31m")
    'red \\x1b[31m'
    """
    return "".join(
        each if unicodedata.category(each)[0] != "C" else each.encode("unicode_escape").decode()
        for each in str(value)
    )


def number(
    measure: str, value: object, *, difference: bool = False, digits: int | None = None
) -> str:
    """Write a measure's value, or a difference of two, in the unit that it is read in.

    Parameters
    ----------
    measure
        Its name.
    value
        A float; anything else is written as a dash.
    difference
        Whether it is one: signed, and in points where the measure is a share.
    digits
        Decimals; as many as it needs if None.

    Examples
    --------
    >>> number("share", 0.183), number("lift", 2.5), number("share", 0.18, difference=True)
    ('18.3 %', '2.50', '+18.0 pt')
    """
    if not isinstance(value, float):
        return "–"
    signed = difference or MEASURES[measure].signed
    if measure in _OWN_UNIT:
        return f"{value:+.2e}" if signed else f"{value:.2e}"
    digits = digits_of(measure, [value]) if digits is None else digits
    # what rounds to nothing has no sign
    rounded = round(100 * value if measure in SHARES else value, digits) + 0.0
    unit = "" if measure not in SHARES else " pt" if difference else " %"
    return f"{rounded:{'+' if signed and rounded else ''}.{digits}f}{unit}"


def digits_of(measure: str, values: Iterable[object]) -> int:
    """How many decimals a column of a measure's values needs, so that small ones can be told.

    >>> digits_of("signed_lift", [0.5, 0.25]), digits_of("signed_lift", [0.5, 0.02])
    (2, 3)
    """
    least = 1 if measure in SHARES else 2
    # shares are written in percent
    small = 0.095 / (100 if measure in SHARES else 1)
    return least + any(isinstance(each, float) and 0 < abs(each) < small for each in values)


def amount(measure: str, value: float) -> str:
    """Write a size that is no measurement, such as a margin, as it was given.

    >>> amount("share", 0.02), amount("lift", 0.25)
    ('2 pt', '0.25')
    """
    return f"{100 * value:.6g} pt" if measure in SHARES else f"{value:.6g}"


def settled(record: Mapping[str, Any], of: str = "") -> str:
    """Write a verdict with its direction, or with about how many images would settle it.

    Parameters
    ----------
    record
        With `verdict`, `direction` and `images_needed`.
    of
        What it is about, where that is not plain.

    Examples
    --------
    >>> settled({"verdict": "inconclusive", "direction": None, "images_needed": 3217})
    'inconclusive, needs 3,200'
    """
    verdict, needed = record["verdict"], record["images_needed"]
    if verdict is None:
        return ""
    if record["direction"]:
        return f"{verdict}, {record['direction']}"
    # what a few images say of how many it takes is no advice
    if verdict == TOO_FEW:
        return TOO_FEW
    verdict = f"{of} {verdict}".strip()
    if not needed:
        return verdict
    # two digits are as much as can be known of it
    about = round(needed, -max(len(str(needed)) - 2, 0))
    return f"{verdict}, needs {about:,}"


def aligned(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    texts: Sequence[bool],
    *,
    width: int | None = None,
) -> list[str]:
    r"""Write cells in columns with a rule under the headings; texts stand left, numbers right.

    Parameters
    ----------
    head, rows
        Headings, and cells line by line.
    texts
        Which columns hold text; those before the first number are names.
    width
        Lines that would be longer are folded: what does not fit follows below, with the names
        again. That of the terminal if None, and anything where there is none.

    Examples
    --------
    >>> head, row = ["segment", "lift", "95 % interval", "images"], ["ear", "2.0", "1.1 to 3", "12"]
    >>> print(*aligned(head, [row], [True, False, False, False], width=30), sep="\n")
    segment  lift  95 % interval
    ───────  ────  ─────────────
    ear       2.0       1.1 to 3
    <BLANKLINE>
    segment  images
    ───────  ──────
    ear          12
    """
    cells = [list(head), *rows]
    widths = [max(_width(row[at]) for row in cells) for at in range(len(head))]
    lines: list[str] = []
    for chosen in _folded(head, texts, widths, terminal_width() if width is None else width):
        lines += [""] * bool(lines)
        written = [
            "  ".join(_pad(row[at], widths[at], left=texts[at]) for at in chosen).rstrip()
            for row in cells
        ]
        lines += [written[0], "  ".join("─" * widths[at] for at in chosen), *written[1:]]
    return lines


def _folded(
    head: Sequence[str], texts: Sequence[bool], widths: Sequence[int], width: int | None
) -> list[list[int]]:
    """Which columns stand together; an interval stays with what it is about, as a null does."""
    names = next((at for at, text in enumerate(texts) if not text), 1)
    together: list[list[int]] = []
    for at in range(names, len(head)):
        if together and head[at].startswith(_BELONGING) + head[at].endswith(_BELONGING):
            together[-1].append(at)
        else:
            together.append([at])
    blocks = [[*range(names)]]
    for columns in together:
        wanted = [*blocks[-1], *columns]
        taken = sum(widths[at] + 2 for at in wanted) - 2
        if width is None or taken <= width or len(blocks[-1]) == names:
            blocks[-1] = wanted
        else:
            blocks.append([*range(names), *columns])
    return blocks


def terminal_width() -> int | None:
    """How many columns the terminal has that is written to; None where it is none."""
    return shutil.get_terminal_size().columns - _MARGIN if sys.stdout.isatty() else None


def wrapped(sentence: str) -> list[str]:
    """Break a sentence into lines of at most `LINE_WIDTH` columns."""
    return textwrap.wrap(sentence, LINE_WIDTH, break_on_hyphens=False)


def _width(text: str) -> int:
    """Columns that a terminal gives a text: two for each wide character, none for a mark."""
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1
        for each in text
    )


def _pad(text: str, width: int, *, left: bool) -> str:
    space = " " * (width - _width(text))
    return text + space if left else space + text
