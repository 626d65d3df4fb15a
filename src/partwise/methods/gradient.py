"""Gradient: how much the explained logit changes with each input value."""

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


class Gradient:
    """The gradient of the target's logit by the input.

    Source: Simonyan et al. 2014, arXiv:1312.6034, section 3. There the largest absolute value
    over channels is taken (``channels=max-abs``); the default here keeps the sign.

    Parameters
    ----------
    spec
        Option ``channels``: ``sum`` (signed), ``l2`` or ``max-abs`` (both unsigned).

    Examples
    --------
    >>> from partwise.spec import Spec
    >>> method = Gradient(Spec.parse("gradient:channels=l2"))
    >>> method.spec.canonical, method.spec.signed
    ('gradient:channels=l2', False)
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
            cost="1 forward and backward pass",
            paper="Simonyan et al. 2014, arXiv:1312.6034",
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
        from captum.attr import Saliency

        from partwise.methods.differentiable import differentiable
        from partwise.methods.explained import arguments, to_numpy

        with differentiable(classifier, self.spec.canonical) as score:
            inputs = batch.inputs.detach().clone().requires_grad_()
            gradients = Saliency(score).attribute(
                inputs, abs=False, additional_forward_args=arguments(targets)
            )
        values = to_numpy(reduce_channels(gradients, self._channels))
        return SaliencyMaps(values, batch.image_ids, self.spec.canonical)
