from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from partwise.errors import AnnotationError, CallError, SizeMismatchError
from partwise.images.picture import ImageRef, list_images, open_picture
from partwise.sources.labelmap import LabelMapSource, load

CAR = np.array([[0, 7, 7], [0, 7, 255]], np.uint8)
NAMES = {0: "road", 7: "car"}


def source_of(folder: Path, picture: Image.Image, names: Any = None, **save: Any) -> LabelMapSource:
    (folder / "maps").mkdir(exist_ok=True)
    picture.save(folder / "maps" / "1.png", **save)
    source = load(str(folder / "maps"), names=names or NAMES)
    source.match(["1.jpg"])
    return source


def areas(source: LabelMapSource, shape: tuple[int, int] = (2, 3)) -> dict[str, int]:
    found = source.segments(ImageRef("1.jpg", Path("1.jpg")), shape)
    return {each.name: each.to_rle().area for each in found.segments}


def test_grey_of_8_bits_holds_indices(tmp_path: Path):
    assert areas(source_of(tmp_path, Image.fromarray(CAR))) == {"road": 2, "car": 3}


def test_a_palette_picture_gives_the_index_and_not_the_colour(tmp_path: Path):
    picture = Image.fromarray(CAR)
    picture.putpalette([0, 0, 0, 128, 0, 0] + [9, 9, 9] * 254)
    assert picture.mode == "P"
    assert areas(source_of(tmp_path, picture)) == {"road": 2, "car": 3}


def test_grey_of_16_bits_holds_indices_beyond_255(tmp_path: Path):
    labels = np.array([[0, 3054, 3054]], np.uint16)
    source = source_of(tmp_path, Image.fromarray(labels), {3054: "door"})
    assert areas(source, (1, 3)) == {"door": 2}


@pytest.mark.parametrize("bits", [1, 2, 4])
def test_a_palette_of_few_bits_holds_indices(tmp_path: Path, bits: int):
    picture = Image.fromarray(np.array([[0, 1]], np.uint8)).copy()
    picture.putpalette([0, 0, 0, 255, 0, 0])
    assert areas(source_of(tmp_path, picture, {1: "x"}, bits=bits), (1, 2)) == {"x": 1}


@pytest.mark.parametrize(("bits", "value"), [(1, 1), (2, 2), (4, 9)])
def test_grey_of_few_bits_is_not_stretched(tmp_path: Path, bits: int, value: int):
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", 1, 1, bits, 0, 0, 0, 0)
    row = zlib.compress(bytes([0, value << (8 - bits)]))
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", row) + chunk(b"IEND", b"")
    (tmp_path / "1.png").write_bytes(png)
    source = load(str(tmp_path), names={value: "x"})
    source.match(["1.jpg"])
    assert areas(source, (1, 1)) == {"x": 1}


def test_indices_without_a_name_are_left_out_counted_and_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    source = source_of(tmp_path, Image.fromarray(CAR))
    image = ImageRef("1.jpg", Path("1.jpg"))
    source.segments(image, (2, 3))
    assert "'1.png' has indices without a name in the names file: 255" in caplog.text
    caplog.clear()
    source.segments(image, (2, 3))
    assert not caplog.text
    assert source.nameless == {255: 2}


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "LA"])
def test_a_colour_mask_is_refused_with_what_to_do(tmp_path: Path, mode: str):
    source = source_of(tmp_path, Image.fromarray(CAR).convert(mode))
    with pytest.raises(AnnotationError, match=rf"mode '{mode}'.*Turn each colour into its index"):
        areas(source)


def test_a_map_of_another_size_is_refused(tmp_path: Path):
    source = source_of(tmp_path, Image.fromarray(CAR))
    with pytest.raises(SizeMismatchError, match=r"'1.jpg' is 4×4 .*1.png' is 2×3.*nearest"):
        areas(source, (4, 4))
    with pytest.raises(SizeMismatchError, match="EXIF"):
        areas(source, (3, 2))


@pytest.mark.parametrize("cut", [0, 8, 40])
def test_a_damaged_map_is_refused_with_its_name(tmp_path: Path, cut: int):
    source = source_of(tmp_path, Image.fromarray(CAR))
    file = tmp_path / "maps" / "1.png"
    file.write_bytes(file.read_bytes()[:cut])
    with pytest.raises(AnnotationError, match=r"1.png' of image '1.jpg' cannot be read"):
        areas(source)


def test_an_image_without_a_map_has_no_segments(tmp_path: Path):
    source = source_of(tmp_path, Image.fromarray(CAR))
    found = source.match(["1.jpg", "2.jpg"])
    assert found == {"images_with_segments": 1, "images_without": 1, "entries_not_in_images": 0}
    assert source.segments(ImageRef("2.jpg", Path("2.jpg")), (9, 9)).segments == ()


