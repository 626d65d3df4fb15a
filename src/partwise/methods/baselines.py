"""Baselines: what an image becomes where it says nothing; to start a path from, or to fill with."""

from __future__ import annotations

import cv2
import numpy as np
import torch

#: Standard deviation of the blur, as a share of the image's shorter side.
BLUR = 0.05


def baseline(kind: str, image: torch.Tensor, *, seed: int = 0) -> torch.Tensor:
    """Make the baseline of one image, in the classifier's input frame.

    Parameters
    ----------
    kind
        ``zero``: zeros, which mean what the preprocessing makes of them (with the usual
        normalisation the training set's mean colour). ``mean``: the image's own mean of each
        channel. ``blur``: Gaussian, sigma 5 % of the shorter side, the image mirrored at its
        borders. ``random``: normal noise with the image's own mean and standard deviation of
        each channel.
    image
        (1, channel, height, width).
    seed
        All that the noise depends on beside the image.

    Returns
    -------
    (1, channel, height, width), on the image's device.
    """
    if kind == "zero":
        return torch.zeros_like(image)
    if kind == "mean":
        return image.mean((2, 3), keepdim=True).expand_as(image).contiguous()
    if kind == "blur":
        return _blur(image)
    if kind == "random":
        # drawn on the CPU: other devices have other generators
        noise = torch.randn(image.shape, generator=torch.Generator().manual_seed(seed))
        deviation, mean = torch.std_mean(image, (2, 3), correction=0, keepdim=True)
        return noise.to(image) * deviation + mean
    raise ValueError(f"no such baseline: {kind!r}")


def _blur(image: torch.Tensor) -> torch.Tensor:
    # OpenCV's is separable; torchvision's has a two-dimensional kernel, 91×91 at 224×224
    pixels = image[0].detach().cpu().numpy()
    sigma = BLUR * min(pixels.shape[1:])
    channels = [
        cv2.GaussianBlur(each, (0, 0), sigma, borderType=cv2.BORDER_REFLECT_101) for each in pixels
    ]
    return torch.from_numpy(np.stack(channels)).to(image)[None]
