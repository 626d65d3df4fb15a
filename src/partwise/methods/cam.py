"""Class activation maps: the channels of a late layer, made into one map over the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partwise.errors import MethodError
from partwise.methods.protocol import MethodSpec
from partwise.saliency import SaliencyMaps

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import torch

    from partwise.classifiers.protocol import Classifier
    from partwise.methods.explained import Arguments, Score
    from partwise.methods.layers import Layer
    from partwise.methods.protocol import Batch, Targets
    from partwise.spec import Spec, Value

    #: Activations and gradients, (image, channel, height, width), to (image, height, width).
    Combine = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]


#: Passes of methods that look at a layer's gradients.
GRADIENT_COST = "1 forward and backward pass, 1 more a batch to find the layer"


def describe(
    spec: Spec,
    options: Mapping[str, Value],
    *,
    channels: str,
    paper: str,
    relu: bool = True,
    cost: str = GRADIENT_COST,
) -> MethodSpec:
    """Tell what a method that looks at a layer is.

    Parameters
    ----------
    options
        Every one with its value.
    channels
        How channels become one number; what is negative is set to 0 besides, unless `relu` is off.
    cost
        That of a gradient, or of a method that needs none.
    """
    return MethodSpec(
        name=spec.name,
        options=options,
        signed=not relu,
        needs="gradients" if cost == GRADIENT_COST else "layers",
        channels=channels + (", negative values set to 0" if relu else ""),
        cost=cost,
        paper=paper,
        resolution="each cell of the layer's grid",
    )


def activation_maps(
    classifier: Classifier,
    batch: Batch,
    targets: Targets,
    *,
    method: str,
    layer: str,
    combine: Combine,
) -> SaliencyMaps:
    """Combine a layer's activations with the gradients of what is explained.

    Parameters
    ----------
    method
        Canonical name.
    layer
        Dotted name, or ``auto``.
    combine
        Makes one number a place.

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
    from partwise.methods.differentiable import differentiable
    from partwise.methods.explained import arguments
    from partwise.methods.layers import layer_of

    with differentiable(classifier, method) as score:
        inputs = batch.inputs.detach().clone()
        found = layer_of(classifier, inputs, layer, method=method.partition(":")[0])
        activations, gradients = at_layer(score, inputs, arguments(targets), found)
        coarse = combine(activations, gradients)
        size = (inputs.shape[2], inputs.shape[3])
    return enlarged(coarse, size, batch, method)


def at_layer(
    score: Score, inputs: torch.Tensor, targets: Arguments, layer: Layer
) -> tuple[torch.Tensor, torch.Tensor]:
    """What a layer puts out, and how much what is explained changes with each value of it."""
    import torch

    seen: list[torch.Tensor] = []

    def keep(_: torch.nn.Module, __: Any, output: torch.Tensor) -> torch.Tensor:
        seen.append(output)
        # what the network writes over its output later does not count
        return output.clone()

    handle = layer.module.register_forward_hook(keep)
    try:
        explained = score(inputs.requires_grad_(), *targets)
        (gradients,) = torch.autograd.grad(explained.sum(), seen[0])
    finally:
        handle.remove()
    return layer.over_picture(seen[0].detach()), layer.over_picture(gradients)


def activations_of(
    classifier: Classifier, inputs: torch.Tensor, layer: str, method: str
) -> torch.Tensor:
    """What a layer puts out of these inputs: (image, channel, height, width).

    Raises
    ------
    UnknownNameError
        If there is no layer of that name; with the nearest.
    MethodError
        If no layer is found, the named one cannot be used, or the classifier is a black box.
    """
    import torch

    from partwise.methods.differentiable import given_back, gradient_free
    from partwise.methods.layers import layer_of

    if classifier.module is None:
        raise MethodError(
            f"method {method!r} looks at a layer, and {classifier.spec!r} is a black box without a "
            f"torch module. Methods that work with any classifier: {gradient_free()}."
        )
    seen: list[torch.Tensor] = []
    with given_back(classifier.module):
        given = inputs.detach().clone()
        found = layer_of(classifier, given, layer, method=method.partition(":")[0])
        found.module.register_forward_hook(lambda _, __, output: seen.append(output.clone()))
        with torch.no_grad():
            classifier.logits(given)
    return found.over_picture(seen[0])


def enlarged(
    coarse: torch.Tensor, size: tuple[int, int], batch: Batch, method: str
) -> SaliencyMaps:
    """Enlarge maps of a layer's grid bilinearly (pixel centres aligned) to the input's size."""
    import torch

    from partwise.methods.explained import to_numpy

    fine = torch.nn.functional.interpolate(coarse[:, None], size, mode="bilinear")[:, 0]
    grid = (coarse.shape[1], coarse.shape[2])
    return SaliencyMaps(to_numpy(fine), batch.image_ids, method, native_shape=grid)
