/** Inlined: a report's data, which lies in the file itself. */

import { type Columns, records } from "./columns";
import { sampled } from "../look/swarm";
import type { Beside, Compared, Confusion, Findings, Group, Image, Overview, Picture, Query, Removal, Source, Value, Values } from "./source";

export interface Report {
  overview: Overview;
  findings: Findings;
  confusion: Confusion | null;
  groups: Record<string, Columns>;
  images: Columns;
  values: Columns;
  removals: Columns;
  pictures: Record<string, Picture>;
}

/** A second table, and what differs. */
export interface BesideReport {
  report: Report;
  compared: Compared;
  /** The other way round. */
  turned: Compared;
  pictures: Columns;
}

/** What a report has of two tables, whose sources are given in the order of their names. */
export function inlinedBeside(
  { compared, turned, pictures }: BesideReport,
  sources: [Source, Source],
  around: boolean,
): Beside {
  const [first, second] = around ? [sources[1], sources[0]] : sources;
  const pairs = records(pictures).map(({ name_a, name_b }) => (around ? [name_b, name_a] : [name_a, name_b]));
  return {
    compared: async () => (around ? turned : compared),
    moved: async ({ block, segment, measure, order, limit }) => {
      const [a, b] = await Promise.all(
        [
          { source: first, method: block.method_a },
          { source: second, method: block.method_b },
        ].map(async ({ source, method }) => {
          const { values } = await source.values({ series: { method, target_kind: block.target_kind }, segment });
          return new Map(values.map((each) => [each.image.image_id, each]));
        }),
      );
      const number = (each: Value): number => each.numbers[measure] ?? Number.NaN;
      const sign = order === "rose" ? -1 : 1;
      const found = pairs
        .map(([one, other]) => [a!.get(one as string), b!.get(other as string)] as const)
        .filter((pair): pair is [Value, Value] => pair[0] !== undefined && pair[1] !== undefined)
        .filter(([one, other]) => one.target_class === other.target_class)
        .map((pair) => ({ pair, moved: number(pair[1]) - number(pair[0]) }))
        .filter(({ moved }) => Number.isFinite(moved))
        .sort((one, other) => sign * (one.moved - other.moved));
      return { total: found.length, pairs: found.slice(0, limit).map(({ pair }) => pair) };
    },
  };
}

export function inlined(report: Report): Source {
  const images = new Map(
    (records(report.images) as unknown as Image[]).map((image) => [image.image_id, image]),
  );
  const groups = new Map<string, Group[]>();
  let values: Value[] | undefined;

  function everyGroup(by: string): Group[] {
    let found = groups.get(by);
    if (found === undefined) {
      found = records(report.groups[by] ?? {}).map(
        (record) => ({ ...record, value: by === "" ? null : (record[by] ?? null) }) as unknown as Group,
      );
      groups.set(by, found);
    }
    return found;
  }

  function everyValue(): Value[] {
    if (values !== undefined) return values;
    const names = report.overview.measures.map((measure) => measure.name);
    values = records(report.values).map((record) => ({
      image: images.get(record["image_id"] as string)!,
      method: record["method"] as string,
      target_kind: record["target_kind"] as string | null,
      target_class: record["target_class"] as string | null,
      segment: record["segment"] as string,
      numbers: Object.fromEntries(names.map((name) => [name, record[name] as number | null])),
    }));
    return values;
  }

  return {
    overview: async () => report.overview,
    findings: async () => report.findings,
    confusion: async () => report.confusion,
    groups: async (by) => everyGroup(by),
    values: async (query) => chosen(
      everyValue().filter((value) => meets(value, query)),
      query,
    ),
    image: async (image_id) => images.get(image_id),
    removals: async (image_id) =>
      records(report.removals).filter((each) => each["image_id"] === image_id) as unknown as Removal[],
    picture: async (image_id) =>
      Object.hasOwn(report.pictures, image_id) ? report.pictures[image_id] : undefined,
  };
}

function meets(value: Value, query: Query): boolean {
  if (query.segment !== undefined && value.segment !== query.segment) return false;
  if (query.image_id !== undefined && value.image.image_id !== query.image_id) return false;
  if (query.label !== undefined && value.image.label !== query.label) return false;
  if (query.predicted !== undefined && value.image.predicted !== query.predicted) return false;
  if (value.method !== query.series.method || value.target_kind !== query.series.target_kind) return false;
  return query.by === undefined || query.by === "" || group(value, query.by) === query.value;
}

/** In which group by a column a value is. */
function group(value: Value, by: string): string | null {
  if (by === "target_class") return value.target_class;
  return ((value.image as unknown as Record<string, unknown>)[by] ?? null) as string | null;
}

/** Put values in order, those without a number last, and keep as many as are asked for. */
function chosen(all: Value[], query: Query): Values {
  const { measure, order = "sample", offset = 0, limit = all.length } = query;
  if (measure === undefined || order === "sample") return { total: all.length, values: sampled(all, limit) };
  const number = (each: Value): number => each.numbers[measure] ?? Number.NaN;
  const known = all.filter((each) => Number.isFinite(number(each))).sort((a, b) => number(b) - number(a));
  const others = all.filter((each) => !Number.isFinite(number(each)));
  if (order === "lowest") known.reverse();
  if (order === "typical" && known.length) {
    const half = (known.length - 1) / 2;
    const middle = (number(known[Math.floor(half)]!) + number(known[Math.ceil(half)]!)) / 2;
    known.sort((a, b) => Math.abs(number(a) - middle) - Math.abs(number(b) - middle));
  }
  return { total: all.length, values: [...known, ...others].slice(offset, offset + limit) };
}
