"""Pairing: which rows of two tables belong together, and why the others do not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import duckdb
import pyarrow as pa

from partwise.comparison.block import Block, match_blocks
from partwise.comparison.pictures import COPIES, WITHOUT_PARTNER, match_pictures
from partwise.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from partwise.comparison.side import Side

#: Whether both tables must explain the same class of an image for it to be compared.
Classes = Literal["resolved", "any"]
#: Image by image, or as two groups; `auto` pairs as soon as one image is in both.
Pairs = Literal["auto", "images", "none"]
#: How many images are named of those that could not be paired.
EXAMPLES = 3


class Cell(NamedTuple):
    """Where a difference is taken: a block, values of the columns asked for, and a segment."""

    block: int
    by: tuple[Any, ...]
    segment: str


@dataclass(frozen=True, slots=True, eq=False)
class Pairing:
    """What two tables have in common, ready to be compared.

    Parameters
    ----------
    paired
        Whether differences are taken image by image, or between two groups of images.
    blocks, cells
        What is compared.
    shown
        Whether display conditions keep each cell; they change none.
    sums
        For each measure an Arrow table of what each cell has of each cluster: `cell`, `cluster`,
        `count` and `total`: of differences where paired, else of the second table, with
        `other_count` and `other_total` of the first.
    figures
        For each measure an Arrow table with one row a cell that has anything to compare: `cell`,
        `images_a`, `images_b`, `mean_a`, `mean_b`, `median` (of the differences; null where not
        paired) and `undefined` (pairs, or rows, that the measure has no value for).
    images
        How many pictures the first table has, the second, and both.
    unpaired
        What could not be compared, counted by reason: `reason`, `block`, `cell` (null where all
        are counted together; `block` is null too where it is so for every method and target),
        `images`, and `examples`, the names of the first few.
    """

    paired: bool
    blocks: tuple[Block, ...]
    cells: tuple[Cell, ...]
    shown: tuple[bool, ...]
    sums: tuple[pa.Table, ...]
    figures: tuple[pa.Table, ...]
    images: tuple[int, int, int]
    unpaired: pa.Table


def pair(
    a: Side,
    b: Side,
    *,
    by: Sequence[str] = (),
    measures: int = 1,
    classes: Classes = "resolved",
    pairs: Pairs = "auto",
) -> Pairing:
    """Find what belongs together.

    Parameters
    ----------
    by
        Columns that a pair must agree in, besides picture, segment and mask variant.
    measures
        How many there are.
    classes
        Whether both tables must explain the same class of an image.
    pairs
        Whether images are paired.

    Raises
    ------
    CallError
        If the tables share no method or target, or no picture where they must.
    """
    blocks = match_blocks(a, b)
    cells, shown, codes = _number_keys(a, b, blocks, by)
    with duckdb.connect() as connection:
        for name, side, code in zip("ab", (a, b), codes, strict=True):
            connection.register(f"{name}_images", side.images)
            connection.register(f"{name}_values", side.values)
            connection.register(f"{name}_codes", code)
            connection.register(f"{name}_errors", side.failed)
        match_pictures(connection)
        images = connection.execute(
            "SELECT count(image_a), count(image_b), count(image_a + image_b) FROM pictures"
        ).fetchone()
        assert images is not None  # noqa: S101 - an aggregate always gives a row
        if pairs == "images" and not images[2]:
            raise CallError(
                f"{str(a.table.folder)!r} and {str(b.table.folder)!r} share no picture (by their "
                "pixels), so that nothing can be paired. Without --pairs images they are "
                "compared as two groups."
            )
        paired = bool(images[2]) and pairs != "none"
        for name in "ab":
            connection.execute(_ROWS.format(side=name))
        if paired:
            connection.execute(_EXPLAINED.format(alike=_ALIKE[classes]))
            connection.execute(_joined(measures))
        read = _paired if paired else _apart
        found = [read(connection, number) for number in range(measures)]
        reasons = (*COPIES, *((*WITHOUT_PARTNER, *_WITHOUT_PAIR) if paired else _WITHOUT_CELL))
        unpaired = connection.sql(
            f"""
            SELECT reason, block, cell, count(DISTINCT image_id) AS images,
                   list(DISTINCT image_id ORDER BY image_id)[:{EXAMPLES}] AS examples
            FROM ({" UNION ALL ".join(reasons)})
            GROUP BY GROUPING SETS ((reason, block), (reason, block, cell))
            HAVING cell IS NOT NULL OR grouping(cell) = 1
            ORDER BY reason, block NULLS FIRST, cell NULLS FIRST
            """
        ).to_arrow_table()
    return Pairing(
        paired,
        blocks,
        cells,
        shown,
        tuple(each[0] for each in found),
        tuple(each[1] for each in found),
        images,
        unpaired,
    )


def _number_keys(
    a: Side, b: Side, blocks: Sequence[Block], by: Sequence[str]
) -> tuple[tuple[Cell, ...], tuple[bool, ...], list[pa.Table]]:
    """Number blocks, cells, parts, groups and classes alike for both sides, one code a key."""
    cells: dict[Cell, int] = {}
    hidden: set[Cell] = set()
    parts, groups, classes = ({} for _ in range(3))
    tables: list[pa.Table] = []
    for side, name in ((a, "method_a"), (b, "method_b")):
        known = {
            (getattr(block, name), block.target_kind, block.kind): number
            for number, block in enumerate(blocks)
        }
        codes: list[dict[str, int]] = []
        for number, key in enumerate(side.keys):
            block = known.get((key["method"], key["target_kind"], key["kind"]))
            if block is None:
                continue
            group = tuple(key[column] for column in by)
            cell = Cell(block, group, key["segment"])
            part = key["segment"], key["mask_variant"]
            if not key["shown"]:
                hidden.add(cell)
            explained = key["target_class"], key["contrast_class"]
            codes.append(
                {
                    "key": number,
                    "block": block,
                    "cell": cells.setdefault(cell, len(cells)),
                    "part": parts.setdefault(part, len(parts)),
                    "grp": groups.setdefault(group, len(groups)),
                    "explained": classes.setdefault(explained, len(classes)),
                }
            )
        tables.append(pa.Table.from_pylist(codes, _CODES))
    return tuple(cells), tuple(cell not in hidden for cell in cells), tables


_CODES = pa.schema(
    (name, pa.int32()) for name in ("key", "block", "cell", "part", "grp", "explained")
)

_ROWS = """
CREATE TEMP TABLE {side}_rows AS
SELECT p.picture, p.cluster, c.* EXCLUDE (key), v.* EXCLUDE (image, key)
FROM {side}_values v JOIN {side}_codes c USING (key) JOIN pictures p ON p.image_{side} = v.image
"""

#: What both tables explain of each picture that they share.
_EXPLAINED = """
CREATE TEMP TABLE explained AS
SELECT picture, block, a.explained AS by_a, b.explained AS by_b, coalesce({alike}, false) AS alike
FROM (SELECT picture, block, min(explained) AS explained FROM a_rows GROUP BY ALL) a
FULL JOIN (SELECT picture, block, min(explained) AS explained FROM b_rows GROUP BY ALL) b
USING (picture, block)
WHERE picture IN (SELECT picture FROM pictures WHERE image_a >= 0 AND image_b >= 0)
"""
_ALIKE = {"resolved": "a.explained = b.explained", "any": "a.explained >= 0 AND b.explained >= 0"}


def _joined(measures: int) -> str:
    """Rows of both sides beside each other, of pictures of which both explain the same."""
    values = "".join(f", a.m{each} AS a{each}, b.m{each} AS b{each}" for each in range(measures))
    return f"""
    CREATE TEMP TABLE joined AS
    WITH alike AS (SELECT picture, block FROM explained WHERE alike)
    SELECT picture, block, part, coalesce(a.cluster, b.cluster) AS cluster,
           a.cell AS cell_a, b.cell AS cell_b,
           coalesce(a.seen, false) AS seen_a, coalesce(b.seen, false) AS seen_b{values}
    FROM (SELECT * FROM a_rows SEMI JOIN alike USING (picture, block)) a
    FULL JOIN (SELECT * FROM b_rows SEMI JOIN alike USING (picture, block)) b
    USING (picture, block, part, grp)
    WHERE seen_a OR seen_b
    """


#: Why a shared picture, or a segment of it, makes no pair: reason, block, cell, image_id.
_WITHOUT_PAIR = (
    """
    SELECT CASE WHEN by_b IS NULL THEN 'no target in b' WHEN by_a IS NULL THEN 'no target in a'
                ELSE 'other class' END AS reason,
           block, NULL::INTEGER AS cell, name_a AS image_id
    FROM explained JOIN pictures USING (picture) WHERE by_a IS DISTINCT FROM by_b
    """,
    """
    SELECT CASE WHEN cell_a >= 0 AND cell_b >= 0
                THEN CASE WHEN seen_a THEN 'in view only in a' ELSE 'in view only in b' END
                WHEN count(cell_a) OVER here > 0 AND count(cell_b) OVER here > 0 THEN 'other group'
                WHEN cell_a >= 0 THEN 'segment only in a' ELSE 'segment only in b' END AS reason,
           block, coalesce(cell_a, cell_b) AS cell, name_a AS image_id
    FROM joined JOIN pictures USING (picture)
    WHERE cell_a IS NULL OR cell_b IS NULL OR seen_a != seen_b
    WINDOW here AS (PARTITION BY picture, block, part, cell_a + cell_b IS NULL)
    """,
)
#: Why a cell of one side has nothing to be compared with, where images are not paired.
_WITHOUT_CELL = tuple(
    f"""
    SELECT 'cell only in {side}' AS reason, block, cell, name_{side} AS image_id
    FROM {side}_rows JOIN pictures USING (picture)
    WHERE seen AND cell NOT IN (SELECT cell FROM {other}_rows WHERE seen)
    """
    for side, other in ("ab", "ba")
)


def _paired(connection: duckdb.DuckDBPyConnection, number: int) -> tuple[pa.Table, pa.Table]:
    """Sums and figures of one measure's differences."""
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP VIEW differences AS
        SELECT cell_a AS cell, cluster, picture, a{number} AS a, b{number} AS b, b - a AS d
        FROM joined WHERE cell_a = cell_b AND seen_a AND seen_b
        """
    )
    sums = connection.sql(
        """
        SELECT cell, cluster, count(d)::DOUBLE AS count, fsum(d) AS total
        FROM differences WHERE d IS NOT NULL GROUP BY cell, cluster ORDER BY cell, cluster
        """
    ).to_arrow_table()
    figures = connection.sql(
        """
        SELECT cell, count(DISTINCT picture) FILTER (d IS NOT NULL) AS images_a,
               images_a AS images_b, favg(a) FILTER (d IS NOT NULL) AS mean_a,
               favg(b) FILTER (d IS NOT NULL) AS mean_b, median(d) AS median,
               count(*) - count(d) AS undefined
        FROM differences GROUP BY cell ORDER BY cell
        """
    ).to_arrow_table()
    return sums, figures


def _apart(connection: duckdb.DuckDBPyConnection, number: int) -> tuple[pa.Table, pa.Table]:
    """Sums and figures of one measure's values in both groups."""
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP VIEW grouped AS
        SELECT cell, cluster, picture, m{number} AS a, NULL AS b, true AS of_a
        FROM a_rows WHERE seen
        UNION ALL
        SELECT cell, cluster, picture, NULL AS a, m{number} AS b, false AS of_a
        FROM b_rows WHERE seen
        """
    )
    both = "cell IN (SELECT cell FROM grouped GROUP BY cell HAVING count(DISTINCT of_a) = 2)"
    sums = connection.sql(
        f"""
        SELECT cell, cluster, count(b)::DOUBLE AS count, coalesce(fsum(b), 0) AS total,
               count(a)::DOUBLE AS other_count, coalesce(fsum(a), 0) AS other_total
        FROM grouped WHERE {both} AND coalesce(a, b) IS NOT NULL
        GROUP BY cell, cluster ORDER BY cell, cluster
        """
    ).to_arrow_table()
    figures = connection.sql(
        f"""
        SELECT cell, count(DISTINCT picture) FILTER (a IS NOT NULL) AS images_a,
               count(DISTINCT picture) FILTER (b IS NOT NULL) AS images_b,
               favg(a) AS mean_a, favg(b) AS mean_b, NULL::DOUBLE AS median,
               count(*) - count(a) - count(b) AS undefined
        FROM grouped WHERE {both} GROUP BY cell ORDER BY cell
        """
    ).to_arrow_table()
    return sums, figures
