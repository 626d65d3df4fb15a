"""Running: many trials side by side, each kept as soon as it is done."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor, as_completed
from typing import TYPE_CHECKING

from partwise.errors import RunError
from partwise.selftest.training import RECIPE
from partwise.selftest.trial import Trial, file_name, run_trial

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from partwise.selftest.design import Design
    from partwise.selftest.trial import Scale


def run_trials(
    designs: Sequence[Design], folder: Path, *, workers: int = 1, scale: Scale | None = None
) -> Iterator[Trial]:
    """Run what is not done yet and give every trial, those that were done before first.

    Parameters
    ----------
    folder
        Where trials are kept; a run that was ended goes on with what is missing.
    workers
        Processes, each with one thread.

    Raises
    ------
    RunError
        If a trial fails, with its design.
    """
    folder.mkdir(parents=True, exist_ok=True)
    places = {design: folder / file_name(design) for design in designs}
    missing = [design for design, place in places.items() if not place.exists()]
    yield from (Trial.read(place) for design, place in places.items() if design not in missing)
    if not missing:
        return
    # a forked process would share the threads of the numeric libraries, which do not survive it
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_one_thread) as pool:
        waiting = {pool.submit(_run, each, places[each], scale): each for each in missing}
        try:
            for done in as_completed(waiting):
                design = waiting[done]
                try:
                    done.result()
                except Exception as error:
                    raise RunError(
                        f"the trial {design.name!r} failed ({type(error).__name__}: {error}). "
                        "Those that are done are kept: the same call goes on with the others."
                    ) from error
                yield Trial.read(places[design])
        finally:
            pool.shutdown(cancel_futures=True)


def _one_thread() -> None:
    import torch

    torch.set_num_threads(1)


def _run(design: Design, place: Path, scale: Scale | None) -> None:
    weights = place.with_name(f"{design.name}-r{RECIPE}.pt")
    run_trial(design, scale, weights=weights).write(place)
