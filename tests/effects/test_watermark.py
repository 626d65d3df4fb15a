"""The demo's watermark on real photos: it matters for cartons, and other text does not."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PIL import Image
from scipy import stats

import partwise as pw
from partwise.demo.watermark import TEXT, watermark
from partwise.measures import MEASURES

#: What lies beyond this is flagged.
MARGIN = 0.1
TEXTS = {"watermark": TEXT, "latin": "shortcut", "dots": "••••••"}


def effects_on_carton(test_data, out, texts, *, photos, fill="blur", placebos=4):
    """Effect less placebo of each text in each photo, by text."""
    files = sorted((test_data / "imagenet_photos").glob("*.[jJ][pP]*"))[:photos]
    pictures, masks = {}, {}
    for name in texts:
        for file in files:
            with Image.open(file) as photo:
                marked, mask = watermark(photo.convert("RGB"), TEXTS[name])
            pictures[f"{name}/{file.stem}.png"] = np.asarray(marked)
            masks[f"{name}/{file.stem}.png"] = {name: mask}
    table = pw.build(
        pw.load_classifier("packaged:efficientnet-lite0", device="cpu"), pictures, masks,
        out=out, method="none", target="carton", effects=fill, placebos=placebos,
    )  # fmt: skip
    rows = table.sql("SELECT segment, effect FROM segment_effects").to_pylist()
    found = {name: [row["effect"] for row in rows if row["segment"] == name] for name in texts}
    assert {len(each) for each in found.values()} == {photos}
    return {name: np.array(each) for name, each in found.items()}


def interval(values):
    """95 %, by Student's t over images."""
    half = stats.t.ppf(0.975, len(values) - 1) * values.std(ddof=1) / math.sqrt(len(values))
    return values.mean() - half, values.mean() + half


def test_the_watermark_matters_for_cartons_on_ten_photos(test_data, tmp_path):
    found = effects_on_carton(test_data, tmp_path / "table", ["watermark"], photos=10, placebos=2)
    assert (found["watermark"] > 0).sum() >= 9
    assert interval(found["watermark"])[0] > MARGIN


@pytest.mark.slow
@pytest.mark.parametrize("fill", ["blur", "mean", "inpaint"])
def test_the_watermark_matters_in_nearly_every_photo_and_other_text_is_not_flagged(
    test_data, tmp_path, fill
):
    found = effects_on_carton(test_data, tmp_path / "table", TEXTS, photos=100, fill=fill)
    for name, values in found.items():
        low, high = interval(values)
        print(f"{fill:8s} {name:10s} mean {values.mean():+.3f}, {low:+.3f} to {high:+.3f}, "
              f"positive in {(values > 0).mean():.0%}")  # fmt: skip
    assert MEASURES["effect"].smallest_effect == MARGIN
    assert (found["watermark"] > 0).mean() >= 0.95
    assert interval(found["watermark"])[0] > MARGIN
    for name in ("latin", "dots"):
        low, high = interval(found[name])
        assert low <= MARGIN, name
        assert high >= -MARGIN, name
