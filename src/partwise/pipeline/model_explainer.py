"""ModelExplainer: predictions and maps by a classifier and saliency methods; the torch side."""

from __future__ import annotations

import hashlib
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import torch

from partwise.effects.runner import Aim, Subject, run_treatments
from partwise.effects.scene import Donor, Scene
from partwise.effects.treatment import treat
from partwise.errors import MemoryFullError, PartwiseError, RunError, out_of_memory
from partwise.methods.protocol import Batch, Targets
from partwise.pipeline.explanation import Explained, Explanation, MapResult, Prediction
from partwise.pipeline.interventions import Interventions
from partwise.pipeline.remembered import Remembered
from partwise.pipeline.target import top_two

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    import pyarrow as pa
    from numpy.typing import NDArray

    from partwise.classifiers.protocol import Classifier
    from partwise.effects.treatment import Treatment
    from partwise.framing import Framing
    from partwise.images.picture import Picture
    from partwise.methods.protocol import SaliencyMethod
    from partwise.pipeline.prepared import Prepared
    from partwise.pipeline.target import Target
    from partwise.saliency import SaliencyMaps
    from partwise.shapes import InputArray, Logits


@dataclass(frozen=True, slots=True, eq=False)
class _Resolved:
    """One target of a batch.

    Parameters
    ----------
    members
        Indices of those images that have it.
    subjects, contrasts
        Classes, one a member; contrasts None where there are none.
    explained
        The same in words, with the logit.
    """

    members: NDArray[np.int64]
    subjects: NDArray[np.int64]
    contrasts: NDArray[np.int64] | None
    explained: Sequence[Explained]


