"""Image sets: from folders, CSVs, arrays; labels and metadata matched to them."""

from __future__ import annotations

import numpy as np
import pytest

from partwise.errors import AnnotationError, CallError, UnknownNameError
from partwise.images.image_set import add_labels, add_metadata, read_images
from tables import write_pictures

NAMES = ["cat/a.png", "cat/b.png", "dog/c.png"]


@pytest.fixture
def folder(tmp_path):
    return write_pictures(tmp_path / "pictures", NAMES)


def labels(images) -> dict[str, str | None]:
    return {ref.image_id: ref.label for ref in images.refs}


def test_a_folder_gives_its_images_sorted(folder):
    assert [ref.image_id for ref in read_images(folder).refs] == NAMES


def test_a_csv_gives_its_images_with_labels_and_metadata(folder):
    (folder / "list.csv").write_text("path,label,camera\ncat/b.png,cat,old\ndog/c.png,,new\n")
    refs = read_images(folder / "list.csv").refs
    assert [(ref.image_id, ref.label, ref.metadata) for ref in refs] == [
        ("cat/b.png", "cat", {"camera": "old"}),
        ("dog/c.png", None, {"camera": "new"}),
    ]
    assert refs[0].path == folder / "cat/b.png"


def test_an_image_listed_twice_is_refused(folder):
    (folder / "list.csv").write_text("path\ncat/b.png\ncat/b.png\n")
    with pytest.raises(AnnotationError, match=r"cat/b\.png.* twice"):
        read_images(folder / "list.csv")


def test_a_csv_without_a_path_column_is_refused_with_what_it_has(folder):
    (folder / "list.csv").write_text("file,label\ncat/b.png,cat\n")
    with pytest.raises(CallError, match=r"no column 'path' \(found: 'file', 'label'\)"):
        read_images(folder / "list.csv")


@pytest.mark.parametrize("content", [b"", b"path\n", b"\xff\xfe\x00p"])
def test_an_empty_or_unreadable_csv_is_refused(folder, content):
    (folder / "list.csv").write_bytes(content)
    with pytest.raises(CallError):
        read_images(folder / "list.csv")


def test_the_first_folder_is_the_label(folder):
    images = add_labels(read_images(folder), "folder")
    assert labels(images) == {"cat/a.png": "cat", "cat/b.png": "cat", "dog/c.png": "dog"}


def test_an_image_in_no_folder_has_no_folder_for_a_label(folder):
    write_pictures(folder, ["loose.png"])
    with pytest.raises(CallError, match=r"loose\.png"):
        add_labels(read_images(folder), "folder")


def test_labels_come_from_a_column_matched_by_path_or_file_name(folder, tmp_path):
    place = tmp_path / "labels.csv"
    place.write_text("path,species\ncat/a.png,tiger\nc.png,wolf\nelsewhere.png,cow\n")
    images = add_labels(read_images(folder), f"{place}:species")
    assert labels(images) == {"cat/a.png": "tiger", "cat/b.png": None, "dog/c.png": "wolf"}


def test_an_unknown_label_column_is_told_with_the_nearest(folder, tmp_path):
    place = tmp_path / "labels.csv"
    place.write_text("path,species\ncat/a.png,tiger\n")
    with pytest.raises(UnknownNameError, match="'species'"):
        add_labels(read_images(folder), f"{place}:specie")


@pytest.mark.parametrize("text", ["labels.csv", "nowhere.csv:label"])
def test_labels_without_a_column_or_file_are_refused(folder, text):
    with pytest.raises(CallError):
        add_labels(read_images(folder), text)


def test_metadata_is_added_to_the_images_it_names(folder, tmp_path):
    place = tmp_path / "more.csv"
    place.write_text("path,camera,split\ncat/a.png,old,train\n")
    refs = add_metadata(read_images(folder), place).refs
    assert refs[0].metadata == {"camera": "old", "split": "train"}
    assert refs[1].metadata == {}


def test_a_limit_keeps_the_first_by_name(folder):
    assert [ref.image_id for ref in read_images(folder).first(2).refs] == NAMES[:2]
    with pytest.raises(CallError, match="at least 1"):
        read_images(folder).first(0)


def test_a_mapping_and_a_sequence_of_arrays_are_images():
    array = np.zeros((2, 3, 3), np.uint8)
    assert [ref.image_id for ref in read_images({"x.png": array}).refs] == ["x.png"]
    many = read_images([array] * 11)
    assert [ref.image_id for ref in many.refs][:2] == ["00", "01"]


@pytest.mark.parametrize("nothing", [{}, [], 7, None])
def test_no_images_are_refused(nothing):
    with pytest.raises(CallError):
        read_images(nothing)


def test_a_missing_folder_is_told(tmp_path):
    with pytest.raises(CallError, match="no such folder"):
        read_images(tmp_path / "nowhere")
