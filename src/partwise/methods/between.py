"""Between: relevance where a network computes by functions, between the modules with weights.

Rules of layer-wise relevance propagation are known for layers. Much of what a network does lies
between them: it adds a shortcut to a block, gates channels, takes means, normalises, attends. Here
each such function hands on relevance as it is called, so that no family of networks needs to be
known by name, and a residual is not counted twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch.overrides import TorchFunctionMode

from partwise.methods.attention import masked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from partwise.errors import MethodError
    from partwise.methods.places import Running

#: What is added to a denominator, with its sign.
EPSILON = 1e-6

#: Rearrange values, or pick among them: their gradient hands on each number as it is.
_PLAIN = {
    *("cat", "chunk", "clone", "concat", "concatenate", "contiguous", "cpu", "detach", "dropout"),
    *("expand", "expand_as", "flatten", "flip", "float", "gather", "get", "getitem", "identity"),
    *("index_select", "max_pool1d", "max_pool2d", "adaptive_max_pool2d", "amax", "movedim"),
    *("narrow", "pad", "permute", "pixel_shuffle", "pixel_unshuffle", "repeat", "reshape"),
    *("reshape_as", "roll", "select", "split", "squeeze", "stack", "swapaxes", "t", "tile", "to"),
    *("transpose", "type_as", "unbind", "unflatten", "unfold", "unsqueeze", "view", "view_as"),
    *("dim", "is_contiguous", "is_floating_point", "is_complex", "len", "numel", "size", "stride"),
    *("chunk", "split_with_sizes", "tensor_split", "narrow_copy", "feature_dropout", "dropout2d"),
    *("element_size", "get_device", "format", "repr", "type", "has_names", "iter", "index"),
}
#: Work on each value by itself, or scale it by what is taken for fixed: relevance passes unchanged
#: (for normalisation Achtibat et al. 2024, arXiv:2402.05602, section 3.3.3).
_PASSED = {
    *("relu", "relu6", "leaky_relu", "prelu", "rrelu", "elu", "selu", "celu", "silu", "gelu"),
    *("mish", "softplus", "hardswish", "hardtanh", "clamp", "clip", "clamp_min", "neg"),
    *("batch_norm", "group_norm", "instance_norm", "layer_norm", "rms_norm", "normalize"),
}
#: As those, and what they put out says how much of something else is let through.
_GATES = {"sigmoid", "hardsigmoid", "tanh"}
#: Linear in one tensor that comes from the picture.
_LINEAR = {
    *("adaptive_avg_pool1d", "adaptive_avg_pool2d", "avg_pool1d", "avg_pool2d", "mean", "sum"),
    *("conv1d", "conv2d", "interpolate", "linear"),
}
_SUMS = {"add", "sub", "iadd", "isub", "radd", "rsub"}
_PRODUCTS = {"mul", "div", "truediv", "imul", "itruediv", "rmul", "multiply", "divide"}
_ATTENTION = {"matmul", "softmax", "scaled_dot_product_attention"}
_KNOWN = _PLAIN | _PASSED | _GATES | _LINEAR | _SUMS | _PRODUCTS


class Between(TorchFunctionMode):
    """Makes functions hand back relevance in place of gradients, outside of modules with a rule.

    Parameters
    ----------
    now
        Tells which modules are running.
    ruled
        Those that have a rule of their own.
    attention
        Whether there are rules for attention too.
    refused
        Makes the error for a function without a rule, from its name and where it is called.
    """

    def __init__(
        self,
        now: Running,
        ruled: set[torch.nn.Module],
        *,
        attention: bool,
        refused: Callable[[str], MethodError],
    ) -> None:
        super().__init__()
        self._now, self._ruled = now, ruled
        self._attention, self._refused = attention, refused
        # tensors that say how much of another is let through; kept, as an id may be given anew
        self._gates: list[torch.Tensor] = []

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        moving = list(_tensors([args, kwargs]))
        if (
            not moving
            or not torch.is_grad_enabled()
            or any(module in self._ruled for _, module in self._now.within)
        ):
            return func(*args, **kwargs)
        name = getattr(func, "__name__", "")
        writes = name.endswith("_") and not name.endswith("__")
        if kwargs.get("inplace"):
            kwargs = {**kwargs, "inplace": False}
        name = name.strip("_")
        if name not in _KNOWN and not (self._attention and name in _ATTENTION):
            raise self._refuse(name)
        if not writes:
            return self._call(name, func, args, kwargs, moving)
        # worked out beside the tensor that is written to, and put there afterwards
        beside = [args[0].clone(), *args[1:]]
        moving = list(_tensors([beside, kwargs]))
        made = self._call(name, getattr(torch.Tensor, name), beside, kwargs, moving)
        return args[0].zero_().add_(made)

    def _call(
        self, name: str, func: Any, args: Any, kwargs: Any, moving: Sequence[torch.Tensor]
    ) -> Any:
        call = _of(func, args, kwargs, moving)
        if name in _PLAIN:
            return func(*args, **kwargs)
        if name in _ATTENTION:
            return self._attention_step(name, call, args, kwargs, moving)
        if name in _LINEAR:
            return shared(call, moving)
        if name in _SUMS and any(isinstance(each, torch.Tensor) for each in _others(args, moving)):
            return shared(call, moving)
        out = func(*args, **kwargs)
        signals = self._signals(moving, out) if name in _PRODUCTS else moving
        if len(signals) > 1:
            return multiplied(call, moving)
        passed = _Passed.apply(signals[0].expand_as(out), out.detach())
        if name in _GATES:
            self._gates.append(passed)
        return passed

    def _signals(
        self, factors: Sequence[torch.Tensor], product: torch.Tensor
    ) -> Sequence[torch.Tensor]:
        """The factors that take relevance: not gates, unless both are (Arras et al. 2017)."""
        kept = [each for each in factors if not self._is_gate(each, product)]
        return kept or factors

    def _is_gate(self, tensor: torch.Tensor, product: torch.Tensor) -> bool:
        return tensor.numel() < product.numel() or any(tensor is each for each in self._gates)

    def _attention_step(
        self,
        name: str,
        call: Callable[..., torch.Tensor],
        args: Any,
        kwargs: Any,
        moving: Sequence[torch.Tensor],
    ) -> torch.Tensor:
        if name == "matmul":
            return multiplied(call, moving)
        if name == "softmax":
            dim = args[1] if len(args) > 1 else kwargs["dim"]
            return _Softmax.apply(moving[0], call(*moving).detach(), dim)
        return self._attend(*args, **kwargs)

    def _attend(
        self,
        query: torch.Tensor,
        key: torch.Tensor,
        value: torch.Tensor,
        attn_mask: torch.Tensor | None = None,
        dropout_p: float = 0.0,  # noqa: ARG002 - torch's own signature
        *causal: bool,
        scale: float | None = None,
        **more: bool,
    ) -> torch.Tensor:
        """Attention step by step, so that each has its rule; a mask takes no relevance."""
        if any([*causal, *more.values()]):
            raise self._refuse("scaled_dot_product_attention that is causal or of groups")
        factor = query.shape[-1] ** -0.5 if scale is None else scale

        def compared(query: torch.Tensor, key: torch.Tensor) -> torch.Tensor:
            return (query * factor) @ key.transpose(-2, -1)

        scores = multiplied(compared, [query, key])
        scores = _Passed.apply(scores, masked(scores.detach(), attn_mask))
        weights = _Softmax.apply(scores, scores.softmax(-1).detach(), -1)
        return multiplied(torch.matmul, [weights, value])

    def _refuse(self, what: str) -> MethodError:
        place, module = self._now.innermost
        where = f"in {place!r} " if place else ""
        return self._refused(f"{what} {where}({type(module).__name__})")


def shared(function: Callable[..., torch.Tensor], tensors: Sequence[torch.Tensor]) -> torch.Tensor:
    """Call a function that is linear in its tensors together; each hands on what it contributes.

    That is the epsilon rule (Bach et al. 2015, doi:10.1371/journal.pone.0130140, equation 58), of
    which what is fixed in the function has its part too.

    Examples
    --------
    >>> a, b = torch.tensor([3.0], requires_grad=True), torch.tensor([1.0], requires_grad=True)
    >>> shared(torch.add, [a, b]).backward(torch.tensor([8.0]))
    >>> round(float(a.grad), 3), round(float(b.grad), 3)
    (6.0, 2.0)
    """
    return _Shared.apply(function, 1, *tensors)


def multiplied(
    function: Callable[..., torch.Tensor], tensors: Sequence[torch.Tensor]
) -> torch.Tensor:
    """Call a function that multiplies its tensors; each hands on an equal part.

    Source: Achtibat et al. 2024, arXiv:2402.05602, proposition 3.3.
    """
    return _Shared.apply(function, len(tensors), *tensors)


class _Passed(torch.autograd.Function):
    """What was worked out, with the relevance of what it was worked out of."""

    @staticmethod
    def forward(ctx: Any, _: torch.Tensor, out: torch.Tensor) -> torch.Tensor:  # noqa: ARG004
        return out.clone()

    @staticmethod
    def backward(ctx: Any, *relevance: torch.Tensor) -> Any:  # noqa: ARG004
        return relevance[0], None


class _Shared(torch.autograd.Function):
    """A function of tensors with relevance shared as each of them contributes."""

    @staticmethod
    def forward(ctx: Any, function: Any, degree: int, *tensors: torch.Tensor) -> torch.Tensor:
        with torch.enable_grad():
            ctx.tensors = [each.detach().requires_grad_() for each in tensors]
            ctx.out = function(*ctx.tensors)
        ctx.degree = degree
        return ctx.out.detach()

    @staticmethod
    def backward(ctx: Any, *relevance: torch.Tensor) -> Any:
        out = ctx.out.detach() * ctx.degree
        each_part = relevance[0] / (out + torch.where(out < 0, -EPSILON, EPSILON))
        found = torch.autograd.grad(ctx.out, ctx.tensors, each_part)
        parts = [each.detach() * grad for each, grad in zip(ctx.tensors, found, strict=True)]
        return None, None, *parts


class _Softmax(torch.autograd.Function):
    """A softmax with relevance by its Taylor expansion (Achtibat et al. 2024, equation 13)."""

    @staticmethod
    def forward(ctx: Any, scores: torch.Tensor, out: torch.Tensor, dim: int) -> torch.Tensor:
        ctx.save_for_backward(scores, out)
        ctx.dim = dim
        return out.view_as(out)

    @staticmethod
    def backward(ctx: Any, *relevance: torch.Tensor) -> Any:
        scores, out = ctx.saved_tensors
        rest = relevance[0] - out * relevance[0].sum(ctx.dim, keepdim=True)
        # what is masked by minus infinity has no part in it
        return torch.where(out > 0, scores, 0) * rest, None, None


def _tensors(node: Any) -> Iterator[torch.Tensor]:
    """All tensors that come from the picture, in the arguments of a call."""
    if isinstance(node, torch.Tensor):
        if node.requires_grad:
            yield node
    elif isinstance(node, list | tuple):
        for each in node:
            yield from _tensors(each)
    elif isinstance(node, dict):
        yield from _tensors(list(node.values()))


def _others(args: Any, moving: Sequence[torch.Tensor]) -> Iterator[Any]:
    """What is added to the first that moves: another tensor, or a number."""
    return (each for each in args if each is not moving[0])


def _of(
    func: Any, args: Any, kwargs: Any, moving: Sequence[torch.Tensor]
) -> Callable[..., torch.Tensor]:
    """A call as a function of the tensors that come from the picture."""

    def filled(node: Any, tensors: Iterator[torch.Tensor]) -> Any:
        if isinstance(node, torch.Tensor):
            return next(tensors) if node.requires_grad else node
        if isinstance(node, list | tuple):
            return type(node)([filled(each, tensors) for each in node])
        return node

    def call(*tensors: torch.Tensor) -> torch.Tensor:
        left = iter(tensors)
        given = filled(list(args), left)
        return func(*given, **{name: filled(each, left) for name, each in kwargs.items()})

    assert len(moving) == sum(1 for _ in _tensors([args, kwargs]))  # noqa: S101 - one for each
    return call
