"""Truth: whether a network relies on a cue, by showing it each scene with and without."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from partwise.selftest.design import plan_split, render_twice
from partwise.selftest.training import logits_of

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import nn

    from partwise.selftest.design import Design

#: Scenes that are shown twice.
PAIRS = 5000
#: A network relies on a cue that moves the target's logit by so many of its deviations, and
#: ignores one that moves it by less than the other. Between them it is neither. Chosen on seeds
#: for development, where cues that said nothing moved it by at most 0.05.
RELIES_FROM, IGNORES_BELOW = 0.2, 0.1
#: Accuracy that moves by no more is what accuracy does not show.
HIDDEN = 0.01


@dataclass(frozen=True, slots=True)
class Truth:
    """What showing scenes twice says.

    Parameters
    ----------
    shift
        By how much the cue raises the target's logit beside the mean of all logits; a mean.
    standard_error
        Of the shift.
    deviation
        Of that logit over scenes without the cue.
    accuracy, accuracy_without, accuracy_moved
        Where the cue goes with the target as in training; on the same scenes without any; and where
        all other classes have it and the target has not.
    """

    shift: float
    standard_error: float
    deviation: float
    accuracy: float
    accuracy_without: float
    accuracy_moved: float

    @property
    def scaled(self) -> float:
        """The shift in deviations of the logit."""
        return self.shift / self.deviation

    @property
    def relies(self) -> bool | None:
        """Whether the network relies on the cue, in favour of the target; None where unclear."""
        if self.scaled >= RELIES_FROM:
            return True
        return False if abs(self.scaled) < IGNORES_BELOW else None

    @property
    def hidden(self) -> bool:
        """Whether accuracy hides it: it hardly moves when the cue is taken away."""
        return abs(self.accuracy - self.accuracy_without) <= HIDDEN


def find_truth(design: Design, network: nn.Module, pairs: int = PAIRS) -> Truth:
    """Show scenes that are in no other split with and without the cue."""
    plan = plan_split(design, "paired", pairs)
    without, given = (logits_of(network, each) for each in render_twice(design, plan))
    beside, raised = (_beside(each, design.target) for each in (without, given))
    shift = raised - beside
    moved = plan.labels != design.target

    def accuracy(cued: NDArray[np.bool_]) -> float:
        said = np.where(cued, given.argmax(1), without.argmax(1))
        return float((said == plan.labels).mean())

    return Truth(
        float(shift.mean()),
        float(shift.std(ddof=1) / np.sqrt(pairs)),
        float(beside.std(ddof=1)),
        accuracy(plan.cued),
        accuracy(np.zeros(pairs, np.bool_)),
        accuracy(moved),
    )


def _beside(logits: NDArray[np.float32], target: int) -> NDArray[np.float64]:
    """The target's logit less the mean of all."""
    exact = logits.astype(np.float64)
    return exact[:, target] - exact.mean(1)
