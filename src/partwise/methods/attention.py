"""Attention: how much each token looks at each other one, in every layer of a transformer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch.overrides import TorchFunctionMode

from partwise.errors import MethodError
from partwise.methods.layers import find_layer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from partwise.classifiers.protocol import Classifier
    from partwise.methods.layers import Layer
    from partwise.methods.protocol import Batch
    from partwise.saliency import SaliencyMaps


class Attending(TorchFunctionMode):
    """Keeps the weights of every attention over all tokens: (image, head, token, token).

    Attention that torch computes in one step is written out, so that its weights are there.
    """

    def __init__(self) -> None:
        super().__init__()
        self.weights: list[torch.Tensor] = []

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        name = getattr(func, "__name__", "")
        if name == "scaled_dot_product_attention":
            return self._written_out(*args, **kwargs)
        found = func(*args, **kwargs)
        if name == "softmax" and found.ndim == 4 and found.shape[2] == found.shape[3]:
            self.weights.append(found)
        return found

    def _written_out(
        self,
        query: torch.Tensor,
        key: torch.Tensor,
        value: torch.Tensor,
        attn_mask: torch.Tensor | None = None,
        dropout_p: float = 0.0,
        is_causal: bool = False,
        scale: float | None = None,
        **more: Any,
    ) -> torch.Tensor:
        if query.shape[2] != key.shape[2] or is_causal or more.get("enable_gqa"):
            return torch.nn.functional.scaled_dot_product_attention(
                query, key, value, attn_mask, dropout_p, is_causal, scale=scale, **more
            )
        factor = query.shape[-1] ** -0.5 if scale is None else scale
        scores = (query * factor) @ key.transpose(-2, -1)
        self.weights.append(masked(scores, attn_mask).softmax(-1))
        return self.weights[-1] @ value


def masked(scores: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
    """Scores with a mask added to them; of truth values, what is false is hidden.

    >>> masked(torch.zeros(2), torch.tensor([True, False]))
    tensor([0., -inf])
    """
    if mask is None:
        return scores
    return scores + (torch.where(mask, 0.0, -torch.inf) if mask.dtype == torch.bool else mask)


def tokens_of(classifier: Classifier, inputs: torch.Tensor, method: str) -> Layer:
    """Find the tokens that a transformer cuts the picture into, and those before them.

    Raises
    ------
    MethodError
        If the classifier is none, or a black box.
    """
    from partwise.methods.differentiable import gradient_free

    if classifier.module is None:
        raise MethodError(
            f"method {method!r} looks at attention, and {classifier.spec!r} is a black box without "
            f"a torch module. Methods that work with any classifier: {gradient_free()}."
        )
    layer = find_layer(classifier, inputs, method=method.partition(":")[0])
    if layer.order != "tokens":
        raise MethodError(
            f"method {method!r} follows attention between the tokens of a picture, and "
            f"{classifier.spec!r} has none: its last layer over the picture, {layer.name!r}, has "
            f"{layer.order}. Use grad-cam or integrated-gradients."
        )
    return layer


def check_attention(
    weights: Sequence[torch.Tensor], layer: Layer, classifier: Classifier, method: str
) -> None:
    """Check that attention was seen, between the very tokens that the picture was cut into.

    Raises
    ------
    MethodError
        If not: it may be computed in a way that has no weights, or within windows.
    """
    count = layer.prefix + layer.grid[0] * layer.grid[1]
    if weights and all(each.shape[2] == count for each in weights):
        return
    seen = f"of {sorted({each.shape[2] for each in weights})} tokens" if weights else "none"
    raise MethodError(
        f"method {method!r} follows attention between all {count} tokens, and in "
        f"{classifier.spec!r} it sees {seen}: attention within windows, or computed as a whole "
        "(as torch.nn.MultiheadAttention does), cannot be followed. Use grad-cam, attn-lrp or "
        "integrated-gradients."
    )


def followed(
    layers: Sequence[torch.Tensor], step: Callable[[torch.Tensor, torch.Tensor], torch.Tensor]
) -> torch.Tensor:
    """Follow (image, token, token) from the first layer to the last, beginning with each itself."""
    first = layers[0]
    identity = torch.eye(first.shape[-1]).to(first).expand_as(first)
    reached = identity
    for each in layers:
        reached = step(reached, each)
    return reached


def as_maps(reached: torch.Tensor, layer: Layer, batch: Batch, method: str) -> SaliencyMaps:
    """What reaches the class token, or where there is none the mean of all, from each place."""
    from partwise.methods.cam import enlarged

    row = reached[:, 0] if layer.prefix else reached.mean(1)
    size = (batch.inputs.shape[2], batch.inputs.shape[3])
    return enlarged(row[:, layer.prefix :].unflatten(1, layer.grid), size, batch, method)
