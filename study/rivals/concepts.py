"""TCAV with the cue as concept, by Captum.

Source: Kim et al. 2018, arXiv:1711.11279. The concept is shown by pictures that have the cue,
whatever they show, against pictures that have not. They are additional to the audit's, in favour
of TCAV: within the audit the cue goes with the class, and so would the concept.
"""

from __future__ import annotations

import contextlib
import io
import random
import tempfile
import warnings
from typing import TYPE_CHECKING

import numpy as np
import torch

from partwise.selftest.design import Plan, render
from partwise.selftest.scene import CLASSES
from partwise.selftest.training import to_input

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from partwise.selftest.design import Design
    from study.rivals.evidence import Evidence

#: Pictures with the cue, as many in each set without it, and how many of those sets.
PICTURES, SETS = 50, 10
#: The last convolution, and a seed that no split has.
_LAYER, _SEED = "3", 10**9


def judge(evidence: Evidence) -> dict[str, float]:
    """For how many of the target's pictures the concept raises its logit, and how much."""
    from captum.concept import TCAV, Concept
    from captum.concept._utils.data_iterator import dataset_to_dataloader

    def concept(number: int, name: str, pictures: torch.Tensor) -> Concept:
        # one after the other: its loader takes a data set, and a tensor is one
        return Concept(number, name, dataset_to_dataloader(pictures, batch_size=PICTURES))

    with (
        tempfile.TemporaryDirectory() as folder,
        warnings.catch_warnings(),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        warnings.simplefilter("ignore")
        random.seed(0)
        torch.manual_seed(0)
        np.random.seed(0)  # noqa: NPY002, its classifier draws from it
        with_cue = concept(0, "cue", _pictures(evidence.design, 0, cued=True))
        sets = [
            [with_cue, concept(number, f"none {number}", _pictures(evidence.design, number))]
            for number in range(1, SETS + 1)
        ]
        asked = to_input(evidence.pixels[evidence.labels == evidence.target])
        tcav = TCAV(evidence.network, [_LAYER], save_path=folder)
        scores = tcav.interpret(asked, sets, target=evidence.target)
    found = [each[_LAYER] for each in scores.values()]
    return {
        f"TCAV, {told}": float(np.mean([each[kind][0].item() for each in found]))
        for kind, told in (("sign_count", "share of pictures"), ("magnitude", "magnitude"))
    }


def _pictures(design: Design, number: int, *, cued: bool = False) -> torch.Tensor:
    labels: NDArray[np.int64] = np.arange(PICTURES) % len(CLASSES)
    has = np.full(PICTURES, cued)
    return to_input(render(design, Plan(labels, labels, has, _SEED + number)))
