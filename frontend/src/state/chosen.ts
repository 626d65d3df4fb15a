/** Chosen: what the address asks for, as far as the table has it. */

import type { Measure, Overview, Series } from "../source/source";
import type { Asked } from "./place.svelte";

export interface Chosen {
  at: number;
  series: Series;
  measure: Measure;
  by: string;
  segment: string | undefined;
  /** Undefined where no group is asked for, null for the group of images without a value. */
  value: string | null | undefined;
}

const NONE: Series = { method: "none", target_kind: null };

export function chosen(overview: Overview, asked: Asked): Chosen {
  const at = Math.min(Math.max(Number(asked["series"]) || 0, 0), Math.max(overview.series.length - 1, 0));
  const by = asked["by"] ?? "";
  const given = asked["value"];
  return {
    at,
    series: overview.series[at] ?? NONE,
    measure: overview.measures.find((each) => each.name === asked["measure"]) ?? overview.measures[0]!,
    by: overview.by.includes(by) ? by : "",
    segment: overview.segments.find((each) => each.segment === asked["segment"])?.segment,
    value: given === undefined ? undefined : given === "" ? null : given,
  };
}

/** What is left over by the named parts: shown last, whatever its numbers. */
export function leftover(segment: string): boolean {
  return segment.startsWith("(") || segment === "background";
}
