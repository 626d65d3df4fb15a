"""MapExplainer: maps and predictions that are already there; no model, no torch."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import numpy as np

from partwise.classes import find_class
from partwise.errors import UnknownNameError
from partwise.matching import Entry, ImageIndex
from partwise.pipeline.explanation import Explained, Explanation, MapResult, Prediction
from partwise.saliency import SaliencyMaps
from partwise.sources.predictions import read_predictions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from partwise.framing import Framing
    from partwise.images.image_set import ImageSet
    from partwise.images.picture import ImageRef, Picture
    from partwise.pipeline.prepared import Prepared
    from partwise.shapes import FloatMap
    from partwise.sources.maps import MapSource
    from partwise.sources.predictions import Prediction as GivenPrediction

_log = logging.getLogger("partwise")

#: The method of a map that came from elsewhere, and the target kind where it was told.
METHOD, TARGET_KIND = "maps", "given"


class MapExplainer:
    """Gives maps that are already there, and what a classifier said of the same images.

    Parameters
    ----------
    source
        Of the maps; matched to the images already.
    predictions
        By `image_id`; empty where none are given.
    classes
        Names of the classes; () where they are not known.
    """

    def __init__(
        self,
        source: MapSource,
        predictions: Mapping[str, GivenPrediction],
        classes: Sequence[str],
    ) -> None:
        self.source = source
        self.predictions = predictions
        self.classes = classes

    @classmethod
    def read(
        cls, source: MapSource, predictions: Path | None, classes: Sequence[str], images: ImageSet
    ) -> MapExplainer:
        """Match the maps to the images, and read what was predicted: beside them, or in a CSV.

        Raises
        ------
        PartwiseError
            If either is broken or ambiguous, or a prediction is no class.
        """
        image_ids = [ref.image_id for ref in images.refs]
        source.match(image_ids)
        if predictions is None:
            told = source.predictions()
            _check_classes(told, classes, source.spec)
            return cls(source, told, classes)
        where = f"--predictions {str(predictions)!r}"
        given = read_predictions(predictions)
        paths = list(given)
        found = ImageIndex(image_ids).match([Entry(path) for path in paths], where=where)
        if len(found) < len(image_ids):
            missing = next(each for each in image_ids if each not in found)
            _log.warning(
                "%s has no prediction for %d of %d images, such as %r. Their target is not told.",
                where,
                len(image_ids) - len(found),
                len(image_ids),
                missing,
            )
        _check_classes(given, classes, where)
        return cls(source, {image: given[paths[at]] for image, at in found.items()}, classes)

    def framing_and_inputs(self, picture: Picture) -> tuple[Framing, FloatMap]:
        """The map of an image, and where the image lies in it."""
        return self.source.map_of(picture.ref, picture.shape)

    def explain(self, batch: Sequence[Prepared]) -> Explanation:
        """Hand on what was given."""
        maps = SaliencyMaps(
            np.stack([prepared.inputs for prepared in batch]),
            [prepared.ref.image_id for prepared in batch],
            METHOD,
        )
        explained = [self._explained(prepared.ref) for prepared in batch]
        predictions = [self._prediction(prepared.ref) for prepared in batch]
        return Explanation(predictions, [MapResult(maps, range(len(batch)), explained)], {})

    def class_of(self, label: str | None) -> str | None:
        """Name of the class that a label means; the label itself where no classes are given."""
        if label is None or not self.classes:
            return label
        try:
            return self.classes[find_class(label, self.classes)]
        except UnknownNameError:
            return None

    def _explained(self, ref: ImageRef) -> Explained:
        given = self.predictions.get(ref.image_id)
        if given is None:
            return Explained(None)
        target = self.class_of(given.target or given.predicted)
        return Explained(TARGET_KIND, target, None, given.logit, given.probability)

    def _prediction(self, ref: ImageRef) -> Prediction:
        label = self.class_of(ref.label)
        given = self.predictions.get(ref.image_id)
        if given is None:
            return Prediction(label=label or ref.label)
        predicted = self.class_of(given.predicted)
        about_predicted = given.target in (None, given.predicted)
        outcome = None
        if label is not None and predicted is not None:
            outcome = "correct" if label == predicted else "wrong"
        return Prediction(
            label=label or ref.label,
            outcome=outcome,
            predicted=predicted,
            predicted_logit=given.logit if about_predicted else None,
            predicted_probability=given.probability if about_predicted else None,
        )


def _check_classes(
    given: Mapping[str, GivenPrediction], classes: Sequence[str], where: str
) -> None:
    """Check that what was predicted and explained are classes, where their names are known."""
    for image, each in given.items():
        for name in (each.predicted, each.target) if classes else ():
            try:
                find_class(name or each.predicted, classes)
            except UnknownNameError as error:
                raise UnknownNameError(f"{where}, {image!r}: {error}") from error
