"""images: every file found, every picture upright and 8-bit RGB, every bad one named."""

from __future__ import annotations

import hashlib
import io
import os
import socket
import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from partwise.errors import CallError, ImageError, RunError
from partwise.images.picture import ImageRef, list_images, open_picture

if TYPE_CHECKING:
    from pathlib import Path


def ref(path: Path) -> ImageRef:
    return ImageRef(path.name, path)


def ids(folder: Path) -> list[str]:
    return [each.image_id for each in list_images(folder)]


def pixels(path: Path) -> np.ndarray:
    return np.asarray(open_picture(ref(path)).rgb)


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")


def corners() -> Image.Image:
    """Red, green, blue and white in the corners of 32×48, so that any turn shows."""
    drawn = np.zeros((32, 48, 3), np.uint8)
    drawn[:16, :24, 0] = drawn[:16, 24:, 1] = drawn[16:, :24, 2] = 255
    drawn[16:, 24:] = 255
    return Image.fromarray(drawn)


#: What was done to an upright picture so that its EXIF orientation undoes it.
TURNS = {
    1: lambda upright: upright,
    2: lambda upright: upright[:, ::-1],
    3: lambda upright: upright[::-1, ::-1],
    4: lambda upright: upright[::-1],
    5: lambda upright: upright.transpose(1, 0, 2),
    6: lambda upright: np.rot90(upright, 1),
    7: lambda upright: upright[::-1, ::-1].transpose(1, 0, 2),
    8: lambda upright: np.rot90(upright, -1),
}


@pytest.mark.parametrize("orientation", TURNS)
@pytest.mark.parametrize("ending", ["jpg", "png", "webp", "tif"])
def test_a_turned_picture_is_set_upright(tmp_path, orientation, ending):
    upright = np.asarray(corners())
    stored = Image.fromarray(np.ascontiguousarray(TURNS[orientation](upright)))
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = tmp_path / f"photo.{ending}"
    stored.save(path, exif=exif, quality=95)
    picture = open_picture(ref(path))
    assert picture.shape == (32, 48)
    amid = np.s_[4::8, 4::8]  # away from the edges, which JPEG and WebP blur
    np.testing.assert_allclose(np.asarray(picture.rgb, int)[amid], upright[amid], atol=20)


@pytest.mark.parametrize(
    ("mode", "ending"),
    [
        ("1", "png"),
        ("1", "tif"),
        ("L", "png"),
        ("L", "jpg"),
        ("LA", "png"),
        ("P", "png"),
        ("P", "gif"),
        ("RGB", "bmp"),
        ("RGBA", "png"),
        ("RGBA", "webp"),
        ("CMYK", "jpg"),
        ("CMYK", "tif"),
        ("YCbCr", "tif"),
        ("LAB", "tif"),
    ],
)
def test_any_8_bit_mode_becomes_rgb(tmp_path, mode, ending):
    grey = Image.fromarray(np.repeat([[0, 255, 0, 255]], 4, axis=0).astype(np.uint8).repeat(8, 1))
    if mode == "LAB":
        stored = Image.merge("LAB", [grey, *[Image.new("L", grey.size, 128)] * 2])
    else:
        stored = grey.convert("RGB").convert(mode)
    path = tmp_path / f"grey.{ending}"
    stored.save(path)
    picture = open_picture(ref(path))
    assert picture.rgb.mode == "RGB"
    expected = np.asarray(grey.convert("RGB"), int)
    np.testing.assert_allclose(np.asarray(picture.rgb, int), expected, atol=30)


def test_transparency_is_dropped_and_the_colour_under_it_kept(tmp_path):
    path = tmp_path / "glass.png"
    Image.new("RGBA", (2, 2), (10, 20, 30, 0)).save(path)
    assert (pixels(path) == (10, 20, 30)).all()


def test_the_first_of_several_frames_is_taken(tmp_path):
    path = tmp_path / "moving.gif"
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue")]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    assert (pixels(path) == (255, 0, 0)).all()


@pytest.mark.parametrize("dtype", [np.uint16, np.int32, np.float32])
def test_more_than_8_bits_a_channel_are_refused_with_the_reason(tmp_path, dtype):
    path = tmp_path / "deep.tif"
    Image.fromarray(np.full((4, 4), 1000, dtype)).save(path)
    with pytest.raises(ImageError, match=r"'deep.tif': mode .* more than 8 bits.* Convert it"):
        open_picture(ref(path))


def test_a_16_bit_png_is_refused_with_the_reason(tmp_path):
    path = tmp_path / "deep.png"
    Image.fromarray(np.full((4, 4), 1000, np.uint16)).save(path)
    with pytest.raises(ImageError, match="more than 8 bits"):
        open_picture(ref(path))


def test_the_digest_is_of_the_file(tmp_path):
    path = tmp_path / "a.png"
    corners().save(path)
    assert open_picture(ref(path)).digest == hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_empty_file_is_refused(tmp_path):
    touch(tmp_path, "empty.jpg")
    with pytest.raises(ImageError, match=r"'empty.jpg': the file is empty \(0 bytes\)"):
        open_picture(ref(tmp_path / "empty.jpg"))


