"""LRP: the explained logit, handed back layer by layer to the values it was made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partwise.methods.protocol import MethodSpec
from partwise.spec import at_least, one_of

if TYPE_CHECKING:
    import torch

    from partwise.classifiers.protocol import Classifier
    from partwise.methods.protocol import Batch, Targets
    from partwise.saliency import SaliencyMaps
    from partwise.spec import Spec

#: What convolutions do; fully connected layers have the epsilon rule.
RULES = ("epsilon-plus", "epsilon-alpha2-beta1", "epsilon-gamma", "epsilon")


class Lrp:
    """Layer-wise relevance propagation, through zennit.

    Source: Bach et al. 2015, doi:10.1371/journal.pone.0130140; composites as in Montavon et al.
    2019, doi:10.1007/978-3-030-28954-6_10. A map adds up to the logit as far as no bias takes part
    of it; what is missing is recorded for each image. Of gated channels the signal takes all.

    Parameters
    ----------
    spec
        Options ``rule``: what convolutions do: ``epsilon-plus`` (the z+ rule),
        ``epsilon-alpha2-beta1``, ``epsilon-gamma`` or ``epsilon``; fully connected layers have the
        epsilon rule in each; ``gamma``: of the gamma rule; ``bias``: whether it takes its part of
        the relevance (``absorbs``) or not (``ignored``).

    Examples
    --------
    >>> from partwise.spec import Spec
    >>> Lrp(Spec.parse("lrp:rule=epsilon-gamma")).spec.canonical
    'lrp:bias=ignored,gamma=0.25,rule=epsilon-gamma'
    """

    def __init__(self, spec: Spec) -> None:
        options = spec.resolve({"rule": "epsilon-plus", "gamma": 0.25, "bias": "ignored"})
        one_of(spec.name, "rule", options["rule"], RULES)
        one_of(spec.name, "bias", options["bias"], ("absorbs", "ignored"))
        at_least(spec.name, "gamma", options["gamma"], 0)
        self._rule, self._gamma = str(options["rule"]), float(options["gamma"])
        self._without = "bias" if options["bias"] == "ignored" else None
        self.spec = MethodSpec(
            name=spec.name,
            options=options,
            signed=True,
            needs="gradients",
            channels="sum of the relevance",
            cost="1 forward pass and about 3 backward, 1 more forward pass a batch",
            paper="Bach et al. 2015, doi:10.1371/journal.pone.0130140",
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
            attention=False,
        )

    def _rule_of(self, module: torch.nn.Module, first: bool) -> Any:  # noqa: ARG002
        from zennit.rules import AlphaBeta, Epsilon, Gamma, ZPlus
        from zennit.types import Convolution

        if self._rule == "epsilon" or not isinstance(module, Convolution):
            return Epsilon(zero_params=self._without)
        if self._rule == "epsilon-plus":
            return ZPlus(zero_params=self._without)
        if self._rule == "epsilon-gamma":
            return Gamma(self._gamma, zero_params=self._without)
        return AlphaBeta(alpha=2, beta=1, zero_params=self._without)
