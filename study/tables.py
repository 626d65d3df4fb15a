"""Tables: what came of the study, as printed by `python -m study scores`."""

from __future__ import annotations

import math
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

import numpy as np
from pyarrow import parquet

from partwise.measures import PRIMARY
from partwise.selftest.cue import PLACELESS
from partwise.selftest.design import BASE_RATE
from partwise.selftest.scores import (
    Question,
    answers,
    area,
    area_under_roc,
    difference_of_areas,
    false_alarms,
    flagged,
    flags_of,
    power,
    rank_correlation,
    record_of,
    relied_on,
    share,
    values_of,
)
from partwise.selftest.trial import TRIAL, Trial
from partwise.views.text import aligned
from study.depth import DEPTH, IMAGES, chosen
from study.depth import MEASURES as DEPTH_MEASURES
from study.results import AUDIT
from study.rules import rules, share_flagged
from study.telling import scores_to_text, told, verdicts_to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import pandas as pd

    from study.results import Results

METHOD = "integrated-gradients"
DEFAULT = Question(METHOD, PRIMARY)
#: Ours beside the rivals: the default, of the mean pixel, without signs, and without saliency.
OURS = {
    "partwise: signed_share of integrated-gradients (the default)": DEFAULT,
    "partwise: the same against nulls": Question(METHOD, PRIMARY, "null"),
    "partwise: signed_lift of integrated-gradients": Question(METHOD, "signed_lift"),
    "partwise: share of integrated-gradients": Question(METHOD, "share"),
    "partwise: effect (removal less placebo), no saliency": Question("", "effect"),
    "partwise: removal, no saliency, no placebo": Question("", "removal"),
}
#: What is asked again of fresh networks.
CONFIRMED = {
    "signed_share": DEFAULT,
    "signed_lift": Question(METHOD, "signed_lift"),
    "share": Question(METHOD, "share"),
    "effect": Question("", "effect"),
    "removal": Question("", "removal"),
}
#: Those of them that verdicts are about.
JUDGED = ("signed_share", "effect")
#: What is asked for in depth.
DEEP = {
    "signed_share of integrated-gradients": DEFAULT,
    "signed_share of input-x-gradient": Question("input-x-gradient", PRIMARY),
    "effect": Question("", "effect"),
}
_INTERVAL = "95 % interval"
_MARGINS = (0, 0.0025, 0.005, 0.01, 0.015, 0.02, 0.03)


def placed(results: Results) -> tuple[list[Trial], list[int]]:
    """The trials of cues that lie somewhere, and their places among all."""
    kept = [
        number
        for number, trial in enumerate(results.trials)
        if trial.design.cue.kind not in PLACELESS
    ]
    return [results.trials[number] for number in kept], kept


def scores(results: Results) -> str:
    """Every number of a table."""
    trials, _ = placed(results)
    return scores_to_text(trials, AUDIT)


def verdicts(results: Results) -> str:
    """The default verdict by number of images."""
    trials, _ = placed(results)
    return verdicts_to_text(trials)


def strata(results: Results) -> str:
    """The default question in parts of the study."""
    trials, _ = placed(results)
    keys: list[tuple[str, Callable[[Trial], object]]] = [
        ("cue", lambda trial: trial.design.cue.kind),
        ("P(cue | class)", lambda trial: f"{trial.design.strength:.3f}"),
        ("opacity", lambda trial: trial.design.cue.opacity),
        ("size", lambda trial: trial.design.cue.size),
        ("role", lambda trial: trial.design.role),
        ("network", lambda trial: trial.design.network),
        (
            "cue and class",
            lambda trial: "independent" if trial.design.strength == BASE_RATE else "go together",
        ),
        ("accuracy moves", lambda trial: "≤ 1 point" if trial.truth.hidden else "more"),
    ]
    rows: list[list[str]] = []
    for name, key in keys:
        for value in dict.fromkeys(sorted(map(key, trials), key=str)):
            some = [trial for trial in trials if key(trial) == value]
            found = area(values_of(some, DEFAULT, AUDIT), relied_on(some))
            alone = rank_correlation(some, DEFAULT, AUDIT)
            rows.append(
                [
                    name,
                    str(value),
                    f"{len(some):,}",
                    f"{found.positive:,}",
                    f"{found.negative:,}",
                    *told(found),
                    *told(power(some, DEFAULT, AUDIT), percent=True),
                    *told(false_alarms(some, DEFAULT, AUDIT), percent=True),
                    f"{np.mean([*alone.values()]):.2f}" if alone else "–",
                ]
            )
    head = ("of", "", "networks", "rely", "ignore", "area", _INTERVAL, "found", _INTERVAL,
            "false alarms", _INTERVAL, "correlation")  # fmt: skip
    return _table(head, rows, 2)


