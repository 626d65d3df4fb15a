"""Overlaps: same pixels, nested parts and complements, by numbers, parents and masks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from partwise.findings.evidence import Evidence
from partwise.findings.overlaps import Overlaps, _covered
from planting import planted
from tables import small_table


def overlaps(table) -> Overlaps:
    return Overlaps(Evidence(table, "target_class", {}))


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """An ear inside a head, as masks."""
    return overlaps(small_table(tmp_path_factory.mktemp("real")))


def test_an_ear_lies_in_its_head_by_their_masks_and_not_the_other_way_round(real):
    assert real.inside("ear", "head")
    assert not real.inside("head", "ear")
    assert real.nested("head", "ear")
    assert not real.inside("ear", "ear")


def test_what_is_left_over_lies_in_nothing_and_is_the_rest_of_the_head(real):
    assert not real.nested("(unnamed)", "head")
    assert real.opposite("(unnamed)", "head")
    assert not real.opposite("(unnamed)", "ear")
    assert not real.alike("ear", "head")


def test_a_parent_holds_its_parts_and_their_parts_without_any_mask(tmp_path):
    parents = {"pupil": "eye", "eye": "head"}
    table = planted(
        tmp_path / "t",
        columns=lambda at: {"parent": parents.get(at.segment)},
        roles=dict.fromkeys(("pupil", "eye", "head", "tail")),
        images=1,
    )
    found = overlaps(table)
    assert found.inside("pupil", "head")
    assert not found.inside("head", "pupil")
    assert not found.nested("tail", "head")


def test_parents_that_go_round_in_a_circle_end(tmp_path):
    parents = {"egg": "hen", "hen": "egg"}
    table = planted(
        tmp_path / "t",
        columns=lambda at: {"parent": parents.get(at.segment)},
        roles=dict.fromkeys(("egg", "hen", "fox")),
        images=1,
    )
    assert overlaps(table).inside("egg", "hen")
    assert not overlaps(table).inside("egg", "fox")


def runs(mask: np.ndarray) -> np.ndarray:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(np.int8), [0]])))
    return np.stack([edges[::2], edges[1::2]]).astype(np.int64)


@given(
    st.lists(st.booleans(), min_size=1, max_size=40),
    st.lists(st.lists(st.booleans(), min_size=40, max_size=40), min_size=1, max_size=3),
)
def test_covered_counts_the_pixels_of_a_part_that_some_other_mask_has_too(part, wholes):
    """The whole may be several masks that overlap, one an instance."""
    small = np.zeros(40, bool)
    small[: len(part)] = part
    large = [np.array(each) for each in wholes]
    together = np.concatenate([runs(each) for each in large], axis=1)
    if not together.shape[1]:
        return
    expected = (small & np.any(large, axis=0)).sum() / max(small.sum(), 1)
    assert _covered(runs(small), together) == pytest.approx(expected)
