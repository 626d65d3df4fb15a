"""as_input: whatever a preprocessing returned, as one (channel, height, width) array."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from partwise.errors import ClassifierError

if TYPE_CHECKING:
    from partwise.shapes import InputArray

_NEXT = "A preprocessing must turn one RGB picture into one (channel, height, width) array."


def as_input(returned: Any) -> InputArray:
    """Read the output of a preprocessing as an array.

    Parameters
    ----------
    returned
        A tensor or array, (channel, height, width) or with a leading 1; or a mapping that
        holds one as ``pixel_values``, as Hugging Face image processors return it.

    Returns
    -------
    (channel, height, width) of float32; the values are those given.

    Raises
    ------
    ClassifierError
        If it is anything else, or holds values that are not finite.

    Examples
    --------
    >>> as_input({"pixel_values": [np.zeros((3, 4, 5))]}).shape
    (3, 4, 5)
    """
    values = _unwrapped(returned)
    if hasattr(values, "detach"):  # a tensor, told by its manners so that torch is not imported
        values = values.detach().cpu().float().numpy()
    elif not isinstance(values, np.ndarray):
        raise ClassifierError(
            f"the preprocessing returned {_kind(values)}, not a tensor or array. {_NEXT} "
            "A torchvision pipeline that ends in a picture lacks ToTensor()."
        )
    return _checked(values)


def _unwrapped(returned: Any) -> Any:
    """Take the one picture out of a mapping or list."""
    if isinstance(returned, Mapping):
        if "pixel_values" not in returned:
            raise ClassifierError(
                "the preprocessing returned a mapping without 'pixel_values', "
                f"with {', '.join(map(repr, returned)) or 'nothing'} in it. {_NEXT}"
            )
        returned = returned["pixel_values"]
    return returned[0] if isinstance(returned, list | tuple) and len(returned) == 1 else returned


def _checked(values: np.ndarray[Any, Any]) -> InputArray:
    given = values.shape
    if values.ndim == 4 and given[0] == 1:
        values = values[0]
    if values.ndim != 3 or not values.size or values.dtype.kind not in "fiub":
        raise ClassifierError(
            f"the preprocessing returned an array of shape {given} and type {values.dtype}. {_NEXT}"
        )
    if values.shape[2] in (1, 3, 4) and values.shape[0] not in (1, 3, 4):
        raise ClassifierError(
            f"the preprocessing returned an array of shape {given}, with the channels last. "
            f"{_NEXT} Move them with array.transpose(2, 0, 1)."
        )
    values = np.ascontiguousarray(values, np.float32)
    if not np.isfinite(values).all():
        raise ClassifierError(
            f"the preprocessing returned {int((~np.isfinite(values)).sum())} of {values.size} "
            "values that are not finite. Look for a division by zero in its normalisation."
        )
    return values


def _kind(value: Any) -> str:
    kind = f"{type(value).__module__}.{type(value).__qualname__}".removeprefix("builtins.")
    return f"a {kind} of {len(value)}" if isinstance(value, list | tuple) else f"a {kind}"
