"""Methods that ask for logits alone: RISE, LIME and Kernel SHAP, each against what it estimates."""

from __future__ import annotations

import math
import sys
from itertools import combinations

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from partwise.errors import CallError, MethodError, UnknownNameError
from partwise.methods.baselines import baseline
from partwise.methods.cells import numbered
from partwise.methods.loading import load_method

ALL = ["rise:samples=64", "lime:samples=64,cells=2", "kernel-shap:samples=64,cells=2"]


def black_box(x):
    """No module: neither layers nor gradients, and not linear."""
    flat = x.flatten(1)
    side = math.isqrt(flat.shape[1] // 3)
    left = x[:, :, :, : side // 2].mean((1, 2, 3))
    right = x[:, :, :, side // 2 :].mean((1, 2, 3))
    return torch.stack([left + right, left * right, left - right], 1)


def expected_of_rise(weights, change, size, cells):
    """By shift and cell: how masks at two pixels move together, times what each pixel moves."""
    height, width = size
    steps = [math.ceil(side / cells) for side in size]
    units = torch.eye((cells + 1) ** 2).reshape(-1, 1, cells + 1, cells + 1)
    larger = [(cells + 1) * each for each in steps]
    fine = torch.nn.functional.interpolate(units, larger, mode="bilinear")[:, 0].double().numpy()
    together = 0
    for top in range(steps[0]):
        for left in range(steps[1]):
            seen = fine[:, top : top + height, left : left + width].reshape(len(fine), -1)
            together = together + seen.T @ seen / (steps[0] * steps[1])
    moved = (weights * change).sum(0).ravel()
    # masks are seen with probability p: their covariance is p (1 - p), and it is divided by p
    return (0.5 * together @ moved).reshape(size)


def test_on_a_linear_model_rise_is_what_its_masks_let_one_expect(explain):
    torch.manual_seed(4)
    network = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(3 * 30, 3)).eval()
    weights = network[1].weight[1].detach().reshape(3, 5, 6).double().numpy()
    inputs = torch.randn(1, 3, 5, 6)
    change = (inputs - baseline("zero", inputs))[0].double().numpy()
    expected = expected_of_rise(weights, change, (5, 6), cells=2)
    samples = [
        explain("rise:cells=2,samples=4000,fill=zero", network, inputs, seeds=[seed]).values[0]
        for seed in range(8)
    ]
    error = np.std(samples, axis=0, ddof=1) / np.sqrt(len(samples))
    distance = np.abs(np.mean(samples, axis=0) - expected) / error
    assert (distance < 6).all()
    assert np.corrcoef(np.mean(samples, axis=0).ravel(), expected.ravel())[0, 1] > 0.99


def test_rise_of_a_logit_that_never_changes_is_nothing(explain):
    maps = explain(ALL[0], lambda x: x.new_ones(len(x), 3) * 7, torch.randn(1, 3, 8, 8))
    np.testing.assert_allclose(maps.values, 0, atol=1e-6)


def shapley(network, image, start, numbers, target):
    """Each cell's mean gain over all orders, from all subsets."""
    players = range(int(numbers.max()) + 1)

    def worth(kept):
        seen = torch.isin(numbers, torch.tensor(sorted(kept), dtype=numbers.dtype))
        with torch.no_grad():
            return float(network(torch.where(seen, image, start))[0, target])

    found = []
    for player in players:
        others, gain = [each for each in players if each != player], 0.0
        for size in range(len(others) + 1):
            weight = 1 / (len(players) * math.comb(len(others), size))
            for kept in combinations(others, size):
                gain += weight * (worth({*kept, player}) - worth({*kept}))
        found.append(gain)
    return found


@pytest.mark.parametrize("fill", ["mean", "blur", "zero"])
def test_kernel_shap_is_the_mean_gain_over_all_orders(fill, explain):
    """Of four cells, all of whose subsets are drawn often."""
    inputs = torch.rand(1, 3, 8, 8) * 3
    maps = explain(f"kernel-shap:cells=2,samples=3000,fill={fill}", black_box, inputs)
    numbers = numbered((8, 8), 2)
    exact = shapley(black_box, inputs, baseline(fill, inputs), numbers, 1)
    found = [float(maps.values[0][numbers.numpy() == cell].sum()) for cell in range(4)]
    np.testing.assert_allclose(found, exact, rtol=0.05, atol=0.02 * np.abs(exact).max())
    whole = [float(black_box(each)[0, 1]) for each in (inputs, baseline(fill, inputs))]
    assert sum(found) == pytest.approx(whole[0] - whole[1], abs=1e-3)
    assert abs(maps.completeness_error[0]) < 1e-3


@pytest.mark.parametrize("method", ["kernel-shap", "lime"])
def test_on_a_linear_model_a_cell_has_what_its_pixels_add(method, explain):
    torch.manual_seed(4)
    network = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(3 * 36, 3)).eval()
    weights = network[1].weight.detach().reshape(3, 3, 6, 6)
    inputs = torch.randn(1, 3, 6, 6) * 5
    maps = explain(f"{method}:cells=3,samples=2000,fill=zero", network, inputs, classes=[2])
    pixels = (weights[2] * inputs[0]).sum(0).numpy()
    numbers = numbered((6, 6), 3).numpy()
    exact = np.array([pixels[numbers == cell].sum() for cell in range(9)])
    found = np.array([maps.values[0][numbers == cell].sum() for cell in range(9)])
    np.testing.assert_allclose(found, exact, rtol=0.05, atol=0.05 * np.abs(exact).max())
    assert maps.native_shape == (3, 3)


@pytest.mark.parametrize("method", ALL)
def test_a_map_depends_on_its_image_and_seed_alone(method, explain):
    inputs = torch.rand(3, 3, 8, 8)
    together = explain(method, black_box, inputs, seeds=[5, 6, 7]).values
    alone = explain(method, black_box, inputs[1:2], seeds=[6]).values[0]
    np.testing.assert_allclose(together[1], alone, atol=1e-6)
    assert not np.allclose(alone, explain(method, black_box, inputs[1:2], seeds=[8]).values[0])


@pytest.mark.parametrize("method", ALL)
def test_what_others_draw_is_not_disturbed(method, explain):
    torch.manual_seed(1)
    expected = torch.rand(3)
    torch.manual_seed(1)
    explain(method, black_box, torch.rand(1, 3, 8, 8, generator=torch.Generator().manual_seed(2)))
    assert torch.equal(torch.rand(3), expected)


@pytest.mark.parametrize("method", ALL)
def test_a_contrast_is_explained(method, explain):
    inputs = torch.rand(1, 3, 8, 8)
    one, other = (explain(method, black_box, inputs, classes=[at]).values for at in (0, 2))
    both = explain(method, black_box, inputs, classes=[0], contrasts=[2]).values
    np.testing.assert_allclose(both, one - other, atol=1e-5)


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 8))
def test_cells_cover_each_pixel_once_and_are_as_alike_as_can_be(height, width, cells):
    cells = min(cells, height, width)
    numbers = numbered((height, width), cells)
    assert sorted(set(numbers.flatten().tolist())) == list(range(cells * cells))
    for side in (numbers[:, 0] // cells, numbers[0] % cells):
        lengths = torch.bincount(side)
        assert int(lengths.max() - lengths.min()) <= 1


@pytest.mark.parametrize(
    ("method", "says"),
    [
        ("rise:seen=1", "between 0 and 1"),
        ("rise:seen=0", "between 0 and 1"),
        ("rise:samples=1", "2 or more"),
        ("lime:cells=1", "2 or more"),
        ("kernel-shap:samples=0", "2 or more"),
    ],
)
def test_a_number_that_makes_no_sense_is_refused(method, says):
    with pytest.raises(CallError, match=says):
        load_method(method)


@pytest.mark.parametrize("name", ["rise", "lime", "kernel-shap"])
def test_an_unknown_fill_is_told_with_the_nearest(name):
    with pytest.raises(UnknownNameError, match="'blur'"):
        load_method(f"{name}:fill=blurr")


@pytest.mark.parametrize("name", ["lime", "kernel-shap"])
def test_more_cells_than_pixels_are_refused(name, explain):
    with pytest.raises(MethodError, match=r"4×5 has fewer pixels .* than 7 cells. Give cells=4"):
        explain(name, black_box, torch.rand(1, 3, 4, 5))


@pytest.mark.parametrize("name", ["lime", "kernel-shap"])
def test_without_scikit_learn_it_says_how_to_get_it(name, explain, monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn", None)
    with pytest.raises(CallError, match=r"pip install partwise\[fit\]"):
        explain(name, black_box, torch.rand(1, 3, 8, 8))
