"""Matching: which entry of an annotation file or folder belongs to which image, and fits it."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from partwise.errors import AnnotationError, SizeMismatchError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from partwise.shapes import Shape


@dataclass(frozen=True, slots=True)
class Entry:
    """What an annotation file or folder calls one image.

    Parameters
    ----------
    name
        The image's relative path or file name, as the entry gives it.
    path
        A second, longer path, such as COCO's `path`; its trailing part may be the image's.
    bare
        Whether `name` comes without the image's ending: a mask `cat.png` is for `cat`.
    title
        How messages call the entry; its name where not given.
    """

    name: str
    path: str | None = None
    bare: bool = False
    title: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", self.title or self.name)
        object.__setattr__(self, "name", _clean(self.name))
        if self.path is not None:
            object.__setattr__(self, "path", _clean(self.path))


class Level(NamedTuple):
    """One way to tell that an entry means an image: they have a key in common."""

    says: str
    of_image: Callable[[str], str | None]
    of_entry: Callable[[Entry], Sequence[str]]


#: What Python reads for a byte of a path that is no UTF-8, and how an image's id writes it.
_ODD_BYTES = {0xDC00 + byte: f"\\x{byte:02x}" for byte in range(0x80, 0x100)}


def _clean(path: str) -> str:
    path = path.translate(_ODD_BYTES)
    # file systems differ in how they write accents and separators
    return unicodedata.normalize("NFC", path).replace("\\", "/").removeprefix("./")


def _file_name(path: str) -> str:
    return path.rpartition("/")[2]


def _without_ending(path: str) -> str:
    folder, slash, name = path.rpartition("/")
    stem, _, _ = name.rpartition(".")
    return folder + slash + (stem or name)


def _bare(entry: Entry) -> str:
    return entry.name if entry.bare else _without_ending(entry.name)


def _tails(entry: Entry) -> list[str]:
    """Trailing parts, longest first, of the path down to the file name, and of the name."""
    paths = [(entry.path, 1)] if entry.path else []
    tails: list[str] = []
    for path, least in [*paths, (entry.name, 2)]:
        parts = path.split("/")
        tails += ["/".join(parts[at:]) for at in range(len(parts) - least + 1)]
    return tails


def _number(stem: str) -> str | None:
    return (stem.lstrip("0") or "0") if stem.isascii() and stem.isdecimal() else None


def _number_of_entry(entry: Entry) -> list[str]:
    number = _number(_file_name(_bare(entry)))
    return [] if number is None else [number]


def _same(image_id: str) -> str:
    return image_id


def _stem(image_id: str) -> str:
    return _file_name(_without_ending(image_id))


def _number_of_image(image_id: str) -> str | None:
    return _number(_stem(image_id))


def _name_of_entry(entry: Entry) -> list[str]:
    return [entry.name]


def _bare_of_entry(entry: Entry) -> list[str]:
    return [_bare(entry)]


def _file_of_entry(entry: Entry) -> list[str]:
    return [_file_name(entry.name)]


def _stem_of_entry(entry: Entry) -> list[str]:
    return [_file_name(_bare(entry))]


#: From the surest to the loosest; the first that finds a partner decides.
LEVELS = (
    Level("relative path", _same, _name_of_entry),
    Level("the trailing part of the path", _same, _tails),
    Level("relative path without ending", _without_ending, _bare_of_entry),
    Level("file name", _file_name, _file_of_entry),
    Level("stem", _stem, _stem_of_entry),
)
#: `00001` means `1.jpg`.
NUMBERS = Level("equal whole numbers", _number_of_image, _number_of_entry)


class ImageIndex:
    """Images by what they can be called, made once and asked for many entries.

    Parameters
    ----------
    image_ids
        POSIX paths relative to the images' folder.

    Examples
    --------
    >>> index = ImageIndex(["JPEGImages/car1.jpg", "JPEGImages/car2.jpg"])
    >>> index.match([Entry("car2.jpg"), Entry("car9.jpg")], where="coco:parts.json")
    {'JPEGImages/car2.jpg': 0}
    """

    def __init__(self, image_ids: Sequence[str]) -> None:
        self.image_ids = tuple(image_ids)
        self._cleaned = [_clean(each) for each in self.image_ids]
        self._by_level: dict[str, Mapping[str, Sequence[str]]] = {}

    def knows(self, entry: Entry, level: Level) -> bool:
        """Whether any image shares this level's key with the entry."""
        keys = self._keys(level)
        return any(key in keys for key in level.of_entry(entry))

    def match(
        self, entries: Sequence[Entry], *, where: str, levels: Iterable[Level] = LEVELS
    ) -> dict[str, int]:
        """Find the entry of each image: by the surest level first, only where it is unique.

        Parameters
        ----------
        entries
            At most one belongs to an image.
        where
            What they come from, for messages.
        levels
            In the order in which they are tried.

        Returns
        -------
        Position of the entry, for each image that has one.

        Raises
        ------
        AnnotationError
            If two images or two entries compete at the level that matches.
        """
        matched: dict[str, int] = {}
        left = list(range(len(entries)))
        for level in levels:
            keys = self._keys(level)
            claims: defaultdict[str, list[int]] = defaultdict(list)
            rest: list[int] = []
            for at in left:
                found = next((key for key in level.of_entry(entries[at]) if key in keys), None)
                if found is None:
                    rest.append(at)
                else:
                    claims[found].append(at)
            for key, claimants in claims.items():
                images = [image for image in keys[key] if image not in matched]
                if not images:
                    rest += claimants
                elif len(images) == len(claimants) == 1:
                    matched[images[0]] = claimants[0]
                else:
                    titles = [entries[at].title for at in claimants]
                    raise _ambiguous(where, level, images, titles)
            left = rest
        return matched

    def _keys(self, level: Level) -> Mapping[str, Sequence[str]]:
        if level.says not in self._by_level:
            keys: defaultdict[str, list[str]] = defaultdict(list)
            for image, cleaned in zip(self.image_ids, self._cleaned, strict=True):
                key = level.of_image(cleaned)
                if key is not None:
                    keys[key].append(image)
            self._by_level[level.says] = dict(keys)
        return self._by_level[level.says]


