"""Running: many trials side by side, each kept as soon as it is done."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import threading
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from typing import TYPE_CHECKING

from partwise.errors import RunError
from partwise.selftest.trial import TRIAL, Trial, run_trial

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from pathlib import Path

    from partwise.selftest.design import Design
    from partwise.selftest.trial import Scale

    #: Makes what belongs to a design and writes it, whole, in the place given.
    Make = Callable[[Design, Path], None]


def run_trials(
    designs: Sequence[Design], folder: Path, *, workers: int = 1, scale: Scale | None = None
) -> Iterator[Trial]:
    """Run what is not done yet and give every trial, those that were done before first.

    Parameters
    ----------
    folder
        Where trials are kept, a folder each; a run that was ended goes on with what is missing.
    workers
        Processes, each with one thread.

    Raises
    ------
    RunError
        If a trial fails, with its design.
    """
    make = partial(_run, scale=scale)
    for design in run_each(designs, folder, TRIAL, make, workers=workers):
        yield Trial.read(folder / design.name / TRIAL)


def run_each(
    designs: Sequence[Design], folder: Path, name: str, make: Make, *, workers: int = 1
) -> Iterator[Design]:
    """Make a file for each design that has none, and give every design as its file is there.

    Parameters
    ----------
    folder, name
        The file is `folder/design/name`.
    make
        It must be a function that another process can import.

    Raises
    ------
    RunError
        If it fails, with the design.
    """
    places = {design: folder / design.name / name for design in designs}
    missing = [design for design, place in places.items() if not place.exists()]
    yield from (design for design in places if design not in missing)
    if not missing:
        return
    # a forked process would share the threads of the numeric libraries, which do not survive it
    context = multiprocessing.get_context("spawn")
    others = {*multiprocessing.active_children()}
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_one_thread) as pool:
        with _ignored_by_children():
            waiting = {pool.submit(make, each, places[each]): each for each in missing}
        try:
            for done in as_completed(waiting):
                design = waiting[done]
                try:
                    done.result()
                except Exception as error:
                    raise RunError(
                        f"the trial {design.name!r} failed ({type(error).__name__}: {error})."
                    ) from error
                yield design
        except BaseException:
            # what they have begun nobody waits for
            for child in {*multiprocessing.active_children()} - others:
                child.terminate()
            raise


@contextlib.contextmanager
def _ignored_by_children() -> Generator[None]:
    """Let processes that are started here ignore Ctrl-C, which a terminal sends to all at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _one_thread() -> None:
    import torch

    torch.set_num_threads(1)


def _run(design: Design, place: Path, *, scale: Scale | None) -> None:
    run_trial(design, scale, keep=place.parent).write(place)
