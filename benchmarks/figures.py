"""Figure: one number with its goal, and the table in which they are printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that was measured, and what was wanted.

    Parameters
    ----------
    name
        What was measured.
    got, unit
        The number; a ratio where the unit is ``×``.
    least, most
        The goal, from below or from above; neither where there is none.
    spread
        The least and the greatest of the repeats.
    """

    name: str
    got: float
    unit: str
    least: float | None = None
    most: float | None = None
    spread: tuple[float, float] | None = None

    @property
    def goal(self) -> str:
        """The goal in words."""
        if self.least is not None:
            return f"≥ {self.least:g}"
        return "" if self.most is None else f"≤ {self.most:g}"

    @property
    def verdict(self) -> str:
        """Whether the goal is met, or by how much it is missed."""
        wanted = self.least if self.least is not None else self.most
        if wanted is None:
            return ""
        met = self.got >= wanted if self.least is not None else self.got <= wanted
        if met:
            return "met"
        return f"missed by {abs(self.got - wanted) / wanted:.0%}"


def print_figures(figures: Iterable[Figure]) -> None:
    """One line a figure: goal, got, spread of the repeats, verdict."""
    figures = list(figures)
    wide = max(len(figure.name) for figure in figures)
    print(f"{'figure':{wide}s}  {'goal':>7s}  {'got':>8s}  {'min to max':>15s}  verdict")
    for figure in figures:
        low, high = figure.spread or (figure.got, figure.got)
        print(
            f"{figure.name:{wide}s}  {figure.goal:>7s}  {figure.got:8.3g}  "
            f"{f'{low:.3g} to {high:.3g}':>15s}  {figure.unit} {figure.verdict}"
        )
