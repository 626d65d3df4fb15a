"""Maps from elsewhere: measured as they would have been where they were made."""

from __future__ import annotations

import h5py
import numpy as np
import pytest
import torch
from PIL import Image
from typer.testing import CliRunner

import partwise as pw
from partwise.cli.app import app
from partwise.errors import CallError, TableError
from tables import write_coco, write_pictures

NAMES = [f"{'cat' if index % 2 else 'dog'}/{index:02d}.png" for index in range(6)]
CLASSES = ["cat", "dog", "cow"]


def tensor(image: Image.Image) -> torch.Tensor:
    small = image.resize((8, 8))
    return torch.from_numpy(np.asarray(small, np.float32).transpose(2, 0, 1) / 255)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """Pictures and parts, and what a classifier says of them as ViRelAy keeps it."""
    place = tmp_path_factory.mktemp("elsewhere")
    write_pictures(place / "pictures", NAMES)
    write_coco(place / "parts.json", NAMES)
    (place / "classes.txt").write_text("\n".join(CLASSES))
    torch.manual_seed(0)
    network = torch.nn.Sequential(
        torch.nn.Conv2d(3, 4, 3), torch.nn.ReLU(), torch.nn.Flatten(), torch.nn.Linear(144, 3)
    )
    with h5py.File(place / "attribution.h5", "w") as file:
        for name in NAMES:
            inputs = tensor(Image.open(place / "pictures" / name))[None].requires_grad_()
            logits = network(inputs)
            logits.max().backward()
            file[f"attribution/{name}"] = inputs.grad[0].numpy()
            file[f"prediction/{name}"] = logits[0].detach().numpy()
            file[f"label/{name}"] = [int(logits.argmax())]
    pw.build(
        pw.wrap(network, preprocess=tensor, classes=CLASSES, device="cpu"),
        place / "pictures",
        f"coco:{place / 'parts.json'}",
        method="gradient",
        labels="folder",
        out=place / "here",
    )
    return place


def from_maps(place, *options: str):
    call = ["build", "--images", place / "pictures", "--segments", f"coco:{place / 'parts.json'}"]
    call += ["--maps", place / "attribution.h5", "--classes", place / "classes.txt"]
    call += ["--labels", "folder", "--out", place / "there"]
    return CliRunner().invoke(app, [*map(str, call), *options])


def test_maps_of_another_frame_are_measured_as_they_were_made(place):
    done = from_maps(place, "--maps-channels", "sum", "--maps-framing", "stretch")
    assert done.exit_code == 0, done.output
    here, there = (pw.open_table(place / name) for name in ("here", "there"))
    told = ["image_id", "segment", "predicted", "target_class", "label", "outcome", "area_px"]
    assert there.to_arrow(told).to_pylist() == here.to_arrow(told).to_pylist()
    for measure in ("share", "signed_lift", "visible_fraction", "target_logit"):
        found, expected = (each.to_arrow([measure])[measure].to_numpy() for each in (there, here))
        assert np.allclose(found, expected, rtol=1e-5, atol=1e-7), measure


def test_a_table_of_maps_is_not_gone_on_with_by_another_framing(place):
    asked = {"channels": "sum", "framing": "stretch"}
    call = (None, place / "pictures", f"coco:{place / 'parts.json'}")
    maps = pw.load_maps(place / "attribution.h5", **asked)
    pw.build(*call, maps=maps, out=place / "twice", classes=CLASSES)
    other = pw.load_maps(place / "attribution.h5", **{**asked, "channels": "l2"})
    with pytest.raises(TableError, match=r"maps_channels.*'sum'.*'l2'|maps_channels"):
        pw.build(*call, maps=other, out=place / "twice", classes=CLASSES)


def test_options_of_maps_without_maps_are_a_wrong_call(place):
    call = ["build", "--images", str(place), "--segments", "coco:x", "--out", str(place / "none")]
    done = CliRunner().invoke(app, [*call, "--maps-framing", "stretch"])
    assert isinstance(done.exception, CallError)
    assert "go with --maps" in str(done.exception)


def test_a_class_beyond_the_names_is_refused(place):
    call = (None, place / "pictures", f"coco:{place / 'parts.json'}")
    maps = pw.load_maps(place / "attribution.h5", channels="sum", framing="stretch")
    with pytest.raises(CallError, match="attribution"):
        pw.build(*call, maps=maps, out=place / "few", classes=CLASSES[:1])
