"""Effects of networks built by hand: what comes out is their closed form, or nothing where due."""

from __future__ import annotations

import json
import logging
import math
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
import torch
from PIL import Image

import partwise as pw
from partwise.errors import TableError
from partwise.framing import Framing
from partwise.pipeline import loop

SHAPE = (24, 20)
A, B = (slice(2, 6), slice(2, 6)), (slice(12, 17), slice(10, 15))
NAMES = [f"{'cat' if index % 2 else 'dog'}/{index:02d}.png" for index in range(6)]


class OfRegions(torch.nn.Module):
    """Logits that are known functions of the mean brightness of A and of B, in float64."""

    def __init__(self, *functions) -> None:
        super().__init__()
        self.functions = functions
        self.shift = torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))
        self.seen = 0

    def forward(self, batch: torch.Tensor) -> torch.Tensor:
        self.seen += len(batch)
        a, b = (batch[:, :, *region].mean((1, 2, 3)) for region in (A, B))
        return torch.stack([each(a, b) + 0 * a for each in self.functions], 1) + self.shift


def pixels_of(image: Image.Image) -> torch.Tensor:
    return torch.from_numpy(np.array(image, np.float32).transpose(2, 0, 1) / 255)


def wrap(network, **options):
    given = {
        "preprocess": pixels_of,
        "classes": ["cat", "dog", "cow"],
        "device": "cpu",
        "framing": Framing.identity,
    }
    return pw.wrap(network, **{**given, **options})


def of_regions(function, dog=lambda a, b: 0, cow=lambda a, b: 0):
    return wrap(OfRegions(function, dog, cow))


def write(folder: Path, names, draw) -> dict[str, np.ndarray]:
    """Write pictures, and give them as the classifier takes them."""
    made = {}
    for index, name in enumerate(names):
        place = folder / "pictures" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(draw(np.random.default_rng(index))).save(place)
        made[name] = pixels_of(Image.open(place)).double().numpy()
    return made


def noise(rng):
    return rng.integers(0, 256, (*SHAPE, 3), np.uint8)


def segments(_):
    masks = {name: np.zeros(SHAPE, bool) for name in "ab"}
    masks["a"][A], masks["b"][B] = True, True
    return masks


@pytest.fixture
def place(tmp_path):
    return tmp_path


def build(place, classifier, **options):
    given = {
        "images": place / "pictures",
        "segments": segments,
        "out": place / "table",
        "method": "none",
        "target": "cat-vs-dog",
        "effects": "mean",
        "dilation": "0",
    }
    return pw.build(classifier, **{**given, **options})


def effects_of(table) -> list[dict]:
    return table.sql("SELECT * FROM effects").to_pylist()


def falls(table, operation, segment=None, partner=None, **where) -> dict[str, float]:
    """By how much the target fell in each image, a mean over draws."""
    found: dict[str, list[float]] = {}
    for row in effects_of(table):
        key = (row["operation"], row["segment"], row["partner"])
        if key != (operation, segment, partner) or any(row[k] != v for k, v in where.items()):
            continue
        before = row["logit_before"] - row["mean_logit_before"]
        found.setdefault(row["image_id"], []).append(
            before - (row["logit_after"] - row["mean_logit_after"])
        )
    return {image: math.fsum(each) / len(each) for image, each in found.items()}


def means(pixels):
    return pixels[:, *A].mean(), pixels[:, *B].mean(), pixels.mean()


def assert_falls(got, wanted):
    assert got.keys() == wanted.keys()
    for image, value in wanted.items():
        assert got[image] == pytest.approx(value, abs=2e-6), image


# Closed forms


def test_of_a_linear_network_each_effect_is_its_weight_times_what_was_taken(place):
    pictures = write(place, NAMES, noise)
    table = build(place, of_regions(lambda a, b: 3 * a - 2 * b))
    found = {name: means(each) for name, each in pictures.items()}
    assert_falls(falls(table, "remove", "a"), {n: 3 * (a - m) for n, (a, _, m) in found.items()})
    assert_falls(falls(table, "remove", "b"), {n: -2 * (b - m) for n, (_, b, m) in found.items()})
    assert_falls(falls(table, "keep", "a"), {n: -2 * (b - m) for n, (_, b, m) in found.items()})
    assert_falls(falls(table, "floor"), {n: 3 * a - 2 * b - m for n, (a, b, m) in found.items()})
    # what is no part of it has no effect, wherever it lies; and placebos keep off named parts
    nothing = dict.fromkeys(NAMES, 0)
    assert_falls(falls(table, "remove", "(unnamed)"), nothing)
    for name in "ab":
        assert_falls(falls(table, "placebo", name), nothing)
    assert {row["on_named"] for row in effects_of(table) if row["operation"] == "placebo"} <= {
        0.0,
        None,
    }


