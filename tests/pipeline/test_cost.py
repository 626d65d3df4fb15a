"""Cost: what is told before a run is what the run does, or more where places are missing."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass

import numpy as np
import pytest
import torch

import partwise as pw
from partwise.framing import Framing
from partwise.pipeline.cost import Cost, duration, tell_cost
from partwise.pipeline.interventions import Interventions
from tables import write_pictures

SHAPE = (24, 20)
NAMES = [f"{index}.png" for index in range(7)]


@dataclass
class Counted:
    """A black box that counts what it is shown, and each batch's size."""

    batches: list[int]

    def __call__(self, batch: torch.Tensor) -> torch.Tensor:
        self.batches.append(len(batch))
        mean = batch.double().mean((1, 2, 3))
        return torch.stack([mean, -mean], 1)


def tensor(image):
    return torch.from_numpy(np.array(image, np.float32).transpose(2, 0, 1) / 255)


def corners(_):
    masks = {name: np.zeros(SHAPE, bool) for name in ("a", "b")}
    masks["a"][:3, :4], masks["b"][-4:, -3:] = True, True
    return masks


@pytest.fixture
def run(tmp_path, caplog):
    """Build with a counting classifier: what was told, and how many passes there were."""
    write_pictures(tmp_path / "pictures", NAMES, SHAPE)

    def run(**options):
        counted = Counted([])
        classifier = pw.wrap(counted, preprocess=tensor, classes=["cat", "dog"], device="cpu",
                             framing=Framing.identity)  # fmt: skip
        given = {
            "segments": corners,
            "method": "none",
            "effects": "mean",
            "dilation": "0",
            "out": tmp_path / "table",
        }
        caplog.clear()
        with caplog.at_level(logging.INFO):
            table = pw.build(classifier, tmp_path / "pictures", **{**given, **options})
        said = [each for each in caplog.messages if "forward passes" in each]
        return table, counted.batches, said

    return run


def told(said):
    assert len(said) == 1
    found = re.search(r"([\d,]+) in all for ([\d,]+) image", said[0])
    assert found is not None
    return tuple(int(each.replace(",", "")) for each in found.groups())


def done(table):
    return table.sql("""SELECT count(*) AS n FROM effects WHERE status = 'done'""")["n"][0].as_py()


def test_what_is_told_is_what_is_done_but_for_placebos_without_a_place(run):
    table, batches, said = run(effects=["mean", "noise"], pairs="all")
    passes, images = told(said)
    assert images == 7
    # what the parts leave over covers more than half of each picture
    assert passes - done(table) == 7 * 2 * 4
    # before that four batches of eight are timed, and each image passes as it is
    assert sum(batches) == 4 * 8 + 7 + done(table)


def test_treatments_of_an_image_fill_batches_of_eight(run):
    _, batches, _ = run()
    # each image: 1 floor, 3 times remove and keep, 2 times 4 placebos, one that has no place
    assert batches == [8] * 4 + [7] + [8, 7] * 7


def test_cues_are_counted_where_they_are_pasted(run):
    table, _, said = run(effects=(), paste=[f"segment:a@{NAMES[0]},place=centre,draws=4"],
                         segments=some)  # fmt: skip
    passes, _ = told(said)
    # five images are looked at, and one or two of them have the part already
    assert done(table) == 2 * 4 * 5
    assert 2 * 4 * 7 * 0.6 <= passes <= 2 * 4 * 7


def some(image):
    return corners(image) if image.image_id in NAMES[:2] else {}


def test_a_cue_that_was_looked_for_and_not_found_counts(run, tmp_path):
    def sought(image):
        masks = corners(image)
        found = pw.SegmentSet.from_masks(masks if image.image_id == NAMES[0] else {"b": masks["b"]})
        missing = () if image.image_id == NAMES[0] else ("a",)
        return pw.SegmentSet(found.shape, found.segments, not_found=missing)

    paste = f"segment:a@{NAMES[0]},draws=2"
    table, _, said = run(effects=(), paste=paste, segments=sought)
    assert done(table) == 6 * 2 * 2
    # one of the five that are looked at has it
    assert told(said)[0] == round(7 * 4 * 4 / 5)


def test_a_sample_costs_less_and_needs_no_advice(run, tmp_path):
    _, _, said = run()
    assert "--effects-sample N takes fewer images" in said[0]
    table, _, said = run(effects_sample=2, labels=dict.fromkeys(NAMES, "cat"), out=tmp_path / "few")
    assert "--effects-sample" not in said[0]
    assert told(said) == (2 * 19, 2)
    assert done(table) == 2 * 15


def test_nothing_is_told_where_nothing_is_left_to_do(run):
    _, _, said = run()
    assert len(said) == 1
    _, batches, said = run()
    assert (batches, said) == ([], [])


def test_a_cost_in_words():
    cost = Cost(images=1200, passes_an_image=45.4, seconds_a_pass=0.02)
    assert str(cost) == (
        "effects alone take about 45 forward passes an image, 54,480 in all for 1,200 images: "
        "about "
        "18 min at 50 passes a second"
    )
    assert "for 1 image:" in str(Cost(1, 3, 1))


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "1 s"), (0.2, "1 s"), (89, "89 s"), (90, "2 min"), (5399, "90 min"), (5400, "1.5 h")],
)
def test_lengths_of_time(seconds, said):
    assert duration(seconds) == said


def test_nothing_is_told_of_what_costs_nothing(caplog):
    with caplog.at_level(logging.INFO):
        tell_cost(None, Interventions())
        tell_cost(Cost(0, 12, 0.1), Interventions())
    assert caplog.messages == []


def test_images_that_cannot_be_opened_are_not_looked_at(run, tmp_path):
    for name in NAMES[1:]:
        (tmp_path / "pictures" / name).write_text("no picture")
    table, _, said = run()
    assert told(said) == (7 * (1 + 3 * 2 + 3 * 4), 7)
    assert len(table.images()) == 1


def test_a_classifier_that_changes_its_mind_is_told(tmp_path, caplog):
    write_pictures(tmp_path / "pictures", NAMES, SHAPE)
    chance = np.random.default_rng(0)

    def guess(batch):
        return torch.from_numpy(chance.normal(size=(len(batch), 2)).astype(np.float32))

    for answer, warned in ((guess, True), (Counted([]), False)):
        classifier = pw.wrap(answer, preprocess=tensor, classes=["cat", "dog"], device="cpu",
                             framing=Framing.identity)  # fmt: skip
        caplog.clear()
        pw.build(classifier, tmp_path / "pictures", segments=corners, method="none",
                 effects="mean", out=tmp_path / f"table {warned}")  # fmt: skip
        assert ("differ from call to call" in caplog.text) == warned
