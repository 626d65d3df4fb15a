"""Kernel SHAP: Shapley values of square cells, from a weighted linear fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.methods.cells import cell_maps, read_cells

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
        self._cells, self.spec = read_cells(spec, paper="Lundberg & Lee 2017, arXiv:1705.07874")

    def explain(self, classifier: Classifier, batch: Batch, targets: Targets) -> SaliencyMaps:
        """One map for each image, in logits.

        Raises
        ------
        MethodError
            If there are more cells than pixels along a side.
        SaliencyError
            If a map is not finite.
        """
        from captum.attr import KernelShap as CaptumKernelShap

        return cell_maps(
            classifier,
            batch,
            targets,
            method=self.spec.canonical,
            cells=self._cells,
            explainer=CaptumKernelShap,
            complete=True,
        )
