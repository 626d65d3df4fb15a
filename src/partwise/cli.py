"""The command line: arguments in, exit codes out, no logic."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import shlex
import sys
import tomllib
import traceback
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from partwise.allocator import keep_freed_memory
from partwise.errors import CallError, PartwiseError, unknown_name

if TYPE_CHECKING:
    from partwise.table.table import AttributionTable

app = typer.Typer(
    name="partwise",
    help="Saliency, part by part: which named parts of the pictures move a classifier.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

#: What Typer returns after Ctrl-C.
_INTERRUPTED = 130
_BY = "segment"
_METHOD = "integrated-gradients:baseline=blur,steps=32"


def _use_config(context: typer.Context, path: Path | None) -> Path | None:
    """Take defaults from a TOML file whose keys are the options' names."""
    if path is None:
        return None
    where = f"--config {str(path)!r}"
    try:
        options = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CallError(f"{where} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise CallError(f"{where} is not TOML: {error}.") from error
    known = {
        option.lstrip("-"): parameter
        for parameter in context.command.params
        for option in parameter.opts
        if parameter.name != "config"
    }
    for key in options:
        if key not in known:
            raise CallError(f"{where}: {unknown_name('option', key, known)}")
    context.default_map = {
        str(known[key].name): _as_written(known[key], value, f"{where}: {key!r}")
        for key, value in options.items()
    }
    return path


def _as_written(parameter: Any, value: Any, where: str) -> Any:
    """What a value of a config file would be on the command line, so that it is read alike."""
    if parameter.is_flag:
        if not isinstance(value, bool):
            raise CallError(f"{where} must be true or false, got {value!r}.")
        return value
    values: list[Any] = value if parameter.multiple and isinstance(value, list) else [value]
    for each in values:
        if isinstance(each, (bool, dict, list)) or each == "":
            wanted = "a text or number" + (", or a list of them" if parameter.multiple else "")
            raise CallError(f"{where} must be {wanted}, got {each!r}.")
    texts = [str(each) for each in values]
    return texts if parameter.multiple else texts[0]


def _print_version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"partwise {version('partwise')}\n")
        raise typer.Exit


