"""Run: `build`, the only loop, from images to a table on disk."""

from __future__ import annotations

import logging
import os
import platform
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from tqdm import tqdm

from partwise import schema
from partwise.errors import CallError, ClassifierError, PartwiseError, RunError
from partwise.images.image_set import add_labels, add_metadata, read_images
from partwise.measures import MEASURES
from partwise.pipeline.plan import Plan, plan_maps, plan_model, tell_labels
from partwise.pipeline.prepared import ahead, prepare
from partwise.pipeline.shard import Shard
from partwise.segments import number_instances, unite_instances
from partwise.stores.manifest import Manifest
from partwise.stores.parquet import open_store
from partwise.table.table import AttributionTable, open_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Future

    from partwise.classifiers.protocol import Classifier
    from partwise.images.image_set import ImageSet
    from partwise.images.picture import ImageRef
    from partwise.pipeline.prepared import Prepared
    from partwise.sources.loading import Loadable
    from partwise.sources.protocol import SegmentSource
    from partwise.stores.parquet import ParquetStore

DEFAULT_METHOD = "integrated-gradients:baseline=blur,steps=32"
#: Images a shard: what a killed run loses at most, against how many files a table has.
SHARD_SIZE = 128

_log = logging.getLogger("partwise")


@dataclass(frozen=True, slots=True)
class _Loop:
    """What stays the same from shard to shard."""

    plan: Plan
    segments: str
    store: ParquetStore
    batch_size: int
    keep_maps: bool
    strict: bool


def build(
    classifier: Classifier | str | None,
    images: object,
    segments: Loadable,
    *,
    out: str | Path,
    method: str | Sequence[str] = DEFAULT_METHOD,
    target: str | Sequence[str] = "predicted",
    maps: str | Path | None = None,
    predictions: str | Path | None = None,
    labels: str | Mapping[str, str | int] | None = None,
    classes: Sequence[str] | None = None,
    metadata: str | Path | None = None,
    instances: Literal["unite", "keep"] = "unite",
    keep_maps: bool = False,
    strict: bool = False,
    workers: int | None = None,
    batch_size: int = 16,
    limit: int | None = None,
    seed: int = 0,
    progress: bool = False,
) -> AttributionTable:
    """Explain images by a classifier, measure each named segment, and keep it all as a table.

    Parameters
    ----------
    classifier
        From :func:`load_classifier` or :func:`wrap`, or how to load one, such as
        ``"timm:resnet50"``; None where `maps` are given.
    images
        A folder, a CSV with a column ``path``, a mapping of pictures or a map-style data set.
    segments
        From :func:`load_segments`, or anything it takes: ``"coco:parts.json"``, masks by
        image, a callable.
    out
        Folder of the table. One that exists is gone on with: images it has are not done again.
    method, target
        One or several: each method explains each target. See ``partwise list methods``.
    maps, predictions
        A folder of maps already computed, and a CSV of what the classifier said.
    labels
        ``"folder"``, ``"FILE.csv:COLUMN"`` or a mapping from ``image_id``.
    classes
        Names of the classes, where `maps` are given or `classifier` is text.
    metadata
        A CSV with a column ``path`` and further columns to group by.
    instances
        Whether instances of one name in an image are united (and counted) or kept apart.
    keep_maps
        Keep full maps beside their previews.
    strict
        Stop at the first image that fails, instead of recording it and going on.
    workers, batch_size
        Threads that decode ahead of the model, and images a forward pass.
    limit
        Only the first images by ``image_id``.
    seed
        Of everything random.
    progress
        Show a progress bar on stderr.

    Returns
    -------
    AttributionTable
        Also on disk, in `out`.

    Raises
    ------
    PartwiseError
        If the call is wrong or the run fails; what was finished until then is kept.

    Notes
    -----
    Hinns & Martens 2025, *Segment Attribution Tables*, arXiv:2506.23247.
    """
    from partwise.sources.loading import load_segments

    if batch_size < 1 or (workers is not None and workers < 1):
        raise CallError("--batch-size and --workers must be at least 1.")
    if instances not in ("unite", "keep"):
        raise CallError(f"instances must be 'unite' or 'keep', got {instances!r}.")
    image_set = add_metadata(
        add_labels(read_images(images), labels), None if metadata is None else Path(metadata)
    ).first(limit)
    _check_metadata(image_set)
    targets = [target] if isinstance(target, str) else list(target)
    methods = [method] if isinstance(method, str) else list(method)
    plan = _plan(classifier, image_set, methods, targets, maps, predictions, classes or (), seed)
    tell_labels(image_set, plan, targets)
    source = load_segments(segments)
    matched = source.match([ref.image_id for ref in image_set.refs])
    _check_matched(source, matched, image_set)
    parameters = {
        **plan.parameters,
        "segments_digest": source.digest,
        "instances": instances,
        "keep_maps": keep_maps,
        "labels": labels if isinstance(labels, str) else None,
        "shard_size": SHARD_SIZE,
    }
    workers = workers or min(4, os.cpu_count() or 1)
    with open_store(Path(out), Manifest(parameters)) as store:
        loop = _Loop(plan, source.spec, store, batch_size, keep_maps, strict)
        work = partial(
            prepare,
            framing_and_inputs=plan.explainer.framing_and_inputs,
            segments=source.segments,
            arrange=unite_instances if instances == "unite" else number_instances,
        )
        _run(loop, image_set, work, workers=workers, progress=progress, matched=matched)
        store.update({"maps": open_table(out).maps().to_pylist()})
    return open_table(out)


