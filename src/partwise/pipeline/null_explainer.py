"""NullExplainer: what an explainer says, and beside it maps that know nothing of the model."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from partwise.errors import PartwiseError, RunError
from partwise.nulls.kinds import REINITIALISED, SWAPPED
from partwise.nulls.maps import null_map
from partwise.nulls.swapped import Donor, choose_donors
from partwise.pipeline.explanation import Explanation, MapResult
from partwise.pipeline.remembered import Remembered
from partwise.saliency import SaliencyMaps

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from partwise.framing import Framing
    from partwise.images.picture import Picture
    from partwise.methods.protocol import SaliencyMethod
    from partwise.nulls.kinds import Null
    from partwise.nulls.reinitialised import Redrawn
    from partwise.pipeline.explanation import Explainer
    from partwise.pipeline.model_explainer import ModelExplainer
    from partwise.pipeline.prepared import Prepared
    from partwise.shapes import FloatMap, InputArray

#: Pictures over which re-drawn networks measure their batch norm.
CALIBRATION = 32


class NullExplainer:
    """Explains as another explainer does, and adds the maps of nulls.

    Parameters
    ----------
    inner
        Explains.
    nulls
        Which maps are added.
    pool
        Images of the set whose maps are laid under other images' masks.
    calibration
        Those on which re-drawn networks are calibrated.
    seed
        Of the run.
    """

    def __init__(
        self,
        inner: Explainer,
        *,
        nulls: Sequence[Null],
        pool: Sequence[Prepared],
        calibration: Sequence[Prepared],
        seed: int,
    ) -> None:
        self.inner = inner
        self.nulls = nulls
        self.pool = pool
        self.seed = seed
        self._donors = [_donor(each) for each in pool]
        # by method and kind of target: the map of each donor that has one
        self._lent: defaultdict[tuple[str, str | None], dict[int, FloatMap]] = defaultdict(dict)
        if any(null.name == SWAPPED for null in nulls):
            self._explain_pool()
        self._redrawn: Redrawn | None = None
        self._methods: dict[str, SaliencyMethod] = {}
        # where no image could be opened the run says why
        if any(null.name == REINITIALISED for null in nulls) and calibration:
            self._redraw(inner, calibration)  # pyright: ignore[reportArgumentType] - refused for given maps

    def framing_and_inputs(self, picture: Picture) -> tuple[Framing, InputArray | FloatMap]:
        """Frame and preprocess as the other does."""
        return self.inner.framing_and_inputs(picture)

    def explain(self, batch: Sequence[Prepared]) -> Explanation:
        """Explain, then add for each target the maps of each null."""
        found = self.inner.explain(batch)
        added: list[MapResult] = []
        for null in self.nulls:
            if null.name == SWAPPED:
                for result in _of_method(found, null):
                    added += self._swapped(null, batch, result)
            elif null.name == REINITIALISED:
                for result in _of_method(found, null):
                    added += self._reinitialised(null, batch, result)
            else:
                added += self._unsigned(null, batch, found)
        return replace(found, results=[*found.results, *added])

    def _unsigned(
        self, null: Null, batch: Sequence[Prepared], found: Explanation
    ) -> Iterator[MapResult]:
        """Maps of the pictures alone, made once and measured for each target."""
        ids = [prepared.ref.image_id for prepared in batch]
        for draw in range(null.draws):
            values = np.stack(
                [
                    null_map(
                        null, _luminance(each), seed=_seed(self.seed, each.ref.image_id), draw=draw
                    )
                    for each in batch
                ]
            )
            for result in _each_target(found):
                chosen = [*result.members]
                maps = SaliencyMaps(values[chosen], [ids[at] for at in chosen], null.canonical)
                yield MapResult(maps, chosen, result.explained, draw=draw, is_null=True)

    def _swapped(
        self, null: Null, batch: Sequence[Prepared], result: MapResult
    ) -> Iterator[MapResult]:
        """Other pictures' maps under this picture's masks; each segment has its own donors."""
        for at, member in enumerate(result.members):
            prepared, explained = batch[member], result.explained[at]
            lent = self._lent[result.maps.method, explained.target_kind]
            known = sorted(lent)
            pool = [self._donors[index] for index in known]
            # by donor and draw: the segments that it was chosen for
            chosen: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
            for number, segment in enumerate(prepared.framed):
                if segment.status != "visible":
                    continue
                donors = choose_donors(
                    pool, prepared.ref.image_id, segment.name, result.maps.shape, seed=self.seed
                )
                for draw, donor in enumerate(donors[: null.draws]):
                    chosen[known[donor], draw].append(number)
            for (donor, draw), segments in sorted(chosen.items()):
                maps = SaliencyMaps(lent[donor][None], [prepared.ref.image_id], null.canonical)
                yield MapResult(
                    maps, [member], [explained], draw=draw, only=[segments], is_null=True
                )

    def _reinitialised(
        self, null: Null, batch: Sequence[Prepared], result: MapResult
    ) -> Iterator[MapResult]:
        """The same method for the same classes, on the network with weights drawn anew."""
        if self._redrawn is None:
            raise RunError(
                f"{null.canonical}: none of the images looked at could be opened, and batch norm "
                "is measured over them. Mend or leave out those that fail, and give another --out."
            )
        explainer: ModelExplainer = self.inner  # pyright: ignore[reportAssignmentType]
        for draw, weights in self._redrawn.each():
            with weights:
                maps = explainer.explain_again(
                    batch, result.members, result.explained, self._methods[result.maps.method]
                )
            maps = replace(maps, method=null.canonical)
            yield MapResult(maps, result.members, result.explained, draw=draw, is_null=True)

    def _explain_pool(self) -> None:
        """Explain the pool; what cannot be explained lends nothing, and the run says why."""
        for index, prepared in enumerate(self.pool):
            try:
                found = self.inner.explain([prepared])
            except PartwiseError:
                continue
            for result in found.results:
                # the loop comes to these images too
                if isinstance(remembered := getattr(self.inner, "remembered", None), Remembered):
                    remembered.remember(result)
                for at, explained in enumerate(result.explained):
                    self._lent[result.maps.method, explained.target_kind][index] = (
                        result.maps.values[at]
                    )

    def _redraw(self, explainer: ModelExplainer, calibration: Sequence[Prepared]) -> None:
        import torch

        from partwise.nulls.reinitialised import Redrawn

        draws = max(null.draws for null in self.nulls if null.name == REINITIALISED)
        shape = calibration[0].inputs.shape
        alike = np.stack([each.inputs for each in calibration if each.inputs.shape == shape])
        calibrate = torch.from_numpy(alike).to(explainer.classifier.device)
        seeds = [_seed(self.seed, f"weights {draw}") for draw in range(draws)]
        self._redrawn = Redrawn(explainer.classifier, seeds=seeds, calibrate=calibrate)
        self._methods = {each.spec.canonical: each for each in explainer.methods}


def _of_method(found: Explanation, null: Null) -> list[MapResult]:
    return [each for each in found.results if null.fits(each.maps.method)]


def _each_target(found: Explanation) -> list[MapResult]:
    """One result for each target: those of the first method."""
    first = found.results[0].maps.method if found.results else None
    return [each for each in found.results if each.maps.method == first]


def _luminance(prepared: Prepared) -> FloatMap:
    assert prepared.luminance is not None  # noqa: S101 - kept where nulls are asked for
    return prepared.luminance


def _donor(prepared: Prepared) -> Donor:
    names = frozenset(each.name for each in prepared.framed if each.status == "visible")
    return Donor(prepared.ref.image_id, prepared.framing.input_shape, names)


def _seed(seed: int, name: str) -> int:
    digest = hashlib.sha256(f"{seed}\0null\0{name}".encode(errors="surrogatepass")).digest()
    return int.from_bytes(digest[:4], "little")
