"""Attention rollout: attention multiplied up through the layers, whatever the class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.methods.protocol import MethodSpec

if TYPE_CHECKING:
    import torch

    from partwise.classifiers.protocol import Classifier
    from partwise.methods.protocol import Batch, Targets
    from partwise.saliency import SaliencyMaps
    from partwise.spec import Spec


class AttentionRollout:
    """How much of each place arrives in the token that is read, if attention were all there is.

    Heads are averaged and half of each token is taken to stay where it is. It asks neither for a
    class nor for gradients: of every target it shows the same. Source: Abnar & Zuidema 2020,
    arXiv:2005.00928, equation 1.

    Parameters
    ----------
    spec
        No options.

    Examples
    --------
    >>> from partwise.spec import Spec
    >>> AttentionRollout(Spec.parse("attention-rollout")).spec.canonical
    'attention-rollout'
    """

    def __init__(self, spec: Spec) -> None:
        self.spec = MethodSpec(
            name=spec.name,
            options=spec.resolve({}),
            signed=False,
            needs="layers",
            channels="attention, averaged over heads",
            cost="1 forward pass, 3 more a batch to find the tokens",
            paper="Abnar & Zuidema 2020, arXiv:2005.00928",
            resolution="each cell of the grid of patches",
        )

    def explain(
        self,
        classifier: Classifier,
        batch: Batch,
        targets: Targets,  # noqa: ARG002 - it is the same for all
    ) -> SaliencyMaps:
        """One map for each image, enlarged to the input's size.

        Raises
        ------
        MethodError
            If the classifier is no transformer whose attention can be followed.
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

        method = self.spec.canonical
        layer = tokens_of(classifier, batch.inputs, method)
        with torch.no_grad(), Attending() as seen:
            classifier.logits(batch.inputs.clone())
        check_attention(seen.weights, layer, classifier, method)
        layers = [each.mean(1) for each in seen.weights]
        return as_maps(followed(layers, _step), layer, batch, method)


def _step(reached: torch.Tensor, attention: torch.Tensor) -> torch.Tensor:
    # rows add up to 1 before and after
    return (attention @ reached + reached) / 2
