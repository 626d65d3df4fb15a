"""Each measure against its definition, written out slowly on the pixels themselves."""

from __future__ import annotations

import math

import numpy as np
import pytest

from partwise.measures import EFFECT_MEASURES, MEASURES
from tables import EAR, HEAD, small_table


@pytest.fixture(scope="module")
def frame_and_maps(tmp_path_factory):
    folder = tmp_path_factory.mktemp("measures")
    table = small_table(folder)
    maps = {
        name: np.load((folder / "maps" / name).with_suffix(".npy")).astype(float)
        for name in table.images()["image_id"].to_pylist()
    }
    return table.to_pandas(), maps


def by_definition(saliency: np.ndarray, place: tuple[slice, slice]) -> dict[str, float]:
    inside = np.zeros(saliency.shape, bool)
    inside[place] = True
    strength = np.abs(saliency)
    mean, outside = saliency[inside].mean(), saliency[~inside].mean()
    share = strength[inside].sum() / strength.sum()
    strongest = np.sort(strength.ravel())[::-1][: math.ceil(0.05 * saliency.size)]
    return {
        "mean": mean,
        "signed_lift": mean / strength.mean(),
        "contrast": (mean - outside) / strength.mean(),
        "z_contrast": (mean - outside) / saliency.std(),
        "abs_mean": strength[inside].mean(),
        "share": share,
        "signed_share": saliency[inside].sum() / strength.sum(),
        "positive_share": saliency[inside].clip(0).sum() / saliency.clip(0).sum(),
        "area_fraction": inside.mean(),
        "lift": share / inside.mean(),
        "top_share": np.isin(strength[inside], strongest).sum() / math.ceil(0.05 * saliency.size),
    }


@pytest.mark.parametrize("name", [name for name in MEASURES if name not in EFFECT_MEASURES])
def test_a_measure_is_what_its_formula_says(frame_and_maps, name):
    frame, maps = frame_and_maps
    for segment, place in {"ear": EAR, "head": HEAD}.items():
        for row in frame[frame["segment"] == segment].itertuples():
            expected = by_definition(maps[row.image_id], place)[name]
            assert getattr(row, name) == pytest.approx(expected, rel=1e-6, abs=1e-9)


def test_every_measure_of_the_design_is_there():
    assert list(MEASURES) == [
        "mean", "signed_lift", "contrast", "z_contrast", "abs_mean", "share", "signed_share",
        "positive_share", "area_fraction", "lift", "top_share", "removal", "placebo", "effect",
        "raw_effect", "scaled_effect", "necessity", "sufficiency",
    ]  # fmt: skip


def test_a_map_of_zeros_leaves_ratios_undefined_and_the_mean_zero(tmp_path):
    names = ["0.png"]
    import partwise as pw
    from tables import write_coco, write_pictures

    (tmp_path / "maps").mkdir()
    np.save(tmp_path / "maps" / "0.npy", np.zeros((12, 10), np.float32))
    table = pw.build(
        None,
        write_pictures(tmp_path / "pictures", names),
        f"coco:{write_coco(tmp_path / 'parts.json', names)}",
        maps=tmp_path / "maps",
        out=tmp_path / "table",
    )
    group = table.where("segment = 'ear'").group(measures=["mean", "share", "lift"]).to_pylist()[0]
    assert (group["mean"], group["mean_undefined"]) == (0.0, 0)
    assert (group["share"], group["share_undefined"]) == (None, 1)
    assert (group["lift"], group["lift_undefined"]) == (None, 1)
