"""Grad-CAM: a layer's activations, weighted by how much the explained logit changes with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partwise.methods.protocol import MethodSpec
from partwise.saliency import SaliencyMaps

if TYPE_CHECKING:
    from partwise.classifiers.protocol import Classifier
    from partwise.methods.protocol import Batch, Targets
    from partwise.spec import Spec


class GradCam:
    """The channels of a late layer, weighted by their mean gradient and added up.

    The layer's grid is coarse; its map is enlarged bilinearly (pixel centres aligned) to the
    input's size, and `native_shape` tells the grid. Source: Selvaraju et al. 2017,
    arXiv:1610.02391, equations 1 and 2.

    Parameters
    ----------
    spec
        Options ``layer``: ``auto``, the last module with a grid over the picture, or a dotted
        name; ``relu``: whether evidence against is cut off, as in the paper (the map is then
        unsigned), or kept.

    Examples
    --------
    >>> from partwise.spec import Spec
    >>> method = GradCam(Spec.parse("grad-cam:layer=layer4,relu=false"))
    >>> method.spec.canonical, method.spec.signed
    ('grad-cam:layer=layer4,relu=false', True)
    """

    def __init__(self, spec: Spec) -> None:
        options = spec.resolve({"layer": "auto", "relu": True})
        self._layer, self._relu = str(options["layer"]), bool(options["relu"])
        self.spec = MethodSpec(
            name=spec.name,
            options=options,
            signed=not self._relu,
            needs_gradients=True,
            channels="sum of the layer's channels, each weighted by its mean gradient"
            + (", negative values set to 0" if self._relu else ""),
            cost="1 forward and backward pass, 1 more forward pass a batch to see the layers",
            paper="Selvaraju et al. 2017, arXiv:1610.02391",
        )

    def explain(self, classifier: Classifier, batch: Batch, targets: Targets) -> SaliencyMaps:
        """One map for each image, enlarged to the input's size.

        Raises
        ------
        UnknownNameError
            If there is no layer of that name; with the nearest.
        MethodError
            If no layer is found, the named one cannot be used, or the classifier cannot be
            differentiated.
        SaliencyError
            If a map is not finite.
        """
        from captum.attr import LayerAttribution, LayerGradCam

        from partwise.methods.differentiable import differentiable
        from partwise.methods.explained import arguments, to_numpy
        from partwise.methods.layers import layer_of

        with differentiable(classifier, self.spec.canonical) as score:
            inputs = batch.inputs.detach().clone()
            layer = layer_of(classifier, inputs, self._layer, method=self.spec.name)
            coarse: Any = LayerGradCam(score, layer.module).attribute(
                inputs,
                additional_forward_args=arguments(targets),
                relu_attributions=self._relu,
            )
            size = (inputs.shape[2], inputs.shape[3])
            fine = LayerAttribution.interpolate(coarse, size, interpolate_mode="bilinear")
        return SaliencyMaps(
            to_numpy(fine[:, 0]),
            batch.image_ids,
            self.spec.canonical,
            native_shape=layer.grid,
        )
