from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from drawing import mask
from partwise.errors import AnnotationError, CallError, SizeMismatchError, UnknownNameError
from partwise.images.picture import ImageRef
from partwise.segments import SegmentSet
from partwise.sources.loading import load_segments
from partwise.sources.parts import Parts
from partwise.sources.protocol import SegmentSource

EAR = mask("#..", "...")
TAIL = mask("...", "..#")
CAT = ImageRef("pets/cat.jpg", Path("cat.jpg"))
SHAPE = (2, 3)


def got(source: SegmentSource, image: ImageRef = CAT) -> dict[str, Any]:
    source.match([image.image_id])
    return {each.name: each.to_rle().to_mask() for each in source.segments(image, SHAPE).segments}


def coco_file(folder: Path) -> str:
    content = {
        "images": [{"id": 1, "file_name": "cat.jpg"}],
        "categories": [{"id": 1, "name": "ear"}],
        "annotations": [
            {"id": 1, "image_id": 1, "category_id": 1, "segmentation": [[0, 0, 1, 0, 1, 1, 0, 1]]}
        ],
    }
    (folder / "a: b, c=d.json").write_text(json.dumps(content))
    return f"coco:{folder / 'a: b, c=d.json'}"


def test_a_spec_is_split_at_its_first_colon_only(tmp_path: Path):
    source = load_segments(coco_file(tmp_path))
    assert isinstance(source, SegmentSource)
    assert np.array_equal(got(source)["ear"], EAR)


@pytest.mark.parametrize("key", ["pets/cat.jpg", "cat.jpg", "cat"])
def test_arrays_are_matched_as_files_are(key: str):
    source = load_segments({key: {"ear": EAR, "tail": TAIL}})
    assert source.names == ("ear", "tail")
    assert np.array_equal(got(source)["tail"], TAIL)


def test_a_segment_set_may_stand_for_an_image():
    source = load_segments({"cat": SegmentSet.from_masks({"ear": EAR})})
    assert np.array_equal(got(source)["ear"], EAR)


def test_images_without_arrays_are_counted_and_empty():
    source = load_segments({"cat": {"ear": EAR}, "dog": {"ear": EAR}})
    assert source.match(["cat.jpg", "cow.jpg"]) == {
        "images_with_segments": 1,
        "images_without": 1,
        "entries_not_in_images": 1,
    }
    assert source.segments(ImageRef("cow.jpg", Path("cow.jpg")), SHAPE).segments == ()


def test_an_empty_array_says_that_nothing_was_found():
    source = load_segments({"cat": {"ear": EAR, "hat": EAR & False}})
    source.match(["cat.jpg"])
    found = source.segments(ImageRef("cat.jpg", Path("cat.jpg")), SHAPE)
    assert (found.names, found.not_found) == (("ear",), ("hat",))


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"ear": np.zeros((2, 3, 1))}, r"segment 'ear' must be \(height, width\).*\(2, 3, 1\)"),
        ({"ear": np.array([[0.0, 0.2, 0.9]])}, "fractions"),
        ({"ear": np.full((2, 2), 0.5)}, "fractions"),
        ({"ear": np.array([[0, 1, 2]])}, "several other values"),
        ({"ear": np.array([["x"]])}, "of <U1"),
        ("ear", "must be a SegmentSet or {name: array}, got str"),
    ],
)
def test_what_is_no_mask_is_refused(given: Any, says: str):
    with pytest.raises(AnnotationError, match=rf"image 'cat'.*{says}"):
        load_segments({"cat": given})


def test_arrays_of_another_size_are_refused():
    with pytest.raises(SizeMismatchError, match=r"'pets/cat.jpg' is 2×3.* 3×3"):
        got(load_segments({"cat": {"ear": np.eye(3, dtype=bool)}}))
    with pytest.raises(SizeMismatchError, match=r"segment 'tail' is 3×3"):
        load_segments({"cat": {"ear": EAR, "tail": np.eye(3, dtype=bool)}})


