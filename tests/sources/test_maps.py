from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.numpy
import safetensors.torch
import torch

from drawing import picture
from partwise.errors import AnnotationError, CallError, SaliencyError, SizeMismatchError
from partwise.images.picture import ImageRef
from partwise.sources.maps import MapSource, load_maps

VALUES = picture("1 -2 3", "4 5 6")


def ref(image_id: str) -> ImageRef:
    return ImageRef(image_id, Path(image_id))


def save(folder: Path, name: str, values: Any = VALUES) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    np.save(path, values, allow_pickle=True)


def matched(folder: Path, *image_ids: str) -> MapSource:
    source = load_maps(folder)
    source.match(image_ids)
    return source


def read(folder: Path, values: Any) -> Any:
    save(folder, "cat.npy", values)
    return matched(folder, "cat.jpg").map_of(ref("cat.jpg"), (2, 3))


@pytest.mark.parametrize("name", ["sub/cat.npy", "sub/cat.jpg.npy", "cat.npy", "other/cat.npy"])
def test_a_map_is_for_the_image_of_its_name(tmp_path: Path, name: str):
    save(tmp_path, name)
    found = matched(tmp_path, "sub/cat.jpg").map_of(ref("sub/cat.jpg"), (2, 3))
    assert found.dtype == np.float32
    assert np.array_equal(found, VALUES)


def test_maps_of_sub_folders_are_told_apart(tmp_path: Path):
    save(tmp_path, "a/1.npy")
    save(tmp_path, "b/1.npy", -VALUES)
    source = matched(tmp_path, "a/1.jpg", "b/1.jpg")
    assert np.array_equal(source.map_of(ref("b/1.jpg"), (2, 3)), -VALUES)


def test_ambiguous_maps_are_refused(tmp_path: Path):
    save(tmp_path, "x/1.npy")
    save(tmp_path, "y/1.npy")
    with pytest.raises(AnnotationError, match=r"'1.jpg' could go with 'x/1.npy', 'y/1.npy'"):
        matched(tmp_path, "1.jpg")


def test_what_has_no_partner_is_counted(tmp_path: Path):
    save(tmp_path, "1.npy")
    save(tmp_path, "2.npy")
    source = load_maps(tmp_path)
    assert source.match(["1.jpg", "3.jpg", "4.jpg"]) == {
        "images_with_maps": 1,
        "images_without": 2,
        "entries_not_in_images": 1,
    }
    with pytest.raises(SaliencyError, match=r"'3.jpg': no saliency map for it in .*Name maps"):
        source.map_of(ref("3.jpg"), (2, 3))


@pytest.mark.parametrize("kind", [np.float16, np.float32, np.float64, np.int8, np.uint16, np.int64])
def test_real_numbers_of_every_width_are_read(tmp_path: Path, kind: Any):
    assert np.array_equal(read(tmp_path, np.abs(VALUES).astype(kind)), np.abs(VALUES))


def test_signs_and_column_order_stay(tmp_path: Path):
    assert np.array_equal(read(tmp_path, np.asfortranarray(VALUES)), VALUES)


@pytest.mark.parametrize("kind", [bool, np.complex64, "U3"])
def test_what_is_no_real_number_is_refused(tmp_path: Path, kind: Any):
    with pytest.raises(SaliencyError, match=r"holds .*and a map holds real numbers"):
        read(tmp_path, VALUES.astype(kind))


def test_a_pickle_is_never_loaded(tmp_path: Path):
    with pytest.raises(SaliencyError, match=r"cat.npy' of image 'cat.jpg' cannot be read.*as num"):
        read(tmp_path, VALUES.astype(object))


@pytest.mark.parametrize("shape", [(3, 2, 3), (1, 2, 3), (6,)])
def test_channels_are_for_the_user_to_reduce(tmp_path: Path, shape: Any):
    with pytest.raises(SaliencyError, match=r"has shape .*values.sum\(axis=0\)"):
        read(tmp_path, np.ones(shape))


def test_a_map_of_another_size_is_refused(tmp_path: Path):
    with pytest.raises(SizeMismatchError, match=r"'cat.jpg' is 2×3.* 4×4.*given framing"):
        read(tmp_path, np.ones((4, 4)))


@pytest.mark.parametrize("value", [1e300, -1e39, 1e-60])
def test_what_float32_cannot_hold_is_refused(tmp_path: Path, value: float):
    with pytest.raises(SaliencyError, match="do not fit into float32"):
        read(tmp_path, np.array([[value, 0, 0], [0, 0, 0]]))


