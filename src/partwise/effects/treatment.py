"""Treatment: one picture with a part removed or kept, or a placebo, and what was done to it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from partwise.effects.places import find_places
from partwise.effects.scene import replace_region
from partwise.segments import BACKGROUND, PADDING, UNNAMED
from partwise.sources.derive import dilate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from partwise.effects.fills import Fill, Filler
    from partwise.effects.places import Place
    from partwise.effects.scene import Scene
    from partwise.framed import FramedSegment
    from partwise.shapes import InputArray
    from partwise.sources.parts import Amount

REMOVE, PLACEBO, KEEP, FLOOR = "remove", "placebo", "keep", "floor"
PASTE, SCRAMBLED = "paste", "scrambled"
DONE, NO_FREE_PLACE, NO_DONOR, TOO_LARGE = "done", "no_free_place", "no_donor", "too_large"
#: What the parts leave over.
LEFT_OVER = (UNNAMED, BACKGROUND)
#: Every two named parts of a picture.
ALL_PAIRS = "all"


@dataclass(frozen=True, slots=True)
class Removals:
    """Which parts are removed, and how.

    Parameters
    ----------
    fills
        What stands in their place; each by itself.
    dilation
        By how much each mask is widened first; a percentage is of the input's shorter side. What
        the parts leave over is not widened: it would swallow them.
    placebos
        How many placebos each removal has.
    pairs
        Names of two parts that are removed together too; or ``all``.
    """

    fills: Sequence[Fill]
    dilation: Amount | None
    placebos: int
    pairs: Sequence[tuple[str, str]] | str = ()

    def draws(self, fill: Fill) -> int:
        """How often a part is removed: as often as there are placebos where a fill is random."""
        return max(self.placebos, 1) if fill.random else 1

    def passes(self, framed: Sequence[FramedSegment]) -> int:
        """Forward passes for one image at most: where placebos find no place there are fewer."""
        parts = [each for each in framed if is_removable(each)]
        pairs = len(list(_pairs(self.pairs, {each.name for each in parts})))
        each_fill = [
            self.draws(fill) * (1 + 2 * len(parts) + pairs) + self.placebos * (len(parts) + pairs)
            for fill in self.fills
        ]
        return sum(each_fill)


@dataclass(frozen=True, slots=True, eq=False)
class Treatment:
    """One picture treated.

    Parameters
    ----------
    operation
        ``remove``, ``placebo``, ``keep``, ``floor``, ``paste`` or ``scrambled``.
    segment, instance, partner
        Of what; the cue's name where one was pasted.
    fill
        What stands there instead, as text.
    inputs
        (channel, height, width); None where the status is not ``done``.
    dilation_px, draw, status, donor, changed_px, change, colour_change, on_named
        As in `effects/`.
    """

    operation: str
    segment: str | None
    fill: str
    inputs: InputArray | None
    instance: int = 0
    partner: str | None = None
    dilation_px: float = 0.0
    draw: int = 0
    status: str = DONE
    donor: str | None = None
    changed_px: int | None = None
    change: float | None = None
    colour_change: float | None = None
    on_named: float | None = None


def is_removable(segment: FramedSegment) -> bool:
    """Whether there is anything of a segment to be removed; padding shows no picture."""
    return segment.status == "visible" and segment.name != PADDING


def treat(scene: Scene, framed: Sequence[FramedSegment], removals: Removals) -> Iterator[Treatment]:
    """Yield every treatment of one picture, made one after the other.

    Parameters
    ----------
    scene
        The picture.
    framed
        Its segments, in the input frame.
    removals
        What is done to them.
    """
    if not scene.in_image.any():
        return
    parts = _parts(scene, framed, removals)
    for fill in removals.fills:
        treater = _Treater(scene, fill, removals)
        if fill.needs_donor and not scene.donors:
            yield from (treater.undone(REMOVE, part, NO_DONOR) for part in parts)
            continue
        yield from treater.floor()
        for part in parts:
            yield from treater.part(part)
        yield from treater.pairs(parts)


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """A segment as it is removed, and where its placebos lie."""

    name: str
    instance: int
    region: NDArray[np.intp]
    places: Sequence[Place]
    dilation_px: float


def _parts(scene: Scene, framed: Sequence[FramedSegment], removals: Removals) -> list[_Part]:
    named = np.zeros(scene.shape, np.bool_)
    for each in framed:
        if is_removable(each) and each.name not in LEFT_OVER:
            named |= each.mask.to_mask()
    parts: list[_Part] = []
    for each in framed:
        if not is_removable(each):
            continue
        dilation = None if each.name in LEFT_OVER else removals.dilation
        radius = 0.0 if dilation is None else dilation.pixels(min(scene.shape))
        mask = dilate(each.mask.to_mask(), radius) & scene.in_image
        places = find_places(
            mask,
            in_image=scene.in_image,
            named=named,
            count=removals.placebos,
            random=np.random.default_rng([scene.seed, _number(each.name), each.instance]),
        )
        parts.append(_Part(each.name, each.instance, np.flatnonzero(mask), places, radius))
    return parts


def _number(name: str) -> int:
    """A number for a name, the same on every machine."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "little")


