"""Run: every rival on every network, one file of numbers each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from partwise.selftest.training import Effort, trained
from partwise.selftest.trial import AUDITS, NETWORK
from study.rivals import clusters, concepts, heat_map, object_mass, subgroups
from study.rivals.evidence import gather

if TYPE_CHECKING:
    from pathlib import Path

    from partwise.selftest.design import Design

#: In the folder of a design.
RIVALS = "rivals-1.json"
_ALL = (heat_map, object_mass, clusters, concepts, subgroups)


def judge_all(design: Design, place: Path) -> None:
    """Let every rival judge the design's network by as many pictures as the largest audit has."""
    network = trained(design, Effort(), place.with_name(NETWORK))
    evidence = gather(design, network, max(AUDITS))
    told = {name: value for each in _ALL for name, value in each.judge(evidence).items()}
    aside = place.with_suffix(".aside")
    aside.write_text(json.dumps(told), encoding="utf-8")
    aside.replace(place)


def read_rivals(place: Path) -> dict[str, float]:
    """By name of the rival; NaN where it has nothing to say."""
    return json.loads(place.read_text(encoding="utf-8"))