def test_positive_is_what_supports_the_target(place):
    write(place, NAMES, bright_in_a)
    effects = {}
    for sign in (1, -1):
        table = build(place, of_regions(lambda a, b, s=sign: s * a), out=place / f"{sign}")
        rows = table.sql("SELECT segment, effect, removal FROM segment_effects").to_pylist()
        effects[sign] = [row["effect"] for row in rows if row["segment"] == "a"]
    assert min(effects[1]) > 0.1
    assert max(effects[-1]) < -0.1


def bright_in_a(rng):
    pixels = rng.integers(60, 100, (*SHAPE, 3), np.uint8)
    pixels[A] += 150
    return pixels


def test_swapped_pixels_bring_the_donors_own_logit(place):
    pictures = write(place, NAMES, noise)
    table = build(place, of_regions(lambda a, b: 3 * a - 2 * b), effects="swap", placebos=3)
    rows = [row for row in effects_of(table) if row["operation"] in ("remove", "keep", "floor")]
    assert len({row["donor"] for row in rows}) > 1
    for row in rows:
        assert row["donor"] != row["image_id"]
        own, lent = (means(pictures[row[key]]) for key in ("image_id", "donor"))
        swapped = {
            ("remove", "a"): (lent[0], own[1]),
            ("remove", "b"): (own[0], lent[1]),
            ("remove", "(unnamed)"): own,
            ("keep", "a"): (own[0], lent[1]),
            ("keep", "b"): (lent[0], own[1]),
            ("keep", "(unnamed)"): lent,
            ("floor", None): lent,
        }[row["operation"], row["segment"]]
        assert row["logit_after"] == pytest.approx(3 * swapped[0] - 2 * swapped[1], abs=2e-6)


def test_one_image_alone_has_no_donor_and_says_so(place):
    write(place, NAMES[:1], noise)
    rows = effects_of(build(place, of_regions(lambda a, b: a), effects="swap"))
    assert {(row["operation"], row["status"], row["logit_after"]) for row in rows} == {
        ("remove", "no_donor", None)
    }
    assert {row["segment"] for row in rows} == {"a", "b", "(unnamed)"}


def interactions(table):
    joint, a, b = (falls(table, "remove", *which) for which in (("a", "b"), ("a",), ("b",)))
    return {image: joint[image] - a[image] - b[image] for image in joint}


def test_pairs_show_the_interaction_of_a_product_and_none_of_a_sum(place):
    pictures = write(place, NAMES, noise)
    table = build(place, of_regions(lambda a, b: 8 * a * b), pairs="a+b")
    assert_falls(
        interactions(table),
        {n: -8 * (a - m) * (b - m) for n, (a, b, m) in map_means(pictures)},
    )
    table = build(place, of_regions(lambda a, b: 8 * a + b), pairs="all", out=place / "sum")
    assert_falls(interactions(table), dict.fromkeys(NAMES, 0))
    assert_falls(falls(table, "placebo", "a", "b"), dict.fromkeys(NAMES, 0))


def map_means(pictures):
    return [(name, means(pixels)) for name, pixels in pictures.items()]


def test_of_saturated_parts_each_matters_little_and_both_together_much(place):
    pictures = write(place, NAMES, bright_in_both)

    def both(a, b):
        # one more, lest saturated it looks like a probability
        return 1 + torch.tanh(9 * (a + b) - 6)

    table = build(place, of_regions(both), pairs="a+b")
    wanted = {
        name: (math.tanh(9 * (a + b) - 6) - math.tanh(9 * (m + b) - 6),
               math.tanh(9 * (a + b) - 6) - math.tanh(18 * m - 6))
        for name, (a, b, m) in map_means(pictures)
    }  # fmt: skip
    assert_falls(falls(table, "remove", "a"), {name: alone for name, (alone, _) in wanted.items()})
    assert_falls(falls(table, "remove", "a", "b"), {name: x for name, (_, x) in wanted.items()})
    assert min(interactions(table).values()) > 0.3


