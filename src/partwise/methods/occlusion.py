"""Occlusion: by how much the explained logit drops where a window of the image is covered."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from partwise.errors import CallError, MethodError
from partwise.methods.protocol import MethodSpec
from partwise.saliency import SaliencyMaps
from partwise.spec import one_of

if TYPE_CHECKING:
    import torch

    from partwise.classifiers.protocol import Classifier
    from partwise.methods.explained import Arguments, Score
    from partwise.methods.protocol import Batch, Targets
    from partwise.shapes import Shape
    from partwise.spec import Spec

_FILLS = ("mean", "zero", "blur")


class Occlusion:
    """The drop of the target's logit when a square window is covered, for each place of it.

    A pixel's value is the mean drop over the windows that hold it; a window covers all channels
    at once, so there is one value a pixel and nothing to add up. The last window of a row
    or column is cut at the border, so that every pixel is covered. It needs no gradients, only
    logits. Source: Zeiler & Fergus 2014, arXiv:1311.2901, section 2.1.

    Parameters
    ----------
    spec
        Options ``window`` and ``stride``, in input pixels, and ``fill``, what the window shows:
        ``mean``, ``zero`` or ``blur``, as `partwise.methods.baselines.baseline` says.

    Examples
    --------
    >>> from partwise.spec import Spec
    >>> Occlusion(Spec.parse("occlusion:fill=blur")).spec.canonical
    'occlusion:fill=blur,stride=16,window=32'
    """

    def __init__(self, spec: Spec) -> None:
        options = spec.resolve({"window": 32, "stride": 16, "fill": "mean"})
        one_of(spec.name, "fill", options["fill"], _FILLS)
        self._fill = str(options["fill"])
        self._window, self._stride = int(options["window"]), int(options["stride"])
        if not 1 <= self._stride <= self._window:
            raise CallError(
                f"{spec.name!r} needs 1 <= stride <= window, or pixels between two windows are "
                f"never covered; got stride={self._stride}, window={self._window}."
            )
        self.spec = MethodSpec(
            name=spec.name,
            options=options,
            signed=True,
            needs="logits",
            channels="all channels are covered together",
            cost=f"about (height × width) / {self._stride}² forward passes",
            paper="Zeiler & Fergus 2014, arXiv:1311.2901",
        )

    def explain(self, classifier: Classifier, batch: Batch, targets: Targets) -> SaliencyMaps:
        """One map for each image, in logits; above 0 where covering lowers the target's logit.

        Raises
        ------
        MethodError
            If the window is larger than the input.
        SaliencyError
            If a map is not finite.
        """
        import numpy as np
        import torch

        from partwise.methods.baselines import baseline
        from partwise.methods.explained import each_image, explained, to_numpy

        native = self._native_shape((batch.inputs.shape[2], batch.inputs.shape[3]))
        score = explained(classifier, self.spec.canonical)
        maps = []
        with torch.no_grad():
            for image, target, seed in each_image(batch, targets):
                fill = baseline(self._fill, image, seed=seed)
                maps.append(to_numpy(self._attribute(score, image, fill, target)))
        return SaliencyMaps(
            np.stack(maps), batch.image_ids, self.spec.canonical, native_shape=native
        )

    def _native_shape(self, shape: Shape) -> Shape:
        """Rows and columns of windows."""
        if self._window > min(shape):
            raise MethodError(
                f"method {self.spec.canonical!r}: the window of {self._window}×{self._window} is "
                f"larger than the classifier's input of {shape[0]}×{shape[1]}. "
                f"Give window={min(shape)} or less."
            )
        rows, columns = (math.ceil((side - self._window) / self._stride) + 1 for side in shape)
        return rows, columns

    def _attribute(
        self, score: Score, image: torch.Tensor, fill: torch.Tensor, target: Arguments
    ) -> torch.Tensor:
        from captum.attr import Occlusion as CaptumOcclusion

        from partwise.methods.explained import evaluations_at_once

        channels = image.shape[1]
        drops = CaptumOcclusion(score).attribute(
            image,
            sliding_window_shapes=(channels, self._window, self._window),
            strides=(channels, self._stride, self._stride),
            baselines=fill,
            additional_forward_args=target,
            perturbations_per_eval=evaluations_at_once(image),
        )
        # Captum repeats a window's drop in each of the channels it covers
        return drops[0, 0]
