"""Relevance: the explained logit, handed back through a network so that little of it is lost.

Modules with weights hand it on by zennit's rules, all else as `partwise.methods.between` says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch.overrides import TorchFunctionMode

from partwise.errors import ClassifierError, MethodError
from partwise.methods.between import Between
from partwise.methods.places import running
from partwise.saliency import SaliencyMaps

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from partwise.classifiers.protocol import Classifier
    from partwise.methods.protocol import Batch, Targets

    #: Makes zennit's rule for a module with weights; told whether it is the first that runs.
    Rule = Callable[[torch.nn.Module, bool], Any]


def relevance_maps(
    classifier: Classifier,
    batch: Batch,
    targets: Targets,
    *,
    method: str,
    rule: Rule,
    attention: bool,
) -> SaliencyMaps:
    """Hand the explained logits back to the input, and add up its channels.

    Batch normalisations are merged into the layer before them, where nothing else uses what that
    puts out. What is explained is the logit itself; of a contrast the other class's is handed back
    with its sign turned.

    Parameters
    ----------
    method
        Canonical name.
    rule
        For each module with weights.
    attention
        Whether there are rules for attention too.

    Returns
    -------
    Maps with the error of conservation, their sum less the logit (less the contrast's).

    Raises
    ------
    MethodError
        If a function or module has no rule, or the classifier cannot be differentiated.
    SaliencyError
        If a map is not finite.
    """
    from zennit.core import Composite

    from partwise.methods.differentiable import differentiable
    from partwise.methods.explained import to_numpy

    network = classifier.module
    with differentiable(classifier, method):
        assert network is not None  # noqa: S101 - `differentiable` has checked
        for parameter in network.parameters():
            parameter.requires_grad_(False)
        inputs = batch.inputs.detach().clone()
        layers = _watched(classifier, inputs, method)
        known = {*layers.order}

        def rule_of(_: Any, __: str, module: torch.nn.Module) -> Any:
            return rule(module, module is layers.order[0]) if module in known else None

        composite = Composite(rule_of, canonizers=[_merging(layers.merged)])
        with composite.context(network), running(network) as now:
            between = Between(
                now,
                known,
                attention=attention,
                refused=lambda what: _refused(what, classifier.spec, method),
            )
            inputs.requires_grad_()
            try:
                with between:
                    # the copy is what a network may write into
                    logits = classifier.logits(inputs.clone())
            except ClassifierError as error:
                # which tells of anything that goes wrong in its forward pass
                if isinstance(error.__cause__, MethodError):
                    raise error.__cause__ from None
                raise
            start = _start(logits, targets)
            (relevance,) = torch.autograd.grad(logits, inputs, start)
    values = to_numpy(relevance.sum(1))
    explained = start.sum(1).to("cpu", torch.float64).numpy()
    missed = values.sum((1, 2), dtype="float64") - explained
    return SaliencyMaps(values, batch.image_ids, method, completeness_error=missed)


def _start(logits: torch.Tensor, targets: Targets) -> torch.Tensor:
    """What is explained, where it lies among the logits."""
    given = logits.detach()
    picked = torch.zeros_like(given)
    picked.scatter_(1, targets.classes.to(given.device)[:, None], 1.0)
    if targets.contrasts is not None:
        turned = torch.full((len(given), 1), -1.0, device=given.device, dtype=given.dtype)
        picked.scatter_add_(1, targets.contrasts.to(given.device)[:, None], turned)
    return picked * given


@dataclass(frozen=True, slots=True)
class _Layers:
    """The modules with weights, in the order in which they first run, and what is merged."""

    order: Sequence[torch.nn.Module]
    merged: Sequence[tuple[torch.nn.Module, torch.nn.Module]]


def _watched(classifier: Classifier, inputs: torch.Tensor, method: str) -> _Layers:
    """Pass one image through, and note which modules run and who uses what they put out.

    Raises
    ------
    MethodError
        If a module with weights runs more than once, and could keep the rule of one call.
    """
    from zennit.types import BatchNorm, Linear

    network = classifier.module
    assert network is not None  # noqa: S101 - whoever asks has checked
    names = {module: name for name, module in network.named_modules()}
    order: dict[torch.nn.Module, int] = {}
    made: list[tuple[torch.nn.Module, torch.Tensor]] = []
    uses: list[int] = []
    taken: list[tuple[int, torch.nn.Module]] = []

    def note(module: torch.nn.Module, given: Any, out: Any) -> None:
        if isinstance(module, Linear):
            order[module] = order.get(module, 0) + 1
            made.append((module, out))
            uses.append(0)
        elif isinstance(module, BatchNorm) and module.affine and module.track_running_stats:
            taken.extend((at, module) for at, (_, each) in enumerate(made) if each is given[0])

    class Watch(TorchFunctionMode):
        """Counts who uses what a module with weights puts out."""

        def __torch_function__(
            self, func: Any, types: Any, args: Any = (), kwargs: Any = None
        ) -> Any:
            found = func(*args, **(kwargs or {}))
            if isinstance(found, torch.Tensor):  # else it asks for a shape or the like
                for each in args:
                    uses[:] = [
                        count + (each is out) for count, (_, out) in zip(uses, made, strict=True)
                    ]
            return found

    handles = [module.register_forward_hook(note) for module in names]
    try:
        with torch.no_grad(), Watch():
            classifier.logits(inputs[:1].clone())
    finally:
        for handle in handles:
            handle.remove()
    for module, calls in order.items():
        if calls > 1:
            raise MethodError(
                f"method {method!r} cannot explain {classifier.spec!r}: module {names[module]!r} "
                f"is called {calls} times, and can keep the rule of one call. Give the network a "
                "module of its own for each, or use integrated-gradients, which asks for no rules."
            )
    merged = [(made[at][0], norm) for at, norm in taken if uses[at] == 1]
    return _Layers(list(order), merged)


def _merging(pairs: Sequence[tuple[torch.nn.Module, torch.nn.Module]]) -> Any:
    """A canonizer that merges these batch normalisations into the layers before them."""
    from zennit.canonizers import MergeBatchNorm

    class Merge(MergeBatchNorm):
        """Of pairs that were seen to follow each other."""

        def apply(self, root_module: torch.nn.Module) -> Any:  # noqa: ARG002 - zennit's signature
            merged = [self.copy() for _ in pairs]
            for each, (layer, norm) in zip(merged, pairs, strict=True):
                each.register([layer], norm)
            return merged

    return Merge()


def _refused(what: str, spec: str, method: str) -> MethodError:
    return MethodError(
        f"method {method!r} cannot explain {spec!r}: {what} has no rule. Use "
        "integrated-gradients, which asks for none, or attn-lrp for a transformer."
    )