@app.callback()
def _partwise(
    show_version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version.", callback=_print_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Saliency, part by part: which named parts of the pictures move a classifier."""


@app.command()
def build(
    images: Annotated[Path, typer.Option(help="A folder, or a CSV with a column `path`.")],
    segments: Annotated[
        list[str], typer.Option(help="coco:FILE, labelmap:DIR or masks:DIR; may be repeated.")
    ],
    out: Annotated[Path, typer.Option(help="Folder of the table; one that exists is resumed.")],
    model: Annotated[
        str | None,
        typer.Option(
            help="timm:NAME, torchvision:NAME, python:package.module:factory, packaged:NAME."
        ),
    ] = None,
    method: Annotated[
        list[str] | None,
        typer.Option(help=f"NAME or NAME:key=value,…; may be repeated. Else {_METHOD}."),
    ] = None,
    target: Annotated[
        list[str] | None,
        typer.Option(
            help="predicted (unless given), label, runner-up, a class, or A-vs-B; may be repeated."
        ),
    ] = None,
    maps: Annotated[
        Path | None, typer.Option(help="Folder of .npy or .npz maps; no model.")
    ] = None,
    predictions: Annotated[
        Path | None,
        typer.Option(help="CSV beside --maps: path, predicted, and logit, probability, target."),
    ] = None,
    labels: Annotated[str | None, typer.Option(help="folder, or FILE.csv:COLUMN.")] = None,
    classes: Annotated[
        Path | None, typer.Option(help="Names of the classes: one a line, or JSON.")
    ] = None,
    weights: Annotated[Path | None, typer.Option(help="safetensors, or a plain pickle.")] = None,
    names: Annotated[Path | None, typer.Option(help="YAML or TOML: index → name.")] = None,
    parts: Annotated[Path | None, typer.Option(help="TOML of derived parts and roles.")] = None,
    metadata: Annotated[Path | None, typer.Option(help="CSV of further columns.")] = None,
    instances: Annotated[
        str,
        typer.Option(
            help="unite: one row a name, its instances counted; keep: one row an instance."
        ),
    ] = "unite",
    keep_maps: Annotated[bool, typer.Option("--keep-maps", help="Keep full maps.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first failure.")] = False,
    workers: Annotated[int | None, typer.Option(help="Threads that decode ahead.")] = None,
    device: Annotated[str, typer.Option(help="auto, cpu, cuda, cuda:1, mps.")] = "auto",
    batch_size: Annotated[int, typer.Option(help="Images a forward pass.")] = 16,
    limit: Annotated[int | None, typer.Option(help="Only the first images by name.")] = None,
    seed: Annotated[int, typer.Option(help="Of everything random.")] = 0,
    config: Annotated[  # noqa: ARG001 - its callback has done the work by then
        Path | None,
        typer.Option(
            help="TOML whose keys are these options.", callback=_use_config, is_eager=True
        ),
    ] = None,
) -> None:
    """Build a table: explain images, measure each segment."""
    from partwise.classes import read_classes
    from partwise.pipeline.run import build as run_build
    from partwise.sources.loading import load_segments

    keep_freed_memory()
    if model is None and weights is not None:
        raise CallError("--weights goes with --model: there is no network to put them into.")
    # what the user's own code prints is no result
    with contextlib.redirect_stdout(sys.stderr):
        class_names = None if classes is None else read_classes(classes)
        source = load_segments(segments, names=names, parts=parts)
        classifier = None
        if model is not None:
            from partwise.classifiers.loading import load_classifier

            classifier = load_classifier(model, weights=weights, classes=class_names, device=device)
        table = run_build(
            classifier,
            images,
            source,
            out=out,
            method=method or _METHOD,
            target=target or "predicted",
            maps=maps,
            predictions=predictions,
            labels=labels,
            classes=class_names,
            metadata=metadata,
            instances=instances,  # pyright: ignore[reportArgumentType] - build checks it
            keep_maps=keep_maps,
            strict=strict,
            workers=workers,
            batch_size=batch_size,
            limit=limit,
            seed=seed,
            progress=True,
        )
    raise typer.Exit(_close_build(table))


@app.command()
def show(
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
    rows: Annotated[bool, typer.Option("--rows", help="Every row instead of groups.")] = False,
    format_: Annotated[str, typer.Option("--format", help="text, csv, json or parquet.")] = "text",
) -> None:
    """Print a table, by segment or any other column, with intervals and verdicts."""
    from partwise.views.export import export
    from partwise.views.show import rows_to_text

    if rows and by != _BY:
        raise CallError("--rows gives every row, not groups; leave out --by.")
    chosen = _opened(table, where, format_)
    measures = None if measure is None else _listed(measure)
    if rows:
        if format_ == "text":
            sys.stdout.write(rows_to_text(chosen, measures))
        else:
            export(chosen.rows(measures), format_, sys.stdout)
        return
    summary = chosen.summary(
        _listed(by),
        measures,
        against=against,
        cluster=cluster,
        smallest_effect=smallest_effect,
        pool=_listed(pool),
        intervals=intervals,
        resamples=resamples,
        seed=seed,
        confidence=confidence,
    )
    if format_ == "text":
        sys.stdout.write(repr(summary))
    else:
        export(summary.data, format_, sys.stdout)


def _opened(table: Path, where: str | None, format_: str) -> AttributionTable:
    """Open a table that will be printed in a format."""
    from partwise.table.table import open_table

    if format_ == "parquet" and sys.stdout.isatty():
        raise CallError("Parquet is not for a terminal. Write it to a file: … > table.parquet")
    chosen = open_table(table)
    return chosen if where is None else chosen.where(where)


def _listed(text: str) -> list[str]:
    """Names with commas between them."""
    return [each.strip() for each in text.split(",") if each.strip()]


@app.command("list")
def list_(
    kind: Annotated[str, typer.Argument(help="methods, sources, classifiers or measures.")],
) -> None:
    """List methods, sources, classifiers or measures."""
    from partwise.views.listing import listing

    sys.stdout.write(listing(kind))


@app.command()
def demo(
    out: Annotated[Path, typer.Option(help="Folder for the pictures and the table.")] = Path(
        "runs/demo"
    ),
) -> None:
    """Explain ten real photos by a real classifier."""
    from partwise.demo.demo import run_demo

    keep_freed_memory()
    run_demo(out)


def main() -> None:
    """Run the command line and exit: 0 done, 1 a rule failed, 2 a wrong call, 3 a failure."""
    _log_to_stderr()
    if sys.stdout is None:  # pyright: ignore[reportUnnecessaryComparison] - closed by the caller
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    if isinstance(sys.stdout, io.TextIOWrapper):
        # names are kept whole, whatever the terminal can show
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        code = _run(sys.argv[1:])
        sys.stdout.flush()
    except PartwiseError as error:
        code = _fail(error, error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        code = _INTERRUPTED
    except (OSError, SystemExit) as error:
        code = _close_output(error)
    except Exception as error:  # noqa: BLE001 - whatever happens, the exit code tells
        # what Typer finds wrong with a call: its classes are Click's, wherever it keeps them
        if hasattr(error, "format_message"):
            code = _fail(error.format_message(), 2)  # pyright: ignore[reportAttributeAccessIssue]
        else:
            traceback.print_exc()
            code = _fail("this should not happen. Please report it with the lines above.", 3)
    if code == _INTERRUPTED:
        code = _fail("interrupted. Finished shards are kept; repeat the call to go on.", 3)
    sys.exit(code)


def _log_to_stderr() -> None:
    """Show what partwise says, and nothing of what other packages log."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("partwise: %(message)s"))
    logger = logging.getLogger("partwise")
    logger.handlers = [handler]
    logger.setLevel(logging.INFO)
    logger.propagate = False


def _run(arguments: list[str]) -> int:
    """Run a command."""
    for before, argument in zip(["", *arguments], arguments, strict=False):
        name, equals, value = argument.partition("=")
        if not argument or (name.startswith("--") and equals and not value):
            what = name if equals else f"what follows {before}" if before else "the first argument"
            raise CallError(f"{what} is empty. Is a variable of the shell not set?")
    return app(arguments or ["--help"], standalone_mode=False) or 0


def _close_output(error: BaseException) -> int:
    """Close the output without another word where it broke; tell what the system refused."""
    # Typer turns a broken pipe into an exit of its own
    refused = error.__context__ if isinstance(error, SystemExit) else error
    try:
        sys.stdout.flush()
    except OSError:
        # closing tries once more and gives up, so that Python does not try at its end
        with contextlib.suppress(OSError):
            sys.stdout.close()
    if isinstance(refused, BrokenPipeError):
        # whoever read the output has seen enough, as `head` does
        sys.stderr.close()
        return 0
    if isinstance(refused, OSError):
        return _fail(f"the system refused a file: {refused}. Mend that and repeat the call.", 3)
    return _fail(f"code that the call runs ended the process ({error!r}).", 3)


def _close_build(table: AttributionTable) -> int:
    """Say what was done and where it lies; 3 if an image failed."""
    facts = table.manifest.facts
    done, failed, matched = facts["images_done"], facts["images_failed"], facts["images_matched"]
    say = sys.stderr.write
    say(f"partwise: {_count(done, 'image')}, {_count(len(table), 'row')} in {table.folder}\n")
    if without := matched["images_without"]:
        say(f"partwise: {_count(without, 'image')} without segments, (unnamed) as a whole\n")
    if unused := matched["entries_not_in_images"]:
        say(f"partwise: segments of {_count(unused, 'image')} that this call does not have\n")
    say(f"partwise: look at them with: partwise show {shlex.quote(str(table.folder))}\n")
    if not failed:
        return 0
    say(
        f"partwise: {_count(failed, 'image')} failed; the reasons are above and in "
        f"{table.folder / 'errors'}. "
        "Where pictures were mended, repeat the call: only they are done again. After a "
        "change to segments or maps give another --out: it changes what the call means.\n"
    )
    return 3


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"


def _fail(message: object, code: int) -> int:
    sys.stderr.write(f"partwise: error: {message}\n")
    return code
