from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from drawing import mask
from partwise.errors import AnnotationError, CallError, SizeMismatchError
from partwise.images.picture import ImageRef, list_images, open_picture
from partwise.polygons import Polygons
from partwise.rle import Rle
from partwise.sources.coco import CocoSource, load
from partwise.sources.derive import dilate

SQUARE = [[1, 1, 3, 1, 3, 3, 1, 3]]


def annotation(segmentation: Any = SQUARE, **more: Any) -> dict[str, Any]:
    return {"id": 7, "image_id": 1, "category_id": 5, "segmentation": segmentation} | more


def content(*annotations: Any, **more: Any) -> dict[str, Any]:
    return {
        "info": {"made": "by hand"},
        "images": [{"id": 1, "file_name": "car.jpg", "height": 4, "width": 4}],
        "categories": [{"id": 5, "name": "wheel"}, {"id": 6, "name": "never drawn"}],
        "annotations": list(annotations),
    } | more


def write(folder: Path, what: Any) -> str:
    place = folder / "parts.json"
    place.write_text(what if isinstance(what, str) else json.dumps(what))
    return str(place)


def ref(image_id: str = "car.jpg") -> ImageRef:
    return ImageRef(image_id, Path(image_id))


def opened(folder: Path, *annotations: Any, image_id: str = "car.jpg", **more: Any) -> CocoSource:
    source = load(write(folder, content(*annotations, **more)))
    source.match([image_id])
    return source


def read(folder: Path, *annotations: Any) -> Any:
    return opened(folder, *annotations).segments(ref(), (4, 4))


def test_polygons_are_drawn_where_they_are(tmp_path: Path):
    (wheel,) = read(tmp_path, annotation()).segments
    assert wheel.name == "wheel"
    assert isinstance(wheel.mask, Polygons)
    assert np.array_equal(wheel.to_rle().to_mask(), mask("....", ".##.", ".##.", "...."))


def test_several_polygons_of_an_annotation_are_one_segment(tmp_path: Path):
    corners = [[0, 0, 1, 0, 1, 1, 0, 1], [3, 3, 4, 3, 4, 4, 3, 4]]
    (wheel,) = read(tmp_path, annotation(corners)).segments
    assert np.array_equal(wheel.to_rle().to_mask(), mask("#...", "....", "....", "...#"))


def test_two_annotations_of_a_category_are_two_instances(tmp_path: Path):
    assert [each.name for each in read(tmp_path, annotation(), annotation(id=8)).segments] == [
        "wheel",
        "wheel",
    ]


@pytest.mark.parametrize("compressed", [True, False])
def test_rle_is_decoded_and_a_crowd_is_kept_like_any_other(tmp_path: Path, compressed: bool):
    drawn = mask("#...", "##..", "....", "...#")
    coded = {"size": [4, 4], "counts": [0, 2, 3, 1, 9, 1]}
    if compressed:
        coded = Rle.from_mask(drawn).to_coco()
    (wheel,) = read(tmp_path, annotation(coded, iscrowd=1)).segments
    assert np.array_equal(wheel.to_rle().to_mask(), drawn)


def test_a_score_is_kept(tmp_path: Path):
    assert read(tmp_path, annotation(score=0.5)).segments[0].score == 0.5
    with pytest.raises(AnnotationError, match="score must be a number, got 'high'"):
        read(tmp_path, annotation(score="high"))


def test_an_image_without_annotations_has_an_empty_set_and_is_counted(tmp_path: Path):
    images = [{"id": 1, "file_name": "car.jpg"}, {"id": 2, "file_name": "van.jpg"}]
    images.append({"id": 3, "file_name": "gone.jpg"})
    source = load(write(tmp_path, content(annotation(), images=images)))
    assert source.match(["car.jpg", "van.jpg", "bus.jpg"]) == {
        "images_with_segments": 1,
        "images_without": 2,
        "entries_not_in_images": 1,
    }
    assert source.segments(ref("van.jpg"), (4, 4)).segments == ()
    assert source.segments(ref("bus.jpg"), (4, 4)).segments == ()
    assert source.names == ("wheel", "never drawn")
    assert source.matched == {"car.jpg"}


def test_a_file_name_or_a_path_may_name_a_sub_folder(tmp_path: Path):
    images = [
        {"id": 1, "file_name": "x/1.jpg"},
        {"id": 2, "file_name": "1.jpg", "path": "/a/y/1.jpg"},
    ]
    source = load(write(tmp_path, content(annotation(image_id=2), images=images)))
    source.match(["x/1.jpg", "y/1.jpg"])
    assert source.segments(ref("y/1.jpg"), (4, 4)).names == ("wheel",)
    assert source.segments(ref("x/1.jpg"), (4, 4)).names == ()


