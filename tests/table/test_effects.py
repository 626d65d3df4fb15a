"""Effects: each number against the slow way to it, and the words that are made of them."""

from __future__ import annotations

import itertools
import statistics
from collections import defaultdict
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy import stats

from partwise.errors import CallError, UnknownNameError
from partwise.measures import EFFECT_MEASURES, MEASURES
from partwise.statistics.clustered import Clustered
from partwise.statistics.estimates import estimate
from removals import average, falls, measures_of
from summaries import estimated
from tables import effect, pasted, row, table_of, treated

SLOW = settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
FILLS = ("mean", "blur:sigma=5%")
SEGMENTS = ("eye", "it's\nan ear", "nose")
PAIR = ("eye", "nose")
CLASSES = ("cat", "dog")


class Made:
    """A random table: two fills, targets with and without contrast, pairs, pastes, patients."""

    def __init__(self, seed: int, number: int, *, united: bool, placebos: bool) -> None:
        self.rng = rng = np.random.default_rng(seed)
        self.united, self.number = united, number
        self.kinds = ["predicted", "cat-vs-dog"][: 1 + seed % 2]
        self.rows: list[dict[str, Any]] = []
        self.effects: list[dict[str, Any]] = []
        self.deviations = {f"{at:02}.png": float(rng.exponential()) for at in range(number)}
        self.patient = {f"{at:02}.png": f"p{at // 2}" for at in range(number)}
        self.kind_of: dict[str, str] = {}
        for at, kind in itertools.product(range(number), self.kinds):
            image, own = f"{at:02}.png", CLASSES[at % 2]
            contrast = "dog" if "-vs-" in kind else None
            target = {"target_kind": kind, "target_class": own, "contrast_class": contrast}
            before = {"logit_before": 5 * float(rng.standard_t(2)), "mean_logit_before": 0.25}
            about = target | before
            for segment in SEGMENTS:
                for instance in [0] if united else range(1, rng.integers(2, 4)):
                    sums = {"signed_lift": float(rng.standard_t(2))}
                    self.rows.append(
                        row(image, segment, instance=instance, predicted=own, **target, **sums)
                    )
                    for fill in FILLS:
                        place = about | {"instance": instance, "fill": fill}
                        self.treat("remove", image, segment, place, missing=0.1)
                        self.treat("keep", image, segment, place, missing=0.1)
                        if placebos:
                            self.treat("placebo", image, segment, place, missing=0.3, none=True)
            for fill in FILLS:
                self.treat("floor", image, None, about | {"fill": fill}, missing=0.1)
                joint = about | {"fill": fill, "partner": PAIR[1], "instance": 0}
                self.treat("remove", image, PAIR[0], joint, missing=0.1)
                if placebos:
                    self.treat("placebo", image, PAIR[0], joint, missing=0.3, none=True)
            for cue, operation in itertools.product(("mark", "dots"), ("paste", "scrambled")):
                self.treat(operation, image, cue, about | {"fill": f"{cue}.png"}, missing=0.1)

    def treat(self, operation, image, segment, about, *, missing, none=False) -> None:
        if self.rng.random() < missing:
            if none:
                self.effects.append(treated(image, segment, operation, None, **about))
            return
        for draw in range(self.rng.integers(1, 4)):
            change, colour, named = self.rng.random(3)
            columns = about | {"change": change, "colour_change": colour, "draw": draw}
            columns |= {"on_named": named if operation == "placebo" else None}
            fall = float(self.rng.standard_t(2))
            self.effects.append(treated(image, segment, operation, fall, **columns))

    def write(self, folder):
        return table_of(
            folder / "table",
            self.rows,
            effects=self.effects,
            parameters={"instances": "unite" if self.united else "keep"},
            pictures={name: {"logit_deviation": each} for name, each in self.deviations.items()},
            metadata={name: {"patient": each} for name, each in self.patient.items()},
            parts=2,
        )

    def instances(self, image: str, kind: str, segment: str) -> list[int]:
        key = image, kind, segment
        return [
            each["instance"]
            for each in self.rows
            if (each["image_id"], each["target_kind"], each["segment"]) == key
        ]

    def images(self, group: str | None) -> list[str]:
        return [
            name
            for at, name in enumerate(self.deviations)
            if group is None or CLASSES[at % 2] == group
        ]

    def values(self, image: str, kind: str, segment: str, fills) -> dict[str, float | None]:
        return measures_of(
            self.effects,
            image,
            kind,
            segment,
            logit_deviation=self.deviations[image],
            fills=fills,
            instances=self.instances(image, kind, segment),
        )

    def column(self, name: str, image, kind, segment, fills, operation) -> float | None:
        """Over draws, then over fills, then over instances."""
        of: dict[int, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        key = image, kind, segment, None, operation, "done"
        names = ("image_id", "target_kind", "segment", "partner", "operation", "status")
        for each in self.effects:
            if each["fill"] in fills and tuple(each.get(column) for column in names) == key:
                of[each["instance"]][each["fill"]].append(each[name])
        return average(average(map(average, each.values())) for each in of.values())


@st.composite
def made_tables(draw) -> Made:
    return Made(
        draw(st.integers(0, 2**32)),
        draw(st.sampled_from([1, 5, 13])),
        united=draw(st.booleans()),
        placebos=draw(st.booleans()),
    )


def close(expected: float | None):
    return None if expected is None else pytest.approx(expected, rel=1e-8, abs=1e-8)


def check_interval(record, values, cluster, prefix: str = "") -> None:
    """The interval is that of the mean over clusters."""
    if not values:
        assert record[f"{prefix}low"] is None
        return
    numbers = {name: at for at, name in enumerate(sorted({*cluster.values()}))}
    of = {image: numbers[each] for image, each in cluster.items()}
    expected = estimated(values, of, resamples=200)
    if not prefix:
        assert record["clusters"] == expected.clusters[0]
    for end in ("low", "high"):
        value = float(getattr(expected, end)[0])
        assert record[f"{prefix}{end}"] == (None if np.isnan(value) else close(value))


@given(made_tables(), st.sampled_from([None, "target_class"]), st.booleans())
@SLOW
def test_removals_are_what_the_slow_way_says(tmp_path_factory, made, by, clustered):
    table = made.write(tmp_path_factory.mktemp("effects"))
    found = table.effects(by, cluster="patient" if clustered else None, resamples=200).segments
    cluster = made.patient if clustered else {name: name for name in made.patient}
    groups = [None] if by is None else [each for each in CLASSES if made.images(each)]
    told = {(r["target_kind"], r.get(by), r["segment"], r["fill"]): r for r in found.to_pylist()}
    for key in itertools.product(made.kinds, groups, SEGMENTS, (*FILLS, None)):
        kind, group, segment, fill = key
        fills = FILLS if fill is None else [fill]
        values = {image: made.values(image, kind, segment, fills) for image in made.images(group)}
        values = {image: each for image, each in values.items() if each["removal"] is not None}
        if not values:
            assert key not in told
            continue
        record = told.pop(key)
        assert record["images"] == len(values)
        for name in EFFECT_MEASURES:
            assert record[name] == close(average(each[name] for each in values.values())), name
        pairs = [(image, each["effect"]) for image, each in values.items()]
        check_interval(record, [each for each in pairs if each[1] is not None], cluster)
        for name, operation, over in (
            ("change", "remove", statistics.median),
            ("colour_change", "remove", statistics.median),
            ("on_named", "placebo", average),
        ):
            of_images = [
                made.column(name, image, kind, segment, fills, operation) for image in values
            ]
            of_images = [each for each in of_images if each is not None]
            assert record[name] == close(over(of_images) if of_images else None), name
    assert not told


@given(made_tables())
@SLOW
def test_verdicts_are_those_of_a_summary(tmp_path_factory, made):
    table = made.write(tmp_path_factory.mktemp("effects"))
    found = table.effects(resamples=200).segments.to_pylist()
    expected = table.summary(measures="effect", resamples=200).to_arrow().to_pylist()
    by_cell = {(each["target_kind"], each["segment"]): each for each in expected}
    for record in found:
        if record["fill"] is None and record["clusters"]:
            summary = by_cell[record["target_kind"], record["segment"]]
            for name in ("p", "p_adjusted", "low", "high"):
                assert record[name] == close(summary[name]), name
            for name in ("tested", "verdict", "direction", "clusters", "margin"):
                assert record[name] == summary[name], name


@given(made_tables())
@SLOW
def test_pastes_are_what_the_slow_way_says(tmp_path_factory, made):
    table = made.write(tmp_path_factory.mktemp("effects"))
    found = {
        (r["target_kind"], r["cue"]): r for r in table.effects(resamples=200).pastes.to_pylist()
    }
    for kind, cue in itertools.product(made.kinds, ("mark", "dots")):
        rises, differences, pieces = [], [], []
        for image in made.images(None):
            of = {"image_id": image, "target_kind": kind, "segment": cue}
            rise, scrambled = (
                average(-fall for fall in falls(made.effects, operation, **of))
                for operation in ("paste", "scrambled")
            )
            if rise is not None:
                rises.append((image, rise))
                pieces.append(scrambled)
                if scrambled is not None:
                    differences.append((image, rise - scrambled))
        if not rises:
            assert (kind, cue) not in found
            continue
        record = found[kind, cue]
        assert (record["paste"], record["images"]) == (f"{cue}.png", len(rises))
        assert record["rise"] == close(average(each for _, each in rises))
        assert record["scrambled"] == close(average(pieces))
        assert record["difference"] == close(average(each for _, each in differences))
        assert record["positive"] == close(average(float(each > 0) for _, each in differences))
        alone = {name: name for name in made.patient}
        check_interval(record, rises, alone, "rise_")
        check_interval(record, differences, alone)


@given(made_tables())
@SLOW
def test_pairs_are_what_the_slow_way_says(tmp_path_factory, made):
    table = made.write(tmp_path_factory.mktemp("effects"))
    found = {
        (r["target_kind"], r["fill"]): r for r in table.effects(resamples=200).pairs.to_pylist()
    }

    def joint(image: str, kind: str, fill: str, operation: str) -> float | None:
        of = {"image_id": image, "target_kind": kind, "segment": PAIR[0], "fill": fill}
        return average(falls(made.effects, operation, partner=PAIR[1], **of))

    def alone(image: str, kind: str, segment: str, fill: str, name: str) -> float | None:
        return made.values(image, kind, segment, [fill])[name]

    for kind in made.kinds:
        corrected = any(
            joint(image, kind, fill, "placebo") is not None
            and joint(image, kind, fill, "remove") is not None
            for image in made.images(None)
            for fill in FILLS
        )
        of: dict[str | None, dict[str, list[dict[str, float | None]]]] = defaultdict(
            lambda: defaultdict(list)
        )
        for image, fill in itertools.product(made.images(None), FILLS):
            removal, placebo = (joint(image, kind, fill, each) for each in ("remove", "placebo"))
            if removal is None:
                continue
            both = removal - placebo if corrected and placebo is not None else removal
            both = None if corrected and placebo is None else both

            def part(segment, image=image, fill=fill, kind=kind, corrected=corrected):
                removed, elsewhere = (
                    alone(image, kind, segment, fill, name) for name in ("removal", "placebo")
                )
                if corrected:
                    known = removed is not None and elsewhere is not None
                    return removed - elsewhere if known else None
                return removed

            numbers = {"joint": both, "apart": part(PAIR[0]), "partner_apart": part(PAIR[1])}
            known = None not in numbers.values()
            numbers["interaction"] = (
                numbers["joint"] - numbers["apart"] - numbers["partner_apart"] if known else None
            )
            for level in (fill, None):
                of[level][image].append(numbers)
        for fill, images in of.items():
            record = found.pop((kind, fill))
            over = {
                image: {name: average(each[name] for each in fills) for name in fills[0]}
                for image, fills in images.items()
            }
            known = {image: each for image, each in over.items() if each["interaction"] is not None}
            assert record["corrected"] == corrected
            assert (record["images"], record["left_out"]) == (len(known), len(over) - len(known))
            for name in ("joint", "apart", "partner_apart", "interaction"):
                assert record[name] == close(average(each[name] for each in known.values())), name
            values = [(image, each["interaction"]) for image, each in known.items()]
            check_interval(record, values, {name: name for name in made.patient})
    assert not found


@given(made_tables())
@SLOW
def test_agreement_is_what_the_slow_way_says(tmp_path_factory, made):
    table = made.write(tmp_path_factory.mktemp("effects"))
    effects = table.effects(resamples=200)
    names = ["image_id", "target_kind", "target_class", "segment"]
    measures = ["signed_lift", "share", "mean"]
    summary = table.summary("image_id", [*measures, "effect"], intervals="none").to_arrow()
    value = {
        (r["target_kind"], r["image_id"], r["segment"], r["measure"]): r["mean"]
        for r in summary.to_pylist()
    }
    rows = {tuple(each[name] for name in names) for each in made.rows}
    told = {
        (r["target_kind"], r["target_class"], r["segment"], r["measure"]): r
        for r in effects.agreement.to_pylist()
    }
    for kind, group, segment, measure in itertools.product(
        made.kinds, (*CLASSES, None), SEGMENTS, measures
    ):
        pairs = [
            (value[k, image, s, measure], value[k, image, s, "effect"])
            for image, k, own, s in sorted(rows)
            if (k, s) == (kind, segment) and group in (own, None)
        ]
        pairs = [each for each in pairs if None not in each]
        if not pairs:
            assert (kind, group, segment, measure) not in told
            continue
        record = told[kind, group, segment, measure]
        assert record["together"] == (group is None)
        assert record["images"] == len(pairs)
        one, other = zip(*pairs, strict=True)
        constant = len({*one}) < 2 or len({*other}) < 2
        expected = None if constant else stats.spearmanr(one, other).statistic
        assert record["correlation"] == close(expected)
        assert (record["low"] is None) == (constant or len(pairs) < 10)
        signs = [a * b > 0 for a, b in pairs if a * b != 0]
        signs = signs if MEASURES[measure].signed else []
        assert record["sign_images"] == len(signs)
        assert record["sign_agreement"] == close(average(map(float, signs)))
    for record in effects.ranking.filter(effects.ranking["together"]).to_pylist():
        if record["measure"] not in measures:
            continue
        found = []
        for image in made.images(None):
            pairs = [
                (
                    value.get((record["target_kind"], image, each, record["measure"])),
                    value.get((record["target_kind"], image, each, "effect")),
                )
                for each in SEGMENTS
            ]
            pairs = [each for each in pairs if None not in each]
            one, other = zip(*pairs, strict=True) if pairs else ((), ())
            if len(pairs) >= 3 and len({*one}) > 1 and len({*other}) > 1:
                found.append(stats.spearmanr(one, other).statistic)
        assert record["images"] == len(found)
        assert record["correlation"] == close(average(found))
        low = float(estimate(Clustered.of_values(found), resamples=200).analytic_low[0])
        assert record["low"] is None or (-1 <= record["low"] <= low + 0.3)


# Words


def removed(folder, fills, *, images: int = 12, **columns):
    """An eye that is removed with this effect by each fill."""
    names = [f"{at:02}.png" for at in range(images)]
    effects = [
        each
        for at, name in enumerate(names)
        for fill, by in fills.items()
        for each in effect(name, "eye", by + at / 100, fill=fill, **columns)
    ]
    rows = [row(name, "eye", label="cat") for name in names]
    return table_of(folder / "table", rows, effects=effects)


def together(effects):
    (record,) = [each for each in effects.segments.to_pylist() if each["fill"] is None]
    return record


@pytest.mark.parametrize(
    ("fills", "said"),
    [
        ({"mean": 1.0}, None),
        ({"mean": 1.0, "blur": 2.0}, "agree"),
        ({"mean": 1.0, "blur": -1.0}, "hangs on the fill"),
        ({"mean": 1.0, "blur": -0.05}, "hangs on the fill"),
        ({"mean": 1.0, "blur": 0.04}, "undecided"),
    ],
)
def test_fills_agree_or_the_answer_hangs_on_them(tmp_path, fills, said):
    record = together(removed(tmp_path, fills).effects(resamples=200))
    assert record["fills"] == said
    if said:
        ends = sorted(each + 0.055 for each in fills.values())
        assert [record["least_effect"], record["most_effect"]] == pytest.approx(ends)


@pytest.mark.parametrize(
    ("change", "colour", "said"),
    [
        (0.09, 0.09, "no, it changes too little"),
        (0.1, 0.09, "not about colour"),
        (0.1, 0.1, "yes"),
        (None, None, None),
    ],
)
def test_a_fill_answers_only_for_what_it_changes(tmp_path, change, colour, said):
    table = removed(tmp_path, {"mean": 1.0}, change=change, colour_change=colour)
    alone = [each for each in table.effects(resamples=200).segments.to_pylist() if each["fill"]]
    assert [each["answers"] for each in alone] == [said]


def test_what_a_fill_hardly_changed_it_cannot_deny(tmp_path):
    rows = [row(f"{at:02}.png", "sky") for at in range(12)]
    effects = [
        each
        for at in range(12)
        for fill, by, change in (("mean", 1.0, 0.9), ("blur", 0.0, 0.05))
        for each in effect(f"{at:02}.png", "sky", by + at / 1000, fill=fill, change=change)
    ]
    told = table_of(tmp_path / "table", rows, effects=effects).effects(resamples=200)
    assert together(told)["fills"] is None
    text = " ".join(repr(told).split())
    assert "blur cannot answer for sky: it hardly changes the pixels" in text
    assert "Hangs on the fill" not in text


def test_conditions_on_segments_hide_and_others_choose(tmp_path):
    names = [f"{at:02}.png" for at in range(24)]
    rows = [
        row(name, segment, label=CLASSES[at % 2])
        for at, name in enumerate(names)
        for segment in ("eye", "nose")
    ]
    effects = [
        each
        for at, name in enumerate(names)
        for segment in ("eye", "nose")
        for each in effect(name, segment, 1 + at / 100)
    ]
    effects += [each for name in names for each in pasted(name, "mark", 1.0)]
    effects += [treated(name, "eye", "remove", 3.0, partner="nose") for name in names]
    table = table_of(tmp_path / "table", rows, effects=effects)
    eye = table.where("segment = 'eye'").effects(resamples=200)
    assert eye.segments["segment"].to_pylist() == ["eye", "eye"]
    assert eye.segments["tested"].to_pylist() == [2, 2]
    assert eye.pairs["partner"].to_pylist() == ["nose", "nose"]
    assert eye.pastes.num_rows == 0
    cats = table.where("label = 'cat'").effects(resamples=200)
    assert {*cats.segments["images"].to_pylist(), *cats.pastes["images"].to_pylist()} == {12}
    hidden = table.where("label = 'cat'").effects("label", resamples=200)
    assert {*hidden.segments["label"].to_pylist()} == {"cat"}
    assert hidden.segments["tested"].to_pylist() == [4, 4, 4, 4]
    mark = table.where("segment = 'mark'").effects(resamples=200)
    assert (mark.pastes.num_rows, mark.segments.num_rows) == (1, 0)
    chosen = table.where("effect > 1.115").effects(resamples=200)
    assert {*chosen.segments["images"].to_pylist()} == {12}
    assert chosen.pastes["images"].to_pylist() == [24]


def test_a_condition_on_fill_chooses_the_fill(tmp_path):
    table = removed(tmp_path, {"mean": 1.0, "blur": 2.0}).where("fill = 'mean'")
    told = table.effects(resamples=200).segments.to_pylist()
    assert [each["fill"] for each in told] == ["mean", None]
    assert together(table.effects(resamples=200))["effect"] == pytest.approx(1.055)


def test_several_methods_do_not_count_an_effect_twice(tmp_path):
    rows = [
        row(f"{at:02}.png", "eye", method=method)
        for at in range(12)
        for method in ("gradient", "occlusion")
    ]
    effects = [each for at in range(12) for each in effect(f"{at:02}.png", "eye", 1.0)]
    told = table_of(tmp_path / "table", rows, effects=effects).effects(resamples=200)
    assert {*told.segments["images"].to_pylist()} == {12}
    assert {*told.agreement["method"].to_pylist()} == {"gradient", "occlusion"}


def test_a_table_without_effects_says_how_to_get_them(tmp_path):
    with pytest.raises(CallError, match=r"has no effects. Build it with --effects"):
        table_of(tmp_path / "table", [row("0.png", "eye")]).effects()


@pytest.mark.parametrize("by", ["segment", "fill", "method", "role", "lift"])
def test_effects_are_grouped_by_columns_of_images_alone(tmp_path, by):
    with pytest.raises(CallError, match=r"by segment and fill already.*column of images"):
        removed(tmp_path, {"mean": 1.0}).effects(by)


def test_an_unknown_column_is_told_with_the_nearest(tmp_path):
    with pytest.raises(UnknownNameError, match="'label'"):
        removed(tmp_path, {"mean": 1.0}).effects("labels")


def test_a_group_that_is_a_single_cluster_is_refused(tmp_path):
    with pytest.raises(CallError, match="a single cluster"):
        removed(tmp_path, {"mean": 1.0}).effects("label", cluster="label")


def test_the_margin_may_be_given(tmp_path):
    table = removed(tmp_path, {"mean": 1.0})
    assert together(table.effects(resamples=200))["verdict"] == "matters"
    assert together(table.effects(smallest_effect=2, resamples=200))["verdict"] == "negligible"


@pytest.mark.parametrize(
    ("removal", "placebo", "said"),
    [
        (1.0, 0.0, ("matters", "supports")),
        (0.0, -1.0, ("only elsewhere", None)),
        (0.5, 1.5, ("only elsewhere", None)),
        (-1.0, 0.5, ("matters", "opposes")),
    ],
)
def test_an_effect_that_is_its_placebos_alone_is_none(tmp_path, removal, placebo, said):
    names = [f"{at:02}.png" for at in range(12)]
    rows = [row(name, "eye", signed_lift=0.5 + at / 100) for at, name in enumerate(names)]
    removed = [
        each
        for at, name in enumerate(names)
        for each in effect(name, "eye", removal + (at - 5.5) / 1000, placebo)
    ]
    table = table_of(tmp_path / "table", rows, effects=removed)
    effects = table.effects(resamples=200)
    record = together(effects)
    assert (record["verdict"], record["direction"]) == said
    assert record["removal_low"] < removal < record["removal_high"]
    summary = table.summary(measures="signed_lift", resamples=200).to_arrow().to_pylist()
    attribution, effect_ = summary
    assert (effect_["verdict"], effect_["direction"]) == said
    relies = said[1] == attribution["direction"]
    assert attribution["verdict"] == ("relies" if relies else "attributed")
    means = "the effect is that of the placebos"
    assert (means in " ".join(repr(effects).split())) == (said[1] is None)


def test_an_effect_is_judged_by_removals_of_the_images_that_have_it(tmp_path):
    names = [f"{at:02}.png" for at in range(24)]
    removed = [
        each
        for at, name in enumerate(names)
        for each in (
            effect(name, "eye", 1.0 + at / 100, 0.0)
            if at < 12
            else [treated(name, "eye", "remove", -9.0), treated(name, "eye", "placebo", None)]
        )
    ]
    table = table_of(
        tmp_path / "table", [row(name, "eye", signed_lift=0.5) for name in names], effects=removed
    )
    effects = table.effects(resamples=200)
    record = together(effects)
    assert record["removal"] < 0 < record["effect"]
    assert (record["verdict"], record["no_free_place"]) == ("matters", 12)
    attribution, found = table.summary(measures="signed_lift", resamples=200).to_arrow().to_pylist()
    assert (attribution["verdict"], found["verdict"]) == ("relies", "matters")


def test_a_removal_beside_an_effect_is_of_the_same_instances(tmp_path):
    names = [f"{at:02}.png" for at in range(12)]
    rows, removed = [], []
    for at, name in enumerate(names):
        rows += [row(name, "eye", instance=each, signed_lift=0.5) for each in (1, 2)]
        removed += effect(name, "eye", 1.0 + at / 100, 0.0, instance=1)
        removed += [treated(name, "eye", "remove", -9.0, instance=2)]
        removed += [treated(name, "eye", "placebo", None, instance=2)]
    table = table_of(tmp_path / "table", rows, effects=removed, parameters={"instances": "keep"})
    record = together(table.effects(resamples=200))
    assert record["removal"] - record["placebo"] == pytest.approx(record["effect"])
    assert record["verdict"] == "matters"
    (told,) = [
        each
        for each in table.summary(measures=["removal"], resamples=200).to_arrow().to_pylist()
        if each["measure"] == "removal"
    ]
    assert told["mean"] == pytest.approx(record["removal"])


def test_what_only_a_cue_s_pieces_do_is_not_the_cue_s(tmp_path):
    names = [f"{at:02}.png" for at in range(12)]
    rows = [row(name, "eye") for name in names]
    pastes = [
        each
        for at, name in enumerate(names)
        for each in pasted(name, "mark", at / 1000 - 0.006, -1)
    ]
    effects = table_of(tmp_path / "table", rows, effects=pastes).effects(resamples=200)
    assert effects.pastes["verdict"].to_pylist() == ["only its pieces"]
    assert "only its pieces: the difference is that of the pieces" in " ".join(
        repr(effects).split()
    )


def test_an_interaction_has_words_for_either_sign(tmp_path):
    names = [f"{at:02}.png" for at in range(12)]
    rows = [row(name, segment) for name in names for segment in ("a", "b", "c")]
    effects = [
        each
        for at, name in enumerate(names)
        for segment in ("a", "b", "c")
        for each in effect(name, segment, 1 + at / 1000)
    ]
    for partner, fall in (("b", 1.0), ("c", 3.0)):
        effects += [
            treated(name, "a", operation, by, partner=partner)
            for name in names
            for operation, by in (("remove", fall), ("placebo", 0.0))
        ]
    pairs = table_of(tmp_path / "table", rows, effects=effects).effects(resamples=200).pairs
    told = {each["partner"]: each["direction"] for each in pairs.to_pylist()}
    assert told == {"b": "less together", "c": "more together"}
