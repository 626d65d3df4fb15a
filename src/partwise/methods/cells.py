"""Cells: squares of a picture that are hidden or seen as a whole, and a model fitted to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partwise.errors import MethodError
from partwise.methods.changes import BASELINES, completed
from partwise.methods.protocol import MethodSpec
from partwise.saliency import SaliencyMaps
from partwise.spec import at_least, one_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import torch

    from partwise.classifiers.protocol import Classifier
    from partwise.methods.explained import Score
    from partwise.methods.protocol import Batch, Targets
    from partwise.spec import Spec


@dataclass(frozen=True, slots=True)
class Cells:
    """Which cells there are, and how they are hidden.

    Parameters
    ----------
    along
        How many along each side.
    samples
        How many times some are hidden.
    fill
        What is there instead; see `partwise.methods.baselines.baseline`.
    """

    along: int
    samples: int
    fill: str


def read_cells(spec: Spec, *, paper: str) -> tuple[Cells, MethodSpec]:
    """Read the options ``cells``, ``samples`` and ``fill`` of a method that fits to cells.

    Raises
    ------
    UnknownNameError
        If there is no such option or fill; with the nearest.
    CallError
        If a number makes no sense.
    """
    options = spec.resolve({"cells": 7, "samples": 500, "fill": "mean"})
    one_of(spec.name, "fill", options["fill"], BASELINES)
    samples = int(at_least(spec.name, "samples", options["samples"], 2))
    along = int(at_least(spec.name, "cells", options["cells"], 2))
    return Cells(along, samples, str(options["fill"])), MethodSpec(
        name=spec.name,
        options=options,
        signed=True,
        needs="logits",
        channels="all channels are hidden together",
        cost=f"{samples + 2} forward passes",
        paper=paper,
        resolution=f"each cell of 1/{along} of a side",
        package="sklearn",
    )


def cell_maps(
    classifier: Classifier,
    batch: Batch,
    targets: Targets,
    *,
    method: str,
    cells: Cells,
    explainer: Callable[[Score], Any],
    complete: bool,
) -> SaliencyMaps:
    """Fit a linear model to what is explained with random cells hidden; its weights are the map.

    Each cell's weight is spread evenly over its pixels, so that a part's sum adds up the cells that
    it covers.

    Parameters
    ----------
    method
        Canonical name.
    cells
        Which there are, and how they are hidden.
    explainer
        Makes Captum's from the score.
    complete
        Whether weights ought to add up to the change from the picture with all cells hidden.

    Raises
    ------
    MethodError
        If there are more cells than pixels along a side.
    SaliencyError
        If a map is not finite.
    """
    import numpy as np
    import torch

    from partwise.methods.baselines import baseline
    from partwise.methods.explained import (
        change,
        each_image,
        evaluations_at_once,
        explained,
        to_numpy,
    )

    size = (batch.inputs.shape[2], batch.inputs.shape[3])
    if cells.along > min(size):
        raise MethodError(
            f"method {method!r}: the classifier's input of {size[0]}×{size[1]} has fewer pixels "
            f"along a side than {cells.along} cells. Give cells={min(size)} or less."
        )
    numbers = numbered(size, cells.along)
    counts = torch.bincount(numbers.flatten())
    score = explained(classifier, method)
    maps, changes = [], []
    with torch.no_grad():
        for image, target, seed in each_image(batch, targets):
            start = baseline(cells.fill, image, seed=seed)
            # Captum draws from the generator that all share
            with torch.random.fork_rng(devices=[]):
                torch.manual_seed(seed)
                weights = explainer(score).attribute(
                    image,
                    baselines=start,
                    additional_forward_args=target,
                    feature_mask=numbers.to(image.device)[None, None].expand_as(image),
                    n_samples=cells.samples,
                    perturbations_per_eval=evaluations_at_once(image),
                    return_input_shape=False,
                )[0]
            maps.append(to_numpy((weights.cpu() / counts)[numbers]))
            changes.append(change(score, image, start, target))
    values, grid = np.stack(maps), (cells.along, cells.along)
    if complete:
        return completed(values, batch, method, changes, native_shape=grid)
    return SaliencyMaps(values, batch.image_ids, method, native_shape=grid)


def numbered(size: tuple[int, int], cells: int) -> torch.Tensor:
    """Number the cell of each pixel, row by row; no two differ by more than a pixel along a side.

    Examples
    --------
    >>> numbered((2, 3), 2).tolist()
    [[0, 0, 1], [2, 2, 3]]
    """
    import torch

    rows, columns = (torch.arange(side) * cells // side for side in size)
    return rows[:, None] * cells + columns
