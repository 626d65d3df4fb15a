"""Input × gradient: each input value times how much the explained logit changes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.methods.protocol import MethodSpec
from partwise.saliency import SaliencyMaps

if TYPE_CHECKING:
    from partwise.classifiers.protocol import Classifier
    from partwise.methods.protocol import Batch, Targets
    from partwise.spec import Spec


class InputXGradient:
    """The gradient of the target's logit by the input, times the input.

    The input is the classifier's own, after normalisation: a pixel of the training set's mean
    colour gets 0 whatever its gradient. Source: Shrikumar et al. 2016, arXiv:1605.01713.

    Examples
    --------
    >>> from partwise.spec import Spec
    >>> InputXGradient(Spec.parse("input-x-gradient")).spec.canonical
    'input-x-gradient'
    """

    def __init__(self, spec: Spec) -> None:
        self.spec = MethodSpec(
            name=spec.name,
            options=spec.resolve({}),
            signed=True,
            needs="gradients",
            channels="signed sum of the products",
            cost="1 forward and backward pass",
            paper="Shrikumar et al. 2016, arXiv:1605.01713",
        )

    def explain(self, classifier: Classifier, batch: Batch, targets: Targets) -> SaliencyMaps:
        """One map for each image, in logits.

        Raises
        ------
        MethodError
            If the classifier cannot be differentiated.
        SaliencyError
            If a map is not finite.
        """
        from captum.attr import InputXGradient as CaptumInputXGradient

        from partwise.methods.differentiable import differentiable
        from partwise.methods.explained import arguments, to_numpy

        with differentiable(classifier, self.spec.canonical) as score:
            inputs = batch.inputs.detach().clone().requires_grad_()
            products = CaptumInputXGradient(score).attribute(
                inputs, additional_forward_args=arguments(targets)
            )
        return SaliencyMaps(to_numpy(products.sum(1)), batch.image_ids, self.spec.canonical)
