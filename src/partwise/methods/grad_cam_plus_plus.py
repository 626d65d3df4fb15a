"""Grad-CAM++: a layer's channels, weighted by where their gradients are positive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.methods.cam import activation_maps, describe

if TYPE_CHECKING:
    import torch

    from partwise.classifiers.protocol import Classifier
    from partwise.methods.protocol import Batch, Targets
    from partwise.saliency import SaliencyMaps
    from partwise.spec import Spec


class GradCamPlusPlus:
    """The layer's channels, each weighted by its positive gradients, which count more the stronger.

    The weights are those that Chattopadhyay et al. find for the exponential of the score, whose
    higher derivatives are powers of the gradient; the factor that all have in common is left out.
    Several objects of a class are found together more evenly than by Grad-CAM. Source: their
    arXiv:1710.11063, equations 13 and 19.

    Parameters
    ----------
    spec
        Option ``layer``: as of Grad-CAM.

    Examples
    --------
    >>> from partwise.spec import Spec
    >>> GradCamPlusPlus(Spec.parse("grad-cam-plus-plus")).spec.canonical
    'grad-cam-plus-plus:layer=auto'
    """

    def __init__(self, spec: Spec) -> None:
        options = spec.resolve({"layer": "auto"})
        self._layer = str(options["layer"])
        self.spec = describe(
            spec,
            options,
            channels="weighted sum of the layer's channels",
            paper="Chattopadhyay et al. 2018, arXiv:1710.11063",
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
    import torch

    total = activations.sum((2, 3), keepdim=True)
    below = 2 * gradients**2 + total * gradients**3
    shares = torch.where(below == 0, 0, gradients**2 / torch.where(below == 0, 1, below))
    weights = (shares * gradients.clamp(min=0)).sum((2, 3), keepdim=True)
    return (weights * activations).sum(1).clamp(min=0)
