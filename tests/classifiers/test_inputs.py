"""What preprocessings return, read as one array or refused with the reason."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from partwise.classifiers.inputs import as_input
from partwise.errors import ClassifierError


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda x: x,
        lambda x: x[None],
        lambda x: [x],
        lambda x: (x,),
        lambda x: {"pixel_values": x[None]},
        lambda x: {"pixel_values": [x], "pixel_mask": None},
    ],
)
def test_an_array_is_found_in_whatever_it_comes_in(wrapped):
    values = np.arange(24, dtype=np.float64).reshape(3, 2, 4) - 7
    found = as_input(wrapped(values))
    assert found.dtype == np.float32
    assert found.flags.c_contiguous
    assert np.array_equal(found, values)


@pytest.mark.parametrize("kind", ["float32", "float16", "bfloat16", "uint8"])
def test_a_tensor_of_any_type_keeps_its_values(kind):
    torch = pytest.importorskip("torch")
    values = torch.arange(12).reshape(3, 2, 2).to(getattr(torch, kind))
    if values.is_floating_point():
        values.requires_grad_()
    assert np.array_equal(as_input(values), np.arange(12).reshape(3, 2, 2))


@pytest.mark.parametrize(
    ("returned", "message"),
    [
        (Image.new("RGB", (4, 4)), "PIL.Image.Image, not a tensor or array.*lacks ToTensor"),
        ({"images": 1}, "without 'pixel_values', with 'images' in it"),
        (None, "NoneType, not a tensor"),
        ([np.zeros((3, 2, 2))] * 2, "a list of 2"),
        (np.zeros((2, 3, 4, 4)), r"shape \(2, 3, 4, 4\)"),
        (np.zeros((4, 4)), r"shape \(4, 4\)"),
        (np.zeros((3, 0, 4)), r"shape \(3, 0, 4\)"),
        (np.zeros((3, 2, 2), complex), "complex128"),
        (np.zeros((20, 30, 3)), "channels last.*transpose"),
        (np.full((3, 2, 2), np.nan), "12 of 12 values that are not finite"),
    ],
)
def test_anything_else_is_refused_with_what_it_is(returned, message):
    with pytest.raises(ClassifierError, match=message):
        as_input(returned)
