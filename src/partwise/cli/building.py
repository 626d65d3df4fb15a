"""Building: the commands that explain pictures."""

from __future__ import annotations

import contextlib
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from partwise.allocator import keep_freed_memory
from partwise.cli.app import app, use_config
from partwise.errors import CallError

if TYPE_CHECKING:
    from partwise.sources.maps import MapSource
    from partwise.table.table import AttributionTable

_METHOD = "integrated-gradients:baseline=blur,steps=32"


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
            help="timm:NAME, torchvision:NAME, hf:NAME, onnx:FILE, keras:FILE, packaged:NAME, "
            "python:package.module:factory."
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
        Path | None,
        typer.Option(
            help="Maps already computed, no model: a folder of .npy, .npz, .safetensors, .h5 or "
            ".zarr, or one .h5 or .zarr for all."
        ),
    ] = None,
    maps_names: Annotated[
        Path | None,
        typer.Option(help="Whose maps one array holds: a path a line, or ViRelAy's input file."),
    ] = None,
    maps_channels: Annotated[
        str | None, typer.Option(help="What becomes of maps' channels: sum, l2 or max-abs.")
    ] = None,
    maps_framing: Annotated[
        str | None,
        typer.Option(
            help="How images became as large as maps: image (unless given), stretch, or "
            "resize:shorter=256,crop=224."
        ),
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
    effects: Annotated[
        list[str] | None,
        typer.Option(
            help="Remove each part and see what becomes of the target; what stands in its place: "
            "blur, mean, inpaint, swap, noise; may be repeated. --method none measures only this."
        ),
    ] = None,
    paste: Annotated[
        list[str] | None,
        typer.Option(
            help="Lay a cue on the pictures that lack it: mark.png or segment:NAME@IMAGE, with "
            "options behind commas: size=30%, place=random, opacity=1, draws=3; may be repeated."
        ),
    ] = None,
    pairs: Annotated[
        list[str] | None,
        typer.Option(help="Remove two parts together too: A+B, or all; may be repeated."),
    ] = None,
    null: Annotated[
        list[str] | None,
        typer.Option(
            help="Maps that know nothing of the model, to hold attributions against: null-sobel, "
            "null-laplacian, null-centre, null-noise, null-swapped, null-reinitialised; may be "
            "repeated."
        ),
    ] = None,
    dilation: Annotated[
        str, typer.Option(help="Widen masks before they are removed: 1.5% of the side, or 3px.")
    ] = "1.5%",
    placebos: Annotated[
        int, typer.Option(help="How often as much is removed where a part is not.")
    ] = 4,
    effects_sample: Annotated[
        int | None, typer.Option(help="Effects on so many images of each class alone.")
    ] = None,
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
        typer.Option(help="TOML whose keys are these options.", callback=use_config, is_eager=True),
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
        given = _maps(maps, maps_names, maps_channels, maps_framing)
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
            maps=given,
            predictions=predictions,
            labels=labels,
            classes=class_names,
            metadata=metadata,
            effects=effects or (),
            paste=paste or (),
            pairs=pairs or (),
            dilation=dilation,
            placebos=placebos,
            effects_sample=effects_sample,
            null=null or (),
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
def demo(
    out: Annotated[Path, typer.Option(help="Folder for the pictures and the table.")] = Path(
        "runs/demo"
    ),
) -> None:
    """Explain ten real photos by a real classifier."""
    from partwise.demo.demo import run_demo

    keep_freed_memory()
    run_demo(out)


def _maps(
    maps: Path | None, names: Path | None, channels: str | None, framing: str | None
) -> MapSource | None:
    """Find the maps that are given."""
    from partwise.sources.maps import load_maps

    if maps is not None:
        return load_maps(maps, names=names, channels=channels, framing=framing or "image")
    if names or channels or framing:
        raise CallError("--maps-names, --maps-channels and --maps-framing go with --maps.")
    return None


def _close_build(table: AttributionTable) -> int:
    """Say what was done and where it lies; 3 if an image failed."""
    from partwise.views.incomplete import incomplete

    facts = table.manifest.facts
    done, failed, matched = facts["images_done"], facts["images_failed"], facts["images_matched"]
    say = sys.stderr.write
    say(f"partwise: {_count(done, 'image')}, {_count(len(table), 'row')} in {table.folder}\n")
    if without := matched["images_without"]:
        say(f"partwise: {_count(without, 'image')} without segments, (unnamed) as a whole\n")
    if unused := matched["entries_not_in_images"]:
        say(f"partwise: {_count(unused, 'image')} annotated but not in this call\n")
    for told in facts["maps"]:
        for warning in incomplete(table, told["method"], told["target_kind"]):
            say(f"partwise: {told['method']}, {told['target_kind']}: {warning}\n")
    place = shlex.quote(str(table.folder))
    say(f"partwise: look at them with: partwise show {place}\n")
    if table.has_effects():
        say(f"partwise: and at what was removed or pasted with: partwise show {place} --effects\n")
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