def test_a_picture_and_its_twin_in_another_format_compete(tmp_path: Path):
    Image.fromarray(CAR).save(tmp_path / "1.png")
    Image.fromarray(CAR).save(tmp_path / "1.tif")
    with pytest.raises(AnnotationError, match=r"'1.jpg' could go with '1.png', '1.tif'"):
        load(str(tmp_path), names=NAMES).match(["1.jpg"])


def test_a_folder_without_maps_says_what_it_holds(tmp_path: Path):
    Image.fromarray(CAR).save(tmp_path / "1.jpg")
    with pytest.raises(
        CallError, match=r"no file ending in .*\.png.*It holds files ending in .jpg"
    ):
        load(str(tmp_path), names=NAMES)
    with pytest.raises(CallError, match="there is no folder"):
        load(str(tmp_path / "none"), names=NAMES)


def test_names_are_asked_for(tmp_path: Path):
    with pytest.raises(CallError, match="Give --names FILE"):
        load(str(tmp_path))


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text)
    return path


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("n.yaml", "0: road\n7: car\n"),
        ("n.yml", "train: x\nnames:\n  0: road\n  7: car\n"),
        ("n.yaml", "classes: {road: 0, car: 7}"),
        ("n.toml", '0 = "road"\n7 = "car"'),
        ("n.toml", "[classes]\nroad = 0\ncar = 7"),
        ("n.json", json.dumps({"0": "road", "7": "car"})),
        ("n.json", json.dumps({"names": {"car": 7, "road": 0}})),
    ],
)
def test_names_come_from_yaml_toml_or_json_in_either_direction(
    tmp_path: Path, file: str, text: str
):
    source = source_of(tmp_path, Image.fromarray(CAR), write(tmp_path, file, text))
    assert source.names == ("road", "car")
    assert areas(source) == {"road": 2, "car": 3}


def test_a_list_of_names_counts_from_0(tmp_path: Path):
    source = source_of(tmp_path, Image.fromarray(CAR), write(tmp_path, "n.yaml", "names: [a, b]"))
    assert source.names_by_index == {0: "a", 1: "b"}


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("n.yaml", "0: [", "not YAML"),
        ("n.toml", "0 = ", "not TOML"),
        ("n.json", "{", "not JSON"),
        ("n.yaml", "", "must hold index: name"),
        ("n.yaml", "names: []", "holds no names"),
        ("n.yaml", "1: no", "quotes"),
        ("n.yaml", "-1: car", "not an index"),
        ("n.yaml", "1: car\n1: van", "given twice"),
        ("n.json", '{"1": "car", "1": "van"}', "given twice"),
        ("n.yaml", "car: 1\nvan: 1", "index 1 is given to 'car' and to 'van'"),
        ("n.yaml", "1: (unnamed)", "reserved"),
        ("n.yaml", "1: ' '", "blank"),
        ("n.yaml", "!!python/object/apply:os.system ['true']", "not YAML"),
    ],
)
def test_a_broken_names_file_is_refused(tmp_path: Path, file: str, text: str, says: str):
    with pytest.raises(AnnotationError, match=rf"(?s)names file .*{file}': .*{says}"):
        source_of(tmp_path, Image.fromarray(CAR), write(tmp_path, file, text))


def test_a_names_file_of_another_kind_or_none_is_a_wrong_call(tmp_path: Path):
    with pytest.raises(CallError, match=r"ends in .yaml, .toml or .json"):
        source_of(tmp_path, Image.fromarray(CAR), write(tmp_path, "n.txt", "car"))
    with pytest.raises(CallError, match="cannot be read"):
        source_of(tmp_path, Image.fromarray(CAR), tmp_path / "none.yaml")


def test_the_digest_follows_maps_and_names(tmp_path: Path):
    first = source_of(tmp_path, Image.fromarray(CAR)).digest
    assert load(str(tmp_path / "maps"), names=NAMES).digest == first
    assert load(str(tmp_path / "maps"), names={7: "van"}).digest != first


def test_real_index_maps_are_read(test_data: Path):
    folder = test_data / "coco_semantic"
    source = load(str(folder / "masks"), names=folder / "config.yaml")
    images = list(list_images(folder / "images"))
    assert source.match([each.image_id for each in images])["images_without"] == 0
    for image in images[::8]:
        shape = open_picture(image).shape
        stem = image.image_id.rpartition(".")[0]
        stored = np.asarray(Image.open(folder / "masks" / f"{stem}.png"))
        found = source.segments(image, shape)
        wanted = {source.names_by_index[at]: stored == at for at in np.unique(stored).tolist()}
        assert set(found.names) == set(wanted)
        for segment in found.segments:
            assert np.array_equal(segment.to_rle().to_mask(), wanted[segment.name])
