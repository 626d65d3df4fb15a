"""Integrated gradients: gradients along the straight path from a baseline to the image."""

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


class IntegratedGradients:
    """The change from a baseline, times the mean gradient on the straight path from there.

    Source: Sundararajan et al. 2017, arXiv:1703.01365, equation 1, integrated by the
    Gauss-Legendre rule. A map adds up to f(image) - f(baseline) (their proposition 1); by how
    much it misses is recorded for each image.

    Parameters
    ----------
    spec
        Options ``baseline``: ``zero``, ``mean``, ``blur`` or ``random``, as
        `partwise.methods.baselines.baseline` says; ``steps``: points on the path.

    Examples
    --------
    >>> from partwise.spec import Spec
    >>> IntegratedGradients(Spec.parse("integrated-gradients:steps=64")).spec.canonical
    'integrated-gradients:baseline=blur,steps=64'
    """

    def __init__(self, spec: Spec) -> None:
        options = spec.resolve({"baseline": "blur", "steps": 32})
        one_of(spec.name, "baseline", options["baseline"], BASELINES)
        self._baseline = str(options["baseline"])
        self._steps = int(at_least(spec.name, "steps", options["steps"], 1))
        self.spec = MethodSpec(
            name=spec.name,
            options=options,
            signed=True,
            needs="gradients",
            channels="signed sum of the attributions",
            cost=f"{self._steps} forward and backward passes, 2 forward passes",
            paper="Sundararajan et al. 2017, arXiv:1703.01365",
        )

    def explain(self, classifier: Classifier, batch: Batch, targets: Targets) -> SaliencyMaps:
        """One map for each image, in logits; its sum is the change of the logit from the baseline.

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
        self, score: Score, image: torch.Tensor, start: torch.Tensor, target: Arguments, _seed: int
    ) -> torch.Tensor:
        from captum.attr import IntegratedGradients as CaptumIntegratedGradients

        from partwise.methods.explained import evaluations_at_once

        attributions = CaptumIntegratedGradients(score).attribute(
            image,
            start,
            additional_forward_args=target,
            n_steps=self._steps,
            method="gausslegendre",
            internal_batch_size=evaluations_at_once(image),
        )
        return attributions[0].sum(0)