def test_what_is_not_finite_is_left_to_whoever_knows_the_method(tmp_path: Path):
    assert np.isnan(read(tmp_path, np.array([[np.nan, 0, 0], [0, 0, 1]]))[0, 0])


@pytest.mark.parametrize(
    "named", [{"anything": VALUES}, {"maps": VALUES, "x": 1}, {"saliency": VALUES, "x": 1}]
)
def test_an_npz_holds_one_array_or_names_it(tmp_path: Path, named: Any):
    np.savez(tmp_path / "cat.npz", **named)
    found = matched(tmp_path, "cat.jpg").map_of(ref("cat.jpg"), (2, 3))
    assert np.array_equal(found, VALUES)


@pytest.mark.parametrize(
    "named", [{"a": VALUES, "b": VALUES}, {"maps": VALUES, "saliency": -VALUES}]
)
def test_an_npz_of_several_arrays_is_refused(tmp_path: Path, named: Any):
    np.savez(tmp_path / "cat.npz", **named)
    with pytest.raises(SaliencyError, match=r"holds the arrays '.*name one of them 'maps'"):
        matched(tmp_path, "cat.jpg").map_of(ref("cat.jpg"), (2, 3))


@pytest.mark.parametrize("ending", [".safetensors", ".SAFETENSORS"])
@pytest.mark.parametrize("name", ["saliency", "maps", "whatever"])
def test_safetensors_hold_one_tensor_or_name_it(tmp_path: Path, name: str, ending: str):
    safetensors.numpy.save_file({name: VALUES.astype(np.float32)}, tmp_path / f"cat{ending}")
    found = matched(tmp_path, "cat.jpg").map_of(ref("cat.jpg"), (2, 3))
    assert np.array_equal(found, VALUES)


def test_of_several_tensors_the_one_that_is_named_so_is_taken(tmp_path: Path):
    tensors = {"saliency": VALUES.astype(np.float32), "logits": np.zeros(3, np.float32)}
    safetensors.numpy.save_file(tensors, tmp_path / "cat.safetensors")
    found = matched(tmp_path, "cat.jpg").map_of(ref("cat.jpg"), (2, 3))
    assert np.array_equal(found, VALUES)
    tensors["maps"] = tensors["saliency"]
    safetensors.numpy.save_file(tensors, tmp_path / "cat.safetensors")
    with pytest.raises(SaliencyError, match="keep one alone, or name one of them"):
        matched(tmp_path, "cat.jpg").map_of(ref("cat.jpg"), (2, 3))


def test_a_number_that_numpy_does_not_know_is_refused_by_its_name(tmp_path: Path):
    tensors = {"saliency": torch.ones(2, 3, dtype=torch.bfloat16)}
    safetensors.torch.save_file(tensors, tmp_path / "cat.safetensors")
    with pytest.raises(SaliencyError, match=r"cannot be read.*as float32|holds bfloat16"):
        matched(tmp_path, "cat.jpg").map_of(ref("cat.jpg"), (2, 3))


def test_without_the_package_safetensors_it_is_named(tmp_path: Path, monkeypatch: Any):
    safetensors.numpy.save_file({"maps": VALUES.astype(np.float32)}, tmp_path / "cat.safetensors")
    monkeypatch.setitem(sys.modules, "safetensors", None)
    with pytest.raises(CallError, match="pip install safetensors"):
        matched(tmp_path, "cat.jpg").map_of(ref("cat.jpg"), (2, 3))


@pytest.mark.parametrize("name", ["cat.npy", "cat.npz", "cat.safetensors"])
@pytest.mark.parametrize("data", [b"", b"nothing of the kind", b"\x93NUMPY\x01\x00", b"PK\x03\x04"])
def test_a_damaged_file_is_named(tmp_path: Path, name: str, data: bytes):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SaliencyError, match=rf"{name}' of image 'cat.jpg' cannot be read"):
        matched(tmp_path, "cat.jpg").map_of(ref("cat.jpg"), (2, 3))


def test_no_maps_is_a_wrong_call(tmp_path: Path):
    with pytest.raises(CallError, match=r"--maps .*no file ending in .npy, .npz.*It is empty"):
        load_maps(tmp_path)


def test_the_digest_follows_the_files(tmp_path: Path):
    save(tmp_path, "1.npy")
    first = load_maps(tmp_path).digest
    assert load_maps(tmp_path).digest == first
    save(tmp_path, "2.npy")
    assert load_maps(tmp_path).digest != first
