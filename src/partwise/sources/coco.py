"""coco: segments from a COCO annotation file: polygons, RLE, crowds."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from partwise.errors import AnnotationError, CallError
from partwise.matching import Entry, ImageIndex, check_same_shape, counts, listed
from partwise.polygons import Polygons
from partwise.rle import Rle
from partwise.segments import Segment, SegmentSet, check_name

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable

    from partwise.images.picture import ImageRef
    from partwise.shapes import Points, Shape

#: One object of the file, as parsed.
Record = Mapping[str, Any]


@dataclass(eq=False, repr=False)
class CocoSource:
    """Segments of a COCO file, decoded when an image asks for them.

    Parameters
    ----------
    spec, digest
        As in :class:`~partwise.sources.protocol.SegmentSource`.
    images
        By id.
    categories
        Name by id.
    annotations
        Of each image id, in the file's order.
    """

    spec: str
    digest: str
    images: Mapping[Hashable, Record]
    categories: Mapping[Hashable, str]
    annotations: Mapping[Hashable, Sequence[Record]]
    matched: Collection[str] = field(default=(), init=False)
    _ids: Mapping[str, Hashable] | None = field(default=None, init=False)

    @property
    def names(self) -> Sequence[str]:
        """Names of all categories, drawn or not, each once."""
        return tuple(dict.fromkeys(self.categories.values()))

    def __repr__(self) -> str:
        return f"<segments {self.spec!r}: {len(self.names)} names>"

    def match(self, image_ids: Sequence[str]) -> Mapping[str, int]:
        """Find the file's entry of each image."""
        ids = list(self.images)
        entries = [_entry(self.images[each], each) for each in ids]
        found = ImageIndex(image_ids).match(entries, where=self.spec)
        self._ids = {image_id: ids[at] for image_id, at in found.items()}
        self.matched = frozenset(
            image_id for image_id, each in self._ids.items() if self.annotations.get(each)
        )
        return counts(image_ids, self.matched, unused=len(ids) - len(found))

    def segments(self, image: ImageRef, shape: Shape) -> SegmentSet:
        """Decode one image's annotations.

        Raises
        ------
        AnnotationError
            If an annotation's segmentation is missing or broken.
        SizeMismatchError
            If the file gives the image another size than it has.
        """
        if self._ids is None:
            raise CallError(f"{self.spec}: call match(image_ids) before segments(image, shape).")
        if image.image_id not in self._ids:
            return SegmentSet(shape, ())
        coco_id = self._ids[image.image_id]
        height, width = (self.images[coco_id].get(key) for key in ("height", "width"))
        if height and width:
            check_same_shape(
                f"its entry in {self.spec} (image id {coco_id!r})",
                (height, width),
                image.image_id,
                shape,
                todo="Use the pictures that the annotations were drawn on, at their size.",
            )
        return SegmentSet(
            shape,
            [self._segment(each, image, shape) for each in self.annotations.get(coco_id, ())],
        )

    def _segment(self, annotation: Record, image: ImageRef, shape: Shape) -> Segment:
        name = self.categories[annotation["category_id"]]
        try:
            mask = _mask(annotation, shape)
            score = annotation.get("score")
            if score is not None and not (_is_number(score) and np.isfinite(score)):
                raise AnnotationError(f"its score must be a number, got {score!r}.")
        except AnnotationError as error:
            raise AnnotationError(
                f"{self.spec}: annotation {annotation.get('id')!r} ({name!r}) of image "
                f"{image.image_id!r}: {error} Mend or delete this annotation."
            ) from error
        return Segment(name, mask, score=None if score is None else float(score))


def load(place: str) -> CocoSource:
    """Read and check a COCO file; masks are decoded later, image by image.

    Parameters
    ----------
    place
        Path of the JSON file.

    Raises
    ------
    CallError
        If there is no such file.
    AnnotationError
        If it is not JSON, lacks ``images``, ``annotations`` or ``categories``, has an id twice,
        names an unknown image or category, or holds no segmentation at all.
    """
    spec = f"coco:{place}"
    try:
        data = Path(place).read_bytes()
    except OSError as error:
        raise CallError(f"{spec}: the file cannot be read: {error.strerror}.") from error
    try:
        content = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise AnnotationError(
            f"{spec}: not JSON ({error}; {len(data)} bytes, starting with {data[:20]!r}). "
            "Give the annotation file as exported, complete and not packed."
        ) from error
    try:
        lists = _lists(content)
        images = _by_id(lists["images"], "images", _check_image)
        categories = {
            each: str(record["name"])
            for each, record in _by_id(lists["categories"], "categories", _check_category).items()
        }
        annotations = _by_image(lists["annotations"], images, categories)
    except AnnotationError as error:
        raise AnnotationError(f"{spec}: {error}") from error
    return CocoSource(spec, hashlib.sha256(data).hexdigest(), images, categories, annotations)


def _lists(content: object) -> dict[str, list[Any]]:
    if not isinstance(content, dict):
        hint = ""
        if isinstance(content, list):
            hint = " (COCO results, a list of detections, name no images; give the whole data set)"
        raise AnnotationError(
            "a COCO file must be an object with 'images', 'annotations' and 'categories', "
            f"got a {type(content).__name__}{hint}."
        )
    lists: dict[str, list[Any]] = {}
    for key in ("images", "annotations", "categories"):
        value = content.get(key)
        if not isinstance(value, list):
            got = f"{key!r} is a {type(value).__name__}" if key in content else f"no {key!r}"
            raise AnnotationError(
                f"a COCO file must have 'images', 'annotations' and 'categories', each a list; "
                f"{got}. It has the keys {listed([str(each) for each in content])}."
            )
        lists[key] = value
    return lists


