"""Cells: squares of a picture that are hidden or seen as a whole, and a model fitted to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from partwise.errors import CallError, MethodError
from partwise.methods.changes import completed
from partwise.saliency import SaliencyMaps

if TYPE_CHECKING:
    from collections.abc import Callable

    from partwise.classifiers.protocol import Classifier
    from partwise.methods.explained import Score
    from partwise.methods.protocol import Batch, Targets


def cell_maps(
    classifier: Classifier,
    batch: Batch,
    targets: Targets,
    *,
    method: str,
    cells: int,
    samples: int,
    fill: str,
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
        Along each side.
    samples
        How many times cells are hidden.
    fill
        What is there instead; see `partwise.methods.baselines.baseline`.
    explainer
        Makes Captum's from the score.
    complete
        Whether weights ought to add up to the change from the picture with all cells hidden.

    Raises
    ------
    MethodError
        If there are more cells than pixels along a side.
    CallError
        If scikit-learn is not installed.
    SaliencyError
        If a map is not finite.
    """
    import numpy as np

    from partwise.methods.baselines import baseline
    from partwise.methods.explained import (
        change,
        each_image,
        evaluations_at_once,
        explained,
        to_numpy,
    )

    _check_installed(method)
    size = (batch.inputs.shape[2], batch.inputs.shape[3])
    if cells > min(size):
        raise MethodError(
            f"method {method!r}: the classifier's input of {size[0]}×{size[1]} has fewer pixels "
            f"along a side than {cells} cells. Give cells={min(size)} or less."
        )
    numbers = numbered(size, cells)
    counts = torch.bincount(numbers.flatten())
    score = explained(classifier, method)
    maps, changes = [], []
    with torch.no_grad():
        for image, target, seed in each_image(batch, targets):
            start = baseline(fill, image, seed=seed)
            # Captum draws from the generator that all share
            with torch.random.fork_rng(devices=[]):
                torch.manual_seed(seed)
                weights = explainer(score).attribute(
                    image,
                    baselines=start,
                    additional_forward_args=target,
                    feature_mask=numbers.to(image.device)[None, None].expand_as(image),
                    n_samples=samples,
                    perturbations_per_eval=evaluations_at_once(image),
                    return_input_shape=False,
                )[0]
            maps.append(to_numpy((weights.cpu() / counts)[numbers]))
            changes.append(change(score, image, start, target))
    values, grid = np.stack(maps), (cells, cells)
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
    rows, columns = (torch.arange(side) * cells // side for side in size)
    return rows[:, None] * cells + columns


def _check_installed(method: str) -> None:
    import importlib.util

    if importlib.util.find_spec("sklearn") is None:
        raise CallError(
            f"method {method!r} fits its model with scikit-learn, which is not installed. "
            "`pip install partwise[fit]` brings it."
        )
