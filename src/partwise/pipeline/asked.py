"""Asked: what a call wants beside maps of the pictures as they are, checked and resolved."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Set
from dataclasses import dataclass
from numbers import Integral
from pathlib import Path
from typing import TYPE_CHECKING, Any

from partwise.errors import CallError
from partwise.measures import NO_METHOD
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

_log = logging.getLogger("partwise")


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
    dilation: str | float = DILATION
    placebos: int = PLACEBOS
    effects_sample: int | None = None
    nulls: Sequence[str] = ()

    @classmethod
    def read(
        cls,
        *,
        effects: object,
        paste: object,
        pairs: object,
        dilation: str | float,
        placebos: object,
        effects_sample: object,
        null: object,
    ) -> Asked:
        """Take arguments as users give them in Python: one or several of each, or None for none.

        Raises
        ------
        CallError
            If one is of another kind.

        Examples
        --------
        >>> asked = Asked.read(effects="blur", paste=None, pairs=[("eye", "nose")],
        ...                    dilation="3px", placebos=2, effects_sample=None, null=())
        >>> asked.effects, asked.pairs, asked.placebos
        (['blur'], [('eye', 'nose')], 2)
        """
        return cls(
            listed(effects, "effects"),
            listed(paste, "paste", paths=True),
            listed(pairs, "pairs", pairs=True),
            dilation,
            _whole(placebos, "placebos"),
            None if effects_sample is None else _whole(effects_sample, "effects-sample"),
            listed(null, "null"),
        )

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
        if NO_METHOD in methods:
            raise CallError("--method none stands alone: it makes no maps. Leave out one or other.")
        if not self.effects and (self.placebos, self.dilation) != (PLACEBOS, DILATION):
            _log.warning("--placebos and --dilation do nothing without --effects.")
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


def listed(given: object, option: str, *, paths: bool = False, pairs: bool = False) -> list[Any]:
    """Texts as they are given: one or several, or None for none.

    Parameters
    ----------
    option
        Its name, without dashes.
    paths, pairs
        Whether paths are texts too, and whether two texts in a tuple are one.

    Raises
    ------
    CallError
        If one is no text.

    Examples
    --------
    >>> listed("blur", "effects"), listed(None, "effects")
    (['blur'], [])
    """
    if given is None:
        return []
    if isinstance(given, (str, Path)):
        given = [given]
    if not isinstance(given, Iterable):
        raise CallError(f"--{option} is a text or a list of texts, got {given!r}.")
    # a set comes in another order in each process
    found: list[Any] = sorted(given, key=repr) if isinstance(given, Set) else list(given)
    for at, each in enumerate(found):
        if paths and isinstance(each, Path):
            found[at] = str(each)
        elif pairs and isinstance(each, (tuple, list)) and len(each) == 2:
            found[at] = tuple(listed(each, option))
        elif not isinstance(each, str):
            raise CallError(f"--{option} is a text or a list of texts, got {each!r} in it.")
    return found


def _whole(given: object, option: str) -> int:
    if isinstance(given, bool) or not isinstance(given, Integral):
        raise CallError(f"--{option} must be a whole number, got {given!r}.")
    return int(given)
