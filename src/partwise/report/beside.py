"""Beside: a second table's report next to the first one's, and what differs between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from partwise.report.report import Report


@dataclass(frozen=True, slots=True, eq=False)
class Beside:
    """What a report shows of a second table.

    Parameters
    ----------
    report
        Of the second table.
    compared, turned
        As :func:`partwise.report.compared.compared` gives them: the second table less the first,
        and the first less the second.
    pictures
        As :func:`partwise.comparison.pictures.same_pictures` gives them.
    """

    report: Report
    compared: Mapping[str, Any]
    turned: Mapping[str, Any]
    pictures: pa.Table
