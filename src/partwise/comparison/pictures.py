"""Pictures: which images of two tables are the same by their pixels, and which are copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import duckdb

from partwise.errors import CallError

if TYPE_CHECKING:
    import pyarrow as pa

    from partwise.table.table import AttributionTable

#: Of copies, the one whose name the other table has too; else the first by name.
_KEEP = """
CREATE TEMP TABLE {side}_kept AS
SELECT mine.image, mine.image_id, mine.cluster,
       coalesce(mine.digest, '{side}: ' || mine.image_id) AS digest
FROM {side}_images mine LEFT JOIN {other}_images theirs
  ON mine.digest = theirs.digest AND mine.image_id = theirs.image_id
QUALIFY row_number() OVER (
    PARTITION BY coalesce(mine.digest, '{side}: ' || mine.image_id)
    ORDER BY theirs.image_id IS NULL, mine.image_id
) = 1
"""

_MATCH = """
CREATE TEMP TABLE pictures AS
SELECT (row_number() OVER (ORDER BY digest) - 1)::INTEGER AS picture,
       a.image AS image_a, b.image AS image_b, a.image_id AS name_a, b.image_id AS name_b,
       a.cluster AS cluster_a, b.cluster AS cluster_b,
       dense_rank() OVER (
           ORDER BY coalesce(a.cluster, b.cluster) IS NULL, coalesce(a.cluster, b.cluster, digest)
       ) - 1 AS cluster
FROM a_kept a FULL JOIN b_kept b USING (digest)
"""

#: Why an image has no partner, or is left out: reason, block, cell, image_id.
COPIES = tuple(
    f"SELECT 'copy in {side}' AS reason, NULL::INTEGER AS block, NULL::INTEGER AS cell, image_id "
    f"FROM {side}_images WHERE image NOT IN (SELECT image FROM {side}_kept)"
    for side in "ab"
)
WITHOUT_PARTNER = tuple(
    f"""
    SELECT CASE WHEN name_{side} IN (SELECT image_id FROM {other}_images) THEN 'other pixels'
                WHEN name_{side} IN (SELECT image_id FROM {other}_errors) THEN 'failed in {other}'
                ELSE 'only in {side}' END AS reason,
           NULL::INTEGER AS block, NULL::INTEGER AS cell, name_{side} AS image_id
    FROM pictures WHERE image_{other} IS NULL
    """
    for side, other in ("ab", "ba")
)


def match_pictures(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `pictures` of `a_images` and `b_images`: one row a picture, in either table or both.

    A picture is what its pixels are: the same file under another name is the same picture, and
    another file under the same name is not. Copies within a table count once, so that they make
    no pairs of their own.

    Raises
    ------
    CallError
        If a picture belongs to another cluster in each table.
    """
    for side, other in ("ab", "ba"):
        connection.execute(_KEEP.format(side=side, other=other))
    connection.execute(_MATCH)
    torn = connection.execute(
        "SELECT name_a, cluster_a, cluster_b FROM pictures WHERE image_a >= 0 AND image_b >= 0 "
        "AND cluster_a IS DISTINCT FROM cluster_b ORDER BY name_a LIMIT 1"
    ).fetchone()
    if torn:
        raise CallError(
            f"--cluster: image {torn[0]!r} is of {torn[1]!r} in the first table and of "
            f"{torn[2]!r} in the second. Give both the same --metadata, or leave --cluster out."
        )


def same_pictures(a: AttributionTable, b: AttributionTable) -> pa.Table:
    """Names of the pictures that two tables share.

    Returns
    -------
    Arrow table: `name_a`, `name_b`.
    """
    with duckdb.connect() as connection:
        for side, table in zip("ab", (a, b), strict=True):
            images = table.sql(
                """
                SELECT row_number() OVER (ORDER BY image_id) AS image, image_id, digest,
                       NULL::VARCHAR AS cluster
                FROM images WHERE image_id IN (SELECT image_id FROM attributions)
                """
            )
            connection.register(f"{side}_images", images)
        match_pictures(connection)
        return connection.sql(
            "SELECT name_a, name_b FROM pictures WHERE image_a >= 0 AND image_b >= 0 "
            "ORDER BY name_a"
        ).to_arrow_table()
