"""Runner: treated pictures through the classifier, and what came out as rows; the torch side."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import pyarrow as pa
import torch

from partwise import schema
from partwise.effects.treatment import FLOOR, KEEP, PASTE, PLACEBO, REMOVE, SCRAMBLED
from partwise.errors import ClassifierError, RunError
from partwise.methods.explained import evaluations_at_once

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from partwise.classifiers.protocol import Classifier
    from partwise.effects.treatment import Treatment
    from partwise.shapes import InputArray, Logits

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Aim:
    """One target of one image, resolved.

    Parameters
    ----------
    target_kind, target_class, contrast_class
        As in rows.
    subject, contrast
        Indices of these classes; contrast None where there is none.
    """

    target_kind: str
    target_class: str
    contrast_class: str | None
    subject: int
    contrast: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """An image whose effects are measured.

    Parameters
    ----------
    image_id
        Which one.
    aims
        Its targets.
    before
        (class,) logits of the untreated picture.
    treatments
        Made while they are asked for.
    """

    image_id: str
    aims: Sequence[Aim]
    before: NDArray[np.float64]
    treatments: Iterator[Treatment]


def run_treatments(
    classifier: Classifier, subjects: Sequence[Subject], *, run_id: str = ""
) -> pa.Table:
    """Pass every treated picture through the classifier once, for all targets.

    Pictures of one image fill batches by themselves, so that what comes out does not depend on
    its neighbours. The next batch is made while the network works on this one.

    Returns
    -------
    Arrow table of the schema of `effects/`.
    """
    columns: defaultdict[str, list[Any]] = defaultdict(list)
    with ThreadPoolExecutor(1, thread_name_prefix="treat") as pool, torch.no_grad():
        for subject, chunk, inputs in _one_ahead(pool, _chunks(classifier, subjects)):
            after = iter(() if inputs is None else _logits(classifier, subject, chunk, inputs))
            for treatment in chunk:
                logits = None if treatment.inputs is None else next(after)
                for aim in subject.aims:
                    _add(columns, subject, aim, treatment, logits)
    count = len(columns["image_id"])
    fields = schema.arrow_schema("effects")
    columns["run_id"] = [run_id] * count
    arrays = [pa.array(columns[field.name], field.type) for field in fields]
    return pa.Table.from_arrays(arrays, schema=fields)


def _chunks(
    classifier: Classifier, subjects: Sequence[Subject]
) -> Iterator[tuple[Subject, list[Treatment], InputArray | None]]:
    """Treatments of one image, as many as go through together, and the pictures among them."""
    size = evaluations_at_once(torch.empty(0, device=classifier.device))
    for subject in subjects:
        while chunk := list(islice(subject.treatments, size)):
            inputs = [each.inputs for each in chunk if each.inputs is not None]
            yield subject, chunk, np.stack(inputs) if inputs else None


def _one_ahead(pool: ThreadPoolExecutor, items: Iterator[T]) -> Iterator[T]:
    """Yield items, the next of them being made in another thread meanwhile."""
    end = object()
    coming = pool.submit(next, items, end)
    while (item := coming.result()) is not end:
        coming = pool.submit(next, items, end)
        yield item  # pyright: ignore[reportReturnType] - `end` alone is no item


def _logits(
    classifier: Classifier, subject: Subject, chunk: Sequence[Treatment], inputs: InputArray
) -> Logits:
    """Logits of pictures together; where that fails one by one, to name the one that is at fault.

    That it is not the classifier as a whole is known: the picture itself went through before.

    Raises
    ------
    RunError
        If a treated picture does not go through: its image fails, and the others go on.
    """
    try:
        return _together(classifier, inputs)
    except ClassifierError:
        found: list[Logits] = []
        done = [each for each in chunk if each.inputs is not None]
        for treatment, one in zip(done, inputs, strict=True):
            try:
                found.append(_together(classifier, one[None]))
            except ClassifierError as error:
                raise RunError(
                    f"image {subject.image_id!r} goes through the classifier as it is, and not "
                    f"{_told(treatment)}, so that other --effects may do: {error}"
                ) from error
        return np.concatenate(found)


def _together(classifier: Classifier, inputs: InputArray) -> Logits:
    batch = torch.from_numpy(inputs).to(classifier.device)
    return classifier.logits(batch).double().cpu().numpy()


def _told(treatment: Treatment) -> str:
    """What was done to a picture, in words."""
    part = repr(treatment.segment)
    if treatment.partner is not None:
        part += f" and {treatment.partner!r}"
    says = {
        REMOVE: f"with {part} replaced ({treatment.fill})",
        PLACEBO: f"with a placebo of {part} replaced ({treatment.fill})",
        KEEP: f"with everything but {part} replaced ({treatment.fill})",
        FLOOR: f"with everything replaced ({treatment.fill})",
        PASTE: f"with {part} pasted on it",
        SCRAMBLED: f"with the pieces of {part} pasted on it",
    }
    return says[treatment.operation]


_OF_TREATMENT = (
    *("operation", "segment", "partner", "instance", "fill", "dilation_px", "draw", "status"),
    *("donor", "changed_px", "change", "colour_change", "on_named"),
)
_OF_LOGITS = ("logit", "mean_logit", "probability")


def _add(
    columns: defaultdict[str, list[Any]],
    subject: Subject,
    aim: Aim,
    treatment: Treatment,
    after: NDArray[np.float64] | None,
) -> None:
    columns["image_id"].append(subject.image_id)
    for name in ("target_kind", "target_class", "contrast_class"):
        columns[name].append(getattr(aim, name))
    for name in _OF_TREATMENT:
        columns[name].append(getattr(treatment, name))
    columns["mask_variant"].append("as-drawn")
    for when, logits in (("before", subject.before), ("after", after)):
        values = (None, None, None) if logits is None else _of_target(logits, aim)
        for name, value in zip(_OF_LOGITS, values, strict=True):
            columns[f"{name}_{when}"].append(value)


def _of_target(logits: NDArray[np.float64], aim: Aim) -> tuple[float, float, float | None]:
    """The target's logit, the mean that it stands beside, and its probability."""
    if aim.contrast is not None:
        return float(logits[aim.subject] - logits[aim.contrast]), 0.0, None
    powers = np.exp(logits - logits.max())
    return (
        float(logits[aim.subject]),
        float(logits.mean()),
        float(powers[aim.subject] / powers.sum()),
    )
