"""Plan: a call's arguments resolved into what explains, and into the parameters of the run."""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from partwise.errors import CallError, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from partwise.classifiers.protocol import Classifier
    from partwise.images.image_set import ImageSet
    from partwise.pipeline.explanation import Explainer
    from partwise.sources.maps import MapSource

_log = logging.getLogger("partwise")


@dataclass(frozen=True, slots=True)
class Plan:
    """What explains, and what of it decides the rows.

    Parameters
    ----------
    explainer
        By a model, or by files; another one may explain in its place, around it.
    parameters
        For `run.json`; a table is gone on with only where they are equal.
    setting
        Worth recording, but free to change between calls: device, …
    class_of
        Name of the class that a label means, or None where it means none.
    classes
        The classifier's classes; () where they are not known.
    """

    explainer: Explainer
    parameters: Mapping[str, Any]
    setting: Mapping[str, Any]
    class_of: Callable[[str | None], str | None]
    classes: Sequence[str]


def plan_model(
    classifier: Classifier | str,
    *,
    methods: Sequence[str],
    targets: Sequence[str],
    classes: Sequence[str],
    seed: int,
) -> Plan:
    """Plan to explain by a classifier: load it, the methods, and resolve the targets' classes."""
    from partwise.classifiers.loading import load_classifier
    from partwise.methods.loading import check_method
    from partwise.methods.sets import load_methods
    from partwise.pipeline.model_explainer import ModelExplainer
    from partwise.pipeline.target import Target

    for text in methods:
        check_method(text)  # which tells before a classifier is loaded
    if isinstance(classifier, str):
        loaded = load_classifier(classifier, classes=classes or None)
    else:
        loaded = _checked(classifier)
        if classes and tuple(classes) != tuple(loaded.classes):
            raise CallError(
                f"{loaded.spec} names its classes itself: give them where it is loaded or wrapped, "
                "not to build."
            )
    loaded_methods = load_methods(methods, loaded)
    parsed = [Target.parse(text, loaded.classes) for text in targets]
    parameters = {
        "classifier": loaded.spec,
        "classifier_digest": loaded.digest,
        "classes_digest": _digest_of(loaded.classes),
        "methods": _once("--method", [method.spec.canonical for method in loaded_methods]),
        "targets": _once("--target", [target.kind for target in parsed]),
        "seed": seed,
    }
    explainer = ModelExplainer(loaded, methods=loaded_methods, targets=parsed, seed=seed)
    return Plan(
        explainer, parameters, {"device": loaded.device}, explainer.class_of, loaded.classes
    )


def _checked(classifier: Classifier) -> Classifier:
    from partwise.classifiers.protocol import Classifier as Protocol

    if not isinstance(classifier, Protocol):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise CallError(
            f"a {type(classifier).__name__} is no classifier yet: partwise needs its preprocessing "
            "and classes too. Give pw.wrap(module, preprocess=…, classes=…), or how to load one, "
            "such as 'timm:resnet50'."
        )
    return classifier


def plan_maps(
    maps: MapSource, *, predictions: Path | None, classes: Sequence[str], images: ImageSet
) -> Plan:
    """Plan to measure maps that are already there; no model, no torch."""
    from partwise.pipeline.map_explainer import METHOD, TARGET_KIND, MapExplainer

    explainer = MapExplainer.read(maps, predictions, classes, images)
    parameters = {
        "maps_digest": explainer.source.digest,
        "methods": [METHOD],
        "maps_channels": maps.channels,
        "maps_framing": maps.described,
        "targets": [TARGET_KIND] if explainer.predictions or predictions else [],
        "classes_digest": _digest_of(classes),
    }
    return Plan(explainer, parameters, {"maps": str(maps.holder.path)}, explainer.class_of, classes)


def tell_labels(images: ImageSet, plan: Plan, targets: Sequence[str]) -> None:
    """Say which labels are no class of the classifier; refuse targets that need them all.

    Raises
    ------
    CallError
        If a target needs the true class and no image has one that the classifier knows.
    """
    labels = Counter(ref.label for ref in images.refs if ref.label is not None)
    strange = {label: count for label, count in labels.items() if plan.class_of(label) is None}
    if strange and plan.classes:
        some = sorted(strange, key=lambda label: (-strange[label], label))[:3]
        examples = "; ".join(
            f"{label!r} ({strange[label]} images{_like(label, plan)})" for label in some
        )
        _log.warning(
            "%d of %d labels are not among the classifier's %d classes, so that their images have "
            "no outcome: %s%s. Name the classes with --classes, or correct the labels.",
            len(strange),
            len(labels),
            len(plan.classes),
            examples,
            "; …" if len(strange) > 3 else "",
        )
    wants = [text for text in targets if "label" in text.split("-vs-")]
    known_early = all(ref.pixels is None for ref in images.refs)
    if wants and known_early and len(strange) == len(labels):
        raise CallError(
            f"--target {wants[0]} needs each image's true class, and no image has a label that is "
            "one of the classifier's classes. Give --labels folder or --labels FILE.csv:COLUMN."
        )


def _like(label: str, plan: Plan) -> str:
    close = nearest(label, plan.classes, count=1)
    return f", nearest class {close[0]!r}" if close else ""


def _once(option: str, values: list[str]) -> list[str]:
    twice = [value for value, count in Counter(values).items() if count > 1]
    if twice:
        raise CallError(f"{option} {twice[0]} is given twice. Give it once.")
    return values


def _digest_of(names: Sequence[str]) -> str:
    return hashlib.sha256("\0".join(names).encode()).hexdigest()[:16]
