"""Finding: one sentence about a table with its numbers; and the few of them that matter."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from partwise.errors import CallError
from partwise.views.show import LEFTOVERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from partwise.table.table import AttributionTable

CONTRADICTION, ARTEFACT, NOT_CORE = "contradiction", "artefact", "not core"
CORE_IGNORED, UNNAMED_SHARE = "core ignored", "unnamed"
OUTCOMES, METHODS = "wrong against correct", "methods disagree"
PASTED, HANGING = "pasted cue", "hangs on the fill"
CLASSES, INSIDE_CORE, NO_ROLES = "class against the rest", "inside core", "part without a role"

#: What comes before what, however large it is: what is wrong by itself; what a reader must judge;
#: what differs; what describes.
TIERS: Mapping[str, int] = {
    **dict.fromkeys((CONTRADICTION, ARTEFACT, PASTED), 0),
    **dict.fromkeys((NOT_CORE, CORE_IGNORED, UNNAMED_SHARE, HANGING), 1),
    **dict.fromkeys((OUTCOMES, METHODS), 2),
    **dict.fromkeys((CLASSES, INSIDE_CORE, NO_ROLES), 3),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a table shows for certain.

    Parameters
    ----------
    kind
        What kind of thing: a key of `TIERS`.
    sentence
        It in words, with its numbers, interval, images and verdict; on one line.
    segment
        Which part.
    method, other_method, target_kind
        By which method, for which kind of target; and the other method, where two disagree. Of
        effects, the fill or the paste.
    by, value
        Of which group: `by` is a column, `value` its value; None where all are taken together.
    measure
        What `estimate` (with its interval, `low` to `high`) is of; the question's primary measure.
    reference, margin
        What it is compared with, and by how much it must differ.
    images
        In how many images it was measured.
    verdict, direction
        As in a summary.
    p_adjusted, tested
        Within its family, and how many groups that has; None where no p-value was asked for.
    beyond
        By how many margins the interval's near end lies beyond the margin: what findings are
        ranked by. Where being within the margins is the finding, what part of them is left.
    where
        Condition whose rows it is about: ``table.where(finding.where)``.
    command
        Shell command that shows these rows.
    also
        What says the same, in a few words each: other groups, other methods, nested parts.
    """

    kind: str
    sentence: str
    segment: str
    method: str
    target_kind: str | None
    by: str
    value: str | None
    measure: str
    estimate: float
    low: float
    high: float
    reference: float
    margin: float
    images: int
    verdict: str
    direction: str | None
    p_adjusted: float | None
    tested: int | None
    beyond: float
    where: str
    command: str
    other_method: str | None = None
    also: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.kind not in TIERS:
            raise ValueError(f"{self.kind!r} is no kind of finding; known: {', '.join(TIERS)}")
        if not self.low <= self.high:
            raise ValueError(f"the interval {self.low} to {self.high} is none")

    @property
    def rank(self) -> tuple[Any, ...]:
        """Smallest first: the kind, then how certain; names make it the same every time."""
        left = LEFTOVERS.index(self.segment) + 1 if self.segment in LEFTOVERS else 0
        names = (left, self.segment, self.value or "", self.method)
        return (TIERS[self.kind], -self.beyond, *names)

    @property
    def sign(self) -> int:
        """1 for more or in favour, -1 for less or against, 0 where neither is meant."""
        return {"supports": 1, "more": 1, "opposes": -1, "less": -1}.get(self.direction or "", 0)


@dataclass(frozen=True, slots=True)
class Looked:
    """One question that was asked of a table, and what became of it.

    Parameters
    ----------
    question
        In a few words.
    measures
        What was judged: the primary measure of each method's family.
    tested, negligible, inconclusive, too_few
        Groups: with an interval, within the margins, undecided, and with too few images.
    found
        How many stood out, before what says the same is told once.
    not_asked
        Why it could not be asked, or None.
    """

    question: str
    measures: tuple[str, ...] = ()
    tested: int = 0
    negligible: int = 0
    inconclusive: int = 0
    too_few: int = 0
    found: int = 0
    not_asked: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Findings:
    """What stands out in a table, most telling first, and what was looked at.

    Parameters
    ----------
    findings
        The few.
    more
        How many further ones there are beyond the limit.
    looked
        Every question, with how often was tested.
    quiet
        Which parts are certainly negligible, and on which more images would tell, as sentences.
    limits
        What these findings cannot say, as sentences.
    by
        Column of the groups: the target's class unless another one was asked for.
    table
        Of which table.
    """

    findings: Sequence[Finding]
    more: int
    looked: Sequence[Looked]
    quiet: Sequence[str]
    limits: Sequence[str]
    by: str
    table: AttributionTable = field(repr=False)

    def __len__(self) -> int:
        return len(self.findings)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __getitem__(self, place: int) -> Finding:
        return self.findings[place]

    def to_arrow(self) -> pa.Table:
        """The findings as an Arrow table, one a row; `also` is one text."""
        records = [asdict(each) | {"also": "; ".join(each.also)} for each in self.findings]
        return pa.Table.from_pylist(records, _SCHEMA)

    def to_pandas(self) -> pd.DataFrame:
        """The findings as a pandas DataFrame."""
        if find_spec("pandas") is None:
            raise CallError(
                "to_pandas needs the package pandas, which is not installed. "
                "`pip install pandas` brings it; to_arrow needs nothing more."
            )
        return self.to_arrow().to_pandas()

    def to_dict(self) -> dict[str, Any]:
        """Everything as plain lists, texts and numbers, for JSON."""
        return {
            "findings": [asdict(each) | {"also": list(each.also)} for each in self.findings],
            "more": self.more,
            "looked": [asdict(each) | {"measures": list(each.measures)} for each in self.looked],
            "quiet": list(self.quiet),
            "limits": list(self.limits),
        }

    def __repr__(self) -> str:
        from partwise.views.findings import findings_to_text

        return findings_to_text(self)

    def _repr_html_(self) -> str:
        from partwise.views.findings import findings_to_html

        return findings_to_html(self)


_NUMBERS = ("estimate", "low", "high", "reference", "margin", "p_adjusted", "beyond")
_COUNTS = ("images", "tested")
_SCHEMA = pa.schema(
    [
        (
            name,
            pa.float64() if name in _NUMBERS else pa.int64() if name in _COUNTS else pa.string(),
        )
        for name in Finding.__dataclass_fields__
    ]
)
