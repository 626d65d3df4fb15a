"""Grad-CAM: a layer's activations, weighted by how much the explained logit changes with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.methods.cam import activation_maps, describe

if TYPE_CHECKING:
    import torch

    from partwise.classifiers.protocol import Classifier
    from partwise.methods.protocol import Batch, Targets
    from partwise.saliency import SaliencyMaps
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
        self.spec = describe(
            spec,
            options,
            channels="sum of the layer's channels, each weighted by its mean gradient",
            paper="Selvaraju et al. 2017, arXiv:1610.02391",
            relu=self._relu,
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

        def combine(activations: torch.Tensor, gradients: torch.Tensor) -> torch.Tensor:
            weighted = (gradients.mean((2, 3), keepdim=True) * activations).sum(1)
            return weighted.clamp(min=0) if self._relu else weighted

        return activation_maps(
            classifier,
            batch,
            targets,
            method=self.spec.canonical,
            layer=self._layer,
            combine=combine,
        )