def test_an_ambiguous_file_name_is_refused_with_the_competitors(tmp_path: Path):
    source = load(write(tmp_path, content(annotation())))
    with pytest.raises(AnnotationError, match=r"coco:.*'a/car.jpg', 'b/car.jpg'.*image id 1"):
        source.match(["a/car.jpg", "b/car.jpg"])


def test_a_missing_file_is_a_wrong_call(tmp_path: Path):
    with pytest.raises(CallError, match=r"coco:.*none.json: the file cannot be read: No such file"):
        load(str(tmp_path / "none.json"))


def without(key: str) -> dict[str, Any]:
    return {each: value for each, value in content().items() if each != key}


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ("", "not JSON.*0 bytes"),
        ('{"images": [', "not JSON.*line 1 column"),
        ("[" * 100_000, "not JSON"),
        ([], "must be an object.*got a list.*COCO results"),
        (without("images"), "no 'images'. It has the keys 'info', 'categories'"),
        (without("annotations"), "no 'annotations'"),
        (content(categories={}), "'categories' is a dict"),
        (
            content({"id": 7, "image_id": 9, "category_id": 5}),
            r"annotations\[0\] .id 7.*image_id 9",
        ),
        (content(annotation(image_id="1")), "image_id '1', which is not among the file's 1 images"),
        (content(annotation(category_id=4)), "category_id 4, .* 2 categories .ids such as 5, 6"),
        (content({"id": 7, "image_id": 1}), "category_id None"),
        (content("x"), r"annotations\[0\] must be an object"),
        (content(annotation(), images=[{"id": 1}]), r"images\[0\]: .*'file_name'"),
        (content(images=[{"id": 1, "file_name": 3}]), "'file_name' must be text, got 3"),
        (content(images=[{"file_name": "a"}]), r"images\[0\] must be an object with an 'id'"),
        (
            content(images=[{"id": 1, "file_name": "a.jpg"}, {"id": 1, "file_name": "b.jpg"}]),
            r"images\[1\]: the id 1 is given twice, for 'a.jpg' and 'b.jpg'",
        ),
        (
            content(categories=[{"id": 5, "name": "wheel"}, {"id": 5, "name": "hub"}]),
            r"categories\[1\]: the id 5 is given twice, for 'wheel' and 'hub'",
        ),
        (content(categories=[{"id": 5, "name": " "}]), r"categories\[0\]: .*not blank"),
        (content(categories=[{"id": 5, "name": "(padding)"}]), "reserved"),
        (content(annotation([], bbox=[0, 0, 1, 1])), "none of the 1 annotations.*only 'bbox'"),
        (content({"image_id": 1, "segments_info": []}), "panoptic"),
    ],
)
def test_a_file_that_is_no_coco_file_is_refused_with_the_place(
    tmp_path: Path, broken: Any, says: str
):
    with pytest.raises(AnnotationError, match=rf"(?s)coco:.*parts.json: .*{says}") as caught:
        load(write(tmp_path, broken))
    assert caught.value.exit_code == 2


def test_a_category_written_twice_alike_does_no_harm(tmp_path: Path):
    twice = [{"id": 5, "name": "wheel"}, {"id": 5, "name": "wheel"}]
    assert load(write(tmp_path, content(categories=twice))).names == ("wheel",)


@pytest.mark.parametrize(
    ("segmentation", "says"),
    [
        ([[1, 1, 3, 1, 3, 3, 1]], "even number of coordinates.*got 7"),
        ([[1, 1, 3, 1]], "three points or more; got 4"),
        ([SQUARE[0], [1, 2]], "polygon 1 "),
        ([[1, 1, 3, 1, float("nan"), 3]], "not finite"),
        ([[1, 1, 3, 1, 10**400, 3]], "beyond all bounds"),
        ([[1, 1, 3, 1, "3", 3]], "list of numbers"),
        ([1, 1, 3, 1, 3, 3], "polygon 0 must be a list of numbers"),
        ([], "needs a 'segmentation'.*got none"),
        (None, "needs a 'segmentation'.*got none"),
        ({"size": [3, 4], "counts": [0, 12]}, r"RLE has size \[3, 4\].*the image \[4, 4\]"),
        ({"size": [10**9, 10**9], "counts": "0"}, "RLE has size"),
        ({"size": [4, 4], "counts": [0, 12]}, "add up to 16"),
        ({"size": [4, 4], "counts": "zzz\x7f"}, "RLE"),
        ({"counts": [16]}, "a COCO RLE must be"),
    ],
)
def test_a_broken_annotation_says_which_when_its_image_is_read(
    tmp_path: Path, segmentation: Any, says: str
):
    source = opened(tmp_path, annotation(segmentation), annotation(id=8))
    with pytest.raises(
        AnnotationError, match=rf"(?s)annotation 7 \('wheel'\) of image 'car.jpg': .*{says}.*Mend"
    ):
        source.segments(ref(), (4, 4))


