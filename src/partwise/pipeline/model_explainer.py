"""ModelExplainer: predictions and maps by a classifier and saliency methods; the torch side."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import torch

from partwise.errors import PartwiseError, RunError
from partwise.methods.protocol import Batch, Targets
from partwise.pipeline.explanation import Explained, Explanation, MapResult, Prediction
from partwise.pipeline.target import top_two

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from partwise.classifiers.protocol import Classifier
    from partwise.framing import Framing
    from partwise.images.picture import Picture
    from partwise.methods.protocol import SaliencyMethod
    from partwise.pipeline.prepared import Prepared
    from partwise.pipeline.target import Target
    from partwise.shapes import InputArray, Logits


class ModelExplainer:
    """Explains batches by a classifier, for each target and method.

    Parameters
    ----------
    classifier
        What is explained.
    methods, targets
        Each method is applied to each target.
    seed
        Of the run; each image draws from it and its own id alone.
    """

    def __init__(
        self,
        classifier: Classifier,
        *,
        methods: Sequence[SaliencyMethod],
        targets: Sequence[Target],
        seed: int,
    ) -> None:
        self.classifier = classifier
        self.methods = methods
        self.targets = targets
        self.seed = seed
        self._index = {name: index for index, name in enumerate(classifier.classes)}

    def framing_and_inputs(self, picture: Picture) -> tuple[Framing, InputArray]:
        """Frame and preprocess as the classifier does."""
        try:
            return self.classifier.framing(picture.shape), self.classifier.prepare(picture.rgb)
        except PartwiseError as error:
            raise type(error)(f"image {picture.ref.image_id!r}: {error}") from error

    def explain(self, batch: Sequence[Prepared]) -> Explanation:
        """Predict, resolve the targets, and explain each by each method."""
        image_ids = [prepared.ref.image_id for prepared in batch]
        inputs = torch.from_numpy(np.stack([prepared.inputs for prepared in batch]))
        inputs = inputs.to(self.classifier.device)
        try:
            # on a GPU the fastest convolution differs from run to run, and so do its sums
            with torch.backends.cudnn.flags(enabled=True, benchmark=False, deterministic=True):
                return self._explain(batch, image_ids, inputs)
        except torch.OutOfMemoryError as error:
            raise RunError(
                f"out of memory with a batch of {len(batch)} on {self.classifier.device}. "
                f"Repeat the call with --batch-size {max(len(batch) // 2, 1)}."
            ) from error

    def _explain(
        self, batch: Sequence[Prepared], image_ids: list[str], inputs: torch.Tensor
    ) -> Explanation:
        with torch.no_grad():
            logits = self.classifier.logits(inputs).double().cpu().numpy()
        labels = np.array(
            [self._index.get(self.class_of(p.ref.label) or "", -1) for p in batch], np.int64
        )
        results: list[MapResult] = []
        skipped: Counter[str] = Counter()
        for target in self.targets:
            if target.needs_labels and (labels < 0).any():
                without = batch[int((labels < 0).argmax())].ref
                got = "none" if without.label is None else f"{without.label!r}, which is no class"
                raise RunError(
                    f"image {without.image_id!r}: --target {target.kind} needs its true class, and "
                    f"its label is {got}. Correct --labels, or leave the image out."
                )
            subjects, contrasts = target.resolve(logits, labels, self.classifier.classes)
            members = np.arange(len(batch))
            if contrasts is not None:
                members = np.flatnonzero(subjects != contrasts)
                skipped[target.kind] += len(batch) - len(members)
            if len(members):
                results += self._results(
                    target, image_ids, inputs, logits, members, subjects, contrasts
                )
        predictions = self._predictions(batch, logits, labels)
        return Explanation(predictions, results, {k: n for k, n in skipped.items() if n})

    def _results(
        self,
        target: Target,
        image_ids: list[str],
        inputs: torch.Tensor,
        logits: Logits,
        members: NDArray[np.int64],
        subjects: NDArray[np.int64],
        contrasts: NDArray[np.int64] | None,
    ) -> list[MapResult]:
        """Explain one target of some members of a batch by every method."""
        ids = [image_ids[member] for member in members]
        chosen = inputs if len(members) == len(inputs) else inputs[torch.from_numpy(members)]
        part = Batch(ids, chosen, [image_seed(self.seed, each) for each in ids])
        targets = Targets(
            torch.from_numpy(subjects[members]),
            None if contrasts is None else torch.from_numpy(contrasts[members]),
        )
        explained = [
            self._explained(
                target,
                logits[member],
                int(subjects[member]),
                None if contrasts is None else int(contrasts[member]),
            )
            for member in members
        ]
        return [
            MapResult(method.explain(self.classifier, part, targets), members.tolist(), explained)
            for method in self.methods
        ]

    def _explained(
        self, target: Target, logits: NDArray[np.float64], subject: int, contrast: int | None
    ) -> Explained:
        classes = self.classifier.classes
        if contrast is None:
            return Explained(
                target.kind,
                classes[subject],
                None,
                float(logits[subject]),
                float(softmax(logits)[subject]),
            )
        return Explained(
            target.kind,
            classes[subject],
            classes[contrast],
            float(logits[subject] - logits[contrast]),
        )

    def class_of(self, label: str | None) -> str | None:
        """Name of the class that a label means, by name or index; None where it means none."""
        if label is None or label in self._index:
            return label
        if label.isdecimal() and int(label) < len(self.classifier.classes):
            return self.classifier.classes[int(label)]
        return None

    def _predictions(
        self, batch: Sequence[Prepared], logits: Logits, labels: NDArray[np.int64]
    ) -> list[Prediction]:
        classes = self.classifier.classes
        firsts, seconds = top_two(logits)
        predictions: list[Prediction] = []
        for prepared, row, label, first, second in zip(
            batch, logits, labels, firsts, seconds, strict=True
        ):
            known = label >= 0
            predictions.append(
                Prediction(
                    label=classes[int(label)] if known else prepared.ref.label,
                    outcome=("correct" if label == first else "wrong") if known else None,
                    predicted=classes[int(first)],
                    predicted_logit=float(row[first]),
                    predicted_probability=float(softmax(row)[first]),
                    label_logit=float(row[label]) if known else None,
                    runner_up=classes[int(second)],
                    runner_up_logit=float(row[second]),
                    mean_logit=float(row.mean()),
                    logit_deviation=float(row.std()),
                )
            )
        return predictions


def softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities of one image's (class,) logits."""
    powers = np.exp(logits - logits.max())
    return powers / powers.sum()


def image_seed(seed: int, image_id: str) -> int:
    """A seed from the run's and the image's id alone: the same in whatever batch it comes."""
    digest = hashlib.sha256(f"{seed}\0{image_id}".encode()).digest()
    return int.from_bytes(digest[:4], "little")
