"""Columns: which ones a table has, and what each may be asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from partwise import schema
from partwise.errors import CallError, UnknownNameError, unknown_name
from partwise.measures import DEFAULT_MEASURES, MEASURES
from partwise.table.removals import FILL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.stores.manifest import Manifest

#: Numbers of each row: what is averaged over groups, and makes none.
_NUMBERS = {*MEASURES, "area_px", "image_area_px"}.union(
    column.name for column in schema.ROWS if pa.types.is_floating(column.type)
)
#: Columns of images, beside the metadata, that tell which of them belong together.
_OF_IMAGES = ("label", "predicted", "outcome", "split")
_CLASSES = ("target_class", "contrast_class")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one table.

    Parameters
    ----------
    metadata
        Names of the user's own.
    fills
        Whether the table knows what removing does, so that `fill` tells by which fill.

    Examples
    --------
    >>> Columns(["patient"]).keys(["label", "patient"])
    ['label', 'patient']
    """

    metadata: Sequence[str]
    fills: bool = False

    @classmethod
    def of(cls, manifest: Manifest, *, fills: bool = False) -> Columns:
        """Those of the table with this manifest; a name that it has already is no metadata's."""
        taken = {column.name for column in (*schema.ROWS, *schema.IMAGES)} | {*MEASURES}
        taken |= {FILL} if fills else set()
        given = manifest.facts.get("metadata_columns", [])
        return cls([name for name in given if name not in taken], fills)

    @property
    def of_rows(self) -> tuple[str, ...]:
        """What each row has: stored columns, measures, `split`, metadata."""
        return (*(column.name for column in schema.ROWS), *MEASURES, "split", *self.metadata)

    @property
    def names(self) -> tuple[str, ...]:
        """All of them; `fill`, where there are effects, makes a row of its own for each fill."""
        return (*self.of_rows, *[FILL] * self.fills)

    def known(self, names: Sequence[str]) -> list[str]:
        """Check that columns exist.

        Raises
        ------
        UnknownNameError
            If one does not.
        """
        for name in names:
            if name == FILL and name not in self.names:
                raise UnknownNameError(
                    f"unknown column {FILL!r}: nothing was removed in this table. Build it with "
                    "--effects."
                )
            if name not in self.names:
                raise unknown_name("column", name, self.names)
        return list(names)

    def keys(self, by: str | Sequence[str]) -> list[str]:
        """Check columns to group by.

        Raises
        ------
        UnknownNameError
            If one does not exist.
        CallError
            If one is a number of each row.
        """
        names = self.known([by] if isinstance(by, str) else list(by))
        for name in names:
            if name in _NUMBERS:
                raise CallError(
                    f"--by {name!r}: this is a number of each row, to be averaged and not to group "
                    "by. Group by a column such as segment, label or outcome."
                )
        return names

    def check_cluster(self, column: str) -> None:
        """Check that images can be put into clusters by a column.

        Raises
        ------
        UnknownNameError
            If it does not exist.
        CallError
            If it is no column of images.
        """
        self.known([column])
        if column not in (*_OF_IMAGES, *self.metadata):
            raise CallError(
                f"--cluster {column!r}: images are drawn as a whole, so that it must be a column "
                "of images: one of the metadata (a patient, a camera), split, label or predicted."
            )

    def check_group(self, column: str) -> None:
        """Check that effects can be grouped by a column, which no segment has for itself.

        Raises
        ------
        UnknownNameError
            If it does not exist.
        CallError
            If it is no column of images.
        """
        self.known([column])
        if column not in (*_OF_IMAGES, *_CLASSES, *self.metadata):
            raise CallError(
                f"--by {column!r}: effects are told by segment and fill already, and beyond that "
                "by a column of images: target_class, label, predicted, outcome, split or one of "
                "the metadata."
            )


def known_measures(measures: str | Sequence[str] | None) -> list[str]:
    """Check names of measures; the default ones where none are given.

    Raises
    ------
    UnknownNameError
        If one does not exist.
    """
    names = [measures] if isinstance(measures, str) else list(measures or DEFAULT_MEASURES)
    for name in names:
        if name not in MEASURES:
            raise unknown_name("measure", name, MEASURES)
    return list(dict.fromkeys(names))