def test_text_with_the_ending_of_an_image_is_refused(tmp_path):
    path = tmp_path / "notes.jpg"
    path.write_text("not a picture")
    with pytest.raises(ImageError, match=r"'notes.jpg': not an image .* \(13 bytes, .*not a pi"):
        open_picture(ref(path))


@pytest.mark.parametrize("ending", ["jpg", "png", "gif", "bmp", "tif", "webp"])
@pytest.mark.parametrize("kept", [0.05, 0.5, 0.9])
def test_a_file_cut_off_is_refused(tmp_path, ending, kept):
    noise = np.random.default_rng(0).integers(0, 255, (64, 64, 3), np.uint8)
    path = tmp_path / f"cut.{ending}"
    Image.fromarray(noise).save(path)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * kept)])
    with pytest.raises(ImageError, match=rf"'cut.{ending}'"):
        open_picture(ref(path))


def test_a_missing_file_is_named_with_the_reason(tmp_path):
    with pytest.raises(ImageError, match=r"'gone.jpg': cannot be read: No such file"):
        open_picture(ref(tmp_path / "gone.jpg"))


def test_a_folder_is_no_image(tmp_path):
    with pytest.raises(ImageError, match="cannot be read: Is a directory"):
        open_picture(ref(tmp_path))


@pytest.fixture
def unprivileged():
    """Leave root's rights for a test: root may read everything."""
    if not hasattr(os, "geteuid"):
        pytest.skip("this system has no user ids")
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def locked(tmp_path):
    """A folder that others may enter, with a file and a folder in it that nobody may read."""
    for each in (tmp_path, *list(tmp_path.parents)[:3]):
        if each.owner() == tmp_path.owner() and not each.stat().st_mode & 0o001:
            each.chmod(each.stat().st_mode | 0o055)
    corners().save(tmp_path / "secret.png")
    touch(tmp_path, "vault/a.png")
    (tmp_path / "secret.png").chmod(0)
    (tmp_path / "vault").chmod(0)
    yield tmp_path
    (tmp_path / "vault").chmod(0o700)


def test_a_file_that_may_not_be_read_is_named_with_the_reason(locked, unprivileged):
    with pytest.raises(ImageError, match=r"'secret.png': cannot be read: Permission denied"):
        open_picture(ref(locked / "secret.png"))


def test_a_folder_that_may_not_be_listed_is_not_passed_over(locked, unprivileged):
    with pytest.raises(RunError, match=r"vault' cannot be listed: Permission denied"):
        list(list_images(locked))


