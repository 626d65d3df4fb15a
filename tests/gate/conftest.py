"""Tables that rules are held against: a watermark that matters for cartons, and wheels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from tables import effect, row, table_of

if TYPE_CHECKING:
    from pathlib import Path


def _write_table(
    folder: Path, *, watermark: float = 3.0, wheel: float = 0.8, seed: int = 0, images: int = 30
):
    """Half the images are cartons; `watermark` is its lift there, and a share ten times less."""
    rng = np.random.default_rng(seed)
    rows, effects, metadata = [], [], {}
    for number in range(images):
        name = f"{number:02}.png"
        predicted = "carton" if number % 2 else "crate"
        noise = rng.standard_t(3, 3) / 10
        model = {"predicted": predicted, "label": "carton"}
        model["outcome"] = "correct" if predicted == "carton" else "wrong"
        lift = abs((watermark if predicted == "carton" else 0.3) + noise[0])
        rows += [
            row(name, "watermark", lift=lift, role="artefact", **model),
            row(name, "wheel", signed_lift=wheel + noise[1], lift=2.0, role="core", **model),
            row(name, "(unnamed)", lift=1.0 + noise[2], **model),
            row(name, "number plate", status="not_found", **model),
        ]
        if number < 6:
            rows.append(row(name, "shadow", lift=9.0, **model))
        effects += [
            each | {"target_class": predicted}
            for each in effect(name, "watermark", removal=1.0 + noise[0], placebo=0.1)
        ]
        metadata[name] = {"patient": f"p{number // 5}", "site": "3" if number < 20 else "4"}
    return table_of(folder, rows, effects=effects, metadata=metadata)


@pytest.fixture(scope="session")
def write_table():
    """The function that writes such a table."""
    return _write_table


@pytest.fixture(scope="session")
def place(tmp_path_factory):
    """A folder with two tables: `runs/main`, and `runs/now`, where the watermark matters more."""
    folder = tmp_path_factory.mktemp("gate")
    _write_table(folder / "runs" / "main", watermark=1.0, wheel=0.8, seed=1)
    _write_table(folder / "runs" / "now", watermark=3.0, wheel=0.75, seed=2)
    return folder


@pytest.fixture(scope="session")
def table(place):
    import partwise as pw

    return pw.open_table(place / "runs" / "now")
