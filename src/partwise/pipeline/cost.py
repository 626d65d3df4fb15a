"""Cost: how many forward passes effects will take, and about how long, told before they start."""

from __future__ import annotations

import logging
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch

from partwise.errors import PartwiseError
from partwise.methods.explained import evaluations_at_once

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from partwise.classifiers.protocol import Classifier
    from partwise.images.picture import ImageRef
    from partwise.pipeline.interventions import Interventions
    from partwise.pipeline.prepared import Prepared

_log = logging.getLogger("partwise")

#: Images that are opened to see how many parts they have, and batches that are timed.
PROBED, TIMED = 5, 3
#: Logits that differ by more from call to call, beside the greatest of them, are no rounding.
_MOST_MOVED = 1e-3


@dataclass(frozen=True, slots=True)
class Cost:
    """What effects cost.

    Parameters
    ----------
    images
        That are treated.
    passes_an_image
        Forward passes for each, a mean over the images looked at.
    seconds_a_pass
        Measured on this machine, in batches as they will be.
    """

    images: int
    passes_an_image: float
    seconds_a_pass: float

    @property
    def passes(self) -> int:
        """All of them."""
        return round(self.images * self.passes_an_image)

    @property
    def seconds(self) -> float:
        """How long they take by themselves."""
        return self.passes * self.seconds_a_pass

    def __str__(self) -> str:
        return (
            f"effects alone take about {self.passes_an_image:,.0f} forward passes an image, "
            f"{self.passes:,} in all for {self.images:,} image{'s' * (self.images != 1)}: about "
            f"{duration(self.seconds)} at {1 / self.seconds_a_pass:,.0f} passes a second"
        )


def estimate_cost(
    refs: Sequence[ImageRef],
    work: Callable[[ImageRef], Prepared],
    classifier: Classifier,
    interventions: Interventions,
) -> Cost | None:
    """Open a few of the images that will be treated, and time the network on them.

    Returns
    -------
    None where none of them can be opened: the run will say why.
    """
    treated = [ref for ref in refs if interventions.of(ref.image_id)]
    prepared: list[Prepared] = []
    for at in np.unique(np.linspace(0, len(treated) - 1, PROBED).astype(int)) if treated else ():
        try:
            prepared.append(work(treated[at]))
        except Exception:  # noqa: BLE001, S112 - the run will meet it again, and record it
            continue
    if not prepared:
        return None
    passes = statistics.mean(interventions.passes(each.framed) for each in prepared)
    one = torch.from_numpy(np.asarray(prepared[0].inputs)).to(classifier.device)
    # some networks take no batches
    for together in (evaluations_at_once(one), 1):
        try:
            seconds, moved = _time_a_pass(classifier, one, together)
        except PartwiseError:
            continue
        if moved > _MOST_MOVED:
            _log.warning(
                "the classifier's logits differ from call to call for one and the same picture, by "
                "up to %.2g of the greatest, and effects with them. Switch off what is random in "
                "it (dropout, noise).",
                moved,
            )
        return Cost(len(treated), passes, seconds)
    return None


def tell_cost(cost: Cost | None, interventions: Interventions) -> None:
    """Say it before the run starts, and how to make it less."""
    if cost is None or not cost.passes:
        return
    advice = "" if interventions.sample is not None else "; --effects-sample N takes fewer images"
    _log.info("%s%s", cost, advice)


def duration(seconds: float) -> str:
    """A length of time, as precise as an estimate can be.

    >>> duration(8), duration(200), duration(9000)
    ('8 s', '3 min', '2.5 h')
    """
    if seconds < 90:
        return f"{max(round(seconds), 1)} s"
    if seconds < 5400:
        return f"{round(seconds / 60)} min"
    return f"{seconds / 3600:.1f} h"


def _time_a_pass(classifier: Classifier, one: torch.Tensor, together: int) -> tuple[float, float]:
    """Seconds for one picture in a batch of so many, a median; and how far logits moved."""
    batch = one.expand(together, *one.shape).contiguous()
    times: list[float] = []
    found: list[torch.Tensor] = []
    with torch.no_grad():
        for _ in range(1 + TIMED):  # the first warms up
            started = time.perf_counter()
            found.append(classifier.logits(batch).cpu())
            times.append(time.perf_counter() - started)
    moved = max(float((each - found[0]).abs().max()) for each in found)
    greatest = max(float(found[0].abs().max()), 1.0)
    return statistics.median(times[1:]) / len(batch), moved / greatest
