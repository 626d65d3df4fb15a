"""Text of effects: every block with its numbers, and notes that say what they cannot say."""

from __future__ import annotations

from html import unescape

import pytest

from partwise.views.show import rows_to_text, to_html
from tables import effect, mapless, pasted, row, table_of, treated

NAMES = [f"{at:02}.png" for at in range(20)]
HOSTILE = "<b>ear\n\x1b[31m</b>"


def made(folder, **options):
    """An eye that matters, a sky that fills can hardly test, a pair and a paste."""
    rows, effects = [], []
    for at, name in enumerate(NAMES):
        about = {"label": ["cat", "dog"][at % 2]}
        for segment, value in (("eye", 0.3), (HOSTILE, 0.1), ("sky", 0.0)):
            rows.append(row(name, segment, signed_lift=value + at / 1000, **about))
            for fill in ("mean", "blur:sigma=5%"):
                small = segment == "sky" and fill != "mean"
                columns = {
                    "fill": fill,
                    "change": 0.04 if small else 0.9,
                    "colour_change": 0.03 if fill != "mean" else 0.8,
                    "on_named": 0.75,
                }
                effects += effect(name, segment, 3 * value + at / 1000, 0.01, **columns)
                effects.append(treated(name, segment, "keep", 1.5, fill=fill))
            if segment == "sky" and at < 7:
                effects[-5:] = [
                    each
                    | {"status": "no_free_place", "logit_after": None, "mean_logit_after": None}
                    if each["operation"] == "placebo"
                    else each
                    for each in effects[-5:]
                ]
        for fill in ("mean", "blur:sigma=5%"):
            effects.append(treated(name, None, "floor", 2.0, instance=None, fill=fill))
            effects.append(treated(name, "eye", "remove", 2.0, partner=HOSTILE, fill=fill))
        effects += pasted(name, "mark", 1.5 + at / 50, 0.1)
    pictures = {name: {"logit_deviation": 1.0} for name in NAMES}
    return table_of(folder / "table", rows, effects=effects, pictures=pictures, **options)


@pytest.fixture(scope="module")
def effects(tmp_path_factory):
    return made(tmp_path_factory.mktemp("effects")).effects(resamples=200)


def block(effects, start: str) -> str:
    """The lines of the block of this title, up to the next title, on one line."""
    blocks = repr(effects).split("\n\n")
    first = next(at for at, each in enumerate(blocks) if each.startswith(start))
    return " ".join("\n".join(blocks[first : first + 3]).split())


def test_removals_stand_beside_placebos_and_effects_greatest_first(effects):
    text = block(effects, "Removal · target predicted · blur:sigma=5%, mean, averaged image by")
    assert "segment images removal placebo effect 95 % interval in images verdict" in text
    assert "eye 20 +0.909 +0.010 +0.900" in text
    assert " 20 matters, supports +0.455" in text
    assert "matters, supports +0.455 +0.25 +0.90 to +0.90, agree" in text
    assert text.index("eye 20") < text.index("sky 20")


def test_an_effect_of_fewer_images_than_the_removal_says_of_how_many(effects):
    (line,) = {
        each for each in repr(effects).splitlines() if each.startswith("sky  ") and "–" in each
    }
    assert line.split()[1] == "20"
    assert " 13 " in line


def test_what_a_placebo_is_and_where_there_was_no_place_is_told(effects):
    text = block(effects, "Removal")
    assert "placebo: the same for as large a place where the part is not" in text
    assert "No free place for a placebo, so that effect leaves these out: sky (7 of 20" in text
    assert "and show what these do (share of their pixels): eye 75 %" in text


def test_which_fills_cannot_answer_is_told(effects):
    text = block(effects, "Removal")
    assert "blur:sigma=5% cannot answer for sky: it hardly changes the pixels" in text
    assert "blur:sigma=5% says nothing about the colour of" in text
    fills = block(effects, "By fill · target predicted")
    assert "0.04 0.03 no, it changes too little" in fills
    assert "0.90 0.80 yes" in fills
    assert "0.90 0.03 not about colour" in fills


def test_an_answer_that_hangs_on_the_fill_is_told(tmp_path):
    rows = [row(name, "eye") for name in NAMES]
    removed = [
        each
        for at, name in enumerate(NAMES)
        for fill, by in (("mean", 1.0), ("blur", -1.0))
        for each in effect(name, "eye", by + at / 500, fill=fill)
    ]
    text = block(table_of(tmp_path / "t", rows, effects=removed).effects(), "Removal")
    assert "-0.98 to +1.02, hangs on the fill" in text
    assert "Hangs on the fill (fills settle it in different ways): eye." in text


def test_pairs_and_pastes_have_blocks_of_their_own(effects):
    pairs = block(effects, "Pairs · target predicted")
    assert "joint segment alone partner alone interaction" in pairs
    assert "No placebos were made for these pairs" in pairs
    pastes = block(effects, "Pastes · target predicted · mark.png:draws=1")
    assert "mark 20 +1.69 +0.10 +1.59" in pastes
    assert "100 % matters, supports" in pastes
    assert "scrambled: the same with the cue's pieces" in pastes