def bright_in_both(rng):
    pixels = rng.integers(30, 100, (*SHAPE, 3), np.uint8)
    pixels[A] += 140
    pixels[B] += 140
    return pixels


def test_overlapping_parts_are_removed_together_once(place):
    pictures = write(place, NAMES, noise)
    inner = (slice(3, 5), slice(3, 9))

    def overlapping(_):
        masks = segments(_)
        masks["c"] = np.zeros(SHAPE, bool)
        masks["c"][inner] = True
        return masks

    weight = np.zeros(SHAPE)
    weight[A], weight[inner] = 1 / 16, 1 / 16
    network = wrap(Weighted(weight))
    table = build(place, network, segments=overlapping, pairs="a+c")
    wanted = {
        name: (weight * (pixels.mean(0) - pixels.mean())).sum() for name, pixels in pictures.items()
    }
    assert_falls(falls(table, "remove", "a", "c"), wanted)


class Weighted(torch.nn.Module):
    """Cat's logit is a weighted sum of the grey picture."""

    def __init__(self, weight) -> None:
        super().__init__()
        self.weight = torch.nn.Parameter(torch.from_numpy(np.asarray(weight, np.float64)))

    def forward(self, batch: torch.Tensor) -> torch.Tensor:
        score = (self.weight * batch.mean(1)).sum((1, 2))
        return torch.stack([score, 0 * score, 0 * score], 1)


# Regions without influence


def test_a_bright_region_that_the_network_ignores_has_no_effect(place):
    def bright(rng):
        pixels = rng.integers(0, 120, (*SHAPE, 3), np.uint8)
        pixels[B] = 255
        return pixels

    write(place, NAMES, bright)
    table = build(place, of_regions(lambda a, b: 5 * a), effects=["mean", "blur"])
    rows = [row for row in effects_of(table) if row["segment"] == "b"]
    removed = [row for row in rows if row["operation"] == "remove"]
    assert min(row["change"] for row in removed) > 1
    for row in rows:
        if row["operation"] in ("remove", "placebo"):
            # placebos lie off the named part that matters
            assert row["logit_after"] == pytest.approx(row["logit_before"], abs=1e-12)


class Rough(torch.nn.Module):
    """Cat's logit falls with whatever makes a picture smoother, anywhere."""

    def __init__(self) -> None:
        super().__init__()
        self.scale = torch.nn.Parameter(torch.tensor(0.05, dtype=torch.float64))

    def forward(self, batch: torch.Tensor) -> torch.Tensor:
        across = (batch[..., 1:] - batch[..., :-1]).square().sum((1, 2, 3))
        down = (batch[..., 1:, :] - batch[..., :-1, :]).square().sum((1, 2, 3))
        score = self.scale * (across + down)
        return torch.stack([score, 0 * score, 0 * score], 1)


def interval(values):
    """95 %, by Student's t over images."""
    from scipy import stats

    half = stats.t.ppf(0.975, len(values) - 1) * np.std(values, ddof=1) / math.sqrt(len(values))
    return np.mean(values) - half, np.mean(values) + half


@pytest.mark.parametrize("fill", ["mean", "blur", "noise"])
def test_placebos_take_off_what_any_removal_does(place, fill):
    names = [f"{number:03d}.png" for number in range(120)]
    write(place, names, noise)
    # away from the border, which has fewer neighbours
    table = build(place, wrap(Rough()), effects=fill, dilation="1px", segments=inside, placebos=4)
    rows = table.sql(
        "SELECT removal, placebo, effect FROM segment_effects WHERE segment = 'part'"
    ).to_pylist()
    assert len(rows) == 120
    removal = interval([row["removal"] for row in rows])
    effect = interval([row["effect"] for row in rows])
    if fill != "noise":
        # the interval of the removal alone would call it evidence
        assert removal[0] > 0.1
        assert effect[1] - effect[0] < 0.5 * removal[0]
    assert effect[0] < 0 < effect[1]


def inside(_):
    frame, part = np.ones(SHAPE, bool), np.zeros(SHAPE, bool)
    frame[2:-2, 2:-2] = False
    part[10:13, 8:12] = True
    return {"part": part, "frame": frame}


