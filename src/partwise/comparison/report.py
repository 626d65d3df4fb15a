"""Report: two tables that were compared, as one report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.comparison.pictures import same_pictures
from partwise.report.beside import Beside
from partwise.report.compared import compared
from partwise.report.report import summarise

if TYPE_CHECKING:
    from partwise.comparison.comparison import Comparison
    from partwise.report.report import Report


def summarise_both(
    comparison: Comparison, turned: Comparison, most_bytes: int | None
) -> tuple[Report, Beside]:
    """Read from two tables what a report shows of them, with the same pictures of both first.

    Parameters
    ----------
    turned
        The same tables the other way round.
    most_bytes
        Of the page, about; no limit if None.
    """
    one, other = comparison.tables
    room = None if most_bytes is None else most_bytes // 2
    first = summarise(one, most_bytes=room)
    pictures = same_pictures(one, other)
    partner = dict(zip(*(pictures[name].to_pylist() for name in ("name_a", "name_b")), strict=True))
    shown = [partner[each.image_id] for each in first.pictures if each.image_id in partner]
    second = summarise(other, most_bytes=room, first=shown)
    return first, Beside(second, compared(comparison), compared(turned), pictures)
