"""Asked: what a call wants beside maps of the pictures as they are, checked and resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partwise.errors import CallError
from partwise.nulls.kinds import REINITIALISED, parse_nulls
from partwise.pipeline.interventions import (
    DILATION,
    PLACEBOS,
    Interventions,
    plan_interventions,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.images.image_set import ImageSet
    from partwise.nulls.kinds import Null
    from partwise.sources.protocol import SegmentSource


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a call wants beside maps, resolved.

    Parameters
    ----------
    interventions
        What is removed and pasted.
    nulls
        Maps that know nothing of the model.
    sample
        Images a class that are intervened on; None for all.
    """

    interventions: Interventions
    nulls: Sequence[Null]
    sample: int | None

    @property
    def parameters(self) -> dict[str, Any]:
        """What of it decides the rows, for `run.json`."""
        told = {**self.interventions.parameters, "nulls": [null.canonical for null in self.nulls]}
        return told if self.sample is None else {**told, "effects_sample": self.sample}


@dataclass(frozen=True, slots=True)
class Asked:
    """Arguments of a call, as in :func:`~partwise.pipeline.run.build`."""

    effects: Sequence[str] = ()
    paste: Sequence[str] = ()
    pairs: Sequence[str] = ()
    dilation: str = DILATION
    placebos: int = PLACEBOS
    effects_sample: int | None = None
    nulls: Sequence[str] = ()

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
        if self.nulls and not methods and not maps:
            raise CallError("--null stands beside a saliency method, and --method none has none.")
        if maps and any(each.strip().startswith(REINITIALISED) for each in self.nulls):
            raise CallError(
                f"--null {REINITIALISED} explains a network with other weights, and --maps has no "
                "network. The other nulls can be made."
            )
        if self.effects_sample is not None and not self.effects and not self.paste:
            raise CallError("--effects-sample goes with --effects or --paste.")
        if self.effects_sample is not None and self.effects_sample < 1:
            raise CallError(
                f"--effects-sample must be at least 1 image a class, got {self.effects_sample}."
            )

    def resolve(self, source: SegmentSource, images: ImageSet, *, methods: Sequence[str]) -> Wanted:
        """Resolve it.

        Parameters
        ----------
        source
            Matched to the images already.
        methods
            Canonical names of the run's methods.

        Raises
        ------
        PartwiseError
            If a fill, cue, pair, amount or null is wrong.
        """
        interventions = plan_interventions(
            effects=self.effects,
            paste=self.paste,
            pairs=self.pairs,
            dilation=self.dilation,
            placebos=self.placebos,
            source=source,
            images=images,
        )
        return Wanted(interventions, parse_nulls(self.nulls, methods), self.effects_sample)
