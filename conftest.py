"""Where the README's Python runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from readme_place import prepare_readme


@pytest.fixture(autouse=True)
def _readme_place(request, tmp_path, monkeypatch):
    """Run the README's examples in a folder of their own."""
    if Path(request.node.path).name == "README.md":
        monkeypatch.chdir(prepare_readme(tmp_path))
