"""Rivals: each on evidence small enough to know what it ought to say."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
import torch
from study.rivals import clusters, concepts, heat_map, object_mass, subgroups
from study.rivals.evidence import Evidence, gather
from study.rivals.run import read_rivals
from torch import nn

from partwise.selftest.cue import Cue
from partwise.selftest.design import Design
from partwise.selftest.scene import CLASSES

SIDE = 64
DESIGN = Design(Cue("tag", 1.0), strength=1.0, seed=2)
TARGET = DESIGN.target
CORNER, MIDDLE = (slice(0, 8), slice(0, 8)), (slice(20, 44), slice(20, 44))


def magenta(weight=60.0):
    """Says the target as far as its features, of which the first is magenta, are."""
    colours = nn.Conv2d(3, 4, 1, bias=False)
    colours.weight.data = torch.tensor(
        [[1.0, -2, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]]
    )[:, :, None, None]  # fmt: skip
    last = nn.Linear(4, len(CLASSES), bias=False)
    last.weight.data.zero_()
    last.weight.data[TARGET, 0] = weight
    last.weight.data[:, 1] = torch.arange(len(CLASSES)) / 10
    # the fourth module is the last convolution, as in the study's networks
    before = [nn.AvgPool2d(SIDE), nn.Identity(), nn.Identity()]
    return nn.Sequential(*before, colours, nn.AdaptiveAvgPool2d(1), nn.Flatten(), last).eval()


def evidence(maps, cued, labels=None, logits=None):
    """Maps of pictures whose creature is in the middle and whose cue is in the corner."""
    number = len(maps)
    creature, cue = np.zeros((2, number, SIDE, SIDE), bool)
    creature[:, *MIDDLE] = True
    cue[:, *CORNER] = np.asarray(cued)[:, None, None]
    return Evidence(
        DESIGN,
        magenta(),
        np.zeros((number, SIDE, SIDE, 3), np.uint8),
        np.zeros(number, np.int64) if labels is None else np.asarray(labels),
        np.asarray(cued, bool),
        np.asarray(maps, np.float32),
        np.zeros((number, len(CLASSES)), np.float32) if logits is None else np.asarray(logits),
        cue,
        creature,
    )


def maps_of(*places, value=1.0):
    maps = np.zeros((len(places), SIDE, SIDE))
    for number, place in enumerate(places):
        maps[number][place] = value
    return maps


def test_an_average_heat_map_is_bright_where_the_cue_is_if_maps_are():
    there = heat_map.judge(evidence(maps_of(CORNER, CORNER, MIDDLE), [True, True, False]))
    elsewhere = heat_map.judge(evidence(maps_of(MIDDLE, MIDDLE, CORNER), [True, True, False]))
    assert there["average heat map, absolute"] == pytest.approx(64 * 64 / 64)
    assert elsewhere["average heat map, absolute"] == 0
    against = heat_map.judge(evidence(maps_of(CORNER, CORNER, value=-1.0), [True, True]))
    assert against["average heat map, absolute"] == pytest.approx(64)
    assert against["average heat map, signed"] == pytest.approx(-64)


def test_a_cue_that_lies_nowhere_has_no_heat():
    nowhere = replace(evidence(maps_of(CORNER), [True]), cue=np.zeros((1, SIDE, SIDE), bool))
    assert all(math.isnan(each) for each in heat_map.judge(nowhere).values())


def test_relevance_outside_the_object_is_a_share_of_the_pictures_with_the_cue():
    both = maps_of(CORNER, MIDDLE)
    both[0][MIDDLE] = 64 / 576 / 3 * 3
    told = object_mass.judge(evidence(both, [True, True]))
    assert told["relevance outside the object, absolute"] == pytest.approx((0.5 + 0) / 2)
    both[0][CORNER] *= -1
    signed = object_mass.judge(evidence(both, [True, True]))
    assert signed["relevance outside the object, absolute"] == pytest.approx(0.25)
    assert signed["relevance outside the object, positive"] == pytest.approx(0)


def test_clusters_know_the_cue_where_maps_differ_by_it_and_not_by_chance():
    random = np.random.default_rng(0)
    cued = np.arange(60) % 3 == 0
    noise = 0.05 * random.standard_t(3, (60, SIDE, SIDE))
    apart = noise + maps_of(*(CORNER if each else MIDDLE for each in cued))
    assert clusters.judge(evidence(apart, cued))["spectral clusters of maps"] > 0.7
    alike = noise + maps_of(*[MIDDLE] * 60)
    assert abs(clusters.judge(evidence(alike, cued))["spectral clusters of maps"]) < 0.1


def test_subgroups_show_what_the_cue_costs_in_mistakes():
    labels = np.array([TARGET, TARGET, TARGET, TARGET, 0, 0, 0, 0])
    cued = np.array([True, True, False, False, True, True, False, False])
    says = np.array([TARGET, TARGET, TARGET, 1, TARGET, 0, 0, 0])
    logits = np.eye(len(CLASSES))[says]
    told = subgroups.judge(evidence(np.zeros((8, SIDE, SIDE)), cued, labels, logits))
    assert told["accuracy in subgroups"] == pytest.approx(((1 - 0.5) + (0.5 - 0)) / 2)
    one_group = subgroups.judge(
        evidence(np.zeros((4, SIDE, SIDE)), [True] * 4, labels[:4], logits[:4])
    )
    assert math.isnan(one_group["accuracy in subgroups"])


def test_tcav_tells_a_network_that_sees_the_cue_from_one_that_it_speaks_against():
    labels = np.full(6, TARGET)
    for weight, speaks_for in ((60.0, True), (-60.0, False)):
        given = evidence(np.zeros((6, SIDE, SIDE)), [True] * 6, labels)
        told = concepts.judge(replace(given, network=magenta(weight)))
        assert (told["TCAV, share of pictures"] > 0.5) == speaks_for
        assert (told["TCAV, magnitude"] > 0.5) == speaks_for


def test_what_is_gathered_is_the_audit_s_own_pictures():
    given = gather(DESIGN, magenta(), 12)
    assert given.pixels.shape == (12, SIDE, SIDE, 3)
    assert given.maps.shape == (12, SIDE, SIDE)
    assert given.cue[given.cued].any((1, 2)).all()
    assert not given.cue[~given.cued].any()
    assert not (given.cue & given.creature).any()


def test_a_rival_without_an_answer_is_read_back_as_none(tmp_path):
    place = tmp_path / "rivals.json"
    place.write_text('{"a": NaN, "b": 0.5}')
    told = read_rivals(place)
    assert math.isnan(told["a"])
    assert told["b"] == 0.5
