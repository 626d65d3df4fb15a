"""Naming: what the classes of a timm network are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timm.data.imagenet_info import ImageNetInfo, infer_imagenet_subset

if TYPE_CHECKING:
    from collections.abc import Sequence


def own_names(network: Any, count: int) -> Sequence[str] | None:
    """Names of the classes as far as timm knows them, without a network connection."""
    own = network.pretrained_cfg.get("label_names")
    if own and len(own) == count:
        return own
    subset = infer_imagenet_subset(network)
    if subset is None or network.pretrained_cfg.get("num_classes") != count:
        return None
    if subset == "imagenet-1k":
        from partwise.classifiers.imagenet import imagenet_names

        return imagenet_names()
    info = ImageNetInfo(subset)
    described = [info.index_to_description(index) for index in range(info.num_classes())]
    return described if len(described) == count else None
