"""Results: all that is known of each network of the study, and the CSV that is kept of it."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partwise.selftest.scores import Question, answers
from partwise.selftest.trial import TRIAL, Trial
from study.rivals.run import RIVALS, read_rivals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from partwise.selftest.design import Design

AUDIT = 200


@dataclass(frozen=True, slots=True, eq=False)
class Results:
    """Trials, and what each rival says of each.

    Parameters
    ----------
    trials
        In the order of their seeds.
    rivals
        One mapping a trial, from a rival's name to its number; empty where none has judged it.
    """

    trials: Sequence[Trial]
    rivals: Sequence[Mapping[str, float]]


def read_results(designs: Sequence[Design], folder: Path) -> Results:
    """Read what was run of the designs."""
    trials: list[Trial] = []
    rivals: list[Mapping[str, float]] = []
    for design in designs:
        own = folder / design.name
        if (own / TRIAL).exists():
            trials.append(Trial.read(own / TRIAL))
            judged = own / RIVALS
            rivals.append(read_rivals(judged) if judged.exists() else {})
    return Results(trials, rivals)


def write_csv(results: Results, questions: Sequence[Question], place: Path, machine: str) -> None:
    """Write one line a network: its design, its truth, every number, verdict and rival."""
    lines = [
        _designed(trial) | _measured(trial, questions) | _rounded(told) | {"machine": machine}
        for trial, told in zip(results.trials, results.rivals, strict=True)
    ]
    heads = dict.fromkeys(head for line in lines for head in line if head != "machine")
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, [*heads, "machine"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(lines)


def _designed(trial: Trial) -> dict[str, Any]:
    design, truth = trial.design, trial.truth
    relies = {True: "relies", False: "ignores", None: "unclear"}[truth.relies]
    return {
        "cue": design.cue.kind,
        "opacity": design.cue.opacity,
        "size": design.cue.size,
        "strength": round(design.strength, 4),
        "role": design.role,
        "network": design.network,
        "seed": design.seed,
        "seconds": round(trial.seconds, 1),
        "shift": _told(truth.shift),
        "standard_error": _told(truth.standard_error),
        "deviation": _told(truth.deviation),
        "scaled_shift": _told(truth.scaled),
        "relies": relies,
        "accuracy": truth.accuracy,
        "accuracy_without": truth.accuracy_without,
        "accuracy_moved": truth.accuracy_moved,
        "hidden": truth.hidden,
    }


def _measured(trial: Trial, questions: Sequence[Question]) -> dict[str, Any]:
    line: dict[str, Any] = {}
    for question in questions:
        (record,) = answers([trial], question, AUDIT)
        name = " ".join(each for each in (question.method, question.measure) if each)
        name += " against nulls" * (question.reference == "null")
        against = record is not None and question.reference == "null"
        value = None if record is None else record["estimate" if against else "mean"]
        line[name] = _told(value)
        if record is not None and record["verdict"] and question.reference == "even":
            line[f"{name} verdict"] = " ".join(
                each for each in (record["verdict"], record["direction"]) if each
            )
    return line


def _rounded(told: Mapping[str, float]) -> dict[str, Any]:
    return {name: _told(value) for name, value in told.items()}


def _told(value: float | None) -> str:
    return "" if value is None or math.isnan(value) else f"{value:.5g}"