# Targets


def test_one_pass_serves_every_target(place):
    write(place, NAMES, noise)
    seen = []
    for number, target in enumerate((["cat"], ["cat", "dog", "predicted", "cat-vs-dog"])):
        network = OfRegions(lambda a, b: a, lambda a, b: b, lambda a, b: 0.3)
        classifier = wrap(network)
        table = build(place, classifier, target=target, out=place / str(number))
        seen.append(network.seen)
        rows = effects_of(table)
        # the floor; each of three parts removed and kept; placebos of two, and none of the rest
        assert len(rows) == len(target) * len(NAMES) * (1 + 6 + 8 + 1)
    assert seen[0] == seen[1]


def test_logits_stand_beside_their_mean_and_probabilities_are_softmax(place):
    pictures = write(place, NAMES, noise)
    classifier = of_regions(lambda a, b: a, lambda a, b: b, lambda a, b: 0.3)
    table = build(place, classifier, target=["dog", "predicted", "cat-vs-dog", "runner-up"])
    rows = [
        row for row in effects_of(table) if (row["operation"], row["segment"]) == ("remove", "a")
    ]
    for row in rows:
        a, b, mean = means(pictures[row["image_id"]])
        before, after = np.array([a, b, 0.3]), np.array([mean, b, 0.3])
        if row["target_kind"] == "cat-vs-dog":
            assert row["contrast_class"] == "dog"
            assert row["logit_before"] == pytest.approx(a - b, abs=2e-6)
            assert row["logit_after"] == pytest.approx(mean - b, abs=2e-6)
            assert (row["mean_logit_before"], row["mean_logit_after"]) == (0, 0)
            assert (row["probability_before"], row["probability_after"]) == (None, None)
            continue
        # the class is that of the untouched picture, whatever is predicted afterwards
        order = np.argsort(-before)
        index = {"dog": 1, "predicted": order[0], "runner-up": order[1]}[row["target_kind"]]
        assert row["target_class"] == ["cat", "dog", "cow"][index]
        for when, logits in (("before", before), ("after", after)):
            assert row[f"logit_{when}"] == pytest.approx(logits[index], abs=2e-6)
            assert row[f"mean_logit_{when}"] == pytest.approx(logits.mean(), abs=2e-6)
            softmax = np.exp(logits) / np.exp(logits).sum()
            assert row[f"probability_{when}"] == pytest.approx(softmax[index], abs=2e-6)


def test_a_target_that_some_images_lack_has_effects_on_the_others(place):
    write(place, NAMES, noise)
    classifier = of_regions(lambda a, b: a, lambda a, b: b)
    table = build(place, classifier, target=["predicted", "predicted-vs-cat"])
    with_rows = {
        kind: {row["image_id"] for row in effects_of(table) if row["target_kind"] == kind}
        for kind in ("predicted", "predicted-vs-cat")
    }
    images = {image["image_id"]: image["predicted"] for image in table.images().to_pylist()}
    assert with_rows["predicted"] == set(NAMES)
    assert with_rows["predicted-vs-cat"] == {n for n, p in images.items() if p != "cat"}
    assert 0 < len(with_rows["predicted-vs-cat"]) < len(NAMES)


def test_effects_stand_beside_maps_and_do_not_change_them(place):
    write(place, NAMES, noise)
    classifier = wrap(Weighted(np.random.default_rng(0).standard_normal(SHAPE)))
    plain = build(place, classifier, effects=(), method="gradient", out=place / "plain")
    both = build(place, classifier, method="gradient")
    one, other = (
        pq.read_table(table.folder / "rows").drop_columns(["run_id"]) for table in (plain, both)
    )
    assert one.num_rows == 18
    assert one == other
    assert effects_of(plain) == []


def test_without_a_method_rows_say_which_segments_there_are_and_nothing_of_saliency(place):
    write(place, NAMES, noise)
    rows = build(place, of_regions(lambda a, b: a)).to_arrow().to_pylist()
    assert len(rows) == 18
    assert {(row["method"], row["kind"], row["draw"]) for row in rows} == {
        ("none", "attribution", 0)
    }
    for row in rows:
        assert {name for name, value in row.items() if name.endswith(("_sum", "_min", "_max"))
                and value is not None} == set()  # fmt: skip
        assert row["top_px"] is None
        assert row["image_area_px"] == SHAPE[0] * SHAPE[1]
    assert {(row["segment"], row["area_px"]) for row in rows} == {
        ("a", 16), ("b", 25), ("(unnamed)", 480 - 41),
    }  # fmt: skip


