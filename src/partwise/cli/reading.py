"""Reading: the commands that print, compare, check and merge tables."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from partwise.cli.app import app, listed, open_for
from partwise.errors import CallError
from partwise.measures import EFFECT_MEASURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from partwise.findings.finding import Findings
    from partwise.table.effects import Effects
    from partwise.table.summary import Summary

_BY = "segment"
#: Options of `show` that only groups have, and those that findings choose for themselves.
_OF_MEASURES = ("measure", "against", "pool", "intervals")
_OF_GROUPS = (
    *("findings", "effects", "by", "cluster", "smallest_effect", "resamples", "seed", "confidence"),
    *("against", "pool", "intervals"),
)


@app.command()
def show(
    context: typer.Context,
    table: Annotated[Path, typer.Argument(help="Folder of the table.")],
    by: Annotated[str, typer.Option(help="Columns to group by, with commas.")] = _BY,
    measure: Annotated[str | None, typer.Option(help="Measures, with commas.")] = None,
    where: Annotated[str | None, typer.Option(help="One condition over the columns.")] = None,
    against: Annotated[
        str,
        typer.Option(
            help="even: an even spread; rest: all other values of the last column of --by; "
            "null: maps that know nothing of the model."
        ),
    ] = "even",
    cluster: Annotated[
        str | None, typer.Option(help="Column of images that belong together, as a patient.")
    ] = None,
    smallest_effect: Annotated[
        float | None, typer.Option(help="Margin of verdicts, in the measure's unit.")
    ] = None,
    pool: Annotated[
        str, typer.Option(help="Average these together: method, target_kind, kind, with commas.")
    ] = "",
    intervals: Annotated[str, typer.Option(help="bootstrap, analytic or none.")] = "bootstrap",
    resamples: Annotated[int, typer.Option(help="Of the bootstrap.")] = 1000,
    seed: Annotated[int, typer.Option(help="Of the bootstrap.")] = 0,
    confidence: Annotated[float, typer.Option(help="Of intervals.")] = 0.95,
    findings: Annotated[
        bool, typer.Option("--findings", help="The few sentences that matter, instead of groups.")
    ] = False,
    limit: Annotated[int, typer.Option(help="Most findings.")] = 10,
    effects: Annotated[
        bool,
        typer.Option(
            "--effects",
            help="What removing and pasting do, by fill, with pairs and agreement, instead of "
            "groups; --by a column of images. As csv, json or parquet: the segments by fill.",
        ),
    ] = False,
    rows: Annotated[bool, typer.Option("--rows", help="Every row instead of groups.")] = False,
    format_: Annotated[str, typer.Option("--format", help="text, csv, json or parquet.")] = "text",
) -> None:
    """Print a table, by segment or any other column, with intervals and verdicts."""
    from partwise.views.export import export
    from partwise.views.show import rows_to_text

    if rows:
        _refuse(context, _OF_GROUPS, "--rows gives every row, not groups")
    elif findings:
        _refuse(
            context, [*_OF_MEASURES, "effects"], "--findings chooses its own measures and groups"
        )
    elif effects:
        _refuse(context, _OF_MEASURES, "--effects has its own measures and groups")
    if not findings:
        _refuse(context, ["limit"], "only --findings are limited")
    chosen = open_for(table, where, format_)
    if effects:
        told = chosen.effects(
            None if by == _BY else by,
            cluster=cluster,
            smallest_effect=smallest_effect,
            resamples=resamples,
            seed=seed,
            confidence=confidence,
        )
        _write(told, told.segments, format_)
        return
    if findings:
        found = chosen.findings(
            by=None if by == _BY else by,
            cluster=cluster,
            smallest_effect=smallest_effect,
            limit=limit,
            resamples=resamples,
            seed=seed,
            confidence=confidence,
        )
        _write(found, found.to_arrow(), format_)
        return
    measures = None if measure is None else listed(measure, "--measure")
    if rows:
        if format_ == "text":
            sys.stdout.write(rows_to_text(chosen, measures))
        else:
            export(chosen.rows(measures), format_, sys.stdout)
        return
    if measures and {*measures} <= {*EFFECT_MEASURES} and not chosen.has_effects():
        raise CallError(
            f"--measure {measures[0]}: nothing was removed in this table. Build it with --effects."
        )
    summary = chosen.summary(
        listed(by, "--by"),
        measures,
        against=against,
        cluster=cluster,
        smallest_effect=smallest_effect,
        pool=listed(pool, "--pool") if pool else (),
        intervals=intervals,
        resamples=resamples,
        seed=seed,
        confidence=confidence,
    )
    _write(summary, summary.data, format_)


def _write(told: Summary | Findings | Effects, data: pa.Table, format_: str) -> None:
    """Print a result as text, or its rows in another format."""
    from partwise.views.export import export

    if format_ == "text":
        sys.stdout.write(repr(told))
    else:
        export(data, format_, sys.stdout)


def _refuse(context: typer.Context, options: Sequence[str], because: str) -> None:
    """Refuse options that were given and would change nothing."""
    sources = {name: context.get_parameter_source(name) for name in options}
    given = [
        f"--{name.replace('_', '-')}"
        for name, source in sources.items()
        if source is not None and source.name == "COMMANDLINE"
    ]
    if given:
        raise CallError(f"{because}; leave out {' and '.join(given)}.")


@app.command()
def compare(
    a: Annotated[Path, typer.Argument(help="Folder of the first table.")],
    b: Annotated[Path, typer.Argument(help="Folder of the second; differences are B less A.")],
    by: Annotated[str, typer.Option(help="Columns to group by, with commas.")] = _BY,
    measure: Annotated[
        str | None, typer.Option(help="Measures, with commas; verdicts are about the first.")
    ] = None,
    where: Annotated[
        str | None, typer.Option(help="One condition over the columns, for both.")
    ] = None,
    classes: Annotated[
        str, typer.Option(help="resolved: only where both explain the same class; any.")
    ] = "resolved",
    pairs: Annotated[
        str, typer.Option(help="images: image by image; none: two groups; auto.")
    ] = "auto",
    cluster: Annotated[
        str | None, typer.Option(help="Column of images that belong together, as a patient.")
    ] = None,
    smallest_effect: Annotated[
        float | None, typer.Option(help="Margin of verdicts, in the measure's unit.")
    ] = None,
    resamples: Annotated[int, typer.Option(help="Of the bootstrap.")] = 1000,
    seed: Annotated[int, typer.Option(help="Of the bootstrap.")] = 0,
    confidence: Annotated[float, typer.Option(help="Of intervals.")] = 0.95,
    format_: Annotated[str, typer.Option("--format", help="text, csv, json or parquet.")] = "text",
) -> None:
    """Compare two tables: two models, methods or dates, or two data sets."""
    from partwise.comparison.comparison import compare as run_compare
    from partwise.views.comparison import left_out_to_text
    from partwise.views.export import export

    comparison = run_compare(
        open_for(a, where, format_),
        open_for(b, where, format_),
        by=listed(by, "--by"),
        measures=None if measure is None else listed(measure, "--measure"),
        classes=classes,  # pyright: ignore[reportArgumentType] - compare checks it
        pairs=pairs,  # pyright: ignore[reportArgumentType]
        cluster=cluster,
        smallest_effect=smallest_effect,
        resamples=resamples,
        seed=seed,
        confidence=confidence,
    )
    if format_ == "text":
        sys.stdout.write(repr(comparison))
    else:
        sys.stderr.write(left_out_to_text(comparison))
        export(comparison.data, format_, sys.stdout)


@app.command()
def check(
    table: Annotated[Path, typer.Argument(help="Folder of the table.")],
    rules: Annotated[Path, typer.Option(help="TOML file of rules.")],
    format_: Annotated[
        list[str] | None,
        typer.Option("--format", help="text (unless given), json, junit or github; repeatable."),
    ] = None,
    out: Annotated[
        list[Path] | None,
        typer.Option("--out", "-o", help="Also into a file: .txt, .json or .xml; repeatable."),
    ] = None,
) -> None:
    """Hold a table against rules: 0 all passed, 1 one failed, 3 one cannot be judged."""
    from partwise.gate.formats import plan_output, write_output
    from partwise.gate.gate import check as run_check

    planned = plan_output(format_ or ["text"], out or [])
    result = run_check(table, rules)
    write_output(result, planned, sys.stdout)
    raise typer.Exit(result.exit_code)


@app.command()
def merge(
    tables: Annotated[list[Path], typer.Argument(help="Folders of two or more tables.")],
    out: Annotated[Path, typer.Option(help="Folder of the new table.")],
) -> None:
    """Make one table of several: more images, methods or targets of one classifier."""
    from partwise.merging.run import merge as run_merge

    merged = run_merge(tables, out)
    sys.stderr.write(
        f"partwise: {len(merged):,} rows of {len(tables)} tables in {out}\n"
        f"partwise: look at them with: partwise show {shlex.quote(str(out))}\n"
    )


@app.command("list")
def list_(
    kind: Annotated[
        str, typer.Argument(help="methods, sources, classifiers, measures, fills or nulls.")
    ],
) -> None:
    """List methods, sources, classifiers, measures, fills or nulls."""
    from partwise.views.listing import listing

    sys.stdout.write(listing(kind))
