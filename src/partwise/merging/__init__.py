"""Merging: tables of one classifier made into one, exactly and in any order."""

from partwise.merging.run import merge

__all__ = ["merge"]