def test_the_digest_of_arrays_follows_their_pixels():
    first = load_segments({"cat": {"ear": EAR}}).digest
    assert load_segments({"cat": {"ear": EAR.copy()}}).digest == first
    assert load_segments({"cat": {"ear": TAIL}}).digest != first


def test_a_callable_makes_segments_of_any_image():
    source = load_segments(lambda image: {"ear": EAR} if "cat" in image.image_id else {})
    assert np.array_equal(got(source)["ear"], EAR)
    assert got(source, ImageRef("dog.jpg", Path("dog.jpg"))) == {}


def test_a_callable_that_fails_says_for_which_image():
    def broken(image: ImageRef) -> Any:
        raise RuntimeError("no network")

    with pytest.raises(AnnotationError, match=r"failed for image 'pets/cat.jpg': Runtime.*no"):
        got(load_segments(broken))


def test_a_callable_that_gives_another_size_is_refused():
    with pytest.raises(SizeMismatchError, match="3×3"):
        got(load_segments(lambda image: {"ear": np.eye(3, dtype=bool)}))


def test_several_sources_are_taken_together(tmp_path: Path):
    source = load_segments([coco_file(tmp_path), {"cat": {"tail": TAIL}, "dog": {"tail": TAIL}}])
    assert source.names == ("ear", "tail")
    assert list(got(source)) == ["ear", "tail"]
    assert source.match(["cat.jpg", "dog.jpg", "cow.jpg"]) == {
        "images_with_segments": 2,
        "images_without": 1,
        "entries_not_in_images": 0,
    }
    assert source.digest != load_segments(coco_file(tmp_path)).digest


def test_what_one_source_finds_is_found():
    source = load_segments([{"cat": {"ear": EAR & False}}, {"cat": {"ear": EAR}}])
    source.match(["cat.jpg"])
    found = source.segments(ImageRef("cat.jpg", Path("cat.jpg")), SHAPE)
    assert (found.names, found.not_found) == (("ear",), ())


def test_names_go_to_the_source_that_needs_them(tmp_path: Path):
    (tmp_path / "maps").mkdir()
    Image.fromarray(TAIL.astype(np.uint8)).save(tmp_path / "maps" / "cat.png")
    (tmp_path / "names.toml").write_text('0 = "rest"\n1 = "tail"')
    specs = [coco_file(tmp_path), f"labelmap:{tmp_path / 'maps'}"]
    source = load_segments(specs, names=tmp_path / "names.toml")
    assert list(got(source)) == ["ear", "rest", "tail"]
    with pytest.raises(CallError, match="no use"):
        load_segments(specs[0], names=tmp_path / "names.toml")


def test_parts_are_applied_and_change_names_and_digest(tmp_path: Path):
    (tmp_path / "parts.toml").write_text('[ends]\nunion = ["ear", "tail"]\nkeep = false')
    given = {"cat": {"ear": EAR, "tail": TAIL}}
    source = load_segments(given, parts=tmp_path / "parts.toml")
    assert np.array_equal(got(source)["ends"], EAR | TAIL)
    assert source.names == ("ends",)
    assert source.digest != load_segments(given).digest
    assert isinstance(source, SegmentSource)


def test_parts_that_name_what_no_source_has_are_refused_when_matched():
    parts = Parts.from_tables({"ends": {"union": ["eer", "tail"]}})
    source = load_segments({"cat": {"ear": EAR, "tail": TAIL}}, parts=parts)
    with pytest.raises(UnknownNameError, match=r"\[ends\]: unknown segment 'eer'. Nearest.*'ear'"):
        source.match(["cat.jpg"])


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("parts.json", "'parts.json': say what it is and where"),
        ("coco:", "say what it is and where"),
        (Path("parts.json"), "Write it as text, such as 'coco:parts.json'"),
        (3, "got int"),
        ([], "no source"),
    ],
)
def test_what_is_no_source_is_a_wrong_call(given: Any, says: str):
    with pytest.raises(CallError, match=says):
        load_segments(given)


def test_an_unknown_kind_of_source_is_told_with_the_nearest():
    with pytest.raises(UnknownNameError, match=r"unknown source 'labelmaps'. Nearest.*'labelmap'"):
        load_segments("labelmaps:x")
