"""The command line: arguments in, exit codes out, no logic."""

from __future__ import annotations

import logging
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from partwise.allocator import keep_freed_memory
from partwise.errors import PartwiseError, unknown_name

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
_METHOD = "integrated-gradients:baseline=blur,steps=32"


def _use_config(context: typer.Context, path: Path | None) -> Path | None:
    """Take defaults from a TOML file whose keys are the options' names."""
    if path is None:
        return None
    try:
        options = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise typer.BadParameter(f"{str(path)!r} cannot be read as TOML: {error}.") from error
    names = {
        option.lstrip("-"): str(parameter.name)
        for parameter in context.command.params
        for option in parameter.opts
    }
    for key in options:
        if key not in names:
            raise typer.BadParameter(str(unknown_name(f"option in {str(path)!r}", key, names)))
    context.default_map = {names[key]: value for key, value in options.items()}
    return path


@app.command()
def build(
    images: Annotated[Path, typer.Option(help="A folder, or a CSV with a column `path`.")],
    segments: Annotated[
        list[str], typer.Option(help="coco:FILE, labelmap:DIR or masks:DIR; may be repeated.")
    ],
    out: Annotated[
        Path, typer.Option(help="Folder of the table; one that exists is gone on with.")
    ],
    model: Annotated[
        str | None,
        typer.Option(
            help="timm:NAME, torchvision:NAME, python:package.module:factory, packaged:NAME."
        ),
    ] = None,
    method: Annotated[
        list[str] | None, typer.Option(help="NAME or NAME:key=value,…; may be repeated.")
    ] = None,
    target: Annotated[
        list[str] | None,
        typer.Option(help="predicted, label, runner-up, a class, or A-vs-B; may be repeated."),
    ] = None,
    maps: Annotated[
        Path | None, typer.Option(help="Folder of .npy or .npz maps; no model.")
    ] = None,
    predictions: Annotated[Path | None, typer.Option(help="CSV beside --maps.")] = None,
    labels: Annotated[str | None, typer.Option(help="folder, or FILE.csv:COLUMN.")] = None,
    classes: Annotated[Path | None, typer.Option(help="File that names the outputs.")] = None,
    weights: Annotated[Path | None, typer.Option(help="safetensors, or a plain pickle.")] = None,
    names: Annotated[Path | None, typer.Option(help="YAML or TOML: index → name.")] = None,
    parts: Annotated[Path | None, typer.Option(help="TOML of derived parts and roles.")] = None,
    metadata: Annotated[Path | None, typer.Option(help="CSV of further columns.")] = None,
    instances: Annotated[str, typer.Option(help="unite or keep.")] = "unite",
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
    """Explain images, measure each named segment, and keep it all as a table."""
    from partwise.classes import read_classes
    from partwise.pipeline.run import build as run_build
    from partwise.sources.loading import load_segments

    keep_freed_memory()
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
    by: Annotated[str, typer.Option(help="Columns to group by, with commas.")] = "segment",
    measure: Annotated[str | None, typer.Option(help="Measures, with commas.")] = None,
    where: Annotated[str | None, typer.Option(help="One condition over the columns.")] = None,
    rows: Annotated[bool, typer.Option("--rows", help="Every row instead of groups.")] = False,
    format_: Annotated[str, typer.Option("--format", help="text, csv, json or parquet.")] = "text",
) -> None:
    """Print a table: the mean of each measure over images, by segment or any other column."""
    from partwise.table.table import open_table
    from partwise.views.export import export
    from partwise.views.show import to_text

    chosen = open_table(table)
    if where is not None:
        chosen = chosen.where(where)
    columns = [each.strip() for each in by.split(",") if each.strip()]
    measures = None if measure is None else [each.strip() for each in measure.split(",")]
    if format_ == "text" and not rows:
        sys.stdout.write(to_text(chosen, columns, measures))
        return
    data = chosen.to_arrow() if rows else chosen.group(columns, measures)
    export(data, format_, sys.stdout)


@app.command("list")
def list_(
    kind: Annotated[str, typer.Argument(help="methods, sources, classifiers or measures.")],
) -> None:
    """List what is installed: methods, sources, classifiers; or the measures."""
    from partwise.views.listing import listing

    sys.stdout.write(listing(kind))


@app.command()
def demo(
    out: Annotated[Path, typer.Option(help="Folder for the pictures and the table.")] = Path(
        "runs/demo"
    ),
) -> None:
    """Run the main job on real photos and a real classifier, and print what it says."""
    from partwise.demo.demo import run_demo

    keep_freed_memory()
    run_demo(out)


def main() -> None:
    """Run the command line and exit: 0 done, 1 a rule failed, 2 a wrong call, 3 a failure."""
    logging.basicConfig(format="partwise: %(message)s", stream=sys.stderr, level=logging.INFO)
    try:
        code = app(sys.argv[1:] or ["--help"], standalone_mode=False) or 0
    except PartwiseError as error:
        code = _fail(error, error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        code = _INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # Typer's only exit of its own: whoever read the output has seen enough, as `head` does
        sys.stderr.close()
        code = 0
    except Exception as error:
        # what Typer finds wrong with a call: its classes are Click's, wherever it keeps them
        if not hasattr(error, "format_message"):
            raise
        code = _fail(error.format_message(), 2)  # pyright: ignore[reportAttributeAccessIssue]
    if code == _INTERRUPTED:
        code = _fail("interrupted. Finished shards are kept; repeat the call to go on.", 3)
    sys.exit(code)


def _close_build(table: AttributionTable) -> int:
    """Say what was done and where it lies; 3 if an image failed."""
    facts = table.manifest.facts
    done, failed = facts["images_done"], facts["images_failed"]
    sys.stderr.write(
        f"partwise: {done:,} images, {len(table):,} rows in {table.folder}\n"
        f"partwise: look at them with: partwise show {table.folder}\n"
    )
    if not failed:
        return 0
    sys.stderr.write(
        f"partwise: {failed:,} images failed; the reasons are in {table.folder / 'errors'} and "
        "above. Mend them and repeat the call: only they are done again.\n"
    )
    return 3


def _fail(message: object, code: int) -> int:
    sys.stderr.write(f"partwise: error: {message}\n")
    return code
