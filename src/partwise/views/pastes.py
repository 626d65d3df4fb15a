"""Pastes: what laying a cue on pictures that lack it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.views.lines import (
    VERDICT,
    Column,
    interval_column,
    names,
    number_column,
    percent,
    sheet,
    verdict_notes,
)
from partwise.views.text import escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.table.effects import Effects
    from partwise.views.lines import Record
    from partwise.views.sheet import Sheet


def pastes_sheet(effects: Effects, target: str, records: Sequence[Record]) -> Sheet:
    """Every cue."""
    pastes = dict.fromkeys(each["paste"] for each in records)
    columns = [
        *names(effects, "cue"),
        *[Column("paste", lambda each: escaped(each["paste"]), text=True)] * (len(pastes) > 1),
        Column("images", lambda each: f"{each['images']:,}"),
        *(number_column(name, records) for name in ("rise", "scrambled", "difference")),
        interval_column(effects, records, "difference"),
        Column("positive", lambda each: percent(each["positive"])),
        VERDICT,
    ]
    notes = [
        "rise: by how much the target's logit, less the mean of all logits, rises when the cue is "
        "laid on a picture that lacks it; scrambled: the same with the cue's pieces, shuffled, in "
        "the same places. positive: images in which the cue does more than its pieces."
    ]
    title = " · ".join(["Pastes", target, *(escaped(each) for each in pastes if len(pastes) == 1)])
    return sheet(title, columns, records, [*notes, *verdict_notes(effects, records)])
