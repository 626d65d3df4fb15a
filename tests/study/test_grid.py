"""The study's designs: enough of each, and none that anything was chosen by."""

from __future__ import annotations

from study.grid import PLACED, study


def test_the_study_has_every_kind_at_every_strength_opacity_and_size():
    designs = study()
    assert len(designs) >= 200
    assert len({each.seed for each in designs}) == len(designs)
    assert all(each.reported for each in designs)
    assert not any(each.reported for each in study(first_seed=100))
    plain = [each for each in designs if each.role == "planted" and each.network == "cnn"]
    for kind in PLACED:
        own = [each for each in plain if each.cue.kind == kind]
        assert len({each.strength for each in own}) == 7
        assert len({(each.cue.opacity, each.cue.size) for each in own}) == 9
    assert {each.network for each in designs} == {"cnn", "vit"}
    assert {each.role for each in designs} == {"planted", "swapped"}
