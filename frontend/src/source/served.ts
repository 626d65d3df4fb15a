/** Served: a table's data, which a server on this machine has. */

import { type Columns, records } from "./columns";
import type { Beside, Compared, Confusion, Findings, Group, Image, Overview, Picture, Query, Removal, Source, Value } from "./source";

/** Write what is asked as the end of an address. */
function written(asked: Record<string, unknown>): string {
  const given = Object.entries(asked).filter(([, value]) => value !== undefined && value !== null);
  const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return query ? `?${query}` : "";
}

/** Ask the server of what lies below an address; what was asked once is not asked again. */
function asker(below: string): <T>(what: string, asked?: Record<string, unknown>) => Promise<T> {
  const kept = new Map<string, Promise<unknown>>();
  return <T>(what: string, asked: Record<string, unknown> = {}): Promise<T> => {
    const address = `${below}${what}${written(asked)}`;
    let answer = kept.get(address);
    if (answer === undefined) {
      answer = answered(address).catch((error: unknown) => {
        kept.delete(address);
        throw error;
      });
      kept.set(address, answer);
    }
    return answer as Promise<T>;
  };
}

async function answered(address: string): Promise<unknown> {
  const response = await fetch(address).catch(() => {
    throw new Error("the server does not answer; is partwise serve still running?");
  });
  if (response.ok) return response.json();
  const { detail } = (await response.json().catch(() => ({ detail: undefined }))) as { detail?: unknown };
  throw new Error(typeof detail === "string" ? detail : `the server answers ${response.status}`);
}

function read(found: Columns, names: string[]): Value[] {
  return records(found).map((record) => ({
    image: record as unknown as Image,
    method: record["method"] as string,
    target_kind: record["target_kind"] as string | null,
    target_class: record["target_class"] as string | null,
    segment: record["segment"] as string,
    numbers: Object.fromEntries(names.map((name) => [name, record[name] as number | null])),
  }));
}

export function served(at: number): Source {
  const ask = asker(`api/tables/${at}/`);
  const overview = (): Promise<Overview> => ask<Overview>("overview");

  async function values(query: Query): Promise<{ total: number; values: Value[] }> {
    const { series, value, ...asked } = query;
    const names = (await overview()).measures.map((measure) => measure.name);
    const found = await ask<{ total: number; values: Columns }>("values", { ...asked, ...series, value });
    return { total: found.total, values: read(found.values, names) };
  }

  return {
    overview,
    values,
    confusion: () => ask<Confusion | null>("confusion"),
    findings: () => ask<Findings>("findings"),
    groups: async (by) =>
      records(await ask<Columns>("groups", { by })).map(
        (record) => ({ ...record, value: by === "" ? null : (record[by] ?? null) }) as unknown as Group,
      ),
    image: (image_id) => ask<Image>("image", { image_id }),
    removals: async (image_id) =>
      records(await ask<Columns>("removals", { image_id })) as unknown as Removal[],
    picture: (image_id) => ask<Picture>("picture", { image_id }),
    parquet: (of) => {
      if (!("series" in of)) return `api/tables/${at}/groups.parquet${written({ by: of.by })}`;
      const { series, ...asked } = of;
      return `api/tables/${at}/values.parquet${written({ ...asked, ...series })}`;
    },
  };
}

export function servedBeside(a: number, b: number): Beside {
  const ask = asker(`api/tables/${a}/beside/${b}`);
  const compared = (): Promise<Compared> => ask<Compared>("");
  return {
    compared,
    moved: async ({ block: { method_a, method_b, target_kind }, ...asked }) => {
      const names = (await compared()).measures;
      const found = await ask<{ total: number; a: Columns; b: Columns }>("/pictures", {
        ...asked,
        method_a,
        method_b,
        target_kind,
      });
      const [first, second] = [read(found.a, names), read(found.b, names)];
      return { total: found.total, pairs: first.map((each, at) => [each, second[at]!]) };
    },
  };
}
