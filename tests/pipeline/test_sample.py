"""Samples: so many images of each class, by chance that hangs on seed and name alone."""

from __future__ import annotations

import logging
from collections import Counter

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import partwise as pw
from partwise.framing import Framing
from partwise.pipeline.interventions import choose_sample, shuffled

strata = st.dictionaries(
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=4),
    st.sampled_from(["cat", "dog", "cow", None]),
    max_size=30,
)


@given(strata, st.integers(1, 5), st.integers(0, 3))
def test_of_each_class_so_many_are_chosen_or_all_there_are(strata, count, seed):
    chosen = choose_sample(strata, count, seed=seed)
    there_are = Counter(strata.values())
    assert Counter(strata[each] for each in chosen) == {
        each: min(count, many) for each, many in there_are.items()
    }
    assert chosen == choose_sample(dict(reversed(strata.items())), count, seed=seed)


@given(strata, st.integers(1, 5))
def test_a_larger_sample_holds_the_smaller_one(strata, count):
    assert choose_sample(strata, count, seed=0) <= choose_sample(strata, count + 1, seed=0)


@given(strata, st.sets(st.text(min_size=1, max_size=4), max_size=5))
def test_an_order_by_chance_is_kept_when_images_are_added(strata, more):
    order = shuffled(strata, seed=1)
    assert [each for each in shuffled({*strata, *more}, seed=1) if each in strata] == order


def test_every_image_is_as_likely_as_any_other():
    names = dict.fromkeys(map(str, range(10)), "cat")
    drawn = Counter(each for seed in range(2000) for each in choose_sample(names, 3, seed=seed))
    # 600 each; a binomial's deviation is 20.5
    assert len(drawn) == 10
    assert max(abs(count - 600) for count in drawn.values()) < 4.5 * 20.5


# In a run

SHAPE = (8, 8)


class Brightness(torch.nn.Module):
    """Says bright or dark; overflows where a picture is black."""

    def __init__(self) -> None:
        super().__init__()
        self.shift = torch.nn.Parameter(torch.zeros(1))

    def forward(self, batch: torch.Tensor) -> torch.Tensor:
        mean = batch.mean((1, 2, 3)) - 0.5 + self.shift
        black = (batch == 0).all(3).all(2).all(1)
        return torch.where(black[:, None], torch.nan, torch.stack([mean, -mean], 1))


def tensor(image):
    return torch.from_numpy(np.array(image, np.float32).transpose(2, 0, 1) / 255)


@pytest.fixture
def place(tmp_path):
    """Six bright pictures and four dark ones."""
    (tmp_path / "pictures").mkdir()
    for number in range(10):
        rng = np.random.default_rng(number)
        low = 160 if number % 5 in (0, 2, 4) else 0
        pixels = rng.integers(low, low + 96, (*SHAPE, 3), np.uint8)
        Image.fromarray(pixels).save(tmp_path / "pictures" / f"{number}.png")
    return tmp_path


def left(_):
    half = np.zeros(SHAPE, bool)
    half[:, :3] = True
    return {"left": half}


def build(place, **options):
    classifier = pw.wrap(Brightness(), preprocess=tensor, classes=["bright", "dark"],
                         device="cpu", framing=Framing.identity)  # fmt: skip
    given = {"out": place / "table", "method": "none", "effects": "mean", "effects_sample": 2}
    return pw.build(classifier, place / "pictures", left, **{**given, **options})


def treated(table):
    found = table.sql("SELECT DISTINCT image_id FROM effects")["image_id"]
    return set(found.to_pylist())


def predicted(table):
    return {each["image_id"]: each["predicted"] for each in table.images().to_pylist()}


def test_without_labels_classes_are_predicted_and_that_is_said(place, caplog):
    with caplog.at_level(logging.INFO):
        table = build(place)
    assert "no image has a label: predicting" in caplog.text
    classes = predicted(table)
    assert Counter(classes.values()) == {"bright": 6, "dark": 4}
    assert Counter(classes[each] for each in treated(table)) == {"bright": 2, "dark": 2}


def test_labels_decide_where_there_are_any_and_those_without_are_a_class(place, caplog):
    labels = {f"{number}.png": "dark" if number < 5 else "bright" for number in range(9)}
    with caplog.at_level(logging.INFO):
        table = build(place, labels=labels)
    assert "predicting" not in caplog.text
    chosen = treated(table)
    assert Counter(labels.get(each) for each in chosen) == {"dark": 2, "bright": 2, None: 1}


def test_a_label_by_index_and_by_name_is_one_class(place):
    labels = {f"{number}.png": "dark" if number < 5 else "1" for number in range(10)}
    assert len(treated(build(place, labels=labels))) == 2


def test_the_sample_follows_the_seed_and_not_the_order_or_the_batch(place):
    one = treated(build(place, out=place / "1"))
    assert treated(build(place, out=place / "2", batch_size=1, workers=1)) == one
    others = [treated(build(place, out=place / f"s{seed}", seed=seed)) for seed in (1, 2, 3)]
    assert any(other != one for other in others)


def test_images_that_fail_do_not_keep_the_others_out_of_the_sample(place):
    (place / "pictures" / "broken.png").write_text("no picture")
    Image.new("RGB", SHAPE).save(place / "pictures" / "black.png")
    table = build(place)
    errors = set(table.errors()["image_id"].to_pylist())
    assert errors == {"black.png", "broken.png"}
    classes = predicted(table)
    assert Counter(classes[each] for each in treated(table)) == {"bright": 2, "dark": 2}


def test_when_images_are_added_the_sample_of_all_of_them_is_treated(place):
    whole = treated(build(place, out=place / "whole"))
    build(place, limit=5)
    grown = treated(build(place))
    assert whole <= grown


def test_a_sample_larger_than_the_classes_is_all_of_them(place):
    assert len(treated(build(place, effects_sample=99))) == 10
