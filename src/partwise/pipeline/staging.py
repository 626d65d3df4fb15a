"""Staging: the explainer made ready for nulls, removals and pastes, before the loop starts."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from partwise.nulls.kinds import REINITIALISED, SWAPPED
from partwise.nulls.maps import luminance_of
from partwise.nulls.swapped import choose_pool
from partwise.pipeline.interventions import shuffled
from partwise.pipeline.map_explainer import MapExplainer
from partwise.pipeline.null_explainer import CALIBRATION, NullExplainer
from partwise.segments import BACKGROUND, PADDING, UNNAMED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from partwise.effects.treatment import Treatment
    from partwise.framing import Framing
    from partwise.images.image_set import ImageSet
    from partwise.images.picture import ImageRef, Picture
    from partwise.nulls.kinds import Null
    from partwise.pipeline.asked import Wanted
    from partwise.pipeline.interventions import Interventions
    from partwise.pipeline.model_explainer import ModelExplainer
    from partwise.pipeline.plan import Plan
    from partwise.pipeline.prepared import Prepared
    from partwise.segments import SegmentSet
    from partwise.shapes import FloatMap, InputArray
    from partwise.stores.parquet import ParquetStore

_log = logging.getLogger("partwise")

#: Images that lend what they hold to the others, and how many are opened to find such that lack
#: what most have.
POOL, MOST_LOOKED_AT = 64, 192
#: In `run.json`: which images these are, so that a run that goes on takes the same ones.
_POOL_FACT, _CALIBRATION_FACT = "pool", "calibration"


def stage(
    plan: Plan,
    wanted: Wanted,
    images: ImageSet,
    work: Callable[..., Prepared],
    store: ParquetStore,
    *,
    seed: int,
    workers: int,
) -> tuple[Plan, Callable[[ImageRef], Prepared]]:
    """Make ready what a call wants beside maps, and tell what that costs.

    Parameters
    ----------
    plan
        With what explains.
    work
        Prepares an image.
    store
        Where the table is written; it remembers the pool.
    seed
        Of the run.
    workers
        Threads that decode.

    Returns
    -------
    The plan with what explains from now on, and what prepares an image from now on.
    """
    done = store.finished()
    fresh = [ref for ref in images.refs if ref.image_id not in done]
    if not fresh:
        return plan, work
    interventions = _chosen(plan, wanted, images, fresh, work, workers=workers)
    pool = _pool(images, work, store, seed=seed) if _needs_pool(wanted) else []
    explainer = plan.explainer
    if wanted.nulls:
        _tell_nulls(wanted.nulls, len(pool))
        explainer = NullExplainer(
            explainer,
            nulls=wanted.nulls,
            pool=pool,
            calibration=_calibration(pool, store),
            seed=seed,
        )
        given = isinstance(plan.explainer, MapExplainer)
        work = partial(work, luminance=_of_picture if given else _of_inputs)
    if interventions:
        # only now: the pool is explained, and nothing is done to it yet
        inner: ModelExplainer = plan.explainer  # pyright: ignore[reportAssignmentType]
        inner.interventions, inner.pool = interventions, pool
        work = partial(work, paste=partial(_paste, inner, interventions))
    return replace(plan, explainer=explainer), work


def _needs_pool(wanted: Wanted) -> bool:
    removals = wanted.interventions.removals
    swaps = removals is not None and any(fill.needs_donor for fill in removals.fills)
    return swaps or any(null.name in (SWAPPED, REINITIALISED) for null in wanted.nulls)


def _chosen(
    plan: Plan,
    wanted: Wanted,
    images: ImageSet,
    fresh: Sequence[ImageRef],
    work: Callable[[ImageRef], Prepared],
    *,
    workers: int,
) -> Interventions:
    """What is done to which images; what that costs is told before anything else is done."""
    interventions = wanted.interventions
    if not interventions:
        return interventions
    from partwise.pipeline.cost import estimate_cost, tell_cost
    from partwise.pipeline.sample import sample_images

    # given maps have no classifier, which was refused before
    explainer: ModelExplainer = plan.explainer  # pyright: ignore[reportAssignmentType]
    if wanted.sample is not None:
        chosen = sample_images(images.refs, wanted.sample, explainer=explainer, workers=workers)
        interventions = replace(interventions, sample=chosen)
    tell_cost(estimate_cost(fresh, work, explainer.classifier, interventions), interventions)
    return interventions


def _paste(
    explainer: ModelExplainer,
    interventions: Interventions,
    picture: Picture,
    segments: SegmentSet,
    framing: Framing,
) -> list[Treatment]:
    from partwise.pipeline.model_explainer import image_seed

    return interventions.paste(
        picture,
        segments,
        framing,
        lambda changed: explainer.framing_and_inputs(changed)[1],
        seed=image_seed(explainer.seed, picture.ref.image_id),
    )


def _of_inputs(_: Picture, inputs: InputArray | FloatMap) -> FloatMap:
    return luminance_of(inputs)


def _of_picture(picture: Picture, _: InputArray | FloatMap) -> FloatMap:
    return luminance_of(np.asarray(picture.rgb, np.float32).transpose(2, 0, 1))


def _tell_nulls(nulls: Sequence[Null], pool: int) -> None:
    for null in nulls:
        if null.name == REINITIALISED:
            _log.info(
                "null-reinitialised explains each image %d more times by %s",
                null.draws,
                null.method,
            )
        elif null.name == SWAPPED:
            _log.info(
                "null-swapped explains %d image%s first by %s, to lend their maps to the others",
                pool,
                "s" * (pool != 1),
                null.method,
            )


def _pool(
    images: ImageSet, work: Callable[[ImageRef], Prepared], store: ParquetStore, *, seed: int
) -> list[Prepared]:
    """Some images by chance, or those that the table took before; those that fail are left out."""
    refs = {ref.image_id: ref for ref in images.refs}
    before = store.manifest.facts.get(_POOL_FACT)
    kept = [each for each in before or () if each in refs]
    if len(kept) >= POOL:
        return list(_opened([refs[each] for each in kept], work))
    # a table that began with a few images takes more now; that call took all it could open
    others = [each for each in shuffled(refs, seed=seed) if each not in kept]
    order = [refs[image_id] for image_id in (*kept, *others)]
    pool = choose_pool(_opened(order, work), _named, size=POOL, most_looked_at=MOST_LOOKED_AT)
    store.update({_POOL_FACT: [each.ref.image_id for each in pool]})
    return pool


def _calibration(pool: Sequence[Prepared], store: ParquetStore) -> list[Prepared]:
    """The images that re-drawn networks were calibrated on before, however the pool has grown."""
    before = store.manifest.facts.get(_CALIBRATION_FACT)
    found = [each for each in pool if not before or each.ref.image_id in before][:CALIBRATION]
    store.update({_CALIBRATION_FACT: [each.ref.image_id for each in found]})
    return found


def _opened(refs: Sequence[ImageRef], work: Callable[[ImageRef], Prepared]) -> Iterator[Prepared]:
    for ref in refs:
        try:
            yield work(ref)
        except Exception:  # noqa: BLE001, S112 - the run will meet it again, and record it
            continue


def _named(prepared: Prepared) -> set[str]:
    """Names that an image may lack: every image has something left over."""
    return {
        each.name
        for each in prepared.framed
        if each.status == "visible" and each.name not in (BACKGROUND, PADDING, UNNAMED)
    }
