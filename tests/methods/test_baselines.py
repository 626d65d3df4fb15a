from __future__ import annotations

import numpy as np
import pytest
import torch

from partwise.methods.baselines import baseline


@pytest.mark.parametrize("kind", ["zero", "mean", "blur", "random"])
@pytest.mark.parametrize("shape", [(3, 8, 8), (1, 1, 1), (4, 2, 40), (6, 30, 20)])
def test_a_baseline_has_the_shape_and_type_of_its_image(kind, shape):
    image = torch.randn(1, *shape)
    before = image.clone()
    made = baseline(kind, image, seed=3)
    assert made.shape == image.shape
    assert made.dtype == torch.float32
    assert torch.isfinite(made).all()
    assert torch.equal(image, before)


def test_mean_is_the_images_own_mean_of_each_channel():
    image = torch.tensor([[[[1.0, 3.0]], [[-2.0, 0.0]]]])
    assert baseline("mean", image).tolist() == [[[[2.0, 2.0]], [[-1.0, -1.0]]]]


def test_zero_is_zero_in_the_classifiers_own_input():
    assert not baseline("zero", torch.randn(1, 3, 4, 4)).any()


def test_blur_is_a_gaussian_of_five_percent_of_the_shorter_side():
    dot = torch.zeros(1, 1, 61, 81)
    dot[0, 0, 30, 40] = 1
    blurred = baseline("blur", dot)[0, 0].double().numpy()
    y, x = np.mgrid[:61, :81]
    sigma = 0.05 * 61
    expected = np.exp(-((y - 30) ** 2 + (x - 40) ** 2) / (2 * sigma**2))
    # OpenCV cuts the bell off at 4 sigma
    np.testing.assert_allclose(blurred, expected / expected.sum(), atol=3e-6)


def test_blur_mirrors_the_image_at_its_borders_and_keeps_an_even_one():
    even = torch.full((1, 3, 20, 30), 1.75)
    torch.testing.assert_close(baseline("blur", even), even)


def test_noise_has_the_images_own_mean_and_deviation_and_follows_the_seed():
    image = torch.randn(1, 2, 100, 100) * torch.tensor([3.0, 0.5])[:, None, None] + 4
    noise = baseline("random", image, seed=12)
    torch.testing.assert_close(noise.mean((2, 3)), image.mean((2, 3)), atol=0.1, rtol=0)
    torch.testing.assert_close(noise.std((2, 3)), image.std((2, 3)), atol=0.1, rtol=0)
    torch.manual_seed(1)
    assert torch.equal(noise, baseline("random", image, seed=12))
    assert not torch.equal(noise, baseline("random", image, seed=13))