def test_agreement_has_a_block_for_each_method(effects):
    text = block(effects, "Agreement · gradient · target predicted")
    assert "eye 20 +1.00 (+1.00 to +1.00) +1.00 (+1.00 to +1.00) 100 % (84 to 100)" in text
    assert "Does saliency rank the parts of an image as removal does?" in text


def test_correlations_of_a_few_images_are_counted_and_not_printed(tmp_path):
    few = made(tmp_path).where(f"image_id <= '{NAMES[3]}'")
    text = block(few.effects(resamples=200), "Agreement")
    assert "+1.00" not in text.partition("Does saliency rank")[0]
    assert "of fewer than 5 images, which correlate one way or the other" in text


def test_names_are_escaped_in_text_and_in_html(effects):
    text, page = repr(effects), effects._repr_html_()
    assert "\x1b" not in text + page
    assert "<b>" not in page
    assert "<b>ear\\n\\x1b[31m</b>" in unescape(page)
    assert all(len(line) < 150 for line in text.splitlines())


def test_groups_stand_in_a_column_of_their_own(tmp_path):
    text = block(made(tmp_path).effects("label", resamples=200), "Removal")
    assert "label segment images" in text
    assert "sky where cat (4 of 10 images), sky where dog (3 of 10 images)" in text


def test_a_condition_that_nothing_meets_says_so(tmp_path):
    table = made(tmp_path).where("label = 'cow'")
    assert "nothing meets the condition" in repr(table.effects())
    assert "nothing meets the condition" in table.effects()._repr_html_()


# Beside attributions, and without any


def test_a_summary_shows_removal_and_placebo_before_the_effect(tmp_path):
    text = " ".join(repr(made(tmp_path).summary(intervals="analytic")).split())
    assert "removal placebo effect 95 % interval in images verdict" in text
    chosen = repr(made(tmp_path / "again").summary(measures="share", intervals="none"))
    assert "placebo" not in chosen


@pytest.fixture(scope="module")
def no_maps(tmp_path_factory):
    rows, removed = [], []
    for at, name in enumerate(NAMES):
        for segment, by in (("eye", 1.0), ("sky", 0.0)):
            rows.append(mapless(name, segment, label=["cat", "dog"][at % 2]))
            removed += effect(name, segment, by + at / 1000, 0.01)
            removed.append(treated(name, segment, "keep", 1.5))
        removed.append(treated(name, None, "floor", 2.0, instance=None))
    pictures = {name: {"logit_deviation": 1.0} for name in NAMES}
    folder = tmp_path_factory.mktemp("effects") / "table"
    return table_of(folder, rows, effects=removed, pictures=pictures)


def test_without_maps_the_effect_leads(no_maps):
    summary = no_maps.summary(resamples=200)
    text = " ".join(repr(summary).split())
    assert (
        "none · target predicted segment images area_fraction removal placebo effect 95 % interval "
        "necessity sufficiency verdict" in " ".join(text.replace("─", "").split())
    )
    assert "matters, supports" in text
    assert "negligible" in text
    assert "whether effect differs from 0 by more than 0.1 (the default)" in text
    assert "Undefined" not in text
    assert "even spread" not in text
    records = {r["segment"]: r for r in summary.to_arrow().to_pylist() if r["measure"] == "effect"}
    assert [records[name]["primary"] for name in ("eye", "sky")] == [True, True]
    assert records["eye"]["verdict"] == "matters"


def test_without_maps_the_margin_is_that_of_effects(no_maps):
    found = no_maps.summary(smallest_effect=2, resamples=200).to_arrow().to_pylist()
    told = {r["segment"]: (r["verdict"], r["margin"]) for r in found if r["measure"] == "effect"}
    assert told == {"eye": ("negligible", 2.0), "sky": ("negligible", 2.0)}


def test_where_effects_alone_are_asked_for_the_margin_is_theirs_too(tmp_path):
    found = made(tmp_path).summary(measures="effect", smallest_effect=2, resamples=200).to_arrow()
    assert {*found["margin"].to_pylist()} == {2.0}
    assert {*found["verdict"].to_pylist()} == {"negligible"}


def test_rows_without_sums_are_printed(no_maps):
    lines = rows_to_text(no_maps).splitlines()
    assert len(lines) == 2 + 2 * len(NAMES)
    assert "nan" not in "\n".join(lines).lower()
    assert "nan" not in to_html(no_maps).lower()


def test_without_maps_agreement_is_not_spoken_of(no_maps):
    effects = no_maps.effects(resamples=200)
    assert "Agreement" not in repr(effects)
    assert effects.agreement.num_rows == effects.ranking.num_rows == 0
    assert "Removal · target predicted · blur\n" in repr(effects)


def test_without_maps_groups_are_still_compared_with_the_rest(no_maps):
    text = repr(no_maps.summary("label", against="rest", resamples=200))
    assert "whether effect differs from the rest" in text
