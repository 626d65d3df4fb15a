"""Randomisation: maps of the network are forgotten with it, maps of the picture stay."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

import partwise as pw
from partwise.methods.loading import load_method
from partwise.methods.protocol import Batch, Targets
from partwise.nulls.randomisation import randomise, rank_correlation
from partwise.saliency import SaliencyMaps


class Picture:
    """A method that shows the picture, whatever the network."""

    def __init__(self) -> None:
        self.spec = load_method("gradient").spec

    def explain(self, classifier, batch, targets):
        return SaliencyMaps(batch.inputs.mean(1).numpy(), batch.image_ids, "picture")


@pytest.fixture
def network():
    torch.manual_seed(0)
    return torch.nn.Sequential(
        torch.nn.Conv2d(3, 8, 3),
        torch.nn.BatchNorm2d(8),
        torch.nn.ReLU(),
        torch.nn.Conv2d(8, 8, 3),
        torch.nn.ReLU(),
        torch.nn.Flatten(),
        torch.nn.Linear(8 * 64, 3),
    ).eval()


def forgotten(network, method, **options):
    classifier = pw.wrap(
        network, preprocess=lambda image: image, classes=["a", "b", "c"], device="cpu"
    )
    batch = Batch(list("uvwx"), torch.randn(4, 3, 12, 12), range(4))
    return randomise(classifier, method, batch, Targets(torch.tensor([0, 1, 2, 0])), **options)


def test_maps_of_the_picture_stay_as_they_are(network):
    for each in forgotten(network, Picture()):
        assert each.left == pytest.approx([1.0] * 4)


def test_gradients_are_forgotten_more_the_more_layers_are(network):
    found = forgotten(network, load_method("gradient"), steps=(0.0, 1.0))
    assert [each.layers for each in found] == [1, 4]
    assert abs(found[1].median) < 0.3
    assert found[0].median > found[1].median


def test_the_network_is_given_back(network):
    before = {name: each.clone() for name, each in network.state_dict().items()}
    forgotten(network, load_method("gradient"))
    assert all(torch.equal(each, before[name]) for name, each in network.state_dict().items())


def test_with_the_last_layer_alone_the_others_keep_their_weights(network):
    seen = []

    class Looking(Picture):
        def explain(self, classifier, batch, targets):
            seen.append([each.detach().clone() for each in network.parameters()])
            return super().explain(classifier, batch, targets)

    forgotten(network, Looking(), steps=(0.0,))
    same = [torch.equal(*each) for each in zip(*seen, strict=True)]
    assert same == [True] * 6 + [False] * 2


@given(
    arrays.arrays(np.float64, 12, elements=st.integers(0, 5).map(float)),
    arrays.arrays(np.float64, 12, elements=st.integers(0, 5).map(float)),
)
def test_the_correlation_is_of_mean_ranks(one, other):
    def ranks(values):
        return [
            sum(each < value for each in values) + (sum(each == value for each in values) + 1) / 2
            for value in values
        ]

    expected = np.nan
    if len(set(one)) > 1 and len(set(other)) > 1:
        expected = np.corrcoef(ranks(one), ranks(other))[0, 1]
    np.testing.assert_allclose(rank_correlation(one, other), expected, atol=1e-12)
