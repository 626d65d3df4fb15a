"""Parts: derived segments and roles that a user writes down, applied to each image's segments."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

from partwise.errors import AnnotationError, CallError, UnknownNameError, unknown_name
from partwise.rle import Rle
from partwise.segments import BACKGROUND, Segment, SegmentSet, check_name, union
from partwise.sources.derive import derive

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partwise.segments import Role

Operation = Literal["rename", "union", "difference", "complement", "dilate", "ring"]
OPERATIONS: tuple[Operation, ...] = get_args(Operation)
_LISTS = ("union", "difference", "complement")
_KEYS = (*OPERATIONS, "radius", "keep", "drop", "role", "parent", "whole", "least_area",
         "least_visible")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Amount:
    """A length or an area: a number of pixels, or a percentage of the image's.

    Examples
    --------
    >>> Amount.parse("2%").pixels(300)
    6.0
    >>> Amount.parse("12px").pixels(300)
    12.0
    """

    number: float
    unit: Literal["px", "%"]

    @classmethod
    def parse(cls, text: object) -> Amount:
        """Read ``12px`` or ``2%``, above 0.

        Raises
        ------
        AnnotationError
            If it is written otherwise.
        """
        if isinstance(text, str):
            for unit in ("px", "%"):
                try:
                    number = float(text.strip().removesuffix(unit))
                except ValueError:
                    continue
                if text.strip().endswith(unit) and 0 < number < float("inf"):
                    return cls(number, unit)
        raise AnnotationError(f"write an amount above 0 as '12px' or '2%', got {text!r}.")

    def pixels(self, full: float) -> float:
        """In pixels, where 100 % are `full` pixels."""
        return self.number if self.unit == "px" else self.number / 100 * full


@dataclass(frozen=True, slots=True)
class Part:
    """What a user says of one name: how it is made, and what it is.

    Parameters
    ----------
    name
        Of the resulting segment.
    operation
        How it is made, or None for a segment that is there already.
    sources
        Names it is made from; of a difference, the first less the others.
    radius
        Of a dilation or ring; a percentage is of the image's shorter side.
    keep
        Whether the segments it is made from stay.
    drop
        Whether it only serves to make others and is left out in the end.
    role, parent, whole, least_visible
        As in :class:`~partwise.segments.Segment`.
    least_area
        Left out of images where it is smaller; a percentage is of the image's area.
    """

    name: str
    operation: Operation | None = None
    sources: Sequence[str] = ()
    radius: Amount | None = None
    keep: bool = True
    drop: bool = False
    role: Role | None = None
    parent: str | None = None
    whole: bool = False
    least_area: Amount | None = None
    least_visible: float = 0.0


@dataclass(frozen=True, slots=True)
class Parts:
    """All that a user says of names; made by :func:`load_parts` or :meth:`from_tables`.

    Parameters
    ----------
    parts
        In the order in which they were written.

    Examples
    --------
    >>> import numpy as np
    >>> eye = np.array([[1, 0, 0]], bool)
    >>> drawn = SegmentSet.from_masks({"left eye": eye, "right eye": eye[:, ::-1]})
    >>> parts = Parts.from_tables({"eyes": {"union": ["left eye", "right eye"], "keep": False}})
    >>> [(each.name, each.to_rle().area) for each in parts.apply(drawn).segments]
    [('eyes', 2)]
    """

    parts: Sequence[Part]

    def __post_init__(self) -> None:
        object.__setattr__(self, "parts", tuple(self.parts))
        self._ordered()
        self._check_parents()
        if any(part.whole for part in self.parts) and BACKGROUND in self._by_name():
            raise AnnotationError(
                f"part {BACKGROUND!r}: where a part is whole = true, {BACKGROUND!r} is what it "
                "leaves out. Give this part another name."
            )

    @classmethod
    def from_tables(cls, tables: Mapping[str, Any]) -> Parts:
        """Build from one table for each resulting part, as a TOML file holds them.

        Raises
        ------
        AnnotationError
            If a value is not what its key needs, or parts go round in a circle.
        UnknownNameError
            If a key does not exist.
        """
        return cls([_part(name, table) for name, table in tables.items()])

    @property
    def digest(self) -> str:
        """SHA-256 of what is said, however it was written."""
        text = json.dumps([asdict(part) for part in self.parts], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def check(self, names: Iterable[str]) -> None:
        """Check what the parts name against the names that a source can give.

        Raises
        ------
        UnknownNameError
            If a part is made of, or describes, a segment that neither source nor parts have.
        AnnotationError
            If a derived part has the name of a drawn segment.
        """
        drawn = dict.fromkeys(names)
        derived = [part.name for part in self.parts if part.operation]
        known = [*drawn, *derived]
        for part in self.parts:
            if part.operation and part.name in drawn:
                raise _taken(part)
            for name in (part.name, *part.sources):
                if name not in known:
                    raise UnknownNameError(
                        f"parts, [{part.name}]: {unknown_name('segment', name, known)}"
                    )
            left = self.names(drawn)
            if part.parent and part.parent not in left:
                raise UnknownNameError(
                    f"parts, [{part.name}]: {unknown_name('parent', part.parent, left)}"
                )

    def names(self, drawn: Iterable[str]) -> tuple[str, ...]:
        """Names that are left and made, given the drawn ones."""
        gone = self._gone()
        made = (part.name for part in self.parts if part.operation)
        return tuple(name for name in dict.fromkeys([*drawn, *made]) if name not in gone)

    def apply(self, segments: SegmentSet) -> SegmentSet:
        """Make the parts of one image, in its own frame.

        A part whose segments are not in the image is not there either: it is `not_found` where
        one of them was looked for, or where nothing is left of it. Areas are judged over all
        instances of a name.

        Raises
        ------
        AnnotationError
            If a derived part has the name of a drawn segment.
        """
        groups: dict[str, list[Segment]] = {}
        for segment in segments.segments:
            groups.setdefault(segment.name, []).append(segment)
        missing = dict.fromkeys(segments.not_found)
        for part in self._ordered():
            if part.name in groups or part.name in segments.not_found:
                raise _taken(part)
            made = derive(part, groups, segments)
            if made:
                groups[part.name] = made
            elif any(name in groups or name in missing for name in part.sources):
                missing[part.name] = None
        gone = self._gone()
        described = [
            each
            for name, group in groups.items()
            if name not in gone
            for each in self._describe(name, group, segments)
        ]
        return SegmentSet(segments.shape, described, [each for each in missing if each not in gone])

    def _by_name(self) -> dict[str, Part]:
        return {part.name: part for part in self.parts}

    def _gone(self) -> set[str]:
        """Names that are left out in the end."""
        used = {name for part in self.parts if not part.keep for name in part.sources}
        return used | {part.name for part in self.parts if part.drop}

    def _describe(self, name: str, group: list[Segment], image: SegmentSet) -> list[Segment]:
        """Say of segments what the user says of their name, unless they are too small."""
        part = self._by_name().get(name)
        renamed = {each.sources[0]: each.name for each in self.parts if each.operation == "rename"}
        group = [
            replace(each, parent=renamed.get(each.parent or "", each.parent)) for each in group
        ]
        if part is None:
            return group
        if part.least_area is not None:
            area = union([each.mask for each in group])
            pixels = (area if isinstance(area, Rle) else area.to_rle()).area
            if pixels < part.least_area.pixels(image.shape[0] * image.shape[1]):
                return []
        return [
            replace(
                each,
                role=part.role or each.role,
                parent=part.parent or each.parent,
                whole=part.whole or each.whole,
                least_visible=part.least_visible,
            )
            for each in group
        ]

    def _ordered(self) -> list[Part]:
        """Sort derived parts so that each comes after those it is made from.

        Raises
        ------
        AnnotationError
            If parts are made from each other.
        """
        derived = {part.name: part for part in self.parts if part.operation}
        done: dict[str, Part] = {}

        def visit(part: Part, above: tuple[str, ...]) -> None:
            if part.name in above:
                circle = " ← ".join(repr(name) for name in (*above, part.name))
                raise AnnotationError(f"parts go round in a circle: {circle}.")
            for name in part.sources:
                if name in derived and name not in done:
                    visit(derived[name], (*above, part.name))
            done.setdefault(part.name, part)

        for part in derived.values():
            visit(part, ())
        return list(done.values())

    def _check_parents(self) -> None:
        parents = {part.name: part.parent for part in self.parts if part.parent}
        for name in parents:
            chain = [name]
            while chain[-1] in parents:
                chain.append(parents[chain[-1]])
                if chain[-1] in chain[:-1]:
                    circle = " → ".join(repr(each) for each in chain)
                    raise AnnotationError(f"parents go round in a circle: {circle}.")


def load_parts(path: str | Path) -> Parts:
    """Read parts from a TOML file: one table for each resulting part.

    Raises
    ------
    CallError
        If the file cannot be read.
    AnnotationError, UnknownNameError
        If it is not TOML, or says what makes no sense.
    """
    where = f"--parts {str(path)!r}"
    try:
        tables = tomllib.loads(Path(path).read_text("utf-8-sig"))
    except OSError as error:
        raise CallError(f"{where} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise AnnotationError(f"{where} is not TOML: {error}") from error
    try:
        return Parts.from_tables(tables)
    except UnknownNameError as error:
        raise UnknownNameError(f"{where}: {error}") from error
    except AnnotationError as error:
        raise AnnotationError(f"{where}: {error}") from error


def _part(name: str, table: object) -> Part:
    """Read one table."""
    where = f"[{name}]"
    if not isinstance(table, Mapping):
        raise AnnotationError(f"{name!r} must be a table, such as [{name}], got {table!r}.")
    for key in table:
        if key not in _KEYS:
            raise UnknownNameError(f"{where}: {unknown_name('key', str(key), _KEYS)}")
    try:
        check_name(name)
        operation, sources = _operation(table)
        least = table.get("least_visible", 0.0)
        if not (_is_number(least) and 0 <= least <= 1):
            raise AnnotationError(f"least_visible must be a number from 0 to 1, got {least!r}.")
        return Part(
            name,
            operation,
            sources,
            radius=Amount.parse(table["radius"]) if "radius" in table else None,
            keep=_yes_or_no(table, "keep", default=operation != "rename"),
            drop=_yes_or_no(table, "drop", default=False),
            role=cast("Role | None", _one_of(table, "role", ("core", "context", "artefact"))),
            parent=None if table.get("parent") is None else check_name(table["parent"]),
            whole=_yes_or_no(table, "whole", default=False),
            least_area=Amount.parse(table["least_area"]) if "least_area" in table else None,
            least_visible=float(least),
        )
    except AnnotationError as error:
        raise AnnotationError(f"{where}: {error}") from error


def _operation(table: Mapping[str, Any]) -> tuple[Operation | None, tuple[str, ...]]:
    given: list[Operation] = [key for key in OPERATIONS if key in table]
    if len(given) > 1:
        raise AnnotationError(
            f"{' and '.join(given)} are two ways to make it; give one, and chain parts for more."
        )
    operation = given[0] if given else None
    if ("radius" in table) != (operation in ("dilate", "ring")):
        raise AnnotationError("dilate and ring, and only they, need a radius, as in '2%'.")
    if operation is None:
        if "keep" in table:
            raise AnnotationError("keep is about what a part is made from; to leave it out: drop.")
        return None, ()
    if operation == "rename" and "keep" in table:
        raise AnnotationError("rename never keeps the old name; for both, write a union of one.")
    value = table[operation]
    names = value if operation in _LISTS and isinstance(value, list) else [value]
    if not names or (operation == "difference" and len(names) < 2):
        raise AnnotationError(f"{operation} needs more segments than {value!r}.")
    return operation, tuple(check_name(name) for name in names)


def _yes_or_no(table: Mapping[str, Any], key: str, *, default: bool) -> bool:
    value = table.get(key, default)
    if not isinstance(value, bool):
        raise AnnotationError(f"{key} must be true or false, got {value!r}.")
    return value


def _one_of(table: Mapping[str, Any], key: str, choices: tuple[str, ...]) -> str | None:
    value = table.get(key)
    if value is not None and value not in choices:
        raise AnnotationError(f"{key} must be {', '.join(choices)}, got {value!r}.")
    return value


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _taken(part: Part) -> AnnotationError:
    return AnnotationError(
        f"part {part.name!r} is made by {part.operation}, but a drawn segment has this name "
        "already. Give the part another name."
    )
