"""Spec: `name:key=value,key=value`, how a method is asked for and written down."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partwise.errors import CallError, unknown_name

if TYPE_CHECKING:
    from collections.abc import Mapping

Value = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Spec:
    """A name with options, parsed.

    Examples
    --------
    >>> Spec.parse("integrated-gradients:baseline=blur,steps=32").options
    {'baseline': 'blur', 'steps': '32'}
    """

    name: str
    options: Mapping[str, str]

    @classmethod
    def parse(cls, text: str) -> Spec:
        """Split ``name:key=value,key=value``.

        Raises
        ------
        CallError
            If an option is not ``key=value``, or is given twice.
        """
        name, _, rest = text.strip().partition(":")
        options: dict[str, str] = {}
        for each in filter(None, rest.split(",")):
            key, equals, value = each.partition("=")
            key = key.strip()
            if not equals or not key or not value.strip():
                raise CallError(f"{text!r}: options are written key=value, got {each!r}.")
            if key in options:
                raise CallError(f"{text!r}: option {key!r} is given twice.")
            options[key] = value.strip()
        return cls(name, options)

    def resolve(self, defaults: Mapping[str, Value]) -> dict[str, Value]:
        """Fill in defaults and turn each option into its default's type.

        Raises
        ------
        UnknownNameError
            If an option is not among the defaults.
        CallError
            If a value cannot be read as its default's type.
        """
        resolved = dict(defaults)
        for key, text in self.options.items():
            if key not in defaults:
                raise unknown_name(f"option of {self.name!r}", key, defaults)
            resolved[key] = _convert(self.name, key, text, defaults[key])
        return resolved


def canonical(name: str, options: Mapping[str, Value]) -> str:
    """Write a name with every option, sorted, so that two settings never collide.

    >>> canonical("occlusion", {"window": 32, "stride": 16})
    'occlusion:stride=16,window=32'
    """
    pairs = ",".join(f"{key}={_text(value)}" for key, value in sorted(options.items()))
    return f"{name}:{pairs}" if pairs else name


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _convert(name: str, key: str, text: str, default: Value) -> Value:
    if isinstance(default, bool):
        if text.lower() in ("true", "false"):
            return text.lower() == "true"
        wanted = "true or false"
    elif isinstance(default, str):
        return text
    else:
        wanted = "a whole number" if isinstance(default, int) else "a finite number"
        try:
            value = type(default)(text)
        except ValueError:
            value = math.nan
        if math.isfinite(value):
            return value
    raise CallError(f"option {key!r} of {name!r} must be {wanted}, got {text!r}.")


def one_of(name: str, key: str, value: Value, choices: tuple[str, ...]) -> None:
    """Check that an option is one of its choices.

    Raises
    ------
    UnknownNameError
        With the nearest choice.
    """
    if value not in choices:
        raise unknown_name(f"{key} of {name!r}", str(value), choices)


def at_least(name: str, key: str, value: Value, least: float) -> float:
    """Check that an option that is a number is no smaller than this, and give it.

    Raises
    ------
    CallError
        If it is smaller, or not finite.

    Examples
    --------
    >>> at_least("occlusion", "stride", 8, 1)
    8
    """
    number = value if isinstance(value, int) else float(value)
    if not least <= number < math.inf:
        raise CallError(f"option {key!r} of {name!r} must be {least} or more, got {value}.")
    return number
