"""Sets: several saliency methods under one name, as many as can explain a classifier."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from partwise.errors import CallError, MethodError, SaliencyError
from partwise.methods.loading import SETS, check_method, load_method

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.classifiers.protocol import Classifier
    from partwise.methods.protocol import SaliencyMethod

_log = logging.getLogger("partwise")

#: Side of the picture on which methods are tried.
_SIDE = 256


def load_methods(texts: Sequence[str], classifier: Classifier) -> list[SaliencyMethod]:
    """Make methods from their texts; a set becomes those of its methods that can explain.

    Parameters
    ----------
    texts
        Each as `partwise.methods.loading.load_method` takes it, or the name of a set.
    classifier
        On which a set's methods are tried, with one picture of noise.

    Raises
    ------
    UnknownNameError
        If there is neither a method nor a set of that name; with the nearest.
    CallError
        If an option has a wrong value.
    MethodError
        If no method of a set can explain the classifier.
    """
    named = [method for text in texts if (method := check_method(text)) is not None]
    known = {method.spec.canonical for method in named}
    for name in dict.fromkeys(text for text in texts if text in SETS):
        # what was named already is not done twice
        for method in _that_explain(name, classifier):
            if method.spec.canonical not in known:
                named.append(method)
                known.add(method.spec.canonical)
    return named


def _that_explain(name: str, classifier: Classifier) -> list[SaliencyMethod]:
    import numpy as np
    import torch
    from PIL import Image

    from partwise.methods.protocol import Batch, Targets

    noise = np.random.default_rng(0).integers(0, 256, (_SIDE, _SIDE, 3), np.uint8)
    inputs = torch.from_numpy(classifier.prepare(Image.fromarray(noise))[None])
    batch = Batch(["noise"], inputs.to(classifier.device), [0])
    kept: list[SaliencyMethod] = []
    left: list[str] = []
    for text in SETS[name]:
        try:
            method = load_method(text)
            if method.spec.needs != "logits":
                method.explain(classifier, batch, Targets(torch.zeros(1, dtype=torch.int64)))
            kept.append(method)
        except (CallError, MethodError, SaliencyError):  # of its options all are the defaults
            left.append(text)
    if not kept:
        raise MethodError(
            f"--method {name}: none of {', '.join(left)} can explain {classifier.spec!r}. Name one "
            "of them to be told why, or take all-black-box."
        )
    if left:
        _log.warning(
            "--method %s: %s cannot be explained by %s, and is by %s",
            name,
            classifier.spec,
            ", ".join(left),
            ", ".join(each.spec.name for each in kept),
        )
    return kept
