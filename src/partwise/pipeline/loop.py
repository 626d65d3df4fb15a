"""Loop: shard by shard, batch by batch, from images to the parts of a table."""

from __future__ import annotations

import logging
import platform
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from typing import TYPE_CHECKING, Any

from tqdm import tqdm

from partwise.errors import ClassifierError, MemoryFullError, OutputError, PartwiseError, RunError
from partwise.pipeline.prepared import ahead
from partwise.pipeline.shard import Shard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Future

    from partwise.images.image_set import ImageSet
    from partwise.images.picture import ImageRef
    from partwise.pipeline.plan import Plan
    from partwise.pipeline.prepared import Prepared
    from partwise.stores.parquet import ParquetStore

#: Images a shard: what a killed run loses at most, against how many files a table has.
SHARD_SIZE = 128

_log = logging.getLogger("partwise")


@dataclass(frozen=True, slots=True)
class Loop:
    """What stays the same from shard to shard.

    Parameters
    ----------
    plan
        What explains.
    segments
        How they were asked for, to be recorded.
    store
        Where shards go; its lock is held.
    batch_size
        Images explained together.
    keep_maps
        Whether full maps are kept beside their previews.
    strict
        Whether the first image that fails ends the run.
    """

    plan: Plan
    segments: str
    store: ParquetStore
    batch_size: int
    keep_maps: bool
    strict: bool


def run_shards(
    loop: Loop,
    images: ImageSet,
    work: Callable[[ImageRef], Prepared],
    *,
    workers: int,
    progress: bool,
    matched: Mapping[str, int],
) -> None:
    """Do what is not done yet, shard by shard; then what failed before, once more."""
    store = loop.store
    done, failed = store.finished(), store.failed()
    fresh = [ref for ref in images.refs if ref.image_id not in done and ref.image_id not in failed]
    again = [ref for ref in images.refs if ref.image_id in failed]
    skipped: Counter[str] = Counter()
    pace = _Pace(loop.batch_size)
    started = time.time()
    depth = min(2 * loop.batch_size, len(images.refs))
    stream = ahead(work, [*fresh, *again], workers=workers, depth=depth)
    bar = tqdm(
        total=len(images.refs),
        initial=len(images.refs) - len(fresh) - len(again),
        unit="image",
        disable=None if progress else True,  # None: only where stderr is no terminal
        dynamic_ncols=True,
    )
    with bar, closing(stream):
        for block, is_retry in [
            *((block, False) for block in _blocks(fresh)),
            *((block, True) for block in _blocks(again)),
        ]:
            shard = Shard(store.manifest.run_id, keep_maps=loop.keep_maps)
            for batch in _batches(loop, shard, islice(stream, len(block)), bar, pace):
                skipped.update(_explain(loop, shard, batch, pace))
            tables = shard.to_tables()
            # what failed again is on record already
            if tables["images"].num_rows or not is_retry:
                store.write(store.next_part(), tables)
    for kind, count in skipped.items():
        _log.info(
            "target %s: %d images have no rows, since both its sides are one class there",
            kind,
            count,
        )
    store.update(_facts(loop, images, matched, skipped, started))


def _blocks(refs: Sequence[ImageRef]) -> Iterator[Sequence[ImageRef]]:
    for first in range(0, len(refs), SHARD_SIZE):
        yield refs[first : first + SHARD_SIZE]


def _batches(
    loop: Loop,
    shard: Shard,
    stream: Iterable[tuple[ImageRef, Future[Prepared]]],
    bar: tqdm[Any],
    pace: _Pace,
) -> Iterator[list[Prepared]]:
    """Collect prepared images into batches of one input shape; record those that failed."""
    batch: list[Prepared] = []
    for ref, future in stream:
        try:
            prepared = future.result()
        except Exception as error:  # noqa: BLE001 - a user's callables may raise anything
            _record(loop, shard, ref, error)
        else:
            if batch and (
                len(batch) >= pace.size or prepared.inputs.shape != batch[0].inputs.shape
            ):
                yield batch
                batch = []
            batch.append(prepared)
        bar.update()
    if batch:
        yield batch


