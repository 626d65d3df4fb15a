"""GradientSHAP: gradients at random points between a baseline and the noisy image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.methods.protocol import MethodSpec
from partwise.saliency import SaliencyMaps
from partwise.spec import at_least, one_of

if TYPE_CHECKING:
    import torch

    from partwise.classifiers.protocol import Classifier
    from partwise.methods.explained import Arguments, Score
    from partwise.methods.protocol import Batch, Targets
    from partwise.spec import Spec

_BASELINES = ("zero", "mean", "blur", "random")


class GradientShap:
    """The change from a baseline, times the mean gradient at random points on the way from there.

    Source: Erion et al. 2021, arXiv:1906.10670, equation 3 (expected gradients), over one baseline
    of the image's own; Lundberg & Lee 2017, arXiv:1705.07874. In expectation a map adds up to
    f(image) - f(baseline); by how much it misses is recorded for each image.

    Parameters
    ----------
    spec
        Options ``baseline``: as of integrated gradients; ``samples``: points of each image;
        ``noise``: standard deviation of the noise on the image, as a share of the range of its
        values in the input frame.

    Examples
    --------
    >>> from partwise.spec import Spec
    >>> GradientShap(Spec.parse("gradient-shap:noise=0.1")).spec.canonical
    'gradient-shap:baseline=blur,noise=0.1,samples=32'
    """

    def __init__(self, spec: Spec) -> None:
        options = spec.resolve({"baseline": "blur", "noise": 0.0, "samples": 32})
        one_of(spec.name, "baseline", options["baseline"], _BASELINES)
        self._baseline = str(options["baseline"])
        self._noise = float(at_least(spec.name, "noise", options["noise"], 0))
        self._samples = int(at_least(spec.name, "samples", options["samples"], 1))
        self.spec = MethodSpec(
            name=spec.name,
            options=options,
            signed=True,
            needs_gradients=True,
            channels="signed sum of the attributions",
            cost=f"{self._samples} forward and backward passes, 2 forward passes",
            paper="Erion et al. 2021, arXiv:1906.10670",
        )

    def explain(self, classifier: Classifier, batch: Batch, targets: Targets) -> SaliencyMaps:
        """One map for each image, in logits; its sum is about the logit's change from the baseline.

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
        with differentiable(classifier, self.spec.canonical) as score:
            for image, target, seed in each_image(batch, targets):
                start = baseline(self._baseline, image, seed=seed)
                maps.append(to_numpy(self._attribute(score, image, start, target, seed)))
                changes.append(change(score, image, start, target))
        values = np.stack(maps)
        return SaliencyMaps(
            values,
            batch.image_ids,
            self.spec.canonical,
            completeness_error=values.sum((1, 2), dtype=np.float64) - np.array(changes),
        )

    def _attribute(
        self, score: Score, image: torch.Tensor, start: torch.Tensor, target: Arguments, seed: int
    ) -> torch.Tensor:
        import torch
        from captum.attr import Saliency

        from partwise.methods.explained import evaluations_at_once, repeated

        # drawn on the CPU: other devices have other generators; Captum's own draws from the one
        # that all share, so that what an image has would depend on its neighbours
        generator = torch.Generator().manual_seed(seed)
        deviation = self._noise * (image.max() - image.min())
        total = torch.zeros_like(image)
        for first in range(0, self._samples, evaluations_at_once(image)):
            count = min(evaluations_at_once(image), self._samples - first)
            along = torch.rand((count, 1, 1, 1), generator=generator).to(image)
            noise = torch.randn((count, *image.shape[1:]), generator=generator).to(image)
            noisy = image + deviation * noise
            points = (start + along * (noisy - start)).requires_grad_()
            gradients = Saliency(score).attribute(
                points, abs=False, additional_forward_args=repeated(target, count)
            )
            total += (gradients * (noisy - start)).sum(0, keepdim=True)
        return (total / self._samples)[0].sum(0)
