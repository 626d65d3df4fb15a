"""Asked: what a call wants beside maps of the pictures as they are, and how the run gets it."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from partwise.errors import CallError
from partwise.pipeline.interventions import (
    DILATION,
    PLACEBOS,
    Interventions,
    plan_interventions,
    shuffled,
)
from partwise.pipeline.map_explainer import MapExplainer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from partwise.effects.treatment import Treatment
    from partwise.framing import Framing
    from partwise.images.image_set import ImageSet
    from partwise.images.picture import ImageRef, Picture
    from partwise.pipeline.model_explainer import ModelExplainer
    from partwise.pipeline.plan import Plan
    from partwise.pipeline.prepared import Prepared
    from partwise.segments import SegmentSet
    from partwise.sources.protocol import SegmentSource
    from partwise.stores.parquet import ParquetStore

_log = logging.getLogger("partwise")

#: Images that lend what they hold to the others.
POOL = 32
#: In `run.json`: which images these are, so that a run that goes on takes the same ones.
_POOL_FACT = "pool"


@dataclass(frozen=True, slots=True)
class Asked:
    """Arguments of a call, as in :func:`~partwise.pipeline.run.build`."""

    effects: Sequence[str] = ()
    paste: Sequence[str] = ()
    pairs: Sequence[str] = ()
    dilation: str = DILATION
    placebos: int = PLACEBOS
    effects_sample: int | None = None

    def check(self, *, methods: Sequence[str], maps: bool) -> None:
        """Refuse what contradicts itself, before anything is loaded.

        Raises
        ------
        CallError
            If there is nothing to do, an option is of no use, or a classifier is needed.
        """
        if maps and (self.effects or self.paste):
            raise CallError(
                "--effects and --paste show pictures to a classifier, and --maps has none. Give "
                "--model, or leave them out."
            )
        if not methods and not maps and not self.effects and not self.paste:
            raise CallError(
                "--method none makes no maps, and nothing is removed or pasted either. Give "
                "--effects or --paste, or a method."
            )
        if self.effects_sample is not None and not self.effects and not self.paste:
            raise CallError("--effects-sample goes with --effects or --paste.")
        if self.effects_sample is not None and self.effects_sample < 1:
            raise CallError(
                f"--effects-sample must be at least 1 image a class, got {self.effects_sample}."
            )

    def plan(self, source: SegmentSource, images: ImageSet) -> Interventions:
        """Resolve it; the source is matched to the images already."""
        return plan_interventions(
            effects=self.effects,
            paste=self.paste,
            pairs=self.pairs,
            dilation=self.dilation,
            placebos=self.placebos,
            source=source,
            images=images,
        )

    def parameters(self, interventions: Interventions) -> dict[str, Any]:
        """What of it decides the rows, for `run.json`."""
        sample = {} if self.effects_sample is None else {"effects_sample": self.effects_sample}
        return interventions.parameters | sample


def intervene(
    plan: Plan,
    interventions: Interventions,
    images: ImageSet,
    work: Callable[..., Prepared],
    store: ParquetStore,
    *,
    sample: int | None,
    workers: int,
) -> Callable[[ImageRef], Prepared]:
    """Make the explainer ready to intervene, and tell what that costs.

    Parameters
    ----------
    work
        Prepares an image.
    sample
        Images a class; None for all.

    Returns
    -------
    What prepares an image and lays cues on it.
    """
    if not interventions:
        return work
    from partwise.pipeline.cost import estimate_cost, tell_cost
    from partwise.pipeline.sample import sample_images

    assert not isinstance(plan.explainer, MapExplainer)  # noqa: S101 - refused before
    explainer: ModelExplainer = plan.explainer  # pyright: ignore[reportAssignmentType]
    done = store.finished()
    fresh = [ref for ref in images.refs if ref.image_id not in done]
    if sample is not None and fresh:
        chosen = sample_images(images.refs, sample, explainer=explainer, workers=workers)
        interventions = replace(interventions, sample=chosen)
    removals = interventions.removals
    if fresh and removals is not None and any(fill.needs_donor for fill in removals.fills):
        explainer.pool = _pool(images, work, store, seed=explainer.seed)
    explainer.interventions = interventions
    whole = partial(work, paste=partial(_paste, explainer, interventions))
    if fresh:
        tell_cost(estimate_cost(fresh, work, explainer.classifier, interventions), interventions)
    return whole


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


def _pool(
    images: ImageSet, work: Callable[[ImageRef], Prepared], store: ParquetStore, *, seed: int
) -> list[Prepared]:
    """Some images by chance, or those that the table took before; those that fail are left out."""
    refs: Mapping[str, ImageRef] = {ref.image_id: ref for ref in images.refs}
    before = store.manifest.facts.get(_POOL_FACT)
    order = (
        shuffled(refs, seed=seed) if before is None else [each for each in before if each in refs]
    )
    pool: list[Prepared] = []
    for image_id in order:
        if len(pool) == POOL:
            break
        try:
            pool.append(work(refs[image_id]))
        except Exception:  # noqa: BLE001, S112 - the run will meet it again, and record it
            continue
    if before is None:
        store.update({_POOL_FACT: [each.ref.image_id for each in pool]})
    return pool
