"""SmoothGrad: the mean gradient over copies of the image with noise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.methods.channels import CHANNELS, reduce_channels
from partwise.methods.protocol import MethodSpec
from partwise.saliency import SaliencyMaps
from partwise.spec import at_least, one_of

if TYPE_CHECKING:
    from partwise.classifiers.protocol import Classifier
    from partwise.methods.protocol import Batch, Targets
    from partwise.spec import Spec


class SmoothGrad:
    """The gradient of the target's logit by the input, averaged over noisy copies of the image.

    Source: Smilkov et al. 2017, arXiv:1706.03825, section 3.1. The noise is normal, and its
    standard deviation a share of the range of the image's own values in the input frame.

    Parameters
    ----------
    spec
        Options ``samples``: copies of each image; ``noise``: that share; ``channels``: ``sum``
        (signed), ``l2`` or ``max-abs`` (both unsigned), of the mean gradient.

    Examples
    --------
    >>> from partwise.spec import Spec
    >>> SmoothGrad(Spec.parse("smoothgrad:samples=50")).spec.canonical
    'smoothgrad:channels=sum,noise=0.15,samples=50'
    """

    def __init__(self, spec: Spec) -> None:
        options = spec.resolve({"channels": "sum", "noise": 0.15, "samples": 25})
        one_of(spec.name, "channels", options["channels"], tuple(CHANNELS))
        self._channels = str(options["channels"])
        self._noise = float(at_least(spec.name, "noise", options["noise"], 0))
        self._samples = int(at_least(spec.name, "samples", options["samples"], 1))
        self.spec = MethodSpec(
            name=spec.name,
            options=options,
            signed=self._channels == "sum",
            needs="gradients",
            channels=CHANNELS[self._channels],
            cost=f"{self._samples} forward and backward passes",
            paper="Smilkov et al. 2017, arXiv:1706.03825",
        )

    def explain(self, classifier: Classifier, batch: Batch, targets: Targets) -> SaliencyMaps:
        """One map for each image, in logit per unit of the input.

        Raises
        ------
        MethodError
            If the classifier cannot be differentiated.
        SaliencyError
            If a map is not finite.
        """
        import numpy as np
        import torch

        from partwise.methods.differentiable import differentiable
        from partwise.methods.explained import each_image, to_numpy
        from partwise.methods.sampling import gradients, noisy_copies

        maps = []
        with differentiable(classifier, self.spec.canonical) as score:
            for image, target, seed in each_image(batch, targets):
                total = torch.zeros_like(image)
                draws = torch.Generator().manual_seed(seed)
                for copies in noisy_copies(image, draws, samples=self._samples, noise=self._noise):
                    total += gradients(score, copies, target).sum(0, keepdim=True)
                maps.append(to_numpy(reduce_channels(total / self._samples, self._channels)[0]))
        return SaliencyMaps(np.stack(maps), batch.image_ids, self.spec.canonical)
