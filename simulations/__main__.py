"""The command: `python -m simulations [coverage|discoveries|power]...`."""

from __future__ import annotations

import argparse

from simulations import coverage, discoveries, power
from simulations.populations import SEED

PARTS = {"coverage": coverage.run, "discoveries": discoveries.run, "power": power.run}


def main() -> None:
    """Simulate the parts asked for, all unless told, and print their tables."""
    parser = argparse.ArgumentParser(prog="python -m simulations", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all unless given"
    )
    parser.add_argument(
        "--quick", action="store_true", help="few data sets: whether it runs, not what it finds"
    )
    call = parser.parse_args()
    unknown = [part for part in call.parts if part not in PARTS]
    if unknown:
        parser.error(f"unknown part {unknown[0]!r}; there are {', '.join(PARTS)}")
    for place, part in enumerate(call.parts or PARTS):
        print("\n" * (place > 0) + f"{part}, seed {SEED}")
        PARTS[part](quick=call.quick)


if __name__ == "__main__":
    main()
