"""Loading: a saliency method from its text, and what is installed, without importing torch."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from partwise.errors import CallError, unknown_name
from partwise.methods.protocol import MethodSpec, SaliencyMethod
from partwise.plugins import load_plugin, plugins
from partwise.spec import Spec

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


#: Names that stand for several methods.
SETS: Mapping[str, Sequence[str]] = {
    # a few passes an image each, and not the same whatever the network has learnt
    "all-quick": (
        *("attention-relevance", "attn-lrp", "deep-lift", "grad-cam", "gradient", "hires-cam"),
        "input-x-gradient",
    ),
    "all-black-box": ("kernel-shap", "lime", "occlusion", "rise"),
}


#: Which of our extras brings a package.
_EXTRAS = {"sklearn": "fit", "zennit": "lrp"}


def load_method(text: str) -> SaliencyMethod:
    """Make a saliency method from ``name`` or ``name:key=value,key=value``.

    Raises
    ------
    UnknownNameError
        If no method, option or choice of that name exists; with the nearest.
    CallError
        If an option has a wrong value, the plug-in is no saliency method, or a package is missing.

    Examples
    --------
    >>> load_method("occlusion:stride=8").spec.canonical
    'occlusion:fill=mean,stride=8,window=32'
    """
    method = _make(Spec.parse(text))
    if not is_installed(method.spec):
        extra = _EXTRAS.get(method.spec.package)
        raise CallError(
            f"method {method.spec.name!r} stands on the package {method.spec.package}, which is "
            f"not installed. `pip install {f'partwise[{extra}]' if extra else method.spec.package}`"
            " brings it."
        )
    return method


def is_installed(spec: MethodSpec) -> bool:
    """Whether what a method stands on is there."""
    return not spec.package or find_spec(spec.package) is not None


def check_method(text: str) -> SaliencyMethod | None:
    """Make a method from its text; nothing yet of the name of a set.

    Raises
    ------
    UnknownNameError
        If there is neither a method nor a set of that name; with the nearest.
    CallError
        If an option has a wrong value.
    """
    if text in SETS:
        return None
    name = Spec.parse(text).name
    known = [*plugins("methods"), *SETS]
    if name not in known:
        raise unknown_name("method", name, known)
    return load_method(text)


def list_methods() -> list[MethodSpec]:
    """Every installed method with its defaults, by name.

    Examples
    --------
    >>> [each.name for each in list_methods() if each.needs == "logits"]
    ['kernel-shap', 'lime', 'occlusion', 'rise']
    """
    return [_make(Spec(name, {})).spec for name in plugins("methods")]


def _make(spec: Spec) -> SaliencyMethod:
    method = load_plugin("methods", spec.name)(spec)
    if not isinstance(method, SaliencyMethod):
        raise CallError(
            f"method {spec.name!r} is no saliency method: it lacks `spec` or `explain`, as "
            "partwise.methods.protocol.SaliencyMethod asks. Tell the author of the plug-in."
        )
    return method
