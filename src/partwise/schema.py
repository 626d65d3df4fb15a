"""Schema: the folders of a table and their columns, with type, unit and meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Raised whenever a column's name, type or meaning changes; also in each file's metadata.
VERSION = 2


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, Arrow type, unit and what it means."""

    name: str
    type: pa.DataType
    unit: str
    meaning: str


_TEXT, _INT, _REAL, _FLAG = pa.string(), pa.int64(), pa.float64(), pa.bool_()
#: Row-major runs of a mask: where each starts, or where each ends.
RUNS = pa.list_(pa.int32())

_TARGET = (
    Column("target_kind", _TEXT, "", "what was asked for: predicted, label, a class, A-vs-B, …"),
    Column("target_class", _TEXT, "", "the class whose logit is explained"),
    Column("contrast_class", _TEXT, "", "the class whose logit is taken away; null where none"),
    Column("method", _TEXT, "", "the saliency method with every option"),
    Column("kind", _TEXT, "", "attribution, or null: a map that knows nothing of the model"),
    Column("draw", _INT, "", "number of a null's random draw, from 0; 0 where nothing is drawn"),
)
_RUN_AND_IMAGE = (
    Column("run_id", _TEXT, "", "digest of every parameter that decides the rows"),
    Column("image_id", _TEXT, "", "POSIX path relative to the images' folder"),
)

_SUMS = (
    ("saliency_sum", "sum of the map A"),
    ("positive_sum", "sum of A where it is positive"),
    ("negative_sum", "sum of A where it is negative (at most 0)"),
    ("square_sum", "sum of A squared"),
    ("saliency_min", "least value of A"),
    ("saliency_max", "greatest value of A"),
)

ROWS = (
    *_RUN_AND_IMAGE,
    *_TARGET,
    Column("segment", _TEXT, "", "the segment's name"),
    Column("instance", _INT, "", "0 where instances of a name are united, else 1, 2, …"),
    Column("mask_variant", _TEXT, "", "as-drawn unless masks were varied"),
    Column("status", _TEXT, "", "visible, out_of_view or not_found (looked for, not there)"),
    Column("segment_score", _REAL, "", "the segmenter's confidence; null where drawn by a person"),
    Column("role", _TEXT, "", "core, context, artefact, or null"),
    Column("parent", _TEXT, "", "the segment it is a part of, or null"),
    Column("instance_count", _INT, "", "drawn instances that the row unites"),
    Column("original_area_px", _REAL, "image px", "area inside the image"),
    Column("area_px", _INT, "input px", "area in the input frame"),
    Column("image_area_px", _INT, "input px", "area of the whole input frame"),
    Column("visible_fraction", _REAL, "", "share of the segment's area in view"),
    Column("forced_pixel", _FLAG, "", "too thin to cover a pixel by half: its best pixel stands"),
    *(Column(name, _REAL, "map", f"{text}, in the segment") for name, text in _SUMS),
    Column("top_px", _REAL, "input px", "pixels among the image's strongest 5 % by |A|"),
    *(Column(f"image_{name}", _REAL, "map", f"{text}, in the whole input") for name, text in _SUMS),
    Column("label", _TEXT, "", "true class: its name where the classifier has it, else as given"),
    Column("predicted", _TEXT, "", "the class with the greatest logit"),
    Column("outcome", _TEXT, "", "correct or wrong; null where the true class is not known"),
    Column("target_logit", _REAL, "logit", "of the target, less that of the contrast"),
    Column("target_probability", _REAL, "", "softmax of the target's logit; null for a contrast"),
)

IMAGES = (
    *_RUN_AND_IMAGE,
    Column("path", _TEXT, "", "where the file was"),
    Column("digest", _TEXT, "", "SHA-256 of the file, or of the pixels where there is no file"),
    Column("original_height", _INT, "image px", "height, upright"),
    Column("original_width", _INT, "image px", "width, upright"),
    Column("label", _TEXT, "", "true class"),
    Column("split", _TEXT, "", "the user's column `split`"),
    Column("metadata", pa.map_(_TEXT, _TEXT), "", "the user's further columns"),
    Column("outcome", _TEXT, "", "correct or wrong; null where the true class is not known"),
    Column("predicted", _TEXT, "", "the class with the greatest logit"),
    Column("predicted_logit", _REAL, "logit", ""),
    Column("predicted_probability", _REAL, "", "softmax"),
    Column("label_logit", _REAL, "logit", ""),
    Column("runner_up", _TEXT, "", "the class with the second greatest logit"),
    Column("runner_up_logit", _REAL, "logit", ""),
    Column("mean_logit", _REAL, "logit", "mean over all classes"),
    Column("logit_deviation", _REAL, "logit", "standard deviation over all classes"),
    Column("input_height", _INT, "input px", "height of the input frame"),
    Column("input_width", _INT, "input px", "width of the input frame"),
    Column("scale_y", _REAL, "input px / image px", "framing: y · scale_y + offset_y"),
    Column("scale_x", _REAL, "input px / image px", "framing: x · scale_x + offset_x"),
    Column("offset_y", _REAL, "input px", ""),
    Column("offset_x", _REAL, "input px", ""),
)

