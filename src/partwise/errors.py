"""PartwiseError: one exception tree; each error says what, where, got and expected, what next."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class PartwiseError(Exception):
    """Base of every error that partwise raises on purpose.

    ``exit_code`` is what the command line exits with when the error ends it:
    2 where the call is wrong, 3 where an input or the run failed.
    """

    exit_code = 2


class CallError(PartwiseError):
    """An argument or option is wrong, or two of them contradict each other."""


class UnknownNameError(CallError):
    """A name (class, layer, method, column, …) that does not exist."""


class AnnotationError(PartwiseError):
    """An annotation, mask or label file is broken, ambiguous or does not fit its image."""


class SizeMismatchError(PartwiseError):
    """Two things that must share a frame have different heights or widths."""


class FramingError(PartwiseError):
    """The resize and crop of a preprocessing could not be recovered, or makes no sense."""


class ClassifierError(PartwiseError):
    """A classifier could not be loaded, or does not behave as one."""


class OutputError(ClassifierError):
    """What a classifier puts out is no logits, whatever the image."""


class MethodError(PartwiseError):
    """A saliency method cannot explain this classifier."""


class TableError(PartwiseError):
    """A table on disk is missing, broken, in use, or made by another call."""


class RunError(PartwiseError):
    """The call was right, and the run failed: a disk is full, a folder read-only."""

    exit_code = 3


class MemoryFullError(RunError):
    """What is worked out together does not fit into a device's memory."""


class ImageError(RunError):
    """An image file cannot be read as one."""


class SaliencyError(RunError):
    """A saliency map holds values that are not finite."""


def out_of_memory(error: BaseException) -> bool:
    """Whether an error, by its words, says that memory is full: torch has no one type for that.

    >>> out_of_memory(RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB"))
    True
    """
    said = str(error).lower()
    words = ("out of memory", "can't allocate memory", "not enough memory")
    return isinstance(error, MemoryError | MemoryFullError) or any(each in said for each in words)


def nearest(name: str, known: Iterable[str], *, count: int = 3) -> list[str]:
    """The known names most like `name`, best first; case is ignored.

    >>> nearest("integrated_gradient", ["gradient", "integrated-gradients", "occlusion"], count=1)
    ['integrated-gradients']
    """
    folded: dict[str, list[str]] = {}
    for each in known:
        folded.setdefault(each.casefold(), []).append(each)
    hits = difflib.get_close_matches(name.casefold(), folded, count, 0.5)
    return [each for hit in hits for each in folded[hit]][:count]


def unknown_name(kind: str, name: str, known: Iterable[str]) -> UnknownNameError:
    """Build the error for a name that does not exist, with the nearest ones that do.

    >>> print(unknown_name("method", "gradcam", ["grad-cam", "occlusion"]))
    unknown method 'gradcam'. Nearest known: 'grad-cam'.
    """
    names = list(known)
    close = nearest(name, names)
    if close:
        hint = "Nearest known: " + ", ".join(repr(each) for each in close) + "."
    elif not names:
        hint = "None are known here."
    else:
        some = ", ".join(repr(each) for each in names[:12])
        hint = f"Known: {some}" + (f" and {len(names) - 12} more." if len(names) > 12 else ".")
    return UnknownNameError(f"unknown {kind} {name!r}. {hint}")
