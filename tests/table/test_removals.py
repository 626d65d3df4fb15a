"""Removal effects as measures: by fill and over fills, against the slow way to each number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partwise.errors import CallError, UnknownNameError
from partwise.measures import EFFECT_MEASURES
from removals import average, measures_of
from tables import effect, row, table_of, treated

if TYPE_CHECKING:
    from pathlib import Path

    import partwise as pw

FILLS = ("mean", "blur:sigma=5%", "swap")
SEGMENTS = ("eye", 'it\'s "the" ear')
KINDS = ("predicted", "cat-vs-dog")
SLOW = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])


@dataclass
class Drawn:
    """A table's rows and effects, and how its images' logits spread over classes."""

    rows: list[dict[str, Any]]
    effects: list[dict[str, Any]]
    deviations: dict[str, float | None]
    united: bool

    def write(self, folder: Path) -> pw.AttributionTable:
        return table_of(
            folder / "table",
            self.rows,
            effects=self.effects,
            parameters={"instances": "unite" if self.united else "keep"},
            pictures={name: {"logit_deviation": each} for name, each in self.deviations.items()},
            parts=2,
        )

    def instances(self, image: str, kind: str, segment: str) -> list[int]:
        key = image, kind, segment
        return [
            each["instance"]
            for each in self.rows
            if (each["image_id"], each["target_kind"], each["segment"]) == key
        ]

    def expected(self, image: str, kind: str, segment: str, fills) -> dict[str, float | None]:
        return measures_of(
            self.effects,
            image,
            kind,
            segment,
            logit_deviation=self.deviations[image],
            fills=fills,
            instances=self.instances(image, kind, segment),
        )


@st.composite
def drawn(draw: st.DrawFn) -> Drawn:
    """Several fills, draws and targets; pictures that could not be made; pairs, pastes, floors."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    united = draw(st.booleans())
    fills = draw(st.lists(st.sampled_from(FILLS), min_size=1, unique=True))
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, unique=True))
    rows, effects, deviations = [], [], {}
    for index in range(draw(st.integers(1, 5))):
        image = f"{index}.png"
        deviations[image] = None if rng.random() < 0.1 else float(rng.exponential())
        for kind in kinds:
            target = {"target_kind": kind, "contrast_class": "dog" if "-vs-" in kind else None}
            target["target_class"] = None if rng.random() < 0.2 else "cat"
            before = {"logit_before": 5 * float(rng.standard_t(2))}
            before["mean_logit_before"] = 0.0 if "-vs-" in kind else float(rng.normal())

            about = {**target, **before}

            def made(operation, segment, image=image, about=about, **columns):
                fall = None if rng.random() < 0.15 else 2 * float(rng.standard_t(2))
                after = {} if fall is None else {"mean_logit_after": float(rng.normal())}
                draws = 1 if fall is None else rng.integers(1, 4)
                columns = {**about, **after, **columns}
                return [
                    treated(image, segment, operation, fall and fall + at, draw=at, **columns)
                    for at in range(draws)
                ]

            for segment in SEGMENTS:
                for instance in [0] if united else range(1, rng.integers(2, 4)):
                    rows.append(row(image, segment, instance=instance, **target))
                    for fill in fills if rng.random() < 0.9 else []:
                        place = {"instance": instance, "fill": fill}
                        for operation in ("remove", "placebo", "keep"):
                            if rng.random() < 0.85:
                                effects += made(operation, segment, **place)
                            effects += made(operation, segment, partner="nose", **place)
            for fill in fills:
                effects += made("floor", None, instance=None, mask_variant=None, fill=fill)
            for operation in ("paste", "scrambled"):
                effects += made(operation, "eye", fill="mark.png", instance=0)
    return Drawn(rows, effects, deviations, united)


def close(expected: float | None):
    return None if expected is None else pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(drawn())
@SLOW
def test_over_fills_each_measure_is_what_the_slow_way_says(tmp_path_factory, made):
    table = made.write(tmp_path_factory.mktemp("removals"))
    fills = sorted({each["fill"] for each in made.effects if each["operation"] == "remove"})
    records = table.summary(["image_id"], EFFECT_MEASURES, intervals="none").to_arrow().to_pylist()
    assert len(records) == len(EFFECT_MEASURES) * len(
        {(each["image_id"], each["target_kind"], each["segment"]) for each in made.rows}
    )
    for record in records:
        key = record["image_id"], record["target_kind"], record["segment"]
        expected = made.expected(*key, fills or FILLS)[record["measure"]]
        assert record["mean"] == close(expected), (key, record["measure"])
        assert record["images"] == 1


