"""Score-CAM: a layer's channels, weighted by the logit that each leaves of the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.methods.cam import activations_of, describe, enlarged

if TYPE_CHECKING:
    import torch

    from partwise.classifiers.protocol import Classifier
    from partwise.methods.explained import Arguments, Score
    from partwise.methods.protocol import Batch, Targets
    from partwise.saliency import SaliencyMaps
    from partwise.spec import Spec


class ScoreCam:
    """The layer's channels, weighted by what is explained of the picture seen through each.

    Each channel, enlarged and brought to 0 to 1, is multiplied with the input; what is explained of
    that, less what is explained of nothing (zeros, which mean what the preprocessing makes of
    them), goes through a softmax over channels. Source: Wang et al. 2020, arXiv:1910.01279,
    algorithm 1.

    Parameters
    ----------
    spec
        Option ``layer``: as of Grad-CAM.

    Examples
    --------
    >>> from partwise.spec import Spec
    >>> ScoreCam(Spec.parse("score-cam")).spec.canonical
    'score-cam:layer=auto'
    """

    def __init__(self, spec: Spec) -> None:
        options = spec.resolve({"layer": "auto"})
        self._layer = str(options["layer"])
        self.spec = describe(
            spec,
            options,
            channels="weighted sum of the layer's channels",
            paper="Wang et al. 2020, arXiv:1910.01279",
            cost="1 forward pass and 1 a channel of the layer, 1 more a batch to find it",
        )

    def explain(self, classifier: Classifier, batch: Batch, targets: Targets) -> SaliencyMaps:
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
        import torch

        from partwise.methods.explained import each_image, explained

        activations = activations_of(classifier, batch.inputs, self._layer, self.spec.canonical)
        score = explained(classifier, self.spec.canonical)
        maps = [
            _weighted(score, image, target, channels)
            for (image, target, _), channels in zip(
                each_image(batch, targets), activations, strict=True
            )
        ]
        size = (batch.inputs.shape[2], batch.inputs.shape[3])
        return enlarged(torch.stack(maps), size, batch, self.spec.canonical)


def _weighted(
    score: Score, image: torch.Tensor, target: Arguments, channels: torch.Tensor
) -> torch.Tensor:
    """The map of one image from its (channel, height, width)."""
    import torch

    from partwise.methods.explained import evaluations_at_once, repeated

    at_once = evaluations_at_once(image)
    found: list[torch.Tensor] = []
    with torch.no_grad():
        nothing = score(torch.zeros_like(image), *target)
        for some in channels.split(at_once):
            fine = torch.nn.functional.interpolate(some[None], image.shape[2:], mode="bilinear")[0]
            low, high = fine.amin((1, 2), keepdim=True), fine.amax((1, 2), keepdim=True)
            # a channel that is the same everywhere lets nothing through
            masks = (fine - low) / torch.where(high > low, high - low, 1)
            found.append(score(image * masks[:, None], *repeated(target, len(some))) - nothing)
        weights = torch.cat(found).softmax(0)
    return (weights[:, None, None] * channels).sum(0).clamp(min=0)
