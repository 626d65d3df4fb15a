"""The machine: what the figures were measured on."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path

_PACKAGES = ("numpy", "numba", "opencv-python-headless", "pyarrow", "pillow", "pycocotools")


def describe() -> str:
    """Processor, Python and the packages that matter, in a few lines."""
    load = f", load average {os.getloadavg()[0]:.1f} at the start" if os.name == "posix" else ""
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return (
        f"machine: {processor()}, {os.cpu_count()} cores, {platform.system()}{load}\n"
        f"Python {platform.python_version()}, {packages}\n"
        "one thread for both sides; CPU time, so that what else runs counts little"
    )


def processor() -> str:
    """Its name, as the system tells it."""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
