"""Random tables: several methods, targets and nulls, absent segments, missing labels, instances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from summaries import Key, cells_of
from tables import row, table_of

if TYPE_CHECKING:
    from pathlib import Path

    import partwise as pw
    from summaries import Cell

NAMES = ("eye", 'it\'s "the" ear', "new\nline", "左耳", "%_; DROP TABLE rows; --")
METHODS = ("gradient", "occlusion:size=3")
NULLS = (
    *("null-sobel", "null-noise:draws=5,smooth=5%", "null-swapped:gradient"),
    *("null-reinitialised:occlusion:size=3", "unheard-of"),
)
MAPS = [
    (method, target, kind)
    for kind, methods in (("attribution", METHODS), ("null", NULLS))
    for method in methods
    for target in ("predicted", "cat")
]
BY = [
    ["segment"], ["label"], ["label", "outcome"], ["site"], ["segment", "patient"], ["role"],
    ["method", "outcome"], ["image_id"], ["status"], ["target_class", "site"], ["kind"],
]  # fmt: skip
STATUSES = ["visible", "not_found", "out_of_view"]
POOL = [(), (), (), ("method",), ("target_kind",), ("kind", "method", "target_kind")]
CLUSTERS = st.sampled_from([None, "patient"])
#: Each example is a table on disk, and many a question makes no sense for many a table.
SLOW = settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@dataclass
class Drawn:
    """Rows of a table, and what goes with them."""

    rows: list[dict[str, Any]]
    metadata: dict[str, dict[str, str]]
    united: bool
    parts: int

    def write(self, folder: Path) -> pw.AttributionTable:
        instances = "unite" if self.united else "keep"
        return table_of(
            folder / "table",
            self.rows,
            metadata=self.metadata,
            parameters={"instances": instances},
            parts=self.parts,
        )

    def cells(self, by, measures, pool=()) -> tuple[list[str], dict[Key, Cell]]:
        return cells_of(self.rows, by, measures, pool=pool, metadata=self.metadata)

    def clusters(self, column: str | None) -> dict[str, int]:
        images = sorted({each["image_id"] for each in self.rows})
        of = {image: image if column is None else self.metadata[image][column] for image in images}
        numbers = {value: number for number, value in enumerate(sorted({*of.values()}))}
        return {image: numbers[value] for image, value in of.items()}


def random_sums(rng: np.random.Generator) -> dict[str, Any]:
    """Heavy tails; now and then a map of zeros, a segment that is the whole image, or one sign."""
    whole = 1000 if rng.random() < 0.1 else int(rng.integers(1, 1000))
    own, rest = rng.standard_t(1.5, (2, 2)) ** 2
    kind = rng.random()
    own, rest = (own * 0, rest * 0) if kind < 0.1 else (own, rest)
    own[1], rest[1] = (0.0, 0.0) if kind > 0.8 else (-own[1], -rest[1])
    image = own + rest * (whole < 1000)
    return {
        "area_px": whole,
        "saliency_sum": own.sum(),
        "positive_sum": own[0],
        "negative_sum": own[1],
        "square_sum": (own**2).sum(),
        "top_px": float(rng.integers(0, min(whole, 50) + 1)),
        "image_saliency_sum": image.sum(),
        "image_positive_sum": image[0],
        "image_negative_sum": image[1],
        "image_square_sum": (image**2).sum() + 0.5,
    }


@st.composite
def drawn(draw: st.DrawFn) -> Drawn:
    """Several methods, targets and nulls, absent segments, missing labels, instances."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    number, united = draw(st.sampled_from([1, 4, 14, 25])), draw(st.booleans())
    maps = draw(st.lists(st.sampled_from(MAPS), min_size=1, max_size=6, unique=True))
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
    rows, metadata = [], {}
    for index in range(number):
        image = f"{'ab'[index % 2]}/{index}'é.png"
        label = [None, "cat", "dog"][rng.integers(3)]
        about = {
            "label": label,
            "predicted": ["cat", "dog"][rng.integers(2)],
            "outcome": label and ["wrong", "correct"][rng.integers(2)],
        }
        metadata[image] = {"patient": f"p{index // 2}"}
        if rng.random() < 0.7 or not index:
            metadata[image]["site"] = ["Köln", 'O\'Hare "A"'][rng.integers(2)]
        for method, target, kind in maps:
            of_map = {"method": method, "target_kind": target, "kind": kind}
            of_map |= about | {"target_class": about["predicted"]}
            for number_of_draw in range(1 if kind == "attribution" else rng.integers(1, 4)):
                whole: dict[str, float] = {}
                of_map["draw"] = number_of_draw
                for name in names:
                    for instance in range(1 if united else rng.integers(1, 4)):
                        sums = random_sums(rng)
                        whole = whole or {k: v for k, v in sums.items() if k.startswith("image_")}
                        status = rng.choice(STATUSES, p=[0.7, 0.2, 0.1])
                        of_part = {"status": str(status), "role": ["core", None][rng.integers(2)]}
                        of_part["instance"] = 0 if united else instance + 1
                        if rng.random() < 0.9 or not rows:
                            rows.append(row(image, name, **(sums | whole | of_map | of_part)))
    parts = draw(st.sampled_from([1, 3]))
    return Drawn(
        rows, {each["image_id"]: metadata[each["image_id"]] for each in rows}, united, parts
    )
