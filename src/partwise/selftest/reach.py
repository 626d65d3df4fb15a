"""Reach: the smallest reliance that a user's own set-up would have caught."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch

from partwise.errors import CallError
from partwise.images.image_set import read_images
from partwise.methods.loading import load_method
from partwise.methods.protocol import Batch, Targets
from partwise.pipeline.run import build
from partwise.selftest.implant import Implanted, detect_mark
from partwise.selftest.mark import NAME, Marked, MarkSource
from partwise.selftest.scores import flagged
from partwise.selftest.truth import IGNORES_BELOW
from partwise.sources.combined import CombinedSource
from partwise.sources.loading import load_segments
from partwise.statistics.estimates import LEAST_CLUSTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from numpy.typing import NDArray
    from PIL.Image import Image

    from partwise.classifiers.protocol import Classifier
    from partwise.methods.protocol import SaliencyMethod
    from partwise.selftest.implant import Detector
    from partwise.sources.loading import Loadable
    from partwise.sources.protocol import SegmentSource

    Reals = NDArray[np.float64]

#: By how many of its own deviations the mark raises a logit.
STRENGTHS = (0.0, 0.125, 0.25, 0.5, 1.0, 2.0, 4.0)
#: Classes and places that are tried at each strength.
DRAWS = 4
_BATCH = 16
#: A detector that answers less to the mark does not know it, and a strength that no map could miss.
_SEEN, _PLAIN = 0.5, 100.0


@dataclass(frozen=True, slots=True)
class Draw:
    """One try: a class that the mark says nothing of, and places for it.

    Parameters
    ----------
    target
        Index of the class.
    deviation
        Of the class's logit beside the mean of all, over the user's pictures.
    own
        By how many deviations the mark itself moves it, with nothing added.
    response
        The detector's, a mean over pictures that have the mark.
    """

    target: int
    deviation: float
    own: float
    response: float


@dataclass(frozen=True, slots=True)
class Level:
    """What came of one strength.

    Parameters
    ----------
    strength
        Deviations of the logit that a whole response adds.
    shift
        By how many the mark raises it, by what it does itself and what its detector answers on
        these pictures; a mean over draws.
    logits
        The same in logits.
    value
        The measure's, a mean over draws.
    caught
        In how many draws the verdict says that the class is supported by the mark.
    draws
        Of how many.
    """

    strength: float
    shift: float
    logits: float
    value: float
    caught: int
    draws: int


@dataclass(frozen=True, slots=True)
class Reach:
    """What a set-up would have caught.

    Parameters
    ----------
    images
        How many pictures had the mark.
    method, measure
        What was judged by.
    levels
        One for each strength, from 0 up to the first that was caught in every draw.
    unmarked
        The detector's response to pictures without the mark, the largest one.
    moved
        Draws in which the mark by itself moves the class although nothing was added: classes that
        it does not move could not be found.
    """

    images: int
    method: str
    measure: str
    levels: Sequence[Level]
    unmarked: float
    moved: int

    @property
    def smallest(self) -> Level | None:
        """The smallest reliance that was caught in every draw; None where none was."""
        found = [each for each in self.levels if each.strength and each.caught == each.draws]
        return found[0] if found else None


def find_reach(
    classifier: Classifier,
    images: object,
    segments: Loadable,
    *,
    method: str,
    limit: int | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    told: Callable[[str], object] = lambda _: None,
) -> Reach:
    """Add a known reliance on a mark to a classifier, and see from which strength on it is caught.

    The mark is laid on every picture and is a segment beside the user's own. To one logit the
    response of a detector of the mark is added, at rising strength; a table is built as the user
    would, and its verdict on the mark's segment counts.

    Parameters
    ----------
    classifier, images, segments, method, limit
        As in :func:`~partwise.pipeline.run.build`.
    draws
        Classes, and places of the mark, that are tried at each strength.
    seed
        Of places.
    told
        Is given a line as each table is done.

    Raises
    ------
    CallError
        If there are fewer than two pictures, the mark is lost on its way to the network, or the
        method cannot see what is added to a logit.
    PartwiseError
        If a picture or its segments cannot be used.
    """
    refs = read_images(images).first(limit).refs
    if len(refs) < LEAST_CLUSTERS:
        raise CallError(
            f"a self-test needs {LEAST_CLUSTERS} pictures or more, got {len(refs)}: of fewer there "
            "is no interval, and nothing would ever be caught."
        )
    if draws < 1:
        raise CallError(f"--draws must be at least 1, got {draws}.")
    explainer = load_method(method)
    own = load_segments(segments)
    picture = refs[0].open()
    detector = detect_mark(classifier, (picture.height, picture.width))
    plain, unmarked = _answers(classifier, detector, (ref.open() for ref in refs))
    places = [Marked(refs, classifier.framing, seed * draws + each) for each in range(draws)]
    tried: list[Draw] = []
    for marked in places:
        tried.append(_draw(classifier, detector, plain, marked, {each.target for each in tried}))
    _check_sees(classifier, detector, Marked(refs[:1], classifier.framing, 0), tried[0], explainer)
    levels: list[Level] = []
    measure = ""
    for strength in STRENGTHS:
        found: list[dict[str, Any]] = []
        for marked, draw in zip(places, tried, strict=True):
            found.append(_judge(classifier, detector, marked, own, draw, strength, method))
            told(f"planted reliance {strength:g}, class {classifier.classes[draw.target]!r}")
        measure = str(found[0]["measure"])
        levels.append(_level(strength, tried, found))
        if strength and levels[-1].caught == draws:
            break
    moved = sum(abs(each.own) >= IGNORES_BELOW for each in tried)
    return Reach(len(refs), explainer.spec.canonical, measure, levels, float(unmarked.max()), moved)


def _answers(
    classifier: Classifier, detector: Detector, pictures: Iterable[Image]
) -> tuple[Reals, Reals]:
    """Logits beside their mean, (picture, class), and the detector's response, (picture,)."""
    logits: list[torch.Tensor] = []
    responses: list[torch.Tensor] = []
    waiting = iter(pictures)
    while some := list(islice(waiting, _BATCH)):
        inputs = _inputs(classifier, some)
        with torch.no_grad():
            logits.append(classifier.logits(inputs).double().cpu())
            responses.append(detector(inputs).double().cpu())
    found = torch.cat(logits).numpy()
    return found - found.mean(1, keepdims=True), torch.cat(responses).numpy()


