"""Effects of two tables compared: by the fills that both have, and never as if they were maps."""

from __future__ import annotations

import pytest

from partwise.comparison.comparison import compare
from partwise.errors import CallError
from tables import effect, mapless, row, table_of

NAMES = [f"{at:02}.png" for at in range(12)]
MADE = {"classifier": "net", "classifier_digest": "a", "dilation": "1.5%"}


def table(folder, removals, *, maps=False, **parameters):
    """Ears whose removal lowers the logit by so much for each fill; a little more each image."""
    make = row if maps else mapless
    effects = [
        each
        for at, name in enumerate(NAMES)
        for fill, fall in removals.items()
        for each in effect(name, "ear", fall + at / 100, fill=fill)
    ]
    rows = [make(name, "ear") for name in NAMES]
    return table_of(folder, rows, effects=effects, parameters=MADE | parameters)


def told(comparison):
    return {each["measure"]: each for each in comparison.data.to_pylist()}


def test_tables_without_maps_are_compared_by_their_effects(tmp_path):
    found = compare(table(tmp_path / "a", {"blur": 1.0}), table(tmp_path / "b", {"blur": 3.0}))
    assert list(found.measures) == ["effect", "removal"]
    ear = told(found)["effect"]
    assert ear["estimate"] == pytest.approx(2.0)
    assert (ear["verdict"], ear["direction"]) == ("differs", "more")
    assert "no negative values" not in repr(found)


def test_tables_of_maps_and_effects_are_compared_by_both(tmp_path):
    one, other = (table(tmp_path / name, {"blur": 1.0}, maps=True) for name in "ab")
    assert list(compare(one, other).measures) == ["share", "signed_share", "effect"]


def test_maps_and_effects_beside_effects_alone_are_compared_by_effects(tmp_path):
    one = table(tmp_path / "a", {"blur": 1.0}, maps=True)
    found = compare(one, table(tmp_path / "b", {"blur": 1.5}))
    assert told(found)["effect"]["estimate"] == pytest.approx(0.5)


def test_effects_are_averaged_over_the_fills_that_both_have(tmp_path):
    one = table(tmp_path / "a", {"blur": 1.0, "mean": 9.0})
    other = table(tmp_path / "b", {"blur": 3.0, "noise": 50.0})
    found = compare(one, other)
    assert told(found)["effect"]["estimate"] == pytest.approx(2.0)
    assert "Effects: by blur, which both have." in repr(found)
    assert "meets a condition" not in repr(found)


def test_by_fill_each_is_compared_with_itself(tmp_path):
    one = table(tmp_path / "a", {"blur": 1.0, "mean": 9.0})
    other = table(tmp_path / "b", {"blur": 3.0, "mean": 9.5})
    found = compare(one, other, by="fill", measures="effect")
    assert {each["fill"]: round(each["estimate"], 6) for each in found.data.to_pylist()} == {
        "blur": 2.0,
        "mean": 0.5,
    }


def test_without_a_shared_fill_nothing_is_compared_and_both_are_named(tmp_path):
    one, other = table(tmp_path / "a", {"blur": 1.0}), table(tmp_path / "b", {"mean": 1.0})
    with pytest.raises(CallError, match=r"removed by blur, and .* by mean: they share no fill"):
        compare(one, other)
    with pytest.raises(CallError, match="they share no fill"):
        compare(one.where("fill = 'blur'"), other)


def test_what_was_never_removed_is_said_and_not_undefined(tmp_path):
    one = table(tmp_path / "a", {"blur": 1.0}, maps=True)
    other = table_of(tmp_path / "b", [row(name, "ear") for name in NAMES], parameters=MADE)
    assert list(compare(one, other).measures) == ["share", "signed_share"]
    with pytest.raises(CallError, match=r"--measure removal: nothing was removed in '.*b'"):
        compare(one, other, measures=["share", "removal"])
    with pytest.raises(CallError, match=r"has effects and no maps, and '.*b' has maps and no ef"):
        compare(table(tmp_path / "c", {"blur": 1.0}), other)


def test_other_widths_and_other_models_are_said_beside_the_difference(tmp_path):
    one = table(tmp_path / "a", {"blur": 1.0})
    other = table(tmp_path / "b", {"blur": 1.0}, dilation="3%", classifier_digest="b")
    text = repr(compare(one, other))
    assert "widened by 1.5% in A and 3% in B" in text
    assert "in logits of each model" in text
    assert "widened" not in repr(compare(one, one))
    assert "in logits of each model" not in repr(compare(one, one))


def test_instances_removed_together_are_not_compared_with_those_removed_one_by_one(tmp_path):
    kept = table(tmp_path / "a", {"blur": 1.0}, maps=True, instances="keep")
    united = table(tmp_path / "b", {"blur": 1.0}, maps=True)
    assert list(compare(kept, united).measures) == ["share", "signed_share"]
    with pytest.raises(CallError, match=r"--measure effect: one table removes the instances"):
        compare(kept, united, measures="effect")


def test_what_has_no_value_in_one_table_is_not_called_the_same(tmp_path):
    one = table(tmp_path / "a", {"blur": 1.0})
    effects = [each for name in NAMES for each in effect(name, "ear", 1.0)[:1]]
    alone = table_of(
        tmp_path / "b", [mapless(name, "ear") for name in NAMES], effects=effects, parameters=MADE
    )
    assert "exactly 0" not in repr(compare(one, alone))
    assert "exactly 0" in repr(compare(one, one))
