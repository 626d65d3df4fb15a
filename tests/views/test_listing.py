"""Listings: what is installed, and what each is."""

from __future__ import annotations

import pytest

from partwise.errors import UnknownNameError
from partwise.measures import MEASURES
from partwise.methods.checked import LEFT
from partwise.methods.loading import list_methods
from partwise.plugins import plugins
from partwise.views.listing import KINDS, listing


@pytest.mark.parametrize("kind", ["methods", "sources", "classifiers"])
def test_every_plug_in_is_listed(kind):
    text = listing(kind)
    assert all(name in text for name in plugins(kind))


def test_methods_say_whether_they_are_signed_how_fine_they_are_and_how_channels_became_one():
    for block in listing("methods").split("\n\n"):
        if block.startswith("all-"):
            assert "as many of these as can explain" in block
            continue
        assert "signed" in block
        assert "each pixel: " in block or "each cell " in block


def test_measures_come_with_their_formula():
    assert all(measure.formula in listing("measures") for measure in MEASURES.values())


def test_an_unknown_kind_is_told_with_the_nearest():
    with pytest.raises(UnknownNameError, match="'methods'"):
        listing("method")
    assert len(KINDS) == 6


def test_fills_say_what_they_put_there_and_nulls_what_they_serve():
    from partwise.effects.fills import FILLS, load_fill
    from partwise.nulls.kinds import NAMES

    assert all(load_fill(name).says in listing("fills") for name in FILLS)
    blocks = listing("nulls").split("\n\n")
    assert [block.split()[0] for block in blocks] == list(NAMES)
    assert all("measure" in block for block in blocks)


def test_methods_say_whether_their_maps_are_of_the_network():
    blocks = listing("methods").split("\n\n")
    of = {
        name: next(each for each in blocks if each.startswith(name))
        for name in ("gradient:", "lrp")
    }
    assert "of an untrained network another map (0.04)" in of["gradient:"]
    assert "much the same map (0.72): it shows the picture" in of["lrp"]


def test_every_method_of_ours_was_checked():
    assert set(LEFT) == {spec.name for spec in list_methods()}
