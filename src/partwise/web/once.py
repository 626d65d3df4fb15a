"""Once: what takes long is worked out for whoever asks first; others wait for it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


class Once:
    """Keeps what was worked out, by name; what failed is tried again by the next who asks.

    Examples
    --------
    >>> once = Once()
    >>> once("sum", lambda: 1 + 2), once("sum", lambda: 0)
    (3, 3)
    """

    def __init__(self) -> None:
        self._kept: dict[str, Any] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def __call__(self, name: str, work: Callable[[], Any]) -> Any:
        """Work it out, unless that was done already."""
        with self._lock:
            lock = self._locks.setdefault(name, threading.Lock())
        with lock:
            if name not in self._kept:
                self._kept[name] = work()
            return self._kept[name]