@given(drawn())
@SLOW
def test_by_fill_each_measure_is_that_fill_s_alone(tmp_path_factory, made):
    table = made.write(tmp_path_factory.mktemp("removals"))
    fills = sorted({each["fill"] for each in made.effects if each["operation"] == "remove"})
    if not fills:
        return
    summary = table.summary(["image_id", "fill"], EFFECT_MEASURES, intervals="none")
    records = summary.to_arrow().to_pylist()
    assert {each["fill"] for each in records} == {*fills}
    for record in records:
        key = record["image_id"], record["target_kind"], record["segment"]
        expected = made.expected(*key, [record["fill"]])[record["measure"]]
        assert record["mean"] == close(expected), (key, record["measure"], record["fill"])
        assert record["images"] == 1


@given(drawn(), st.sampled_from(FILLS))
@SLOW
def test_a_condition_on_fill_chooses_what_is_averaged(tmp_path_factory, made, fill):
    table = made.write(tmp_path_factory.mktemp("removals")).where(f"fill != '{fill}'")
    there = {each["fill"] for each in made.effects if each["operation"] == "remove"}
    rest = sorted(there - {fill})
    frame = table.to_arrow(["image_id", "target_kind", "segment", "instance", "effect"]).to_pylist()
    assert len(frame) == len(table) == (len(made.rows) if rest else 0)
    for record in frame:
        key = record["image_id"], record["target_kind"], record["segment"]
        single = Drawn(
            [each for each in made.rows if each["instance"] == record["instance"]],
            *(made.effects, made.deviations, made.united),
        )
        assert record["effect"] == close(single.expected(*key, rest)["effect"])


# By hand


@pytest.fixture(scope="module")
def two_fills(tmp_path_factory):
    """Twelve images: the mean says 1, blur says 3; the rows are those of one method."""
    names = [f"{at:02}.png" for at in range(12)]
    rows = [row(name, "eye", signed_lift=0.3 + at / 100) for at, name in enumerate(names)]
    effects = [
        each
        for at, name in enumerate(names)
        for fill, by in (("mean", 1.0), ("blur", 3.0))
        for each in effect(name, "eye", by + at / 100, 0.5, fill=fill)
    ]
    return table_of(tmp_path_factory.mktemp("fills") / "table", rows, effects=effects)


def means(table, by="segment", measures=("effect",)):
    found = table.summary(by, measures, intervals="none").to_arrow().to_pylist()
    return {each.get("fill"): (each["images"], round(each["mean"], 6)) for each in found}


def test_each_fill_is_a_group_by_itself_and_images_are_counted_once(two_fills):
    assert means(two_fills) == {None: (12, 1.555)}
    assert means(two_fills, "fill") == {"mean": (12, 0.555), "blur": (12, 2.555)}


def test_a_condition_on_fill_beside_groups_by_fill_only_hides_groups(two_fills):
    found = two_fills.where("fill = 'mean'").summary("fill", "effect", resamples=200).to_arrow()
    assert found["fill"].to_pylist() == ["mean"]
    assert found["tested"].to_pylist() == [2]


def test_a_condition_on_fill_leaves_one_row_an_image(two_fills):
    chosen = two_fills.where("fill = 'mean' and signed_lift > 0.305")
    assert means(chosen) == {None: (11, 0.56)}
    assert len(chosen) == 11
    assert len(two_fills.where("fill in ('mean', 'blur')")) == 12


def test_rows_are_told_fill_by_fill_only_where_fill_is_asked_for(two_fills):
    assert "fill" in two_fills.columns
    assert "fill" not in two_fills.to_arrow().column_names
    assert len(two_fills) == two_fills.to_arrow().num_rows == 12
    rows = two_fills.to_arrow(["image_id", "fill", "effect"]).to_pylist()
    assert [(each["image_id"], each["fill"]) for each in rows[:3]] == [
        ("00.png", "blur"), ("00.png", "mean"), ("01.png", "blur"),
    ]  # fmt: skip
    only = two_fills.where("fill = 'mean'").to_arrow(["fill", "effect"])
    assert only["fill"].to_pylist() == ["mean"] * 12
    assert average(only["effect"].to_pylist()) == pytest.approx(0.555)


def test_a_fill_that_is_not_there_leaves_nothing(two_fills):
    assert len(two_fills.where("fill = 'maen'")) == 0
    assert "No rows" in repr(two_fills.where("fill = 'maen'").summary())


