"""Fixtures that several test files share."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

# workers share the cores between them; threads of each that want all cores only wait for each other
if "PYTEST_XDIST_WORKER" in os.environ:
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
        os.environ.setdefault(name, "1")

# the first example of a kernel pays for its compilation, and machines are slow at times
settings.register_profile("partwise", deadline=None)
settings.load_profile("partwise")

# what commands keep for this user stays out of the cache of who runs the tests
os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="partwise-cache-")
atexit.register(shutil.rmtree, os.environ["XDG_CACHE_HOME"], ignore_errors=True)

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder of real pictures with masks; tests that need it skip where it is absent."""
    given = os.environ.get("PARTWISE_TEST_DATA")
    folder = Path(given) if given else REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"no test pictures at {folder}; set $PARTWISE_TEST_DATA to their folder")
    return folder


@pytest.fixture(scope="session")
def browser():
    """Chromium, where this machine has it."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("no Chromium on this machine: `apt-get install chromium` brings one")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield chromium
        chromium.close()
