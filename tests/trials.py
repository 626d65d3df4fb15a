"""Trials written by hand: what a table says of a cue, and what is true of it."""

from __future__ import annotations

import pyarrow as pa

from partwise.selftest.cue import Cue
from partwise.selftest.design import Design
from partwise.selftest.scores import Question
from partwise.selftest.trial import Trial
from partwise.selftest.truth import Truth

SIGNED = Question("gradient", "signed_share")
COLUMNS = pa.schema(
    [
        *((name, pa.string()) for name in ("method", "segment", "measure", "reference")),
        ("audit", pa.int64()),
        *((name, pa.float64()) for name in ("mean", "estimate")),
        *((name, pa.string()) for name in ("verdict", "direction")),
        ("primary", pa.bool_()),
    ]
)


def made(value, scaled, *, kind="tag", verdict=None, others=None, **columns):
    """A trial whose cue has this number, and whose network is moved by it so much."""
    cue = Cue(kind)
    record = {"method": "gradient:channels=sum", "measure": "signed_share", "reference": "even",
              "audit": 200, "verdict": verdict, "direction": verdict and "supports",
              "primary": True}  # fmt: skip
    parts = {cue.segment: value, **(others or {})}
    cells = [
        {**record, "segment": name, "mean": each, "estimate": each} | columns
        for name, each in parts.items()
        if name is not None
    ]
    truth = Truth(2 * scaled, 0.01, 2.0, 0.9, 0.9, 0.9)
    return Trial(Design(cue, 1.0, 1000), truth, pa.Table.from_pylist(cells, COLUMNS), 1.0)