def test_a_condition_that_mixes_fill_with_other_columns_is_refused(two_fills):
    with pytest.raises(CallError, match=r"must stand by itself.*Join it to the rest by and"):
        two_fills.where("fill = 'mean' or effect > 1")


def test_effects_in_a_condition_are_those_of_the_fills_that_are_kept(two_fills):
    assert len(two_fills.where("fill = 'mean' and effect > 1")) == 0
    assert len(two_fills.where("fill = 'blur' and effect > 1")) == 12


def test_a_table_without_effects_knows_no_fill(tmp_path):
    table = table_of(tmp_path / "table", [row("0.png", "eye")])
    assert "fill" not in table.columns
    with pytest.raises(UnknownNameError, match="'fill'"):
        table.summary("fill")


def test_where_a_column_of_the_user_s_is_called_fill_it_is_known_without_effects(tmp_path):
    rows, metadata = [row("0.png", "eye")], {"0.png": {"fill": "red"}}
    table = table_of(tmp_path / "table", rows, metadata=metadata)
    assert table.summary("fill", "lift", intervals="none").to_arrow()["fill"].to_pylist() == ["red"]


def test_pictures_without_effects_stay_in_every_group_by_fill(tmp_path):
    """Effects of a sample of the images: attribution is of all of them."""
    rows = [row(f"{at}.png", "eye") for at in range(4)]
    effects = effect("0.png", "eye", 1.0, fill="mean") + effect("0.png", "eye", 2.0, fill="blur")
    found = table_of(tmp_path / "table", rows, effects=effects).summary(
        "fill", ["lift", "effect"], intervals="none"
    )
    for record in found.to_arrow().to_pylist():
        assert record["images"] == 4
        assert record["undefined"] == (3 if record["measure"] == "effect" else 0)


def test_what_was_not_done_gets_into_no_measure(tmp_path):
    effects = [
        treated("0.png", "eye", "remove", 2.0),
        treated("0.png", "eye", "remove", None, status="no_donor", draw=1),
        treated("0.png", "eye", "placebo", None),
        treated("0.png", "eye", "remove", 9.0, partner="nose"),
    ]
    table = table_of(tmp_path / "table", [row("0.png", "eye")], effects=effects)
    (record,) = table.to_arrow(["removal", "placebo", "effect"]).to_pylist()
    assert record == {"removal": 2.0, "placebo": None, "effect": None}


@pytest.mark.parametrize(("deviation", "defined"), [(4.0, False), (3.9, True), (None, False)])
def test_a_floor_that_is_hardly_lower_than_the_picture_divides_nothing(
    tmp_path, deviation, defined
):
    """By hand: 2 logits above the floor; removing takes 1.5 of them, keeping leaves 0.5."""
    effects = [
        *effect("0.png", "eye", 1.5),
        treated("0.png", "eye", "keep", 1.5),
        treated("0.png", None, "floor", 2.0, instance=None),
    ]
    pictures = {"0.png": {"logit_deviation": deviation}}
    table = table_of(tmp_path / "t", [row("0.png", "eye")], effects=effects, pictures=pictures)
    (record,) = table.to_arrow(["necessity", "sufficiency"]).to_pylist()
    assert record == {
        "necessity": 0.75 if defined else None,
        "sufficiency": 0.25 if defined else None,
    }


def test_the_mean_logit_is_taken_off_but_from_the_raw_effect(tmp_path):
    """All logits fall by 3: the target's own fall of 3 is nothing beside them."""
    about = {"mean_logit_before": 1.0, "mean_logit_after": -2.0}
    effects = [
        treated("0.png", "eye", "remove", 0.0, **about),
        treated("0.png", "eye", "placebo", 0.0, mean_logit_before=1.0, mean_logit_after=1.0),
    ]
    table = table_of(tmp_path / "table", [row("0.png", "eye")], effects=effects)
    (record,) = table.to_arrow(["effect", "raw_effect"]).to_pylist()
    assert record == {"effect": 0.0, "raw_effect": 3.0}


def test_the_view_by_fill_can_be_asked_anything(two_fills):
    found = two_fills.sql(
        "SELECT fill, round(avg(effect), 3) AS effect FROM fill_scales GROUP BY fill ORDER BY fill"
    )
    assert found.to_pylist() == [
        {"fill": "blur", "effect": 2.555},
        {"fill": "mean", "effect": 0.555},
    ]
