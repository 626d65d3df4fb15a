"""RISE: what is left of the logit when random parts of the picture are seen."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from partwise.errors import CallError
from partwise.methods.changes import BASELINES
from partwise.methods.protocol import MethodSpec
from partwise.saliency import SaliencyMaps
from partwise.spec import at_least, one_of

if TYPE_CHECKING:
    import torch

    from partwise.classifiers.protocol import Classifier
    from partwise.methods.explained import Arguments, Score
    from partwise.methods.protocol import Batch, Targets
    from partwise.spec import Spec


class Rise:
    """The mean of random masks, each weighted by what is explained of the picture seen through it.

    Masks are coarse grids of seen and hidden cells, shifted at random and enlarged smoothly. The
    mean over all masks is taken away from each, since of logits, unlike of the probabilities in the
    paper, only differences mean something: a value is by how much more is explained where the
    pixel is seen. Source: Petsiuk et al. 2018, arXiv:1806.07421, equation 6 and section 3.2.

    Parameters
    ----------
    spec
        Options ``samples``: how many masks; ``cells``: of a mask, along each side; ``seen``: which
        share of them is seen; ``fill``: what is there instead, as
        `partwise.methods.baselines.baseline` says.

    Examples
    --------
    >>> from partwise.spec import Spec
    >>> Rise(Spec.parse("rise")).spec.canonical
    'rise:cells=7,fill=mean,samples=1000,seen=0.5'
    """

    def __init__(self, spec: Spec) -> None:
        options = spec.resolve({"samples": 1000, "cells": 7, "seen": 0.5, "fill": "mean"})
        one_of(spec.name, "fill", options["fill"], BASELINES)
        self._samples = int(at_least(spec.name, "samples", options["samples"], 2))
        self._cells = int(at_least(spec.name, "cells", options["cells"], 1))
        self._seen, self._fill = float(options["seen"]), str(options["fill"])
        if not 0 < self._seen < 1:
            raise CallError(
                f"option 'seen' of {spec.name!r} must be between 0 and 1, got {self._seen}."
            )
        self.spec = MethodSpec(
            name=spec.name,
            options=options,
            signed=True,
            needs="logits",
            channels="all channels are hidden together",
            cost=f"{self._samples} forward passes",
            paper="Petsiuk et al. 2018, arXiv:1806.07421",
            resolution=f"each cell of about 1/{self._cells} of a side, smoothed",
        )

    def explain(self, classifier: Classifier, batch: Batch, targets: Targets) -> SaliencyMaps:
        """One map for each image, in logits.

        Raises
        ------
        SaliencyError
            If a map is not finite.
        """
        import numpy as np
        import torch

        from partwise.methods.baselines import baseline
        from partwise.methods.explained import each_image, explained, to_numpy

        score = explained(classifier, self.spec.canonical)
        maps = []
        with torch.no_grad():
            for image, target, seed in each_image(batch, targets):
                fill = baseline(self._fill, image, seed=seed)
                maps.append(to_numpy(self._attribute(score, image, fill, target, seed)))
        grid = (self._cells, self._cells)
        return SaliencyMaps(np.stack(maps), batch.image_ids, self.spec.canonical, native_shape=grid)

    def _attribute(
        self, score: Score, image: torch.Tensor, fill: torch.Tensor, target: Arguments, seed: int
    ) -> torch.Tensor:
        import torch

        from partwise.methods.explained import evaluations_at_once, repeated

        at_once, generator = evaluations_at_once(image), torch.Generator().manual_seed(seed)
        size = (image.shape[2], image.shape[3])
        weighted = torch.zeros(size, dtype=torch.float64)
        together, total = torch.zeros_like(weighted), 0.0
        for first in range(0, self._samples, at_once):
            masks = self._masks(min(at_once, self._samples - first), size, generator).to(image)
            seen = masks[:, None]
            found = score(image * seen + fill * (1 - seen), *repeated(target, len(masks)))
            scores, masks = found.double().cpu(), masks.double().cpu()
            weighted += (scores[:, None, None] * masks).sum(0)
            together += masks.sum(0)
            total += float(scores.sum())
        return (weighted - total / self._samples * together) / (self._samples * self._seen)

    def _masks(self, count: int, size: tuple[int, int], generator: torch.Generator) -> torch.Tensor:
        """Masks of (mask, height, width), 0 to 1."""
        import torch

        cells = [math.ceil(side / self._cells) for side in size]
        shape = (count, 1, self._cells + 1, self._cells + 1)
        coarse = (torch.rand(shape, generator=generator) < self._seen).float()
        larger = [(self._cells + 1) * each for each in cells]
        fine = torch.nn.functional.interpolate(coarse, larger, mode="bilinear")[:, 0]
        shifts = [torch.randint(each, (count,), generator=generator).tolist() for each in cells]
        return torch.stack(
            [
                mask[top : top + size[0], left : left + size[1]]
                for mask, top, left in zip(fine, *shifts, strict=True)
            ]
        )
