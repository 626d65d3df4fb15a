"""Recovering a framing: for each preprocessing, against its closed form or a stated refusal."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image, ImageOps

from partwise.classifiers.ramps import recover_framing
from partwise.errors import FramingError
from partwise.framing import Framing

SIZES = [(480, 640), (640, 480), (333, 500), (37, 53), (1000, 1500), (3000, 200), (224, 224)]


def chw(image):
    return np.asarray(image, np.float32).transpose(2, 0, 1) / 255


def resize_and_crop(image, resize=256, crop=224, filter_=Image.Resampling.BILINEAR):
    short = min(image.size)
    image = image.resize([int(resize * side / short) for side in image.size], filter_)
    left, top = ((side - crop) // 2 for side in image.size)
    return image.crop((left, top, left + crop, top + crop))


def letterbox(image, side=224):
    scale = side / max(image.size)
    width, height = (max(1, round(each * scale)) for each in image.size)
    page = Image.new("RGB", (side, side), (114, 114, 114))
    page.paste(image.resize((width, height)), ((side - width) // 2, (side - height) // 2))
    return page


def letterboxed(shape, side=224):
    scale = side / max(shape)
    height, width = (max(1, round(each * scale)) for each in shape)
    return Framing(
        shape,
        (side, side),
        (height / shape[0], width / shape[1]),
        (float((side - height) // 2), float((side - width) // 2)),
    )


def furthest(found, told):
    """By how many input pixels two framings differ at most, over the image in view."""
    worst = 0.0
    for axis in (0, 1):
        ends = [
            max(told.offset[axis], 0),
            min(
                told.image_shape[axis] * told.scale[axis] + told.offset[axis],
                told.input_shape[axis],
            ),
        ]
        for end in ends:
            place = (end - told.offset[axis]) / told.scale[axis]
            worst = max(worst, abs(place * found.scale[axis] + found.offset[axis] - end))
    return worst


def normalised(image):
    mean, deviation = np.array([0.485, 0.456, 0.406]), np.array([0.229, 0.224, 0.225])
    return (chw(image) - mean[:, None, None]) / deviation[:, None, None]


@pytest.mark.parametrize("shape", SIZES)
@pytest.mark.parametrize("filter_", ["NEAREST", "BILINEAR", "BICUBIC", "LANCZOS", "BOX"])
def test_a_resize_and_centre_crop_is_found_whatever_the_filter(shape, filter_):
    found = recover_framing(
        lambda image: normalised(resize_and_crop(image, filter_=Image.Resampling[filter_])), shape
    )
    assert furthest(found, Framing.resize_and_crop(shape, resize=256, crop=224)) < 0.51


@pytest.mark.parametrize("shape", SIZES)
def test_torchvision_resize_and_centre_crop_is_found_exactly(shape):
    transforms = pytest.importorskip("torchvision.transforms")
    pipeline = transforms.Compose(
        [
            transforms.Resize(256),
            transforms.CenterCrop(224),
            transforms.ToTensor(),
            transforms.Normalize((0.485, 0.456, 0.406), (0.229, 0.224, 0.225)),
        ]
    )
    assert recover_framing(pipeline, shape) == Framing.resize_and_crop(shape, resize=256, crop=224)


@pytest.mark.parametrize("shape", SIZES)
def test_a_timm_evaluation_transform_is_found(shape):
    data = pytest.importorskip("timm.data")
    pipeline = data.create_transform(
        input_size=(3, 288, 288), interpolation="bicubic", crop_pct=0.95
    )
    told = Framing.resize_and_crop(shape, resize=int(288 / 0.95), crop=288)
    assert furthest(recover_framing(pipeline, shape), told) < 0.1


@pytest.mark.parametrize("shape", SIZES)
def test_hugging_face_image_processors_are_found(shape):
    transformers = pytest.importorskip("transformers")
    vit = transformers.ViTImageProcessor()
    convnext = transformers.ConvNextImageProcessor(size={"shortest_edge": 224}, crop_pct=0.875)
    assert recover_framing(vit, shape) == Framing.stretch(shape, (224, 224))
    assert recover_framing(convnext, shape) == Framing.resize_and_crop(shape, resize=256, crop=224)


@pytest.mark.parametrize("shape", SIZES)
def test_a_plain_resize_is_found(shape):
    found = recover_framing(lambda image: chw(image.resize((224, 160))), shape)
    assert found == Framing.stretch(shape, (160, 224))


@pytest.mark.parametrize("shape", [*SIZES, (200, 3000)])
def test_letterbox_padding_gives_an_offset_above_zero(shape):
    found = recover_framing(lambda image: chw(letterbox(image)), shape)
    assert found == letterboxed(shape)
    assert max(found.offset) > 0 or shape[0] == shape[1]


@pytest.mark.parametrize("shape", [(480, 640), (1000, 1500), (2000, 100), (31, 4)])
def test_doing_nothing_is_found_to_be_the_identity(shape):
    assert recover_framing(chw, shape).is_identity


def test_padding_before_the_resize_is_found():
    def prepare(image):
        return chw(ImageOps.expand(image, border=(0, 60, 0, 60)).resize((240, 240)))

    found = recover_framing(prepare, (360, 480))
    assert furthest(found, Framing((360, 480), (240, 240), (0.5, 0.5), (30.0, 0.0))) < 0.2


def test_a_crop_that_starts_off_centre_is_found():
    found = recover_framing(lambda image: chw(image.crop((30, 7, 130, 57))), (120, 160))
    assert found == Framing((120, 160), (50, 100), (1.0, 1.0), (-7.0, -30.0))


def test_a_small_window_on_a_large_image_is_found_exactly():
    found = recover_framing(lambda image: chw(image.crop((2001, 703, 2033, 735))), (1500, 2600))
    assert found == Framing((1500, 2600), (32, 32), (1.0, 1.0), (-703.0, -2001.0))


def test_grey_channels_in_another_order_and_negatives_do_not_matter():
    def prepare(image):
        return 1 - normalised(resize_and_crop(image))[::-1]

    assert recover_framing(prepare, (300, 400)).offset == (-16.0, -58.0)
    grey = recover_framing(lambda image: np.asarray(image.convert("L"), np.float32)[None], (40, 60))
    assert grey.is_identity


REFUSED = {
    "mirrors": ("mirrors the image along x", lambda image: chw(ImageOps.mirror(image))),
    "flips": ("mirrors the image along y", lambda image: chw(ImageOps.flip(image))),
    "turns by 90°": ("by 90°", lambda image: chw(image.transpose(Image.Transpose.ROTATE_90))),
    "swaps axes": ("by 90°", lambda image: chw(image.transpose(Image.Transpose.TRANSPOSE))),
    "turns by 3°": ("turns, shears", lambda image: chw(image.rotate(3).crop((40, 40, 200, 150)))),
    "turns by 30°": ("no upright rectangle", lambda image: chw(image.rotate(30))),
    "shears": (
        "turns, shears",
        lambda image: chw(
            image.transform(image.size, Image.Transform.AFFINE, (1, 0.05, 0, 0, 1, 0)).crop(
                (20, 20, 200, 150)
            )
        ),
    ),
    "warps": (
        "warps",
        lambda image: chw(
            image.transform(image.size, Image.Transform.QUAD, (0, 0, 20, 180, 240, 180, 220, 0))
        ),
    ),
    "reflects its border": (
        "reflects",
        lambda image: np.pad(chw(image), ((0, 0), (9, 9), (9, 9)), mode="reflect"),
    ),
    "repeats its border": (
        "repeats",
        lambda image: np.pad(chw(image), ((0, 0), (30, 30), (30, 30)), mode="edge"),
    ),
    "stretches contrast": ("own contrast", lambda image: chw(ImageOps.autocontrast(image))),
    "stretches contrast after a crop": (
        "own contrast",
        lambda image: chw(ImageOps.autocontrast(image.crop((30, 30, 200, 150)))),
    ),
    "equalises": ("own contrast", lambda image: chw(ImageOps.equalize(image))),
    "standardises": (
        "the same input",
        lambda image: (chw(image) - chw(image).mean()) / max(chw(image).std(), 1e-3),
    ),
    "bends tones": ("tones on a curve", lambda image: chw(image) ** 2.2),
    "shows nothing": ("the same input", lambda image: np.zeros((3, 8, 8))),
    "returns the picture": ("lacks ToTensor", lambda image: image),
    "fails": ("by zero", lambda image: chw(image) / (1 // 0)),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_resize_and_crop_is_refused_with_what_was_found(what):
    found, prepare = REFUSED[what]
    with pytest.raises(FramingError, match=found):
        recover_framing(prepare, (180, 240))


@pytest.mark.parametrize("what", sorted(set(REFUSED) - {"mirrors", "flips"}))
def test_a_refusal_says_how_to_give_the_framing_by_hand(what):
    with pytest.raises(FramingError, match=r"by hand: pw\.wrap\(\.\.\., framing=lambda shape"):
        recover_framing(REFUSED[what][1], (180, 240))


def test_a_random_crop_is_refused_as_random():
    draw = random.Random(0)

    def prepare(image):
        left, top = draw.randrange(20), draw.randrange(20)
        return chw(image.crop((left, top, left + 100, top + 100)))

    with pytest.raises(FramingError, match="random"):
        recover_framing(prepare, (180, 240))


def test_a_random_flip_is_refused_for_all_but_a_few_seeds():
    def refused(seed):
        draw = random.Random(seed)
        try:
            recover_framing(
                lambda image: chw(ImageOps.mirror(image) if draw.random() < 0.5 else image),
                (60, 80),
            )
        except FramingError:
            return True
        return False

    assert sum(map(refused, range(100))) >= 92


def test_an_image_too_small_for_a_ramp_is_refused():
    with pytest.raises(FramingError, match=r"3×80 pixels is too small"):
        recover_framing(chw, (3, 80))


def test_threads_find_the_same():
    with ThreadPoolExecutor(4) as pool:
        found = list(
            pool.map(
                lambda _: recover_framing(lambda i: chw(resize_and_crop(i)), (90, 70)), range(8)
            )
        )
    assert len(set(found)) == 1
