"""The manifest: read, written whole, and compared with what a call asks for."""

from __future__ import annotations

import pytest

from partwise.errors import TableError
from partwise.stores.manifest import Manifest


def test_what_is_written_is_read_back(tmp_path):
    manifest = Manifest({"seed": 1, "methods": ["gradient"]}, {"note": "ä"})
    manifest.write(tmp_path)
    assert Manifest.read(tmp_path) == manifest
    assert [path.name for path in tmp_path.iterdir()] == ["run.json"]


def test_the_run_id_follows_the_parameters_and_not_the_facts():
    assert Manifest({"seed": 1}).run_id == Manifest({"seed": 1}, {"seconds": 3}).run_id
    assert Manifest({"seed": 1}).run_id != Manifest({"seed": 2}).run_id


def test_each_difference_is_spelled_out(tmp_path):
    there, asked = (
        Manifest({"seed": 1, "a": 1, "same": 0}),
        Manifest({"seed": 2, "b": 1, "same": 0}),
    )
    with pytest.raises(TableError) as caught:
        there.check_same(asked, tmp_path)
    said = str(caught.value)
    assert "seed: the table has 1, this call asks for 2" in said
    assert "a: the table has 1, this call asks for null" in said
    assert "b: the table has null, this call asks for 1" in said
    assert "same" not in said
