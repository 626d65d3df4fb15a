"""The command: `python -m study PART…`, in the order of what each part needs."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from benchmarks.machine import processor

from partwise.selftest.running import run_each, run_trials
from partwise.selftest.scores import questions
from partwise.selftest.trial import Scale
from study import tables
from study.depth import DEPTH, chosen, look_deep
from study.grid import confirmation, study
from study.results import read_results, write_csv
from study.rivals.run import RIVALS, judge_all

_DOCS = Path("docs/selftest")
#: In the folder of the study: networks that nothing was chosen by.
_FRESH = "fresh"


def _trials(call: argparse.Namespace) -> None:
    for trial in run_trials(study(), call.folder, workers=call.workers):
        _done(f"{trial.design.name}, {trial.seconds:.0f} s, true shift {trial.truth.scaled:+.2f}")


def _confirm(call: argparse.Namespace) -> None:
    scale = Scale(methods=["integrated-gradients"], effects=["blur"], nulls=[])
    folder = call.folder / _FRESH
    for trial in run_trials(confirmation(), folder, workers=call.workers, scale=scale):
        _done(f"{trial.design.name}, {trial.seconds:.0f} s, true shift {trial.truth.scaled:+.2f}")


def _rivals(call: argparse.Namespace) -> None:
    for design in run_each(study(), call.folder, RIVALS, judge_all, workers=call.workers):
        _done(f"rivals of {design.name}")


def _depth(call: argparse.Namespace) -> None:
    for design in run_each(chosen(), call.folder, DEPTH, look_deep, workers=call.workers):
        _done(f"depth of {design.name}")


def _scores(call: argparse.Namespace) -> None:
    results = read_results(study(), call.folder)
    told = [
        (part, part(results))
        for part in (tables.scores, tables.verdicts, tables.strata, tables.by_shift,
                     tables.ablation, tables.margins, tables.rivals, tables.placeless)
    ]  # fmt: skip
    told += [(part, part(call.folder)) for part in (tables.depth, tables.coverage)]
    write_csv(results, questions(results.trials), _DOCS / "trials.csv", processor())
    fresh = read_results(confirmation(), call.folder / _FRESH)
    if fresh.trials:
        told.append((tables.confirmed, tables.confirmed(fresh)))
        write_csv(fresh, questions(fresh.trials), _DOCS / "fresh.csv", processor())
    text = "\n".join(f"{part.__doc__}\n\n{table}" for part, table in told)
    (_DOCS / "scores.txt").write_text(text, encoding="utf-8")
    print(text)


def _figures(call: argparse.Namespace) -> None:
    from study.figures import draw_all

    for place in draw_all(read_results(study(), call.folder), call.folder, _DOCS):
        _done(str(place))


def _watermark(call: argparse.Namespace) -> None:
    from study.watermark import judge_watermark

    text = judge_watermark(call.photos, call.limit, call.folder / "watermark", workers=call.workers)
    (_DOCS / "watermark.txt").write_text(text, encoding="utf-8")
    print(text)


def _steps(call: argparse.Namespace) -> None:
    from study.watermark import judge_steps

    text = judge_steps(call.photos, call.folder / "steps")
    (_DOCS / "steps.txt").write_text(text, encoding="utf-8")
    print(text)


def _done(line: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {line}\n")


_PARTS = {
    "trials": _trials,
    "confirm": _confirm,
    "rivals": _rivals,
    "depth": _depth,
    "watermark": _watermark,
    "steps": _steps,
    "scores": _scores,
    "figures": _figures,
}


def main() -> None:
    """Run the parts asked for; what is kept in the folder is not run again."""
    parser = argparse.ArgumentParser(prog="python -m study", description=__doc__)
    parser.add_argument("parts", nargs="+", choices=_PARTS, metavar="PART", help=", ".join(_PARTS))
    parser.add_argument("--folder", type=Path, default=Path("runs/selftest"))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--photos", type=Path, help="a folder of photos for the watermark")
    parser.add_argument("--limit", type=int, help="so many photos alone")
    call = parser.parse_args()
    for part in call.parts:
        _PARTS[part](call)


if __name__ == "__main__":
    main()