# Pastes

MARK = np.array(
    [[1, 0, 0, 1, 1, 0], [0, 1, 1, 0, 0, 1], [0, 1, 0, 0, 1, 1], [1, 0, 1, 1, 0, 0]], np.float64
)


class Detector(torch.nn.Module):
    """Cat's logit is the best match of a pattern anywhere, in units of its own match."""

    def __init__(self) -> None:
        super().__init__()
        pattern = torch.from_numpy(MARK - MARK.mean())
        self.pattern = torch.nn.Parameter(pattern[None, None] / (pattern**2).sum())

    def forward(self, batch: torch.Tensor) -> torch.Tensor:
        grey = batch.mean(1, keepdim=True)
        match = torch.nn.functional.conv2d(grey, self.pattern).amax((1, 2, 3))
        return torch.stack([match, 0 * match, 0 * match], 1)


def write_mark(place):
    Image.fromarray((255 * MARK).astype(np.uint8)).save(place / "mark.png")
    return f"{place / 'mark.png'},size=6px"


def grey(rng):
    return np.full((*SHAPE, 3), rng.integers(60, 200), np.uint8)


def rises(table, operation):
    found: dict[str, list[float]] = {}
    for row in effects_of(table):
        if row["operation"] == operation:
            found.setdefault(row["image_id"], []).append(row["logit_after"] - row["logit_before"])
    return found


@pytest.mark.parametrize("opacity", [1, 0.5])
def test_a_pasted_mark_raises_the_logit_of_its_detector_and_its_pieces_do_less(place, opacity):
    write(place, NAMES, grey)
    table = build(place, wrap(Detector()), effects=(), target="cat-vs-dog",
                  paste=f"{write_mark(place)},opacity={opacity},draws=4")  # fmt: skip
    pasted, scrambled = rises(table, "paste"), rises(table, "scrambled")
    assert {len(each) for each in (*pasted.values(), *scrambled.values())} == {4}
    assert pasted.keys() == scrambled.keys() == set(NAMES)
    for image in NAMES:
        # a flat picture matches by 0; the mark as it is by 1, and through it by its opacity
        assert pasted[image] == pytest.approx([opacity] * 4, abs=0.01)
        assert max(scrambled[image]) < 0.75 * opacity
    rows = effects_of(table)
    assert {row["segment"] for row in rows} == {"mark"}
    assert {row["fill"] for row in rows} == {
        f"mark.png:draws=4,opacity={opacity:g},place=random,size=6px"
    }
    assert {row["changed_px"] for row in rows} == {None}


def test_places_of_pastes_differ_by_draw_and_image_and_follow_the_seed(place):
    write(place, NAMES, grey)
    y, x = np.indices(SHAPE)
    network = wrap(Weighted(y * 50 + x * 0.1))
    paste = f"{write_mark(place)},draws=5"
    options = {"effects": (), "paste": paste}
    first = rises(build(place, network, **options, out=place / "1"), "paste")
    again = rises(build(place, network, **options, batch_size=1, out=place / "2"), "paste")
    other = rises(build(place, network, **options, seed=1, out=place / "3"), "paste")
    assert first == again
    assert first != other
    assert all(len(set(each)) == 5 for each in first.values())


def test_pictures_that_have_the_cue_are_left_alone(place):
    write(place, NAMES, noise)

    def some(image):
        return {} if image.image_id.startswith("dog") else segments(image)

    table = build(
        place, of_regions(lambda a, b: 7 * a), effects="mean", segments=some,
        paste=f"segment:a@{NAMES[1]},place=as-drawn",
    )  # fmt: skip
    rows = [row for row in effects_of(table) if row["operation"] in ("paste", "scrambled")]
    assert {row["image_id"] for row in rows} == {n for n in NAMES if n.startswith("dog")}
    assert {(row["segment"], row["donor"]) for row in rows} == {("a", NAMES[1])}
    # laid where it was: the donor's own brightness
    donor = pixels_of(Image.open(place / "pictures" / NAMES[1])).double().numpy()
    for row in rows:
        if row["operation"] == "paste":
            assert row["logit_after"] == pytest.approx(7 * means(donor)[0], abs=1e-5)


