"""Run: `build`, from a call's arguments to a table on disk."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from partwise import schema
from partwise.errors import CallError
from partwise.images.image_set import add_labels, add_metadata, read_images
from partwise.measures import MEASURES, NO_METHOD
from partwise.pipeline import loop as loops
from partwise.pipeline.asked import Asked, listed
from partwise.pipeline.interventions import DILATION, PLACEBOS
from partwise.pipeline.plan import plan_maps, plan_model, tell_labels
from partwise.pipeline.prepared import prepare
from partwise.pipeline.staging import stage
from partwise.pipeline.undone import tell_undone
from partwise.segments import number_instances, unite_instances
from partwise.sources.maps import load_maps
from partwise.stores.manifest import Manifest
from partwise.stores.parquet import open_store
from partwise.table.removals import FILL
from partwise.table.table import AttributionTable, open_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partwise.classifiers.protocol import Classifier
    from partwise.images.image_set import ImageSet
    from partwise.pipeline.plan import Plan
    from partwise.sources.loading import Loadable
    from partwise.sources.maps import MapSource
    from partwise.sources.protocol import SegmentSource

DEFAULT_METHOD = "integrated-gradients:baseline=blur,steps=32"


def build(
    classifier: Classifier | str | None,
    images: object,
    segments: Loadable,
    *,
    out: str | Path,
    method: str | Sequence[str] = DEFAULT_METHOD,
    target: str | Sequence[str] = "predicted",
    maps: MapSource | str | Path | None = None,
    predictions: str | Path | None = None,
    labels: str | Mapping[str, str | int] | None = None,
    classes: Sequence[str] | None = None,
    metadata: str | Path | None = None,
    effects: str | Sequence[str] = (),
    paste: str | Path | Sequence[str | Path] = (),
    pairs: str | Sequence[str | tuple[str, str]] = (),
    dilation: str | float = DILATION,
    placebos: int = PLACEBOS,
    effects_sample: int | None = None,
    null: str | Sequence[str] = (),
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
        ``method="none"`` makes no map: only effects are measured.
    maps, predictions
        Maps already computed, from :func:`load_maps` or where they are; and a CSV of what the
        classifier said.
    labels
        ``"folder"``, ``"FILE.csv:COLUMN"`` or a mapping from ``image_id``.
    classes
        Names of the classes, where `maps` are given or `classifier` is text.
    metadata
        A CSV with a column ``path`` and further columns to group by.
    effects
        What stands in the place of each part when it is removed, one fill or several: ``blur``,
        ``mean``, ``inpaint``, ``swap``, ``noise``. What removing each part does to the target is
        measured, with placebos beside it.
    paste
        Cues that are laid on the pictures that lack them: ``mark.png`` or ``segment:NAME@IMAGE``,
        with options as in ``mark.png,size=30%,place=random,opacity=0.5,draws=3``.
    pairs
        Two parts that are removed together too, as ``"eye+nose"`` or ``[("eye", "nose")]``; or
        ``"all"``.
    dilation
        By how much masks are widened before they are removed: ``"1.5%"`` of the input's shorter
        side, or ``"3px"``.
    placebos
        How often as much is removed where each part is not.
    effects_sample
        Measure effects on so many images of each class alone.
    null
        Maps that know nothing of the model, to hold attributions against: ``null-sobel``,
        ``null-laplacian``, ``null-centre``, ``null-noise``, ``null-swapped``,
        ``null-reinitialised``; with options as in ``null-reinitialised:grad-cam``.
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
    targets, methods = listed(target, "target"), listed(method, "method")
    if not targets:
        raise CallError("--target is empty. Say what is explained, such as 'predicted'.")
    asked = Asked.read(
        effects=effects,
        paste=paste,
        pairs=pairs,
        dilation=dilation,
        placebos=placebos,
        effects_sample=effects_sample,
        null=null,
    )
    if methods == [NO_METHOD]:
        methods = []
    if asked.pairs and instances == "keep":
        raise CallError(
            "--pairs removes all instances of a name together, and --instances keep measures each "
            "by itself, so that nothing stands beside a pair. Leave out one or the other."
        )
    asked.check(methods=methods, maps=maps is not None)
    plan = _plan(classifier, image_set, methods, targets, maps, predictions, classes or (), seed)
    tell_labels(image_set, plan, targets)
    source = load_segments(segments)
    matched = source.match([ref.image_id for ref in image_set.refs])
    _check_matched(source, matched, image_set)
    wanted = asked.resolve(source, image_set, methods=plan.parameters["methods"])
    parameters = {
        **plan.parameters,
        **wanted.parameters,
        "segments_digest": source.digest,
        "instances": instances,
        "keep_maps": keep_maps,
        "labels": labels if isinstance(labels, str) else None,
        "shard_size": loops.SHARD_SIZE,
    }
    workers = workers or min(4, os.cpu_count() or 1)
    with open_store(Path(out), Manifest(parameters)) as store:
        work = partial(
            prepare,
            framing_and_inputs=plan.explainer.framing_and_inputs,
            segments=source.segments,
            arrange=unite_instances if instances == "unite" else number_instances,
        )
        plan, work = stage(plan, wanted, image_set, work, store, seed=seed, workers=workers)
        loop = loops.Loop(plan, source.spec, store, batch_size, keep_maps, strict)
        loops.run_shards(loop, image_set, work, workers=workers, progress=progress, matched=matched)
        store.update({"maps": open_table(out).maps().to_pylist()})
    table = open_table(out)
    tell_undone(table, wanted)
    return table


def _plan(
    classifier: Classifier | str | None,
    images: ImageSet,
    methods: Sequence[str],
    targets: Sequence[str],
    maps: MapSource | str | Path | None,
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
        found = load_maps(maps) if isinstance(maps, str | Path) else maps
        return plan_maps(found, predictions=given, classes=classes, images=images)
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
    taken |= {name: name for name in (*MEASURES, FILL, "images", "rows")}
    for name in dict.fromkeys(name for ref in images.refs for name in ref.metadata):
        if name.lower() in taken:
            raise CallError(
                f"column {name!r} of the metadata has the name of the column "
                f"{taken[name.lower()]!r}, which the table has already. Rename it in the CSV."
            )
        taken[name.lower()] = name
