"""Text: names, numbers, columns and sentences as a terminal shows them."""

from __future__ import annotations

import textwrap
import unicodedata
from typing import TYPE_CHECKING

from partwise.measures import MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Longest name shown in full.
NAME_WIDTH = 40
#: Sentences are broken before this column.
LINE_WIDTH = 100
_SHARES = {"area_fraction", "share", "signed_share", "positive_share", "top_share"}
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
    rounded = round(100 * value if measure in _SHARES else value, digits) + 0.0
    unit = "" if measure not in _SHARES else " pt" if difference else " %"
    return f"{rounded:{'+' if signed and rounded else ''}.{digits}f}{unit}"


def digits_of(measure: str, values: Iterable[object]) -> int:
    """How many decimals a column of a measure's values needs, so that small ones can be told.

    >>> digits_of("signed_lift", [0.5, 0.25]), digits_of("signed_lift", [0.5, 0.02])
    (2, 3)
    """
    least = 1 if measure in _SHARES else 2
    # shares are written in percent
    small = 0.095 / (100 if measure in _SHARES else 1)
    return least + any(isinstance(each, float) and 0 < abs(each) < small for each in values)


def amount(measure: str, value: float) -> str:
    """Write a size that is no measurement, such as a margin, as it was given.

    >>> amount("share", 0.02), amount("lift", 0.25)
    ('2 pt', '0.25')
    """
    return f"{100 * value:.6g} pt" if measure in _SHARES else f"{value:.6g}"


def aligned(head: Sequence[str], rows: Sequence[Sequence[str]], texts: Sequence[bool]) -> list[str]:
    """Write cells in columns with a rule under the headings; texts stand left, numbers right."""
    cells = [list(head), *rows]
    widths = [max(_width(row[at]) for row in cells) for at in range(len(head))]
    lines = [
        "  ".join(
            _pad(cell, width, left=text)
            for cell, width, text in zip(row, widths, texts, strict=True)
        ).rstrip()
        for row in cells
    ]
    lines.insert(1, "  ".join("─" * width for width in widths))
    return lines


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
