"""EigenCAM: what a layer's channels have most in common, whatever the class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.methods.cam import activations_of, describe, enlarged

if TYPE_CHECKING:
    import torch

    from partwise.classifiers.protocol import Classifier
    from partwise.methods.protocol import Batch, Targets
    from partwise.saliency import SaliencyMaps
    from partwise.spec import Spec


class EigenCam:
    """The layer's activations, projected on their first principal direction.

    It asks neither for a class nor for gradients: it shows what the layer sees most of, the same
    for every target. The direction is turned so that a map's sum is positive, and what is negative
    then is set to 0. Source: Muhammad & Yeasin 2020, arXiv:2008.00299, equation 3.

    Parameters
    ----------
    spec
        Option ``layer``: as of Grad-CAM.

    Examples
    --------
    >>> from partwise.spec import Spec
    >>> EigenCam(Spec.parse("eigen-cam")).spec.canonical
    'eigen-cam:layer=auto'
    """

    def __init__(self, spec: Spec) -> None:
        options = spec.resolve({"layer": "auto"})
        self._layer = str(options["layer"])
        self.spec = describe(
            spec,
            options,
            channels="first principal component of the layer's channels",
            paper="Muhammad & Yeasin 2020, arXiv:2008.00299",
            cost="1 forward pass, 1 more a batch to find the layer",
        )

    def explain(self, classifier: Classifier, batch: Batch, targets: Targets) -> SaliencyMaps:  # noqa: ARG002
        """One map for each image, enlarged to the input's size.

        Raises
        ------
        UnknownNameError
            If there is no layer of that name; with the nearest.
        MethodError
            If no layer is found, the named one cannot be used, or the classifier cannot be
            looked into.
        SaliencyError
            If a map is not finite.
        """
        activations = activations_of(classifier, batch.inputs, self._layer, self.spec.canonical)
        size = (batch.inputs.shape[2], batch.inputs.shape[3])
        return enlarged(_first_component(activations), size, batch, self.spec.canonical)


def _first_component(activations: torch.Tensor) -> torch.Tensor:
    import torch

    places = activations.flatten(2).transpose(1, 2).double()
    # as few as there are places or channels; what comes first explains the most
    left, singular, _ = torch.linalg.svd(places, full_matrices=False)
    first = left[:, :, 0] * singular[:, :1]
    turned = first * torch.where(first.sum(1, keepdim=True) < 0, -1.0, 1.0)
    return turned.clamp(min=0).unflatten(1, activations.shape[2:]).float()
