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
from partwise.errors import AnnotationError, CallError, ImageError, UnknownNameError, unknown_name
from partwise.images.picture import open_picture
from partwise.rle import Rle
from partwise.segments import BACKGROUND, UNNAMED, union
from partwise.sources.parts import Amount

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    import numpy as np

    from partwise.effects.fills import Fill
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
#: So many at most: more places say nothing new, and take memory.
MOST_PLACEBOS = 100


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
                "pairs": pairs if isinstance(pairs, str) else [_joined(pair) for pair in pairs],
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
    pairs: Sequence[str | tuple[str, str]],
    dilation: str | float,
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
    _refuse_twice(
        "--paste",
        [cue.name for cue in cues],
        "Rows tell cues apart by the name of the file or segment: rename one of them, or give it "
        "once.",
    )
    if not effects:
        if pairs:
            raise CallError("--pairs goes with --effects: say what stands in the parts' place.")
        return Interventions(None, cues)
    if not 0 <= placebos <= MOST_PLACEBOS:
        raise CallError(
            f"--placebos must be a whole number from 0 up, got {placebos}; at most "
            f"{MOST_PLACEBOS:,}."
        )
    fills = [_fill(text) for text in effects]
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


def _fill(text: str) -> Fill:
    try:
        return load_fill(text)
    except CallError as error:
        raise type(error)(f"--effects {text!r}: {error}") from error


def _amount(dilation: str | float) -> Amount | None:
    text = str(dilation).strip()
    if _number(text.removesuffix("px").removesuffix("%")) == 0:
        return None
    try:
        return Amount.parse(text)
    except AnnotationError as error:
        raise CallError(f"--dilation: {error} 0 widens nothing.") from error


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _pairs(
    asked: Sequence[str | tuple[str, str]], names: Sequence[str]
) -> Sequence[tuple[str, str]] | str:
    """Read ``A+B``, or ``all``."""
    if ALL_PAIRS in asked:
        if len(asked) > 1:
            raise CallError("--pairs all is every pair already. Give it alone.")
        return ALL_PAIRS
    pairs = [_pair(each, names) if isinstance(each, str) else each for each in asked]
    for given, pair in zip(asked, pairs, strict=True):
        if pair[0] == pair[1] or not all(pair):
            raise CallError(f"--pairs {given!r}: write two different parts as A+B, or all.")
        for name in pair:
            if names and name not in (*names, UNNAMED, BACKGROUND):
                raise unknown_name(f"segment of --pairs {given!r}", name, [*names, UNNAMED])
    _refuse_twice("--pairs", [_joined(sorted(pair)) for pair in pairs])
    return pairs


def _pair(text: str, names: Sequence[str]) -> tuple[str, str]:
    """Part ``A+B``; where names hold a ``+`` too, at the one that stands between two names."""
    pieces = text.split("+")
    splits = [("+".join(pieces[:at]), "+".join(pieces[at:])) for at in range(1, len(pieces))]
    known = {*names, UNNAMED, BACKGROUND}
    fitting = {
        pair for a, b in splits for pair in ((a, b), (a.strip(), b.strip())) if {*pair} <= known
    }
    if len(fitting) == 1:
        return fitting.pop()
    if len(splits) == 1:
        return pieces[0].strip(), pieces[1].strip()
    if fitting:
        some = " or ".join(map(repr, sorted(fitting)))
        raise CallError(f"--pairs {text!r} may be {some}. Rename one of these parts.")
    raise CallError(f"--pairs {text!r}: write two different parts as A+B, or all.")


def _joined(pair: Sequence[str]) -> str:
    """Two names in one text; what a name holds itself is doubled, so that no two are alike."""
    return "+".join(name.replace("+", "++") for name in pair)


def _refuse_twice(option: str, values: Sequence[str], advice: str = "Give it once.") -> None:
    for index, value in enumerate(values):
        if value in values[:index]:
            raise CallError(f"{option} {value} is given twice. {advice}")


def _segmented(source: SegmentSource, images: ImageSet) -> Any:
    """A function that looks a segment up in one of the images."""

    def look_up(name: str, image_id: str) -> tuple[Picture, np.ndarray]:
        found = [ref for ref in images.refs if ref.image_id == image_id]
        if not found:
            known = [ref.image_id for ref in images.refs]
            error = unknown_name("image of --paste", image_id, known)
            raise UnknownNameError(
                f"{error} A cue is cut out of an image of this call, by its name below --images; "
                "save one from elsewhere as a PNG, and give its path."
            )
        try:
            picture = open_picture(found[0])
        except ImageError as error:
            raise ImageError(f"--paste segment:{name}@{image_id}: {error}") from error
        segments = source.segments(picture.ref, picture.shape)
        masks = [each.mask for each in segments.segments if each.name == name]
        if not masks:
            raise unknown_name(f"segment of image {image_id!r}", name, segments.names)
        united = union(masks)
        return picture, (united if isinstance(united, Rle) else united.to_rle()).to_mask()

    return look_up
