"""Audit: what partwise measures on scenes of a design, as a user would: one call, one table."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import numpy as np

from partwise.classifiers.wrapped import wrap
from partwise.framing import Framing
from partwise.pipeline.run import build
from partwise.selftest.design import plan_split, show
from partwise.selftest.scene import CLASSES
from partwise.selftest.training import to_input

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import torch
    from PIL.Image import Image
    from torch import nn

    from partwise.selftest.design import Design
    from partwise.table.table import AttributionTable

#: Columns of the metadata: whether a picture has the cue, and its number, of which the first few
#: are an audit of as many images.
CUE, NUMBER = "cue", "number"


def audit(
    design: Design,
    network: nn.Module,
    images: int,
    out: Path,
    *,
    methods: Sequence[str],
    effects: Sequence[str] = (),
    nulls: Sequence[str] = (),
) -> AttributionTable:
    """Measure a network on scenes that it has not seen, with the target's logit explained.

    Parameters
    ----------
    images
        How many scenes, with the cue as often as in training.
    out
        Folder of the table, which must not exist.
    methods, effects, nulls
        As in :func:`~partwise.pipeline.run.build`.
    """
    plan = plan_split(design, "audit", images)
    names = [f"{number:05}" for number in range(images)]
    seen = dict(zip(names, show(design, plan), strict=True))
    told = out.with_suffix(".csv")
    with told.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["path", CUE, NUMBER])
        for name, cued in zip(names, plan.cued.tolist(), strict=True):
            writer.writerow([name, "yes" if cued else "no", name])
    classifier = wrap(
        network, preprocess=_input, classes=CLASSES, device="cpu", framing=Framing.identity
    )
    return build(
        classifier,
        {name: picture.pixels for name, picture in seen.items()},
        {name: picture.masks for name, picture in seen.items()},
        out=out,
        method=methods,
        target=CLASSES[design.target],
        labels=dict(zip(names, [CLASSES[label] for label in plan.labels], strict=True)),
        metadata=told,
        effects=effects,
        null=nulls,
        workers=1,
        batch_size=64,
    )


def _input(image: Image) -> torch.Tensor:
    return to_input(np.array(image)[None])[0]
