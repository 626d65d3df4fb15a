"""Rules against nulls: limits are for the difference from the hardest one."""

from __future__ import annotations

import numpy as np
import pytest

from partwise.errors import CallError
from partwise.gate.gate import check
from partwise.gate.rule import Rule
from tables import row, table_of

SOBEL, CENTRE = "null-sobel", "null-centre:sigma=25%"


def made(folder, lifts, *, lift: float = 2.0, images: int = 30, draws: int = 1):
    """A watermark, and of each null its lift."""
    rows = []
    for at, noise in enumerate(np.random.default_rng(2).normal(0, 0.1, images)):
        name = f"{at:02}.png"
        rows.append(row(name, "watermark", lift=lift + noise, signed_lift=0.3))
        for text, each in lifts.items():
            for draw in range(draws):
                sums = {"image_negative_sum": 0.0, "image_positive_sum": 1000.0}
                sums |= {"positive_sum": 100 * each + draw, "negative_sum": 0.0}
                rows.append(row(name, "watermark", kind="null", method=text, draw=draw, **sums))
    return table_of(folder, rows)


def judged(table, **keys):
    keys = {"measure": "lift", "against": "null", **keys}
    (only,) = check(table, [Rule(selectors={"segment": "watermark"}, **keys)]).judgements
    return only


@pytest.mark.parametrize(
    ("lifts", "keys", "outcome"),
    [
        ({SOBEL: 1.0, CENTRE: 0.5}, {"most": 0.25}, "failed"),
        # one null gives it as much, so that it is not beyond every one
        ({SOBEL: 2.0, CENTRE: 0.5}, {"most": 0.25}, "passed"),
        ({SOBEL: 3.0, CENTRE: 0.5}, {"most": 0.25}, "passed"),
        ({SOBEL: 3.0, CENTRE: 4.0}, {"most": 0.25}, "passed"),
        ({SOBEL: 1.0, CENTRE: 0.5}, {"least": 0.25}, "passed"),
        ({SOBEL: 2.0, CENTRE: 0.5}, {"least": 0.25}, "failed"),
        ({SOBEL: 1.0, CENTRE: 0.5}, {"least": 0.25, "fail": "unless sure"}, "passed"),
        ({SOBEL: 1.75, CENTRE: 0.5}, {"least": 0.25, "fail": "unless sure"}, "failed"),
    ],
)
def test_a_limit_is_for_the_difference_from_the_hardest_null(tmp_path, lifts, keys, outcome):
    assert judged(made(tmp_path / "t", lifts), **keys).outcome == outcome


def test_the_estimate_is_the_difference_from_the_hardest_null(tmp_path):
    found = judged(made(tmp_path / "t", {SOBEL: 1.4, CENTRE: 0.5}, draws=3), most=0.1)
    # draws of 1.40, 1.41 and 1.42
    assert found.cell.estimate == pytest.approx(2.0 - 1.41, abs=0.05)
    assert found.cell.images == found.cell.clusters == 30
    assert "from null maps" in found.measured


@pytest.mark.parametrize(
    ("keys", "confidence"),
    [
        ({"most": 1.0}, 0.95),
        ({"least": 1.0}, 1 - 0.05 / 2),
        ({"most": 1.0, "fail": "unless sure"}, 1 - 0.05 / 2),
        ({"least": 1.0, "fail": "unless sure"}, 0.95),
        ({"least": 1.0, "fail": "on estimate"}, 0.95),
    ],
)
def test_to_be_sure_of_not_beating_some_null_takes_more_than_to_be_sure_of_beating_all(
    tmp_path, keys, confidence
):
    found = judged(made(tmp_path / "t", {SOBEL: 1.4, CENTRE: 0.5}), **keys)
    assert found.cell.confidence == pytest.approx(confidence)


def test_a_rule_on_a_measure_that_no_null_serves_is_refused_with_those_they_do(tmp_path):
    with pytest.raises(CallError, match=r"rule 1.*no null of this table serves signed_lift.*lift"):
        judged(made(tmp_path / "t", {SOBEL: 1.0}), measure="signed_lift", most=0.1)


def test_a_part_without_nulls_of_its_own_cannot_be_judged(tmp_path):
    rows = [row(f"{at}.png", part) for at in range(12) for part in ("watermark", "eye")]
    rows += [row(f"{at}.png", "eye", kind="null", method=SOBEL) for at in range(12)]
    found = judged(table_of(tmp_path / "t", rows), most=0.1)
    assert found.outcome == "cannot be judged"
    assert found.because == "no value of null maps to compare it with"
