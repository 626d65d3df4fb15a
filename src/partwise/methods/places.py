"""Places: which modules are running while a network is passed through."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Generator

    import torch


@dataclass(slots=True)
class Running:
    """The modules that are running, and how often each was called so far.

    Parameters
    ----------
    within
        With dotted names, the innermost last; the network itself, under an empty name, is first.
    calls
        Of each module.
    """

    within: list[tuple[str, torch.nn.Module]]
    calls: Counter[torch.nn.Module] = field(default_factory=Counter)

    @property
    def innermost(self) -> tuple[str, torch.nn.Module]:
        """Name and module."""
        return self.within[-1]


@contextmanager
def running(network: torch.nn.Module) -> Generator[Running]:
    """Keep account of which modules are running, for as long as the context lasts."""
    now = Running([("", network)])
    handles: list[Any] = []

    def enter(name: str) -> Any:
        def hook(module: torch.nn.Module, _: Any) -> None:
            now.calls[module] += 1
            now.within.append((name, module))

        return hook

    def leave(*_: Any) -> None:
        now.within.pop()

    try:
        for name, module in network.named_modules():
            handles.append(module.register_forward_pre_hook(enter(name)))
            handles.append(module.register_forward_hook(leave))
        yield now
    finally:
        for handle in handles:
            handle.remove()