def by_shift(results: Results) -> str:
    """How many are flagged, by how much the cue truly moves the logit."""
    trials, _ = placed(results)
    edges = [-math.inf, -0.05, 0.05, 0.1, 0.2, 0.35, 0.5, 1, 2, math.inf]
    rows: list[list[str]] = []
    shifts = np.array([trial.truth.scaled for trial in trials])
    for low, high in pairwise(edges):
        some = [trials[place] for place in np.flatnonzero((shifts >= low) & (shifts < high))]
        name = f"below {high:g}" if low == -math.inf else f"{low:g} to {high:g}"
        name = f"{low:g} and more" if high == math.inf else name
        flags = [flags_of(some, DEFAULT, audit) for audit in (50, 100, AUDIT)]
        rows.append(
            [
                name,
                f"{len(some):,}",
                *(f"{100 * np.mean(each):.0f} %" if each else "–" for each in flags),
            ]
        )
    return _table(("true shift", "networks", "flagged of 50", "of 100", "of 200"), rows, 1)


def ablation(results: Results) -> str:
    """What each part of the verdict buys."""
    trials, _ = placed(results)
    hidden = [trial for trial in trials if trial.truth.hidden]
    silent = [trial for trial in trials if trial.design.strength == BASE_RATE]
    rows: list[list[str]] = []
    for rule in rules(METHOD):
        found, alarms = (share_flagged(trials, rule, AUDIT, relies=each) for each in (True, False))
        rows.append(
            [
                rule.name,
                f"{found.positive:,}",
                *told(found, percent=True),
                *told(share_flagged(hidden, rule, AUDIT, relies=True), percent=True),
                f"{alarms.negative:,}",
                *told(alarms, percent=True),
                *told(share_flagged(silent, rule, AUDIT, relies=False), percent=True),
            ]
        )
    head = ("rule", "rely", "found", _INTERVAL, "found where hidden", _INTERVAL, "ignore",
            "false alarms", _INTERVAL, "where the cue says nothing", _INTERVAL)  # fmt: skip
    return _table(head, rows, 1)


def margins(results: Results) -> str:
    """What another margin would have flagged: the interval lies beyond it, uncorrected."""
    trials, _ = placed(results)
    silent = [trial for trial in trials if trial.design.strength == BASE_RATE]
    rows: list[list[str]] = []
    for margin, audit in product(_MARGINS, (100, AUDIT)):
        counted = [
            share(
                [
                    _beyond(record, margin)
                    for trial, record in zip(some, answers(some, DEFAULT, audit), strict=True)
                    if trial.truth.relies is relies
                ],
                relies=relies,
            )
            for some, relies in ((trials, True), (trials, False), (silent, False))
        ]
        rows.append(
            [
                f"{100 * margin:g} pt",
                f"{audit:,}",
                *(part for each in counted for part in told(each, percent=True)),
            ]
        )
    head = ("margin", "images", "found", _INTERVAL, "false alarms", _INTERVAL,
            "where the cue says nothing", _INTERVAL)  # fmt: skip
    return _table(head, rows, 1)


def _beyond(record: dict[str, Any] | None, margin: float) -> bool:
    return record is not None and record["low"] is not None and record["low"] > margin


def rivals(results: Results) -> str:
    """Every rival beside the default, on the same networks."""
    trials, kept = placed(results)
    truth = relied_on(trials)
    hidden = np.where([trial.truth.hidden for trial in trials], truth, np.nan)
    ours = {name: values_of(trials, question, AUDIT) for name, question in OURS.items()}
    names = dict.fromkeys(name for told_ in results.rivals for name in told_)
    theirs = {
        name: np.array([results.rivals[each].get(name, math.nan) for each in kept], np.float64)
        for name in names
    }
    default = next(iter(ours.values()))
    lines: list[tuple[float, list[str]]] = []
    for name, values in (ours | theirs).items():
        found = area(values, truth)
        ahead = difference_of_areas(default, values, truth)
        lines.append(
            (
                found.value,
                [
                    name,
                    f"{found.positive + found.negative:,}",
                    *told(found),
                    *told(area(values, hidden)),
                    f"{ahead.value:+.3f}" if values is not default else "–",
                    f"{ahead.low:+.3f} to {ahead.high:+.3f}" if values is not default else "–",
                ],
            )
        )
    lines.sort(key=lambda line: -line[0])
    head = ("by", "networks", "area", _INTERVAL, "area where hidden", _INTERVAL,
            "default ahead by", _INTERVAL)  # fmt: skip
    return _table(head, [line for _, line in lines], 1)


