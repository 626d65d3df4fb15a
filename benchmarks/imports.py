"""import: how long `import partwise` takes in a fresh process, and whether torch comes with it."""

from __future__ import annotations

import statistics
import subprocess
import sys
from time import perf_counter

from benchmarks.figures import Figure

GOAL_SECONDS = 0.3
_WITHOUT_TORCH = "import sys, partwise; sys.exit('torch' in sys.modules)"


def run(*, quick: bool = False) -> list[Figure]:
    """Time fresh processes, with and without the import, in turn."""
    bare: list[float] = []
    whole: list[float] = []
    for _ in range(2 if quick else 15):
        bare.append(_seconds("pass"))
        whole.append(_seconds("import partwise"))
    loaded = subprocess.run([sys.executable, "-c", _WITHOUT_TORCH], check=False).returncode
    extra = [a - b for a, b in zip(whole, bare, strict=True)]
    return [
        Figure("import partwise, the whole process", statistics.median(whole), "s",
               most=GOAL_SECONDS, spread=(min(whole), max(whole))),
        Figure("import partwise, beyond `python -c pass`", statistics.median(extra), "s",
               spread=(min(extra), max(extra))),
        Figure("modules of torch that it loads", loaded, "", most=0),
    ]  # fmt: skip


def _seconds(code: str) -> float:
    before = perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return perf_counter() - before
