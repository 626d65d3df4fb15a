"""Loading: a saliency method from its text, and what is installed, without importing torch."""

from __future__ import annotations

from partwise.errors import CallError
from partwise.methods.protocol import MethodSpec, SaliencyMethod
from partwise.plugins import load_plugin, plugins
from partwise.spec import Spec


def load_method(text: str) -> SaliencyMethod:
    """Make a saliency method from ``name`` or ``name:key=value,key=value``.

    Raises
    ------
    UnknownNameError
        If no method, option or choice of that name exists; with the nearest.
    CallError
        If an option has a wrong value, or the plug-in is no saliency method.

    Examples
    --------
    >>> load_method("occlusion:stride=8").spec.canonical
    'occlusion:fill=mean,stride=8,window=32'
    """
    return _make(Spec.parse(text))


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
