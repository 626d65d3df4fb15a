"""Shard: the rows of a block of images, gathered batch by batch, then turned to Arrow at once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from partwise import schema
from partwise.images.previews import preview_map
from partwise.measure import measure
from partwise.polygons import Polygons

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.framed import FramedSegment
    from partwise.images.picture import ImageRef
    from partwise.measure import Sums
    from partwise.pipeline.explanation import Explained, Explanation, MapResult, Prediction
    from partwise.pipeline.prepared import Prepared
    from partwise.segments import Segment

AS_DRAWN = "as-drawn"
ATTRIBUTION = "attribution"
_SUMS = (
    "saliency_sum",
    "positive_sum",
    "negative_sum",
    "square_sum",
    "saliency_min",
    "saliency_max",
)


class Shard:
    """Collects what becomes one part in each folder of a table.

    Parameters
    ----------
    run_id
        Written into every row.
    keep_maps
        Whether full maps are kept beside their previews.
    """

    def __init__(self, run_id: str, *, keep_maps: bool) -> None:
        self.run_id = run_id
        self.keep_maps = keep_maps
        self._rows: list[pa.Table] = []
        self._records: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)

    def add(self, batch: Sequence[Prepared], explanation: Explanation) -> None:
        """Measure a batch's maps over its segments and record everything about it."""
        columns = [_segment_columns(prepared.framed) for prepared in batch]
        for result in explanation.results:
            self._add_result(batch, columns, explanation.predictions, result)
        for prepared, prediction in zip(batch, explanation.predictions, strict=True):
            self._records["images"].append(self._of_image(prepared, prediction))
            self._records["previews"].append(
                {
                    **self._who(prepared.ref),
                    "jpeg": prepared.preview.pixels,
                    "height": prepared.preview.shape[0],
                    "width": prepared.preview.shape[1],
                }
            )
            self._add_masks(prepared)

    def add_error(self, ref: ImageRef, error: Exception) -> None:
        """Record an image that failed."""
        self._records["errors"].append(
            {
                **self._who(ref),
                "path": _text(ref.path),
                "error": type(error).__name__,
                "message": _text(error),
            }
        )

    def to_tables(self) -> dict[str, pa.Table]:
        """One table a folder; `images` is there even when empty, since it marks a whole shard."""
        tables = {name: schema.to_arrow(name, records) for name, records in self._records.items()}
        if self._rows:
            tables["rows"] = pa.concat_tables(self._rows).combine_chunks()
        tables.setdefault("images", schema.to_arrow("images", []))
        return tables

    def _who(self, ref: ImageRef) -> dict[str, Any]:
        return {"run_id": self.run_id, "image_id": ref.image_id}

    def _add_result(
        self,
        batch: Sequence[Prepared],
        columns: Sequence[dict[str, list[Any]]],
        predictions: Sequence[Prediction],
        result: MapResult,
    ) -> None:
        members = [batch[member] for member in result.members]
        sums = measure(result.maps, [[each.mask for each in m.framed] for m in members])
        counts = [len(member.framed) for member in members]
        table: dict[str, Any] = {"run_id": self.run_id, "method": result.maps.method}
        for name in columns[0]:
            table[name] = [value for member in result.members for value in columns[member][name]]
        of_images = [
            {
                "image_id": member.ref.image_id,
                **_explained_columns(explained),
                "label": prediction.label,
                "predicted": prediction.predicted,
                "outcome": prediction.outcome,
            }
            for member, explained, prediction in zip(
                members,
                result.explained,
                [predictions[member] for member in result.members],
                strict=True,
            )
        ]
        for name in of_images[0]:
            table[name] = [
                values[name]
                for values, count in zip(of_images, counts, strict=True)
                for _ in range(count)
            ]
        table.update(_sum_columns(sums, result.maps.values[0].size))
        self._rows.append(_rows_table(table, len(sums.image)))
        self._add_maps(members, result)

    def _add_maps(self, members: Sequence[Prepared], result: MapResult) -> None:
        native = result.maps.native_shape or (None, None)
        errors = result.maps.completeness_error
        for index, (member, explained) in enumerate(zip(members, result.explained, strict=True)):
            values = result.maps.values[index]
            who = {
                **self._who(member.ref),
                "target_kind": explained.target_kind,
                "target_class": explained.target_class,
                "contrast_class": explained.contrast_class,
                "method": result.maps.method,
                "kind": ATTRIBUTION,
                "draw": 0,
            }
            small = preview_map(values)
            self._records["map_previews"].append(
                {
                    **who,
                    "pixels": small.pixels,
                    "height": small.shape[0],
                    "width": small.shape[1],
                    "scale": small.scale,
                    "native_height": native[0],
                    "native_width": native[1],
                    "completeness_error": None if errors is None else float(errors[index]),
                }
            )
            if self.keep_maps:
                height, width = values.shape
                pixels = values.astype("<f4", copy=False).tobytes()
                self._records["maps"].append(
                    {**who, "pixels": pixels, "height": height, "width": width}
                )

    def _add_masks(self, prepared: Prepared) -> None:
        drawn = {(each.name, each.instance): each for each in prepared.segments.segments}
        for framed in prepared.framed:
            self._records["masks"].append(
                {
                    **self._who(prepared.ref),
                    "segment": framed.name,
                    "instance": framed.instance,
                    "mask_variant": AS_DRAWN,
                    **_as_drawn(drawn.get((framed.name, framed.instance))),
                    "input_starts": framed.mask.starts,
                    "input_ends": framed.mask.ends,
                }
            )

    def _of_image(self, prepared: Prepared, prediction: Prediction) -> dict[str, Any]:
        framing = prepared.framing
        metadata = dict(prepared.ref.metadata)
        return {
            **self._who(prepared.ref),
            "path": _text(prepared.ref.path),
            "digest": prepared.digest,
            "original_height": framing.image_shape[0],
            "original_width": framing.image_shape[1],
            "split": metadata.get("split"),
            "metadata": list(metadata.items()),
            **{name: getattr(prediction, name) for name in _PREDICTION},
            "input_height": framing.input_shape[0],
            "input_width": framing.input_shape[1],
            "scale_y": framing.scale[0],
            "scale_x": framing.scale[1],
            "offset_y": framing.offset[0],
            "offset_x": framing.offset[1],
        }


