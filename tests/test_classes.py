"""Class names: read, made unique, found."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partwise.classes import class_names, find_class, read_classes, unique_names
from partwise.errors import CallError, UnknownNameError

BIRDS = ("crane (0)", "捷径 eagle", "crane (2)")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "crane\n捷径 eagle\ncrane\n"),
        ("a.txt", "\ufeffcrane\r\n 捷径 eagle \r\ncrane"),
        ("a.json", json.dumps(["crane", "捷径 eagle", "crane"])),
        ("a.txt", json.dumps(["crane", "捷径 eagle", "crane"], ensure_ascii=False)),
        ("a.json", json.dumps({"2": "crane", "0": "crane", "1": "捷径 eagle"})),
    ],
)
def test_names_are_read_from_lines_or_json_and_duplicates_get_their_index(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    assert read_classes(tmp_path / name) == BIRDS
    assert class_names(str(tmp_path / name), count=3) == BIRDS


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"cat\n\ndog\n", "line 2 is blank"),
        ("a.txt", b"", "at least one"),
        ("a.txt", "Hündin".encode("latin-1"), "not UTF-8"),
        ("a.json", b'["cat", ', "not JSON"),
        ("a.json", b'["cat", 7]', "class 1: a class name must be text, got 7"),
        ("a.json", b'{"0": "cat", "2": "dog"}', "maps each index from 0"),
        ("a.json", b'{"cat": 0}', "maps each index from 0"),
        ("a.json", b'"cat"', "maps each index from 0"),
    ],
)
def test_a_broken_classes_file_is_refused_by_name(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CallError, match=message) as refused:
        read_classes(tmp_path / name)
    assert name in str(refused.value)


def test_a_missing_classes_file_is_refused(tmp_path):
    with pytest.raises(CallError, match="No such file"):
        read_classes(tmp_path / "none.txt")


def test_outputs_without_names_are_numbered_and_a_wrong_count_says_both():
    assert class_names(None, count=2) == ("class 0", "class 1")
    with pytest.raises(CallError, match=r"3 outputs but 2 class names are given \('cat', 'dog'\)"):
        class_names(["cat", "dog"], count=3)


@given(st.lists(st.sampled_from(["a", "b", "a (0)", "a (1)", "a (1) (1)", "c"]), min_size=1))
def test_unique_names_are_unique_and_keep_those_that_were(names):
    unique = unique_names(names)
    assert len(set(unique)) == len(names)
    assert unique_names(unique) == unique
    for before, after in zip(names, unique, strict=True):
        assert after.startswith(before)


def test_a_class_is_found_by_name_first_and_by_index_where_none_is_called_so():
    assert find_class("dog", ("cat", "dog")) == 1
    assert find_class(" dog ", ("cat", "dog")) == 1
    assert find_class("1", ("cat", "dog")) == 1
    assert find_class(0, ("cat", "dog")) == 0
    assert find_class("1", ("1", "0")) == 0


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("dogg", "unknown class 'dogg'. Nearest known: 'dog'"),
        ("2", "2 classes, with indices 0 to 1"),
        (-1, "indices 0 to 1"),
        ("-1", "unknown class '-1'"),
        ("²", "unknown class"),
    ],
)
def test_an_unknown_class_is_refused_with_the_nearest(wanted, message):
    with pytest.raises(UnknownNameError, match=message):
        find_class(wanted, ("cat", "dog"))


def test_a_name_that_stands_for_two_classes_is_refused_with_both():
    with pytest.raises(UnknownNameError, match=r"2 classes: 'crane \(0\)', 'crane \(2\)'"):
        find_class("crane", BIRDS)
