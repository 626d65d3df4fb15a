"""Grid: the designs of a study, every kind of cue at every strength."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from partwise.selftest.cue import KINDS, OPACITIES, PLACELESS, SIZES, Cue
from partwise.selftest.design import BASE_RATE, REPORTED_FROM, STRENGTHS, Design

if TYPE_CHECKING:
    from collections.abc import Iterator

    from partwise.selftest.cue import Kind
    from partwise.selftest.design import Network, Role

#: Cues that lie somewhere.
PLACED: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind not in PLACELESS)
#: Seeds of networks that nothing was chosen by: the default measure was, by the reported ones.
CONFIRMED_FROM = 3000
#: Designs of each kind of cue and strength.
_DRAWS = 5


def study(*, first_seed: int = REPORTED_FROM) -> list[Design]:
    """Every design of the study, each with a seed of its own.

    Parameters
    ----------
    first_seed
        The seeds of what is reported begin at `REPORTED_FROM`; smaller ones are for development.

    Examples
    --------
    >>> designs = study()
    >>> len(designs), len({design.name for design in designs})
    (218, 218)
    """
    return [
        Design(cue, strength, first_seed + number, role, network)
        for number, (cue, strength, role, network) in enumerate(_planted())
    ]


def confirmation() -> list[Design]:
    """Every second design with a cue that lies somewhere, from fresh seeds.

    Examples
    --------
    >>> designs = confirmation()
    >>> len(designs), min(design.seed for design in designs)
    (100, 3000)
    """
    fresh = study(first_seed=CONFIRMED_FROM)
    return [design for design in fresh if design.cue.kind in PLACED][::2]


def _planted() -> Iterator[tuple[Cue, float, Role, Network]]:
    middle = STRENGTHS[len(STRENGTHS) // 2]
    for (at, kind), (step, strength), draw in product(
        enumerate(PLACED), enumerate(STRENGTHS), range(_DRAWS)
    ):
        # every opacity and size meets every strength and kind over the draws
        cue = Cue(kind, OPACITIES[(draw + step) % 3], SIZES[(draw // 3 + step + at) % 3])
        yield cue, strength, "planted", "cnn"
    for kind, strength in product(PLACED, (BASE_RATE, middle)):
        yield Cue(kind), strength, "swapped", "cnn"
    for kind, strength, opacity in product(PLACELESS, (BASE_RATE, middle, 1.0), (0.6, 1.0)):
        yield Cue(kind, opacity), strength, "planted", "cnn"
    for kind, strength in product(PLACED, (BASE_RATE, middle, 1.0)):
        yield Cue(kind), strength, "planted", "vit"
