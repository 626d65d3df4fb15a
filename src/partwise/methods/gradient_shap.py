"""GradientSHAP: gradients at random points between a baseline and the noisy image."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.methods.changes import BASELINES, share_out
from partwise.methods.protocol import MethodSpec
from partwise.spec import at_least, one_of

if TYPE_CHECKING:
    import torch

    from partwise.classifiers.protocol import Classifier
    from partwise.methods.explained import Arguments, Score
    from partwise.methods.protocol import Batch, Targets
    from partwise.saliency import SaliencyMaps
    from partwise.spec import Spec


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
        one_of(spec.name, "baseline", options["baseline"], BASELINES)
        self._baseline = str(options["baseline"])
        self._noise = float(at_least(spec.name, "noise", options["noise"], 0))
        self._samples = int(at_least(spec.name, "samples", options["samples"], 1))
        self.spec = MethodSpec(
            name=spec.name,
            options=options,
            signed=True,
            needs="gradients",
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
        return share_out(
            classifier,
            batch,
            targets,
            method=self.spec.canonical,
            kind=self._baseline,
            attribute=self._attribute,
        )

    def _attribute(
        self, score: Score, image: torch.Tensor, start: torch.Tensor, target: Arguments, seed: int
    ) -> torch.Tensor:
        import torch

        from partwise.methods.sampling import gradients, noisy_copies

        total = torch.zeros_like(image)
        generator = torch.Generator().manual_seed(seed)
        for copies in noisy_copies(image, generator, samples=self._samples, noise=self._noise):
            along = torch.rand((len(copies), 1, 1, 1), generator=generator).to(image)
            found = gradients(score, start + along * (copies - start), target)
            total += (found * (copies - start)).sum(0, keepdim=True)
        return (total / self._samples)[0].sum(0)
