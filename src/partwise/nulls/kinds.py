"""Null: a kind of map that attributions are held against, its options, and what it serves.

A part whose attribution stands out must stand out from what the picture alone, its place alone
or an untrained network would have said. Nothing heavy is imported here: readers of tables use it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from partwise.errors import CallError, UnknownNameError, unknown_name
from partwise.measures import MEASURES
from partwise.spec import Spec, Value, canonical

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: Draws of re-drawn weights: as few as show how much the answer hangs on the draw.
REDRAWS = 5
#: Pictures, at most, whose maps are laid under the mask of one segment.
SWAPS = 5

#: Draws of one null at most, and the percentages that mean anything.
MOST_DRAWS, LEAST_SIGMA, MOST_PERCENT = 100, 0.01, 1000

SWAPPED, REINITIALISED = "null-swapped", "null-reinitialised"

#: Options of those made of the picture, its shape or chance; they know nothing of any network.
_UNSIGNED: Mapping[str, Mapping[str, Value]] = {
    "null-sobel": {},
    "null-laplacian": {},
    "null-centre": {"sigma": "25%"},
    "null-noise": {"draws": 5, "smooth": "5%"},
}
#: Draws of those made with an attribution method, which is written after the colon.
_OF_METHOD: Mapping[str, int] = {SWAPPED: SWAPS, REINITIALISED: REDRAWS}

NAMES = (*_UNSIGNED, *_OF_METHOD)

#: What each is and why it serves the measures it serves.
_SAYS: Mapping[str, str] = {
    "null-sobel": (
        "strength of the edges of the picture: what an edge detector would call salient "
        "(Adebayo et al. 2018, arXiv:1810.03292)"
    ),
    "null-laplacian": "strength of spots and fine texture of the picture (absolute Laplacian)",
    "null-centre": (
        "a bell over the middle of the picture: what a habit of photographers would call salient"
    ),
    "null-noise": "chance alone: smoothed noise, equally strong everywhere on average",
    "null-swapped": (
        "maps of pictures that lack the segment, under this picture's mask: what its place alone "
        "explains; not available where every picture has it"
    ),
    "null-reinitialised": (
        "the same method on the network with re-drawn weights: what the architecture and the "
        "picture explain without training (Adebayo et al. 2018, arXiv:1810.03292)"
    ),
}
_SERVES_UNSIGNED = "It is at least 0 everywhere, so it serves unsigned measures only."
_SERVES_ALL = "It has the signs of its method, so it serves every measure of that method's maps."

#: Measures in the map's own unit, which only maps of the same network by the same method share.
_IN_MAPS_UNIT = ("mean", "abs_mean")
#: Columns of rows that hold sums over a map: a measure made of one of them describes maps.
_OF_MAPS = ("saliency_sum", "positive_sum", "negative_sum", "square_sum", "top_px")


@dataclass(frozen=True, slots=True)
class Null:
    """One kind of null with its options.

    ========================  ========  ==================================================
    name                      measures  why
    ========================  ========  ==================================================
    ``null-sobel``            unsigned  edges of the picture; edges are for nothing and
                                        against nothing, so they have no sign
    ``null-laplacian``        unsigned  spots and texture of the picture, likewise
    ``null-centre``           unsigned  the middle of the picture, likewise
    ``null-noise``            unsigned  chance; were it signed, each mean would be about 0,
                                        which any attribution beats
    ``null-swapped``          all       attributions of other pictures: same method, same
                                        unit, same signs
    ``null-reinitialised``    all       attributions of the same picture by the same method
                                        for other weights
    ========================  ========  ==================================================

    Parameters
    ----------
    name
        Such as ``null-noise``.
    options
        Every option with its value; percentages as text, such as ``5%``.
    method
        Canonical attribution method that it is made with and serves; None where it serves all.
    draws
        How many maps of it there are for an image; of ``null-swapped`` at most.

    Examples
    --------
    >>> null = read_null("null-noise:draws=3,smooth=0%")
    >>> null.draws, null.share("smooth"), null.serves("lift"), null.serves("signed_lift")
    (3, 0.0, True, False)
    """

    name: str
    options: Mapping[str, Value] = field(hash=False)
    method: str | None
    draws: int

    @property
    def canonical(self) -> str:
        """As in the column `method` of its rows: with every option, or with its method."""
        return canonical(self.name, self.options) + (f":{self.method}" if self.method else "")

    @property
    def signed(self) -> bool:
        """Whether its maps have signs that mean for and against, where its method's have."""
        return self.name in _OF_METHOD

    @property
    def says(self) -> str:
        """What it is, and which measures it serves and why, for people."""
        return describe(self.name)

    def share(self, option: str) -> float:
        """Value of an option that is written as a percentage: ``5%`` is 0.05."""
        return _percentage(self.name, option, self.options[option]) / 100

    def serves(self, measure: str) -> bool:
        """Whether a part's measure can be held against this null's.

        Measures that are not made from maps (`area_fraction`, effects) have no null. Those in the
        map's own unit have ``null-swapped`` alone: beside the others' units they mean nothing.

        Raises
        ------
        UnknownNameError
            If there is no such measure; with the nearest.
        """
        if measure not in MEASURES:
            raise unknown_name("measure", measure, MEASURES)
        of_maps = any(column in MEASURES[measure].sql for column in _OF_MAPS)
        if measure in _IN_MAPS_UNIT and self.name != SWAPPED:
            return False
        return of_maps and (self.signed or not MEASURES[measure].signed)

    def fits(self, method: str) -> bool:
        """Whether it stands beside attributions by this canonical method."""
        return self.method is None or self.method == method


