"""DeepLIFT: differences from a baseline, handed back through the network layer by layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.errors import MethodError
from partwise.methods.changes import BASELINES, completed
from partwise.methods.protocol import MethodSpec
from partwise.spec import one_of

if TYPE_CHECKING:
    import torch

    from partwise.classifiers.protocol import Classifier
    from partwise.methods.protocol import Batch, Targets
    from partwise.saliency import SaliencyMaps
    from partwise.spec import Spec

#: Modules whose rule Captum knows.
_KNOWN = (
    *("ReLU", "ELU", "LeakyReLU", "Sigmoid", "Tanh", "Softplus", "Softmax"),
    *("MaxPool1d", "MaxPool2d", "MaxPool3d"),
)


class DeepLift:
    """How much of the logit's change from a baseline each input value is responsible for.

    Source: Shrikumar et al. 2017, arXiv:1704.02685, the rescale rule. A map adds up to
    f(image) - f(baseline) (their equation 1) where the rule holds for every step of the network;
    by how much it misses is recorded for each image. Products of two activations, as in
    squeeze-and-excitation, have no rule; and Captum's for max pooling holds where the baseline is
    alike all over a window, which is why one colour is the default.

    Parameters
    ----------
    spec
        Option ``baseline``: ``zero``, ``mean``, ``blur`` or ``random``, as
        `partwise.methods.baselines.baseline` says.

    Examples
    --------
    >>> from partwise.spec import Spec
    >>> DeepLift(Spec.parse("deep-lift")).spec.canonical
    'deep-lift:baseline=mean'
    """

    def __init__(self, spec: Spec) -> None:
        options = spec.resolve({"baseline": "mean"})
        one_of(spec.name, "baseline", options["baseline"], BASELINES)
        self._baseline = str(options["baseline"])
        self.spec = MethodSpec(
            name=spec.name,
            options=options,
            signed=True,
            needs="gradients",
            channels="signed sum of the attributions",
            cost="1 forward and backward pass of the image and its baseline, 3 forward passes",
            paper="Shrikumar et al. 2017, arXiv:1704.02685",
        )

    def explain(self, classifier: Classifier, batch: Batch, targets: Targets) -> SaliencyMaps:
        """One map for each image, in logits.

        Raises
        ------
        MethodError
            If the classifier cannot be differentiated, or a nonlinear step of it has no rule or
            cannot be reached.
        SaliencyError
            If a map is not finite.
        """
        import torch
        from captum.attr import DeepLift as CaptumDeepLift

        from partwise.methods.baselines import baseline
        from partwise.methods.differentiable import differentiable
        from partwise.methods.explained import (
            arguments,
            as_module,
            change,
            each_image,
            to_numpy,
            without_hook_warnings,
        )

        changes = []
        with differentiable(classifier, self.spec.canonical) as score, without_hook_warnings():
            inputs = batch.inputs.detach().clone()
            self._check(classifier, inputs)
            starts = torch.cat(
                [
                    baseline(self._baseline, inputs[at : at + 1], seed=int(seed))
                    for at, seed in enumerate(batch.seeds)
                ]
            )
            for at, (image, target, _) in enumerate(each_image(batch, targets)):
                changes.append(change(score, image, starts[at : at + 1], target))
            attributions = CaptumDeepLift(as_module(classifier, score)).attribute(
                inputs.requires_grad_(), starts, additional_forward_args=arguments(targets)
            )
        return completed(to_numpy(attributions.sum(1)), batch, self.spec.canonical, changes)

    def _check(self, classifier: Classifier, inputs: torch.Tensor) -> None:
        from partwise.methods.activations import find_activations

        for step in find_activations(classifier, inputs):
            known = type(step.module).__name__ in _KNOWN
            if known and step.calls == 1:
                continue
            why = (
                f"module {step.place!r} is called {step.calls} times, and can keep the rule of one "
                "call. Give the network a module of its own for each"
                if known
                else f"{step} has no rule, as modules {', '.join(_KNOWN)} have. Explain another "
                "network"
            )
            raise MethodError(
                f"method {self.spec.canonical!r} cannot explain {classifier.spec!r}: {why}, "
                "or use integrated-gradients, which asks for no rules."
            )
