from __future__ import annotations

import pytest

from partwise.errors import AnnotationError, SizeMismatchError
from partwise.matching import LEVELS, NUMBERS, Entry, ImageIndex, check_same_shape


def matched(images: list[str], *entries: Entry | str, numbers: bool = False) -> dict[str, str]:
    """Image → title of its entry."""
    known = [Entry(each) if isinstance(each, str) else each for each in entries]
    levels = (*LEVELS, NUMBERS) if numbers else LEVELS
    found = ImageIndex(images).match(known, where="here", levels=levels)
    return {image: known[at].title for image, at in found.items()}


def test_a_relative_path_is_the_surest_match():
    images = ["a/1.jpg", "b/1.jpg"]
    assert matched(images, "b/1.jpg", "a/1.jpg") == {"a/1.jpg": "a/1.jpg", "b/1.jpg": "b/1.jpg"}


@pytest.mark.parametrize(
    "path", ["JPEGImages/train1.jpg", "/datasets/x/JPEGImages/train1.jpg", "C:\\x\\train1.jpg"]
)
def test_the_trailing_part_of_a_coco_path_matches(path: str):
    assert matched(["train1.jpg"], Entry("renamed.jpg", path)) == {"train1.jpg": "renamed.jpg"}


def test_the_longest_trailing_part_wins():
    entries = (Entry("p.jpg", "/d/a/x.jpg"), Entry("q.jpg", "/d/x.jpg"))
    assert matched(["a/x.jpg", "x.jpg"], *entries) == {"a/x.jpg": "p.jpg", "x.jpg": "q.jpg"}


def test_a_file_name_that_leads_through_more_folders_matches_by_its_trailing_part():
    images = ["train/1.jpg", "val/1.jpg"]
    assert matched(images, "data/val/1.jpg") == {"val/1.jpg": "data/val/1.jpg"}


def test_a_file_name_matches_in_whatever_folder_the_image_is():
    assert matched(["deep/in/1.jpg"], "1.jpg") == {"deep/in/1.jpg": "1.jpg"}


def test_a_stem_matches_where_only_the_ending_differs():
    assert matched(["in/1.webp"], "1.jpg") == {"in/1.webp": "1.jpg"}


def test_a_relative_path_without_ending_tells_same_stems_apart():
    images = ["a/1.webp", "b/1.webp"]
    assert matched(images, "b/1.jpg") == {"b/1.webp": "b/1.jpg"}


def test_a_bare_name_may_hold_dots():
    assert matched(["cat.v2.jpg", "cat.jpg"], Entry("cat.v2", bare=True)) == {
        "cat.v2.jpg": "cat.v2"
    }


def test_a_bare_name_may_carry_the_images_ending():
    assert matched(["cat.jpg", "cat.png"], Entry("cat.png", bare=True)) == {"cat.png": "cat.png"}


def test_two_images_that_compete_for_one_entry_are_named():
    with pytest.raises(AnnotationError, match=r"'a/1.jpg', 'b/1.jpg' could go with '1.jpg'"):
        matched(["a/1.jpg", "b/1.jpg"], "1.jpg")


def test_two_entries_that_compete_for_one_image_are_named():
    with pytest.raises(AnnotationError, match=r"by file name.*'1.jpg' could go with 'x/1.jpg', 'y"):
        matched(["1.jpg"], "x/1.jpg", "y/1.jpg")


def test_what_matched_surely_no_longer_competes():
    images = ["a/1.jpg", "b/1.jpg"]
    assert matched(images, "a/1.jpg", "c/1.jpg") == {"a/1.jpg": "a/1.jpg", "b/1.jpg": "c/1.jpg"}


def test_entries_without_an_image_are_left_over():
    assert matched(["1.jpg"], "1.jpg", "2.jpg", "3.jpg") == {"1.jpg": "1.jpg"}


def test_whole_numbers_match_only_where_asked_for():
    assert matched(["1.jpg"], Entry("00001", bare=True)) == {}
    assert matched(["1.jpg"], Entry("00001", bare=True), numbers=True) == {"1.jpg": "00001"}
    assert matched(["1.jpg", "10.jpg"], Entry("010", bare=True), numbers=True) == {"10.jpg": "010"}


def test_equal_numbers_that_compete_are_named():
    with pytest.raises(AnnotationError, match="equal whole numbers"):
        matched(["1.jpg", "01.jpg"], Entry("00001", bare=True), numbers=True)


def test_accents_match_however_the_file_system_writes_them():
    assert matched(["caf\u00e9.jpg"], "cafe\u0301.jpg") == {"caf\u00e9.jpg": "cafe\u0301.jpg"}


def test_many_images_of_one_file_name_are_matched_without_comparing_each_with_each():
    images = [f"{at}/photo.jpg" for at in range(20_000)]
    entries = [f"{at}/photo.jpg" for at in range(20_000, -1, -1)]
    assert len(matched(images, *entries)) == 20_000


def test_swapped_sides_point_at_the_exif_orientation():
    with pytest.raises(SizeMismatchError, match="EXIF"):
        check_same_shape("mask 'm.png'", (2, 3), "a.jpg", (3, 2), todo="Do this.")
    with pytest.raises(SizeMismatchError, match=r"'a.jpg' is 3×2 .* mask 'm.png' is 4×4. Do this."):
        check_same_shape("mask 'm.png'", (4, 4), "a.jpg", (3, 2), todo="Do this.")
