"""Changes: maps that share out by how much the explained logit changes from a baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.saliency import SaliencyMaps

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import torch

    from partwise.classifiers.protocol import Classifier
    from partwise.methods.explained import Arguments, Score
    from partwise.methods.protocol import Batch, Targets
    from partwise.shapes import FloatMap, Shape

    #: The score, an image, its baseline, its targets and its seed to a map (height, width).
    Attribute = Callable[[Score, torch.Tensor, torch.Tensor, Arguments, int], torch.Tensor]

#: What a change can be from; see `partwise.methods.baselines.baseline`.
BASELINES = ("zero", "mean", "blur", "random")


def share_out(
    classifier: Classifier,
    batch: Batch,
    targets: Targets,
    *,
    method: str,
    kind: str,
    attribute: Attribute,
) -> SaliencyMaps:
    """Attribute the change from a baseline image by image, with what each sum misses of it.

    Parameters
    ----------
    method
        Canonical name.
    kind
        Of `BASELINES`.
    attribute
        Makes one map.

    Raises
    ------
    MethodError
        If the classifier cannot be differentiated.
    SaliencyError
        If a map is not finite.
    """
    import numpy as np

    from partwise.methods.baselines import baseline
    from partwise.methods.differentiable import differentiable
    from partwise.methods.explained import change, each_image, to_numpy

    maps, changes = [], []
    with differentiable(classifier, method) as score:
        for image, target, seed in each_image(batch, targets):
            start = baseline(kind, image, seed=seed)
            maps.append(to_numpy(attribute(score, image, start, target, seed)))
            changes.append(change(score, image, start, target))
    return completed(np.stack(maps), batch, method, changes)


def completed(
    values: FloatMap,
    batch: Batch,
    method: str,
    changes: Sequence[float],
    *,
    native_shape: Shape | None = None,
) -> SaliencyMaps:
    """Maps of shape (image, height, width) with what the sum of each misses of its change."""
    import numpy as np

    missed = values.sum((1, 2), dtype=np.float64) - np.array(changes)
    return SaliencyMaps(
        values, batch.image_ids, method, native_shape=native_shape, completeness_error=missed
    )
