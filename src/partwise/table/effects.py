"""Effects: what was done to the pictures of a table, and what the classifier made of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from partwise.errors import CallError
from partwise.measures import EFFECT, MEASURES
from partwise.table.agreement import tell_agreement
from partwise.table.cells import Grouping, make_clusters
from partwise.table.paired import tell_paired
from partwise.table.pasted import tell_pasted
from partwise.table.reached import GROUP, Reached
from partwise.table.removed import tell_removed

if TYPE_CHECKING:
    from collections.abc import Sequence

    import duckdb
    import pandas as pd
    import pyarrow as pa

    from partwise.table.question import Question
    from partwise.table.table import AttributionTable

#: What agreement is told apart by where nothing else is asked for.
CLASS = "target_class"


@dataclass(frozen=True, slots=True, eq=False)
class Effects:
    """What removing, keeping and pasting do, with placebos, intervals and verdicts.

    Effects are in logits, of the target's logit less the mean of all logits, and positive where
    what was removed (or pasted) supports the target. ``docs/effects.md`` has every formula.

    Parameters
    ----------
    segments
        One row for each target kind, group, segment and fill; `fill` is null for all fills
        together, averaged image by image. `images` (in which it was removed), `removal` (with
        `removal_low`, `removal_high`), `placebo`, `effect` (with `low`, `high`, `clusters`,
        `margin`, `p`, `p_adjusted`, `tested`, `verdict`, `direction`, `images_needed`),
        `raw_effect`, `scaled_effect`, `necessity`, `sufficiency`, `undefined` (images without an
        effect), `no_free_place` (images in which no placebo had a place), `change` and
        `colour_change` (medians over images), `on_named` (mean share of a placebo on other named
        segments), `answers` (whether the fill can answer), and for all fills together
        `least_effect`, `most_effect` and `fills`: whether they ``agree``, are ``undecided``, or the
        answer ``hangs on the fill``.
    pastes
        One row for each target kind, group, `cue` and `paste`: `images`, `rise` by the cue (with
        `rise_low`, `rise_high`), `scrambled` (rise by its pieces), `difference` (with its interval
        and verdict as above) and `positive`, the share of images in which it is above 0.
    pairs
        One row for each target kind, group, `segment`, `partner` and `fill`: `images`, `left_out`
        (for want of a placebo), `corrected` (whether placebos are taken off), `joint`, `apart`,
        `partner_apart`, and `interaction`, which is the first less the other two.
    agreement
        One row for each method, target kind, segment, group (and once `together`) and measure of
        saliency: `correlation` with the effect over `images`, by ranks, with `low` and `high`;
        `sign_agreement` over `sign_images`, with `sign_low` and `sign_high`.
    ranking
        The same across the segments of each image: the mean over `images` of their rank
        correlation, with its interval.
    by
        The column of groups, or None.
    question
        What else was asked.
    table
        Of which table.
    """

    segments: pa.Table
    pastes: pa.Table
    pairs: pa.Table
    agreement: pa.Table
    ranking: pa.Table
    by: str | None
    question: Question
    table: AttributionTable = field(repr=False)

    def to_arrow(self) -> pa.Table:
        """The segments as an Arrow table."""
        return self.segments

    def to_pandas(self) -> pd.DataFrame:
        """The segments as a pandas DataFrame."""
        from partwise.table.frames import to_pandas

        return to_pandas(self.segments)

    def __repr__(self) -> str:
        from partwise.views.effects import effects_to_text

        return effects_to_text(self)

    def _repr_html_(self) -> str:
        from partwise.views.effects import effects_to_html

        return effects_to_html(self)


def read_effects(table: AttributionTable, by: str | None, question: Question) -> Effects:
    """Read what a table knows of effects; see :meth:`AttributionTable.effects`."""
    if not table.has_effects():
        raise CallError(
            f"{str(table.folder)!r} has no effects. Build it with --effects, such as "
            "--effects mean, or with --paste."
        )
    if question.cluster is not None:
        table.check_cluster(question.cluster)
    if by is not None and by == question.cluster:
        raise CallError(
            f"--cluster {by!r} is in --by too, so that each group is a single cluster, of which no "
            "interval can be given. Leave it out of one of the two."
        )
    asked = question.smallest_effect
    margin = MEASURES[EFFECT].smallest_effect if asked is None else asked
    assert margin is not None  # noqa: S101 - effects have one
    reached = Reached(table, by)
    with table.session() as connection:
        make_clusters(connection, Grouping(table), question.cluster)
        reached.make(connection)
        told = {
            "segments": tell_removed(connection, reached, question, margin),
            "pastes": tell_pasted(connection, question, margin),
            "pairs": tell_paired(connection, reached, question, margin),
        }
        agreement, ranking = tell_agreement(connection, reached, by or CLASS, question)
        for name, segments in (
            ("segments", ["segment"]),
            ("pastes", ["cue"]),
            ("pairs", ["segment", "partner"]),
        ):
            told[name] = _named(connection, reached, told[name], by, segments)
        return Effects(
            **told,
            agreement=_named(connection, reached, agreement, by or CLASS, ["segment"]),
            ranking=_named(connection, reached, ranking, by or CLASS, []),
            by=by,
            question=question,
            table=table,
        )


def _named(
    connection: duckdb.DuckDBPyConnection,
    reached: Reached,
    data: pa.Table,
    by: str | None,
    segments: Sequence[str],
) -> pa.Table:
    """Call the column of groups by its name, and leave out what conditions hide."""
    if by is None:
        data = data.drop_columns([GROUP]) if GROUP in data.column_names else data
    else:
        if by.lower() in {name.lower() for name in data.column_names}:
            raise CallError(
                f"--by {by!r}: the result has a column of its own with this name. Rename it in the "
                "metadata."
            )
        data = data.rename_columns([by if name == GROUP else name for name in data.column_names])
    return reached.shown(connection, data, segments)