@contextmanager
def _memory_told(image_ids: Sequence[str], device: str) -> Generator[None]:
    """Say of what does not fit into memory which images it was.

    Raises
    ------
    MemoryFullError
        In place of whatever torch raises.
    """
    try:
        yield
    except (RuntimeError, MemoryError) as error:
        if not out_of_memory(error):
            raise
        said = str(error).strip().partition("\n")[0]
        many = f"{len(image_ids)} images do not fit into the memory of {device} together ({said})."
        one = (
            f"image {image_ids[0]!r} does not fit into the memory of {device} ({said}). Take "
            "another --device, or a method that evaluates fewer inputs at once."
        )
        raise MemoryFullError(many if len(image_ids) > 1 else one) from error


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

    Attributes
    ----------
    interventions
        What is done to the images beside explaining them; nothing until it is set.
    pool
        Some images of the set, which lend what they hold to the others.
    remembered
        Maps that were made before.
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
        self.interventions = Interventions()
        self.pool: Sequence[Prepared] = ()
        self.remembered = Remembered()
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
        # on a GPU the fastest convolution differs from run to run, and so do its sums
        with (
            _memory_told(image_ids, self.classifier.device),
            torch.backends.cudnn.flags(enabled=True, benchmark=False, deterministic=True),
        ):
            return self._explain(batch, image_ids, inputs)

    def _explain(
        self, batch: Sequence[Prepared], image_ids: list[str], inputs: torch.Tensor
    ) -> Explanation:
        with torch.no_grad():
            logits = self.classifier.logits(inputs).double().cpu().numpy()
        labels = np.array(
            [self._index.get(self.class_of(p.ref.label) or "", -1) for p in batch], np.int64
        )
        skipped: Counter[str] = Counter()
        resolved = [
            found
            for target in self.targets
            if (found := self._resolve(target, batch, logits, labels, skipped)) is not None
        ]
        return Explanation(
            self._predictions(batch, logits, labels),
            [result for each in resolved for result in self._results(each, image_ids, inputs)],
            {kind: count for kind, count in skipped.items() if count},
            unmapped=[] if self.methods else [(e.members.tolist(), e.explained) for e in resolved],
            effects=self._effects(batch, logits, resolved) if self.interventions else None,
        )

    def _resolve(
        self,
        target: Target,
        batch: Sequence[Prepared],
        logits: Logits,
        labels: NDArray[np.int64],
        skipped: Counter[str],
    ) -> _Resolved | None:
        """Find out what a target means for each image; None where it means nothing for any."""
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
        if not len(members):
            return None
        explained = [
            self._explained(
                target,
                logits[member],
                int(subjects[member]),
                None if contrasts is None else int(contrasts[member]),
            )
            for member in members
        ]
        return _Resolved(
            members,
            subjects[members],
            None if contrasts is None else contrasts[members],
            explained,
        )

    def _results(
        self, target: _Resolved, image_ids: list[str], inputs: torch.Tensor
    ) -> list[MapResult]:
        """Explain one target of some members of a batch by every method."""
        ids = [image_ids[member] for member in target.members]
        contrasts = None if target.contrasts is None else torch.from_numpy(target.contrasts)

        def explain(numbers: Sequence[int], *, method: SaliencyMethod) -> SaliencyMaps:
            at = torch.tensor(numbers)
            members = torch.from_numpy(target.members)[at]
            chosen = inputs if len(at) == len(inputs) else inputs[members]
            names = [ids[number] for number in numbers]
            part = Batch(names, chosen, [image_seed(self.seed, each) for each in names])
            subjects = torch.from_numpy(target.subjects)[at]
            targets = Targets(subjects, None if contrasts is None else contrasts[at])
            return method.explain(self.classifier, part, targets)

        return [
            MapResult(
                self.remembered.complete(
                    ids, method.spec.canonical, target.explained, partial(explain, method=method)
                ),
                target.members.tolist(),
                target.explained,
            )
            for method in self.methods
        ]

    def explain_again(
        self,
        batch: Sequence[Prepared],
        members: Sequence[int],
        explained: Sequence[Explained],
        method: SaliencyMethod,
    ) -> SaliencyMaps:
        """Explain the same classes once more, whatever weights the network has by now."""
        ids = [batch[member].ref.image_id for member in members]
        inputs = torch.from_numpy(np.stack([batch[member].inputs for member in members]))
        seeds = [image_seed(self.seed, each) for each in ids]
        subjects = [self._index[str(each.target_class)] for each in explained]
        contrasts = [
            self._index[each.contrast_class]
            for each in explained
            if each.contrast_class is not None
        ]
        with _memory_told(ids, self.classifier.device):
            return method.explain(
                self.classifier,
                Batch(ids, inputs.to(self.classifier.device), seeds),
                Targets(torch.tensor(subjects), torch.tensor(contrasts) if contrasts else None),
            )

    def _effects(
        self, batch: Sequence[Prepared], logits: Logits, resolved: Sequence[_Resolved]
    ) -> pa.Table:
        """Treat every image of the sample, and see what becomes of its targets."""
        aims: list[list[Aim]] = [[] for _ in batch]
        for target in resolved:
            for at, member in enumerate(target.members.tolist()):
                explained = target.explained[at]
                aims[member].append(
                    Aim(
                        str(explained.target_kind),
                        str(explained.target_class),
                        explained.contrast_class,
                        int(target.subjects[at]),
                        None if target.contrasts is None else int(target.contrasts[at]),
                    )
                )
        subjects = [
            Subject(prepared.ref.image_id, aims[member], logits[member], self._treat(prepared))
            for member, prepared in enumerate(batch)
            if aims[member] and self.interventions.of(prepared.ref.image_id)
        ]
        return run_treatments(self.classifier, subjects)

    def _treat(self, prepared: Prepared) -> Iterator[Treatment]:
        """Yield everything that is done to one image, made one after the other."""
        yield from prepared.pasted
        removals = self.interventions.removals
        if removals is None:
            return
        top, left, bottom, right = shown = prepared.framing.image_rectangle()
        in_image = np.zeros(prepared.framing.input_shape, np.bool_)
        in_image[top:bottom, left:right] = True
        seed = image_seed(self.seed, prepared.ref.image_id)
        donors = [
            Donor(each.ref.image_id, each.inputs)
            for each in self.pool
            if each.ref.image_id != prepared.ref.image_id
            and each.inputs.shape == prepared.inputs.shape
            # padding is no part of another image
            and _covers(each.framing.image_rectangle(), shown)
        ]
        order = np.random.default_rng(seed).permutation(len(donors))
        scene = Scene(prepared.inputs, in_image, seed, [donors[at] for at in order])
        yield from treat(scene, prepared.framed, removals)

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


def _covers(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether a rectangle (top, left, bottom, right) holds another."""
    return one[0] <= other[0] and one[1] <= other[1] and one[2] >= other[2] and one[3] >= other[3]


def softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities of one image's (class,) logits."""
    powers = np.exp(logits - logits.max())
    return powers / powers.sum()


def image_seed(seed: int, image_id: str) -> int:
    """A seed from the run's and the image's id alone: the same in whatever batch it comes."""
    digest = hashlib.sha256(f"{seed}\0{image_id}".encode()).digest()
    return int.from_bytes(digest[:4], "little")
