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
from partwise.errors import (
    AnnotationError,
    CallError,
    SaliencyError,
    SizeMismatchError,
    UnknownNameError,
)
from partwise.framing import Framing
from partwise.images.picture import ImageRef
from partwise.sources.maps import MapSource, load_maps

VALUES = picture("1 -2 3", "4 5 6")


def ref(image_id: str) -> ImageRef:
    return ImageRef(image_id, Path(image_id))


def save(folder: Path, name: str, values: Any = VALUES) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    np.save(path, values, allow_pickle=True)


def matched(folder: Path, *image_ids: str, **options: Any) -> MapSource:
    source = load_maps(folder, **options)
    source.match(image_ids)
    return source


def read(folder: Path, values: Any) -> Any:
    save(folder, "cat.npy", values)
    return only_map(folder)


def only_map(folder: Path, shape: Any = (2, 3), **options: Any) -> Any:
    """The map of cat.jpg."""
    return matched(folder, "cat.jpg", **options).map_of(ref("cat.jpg"), shape)[1]


@pytest.mark.parametrize("name", ["sub/cat.npy", "sub/cat.jpg.npy", "cat.npy", "other/cat.npy"])
def test_a_map_is_for_the_image_of_its_name(tmp_path: Path, name: str):
    save(tmp_path, name)
    _, found = matched(tmp_path, "sub/cat.jpg").map_of(ref("sub/cat.jpg"), (2, 3))
    assert found.dtype == np.float32
    assert np.array_equal(found, VALUES)


def test_maps_of_sub_folders_are_told_apart(tmp_path: Path):
    save(tmp_path, "a/1.npy")
    save(tmp_path, "b/1.npy", -VALUES)
    source = matched(tmp_path, "a/1.jpg", "b/1.jpg")
    assert np.array_equal(source.map_of(ref("b/1.jpg"), (2, 3))[1], -VALUES)


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


@pytest.mark.parametrize("shape", [(6,), (2, 3, 2, 3), (0, 2, 3)])
def test_what_has_no_height_and_width_is_refused(tmp_path: Path, shape: Any):
    with pytest.raises(SaliencyError, match=r"has shape .*\(channel, height, width\)"):
        read(tmp_path, np.ones(shape))


def test_channels_are_for_the_user_to_reduce(tmp_path: Path):
    with pytest.raises(SaliencyError, match=r"has shape \(3, 2, 3\).*--maps-channels sum"):
        read(tmp_path, np.ones((3, 2, 3)))


def test_one_channel_leaves_nothing_to_decide(tmp_path: Path):
    assert np.array_equal(read(tmp_path, VALUES[None]), VALUES)


@pytest.mark.parametrize(
    ("channels", "expected"),
    [
        ("sum", picture("2 -1 5", "6 7 8")),
        ("l2", np.sqrt(picture("2 5 13", "20 29 40"))),
        ("max-abs", picture("1 2 3", "4 5 6")),
    ],
)
def test_channels_become_one_number_as_asked(tmp_path: Path, channels: str, expected: Any):
    save(tmp_path, "cat.npy", np.stack([VALUES, picture("1 1 2", "2 2 2")]))
    found = only_map(tmp_path, channels=channels)
    assert np.allclose(found, expected, rtol=1e-6)


def test_an_unknown_way_to_reduce_is_told_with_the_nearest(tmp_path: Path):
    save(tmp_path, "cat.npy")
    with pytest.raises(UnknownNameError, match=r"'summ'.*'sum'"):
        load_maps(tmp_path, channels="summ")


def test_a_map_of_another_size_is_refused(tmp_path: Path):
    with pytest.raises(SizeMismatchError, match=r"'cat.jpg' is 2×3.* 4×4.*--maps-framing stretch"):
        read(tmp_path, np.ones((4, 4)))


def test_a_stretched_map_lies_on_the_whole_image(tmp_path: Path):
    save(tmp_path, "cat.npy", np.ones((4, 4)))
    framing, found = matched(tmp_path, "cat.jpg", framing="stretch").map_of(ref("cat.jpg"), (2, 8))
    assert framing == Framing.stretch((2, 8), (4, 4))
    assert found.shape == (4, 4)


@pytest.mark.parametrize(
    ("asked", "shape"), [("resize", (224, 224)), ("resize:shorter=4,crop=0", (4, 6))]
)
def test_a_map_lies_where_its_image_was_resized_and_cropped_to(
    tmp_path: Path, asked: str, shape: Any
):
    save(tmp_path, "cat.npy", np.ones(shape))
    framing, _ = matched(tmp_path, "cat.jpg", framing=asked).map_of(ref("cat.jpg"), (200, 300))
    resize, crop = (256, 224) if asked == "resize" else (4, None)
    assert framing == Framing.resize_and_crop((200, 300), resize=resize, crop=crop)