def bomb(side: int) -> bytes:
    """A valid 1-bit PNG of side × side black pixels, in a few kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    row = bytes(1 + (side + 7) // 8)
    packer = zlib.compressobj(1)
    data = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("guard", [True, False], ids=["Pillow's guard on", "Pillow's guard off"])
def test_a_picture_of_200_megapixels_is_refused_as_too_large(tmp_path, monkeypatch, guard):
    if not guard:
        monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", None)
    path = tmp_path / "bomb.png"
    path.write_bytes(bomb(14_200))
    with pytest.raises(ImageError, match=r"'bomb.png'.*pixels.*Resize it, or cut it") as caught:
        open_picture(ref(path))
    assert "damaged" not in str(caught.value)


def test_a_picture_of_100_megapixels_is_opened_with_pillows_own_warning(tmp_path):
    path = tmp_path / "large.png"
    path.write_bytes(bomb(10_000))
    with pytest.warns(Image.DecompressionBombWarning):
        assert open_picture(ref(path)).shape == (10_000, 10_000)


def photos() -> list[bytes]:
    made = []
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x011A] = 6, "maker", 72.0
    for form in ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP", "AVIF", "DDS", "TGA", "JPEG2000"):
        file = io.BytesIO()
        try:
            corners().save(
                file, form, **({"exif": exif} if form in {"JPEG", "PNG", "WEBP"} else {})
            )
        except (OSError, KeyError):
            continue  # built without this format
        made.append(file.getvalue())
    return made


@given(
    photo=st.sampled_from(photos()),
    harm=st.lists(st.tuples(st.integers(0, 200), st.integers(0, 255)), min_size=1, max_size=4),
    kept=st.none() | st.integers(0, 400),
)
@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.filterwarnings("ignore")
def test_a_damaged_file_is_opened_or_refused_but_breaks_nothing(tmp_path, photo, harm, kept):
    data = bytearray(photo)
    for at, value in harm:
        data[at % len(data)] = value
    path = tmp_path / "damaged.img"
    path.write_bytes(data[:kept])
    try:
        picture = open_picture(ref(path))
    except ImageError as error:
        assert "'damaged.img'" in str(error)  # noqa: PT017
    else:
        assert picture.rgb.mode == "RGB"


@pytest.mark.filterwarnings("ignore")
def test_a_photo_whose_exif_is_damaged_is_refused_by_name(tmp_path):
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "maker"
    path = tmp_path / "a.jpg"
    corners().save(path, exif=exif)
    maker, bits = b"\x01\x0f\x00\x02", b"\x01\x02\x00\x02"  # now text stands for a number
    path.write_bytes(path.read_bytes().replace(maker, bits, 1))
    with pytest.raises(ImageError, match=r"'a.jpg': damaged"):
        open_picture(ref(path))


def test_images_come_sorted_by_their_path_below_the_folder(tmp_path):
    touch(tmp_path, "b.jpg", "a/z.png", "a.png", "B.png", "a/b/c.webp", "10.jpg", "9.jpg")
    assert ids(tmp_path) == ["10.jpg", "9.jpg", "B.png", "a.png", "a/b/c.webp", "a/z.png", "b.jpg"]
    assert next(list_images(tmp_path)).path == tmp_path / "10.jpg"


def test_endings_count_in_any_case_and_other_files_do_not(tmp_path):
    touch(tmp_path, "A.JPG", "b.Jpeg", "c.TIFF", "notes.txt", "masks.json", "jpg", "d.jpg.bak")
    touch(tmp_path, "paper.pdf", "weights.h5", "film.mpg")
    assert ids(tmp_path) == ["A.JPG", "b.Jpeg", "c.TIFF"]


def test_hidden_files_and_folders_are_left_out(tmp_path):
    touch(tmp_path, ".a.jpg", ".cache/b.jpg", "c/.d/e.jpg", "f.jpg")
    assert ids(tmp_path) == ["f.jpg"]


def test_a_hidden_folder_may_be_asked_for_by_name(tmp_path):
    touch(tmp_path, ".photos/a.jpg")
    assert ids(tmp_path / ".photos") == ["a.jpg"]


@pytest.mark.parametrize(
    "name",
    ["捷径.jpg", "e\u0301té.png", "🦊.png", "a b'c\"d.jpg", "new\nline.jpg", "x" * 200 + ".jpg"],
)
def test_any_file_name_is_an_image_id(tmp_path, name):
    corners().save(tmp_path / name)
    (found,) = list_images(tmp_path)
    assert found.image_id == name
    assert open_picture(found).shape == (32, 48)


def test_a_file_name_that_is_no_utf_8_still_gives_text(tmp_path):
    try:
        corners().save(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.png"))
    except (OSError, UnicodeError):
        pytest.skip("this file system takes only UTF-8 names")
    (found,) = list_images(tmp_path)
    assert found.image_id.encode() == rb"caf\xe9.png"
    assert open_picture(found).shape == (32, 48)


def test_folders_may_end_as_images_do(tmp_path):
    touch(tmp_path, "set.jpg/a.jpg")
    assert ids(tmp_path) == ["set.jpg/a.jpg"]


def test_links_are_followed_but_not_in_circles(tmp_path):
    touch(tmp_path, "elsewhere/dog/a.jpg", "photos/cat/b.jpg")
    photos = tmp_path / "photos"
    (photos / "dog").symlink_to(tmp_path / "elsewhere" / "dog", target_is_directory=True)
    (photos / "cat" / "up").symlink_to(photos, target_is_directory=True)
    (tmp_path / "elsewhere" / "dog" / "back").symlink_to(photos / "cat", target_is_directory=True)
    (photos / "self.d").symlink_to(photos / "self.d")
    assert ids(photos) == ["cat/b.jpg", "dog/a.jpg", "dog/back/b.jpg"]


@pytest.mark.parametrize("target", ["nowhere.jpg", "lost.jpg"])
def test_a_link_that_leads_nowhere_is_listed_and_refused_when_opened(tmp_path, target):
    (tmp_path / "lost.jpg").symlink_to(tmp_path / target)
    (found,) = list_images(tmp_path)
    with pytest.raises(ImageError, match=r"'lost.jpg': cannot be read"):
        open_picture(found)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_file_is_left_out(tmp_path):
    os.mkfifo(tmp_path / "pipe.jpg")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(tmp_path / "socket.jpg"))
        touch(tmp_path, "a.jpg")
        assert ids(tmp_path) == ["a.jpg"]


def test_a_folder_without_images_is_a_wrong_call(tmp_path):
    touch(tmp_path, "notes.txt", ".hidden.jpg")
    with pytest.raises(CallError, match="no image file in it or below it"):
        list(list_images(tmp_path))


@pytest.mark.parametrize("name", ["gone", "file.jpg"])
def test_what_is_no_folder_is_a_wrong_call(tmp_path, name):
    touch(tmp_path, "file.jpg")
    with pytest.raises(CallError, match=f"{name}': there is no such folder"):
        list(list_images(tmp_path / name))


def test_real_photos_are_opened(test_data):
    found = list(list_images(test_data / "car_parts"))
    assert len(found) == 150
    assert open_picture(found[0]).rgb.mode == "RGB"
