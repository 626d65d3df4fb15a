"""Target: which logit, or difference of two, is explained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from partwise.classes import find_class
from partwise.errors import CallError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from partwise.shapes import Logits

PREDICTED, LABEL, RUNNER_UP = "predicted", "label", "runner-up"
_RELATIVE = (PREDICTED, LABEL, RUNNER_UP)


@dataclass(frozen=True, slots=True)
class Target:
    """What is explained: the logit of `subject`, less that of `contrast` where there is one.

    Parameters
    ----------
    subject, contrast
        ``predicted``, ``label``, ``runner-up``, or the name of a class.

    Examples
    --------
    >>> Target.parse("predicted-vs-1", ["cat", "dog"]).kind
    'predicted-vs-dog'
    """

    subject: str
    contrast: str | None = None

    @property
    def kind(self) -> str:
        """As it stands in the rows' `target_kind`."""
        return self.subject if self.contrast is None else f"{self.subject}-vs-{self.contrast}"

    @property
    def needs_labels(self) -> bool:
        """Whether it cannot be resolved for an image without a true class."""
        return LABEL in (self.subject, self.contrast)

    @classmethod
    def parse(cls, text: str, classes: Sequence[str]) -> Target:
        """Read ``predicted``, ``label``, ``runner-up``, a class by name or index, or A-vs-B.

        Raises
        ------
        UnknownNameError
            If a class does not exist, with the nearest ones that do.
        CallError
            If both sides of a contrast are the same.
        """
        whole = text.strip()
        if "-vs-" in whole and whole not in classes:
            subject, contrast = _split(whole, classes)
            if subject == contrast:
                raise CallError(f"target {text!r}: a class less itself is 0 everywhere.")
            return cls(subject, contrast)
        return cls(_side(whole, classes))

    def resolve(
        self, logits: Logits, labels: NDArray[np.int64], classes: Sequence[str]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64] | None]:
        """Find out for each image which classes it means.

        Parameters
        ----------
        logits
            (image, class).
        labels
            (image,): index of the true class, or -1 where it is not known.
        classes
            Names, in the order of the logits.

        Returns
        -------
        subjects, contrasts
            (image,) of int64 each, -1 where not known; contrasts None without a contrast.
        """
        subjects = _resolve(self.subject, logits, labels, classes)
        if self.contrast is None:
            return subjects, None
        return subjects, _resolve(self.contrast, logits, labels, classes)


def top_two(logits: Logits) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Classes with the greatest and the second greatest logit; ties go to the lower index."""
    order = np.argsort(-logits, axis=1, kind="stable")
    return order[:, 0], order[:, min(1, logits.shape[1] - 1)]


def _resolve(
    side: str, logits: Logits, labels: NDArray[np.int64], classes: Sequence[str]
) -> NDArray[np.int64]:
    if side == LABEL:
        return labels
    if side in (PREDICTED, RUNNER_UP):
        return top_two(logits)[side == RUNNER_UP]
    return np.full(len(logits), list(classes).index(side), np.int64)


def _side(text: str, classes: Sequence[str]) -> str:
    """A relative target as it is, or the name of the class that the text means."""
    if text in _RELATIVE:
        return text
    try:
        return classes[find_class(text, classes)]
    except UnknownNameError as error:
        raise UnknownNameError(
            f"--target {text!r} is neither predicted, label or runner-up nor a class: {error}"
        ) from error


def _split(text: str, classes: Sequence[str]) -> tuple[str, str]:
    """Cut at the `-vs-` that leaves a target on both sides: class names may hold one too."""
    pieces = text.split("-vs-")
    failure: UnknownNameError | None = None
    for cut in range(1, len(pieces)):
        try:
            return (
                _side("-vs-".join(pieces[:cut]), classes),
                _side("-vs-".join(pieces[cut:]), classes),
            )
        except UnknownNameError as error:
            failure = error
    raise failure or CallError(f"target {text!r}: give a target on both sides of -vs-.")
