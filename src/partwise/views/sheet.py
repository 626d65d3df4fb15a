"""Sheet: one block of a summary as text and as HTML."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, NamedTuple

from partwise.measures import MEASURES
from partwise.views.text import aligned, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence


class Sheet(NamedTuple):
    """One block as it is shown.

    Parameters
    ----------
    title
        Of the block.
    columns
        Each with its heading, whether it holds text (which stands left), and its cells line by
        line.
    notes
        What the numbers mean, as sentences.
    """

    title: str
    columns: Sequence[tuple[str, bool, Sequence[str]]]
    notes: Sequence[str]

    @property
    def rows(self) -> list[list[str]]:
        """The cells, line by line."""
        return [list(row) for row in zip(*(cells for *_, cells in self.columns), strict=True)]

    def text(self) -> str:
        """Lay it out for a terminal; notes are wrapped, lines of columns never are."""
        head, texts = [name for name, *_ in self.columns], [text for _, text, _ in self.columns]
        lines = [self.title, "", *aligned(head, self.rows, texts)]
        notes = [line for note in self.notes for line in wrapped(note)]
        return "\n".join([*lines, *[""] * bool(notes), *notes])

    def html(self) -> str:
        """Lay it out as an HTML table with its notes; everything is escaped."""
        head = "".join(
            f'<th title="{html.escape(MEASURES[name].says if name in MEASURES else "")}">'
            f"{html.escape(name)}</th>"
            for name, *_ in self.columns
        )
        sides = ["left" if text else "right" for _, text, _ in self.columns]
        body = "".join(
            "<tr>"
            + "".join(
                f'<td style="text-align:{side}">{html.escape(cell)}</td>'
                for cell, side in zip(row, sides, strict=True)
            )
            + "</tr>"
            for row in self.rows
        )
        table = (
            f"<table><caption>{html.escape(self.title)}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )
        return "\n".join([table, *(f"<p>{html.escape(note)}</p>" for note in self.notes)])
