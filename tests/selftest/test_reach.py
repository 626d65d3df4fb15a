"""Reach: a known reliance on a mark is added to a classifier, and is caught from some size on."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn

from partwise.classifiers.wrapped import wrap
from partwise.errors import CallError
from partwise.framing import Framing
from partwise.images.picture import ImageRef
from partwise.selftest.implant import Implanted, detect_mark
from partwise.selftest.mark import NAME, Marked, MarkSource, lay_mark, place_mark
from partwise.selftest.reach import Level, Reach, find_reach
from partwise.selftest.telling import reach_to_text

SIDE = 32
CLASSES = ["left", "right", "top"]


class Halves(nn.Module):
    """Says which part of a picture is bright; what lies in the rest it does not see."""

    def forward(self, pictures):
        grey = pictures.mean(1)
        half = SIDE // 2
        parts = (grey[:, :, :half], grey[:, :, half:], grey[:, :half])
        return torch.stack([each.mean((1, 2)) for each in parts], 1) * 4


def preprocess(image):
    small = image.resize((SIDE, SIDE), Image.Resampling.BILINEAR)
    return torch.from_numpy(np.array(small)).permute(2, 0, 1).float() / 127.5 - 1


@pytest.fixture(scope="module")
def classifier():
    return wrap(Halves(), preprocess=preprocess, classes=CLASSES, device="cpu")


def pictures(number, shape=(48, 64), seed=0):
    random = np.random.default_rng(seed)
    tiles = random.integers(0, 256, (number, 4, 4, 3), dtype=np.uint8)
    return {
        f"{each:02}": np.array(
            Image.fromarray(tiles[each]).resize(shape[::-1], Image.Resampling.BILINEAR)
        )
        for each in range(number)
    }


def halves(shown):
    masks = {}
    for name, pixels in shown.items():
        left = np.zeros(pixels.shape[:2], bool)
        left[:, : pixels.shape[1] // 2] = True
        masks[name] = {"left half": left, "right half": ~left}
    return masks


@pytest.mark.parametrize(
    "framing",
    [
        Framing.stretch((48, 64), (32, 32)),
        Framing.resize_and_crop((480, 300), resize=256, crop=224),
        Framing.resize_and_crop((20, 30), resize=64, crop=64),
        Framing.identity((40, 40)),
    ],
    ids=["stretched", "cropped", "enlarged", "as it is"],
)
def test_a_mark_lies_wholly_in_view_and_is_equally_large_to_the_classifier(framing):
    side = max(round(min(framing.input_shape) / 8), 8)
    for seed in range(50):
        top, left, bottom, right = place_mark(framing, np.random.default_rng(seed))
        assert 0 <= top < bottom <= framing.image_shape[0]
        assert 0 <= left < right <= framing.image_shape[1]
        low = np.array([top, left]) * framing.scale + framing.offset
        high = np.array([bottom, right]) * framing.scale + framing.offset
        # pictures have whole pixels
        slack = np.array(framing.scale) / 2 + 1e-9
        assert (low >= -slack).all()
        assert (high <= np.array(framing.input_shape) + slack).all()
        assert (np.abs(high - low - side) <= 2 * slack).all()


def test_pictures_are_marked_where_their_segment_says_and_nowhere_else():
    shown = pictures(3)
    refs = [
        ImageRef(name, None, pixels=lambda pixels=pixels: pixels) for name, pixels in shown.items()
    ]
    marked = Marked(refs, lambda shape: Framing.stretch(shape, (SIDE, SIDE)), seed=5)
    source = MarkSource(marked)
    assert source.match(list(shown))["images_with_segments"] == 3
    assert list(marked) == list(shown)
    for ref in refs:
        changed = np.any(np.asarray(marked[ref.image_id]) != shown[ref.image_id], axis=2)
        (segment,) = source.segments(ref, shown[ref.image_id].shape[:2]).segments
        assert segment.name == NAME
        mask = segment.to_rle().to_mask()
        assert not (changed & ~mask).any()
        assert changed[mask].mean() > 0.95
    again = Marked(refs, marked.framing, seed=5)
    elsewhere = Marked(refs, marked.framing, seed=6)
    boxes = [[each.box(name, (48, 64)) for name in shown] for each in (marked, again, elsewhere)]
    assert boxes[0] == boxes[1] != boxes[2]


def test_the_detector_answers_to_the_mark_wherever_it_is_and_to_nothing_else(classifier):
    detector = detect_mark(classifier, (48, 64))
    random = np.random.default_rng(1)
    for pixels in pictures(20).values():
        picture = Image.fromarray(pixels)
        box = place_mark(classifier.framing((48, 64)), random)
        without, given = (
            torch.from_numpy(np.asarray(classifier.prepare(each)))[None]
            for each in (picture, lay_mark(picture, box))
        )
        assert detector(without).item() == 0
        assert detector(given).item() == pytest.approx(1, abs=0.45)


def test_what_is_added_is_the_response_on_one_logit_alone_and_its_gradient_lies_on_the_mark(
    classifier,
):
    detector = detect_mark(classifier, (48, 64))
    implanted = Implanted(classifier, detector, 1, 5.0)
    top, left, bottom, right = box = place_mark(
        classifier.framing((48, 64)), np.random.default_rng(4)
    )
    picture = lay_mark(Image.new("RGB", (64, 48), (90, 90, 90)), box)
    given = torch.from_numpy(np.asarray(classifier.prepare(picture)))[None].requires_grad_()
    response = detector(given)
    added = implanted.logits(given) - classifier.logits(given)
    assert added[0].tolist() == pytest.approx([0, 5 * response.item(), 0], abs=1e-5)
    (gradient,) = torch.autograd.grad(added[0, 1], given)
    rows, columns = np.nonzero(gradient[0].abs().sum(0).numpy())
    assert rows.min() >= top * SIDE / 48 - 1
    assert rows.max() <= bottom * SIDE / 48 + 1
    assert columns.min() >= left * SIDE / 64 - 1
    assert columns.max() <= right * SIDE / 64 + 1
    assert implanted.digest != Implanted(classifier, detector, 1, 4.0).digest


def test_what_is_added_is_caught_from_some_size_on_and_nothing_where_nothing_is(classifier):
    shown = pictures(24)
    lines = []
    reach = find_reach(
        classifier, shown, halves(shown), method="input-x-gradient", draws=2, told=lines.append
    )
    nothing, *planted = reach.levels
    assert (nothing.strength, nothing.draws, reach.images) == (0, 2, 24)
    assert reach.measure == "signed_share"
    assert reach.smallest == planted[-1]
    assert all(each.caught < 2 for each in planted[:-1])
    values = [each.value for each in reach.levels]
    assert values == sorted(values)
    # the shift that is told is the one that was asked for, as far as the detector answers
    assert planted[-1].shift - nothing.shift == pytest.approx(planted[-1].strength, rel=0.5)
    assert len(lines) == 2 * len(reach.levels)


def test_a_method_that_reads_an_inner_layer_is_refused_since_it_could_not_see(classifier):
    network = nn.Sequential(
        nn.Conv2d(3, 4, 3, 2), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 3)
    )
    own = wrap(network, preprocess=preprocess, classes=CLASSES, device="cpu")
    shown = pictures(10)
    with pytest.raises(CallError, match=r"'grad-cam.*' sees nothing that is added to a logit"):
        find_reach(own, shown, halves(shown), method="grad-cam", draws=1)


@pytest.mark.parametrize(
    ("lost", "said"),
    [
        (lambda pixels: 255 * (pixels > 250), "nothing of the mark"),
        (lambda pixels: pixels * (pixels.std() < 40), "does not get through"),
    ],
    ids=["black and white", "only the flat ones are kept"],
)
def test_pictures_that_lose_the_mark_on_the_way_are_refused(lost, said):
    def lossy(image):
        pixels = lost(np.array(image.resize((SIDE, SIDE)), np.int64))
        return torch.from_numpy(pixels).permute(2, 0, 1).float()

    own = wrap(
        Halves(), preprocess=lossy, classes=CLASSES, device="cpu",
        framing=lambda shape: Framing.stretch(shape, (SIDE, SIDE)),
    )  # fmt: skip
    shown = pictures(10)
    with pytest.raises(CallError, match=said):
        find_reach(own, shown, halves(shown), method="input-x-gradient", draws=1)


def test_an_input_that_is_smaller_than_the_mark_is_refused():
    def tiny(image):
        return torch.from_numpy(np.array(image.resize((6, 6)))).permute(2, 0, 1).float()

    own = wrap(
        nn.Sequential(nn.Flatten(), nn.Linear(108, 3)), preprocess=tiny, classes=CLASSES,
        device="cpu", framing=lambda shape: Framing.stretch(shape, (6, 6)),
    )  # fmt: skip
    shown = pictures(10)
    with pytest.raises(CallError, match=r"a mark of 8×8 pixels.* it sees 6×6"):
        find_reach(own, shown, halves(shown), method="input-x-gradient", draws=1)


@pytest.mark.parametrize(
    ("number", "draws", "said"),
    [(9, 1, "10 pictures or more, got 9"), (10, 0, "--draws must be at least 1, got 0")],
)
def test_too_little_is_told(classifier, number, draws, said):
    shown = pictures(number)
    with pytest.raises(CallError, match=said):
        find_reach(classifier, shown, halves(shown), method="input-x-gradient", draws=draws)


def told(*levels, unmarked=0.0, moved=0):
    return reach_to_text(Reach(40, "gradient", "signed_share", levels, unmarked, moved))


def test_what_was_caught_is_told_with_the_smallest_and_the_false_alarms():
    text = told(
        Level(0, 0.01, 0.02, 0.001, 0, 4), Level(0.125, 0.13, 0.3, 0.02, 3, 4),
        Level(0.25, 0.26, 0.6, 0.05, 4, 4),
    )  # fmt: skip
    assert "40 pictures with a planted mark, gradient" in text
    assert "Smallest reliance that was caught in every draw: 0.25 deviations" in text
    assert "False alarms where nothing was planted: 0 of 4 (95 % interval 0 % to 49 %" in text
    assert "no class was left" not in text
    assert "something like it" not in text


def test_what_was_never_caught_is_no_success():
    text = told(Level(0, 0.3, 0.5, 0, 1, 4), Level(4, 4, 9, 0.1, 3, 4), unmarked=0.4, moved=2)
    assert "Not caught in every draw even at 4 deviations" in text
    assert "In 2 of 4 draws the mark by itself moves the class" in text
    assert "(the detector answers 0.40 of 1)" in " ".join(text.split())
