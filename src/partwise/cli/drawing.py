"""Drawing: the commands that make charts and reports of a table."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from partwise.cli.app import app, listed
from partwise.errors import CallError

#: So many tables can be in one report.
_BOTH = 2


@app.command()
def plot(
    table: Annotated[Path, typer.Argument(help="Folder of the table.")],
    kind: Annotated[
        str,
        typer.Option(
            help="heatmap: segments × groups; beeswarm: a dot an image; box: quantiles of images; "
            "scatter: attribution against the effect of removal."
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="File: .svg, .png or .html.")],
    by: Annotated[
        str | None,
        typer.Option(
            help="Columns to group by, with commas; of a heatmap target_class unless given, of a "
            "beeswarm the one that gives dots their colour."
        ),
    ] = None,
    measure: Annotated[
        str | None, typer.Option(help="Measure; the one that verdicts are about unless given.")
    ] = None,
    method: Annotated[
        str | None, typer.Option(help="Method, with or without its options; else a panel each.")
    ] = None,
    where: Annotated[str | None, typer.Option(help="One condition over the columns.")] = None,
    top: Annotated[int, typer.Option(help="Most segments, those farthest from even.")] = 20,
    title: Annotated[str | None, typer.Option(help="Of the figure.")] = None,
) -> None:
    """Draw a chart of a table: heatmap, beeswarm, box or scatter, as SVG, PNG or HTML."""
    from partwise.charts.file import check_file, check_packages, write
    from partwise.table.table import open_table

    check_file(out)
    check_packages()
    chosen = open_table(table)
    chosen = chosen if where is None else chosen.where(where)
    columns = None if by is None else listed(by, "--by")
    chart = chosen.plot(kind, columns, measure=measure, method=method, top=top, title=title)
    write(chart, out)
    sys.stderr.write(f"partwise: {kind} in {out}\n")


@app.command()
def report(
    tables: Annotated[list[Path], typer.Argument(help="Folder of the table; or two, compared.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The HTML file.")],
    where: Annotated[str | None, typer.Option(help="One condition over the columns.")] = None,
    folder: Annotated[
        bool,
        typer.Option("--folder", help="Pictures of all images, in a folder beside the file."),
    ] = False,
) -> None:
    """Write a report: one HTML file to mail and to keep, from findings down to pictures."""
    from partwise.comparison.comparison import compare
    from partwise.comparison.report import summarise_both
    from partwise.report.file import ENDINGS, pictures_folder, write
    from partwise.report.report import MOST_BYTES, summarise
    from partwise.table.table import open_table
    from partwise.views.place import check_place

    check_place(out, ENDINGS)
    if len(tables) > _BOTH:
        raise CallError(
            f"a report is of one table, or of two that are compared; got {len(tables)}. "
            "`partwise serve` shows any number."
        )
    opened = [open_table(each) for each in tables]
    chosen = [each if where is None else each.where(where) for each in opened]
    most, second = None if folder else MOST_BYTES, None
    if len(chosen) == _BOTH:
        comparison = compare(*chosen)
        told, second = summarise_both(comparison, comparison.turned(), most)
    else:
        told = summarise(chosen[0], most_bytes=most)
    write(told, out, folder=folder, beside=second)
    beside = f", pictures in {pictures_folder(out)}" if folder else ""
    reports = [told, *([] if second is None else [second.report])]
    number = " and ".join(f"{each.images.num_rows:,}" for each in reports)
    sys.stderr.write(
        f"partwise: {number} images in {out} ({out.stat().st_size / 1e6:.1f} MB){beside}\n"
    )
    left = sum(each.pictures_left_out for each in reports)
    if left:
        sys.stderr.write(
            f"partwise: {sum(len(each.pictures) for each in reports):,} pictures fit, the highest, "
            f"lowest and most typical of each cell first; {left:,} do not. --folder keeps all.\n"
        )