def describe(name: str) -> str:
    """Say what a null is, and which measures it serves and why.

    >>> describe("null-noise").partition(":")[0]
    'chance alone'
    """
    return f"{_SAYS[name]}. {_SERVES_ALL if name in _OF_METHOD else _SERVES_UNSIGNED}"


def parse_nulls(texts: Iterable[str], methods: Sequence[str]) -> list[Null]:
    """Read what the user writes with ``--null NAME[:options]``, for a run of these methods.

    Parameters
    ----------
    texts
        ``null-sobel``, ``null-laplacian``, ``null-centre[:sigma=25%]``,
        ``null-noise[:draws=5,smooth=5%]``, ``null-swapped[:METHOD]`` or
        ``null-reinitialised[:METHOD]``. METHOD is written as with ``--method``;
        without it there is one null for each method of the run.
    methods
        Canonical attribution methods of the run.

    Raises
    ------
    UnknownNameError
        If a null, option or method does not exist; with the nearest.
    CallError
        If a value makes no sense, a method is not of the run, or a null is given twice.

    Examples
    --------
    >>> nulls = parse_nulls(["null-centre", "null-swapped"], ["gradient:channels=sum"])
    >>> [each.canonical for each in nulls]
    ['null-centre:sigma=25%', 'null-swapped:gradient:channels=sum']
    """
    nulls: dict[str, Null] = {}
    for text in texts:
        for null in _parse(text.strip(), methods):
            if null.canonical in nulls:
                raise CallError(f"--null {null.canonical} is given twice. Give it once.")
            nulls[null.canonical] = null
    return list(nulls.values())


def read_null(text: str) -> Null:
    """Read a null's canonical text, as rows and manifests hold it; no method is loaded.

    Raises
    ------
    UnknownNameError
        If there is no such null or option.
    CallError
        If a value makes no sense, or the method is missing.

    Examples
    --------
    >>> read_null("null-reinitialised:gradient:channels=sum").method
    'gradient:channels=sum'
    """
    name, _, rest = text.partition(":")
    if name in _OF_METHOD:
        if not rest:
            raise CallError(f"{text!r} lacks its method, as in '{name}:gradient:channels=sum'.")
        return _of_method(name, rest)
    return _unsigned(text)


def _parse(text: str, methods: Sequence[str]) -> list[Null]:
    name, colon, rest = text.partition(":")
    if name not in _OF_METHOD:
        try:
            return [_sensible(_unsigned(text))]
        except UnknownNameError as error:
            raise UnknownNameError(f"--null {text}: {error}") from error
        except CallError as error:
            raise CallError(f"--null {text}: {error}") from error
    if not methods:
        raise CallError(
            f"--null {text} stands beside a saliency method, and this run has none. "
            "Give a --method, or leave this null out."
        )
    if not colon:
        return [_of_method(name, method) for method in methods]
    return [_of_method(name, _method_of_the_run(text, rest.strip(), methods))]


def _method_of_the_run(text: str, method: str, methods: Sequence[str]) -> str:
    """Make a method's text canonical and check that the run has it."""
    if method in methods:  # also one that cannot be loaded: maps made elsewhere
        return method
    if not method:
        raise CallError(
            f"--null {text} lacks its method. Name one of the run, or leave the colon out for all."
        )
    from partwise.methods.loading import load_method

    try:
        full = load_method(method).spec.canonical
    except UnknownNameError as error:
        raise UnknownNameError(f"--null {text}: {error}") from error
    except CallError as error:
        raise CallError(f"--null {text}: {error}") from error
    if full not in methods:
        raise CallError(
            f"--null {text}: the run has no method {full!r} for this null to stand beside; it has "
            f"{', '.join(map(repr, methods))}. Name one of these, or leave it out for all."
        )
    return full


def _of_method(name: str, method: str) -> Null:
    return Null(name, {}, method, _OF_METHOD[name])


def _unsigned(text: str) -> Null:
    name = text.partition(":")[0].strip()
    if name not in _UNSIGNED:
        raise unknown_name("null", name, NAMES)
    spec = Spec.parse(text)
    defaults = _UNSIGNED[spec.name]
    options = spec.resolve(defaults)
    for key, default in defaults.items():
        if isinstance(default, str):
            options[key] = _write_percentage(_percentage(spec.name, key, options[key]))
    if options.get("sigma") == "0%":
        raise CallError("sigma must be above 0%, such as sigma=25%.")
    draws = int(options.get("draws", 1))
    if draws < 1:
        raise CallError(f"draws must be at least 1, got {draws}.")
    return Null(spec.name, options, None, draws)


def _sensible(null: Null) -> Null:
    """Refuse what would only take time, or overflow."""
    if null.draws > MOST_DRAWS:
        raise CallError(f"draws must be at most {MOST_DRAWS}, got {null.draws}.")
    for key, value in null.options.items():
        least = LEAST_SIGMA if key == "sigma" else 0
        if isinstance(value, str) and not least <= 100 * null.share(key) <= MOST_PERCENT:
            raise CallError(f"{key} must be from {least}% to {MOST_PERCENT}%, got {value}.")
    return null


def _percentage(name: str, key: str, value: Value) -> float:
    """Read ``25%`` as 25."""
    text = str(value)
    try:
        number = float(text.removesuffix("%"))
    except ValueError:
        number = math.nan
    if not text.endswith("%") or not 0 <= number < math.inf:
        raise CallError(f"option {key!r} of {name!r} is a percentage such as '5%', got {text!r}.")
    return number


def _write_percentage(number: float) -> str:
    # no number of the same value is written in two ways; -0.0 is 0
    return f"{(number or 0.0)!r}".removesuffix(".0") + "%"
