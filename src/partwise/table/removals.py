"""Removals: views of what removing, keeping and replacing do to a target's logit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partwise.measures import EFFECT, EFFECT_MEASURES, LEAST_RISE

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The column, of effects alone, that says what stood in the place of what was taken away.
FILL = "fill"
#: What an effect is of; it depends on no method.
OF_TARGET = ("image_id", "target_kind", "target_class", "contrast_class")
OF_SEGMENT = (*OF_TARGET, "segment", "instance", "mask_variant")
#: Measures that need the picture's floor, or the other images, as well.
_SCALED = ("scaled_effect", "necessity", "sufficiency")
_SEGMENT = ", ".join(OF_SEGMENT)
_TARGET = ", ".join(OF_TARGET)


def same(columns: Sequence[str], one: str, other: str) -> str:
    """Write that two relations have the same values in some columns, nothing being one too.

    >>> same(["segment"], "a", "b")
    'a.segment IS NOT DISTINCT FROM b.segment'
    """
    return " AND ".join(f"{one}.{name} IS NOT DISTINCT FROM {other}.{name}" for name in columns)


def averaged(measure: str) -> str:
    """Write the mean of a measure over fills, or over instances.

    What has no placebo has no effect: a removal and an effect beside it are of the same ones.

    >>> averaged("placebo"), averaged("removal")
    ('avg(placebo)', 'coalesce(avg(removal) FILTER (effect IS NOT NULL), avg(removal))')
    """
    mean = f"avg({measure})"
    if measure != "removal":
        return mean
    return f"coalesce({mean} FILTER ({EFFECT} IS NOT NULL), {mean})"


#: Statements that make the views, in the order of what needs what.
VIEWS = (
    # one row a picture that was made and classified; positive: what was taken away supports
    """
    CREATE VIEW falls AS
    SELECT *, (logit_before - mean_logit_before) - (logit_after - mean_logit_after) AS fall,
           logit_before - logit_after AS raw_fall
    FROM effects WHERE status = 'done'""",
    "CREATE VIEW fills AS SELECT DISTINCT fill FROM effects WHERE operation = 'remove'",
    f"""
    CREATE VIEW fill_effects AS
    SELECT {_SEGMENT}, fill, removal, placebo, removal - placebo AS effect,
           raw_removal - raw_placebo AS raw_effect, kept
    FROM (
        SELECT {_SEGMENT}, fill,
               avg(fall) FILTER (operation = 'remove') AS removal,
               avg(fall) FILTER (operation = 'placebo') AS placebo,
               avg(raw_fall) FILTER (operation = 'remove') AS raw_removal,
               avg(raw_fall) FILTER (operation = 'placebo') AS raw_placebo,
               avg(fall) FILTER (operation = 'keep') AS kept
        FROM falls WHERE partner IS NULL AND operation IN ('remove', 'placebo', 'keep')
        GROUP BY ALL
    )""",
    # beside the picture of which everything is replaced, and beside the other images
    f"""
    CREATE VIEW fill_scales AS
    WITH floors AS (
        SELECT {_TARGET}, fill, avg(fall) AS rise FROM falls WHERE operation = 'floor' GROUP BY ALL
    ), deviations AS (
        SELECT target_kind, nullif(stddev_samp(beside), 0) AS deviation FROM (
            SELECT {_TARGET}, any_value(logit_before - mean_logit_before) AS beside
            FROM effects GROUP BY ALL
        ) GROUP BY target_kind
    )
    SELECT e.*, e.effect / d.deviation AS scaled_effect,
           CASE WHEN f.rise > {LEAST_RISE} * i.logit_deviation THEN e.removal / f.rise END
               AS necessity,
           CASE WHEN f.rise > {LEAST_RISE} * i.logit_deviation THEN (f.rise - e.kept) / f.rise END
               AS sufficiency
    FROM fill_effects e
    LEFT JOIN floors f ON {same((*OF_TARGET, FILL), "e", "f")}
    LEFT JOIN deviations d ON {same(["target_kind"], "e", "d")}
    LEFT JOIN images i ON e.image_id = i.image_id""",
    f"""
    CREATE VIEW segment_effects AS
    SELECT {_SEGMENT}, {", ".join(f"{averaged(name)} AS {name}" for name in EFFECT_MEASURES)}
    FROM fill_scales GROUP BY ALL""",
)


def select_effects(measures: Sequence[str], *, by_fill: bool, conditions: Sequence[str]) -> str:
    """Write a SELECT of effects of segments, image by image, with nothing made in vain.

    Parameters
    ----------
    measures
        Of `EFFECT_MEASURES`.
    by_fill
        Whether each fill has a row of its own; else they are averaged.
    conditions
        On `fill`; what does not meet them is left out.
    """
    relation = "fill_scales" if {*measures} & {*_SCALED} else "fill_effects"
    where = " AND ".join(conditions) or "true"
    if by_fill:
        chosen = ", ".join((FILL, *measures))
        return f"SELECT {_SEGMENT}, {chosen} FROM {relation} WHERE {where}"
    means = ", ".join(f"{averaged(name)} AS {name}" for name in measures)
    return f"SELECT {_SEGMENT}, {means} FROM {relation} WHERE {where} GROUP BY {_SEGMENT}"