def counts(image_ids: Sequence[str], matched: Iterable[str], *, unused: int) -> dict[str, int]:
    """Count for the user what a source's `match` found."""
    found = len(set(matched))
    return {
        "images_with_segments": found,
        "images_without": len(image_ids) - found,
        "entries_not_in_images": unused,
    }


def check_same_shape(what: str, got: Shape, image_id: str, shape: Shape, *, todo: str) -> None:
    """Check that something drawn on an image has the size of that image.

    Parameters
    ----------
    what
        What was drawn, with its place.
    got, shape
        (height, width) of it and of the image as opened.
    todo
        What the user can do where the sizes simply differ.

    Raises
    ------
    SizeMismatchError
        Where height and width are swapped it says that the picture was probably turned.
    """
    if got == shape:
        return
    if got == (shape[1], shape[0]):
        todo = (
            "Height and width are swapped: the picture is turned upright by its EXIF orientation, "
            "and this was drawn before turning. Turn it as well, or save the picture without "
            "EXIF orientation and draw on that."
        )
    raise SizeMismatchError(
        f"image {image_id!r} is {shape[0]}×{shape[1]} pixels (height×width) but {what} is "
        f"{got[0]}×{got[1]}. {todo}"
    )


def listed(names: Sequence[str], *, most: int = 5) -> str:
    """Names in quotes for a message, the first few of many.

    >>> listed(["a", "b", "c"], most=2)
    "'a', 'b' and 1 more"
    """
    text = ", ".join(repr(each) for each in names[:most])
    return f"{text} and {len(names) - most} more" if len(names) > most else text


def _ambiguous(
    where: str, level: Level, images: Sequence[str], titles: Sequence[str]
) -> AnnotationError:
    return AnnotationError(
        f"{where}: cannot tell what belongs together: by {level.says}, the image(s) "
        f"{listed(images)} could go with {listed(titles)}. Each image takes one. Give entries "
        "the images' relative paths, or point --images at the folder they were made for."
    )
