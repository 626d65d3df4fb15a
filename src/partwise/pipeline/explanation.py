"""Explanation: what a classifier, or given files, say of a batch: predictions and maps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from partwise.framing import Framing
    from partwise.images.picture import Picture
    from partwise.pipeline.prepared import Prepared
    from partwise.saliency import SaliencyMaps
    from partwise.shapes import FloatMap, InputArray


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a classifier says of one image; None where it is not known.

    Parameters
    ----------
    label
        The true class: its name where the classifier has it, else as given.
    outcome
        ``correct`` or ``wrong``; None where the label is no class of the classifier.
    predicted, runner_up
        Classes with the greatest and the second greatest logit.
    mean_logit, logit_deviation
        Mean and standard deviation over all classes.
    """

    label: str | None = None
    outcome: str | None = None
    predicted: str | None = None
    predicted_logit: float | None = None
    predicted_probability: float | None = None
    label_logit: float | None = None
    runner_up: str | None = None
    runner_up_logit: float | None = None
    mean_logit: float | None = None
    logit_deviation: float | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """What one map explains."""

    target_kind: str | None
    target_class: str | None = None
    contrast_class: str | None = None
    target_logit: float | None = None
    target_probability: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class MapResult:
    """Maps of one method for one target, over those images of a batch that have the target.

    Parameters
    ----------
    maps
        One a member.
    members
        Index of each map's image in the batch.
    explained
        One a member.
    draw
        Number of a null's random draw.
    only
        For each member the numbers of those framed segments that are measured; None for all.
    is_null
        Whether the maps know nothing of the model.
    """

    maps: SaliencyMaps
    members: Sequence[int]
    explained: Sequence[Explained]
    draw: int = 0
    only: Sequence[Sequence[int]] | None = None
    is_null: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that is said of one batch.

    Parameters
    ----------
    predictions
        One an image.
    results
        One a target and method.
    skipped
        By target kind: images it leaves out, because both sides of a contrast are one class.
    unmapped
        Targets for which there is no map, since no method was asked for: members and explained
        as in `MapResult`.
    effects
        Rows of `effects/`, or None where nothing was removed or pasted.
    """

    predictions: Sequence[Prediction]
    results: Sequence[MapResult]
    skipped: Mapping[str, int]
    unmapped: Sequence[tuple[Sequence[int], Sequence[Explained]]] = ()
    effects: pa.Table | None = None


class Explainer(Protocol):
    """A way to get maps: by a model, or from files."""

    def framing_and_inputs(self, picture: Picture) -> tuple[Framing, InputArray | FloatMap]:
        """Frame and preprocess an opened image; called from several threads."""
        ...

    def explain(self, batch: Sequence[Prepared]) -> Explanation:
        """Predict and explain images whose inputs have one shape."""
        ...