def test_a_cue_that_was_looked_for_and_not_found_is_pasted(place):
    write(place, NAMES[:2], noise)

    def sought(image):
        found = pw.SegmentSet.from_masks(segments(image))
        return pw.SegmentSet(found.shape, found.segments, not_found=["mark"])

    network = OfRegions(lambda a, b: a, lambda a, b: 0, lambda a, b: 0)
    table = build(place, wrap(network), segments=sought, paste=write_mark(place), effects=())
    assert len(effects_of(table)) == 2 * 2 * 3


def test_a_cue_larger_than_some_pictures_says_so_there(place):
    write(place, NAMES[:2], noise)
    Image.fromarray(np.zeros((5, 5, 3), np.uint8)).save(place / "pictures" / "small.png")

    def resized(image):
        return pixels_of(image.resize(SHAPE[::-1]))

    classifier = wrap(
        OfRegions(lambda a, b: a, lambda a, b: b, lambda a, b: 0), preprocess=resized,
        framing=lambda shape: Framing.stretch(shape, SHAPE),
    )  # fmt: skip
    paste = f"{write_mark(place)},draws=2"
    table = build(place, classifier, effects=(), paste=paste, segments=all_of)
    said = {(row["image_id"], row["operation"], row["status"]) for row in effects_of(table)}
    assert ("small.png", "paste", "too_large") in said
    assert {each for each in said if each[0] != "small.png"} == {
        (name, operation, "done") for name in NAMES[:2] for operation in ("paste", "scrambled")
    }
    assert len([each for each in said if each[0] == "small.png"]) == 1


def all_of(image):
    width, height = image.open().size
    return {"everything": np.ones((height, width), bool)}


# Cropped and padded


def test_only_what_is_in_view_is_removed_and_padding_never(place):
    pictures = {"wide.png": np.random.default_rng(0).integers(0, 256, (20, 60, 3), np.uint8)}

    def preprocess(image):
        canvas = np.zeros((24, 20, 3), np.uint8)
        canvas[2:22] = np.asarray(image)[:, 20:40]
        return pixels_of(Image.fromarray(canvas))

    framing = Framing((20, 60), (24, 20), (1.0, 1.0), (2.0, -20.0))
    masks = {name: np.zeros((20, 60), bool) for name in ("left", "hidden")}
    masks["left"][:, 10:30], masks["hidden"][:, 50:] = True, True

    class Padding(torch.nn.Module):
        def forward(self, batch):
            rows = torch.cat([batch[:, :, :2], batch[:, :, 22:]], 2).sum((1, 2, 3))
            area = batch[:, :, 2:22].sum((1, 2, 3))
            return torch.stack([100 * rows, area, 0 * rows], 1)

    table = pw.build(
        wrap(Padding(), preprocess=preprocess, framing=lambda shape: framing), pictures,
        lambda _: masks, out=place / "table", method="none", target=["cat", "dog"],
        effects=["mean", "noise", "inpaint", "blur"], dilation="3px", pairs="all",
    )  # fmt: skip
    rows = [row for row in effects_of(table) if row["target_kind"] == "cat"]
    assert {row["segment"] for row in rows} == {"left", "(unnamed)", None}
    for row in rows:
        if row["status"] == "done":
            assert row["logit_after"] == pytest.approx(row["logit_before"], abs=1e-9)
            assert row["changed_px"] <= 400
    left = [r for r in rows if (r["operation"], r["segment"]) == ("remove", "left")]
    assert {row["changed_px"] for row in left} == {20 * (10 + 3)}


