"""Names: labels that stay short, on one line, and apart from each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from partwise.views.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Longest label in full; a longer name is in tooltips.
LABEL_WIDTH = 34


def labels(names: Iterable[str], width: int = LABEL_WIDTH) -> Mapping[str, str]:
    r"""Give each name a label: its middle left out where it is long, control characters escaped.

    Names that would look alike are numbered, so that no two of them fall into one row.

    >>> list(labels(["left\near", "a" * 40, "a" * 41], width=9).values())
    ['left\\near', 'aaaa…aaaa', 'aaaa…aaaa (2)']
    """
    made: dict[str, str] = {}
    taken: set[str] = set()
    for name in dict.fromkeys(names):
        label = short = _cut(escaped(name), width)
        number = 2
        while label in taken:
            label = f"{short} ({number})"
            number += 1
        taken.add(label)
        made[name] = label
    return made


def group_name(values: Iterable[object]) -> str:
    """Write the values of the columns grouped by as one name; without any it is all images.

    >>> group_name(["dog", None]), group_name([])
    ('dog · –', 'all images')
    """
    return " · ".join("–" if each is None else str(each) for each in values) or "all images"


def in_order(names: Iterable[str]) -> list[str]:
    """Sort names as a person would, with numbers by size.

    >>> in_order(["class 10", "class 9"])
    ['class 9', 'class 10']
    """

    def place(name: str) -> list[tuple[int, int, str]]:
        parts = re.findall(r"[0-9]{1,18}|[^0-9]+", name)
        return [(0, int(part), "") if "0" <= part[0] <= "9" else (1, 0, part) for part in parts]

    return sorted(names, key=lambda name: (place(name), name))


def _cut(text: str, width: int) -> str:
    if len(text) <= width:
        return text
    head = width // 2
    return f"{text[:head]}…{text[head - width + 1 :]}"
