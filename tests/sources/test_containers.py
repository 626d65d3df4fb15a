"""Containers: the maps of many images in one HDF5 file or Zarr store, each for its image."""

from __future__ import annotations

import json
import pickle
import shutil
import sys
from pathlib import Path
from typing import Any

import h5py
import numcodecs
import numpy as np
import pytest
import zarr

from drawing import picture
from partwise.errors import AnnotationError, CallError, SaliencyError
from partwise.images.picture import ImageRef
from partwise.sources.maps import MapSource, load_maps

CAT, DOG = picture("1 -2 3", "4 5 6"), picture("7 8 9", "1 2 3")
BOTH = np.stack([CAT, DOG])
ENDINGS = [".h5", ".hdf5", ".zarr"]


def write(path: Path, **arrays: Any) -> Path:
    """Write arrays by name; `__` in a name stands for the group that it is in."""
    root = zarr.open_group(path, mode="w") if path.suffix == ".zarr" else h5py.File(path, "w")
    for name, values in arrays.items():
        *groups, last = name.split("__")
        node = root
        for group in groups:
            node = node.require_group(group)
        texts = isinstance(values, list) and isinstance(values[0], str)
        if path.suffix != ".zarr":
            node.create_dataset(last, data=values)
        elif texts:
            node.create_array(last, shape=(len(values),), dtype=str)[...] = np.array(values)
        else:
            node.create_array(last, data=np.asarray(values))
    if path.suffix != ".zarr":
        root.close()
    return path


def maps(source: MapSource, *image_ids: str, shape: Any = (2, 3)) -> list[Any]:
    source.match(image_ids)
    return [source.map_of(ImageRef(each, Path(each)), shape)[1] for each in image_ids]


def pair(path: Path, **options: Any) -> list[Any]:
    return maps(load_maps(path, **options), "animals/cat.jpg", "animals/dog.jpg")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_folder_may_hold_one_of_them_for_each_image(tmp_path: Path, ending: str):
    write(tmp_path / f"cat{ending}", maps=CAT, logits=np.zeros(3))
    write(tmp_path / f"dog{ending}", whatever=DOG)
    found = maps(load_maps(tmp_path), "cat.jpg", "dog.jpg")
    assert np.array_equal(found, BOTH)


def test_a_zarr_array_may_be_the_whole_store(tmp_path: Path):
    zarr.save_array(tmp_path / "cat.zarr", CAT)
    assert np.array_equal(maps(load_maps(tmp_path), "cat.jpg"), [CAT])
    zarr.save_array(tmp_path / "all.zarr", BOTH)
    (tmp_path / "names.txt").write_text("dog.jpg\ncat.jpg\n")
    found = pair(tmp_path / "all.zarr", names=tmp_path / "names.txt")
    assert np.array_equal(found, [DOG, CAT])


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("within", ["", "maps__", "attribution__"])
def test_one_file_may_hold_a_map_under_the_name_of_each_image(
    tmp_path: Path, within: str, ending: str
):
    names = [f"{within}animals__{name}.jpg" for name in ("dog", "cat")]
    place = write(tmp_path / f"all{ending}", **dict(zip(names, (DOG, CAT), strict=True)))
    assert np.array_equal(pair(place), BOTH)


@pytest.mark.parametrize("ending", ENDINGS)
def test_one_array_may_hold_all_maps_with_their_names_beside_it(tmp_path: Path, ending: str):
    place = write(tmp_path / f"all{ending}", saliency=BOTH, image_id=["animals/cat.jpg", "dog.jpg"])
    assert np.array_equal(pair(place), BOTH)


def test_names_may_come_in_a_text_file(tmp_path: Path):
    place = write(tmp_path / "all.h5", maps=BOTH)
    (tmp_path / "names.txt").write_text("dog.jpg\n\ncat.jpg\n", "utf-8")
    assert np.array_equal(pair(place, names=tmp_path / "names.txt"), [DOG, CAT])


def test_only_the_map_that_is_asked_for_is_read(tmp_path: Path):
    """The file may be larger than memory: here it would be 4 TB, of which nothing was written."""
    with h5py.File(tmp_path / "all.h5", "w") as file:
        stack = file.create_dataset("maps", (1_000_000, 1000, 1000), "f4", chunks=(1, 1000, 1000))
        stack[7, :2, :3] = CAT
        file["image_id"] = [f"{at}.jpg" for at in range(1_000_000)]
    (found,) = maps(load_maps(tmp_path / "all.h5"), "7.jpg", shape=(1000, 1000))
    assert np.array_equal(found[:2, :3], CAT)


def test_without_names_it_says_how_to_give_them(tmp_path: Path):
    place = write(tmp_path / "all.h5", maps=BOTH)
    with pytest.raises(SaliencyError, match=r"whose maps they are: 'maps' .* --maps-names FILE"):
        load_maps(place)


