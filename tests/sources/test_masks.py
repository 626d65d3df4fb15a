from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from drawing import mask
from partwise.errors import AnnotationError, CallError, SizeMismatchError
from partwise.images.picture import ImageRef
from partwise.sources.masks import MaskSource, load

HAIR = mask("##.", "...")


def picture(drawn: Any = HAIR, value: int = 255) -> Image.Image:
    return Image.fromarray((np.asarray(drawn) * value).astype(np.uint8))


def source_of(folder: Path, **files: Image.Image) -> MaskSource:
    """Save masks under names in which `__` stands for a slash."""
    for name, each in files.items():
        path = folder / (name.replace("__", "/") + ".png")
        path.parent.mkdir(parents=True, exist_ok=True)
        each.save(path)
    return load(str(folder))


def names_of(source: MaskSource, image_id: str) -> list[str]:
    return list(source.segments(ImageRef(image_id, Path(image_id)), (2, 3)).names)


def read(folder: Path, given: Image.Image) -> Any:
    source = source_of(folder, hair__1=given)
    source.match(["1.jpg"])
    (segment,) = source.segments(ImageRef("1.jpg", Path("1.jpg")), (2, 3)).segments
    return segment.to_rle().to_mask()


def test_a_folder_names_a_segment(tmp_path: Path):
    source = source_of(tmp_path, hair__1=picture(), skin__1=picture(), skin__2=picture())
    found = source.match(["1.jpg", "3.jpg"])
    assert found == {"images_with_segments": 1, "images_without": 1, "entries_not_in_images": 1}
    assert source.names == ("hair", "skin")
    assert names_of(source, "1.jpg") == ["hair", "skin"]
    assert names_of(source, "3.jpg") == []


def test_below_a_segments_folder_images_may_lie_in_folders_of_their_own(tmp_path: Path):
    source = source_of(tmp_path, hair__a__1=picture(), skin__b__1=picture())
    source.match(["a/1.jpg", "b/1.jpg"])
    assert names_of(source, "a/1.jpg") == ["hair"]
    assert names_of(source, "b/1.jpg") == ["skin"]


def test_a_file_name_is_taken_apart_after_the_image(tmp_path: Path):
    files = {"00001_hair": picture(), "00001_l_eye": picture(), "00002_hair": picture()}
    source = source_of(tmp_path, **files)
    assert source.match(["00001.jpg"])["entries_not_in_images"] == 1
    assert names_of(source, "00001.jpg") == ["hair", "l_eye"]


def test_the_longest_image_name_wins(tmp_path: Path):
    source = source_of(tmp_path, cat_left_eye=picture())
    source.match(["cat.jpg", "cat_left.jpg"])
    assert names_of(source, "cat_left.jpg") == ["eye"]
    assert names_of(source, "cat.jpg") == []


def test_celebamask_hq_numbers_and_folders_are_understood(tmp_path: Path):
    files = {"0__00001_l_eye": picture(), "0__00001_hair": picture(), "1__02000_hair": picture()}
    source = source_of(tmp_path, **files)
    found = source.match(["1.jpg", "2000.jpg"])
    assert found == {"images_with_segments": 2, "images_without": 0, "entries_not_in_images": 0}
    assert names_of(source, "1.jpg") == ["hair", "l_eye"]
    assert names_of(source, "2000.jpg") == ["hair"]


def test_a_mask_of_an_absent_image_is_not_read_in_the_other_layout(tmp_path: Path):
    source = source_of(tmp_path, hair__a=picture(), skin__a=picture(), hair__a_2=picture())
    assert source.match(["a.jpg"])["entries_not_in_images"] == 1
    assert names_of(source, "a.jpg") == ["hair", "skin"]


def test_two_images_that_compete_for_a_mask_are_named(tmp_path: Path):
    source = source_of(tmp_path, hair__1=picture())
    with pytest.raises(AnnotationError, match=r"'hair': .*'a/1.jpg', 'b/1.jpg' could go with"):
        source.match(["a/1.jpg", "b/1.jpg"])


def test_a_mask_without_a_set_pixel_says_that_nothing_was_found(tmp_path: Path):
    source = source_of(tmp_path, hair__1=picture(), hat__1=picture(HAIR & False))
    source.match(["1.jpg"])
    found = source.segments(ImageRef("1.jpg", Path("1.jpg")), (2, 3))
    assert (found.names, found.not_found) == (("hair",), ("hat",))


@pytest.mark.parametrize("mode", ["L", "1", "P", "RGB", "RGBA", "LA"])
def test_what_is_not_black_is_set_in_every_mode(tmp_path: Path, mode: str):
    assert np.array_equal(read(tmp_path, picture().convert(mode)), HAIR)


@pytest.mark.parametrize("value", [1, 128, 255])
def test_any_value_may_mark_the_segment(tmp_path: Path, value: int):
    assert np.array_equal(read(tmp_path, picture(value=value)), HAIR)


def test_grey_of_16_bits_is_read(tmp_path: Path):
    assert np.array_equal(read(tmp_path, Image.fromarray(HAIR.astype(np.uint16) * 65535)), HAIR)


def test_a_palette_that_puts_white_first_is_seen_as_it_looks(tmp_path: Path):
    swapped = Image.fromarray((~HAIR).astype(np.uint8)).copy()
    swapped.putpalette([255, 255, 255, 0, 0, 0])
    assert np.array_equal(read(tmp_path, swapped), HAIR)


def test_one_colour_on_black_is_set(tmp_path: Path):
    red = np.zeros((2, 3, 3), np.uint8)
    red[HAIR] = (200, 0, 0)
    assert np.array_equal(read(tmp_path, Image.fromarray(red)), HAIR)


def test_a_soft_mask_is_refused_for_the_user_to_decide(tmp_path: Path):
    soft = np.array([[0, 3, 128], [250, 255, 255]], np.uint8)
    with pytest.raises(AnnotationError, match=r"several other values \(0, 3, 128, 250, 255.*half"):
        read(tmp_path, Image.fromarray(soft))


def test_transparency_is_refused_for_the_user_to_decide(tmp_path: Path):
    cut = picture().convert("RGBA")
    cut.putalpha(picture())
    with pytest.raises(AnnotationError, match="transparent"):
        read(tmp_path, cut)


def test_a_mask_of_another_size_is_refused(tmp_path: Path):
    with pytest.raises(SizeMismatchError, match=r"'1.jpg' is 2×3 .*1.png' is 4×4"):
        read(tmp_path, picture(np.ones((4, 4))))


def test_a_reserved_or_blank_name_is_refused(tmp_path: Path):
    source = source_of(tmp_path, **{"(padding)__1": picture()})
    with pytest.raises(AnnotationError, match=r"mask '\(padding\)/1.png': .*reserved"):
        source.match(["1.jpg"])


@pytest.mark.parametrize("name", ['l\'œil "gauche"', "two\nlines", "目", "a;b"])
def test_any_folder_may_name_a_segment(tmp_path: Path, name: str):
    source = source_of(tmp_path, **{f"{name}__1": picture()})
    source.match(["1.jpg"])
    assert names_of(source, "1.jpg") == [name]


def test_segments_before_match_is_a_wrong_call(tmp_path: Path):
    with pytest.raises(CallError, match="call match"):
        names_of(source_of(tmp_path, hair__1=picture()), "1.jpg")
