from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from partwise.errors import AnnotationError, CallError, UnknownNameError
from partwise.sources.predictions import Prediction, read_predictions

if TYPE_CHECKING:
    from pathlib import Path


def read(folder: Path, text: str) -> Any:
    path = folder / "said.csv"
    path.write_text(text, encoding="utf-8")
    return read_predictions(path)


def test_each_image_has_its_prediction(tmp_path: Path):
    text = "path,predicted,logit,probability,target\nsub/a.jpg,cat,3.5,0.75,dog\nb.jpg,7,,,\n"
    assert read(tmp_path, text) == {
        "sub/a.jpg": Prediction("cat", 3.5, 0.75, "dog"),
        "b.jpg": Prediction("7"),
    }


def test_optional_columns_may_be_absent_and_others_come_in_any_order(tmp_path: Path):
    assert read(tmp_path, "\ufeffpredicted,path\ncat,a.jpg\n\n") == {"a.jpg": Prediction("cat")}


def test_names_are_data(tmp_path: Path):
    text = 'path,predicted\n"a, ""b"".jpg","two\nlines"\n目.jpg,<b>\n'
    found = read(tmp_path, text)
    assert found == {'a, "b".jpg': Prediction("two\nlines"), "目.jpg": Prediction("<b>")}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "first line must name the columns"),
        ("path\na.jpg", "'path' and 'predicted'"),
        ("path,predicted,path\n", "each once"),
        ("path,predicted\na.jpg\n", "line 2: 2 cells are expected, got 1"),
        ("path,predicted\na.jpg,cat\n,cat\n", "line 3: 'path' is empty"),
        ("path,predicted\na.jpg,\n", "line 2: 'predicted' is empty"),
        ("path,predicted\na.jpg,x\nb.jpg,x\na.jpg,y\n", "line 4: 'a.jpg' .*twice, first in line 2"),
        ("path,predicted,logit\na.jpg,x,high\n", "'logit' must be a number, got 'high'"),
        ("path,predicted,logit\na.jpg,x,inf\n", "'logit' must be finite"),
        ("path,predicted,probability\na.jpg,x,75\n", "'probability' must be from 0 to 1, got 75"),
        ('path,predicted\n"a.jpg,x\n', "is not a CSV"),
    ],
)
def test_a_broken_file_is_refused_with_the_line(tmp_path: Path, text: str, says: str):
    with pytest.raises(AnnotationError, match=rf"--predictions .*said.csv'.*{says}"):
        read(tmp_path, text)


def test_an_unknown_column_is_told_with_the_nearest(tmp_path: Path):
    with pytest.raises(UnknownNameError, match=r"unknown column 'probabilty'.*'probability'"):
        read(tmp_path, "path,predicted,probabilty\n")


def test_no_file_is_a_wrong_call(tmp_path: Path):
    with pytest.raises(CallError, match="cannot be read"):
        read_predictions(tmp_path / "none.csv")