_PREDICTION = (
    "label",
    "outcome",
    "predicted",
    "predicted_logit",
    "predicted_probability",
    "label_logit",
    "runner_up",
    "runner_up_logit",
    "mean_logit",
    "logit_deviation",
)


def _text(value: object) -> str:
    """Text that Parquet can hold: what a path has that is no UTF-8 is written out."""
    return "" if value is None else str(value).encode(errors="backslashreplace").decode()


def _segment_columns(framed: Sequence[FramedSegment]) -> dict[str, list[Any]]:
    """Columns that depend on the segment alone, shared by every target and method."""
    return {
        "segment": [each.name for each in framed],
        "instance": [each.instance for each in framed],
        "status": [each.status for each in framed],
        "segment_score": [each.score for each in framed],
        "role": [each.role for each in framed],
        "parent": [each.parent for each in framed],
        "instance_count": [each.instance_count for each in framed],
        "original_area_px": [each.original_area_px for each in framed],
        "visible_fraction": [each.visible_fraction for each in framed],
        "forced_pixel": [each.forced_pixel for each in framed],
    }


def _explained_columns(explained: Explained) -> dict[str, Any]:
    return {
        "target_kind": explained.target_kind,
        "target_class": explained.target_class,
        "contrast_class": explained.contrast_class,
        "target_logit": explained.target_logit,
        "target_probability": explained.target_probability,
    }


def _sum_columns(sums: Sums, image_area: int) -> dict[str, Any]:
    of_image = sums.of_image
    assert of_image is not None  # noqa: S101 - measure always gives it
    columns: dict[str, Any] = {name: getattr(sums, name) for name in _SUMS}
    columns |= {f"image_{name}": getattr(of_image, name)[sums.image] for name in _SUMS}
    columns["area_px"] = sums.area_px
    columns["image_area_px"] = np.full(len(sums.image), image_area)
    columns["top_px"] = sums.top_px
    return columns


def _rows_table(columns: dict[str, Any], count: int) -> pa.Table:
    """Lay columns out as the schema says; a single value fills its column, NaN is null."""
    draws = np.zeros(count, np.int64)
    fixed = {**columns, "kind": ATTRIBUTION, "draw": draws, "mask_variant": AS_DRAWN}
    wanted = schema.arrow_schema("rows")
    arrays = [
        pa.repeat(pa.scalar(fixed[field.name], field.type), count)
        if isinstance(fixed[field.name], str)
        else pa.array(fixed[field.name], field.type, from_pandas=True)
        for field in wanted
    ]
    return pa.Table.from_arrays(arrays, schema=wanted)


def _as_drawn(segment: Segment | None) -> dict[str, Any]:
    """A drawn mask in the image's frame: outlines stay outlines."""
    if segment is None:
        return {}
    if isinstance(segment.mask, Polygons):
        return {"image_outlines": [ring.ravel() for ring in segment.mask.rings]}
    return {"image_starts": segment.mask.starts, "image_ends": segment.mask.ends}
