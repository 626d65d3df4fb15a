"""The real watermark's marks: drawn where their box says, and called after mark and photo."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from study.watermark import MARKS, PLAIN, PLAIN_PHOTOS, Photos, find_photos, lay


@pytest.fixture
def picture():
    tiles = np.random.default_rng(0).integers(0, 200, (6, 8, 3), dtype=np.uint8)
    return Image.fromarray(tiles).resize((320, 240), Image.Resampling.BICUBIC)


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_brightens_what_its_box_holds_and_nothing_else(picture, mark):
    marked, box = lay(picture, mark)
    before, after = (np.asarray(each, int) for each in (picture, marked))
    changed = np.any(after != before, axis=2)
    assert changed.any()
    assert not (changed & ~box).any()
    assert (after >= before).all()
    assert 0.01 < box.mean() < 0.2


def test_a_mirrored_mark_is_the_same_ink_the_other_way_round(picture):
    grey = Image.new("RGB", picture.size, (100, 100, 100))
    own, mirrored = (np.asarray(lay(grey, mark)[0], int) for mark in ("characters", "mirrored"))
    assert not np.array_equal(own, mirrored)
    _, box = lay(grey, "characters")
    rows, columns = np.flatnonzero(box.any(1)), np.flatnonzero(box.any(0))
    inside = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    assert np.array_equal(own[inside][:, ::-1], mirrored[inside])


def test_every_photo_has_every_mark_and_is_there_plain(picture):
    photos = Photos({"a": lambda: picture, "b": lambda: picture}, [*MARKS, PLAIN])
    assert len(photos) == len(list(photos)) == 2 * (len(MARKS) + 1)
    many = Photos(dict.fromkeys("abcdefghijklmnopqrstuvwxyz", lambda: picture), [*MARKS, PLAIN])
    assert len(many) == len(list(many)) == 26 * len(MARKS) + PLAIN_PHOTOS
    assert np.array_equal(photos[f"{PLAIN}/a"], picture)
    assert not np.array_equal(photos["dots/b"], picture)


def test_photos_are_the_packages_and_those_of_a_folder(tmp_path, picture):
    picture.save(tmp_path / "12_cat.png")
    (tmp_path / "notes.txt").write_text("no photo")
    found = find_photos(tmp_path)
    assert set(found) - set(find_photos(None)) == {"12_cat"}
    assert np.array_equal(found["12_cat"](), picture)