def _pairs(asked: Sequence[tuple[str, str]] | str, names: set[str]) -> Iterator[tuple[str, str]]:
    """Pairs of parts that are there."""
    if asked == ALL_PAIRS:
        yield from combinations(sorted(names - {*LEFT_OVER}), 2)
    else:
        yield from ((a, b) for a, b in asked if {a, b} <= names)  # pyright: ignore[reportGeneralTypeIssues]


class _Treater:
    """Treats one picture with one fill."""

    def __init__(self, scene: Scene, fill: Fill, removals: Removals) -> None:
        self.scene, self.fill, self.removals = scene, fill, removals
        self.draws = removals.draws(fill)
        self._filler: Filler | None = None

    def floor(self) -> Iterator[Treatment]:
        """Replace the whole picture."""
        everything = np.flatnonzero(self.scene.in_image)
        for draw in range(self.draws):
            yield self._done(FLOOR, None, everything, draw)

    def part(self, part: _Part) -> Iterator[Treatment]:
        """Remove a part, keep it alone, and remove as much elsewhere."""
        rest = self.scene.in_image.copy()
        rest.reshape(-1)[part.region] = False
        others = np.flatnonzero(rest)
        for draw in range(self.draws):
            yield self._done(REMOVE, part, part.region, draw)
            yield self._done(KEEP, part, others, draw)
        if self.removals.placebos and not part.places:
            yield self.undone(PLACEBO, part, NO_FREE_PLACE)
        for draw, place in enumerate(part.places):
            yield self._done(PLACEBO, part, place.region, draw, on_named=place.on_named)

    def pairs(self, parts: Sequence[_Part]) -> Iterator[Treatment]:
        """Remove two parts together, and their placebos together; instances are united."""
        by_name: defaultdict[str, list[_Part]] = defaultdict(list)
        for part in parts:
            by_name[part.name].append(part)
        for a, b in _pairs(self.removals.pairs, {*by_name}):
            both = by_name[a] + by_name[b]
            widest = max(each.dilation_px for each in both)
            joint = _Part(a, 0, _union([each.region for each in both]), (), widest)
            for draw in range(self.draws):
                yield self._done(REMOVE, joint, joint.region, draw, partner=b)
            count = min(len(each.places) for each in both)
            if self.removals.placebos and not count:
                yield self.undone(PLACEBO, joint, NO_FREE_PLACE, partner=b)
            for draw in range(count):
                region = _union([each.places[draw].region for each in both])
                yield self._done(PLACEBO, joint, region, draw, partner=b)

    def undone(
        self, operation: str, part: _Part, status: str, *, partner: str | None = None
    ) -> Treatment:
        """Say that something cannot be done."""
        return Treatment(
            operation,
            part.name,
            self.fill.text,
            None,
            instance=part.instance,
            partner=partner,
            dilation_px=part.dilation_px,
            status=status,
            changed_px=int(part.region.size),
        )

    def _done(
        self,
        operation: str,
        part: _Part | None,
        region: NDArray[np.intp],
        draw: int,
        *,
        partner: str | None = None,
        on_named: float | None = None,
    ) -> Treatment:
        if self._filler is None:
            self._filler = self.fill.open(self.scene)
        replaced = replace_region(self.scene, region, self._filler(region, draw))
        donors = self.scene.donors
        return Treatment(
            operation,
            None if part is None else part.name,
            self.fill.text,
            replaced.inputs,
            instance=0 if part is None else part.instance,
            partner=partner,
            dilation_px=0.0 if part is None else part.dilation_px,
            draw=draw,
            donor=donors[draw % len(donors)].image_id if self.fill.needs_donor else None,
            changed_px=int(region.size),
            change=replaced.change,
            colour_change=replaced.colour_change,
            on_named=on_named,
        )


def _union(regions: Sequence[NDArray[np.intp]]) -> NDArray[np.intp]:
    return np.unique(np.concatenate(regions))
