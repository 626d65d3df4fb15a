"""Depth: audits of 1,000 images, for power by their number and for the intervals' coverage."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
from pyarrow import parquet

from partwise.selftest.audit import audit
from partwise.selftest.training import Effort, trained
from partwise.selftest.trial import NETWORK, cells_of
from study.grid import PLACED, study

if TYPE_CHECKING:
    from partwise.selftest.design import Design

#: In the folder of a design.
DEPTH = "depth-1.parquet"
IMAGES = (10, 20, 50, 100, 200, 500, 1000)
#: Images of each of the small audits that the whole is cut into, to see what intervals cover.
WINDOW = 100
MEASURES = ("share", "lift", "signed_lift", "signed_share", "removal", "effect")
_METHODS, _EFFECTS = ("input-x-gradient", "integrated-gradients"), ("blur",)
#: One of so many: the first draw of each kind of cue at each strength.
_EVERY = 5


def chosen() -> list[Design]:
    """The designs that are looked at in depth, one of each kind of cue and strength.

    Examples
    --------
    >>> len(chosen()), len({(design.cue.kind, design.strength) for design in chosen()})
    (35, 35)
    """
    plain = [
        design
        for design in study()
        if (design.role, design.network) == ("planted", "cnn") and design.cue.kind in PLACED
    ]
    return plain[::_EVERY]


def look_deep(design: Design, place: Path) -> None:
    """Audit by many images; of nested audits and of windows, the latter with their number."""
    network = trained(design, Effort(), place.with_name(NETWORK))
    with tempfile.TemporaryDirectory() as folder:
        table = audit(
            design,
            network,
            IMAGES[-1],
            Path(folder) / "table",
            methods=_METHODS,
            effects=_EFFECTS,
        )
        nested = [(None, range(number)) for number in IMAGES]
        windows = [(at, range(at, at + WINDOW)) for at in range(0, IMAGES[-1], WINDOW)]
        cells = [
            _numbered(cells_of(table, span, "even", MEASURES), first)
            for first, span in [*nested, *windows]
        ]
    aside = place.with_suffix(".aside")
    parquet.write_table(pa.concat_tables(cells), aside, compression="zstd")
    aside.replace(place)


def _numbered(cells: pa.Table, window: int | None) -> pa.Table:
    return cells.append_column("window", pa.array([window] * len(cells), pa.int64()))