def _by_id(records: list[Any], key: str, check: Callable[[Record], None]) -> dict[Hashable, Record]:
    """Index records by id; an id may come twice only for one and the same category."""
    found: dict[Hashable, Record] = {}
    for at, record in enumerate(records):
        place = f"{key}[{at}]"
        if not isinstance(record, dict) or not isinstance(record.get("id"), (int, str)):
            raise AnnotationError(
                f"{place} must be an object with an 'id', got {str(record)[:60]}."
            )
        try:
            check(record)
        except AnnotationError as error:
            raise AnnotationError(f"{place}: {error}") from error
        before = found.setdefault(record["id"], record)
        if before is record or (key == "categories" and before["name"] == record["name"]):
            continue
        name = "name" if key == "categories" else "file_name"
        raise AnnotationError(
            f"{place}: the id {record['id']!r} is given twice, for {before.get(name)!r} and "
            f"{record.get(name)!r}. Give every one its own id."
        )
    return found


def _check_image(record: Record) -> None:
    for key in ("file_name", "path"):
        if record.get(key) is not None and not isinstance(record[key], str):
            raise AnnotationError(f"{key!r} must be text, got {record[key]!r}.")
    if not record.get("file_name") and not record.get("path"):
        raise AnnotationError("an image needs a 'file_name' (or a 'path').")
    for key in ("height", "width"):
        if record.get(key) is not None and not _is_number(record[key]):
            raise AnnotationError(f"{key!r} must be a number of pixels, got {record[key]!r}.")


def _check_category(record: Record) -> None:
    check_name(record.get("name"))


def _by_image(
    records: list[Any], images: Mapping[Hashable, Record], categories: Mapping[Hashable, str]
) -> dict[Hashable, list[Record]]:
    """Index annotations by image, once each of them is known to name what exists."""
    found: defaultdict[Hashable, list[Record]] = defaultdict(list)
    for at, record in enumerate(records):
        if not isinstance(record, dict):
            raise AnnotationError(f"annotations[{at}] must be an object, got {str(record)[:60]}.")
        place = f"annotations[{at}] (id {record.get('id')!r})"
        if "segments_info" in record:
            raise AnnotationError(
                f"{place}: this is a COCO panoptic file. Its masks are PNGs: convert it to COCO "
                "instances (panopticapi has a converter), or use its PNGs as index maps."
            )
        for key, known in (("image_id", images), ("category_id", categories)):
            value = record.get(key)
            if not isinstance(value, (int, str)) or value not in known:
                some = ", ".join(repr(each) for each in list(known)[:5])
                raise AnnotationError(
                    f"{place} names the {key} {value!r}, which is not among the file's "
                    f"{len(known)} {'images' if key == 'image_id' else 'categories'}"
                    f"{f' (ids such as {some})' if some else ''}. "
                    "Export the file again, or delete this annotation."
                )
        found[record["image_id"]].append(record)
    if records and not any(record.get("segmentation") for record in records):
        kinds = Counter(key for record in records for key in ("bbox", "keypoints") if key in record)
        has = " and ".join(f"{key!r}" for key in kinds) or "nothing to draw"
        raise AnnotationError(
            f"none of the {len(records)} annotations has a 'segmentation', only {has}. Segments "
            "are masks: export polygons or RLE, or make masks from boxes with a segmenter."
        )
    return dict(found)


def _entry(record: Record, coco_id: Hashable) -> Entry:
    name = str(record.get("file_name") or record["path"])
    path = record.get("path")
    bare = "." not in name.rpartition("/")[2]
    return Entry(name, path, bare, title=f"{name} (image id {coco_id!r})")


def _mask(annotation: Record, shape: Shape) -> Rle | Polygons:
    segmentation = annotation.get("segmentation")
    if isinstance(segmentation, dict):
        # before decoding, which would make room for whatever size is claimed
        size = segmentation.get("size")
        if isinstance(size, list) and size != list(shape):
            raise AnnotationError(
                f"its RLE has size {size} (height, width), the image {list(shape)}."
            )
        return Rle.from_coco(segmentation)
    if isinstance(segmentation, list) and segmentation:
        return Polygons(shape, [_ring(each, at) for at, each in enumerate(segmentation)])
    has = [key for key in ("bbox", "keypoints") if annotation.get(key)]
    only = f"only {' and '.join(has)}, and a box or points are no mask" if has else "got none"
    raise AnnotationError(f"it needs a 'segmentation' (polygons or RLE), {only}.")


def _ring(coordinates: object, at: int) -> Points:
    # by type and not by value: there are many coordinates, and JSON has no other numbers
    if not isinstance(coordinates, list) or not {*map(type, coordinates)} <= {int, float}:
        raise AnnotationError(
            f"polygon {at} must be a list of numbers x, y, x, y, …, got {str(coordinates)[:60]}."
        )
    if len(coordinates) % 2 or len(coordinates) < 6:
        raise AnnotationError(
            f"polygon {at} must have an even number of coordinates, of three points or more; "
            f"got {len(coordinates)} coordinates."
        )
    try:
        return np.array(coordinates, np.float64).reshape(-1, 2)
    except OverflowError as error:
        raise AnnotationError(f"polygon {at} has a coordinate beyond all bounds.") from error


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
