"""methods: what each saliency method costs, and how much of its maps outlives the weights."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.figures import Figure

if TYPE_CHECKING:
    from partwise.classifiers.protocol import Classifier

#: Each method is tried on these in turn, and measured on the first that it explains. The first has
#: trained weights; the others, of the families that some methods ask for, are as they are made.
_TRAINED = "packaged:efficientnet-lite0"
_MADE = {"resnet18": {"zero_init_last": False}, "vit_tiny_patch16_224": {}}
#: Are tried on another one first.
_FIRST = {"attn-lrp": "timm:vit_tiny_patch16_224"}
#: The maps at most so much like those of the trained network, by rank, pass.
_MOST_LEFT = 0.5
#: Fewer evaluations than by default, which would take an hour.
_QUICKER = {
    "rise": "rise:samples=300",
    "lime": "lime:samples=200",
    "kernel-shap": "kernel-shap:samples=200",
    "occlusion": "occlusion:stride=32",
}

#: Take so long that two photographs must do.
_SLOW = {"score-cam", "rise", "lime", "kernel-shap"}


def run(*, quick: bool = False) -> list[Figure]:
    """Explain photographs by every method, with the weights as they are and drawn anew."""
    import torch

    import partwise as pw
    from partwise.demo.photos import PHOTOS
    from partwise.errors import PartwiseError
    from partwise.methods.loading import list_methods, load_method
    from partwise.methods.protocol import Batch, Targets
    from partwise.nulls.randomisation import randomise

    torch.manual_seed(0)
    classifiers = {_TRAINED: pw.load_classifier(_TRAINED, device="cpu")}
    classifiers |= {f"timm:{name}": _made(name, options) for name, options in _MADE.items()}
    photos = [each.open() for each in PHOTOS[: 2 if quick else 6]]
    print("\nmethods: rank correlation of absolute maps with those of the network as it was, once")
    print("the last layer, half of them and all were drawn anew; medians over photographs")
    figures: list[Figure] = []
    for spec in list_methods():
        method = load_method(_QUICKER.get(spec.name, spec.name))
        pictures = photos[: 2 if spec.name in _SLOW else None]
        for name in dict.fromkeys([_FIRST.get(spec.name, _TRAINED), *classifiers]):
            classifier = classifiers[name]
            inputs = torch.from_numpy(np.stack([classifier.prepare(each) for each in pictures]))
            batch = Batch(
                [f"{at}.png" for at in range(len(pictures))], inputs, range(len(pictures))
            )
            with torch.no_grad():
                targets = Targets(classifier.logits(inputs).argmax(1))
            begin = time.perf_counter()
            try:
                method.explain(classifier, batch, targets)
                took = (time.perf_counter() - begin) / len(pictures)
                left = [each.median for each in randomise(classifier, method, batch, targets)]
            except PartwiseError:  # it is for networks of another family
                continue
            told = "  ".join(f"{each:5.2f}" for each in left)
            print(f"  {spec.name:22s} {told}   {took:6.2f} s an image   {name}")
            figures.append(
                Figure(f"{spec.name}: left of its maps", abs(left[-1]), "", most=_MOST_LEFT)
            )
            break
    kept = [each for each in figures if np.isfinite(each.got)]
    print(f"  median of all: {statistics.median(each.got for each in kept):.2f}")
    return figures


def _made(name: str, options: dict[str, bool]) -> Classifier:
    """A network of timm with the weights that it begins with."""
    import timm

    import partwise as pw

    network = timm.create_model(name, pretrained=False, **options)
    transform = timm.data.create_transform(**timm.data.resolve_model_data_config(network))
    classes = [str(index) for index in range(1000)]
    return pw.wrap(network, preprocess=transform, classes=classes, device="cpu")
