"""Measure: a number derived from a row's sums; each with its formula, in SQL and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure.

    Parameters
    ----------
    name
        Its column.
    sql
        Over the columns of `rows`; null where a denominator is 0. Of an effect: the column of the
        view of effects that has it.
    formula
        Z pixels, S sum, P and N sums of the positive and negative part; with k: in the
        segment, without: in the whole input. l is the target's logit, f that less the mean of all
        logits.
    says
        What a reader learns from it.
    signed
        Whether its sign means for or against.
    even
        What an even spread would give; None where that depends on the segment.
    smallest_effect
        The practical margin of its verdicts unless another is asked for; None where there is
        none, since the measure has the map's own unit.
        Those of `signed_share` and `effect` were held against planted shortcuts
        (`docs/selftest.md`); the others are provisional.
    """

    name: str
    sql: str
    formula: str
    says: str
    signed: bool
    even: float | None = None
    smallest_effect: float | None = None


_ABS_K = "(positive_sum - negative_sum)"
_ABS = "(image_positive_sum - image_negative_sum)"
_MEAN_K = "(saliency_sum / nullif(area_px, 0))"
_MEAN_ABS = f"nullif({_ABS} / image_area_px, 0)"
_OUTSIDE = "((image_saliency_sum - saliency_sum) / nullif(image_area_px - area_px, 0))"
_DEVIATION = (
    "nullif(sqrt(greatest(image_square_sum / image_area_px "
    "- (image_saliency_sum / image_area_px) ** 2, 0)), 0)"
)

_ALL = (
    Measure(
        "mean",
        _MEAN_K,
        "S_k / Z_k",
        "mean saliency (Hinns & Martens 2025); the map's own unit, not comparable between images",
        signed=True,
        even=0.0,
    ),
    Measure(
        "signed_lift",
        f"{_MEAN_K} / {_MEAN_ABS}",
        "(S_k/Z_k) / ((P-N)/Z)",
        "the mean in units of the image's mean strength: comparable between images",
        signed=True,
        even=0.0,
        smallest_effect=0.02,
    ),
    Measure(
        "contrast",
        f"({_MEAN_K} - {_OUTSIDE}) / {_MEAN_ABS}",
        "(S_k/Z_k - (S-S_k)/(Z-Z_k)) / ((P-N)/Z)",
        "signed, inside against outside",
        signed=True,
        even=0.0,
        smallest_effect=0.02,
    ),
    Measure(
        "z_contrast",
        f"({_MEAN_K} - {_OUTSIDE}) / {_DEVIATION}",
        "(S_k/Z_k - (S-S_k)/(Z-Z_k)) / deviation of A",
        "inside against outside, and immune to an offset of the map",
        signed=True,
        even=0.0,
        smallest_effect=0.02,
    ),
    Measure(
        "abs_mean",
        f"{_ABS_K} / nullif(area_px, 0)",
        "(P_k-N_k) / Z_k",
        "strength per pixel, whatever its sign; the map's own unit",
        signed=False,
    ),
    Measure(
        "share",
        f"{_ABS_K} / nullif({_ABS}, 0)",
        "(P_k-N_k) / (P-N)",
        "part of all attribution",
        signed=False,
        smallest_effect=0.02,
    ),
    Measure(
        "signed_share",
        f"saliency_sum / nullif({_ABS}, 0)",
        "S_k / (P-N)",
        "part of all attribution, with its sign",
        signed=True,
        even=0.0,
        smallest_effect=0.01,
    ),
    Measure(
        "positive_share",
        "positive_sum / nullif(image_positive_sum, 0)",
        "P_k / P",
        "part of the evidence for the target",
        signed=False,
        smallest_effect=0.02,
    ),
    Measure(
        "area_fraction",
        "area_px / image_area_px",
        "Z_k / Z",
        "how large: what an even spread would give as share",
        signed=False,
    ),
    Measure(
        "lift",
        f"({_ABS_K} / nullif({_ABS}, 0)) / nullif(area_px / image_area_px, 0)",
        "share / area_fraction",
        "1 where absolute saliency is spread evenly; a description, not a test",
        signed=False,
        even=1.0,
        smallest_effect=0.25,
    ),
    Measure(
        "top_share",
        "top_px / ceil(0.05 * image_area_px)",
        "top_px / ⌈0.05 Z⌉",
        "part of the image's strongest 5 % of pixels",
        signed=False,
        smallest_effect=0.02,
    ),
    Measure(
        "removal",
        "removal",
        "f - f_removed",
        "by how much the target's logit falls when the segment is replaced by the fill",
        signed=True,
        even=0.0,
    ),
    Measure(
        "placebo",
        "placebo",
        "f - f_placebo",
        "by how much it falls when as much is replaced where the segment is not",
        signed=True,
        even=0.0,
    ),
    Measure(
        "effect",
        "effect",
        "removal - placebo",
        "what removing the segment does, beyond what removing as much elsewhere does; in logits",
        signed=True,
        even=0.0,
        smallest_effect=0.1,
    ),
    Measure(
        "raw_effect",
        "raw_effect",
        "effect, with l in the place of f",
        "the same of the logit itself: what moves all logits alike counts too",
        signed=True,
        even=0.0,
    ),
    Measure(
        "scaled_effect",
        "scaled_effect",
        "effect / deviation of f over images",
        "the effect beside how much the target's logit differs from image to image",
        signed=True,
        even=0.0,
    ),
    Measure(
        "necessity",
        "necessity",
        "removal / (f - f_floor)",
        "how much of what the picture has above the floor goes with the segment",
        signed=True,
        even=0.0,
    ),
    Measure(
        "sufficiency",
        "sufficiency",
        "(f_kept - f_floor) / (f - f_floor)",
        "how much of what the picture has above the floor the segment keeps by itself",
        signed=True,
        even=0.0,
    ),
)

#: What removing a segment does; beside an attribution it earns the word *relies*.
EFFECT = "effect"
#: Measures of what was done to the picture and not of a map; they do not depend on the method.
EFFECT_MEASURES = (
    *("removal", "placebo", EFFECT, "raw_effect", "scaled_effect"),
    *("necessity", "sufficiency"),
)
#: A floor that lies less than this many deviations of the picture's logits below it is none.
LEAST_RISE = 0.5
#: A fill that changes pixels by less, in deviations of the image, cannot say what they do; one that
#: changes their mean colour by less cannot say what that does.
LEAST_CHANGE, LEAST_COLOUR_CHANGE = 0.1, 0.1
#: The method of rows for which no map was made: a run of effects only.
NO_METHOD = "none"
#: The measure that verdicts are about, where maps have signs, and where they have none.
PRIMARY, PRIMARY_UNSIGNED = "signed_share", "lift"

#: Every measure by its name. Rows without pixels in view have none but `area_fraction`.
MEASURES: Mapping[str, Measure] = {measure.name: measure for measure in _ALL}

#: Shown side by side where no measure is asked for: signed beside absolute, mean beside share.
DEFAULT_MEASURES = (
    "area_fraction",
    "mean",
    "contrast",
    "share",
    "lift",
    "top_share",
    "signed_share",
)
