"""Sample: which images effects are measured on, where not on all of them."""

from __future__ import annotations

import logging
from contextlib import closing, suppress
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import torch

from partwise.errors import PartwiseError
from partwise.images.picture import open_picture
from partwise.pipeline.interventions import choose_sample
from partwise.pipeline.prepared import ahead

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Future

    from partwise.classifiers.protocol import Classifier
    from partwise.images.picture import ImageRef
    from partwise.pipeline.model_explainer import ModelExplainer
    from partwise.shapes import InputArray

_log = logging.getLogger("partwise")


def sample_images(
    refs: Sequence[ImageRef], count: int, *, explainer: ModelExplainer, workers: int
) -> frozenset[str]:
    """Choose some images of each class: by their labels, or by what is predicted without any.

    Parameters
    ----------
    count
        At most so many of each class.
    explainer
        Predicts, which takes one more forward pass an image; and whose seed it is.
    """
    strata = {ref.image_id: explainer.class_of(ref.label) or ref.label for ref in refs}
    if not any(strata.values()):
        _log.info("no image has a label: predicting the classes that --effects-sample chooses from")
        strata = _predicted(refs, explainer, workers)
    return choose_sample(strata, count, seed=explainer.seed)


def _predicted(
    refs: Sequence[ImageRef], explainer: ModelExplainer, workers: int
) -> dict[str, str | None]:
    """The predicted class of each image; those that fail are left out, for the run to record."""

    def inputs_of(ref: ImageRef) -> InputArray:
        return explainer.framing_and_inputs(open_picture(ref))[1]

    strata: dict[str, str | None] = {}
    with closing(ahead(inputs_of, refs, workers=workers, depth=32)) as stream:
        for names, arrays in _batches(stream):
            try:
                strata |= zip(names, _classes(explainer.classifier, arrays), strict=True)
            except PartwiseError:  # one image can spoil its batch
                for name, inputs in zip(names, arrays, strict=True):
                    with suppress(PartwiseError):
                        strata[name] = _classes(explainer.classifier, [inputs])[0]
    return strata


def _classes(classifier: Classifier, arrays: Sequence[InputArray]) -> list[str]:
    """The class with the greatest logit for each; inputs of one shape."""
    batch = torch.from_numpy(np.stack(arrays)).to(classifier.device)
    with torch.no_grad():
        found = classifier.logits(batch).argmax(1).tolist()
    return [classifier.classes[int(at)] for at in found]


def _batches(
    stream: Iterator[tuple[ImageRef, Future[InputArray]]],
) -> Iterator[tuple[list[str], list[InputArray]]]:
    """Inputs of one shape, at most 16 together."""
    while block := list(islice(stream, 16)):
        shapes: dict[tuple[int, ...], tuple[list[str], list[InputArray]]] = {}
        for ref, future in block:
            if future.exception() is None:
                inputs = future.result()
                names, arrays = shapes.setdefault(inputs.shape, ([], []))
                names.append(ref.image_id)
                arrays.append(inputs)
        yield from shapes.values()