def test_padding_is_never_swapped_in(place):
    """Wide and tall pictures stand in a square: where one has padding the other has none."""
    shapes = {"wide": (12, 24), "wide2": (12, 24), "tall": (24, 12), "full": (24, 24)}
    pictures = {
        f"{name}.png": np.random.default_rng(number).integers(1, 256, (*shape, 3), np.uint8)
        for number, (name, shape) in enumerate(shapes.items())
    }

    def framing(shape):
        offset = ((24 - shape[0]) / 2, (24 - shape[1]) / 2)
        return Framing(shape, (24, 24), (1.0, 1.0), offset)

    def preprocess(image):
        canvas = np.full((24, 24, 3), 0, np.uint8)
        top, left = (24 - image.height) // 2, (24 - image.width) // 2
        canvas[top : top + image.height, left : left + image.width] = np.asarray(image)
        return pixels_of(Image.fromarray(canvas))

    table = pw.build(
        wrap(Weighted(np.ones((24, 24))), preprocess=preprocess, framing=framing), pictures,
        lambda image: {"corner": np.indices(image.open().size[::-1]).sum(0) < 5},
        out=place / "table", method="none", effects="swap", placebos=6,
    )  # fmt: skip
    lent = {
        (row["image_id"].partition(".")[0], (row["donor"] or "").partition(".")[0])
        for row in effects_of(table)
        if row["operation"] == "remove"
    }
    assert lent == {
        ("wide", "wide2"), ("wide", "full"), ("wide2", "wide"), ("wide2", "full"),
        ("tall", "full"), ("full", ""),
    }  # fmt: skip
    assert {r["status"] for r in effects_of(table) if r["image_id"] == "full.png"} == {"no_donor"}


# What a run does when it is repeated


def sums_by_image(table):
    """Everything of `effects/` but the run's id, in order."""
    return [{k: v for k, v in row.items() if k != "run_id"} for row in effects_of(table)]


def test_effects_do_not_depend_on_batches_shards_or_on_when_a_run_stopped(place, monkeypatch):
    write(place, NAMES, noise)
    rng = np.random.default_rng(0).standard_normal(SHAPE)
    options = {"effects": ["blur", "noise", "swap"], "pairs": "all", "paste": write_mark(place)}
    monkeypatch.setattr(loop, "SHARD_SIZE", 2)
    network = wrap(Weighted(rng))
    whole = sums_by_image(build(place, network, **options, out=place / "whole"))
    again = sums_by_image(build(place, network, **options, out=place / "again", batch_size=1))
    assert [row["donor"] for row in again] == [row["donor"] for row in whole]
    np.testing.assert_allclose(
        [row["logit_after"] or 0 for row in again],
        [row["logit_after"] or 0 for row in whole],
        rtol=1e-9,
    )
    build(
        place, network, **{**options, "effects": ["blur", "noise"]}, out=place / "in parts", limit=4
    )
    parts = sums_by_image(
        build(place, network, **{**options, "effects": ["blur", "noise"]}, out=place / "in parts")
    )
    assert parts == [row for row in whole if row["fill"] != "swap"]


def test_a_run_again_makes_nothing_twice_and_one_that_differs_is_refused(place):
    write(place, NAMES, noise)
    network = wrap(Weighted(np.ones(SHAPE)))
    options = {"effects": ["blur"], "pairs": "all", "paste": write_mark(place)}
    table = build(place, network, **options)
    before = {path: path.stat().st_mtime_ns for path in table.folder.rglob("part-*")}
    again = build(place, network, **options)
    assert {path: path.stat().st_mtime_ns for path in again.folder.rglob("part-*")} == before
    for changed, said in [
        ({"effects": ["mean"]}, r"effects: the table has .*blur.*mean"),
        ({"effects": ["blur", "mean"]}, r"effects: the table has"),
        ({"placebos": 2}, r"placebos: the table has 4"),
        ({"dilation": "2px"}, r'dilation: the table has "0px"'),
        ({"pairs": ()}, r"pairs: the table has"),
        ({"paste": ()}, r"pastes: the table has"),
        ({"paste": f"{options['paste']},opacity=0.5"}, r"pastes: the table has"),
        ({"effects_sample": 1}, r"effects_sample"),
    ]:
        with pytest.raises(TableError, match=f"(?s){said}"):
            build(place, network, **{**options, **changed})
    # the same name and options, but other pixels
    Image.fromarray(np.zeros((4, 6), np.uint8)).save(place / "mark.png")
    with pytest.raises(TableError, match="pastes: the table has"):
        build(place, network, **options)


