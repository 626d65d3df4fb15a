"""Randomisation: how much of a method's map is left as the network forgets what it learnt.

A method whose maps stay as they are while the weights are drawn anew, from the last layer to the
first, shows the picture and not the network: the cascading check of Adebayo et al. 2018,
arXiv:1810.03292, section 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from partwise.nulls.reinitialised import redraw, with_weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    import torch
    from numpy.typing import NDArray

    from partwise.classifiers.protocol import Classifier
    from partwise.methods.protocol import Batch, SaliencyMethod, Targets


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What is left of the maps once some of the layers were drawn anew.

    Parameters
    ----------
    layers
        How many, from the last on.
    left
        Rank correlation of absolute values with the trained network's maps, of each image; 1
        where nothing changed, about 0 where nothing is left, NaN where a map is the same
        everywhere.
    """

    layers: int
    left: Sequence[float]

    @property
    def median(self) -> float:
        """Over images whose maps can be compared."""
        return float(np.nanmedian(self.left)) if np.isfinite(self.left).any() else float("nan")


def randomise(
    classifier: Classifier,
    method: SaliencyMethod,
    batch: Batch,
    targets: Targets,
    *,
    steps: Sequence[float] = (0.0, 0.5, 1.0),
    seed: int = 0,
) -> list[Forgotten]:
    """Explain the same classes again while layers are drawn anew from the last to the first.

    Parameters
    ----------
    steps
        Which share of the layers with weights; 0 is the last alone.
    seed
        Of the draw.

    Raises
    ------
    MethodError
        If the method cannot explain the classifier, or nothing in it can be drawn anew.
    SaliencyError
        If a map is not finite.
    """
    module = classifier.module
    assert module is not None  # noqa: S101 - whoever asks has a network
    names = _layers(module)
    trained = method.explain(classifier, batch, targets)
    found: list[Forgotten] = []
    for step in steps:
        count = max(round(step * len(names)), 1)
        only = {name for layer in names[-count:] for name in layer}
        state = redraw(
            module, seed=seed, calibrate=batch.inputs, forward=classifier.logits, only=only
        )
        with with_weights(module, state):
            again = method.explain(classifier, batch, targets)
        left = [
            rank_correlation(np.abs(one), np.abs(other))
            for one, other in zip(trained.values, again.values, strict=True)
        ]
        found.append(Forgotten(count, left))
    return found


def rank_correlation(one: NDArray[np.floating], other: NDArray[np.floating]) -> float:
    """Spearman's, with the mean rank where values are equal; NaN where all of one are.

    >>> round(rank_correlation(np.array([1.0, 2, 5, 4]), np.array([1.0, 4, 9, 6])), 6)
    1.0
    """
    ranks = [_ranks(each.ravel()) for each in (one, other)]
    deviations = [each - each.mean() for each in ranks]
    norms = [float(np.sqrt((each**2).sum())) for each in deviations]
    if not all(norms):
        return float("nan")
    return float((deviations[0] * deviations[1]).sum() / (norms[0] * norms[1]))


def _ranks(values: NDArray[np.floating]) -> NDArray[np.float64]:
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    return (ends - (counts - 1) / 2)[place]


def _layers(module: torch.nn.Module) -> list[list[str]]:
    """Names of the parameters of each module that has some of its own, in their order."""
    found = [
        [f"{name}.{each}".lstrip(".") for each, _ in part.named_parameters(recurse=False)]
        for name, part in module.named_modules()
    ]
    return [each for each in found if each]
