"""Wording: names and numbers as a person reads them, on one line."""

from __future__ import annotations

import math
import unicodedata

#: Control, format, surrogate, private, unassigned; separators of lines and paragraphs.
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_IN_PER_CENT = {"area_fraction", "share", "signed_share", "positive_share", "top_share"}


def one_line(value: object) -> str:
    r"""Write a name on one line: what breaks lines or is invisible is escaped, nothing is cut.

    >>> one_line("left\near")
    'left\\near'
    >>> one_line(None)
    '–'
    """
    if value is None:
        return "–"
    return "".join(
        each.encode("unicode_escape").decode() if unicodedata.category(each) in _UNSEEN else each
        for each in str(value)
    )


def amount(measure: str, *values: float, apart: bool = False, digits: int = 3) -> str:
    """Write one value of a measure, or two from low to high; shares in per cent.

    Parameters
    ----------
    measure
        Of which they are values.
    values
        One or two.
    apart
        Whether they are differences of two values: signed, and of shares in points.
    digits
        Significant ones.

    Examples
    --------
    >>> amount("share", 0.05), amount("lift", 1.23456), amount("share", 0.241, 0.38)
    ('5 %', '1.23', '24.1 to 38 %')
    >>> amount("share", 0.01, apart=True), amount("lift", -0.4, 0.1, apart=True)
    ('+1 point', '-0.4 to +0.1')
    """
    scale, unit = 1, ""
    if measure in _IN_PER_CENT:
        scale, unit = 100, " points" if apart else " %"
    sign = "+" if apart else ""
    # what is nothing has no sign
    written = [f"{scale * each + 0.0:{sign if each else ''}.{digits}g}" for each in values]
    if written in (["+1"], ["-1"]):
        unit = unit.removesuffix("s")
    return " to ".join(written) + unit


def per_cent(part: float) -> str:
    """Write a confidence with as many digits as tell it from 1.

    >>> per_cent(0.95), per_cent(1 - 0.05 / 20), per_cent(1 - 0.05 / 3000)
    ('95 %', '99.75 %', '99.9983 %')
    """
    digits = max(0, 1 - math.floor(math.log10(100 * (1 - part))))
    text = f"{100 * part:.{digits}f}"
    return (text.rstrip("0").rstrip(".") if digits else text) + " %"


def count(number: int, what: str) -> str:
    """Write a number of things.

    >>> count(1, "image"), count(1200, "image")
    ('1 image', '1,200 images')
    """
    return f"{number:,} {what}{'s' * (number != 1)}"
