"""Comparison: what differs between two tables, how surely, and what could not be compared."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from partwise.comparison.difference import describe, measure_differences, to_table
from partwise.comparison.effects import choose_measures, with_shared_fills
from partwise.comparison.headline import find_headlines
from partwise.comparison.pairing import Classes, Pairs, pair
from partwise.comparison.side import read_side
from partwise.errors import CallError, unknown_name
from partwise.schema import APART
from partwise.table.cells import SEGMENT
from partwise.table.question import Question
from partwise.table.table import AttributionTable, known_measures, open_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    import polars as pl

    from partwise.comparison.block import Block
    from partwise.comparison.headline import Headline
    from partwise.comparison.pairing import Pairing
    from partwise.comparison.side import Side

#: Measures in a map's own unit, which two methods do not have in common.
_OWN_UNIT = ("mean", "abs_mean")
#: Columns of the results, which no column of the tables may be called.
_RESULTS = {
    *("method_b", "measure", "images", "images_a", "images_b", "mean_a", "mean_b", "median"),
    *("undefined", "clusters", "estimate", "low", "high", "analytic_low", "analytic_high"),
    *("standard_error", "margin", "primary", "p", "p_adjusted", "tested", "verdict"),
    *("direction", "images_needed", "reason", "examples"),
}
_CLASSES, _PAIRS = ("resolved", "any"), ("auto", "images", "none")


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Two tables compared: every difference is the second less the first.

    Parameters
    ----------
    data
        One row a cell and measure, what moved most first: `method`, `method_b` (another one only
        where the tables share none), `target_kind`, `kind`, the columns of `by`, `segment`,
        `measure`, `images_a`, `images_b` (the same ones where paired), `mean_a`, `mean_b` (over
        them), `median` (of the differences of pairs), `undefined`, `clusters`, `estimate` (the
        mean difference), `low`, `high`, `analytic_low`, `analytic_high`, `standard_error`,
        `margin`, `primary` (whether verdicts are about this measure), `p`, `p_adjusted`,
        `tested` (how many cells the family has), `verdict` (`differs`, `negligible`,
        `inconclusive`, `too few images`), `direction` (`more`, `less`), `images_needed`.
    unpaired
        What could not be compared: `method`, `target_kind` and `kind` (null where it is so for
        all), `reason`, the columns of `by`, `segment` (null where all are counted together),
        `images`, and `examples`, the first names of them.
    headlines
        What is certain of the primary measure, most certain first.
    tables, blocks, by, measures, classes
        What was compared: which methods and targets of which tables, by which columns, in which
        measures (the first is the primary one), and of which classes.
    paired
        Whether image by image, or as two groups.
    images
        How many pictures the first table has, the second, and both.
    have_signs
        Whether maps of the first table, and of the second, have negative values.
    fills
        By which ones effects are compared: those that both tables have; none where no effect is.
    selected
        Whether a condition chooses which rows are compared, and not only what is shown.
    question
        How it was asked: margin, confidence, clusters.
    """

    data: pa.Table
    unpaired: pa.Table
    headlines: Sequence[Headline]
    tables: tuple[AttributionTable, AttributionTable]
    blocks: Sequence[Block]
    by: Sequence[str]
    measures: Sequence[str]
    classes: Classes
    paired: bool
    images: tuple[int, int, int]
    have_signs: tuple[bool, bool]
    fills: Sequence[str]
    selected: bool
    question: Question

    @property
    def names(self) -> tuple[str, str]:
        """What the tables are called: their folders, with as many parents as tell them apart."""
        first, second = (table.folder.resolve().parts for table in self.tables)
        for depth in range(1, max(len(first), len(second)) + 1):
            names = "/".join(first[-depth:]), "/".join(second[-depth:])
            if names[0] != names[1]:
                return names
        return "the first", "the second"

    def to_arrow(self) -> pa.Table:
        """The differences as an Arrow table."""
        return self.data

    def to_pandas(self) -> pd.DataFrame:
        """The differences as a pandas DataFrame."""
        from partwise.table.frames import to_pandas

        return to_pandas(self.data)

    def to_polars(self) -> pl.DataFrame:
        """The differences as a polars DataFrame."""
        from partwise.table.frames import to_polars

        return to_polars(self.data)

    def report(self, out: str | Path, *, folder: bool = False) -> Path:
        """Write a report of both tables: what moved, down to the same picture in both.

        Parameters
        ----------
        out, folder
            As of :meth:`AttributionTable.report`.

        Returns
        -------
        The file.

        Raises
        ------
        CallError
            If there can be no such file.
        RunError
            If the disk refuses it.
        """
        from partwise.comparison.report import summarise_both
        from partwise.report.file import ENDINGS, write
        from partwise.report.report import MOST_BYTES
        from partwise.views.place import check_place

        place = Path(out)
        check_place(place, ENDINGS)
        first, beside = summarise_both(self, self.turned(), None if folder else MOST_BYTES)
        write(first, place, folder=folder, beside=beside)
        return place

    def turned(self) -> Comparison:
        """The same tables compared the other way round: the first less the second."""
        asked = self.question
        return compare(
            self.tables[1],
            self.tables[0],
            by=self.by or SEGMENT,
            measures=self.measures,
            classes=self.classes,
            pairs="images" if self.paired else "none",
            cluster=asked.cluster,
            smallest_effect=asked.smallest_effect,
            resamples=asked.resamples,
            seed=asked.seed,
            confidence=asked.confidence,
        )

    def __len__(self) -> int:
        return self.data.num_rows

    def __repr__(self) -> str:
        from partwise.views.comparison import comparison_to_text

        return comparison_to_text(self)