@dataclass(slots=True)
class _Pace:
    """How many images are explained together: fewer, from when memory was full.

    Parameters
    ----------
    size
        As asked for, or what was found to fit.
    slowed
        Whether that was said.
    """

    size: int
    slowed: bool = False

    def slow_down(self, size: int, error: Exception) -> None:
        """Take fewer than so many from now on; said once."""
        if not self.slowed:
            _log.warning("%s Going on with smaller batches.", error)
        self.slowed, self.size = True, min(self.size, size // 2)


def _explain(loop: Loop, shard: Shard, batch: Sequence[Prepared], pace: _Pace) -> Mapping[str, int]:
    """Explain and measure a batch; where it is too large, halves; where an image spoils it, each.

    A classifier that fails on every image of a batch is broken, not its images: that ends
    the run.
    """
    try:
        return _add(loop, shard, batch)
    except MemoryFullError as error:
        if len(batch) == 1:
            _record(loop, shard, batch[0].ref, error)
            return {}
        pace.slow_down(len(batch), error)
        half = len(batch) // 2
        parts = [_explain(loop, shard, part, pace) for part in (batch[:half], batch[half:])]
        return Counter(parts[0]) + Counter(parts[1])
    except OutputError:
        raise
    except (RunError, ClassifierError) as error:
        if len(batch) == 1:
            _record(loop, shard, batch[0].ref, error)
            return {}
    skipped: Counter[str] = Counter()
    failures: list[tuple[ImageRef, PartwiseError]] = []
    for prepared in batch:
        try:
            skipped.update(_add(loop, shard, [prepared]))
        except (RunError, ClassifierError) as error:
            failures.append((prepared.ref, error))
    if len(failures) == len(batch) and all(isinstance(e, ClassifierError) for _, e in failures):
        raise failures[0][1]
    for ref, error in failures:
        _record(loop, shard, ref, error)
    return skipped


def _add(loop: Loop, shard: Shard, batch: Sequence[Prepared]) -> Mapping[str, int]:
    explanation = loop.plan.explainer.explain(batch)
    shard.add(batch, explanation)
    return explanation.skipped


def _record(loop: Loop, shard: Shard, ref: ImageRef, error: Exception) -> None:
    """Keep an image's failure as a row, unless it must end the run."""
    if loop.strict:
        raise error
    shard.add_error(ref, error)
    _log.warning(
        "%s", error if isinstance(error, PartwiseError) else f"image {ref.image_id!r}: {error!r}"
    )


def _facts(
    loop: Loop,
    images: ImageSet,
    matched: Mapping[str, int],
    skipped: Mapping[str, int],
    started: float,
) -> dict[str, Any]:
    """What is worth knowing of a finished run, for `run.json`."""
    store = loop.store
    before = store.manifest.facts
    call = {
        **loop.plan.setting,
        "images": images.origin,
        "segments": loop.segments,
        "batch_size": loop.batch_size,
        "started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(started)),
        "seconds": round(time.time() - started, 1),
    }
    return {
        "versions": _versions(),
        "activation": "logit",  # what is explained, before any softmax
        "images_done": len(store.finished()),
        "images_failed": len(store.failed()),
        "images_matched": dict(matched),
        "skipped_by_target": dict(skipped),
        "metadata_columns": sorted({key for ref in images.refs for key in ref.metadata}),
        "calls": [*before.get("calls", []), call],
    }


def _versions() -> dict[str, str]:
    """Versions of what can change the numbers; what is not installed is left out."""
    found = {"python": platform.python_version()}
    for name in (
        "partwise",
        "numpy",
        "numba",
        "Pillow",
        "opencv-python-headless",
        "torch",
        "captum",
    ):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
