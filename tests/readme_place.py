"""What the README's examples run on: two of the demo's photos with their parts, and maps."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from partwise.demo.demo import make_pictures


def prepare_readme(folder: Path) -> Path:
    """Make the files that the README speaks of: photos, their parts, and maps."""
    make_pictures(folder / "demo" / "pictures")
    (folder / "photos").mkdir()
    (folder / "maps").mkdir()
    parts = json.loads((folder / "demo" / "parts.json").read_text())
    for image in parts["images"]:
        variant, name = image["file_name"].split("/")
        if variant == "plain" and name in ("chelsea.png", "coffee.png"):
            (folder / "demo" / "pictures" / variant / name).rename(folder / "photos" / name)
            image["file_name"] = name
            maps = np.random.default_rng(0).standard_t(2, (image["height"], image["width"]))
            np.save(folder / "maps" / f"{Path(name).stem}.npy", maps.astype(np.float32))
    (folder / "parts.json").write_text(json.dumps(parts))
    return folder
