"""Truth: what showing scenes twice says of networks whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from partwise.selftest.cue import Cue
from partwise.selftest.design import Design, plan_split, render
from partwise.selftest.training import Effort, logits_of, train
from partwise.selftest.truth import IGNORES_BELOW, RELIES_FROM, Truth, find_truth

DESIGN = Design(Cue("tag", 1.0), strength=1.0, seed=2)


class Magenta(nn.Module):
    """Says the target as far as a picture is magenta, so many times over."""

    def __init__(self, weight: float) -> None:
        super().__init__()
        self.weight = weight

    def forward(self, pictures: torch.Tensor) -> torch.Tensor:
        red, green, blue = pictures.mean((2, 3)).unbind(1)
        logits = torch.zeros(len(pictures), 6)
        logits[:, DESIGN.target] = self.weight * (red + blue - 2 * green)
        return logits


def test_the_shift_is_what_the_cue_adds_to_the_logit_beside_the_mean_of_all():
    truth = find_truth(DESIGN, Magenta(3.0), pairs=60)
    plan = plan_split(DESIGN, "paired", 60)
    pictures = [
        render(DESIGN, plan, np.full(60, has)).astype(float) / 127.5 - 1 for has in (True, False)
    ]
    magenta = [
        each[..., 0].mean((1, 2)) + each[..., 2].mean((1, 2)) - 2 * each[..., 1].mean((1, 2))
        for each in pictures
    ]
    expected = 3.0 * (magenta[0] - magenta[1]) * 5 / 6
    assert truth.shift == pytest.approx(expected.mean(), rel=1e-4)
    assert truth.standard_error == pytest.approx(expected.std(ddof=1) / 60**0.5, rel=1e-3)
    assert truth.deviation == pytest.approx((3.0 * magenta[1] * 5 / 6).std(ddof=1), rel=1e-4)
    assert truth.shift > 0


def test_a_network_that_says_always_the_same_relies_on_nothing():
    network = Magenta(1e-30)
    truth = find_truth(DESIGN, network, pairs=30)
    assert truth.shift == pytest.approx(0, abs=1e-20)
    assert truth.accuracy == truth.accuracy_without == truth.accuracy_moved


@pytest.mark.parametrize(
    ("scaled", "relies"),
    [
        (RELIES_FROM, True),
        (2.0, True),
        (0.99 * RELIES_FROM, None),
        (IGNORES_BELOW, None),
        (0.99 * IGNORES_BELOW, False),
        (-0.5 * IGNORES_BELOW, False),
        (-1.0, None),
    ],
)
def test_between_relying_and_ignoring_there_is_a_zone_of_neither(scaled, relies):
    assert Truth(2 * scaled, 0.01, 2.0, 0.9, 0.9, 0.9).relies is relies


@pytest.mark.parametrize(("without", "hidden"), [(0.895, True), (0.88, False), (0.92, False)])
def test_accuracy_that_hardly_moves_hides_the_cue(without, hidden):
    assert Truth(1.0, 0.01, 2.0, 0.9, without, 0.5).hidden is hidden


@pytest.mark.parametrize("kind", ["cnn", "vit"])
def test_the_same_design_trains_the_same_network_and_another_seed_another(kind):
    effort = Effort(scenes=64, epochs=1)
    designs = [Design(Cue("tag"), 1.0, seed, network=kind) for seed in (1, 1, 2)]
    pictures = render(designs[0], plan_split(designs[0], "audit", 4))
    first, again, other = (logits_of(train(each, effort), pictures) for each in designs)
    assert np.allclose(first, again, atol=1e-6)
    assert not np.allclose(first, other, atol=1e-3)


def test_a_network_learns_an_opaque_tag_that_always_goes_with_a_class():
    network = train(DESIGN, Effort(scenes=1500, epochs=3))
    truth = find_truth(DESIGN, network, pairs=120)
    assert truth.relies
    assert truth.accuracy > truth.accuracy_without