def confirmed(results: Results) -> str:
    """The same questions of networks that nothing was chosen by."""
    trials, _ = placed(results)
    hidden = [trial for trial in trials if trial.truth.hidden]
    silent = [trial for trial in trials if trial.design.strength == BASE_RATE]
    rows: list[list[str]] = []
    for name, question in CONFIRMED.items():
        found = area_under_roc(trials, question, AUDIT)
        flags = (
            power(trials, question, AUDIT),
            false_alarms(trials, question, AUDIT),
            false_alarms(silent, question, AUDIT),
        )
        rows.append(
            [
                name,
                f"{found.positive:,}",
                f"{found.negative:,}",
                *told(found),
                *told(area_under_roc(hidden, question, AUDIT)),
                *(part for each in flags for part in told(each, percent=True) if name in JUDGED),
                *["–"] * (0 if name in JUDGED else 2 * len(flags)),
            ]
        )
    head = ("by", "rely", "ignore", "area", _INTERVAL, "area where hidden", _INTERVAL,
            "found", _INTERVAL, "false alarms", _INTERVAL, "where the cue says nothing",
            _INTERVAL)  # fmt: skip
    return _table(head, rows, 1)


def placeless(results: Results) -> str:
    """What the table says of parts that say nothing, by whether the cue has a place."""
    lies_nowhere = {True: "rely on a cue without a place", False: "ignore a cue without a place"}
    groups = {
        said: [
            trial
            for trial in results.trials
            if trial.design.cue.kind in PLACELESS and trial.truth.relies is relies
        ]
        for relies, said in lies_nowhere.items()
    }
    groups["have one with a place"] = [
        trial for trial in placed(results)[0] if trial.design.role == "planted"
    ]
    rows: list[list[str]] = []
    for name, trials in groups.items():
        for segment in ("body", "legs", "eye"):
            records = [record_of(trial, DEFAULT, AUDIT, segment) for trial in trials]
            seen = [record for record in records if record is not None]
            found = share([flagged(record) for record in seen], relies=False)
            rows.append([name, segment, f"{len(seen):,}", *told(found, percent=True)])
    return _table(("networks that", "segment", "networks", "supports", _INTERVAL), rows, 2)


def depth(folder: Path) -> str:
    """Power by number of images up to 1,000."""
    rows: list[list[str]] = []
    looked = read_depth(folder)
    for name, asked in DEEP.items():
        for relies in (True, False):
            for images in IMAGES:
                flags = [
                    flagged(record)
                    for trial, cells in looked
                    if trial.truth.relies is relies
                    and (record := cue_of(trial, cells, asked, images)) is not None
                ]
                rows.append(
                    [
                        name,
                        "rely" if relies else "ignore",
                        f"{images:,}",
                        f"{len(flags):,}",
                        *told(share(flags, relies=relies), percent=True),
                    ]
                )
    return _table(("by", "networks that", "images", "networks", "flagged", _INTERVAL), rows, 2)


def coverage(folder: Path) -> str:
    """How many intervals of 100 images hold the value of all 1,000."""
    rows: list[list[str]] = []
    looked = read_depth(folder)
    for measure in DEPTH_MEASURES:
        held: list[bool] = []
        below = above = 0
        for trial, cells in looked:
            own = cells[
                (cells["segment"] == trial.design.cue.segment) & (cells["measure"] == measure)
            ]
            own = own[own["method"].str.startswith(METHOD)]
            whole = own[own["window"].isna() & (own["audit"] == IMAGES[-1])]["mean"]
            if whole.empty or whole.isna().all():
                continue
            value = float(whole.iloc[0])
            for low, high in own[own["window"].notna()][["low", "high"]].dropna().to_numpy():
                held.append(bool(low <= value <= high))
                below += value < low
                above += value > high
        if held:
            rows.append(
                [
                    measure,
                    f"{len(held):,}",
                    *told(share(held, relies=True), percent=True),
                    f"{100 * below / len(held):.1f} %",
                    f"{100 * above / len(held):.1f} %",
                ]
            )
    head = ("measure", "intervals", "hold it", _INTERVAL, "it is below", "it is above")
    return _table(head, rows, 1)


def read_depth(folder: Path) -> list[tuple[Trial, pd.DataFrame]]:
    """What was looked at in depth."""
    return [
        (Trial.read(own / TRIAL), parquet.read_table(own / DEPTH).to_pandas())
        for design in chosen()
        if (own := folder / design.name) and (own / DEPTH).exists() and (own / TRIAL).exists()
    ]


def cue_of(
    trial: Trial, cells: pd.DataFrame, question: Question, images: int
) -> dict[str, Any] | None:
    """The record of the cue in a nested audit of so many images; None where it has no number."""
    own = cells[
        (cells["segment"] == trial.design.cue.segment)
        & (cells["measure"] == question.measure)
        & (cells["audit"] == images)
        & cells["window"].isna()
        & cells["method"].str.startswith(question.method or METHOD)
        & cells["mean"].notna()
    ]
    return None if own.empty else own.iloc[0].to_dict()


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], texts: int) -> str:
    left = [True] * texts + [False] * (len(head) - texts)
    return "\n".join(aligned(tuple(head), [list(row) for row in rows], left)) + "\n"
