"""Guided backpropagation: gradients that only pass where they and the activation are positive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.methods.channels import CHANNELS, reduce_channels
from partwise.methods.protocol import MethodSpec
from partwise.saliency import SaliencyMaps
from partwise.spec import one_of

if TYPE_CHECKING:
    from partwise.classifiers.protocol import Classifier
    from partwise.methods.protocol import Batch, Targets
    from partwise.spec import Spec


class GuidedBackprop:
    """The gradient of the target's logit, without what is negative at any ReLU on the way back.

    Source: Springenberg et al. 2015, arXiv:1412.6806, section 3.4. Its maps look much the same
    whatever the upper layers have learnt (Adebayo et al. 2018, arXiv:1810.03292): they show what
    the picture has, more than what the classifier uses.

    Parameters
    ----------
    spec
        Option ``channels``: ``sum`` (signed), ``l2`` or ``max-abs`` (both unsigned).

    Examples
    --------
    >>> from partwise.spec import Spec
    >>> GuidedBackprop(Spec.parse("guided-backprop")).spec.canonical
    'guided-backprop:channels=sum'
    """

    def __init__(self, spec: Spec) -> None:
        options = spec.resolve({"channels": "sum"})
        one_of(spec.name, "channels", options["channels"], tuple(CHANNELS))
        self._channels = str(options["channels"])
        self.spec = MethodSpec(
            name=spec.name,
            options=options,
            signed=self._channels == "sum",
            needs="gradients",
            channels=CHANNELS[self._channels],
            cost="1 forward and backward pass, 1 more forward pass a batch to see the activations",
            paper="Springenberg et al. 2015, arXiv:1412.6806",
        )

    def explain(self, classifier: Classifier, batch: Batch, targets: Targets) -> SaliencyMaps:
        """One map for each image, in logit per unit of the input.

        Raises
        ------
        MethodError
            If the classifier cannot be differentiated, or has other activations than modules of
            ReLU.
        SaliencyError
            If a map is not finite.
        """
        from captum.attr import GuidedBackprop as CaptumGuidedBackprop

        from partwise.methods.activations import check_relus
        from partwise.methods.differentiable import differentiable
        from partwise.methods.explained import arguments, as_module, to_numpy, without_hook_warnings

        with differentiable(classifier, self.spec.canonical) as score, without_hook_warnings():
            inputs = batch.inputs.detach().clone()
            check_relus(classifier, inputs, self.spec.canonical)
            gradients = CaptumGuidedBackprop(as_module(classifier, score)).attribute(
                inputs.requires_grad_(), additional_forward_args=arguments(targets)
            )
        values = to_numpy(reduce_channels(gradients, self._channels))
        return SaliencyMaps(values, batch.image_ids, self.spec.canonical)
