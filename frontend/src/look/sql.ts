/** SQL: what a view shows, as a query that `table.sql` answers. */

import type { Measure, Overview, Series } from "../source/source";

interface Asked {
  series: Series;
  segment?: string | undefined;
  /** Of which group: a column, and its value. */
  by?: string;
  value?: string | null | undefined;
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

function equals(column: string, value: string | null): string {
  return value === null ? `${column} IS NULL` : `${column} = ${text(value)}`;
}

function where({ conditions }: Overview, { series, segment, by, value }: Asked): string {
  const all = [
    "kind = 'attribution'",
    "status = 'visible'",
    equals("method", series.method),
    equals("target_kind", series.target_kind),
    ...(segment === undefined ? [] : [equals("segment", segment)]),
    ...(by && value !== undefined ? [equals(by, value)] : []),
    ...conditions.map((each) => `(${each})`),
  ];
  return `WHERE ${all.join("\n  AND ")}`;
}

/** The mean of a measure of each part, by groups. */
export function meansSql(overview: Overview, measure: Measure, asked: Asked): string {
  const columns = ["segment", ...(asked.by ? [asked.by] : [])].join(", ");
  return `SELECT ${columns}, avg(${measure.name}) AS mean, count(${measure.name}) AS images
FROM attributions
${where(overview, asked)}
GROUP BY ${columns}
ORDER BY ${columns}
`;
}

/** Measures of a part, image by image. */
export function valuesSql(overview: Overview, measures: Measure[], asked: Asked): string {
  const columns = ["image_id", "label", "predicted", "target_class", ...measures.map((each) => each.name)];
  return `SELECT ${columns.join(", ")}
FROM attributions
${where(overview, asked)}
ORDER BY image_id
`;
}

/** How many images of each true class were taken for which. */
export function confusionSql({ conditions }: Overview): string {
  const those = conditions.length
    ? `
  AND image_id IN (SELECT image_id FROM attributions WHERE ${conditions.map((each) => `(${each})`).join(" AND ")})`
    : "";
  return `SELECT label, predicted, count(*) AS images
FROM images
WHERE outcome IS NOT NULL${those}
GROUP BY label, predicted
ORDER BY images DESC, label, predicted
`;
}
