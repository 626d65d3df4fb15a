"""Deep Taylor decomposition: the logit handed back along what speaks for it alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partwise.methods.protocol import MethodSpec

if TYPE_CHECKING:
    import torch

    from partwise.classifiers.protocol import Classifier
    from partwise.methods.protocol import Batch, Targets
    from partwise.saliency import SaliencyMaps
    from partwise.shapes import InputArray
    from partwise.spec import Spec


class DeepTaylor:
    """The z+ rule in every layer, and the z-box rule at the input, through zennit.

    Every value has the sign of the logit. Biases take no part. The box is what black and white
    pictures become in the preprocessing. Source: Montavon et al. 2017, arXiv:1512.02479, table 1.

    Parameters
    ----------
    spec
        No options.

    Examples
    --------
    >>> from partwise.spec import Spec
    >>> DeepTaylor(Spec.parse("deep-taylor")).spec.canonical
    'deep-taylor'
    """

    def __init__(self, spec: Spec) -> None:
        self.spec = MethodSpec(
            name=spec.name,
            options=spec.resolve({}),
            signed=True,
            needs="gradients",
            channels="sum of the relevance",
            cost="1 forward pass and about 3 backward, 1 more forward pass a batch",
            paper="Montavon et al. 2017, arXiv:1512.02479",
            package="zennit",
        )

    def explain(self, classifier: Classifier, batch: Batch, targets: Targets) -> SaliencyMaps:
        """One map for each image, in logits.

        Raises
        ------
        MethodError
            If something that the network does has no rule, or it cannot be differentiated.
        SaliencyError
            If a map is not finite.
        """
        from partwise.methods.relevance import relevance_maps

        low, high = _box(classifier, batch)

        def rule(_: torch.nn.Module, first: bool) -> Any:
            from zennit.rules import ZBox, ZPlus

            if first:
                return ZBox(low, high, zero_params="bias")
            return ZPlus(zero_params="bias")

        return relevance_maps(
            classifier, batch, targets, method=self.spec.canonical, rule=rule, attention=False
        )


def _box(classifier: Classifier, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
    """The least and the greatest value that each channel of an input can have."""
    import numpy as np
    import torch
    from PIL import Image

    size = (batch.inputs.shape[3], batch.inputs.shape[2])
    ends: list[InputArray] = [
        classifier.prepare(Image.new("RGB", size, colour)) for colour in ("black", "white")
    ]
    both = np.concatenate([each.reshape(len(each), -1) for each in ends], axis=1)
    low, high = (torch.from_numpy(end(both, 1)).to(batch.inputs) for end in (np.min, np.max))
    return low[None, :, None, None], high[None, :, None, None]
