/** Colour: a diverging scale whose neutral point is what an even spread would give. */

import type { Measure } from "../source/source";

/** How far from neutral a value is, from -1 to 1, on a scale whose ends are `most` away. */
export function tint(measure: Measure, value: number | null, most: number): number {
  if (value === null || most <= 0) return 0;
  return Math.max(-1, Math.min(1, distance(measure, value) / most));
}

/** How far a value is from an even spread; by the factor where even is 1, as of lift. */
export function distance(measure: Measure, value: number): number {
  if (measure.even === 1) return Math.log2(Math.max(value, 1 / 64));
  return value - (measure.even ?? 0);
}

/** Per cent of colour at the ends of the scale: more, and numbers on it are hard to read. */
const STRONGEST = 46;

/** A background for a tint, mixed by the browser so that it suits light and dark. */
export function background(tinted: number): string {
  const strength = Math.round(Math.abs(tinted) ** 0.8 * STRONGEST);
  return `color-mix(in oklab, var(${tinted < 0 ? "--against" : "--for"}) ${strength}%, var(--even))`;
}