MASKS = (
    *_RUN_AND_IMAGE,
    Column("segment", _TEXT, "", ""),
    Column("instance", _INT, "", ""),
    Column("mask_variant", _TEXT, "", ""),
    Column("image_starts", RUNS, "", "row-major runs in the image's frame; null for outlines"),
    Column("image_ends", RUNS, "", "index after each run's last pixel"),
    Column("image_outlines", pa.list_(pa.list_(pa.float64())), "image px", "x, y, x, y, …"),
    Column("input_starts", RUNS, "", "row-major runs in the input frame"),
    Column("input_ends", RUNS, "", "index after each run's last pixel"),
)

PREVIEWS = (
    *_RUN_AND_IMAGE,
    Column("jpeg", pa.binary(), "", "the whole image, upright, small"),
    Column("height", _INT, "px", ""),
    Column("width", _INT, "px", ""),
)

MAP_PREVIEWS = (
    *_RUN_AND_IMAGE,
    *_TARGET,
    Column("pixels", pa.binary(), "", "int8, row-major: A is about pixel / 127 · scale"),
    Column("height", _INT, "px", "of the preview, which shows the whole input frame"),
    Column("width", _INT, "px", ""),
    Column("scale", _REAL, "map", "greatest |A| of the preview"),
    Column("native_height", _INT, "cells", "grid on which the method works, where coarser"),
    Column("native_width", _INT, "cells", ""),
    Column("completeness_error", _REAL, "logit", "map's sum less what it ought to add up to"),
)

MAPS = (
    *_RUN_AND_IMAGE,
    *_TARGET,
    Column("pixels", pa.binary(), "map", "float32, little-endian, row-major"),
    Column("height", _INT, "input px", ""),
    Column("width", _INT, "input px", ""),
)

EFFECTS = (
    *_RUN_AND_IMAGE,
    *_TARGET[:3],
    Column("segment", _TEXT, "", "the segment's or the pasted cue's name; null for floor"),
    Column("partner", _TEXT, "", "a second segment treated together with it, or null"),
    Column("instance", _INT, "", "0 where instances of a name are united, else 1, 2, …"),
    Column("mask_variant", _TEXT, "", "as-drawn unless masks were varied"),
    Column(
        "operation",
        _TEXT,
        "",
        "remove; placebo: remove as much where it is not; keep: remove all else; floor: remove "
        "all; paste: a cue laid on; scrambled: the cue's pieces, shuffled",
    ),
    Column("fill", _TEXT, "", "what stands in the place of what was taken away; or the paste"),
    Column("dilation_px", _REAL, "input px", "by how much the mask was widened"),
    Column("draw", _INT, "", "number of the random draw"),
    Column("status", _TEXT, "", "done; no_free_place, no_donor, too_large: no picture after"),
    Column("donor", _TEXT, "", "the image that lent the patch or the cue, or null"),
    Column("changed_px", _REAL, "input px", "pixels replaced; null for pastes"),
    Column("change", _REAL, "", "root mean square change there, in deviations of the image"),
    Column("colour_change", _REAL, "", "change of the mean colour there, in the same unit"),
    Column("on_named", _REAL, "", "share of a placebo's pixels on other named segments"),
    Column("logit_before", _REAL, "logit", "of the target, less that of the contrast"),
    Column("logit_after", _REAL, "logit", "null where the status is not done"),
    Column("mean_logit_before", _REAL, "logit", "mean over all classes; 0 for a contrast"),
    Column("mean_logit_after", _REAL, "logit", ""),
    Column("probability_before", _REAL, "", "softmax of the target's logit; null for a contrast"),
    Column("probability_after", _REAL, "", ""),
)

ERRORS = (
    *_RUN_AND_IMAGE,
    Column("path", _TEXT, "", "where the file was"),
    Column("error", _TEXT, "", "kind of error"),
    Column("message", _TEXT, "", "what, where, got and expected, what next"),
)

#: Every folder of a table; `images` comes last: a shard whose `images` part is there is whole.
FOLDERS: Mapping[str, Sequence[Column]] = {
    "rows": ROWS,
    "effects": EFFECTS,
    "masks": MASKS,
    "previews": PREVIEWS,
    "map_previews": MAP_PREVIEWS,
    "maps": MAPS,
    "errors": ERRORS,
    "images": IMAGES,
}

#: What makes a row the only one of its kind.
KEY = (
    "image_id",
    "target_kind",
    "target_class",
    "contrast_class",
    "method",
    "kind",
    "draw",
    "segment",
    "instance",
    "mask_variant",
)

#: Never averaged together: every group keeps them apart.
APART = ("method", "target_kind", "kind")


def arrow_schema(folder: str) -> pa.Schema:
    """The Arrow schema of one folder, with units and meanings, and the version as metadata.

    >>> arrow_schema("rows").field("area_px").type
    DataType(int64)
    """
    fields = [
        pa.field(
            column.name, column.type, metadata={"unit": column.unit, "meaning": column.meaning}
        )
        for column in FOLDERS[folder]
    ]
    return pa.schema(fields, metadata={"partwise_schema_version": str(VERSION)})


def to_arrow(folder: str, records: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Turn records into an Arrow table of a folder's schema."""
    return pa.Table.from_pylist(list(records), arrow_schema(folder))
