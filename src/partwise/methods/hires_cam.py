"""HiResCAM: a layer's activations, each times its own gradient."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.methods.cam import activation_maps, describe

if TYPE_CHECKING:
    import torch

    from partwise.classifiers.protocol import Classifier
    from partwise.methods.protocol import Batch, Targets
    from partwise.saliency import SaliencyMaps
    from partwise.spec import Spec


class HiResCam:
    """The layer's channels, place by place, times the gradient at that place, added up.

    Where the network is linear from the layer on, a map shows what the layer's places contribute
    to the logit, which Grad-CAM, averaging gradients first, does not. Source: Draelos & Carin 2020,
    arXiv:2011.08891, equation 3.

    Parameters
    ----------
    spec
        Options ``layer`` and ``relu``: as of Grad-CAM; nothing is cut off unless it is asked for.

    Examples
    --------
    >>> from partwise.spec import Spec
    >>> HiResCam(Spec.parse("hires-cam")).spec.canonical
    'hires-cam:layer=auto,relu=false'
    """

    def __init__(self, spec: Spec) -> None:
        options = spec.resolve({"layer": "auto", "relu": False})
        self._layer, self._relu = str(options["layer"]), bool(options["relu"])
        self.spec = describe(
            spec,
            options,
            channels="sum of the layer's channels, each value times its gradient",
            paper="Draelos & Carin 2020, arXiv:2011.08891",
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
            products = (activations * gradients).sum(1)
            return products.clamp(min=0) if self._relu else products

        return activation_maps(
            classifier,
            batch,
            targets,
            method=self.spec.canonical,
            layer=self._layer,
            combine=combine,
        )