def test_a_box_among_masks_is_said_to_be_only_that(tmp_path: Path):
    source = opened(tmp_path, annotation(), annotation([], id=8, bbox=[0, 0, 1, 1], keypoints=[1]))
    with pytest.raises(AnnotationError, match=r"annotation 8.* only bbox and keypoints"):
        source.segments(ref(), (4, 4))


def test_a_fault_in_one_image_leaves_the_others_readable(tmp_path: Path):
    images = [{"id": 1, "file_name": "car.jpg"}, {"id": 2, "file_name": "van.jpg"}]
    both = (annotation([[1, 2]]), annotation(image_id=2))
    source = load(write(tmp_path, content(*both, images=images)))
    source.match(["car.jpg", "van.jpg"])
    assert source.segments(ref("van.jpg"), (4, 4)).names == ("wheel",)


def test_another_size_than_the_files_is_refused(tmp_path: Path):
    source = opened(tmp_path, annotation())
    with pytest.raises(SizeMismatchError, match=r"'car.jpg' is 8×8 .*image id 1\) is 4×4"):
        source.segments(ref(), (8, 8))


def test_a_picture_turned_by_exif_is_said_to_be(tmp_path: Path):
    wide = [{"id": 1, "file_name": "car.jpg", "height": 4, "width": 6}]
    with pytest.raises(SizeMismatchError, match="EXIF orientation"):
        opened(tmp_path, annotation(), images=wide).segments(ref(), (6, 4))


@pytest.mark.parametrize(
    "name", ['l\'œil "gauche"', "a/b\\c", "two\nlines", "n" * 300, "車輪", "<b>", "'; DROP TABLE"]
)
def test_any_text_may_name_a_category(tmp_path: Path, name: str):
    source = opened(tmp_path, annotation(), categories=[{"id": 5, "name": name}])
    assert source.segments(ref(), (4, 4)).names == (name,)


def test_segments_before_match_is_a_wrong_call(tmp_path: Path):
    with pytest.raises(CallError, match="call match"):
        load(write(tmp_path, content(annotation()))).segments(ref(), (4, 4))


def test_the_digest_follows_the_file(tmp_path: Path):
    first = load(write(tmp_path, content(annotation()))).digest
    assert first == load(write(tmp_path, content(annotation()))).digest
    assert first != load(write(tmp_path, content())).digest


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_a_real_export_loads_matches_and_agrees_with_pycocotools(test_data: Path):
    from pycocotools import mask as oracle

    folder = test_data / "car_parts"
    source = load(str(folder / "annotations.json"))
    images = list(list_images(folder / "JPEGImages"))
    found = source.match([each.image_id for each in images])
    assert found == {"images_with_segments": 150, "images_without": 0, "entries_not_in_images": 0}
    raw = json.loads((folder / "annotations.json").read_text())
    ids = {record["file_name"]: record["id"] for record in raw["images"]}
    shape = (512, 512)
    with ThreadPoolExecutor(2) as threads:
        sets = list(threads.map(lambda each: source.segments(each, shape), images))
    for image, found_set in list(zip(images, sets, strict=True))[::10]:
        assert open_picture(image).shape == shape
        drawn = [each for each in raw["annotations"] if each["image_id"] == ids[image.image_id]]
        assert len(drawn) == len(found_set.segments)
        for segment, record in zip(found_set.segments, drawn, strict=True):
            ours = segment.to_rle().to_mask()
            runs = oracle.merge(oracle.frPyObjects(record["segmentation"], *shape))
            theirs = oracle.decode(runs).astype(bool)
            # beyond the border there is no segment: what ends at it has its edge there
            padded = np.pad(theirs, 2)
            edge = (dilate(padded, 1.5) & dilate(~padded, 1.5))[2:-2, 2:-2]
            assert not ((ours != theirs) & ~edge).any()
            assert abs(int(ours.sum()) - record["area"]) <= max(0.25 * edge.sum(), 4)
            assert np.array_equal(Rle.from_coco(runs).to_mask(), theirs)
