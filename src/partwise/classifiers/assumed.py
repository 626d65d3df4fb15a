"""Assumed: the preprocessing and class names of a file that carries none, told in the log."""

from __future__ import annotations

import logging
import math
from typing import TYPE_CHECKING, Any

from timm.data.constants import DEFAULT_CROP_PCT, IMAGENET_DEFAULT_MEAN, IMAGENET_DEFAULT_STD
from timm.data.transforms_factory import create_transform

if TYPE_CHECKING:
    from partwise.shapes import Shape

_log = logging.getLogger("partwise")

#: The side of the input where a file leaves it open.
SIDE = 224


def assumed_preprocessing(
    sides: Shape, spec: str, *, as_imagenet: bool, scales_itself: bool = False
) -> Any:
    """Make the preprocessing of an ImageNet classifier, and tell that and how to give another.

    Parameters
    ----------
    sides
        (height, width) of the input.
    as_imagenet
        Whether the classes are called as ImageNet's, which is told too.
    scales_itself
        Whether the network takes pixels from 0 to 255.
    """
    covered, cropped = (
        "×".join(str(math.floor(side / share)) for side in sides) for share in (DEFAULT_CROP_PCT, 1)
    )
    _log.warning(
        "%s carries no preprocessing, so that of ImageNet is taken: a picture resized to cover %s, "
        "the middle %s of it, %s.%s If the network was "
        "trained with another, give that: mine = pw.load_classifier(%r); pw.wrap(mine.forward, "
        "preprocess=…, classes=mine.classes).",
        spec,
        covered,
        cropped,
        "colours from 0 to 255, since its first layer scales them"
        if scales_itself
        else f"colours from 0 to 1 less {IMAGENET_DEFAULT_MEAN}, divided by {IMAGENET_DEFAULT_STD}",
        " Its 1000 outputs carry no names and are called as ImageNet's." * as_imagenet,
        spec,
    )
    scale: Any = {"mean": (0.0,) * 3, "std": (1 / 255,) * 3} if scales_itself else {}
    return create_transform((3, *sides), **scale)