@pytest.mark.parametrize("named", ["cat.jpg", "cat.jpg\ndog.jpg\ncow.jpg"])
def test_there_must_be_a_name_for_each_map(tmp_path: Path, named: str):
    place = write(tmp_path / "all.h5", maps=BOTH)
    (tmp_path / "names.txt").write_text(named)
    with pytest.raises(SaliencyError, match=r"2 maps and \d names"):
        load_maps(place, names=tmp_path / "names.txt")


def test_the_same_name_twice_is_ambiguous(tmp_path: Path):
    place = write(tmp_path / "all.h5", maps=BOTH, image_id=["cat.jpg", "cat.jpg"])
    with pytest.raises(AnnotationError, match="could go with"):
        pair(place)


def test_names_beside_named_maps_are_refused(tmp_path: Path):
    place = write(tmp_path / "all.h5", **{"maps__cat.jpg": CAT})
    (tmp_path / "names.txt").write_text("cat.jpg")
    with pytest.raises(CallError, match=r"names of their own, such as 'cat.jpg'"):
        load_maps(place, names=tmp_path / "names.txt")
    with pytest.raises(CallError, match="one HDF5 file or Zarr store"):
        load_maps(tmp_path, names=tmp_path / "names.txt")


class TestViRelAy:
    """As its database specification has it: attributions, and the file that they are of."""

    def input_file(self, place: Path, *names: str, **more: Any) -> Path:
        pictures = {f"data__{name}": np.zeros((3, 2, 3), np.float32) for name in names}
        return write(place / "model.input.h5", **pictures, **more)

    def test_attributions_by_name(self, tmp_path: Path):
        place = write(
            tmp_path / "attribution.h5",
            **{
                "attribution__cat.jpg": np.stack([CAT, DOG, CAT]),
                "attribution__dog.jpg": np.stack([DOG, DOG, CAT]),
                "prediction__cat.jpg": [0.0, 2.0, 1.0],
                "prediction__dog.jpg": [3.0, 2.0, 1.0],
                "label__cat.jpg": [2],
                "label__dog.jpg": [0.0, 0.5, 0.0],
            },
        )
        source = load_maps(place, channels="sum")
        found = maps(source, "cat.jpg", "dog.jpg")
        assert np.array_equal(found, [2 * CAT + DOG, 2 * DOG + CAT])
        said = source.predictions()
        told = {name: (each.predicted, each.target, each.logit) for name, each in said.items()}
        assert told == {"cat.jpg": ("1", "2", 1.0), "dog.jpg": ("0", "1", 2.0)}

    def test_attributions_in_one_array_of_some_of_the_pictures(self, tmp_path: Path):
        """Names are in their natural order: 2 before 10."""
        place = write(
            tmp_path / "attribution.h5",
            attribution=np.stack([CAT, DOG])[:, None],
            index=np.array([2, 0], np.uint32),
            prediction=np.array([[1.0, 0.0], [0.0, 1.0]]),
        )
        names = self.input_file(tmp_path, "10.jpg", "2.jpg", "1.jpg")
        source = load_maps(place, names=names)
        assert np.array_equal(maps(source, "10.jpg", "1.jpg"), BOTH)
        assert {name: each.predicted for name, each in source.predictions().items()} == {
            "10.jpg": "0",
            "1.jpg": "1",
        }

    def test_pictures_may_be_counted(self, tmp_path: Path):
        place = write(tmp_path / "attribution.h5", attribution=BOTH)
        names = self.input_file(
            tmp_path, "cat.jpg", "dog.jpg", **{"index__cat.jpg": [1], "index__dog.jpg": [0]}
        )
        assert np.array_equal(pair(place, names=names), [DOG, CAT])

    def test_positions_beyond_the_pictures_are_refused(self, tmp_path: Path):
        place = write(tmp_path / "attribution.h5", attribution=BOTH, index=[0, 2])
        names = self.input_file(tmp_path, "cat.jpg", "dog.jpg")
        with pytest.raises(SaliencyError, match=r"positions among the 2 images .*'0', '2'"):
            load_maps(place, names=names)

    def test_pictures_without_names_are_refused(self, tmp_path: Path):
        place = write(tmp_path / "attribution.h5", attribution=BOTH)
        names = write(tmp_path / "model.input.h5", data=np.zeros((2, 3, 2, 3)))
        with pytest.raises(SaliencyError, match="gives its pictures no names"):
            load_maps(place, names=names)

    @pytest.mark.parametrize(
        ("said", "label", "says"),
        [
            (np.zeros((3, 4)), None, r"shape \(3, 4\), expected \(2, classes\)"),
            (np.full((2, 4), np.nan), None, "one finite number a class"),
            (np.zeros((2, 4)), [4, 0], "index of one of 4 classes"),
            (np.zeros((2, 4)), np.zeros((2, 3)), "index of one of 4 classes"),
        ],
    )
    def test_logits_that_are_none_are_refused(self, tmp_path: Path, said: Any, label: Any, says):
        more = {} if label is None else {"label": label}
        place = write(
            tmp_path / "a.h5", maps=BOTH, image_id=["cat.jpg", "dog.jpg"], prediction=said, **more
        )
        with pytest.raises(SaliencyError, match=says):
            load_maps(place)


