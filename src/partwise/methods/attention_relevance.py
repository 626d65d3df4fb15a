"""Attention relevance: attention where it moves the logit, followed through the layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.methods.protocol import MethodSpec

if TYPE_CHECKING:
    import torch

    from partwise.classifiers.protocol import Classifier
    from partwise.methods.protocol import Batch, Targets
    from partwise.saliency import SaliencyMaps
    from partwise.spec import Spec


class AttentionRelevance:
    """Attention times its gradient, where that is positive, added up through the layers.

    Source: Chefer et al. 2021, arXiv:2103.15679, equations 5 and 6 (self-attention).

    Parameters
    ----------
    spec
        No options.

    Examples
    --------
    >>> from partwise.spec import Spec
    >>> AttentionRelevance(Spec.parse("attention-relevance")).spec.canonical
    'attention-relevance'
    """

    def __init__(self, spec: Spec) -> None:
        self.spec = MethodSpec(
            name=spec.name,
            options=spec.resolve({}),
            signed=False,
            needs="gradients",
            channels="attention times its positive gradient, averaged over heads",
            cost="1 forward and backward pass, 3 more a batch to find the tokens",
            paper="Chefer et al. 2021, arXiv:2103.15679",
            resolution="each cell of the grid of patches",
        )

    def explain(self, classifier: Classifier, batch: Batch, targets: Targets) -> SaliencyMaps:
        """One map for each image, enlarged to the input's size.

        Raises
        ------
        MethodError
            If the classifier is no transformer whose attention can be followed, or cannot be
            differentiated.
        SaliencyError
            If a map is not finite.
        """
        import torch

        from partwise.methods.attention import (
            Attending,
            as_maps,
            check_attention,
            followed,
            tokens_of,
        )
        from partwise.methods.differentiable import differentiable
        from partwise.methods.explained import arguments

        method = self.spec.canonical
        with differentiable(classifier, method) as score:
            inputs = batch.inputs.detach().clone()
            layer = tokens_of(classifier, inputs, method)
            with Attending() as seen:
                explained = score(inputs.requires_grad_(), *arguments(targets))
            check_attention(seen.weights, layer, classifier, method)
            gradients = torch.autograd.grad(explained.sum(), seen.weights)
        layers = [
            (gradient * weights).clamp(min=0).mean(1).detach()
            for gradient, weights in zip(gradients, seen.weights, strict=True)
        ]
        return as_maps(followed(layers, _step), layer, batch, method)


def _step(reached: torch.Tensor, relevance: torch.Tensor) -> torch.Tensor:
    return reached + relevance @ reached
