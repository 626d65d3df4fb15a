"""SaliencyMaps: one signed map for each image of a batch, in the classifier's input frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from partwise.errors import SaliencyError, SizeMismatchError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from partwise.shapes import FloatMaps, Shape


@dataclass(frozen=True, slots=True, eq=False)
class SaliencyMaps:
    """Saliency maps of a batch of images by one method.

    Parameters
    ----------
    values
        (image, height, width) of float32, signed, in the classifier's input frame. Stored as
        given: never resized, normalised or made absolute.
    image_ids
        One for each map.
    method
        Canonical name of the method, with every option.
    completeness_error
        (image,) of float64: by how much the map's sum misses the change of the target's
        logit that it ought to add up to; None where the method promises no sum.
    native_shape
        (height, width) of the grid on which the method works, where it is coarser.

    Raises
    ------
    SaliencyError
        If a map holds NaN or infinity; named by image and method.
    SizeMismatchError
        If there are not as many maps as images.
    """

    values: FloatMaps
    image_ids: Sequence[str]
    method: str
    completeness_error: NDArray[np.float64] | None = None
    native_shape: Shape | None = None

    def __post_init__(self) -> None:
        # a view, so that the caller's own array stays writeable
        values = np.ascontiguousarray(self.values, np.float32).view()
        if values.ndim != 3 or len(values) != len(self.image_ids) or not values.size:
            raise SizeMismatchError(
                f"method {self.method!r}: {len(self.image_ids)} images need maps of shape "
                f"({len(self.image_ids)}, height, width) with at least one pixel, "
                f"got {values.shape}."
            )
        # one reduction says whether any map is off; only then is it worth asking which
        with np.errstate(over="ignore", invalid="ignore"):
            probe = values.sum(axis=(1, 2), dtype=np.float64)
        for image_id, value, total in zip(self.image_ids, values, probe, strict=True):
            if not np.isfinite(total):
                _refuse(image_id, value, self.method)
        values.flags.writeable = False
        object.__setattr__(self, "values", values)
        object.__setattr__(self, "image_ids", tuple(self.image_ids))

    @property
    def shape(self) -> Shape:
        """(height, width) of each map."""
        return self.values.shape[1], self.values.shape[2]


def _refuse(image_id: str, value: NDArray[np.float32], method: str) -> None:
    bad = ~np.isfinite(value)
    y, x = np.argwhere(bad)[0]
    raise SaliencyError(
        f"image {image_id!r}, method {method!r}: {int(bad.sum())} of {value.size} values of the "
        f"saliency map are not finite, the first ({value[y, x]}) at row {y}, column {x}. "
        "A map must be finite everywhere; look for NaN or overflow in the network's activations."
    )