def compare(
    a: AttributionTable | str | Path,
    b: AttributionTable | str | Path,
    *,
    by: str | Sequence[str] = "segment",
    measures: str | Sequence[str] | None = None,
    classes: Classes = "resolved",
    pairs: Pairs = "auto",
    cluster: str | None = None,
    smallest_effect: float | None = None,
    resamples: int = 1000,
    seed: int = 0,
    confidence: float = 0.95,
) -> Comparison:
    """Compare two tables: two models, methods or dates on the same images, or two data sets.

    Where they share pictures, by their pixels, each picture's segment is compared with itself
    and differences are averaged; else the means of two groups of images are compared.

    Parameters
    ----------
    a, b
        Tables or their folders. A condition on method or segment chooses what is shown, any other
        one which rows are compared.
    by
        Columns that keep differences apart, such as label; segment, method and target always do.
        A pair has the same value in both tables.
    measures
        Names of measures, the primary one first: it has the verdicts, with one correction over
        all cells of a method and target. Where none are given `share` and `signed_share`, and
        `effect` if both tables have it; without maps `effect` and `removal`.
    classes
        ``resolved`` compares an image only where both tables explain the same class of it;
        ``any`` compares whatever the target resolved to.
    pairs
        ``images`` or ``none``: image by image, or as two groups; ``auto`` pairs as soon as the
        tables share a picture.
    cluster
        A column whose values are drawn as a whole, such as a patient; each picture by itself if
        None.
    smallest_effect
        The practical margin, in the unit of the primary measure; the measure's own if None.
    resamples, seed, confidence
        Of the intervals.

    Raises
    ------
    CallError
        If there is nothing to compare: no rows, no target, method or fill in common, no pair.
    UnknownNameError
        If a column or measure does not exist.
    TableError
        If a folder is no table, or of another schema version.
    """
    tables = _opened(a), _opened(b)
    for option, name, known in (("classes", classes, _CLASSES), ("pairs", pairs, _PAIRS)):
        if name not in known:
            raise unknown_name(f"choice of {option}", name, known)
    names = known_measures(choose_measures(tables) if measures is None else measures)
    question = Question(
        cluster=cluster,
        smallest_effect=smallest_effect,
        resamples=resamples,
        seed=seed,
        confidence=confidence,
    )
    columns = _known_columns(tables, by, cluster)
    tables, fills = with_shared_fills(tables, names, columns)
    sides = [read_side(table, by=columns, measures=names, cluster=cluster) for table in tables]
    pairing = pair(*sides, by=columns, measures=len(names), classes=classes, pairs=pairs)
    if not pairing.figures[0].num_rows:
        raise _nothing(pairing, tables)
    _check_unit(pairing, names)
    found = measure_differences(pairing, names, question)
    return Comparison(
        data=to_table(pairing, found, columns),
        unpaired=_left_out(pairing, sides, columns),
        headlines=find_headlines(pairing, found[0], tables, question),
        tables=tables,
        blocks=pairing.blocks,
        by=columns,
        measures=names,
        classes=classes,
        paired=pairing.paired,
        images=pairing.images,
        have_signs=(sides[0].has_signs, sides[1].has_signs),
        fills=fills,
        selected=any(side.selected for side in sides),
        question=question,
    )


