"""LayerCAM: a layer's activations, each times its own positive gradient."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.methods.cam import activation_maps, describe

if TYPE_CHECKING:
    import torch

    from partwise.classifiers.protocol import Classifier
    from partwise.methods.protocol import Batch, Targets
    from partwise.saliency import SaliencyMaps
    from partwise.spec import Spec


class LayerCam:
    """The layer's channels, place by place, times the positive part of the gradient at that place.

    It stays sharp at shallow layers, whose grid is finer: name one. Source: Jiang et al. 2021,
    doi:10.1109/TIP.2021.3089943, equations 6 to 8.

    Parameters
    ----------
    spec
        Option ``layer``: as of Grad-CAM.

    Examples
    --------
    >>> from partwise.spec import Spec
    >>> LayerCam(Spec.parse("layer-cam")).spec.canonical
    'layer-cam:layer=auto'
    """

    def __init__(self, spec: Spec) -> None:
        options = spec.resolve({"layer": "auto"})
        self._layer = str(options["layer"])
        self.spec = describe(
            spec,
            options,
            channels="sum of the layer's channels, each times its positive gradient",
            paper="Jiang et al. 2021, doi:10.1109/TIP.2021.3089943",
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
        return activation_maps(
            classifier,
            batch,
            targets,
            method=self.spec.canonical,
            layer=self._layer,
            combine=_combine,
        )


def _combine(activations: torch.Tensor, gradients: torch.Tensor) -> torch.Tensor:
    return (activations * gradients.clamp(min=0)).sum(1).clamp(min=0)