def _plan(
    classifier: Classifier | str | None,
    images: ImageSet,
    methods: Sequence[str],
    targets: Sequence[str],
    maps: str | Path | None,
    predictions: str | Path | None,
    classes: Sequence[str],
    seed: int,
) -> Plan:
    if maps is not None:
        if classifier is not None:
            raise CallError("give a classifier or maps, not both: maps need no model.")
        if ([*methods], [*targets]) != ([DEFAULT_METHOD], ["predicted"]):
            raise CallError(
                "a method and a target go with a classifier: maps are measured as they are. Leave "
                "out --method and --target, or --maps."
            )
        given = None if predictions is None else Path(predictions)
        return plan_maps(Path(maps), predictions=given, classes=classes, images=images)
    if classifier is None:
        raise CallError("give a classifier (--model), or maps already computed (--maps).")
    if predictions is not None:
        raise CallError("--predictions goes with --maps: a classifier predicts for itself.")
    return plan_model(classifier, methods=methods, targets=targets, classes=classes, seed=seed)


def _check_matched(source: SegmentSource, matched: Mapping[str, int], images: ImageSet) -> None:
    """Refuse segments that are all for other images: the table would be (unnamed) alone."""
    if not matched["images_with_segments"]:
        raise CallError(
            f"{source.spec}: none of its {matched['entries_not_in_images']} entries belongs to one "
            f"of the {len(images.refs)} images, which are called such as "
            f"{images.refs[0].image_id!r}. Images and entries match by relative path, file name "
            "or name without ending; masks lie as SEGMENT/IMAGE.png or IMAGE_SEGMENT.png."
        )


def _check_metadata(images: ImageSet) -> None:
    """Refuse columns whose names a table has already; SQL tells no capitals from small letters."""
    taken = {column.name: column.name for column in schema.ROWS}
    taken |= {name: name for name in (*MEASURES, "images", "rows")}
    for name in dict.fromkeys(name for ref in images.refs for name in ref.metadata):
        if name.lower() in taken:
            raise CallError(
                f"column {name!r} of the metadata has the name of the column "
                f"{taken[name.lower()]!r}, which the table has already. Rename it in the CSV."
            )
        taken[name.lower()] = name


def _run(
    loop: _Loop,
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
            for batch in _batches(loop, shard, islice(stream, len(block)), bar):
                skipped.update(_explain(loop, shard, batch))
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
    loop: _Loop, shard: Shard, stream: Iterable[tuple[ImageRef, Future[Prepared]]], bar: tqdm[Any]
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
                len(batch) == loop.batch_size or prepared.inputs.shape != batch[0].inputs.shape
            ):
                yield batch
                batch = []
            batch.append(prepared)
        bar.update()
    if batch:
        yield batch


def _explain(loop: _Loop, shard: Shard, batch: list[Prepared]) -> Mapping[str, int]:
    """Explain and measure a batch; where an image spoils it, do its images one by one.

    A classifier that fails on every image of a batch is broken, not its images: that ends
    the run.
    """
    try:
        return _add(loop, shard, batch)
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


def _add(loop: _Loop, shard: Shard, batch: list[Prepared]) -> Mapping[str, int]:
    explanation = loop.plan.explainer.explain(batch)
    shard.add(batch, explanation)
    return explanation.skipped


def _record(loop: _Loop, shard: Shard, ref: ImageRef, error: Exception) -> None:
    """Keep an image's failure as a row, unless it must end the run."""
    if loop.strict:
        raise error
    shard.add_error(ref, error)
    _log.warning(
        "%s", error if isinstance(error, PartwiseError) else f"image {ref.image_id!r}: {error!r}"
    )


def _facts(
    loop: _Loop,
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
