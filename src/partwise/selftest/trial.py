"""Trial: a network trained on planted scenes, what it truly relies on, and what a table says."""

from __future__ import annotations

import json
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from partwise.selftest.audit import CUE, NUMBER, audit
from partwise.selftest.cue import Cue
from partwise.selftest.design import Design
from partwise.selftest.training import RECIPE, Effort, trained
from partwise.selftest.truth import PAIRS, Truth, find_truth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.table.table import AttributionTable

#: Part of a trial's file name: one that was made in another way is not read for it.
VERSION = 3
#: Names in the folder of a design.
TRIAL, NETWORK, TABLE = f"trial-{VERSION}.parquet", f"network-{RECIPE}.pt", "audit"
#: Images of an audit; the first so many of them are audits as well.
AUDITS = (10, 20, 50, 100, 200)
METHODS = ("gradient", "input-x-gradient", "integrated-gradients", "grad-cam")
EFFECTS, NULLS = ("blur", "mean"), ("null-sobel", "null-centre", "null-noise", "null-swapped")
MEASURES = ("mean", "share", "lift", "signed_lift", "signed_share", "contrast", "z_contrast",
            "top_share", "removal", "effect")  # fmt: skip
#: What an estimate is compared with; nulls by those measures that some null serves.
Reference = Literal["even", "null"]
AGAINST_NULLS = ("signed_share", "lift", "share", "contrast", "signed_lift")
#: What is kept of each cell.
_KEPT = ("method", "segment", "measure", "images", "clusters", "mean", "estimate", "low", "high",
         "p", "p_adjusted", "primary", "verdict", "direction", "null", "null_mean", "nulls",
         "nulls_beaten")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scale:
    """How large a trial is.

    Parameters
    ----------
    effort
        Of training.
    pairs
        Scenes that are shown twice.
    audits
        Numbers of images, the largest last.
    methods, effects, nulls
        As in :func:`~partwise.pipeline.run.build`; without nulls nothing is held against them.
    """

    effort: Effort = field(default_factory=Effort)
    pairs: int = PAIRS
    audits: Sequence[int] = AUDITS
    methods: Sequence[str] = METHODS
    effects: Sequence[str] = EFFECTS
    nulls: Sequence[str] = NULLS


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """What came of a design.

    Parameters
    ----------
    design, truth
        What was planted, and what the network makes of it.
    cells
        One row for each `audit` (its number of images), `reference` (what an estimate is compared
        with: `even` or `null`), method, segment and measure, over the pictures that have the cue:
        as :meth:`~partwise.AttributionTable.summary` says it.
    seconds
        That it took.
    """

    design: Design
    truth: Truth
    cells: pa.Table
    seconds: float

    def write(self, place: Path) -> None:
        """Keep it; a file that is there is whole."""
        told = {
            "design": asdict(self.design),
            "truth": asdict(self.truth),
            "seconds": self.seconds,
        }
        cells = self.cells.replace_schema_metadata({"trial": json.dumps(told)})
        aside = place.with_suffix(".aside")
        parquet.write_table(cells, aside, compression="zstd")
        aside.replace(place)

    @classmethod
    def read(cls, place: Path) -> Trial:
        """Read what :meth:`write` wrote."""
        cells = parquet.read_table(place)
        told = json.loads(cells.schema.metadata[b"trial"])
        design = told["design"]
        cue = Cue(**design.pop("cue"))
        return cls(Design(cue, **design), Truth(**told["truth"]), cells, told["seconds"])


def run_trial(design: Design, scale: Scale | None = None, *, keep: Path | None = None) -> Trial:
    """Train, find the truth, audit; the same design gives the same trial on the same machine.

    Parameters
    ----------
    keep
        A folder for the network and the audit's table, which are taken from it if they are there.
    """
    scale = Scale() if scale is None else scale
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as passing:
        place = Path(passing) if keep is None else keep
        place.mkdir(parents=True, exist_ok=True)
        network = trained(design, scale.effort, place / NETWORK)
        truth = find_truth(design, network, scale.pairs)
        table = audit(
            design,
            network,
            max(scale.audits),
            place / TABLE,
            methods=scale.methods,
            effects=scale.effects,
            nulls=scale.nulls,
        )
        asked: list[tuple[Reference, int, Sequence[str]]] = [
            ("even", images, MEASURES) for images in scale.audits
        ]
        if scale.nulls:
            asked.append(("null", max(scale.audits), AGAINST_NULLS))
        cells = pa.concat_tables(
            [
                cells_of(table, range(images), reference, measures)
                for reference, images, measures in asked
            ]
        )
    return Trial(design, truth, cells, time.perf_counter() - started)


def cells_of(
    table: AttributionTable, images: range, reference: Reference, measures: Sequence[str]
) -> pa.Table:
    """What an audit of some of its images says of those with the cue, as in :class:`Trial`."""
    first, last = (f"'{number:05}'" for number in (images[0], images[-1]))
    some = table.where(f"{CUE} = 'yes' and {NUMBER} >= {first} and {NUMBER} <= {last}")
    told = some.summary("segment", measures, against=reference).to_arrow()
    kept = told.filter(pc.field("kind") == "attribution").select(_KEPT)
    number = len(kept)
    return kept.append_column("audit", pa.array([len(images)] * number, pa.int64())).append_column(
        "reference", pa.array([reference] * number, pa.string())
    )
