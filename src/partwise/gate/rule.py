"""Rule: limits on one measure, and the cells that they hold for; checked at birth."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from partwise.errors import CallError, unknown_name
from partwise.gate.limit import Fail, Limit
from partwise.measures import MEASURES
from partwise.schema import APART

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Worse = Literal["more", "less"]
Against = Literal["even", "rest", "null"]
TooFew = Literal["cannot be judged", "leave out"]

#: Where a measure lies whatever the pictures: a limit out there decides nothing.
_RANGES = {
    **dict.fromkeys(("share", "positive_share", "area_fraction", "top_share"), (0.0, 1.0)),
    "signed_share": (-1.0, 1.0),
    **dict.fromkeys(("lift", "abs_mean"), (0.0, math.inf)),
}
_WORSE_BY_ROLE: Mapping[str, Worse] = {"core": "less", "context": "more", "artefact": "more"}
_APART_FROM = {"rest": "the rest", "null": "null maps"}


@dataclass(frozen=True, slots=True)
class Rule:
    """Limits on one measure.

    Parameters
    ----------
    measure
        A name of `MEASURES`.
    selectors
        For each column the values that the rule holds for; ``*`` stands for any letters.
        `segment` or `role` is among them. Each combination in the table is a cell of its own.
    least, most
        What the mean over images must keep to.
    no_worse_than
        Folder of an earlier table that the measure is compared with.
    worse, by_at_most
        Which way from the earlier table is worse, and how far it may go there. Unless told,
        ``most``, or role artefact or context, mean ``more``; ``least``, or role core, ``less``.
    fail
        ``when sure``: where the whole interval is beyond the limit. ``unless sure``: where
        some of it is. ``on estimate``: where the estimate is, whatever its interval.
    against
        ``rest`` or ``null``: `least` and `most` are for the difference from the images that
        differ in the last selector's column, or from the hardest of the maps that know nothing of
        the model, so that "at least 0.25" asks for that much beyond every one of them.
    where
        A condition; only rows that meet it count.
    cluster
        Column whose values are resampled together, such as a patient; else images are.
    least_images
        A cell with fewer images cannot be judged.
    too_few
        Whether cells that cannot be judged are left out, as long as there are others.
    confidence
        Of the interval; where a rule fails when sure, of all its cells together.
    name
        What it is called; else what it says.

    Raises
    ------
    CallError
        If it contradicts itself, decides nothing, or a value is not what its key needs.

    Examples
    --------
    >>> Rule("share", {"segment": ["watermark"], "predicted": ["carton"]}, most=0.05).name
    'share of watermark, predicted carton: at most 5 %'
    """

    measure: str
    selectors: Mapping[str, Sequence[str]]
    least: float | None = None
    most: float | None = None
    no_worse_than: Path | None = None
    worse: Worse | None = None
    by_at_most: float = 0.0
    fail: Fail = "when sure"
    against: Against = "even"
    where: str | None = None
    cluster: str | None = None
    least_images: int = 1
    too_few: TooFew = "cannot be judged"
    confidence: float = 0.95
    name: str = ""
    limits: Sequence[Limit] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._check_values()
        self._set("selectors", {key: names(key, each) for key, each in self.selectors.items()})
        if not {"segment", "role"} & set(self.selectors):
            raise CallError(
                'it names no segment. Write segment = "wheel", a list of names, or "*" for each of '
                'them; or role = "artefact".'
            )
        self._set("limits", (*self._own_limits(), *self._earlier_limit()))
        if not self.limits:
            raise CallError("it sets no limit. Give most, least, or no_worse_than.")
        self._set("name", self.name or self._says())

    @property
    def by(self) -> tuple[str, ...]:
        """Columns that tell its cells apart, beside those that always do."""
        return tuple(each for each in self.selectors if each not in (*APART, "segment"))

    @property
    def limits_in_words(self) -> str:
        """What is allowed."""
        return " and ".join(str(each) for each in self.limits)

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    def _check_values(self) -> None:
        _one_of("measure", self.measure, (*MEASURES,))
        _one_of("fail", self.fail, get_args(Fail))
        _one_of("against", self.against, get_args(Against))
        _one_of("too_few", self.too_few, get_args(TooFew))
        if self.worse is not None:
            _one_of("worse", self.worse, get_args(Worse))
        for key in ("least", "most", "by_at_most", "confidence"):
            if getattr(self, key) is not None:
                self._set(key, _number(key, getattr(self, key)))
        for key in ("name", "where", "cluster"):
            _check_text(key, getattr(self, key))
        _check_folder("no_worse_than", self.no_worse_than)
        _check_whole("least_images", self.least_images)
        if not 0.5 <= self.confidence < 1:
            raise CallError(
                f"confidence must be from 0.5 to below 1, such as 0.95, got {self.confidence:g}."
            )

    def _own_limits(self) -> tuple[Limit, ...]:
        least = -math.inf if self.least is None else self.least
        most = math.inf if self.most is None else self.most
        if least > most:
            raise CallError(
                f"least = {least:g} and most = {most:g} contradict each other: nothing is at least "
                "the one and at most the other."
            )
        if self.least is None and self.most is None:
            if self.against != "even":
                raise CallError(f"against = {self.against!r} needs most or least.")
            return ()
        if self.against == "even":
            self._check_within_reach(least, most)
        return (Limit(self.measure, least, most, _APART_FROM.get(self.against)),)

    def _check_within_reach(self, least: float, most: float) -> None:
        low, high = _RANGES.get(self.measure, (-math.inf, math.inf))
        for key, value, decides in (
            ("least", least, self.least is None or low < least <= high),
            ("most", most, self.most is None or low <= most < high),
        ):
            if not decides:
                bounds = f"from {low:g} to {high:g}" if high < math.inf else f"at least {low:g}"
                hint = " Five per cent are written 0.05." if high == 1 < value else ""
                raise CallError(
                    f"{key} = {value:g} decides nothing: {self.measure} is {bounds}, whatever the "
                    f"pictures.{hint}"
                )

    def _earlier_limit(self) -> tuple[Limit, ...]:
        if self.no_worse_than is None:
            for key, given in (("worse", self.worse), ("by_at_most", self.by_at_most)):
                if given:
                    raise CallError(f"{key} goes with no_worse_than, and there is none.")
            return ()
        if self.against != "even":
            raise CallError(
                f"against = {self.against!r} and no_worse_than compare with two things. Make two "
                "rules of them."
            )
        if self.by_at_most < 0:
            raise CallError(f"by_at_most must be at least 0, got {self.by_at_most:g}.")
        self._set("worse", self.worse or self._implied_worse())
        low, high = -math.inf, math.inf
        if self.worse == "more":
            high = self.by_at_most
        else:
            low = -self.by_at_most
        return (Limit(self.measure, low, high, str(self.no_worse_than), earlier=True),)

    def _implied_worse(self) -> Worse:
        """The way that is worse by what else the rule says."""
        said: set[Worse] = set()
        if self.most is not None:
            said.add("more")
        if self.least is not None:
            said.add("less")
        if not said:
            roles = self.selectors.get("role", ())
            said = {_WORSE_BY_ROLE[role] for role in roles if role in _WORSE_BY_ROLE}
        if len(said) == 1:
            return said.pop()
        raise CallError(
            'no_worse_than does not tell which way is worse. Add worse = "more", as of an '
            'artefact, or worse = "less", as of what matters.'
        )

    def _says(self) -> str:
        own = dict(self.selectors)
        segments = own.pop("segment", ("*",))
        of = "every segment" if segments == ("*",) else ", ".join(segments)
        others = "".join(
            f", every {column}" if each == ("*",) else f", {column} {' or '.join(each)}"
            for column, each in own.items()
        )
        where = f", where {self.where}" if self.where else ""
        return f"{self.measure} of {of}{others}{where}: {self.limits_in_words}"


#: Keys of a rule that are no columns.
KEYS = tuple(each.name for each in fields(Rule) if each.init and each.name != "selectors")


def names(column: str, value: object) -> tuple[str, ...]:
    """The values that a selector gives: a text, a whole number, or a list of them.

    >>> names("segment", "wheel"), names("grade", [1, 2])
    (('wheel',), ('1', '2'))
    """
    given: list[object] = list(value) if isinstance(value, (list, tuple)) else [value]
    if not given or not all(isinstance(each, str) or _is_whole(each) for each in given):
        raise CallError(
            f"{column} must be a text or a whole number, or a list of them, got {shown(value)}."
        )
    return tuple(dict.fromkeys(str(each) for each in given))


def shown(value: object) -> str:
    """A wrong value as an error quotes it: cut where it is long.

    >>> shown([0.05])
    '[0.05]'
    """
    try:
        text = repr(value)
    except ValueError:  # Python writes no integer of more than some thousand digits
        return "a number of very many digits"
    return text if len(text) <= 80 else text[:79] + "…"


def _one_of(key: str, value: object, choices: Sequence[str]) -> None:
    if not isinstance(value, str):
        raise CallError(f"{key} must be a text, such as {choices[0]!r}, got {shown(value)}.")
    if value not in choices:
        raise unknown_name(key, value, choices)


def _number(key: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise CallError(f"{key} must be a number, such as 0.05, got {shown(value)}.")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise CallError(f"{key} must be a finite number, got {shown(value)}.")
    return number


def _is_whole(value: object) -> bool:
    """Whether it is a whole number, of no more than TOML's 64 bits."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63


def _check_whole(key: str, value: object) -> None:
    if not (isinstance(value, int) and _is_whole(value) and value >= 1):
        raise CallError(f"{key} must be a whole number from 1 up, got {shown(value)}.")


def _check_text(key: str, value: object) -> None:
    if value is not None and not isinstance(value, str):
        raise CallError(f"{key} must be a text, got {shown(value)}.")


def _check_folder(key: str, value: object) -> None:
    if value is not None and not isinstance(value, Path):
        raise CallError(f"{key} must be the folder of a table, got {shown(value)}.")
