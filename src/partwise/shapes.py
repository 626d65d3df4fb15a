"""Aliases for array shapes and other types that several files share."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

#: (height, width), in pixels
Shape: TypeAlias = tuple[int, int]
#: (height, width) of bool
BoolMask: TypeAlias = NDArray[np.bool_]
#: (height, width) of integer labels
LabelMap: TypeAlias = NDArray[np.integer[Any]]
#: (run,) of int32: flat row-major pixel indices
Runs: TypeAlias = NDArray[np.int32]
#: (height, width) of float32: one saliency map, or per-pixel coverage
FloatMap: TypeAlias = NDArray[np.float32]
#: (image, height, width) of float32
FloatMaps: TypeAlias = NDArray[np.float32]
#: (point, 2) of float64: x and y in continuous pixel coordinates (a pixel's centre is at +0.5)
Points: TypeAlias = NDArray[np.float64]
#: (channel, height, width) of float32: a picture as the classifier takes it
InputArray: TypeAlias = NDArray[np.float32]
#: (image, class) of float64
Logits: TypeAlias = NDArray[np.float64]
