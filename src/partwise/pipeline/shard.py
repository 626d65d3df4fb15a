"""Shard: the rows of a block of images, gathered batch by batch, then turned to Arrow at once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from partwise import schema
from partwise.images.previews import preview_map
from partwise.measure import measure
from partwise.measures import NO_METHOD
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
ATTRIBUTION, NULL = "attribution", "null"
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
        self._effects: list[pa.Table] = []
        self._records: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)

    def add(self, batch: Sequence[Prepared], explanation: Explanation) -> None:
        """Measure a batch's maps over its segments and record everything about it."""
        columns = [_segment_columns(prepared.framed) for prepared in batch]
        for result in explanation.results:
            self._add_result(batch, columns, explanation.predictions, result)
        for members, explained in explanation.unmapped:
            self._add_unmapped(batch, columns, explanation.predictions, members, explained)
        if explanation.effects is not None:
            self._effects.append(self._owned(explanation.effects))
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
        if self._effects:
            tables["effects"] = pa.concat_tables(self._effects).combine_chunks()
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
        only = result.only or [range(len(batch[member].framed)) for member in result.members]
        framed = [
            [batch[member].framed[number] for number in numbers]
            for member, numbers in zip(result.members, only, strict=True)
        ]
        sums = measure(result.maps, [[each.mask for each in segments] for segments in framed])
        table = self._of_segments(
            batch, columns, predictions, result.members, result.explained, only
        )
        table |= {
            "method": result.maps.method,
            "kind": NULL if result.is_null else ATTRIBUTION,
            "draw": np.full(len(sums.image), result.draw),
            **_sum_columns(sums),
            "image_area_px": np.full(len(sums.image), result.maps.values[0].size),
        }
        self._rows.append(_rows_table(table, len(sums.image)))
        if not result.is_null:
            self._add_maps([batch[member] for member in result.members], result)

    def _add_unmapped(
        self,
        batch: Sequence[Prepared],
        columns: Sequence[dict[str, list[Any]]],
        predictions: Sequence[Prediction],
        members: Sequence[int],
        explained: Sequence[Explained],
    ) -> None:
        """Add rows that say which segments there are, without saliency."""
        only = [range(len(batch[member].framed)) for member in members]
        table = self._of_segments(batch, columns, predictions, members, explained, only)
        areas = [each.mask.area for member in members for each in batch[member].framed]
        shapes = [batch[member].framing.input_shape for member in members]
        counts = [len(numbers) for numbers in only]
        nothing = np.full(sum(counts), np.nan)
        table |= {
            "method": NO_METHOD,
            "kind": ATTRIBUTION,
            "draw": np.zeros(sum(counts), np.int64),
            **{name: nothing for each in _SUMS for name in (each, f"image_{each}")},
            "area_px": np.array(areas),
            "image_area_px": np.repeat([height * width for height, width in shapes], counts),
            "top_px": nothing,
        }
        self._rows.append(_rows_table(table, sum(counts)))

    def _of_segments(
        self,
        batch: Sequence[Prepared],
        columns: Sequence[dict[str, list[Any]]],
        predictions: Sequence[Prediction],
        members: Sequence[int],
        explained: Sequence[Explained],
        only: Sequence[Sequence[int]],
    ) -> dict[str, Any]:
        """Columns of rows that say which segment, which image and what is explained."""
        table: dict[str, Any] = {"run_id": self.run_id}
        for name in columns[0]:
            table[name] = [
                columns[member][name][number]
                for member, numbers in zip(members, only, strict=True)
                for number in numbers
            ]
        of_images = [
            {
                "image_id": batch[member].ref.image_id,
                **_explained_columns(each),
                "label": predictions[member].label,
                "predicted": predictions[member].predicted,
                "outcome": predictions[member].outcome,
            }
            for member, each in zip(members, explained, strict=True)
        ]
        for name in of_images[0]:
            table[name] = [
                values[name]
                for values, numbers in zip(of_images, only, strict=True)
                for _ in numbers
            ]
        return table

    def _owned(self, effects: pa.Table) -> pa.Table:
        """Effects with the run's id."""
        at = effects.schema.get_field_index("run_id")
        ids = pa.repeat(pa.scalar(self.run_id, pa.string()), len(effects))
        return effects.set_column(at, effects.schema.field(at), ids)

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


def _sum_columns(sums: Sums) -> dict[str, Any]:
    of_image = sums.of_image
    assert of_image is not None  # noqa: S101 - measure always gives it
    columns: dict[str, Any] = {name: getattr(sums, name) for name in _SUMS}
    columns |= {f"image_{name}": getattr(of_image, name)[sums.image] for name in _SUMS}
    columns["area_px"] = sums.area_px
    columns["top_px"] = sums.top_px
    return columns


def _rows_table(columns: dict[str, Any], count: int) -> pa.Table:
    """Lay columns out as the schema says; a single value fills its column, NaN is null."""
    fixed = {**columns, "mask_variant": AS_DRAWN}
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
