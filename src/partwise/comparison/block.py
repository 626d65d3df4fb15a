"""Block: rows of two tables that are compared like with like: one method, one target, one kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from partwise.errors import CallError

if TYPE_CHECKING:
    from partwise.comparison.side import Side

_ATTRIBUTION = "attribution"


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """What a family of differences is about.

    Parameters
    ----------
    method_a, method_b
        The saliency method of each table; two only where they share none.
    target_kind
        What was asked for; None where it was not told.
    kind
        `attribution`, or `null`.
    """

    method_a: str
    method_b: str
    target_kind: str | None
    kind: str


def match_blocks(a: Side, b: Side) -> tuple[Block, ...]:
    """The blocks of two sides: methods and targets that both have.

    Where they share no method and each has exactly one, those two are set against each other.

    Raises
    ------
    CallError
        If they share no target, or no method and one of them has several.
    """
    of_a, of_b = _blocks(a), _blocks(b)
    shared = of_a & of_b
    if shared:
        return tuple(sorted(shared, key=repr))
    methods = [{each.method_a for each in of if each.kind == _ATTRIBUTION} for of in (of_a, of_b)]
    if not methods[0] & methods[1] and all(len(each) == 1 for each in methods):
        other = {(each.target_kind, each.kind): each.method_a for each in of_b}
        crossed = [
            Block(each.method_a, other[each.target_kind, each.kind], each.target_kind, each.kind)
            for each in sorted(of_a, key=repr)
            if each.kind == _ATTRIBUTION and (each.target_kind, each.kind) in other
        ]
        if crossed:
            return tuple(crossed)
    elif not methods[0] & methods[1]:
        raise CallError(
            f"{_of(a, methods[0])}, and {_of(b, methods[1])}: they share no method. "
            "Name one of each, as in --where \"method = 'gradient'\" of a table that has it, or "
            "build both with the same --method."
        )
    targets = [{str(each.target_kind) for each in of} for of in (of_a, of_b)]
    raise CallError(
        f"{str(a.table.folder)!r} explains {_list(targets[0])}, and {str(b.table.folder)!r} "
        f"{_list(targets[1])}: they share no target. Build one of them with the other's --target."
    )


def _blocks(side: Side) -> set[Block]:
    return {
        Block(each["method"], each["method"], each["target_kind"], each["kind"])
        for each in side.keys
        if each["shown"]
    }


def _of(side: Side, methods: set[str]) -> str:
    return f"{str(side.table.folder)!r} has {_list(methods)}"


def _list(names: set[str]) -> str:
    return ", ".join(repr(each) for each in sorted(names))
