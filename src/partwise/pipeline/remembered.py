"""Remembered: maps made before the loop, so that no image is explained twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from partwise.saliency import SaliencyMaps

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from partwise.pipeline.explanation import Explained, MapResult
    from partwise.shapes import FloatMap, Shape

#: Image, method, kind of target, its class, and the class that is taken away.
_Key = tuple[str, str, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True, eq=False)
class _Map:
    values: FloatMap
    completeness_error: float | None
    native_shape: Shape | None


@dataclass(frozen=True, slots=True)
class Remembered:
    """Maps by image, method and target."""

    _maps: dict[_Key, _Map] = field(default_factory=dict[_Key, _Map])

    def remember(self, result: MapResult) -> None:
        """Keep every map of a result."""
        maps, errors = result.maps, result.maps.completeness_error
        for at, (image_id, explained) in enumerate(
            zip(maps.image_ids, result.explained, strict=True)
        ):
            self._maps[_key(image_id, maps.method, explained)] = _Map(
                maps.values[at], None if errors is None else float(errors[at]), maps.native_shape
            )

    def complete(
        self,
        image_ids: Sequence[str],
        method: str,
        explained: Sequence[Explained],
        explain: Callable[[Sequence[int]], SaliencyMaps],
    ) -> SaliencyMaps:
        """Give one map for each image: what is remembered, and the others made anew.

        Parameters
        ----------
        image_ids, explained
            One for each map that is asked for.
        method
            Canonical name.
        explain
            Makes the maps of the images with these numbers.
        """
        known = [
            self._maps.get(_key(image_id, method, each))
            for image_id, each in zip(image_ids, explained, strict=True)
        ]
        missing = [at for at, found in enumerate(known) if found is None]
        if len(missing) == len(known):
            return explain(missing)
        if missing:
            made = explain(missing)
            errors = made.completeness_error
            for number, at in enumerate(missing):
                error = None if errors is None else float(errors[number])
                known[at] = _Map(made.values[number], error, made.native_shape)
        maps = [each for each in known if each is not None]
        errors = [each.completeness_error for each in maps]
        return SaliencyMaps(
            np.stack([each.values for each in maps]),
            image_ids,
            method,
            None if None in errors else np.array(errors, np.float64),
            maps[0].native_shape,
        )


def _key(image_id: str, method: str, explained: Explained) -> _Key:
    of = explained.target_kind, explained.target_class, explained.contrast_class
    return image_id, method, *of
