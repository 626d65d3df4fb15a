"""Guided Grad-CAM: guided backpropagation, weighted by Grad-CAM."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.errors import MethodError
from partwise.methods.protocol import MethodSpec
from partwise.saliency import SaliencyMaps

if TYPE_CHECKING:
    from partwise.classifiers.protocol import Classifier
    from partwise.methods.protocol import Batch, Targets
    from partwise.spec import Spec


class GuidedGradCam:
    """Guided backpropagation, each pixel times what Grad-CAM gives its place.

    The coarse map is cut off below 0 and enlarged bilinearly. Source: Selvaraju et al. 2017,
    arXiv:1610.02391, section 3.3. What is said of `GuidedBackprop` holds for it too.

    Parameters
    ----------
    spec
        Option ``layer``: as of Grad-CAM.

    Examples
    --------
    >>> from partwise.spec import Spec
    >>> GuidedGradCam(Spec.parse("guided-grad-cam:layer=layer4")).spec.canonical
    'guided-grad-cam:layer=layer4'
    """

    def __init__(self, spec: Spec) -> None:
        options = spec.resolve({"layer": "auto"})
        self._layer = str(options["layer"])
        self.spec = MethodSpec(
            name=spec.name,
            options=options,
            signed=True,
            needs="gradients",
            channels="signed sum of the gradients, times the layer's map",
            cost="2 forward and backward passes, 2 more forward passes a batch to see the layers",
            paper="Selvaraju et al. 2017, arXiv:1610.02391",
        )

    def explain(self, classifier: Classifier, batch: Batch, targets: Targets) -> SaliencyMaps:
        """One map for each image.

        Raises
        ------
        UnknownNameError
            If there is no layer of that name; with the nearest.
        MethodError
            If no layer is found, the named one cannot be used, the classifier cannot be
            differentiated, or has other activations than modules of ReLU.
        SaliencyError
            If a map is not finite.
        """
        from captum.attr import GuidedGradCam as CaptumGuidedGradCam

        from partwise.methods.activations import check_relus
        from partwise.methods.differentiable import differentiable
        from partwise.methods.explained import arguments, as_module, to_numpy, without_hook_warnings
        from partwise.methods.layers import layer_of

        with differentiable(classifier, self.spec.canonical) as score, without_hook_warnings():
            inputs = batch.inputs.detach().clone()
            check_relus(classifier, inputs, self.spec.canonical)
            layer = layer_of(classifier, inputs, self._layer, method=self.spec.name)
            if layer.order != "channels first":
                raise MethodError(
                    f"method {self.spec.canonical!r} needs a layer with an (image, channel, "
                    f"height, width) output, and {layer.name!r} has {layer.order}. Use grad-cam."
                )
            attributions = CaptumGuidedGradCam(
                as_module(classifier, score), layer.module
            ).attribute(
                inputs.requires_grad_(),
                additional_forward_args=arguments(targets),
                interpolate_mode="bilinear",
            )
        return SaliencyMaps(to_numpy(attributions.sum(1)), batch.image_ids, self.spec.canonical)
