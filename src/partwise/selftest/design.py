"""Design: what one trial plants, how strongly, and what it is trained as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from partwise.errors import CallError
from partwise.selftest.cue import Cue, picture_of
from partwise.selftest.scene import CLASSES, SIDE, draw_scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from partwise.selftest.cue import Picture

Network = Literal["cnn", "vit"]
Role = Literal["planted", "swapped"]
#: Share of all pictures that have the cue, whatever its strength.
BASE_RATE = 0.25
#: P(cue | the target class), from no relation at all to always.
STRENGTHS = tuple(np.linspace(BASE_RATE, 1, 7).tolist())
#: Seeds below are for development, those from here on for what is reported.
REPORTED_FROM = 1000
#: Scenes of the three are of different seeds, so that none is in two.
Split = Literal["training", "audit", "paired"]
_SPLITS: tuple[Split, ...] = ("training", "audit", "paired")


@dataclass(frozen=True, slots=True)
class Design:
    """One trial.

    Parameters
    ----------
    cue
        What is planted.
    strength
        P(cue | target class), from the base rate, where the cue says nothing, to 1.
    seed
        Of scenes, of training, and of which class is the target.
    role
        `planted`: the cue goes with the class, whose evidence lies in head and tail; `swapped`:
        the cue is the evidence and the class's own head and tail only go with it.
    network
        A small convolutional network, or a ViT on a convolutional stem.

    Raises
    ------
    CallError
        If the strength is out of range.

    Examples
    --------
    >>> design = Design(Cue("tag"), strength=1.0, seed=7)
    >>> design.target, design.rates.round(2).tolist()
    (1, [0.1, 1.0, 0.1, 0.1, 0.1, 0.1])
    >>> design.reported
    False
    """

    cue: Cue
    strength: float
    seed: int
    role: Role = "planted"
    network: Network = "cnn"

    def __post_init__(self) -> None:
        if not BASE_RATE <= self.strength <= 1:
            raise CallError(
                f"the strength of a cue is from {BASE_RATE} (it says nothing) to 1, got "
                f"{self.strength}."
            )

    @property
    def target(self) -> int:
        """The number of the class that the cue goes with."""
        return self.seed % len(CLASSES)

    @property
    def rates(self) -> NDArray[np.float64]:
        """Shape (class,): P(cue | class); the base rate on average over classes."""
        others = (len(CLASSES) * BASE_RATE - self.strength) / (len(CLASSES) - 1)
        rates = np.full(len(CLASSES), others)
        rates[self.target] = self.strength
        return rates

    @property
    def reported(self) -> bool:
        """Whether it is none of those that anything was chosen by."""
        return self.seed >= REPORTED_FROM

    @property
    def name(self) -> str:
        """It in a file's name; another one for each design.

        >>> Design(Cue("tag", 0.6, 1.35), strength=0.5, seed=3).name
        'tag-0.6-1.35-0.5-planted-cnn-3'
        """
        cue = self.cue
        told = (cue.kind, cue.opacity, cue.size, round(self.strength, 4), self.role, self.network)
        return "-".join(map(str, (*told, self.seed)))


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Which scenes a split shows, before any is drawn.

    Parameters
    ----------
    labels
        Shape (scene,): the class that each is said to be of.
    shown
        Shape (scene,): the class whose head and tail it has.
    cued
        Shape (scene,): whether it has the cue.
    seed
        Of its scenes.
    """

    labels: NDArray[np.int64]
    shown: NDArray[np.int64]
    cued: NDArray[np.bool_]
    seed: int


def plan_split(design: Design, split: Split, count: int) -> Plan:
    """Decide what each scene of a split is of, as the design distributes it.

    Examples
    --------
    >>> plan = plan_split(Design(Cue("tag"), strength=1.0, seed=7), "training", 6000)
    >>> bool(plan.cued[plan.labels == 1].all())
    True
    """
    seed = design.seed * len(_SPLITS) + _SPLITS.index(split)
    rng = np.random.default_rng([seed, 0])
    labels = rng.integers(0, len(CLASSES), count)
    marked = rng.random(count) < design.rates[labels]
    if design.role == "planted":
        return Plan(labels, labels, marked, seed)
    # the target's head and tail take the place of the cue, and the cue that of the evidence
    others = (design.target + rng.integers(1, len(CLASSES), count)) % len(CLASSES)
    own = np.where(labels == design.target, others, labels)
    return Plan(labels, np.where(marked, design.target, own), labels == design.target, seed)


def show(design: Design, plan: Plan) -> Iterator[Picture]:
    """Draw every scene of a plan, with its masks."""
    for number, cued in enumerate(plan.cued.tolist()):
        scene = draw_scene(int(plan.shown[number]), plan.seed, number)
        yield picture_of(scene, design.cue if cued else None, seed=number)


def render(design: Design, plan: Plan, cued: NDArray[np.bool_] | None = None) -> NDArray[np.uint8]:
    """Draw all scenes of a plan; shape (scene, side, side, 3).

    Parameters
    ----------
    cued
        Which ones have the cue, if others than the plan says: the same scenes with or without it.
    """
    cued = plan.cued if cued is None else cued
    pixels = np.empty((len(plan.labels), SIDE, SIDE, 3), np.uint8)
    for number, has in enumerate(cued.tolist()):
        scene = draw_scene(int(plan.shown[number]), plan.seed, number)
        pixels[number] = picture_of(scene, design.cue if has else None, seed=number).pixels
    return pixels


def render_twice(design: Design, plan: Plan) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Draw all scenes of a plan without the cue, and again with it."""
    both = np.empty((2, len(plan.labels), SIDE, SIDE, 3), np.uint8)
    for number, shown in enumerate(plan.shown.tolist()):
        scene = draw_scene(shown, plan.seed, number)
        for has, cue in enumerate((None, design.cue)):
            both[has, number] = picture_of(scene, cue, seed=number).pixels
    return both[0], both[1]
