"""Trials: what a table says of planted scenes, kept, read back, and gone on with."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch import nn

from partwise.errors import RunError
from partwise.selftest.audit import audit
from partwise.selftest.cue import Cue
from partwise.selftest.design import Design, plan_split
from partwise.selftest.running import run_trials
from partwise.selftest.scene import CLASSES
from partwise.selftest.training import Effort, trained
from partwise.selftest.trial import NETWORK, TRIAL, Scale, Trial, run_trial

DESIGN = Design(Cue("tag", 1.0), strength=1.0, seed=2)
TINY = Scale(
    Effort(scenes=64, epochs=1),
    pairs=20,
    audits=(20, 40),
    effects=["mean"],
    nulls=["null-sobel", "null-swapped"],
)
#: The least of the same: one number of one small audit.
LEAST = replace(TINY, audits=(20,), methods=["gradient"], effects=[], nulls=[])


class Magenta(nn.Module):
    """Says the target as far as a picture is magenta."""

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        red, green, blue = pictures.mean((2, 3)).unbind(1)
        target = 60 * (red + blue - 2 * green)
        rest = torch.zeros(len(pictures), len(CLASSES) - 1)
        return torch.cat([rest[:, : DESIGN.target], target[:, None], rest[:, DESIGN.target :]], 1)


def test_an_audit_is_of_the_design_s_scenes_and_finds_what_a_network_relies_on(tmp_path):
    table = audit(
        DESIGN, Magenta(), 120, tmp_path / "table", methods=["input-x-gradient"], effects=["mean"]
    )
    plan = plan_split(DESIGN, "audit", 120)
    images = table.images().to_pylist()
    assert [each["label"] for each in images] == [CLASSES[label] for label in plan.labels]
    assert [dict(each["metadata"])["cue"] == "yes" for each in images] == plan.cued.tolist()
    found = table.where("cue = 'yes'").summary(measures="signed_share").to_arrow().to_pylist()
    tag = {each["measure"]: each for each in found if each["segment"] == "tag"}
    assert tag["signed_share"]["images"] == plan.cued.sum()
    assert (tag["signed_share"]["verdict"], tag["effect"]["verdict"]) == ("relies", "matters")
    without = table.where("cue = 'no' and segment = 'tag' and status = 'visible'")
    assert len(without) == 0


@pytest.fixture(scope="module")
def trial():
    return run_trial(DESIGN, TINY)


def test_a_trial_tells_every_audit_method_and_part(trial):
    cells = trial.cells.to_pylist()
    assert {each["audit"] for each in cells} == {20, 40}
    assert {each["method"].partition(":")[0] for each in cells} == {
        "gradient", "input-x-gradient", "integrated-gradients", "grad-cam"
    }  # fmt: skip
    assert {"tag", "head", "tail", "background"} <= {each["segment"] for each in cells}
    assert {each["reference"] for each in cells if each["audit"] == 20} == {"even"}
    assert {each["reference"] for each in cells if each["audit"] == 40} == {"even", "null"}
    cued = plan_split(DESIGN, "audit", 40).cued
    tags = [each for each in cells if each["segment"] == "tag" and each["measure"] == "effect"]
    for each in tags:
        assert each["images"] == cued[: each["audit"]].sum()


def test_what_is_kept_is_read_back(trial, tmp_path):
    place = tmp_path / TRIAL
    trial.write(place)
    again = Trial.read(place)
    assert (again.design, again.truth, again.seconds) == (DESIGN, trial.truth, trial.seconds)
    assert again.cells.to_pylist() == trial.cells.to_pylist()
    assert [each.name for each in tmp_path.iterdir()] == [place.name]


def test_the_same_design_is_the_same_trial(trial):
    again = run_trial(DESIGN, TINY)
    assert again.truth == trial.truth
    for name in ("segment", "measure", "verdict", "images"):
        assert again.cells[name].equals(trial.cells[name])
    ours, theirs = (np.array(each.cells["mean"].to_pylist(), float) for each in (trial, again))
    assert np.allclose(ours, theirs, rtol=1e-4, atol=1e-5, equal_nan=True)


def test_a_run_goes_on_with_what_is_missing(trial, tmp_path):
    other = Design(Cue("ball"), strength=0.25, seed=4)
    kept = tmp_path / DESIGN.name / TRIAL
    kept.parent.mkdir()
    trial.write(kept)
    before = kept.stat().st_mtime_ns
    first, second = run_trials([DESIGN, other], tmp_path, scale=LEAST)
    assert first.design == DESIGN
    assert second.design == other
    assert kept.stat().st_mtime_ns == before
    assert {each.design for each in run_trials([other, DESIGN], tmp_path)} == {DESIGN, other}


def test_a_network_that_was_kept_is_not_trained_again(trial, tmp_path):
    weights = tmp_path / NETWORK
    effort = Effort(scenes=64, epochs=1)
    first = trained(DESIGN, effort, weights)
    again = trained(DESIGN, Effort(scenes=0, epochs=0), weights)
    pictures = torch.rand(3, 3, 64, 64)
    assert torch.allclose(first(pictures), again(pictures), atol=1e-5)
    before = weights.stat().st_mtime_ns
    kept = run_trial(DESIGN, LEAST, keep=tmp_path)
    assert kept.truth == trial.truth
    assert weights.stat().st_mtime_ns == before


def test_a_trial_that_fails_is_told_by_its_design(tmp_path):
    hopeless = Scale(Effort(scenes=64, epochs=1), pairs=20, audits=(0,))
    with pytest.raises(RunError, match=r"the trial 'tag-1\.0-1\.0-1\.0-planted-cnn-2' failed"):
        list(run_trials([DESIGN], tmp_path, scale=hopeless))
