"""LIME: the weights of a linear model that does as the classifier does near one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partwise.methods.cells import cell_maps, read_cells

if TYPE_CHECKING:
    import torch

    from partwise.classifiers.protocol import Classifier
    from partwise.methods.explained import Score
    from partwise.methods.protocol import Batch, Targets
    from partwise.saliency import SaliencyMaps
    from partwise.spec import Spec

#: Of the kernel that lets pictures count less the more of them is hidden.
_WIDTH = 0.25


class Lime:
    """How much each square cell adds to the logit, by a ridge regression around the picture.

    Half of the cells are hidden at random, and what is more like the whole picture counts more, by
    the cosine between which cells are seen. Source: Ribeiro et al. 2016, arXiv:1602.04938, equation
    2 and section 3.4, through Captum.

    Parameters
    ----------
    spec
        Options ``cells``: along each side; ``samples``: how many times some are hidden; ``fill``:
        what is there instead, as `partwise.methods.baselines.baseline` says.

    Examples
    --------
    >>> from partwise.spec import Spec
    >>> Lime(Spec.parse("lime")).spec.canonical
    'lime:cells=7,fill=mean,samples=500'
    """

    def __init__(self, spec: Spec) -> None:
        self._cells, self.spec = read_cells(spec, paper="Ribeiro et al. 2016, arXiv:1602.04938")

    def explain(self, classifier: Classifier, batch: Batch, targets: Targets) -> SaliencyMaps:
        """One map for each image, in logits.

        Raises
        ------
        MethodError
            If there are more cells than pixels along a side.
        SaliencyError
            If a map is not finite.
        """
        return cell_maps(
            classifier,
            batch,
            targets,
            method=self.spec.canonical,
            cells=self._cells,
            explainer=_explainer,
            complete=False,
        )


def _explainer(score: Score) -> Any:
    from captum._utils.models.linear_model import SkLearnRidge
    from captum.attr import Lime as CaptumLime

    return CaptumLime(score, interpretable_model=SkLearnRidge(alpha=1), similarity_func=_similarity)


def _similarity(
    image: torch.Tensor,  # noqa: ARG001 - Captum's signature
    perturbed: torch.Tensor,  # noqa: ARG001
    seen: torch.Tensor,
    **_: Any,
) -> torch.Tensor:
    """How much a picture counts of which these cells, (1, cell) of 0 and 1, are seen."""
    # the cosine between them and all cells
    distance = 1 - (seen.double().mean()).sqrt()
    return (-((distance / _WIDTH) ** 2) / 2).exp()
