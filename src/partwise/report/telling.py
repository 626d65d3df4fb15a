"""Telling: which images a report shows where it cannot show all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa


def telling(values: pa.Table, measure: str, image_ids: Sequence[str]) -> list[str]:
    """Put images in order, so that the first ones tell most.

    Of each cell (method, target, class, part) in turn the highest, the lowest and the most
    typical image come first, then the second highest, and so on: however many of them are shown,
    every cell has some.

    Parameters
    ----------
    values
        As :func:`partwise.report.values.values` gives them.
    measure
        By which images are highest and lowest.
    image_ids
        All there are; those that have no such number come last.
    """
    table = values.select(["image_id", "method", "target_kind", "target_class", "segment", measure])
    frame = {name: table[name].to_pylist() for name in table.column_names}
    keys = list(zip(*(frame[name] for name in table.column_names[1:5]), strict=True))
    numbers = np.array([np.nan if each is None else each for each in frame[measure]], float)
    cells: dict[tuple[object, ...], list[int]] = {}
    for at, key in enumerate(keys):
        if np.isfinite(numbers[at]):
            cells.setdefault(key, []).append(at)
    queues = [_from_the_ends(rows, numbers) for rows in cells.values()]
    order: dict[str, None] = {}
    for turn in range(max(map(len, queues), default=0)):
        for queue in queues:
            if turn < len(queue):
                order[frame["image_id"][queue[turn]]] = None
    return list({**order, **dict.fromkeys(image_ids)})


def _from_the_ends(rows: list[int], numbers: np.ndarray) -> list[int]:
    """The highest, the lowest, the most typical, the second highest, and so on."""
    ranked = sorted(rows, key=lambda at: -numbers[at])
    median = np.median(numbers[rows])
    middle = sorted(rows, key=lambda at: abs(numbers[at] - median))
    turns = zip(ranked, ranked[::-1], middle, strict=True)
    return list(dict.fromkeys(at for turn in turns for at in turn))
