"""Effects: what removing, keeping and pasting do, as text for a terminal and as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.views.agreement import agreement_sheets
from partwise.views.pastes import pastes_sheet
from partwise.views.removals import fills_sheet, pairs_sheet, removals_sheet
from partwise.views.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from partwise.table.effects import Effects
    from partwise.views.lines import Record
    from partwise.views.sheet import Sheet


def effects_to_text(effects: Effects) -> str:
    """Render effects as blocks of text: removals, fills, pairs, pastes, agreement."""
    return "\n\n".join([sheet.text() for sheet in _sheets(effects)] or [_NOTHING]) + "\n"


def effects_to_html(effects: Effects) -> str:
    """Render effects as HTML tables with their notes; every name is escaped."""
    return "\n".join([sheet.html() for sheet in _sheets(effects)] or [f"<p>{_NOTHING}</p>"])


_NOTHING = "No effects: nothing meets the condition."


def _sheets(effects: Effects) -> list[Sheet]:
    return [
        *_by_target(effects, effects.segments.to_pylist(), removals_sheet),
        *_by_target(effects, effects.segments.to_pylist(), fills_sheet),
        *_by_target(effects, effects.pairs.to_pylist(), pairs_sheet),
        *_by_target(effects, effects.pastes.to_pylist(), pastes_sheet),
        *agreement_sheets(effects),
    ]


def _by_target(
    effects: Effects,
    records: Sequence[Record],
    make: Callable[[Effects, str, Sequence[Record]], Sheet | None],
) -> list[Sheet]:
    """A block for each target that has anything to tell."""
    targets: dict[str | None, list[Record]] = {}
    for record in records:
        targets.setdefault(record["target_kind"], []).append(record)
    made = [
        make(
            effects, "a target that was not told" if kind is None else f"target {clean(kind)}", own
        )
        for kind, own in targets.items()
    ]
    return [sheet for sheet in made if sheet is not None]
