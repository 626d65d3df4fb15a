"""The command: `python -m benchmarks [PART]...`; `--help` names the parts."""

from __future__ import annotations

import argparse

from benchmarks import app, effects, explaining, host, imports, kernels, methods, network, tables
from benchmarks.figures import Figure, print_figures
from benchmarks.machine import describe

PARTS = {
    "reduce": kernels.reduce,
    "coco": kernels.coco,
    "labelmap": kernels.labelmap,
    "host": host.run,
    "import": imports.run,
    "network": network.run,
    "tables": tables.run,
    "effects": effects.run,
    "explain": explaining.run,
    "app": app.run,
    "methods": methods.run,
}


def main() -> None:
    """Measure the parts asked for, all unless told, and print their figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all unless given"
    )
    parser.add_argument(
        "--quick", action="store_true", help="few repeats on little: whether it runs, not how fast"
    )
    call = parser.parse_args()
    unknown = [part for part in call.parts if part not in PARTS]
    if unknown:
        parser.error(f"unknown part {unknown[0]!r}; there are {', '.join(PARTS)}")
    print(describe())
    figures: list[Figure] = []
    for part in call.parts or PARTS:
        figures += PARTS[part](quick=call.quick)
    print()
    print_figures(figures)


if __name__ == "__main__":
    main()