def _opened(table: AttributionTable | str | Path) -> AttributionTable:
    return table if isinstance(table, AttributionTable) else open_table(table)


def _known_columns(
    tables: Sequence[AttributionTable], by: str | Sequence[str], cluster: str | None
) -> list[str]:
    """The columns that keep differences apart besides what always does; both tables have them."""
    for table in tables:
        try:
            table.known_keys(by)
            if cluster is not None:
                table.check_cluster(cluster)
        except CallError as error:
            raise type(error)(f"{str(table.folder)!r}: {error}") from error
    names = [by] if isinstance(by, str) else list(dict.fromkeys(by))
    for name in names:
        if name in _RESULTS:
            raise CallError(
                f"--by {name!r}: the comparison has a column of its own with this name. Rename it "
                "in the metadata."
            )
    return [name for name in names if name not in (*APART, SEGMENT)]


def _check_unit(pairing: Pairing, measures: Sequence[str]) -> None:
    for block in pairing.blocks:
        for name in measures:
            if block.method_a != block.method_b and name in _OWN_UNIT:
                raise CallError(
                    f"--measure {name!r} is in the unit of each map, and the tables hold maps of "
                    f"two methods ({block.method_a!r} and {block.method_b!r}). Compare measures "
                    "without a unit, such as share or signed_share."
                )


def _nothing(pairing: Pairing, tables: Sequence[AttributionTable]) -> CallError:
    """Say why two tables that both have rows have no cell in common."""
    counts = {
        each["reason"]: each["images"]
        for each in pairing.unpaired.to_pylist()
        if each["cell"] is None
    }
    first, second = (repr(str(table.folder)) for table in tables)
    why = f"{first} and {second} have nothing in common to compare"
    if not pairing.paired:
        return CallError(f"{why}: no segment of the one is in the other.")
    told = ", ".join(f"{reason} ({count:,} images)" for reason, count in counts.items())
    advice = "`classes='any'` (--classes any) compares them all the same."
    return CallError(f"{why}: {told}." + (f" {advice}" if "other class" in counts else ""))


def _left_out(pairing: Pairing, sides: Sequence[Side], by: Sequence[str]) -> pa.Table:
    """What could not be compared, in words in the place of numbers."""
    found = pairing.unpaired
    numbers = {name: found[name].to_pylist() for name in ("block", "cell")}
    kept = [cell is None or pairing.shown[cell] for cell in numbers["cell"]]
    described = describe(numbers["block"], numbers["cell"], pairing, by)
    counted = {name: found[name] for name in ("reason", "images", "examples")}
    tables = [pa.table({**described, **counted}).filter(pa.array(kept, pa.bool_()))]
    for name, side in zip("ab", sides, strict=True):
        compared = {
            (getattr(block, f"method_{name}"), block.target_kind, block.kind)
            for block in pairing.blocks
        }
        own = {
            (key["method"], key["target_kind"], key["kind"]) for key in side.keys if key["shown"]
        }
        alone = [
            {"method": method, "target_kind": target, "kind": kind, "reason": f"only {name} has it"}
            for method, target, kind in sorted(own - compared, key=repr)
        ]
        tables.append(pa.Table.from_pylist(alone, tables[0].schema))
    return pa.concat_tables(tables)