def _inputs(classifier: Classifier, pictures: Iterable[Image]) -> torch.Tensor:
    batch = np.stack([np.asarray(classifier.prepare(each), np.float32) for each in pictures])
    return torch.from_numpy(batch).to(classifier.device)


def _draw(
    classifier: Classifier, detector: Detector, plain: Reals, marked: Marked, used: set[int]
) -> Draw:
    """Find a class that the mark leaves alone, of those that the pictures are taken for if any."""
    logits, responses = _answers(classifier, detector, marked.values())
    response = float(responses.mean())
    if response < _SEEN:
        raise CallError(
            f"the mark does not get through the preprocessing of {classifier.spec!r} (its detector "
            f"answers {response:.2f} where 1 is expected): nothing can be said of this set-up. "
            "Pictures must reach the input at the same scale."
        )
    deviations = plain.std(0, ddof=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        own = (logits - plain).mean(0) / deviations
    predicted = np.bincount(plain.argmax(1), minlength=plain.shape[1])
    order = np.lexsort((-plain.mean(0), -predicted))
    free = [int(each) for each in order if deviations[each] > 0 and int(each) not in used]
    # fewer classes than draws: another place of the mark is another draw too
    free = free or [int(each) for each in order if deviations[each] > 0]
    if not free:
        raise CallError(f"{classifier.spec!r} answers all pictures alike: its logits do not vary.")
    left_alone = [each for each in free if abs(own[each]) < IGNORES_BELOW]
    target = left_alone[0] if left_alone else min(free, key=lambda each: abs(own[each]))
    return Draw(target, float(deviations[target]), float(own[target]), response)


def _implant(classifier: Classifier, detector: Detector, draw: Draw, strength: float) -> Implanted:
    # raising one logit raises the mean of all too
    spread = 1 - 1 / len(classifier.classes)
    return Implanted(classifier, detector, draw.target, strength * draw.deviation / spread)


def _check_sees(
    classifier: Classifier,
    detector: Detector,
    marked: Marked,
    draw: Draw,
    explainer: SaliencyMethod,
) -> None:
    """Refuse a method by which what is added beside the network's layers is never seen."""
    inputs = _inputs(classifier, marked.values())
    batch, targets = Batch(list(marked), inputs, [0]), Targets(torch.tensor([draw.target]))
    before, after = (
        explainer.explain(_implant(classifier, detector, draw, each), batch, targets).values
        for each in (0.0, _PLAIN)
    )
    if np.array_equal(before, after):
        raise CallError(
            f"method {explainer.spec.canonical!r} sees nothing that is added to a logit: it reads "
            "an inner layer of the network, and the planted reliance goes by none of them. This "
            "test can say nothing of it; `partwise selftest --method …` without --model can."
        )


def _judge(
    classifier: Classifier,
    detector: Detector,
    marked: Marked,
    segments: SegmentSource,
    draw: Draw,
    strength: float,
    method: str,
) -> dict[str, Any]:
    """What a table says of the mark's segment by the measure that verdicts are about."""
    with tempfile.TemporaryDirectory() as folder:
        table = build(
            _implant(classifier, detector, draw, strength),
            marked,
            CombinedSource([segments, MarkSource(marked)]),
            out=Path(folder) / "table",
            method=method,
            target=classifier.classes[draw.target],
            strict=True,
        )
        records = table.summary("segment").to_arrow().to_pylist()
    return next(each for each in records if each["segment"] == NAME and each["primary"])


def _level(strength: float, draws: Sequence[Draw], records: Sequence[dict[str, Any]]) -> Level:
    shifts = np.array([each.own + strength * each.response for each in draws])
    values = [each["mean"] for each in records if each["mean"] is not None]
    return Level(
        strength,
        float(shifts.mean()),
        float((shifts * [each.deviation for each in draws]).mean()),
        float(np.mean(values)) if values else float("nan"),
        sum(map(flagged, records)),
        len(draws),
    )
