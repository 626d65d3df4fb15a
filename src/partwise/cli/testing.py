"""Testing: the command that tests partwise itself, on planted shortcuts."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from partwise.allocator import keep_freed_memory
from partwise.cli.app import app
from partwise.errors import CallError

if TYPE_CHECKING:
    from partwise.selftest.trial import Trial

_METHOD = "integrated-gradients"
#: Seeds of scenes and networks are a thousand times as large, and 64 bits at most.
_MOST_SEED = 10**9


@app.command()
def selftest(
    method: Annotated[
        str, typer.Option(help="NAME or NAME:key=value,…: what is tested.")
    ] = _METHOD,
    model: Annotated[
        str | None,
        typer.Option(help="Your own classifier, to which a known reliance is added; as in build."),
    ] = None,
    images: Annotated[
        Path | None, typer.Option(help="Your own pictures, on which a mark is laid.")
    ] = None,
    segments: Annotated[
        list[str] | None, typer.Option(help="Your own segments; as in build, may be repeated.")
    ] = None,
    weights: Annotated[Path | None, typer.Option(help="As in build.")] = None,
    classes: Annotated[Path | None, typer.Option(help="As in build.")] = None,
    names: Annotated[Path | None, typer.Option(help="As in build.")] = None,
    parts: Annotated[Path | None, typer.Option(help="As in build.")] = None,
    device: Annotated[str | None, typer.Option(help="As in build.")] = None,
    limit: Annotated[
        int | None, typer.Option(help="Only the first of your pictures by name.")
    ] = None,
    draws: Annotated[
        int | None,
        typer.Option(help="With --model: classes and places tried at each strength; else 4."),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(help="Processes, without --model; one a core unless given.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Other scenes and networks, or other places.")] = 0,
) -> None:
    """Plant shortcuts and see whether they are found: in small networks, or in your own."""
    keep_freed_memory()
    if not 0 <= seed <= _MOST_SEED:
        raise CallError(f"--seed must be from 0 to {_MOST_SEED:,}, got {seed}.")
    if model is None:
        own = {
            "--images": images,
            "--segments": segments,
            "--weights": weights,
            "--classes": classes,
            "--names": names,
            "--parts": parts,
            "--device": device,
            "--limit": limit,
            "--draws": draws,
        }
        for option, value in own.items():
            if value is not None:
                raise CallError(f"{option} goes with --model; without it pictures are rendered.")
        raise typer.Exit(_examine(method, workers, seed))
    if workers is not None:
        raise CallError("--workers goes without --model: one table is built after the other.")
    if images is None or not segments:
        raise CallError("--model is tested on pictures of its own: give --images and --segments.")
    from partwise.classes import read_classes
    from partwise.classifiers.loading import load_classifier
    from partwise.selftest.reach import DRAWS, find_reach
    from partwise.selftest.telling import reach_to_text
    from partwise.sources.loading import load_segments

    # what the user's own code prints is no result
    with contextlib.redirect_stdout(sys.stderr):
        class_names = None if classes is None else read_classes(classes)
        reach = find_reach(
            load_classifier(model, weights=weights, classes=class_names, device=device or "auto"),
            images,
            load_segments(segments, names=names, parts=parts),
            method=method,
            limit=limit,
            draws=DRAWS if draws is None else draws,
            seed=seed,
            told=_say,
        )
    sys.stdout.write(reach_to_text(reach))


def _examine(method: str, workers: int | None, seed: int) -> int:
    """Run the exam; 1 if a figure falls short of what is stated."""
    from partwise.methods.loading import load_method
    from partwise.selftest.exam import claims_of, exam_designs, exam_scale
    from partwise.selftest.running import run_trials
    from partwise.selftest.telling import exam_to_text

    if workers is not None and workers < 1:
        raise CallError(f"--workers must be at least 1, got {workers}.")
    name, designs = load_method(method).spec.canonical, exam_designs(seed)
    number = min(workers or os.cpu_count() or 1, len(designs))
    _say(f"training {len(designs)} small networks on rendered pictures with a planted cue;")
    _say(f"judging each by {name}")
    trials: list[Trial] = []
    with tempfile.TemporaryDirectory() as folder:
        scale = exam_scale(method)
        for trial in run_trials(designs, Path(folder), workers=number, scale=scale):
            trials.append(trial)
            _say(f"{len(trials)} of {len(designs)}: {trial.design.cue.kind}")
    trials.sort(key=_seed)
    sys.stdout.write(exam_to_text(trials))
    return int(any(each.passed is False for each in claims_of(trials)))


def _seed(trial: Trial) -> int:
    return trial.design.seed


def _say(line: str) -> None:
    sys.stderr.write(f"partwise: {line}\n")