def test_images_that_fail_are_recorded_and_the_others_have_their_effects(place, caplog):
    write(place, NAMES, noise)
    (place / "pictures" / "cat" / "broken.png").write_text("no picture")

    class Fragile(Weighted):
        def forward(self, batch: torch.Tensor) -> torch.Tensor:
            # overflows where the middle of A was made flat: on one image's treatments alone
            flat = (batch[:, :, 2:6, 2:6].std((1, 2, 3)) < 1e-3)[:, None]
            marked = (batch[:, :, 0, 0] == 1).all(1)[:, None]
            return torch.where(flat & marked, torch.nan, super().forward(batch))

    pixels = np.random.default_rng(0).integers(0, 256, (*SHAPE, 3), np.uint8)
    pixels[..., 1:] = pixels[..., :1]
    pixels[0, 0] = 255
    Image.fromarray(pixels).save(place / "pictures" / "cat" / "fragile.png")
    with caplog.at_level(logging.WARNING):
        table = build(place, wrap(Fragile(np.ones(SHAPE))), effects="mean", placebos=1)
    errors = {row["image_id"]: row["message"] for row in table.errors().to_pylist()}
    assert errors.keys() == {"cat/broken.png", "cat/fragile.png"}
    assert "not finite" in errors["cat/fragile.png"]
    assert {row["image_id"] for row in effects_of(table)} == set(NAMES)
    assert set(table.images()["image_id"].to_pylist()) == set(NAMES)


def test_a_sample_has_effects_and_the_others_have_rows_alone(place):
    write(place, NAMES, noise)
    table = build(place, of_regions(lambda a, b: a), labels="folder", effects_sample=2,
                  method="gradient", target="predicted")  # fmt: skip
    treated = {row["image_id"] for row in effects_of(table)}
    assert sorted(name.partition("/")[0] for name in treated) == ["cat", "cat", "dog", "dog"]
    assert len(table) == 6 * 3


#: A run in shards of four images that takes its time over each batch of treatments.
SLOW_RUN = """
import sys, time
sys.path[:0] = [sys.argv[4]]
from pathlib import Path
import numpy as np
from partwise.pipeline import loop
import partwise.pipeline.model_explainer as explainer
import test_effects as t
loop.SHARD_SIZE = 4
place, out, pause = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])
treat = explainer.run_treatments
def slowly(*given, **options):
    time.sleep(pause)
    return treat(*given, **options)
explainer.run_treatments = slowly
print("ready", flush=True)
t.build(place, t.wrap(t.Weighted(np.random.default_rng(0).standard_normal(t.SHAPE))), out=out,
        effects=["blur", "noise", "swap"], placebos=2, effects_sample=4, labels="folder",
        paste=f"{place / 'mark.png'},size=6px", batch_size=2, workers=1)
"""


def start(place, out, pause):
    here = str(Path(__file__).parent)
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW_RUN, str(place), str(out), str(pause), here],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def parts(out):
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("part-*")}


def test_after_kill_9_the_same_call_goes_on_and_ends_with_the_same_effects(place):
    write(place, [f"{'cat' if i % 2 else 'dog'}/{i:02d}.png" for i in range(16)], noise)
    write_mark(place)
    undisturbed = start(place, place / "undisturbed", 0)
    process = start(place, place / "killed", 0.3)
    deadline = time.monotonic() + 60
    while len(list((place / "killed" / "images").glob("part-*"))) < 2:
        assert time.monotonic() < deadline, "no shard was finished in a minute"
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert 0 < len(pw.open_table(place / "killed").images()) < 16
    assert start(place, place / "killed", 0).wait() == 0
    assert undisturbed.wait() == 0
    assert parts(place / "killed") == parts(place / "undisturbed")
    treated = {row["image_id"] for row in effects_of(pw.open_table(place / "killed"))}
    assert sorted(name.partition("/")[0] for name in treated) == ["cat"] * 4 + ["dog"] * 4


def test_the_manifest_says_what_decides_effects(place):
    write(place, NAMES[:2], noise)
    table = build(place, of_regions(lambda a, b: a), effects=["blur", "swap"], pairs=["b+a"],
                  dilation="2%", placebos=3, effects_sample=1)  # fmt: skip
    told = json.loads((table.folder / "run.json").read_text())["parameters"]
    assert told["effects"] == ["blur:sigma=5%", "swap"]
    assert (told["dilation"], told["placebos"], told["pairs"]) == ("2%", 3, ["b+a"])
    assert (told["effects_sample"], told["pastes"]) == (1, [])
