"""AttnLRP: layer-wise relevance propagation through transformers, attention included."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partwise.methods.protocol import MethodSpec
from partwise.spec import at_least

if TYPE_CHECKING:
    import torch

    from partwise.classifiers.protocol import Classifier
    from partwise.methods.protocol import Batch, Targets
    from partwise.saliency import SaliencyMaps
    from partwise.spec import Spec


class AttnLrp:
    """The gamma rule in layers with weights; attention, normalisation and products by their own.

    What is multiplied shares relevance equally, a softmax hands it on by its Taylor expansion, a
    normalisation passes it unchanged. Source: Achtibat et al. 2024, arXiv:2402.05602.

    Parameters
    ----------
    spec
        Option ``gamma``: how much more weight what speaks for the target has in layers with
        weights; 0 is the epsilon rule, which is noisy in transformers for vision (their
        section 4.1).

    Examples
    --------
    >>> from partwise.spec import Spec
    >>> AttnLrp(Spec.parse("attn-lrp")).spec.canonical
    'attn-lrp:gamma=0.05'
    """

    def __init__(self, spec: Spec) -> None:
        options = spec.resolve({"gamma": 0.05})
        self._gamma = at_least(spec.name, "gamma", options["gamma"], 0)
        self.spec = MethodSpec(
            name=spec.name,
            options=options,
            signed=True,
            needs="gradients",
            channels="sum of the relevance",
            cost="1 forward pass and about 6 backward, 1 more forward pass a batch",
            paper="Achtibat et al. 2024, arXiv:2402.05602",
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

        return relevance_maps(
            classifier,
            batch,
            targets,
            method=self.spec.canonical,
            rule=self._rule_of,
            attention=True,
        )

    def _rule_of(self, _: torch.nn.Module, __: bool) -> Any:
        from zennit.rules import Epsilon, Gamma

        if self._gamma:
            return Gamma(self._gamma, zero_params="bias")
        return Epsilon(zero_params="bias")
