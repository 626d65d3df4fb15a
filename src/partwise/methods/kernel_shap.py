"""Kernel SHAP: Shapley values of square cells, from a weighted linear fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.methods.changes import BASELINES
from partwise.methods.protocol import MethodSpec
from partwise.spec import at_least, one_of

if TYPE_CHECKING:
    from partwise.classifiers.protocol import Classifier
    from partwise.methods.protocol import Batch, Targets
    from partwise.saliency import SaliencyMaps
    from partwise.spec import Spec


class KernelShap:
    """What each square cell adds to the logit, on average over the orders in which they appear.

    A map adds up to the change of the logit from all cells hidden. Source: Lundberg & Lee 2017,
    arXiv:1705.07874, theorem 2, through Captum.

    Parameters
    ----------
    spec
        Options ``cells``: along each side; ``samples``: how many times some are hidden; ``fill``:
        what is there instead, as `partwise.methods.baselines.baseline` says.

    Examples
    --------
    >>> from partwise.spec import Spec
    >>> KernelShap(Spec.parse("kernel-shap")).spec.canonical
    'kernel-shap:cells=7,fill=mean,samples=500'
    """

    def __init__(self, spec: Spec) -> None:
        options = spec.resolve({"cells": 7, "samples": 500, "fill": "mean"})
        one_of(spec.name, "fill", options["fill"], BASELINES)
        self._samples = int(at_least(spec.name, "samples", options["samples"], 2))
        self._cells = int(at_least(spec.name, "cells", options["cells"], 2))
        self._fill = str(options["fill"])
        self.spec = MethodSpec(
            name=spec.name,
            options=options,
            signed=True,
            needs="logits",
            channels="all channels are hidden together",
            cost=f"{self._samples + 2} forward passes",
            paper="Lundberg & Lee 2017, arXiv:1705.07874",
            resolution=f"each cell of 1/{self._cells} of a side",
        )

    def explain(self, classifier: Classifier, batch: Batch, targets: Targets) -> SaliencyMaps:
        """One map for each image, in logits.

        Raises
        ------
        MethodError
            If there are more cells than pixels along a side.
        CallError
            If scikit-learn is not installed.
        SaliencyError
            If a map is not finite.
        """
        from captum.attr import KernelShap as CaptumKernelShap

        from partwise.methods.cells import cell_maps

        return cell_maps(
            classifier,
            batch,
            targets,
            method=self.spec.canonical,
            cells=self._cells,
            samples=self._samples,
            fill=self._fill,
            explainer=CaptumKernelShap,
            complete=True,
        )