def test_a_map_of_another_size_than_its_framing_gives_is_refused(tmp_path: Path):
    save(tmp_path, "cat.npy", np.ones((224, 224)))
    source = matched(tmp_path, "cat.jpg", framing="resize:crop=192")
    with pytest.raises(SizeMismatchError, match=r"224×224 .*shorter=256,crop=192, becomes 192×192"):
        source.map_of(ref("cat.jpg"), (200, 300))


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("strech", "'stretch'"),
        ("stretch:crop=3", "unknown option"),
        ("resize:shorter=0", "must be 1 or more"),
        ("resize:crop=-1", "must be 0 or more"),
        ("resize:crop=x", "whole number"),
    ],
)
def test_a_framing_that_is_none_is_refused(tmp_path: Path, asked: str, says: str):
    save(tmp_path, "cat.npy")
    with pytest.raises(CallError, match=says):
        load_maps(tmp_path, framing=asked)


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
    found = only_map(tmp_path)
    assert np.array_equal(found, VALUES)


@pytest.mark.parametrize(
    "named", [{"a": VALUES, "b": VALUES}, {"maps": VALUES, "saliency": -VALUES}]
)
def test_an_npz_of_several_arrays_is_refused(tmp_path: Path, named: Any):
    np.savez(tmp_path / "cat.npz", **named)
    with pytest.raises(SaliencyError, match=r"holds the arrays '.*name one of them 'maps'"):
        only_map(tmp_path)


@pytest.mark.parametrize("ending", [".safetensors", ".SAFETENSORS"])
@pytest.mark.parametrize("name", ["saliency", "maps", "whatever"])
def test_safetensors_hold_one_tensor_or_name_it(tmp_path: Path, name: str, ending: str):
    safetensors.numpy.save_file({name: VALUES.astype(np.float32)}, tmp_path / f"cat{ending}")
    found = only_map(tmp_path)
    assert np.array_equal(found, VALUES)


def test_of_several_tensors_the_one_that_is_named_so_is_taken(tmp_path: Path):
    tensors = {"saliency": VALUES.astype(np.float32), "logits": np.zeros(3, np.float32)}
    safetensors.numpy.save_file(tensors, tmp_path / "cat.safetensors")
    found = only_map(tmp_path)
    assert np.array_equal(found, VALUES)
    tensors["maps"] = tensors["saliency"]
    safetensors.numpy.save_file(tensors, tmp_path / "cat.safetensors")
    with pytest.raises(SaliencyError, match="keep one alone, or name one of them"):
        only_map(tmp_path)


def test_a_number_that_numpy_does_not_know_is_refused_by_its_name(tmp_path: Path):
    tensors = {"saliency": torch.ones(2, 3, dtype=torch.bfloat16)}
    safetensors.torch.save_file(tensors, tmp_path / "cat.safetensors")
    with pytest.raises(SaliencyError, match=r"cannot be read.*as float32|holds bfloat16"):
        only_map(tmp_path)


def test_without_the_package_safetensors_it_is_named(tmp_path: Path, monkeypatch: Any):
    safetensors.numpy.save_file({"maps": VALUES.astype(np.float32)}, tmp_path / "cat.safetensors")
    monkeypatch.setitem(sys.modules, "safetensors", None)
    with pytest.raises(CallError, match="pip install safetensors"):
        only_map(tmp_path)


@pytest.mark.parametrize("name", ["cat.npy", "cat.npz", "cat.safetensors", "cat.h5"])
@pytest.mark.parametrize("data", [b"", b"nothing of the kind", b"\x93NUMPY\x01\x00", b"PK\x03\x04"])
def test_a_damaged_file_is_named(tmp_path: Path, name: str, data: bytes):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(SaliencyError, match=rf"{name}' of image 'cat.jpg' cannot be read"):
        only_map(tmp_path)


def test_no_maps_is_a_wrong_call(tmp_path: Path):
    with pytest.raises(CallError, match=r"--maps .*no file ending in .h5, .*It is empty"):
        load_maps(tmp_path)


def test_the_digest_follows_the_files(tmp_path: Path):
    save(tmp_path, "1.npy")
    first = load_maps(tmp_path).digest
    assert load_maps(tmp_path).digest == first
    save(tmp_path, "2.npy")
    assert load_maps(tmp_path).digest != first