def test_a_single_map_belongs_into_a_folder(tmp_path: Path):
    place = write(tmp_path / "cat.h5", maps=CAT)
    with pytest.raises(SaliencyError, match=r"shape \(2, 3\), expected .* Put .* into a folder"):
        load_maps(place)


def test_a_file_that_holds_nothing_is_refused(tmp_path: Path):
    with pytest.raises(SaliencyError, match="holds nothing"):
        load_maps(write(tmp_path / "all.h5"))


def test_maps_under_two_names_are_refused(tmp_path: Path):
    place = write(tmp_path / "all.h5", maps=BOTH, attribution=-BOTH)
    with pytest.raises(SaliencyError, match="keep one alone, or name one of them"):
        load_maps(place)


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_file_is_a_wrong_call(tmp_path: Path, ending: str):
    with pytest.raises(CallError, match=r"there is no file .*none"):
        load_maps(tmp_path / f"none{ending}")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_damaged_file_is_named(tmp_path: Path, ending: str):
    place = tmp_path / f"all{ending}"
    if ending == ".zarr":
        place.mkdir()
        (place / "zarr.json").write_text("{")
    else:
        place.write_bytes(b"nothing of the kind")
    with pytest.raises(SaliencyError, match=rf"all{ending}' cannot be read"):
        load_maps(place)


def test_a_chunk_that_is_damaged_is_told_with_its_image(tmp_path: Path):
    place = write(tmp_path / "all.zarr", maps=BOTH, image_id=["cat.jpg", "dog.jpg"])
    for chunk in (place / "maps").rglob("c/0/**/*"):
        if chunk.is_file():
            chunk.write_bytes(b"?")
    with pytest.raises(SaliencyError, match=r"of image 'animals/cat.jpg' cannot be read"):
        pair(place)


def test_texts_are_no_map(tmp_path: Path):
    place = write(tmp_path / "all.h5", **{"maps__cat.jpg": ["a", "b"], "maps__dog.jpg": ["a", "b"]})
    with pytest.raises(SaliencyError, match="and no numbers"):
        pair(place)


class _Loud:
    """Makes a file when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> Any:
        return (Path.touch, (self.mark,))


@pytest.mark.parametrize("kind", ["<f8", "|O"])
@pytest.mark.parametrize("codec", ["filters", "compressors"])
def test_a_pickle_in_a_zarr_store_is_never_loaded(tmp_path: Path, codec: str, kind: str):
    """Zarr refuses them by itself since its third version."""
    place, mark = tmp_path / "all.zarr", tmp_path / "was run"
    root = zarr.open_group(place, mode="w", zarr_format=2)
    root.create_array("cat.jpg", data=CAT, **{codec: numcodecs.Pickle()})
    (chunk,) = (place / "cat.jpg").glob("0*")
    chunk.write_bytes(pickle.dumps(_Loud(mark)))
    described = json.loads((place / "cat.jpg" / ".zarray").read_text())
    (place / "cat.jpg" / ".zarray").write_text(json.dumps({**described, "dtype": kind}))
    with pytest.raises(SaliencyError, match="cannot be read"):
        maps(load_maps(place), "cat.jpg")
    assert not mark.exists()


@pytest.mark.parametrize(("ending", "package"), [(".h5", "h5py"), (".zarr", "zarr")])
def test_a_package_that_is_missing_is_named(
    tmp_path: Path, monkeypatch: Any, ending: str, package: str
):
    place = write(tmp_path / f"all{ending}", maps=BOTH, image_id=["cat.jpg", "dog.jpg"])
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(CallError, match=rf"package {package} is not .*partwise\[maps\]"):
        load_maps(place)


@pytest.mark.parametrize("ending", [".h5", ".zarr"])
def test_the_digest_follows_the_file(tmp_path: Path, ending: str):
    place = write(tmp_path / f"all{ending}", maps=BOTH, image_id=["cat.jpg", "dog.jpg"])
    first = load_maps(place).digest
    assert load_maps(place).digest == first
    shutil.rmtree(place) if ending == ".zarr" else place.unlink()
    write(place, maps=-BOTH, image_id=["cat.jpg", "dog.jpg"])
    assert load_maps(place).digest != first
