"""Interventions: what is removed from pictures and pasted on them, and on which of them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from partwise.effects.cue import Cue, lay, load_cue
from partwise.effects.fills import load_fill
from partwise.effects.treatment import (
    ALL_PAIRS,
    PASTE,
    SCRAMBLED,
    TOO_LARGE,
    Removals,
    Treatment,
)
from partwise.errors import AnnotationError, CallError, unknown_name
from partwise.images.picture import open_picture
from partwise.rle import Rle
from partwise.segments import UNNAMED, union
from partwise.sources.parts import Amount

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    import numpy as np

    from partwise.framed import FramedSegment
    from partwise.framing import Framing
    from partwise.images.image_set import ImageSet
    from partwise.images.picture import Picture
    from partwise.segments import SegmentSet
    from partwise.shapes import InputArray
    from partwise.sources.protocol import SegmentSource

#: By how much masks are widened unless said otherwise: an edge would betray what was there.
DILATION = "1.5%"
#: Placebos for each removal unless said otherwise.
PLACEBOS = 4


@dataclass(frozen=True, slots=True)
class Interventions:
    """What is done to pictures beside explaining them.

    Parameters
    ----------
    removals
        Which parts are removed and how; None where none are.
    cues
        What is pasted on pictures that lack it.
    sample
        The images it is done to; None for all of them.
    """

    removals: Removals | None = None
    cues: Sequence[Cue] = ()
    sample: Collection[str] | None = field(default=None, repr=False)

    def __bool__(self) -> bool:
        return self.removals is not None or bool(self.cues)

    @property
    def parameters(self) -> dict[str, Any]:
        """What of it decides the rows, for `run.json`."""
        removals = self.removals
        told: dict[str, Any] = {
            "effects": [] if removals is None else [fill.text for fill in removals.fills],
            "pastes": [f"{cue.text} {cue.digest}" for cue in self.cues],
        }
        if removals is not None:
            dilation, pairs = removals.dilation, removals.pairs
            told |= {
                "dilation": "0px" if dilation is None else f"{dilation.number:g}{dilation.unit}",
                "placebos": removals.placebos,
                "pairs": pairs if isinstance(pairs, str) else ["+".join(pair) for pair in pairs],
            }
        return told

    def of(self, image_id: str) -> bool:
        """Whether an image is among those that are treated."""
        return bool(self) and (self.sample is None or image_id in self.sample)

    def passes(self, framed: Sequence[FramedSegment]) -> int:
        """Forward passes for one image at most."""
        names = {each.name for each in framed if each.status != "not_found"}
        pasted = sum(2 * cue.draws for cue in self.cues if cue.name not in names)
        return pasted + (0 if self.removals is None else self.removals.passes(framed))

    def paste(
        self,
        picture: Picture,
        segments: SegmentSet,
        framing: Framing,
        inputs_of: Callable[[Picture], InputArray],
        *,
        seed: int,
    ) -> list[Treatment]:
        """Lay each cue on a picture that lacks it, and preprocess what comes out."""
        if not self.cues or not self.of(picture.ref.image_id):
            return []
        made: list[Treatment] = []
        for number, cue in enumerate(self.cues):
            if cue.name in segments.names:
                continue
            for draw in range(cue.draws):
                laid = lay(cue, picture, framing, seed=(seed, number, draw))
                if laid is None:
                    made.append(Treatment(PASTE, cue.name, cue.text, None, status=TOO_LARGE))
                    break
                for operation, rgb in ((PASTE, laid.cue), (SCRAMBLED, laid.scrambled)):
                    inputs = inputs_of(replace(picture, rgb=rgb))
                    made.append(
                        Treatment(operation, cue.name, cue.text, inputs, draw=draw, donor=cue.donor)
                    )
        return made


def plan_interventions(
    *,
    effects: Sequence[str],
    paste: Sequence[str],
    pairs: Sequence[str],
    dilation: str,
    placebos: int,
    source: SegmentSource,
    images: ImageSet,
) -> Interventions:
    """Check and resolve what was asked for.

    Raises
    ------
    CallError
        If a fill, a cue, a pair or an amount is wrong, or pairs are asked for without fills.
    UnknownNameError
        If a pair names a segment that the source does not have.
    """
    cues = [load_cue(text, _segmented(source, images)) for text in paste]
    _refuse_twice("--paste", [cue.name for cue in cues])
    if not effects:
        if pairs:
            raise CallError("--pairs goes with --effects: say what stands in the parts' place.")
        return Interventions(None, cues)
    if placebos < 0:
        raise CallError(f"--placebos must be a whole number from 0 up, got {placebos}.")
    fills = [load_fill(text) for text in effects]
    _refuse_twice("--effects", [fill.text for fill in fills])
    removals = Removals(fills, _amount(dilation), placebos, _pairs(pairs, source.names))
    return Interventions(removals, cues)


def choose_sample(strata: Mapping[str, str | None], count: int, *, seed: int) -> frozenset[str]:
    """Choose so many images of each class, by chance that depends on seed and name alone.

    Parameters
    ----------
    strata
        The class of each image.
    count
        At most so many of each.

    Examples
    --------
    >>> chosen = choose_sample({"a": "cat", "b": "cat", "c": "dog"}, 1, seed=0)
    >>> sorted(chosen)
    ['a', 'c']
    """
    classes: defaultdict[str | None, list[str]] = defaultdict(list)
    for image_id in shuffled(strata, seed=seed):
        classes[strata[image_id]].append(image_id)
    return frozenset(each for members in classes.values() for each in members[:count])


def shuffled(image_ids: Iterable[str], *, seed: int) -> list[str]:
    """Names in an order by chance, in which each keeps its place among the others."""

    def place(image_id: str) -> bytes:
        return hashlib.sha256(f"{seed}\0order\0{image_id}".encode()).digest()

    return sorted(image_ids, key=place)


def _amount(dilation: str) -> Amount | None:
    if dilation.strip() in ("0", "0px", "0%"):
        return None
    try:
        return Amount.parse(dilation)
    except AnnotationError as error:
        raise CallError(f"--dilation: {error} 0 widens nothing.") from error


def _pairs(asked: Sequence[str], names: Sequence[str]) -> Sequence[tuple[str, str]] | str:
    """Read ``A+B``, or ``all``."""
    if ALL_PAIRS in asked:
        if len(asked) > 1:
            raise CallError("--pairs all is every pair already. Give it alone.")
        return ALL_PAIRS
    pairs: list[tuple[str, str]] = []
    for text in asked:
        pieces = [each.strip() for each in text.split("+")]
        if len(pieces) != 2 or not all(pieces) or pieces[0] == pieces[1]:
            raise CallError(f"--pairs {text!r}: write two different parts as A+B, or all.")
        for name in pieces:
            if names and name not in (*names, UNNAMED):
                raise unknown_name(f"segment of --pairs {text!r}", name, names)
        pairs.append((pieces[0], pieces[1]))
    _refuse_twice("--pairs", ["+".join(sorted(pair)) for pair in pairs])
    return pairs


def _refuse_twice(option: str, values: Sequence[str]) -> None:
    for index, value in enumerate(values):
        if value in values[:index]:
            raise CallError(f"{option} {value} is given twice. Give it once.")


def _segmented(source: SegmentSource, images: ImageSet) -> Any:
    """A function that looks a segment up in one of the images."""

    def look_up(name: str, image_id: str) -> tuple[Picture, np.ndarray]:
        found = [ref for ref in images.refs if ref.image_id == image_id]
        if not found:
            known = [ref.image_id for ref in images.refs]
            raise unknown_name("image of --paste", image_id, known)
        picture = open_picture(found[0])
        segments = source.segments(picture.ref, picture.shape)
        masks = [each.mask for each in segments.segments if each.name == name]
        if not masks:
            raise unknown_name(f"segment of image {image_id!r}", name, segments.names)
        united = union(masks)
        return picture, (united if isinstance(united, Rle) else united.to_rle()).to_mask()

    return look_up
