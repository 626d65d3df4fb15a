/** Columns: records as they are sent, column by column; a repeated text is sent once. */

type Column = unknown[] | { of: unknown[]; at: number[] };
export type Columns = Record<string, Column>;

/** Read one value of a column, whichever way it is written. */
function reader(column: Column | undefined): (at: number) => unknown {
  if (column === undefined) return () => null;
  if (Array.isArray(column)) return (at) => column[at];
  return (at) => column.of[column.at[at]!];
}

function length(columns: Columns): number {
  const first = Object.values(columns)[0];
  if (first === undefined) return 0;
  return Array.isArray(first) ? first.length : first.at.length;
}

export function records(columns: Columns): Record<string, unknown>[] {
  const readers = Object.entries(columns).map(([name, column]) => [name, reader(column)] as const);
  return Array.from({ length: length(columns) }, (_, at) =>
    Object.fromEntries(readers.map(([name, read]) => [name, read(at)])),
  );
}
